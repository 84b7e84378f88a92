package live_test

import (
	"slices"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/live"
)

func TestParts(t *testing.T) {
	ref := live.Mark(live.JCasC, "FOO:-a}b")
	tests := []struct {
		name, in string
		want     []live.Part
	}{
		{"empty", "", nil},
		{"literal", "cost ${5} {{x}}", []live.Part{{Text: "cost ${5} {{x}}"}}},
		{"alone", ref, []live.Part{{Language: live.JCasC, Text: "FOO:-a}b"}}},
		{"between", "https://" + ref + "/", []live.Part{{Text: "https://"}, {Language: live.JCasC, Text: "FOO:-a}b"}, {Text: "/"}}},
		{"two", ref + live.Mark(live.Template, ".x"), []live.Part{{Language: live.JCasC, Text: "FOO:-a}b"}, {Language: live.Template, Text: ".x"}}},
		{"nested", live.Mark(live.JCasC, "base64:"+ref), []live.Part{{Language: live.JCasC, Text: "base64:" + ref}}},
		{"stray open", "a\uFDD0jb", []live.Part{{Text: "a\uFDD0jb"}}},
		{"stray close", "a\uFDD1b", []live.Part{{Text: "a\uFDD1b"}}},
		{"no language", "\uFDD0\uFDD1", []live.Part{{Text: "\uFDD0\uFDD1"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := slices.Collect(live.Parts(tt.in)); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			alone := len(tt.want) == 1 && tt.want[0].Language != 0 && !live.Has(tt.want[0].Text)
			if p, ok := live.Alone(tt.in); ok != alone || ok && p != tt.want[0] {
				t.Errorf("Alone: got %q, %v", p, ok)
			}
		})
	}
}

func TestHas(t *testing.T) {
	for s, want := range map[string]bool{
		"": false, "日本語 ${x}": false, "\uFDCF": false, "\uFDD2": false, "\xef": false, "\xef\xb7": false,
		"a\uFDD0": true, "\uFDD1": true, "\uFDCF\uFDD0": true, live.Mark(live.JCasC, "A"): true,
	} {
		if got := live.Has(s); got != want {
			t.Errorf("Has(%q) = %v", s, got)
		}
	}
}

func TestHide(t *testing.T) {
	template := live.Mark(live.Template, ".x")
	inside := live.Mark(live.JCasC, "FOO:-"+template)
	for _, s := range []string{"", "a", template, "a" + template + template + "b", inside, "a\uFDD0tb", "\uFDD2" + template} {
		hidden, restore := live.Hide(s, live.Template)
		for p := range live.Parts(hidden) {
			if p.Language == live.Template {
				t.Errorf("%q: still there in %q", s, hidden)
			}
		}
		if back := restore.Replace(hidden); back != s {
			t.Errorf("%q came back as %q", s, back)
		}
	}
	if hidden, _ := live.Hide(inside, live.Template); !live.Has(hidden) {
		t.Errorf("other languages are hidden too: %q", hidden)
	}
}

func FuzzParts(f *testing.F) {
	f.Add("a\uFDD0jFOO\uFDD1b")
	f.Add("\uFDD0j\uFDD0tx\uFDD1\uFDD1\uFDD0")
	f.Fuzz(func(t *testing.T, s string) {
		var back string
		for p := range live.Parts(s) {
			if p.Language == 0 {
				back += p.Text
			} else {
				back += "\uFDD0" + string([]byte{byte(p.Language)}) + p.Text + "\uFDD1"
			}
		}
		if back != s {
			t.Errorf("%q came back as %q", s, back)
		}
	})
}
