package gitops

import (
	"maps"
	"slices"
	"strconv"

	"github.com/jenkinscode/jenkinscode/internal/check"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// ArgoCD is how a [Fleet]'s Argo CD is installed: by kustomize, from the
// manifests of a release, with what the fleet needs patched in.
type ArgoCD struct {
	// Namespace is Argo CD's namespace; the default is argocd.
	Namespace string
	// Version is the release's tag, for instance v3.5.1. Left empty, the fleet's
	// repository has Applications only and says nothing of Argo CD itself.
	Version string
	// HighlyAvailable takes the manifests for several replicas.
	HighlyAvailable bool
	// RepoServerParallelismLimit is the number of manifest generations that a
	// repo server runs at once (--parallelismlimit; in argocd-cmd-params-cm
	// reposerver.parallelism.limit). The default is no limit; with many
	// Applications in one repository a low limit keeps its CPU and memory flat.
	RepoServerParallelismLimit *int
	// Notifications are what Argo CD tells whom about its Applications.
	Notifications Notifications
	// Patches are merged, by kind and name, into the release's own objects, for
	// instance a ConfigMap argocd-cm with further settings. The key is the name
	// of the patch's file, without its .yaml.
	Patches map[string]any
	// Objects are further objects for Argo CD's namespace.
	Objects []any
}

func (a *ArgoCD) namespace() string {
	if a.Namespace == "" {
		return "argocd"
	}
	return a.Namespace
}

// Base returns the remote base that the installation builds on, pinned by the
// version.
func (a *ArgoCD) Base() string {
	folder := "manifests/cluster-install"
	if a.HighlyAvailable {
		folder = "manifests/ha/cluster-install"
	}
	return Remote("https://github.com/argoproj/argo-cd", folder, a.Version)
}

// argoFile returns the path of a file of Argo CD's own kustomization.
func argoFile(name string) string { return "manifest/argocd/" + name }

func (a *ArgoCD) check(list *fieldpath.List, at *fieldpath.Path) {
	list.Append(at.Child("notifications"), a.Notifications.Validate())
	for _, name := range slices.Sorted(maps.Keys(a.Patches)) {
		checkName(list, at.Child("patches").Key(name), name, 63)
		list.Append(at.Child("patches").Key(name), check.Value(a.Patches[name]).Err())
	}
	for i, object := range a.Objects {
		list.Append(at.Child("objects").Index(i), check.Value(object).Err())
	}
}

// add adds Argo CD's kustomization to the tree, with a plugin sidecar where the
// delivery needs one.
func (a *ArgoCD) add(tree *Tree, f *Fleet) {
	if a.Version == "" {
		return
	}
	kustomization := Kustomization{
		Namespace: a.namespace(),
		Resources: []string{"namespace.yaml", a.Base()},
	}
	tree.Add(argoFile("namespace.yaml"), corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: a.namespace()}})
	patch := func(file string, object any) {
		kustomization.Patches = append(kustomization.Patches, Patch{Path: file})
		tree.Add(argoFile(file), object)
	}
	if limit := a.RepoServerParallelismLimit; limit != nil {
		patch("argocd-cmd-params-cm.yaml", ConfigMap{
			Metadata: Metadata{Name: "argocd-cmd-params-cm"},
			Data:     map[string]Text{"reposerver.parallelism.limit": strconv.Itoa(*limit)},
		})
	}
	if n := a.Notifications; n.Services != nil || n.Triggers != nil || n.Templates != nil {
		settings, _ := n.ConfigMap("") // its error is check's
		patch("argocd-notifications-cm.yaml", settings)
	}
	for _, name := range slices.Sorted(maps.Keys(a.Patches)) {
		patch(name+".yaml", a.Patches[name])
	}
	if plugin, ok := f.delivery().(HelmPlugin); ok {
		file := plugin.Name + "-cm.yaml"
		kustomization.Resources = append(kustomization.Resources, file)
		tree.Add(argoFile(file), ConfigMap{
			Metadata: Metadata{Name: plugin.Name},
			Data:     map[string]Text{"plugin.yaml": YAML(plugin.definition(f))},
		})
		sidecar := PluginSidecar(plugin.Name, plugin.Image, plugin.Name)
		sidecar.Spec.Template.Spec.Containers[0].Resources = plugin.Resources
		patch("argocd-repo-server.yaml", sidecar)
	}
	if len(a.Objects) > 0 {
		kustomization.Resources = append(kustomization.Resources, "objects.yaml")
		tree.Add(argoFile("objects.yaml"), a.Objects...)
	}
	tree.Add(argoFile("kustomization.yaml"), kustomization)
}
