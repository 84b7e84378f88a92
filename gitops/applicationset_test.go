package gitops_test

import (
	"strings"
	"testing"
	"text/template"
	"unicode/utf8"

	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/internal/live"
)

// FuzzParam runs Go's template engine over a string of an ApplicationSet's
// template, as Argo CD does: literal text comes out as it went in, whatever it
// holds, and a parameter is replaced.
func FuzzParam(f *testing.F) {
	for _, s := range []string{"", "{", "{{", "{{ .x }}", "}}", "{{`", "{{- /* */ -}}", "{{\"}}", "a{{{b", "${x}", "{{{{", "`", "\n", "{{`{{`}}"} {
		f.Add(s, s)
		f.Add(s, "-")
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		if !utf8.ValidString(before) || !utf8.ValidString(after) || live.Has(before) || live.Has(after) || strings.ContainsAny(before+after, "\r\x00\u0085\u2028\u2029\ufeff") {
			return
		}
		set := gitops.ApplicationSet{
			Metadata: gitops.Metadata{Name: "x"},
			Spec: gitops.ApplicationSetSpec{
				Generators: []gitops.Generator{gitops.ClusterGenerator{}},
				Template: gitops.ApplicationTemplate{
					Metadata: gitops.TemplateMetadata{Name: gitops.Param(".name"), Annotations: map[string]string{
						"both": before + gitops.Param(".name") + after, "literal": before + after,
					}},
					Spec: app("x").Spec,
				},
			},
		}
		var tree gitops.Tree
		tree.Add("set.yaml", set)
		files, err := tree.Files()
		if err != nil {
			if strings.Contains(err.Error(), "character") || strings.Contains(err.Error(), "secret") {
				return // refused, not mangled
			}
			t.Fatal(err)
		}
		var got struct {
			Spec struct {
				Template struct {
					Metadata struct{ Annotations map[string]string }
				}
			}
		}
		if err := yaml.Unmarshal(files[0].Content, &got); err != nil {
			t.Fatalf("%v\n%s", err, files[0].Content)
		}
		for key, want := range map[string]string{"both": before + "hoge" + after, "literal": before + after} {
			text := got.Spec.Template.Metadata.Annotations[key]
			tpl, err := template.New("").Option("missingkey=error").Parse(text)
			if err != nil {
				t.Fatalf("%q: %v", text, err)
			}
			var b strings.Builder
			if err := tpl.Execute(&b, map[string]any{"name": "hoge"}); err != nil {
				t.Fatalf("%q: %v", text, err)
			}
			if b.String() != want {
				t.Fatalf("%q was written %q and became %q", want, text, b.String())
			}
		}
	})
}

// TestParamInKey refuses what would not come out right.
func TestParamInKey(t *testing.T) {
	set := gitops.ApplicationSet{Spec: gitops.ApplicationSetSpec{
		Generators: []gitops.Generator{gitops.ClusterGenerator{}},
		Template: gitops.ApplicationTemplate{
			Metadata: gitops.TemplateMetadata{Name: gitops.Param(".name"), Labels: map[string]string{gitops.Param(".key"): "x"}},
			Spec:     app("x").Spec,
		},
	}}
	var tree gitops.Tree
	tree.Add("set.yaml", set)
	if _, err := tree.Files(); err == nil {
		t.Error("a parameter in a key was accepted")
	}
}
