package podtemplate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// Label expressions mean what Jenkins' own grammar makes of them.
func TestForLabel(t *testing.T) {
	r := podtemplate.Registry{Templates: []podtemplate.PodTemplate{
		{Name: "a", Label: "java linux"},
		{Name: "b", Label: `go "two words" linux`, NodeUsageMode: podtemplate.NodeUsageNormal},
		{Name: "c", Label: "java  arm64-v8 -x"},
		{Name: "d", NodeUsageMode: podtemplate.NodeUsageNormal},
		{Name: "e", Label: `'a\'b' "say \"x\""`},
	}}
	for expression, want := range map[string]string{
		"":                                 "b d",
		" \t":                              "b d",
		"java":                             "a c",
		"jav":                              "",
		"java && linux":                    "a",
		"java&&linux":                      "a",
		"java || go":                       "a b c",
		"!java":                            "b d e",
		"!(java||go)":                      "d e",
		"go || java && linux":              "a b",
		"(go || java) && linux":            "a b",
		"java->linux":                      "a b d e",
		"java <-> linux":                   "a d e",
		"java <-> linux <-> go":            "c",
		`"two words"`:                      "b",
		"arm64-v8":                         "c",
		"-x":                               "c",
		"-x->java":                         "a b c d e",
		`"a'b"`:                            "e",
		`"say \"x\""`:                      "e",
		strings.Repeat("!", 1) + "(!java)": "a c",
	} {
		got, err := r.ForLabel(expression)
		var names []string
		for _, p := range got {
			names = append(names, p.Name)
		}
		if diff := cmp.Diff(want, strings.Join(names, " ")); diff != "" || err != nil {
			t.Errorf("%q: %v (-want +got)\n%s", expression, err, diff)
		}
	}
	for _, expression := range []string{
		"foo bar", "foo (bar)", "foo(bar)", "a <- b", "a -< b", "a - b", "->", "-<", "-!", "a->b->c", "!!a", "a &", "a & b", "(a", "a)", "()", `"a`,
		"a'b", "&&", strings.Repeat("(", 100_000), strings.Repeat("(", 100_000) + "a" + strings.Repeat(")", 100_000),
	} {
		got, err := r.ForLabel(expression)
		if err == nil || got != nil || !strings.HasPrefix(err.Error(), "invalid value ") {
			t.Errorf("%.20q: %v, %.100v", expression, got, err)
		}
	}
}
