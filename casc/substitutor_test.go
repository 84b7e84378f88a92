package casc_test

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/casc"
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
	groovy, err := exec.LookPath("groovy")
	if err != nil {
		t.Skip("no groovy in PATH: it runs commons-text (Debian packages groovy and libcommons-text-java)")
	}
	jars := cmp.Or(os.Getenv("COMMONS_TEXT_CLASSPATH"), "/usr/share/java/commons-text.jar:/usr/share/java/commons-lang3.jar")
	if _, err := os.Stat(strings.Split(jars, ":")[0]); err != nil {
		t.Skipf("no %s (Debian package libcommons-text-java; COMMONS_TEXT_CLASSPATH names other jars)", jars)
	}
	var in bytes.Buffer
	for _, s := range texts {
		in.WriteString(base64.StdEncoding.EncodeToString([]byte(s)) + "\n")
	}
	cmd := exec.Command(groovy, "-cp", jars, "testdata/substitute.groovy")
	cmd.Stdin = &in
	if os.Getenv("JAVA_HOME") == "" {
		// Debian's groovy looks for a default Java that need not be there.
		if java, err := exec.LookPath("java"); err == nil {
			if java, err = filepath.EvalSymlinks(java); err == nil {
				cmd.Env = append(os.Environ(), "JAVA_HOME="+filepath.Dir(filepath.Dir(java)))
			}
		}
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("groovy: %v\n%s", err, stderr.String())
	}
	lines := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(lines) != len(texts) {
		t.Fatalf("%d texts went in, %d came out\n%s", len(texts), len(lines), stderr.String())
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

// Literal text of every sort, alone and mixed with references, comes out of the
// real engine as it went in; texts as people write them mean to Resolver what
// they mean to the engine.
func TestRealSubstitutor(t *testing.T) {
	const each = 100_000
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
