package gitops

import (
	"strconv"

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
	if plugin, ok := f.delivery().(HelmPlugin); ok {
		file := plugin.Name + "-cm.yaml"
		kustomization.Resources = append(kustomization.Resources, file)
		tree.Add(argoFile(file), ConfigMap{
			Metadata: Metadata{Name: plugin.Name},
			Data:     map[string]Text{"plugin.yaml": YAML(plugin.definition(f.Chart))},
		})
		patch("argocd-repo-server.yaml", PluginSidecar(plugin.Name, plugin.Image, plugin.Name))
	}
	tree.Add(argoFile("kustomization.yaml"), kustomization)
}
