package gitops_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/jenkinscode/jenkinscode/gitops"
)

// app is a small Application.
func app(name string) gitops.Application {
	return gitops.Application{
		Metadata: gitops.Metadata{Name: name, Namespace: "argocd"},
		Spec: gitops.ApplicationSpec{
			Project:     "jenkins",
			Source:      gitops.ApplicationSource{RepoURL: "https://git.example/repo.git", Path: "manifest"},
			Destination: gitops.Destination{Server: gitops.InCluster, Namespace: name},
		},
	}
}

// content returns the text of a tree's only file.
func content(t *testing.T, tree *gitops.Tree) string {
	t.Helper()
	files, err := tree.Files()
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 1 {
		t.Fatalf("%d files", len(files))
	}
	return string(files[0].Content)
}

func TestContent(t *testing.T) {
	tests := []struct {
		name    string
		content []any
		want    string
	}{
		{"a string", []any{"a: 1"}, "a: 1"},
		{"bytes", []any{[]byte("a: 1\n")}, "a: 1\n"},
		{"a map", []any{map[string]any{"a": 1}}, "a: 1\n"},
		{"documents", []any{map[string]any{"a": 1}, "b: 2", map[string]any{"c": 3}}, "a: 1\n---\nb: 2\n---\nc: 3\n"},
		{
			"an object of k8s.io/api",
			[]any{&corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "x"}}},
			"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: x\n",
		},
		{
			"one whose group is not its folder",
			[]any{rbacv1.Role{ObjectMeta: metav1.ObjectMeta{Name: "x"}, Rules: []rbacv1.PolicyRule{}}},
			"apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: x\nrules: []\n",
		},
		{
			"any object",
			[]any{unstructured.Unstructured{Object: map[string]any{"apiVersion": "example.com/v1", "kind": "Queue"}}},
			"apiVersion: example.com/v1\nkind: Queue\n",
		},
		{
			"an object of somebody else's API",
			[]any{&monitoringv1.PodMonitor{
				TypeMeta:   metav1.TypeMeta{APIVersion: "monitoring.coreos.com/v1", Kind: "PodMonitor"},
				ObjectMeta: metav1.ObjectMeta{Name: "x"},
				Spec:       monitoringv1.PodMonitorSpec{JobLabel: "job"},
			}},
			"apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nmetadata:\n  name: x\nspec:\n  jobLabel: job\n  podMetricsEndpoints: null\n  selector: {}\n",
		},
		{
			"one's own object",
			[]any{struct {
				APIVersion string          `json:"apiVersion"`
				Kind       string          `json:"kind"`
				Metadata   gitops.Metadata `json:"metadata"`
			}{"example.com/v1", "Queue", gitops.Metadata{Name: "x"}}},
			"apiVersion: example.com/v1\nkind: Queue\nmetadata:\n  name: x\n",
		},
		{
			"an embedded document",
			[]any{gitops.ConfigMap{Metadata: gitops.Metadata{Name: "x"}, Data: map[string]gitops.Text{"a.yaml": gitops.YAML(map[string]any{"a": 1}), "b": "1"}}},
			"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  a.yaml: |\n    a: 1\n  b: \"1\"\n",
		},
		{
			"a component",
			[]any{gitops.Component{Kustomization: gitops.Kustomization{Resources: []string{"a.yaml"}}}},
			"apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources:\n- a.yaml\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var tree gitops.Tree
			tree.Add("a.yaml", tt.content...)
			if got := content(t, &tree); got != tt.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}

func TestBadTrees(t *testing.T) {
	tests := []struct {
		name string
		make func(*gitops.Tree)
		want []string // parts of the error
	}{
		{"leaves by dots", func(t *gitops.Tree) { t.Add("a/../../b", "x") }, []string{"files[a/../../b]: invalid value", "tree_test.go:"}},
		{"absolute", func(t *gitops.Tree) { t.Add("/etc/passwd", "x") }, []string{"absolute"}},
		{"Git's own", func(t *gitops.Tree) { t.Add("a/.GIT/config", "x") }, []string{"Git's own folder"}},
		{"the writer's own", func(t *gitops.Tree) { t.Add(".jenkinscode.sum", "x") }, []string{"the writer's own"}},
		{"backslash", func(t *gitops.Tree) { t.Add(`a\b`, "x") }, []string{"mean something on some systems"}},
		{"twice", func(t *gitops.Tree) { t.Add("a", "x"); t.Add("a", "x") }, []string{"files[a]: duplicate: added by gitops/tree_test.go:", " and by gitops/tree_test.go:"}},
		{"case", func(t *gitops.Tree) { t.Add("b/x", "x"); t.Add("B/x", "x") }, []string{"differs from B in case alone|differs from b/x in case alone|differs from b in case alone"}},
		{"file and folder", func(t *gitops.Tree) { t.Add("a", "x"); t.Add("a/b", "x") }, []string{"is a file and the folder of a/b"}},
		{"nothing in it", func(t *gitops.Tree) { t.Add("a") }, []string{"has no content"}},
		{"documents in a text", func(t *gitops.Tree) { t.Add("a.txt", "x", "y") }, []string{"only a YAML file"}},
		{"findings of values", func(t *gitops.Tree) {
			a := app("x")
			a.Spec.Project = ""
			t.Add("a.yaml", a, app("y"))
		}, []string{"files[a.yaml][0].spec.project: required"}},
		{"a group's error", func(t *gitops.Tree) { t.Group("hoge", func(*gitops.Tree) error { return errors.New("broken") }) }, []string{"hoge: ", "broken"}},
		{"a group's duplicate", func(t *gitops.Tree) {
			t.Add("a", "x")
			t.Group("hoge", func(t *gitops.Tree) error { t.Add("a", "y"); return nil })
		}, []string{"files[a]: duplicate"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var tree gitops.Tree
			tree.Add("good", "x")
			tt.make(&tree)
			dir := t.TempDir()
			_, err := tree.Write(dir, gitops.WriteOptions{})
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range tt.want {
				ok := false
				for _, alternative := range strings.Split(want, "|") {
					ok = ok || strings.Contains(err.Error(), alternative)
				}
				if !ok {
					t.Errorf("error %q\nlacks %q", err, want)
				}
			}
			if entries, _ := os.ReadDir(dir); len(entries) > 0 {
				t.Errorf("something was written: %v", entries)
			}
		})
	}
}

func write(t *testing.T, dir string, tree *gitops.Tree, o gitops.WriteOptions) gitops.Report {
	t.Helper()
	r, err := tree.Write(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := tree.Check(dir); err != nil {
		t.Fatalf("the tree differs from what was just written: %v", err)
	}
	return r
}

func put(t *testing.T, dir, name, content string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func treeOf(files ...string) *gitops.Tree {
	tree := new(gitops.Tree)
	for i := 0; i < len(files); i += 2 {
		tree.Add(files[i], files[i+1])
	}
	return tree
}

// list joins what a report says.
func list(r gitops.Report) string {
	return "written " + strings.Join(r.Written, " ") + "; unchanged " + strings.Join(r.Unchanged, " ") +
		"; removed " + strings.Join(r.Removed, " ") + "; forced " + strings.Join(r.Forced, " ")
}

func TestWriteAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	got := list(write(t, dir, treeOf("a/b/x", "1", "a/y", "2", "z", "3"), gitops.WriteOptions{}))
	if want := "written a/b/x a/y z; unchanged ; removed ; forced "; got != want {
		t.Errorf("first: %s", got)
	}
	put(t, dir, "a/mine", "mine")
	before, _ := os.Stat(filepath.Join(dir, "a/y"))
	got = list(write(t, dir, treeOf("a/y", "2", "z", "4", "n/m/o", "5"), gitops.WriteOptions{}))
	if want := "written n/m/o z; unchanged a/y; removed a/b/x; forced "; got != want {
		t.Errorf("second: %s", got)
	}
	after, _ := os.Stat(filepath.Join(dir, "a/y"))
	if !os.SameFile(before, after) || !before.ModTime().Equal(after.ModTime()) {
		t.Error("an unchanged file was touched")
	}
	if _, err := os.Stat(filepath.Join(dir, "a/b")); err == nil {
		t.Error("an empty folder is left")
	}
}

func TestWriteSparesOthers(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a/mine", "mine")
	if _, err := treeOf("a/mine", "generated", "b", "1").Write(dir, gitops.WriteOptions{Force: true}); err == nil || !strings.Contains(err.Error(), "files[a/mine]: conflict: a file that was not generated") {
		t.Errorf("error: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "b")); err == nil {
		t.Error("something was written")
	}
	// One that happens to be right already is taken over.
	if got := list(write(t, dir, treeOf("a/mine", "mine"), gitops.WriteOptions{})); got != "written ; unchanged a/mine; removed ; forced " {
		t.Error(got)
	}
}
