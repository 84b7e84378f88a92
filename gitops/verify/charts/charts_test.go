package charts_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/verify"
	"github.com/jenkinscode/jenkinscode/gitops/verify/charts"
	"github.com/jenkinscode/jenkinscode/values/render"
)

// hello writes a chart with one ConfigMap and loads it.
func hello(dir string) (*render.Chart, error) {
	for name, text := range map[string]string{
		"Chart.yaml":        "apiVersion: v2\nname: hello\nversion: 1.0.0\n",
		"values.yaml":       "greeting: hello\n",
		"templates/cm.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  greeting: {{ .Values.greeting | quote }}\n",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			return nil, err
		}
	}
	return render.Load(dir)
}

func Example() {
	dir, err := os.MkdirTemp("", "chart")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	chart, err := hello(dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	tree := new(gitops.Tree)
	tree.Add("hello.yaml", gitops.Application{
		Metadata: gitops.Metadata{Name: "hello", Namespace: "argocd"},
		Spec: gitops.ApplicationSpec{
			Project:     "default",
			Source:      gitops.ApplicationSource{RepoURL: "https://charts.example.com", Chart: "hello", TargetRevision: "1.0.0"},
			Destination: gitops.Destination{Server: gitops.InCluster, Namespace: "hello"},
		},
	})
	report, err := verify.Tree(tree, verify.Options{Render: charts.Renderer(chart)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Charts, "chart rendered")
	// Output: 1 chart rendered
}

func TestRenderer(t *testing.T) {
	chart, err := hello(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	renderer := charts.Renderer(chart)
	objects, err := renderer(verify.Release{
		Chart: "hello", Version: "1.0.0", Name: "x", Namespace: "y",
		Parameters: []gitops.HelmParameter{{Name: "greeting", Value: "8", ForceString: new(true)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(objects[0]["data"], objects[0]["metadata"]); got != "map[greeting:8] map[name:x]" {
		t.Errorf("got %s", got)
	}
	if _, err := renderer(verify.Release{Chart: "hello", Version: "2.0.0"}); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("another version: %v", err)
	}
}

// TestChartInRepository renders a chart that stands in the repository, with a
// value file beside it, one elsewhere, and values in place.
func TestChartInRepository(t *testing.T) {
	const repo = "https://git.example/charts.git"
	tree := func(greeting string) *gitops.Tree {
		tree := new(gitops.Tree)
		tree.Add("charts/hello/Chart.yaml", "apiVersion: v2\nname: hello\nversion: 1.0.0\n")
		tree.Add("charts/hello/values.yaml", "greeting: hello\nname: world\n")
		tree.Add("charts/hello/prod.yaml", "greeting: good morning\n")
		tree.Add("charts/hello/templates/cm.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  text: {{ .Values.greeting }}, {{ .Values.name }}\n")
		tree.Add("app.yaml", gitops.Application{
			Metadata: gitops.Metadata{Name: "app", Namespace: "argocd"},
			Spec: gitops.ApplicationSpec{
				Project: "default",
				Source: gitops.ApplicationSource{RepoURL: repo, Path: "charts/hello", Helm: gitops.HelmSource{
					ValueFiles: []string{"prod.yaml"}, Values: gitops.YAML(map[string]any{"name": greeting}),
				}},
				Destination: gitops.Destination{Server: gitops.InCluster, Namespace: "hello"},
			},
		})
		return tree
	}
	report, err := verify.Tree(tree("moon"), verify.Options{Repos: []string{repo}, Render: charts.Renderer()})
	if err != nil {
		t.Fatal(err)
	}
	delivered := report.Applications[0].Delivered
	if report.Charts != 1 || len(delivered) != 1 || fmt.Sprint(delivered[0].Object["data"]) != "map[text:good morning, moon]" {
		t.Errorf("report %s\ndelivered %v", report, delivered)
	}
	_, err = verify.Tree(tree("a: b"), verify.Options{Repos: []string{repo}, Render: charts.Renderer()})
	if err == nil || !strings.Contains(err.Error(), "files[app.yaml][Application.argoproj.io argocd/app].spec.source.helm") {
		t.Errorf("what the template makes is no YAML, but %v", err)
	}
}
