package casc_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/golden"
)

// What strict and lenient reading say of a file, and what is written of it.
func TestParse(t *testing.T) {
	golden.Run(t, "testdata/parse/*.txtar", func(t *testing.T, c *golden.Case) {
		in := []byte(c.In("jenkins.yaml"))
		errs := func(err error) string {
			var b strings.Builder
			for _, e := range casc.Errors(err) {
				b.WriteString(e.Error() + "\n")
			}
			return b.String()
		}
		docs, err := casc.ParseAll(in, casc.ParseOptions{File: "jenkins.yaml"})
		c.Out("lenient", errs(err))
		_, err = casc.Parse(in, casc.ParseOptions{File: "jenkins.yaml", Strict: true})
		c.Out("strict", errs(err))
		var out strings.Builder
		for i, doc := range docs {
			text, err := doc.MarshalText()
			if err != nil {
				t.Fatal(err)
			}
			if i > 0 {
				out.WriteString("---\n")
			}
			out.Write(text)
		}
		c.Out("written", out.String())
	})
}

// Nothing panics on what can be read, and what was read and written is read and
// written the same again, with the meaning that it had.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", "jenkins:\n  numExecutors: 0\n", "x: &a {b: 1}\njenkins:\n  <<: *a\n  numExecutors: ${N}\n", "a: *b", "a: &a [*a]", "- a", "~", "a: ~",
		"jenkins:\n  clouds:\n  - kubernetes:\n      name: a\n      templates:\n      - yaml: |\n          spec: {}\n", "jobs:\n- script: >\n    a\n- file: b\n- x: y\n",
		"jenkins:\n  securityRealm: local\n  markupFormatter: ${F}\n", "a: 1\n---\nb: 2\n", "credentials: {system: {domainCredentials: [{credentials: [{string: {secret: x}}]}]}}",
		"jenkins: {systemMessage: \"\\u0085\\t\"}", "tool:\n  git:\n    installations:\n    - name: a\n      home: 0x1\n", "? [a]\n: b\n", "a: !!binary aGk=\nb: !x y\n",
		"jenkins: {nodes: [permanent: {name: a, launcher: {ssh: {port: ~}}, retentionStrategy: always}]}", "{}\n...\n{a: b}\n", "%YAML 1.1\n---\na: 'b'\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		_, _ = casc.Parse(in, casc.ParseOptions{File: "f", Strict: true})
		_, _ = casc.Merge(casc.MergeOptions{Strategy: casc.Override}, casc.Source{Name: "f", Text: in}, casc.Source{Name: "g", Text: in})
		doc, err := casc.Parse(in, casc.ParseOptions{File: "f"})
		if err != nil {
			return
		}
		_, _ = (casc.Resolver{}).Document(doc)
		_ = casc.Variables(doc)
		_ = casc.Validate(doc)
		out, err := doc.MarshalText()
		if err != nil {
			return // text that YAML can't hold, or nested too deeply
		}
		again, err := casc.Parse(out, casc.ParseOptions{File: "f"})
		if err != nil {
			t.Fatalf("%v in what was written:\n%s", err, out)
		}
		if bytes.ContainsAny(in, "*!") {
			return // the model follows every alias, and knows no tags
		}
		var n yaml.Node
		if err := yaml.Unmarshal(in, &n); err != nil {
			t.Fatal(err)
		}
		if n.Kind == 0 {
			return
		}
		read := modelOf(n.Content[0], 0)
		if hasNull(read) {
			return // what is left of it depends on what it is
		}
		second, err := again.MarshalText()
		if diff := cmp.Diff(string(out), string(second)); diff != "" || err != nil {
			t.Fatalf("%v -first +second:\n%s", err, diff)
		}
		want := normal(read, 0)
		got, err := jcascModel(out)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v -read +written:\n%s\n%s", err, diff, out)
		}
	})
}

func hasNull(v any) bool {
	switch v := v.(type) {
	case []any:
		return slices.ContainsFunc(v, hasNull)
	case map[string]any:
		return isNull(v) || slices.ContainsFunc(slices.Collect(maps.Values(v)), hasNull)
	}
	return false
}
