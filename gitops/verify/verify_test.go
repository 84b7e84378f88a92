package verify_test

import (
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
