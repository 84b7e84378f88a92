package gitops_test

import (
	"os"
	"strings"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/verify"
	"github.com/jenkinscode/jenkinscode/internal/golden"
	"github.com/jenkinscode/jenkinscode/values"
)

// services are an API with a migration, an add-on from a chart, and an operator
// whose definition the API uses: in two environments, one of which has no add-on.
func services(layout gitops.Layout) *gitops.Services {
	wave := func(name string, annotations ...gitops.Annotation) metav1.ObjectMeta {
		return metav1.ObjectMeta{Name: name, Annotations: gitops.Annotations(annotations...)}
	}
	pod := corev1.PodTemplateSpec{Spec: corev1.PodSpec{RestartPolicy: "Never", Containers: []corev1.Container{{Name: "main", Image: "registry.example/hoge-api:1.0"}}}}
	image := func(tag string) gitops.Overlay {
		return gitops.Overlay{Folder: gitops.Folder{
			Patches:       map[string]any{"job.yaml": map[string]any{"apiVersion": "batch/v1", "kind": "Job", "metadata": map[string]any{"name": "evolution"}, "spec": map[string]any{"backoffLimit": 1}}},
			Kustomization: gitops.Kustomization{Images: []gitops.Image{{Name: "registry.example/hoge-api", NewTag: tag}}},
		}}
	}
	return &gitops.Services{
		Title:      "Manifests",
		Repository: gitops.Repository{URL: "https://git.example/manifests.git", TargetRevision: "master"},
		Layout:     layout,
		Environments: []gitops.Environment{
			{Name: "dev1", TargetRevision: "development"},
			{Name: "production", Cluster: "https://production.example", Namespace: "english"},
		},
		Services: []gitops.Service{
			{
				Name: "hoge-api", Group: "api", Project: "api",
				SyncPolicy: gitops.SyncPolicy{Automated: new(gitops.Automated{Prune: new(true)})},
				Base: gitops.Folder{Resources: map[string]any{
					"settings.yaml": corev1.ConfigMap{ObjectMeta: wave("settings", gitops.Hook(gitops.PreSync), gitops.Wave(-1))},
					"job.yaml":      batchv1.Job{ObjectMeta: wave("evolution", gitops.Hook(gitops.PreSync)), Spec: batchv1.JobSpec{Template: pod}},
					"queue.yaml":    map[string]any{"apiVersion": "operator.example/v1", "kind": "Queue", "metadata": map[string]any{"name": "hoge"}},
				}},
				Overlays: map[string]gitops.Overlay{"dev1": image("1.1"), "production": image("1.0")},
			},
			{
				Name: "ingress-nginx", Group: "cluster", Project: "cluster", Namespace: "ingress",
				Chart:    gitops.Chart{Repository: "https://kubernetes.github.io/ingress-nginx", Name: "ingress-nginx", Version: "4.13.0"},
				Values:   map[string]any{"controller": map[string]any{"kind": "DaemonSet"}},
				Overlays: map[string]gitops.Overlay{"production": {Values: map[string]any{"controller": map[string]any{"replicaCount": 3}}}},
			},
			{
				Name: "operator", Group: "cluster", Project: "cluster", Namespace: "operator",
				Base: gitops.Folder{Resources: map[string]any{
					"a-queue.yaml": map[string]any{"apiVersion": "operator.example/v1", "kind": "Queue", "metadata": map[string]any{"name": "default"}},
					"definition.yaml": apiextensionsv1.CustomResourceDefinition{
						TypeMeta:   metav1.TypeMeta{APIVersion: "apiextensions.k8s.io/v1", Kind: "CustomResourceDefinition"},
						ObjectMeta: metav1.ObjectMeta{Name: "queues.operator.example"},
						Spec: apiextensionsv1.CustomResourceDefinitionSpec{
							Group: "operator.example", Scope: "Namespaced",
							Names: apiextensionsv1.CustomResourceDefinitionNames{Kind: "Queue", Plural: "queues", Singular: "queue"},
							Versions: []apiextensionsv1.CustomResourceDefinitionVersion{{
								Name: "v1", Served: true, Storage: true,
								Schema: &apiextensionsv1.CustomResourceValidation{OpenAPIV3Schema: &apiextensionsv1.JSONSchemaProps{Type: "object"}},
							}},
						},
					},
				}},
				Overlays: map[string]gitops.Overlay{"dev1": {}, "production": {}},
			},
		},
	}
}

// own is a layout that nobody has but this test.
var own = gitops.Layout{
	Base: "src/{name}", Overlay: "env/{environment}/{name}", Application: "env/{environment}/apps/{name}",
	Root: "env/{environment}",
}

// TestLayouts writes the same services in each layout, and verifies that every
// overlay builds and every Application finds its folder.
func TestLayouts(t *testing.T) {
	for name, layout := range map[string]gitops.Layout{
		"controllers": gitops.ControllerLayout(), "services": gitops.ServiceLayout(),
		"applications": gitops.ApplicationsLayout(), "own": own,
	} {
		t.Run(name, func(t *testing.T) {
			tree := services(layout).Tree()
			files, err := tree.Files()
			if err != nil {
				t.Fatal(err)
			}
			g := golden.Open(t, "testdata/layouts/"+name+".txtar")
			for _, f := range files {
				if strings.HasSuffix(f.Path, "job.yaml") || strings.HasSuffix(f.Path, "definition.yaml") {
					continue // the same in all
				}
				g.Out(f.Path, string(f.Content))
			}
			o := verify.Options{Repos: []string{"https://git.example/manifests.git"}, Policies: []verify.Policy{verify.OneOwner(), verify.DefinitionsFirst()}}
			if os.Getenv("CORPUS") != "" {
				o.CRDs = crds(t)
			}
			report, err := verify.Tree(tree, o)
			if err != nil {
				t.Error(err)
			}
			want := 5
			if layout.RootApplication != "" {
				want += 2
			}
			if len(report.Applications) != want {
				t.Errorf("%d Applications, want %d", len(report.Applications), want)
			}
			for _, app := range report.Applications {
				if len(app.Delivered) == 0 && app.Spec.Project != "cluster" {
					t.Errorf("%s delivers nothing", app.GetName())
				}
			}
		})
	}
}

func TestServicesFindings(t *testing.T) {
	tests := []struct {
		name   string
		broken func(*gitops.Services)
		want   string
	}{
		{"two services of one name", func(s *gitops.Services) { s.Services[1].Name = "hoge-api" }, "services[hoge-api]: duplicate"},
		{"two environments of one name", func(s *gitops.Services) { s.Environments[1].Name = "dev1" }, "environments[dev1]: duplicate"},
		{"an environment that is not there", func(s *gitops.Services) { s.Services[1].Overlays["gone"] = gitops.Overlay{} }, "services[ingress-nginx].overlays[gone]: not found: there is no environment of this name (allowed: dev1, production)"},
		{"values without a chart", func(s *gitops.Services) { s.Services[0].Values = map[string]any{"a": 1} }, "services[hoge-api].values: lost: values need a chart"},
		{"no project", func(s *gitops.Services) { s.Services[0].Project = "" }, "services[hoge-api].project: required"},
		{"no repository", func(s *gitops.Services) { s.Repository.URL = "" }, "repository.url: required"},
		{"a layout that does not tell environments apart", func(s *gitops.Services) { s.Layout = own; s.Layout.Overlay = "env/{name}" }, `layout.overlay: invalid value "env/{name}": without {environment} two would have one path`},
		{"an unknown placeholder", func(s *gitops.Services) { s.Layout = own; s.Layout.Base = "src/{name}/{team}" }, "layout.base: invalid value"},
		{"a layout that leads out", func(s *gitops.Services) { s.Layout = own; s.Layout.Base = "../{name}" }, "layout.base: invalid value"},
		{"Applications outside of the root", func(s *gitops.Services) { s.Layout = own; s.Layout.Application = "apps/{environment}/{name}.yaml" }, "layout.application: invalid value"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := services(gitops.ServiceLayout())
			tt.broken(s)
			_, err := s.Tree().Files()
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("findings:\n%v\nlack %q", err, tt.want)
			}
		})
	}
}

// TestFleetLayouts writes a fleet in layouts other than its own.
func TestFleetLayouts(t *testing.T) {
	for name, layout := range map[string]gitops.Layout{"services": gitops.ServiceLayout(), "own": own} {
		for _, delivery := range []gitops.Delivery{nil, gitops.HelmPlugin{Name: "helm", Image: "helm:3"}} {
			fleet := gitops.Fleet{
				Name: "jenkins", Layout: layout, Delivery: delivery,
				Repository: gitops.Repository{URL: "https://git.example/fleet.git"}, Chart: gitops.JenkinsChart("5.9.53"),
				ArgoCD:      gitops.ArgoCD{Version: "v3.5.1"},
				Base:        values.Values{Controller: values.Controller{Admin: values.Admin{ExistingSecret: "jenkins-admin"}}},
				Controllers: []gitops.Controller{{Name: "hoge"}, {Name: "fuga"}},
			}
			if name == "own" {
				fleet.Layout.Root = ""
			}
			tree := fleet.Tree()
			report, err := verify.Tree(tree, verify.Options{Repos: []string{fleet.Repository.URL}, Policies: []verify.Policy{verify.ProjectsAllow(), verify.OneOwner()}})
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if len(report.Applications) != 4 {
				t.Errorf("%s: %d Applications", name, len(report.Applications))
			}
			files, err := tree.Files()
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				if strings.HasSuffix(f.Path, "helm-cm.yaml") && name == "own" && !strings.Contains(string(f.Content), "-f ../../../../src/jenkins/values.yaml ") {
					t.Errorf("the plugin looks for values in the wrong place:\n%s", f.Content)
				}
			}
		}
	}
}
