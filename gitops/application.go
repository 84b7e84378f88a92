package gitops

import (
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// InCluster is the address of the cluster that Argo CD itself runs in.
const InCluster = "https://kubernetes.default.svc"

// CascadeFinalizer, among an Application's finalizers, deletes its objects along
// with it.
const CascadeFinalizer = "resources-finalizer.argocd.argoproj.io"

type applicationKind struct{}

func (applicationKind) kind() (string, string) { return "argoproj.io/v1alpha1", "Application" }

// Application is Argo CD's Application: sources, and where their objects go.
type Application struct {
	object[applicationKind]
	// Metadata names the Application; its namespace is Argo CD's own, unless
	// that is set up for Applications in any namespace.
	Metadata Metadata `json:"metadata"`
	// Spec is what to deliver.
	Spec ApplicationSpec `json:"spec"`
}

// ApplicationSpec is what an [Application] delivers.
type ApplicationSpec struct {
	// Project is the name of the [AppProject] that limits the Application.
	Project string `json:"project" jc:"required,ref=appproject"`
	// Source is the one source; it is left alone when Sources is set.
	Source ApplicationSource `json:"source,omitzero"`
	// Sources are several sources whose objects are delivered together; one
	// with a Ref gives files to the others.
	Sources []ApplicationSource `json:"sources,omitzero"`
	// SourceHydrator, instead of both, has Argo CD commit what it makes from a
	// source, and delivers that. (alpha in Argo CD 3)
	SourceHydrator SourceHydrator `json:"sourceHydrator,omitzero"`
	// Destination is the cluster and namespace.
	Destination Destination `json:"destination"`
	// IgnoreDifferences are fields that may differ between Git and cluster.
	IgnoreDifferences []IgnoreDifferences `json:"ignoreDifferences,omitzero"`
	// SyncPolicy is when and how Argo CD syncs.
	SyncPolicy SyncPolicy `json:"syncPolicy,omitzero"`
	// Info is shown in Argo CD's user interface.
	Info []Info `json:"info,omitzero"`
	// RevisionHistoryLimit is the number of past syncs to keep for rollback;
	// the default is 10.
	RevisionHistoryLimit *int `json:"revisionHistoryLimit,omitzero"`
	// Extra are attributes that this package does not know.
	Extra map[string]any `json:",inline"`
}

// Validate checks that the Application has sources of one form.
func (s ApplicationSpec) Validate() error {
	var list fieldpath.List
	var root *fieldpath.Path
	one := s.Source.RepoURL != "" || s.Source.Path != "" || s.Source.Chart != ""
	hydrated := s.SourceHydrator.DrySource.RepoURL != ""
	switch {
	case hydrated && (one || len(s.Sources) > 0):
		list.Add(fieldpath.Conflict, root.Child("sourceHydrator"), nil, "there is a source too; Argo CD would ignore it")
	case hydrated:
	case one && len(s.Sources) > 0:
		list.Add(fieldpath.Conflict, root.Child("sources"), nil, "there is a source too; Argo CD would ignore it")
	case !one && len(s.Sources) == 0:
		list.Add(fieldpath.Required, root.Child("source"), nil, "an Application needs a source, or sources")
	}
	refs := map[string]bool{}
	for i, src := range s.Sources {
		if src.Ref == "" {
			continue
		}
		if refs[src.Ref] {
			list.Add(fieldpath.Duplicate, root.Child("sources").Index(i).Child("ref"), src.Ref, "another source has this name")
		}
		refs[src.Ref] = true
	}
	check := func(path *fieldpath.Path, src ApplicationSource) {
		for i, file := range src.Helm.ValueFiles {
			if ref, ok := refOf(file); ok && !refs[ref] {
				list.Add(fieldpath.NotFound, path.Child("helm").Child("valueFiles").Index(i), file, "no source of this Application has this ref")
			}
		}
	}
	check(root.Child("source"), s.Source)
	for i, src := range s.Sources {
		check(root.Child("sources").Index(i), src)
	}
	if d := s.Destination; d.Server != "" && d.Name != "" {
		list.Add(fieldpath.Conflict, root.Child("destination"), nil, "server and name name the cluster twice")
	}
	return list.Err()
}

// refOf returns the name in a value file of the form $name/path.
func refOf(file string) (string, bool) {
	if len(file) == 0 || file[0] != '$' {
		return "", false
	}
	for i := range len(file) {
		if file[i] == '/' {
			return file[1:i], true
		}
	}
	return "", false
}

// ApplicationSource is where objects, a chart, or files for another source come
// from. The tool is found by what stands at Path unless one of Helm, Kustomize,
// Directory and Plugin is set.
type ApplicationSource struct {
	// RepoURL is the Git repository, Helm repository or OCI registry.
	RepoURL string `json:"repoURL" jc:"required"`
	// Path is the folder in a Git repository.
	Path string `json:"path,omitzero"`
	// Chart is the name of the chart in a Helm repository.
	Chart string `json:"chart,omitzero"`
	// TargetRevision is the branch, tag, commit, or the chart's version or
	// range of versions; the default is HEAD.
	TargetRevision string `json:"targetRevision,omitzero"`
	// TagPrefix limits a range of versions in TargetRevision to tags that begin
	// so.
	TagPrefix string `json:"tagPrefix,omitzero"`
	// Ref names this source, so that other sources' value files can begin with
	// $ref/. See [ValueFile].
	Ref string `json:"ref,omitzero"`
	// Name is shown for the source, and tells sources apart on the command line.
	Name string `json:"name,omitzero"`
	// Helm holds the settings for a chart.
	Helm HelmSource `json:"helm,omitzero"`
	// Kustomize holds the settings for a kustomization.
	Kustomize KustomizeSource `json:"kustomize,omitzero"`
	// Directory holds the settings for a folder of plain manifests.
	Directory DirectorySource `json:"directory,omitzero"`
	// Plugin holds the settings for a config management plugin.
	Plugin PluginSource `json:"plugin,omitzero"`
	// Extra are attributes that this package does not know.
	Extra map[string]any `json:",inline"`
}

// Validate checks that the source names one thing.
func (s ApplicationSource) Validate() error {
	var list fieldpath.List
	var root *fieldpath.Path
	if s.Chart != "" && s.Path != "" {
		list.Add(fieldpath.Conflict, root.Child("path"), s.Path, "a source is a chart or a path, not both")
	}
	if s.Chart != "" && s.TargetRevision == "" {
		list.Add(fieldpath.Required, root.Child("targetRevision"), nil, "a chart needs a version")
	}
	if s.Chart != "" && s.Ref != "" {
		list.Add(fieldpath.Conflict, root.Child("ref"), s.Ref, "a chart can't be referred to")
	}
	return list.Err()
}

// ValueFile returns the name that a value file of the source called ref has for
// the other sources of the Application.
func ValueFile(ref, path string) string { return "$" + ref + "/" + path }

// HelmSource holds the settings for a chart.
type HelmSource struct {
	// ReleaseName is the release's name; the default is the Application's.
	ReleaseName string `json:"releaseName,omitzero"`
	// ValueFiles are value files, later ones counting more: paths below the
	// source's, addresses, or files of another source (see [ValueFile]).
	ValueFiles []string `json:"valueFiles,omitzero"`
	// IgnoreMissingValueFiles passes over value files that are not there.
	IgnoreMissingValueFiles *bool `json:"ignoreMissingValueFiles,omitzero"`
	// ValuesObject are values in place, counting more than ValueFiles.
	ValuesObject any `json:"valuesObject,omitzero"`
	// Values are values in place as a text; Argo CD takes ValuesObject first.
	Values Text `json:"values,omitzero"`
	// Parameters are single values, counting more than all others.
	Parameters []HelmParameter `json:"parameters,omitzero"`
	// FileParameters are values read from files.
	FileParameters []HelmFileParameter `json:"fileParameters,omitzero"`
	// Namespace is the namespace that templates see; the default is the
	// destination's.
	Namespace string `json:"namespace,omitzero"`
	// KubeVersion is the Kubernetes version that templates see.
	KubeVersion string `json:"kubeVersion,omitzero"`
	// APIVersions are the API versions that templates see.
	APIVersions []string `json:"apiVersions,omitzero"`
	// SkipCRDs leaves out the chart's crds folder.
	SkipCRDs *bool `json:"skipCrds,omitzero"`
	// SkipTests leaves out the chart's test hooks.
	SkipTests *bool `json:"skipTests,omitzero"`
	// SkipSchemaValidation does not check values against the chart's schema.
	SkipSchemaValidation *bool `json:"skipSchemaValidation,omitzero"`
	// PassCredentials sends the repository's credentials to every host.
	PassCredentials *bool `json:"passCredentials,omitzero"`
	// Version is the Helm version; Argo CD knows "3" only.
	Version string `json:"version,omitzero" jc:"enum=v3"`
}

// Validate checks that values in place have one form.
func (h HelmSource) Validate() error {
	var list fieldpath.List
	at := (*fieldpath.Path)(nil).Child("values")
	if h.Values != nil {
		checkText(&list, at, h.Values)
		if h.ValuesObject != nil {
			list.Add(fieldpath.Conflict, at, nil, "there is a valuesObject too; Argo CD would ignore the text")
		}
	}
	return list.Err()
}

// HelmParameter is one value, as helm's --set.
type HelmParameter struct {
	// Name is the value's path, as controller.image.tag.
	Name string `json:"name" jc:"required"`
	// Value is the value; Argo CD replaces $ARGOCD_APP_NAME and the like.
	Value string `json:"value"`
	// ForceString keeps numbers and booleans strings, as --set-string.
	ForceString *bool `json:"forceString,omitzero"`
}

// HelmFileParameter is one value read from a file, as helm's --set-file.
type HelmFileParameter struct {
	// Name is the value's path.
	Name string `json:"name" jc:"required"`
	// Path is the file, below the source's path.
	Path string `json:"path" jc:"required"`
}

// KustomizeSource holds settings that Argo CD adds to a kustomization.
type KustomizeSource struct {
	// NamePrefix is put before every object's name.
	NamePrefix string `json:"namePrefix,omitzero"`
	// NameSuffix is put after every object's name.
	NameSuffix string `json:"nameSuffix,omitzero"`
	// Namespace is the namespace of every namespaced object.
	Namespace string `json:"namespace,omitzero"`
	// Images override images, each as name=new:tag or name:tag.
	Images []string `json:"images,omitzero"`
	// Replicas override numbers of replicas.
	Replicas []Replica `json:"replicas,omitzero"`
	// Components are kustomize components to add.
	Components []string `json:"components,omitzero"`
	// IgnoreMissingComponents passes over components that are not there.
	IgnoreMissingComponents *bool `json:"ignoreMissingComponents,omitzero"`
	// Patches are patches to add.
	Patches []Patch `json:"patches,omitzero"`
	// CommonLabels are labels for every object.
	CommonLabels map[string]string `json:"commonLabels,omitzero"`
	// ForceCommonLabels overwrites labels that are there.
	ForceCommonLabels *bool `json:"forceCommonLabels,omitzero"`
	// LabelWithoutSelector leaves selectors alone.
	LabelWithoutSelector *bool `json:"labelWithoutSelector,omitzero"`
	// LabelIncludeTemplates labels pod templates too.
	LabelIncludeTemplates *bool `json:"labelIncludeTemplates,omitzero"`
	// CommonAnnotations are annotations for every object.
	CommonAnnotations map[string]string `json:"commonAnnotations,omitzero"`
	// CommonAnnotationsEnvsubst replaces ${ARGOCD_APP_NAME} and the like in them.
	CommonAnnotationsEnvsubst *bool `json:"commonAnnotationsEnvsubst,omitzero"`
	// ForceCommonAnnotations overwrites annotations that are there.
	ForceCommonAnnotations *bool `json:"forceCommonAnnotations,omitzero"`
	// KubeVersion is the Kubernetes version that charts in the kustomization see.
	KubeVersion string `json:"kubeVersion,omitzero"`
	// APIVersions are the API versions that charts in the kustomization see.
	APIVersions []string `json:"apiVersions,omitzero"`
	// Version selects a kustomize binary that Argo CD is set up with.
	Version string `json:"version,omitzero"`
}

// DirectorySource holds the settings for a folder of plain manifests.
type DirectorySource struct {
	// Recurse reads folders below too.
	Recurse *bool `json:"recurse,omitzero"`
	// Include is a glob of the files to read.
	Include string `json:"include,omitzero"`
	// Exclude is a glob of files to leave out.
	Exclude string `json:"exclude,omitzero"`
	// DisableExtensionFilter reads files of any extension, not .yaml, .yml,
	// .json and .jsonnet alone.
	DisableExtensionFilter *bool `json:"disableExtensionFilter,omitzero"`
	// Jsonnet holds the settings for Jsonnet files.
	Jsonnet Jsonnet `json:"jsonnet,omitzero"`
}

// Jsonnet holds the settings for Jsonnet files.
type Jsonnet struct {
	// ExtVars are external variables.
	ExtVars []JsonnetVar `json:"extVars,omitzero"`
	// TLAs are top-level arguments.
	TLAs []JsonnetVar `json:"tlas,omitzero"`
	// Libs are folders with libraries.
	Libs []string `json:"libs,omitzero"`
}

// JsonnetVar is a variable of Jsonnet.
type JsonnetVar struct {
	// Name is its name.
	Name string `json:"name" jc:"required"`
	// Value is its value.
	Value string `json:"value"`
	// Code takes the value for Jsonnet code.
	Code *bool `json:"code,omitzero"`
}

// PluginSource holds the settings for a config management plugin; see
// [ConfigManagementPlugin].
type PluginSource struct {
	// Name is the plugin's name, name-version when it has a version; left out,
	// the plugin that discovers the source is taken.
	Name string `json:"name,omitzero"`
	// Env are variables for the plugin's commands, which see NAME as
	// ARGOCD_ENV_NAME.
	Env []EnvVar `json:"env,omitzero"`
	// Parameters are values that the plugin announces.
	Parameters []PluginParameter `json:"parameters,omitzero"`
}

// EnvVar is an environment variable of a plugin.
type EnvVar struct {
	// Name is its name, without the ARGOCD_ENV_ that the command sees before it.
	Name string `json:"name" jc:"required"`
	// Value is its value; Argo CD replaces $ARGOCD_APP_NAME and the like.
	Value string `json:"value"`
}

// PluginParameter is a value for a plugin: one of String, Array and Map.
type PluginParameter struct {
	// Name is its name.
	Name string `json:"name" jc:"required"`
	// String is a single value.
	String string `json:"string,omitzero"`
	// Array is a list.
	Array []string `json:"array,omitzero"`
	// Map is a map.
	Map map[string]string `json:"map,omitzero"`
}

// SourceHydrator has Argo CD make the manifests of a source, commit them to a
// branch, and deliver them from there.
type SourceHydrator struct {
	// DrySource is what the manifests are made from.
	DrySource DrySource `json:"drySource"`
	// SyncSource is where the manifests are delivered from.
	SyncSource SyncSource `json:"syncSource"`
	// HydrateTo is the branch to commit to first, from which a pull request
	// leads to that of SyncSource; the default is that one itself.
	HydrateTo HydrateTo `json:"hydrateTo,omitzero"`
}

// DrySource is what a [SourceHydrator] makes manifests from.
type DrySource struct {
	// RepoURL is the Git repository.
	RepoURL string `json:"repoURL" jc:"required"`
	// Path is the folder in it.
	Path string `json:"path" jc:"required"`
	// TargetRevision is the branch, tag or commit.
	TargetRevision string `json:"targetRevision" jc:"required"`
	// Helm holds the settings for a chart.
	Helm HelmSource `json:"helm,omitzero"`
	// Kustomize holds the settings for a kustomization.
	Kustomize KustomizeSource `json:"kustomize,omitzero"`
	// Directory holds the settings for a folder of plain manifests.
	Directory DirectorySource `json:"directory,omitzero"`
	// Plugin holds the settings for a config management plugin.
	Plugin PluginSource `json:"plugin,omitzero"`
}

// SyncSource is where a [SourceHydrator] delivers from.
type SyncSource struct {
	// RepoURL is the Git repository; the default is that of the DrySource.
	RepoURL string `json:"repoURL,omitzero"`
	// TargetBranch is the branch.
	TargetBranch string `json:"targetBranch" jc:"required"`
	// Path is the folder, which must not be the repository's root.
	Path string `json:"path" jc:"required"`
}

// HydrateTo is where a [SourceHydrator] commits to.
type HydrateTo struct {
	// TargetBranch is the branch.
	TargetBranch string `json:"targetBranch" jc:"required"`
}

// Destination is a cluster, by Server or by Name, and a namespace.
type Destination struct {
	// Server is the address of the cluster's API; see [InCluster].
	Server string `json:"server,omitzero"`
	// Name is the cluster's name in Argo CD.
	Name string `json:"name,omitzero"`
	// Namespace is the namespace for objects that name none.
	Namespace string `json:"namespace,omitzero"`
}

// IgnoreDifferences names fields of objects that may differ between Git and
// cluster, in up to three forms.
type IgnoreDifferences struct {
	// Group is the API group; empty for the core group.
	Group string `json:"group,omitzero"`
	// Kind is the kind of object.
	Kind string `json:"kind" jc:"required"`
	// Name is the object's name; empty for all.
	Name string `json:"name,omitzero"`
	// Namespace is the object's namespace; empty for all.
	Namespace string `json:"namespace,omitzero"`
	// JSONPointers are fields, each as /spec/replicas.
	JSONPointers []string `json:"jsonPointers,omitzero"`
	// JQPathExpressions are fields found by jq.
	JQPathExpressions []string `json:"jqPathExpressions,omitzero"`
	// ManagedFieldsManagers are controllers whose fields are ignored.
	ManagedFieldsManagers []string `json:"managedFieldsManagers,omitzero"`
}

// Validate checks that some fields are named.
func (d IgnoreDifferences) Validate() error {
	var list fieldpath.List
	var root *fieldpath.Path
	if len(d.JSONPointers)+len(d.JQPathExpressions)+len(d.ManagedFieldsManagers) == 0 {
		list.Add(fieldpath.Required, root.Child("jsonPointers"), nil, "name fields by jsonPointers, jqPathExpressions or managedFieldsManagers")
	}
	for i, p := range d.JSONPointers {
		if p == "" || p[0] != '/' {
			list.Add(fieldpath.Invalid, root.Child("jsonPointers").Index(i), p, "a JSON pointer begins with /")
		}
	}
	return list.Err()
}

// SyncPolicy is when and how Argo CD syncs.
type SyncPolicy struct {
	// Automated, when set, syncs without being told: new(Automated{}).
	Automated *Automated `json:"automated,omitzero"`
	// SyncOptions change how objects are applied.
	SyncOptions []SyncOption `json:"syncOptions,omitzero"`
	// Retry is what happens after a sync that failed.
	Retry Retry `json:"retry,omitzero"`
	// ManagedNamespaceMetadata labels the namespace that CreateNamespace makes.
	ManagedNamespaceMetadata NamespaceMetadata `json:"managedNamespaceMetadata,omitzero"`
}

// Validate checks that the policy's parts go together.
func (p SyncPolicy) Validate() error {
	m := p.ManagedNamespaceMetadata
	if len(m.Labels)+len(m.Annotations) == 0 {
		return nil
	}
	for _, o := range p.SyncOptions {
		if o == CreateNamespace {
			return nil
		}
	}
	var list fieldpath.List
	var root *fieldpath.Path
	list.Add(fieldpath.Lost, root.Child("managedNamespaceMetadata"), nil, "Argo CD uses it with the sync option CreateNamespace=true only")
	return list.Err()
}

// Automated are the settings of automated sync.
type Automated struct {
	// Prune deletes objects that left the sources; the default is not to.
	Prune *bool `json:"prune,omitzero"`
	// SelfHeal syncs when the cluster differs; the default is not to.
	SelfHeal *bool `json:"selfHeal,omitzero"`
	// AllowEmpty syncs sources without any object too; the default is not to.
	AllowEmpty *bool `json:"allowEmpty,omitzero"`
	// Enabled turns automated sync off when false; the default is on.
	Enabled *bool `json:"enabled,omitzero"`
}

// SyncOption changes how objects are applied.
type SyncOption string

// The sync options.
const (
	CreateNamespace        SyncOption = "CreateNamespace=true"              // make the destination's namespace
	ServerSideApply        SyncOption = "ServerSideApply=true"              // apply on the server; needed by objects over 256 kB
	ApplyOutOfSyncOnly     SyncOption = "ApplyOutOfSyncOnly=true"           // leave objects alone that are in sync
	PruneLast              SyncOption = "PruneLast=true"                    // prune in a last wave
	PruneFalse             SyncOption = "Prune=false"                       // never prune
	PruneConfirm           SyncOption = "Prune=confirm"                     // prune when a human confirms
	DeleteFalse            SyncOption = "Delete=false"                      // keep the object when the Application is deleted
	DeleteConfirm          SyncOption = "Delete=confirm"                    // delete when a human confirms
	Replace                SyncOption = "Replace=true"                      // replace instead of applying
	Force                  SyncOption = "Force=true"                        // delete and create again
	ValidateFalse          SyncOption = "Validate=false"                    // no validation by kubectl
	SkipDryRun             SyncOption = "SkipDryRunOnMissingResource=true"  // no dry run for kinds that are not there yet
	RespectIgnore          SyncOption = "RespectIgnoreDifferences=true"     // leave ignored differences alone when syncing
	FailOnSharedResource   SyncOption = "FailOnSharedResource=true"         // fail when another Application has the object
	PropagateForeground    SyncOption = "PrunePropagationPolicy=foreground" // prune dependents first
	PropagateBackground    SyncOption = "PrunePropagationPolicy=background" // prune dependents afterwards
	PropagateOrphan        SyncOption = "PrunePropagationPolicy=orphan"     // leave dependents
	ClientSideApplyMigrate SyncOption = "ClientSideApplyMigration=true"     // move fields to server-side apply
)

// Retry is what happens after a sync that failed.
type Retry struct {
	// Limit is the number of attempts; negative for no limit. The default is 5.
	Limit *int `json:"limit,omitzero"`
	// Backoff is the time between attempts.
	Backoff Backoff `json:"backoff,omitzero"`
	// Refresh takes the newest revision for a retry; the default is the same.
	Refresh *bool `json:"refresh,omitzero"`
}

// Backoff is the time between attempts.
type Backoff struct {
	// Duration is the first, as 5s.
	Duration string `json:"duration,omitzero"`
	// Factor multiplies it each time.
	Factor *int `json:"factor,omitzero"`
	// MaxDuration is the longest, as 3m.
	MaxDuration string `json:"maxDuration,omitzero"`
}

// NamespaceMetadata labels and annotates a namespace.
type NamespaceMetadata struct {
	// Labels are the namespace's labels.
	Labels map[string]string `json:"labels,omitzero"`
	// Annotations are the namespace's annotations.
	Annotations map[string]string `json:"annotations,omitzero"`
}

// Info is shown in Argo CD's user interface.
type Info struct {
	// Name is the title.
	Name string `json:"name" jc:"required"`
	// Value is a text or an address.
	Value string `json:"value" jc:"required"`
}
