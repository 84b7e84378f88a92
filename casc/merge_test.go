package casc_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/golden"
)

// The cases that were measured on the plugin, and some that concern typed
// documents alone. Where the plugin fails by a slip of its own the case says so.
func TestMerge(t *testing.T) {
	golden.Run(t, "testdata/merge/*.txtar", func(t *testing.T, c *golden.Case) {
		for _, strategy := range []casc.MergeStrategy{casc.ErrorOnConflict, casc.Override} {
			var out strings.Builder
			var sources []casc.Source
			for _, name := range []string{"a.yaml", "b.yaml", "c.yaml"} {
				if !c.Has(name) {
					continue
				}
				sources = append(sources, casc.Source{Name: name, Text: []byte(c.In(name))})
			}
			doc, err := casc.Merge(casc.MergeOptions{Strategy: strategy, Warn: func(e *casc.Error) {
				out.WriteString("# warning: " + e.Error() + "\n")
			}}, sources...)
			if err != nil {
				out.WriteString("error: " + strings.ReplaceAll(err.Error(), "\n", "\nerror: ") + "\n")
			} else {
				text, err := doc.MarshalText()
				if err != nil {
					t.Fatal(err)
				}
				out.Write(text)
			}
			c.Out(string(strategy), out.String())
		}
	})
}

func TestMergeRefusesUnknownStrategy(t *testing.T) {
	_, err := casc.Merge(casc.MergeOptions{Strategy: "theirs"})
	if err == nil || !strings.Contains(err.Error(), `unsupported value "theirs": a merge strategy (allowed: errorOnConflict, override)`) {
		t.Error(err)
	}
}

// A document that is split and merged again is the same, however it is split.
func TestSplitMerge(t *testing.T) {
	files := corpusFiles(t)
	for file, b := range files {
		doc, err := casc.Parse(b, casc.ParseOptions{})
		if err != nil {
			t.Fatal(err)
		}
		want, err := doc.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []func(string) string{nil, func(string) string { return "all" }, func(root string) string { return root[:1] }} {
			var sources []casc.Source
			for n, part := range casc.Split(doc, name) {
				sources = append(sources, casc.Source{Name: n, Document: part})
			}
			merged, err := casc.Merge(casc.MergeOptions{}, sources...)
			if err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			got, err := merged.MarshalText()
			if diff := cmp.Diff(string(want), string(got)); diff != "" || err != nil {
				t.Errorf("%s: %v (-want +got):\n%s", file, err, diff)
			}
		}
	}
}

func TestConfigMaps(t *testing.T) {
	docs := casc.Split(casc.Document{
		Jenkins:                        casc.Jenkins{SystemMessage: "hello"},
		GlobalCredentialsConfiguration: casc.GlobalCredentialsConfiguration{Extra: map[string]any{"a": 1}},
		Extra:                          map[string]any{"x-note": "kept"},
	}, nil)
	cms, err := casc.ConfigMaps(metav1.ObjectMeta{Name: "casc", Labels: map[string]string{"jenkins-jenkins-config": "true"}}, docs)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, cm := range cms {
		for file, text := range cm.Data {
			got = append(got, cm.Name+" "+file+" "+strings.SplitN(text, ":", 2)[0])
		}
	}
	want := []string{
		"casc-global-credentials-configuration global-credentials-configuration.yaml globalCredentialsConfiguration",
		"casc-jenkins jenkins.yaml jenkins",
		"casc-x-note x-note.yaml x-note",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}

	docs = map[string]casc.Document{
		"large": {Jenkins: casc.Jenkins{SystemMessage: strings.Repeat("x", 1<<20)}},
		"wrong": {Jenkins: casc.Jenkins{SystemMessage: "^" + casc.Var("A")}},
	}
	_, err = casc.ConfigMaps(metav1.ObjectMeta{Name: "casc"}, docs)
	for _, want := range []string{"[large]: too large", "[wrong].jenkins.systemMessage: invalid value: a ^ right before a reference"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}
