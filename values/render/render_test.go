package render_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/repo"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/golden"
	"github.com/jenkinscode/jenkinscode/values"
	"github.com/jenkinscode/jenkinscode/values/render"
)

func load(t testing.TB, path string) *render.Chart {
	t.Helper()
	c, err := render.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// text returns the objects as helm template prints them.
func text(objects []render.Object) string {
	var b strings.Builder
	for _, o := range objects {
		fmt.Fprintf(&b, "---\n# Source: %s\n%s\n", o.Template, o.Text)
	}
	return b.String()
}

func TestRender(t *testing.T) {
	web := load(t, "testdata/web")
	stack := values.Stack{Layers: []values.Layer{
		{Name: "base", Values: map[string]any{"labels": map[string]any{"team": "a"}, "replicas": 3}},
		{Name: "production", Values: map[string]any{"labels": map[string]any{"team": "b"}}},
	}}
	objects, err := web.Render(stack, render.Options{
		Release: "shop", Namespace: "shops", KubeVersion: "1.31", APIVersions: []string{"monitoring.coreos.com/v1"}, CRDs: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	golden.Open(t, "testdata/render.txtar").Out("objects", text(objects))
	last := objects[len(objects)-1]
	if last.Kind() != "Pod" || last.APIVersion() != "v1" || last.Name() != "shop-test" || last.Namespace() != "" {
		t.Errorf("the last object is %s %s %q of %q", last.APIVersion(), last.Kind(), last.Name(), last.Namespace())
	}
	fewer, err := web.Render(stack, render.Options{SkipTests: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(fewer) != 2 || fewer[0].Name() != "web" {
		t.Errorf("without tests, CRDs and options:\n%s", text(fewer))
	}
}

// An archive renders what its folder renders.
func TestLoadArchive(t *testing.T) {
	c, err := loader.Load("testdata/web")
	if err != nil {
		t.Fatal(err)
	}
	archive, err := chartutil.Save(c, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	var got [2]string
	for i, path := range []string{"testdata/web", archive} {
		objects, err := load(t, path).Render(nil, render.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got[i] = text(objects)
	}
	if got[0] != got[1] {
		t.Errorf("the folder renders:\n%s\nthe archive renders:\n%s", got[0], got[1])
	}
}

// A chart that others render at the same time, with dependencies switched on and
// off, is not changed by it.
func TestRenderConcurrently(t *testing.T) {
	umbrella := t.TempDir()
	if err := os.CopyFS(umbrella, os.DirFS("testdata/umbrella")); err != nil {
		t.Fatal(err)
	}
	if _, err := render.Load(umbrella); err == nil || !strings.Contains(err.Error(), "helm dependency build") {
		t.Errorf("a chart without the one that it depends on: %v", err)
	}
	if err := os.CopyFS(filepath.Join(umbrella, "charts", "web"), os.DirFS("testdata/web")); err != nil {
		t.Fatal(err)
	}
	c := load(t, umbrella)
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			on := i%2 == 0
			objects, err := c.Render(map[string]any{"web": map[string]any{"enabled": on}}, render.Options{SkipTests: true})
			if err != nil {
				t.Error(err)
				return
			}
			want := 1
			if on {
				want = 3
			}
			if len(objects) != want {
				t.Errorf("enabled %v renders %d objects, want %d", on, len(objects), want)
			}
		})
	}
	wg.Wait()
}

// A chart is read once, however many releases it is rendered for: its folder may
// be gone by then.
func TestRenderForty(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "web")
	if err := os.CopyFS(dir, os.DirFS("testdata/web")); err != nil {
		t.Fatal(err)
	}
	web := load(t, dir)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	base := values.Layer{Name: "base", Values: map[string]any{"replicas": 3}}
	for i := range 40 {
		name := fmt.Sprint("c", i)
		stack := values.Stack{Layers: []values.Layer{base, {Name: name, Values: map[string]any{"greeting": "{{ .Release.Name }} in {{ .Release.Namespace }}"}}}}
		objects, err := web.Render(stack, render.Options{Release: name, Namespace: "ci", SkipTests: true})
		if err != nil {
			t.Fatal(err)
		}
		if all := text(objects); !strings.Contains(all, name+" in ci") {
			t.Fatalf("%s:\n%s", name, all)
		}
	}
}

func TestErrors(t *testing.T) {
	web := load(t, "testdata/web")
	tests := []struct {
		name   string
		values map[string]any
		path   string
		detail string
	}{
		{"schema", map[string]any{"replicas": "three"}, "replicas", "want integer"},
		{"a map is expected", map[string]any{"image": "nginx:1", "replicas": 1}, "image", ""},
		{"unknown function in tpl", map[string]any{"greeting": "{{ shout }}"}, "greeting", "shout"},
		{"template that does not end", map[string]any{"greeting": "{{ if"}, "greeting", ""},
		{"failing tpl", map[string]any{"greeting": `{{ fail "no" }}`}, "greeting", "no"},
		{"message of the chart", map[string]any{"old": true}, "old.labels", "no longer exist"},
		{"YAML that is none", map[string]any{"raw": "a: b: c"}, "", "a: b: c"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := web.Render(tt.values, render.Options{})
			e, ok := errors.AsType[*render.Error](err)
			if !ok {
				t.Fatalf("error %v", err)
			}
			if e.Path != tt.path || !strings.Contains(e.Detail, tt.detail) {
				t.Errorf("path %q, want %q; %s", e.Path, tt.path, e.Detail)
			}
		})
	}
	if _, err := web.Render(nil, render.Options{KubeVersion: "one"}); err == nil {
		t.Error("a Kubernetes version that is none is accepted")
	}
}

func TestLint(t *testing.T) {
	web := load(t, "testdata/web")
	findings, err := web.Lint(map[string]any{"greeting": "{{ shout }}"}, render.Options{})
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, f := range findings {
		found = found || f.Severity == render.SeverityError && f.Path == "greeting"
	}
	if !found {
		t.Errorf("findings: %v", findings)
	}
	if findings, err = web.Lint(nil, render.Options{}); err != nil || len(findings) > 0 {
		t.Errorf("the chart as it is: %v, %v", findings, err)
	}
}

// repository serves a chart repository and counts what is fetched.
func repository(t *testing.T) (server *httptest.Server, digest string, fetched *atomic.Int64, spoil *atomic.Bool) {
	t.Helper()
	dir := t.TempDir()
	c, err := loader.Load("testdata/web")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chartutil.Save(c, dir); err != nil {
		t.Fatal(err)
	}
	index, err := repo.IndexDirectory(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := index.WriteFile(filepath.Join(dir, "index.yaml"), 0o644); err != nil {
		t.Fatal(err)
	}
	entry, err := index.Get("web", "1.2.0")
	if err != nil {
		t.Fatal(err)
	}
	fetched, spoil = new(atomic.Int64), new(atomic.Bool)
	files := http.FileServer(http.Dir(dir))
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if user, password, _ := r.BasicAuth(); user != "ci" || password != "secret" {
			http.Error(w, "who are you?", http.StatusUnauthorized)
			return
		}
		if strings.HasSuffix(r.URL.Path, ".tgz") {
			fetched.Add(1)
			if spoil.Load() {
				_, _ = w.Write([]byte("something else"))
				return
			}
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server, entry.Digest, fetched, spoil
}

func TestPull(t *testing.T) {
	server, digest, fetched, spoil := repository(t)
	source := render.Source{Repository: server.URL, Name: "web", Version: "1.2.0", Cache: t.TempDir(), Username: "ci", Password: "secret"}

	wrong := source
	wrong.Password = ""
	if _, err := render.Pull(wrong); err == nil {
		t.Error("a repository that refuses us: no error")
	}
	wrong = source
	wrong.Version = "9.9.9"
	if _, err := render.Pull(wrong); err == nil || !strings.Contains(err.Error(), "9.9.9") {
		t.Errorf("a version that is not there: %v", err)
	}
	wrong = source
	wrong.Digest = strings.Repeat("0", 64)
	if _, err := render.Pull(wrong); err == nil || !strings.Contains(err.Error(), "digest") {
		t.Errorf("a digest that is not the index's: %v", err)
	}
	spoil.Store(true)
	if _, err := render.Pull(source); err == nil || !strings.Contains(err.Error(), "digest") {
		t.Errorf("an archive that is not the index's: %v", err)
	}
	spoil.Store(false)

	fetched.Store(0)
	for range 3 {
		c, err := render.Pull(source)
		if err != nil {
			t.Fatal(err)
		}
		if c.Name() != "web" || c.Version() != "1.2.0" || c.Values()["replicas"] == nil {
			t.Errorf("chart %s %s: %v", c.Name(), c.Version(), c.Values())
		}
	}
	if n := fetched.Load(); n != 1 {
		t.Errorf("the archive was fetched %d times", n)
	}
	loose := source
	loose.Version = "~1.1 || ~1.2"
	if c, err := render.Pull(loose); err != nil || c.Version() != "1.2.0" {
		t.Errorf("a constraint: %v", err)
	}

	server.Close()
	if _, err := render.Pull(source); err == nil {
		t.Error("without the repository, and without a digest: no error")
	}
	source.Digest = digest
	if _, err := render.Pull(source); err != nil {
		t.Errorf("without the repository, the digest known: %v", err)
	}
}

func TestMissing(t *testing.T) {
	if _, err := render.Load(filepath.Join(t.TempDir(), "nothing")); err == nil {
		t.Error("a chart that is not there: no error")
	}
	if _, err := load(t, "testdata/web").Render(make(chan int), render.Options{}); fieldpath.Errors(err) == nil {
		t.Error("values that are none: no error")
	}
}

func BenchmarkRender(b *testing.B) {
	web := load(b, "testdata/web")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := web.Render(nil, render.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
