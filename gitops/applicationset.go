package gitops

import (
	"errors"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

type applicationSetKind struct{}

func (applicationSetKind) kind() (string, string) { return "argoproj.io/v1alpha1", "ApplicationSet" }

// ApplicationSet makes Applications from a template, one for each set of
// parameters that its generators give. It is always written for Go templates:
// every string of the template is literal but for what [Param] returns.
type ApplicationSet struct {
	object[applicationSetKind]
	// Metadata names the set; its namespace is Argo CD's own.
	Metadata Metadata `json:"metadata"`
	// Spec is what to make.
	Spec ApplicationSetSpec `json:"spec"`
}

// EmbedYAML returns the set with what makes parameters live.
func (a ApplicationSet) EmbedYAML() (any, yamltext.Options) {
	return a, yamltext.Options{Text: templateText}
}

// Param returns a string that is the Go template expression expr, for the
// template and the generators of an [ApplicationSet]: Param(".path.basename") is
// {{ .path.basename }}. It can be concatenated like any other string.
func Param(expr string) string { return live.Mark(live.Template, expr) }

// templateText spells s where Argo CD runs Go templates over it.
func templateText(dst []byte, s string, tpl bool) ([]byte, error) {
	if !tpl && !live.Has(s) {
		return append(dst, s...), nil
	}
	literal := func(dst []byte, s string) []byte {
		if tpl {
			s = strings.ReplaceAll(s, "{{", "{{`{{`}}")
		}
		return append(dst, s...)
	}
	for p := range live.Parts(s) {
		switch {
		case live.Has(p.Text):
			return nil, errors.New("half an expression, or an expression in an expression")
		case p.Language == 0:
			dst = literal(dst, p.Text)
		case p.Language != live.Template:
			return nil, errors.New("a variable of JCasC can't be live here")
		case strings.Contains(p.Text, "}}"):
			return nil, errors.New("an expression that holds }}")
		default:
			if n := len(dst); tpl && n > 0 && dst[n-1] == '{' {
				dst = append(dst[:n-1], "{{`{`}}"...)
			}
			dst = append(dst, "{{ "...)
			dst = append(dst, p.Text...)
			dst = append(dst, " }}"...)
		}
	}
	return dst, nil
}

// ApplicationSetSpec is what an [ApplicationSet] makes.
type ApplicationSetSpec struct {
	// GoTemplate is written true.
	GoTemplate always `json:"goTemplate"`
	// GoTemplateOptions are options of the template engine; missingkey=error
	// makes a parameter that is not there an error.
	GoTemplateOptions []string `json:"goTemplateOptions,omitzero"`
	// Generators give the parameters; their results are joined.
	Generators []Generator `json:"generators" jc:"required"`
	// ApplyNestedSelectors lets selectors of generators in a matrix or merge
	// count, which Argo CD does in any case since 3.0.
	ApplyNestedSelectors *bool `json:"applyNestedSelectors,omitzero"`
	// Template is the Application to make.
	Template ApplicationTemplate `json:"template" jc:"tpl"`
	// TemplatePatch is Go template text, executed for each Application and
	// merged over it; it is written as it is.
	TemplatePatch string `json:"templatePatch,omitzero"`
	// SyncPolicy says what happens to Applications that are there.
	SyncPolicy ApplicationSetSyncPolicy `json:"syncPolicy,omitzero"`
	// Strategy syncs the Applications step by step.
	Strategy Strategy `json:"strategy,omitzero"`
	// PreservedFields are annotations and labels of Applications to leave alone.
	PreservedFields PreservedFields `json:"preservedFields,omitzero"`
	// IgnoreApplicationDifferences are fields of Applications to leave alone.
	IgnoreApplicationDifferences []IgnoreApplicationDifferences `json:"ignoreApplicationDifferences,omitzero"`
	// Extra are attributes that this package does not know.
	Extra map[string]any `json:",inline"`
}

// always is written true.
type always struct{}

// MarshalJSON returns true.
func (always) MarshalJSON() ([]byte, error) { return []byte("true"), nil }

// UnmarshalJSON accepts true only.
func (always) UnmarshalJSON(b []byte) error {
	if string(b) != "true" {
		return errors.New("want true")
	}
	return nil
}

// Validate checks that the steps of a progressive sync can be told apart.
func (s ApplicationSetSpec) Validate() error {
	var list fieldpath.List
	var root *fieldpath.Path
	if len(s.Strategy.RollingSync.Steps) > 0 && s.Strategy.Type != "RollingSync" {
		list.Add(fieldpath.Conflict, root.Child("strategy").Child("type"), s.Strategy.Type, "steps count with RollingSync only", "RollingSync")
	}
	if s.Template.Metadata.Name == "" {
		list.Add(fieldpath.Required, root.Child("template").Child("metadata").Child("name"), nil, "each Application needs a name")
	} else if !live.Has(s.Template.Metadata.Name) && len(s.Generators) > 0 {
		list.Add(fieldpath.Duplicate, root.Child("template").Child("metadata").Child("name"), s.Template.Metadata.Name, "all Applications would have this name; put a Param into it")
	}
	return list.Err()
}

// ApplicationTemplate is the Application that an [ApplicationSet] makes.
type ApplicationTemplate struct {
	// Metadata names the Application, with a [Param] in it.
	Metadata TemplateMetadata `json:"metadata"`
	// Spec is what the Application delivers.
	Spec ApplicationSpec `json:"spec"`
}

// TemplateMetadata is what names an Application of an [ApplicationSet].
type TemplateMetadata struct {
	// Name is the Application's name.
	Name string `json:"name,omitzero"`
	// Namespace is the Application's namespace; the default is the set's.
	Namespace string `json:"namespace,omitzero"`
	// Labels select and group Applications.
	Labels map[string]string `json:"labels,omitzero"`
	// Annotations carry what tools read; see [Annotations].
	Annotations map[string]string `json:"annotations,omitzero"`
	// Finalizers are those of the Application; see [CascadeFinalizer].
	Finalizers []string `json:"finalizers,omitzero"`
}

// ApplicationSetSyncPolicy says what happens to Applications that are there.
type ApplicationSetSyncPolicy struct {
	// ApplicationsSync limits what may be done to them.
	ApplicationsSync string `json:"applicationsSync,omitzero" jc:"enum=create-only|create-update|create-delete|sync"`
	// PreserveResourcesOnDeletion keeps an Application's objects when it goes.
	PreserveResourcesOnDeletion *bool `json:"preserveResourcesOnDeletion,omitzero"`
}

// Strategy syncs the Applications of a set step by step. Argo CD has to be told
// to allow it (applicationsetcontroller.enable.progressive.syncs).
type Strategy struct {
	// Type is AllAtOnce or RollingSync.
	Type string `json:"type,omitzero" jc:"enum=AllAtOnce|RollingSync"`
	// RollingSync are the steps.
	RollingSync RollingSync `json:"rollingSync,omitzero"`
	// DeletionOrder is AllAtOnce or Reverse.
	DeletionOrder string `json:"deletionOrder,omitzero" jc:"enum=AllAtOnce|Reverse"`
}

// RollingSync are the steps of a progressive sync.
type RollingSync struct {
	// Steps are done one after the other; Applications in none are not synced.
	Steps []RollingStep `json:"steps,omitzero"`
}

// RollingStep is a step of a progressive sync.
type RollingStep struct {
	// MatchExpressions select Applications by their labels.
	MatchExpressions []LabelCondition `json:"matchExpressions,omitzero"`
	// MaxUpdate is how many sync at a time: a number, or a share as "25%".
	MaxUpdate any `json:"maxUpdate,omitzero"`
}

// PreservedFields are annotations and labels to leave alone.
type PreservedFields struct {
	// Annotations are keys of annotations.
	Annotations []string `json:"annotations,omitzero"`
	// Labels are keys of labels.
	Labels []string `json:"labels,omitzero"`
}

// IgnoreApplicationDifferences are fields of Applications to leave alone.
type IgnoreApplicationDifferences struct {
	// Name limits it to one Application.
	Name string `json:"name,omitzero"`
	// JSONPointers are fields, each as /spec/source/targetRevision.
	JSONPointers []string `json:"jsonPointers,omitzero"`
	// JQPathExpressions are fields found by jq.
	JQPathExpressions []string `json:"jqPathExpressions,omitzero"`
}

// Generator gives parameters: one of [ListGenerator], [ClusterGenerator],
// [GitGenerator], [MatrixGenerator], [MergeGenerator], [PullRequestGenerator],
// [SCMGenerator] and [RawGenerator].
type Generator interface{ generator() }

// IsGenerator makes the struct that embeds it a [Generator].
type IsGenerator struct{}

func (IsGenerator) generator() {}

// ListGenerator gives what is listed.
type ListGenerator struct {
	IsGenerator `json:"-" jc:"symbol=list"`
	// Elements are the sets of parameters.
	Elements []map[string]any `json:"elements,omitzero"`
	// ElementsYAML is a Go template that gives such a list as YAML.
	ElementsYAML string `json:"elementsYaml,omitzero"`
	// Template overrides parts of the set's template.
	Template *ApplicationTemplate `json:"template,omitzero" jc:"tpl"`
}

// ClusterGenerator gives the clusters that Argo CD knows: .name, .server,
// .metadata.labels and so on.
type ClusterGenerator struct {
	IsGenerator `json:"-" jc:"symbol=clusters"`
	// Selector selects clusters by the labels of their secrets. Without it the
	// cluster of Argo CD itself is among them.
	Selector LabelSelector `json:"selector,omitzero"`
	// Values are further parameters, below .values.
	Values map[string]string `json:"values,omitzero"`
	// FlatList gives all clusters as one set, in .clusters.
	FlatList *bool `json:"flatList,omitzero"`
	// Template overrides parts of the set's template.
	Template *ApplicationTemplate `json:"template,omitzero" jc:"tpl"`
}

// GitGenerator gives folders of a repository (.path.path, .path.basename …) or
// the content of files. One of Directories and Files is set.
type GitGenerator struct {
	IsGenerator `json:"-" jc:"symbol=git"`
	// RepoURL is the repository.
	RepoURL string `json:"repoURL" jc:"required"`
	// Revision is the branch, tag or commit.
	Revision string `json:"revision" jc:"required"`
	// Directories are globs of folders.
	Directories []GitPath `json:"directories,omitzero"`
	// Files are globs of JSON or YAML files.
	Files []GitPath `json:"files,omitzero"`
	// Values are further parameters, below .values.
	Values map[string]string `json:"values,omitzero"`
	// PathParamPrefix is put before the name path.
	PathParamPrefix string `json:"pathParamPrefix,omitzero"`
	// RequeueAfterSeconds is the time between looks; the default is 180.
	RequeueAfterSeconds *int `json:"requeueAfterSeconds,omitzero"`
	// Template overrides parts of the set's template.
	Template *ApplicationTemplate `json:"template,omitzero" jc:"tpl"`
}

// GitPath is a glob of folders or files.
type GitPath struct {
	// Path is the glob.
	Path string `json:"path" jc:"required"`
	// Exclude leaves out what matches.
	Exclude *bool `json:"exclude,omitzero"`
}

// MatrixGenerator gives every pair of what two generators give. The second may
// use the parameters of the first.
type MatrixGenerator struct {
	IsGenerator `json:"-" jc:"symbol=matrix"`
	// Generators are the two.
	Generators []Generator `json:"generators" jc:"required"`
	// Template overrides parts of the set's template.
	Template *ApplicationTemplate `json:"template,omitzero" jc:"tpl"`
}

// Validate checks that there are two.
func (m MatrixGenerator) Validate() error {
	if len(m.Generators) == 2 {
		return nil
	}
	var list fieldpath.List
	list.Add(fieldpath.Invalid, (*fieldpath.Path)(nil).Child("generators"), len(m.Generators), "a matrix has two generators")
	return list.Err()
}

// MergeGenerator completes the parameters of the first generator by those of the
// others that have the same keys.
type MergeGenerator struct {
	IsGenerator `json:"-" jc:"symbol=merge"`
	// MergeKeys are the parameters that tell which belong together.
	MergeKeys []string `json:"mergeKeys" jc:"required"`
	// Generators are two or more.
	Generators []Generator `json:"generators" jc:"required"`
	// Template overrides parts of the set's template.
	Template *ApplicationTemplate `json:"template,omitzero" jc:"tpl"`
}

// PullRequestGenerator gives the open pull requests of a repository: .number,
// .branch, .head_sha and so on. One of the hosts is set.
type PullRequestGenerator struct {
	IsGenerator `json:"-" jc:"symbol=pullRequest"`
	// GitHub is a repository on GitHub.
	GitHub GitHubRepo `json:"github,omitzero"`
	// GitLab is a project on GitLab.
	GitLab GitLabProject `json:"gitlab,omitzero"`
	// BitbucketServer is a repository on Bitbucket Server.
	BitbucketServer BitbucketServerRepo `json:"bitbucketServer,omitzero"`
	// Filters let pull requests through of which one matches.
	Filters []PullRequestFilter `json:"filters,omitzero"`
	// Values are further parameters, below .values.
	Values map[string]string `json:"values,omitzero"`
	// RequeueAfterSeconds is the time between looks; the default is 1800.
	RequeueAfterSeconds *int `json:"requeueAfterSeconds,omitzero"`
	// ContinueOnRepoNotFoundError takes a repository that is not there for one
	// without pull requests.
	ContinueOnRepoNotFoundError *bool `json:"continueOnRepoNotFoundError,omitzero"`
	// Template overrides parts of the set's template.
	Template *ApplicationTemplate `json:"template,omitzero" jc:"tpl"`
	// Extra are further hosts.
	Extra map[string]any `json:",inline"`
}

// SecretRef names a key of a Secret in Argo CD's namespace.
type SecretRef struct {
	// SecretName is the Secret.
	SecretName string `json:"secretName" jc:"required"`
	// Key is its key.
	Key string `json:"key" jc:"required"`
}

// CARef names a key of a ConfigMap in Argo CD's namespace that holds the
// certificates of authorities.
type CARef struct {
	// ConfigMapName is the ConfigMap.
	ConfigMapName string `json:"configMapName" jc:"required"`
	// Key is its key.
	Key string `json:"key" jc:"required"`
}

// GitHubRepo is a repository on GitHub.
type GitHubRepo struct {
	// Owner is the organization or user.
	Owner string `json:"owner" jc:"required"`
	// Repo is the repository's name.
	Repo string `json:"repo" jc:"required"`
	// API is the address of GitHub Enterprise's API.
	API string `json:"api,omitzero"`
	// TokenRef is an access token.
	TokenRef SecretRef `json:"tokenRef,omitzero"`
	// AppSecretName is the secret of a GitHub App.
	AppSecretName string `json:"appSecretName,omitzero"`
	// Labels are labels that a pull request must have.
	Labels []string `json:"labels,omitzero"`
}

// GitLabProject is a project on GitLab.
type GitLabProject struct {
	// Project is its number or path.
	Project string `json:"project" jc:"required"`
	// API is the address of the API.
	API string `json:"api,omitzero"`
	// TokenRef is an access token.
	TokenRef SecretRef `json:"tokenRef,omitzero"`
	// Labels are labels that a merge request must have.
	Labels []string `json:"labels,omitzero"`
	// PullRequestState is opened, closed, merged or locked.
	PullRequestState string `json:"pullRequestState,omitzero"`
	// Insecure does not check the server's certificate.
	Insecure *bool `json:"insecure,omitzero"`
	// CARef is a certificate authority to trust.
	CARef CARef `json:"caRef,omitzero"`
}

// BitbucketServerRepo is a repository on Bitbucket Server.
type BitbucketServerRepo struct {
	// API is the address of the API.
	API string `json:"api" jc:"required"`
	// Project is the project.
	Project string `json:"project" jc:"required"`
	// Repo is the repository's name.
	Repo string `json:"repo" jc:"required"`
	// Extra are further attributes, basicAuth and bearerToken among them.
	Extra map[string]any `json:",inline"`
}

// PullRequestFilter lets pull requests through; parts are regular expressions.
type PullRequestFilter struct {
	// BranchMatch is for the branch.
	BranchMatch string `json:"branchMatch,omitzero"`
	// TargetBranchMatch is for the branch to merge into.
	TargetBranchMatch string `json:"targetBranchMatch,omitzero"`
	// TitleMatch is for the title.
	TitleMatch string `json:"titleMatch,omitzero"`
}

// SCMGenerator gives the repositories of an organization: .repository, .url,
// .branch and so on.
type SCMGenerator struct {
	IsGenerator `json:"-" jc:"symbol=scmProvider"`
	// CloneProtocol is https or ssh.
	CloneProtocol string `json:"cloneProtocol,omitzero"`
	// GitHub is an organization on GitHub.
	GitHub GitHubOrganization `json:"github,omitzero"`
	// Filters let repositories through of which one matches.
	Filters []SCMFilter `json:"filters,omitzero"`
	// Values are further parameters, below .values.
	Values map[string]string `json:"values,omitzero"`
	// RequeueAfterSeconds is the time between looks; the default is 1800.
	RequeueAfterSeconds *int `json:"requeueAfterSeconds,omitzero"`
	// Template overrides parts of the set's template.
	Template *ApplicationTemplate `json:"template,omitzero" jc:"tpl"`
	// Extra are further hosts.
	Extra map[string]any `json:",inline"`
}

// GitHubOrganization is an organization on GitHub.
type GitHubOrganization struct {
	// Organization is its name.
	Organization string `json:"organization" jc:"required"`
	// API is the address of GitHub Enterprise's API.
	API string `json:"api,omitzero"`
	// TokenRef is an access token.
	TokenRef SecretRef `json:"tokenRef,omitzero"`
	// AppSecretName is the secret of a GitHub App.
	AppSecretName string `json:"appSecretName,omitzero"`
	// AllBranches gives every branch, not the default one alone.
	AllBranches *bool `json:"allBranches,omitzero"`
	// ExcludeArchivedRepos leaves out repositories that are archived.
	ExcludeArchivedRepos *bool `json:"excludeArchivedRepos,omitzero"`
}

// SCMFilter lets repositories through; parts are regular expressions.
type SCMFilter struct {
	// RepositoryMatch is for the repository's name.
	RepositoryMatch string `json:"repositoryMatch,omitzero"`
	// PathsExist are paths that are there.
	PathsExist []string `json:"pathsExist,omitzero"`
	// PathsDoNotExist are paths that are not there.
	PathsDoNotExist []string `json:"pathsDoNotExist,omitzero"`
	// LabelMatch is for the repository's labels.
	LabelMatch string `json:"labelMatch,omitzero"`
	// BranchMatch is for the branch.
	BranchMatch string `json:"branchMatch,omitzero"`
}

// RawGenerator is a generator as it is written, its name and a selector
// included.
type RawGenerator map[string]any

func (RawGenerator) generator() {}
