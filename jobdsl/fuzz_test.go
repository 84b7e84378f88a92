package jobdsl_test

import (
	"strings"
	"testing"

	. "github.com/jenkinscode/jenkinscode/jobdsl"
)

// everywhere is a script that has s wherever a string is free.
func everywhere(s string) Script {
	return Script{
		FreeStyleJob{
			Name: "a", Description: s,
			Parameters: []Parameter{StringParam{Name: "P", DefaultValue: s, Description: s}, ChoiceParam{Name: "C", Options: []string{s, "x"}}},
			SCM:        Git{Remotes: []Remote{{URL: "x" + s}}, Branches: []string{"x" + s, s}},
			Steps: []Step{
				Shell{Command: "x" + s},
				Call{Name: "inHouse", Args: []any{s, []string{s}, map[string]any{"x" + s: s}}},
			},
			EnvironmentVariables: JobEnvironment{Envs: []Pair{{Name: "x" + s, Value: s}}},
			Configure: []XMLEdit{
				AppendXML{Path: []string{"x" + s}, Elements: []XML{{Name: "x" + s, Attributes: map[string]string{"a": s}, Text: "x" + s}}},
				SetXML{Element: XML{Name: "x", Text: "x" + s}},
				RemoveXML{Path: []string{"x" + s}},
			},
		},
		PipelineJob{Name: "b", Definition: Cps{Script: "x" + s}},
	}
}

// skeleton returns a script with L for every literal.
func skeleton(t *testing.T, text string) string {
	t.Helper()
	var b strings.Builder
	for text != "" {
		quote := "'"
		if strings.HasPrefix(text, `'''\`) {
			quote = `'''`
		}
		if !strings.HasPrefix(text, quote) {
			if c := text[0]; c >= 0x7F || c < ' ' && c != '\n' {
				t.Fatalf("byte %#x outside of a literal", c)
			}
			b.WriteByte(text[0])
			text = text[1:]
			continue
		}
		end := len(quote)
		for !strings.HasPrefix(text[end:], quote) {
			if text[end] == '\\' {
				end++
			}
			if end++; end >= len(text) {
				t.Fatalf("a literal doesn't end: %s", text)
			}
		}
		text = text[end+len(quote):]
		b.WriteByte('L')
	}
	// A character that no literal can hold stands by itself.
	s := strings.ReplaceAll(b.String(), "(char) 65535", "L")
	for strings.Contains(s, "L, L].join(L)") {
		s = strings.ReplaceAll(s, "L, L].join(L)", "L].join(L)")
	}
	return strings.ReplaceAll(s, "[L].join(L)", "L")
}

// FuzzScript: whatever a string holds, the script around it stays the same.
func FuzzScript(f *testing.F) {
	for _, s := range []string{"x", "'", "'''", "\\", "$x ${y}", "\n", "\r\n", "*/ //", "\x00", "\uffff", "é😀", "a\nb'''\n", "\\u000a"} {
		f.Add(s)
	}
	want := ""
	f.Fuzz(func(t *testing.T, s string) {
		if want == "" {
			text, err := everywhere("x").MarshalText()
			if err != nil {
				t.Fatal(err)
			}
			want = skeleton(t, string(text))
		}
		if s == "" {
			return // fields are left out
		}
		text, err := everywhere(s).MarshalText()
		if err != nil {
			return // not UTF-8, or marks
		}
		if got := skeleton(t, string(text)); got != want {
			t.Errorf("%q gets out:\n%s\n%s", s, got, text)
		}
	})
}
