package casc_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/jvm"
)

// What substitute.groovy has.
var engine = casc.Resolver{
	Variable: func(name string) (string, bool) {
		v, ok := map[string]string{
			"FOO": "foo-val", "INNER": "FOO", "EMPTY": "", "BRACE": "a}b", "AGAIN": "<${FOO}>", "LOOP": "${LOOP}",
			"ESC": "^${FOO}", "PART": "${", "OBJ": `{"k":"v"}`,
		}[name]
		return v, ok
	},
	File: func(path string) ([]byte, error) {
		if path != "/f" {
			return nil, fs.ErrNotExist
		}
		return []byte("text\n"), nil
	},
	SystemProperty: func(name string) (string, bool) { return "prop", name == "p" },
}

// substitute runs texts through the real StringSubstitutor, in one JVM. An error
// comes back as a string that begins with "!".
func substitute(t *testing.T, texts []string) []string {
	t.Helper()
	var in bytes.Buffer
	for _, s := range texts {
		in.WriteString(base64.StdEncoding.EncodeToString([]byte(s)) + "\n")
	}
	file := filepath.Join(t.TempDir(), "texts")
	if err := os.WriteFile(file, in.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out := jvm.Groovy(t, "testdata/substitute.groovy", []string{"commons-text", "commons-lang3"}, os.Getenv("COMMONS_TEXT_CLASSPATH"), file)
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if len(lines) != len(texts) {
		t.Fatalf("%d texts went in, %d came out", len(texts), len(lines))
	}
	for i, line := range lines {
		if strings.HasPrefix(line, "!") {
			continue
		}
		b, err := base64.StdEncoding.DecodeString(line)
		if err != nil {
			t.Fatal(err)
		}
		lines[i] = string(b)
	}
	return lines
}

// pieces are what random texts are made of: all that means something to the
// engine, and a little that does not.
var pieces = []string{
	"$", "{", "}", "^", "${", "${", "${", "}", "}", "^${", ":-", ":", "FOO", "INNER", "EMPTY", "NONE", "a", " ", "\n", "é", "😀",
	"base64:", "trim:", "readFile:", "/f", "sysProp:p", "decodeBase64:", "eA==", "AGAIN", "BRACE", "ESC", "LOOP", "PART", "OBJ", "\u0085",
}

func randomText(r *rand.Rand, most int) string {
	var b strings.Builder
	for range r.IntN(most) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// randomReference returns a reference and what it resolves to. With inside it is
// part of another one: what has no value is then not empty there.
func randomReference(r *rand.Rand, depth int, inside bool) (string, string) {
	if depth > 0 && r.IntN(3) == 0 {
		switch r.IntN(3) {
		case 0:
			inner, value := randomReference(r, depth-1, true)
			return casc.Base64(inner), base64.StdEncoding.EncodeToString([]byte(value))
		case 1:
			inner, value := randomReference(r, depth-1, true)
			return casc.Trim(inner), strings.TrimRight(value, "\n")
		default:
			inner, value := randomReference(r, depth-1, inside)
			return casc.VarOr(fmt.Sprint("NONE", depth), "<"+inner+">"), "<" + value + ">"
		}
	}
	n := 9
	if inside {
		n = 7
	}
	switch r.IntN(n) {
	case 0:
		return casc.Var("EMPTY"), ""
	case 1:
		return casc.Var(casc.Var("INNER")), "foo-val"
	case 2:
		return casc.ReadFile("/f"), "text\n"
	case 3:
		return casc.SysProp("p"), "prop"
	case 4:
		return casc.Var("BRACE"), "a}b"
	case 5:
		return casc.Var("AGAIN"), "<foo-val>"
	case 6:
		return casc.Var("FOO"), "foo-val"
	case 7:
		return casc.VarOr("NONE", "${x} ^${y}"), "${x} ^${y}"
	default:
		return casc.Var("NONE"), ""
	}
}

// Literal text of every sort, as many as the variable CASC_TEXTS says, alone and mixed with references, comes out of the
// real engine as it went in; texts as people write them mean to Resolver what
// they mean to the engine.
func TestRealSubstitutor(t *testing.T) {
	each := 5_000
	if s := os.Getenv("CASC_TEXTS"); s != "" {
		var err error
		if each, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	type expectation struct {
		what, in, want string
		exact          bool // an error is not expected
	}
	r := rand.New(rand.NewPCG(1, 2))
	var texts []string
	var expected []expectation
	add := func(text string, e expectation) {
		texts = append(texts, text)
		expected = append(expected, e)
	}
	refused := 0
	for range each {
		s := randomText(r, 16)
		text, err := casc.EscapeText(s)
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		add(text, expectation{"literal", s, s, true})
	}
	for n := 0; n < each; {
		var in, want strings.Builder
		for range 1 + r.IntN(4) {
			lit := randomText(r, 6)
			ref, value := randomReference(r, 2, false)
			in.WriteString(lit + ref)
			want.WriteString(lit + value)
		}
		lit := randomText(r, 6)
		in.WriteString(lit)
		want.WriteString(lit)
		text, err := casc.EscapeText(in.String())
		if err != nil {
			refused++
			continue
		}
		n++
		add(text, expectation{"mixture", in.String(), want.String(), true})
	}
	for range each {
		text := randomText(r, 16)
		want, err := engine.Text(casc.Verbatim(text))
		if err != nil {
			want = "!"
		}
		add(text, expectation{"text", text, want, false})
	}
	failures := 0
	for i, got := range substitute(t, texts) {
		e := expected[i]
		if !e.exact && (e.want == "!" && strings.HasPrefix(got, "!") || strings.Contains(got, "\uFFFD")) {
			continue // how many U+FFFD stand for broken UTF-8 is Java's own affair
		}
		if got != e.want {
			if failures++; failures <= 20 {
				t.Errorf("%s %q, written %q: the engine makes %q of it, want %q", e.what, e.in, texts[i], got, e.want)
			}
		}
	}
	t.Logf("%d literal texts, %d mixtures (%d more refused), %d texts as they are: %d differ", each, each, refused, each, failures)
}
