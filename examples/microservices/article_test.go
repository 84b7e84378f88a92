package main

import (
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"
)

// absent are files that the write-up's folders have and ours don't.
var absent = map[string]string{
	"appmesh.yaml":       "AWS has ended App Mesh",
	"generate-name.yaml": "it gave each migration's Job a new name; today Argo CD deletes the last one before it makes the next (BeforeHookCreation), and kustomize wants names",
	"README.md":          "written by people, for people; the writer leaves such files alone",
	"rbac-role.yaml":     "alb-ingress-controller is a Helm chart today, aws-load-balancer-controller",
	"argocd-application-controller-deployment.yaml":     "since Argo CD 1.8 the controller is a StatefulSet",
	"cluster/alb-ingress-controller/deployment.yaml":    "see rbac-role.yaml",
	"cluster/alb-ingress-controller/kustomization.yaml": "see rbac-role.yaml",
}

// added are files in the same folders that the write-up does not have.
var added = map[string]string{
	"argocd-application-controller-statefulset.yaml": "see the Deployment of that name",
	"argocd-cmd-params-cm.yaml":                      "more Applications at a time, for development's 387",
	"argocd-notifications-cm.yaml":                   "argo-notifications is a part of Argo CD today; its ConfigMap is taken out of the base, because argo-notifications delivers it",
}

// Our folders hold the files that the write-up's trees show, in
// testdata/article/files.txt as paths: those of hoge-api as far as it shows
// them, and the folders argo and cluster.
func TestArticleFiles(t *testing.T) {
	text, err := os.ReadFile("testdata/article/files.txt")
	if err != nil {
		t.Fatal(err)
	}
	shown := strings.Fields(string(text))
	folders := map[string]bool{}
	var want, got []string
	for _, name := range shown {
		folders[path.Dir(name)] = true
		if absent[name] == "" && absent[path.Base(name)] == "" {
			want = append(want, name)
		}
	}
	for name := range files(t, newSystem(2)) {
		if folders[path.Dir(name)] && added[path.Base(name)] == "" {
			got = append(got, name)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-article +ours:\n%s", diff)
	}
}

// The kustomization of Argo CD itself is the one that the write-up prints, but
// for what is listed here.
func TestArticleKustomization(t *testing.T) {
	text, err := os.ReadFile("testdata/article/kustomization.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want := parse(t, string(text))
	got := parse(t, files(t, newSystem(2))["argo/argocd/manifests/overlays/development/kustomization.yaml"])

	// patchesStrategicMerge is deprecated: files stand under patches, in any order.
	// For the names see absent and added.
	var theirs, ours []string
	for _, file := range want["patchesStrategicMerge"].([]any) {
		theirs = append(theirs, strings.Replace(file.(string), "controller-deployment", "controller-statefulset", 1))
	}
	theirs = append(theirs, "argocd-cmd-params-cm.yaml", "argocd-notifications-cm.yaml")
	for _, p := range got["patches"].([]any) {
		ours = append(ours, p.(map[string]any)["path"].(string))
	}
	slices.Sort(theirs)
	slices.Sort(ours)
	if diff := cmp.Diff(theirs, ours); diff != "" {
		t.Errorf("-article +ours:\n%s", diff)
	}
	delete(want, "patchesStrategicMerge")
	delete(got, "patches")
	// The release of 2020 and the old form of the address.
	resources := want["resources"].([]any)
	if resources[0] != "github.com/argoproj/argo-cd/manifests/ha/cluster-install?ref=v1.7.4" {
		t.Errorf("the write-up's base is %s", resources[0])
	}
	resources[0] = argoBase
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-article +ours:\n%s", diff)
	}
}

func parse(t *testing.T, text string) map[string]any {
	t.Helper()
	m := map[string]any{}
	if err := yaml.Unmarshal([]byte(text), &m); err != nil {
		t.Fatal(err)
	}
	return m
}
