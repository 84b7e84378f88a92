package values_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/api/resource"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/values"
	"github.com/jenkinscode/jenkinscode/values/render"
)

// jenkinsChart returns the official chart and its folder.
func jenkinsChart(t testing.TB) (*render.Chart, string) {
	t.Helper()
	dir := os.Getenv("JENKINS_CHART")
	if dir == "" {
		t.Skip("JENKINS_CHART is not set: it names the folder charts/jenkins of a checkout of github.com/jenkinsci/helm-charts, tag jenkins-" + values.Version)
	}
	c, err := render.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if c.Version() != values.Version {
		t.Fatalf("JENKINS_CHART has version %s, the types are those of %s", c.Version(), values.Version)
	}
	return c, dir
}

// The table that the types are generated from says what the chart says.
func TestDefaultsAreTheCharts(t *testing.T) {
	c, _ := jenkinsChart(t)
	changes, err := values.Diff(c.Values(), values.Defaults())
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range changes {
		t.Error(change)
	}
}

// sample is a values file that somebody wrote, and a release to try it with.
type sample struct {
	name   string
	values map[string]any
	o      render.Options
}

// samples returns the chart's own: ci/*-values.yaml and what its unit tests set.
func samples(t *testing.T, dir string) (ci, unit []sample) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "ci", "*-values.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("ci/*-values.yaml: %d files, %v", len(files), err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tree, err := values.Parse(b)
		if err != nil {
			t.Fatal(err)
		}
		ci = append(ci, sample{name: filepath.Base(file), values: tree, o: render.Options{SkipTests: true}})
	}
	files, err = filepath.Glob(filepath.Join(dir, "unittests", "*test.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("unittests: %d files, %v", len(files), err)
	}
	type settings struct {
		Set     map[string]any
		Release struct{ Name, Namespace string }

		Capabilities struct {
			MajorVersion, MinorVersion any
			APIVersions                []string
		}
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var suite struct {
			settings
			Tests []struct {
				It string
				settings
			}
		}
		if err := yaml.Unmarshal(b, &suite); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, test := range suite.Tests {
			s := sample{name: strings.TrimSuffix(filepath.Base(file), ".yaml") + "/" + test.It, values: map[string]any{}, o: render.Options{SkipTests: true}}
			for _, from := range []settings{suite.settings, test.settings} {
				for _, key := range slices.Sorted(maps.Keys(from.Set)) {
					set(t, s.values, key, from.Set[key])
				}
				if from.Release.Name != "" {
					s.o.Release = from.Release.Name
				}
				if from.Release.Namespace != "" {
					s.o.Namespace = from.Release.Namespace
				}
				if from.Capabilities.MajorVersion != nil {
					s.o.KubeVersion = fmt.Sprintf("%v.%v", from.Capabilities.MajorVersion, from.Capabilities.MinorVersion)
				}
				s.o.APIVersions = append(s.o.APIVersions, from.Capabilities.APIVersions...)
			}
			unit = append(unit, s)
		}
	}
	return ci, unit
}

// set puts a value where a unit test wants it.
func set(t *testing.T, root map[string]any, path string, value any) {
	t.Helper()
	p, err := values.ParsePath(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range p[:len(p)-1] {
		below, ok := root[key].(map[string]any)
		if !ok {
			below = map[string]any{}
			root[key] = below
		}
		root = below
	}
	root[p[len(p)-1]] = value
}

// Values that others wrote come back from our types as they went in, and render
// to the same objects.
func TestChartsOwnValues(t *testing.T) {
	chart, dir := jenkinsChart(t)
	ci, unit := samples(t, dir)
	figures := map[string]int{}
	var found []string
	for _, s := range append(ci, unit...) {
		t.Run(s.name, func(t *testing.T) {
			figures["values"]++
			file, err := yaml.Marshal(s.values)
			if err != nil {
				t.Fatal(err)
			}
			typed, err := values.Read(file)
			if err != nil {
				figures["with findings"]++
				found = append(found, fmt.Sprintf("%s: %v", s.name, err))
			}
			written, err := values.Tree(typed)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range differences(nil, "", s.values, written) {
				t.Errorf("written back: %s", d)
			}
			want, wantErr := chart.Render(s.values, s.o)
			got, gotErr := chart.Render(typed, s.o)
			if wantErr != nil || gotErr != nil {
				figures["that the chart refuses"]++
				if wantErr == nil || gotErr == nil {
					t.Fatalf("rendered: %v; from the types: %v", wantErr, gotErr)
				}
				return
			}
			if len(want) != len(got) {
				t.Fatalf("%d objects, from the types %d", len(want), len(got))
			}
			for i := range want {
				figures["objects"]++
				for _, d := range differences(nil, want[i].Kind()+" "+want[i].Name(), want[i].Content, got[i].Content) {
					t.Errorf("rendered: %s", d)
				}
			}
		})
	}
	t.Logf("ci files %d, unit tests %d; %v; findings:\n%s", len(ci), len(unit), figures, strings.Join(found, "\n"))
}

// differences compares two trees. Texts that are YAML count by what they say,
// quantities by how much they are; an empty map is none, and blanks inside the
// braces of an expression are nothing; what is made up at
// random or from checksums of texts is left out.
func differences(out []string, at string, want, got any) []string {
	wm, ok := want.(map[string]any)
	gm, both := got.(map[string]any)
	if ok && both || ok && got == nil || both && want == nil {
		keys := slices.Collect(maps.Keys(wm))
		for key := range gm {
			if _, ok := wm[key]; !ok {
				keys = append(keys, key)
			}
		}
		slices.Sort(keys)
		for _, key := range keys {
			if key == "checksum/config" || key == "checksum/config-init-scripts" || key == "jenkins-admin-password" || key == "apiGroup" && wm[key] == nil && gm[key] == nil || key == "id" && isHash(wm[key]) {
				continue
			}
			_, inWant := wm[key]
			_, inGot := gm[key]
			if inWant != inGot && (wm[key] == nil) && (gm[key] == nil) {
				out = append(out, fmt.Sprintf("%s.%s: null in one of them", at, key))
				continue
			}
			out = differences(out, at+"."+key, wm[key], gm[key])
		}
		return out
	}
	wl, ok := want.([]any)
	gl, both := got.([]any)
	if ok && both && len(wl) == len(gl) {
		for i := range wl {
			out = differences(out, fmt.Sprintf("%s[%d]", at, i), wl[i], gl[i])
		}
		return out
	}
	if reflect.DeepEqual(want, got) || quantity(want) != "" && quantity(want) == quantity(got) {
		return out
	}
	ws, ok := want.(string)
	gs, both := got.(string)
	if ok && both {
		var w, g any
		wErr, gErr := yaml.Unmarshal([]byte(ws), &w), yaml.Unmarshal([]byte(gs), &g)
		if _, isText := w.(string); wErr == nil && gErr == nil && !isText {
			return differences(out, at+" (YAML)", w, g)
		}
		blanks := strings.NewReplacer("{{ ", "{{", " }}", "}}")
		if blanks.Replace(strings.TrimSuffix(ws, "\n")) == blanks.Replace(strings.TrimSuffix(gs, "\n")) {
			return out
		}
	}
	return append(out, fmt.Sprintf("%s: %s, from the types %s", at, show(want), show(got)))
}

func isHash(v any) bool {
	s, ok := v.(string)
	return ok && len(s) == 64
}

func quantity(v any) string {
	s := fmt.Sprint(v)
	q, err := resource.ParseQuantity(s)
	if err != nil {
		return ""
	}
	return q.String()
}

func show(v any) string {
	b, err := json.Marshal(v)
	if err != nil || len(b) > 300 {
		return fmt.Sprintf("%.300v", v)
	}
	return string(b)
}
