package values_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/api/resource"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
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

// What the chart refuses names the value that is to blame, by the path that Helm or
// the chart itself tells.
func TestErrorsOfTheJenkinsChart(t *testing.T) {
	chart, _ := jenkinsChart(t)
	tests := []struct {
		path  string // of the value that is set, and of the finding
		value any
	}{
		{"controller.adminUser", "x"},
		{"controller.tag", "2.1"},
		{"controller.sidecars.other", []any{1}},
		{"agent.image", "jenkins/inbound-agent"},
		{"controller.image", "jenkins/jenkins"},
		{"controller.ingress", "on"},
		{"controller.JCasC.configScripts[a]", "jenkins:\n  systemMessage: '{{ foo }}'\n"},
		{"controller.JCasC.securityRealm", "local: {{ .Values.x.y }}\n"},
		{"controller.javaOpts", "-Da={{ b }}"},
	}
	for _, tt := range tests {
		tree := map[string]any{}
		set(t, tree, tt.path, tt.value)
		_, err := chart.Render(tree, render.Options{})
		found := fieldpath.Errors(err)
		want, err2 := values.ParsePath(tt.path)
		if err2 != nil {
			t.Fatal(err2)
		}
		if len(found) != 1 || found[0].Path != want.String() {
			t.Errorf("%s: %.500v", tt.path, err)
		}
	}
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
	file   []byte // the values as they were written; nil for none
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
	if len(ci) != 3 || len(unit) != 221 {
		t.Errorf("%d files and %d unit tests, not 3 and 221", len(ci), len(unit))
	}
	var figures figures
	for _, s := range append(ci, unit...) {
		t.Run(s.name, func(t *testing.T) { figures.compare(t, chart, s) })
	}
	t.Log(&figures)
	if figures.found != 4 {
		// agent.additionalAgents, a scalar for apiToken, a port named where a
		// number must stand, an affinity without its kind: mistakes, all four.
		t.Errorf("findings in %d of them, not 4", figures.found)
	}
}

// The same for values files of one's own: JENKINS_VALUES names a folder of them.
// They may be of any version of the chart, so that what the present one refuses
// counts as rendered alike when it refuses both.
func TestOthersValues(t *testing.T) {
	folder := os.Getenv("JENKINS_VALUES")
	if folder == "" {
		t.Skip("JENKINS_VALUES is not set: it names a folder of values files for the jenkins chart, of real installations")
	}
	chart, _ := jenkinsChart(t)
	files, err := filepath.Glob(filepath.Join(folder, "*.y*ml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s/*.yaml: %d files, %v", folder, len(files), err)
	}
	var figures figures
	var members []values.Member
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var tree map[string]any
			if err := yaml.Unmarshal(b, &tree); err != nil {
				t.Skipf("Helm can't read it: %v", err)
			}
			figures.compare(t, chart, sample{name: filepath.Base(file), file: b, values: tree, o: render.Options{SkipTests: true}})
			members = append(members, values.Member{Name: filepath.Base(file), Values: tree})
		})
	}
	t.Log(&figures)
	// All of them as one fleet.
	f, err := values.Factor(members, values.FactorOptions{})
	if err != nil {
		t.Fatal(err)
	}
	before, after := 0, lines(t, f.Base)
	dir := t.TempDir()
	for _, m := range members {
		before, after = before+lines(t, m.Values), after+lines(t, f.Overlays[m.Name])
		want := helmMerge(t, dir, m.Values)
		if got := helmMerge(t, dir, f.Base, f.Overlays[m.Name]); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: base and overlay make something else of it", m.Name)
		}
	}
	t.Logf("factored: %d lines before, %d after", before, after)
}

// figures count what was compared.
type figures struct {
	values, refused, objects, found int

	findings strings.Builder
}

func (f *figures) String() string {
	return fmt.Sprintf("%d values files; %d rendered to %d objects, the same from the types; the chart refuses %d, from the types too; findings in %d:\n%s",
		f.values, f.values-f.refused, f.objects, f.refused, f.found, &f.findings)
}

func (f *figures) compare(t *testing.T, chart *render.Chart, s sample) {
	f.values++
	file := s.file
	if file == nil {
		var err error
		if file, err = yaml.Marshal(s.values); err != nil {
			t.Fatal(err)
		}
	}
	typed, err := values.Read(file)
	if err != nil {
		f.found++
		fmt.Fprintf(&f.findings, "%s:\n\t%s\n", s.name, strings.ReplaceAll(err.Error(), "\n", "\n\t"))
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
		f.refused++
		if wantErr == nil || gotErr == nil {
			t.Fatalf("rendered: %v; from the types: %v", wantErr, gotErr)
		}
		return
	}
	if len(want) != len(got) {
		t.Fatalf("%d objects, from the types %d", len(want), len(got))
	}
	for i := range want {
		f.objects++
		for _, d := range differences(nil, want[i].Kind()+" "+want[i].Name(), want[i].Content, got[i].Content) {
			t.Errorf("rendered: %s", d)
		}
	}
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
		if spelling(ws) == spelling(gs) || strings.HasSuffix(at, ".podRetention") && strings.EqualFold(ws, gs) {
			return out // Jenkins takes a symbol in any case
		}
	}
	return append(out, fmt.Sprintf("%s: %s, from the types %s", at, show(want), show(got)))
}

var (
	printing = regexp.MustCompile("{{ ?(?:`([^`]*)`|\"((?:{{|}}|[^\"\\\\])*)\") ?}}")
	blanks   = strings.NewReplacer("{{ ", "{{", " }}", "}}")
)

// spelling returns a text in one of several spellings: of actions that do no more
// than print a text, of blanks in braces, of a newline at the end.
func spelling(s string) string {
	s = printing.ReplaceAllStringFunc(s, func(action string) string {
		m := printing.FindStringSubmatch(action)
		return strings.ReplaceAll(m[1]+m[2], "{{", "\x00")
	})
	return blanks.Replace(strings.TrimSuffix(s, "\n"))
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
