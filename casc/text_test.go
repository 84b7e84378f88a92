package casc_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/live"
)

func TestEscapeText(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "no variables ^ here", "no variables ^ here"},
		{"closed", "echo ${HOME}", "echo ^${HOME}"},
		{"never closed", "echo ${HOME", "echo ${HOME"},
		{"caret before one that is never closed", "x^${FOO", "x^${FOO"},
		{"caret before a closed one", "^${FOO}", "^^${FOO}"},
		{"closed, then not", "${a} ${b", "^${a} ${b"},
		{"nested", "${a:-${b}}", "^${a:-^${b}}"},
		{"nested, closed once", "${${a}", "^${^${a}"},
		{"empty", "${}", "^${}"},
		{"dollar before", "$${A}", "$^${A}"},
		{"variable", casc.Var("FOO"), "${FOO}"},
		{"variable inside", "https://" + casc.Var("domain") + "/", "https://${domain}/"},
		{"dollar before a variable", "US$" + casc.Var("PRICE"), "US$${PRICE}"},
		{"default", casc.VarOr("FOO", "a b"), "${FOO:-a b}"},
		{"default with literal reference", casc.VarOr("A", "${B}"), "${A:-^${B}}"},
		{"default with reference", casc.VarOr("A", "x-"+casc.Var("B")), "${A:-x-${B}}"},
		{"literal around", "${a " + casc.Var("FOO") + " b}", "^${a ${FOO} b}"},
		{"literal unclosed after", casc.Var("FOO") + " ${a", "${FOO} ${a"},
		{"lookups", casc.Trim(casc.ReadFile("/run/secrets/token")), "${trim:${readFile:/run/secrets/token}}"},
		{"more lookups", casc.Base64(casc.Var("A")) + casc.DecodeBase64(casc.Var("B")) + casc.SysProp("user.home") + casc.ReadFileBase64("/k"), "${base64:${A}}${decodeBase64:${B}}${sysProp:user.home}${readFileBase64:/k}"},
		{"json", casc.JSON("key", casc.Var("OBJECT")), "${json:key:${OBJECT}}"},
		{"name from a variable", casc.Var(casc.Var("INNER")), "${${INNER}}"},
		{"insecure", casc.Insecure("p${a}^"), "p^${a}^"},
		{"insecure inside", "a" + casc.Insecure("b") + casc.Var("C"), "ab${C}"},
		{"verbatim", casc.Verbatim("^${${FOO}"), "^${${FOO}"},
		{"verbatim inside", "a ${b} " + casc.Verbatim("${C:-d}"), "a ^${b} ${C:-d}"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := casc.EscapeText(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Fatalf("got %q, want %q", got, tt.want)
			}
			if tt.name == "verbatim inside" || strings.HasPrefix(tt.name, "insecure") {
				return
			}
			if back := casc.ParseText(got); back != tt.in {
				t.Errorf("parsed: got %q, want %q", back, tt.in)
			}
		})
	}
}

func TestEscapeTextRefuses(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"caret before a variable", "^" + casc.Var("FOO"), "right before a reference"},
		{"unclosed before a variable", "${ " + casc.Var("FOO"), "nothing closes"},
		{"dollar and brace around a variable", "$" + casc.Var("FOO") + "{x}", "with a reference between them"},
		{"no name", casc.Var(""), "without a name"},
		{"name that ends the reference", casc.Var("a}b"), "something else"},
		{"name with a default", casc.Var("${"), "something else"},
		{"default that ends the reference", casc.VarOr("A", "a}b"), "something else"},
		{"unclosed in a default", casc.VarOr("A", "${b") + "}", "something else"},
		{"cut in two", casc.Var("FOO")[:5], "cut in two"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := casc.EscapeText(tt.in)
			if err == nil {
				t.Fatalf("no error; got %q", got)
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %q does not say %q", err, tt.want)
			}
		})
	}
}

// The measured rows of what Jenkins makes of a text.
func TestResolverText(t *testing.T) {
	r := resolver(map[string]string{"FOO": "foo-val", "INNER": "FOO", "EMPTY": "", "AGAIN": "${FOO}!", "BRACE": "a}b", "OBJ": `{"k":"v","n":3}`})
	for text, want := range map[string]string{
		"${FOO}": "foo-val", "^${FOO}": "${FOO}", "^^${FOO}": "^${FOO}", "$${FOO}": "$foo-val",
		"${MISSING}": "", "${MISSING:-def}": "def", "${${INNER}}": "foo-val", "${base64:${FOO}}": "Zm9vLXZhbA==",
		"${FOO": "${FOO", "x^${FOO": "x^${FOO", "^${A:-^${B}}": "${A:-${B}}", "^${a ${FOO} b}": "${a foo-val b}",
		"${}": "", "^": "^", "${U:-a}b}": "ab}", "${EMPTY:-def}": "", "${AGAIN}": "foo-val!", "${ FOO }": "",
		"${BASE64:x}": "eA==", "${nope:x}": "", "${A:-^${B}}": "${B}", "${json:k:${OBJ}}": "v", "${json:n:${OBJ}}": "3", "${json:x:${OBJ}}": "",
		"${trim:${readFile:/f}}": "text", "${readFile:/f}": "text\n", "${readFile:/none}": "", "${sysProp:p}": "prop", "${sysProp:q}": "",
		"${decodeBase64:eA==}": "x", "${decodeBase64:eA}": "x", "^${${FOO}": "^${foo-val", "^${${BRACE}": "${a}b",
	} {
		got, err := r.Text(casc.Verbatim(text))
		if err != nil || got != want {
			t.Errorf("%s: got %q and %v, want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"${json:k}", "${json:k:nothing}", "${decodeBase64:?}", "${LOOP}", "${DEEP}"} {
		r := resolver(map[string]string{"LOOP": "${LOOP}", "DEEP": "${X${DEEP}}"})
		if got, err := r.Text(casc.Verbatim(text)); err == nil {
			t.Errorf("%s: no error; got %q", text, got)
		}
	}
	r.Strict = true
	if _, err := r.Text(casc.Var("MISSING")); err == nil || !strings.Contains(err.Error(), "MISSING") {
		t.Errorf("strict: %v", err)
	}
}

func resolver(vars map[string]string) casc.Resolver {
	return casc.Resolver{
		Variable: func(name string) (string, bool) { v, ok := vars[name]; return v, ok },
		File: func(path string) ([]byte, error) {
			if path != "/f" {
				return nil, fs.ErrNotExist
			}
			return []byte("text\n"), nil
		},
		SystemProperty: func(name string) (string, bool) { return "prop", name == "p" },
	}
}

// What is escaped comes back as it was, and is literal.
// An expression of Helm's, which stands in a document that is a chart's value,
// is text like any other, and in a document by itself an error.
func TestTemplateExpressions(t *testing.T) {
	expr := live.Mark(live.Template, ".Release.Name")
	text := "${a} " + expr + " " + casc.Var("FOO") + casc.VarOr("BAR", "x"+expr)
	escaped, err := casc.EscapeText(text)
	if want := "^${a} " + expr + " ${FOO}${BAR:-x" + expr + "}"; err != nil || escaped != want {
		t.Errorf("got %q, want %q; %v", escaped, want, err)
	}
	if back := casc.ParseText(escaped); back != text {
		t.Errorf("came back as %q, not %q", back, text)
	}
	doc := casc.Document{Jenkins: casc.Jenkins{SystemMessage: text}}
	if _, err := doc.MarshalText(); err == nil || !strings.Contains(err.Error(), "a Helm template is not run here") {
		t.Errorf("in a document by itself: %v", err)
	}
}

func FuzzEscapeText(f *testing.F) {
	for _, s := range []string{"", "${a}", "^${a", "^^${a}}", "${${a}:-^}", "$${", "a\uFDD0jb\uFDD1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, err := casc.EscapeText(s)
		if err != nil {
			return
		}
		if back, err := (casc.Resolver{}).Text(casc.Verbatim(text)); back != s && !strings.Contains(s, "\uFDD0") {
			t.Errorf("%q is written %q, which Jenkins resolves to %q (%v)", s, text, back, err)
		}
	})
}

// A text that is read is written back byte for byte, whatever it holds.
func FuzzParseText(f *testing.F) {
	for _, s := range []string{"", "${a}", "${a ${b}", "^${${a}", "${a:-^${b}}", "$${a}{b}", "${a:-b}c}", "}${a}", "${}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "\uFDD0") || strings.Contains(text, "\uFDD1") {
			return
		}
		s := casc.ParseText(text)
		back, err := casc.EscapeText(s)
		if err != nil || back != text {
			t.Errorf("%q is read as %q and written back as %q (%v)", text, s, back, err)
		}
	})
}
