package gitops

import (
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

// ManifestTargets say where an image stands in the manifests: one of them.
type ManifestTargets struct {
	// Helm are keys of values.
	Helm HelmTarget `json:"helm,omitzero"`
	// Kustomize is an entry of images.
	Kustomize KustomizeTarget `json:"kustomize,omitzero"`
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

// WriteBack is where the Image Updater writes down what it chose.
type WriteBack struct {
	// Method is argocd (the Application itself, the default) or git; git may be
	// followed by a colon and secret:namespace/name for the credentials.
	Method string `json:"method,omitzero"`
	// GitConfig is where in Git.
	GitConfig GitWriteBack `json:"gitConfig,omitzero"`
}

// Validate checks that the method is one that there is.
func (w WriteBack) Validate() error {
	var list fieldpath.List
	at := (*fieldpath.Path)(nil).Child("method")
	switch {
	case w.Method == "" || w.Method == "argocd" || w.Method == "git" || strings.HasPrefix(w.Method, "git:"):
	default:
		list.Add(fieldpath.NotOneOf, at, w.Method, "", "argocd", "git", "git:secret:NAMESPACE/NAME")
	}
	if w.Method == "argocd" && (w.GitConfig.Branch != "" || w.GitConfig.PullRequest.any()) {
		list.Add(fieldpath.Lost, (*fieldpath.Path)(nil).Child("gitConfig"), nil, "it counts with the method git only")
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
	add("write-back-method", w.Method)
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
