package gitops

import (
	"regexp"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

type imageUpdaterKind struct{}

func (imageUpdaterKind) kind() (string, string) {
	return "argocd-image-updater.argoproj.io/v1alpha1", "ImageUpdater"
}

// ImageUpdater tells Argo CD Image Updater, from version 1.0, which images of
// which Applications follow the registry, and where it writes that down.
type ImageUpdater struct {
	object[imageUpdaterKind]
	// Metadata names it; it stands in the namespace of its Applications.
	Metadata Metadata `json:"metadata"`
	// Spec is what to update.
	Spec ImageUpdaterSpec `json:"spec"`
}

// ImageUpdaterSpec is what an [ImageUpdater] updates.
type ImageUpdaterSpec struct {
	// ApplicationRefs are the Applications.
	ApplicationRefs []ImageApplications `json:"applicationRefs" jc:"required"`
	// CommonUpdateSettings hold where nothing nearer says otherwise.
	CommonUpdateSettings ImageSettings `json:"commonUpdateSettings,omitzero"`
	// WriteBackConfig holds where nothing nearer says otherwise.
	WriteBackConfig WriteBack `json:"writeBackConfig,omitzero"`
	// ImagesVerification holds where nothing nearer says otherwise.
	ImagesVerification ImagesVerification `json:"imagesVerification,omitzero"`
	// Extra are attributes that this package does not know.
	Extra map[string]any `json:",inline"`
}

// ImageApplications are Applications and their images.
type ImageApplications struct {
	// NamePattern is a glob of their names.
	NamePattern string `json:"namePattern" jc:"required"`
	// LabelSelectors select among them.
	LabelSelectors LabelSelector `json:"labelSelectors,omitzero"`
	// Images are the images to follow.
	Images []FollowedImage `json:"images,omitzero"`
	// UseAnnotations reads images and settings from the Applications'
	// annotations instead; see [FollowedImage.Annotations].
	UseAnnotations *bool `json:"useAnnotations,omitzero"`
	// CommonUpdateSettings hold for these Applications.
	CommonUpdateSettings ImageSettings `json:"commonUpdateSettings,omitzero"`
	// WriteBackConfig holds for these Applications.
	WriteBackConfig WriteBack `json:"writeBackConfig,omitzero"`
	// ImagesVerification holds for these Applications.
	ImagesVerification ImagesVerification `json:"imagesVerification,omitzero"`
	// Extra are attributes that this package does not know.
	Extra map[string]any `json:",inline"`
}

// Validate checks that images are named once, and not twice over.
func (a ImageApplications) Validate() error {
	var list fieldpath.List
	var root *fieldpath.Path
	annotated := a.UseAnnotations != nil && *a.UseAnnotations
	if annotated && len(a.Images) > 0 {
		list.Add(fieldpath.Lost, root.Child("images"), nil, "with useAnnotations the images are read from the Applications")
	}
	if !annotated && len(a.Images) == 0 {
		list.Add(fieldpath.Required, root.Child("images"), nil, "name the images, or set useAnnotations")
	}
	seen := map[string]bool{}
	for i, img := range a.Images {
		if seen[img.Alias] {
			list.Add(fieldpath.Duplicate, root.Child("images").Index(i).Child("alias"), img.Alias, "another image has this alias")
		}
		seen[img.Alias] = true
	}
	return list.Err()
}

// FollowedImage is an image that follows the registry.
type FollowedImage struct {
	// Alias is a short name for the image here.
	Alias string `json:"alias" jc:"required"`
	// ImageName is the image, with the registry, and a constraint of versions
	// behind a colon for the strategy semver.
	ImageName string `json:"imageName" jc:"required"`
	// CommonUpdateSettings hold for this image.
	CommonUpdateSettings ImageSettings `json:"commonUpdateSettings,omitzero"`
	// ManifestTargets say where the image stands in the manifests.
	ManifestTargets ManifestTargets `json:"manifestTargets,omitzero"`
	// ImagesVerification holds for this image.
	ImagesVerification ImagesVerification `json:"imagesVerification,omitzero"`
	// Extra are attributes that this package does not know.
	Extra map[string]any `json:",inline"`
}

// ImageSettings say which tags an image follows.
type ImageSettings struct {
	// UpdateStrategy is how the tag is chosen: semver (the default), newest-build
	// (the last one built), alphabetical, or digest (one tag whose content changes).
	UpdateStrategy string `json:"updateStrategy,omitzero" jc:"enum=semver|newest-build|alphabetical|digest"`
	// AllowTags limits the tags: regexp: and an expression, or any.
	AllowTags string `json:"allowTags,omitzero"`
	// IgnoreTags are globs of tags to pass over.
	IgnoreTags []string `json:"ignoreTags,omitzero"`
	// ForceUpdate updates images too that no object of the Application has yet.
	ForceUpdate *bool `json:"forceUpdate,omitzero"`
	// PullSecret is where the registry's credentials are, as
	// pullsecret:namespace/name.
	PullSecret string `json:"pullSecret,omitzero"`
	// Platforms are platforms, as linux/arm64.
	Platforms []string `json:"platforms,omitzero"`
}

// ManifestTargets say where an image stands in the manifests: one of the three.
type ManifestTargets struct {
	// Helm are keys of values.
	Helm HelmTarget `json:"helm,omitzero"`
	// Kustomize is an entry of images.
	Kustomize KustomizeTarget `json:"kustomize,omitzero"`
	// Plugin are variables of a config management plugin.
	Plugin PluginTarget `json:"plugin,omitzero"`
}

// Validate checks that the image stands in one place.
func (m ManifestTargets) Validate() error {
	n := 0
	for _, set := range []bool{m.Helm != HelmTarget{}, m.Kustomize != KustomizeTarget{}, m.Plugin != PluginTarget{}} {
		if set {
			n++
		}
	}
	if n < 2 {
		return nil
	}
	var list fieldpath.List
	list.Add(fieldpath.Conflict, nil, nil, "one of helm, kustomize and plugin may be set")
	return list.Err()
}

// HelmTarget are keys of values, with dots.
type HelmTarget struct {
	// Name is the key of the image's name.
	Name string `json:"name,omitzero"`
	// Tag is the key of the image's tag.
	Tag string `json:"tag,omitzero"`
	// Spec is the key of the image as a whole.
	Spec string `json:"spec,omitzero"`
}

// KustomizeTarget is an entry of a kustomization's images.
type KustomizeTarget struct {
	// Name is the name of the entry.
	Name string `json:"name" jc:"required"`
}

// PluginTarget are variables of a config management plugin.
type PluginTarget struct {
	// Name is the variable of the image's name.
	Name string `json:"name,omitzero"`
	// Tag is the variable of the image's tag.
	Tag string `json:"tag,omitzero"`
	// Spec is the variable of the image as a whole.
	Spec string `json:"spec,omitzero"`
}

// ImagesVerification says that images must be signed.
type ImagesVerification struct {
	// Enabled turns verification off when false; the default is on.
	Enabled *bool `json:"enabled,omitzero"`
	// CosignKey is the Secret with the public key of cosign.
	CosignKey SecretRef `json:"cosignKey,omitzero"`
}

// WriteBack is where the Image Updater writes down what it chose.
type WriteBack struct {
	// Method is where: [WriteToArgoCD], the default, [WriteToGit] or
	// [WriteToGitWith].
	Method WriteBackMethod `json:"method,omitzero"`
	// GitConfig is where in Git.
	GitConfig GitWriteBack `json:"gitConfig,omitzero"`
}

// WriteBackMethod is where the Image Updater writes.
type WriteBackMethod string

// The methods.
const (
	WriteToArgoCD WriteBackMethod = "argocd" // the Application in the cluster, whose Git knows nothing of it
	WriteToGit    WriteBackMethod = "git"    // Git, with the credentials that Argo CD has for the repository
)

// WriteToGitWith is [WriteToGit] with the credentials in a Secret.
func WriteToGitWith(namespace, secret string) WriteBackMethod {
	return WriteToGit + WriteBackMethod(":secret:"+namespace+"/"+secret)
}

// writeBackMethod is what the resource definition allows.
var writeBackMethod = regexp.MustCompile(`^(argocd|git|git:[a-zA-Z0-9][a-zA-Z0-9-._/:]*)$`)

// Validate checks that the method is one that there is, and that the rest goes
// with it.
func (w WriteBack) Validate() error {
	var list fieldpath.List
	var root *fieldpath.Path
	if w.Method != "" && !writeBackMethod.MatchString(string(w.Method)) {
		list.Add(fieldpath.NotOneOf, root.Child("method"), w.Method, "", "argocd", "git", "git:secret:NAMESPACE/NAME")
	}
	toGit := strings.HasPrefix(string(w.Method), string(WriteToGit))
	if !toGit && (w.GitConfig.Branch != "" || w.GitConfig.PullRequest.any()) {
		list.Add(fieldpath.Lost, root.Child("gitConfig"), nil, "it counts with the method git only")
	}
	if p := w.GitConfig.PullRequest; p.GitHub != nil && p.GitLab != nil {
		list.Add(fieldpath.Conflict, root.Child("gitConfig").Child("pullRequest"), nil, "a pull request is opened on one host")
	} else if len(p.Labels) > 0 && !p.any() {
		list.Add(fieldpath.Required, root.Child("gitConfig").Child("pullRequest"), nil, "say on which host")
	}
	return list.Err()
}

// GitWriteBack is where in Git the Image Updater writes.
type GitWriteBack struct {
	// Repository is the repository; the default is the Application's.
	Repository string `json:"repository,omitzero"`
	// Branch is the branch to commit to; with base:target in it the second is
	// made from the first, and may hold a Go template over .Images.
	Branch string `json:"branch,omitzero"`
	// WriteBackTarget is the file: kustomization, kustomization:path,
	// helmvalues:path; the default is a .argocd-source file.
	WriteBackTarget string `json:"writeBackTarget,omitzero"`
	// PullRequest opens a pull request instead of pushing.
	PullRequest WriteBackPullRequest `json:"pullRequest,omitzero"`
}

// WriteBackPullRequest opens a pull request: on one of both hosts.
type WriteBackPullRequest struct {
	// GitHub opens it on GitHub: new(struct{}{}).
	GitHub *struct{} `json:"github,omitzero"`
	// GitLab opens it on GitLab.
	GitLab *struct{} `json:"gitlab,omitzero"`
	// Labels are its labels.
	Labels []string `json:"labels,omitzero"`
}

func (p WriteBackPullRequest) any() bool { return p.GitHub != nil || p.GitLab != nil }

const imageUpdaterPrefix = "argocd-image-updater.argoproj.io/"

// AllowTagsAnnotation is the annotation of an Application that limits the tags of
// an image: the one that a branch deployment changes, and that is ignored as a
// difference for that (see [IgnoreAnnotation]).
func AllowTagsAnnotation(alias, rule string) Annotation {
	return Annotation{Key: imageUpdaterPrefix + alias + ".allow-tags", Value: rule}
}

// FollowImages returns the annotations of an Application that say the same as
// its images and write-back in an [ImageUpdater]: the only form before Image
// Updater 1.0, and since then read by those with UseAnnotations. Pull requests
// are not among it.
func FollowImages(w WriteBack, images ...FollowedImage) []Annotation {
	var out []Annotation
	add := func(key, value string) {
		if value != "" {
			out = append(out, Annotation{Key: imageUpdaterPrefix + key, Value: value})
		}
	}
	var names []string
	for _, img := range images {
		names = append(names, img.Alias+"="+img.ImageName)
	}
	add("image-list", strings.Join(names, ", "))
	add("write-back-method", string(w.Method))
	add("write-back-target", w.GitConfig.WriteBackTarget)
	add("git-branch", w.GitConfig.Branch)
	add("git-repository", w.GitConfig.Repository)
	for _, img := range images {
		s := img.CommonUpdateSettings
		add(img.Alias+".update-strategy", s.UpdateStrategy)
		add(img.Alias+".allow-tags", s.AllowTags)
		add(img.Alias+".ignore-tags", strings.Join(s.IgnoreTags, ", "))
		add(img.Alias+".pull-secret", s.PullSecret)
		add(img.Alias+".platforms", strings.Join(s.Platforms, ","))
		if s.ForceUpdate != nil && *s.ForceUpdate {
			add(img.Alias+".force-update", "true")
		}
		t := img.ManifestTargets
		add(img.Alias+".kustomize.image-name", t.Kustomize.Name)
		add(img.Alias+".helm.image-name", t.Helm.Name)
		add(img.Alias+".helm.image-tag", t.Helm.Tag)
		add(img.Alias+".helm.image-spec", t.Helm.Spec)
	}
	return out
}

// IgnoreAnnotation ignores differences in one annotation of objects of a kind:
// of Applications, for an app-of-apps whose children are changed by a machine.
func IgnoreAnnotation(group, kind, name, annotation string) IgnoreDifferences {
	escaped := strings.NewReplacer("~", "~0", "/", "~1").Replace(annotation)
	return IgnoreDifferences{Group: group, Kind: kind, Name: name, JSONPointers: []string{"/metadata/annotations/" + escaped}}
}
