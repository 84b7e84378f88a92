package values_test

import (
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	helm "helm.sh/helm/v3/pkg/cli/values"
	"helm.sh/helm/v3/pkg/getter"

	"github.com/jenkinscode/jenkinscode/values"
)

// helmMerge returns what Helm makes of values files given with -f, in order.
func helmMerge(t testing.TB, dir string, layers ...any) map[string]any {
	t.Helper()
	var o helm.Options
	for i, l := range layers {
		file := filepath.Join(dir, strconv.Itoa(i)+".yaml")
		write(t, file, l)
		o.ValueFiles = append(o.ValueFiles, file)
	}
	merged, err := o.MergeValues(getter.Providers{})
	if err != nil {
		t.Fatal(err)
	}
	return merged
}

// helmEffective returns what a chart's templates get under .Values.
func helmEffective(t testing.TB, dir string, defaults any, merged map[string]any) map[string]any {
	t.Helper()
	var file []byte
	if defaults != nil {
		var err error
		if file, err = values.Append(nil, defaults); err != nil {
			t.Fatal(err)
		}
	}
	c, err := loader.LoadFiles([]*loader.BufferedFile{
		{Name: "Chart.yaml", Data: []byte("apiVersion: v2\nname: c\nversion: 1.0.0\n")},
		{Name: "values.yaml", Data: file},
	})
	if err != nil {
		t.Fatal(err)
	}
	top, err := chartutil.ToRenderValues(c, merged, chartutil.ReleaseOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	out, ok := top["Values"].(chartutil.Values)
	if !ok {
		t.Fatalf("Values is a %T", top["Values"])
	}
	return out
}

func write(t testing.TB, file string, v any) {
	t.Helper()
	text, err := values.Append(nil, v)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// random makes values in which few keys have many kinds of values.
type random struct{ *rand.Rand }

func (r random) table(depth int) map[string]any {
	out := map[string]any{}
	for range r.IntN(4) {
		out[string(rune('a'+r.IntN(4)))] = r.value(depth)
	}
	return out
}

func (r random) value(depth int) any {
	switch n := r.IntN(10); {
	case n < 5 && depth > 0:
		return r.table(depth - 1)
	case n == 5:
		return nil
	case n == 6:
		return []any{r.IntN(3), r.table(0)}
	case n == 7:
		return r.IntN(2) == 0
	case n == 8:
		return []string{"", "x", "null", "1", "{{ .Values.a }}", "a\nb\n"}[r.IntN(6)]
	}
	return r.IntN(3)
}

// cases is how many random cases a property is tried with: COUNT of them, or a
// few hundred.
func cases(t testing.TB) int {
	t.Helper()
	if s := os.Getenv("COUNT"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	return 400
}

// silence keeps Helm's warnings to itself.
func silence(t testing.TB) {
	t.Helper()
	log.SetOutput(io.Discard)
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
}

// Helm itself says how layers merge, and what is left for the templates.
func TestStackIsHelms(t *testing.T) {
	silence(t)
	dir := t.TempDir()
	for seed := range cases(t) {
		r := random{rand.New(rand.NewPCG(1, uint64(seed)))}
		s := values.Stack{Defaults: r.table(3)}
		var files []any
		for i := range 1 + r.IntN(4) {
			tree := r.table(3)
			files = append(files, tree)
			s.Layers = append(s.Layers, values.Layer{Name: fmt.Sprint(i), Values: tree})
		}
		merged := helmMerge(t, dir, files...)
		got, err := s.Merge()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(merged, got); diff != "" {
			t.Fatalf("seed %d: %v\nHelm merges -, we +:\n%s", seed, files, diff)
		}
		if got, err = s.Effective(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(helmEffective(t, dir, s.Defaults, merged), got); diff != "" {
			t.Fatalf("seed %d: %v over %v\nHelm's templates get -, we say +:\n%s", seed, files, s.Defaults, diff)
		}
		explains(t, s, got)
	}
}

// explains checks that what Explain says of each value is what Helm has.
func explains(t *testing.T, s values.Stack, effective map[string]any) {
	t.Helper()
	all, err := s.Explain("")
	if err != nil && len(effective) > 0 {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, e := range all {
		seen[e.Path.String()] = true
		got, ok := at(effective, e.Path)
		if e.Value == nil {
			if ok && got != nil {
				t.Fatalf("%s: Helm has %v, and Explain says that it is taken away by %s", e.Path, got, e.Layer)
			}
			continue
		}
		if diff := cmp.Diff(got, e.Value); !ok || diff != "" {
			t.Fatalf("%s: Helm has %v, Explain says %v of %q\n%v over %v", e.Path, got, e.Value, e.Layer, s.Layers, s.Defaults)
		}
	}
	var leaves func(v any, p values.Path)
	leaves = func(v any, p values.Path) {
		if m, ok := v.(map[string]any); ok && len(m) > 0 {
			for key, below := range m {
				leaves(below, append(p[:len(p):len(p)], key))
			}
			return
		}
		if m, ok := v.(map[string]any); v != nil && !(ok && len(m) == 0) && !seen[p.String()] {
			t.Fatalf("Explain says nothing of %s: %v", p, v)
		}
	}
	leaves(effective, nil)
}

func at(root map[string]any, p values.Path) (any, bool) {
	var v any = root
	for _, key := range p {
		m, ok := v.(map[string]any)
		if !ok {
			return nil, false
		}
		if v, ok = m[key]; !ok {
			return nil, false
		}
	}
	return v, true
}

// mutate returns a tree that is much like base.
func (r random) mutate(base map[string]any) map[string]any {
	out := map[string]any{}
	for key, v := range base {
		below, ok := v.(map[string]any)
		switch n := r.IntN(8); {
		case n == 0:
		case n == 1:
			out[key] = r.value(2)
		case ok:
			out[key] = r.mutate(below)
		default:
			out[key] = v
		}
	}
	if r.IntN(4) == 0 {
		out[string(rune('a'+r.IntN(4)))] = r.value(1)
	}
	return out
}

// For each member Helm makes of the layers what it makes of the values that went
// in: without the chart's own values to the letter, with them for the templates.
func TestFactorIsHelms(t *testing.T) {
	silence(t)
	dir := t.TempDir()
	for seed := range cases(t) {
		r := random{rand.New(rand.NewPCG(2, uint64(seed)))}
		var members []values.Member
		common := r.table(3)
		for i := range 1 + r.IntN(6) {
			m := values.Member{Name: fmt.Sprint("c", i), Values: r.mutate(common)}
			for depth := range r.IntN(3) {
				m.Groups = append(m.Groups, string(rune('p'+depth))+fmt.Sprint(r.IntN(2)))
			}
			members = append(members, m)
		}
		o := values.FactorOptions{Quorum: []int{0, 0, 50, 100}[r.IntN(4)]}
		if r.IntN(2) == 0 {
			o.Defaults = r.mutate(common)
		}
		f, err := values.Factor(members, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range members {
			var files []any
			for _, l := range f.Stack(m.Name).Layers {
				files = append(files, l.Values)
			}
			if want := 2 + len(m.Groups); len(files) != want {
				t.Fatalf("seed %d: %d layers, not %d", seed, len(files), want)
			}
			want, got := helmMerge(t, dir, m.Values), helmMerge(t, dir, files...)
			if o.Defaults != nil {
				want, got = helmEffective(t, dir, o.Defaults, want), helmEffective(t, dir, o.Defaults, got)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("seed %d: %s %v over %v\nlayers %v\n-what went in, +what comes of the layers:\n%s", seed, m.Name, m.Values, o.Defaults, files, diff)
			}
		}
	}
}
