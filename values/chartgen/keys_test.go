package chartgen_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jenkinscode/jenkinscode/internal/golden"
	"github.com/jenkinscode/jenkinscode/values/chartgen"
)

func generate(t *testing.T, chart fs.FS) []byte {
	t.Helper()
	keys, err := chartgen.Keys(chart)
	if err != nil {
		t.Fatal(err)
	}
	file, err := chartgen.Generate(keys, chartgen.Options{
		By: "a test", Package: "main", Type: "Values", Doc: "Values is what our chart takes.",
		Imports: chartgen.Imports(), Text: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// program reads a values file into the generated type, strictly, and prints what
// is written from it.
const program = `package main

import (
	"fmt"
	"os"

	"github.com/jenkinscode/jenkinscode/values"
)

func main() {
	for _, file := range os.Args[1:] {
		b, err := os.ReadFile(file)
		if err != nil {
			panic(err)
		}
		var v Values
		if err := values.Unmarshal(b, &v); err != nil {
			fmt.Println(err)
		}
		before, err := values.Parse(b)
		if err != nil {
			panic(err)
		}
		changes, err := values.Diff(before, v)
		if err != nil {
			panic(err)
		}
		for _, c := range changes {
			fmt.Println(c)
		}
	}
}
`

// run compiles what was generated, as part of this module but not in its folder,
// and reads files with it.
func run(t *testing.T, generated []byte, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	overlay := map[string]map[string]string{"Replace": {}}
	at := filepath.Join(golden.ModuleRoot(t), "values", "chartgen", "generated")
	for name, text := range map[string][]byte{"zz_values.go": generated, "main.go": []byte(program)} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		overlay["Replace"][filepath.Join(at, name)] = file
	}
	b, err := json.Marshal(overlay)
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(list, b, 0o600); err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(dir, "reads")
	build := exec.Command("go", "build", "-overlay", list, "-o", binary, at)
	build.Dir = golden.ModuleRoot(t)
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("what was generated does not compile: %v\n%s", err, out)
	}
	out, err := exec.Command(binary, files...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// A chart with values, a schema and templates: what is generated is golden,
// compiles, and reads the chart's own values without loss.
func TestKeys(t *testing.T) {
	generated := generate(t, os.DirFS("testdata/ours"))
	golden.Open(t, "testdata/ours.txtar").Out("values.go", string(generated))
	wrong := filepath.Join(t.TempDir(), "wrong.yaml")
	if err := os.WriteFile(wrong, []byte("replicas: two\nimagee: {}\nimage: {tagg: 1}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	want := `line 3: image.tagg: unknown field: did you mean tag?
line 2: imagee: unknown field: did you mean image?
line 1: replicas: invalid value "two": it is a scalar, where a number must stand
`
	if got := run(t, generated, "testdata/ours/values.yaml", wrong); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

// The same for the jenkins chart, which has no schema.
func TestKeysOfTheJenkinsChart(t *testing.T) {
	dir := os.Getenv("JENKINS_CHART")
	if dir == "" {
		t.Skip("JENKINS_CHART is not set: it names the folder charts/jenkins of a checkout of github.com/jenkinsci/helm-charts")
	}
	generated := generate(t, os.DirFS(dir))
	// The same amounts, as Kubernetes writes them.
	want := `~ controller.resources.limits.cpu: "2000m" -> "2"
~ controller.resources.limits.memory: "4096Mi" -> "4Gi"
`
	if got := run(t, generated, filepath.Join(dir, "values.yaml")); got != want {
		t.Errorf("the chart's own values come back with differences:\n%s", got)
	}
	for _, want := range []string{
		"// Used for label app.kubernetes.io/component.", "jc:\"tpl\"", "Tolerations []corev1.Toleration",
	} {
		if !strings.Contains(string(generated), want) {
			t.Errorf("there is no %s", want)
		}
	}
}

func TestKeysErrors(t *testing.T) {
	for name, tt := range map[string]struct{ file, text, want string }{
		"no YAML":   {"values.yaml", "a: b: c", "mapping values are not allowed"},
		"a list":    {"values.yaml", "- a", "the values are not a map"},
		"no schema": {"values.schema.json", "{", "values.schema.json"},
	} {
		_, err := chartgen.Keys(fstest.MapFS{tt.file: {Data: []byte(tt.text)}})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if keys, err := chartgen.Keys(fstest.MapFS{}); err != nil || len(keys) != 0 {
		t.Errorf("an empty chart: %v, %v", keys, err)
	}
}
