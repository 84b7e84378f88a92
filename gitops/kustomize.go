package gitops

import (
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

type kustomizationKind struct{}

func (kustomizationKind) kind() (string, string) {
	return "kustomize.config.k8s.io/v1beta1", "Kustomization"
}

type componentKind struct{}

func (componentKind) kind() (string, string) {
	return "kustomize.config.k8s.io/v1alpha1", "Component"
}

// KustomizationFile is the name that kustomize looks for in a folder.
const KustomizationFile = "kustomization.yaml"

// Component is the kustomization.yaml of a component: a part that several
// overlays take in by choice.
type Component struct {
	object[componentKind]
	// Kustomization is what the component does.
	Kustomization
}

// Kustomization is a kustomization.yaml.
type Kustomization struct {
	object[kustomizationKind]
	// Metadata names the kustomization; nothing needs it.
	Metadata Metadata `json:"metadata,omitzero"`
	// Namespace is the namespace of every namespaced object.
	Namespace string `json:"namespace,omitzero"`
	// NamePrefix is put before every object's name.
	NamePrefix string `json:"namePrefix,omitzero"`
	// NameSuffix is put after every object's name.
	NameSuffix string `json:"nameSuffix,omitzero"`
	// Resources are files, folders with a kustomization, and remote ones; a
	// remote one should be pinned, see [Remote].
	Resources []string `json:"resources,omitzero"`
	// Components are folders or remote places with a [Component].
	Components []string `json:"components,omitzero"`
	// CRDs are files with OpenAPI definitions that tell which fields of custom
	// resources are names and merge keys.
	CRDs []string `json:"crds,omitzero"`
	// Labels are labels for every object.
	Labels []Labels `json:"labels,omitzero"`
	// CommonAnnotations are annotations for every object.
	CommonAnnotations map[string]string `json:"commonAnnotations,omitzero"`
	// ConfigMapGenerator makes ConfigMaps.
	ConfigMapGenerator []ConfigMapArgs `json:"configMapGenerator,omitzero"`
	// SecretGenerator makes Secrets; what it makes stands plainly in the files.
	SecretGenerator []SecretArgs `json:"secretGenerator,omitzero"`
	// GeneratorOptions hold for all that is made.
	GeneratorOptions GeneratorOptions `json:"generatorOptions,omitzero"`
	// HelmCharts are charts to render; Argo CD has to be told to allow it
	// (kustomize.buildOptions: --enable-helm).
	HelmCharts []HelmChart `json:"helmCharts,omitzero"`
	// HelmGlobals hold for all charts.
	HelmGlobals HelmGlobals `json:"helmGlobals,omitzero"`
	// Images override images.
	Images []Image `json:"images,omitzero"`
	// Replicas override numbers of replicas.
	Replicas []Replica `json:"replicas,omitzero"`
	// Patches change objects.
	Patches []Patch `json:"patches,omitzero"`
	// Replacements copy fields from one object to others.
	Replacements []Replacement `json:"replacements,omitzero"`
	// Generators, Transformers and Validators are files with the settings of
	// such plugins.
	Generators []string `json:"generators,omitzero"`
	// Transformers are files with the settings of transformers.
	Transformers []string `json:"transformers,omitzero"`
	// Validators are files with the settings of validators.
	Validators []string `json:"validators,omitzero"`
	// Configurations are files that tell which fields transformers change.
	Configurations []string `json:"configurations,omitzero"`
	// OpenAPI names the schema of custom resources.
	OpenAPI OpenAPI `json:"openapi,omitzero"`
	// SortOptions order what is built.
	SortOptions SortOptions `json:"sortOptions,omitzero"`
	// BuildMetadata says what kustomize notes in annotations.
	BuildMetadata []string `json:"buildMetadata,omitzero"`
	// Extra are attributes that this package does not know.
	Extra map[string]any `json:",inline"`
}

// Validate checks that remote resources are pinned and that nothing stands twice.
func (k Kustomization) Validate() error {
	var list fieldpath.List
	var root *fieldpath.Path
	for _, part := range []struct {
		name string
		list []string
	}{{"resources", k.Resources}, {"components", k.Components}} {
		seen := map[string]bool{}
		for i, r := range part.list {
			at := root.Child(part.name).Index(i)
			if seen[r] {
				list.Add(fieldpath.Duplicate, at, r, "kustomize would add its objects twice")
			}
			seen[r] = true
			if isRemoteFolder(r) && !strings.Contains(r, "ref=") && !strings.Contains(r, "version=") {
				list.Add(fieldpath.Invalid, at, r, "a remote folder must be pinned by ?ref=, so that a build means the same tomorrow")
			}
		}
	}
	return list.Err()
}

// isRemoteFolder reports whether kustomize would clone r.
func isRemoteFolder(r string) bool {
	if r == "" || r[0] == '.' || r[0] == '/' {
		return false
	}
	if strings.HasPrefix(r, "git@") || strings.HasPrefix(r, "ssh://") || strings.HasPrefix(r, "git::") {
		return true
	}
	web := strings.HasPrefix(r, "https://") || strings.HasPrefix(r, "http://")
	if web && !strings.Contains(r, "?") && (strings.HasSuffix(r, ".yaml") || strings.HasSuffix(r, ".yml")) {
		return false // a file, fetched as it is
	}
	host, _, _ := strings.Cut(r, "/")
	return web || host == "github.com" || host == "gitlab.com" || host == "bitbucket.org"
}

// Remote returns the resource that is a folder in a Git repository at a ref: a
// tag, branch or commit. Repo is an address as https://github.com/argoproj/argo-cd.
func Remote(repo, dir, ref string) string {
	if dir == "" {
		return repo + "?ref=" + ref
	}
	return repo + "//" + dir + "?ref=" + ref
}

// Labels are labels for every object of a kustomization.
type Labels struct {
	// Pairs are the labels.
	Pairs map[string]string `json:"pairs" jc:"required"`
	// IncludeSelectors puts them into selectors too.
	IncludeSelectors *bool `json:"includeSelectors,omitzero"`
	// IncludeTemplates puts them into pod templates too.
	IncludeTemplates *bool `json:"includeTemplates,omitzero"`
	// IncludeVolumeClaimTemplates puts them into the templates of volume claims
	// too.
	IncludeVolumeClaimTemplates *bool `json:"includeVolumeClaimTemplates,omitzero"`
	// Fields are further places for them.
	Fields []LabelField `json:"fields,omitzero"`
}

// LabelField is a field that holds labels, of objects of a kind.
type LabelField struct {
	// Group is the kind's API group; empty for any.
	Group string `json:"group,omitzero"`
	// Version is the kind's API version; empty for any.
	Version string `json:"version,omitzero"`
	// Kind is the kind; empty for any.
	Kind string `json:"kind,omitzero"`
	// Path is the field, as spec/template/metadata/labels.
	Path string `json:"path" jc:"required"`
	// Create makes the field when it is not there.
	Create *bool `json:"create,omitzero"`
}

// ConfigMapArgs is a ConfigMap to be made.
type ConfigMapArgs struct {
	// Name is the ConfigMap's name.
	Name string `json:"name" jc:"required"`
	// Namespace is the ConfigMap's namespace.
	Namespace string `json:"namespace,omitzero"`
	// Behavior is what to do when it is there already: create, replace, merge.
	Behavior string `json:"behavior,omitzero" jc:"enum=create|replace|merge"`
	// Files are the files to hold, each as file or key=file.
	Files []string `json:"files,omitzero"`
	// Literals are values, each as key=value.
	Literals []string `json:"literals,omitzero"`
	// Envs are files with lines of key=value.
	Envs []string `json:"envs,omitzero"`
	// Options hold for this one, beside [Kustomization.GeneratorOptions].
	Options GeneratorOptions `json:"options,omitzero"`
}

// SecretArgs is a Secret to be made.
type SecretArgs struct {
	// Name is the Secret's name.
	Name string `json:"name" jc:"required"`
	// Namespace is the Secret's namespace.
	Namespace string `json:"namespace,omitzero"`
	// Behavior is what to do when it is there already: create, replace, merge.
	Behavior string `json:"behavior,omitzero" jc:"enum=create|replace|merge"`
	// Type is the Secret's type; the default is Opaque.
	Type string `json:"type,omitzero"`
	// Files are the files to hold, each as file or key=file.
	Files []string `json:"files,omitzero"`
	// Literals are values, each as key=value.
	Literals []string `json:"literals,omitzero"`
	// Envs are files with lines of key=value.
	Envs []string `json:"envs,omitzero"`
	// Options hold for this one, beside [Kustomization.GeneratorOptions].
	Options GeneratorOptions `json:"options,omitzero"`
}

// GeneratorOptions hold for ConfigMaps and Secrets that kustomize makes.
type GeneratorOptions struct {
	// DisableNameSuffixHash keeps the hash of the content out of the name, for
	// a reader that finds them by name or label and reloads by itself.
	DisableNameSuffixHash *bool `json:"disableNameSuffixHash,omitzero"`
	// Labels are labels.
	Labels map[string]string `json:"labels,omitzero"`
	// Annotations are annotations.
	Annotations map[string]string `json:"annotations,omitzero"`
	// Immutable forbids changes in the cluster.
	Immutable *bool `json:"immutable,omitzero"`
}

// HelmChart is a chart that kustomize renders.
type HelmChart struct {
	// Name is the chart's name.
	Name string `json:"name" jc:"required"`
	// Repo is the address of the chart's repository.
	Repo string `json:"repo,omitzero"`
	// Version is the chart's version.
	Version string `json:"version,omitzero"`
	// ReleaseName is the release's name.
	ReleaseName string `json:"releaseName,omitzero"`
	// NameTemplate is a template that gives the release's name.
	NameTemplate string `json:"nameTemplate,omitzero"`
	// Devel takes versions that are not released, too.
	Devel *bool `json:"devel,omitzero"`
	// Namespace is the release's namespace.
	Namespace string `json:"namespace,omitzero"`
	// IncludeCRDs takes in the chart's crds folder.
	IncludeCRDs *bool `json:"includeCRDs,omitzero"`
	// SkipHooks leaves out hooks.
	SkipHooks *bool `json:"skipHooks,omitzero"`
	// SkipTests leaves out test hooks.
	SkipTests *bool `json:"skipTests,omitzero"`
	// ValuesFile is a value file.
	ValuesFile string `json:"valuesFile,omitzero"`
	// AdditionalValuesFiles are more value files.
	AdditionalValuesFiles []string `json:"additionalValuesFiles,omitzero"`
	// ValuesInline are values in place.
	ValuesInline any `json:"valuesInline,omitzero"`
	// ValuesMerge says which of both counts: merge, override, replace.
	ValuesMerge string `json:"valuesMerge,omitzero" jc:"enum=merge|override|replace"`
	// APIVersions are the API versions that templates see.
	APIVersions []string `json:"apiVersions,omitzero"`
	// KubeVersion is the Kubernetes version that templates see.
	KubeVersion string `json:"kubeVersion,omitzero"`
}

// HelmGlobals hold for all charts of a kustomization.
type HelmGlobals struct {
	// ChartHome is the folder with the charts; the default is charts.
	ChartHome string `json:"chartHome,omitzero"`
	// ConfigHome is helm's own folder.
	ConfigHome string `json:"configHome,omitzero"`
}

// Image overrides an image wherever it stands.
type Image struct {
	// Name is the image's name in the objects.
	Name string `json:"name" jc:"required"`
	// NewName is the name to use.
	NewName string `json:"newName,omitzero"`
	// NewTag is the tag to use.
	NewTag string `json:"newTag,omitzero"`
	// TagSuffix is put behind the tag.
	TagSuffix string `json:"tagSuffix,omitzero"`
	// Digest is the digest to use, as sha256:….
	Digest string `json:"digest,omitzero"`
}

// Replica overrides a number of replicas.
type Replica struct {
	// Name is the workload's name.
	Name string `json:"name" jc:"required"`
	// Count is the number.
	Count int `json:"count"`
}

// Patch changes objects: from a file, or in place.
type Patch struct {
	// Path is a file with the patch.
	Path string `json:"path,omitzero"`
	// Patch is the patch in place; see [YAML] and [JSONPatch].
	Patch Text `json:"patch,omitzero"`
	// Target selects the objects; a strategic merge patch needs none, as it
	// names its object.
	Target Selector `json:"target,omitzero"`
	// Options allow changes that are refused otherwise.
	Options PatchOptions `json:"options,omitzero"`
}

// PatchOptions allow a [Patch] changes that are refused otherwise.
type PatchOptions struct {
	// AllowNameChange lets the patch change an object's name.
	AllowNameChange *bool `json:"allowNameChange,omitzero"`
	// AllowKindChange lets the patch change an object's kind.
	AllowKindChange *bool `json:"allowKindChange,omitzero"`
}

// Validate checks that the patch stands in one place.
func (p Patch) Validate() error {
	var list fieldpath.List
	switch {
	case p.Path == "" && p.Patch == nil:
		list.Add(fieldpath.Required, nil, nil, "a patch needs a path or the patch itself")
	case p.Path != "" && p.Patch != nil:
		list.Add(fieldpath.Conflict, (*fieldpath.Path)(nil).Child("path"), p.Path, "the patch stands in place too")
	}
	return list.Err()
}

// JSONPatch returns a JSON 6902 patch, in place.
func JSONPatch(ops ...PatchOp) Text { return YAML(ops) }

// PatchOp is an operation of a JSON 6902 patch.
type PatchOp struct {
	// Op is the operation.
	Op string `json:"op" jc:"required,enum=add|remove|replace|move|copy|test"`
	// From is the field to move or copy.
	From string `json:"from,omitzero"`
	// Path is the field.
	Path string `json:"path" jc:"required"`
	// Value is what to put there.
	Value any `json:"value,omitzero"`
}

// Selector selects objects; parts are anchored regular expressions.
type Selector struct {
	// Group is the API group.
	Group string `json:"group,omitzero"`
	// Version is the API version.
	Version string `json:"version,omitzero"`
	// Kind is the kind.
	Kind string `json:"kind,omitzero"`
	// Name is the name.
	Name string `json:"name,omitzero"`
	// Namespace is the namespace.
	Namespace string `json:"namespace,omitzero"`
	// LabelSelector is a label selector.
	LabelSelector string `json:"labelSelector,omitzero"`
	// AnnotationSelector is an annotation selector.
	AnnotationSelector string `json:"annotationSelector,omitzero"`
}

// Replacement copies a field of one object to fields of others.
type Replacement struct {
	// Path is a file with replacements; nothing else is set then.
	Path string `json:"path,omitzero"`
	// Source is the field to copy.
	Source ReplacementSource `json:"source,omitzero"`
	// SourceValue is a value to copy, instead of Source.
	SourceValue string `json:"sourceValue,omitzero"`
	// Targets are the fields to fill.
	Targets []ReplacementTarget `json:"targets,omitzero"`
}

// ReplacementSource is the field that a [Replacement] copies.
type ReplacementSource struct {
	// Group is the object's API group.
	Group string `json:"group,omitzero"`
	// Version is its API version.
	Version string `json:"version,omitzero"`
	// Kind is its kind.
	Kind string `json:"kind,omitzero"`
	// Name is its name.
	Name string `json:"name,omitzero"`
	// Namespace is its namespace.
	Namespace string `json:"namespace,omitzero"`
	// FieldPath is the field; the default is metadata.name.
	FieldPath string `json:"fieldPath,omitzero"`
	// Options take a part of the value.
	Options FieldOptions `json:"options,omitzero"`
}

// ReplacementTarget are fields that a [Replacement] fills.
type ReplacementTarget struct {
	// Select selects the objects.
	Select Selector `json:"select"`
	// Reject are objects to pass over.
	Reject []Selector `json:"reject,omitzero"`
	// FieldPaths are the fields, as spec.template.spec.containers.[name=web].image.
	FieldPaths []string `json:"fieldPaths,omitzero"`
	// Options replace a part of the value.
	Options FieldOptions `json:"options,omitzero"`
}

// FieldOptions take or replace a part of a value.
type FieldOptions struct {
	// Delimiter splits the value.
	Delimiter string `json:"delimiter,omitzero"`
	// Index is the part's number.
	Index *int `json:"index,omitzero"`
	// Encoding is base64, or none.
	Encoding string `json:"encoding,omitzero"`
	// Create makes the field when it is not there.
	Create *bool `json:"create,omitzero"`
}

// OpenAPI names the schema of custom resources.
type OpenAPI struct {
	// Path is a file with the schema.
	Path string `json:"path,omitzero"`
	// Version is the version of a built-in schema.
	Version string `json:"version,omitzero"`
}

// SortOptions order what is built.
type SortOptions struct {
	// Order is legacy or fifo.
	Order string `json:"order,omitzero" jc:"enum=legacy|fifo"`
	// LegacySortOptions say which kinds come first and last.
	LegacySortOptions LegacySortOptions `json:"legacySortOptions,omitzero"`
}

// LegacySortOptions say which kinds come first and last.
type LegacySortOptions struct {
	// OrderFirst are kinds that come first.
	OrderFirst []string `json:"orderFirst,omitzero"`
	// OrderLast are kinds that come last.
	OrderLast []string `json:"orderLast,omitzero"`
}
