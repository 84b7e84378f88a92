package gitops_test

import (
	"fmt"
	"strings"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/jenkinscode/jenkinscode/gitops"
)

func ExampleDiagram() {
	var apps []gitops.Application
	for i := range 12 {
		apps = append(apps, app("hoge"))
		apps[i].Metadata.Name = fmt.Sprint("api-", i)
	}
	fmt.Print(gitops.Diagram(append(apps, app("fuga"))...))
	// Output:
	// ```mermaid
	// flowchart LR
	//   subgraph project0["project jenkins"]
	//     app2["fuga"]
	//     apps4["12 Applications"]
	//   end
	//   subgraph cluster5["cluster https://kubernetes.default.svc"]
	//     namespace1(["fuga"])
	//     namespace3(["hoge"])
	//   end
	//   app2 --> namespace1
	//   apps4 --> namespace3
	// ```
}

func ExampleSyncDiagram() {
	migrate := batchv1.Job{ObjectMeta: metav1.ObjectMeta{
		GenerateName: "evolution-",
		Annotations:  gitops.Annotations(gitops.Hook(gitops.PreSync), gitops.Wave(1)),
	}}
	config := gitops.ConfigMap{Metadata: gitops.Metadata{Name: "settings", Annotations: gitops.Annotations(gitops.Hook(gitops.PreSync), gitops.Wave(0))}}
	internal := gitops.DeploymentPatch{Metadata: gitops.Metadata{Name: "internal", Annotations: gitops.Annotations(gitops.Wave(1))}}
	external := gitops.DeploymentPatch{Metadata: gitops.Metadata{Name: "external", Annotations: gitops.Annotations(gitops.Wave(2))}}
	picture, err := gitops.SyncDiagram(external, internal, migrate, config)
	fmt.Print(picture, err)
	// Output:
	// ```mermaid
	// flowchart LR
	//   subgraph PreSync
	//     direction LR
	//     step1["wave 0<br>ConfigMap settings"]
	//     step2["wave 1<br>Job evolution-…"]
	//   end
	//   step1 --> step2
	//   subgraph Sync
	//     direction LR
	//     step3["wave 1<br>Deployment internal"]
	//     step4["wave 2<br>Deployment external"]
	//   end
	//   step2 --> step3
	//   step3 --> step4
	// ```
	// <nil>
}

// TestLargeDiagrams draws what is too large one by one as numbers.
func TestLargeDiagrams(t *testing.T) {
	var apps []gitops.Application
	var objects []any
	for i := range 1000 {
		a := app(fmt.Sprint("n", i/2))
		a.Metadata.Name = fmt.Sprint("a", i)
		apps = append(apps, a)
		objects = append(objects, gitops.ConfigMap{Metadata: gitops.Metadata{Name: fmt.Sprint("c", i)}})
	}
	picture := gitops.Diagram(apps...)
	if strings.Count(picture, "-->") != 1 || !strings.Contains(picture, `"1000 Applications"`) || !strings.Contains(picture, `"500 namespaces"`) {
		t.Errorf("got:\n%s", picture)
	}
	for _, n := range []int{100, 200, 300, 1000} {
		if arrows := strings.Count(gitops.Diagram(apps[:n]...), "-->"); arrows > 250 {
			t.Errorf("%d Applications: %d arrows", n, arrows)
		}
	}
	picture, err := gitops.SyncDiagram(objects...)
	if err != nil || !strings.Contains(picture, "ConfigMap × 1000") || len(picture) > 500 {
		t.Errorf("%v, got:\n%s", err, picture)
	}
}

// TestReadme writes a picture of a sync only where there is an order to show.
func TestReadme(t *testing.T) {
	one := gitops.ConfigMap{Metadata: gitops.Metadata{Name: "one"}}
	two := gitops.ConfigMap{Metadata: gitops.Metadata{Name: `two "quoted" <b>`, Annotations: gitops.Annotations(gitops.Wave(2))}}
	text, err := gitops.Readme{Title: "X", Text: "Y.\n", Applications: []gitops.Application{app("hoge")}, Sync: []any{one, one}}.MarshalText()
	if err != nil || strings.Contains(string(text), "A sync") || !strings.HasPrefix(string(text), "# X\n\nY.\n\n") || strings.Count(string(text), "```") != 2 {
		t.Errorf("%v, got:\n%s", err, text)
	}
	text, err = gitops.Readme{Title: "X", Sync: []any{one, two}}.MarshalText()
	if err != nil || !strings.Contains(string(text), "## A sync") || !strings.Contains(string(text), "two #quot;quoted#quot; #lt;b#gt;") {
		t.Errorf("%v, got:\n%s", err, text)
	}
	two.Metadata.Annotations = map[string]string{gitops.Wave(0).Key: "late"}
	if _, err := (gitops.Readme{Title: "X", Sync: []any{one, two}}).MarshalText(); err == nil {
		t.Error("a wave that is no number was drawn")
	}
}
