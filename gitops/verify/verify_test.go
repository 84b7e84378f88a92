package verify_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/verify"
	"github.com/jenkinscode/jenkinscode/internal/golden"
)

// crds returns Argo CD's own resource definitions.
func crds(t testing.TB) []verify.CRD {
	t.Helper()
	dir := golden.Corpus(t, "manifests/crds of argoproj/argo-cd", "corpus", "crds")
	out, err := verify.ReadCRDs(os.DirFS(dir), "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func meta(name string) metav1.ObjectMeta { return metav1.ObjectMeta{Name: name} }

func deployment(name string) appsv1.Deployment {
	labels := map[string]string{"app": name}
	return appsv1.Deployment{
		ObjectMeta: meta(name),
		Spec: appsv1.DeploymentSpec{
			Selector: &metav1.LabelSelector{MatchLabels: labels},
			Template: corev1.PodTemplateSpec{
				ObjectMeta: metav1.ObjectMeta{Labels: labels},
				Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "main", Image: "registry.example/" + name + ":1.0"}}},
			},
		},
	}
}

// service is a tree with a base and an overlay.
func service() *gitops.Tree {
	tree := new(gitops.Tree)
	tree.Add("base/kustomization.yaml", gitops.Kustomization{Resources: []string{"deployment.yaml"}})
	tree.Add("base/deployment.yaml", deployment("web"))
	tree.Add("overlay/kustomization.yaml", gitops.Kustomization{
		Namespace: "prod", Resources: []string{"../base"},
		Patches: []gitops.Patch{{Patch: gitops.YAML(gitops.DeploymentPatch{Metadata: gitops.Metadata{Name: "web"}, Spec: gitops.WorkloadPatch{Replicas: new(3)}})}},
	})
	return tree
}

func TestTree(t *testing.T) {
	report, err := verify.Tree(service(), verify.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if report.Kustomizations != 2 || len(report.Objects) != 3 || report.Decoded != 3 {
		t.Errorf("report: %s", report)
	}
	for _, o := range report.Objects {
		if o.From == "overlay" {
			d := o.Typed.(*appsv1.Deployment)
			if *d.Spec.Replicas != 3 || d.Namespace != "prod" {
				t.Errorf("the overlay was not built: %+v", d)
			}
		}
	}
}

// A file with a patch looks like an object but is a part of one.
func TestPatchFiles(t *testing.T) {
	tree := service()
	tree.Add("more/kustomization.yaml", gitops.Kustomization{
		Resources: []string{"../overlay"}, Patches: []gitops.Patch{{Path: "deployment.yaml"}},
	})
	tree.Add("more/deployment.yaml", gitops.DeploymentPatch{Metadata: gitops.Metadata{Name: "web", Namespace: "prod"}, Spec: gitops.WorkloadPatch{Replicas: new(5)}})
	report, err := verify.Tree(tree, verify.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range report.Objects {
		if o.From == "more/deployment.yaml" {
			t.Errorf("%s is taken for an object", o.ID())
		}
	}
}

func TestFindings(t *testing.T) {
	tests := []struct {
		name string
		file string
		text string
		want []string
	}{
		{
			"a field that does not exist", "d.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: x}\nspec: {port: 1}\n",
			[]string{`files[d.yaml][Service x]: unknown field: unknown field "spec.port"`},
		},
		{
			"a value of the wrong type", "d.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: x}\nspec: {ports: [{port: http}]}\n",
			[]string{"files[d.yaml][Service x]: invalid value"},
		},
		{"a key that stands twice", "d.yaml", "a: 1\na: 2\n", []string{"files[d.yaml]: invalid value", `key "a" already set`}},
		{
			"a resource that is not there", "overlay2/kustomization.yaml", "resources: [../gone]\n",
			[]string{"files[overlay2]: invalid value: kustomize: accumulating resources"},
		},
		{
			"a patch for nothing", "overlay2/kustomization.yaml", "resources: [../base]\npatches: [{target: {kind: Deployment, name: gone}, patch: '[]'}]\n",
			nil, // kustomize passes over it; see the policies
		},
		{
			"a custom resource with a field too many", "app.yaml",
			"apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: x}\nspec: {project: p, destinations: {}, destination: {}, source: {repoURL: 1}}\n",
			[]string{
				"files[app.yaml][Application.argoproj.io x].spec.destinations: unknown field",
				"files[app.yaml][Application.argoproj.io x].spec.source.repoURL: invalid value",
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var o verify.Options
			if tt.file == "app.yaml" {
				o.CRDs = crds(t)
			}
			tree := service()
			tree.Add(tt.file, tt.text)
			_, err := verify.Tree(tree, o)
			if tt.want == nil {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if err == nil {
				t.Fatal("nothing was found")
			}
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("findings:\n%v\nlack %q", err, want)
				}
			}
		})
	}
}

func TestRemoteBase(t *testing.T) {
	remote := gitops.Remote("https://github.com/argoproj/argo-cd", "manifests/ha/cluster-install", "v3.2.0")
	tree := new(gitops.Tree)
	tree.Add("argocd/kustomization.yaml", gitops.Kustomization{
		Namespace: "argocd",
		Resources: []string{remote},
		Patches:   []gitops.Patch{{Path: "repo-server.yaml"}},
	})
	tree.Add("argocd/repo-server.yaml", gitops.PluginSidecar("helm", "helm:3", "helm-plugin"))
	report, err := verify.Tree(tree, verify.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Skipped) != 1 || !strings.Contains(report.Skipped[0], "stand in") {
		t.Errorf("report: %s", report)
	}
	base := deployment("argocd-repo-server")
	var one gitops.Tree
	one.Add("base.yaml", base)
	files, err := one.Files()
	if err != nil {
		t.Fatal(err)
	}
	report, err = verify.Tree(tree, verify.Options{Remotes: map[string][]byte{remote: files[0].Content}})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range report.Objects {
		if o.Built && len(o.Typed.(*appsv1.Deployment).Spec.Template.Spec.Containers) != 2 {
			t.Errorf("the patch was not merged: %v", o.Object)
		}
	}
}

// queues is a definition with a default, a rule and a list with keys.
const queues = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: queues.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Queue, plural: queues}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              size: {type: integer, default: 1, minimum: 1}
              most: {type: integer}
              topics:
                type: array
                maxItems: 4
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [name]
                items:
                  type: object
                  required: [name]
                  properties: {name: {type: string, maxLength: 10}}
            x-kubernetes-validations:
            - rule: "!has(self.most) || self.size <= self.most"
              message: size is at most most
`

func TestDefinition(t *testing.T) {
	definitions, err := verify.ParseCRDs([]byte(queues))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		spec map[string]any
		want string
	}{
		{"nothing", map[string]any{}, ""},
		{"the default fits the rule", map[string]any{"most": 1}, ""},
		{"the default breaks the rule", map[string]any{"most": 0}, "[Queue.example.com x].spec: invalid value: Invalid value: size is at most most"},
		{"a broken rule", map[string]any{"size": 3, "most": 2}, "size is at most most"},
		{"a number below the least", map[string]any{"size": 0}, "spec.size: invalid value"},
		{"a field that does not exist", map[string]any{"sise": 3}, "spec.sise: unknown field: the resource definition has no such field"},
		{"a key twice", map[string]any{"topics": []any{map[string]any{"name": "a"}, map[string]any{"name": "a"}}}, "spec.topics[1]: invalid value: Duplicate value"},
		{"what must be there", map[string]any{"topics": []any{map[string]any{}}}, "spec.topics[0].name: invalid value: Required value"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree := new(gitops.Tree)
			tree.Add("q.yaml", map[string]any{"apiVersion": "example.com/v1", "kind": "Queue", "metadata": map[string]any{"name": "x"}, "spec": tt.spec})
			report, err := verify.Tree(tree, verify.Options{CRDs: definitions})
			if report == nil || report.Custom != 1 {
				t.Fatalf("not held against the definition: %v, %v", report, err)
			}
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("findings:\n%v\nlack %q", err, tt.want)
			}
		})
	}
}

// TestChartsInKustomizations renders what kustomize would have the helm program
// render.
func TestChartsInKustomizations(t *testing.T) {
	tree := func(merge string) *gitops.Tree {
		tree := new(gitops.Tree)
		tree.Add("base/values.yaml", map[string]any{"replicas": 1, "image": "a"})
		tree.Add("base/kustomization.yaml", gitops.Kustomization{HelmCharts: []gitops.HelmChart{{
			Name: "web", Repo: "https://charts.example", Version: "1.2.3", ReleaseName: "web", Namespace: "prod", IncludeCRDs: new(true),
			ValuesFile: "values.yaml", ValuesInline: map[string]any{"replicas": 3, "extra": true}, ValuesMerge: merge,
		}}})
		tree.Add("overlay/kustomization.yaml", gitops.Kustomization{
			Resources: []string{"../base"},
			Patches: []gitops.Patch{{
				Target: gitops.Selector{Kind: "ConfigMap"},
				Patch:  gitops.JSONPatch(gitops.PatchOp{Op: "add", Path: "/data/patched", Value: "yes"}),
			}},
		})
		return tree
	}
	for merge, want := range map[string]string{
		"override": "a true 3", "": "a true 3", "merge": "a true 1", "replace": "<nil> true 3",
	} {
		render := func(r verify.Release) ([]map[string]any, error) {
			if r.Chart != "web" || r.Version != "1.2.3" || r.Name != "web" || r.Namespace != "prod" || r.SkipCRDs {
				t.Errorf("release %+v", r)
			}
			return []map[string]any{{
				"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": "x"},
				"data": map[string]any{"values": fmt.Sprint(r.Values["image"], " ", r.Values["extra"], " ", r.Values["replicas"])},
			}}, nil
		}
		report, err := verify.Tree(tree(merge), verify.Options{Render: render})
		if err != nil {
			t.Errorf("%s: %v", merge, err)
			continue
		}
		if report.Charts != 1 {
			t.Errorf("report: %s", report)
		}
		for _, o := range report.Objects {
			if c := o.Typed.(*corev1.ConfigMap); o.From == "overlay" && (c.Data["values"] != want || c.Data["patched"] != "yes") {
				t.Errorf("%s: the overlay is %v", merge, c.Data)
			}
		}
	}
	report, err := verify.Tree(tree(""), verify.Options{})
	if err != nil || len(report.Skipped) != 1 || !strings.Contains(report.Skipped[0], "the chart web 1.2.3 of https://charts.example is not at hand") {
		t.Errorf("without the chart: %v, %s", err, report)
	}
	broken := func(verify.Release) ([]map[string]any, error) {
		return nil, errors.New("nil pointer evaluating .Values.x")
	}
	if _, err := verify.Tree(tree(""), verify.Options{Render: broken}); err == nil || !strings.Contains(err.Error(), "files[base/kustomization.yaml]: invalid value: helmCharts[0]: nil pointer") {
		t.Errorf("a chart that does not render: %v", err)
	}
}

// TestSourceSettings builds a folder as an Application's source changes it.
func TestSourceSettings(t *testing.T) {
	app := func(name string, k gitops.KustomizeSource) gitops.Application {
		return gitops.Application{
			Metadata: gitops.Metadata{Name: name, Namespace: "argocd"},
			Spec: gitops.ApplicationSpec{
				Project:     "default",
				Source:      gitops.ApplicationSource{RepoURL: repo, Path: "overlay", Kustomize: k},
				Destination: gitops.Destination{Server: gitops.InCluster, Namespace: "prod"},
			},
		}
	}
	settings := gitops.KustomizeSource{
		NamePrefix: "a-", NameSuffix: "-b", Namespace: "other",
		Images:            []string{"registry.example/web=registry.example:5000/web:2.0"},
		Replicas:          []gitops.Replica{{Name: "web", Count: 5}},
		CommonLabels:      map[string]string{"team": "web"},
		CommonAnnotations: map[string]string{"by": "hand"},
		Patches: []gitops.Patch{{
			Target: gitops.Selector{Kind: "Deployment"},
			Patch:  gitops.JSONPatch(gitops.PatchOp{Op: "add", Path: "/spec/paused", Value: true}),
		}},
	}
	tree := service()
	tree.Add("apps.yaml", app("plain", gitops.KustomizeSource{}), app("changed", settings))
	report, err := verify.Tree(tree, verify.Options{Repos: []string{repo}, Policies: []verify.Policy{verify.OneOwner()}})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, a := range report.Applications {
		for _, o := range a.Delivered {
			d := o.Typed.(*appsv1.Deployment)
			got[a.GetName()] = fmt.Sprint(d.Namespace, " ", d.Name, " ", *d.Spec.Replicas, " ", d.Spec.Template.Spec.Containers[0].Image, " ",
				d.Spec.Template.Labels["team"], " ", d.Annotations["by"], " ", d.Spec.Paused)
		}
	}
	if want := "other a-web-b 5 registry.example:5000/web:2.0 web hand true"; got["changed"] != want {
		t.Errorf("got  %s\nwant %s", got["changed"], want)
	}
	if want := "prod web 3 registry.example/web:1.0   false"; got["plain"] != want {
		t.Errorf("got  %s\nwant %s", got["plain"], want)
	}

	broken := app("broken", gitops.KustomizeSource{Components: []string{"../gone"}})
	tree.Add("broken.yaml", broken)
	if _, err := verify.Tree(tree, verify.Options{Repos: []string{repo}}); err == nil || !strings.Contains(err.Error(), "files[overlay as broken]: invalid value: kustomize: ") {
		t.Errorf("a component that is not there: %v", err)
	}
}
