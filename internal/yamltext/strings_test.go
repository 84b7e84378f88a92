package yamltext_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	yaml3 "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

// proof returns how many random strings are tried. The variable YAMLTEXT_STRINGS
// asks for a number of them and then for the whole proof: every hostile string
// and many values of each type.
func proof(t *testing.T) (strings int, whole bool) {
	t.Helper()
	s := os.Getenv("YAMLTEXT_STRINGS")
	if s == "" {
		return 2000, false
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n, true
}

// hostile returns strings that some reader of YAML takes for something else
// when they stand plain, breaks on, or changes in a block. Of those that are
// made of two it takes a part: one of so many.
func hostile(every int) []string {
	atoms := []string{
		"", " ", "\t", "\n", "\r", "\r\n", "\u0085", "\u00a0", "\u2028", "\u2029", "\ufeff", "\u200b", "\u200d", "\ufffe", "\uffff", "\ufffd", "\U0001f600", "\U0010ffff", "é", "日本",
		"-", "--", "---", "--- a", "...", "... a", "..", ".", "?", "? a", ":", ": a", "::", ",", "[", "]", "{", "}", "[]", "{}", "#", "# a", "&", "&a", "*", "*a", "!", "!a", "!!str", "|", "|2", ">", ">-", "'", "\"", "%", "%YAML 1.1", "@", "`", "\\", "\\n", "/", "=", "<", "<<", "~", "^", "$", "(", ")", ";", "_", "+", "a: b", "a:", "a :b", "a #b", "a# b", "- a", "-a", "a,b", "a]",
		"y", "Y", "n", "N", "yes", "Yes", "YES", "yEs", "no", "No", "NO", "nO", "on", "On", "ON", "oN", "off", "Off", "OFF", "oFF", "true", "True", "TRUE", "tRue", "false", "False", "FALSE", "null", "Null", "NULL", "nULL", "nil", "none",
		".inf", ".Inf", ".INF", ".iNF", "-.inf", "+.inf", "+.Inf", ".nan", ".NaN", ".NAN", "inf", "Inf", "+Inf", "-Inf", "nan", "NaN", "infinity", "-Infinity",
		"0", "00", "007", "08", "09", "-0", "+0", "1", "-1", "+1", "12", "0x1F", "0X1f", "-0x1f", "0x", "0xg", "0o17", "0O17", "-0o7", "0b101", "0B1", "-0b1", "0b", "0b2", "1_000", "_1", "1_", "__", "0_", "-_1", "+_1", "0x_1", "1,000",
		"1.", ".5", "-.5", "+.5", "._", "._1", "-._", ".1_", "1.5", "-1.5", "1.10", "1.0", "1.e5", "1e3", "1E3", "1e+3", "1e-3", "1.5e3", "-1e3", "12e03", "1e", "e1", "1e3.5", ".e3", "5e", "1_0.5", "1._5", "0.0.0", "1.2.3", "10.0.0.1", "2.401.1", "v1.10", "4540.v612369217f87", "1.5.", "..5", "1..5",
		"1:1", "22:22", "190:20:30", "1:30.5", "-1:30", "+1:30", "0:0", "1:60", "59:59:59", "1:2:3:4", "1:30.", "10.0.0.1:80", "80:80/tcp", "12:30:45Z",
		"2020-01-01", "2020-1-1", "2020-01-1", "2020-13-45", "2020-01-01T00:00:00Z", "2020-01-01t00:00:00z", "2020-01-01 00:00:00", "2020-01-01  1:02:03.4 +1:00", "2020-01-01T1:2:3", "2001-12-14 21:59:43.10 -5", "0000-00-00", "9999-12-31", "-2020-01-01", "20-01-01", "02020-01-01", "2020-01", "2020-",
		"1234567e8", "0e0", "123456789012345678901234567890", "18446744073709551616", "0777777777777777777777777", "1e400", "4.9e-324", "500m", "5Gi", "1h30m", "100%", "1/2", "3-4", "1 2", "1 000", "0x 1",
		"a\nb", "a\nb\n", "\na", "\n\na\n", " a\nb", "a\n b", "  a\n b\nc", "a\n", "a\n\n", "a\n\n\nb", "a \nb", "a\n \nb", "a\n  ", "a\n\t", "\ta\nb", "a\tb", "\t\na", " \na", "\n \na", "a\n#b", "#a\nb", "- a\n- b\n", "---\na\n", "a\n---\nb", "a\n...\nb", "a\n%b", "a\rb\n", "a\u2028b\n", "a\u0085\n", "\ufeffa\n", "a\n\ufeffb", "\u00a0\na", "a\n\u00a0", "\u3000a\nb",
		"${FOO}", "^${FOO}", "{{ .Values.x }}", "$(NAME)", "%{x}", "a 'b' \"c\"", "C:\\dir", "http://x:80/?a=b#c", "git@github.com:a/b.git", "a=b", "a|b", "a>b", "key:value", "@daily", "*/5 * * * *", "H/15 * * * *", "<script>", "&amp;", "~/.ssh", "~a", "!important", "-Xmx1g", "-c", "--flag=x", "-- a", "-.a", "./a", "../a", ".git", "._a",
	}
	out := append([]string{}, atoms...)
	for i, a := range atoms {
		for j := i % every; j < len(atoms); j += every {
			out = append(out, a+atoms[j])
		}
		if i%every > 1 {
			continue
		}
		for _, sep := range []string{" ", "\n", ": ", "\n\n", "\n  ", " \n"} {
			out = append(out, a+sep, sep+a, sep+a+sep, "x"+sep+a, a+sep+"x", "x"+sep+a+sep+"x", "x"+sep+a+"\n")
		}
	}
	return out
}

var letters = []string{
	"a", "b", "e", "E", "x", "o", "_", "0", "1", "2", "9", "0", "1", ".", ".", "-", "+", ":", " ", " ", "\n", "\n", "\t", "\r", "#", ",", "?", "!", "&", "*", "|", ">", "'", "\"", "%", "@", "`", "\\", "{", "}", "[", "]", "=", "<", "~", "$", "/", "T", "Z", "n", "y", "on", "true", "null", ".inf", "2020-01-01",
	"\u0085", "\u00a0", "\u2028", "\u2029", "\ufeff", "\u200b", "\uffff", "\U0001f600", "é", "日",
}

func randomString(r *rand.Rand) string {
	var b strings.Builder
	n := r.IntN(12)
	if r.IntN(10) == 0 {
		n = r.IntN(60)
	}
	tame := letters
	switch r.IntN(3) {
	case 0:
		tame = letters[:21] // what numbers are made of
	case 1:
		tame = letters[:55]
	}
	for range n {
		if r.IntN(50) == 0 {
			c := rune(r.IntN(0x30000))
			if c >= ' ' && utf8.ValidRune(c) && (c < 0x7F || c > 0x9F) && c != 0xFDD0 && c != 0xFDD1 {
				b.WriteRune(c)
				continue
			}
		}
		b.WriteString(tame[r.IntN(len(tame))])
	}
	return b.String()
}

// someStrings returns hostile and random strings.
func someStrings(t *testing.T) []string {
	n, whole := proof(t)
	every := 16
	if whole {
		every = 1
	}
	out := hostile(every)
	r := rand.New(rand.NewPCG(1, 2))
	for range n {
		out = append(out, randomString(r))
	}
	return out
}

// embedded is a document that stands in another one as text.
type embedded struct {
	v any
}

func (d embedded) EmbedYAML() (any, yamltext.Options) { return d.v, yamltext.Options{} }

// places returns a value that holds the strings in all places that a string can
// stand in, and what a reader has to make of it.
func places(t *testing.T, some []string) (v, want any) {
	t.Helper()
	keys := map[string]any{}
	var list, deep []any
	for _, s := range some {
		keys[s] = s
		list = append(list, s)
		deep = append(deep, []any{[]any{s}, map[string]any{"k": s, "l": []any{s}}})
	}
	inner := map[string]any{"keys": keys, "list": list, "deep": deep}
	text, err := yamltext.Marshal(inner, yamltext.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return map[string]any{"keys": keys, "list": list, "text": embedded{inner}, "texts": []any{embedded{inner}}},
		map[string]any{"keys": keys, "list": list, "text": string(text), "texts": []any{string(text)}}
}

var readers = map[string]func([]byte) (any, error){
	"sigs.k8s.io/yaml": func(b []byte) (v any, err error) {
		err = yaml.UnmarshalStrict(b, &v)
		return v, err
	},
	"yaml.v3": func(b []byte) (v any, err error) {
		err = yaml3.Unmarshal(b, &v)
		return v, err
	},
}

func TestStrings(t *testing.T) {
	all := someStrings(t)
	for name, read := range readers {
		t.Run(name, func(t *testing.T) {
			failed := 0
			check := func(some []string) error {
				v, want := places(t, some)
				b, err := yamltext.Marshal(v, yamltext.Options{})
				if err != nil {
					t.Fatal(err)
				}
				got, err := read(b)
				if err != nil {
					return fmt.Errorf("%w\n%s", err, b)
				}
				if !reflect.DeepEqual(got, want) {
					return fmt.Errorf("differs:\n%s\n%q", b, got)
				}
				return nil
			}
			for start := 0; start < len(all); start += 100 {
				batch := all[start:min(start+100, len(all))]
				if check(batch) == nil {
					continue
				}
				for _, s := range batch {
					if err := check([]string{s}); err != nil {
						if failed++; failed <= 10 {
							t.Errorf("%q: %v", s, err)
						}
					}
				}
			}
			t.Logf("%d strings, %d wrong", len(all), failed)
		})
	}
}

// longKeys returns keys about the length at which a reader no longer takes what
// it has read for a key.
func longKeys() (v, want any) {
	m := map[string]any{}
	for _, n := range []int{990, 998, 999, 1000, 1001, 1020, 1021, 1022, 1023, 1024, 1025, 1026, 3000} {
		for _, k := range []string{strings.Repeat("k", n), strings.Repeat("\u00e9", n), "1 " + strings.Repeat("\n", n), strings.Repeat("x: ", n/3)} {
			m["s"+k] = "v"
			m["b"+k] = "v\nw\n"
			m["m"+k] = map[string]any{"a": "b", "c": []any{"x", "y"}}
			m["l"+k] = []any{"x", map[string]any{k: "z", "y" + k: "z"}}
			m["e"+k] = []any{}
		}
	}
	text, _ := yamltext.Marshal(m, yamltext.Options{})
	return map[string]any{"m": m, "l": []any{m, []any{m}}, "t": embedded{m}}, map[string]any{"m": m, "l": []any{m, []any{m}}, "t": string(text)}
}

func TestLongKeys(t *testing.T) {
	v, want := longKeys()
	b, err := yamltext.Marshal(v, yamltext.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, read := range readers {
		got, err := read(b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if !reflect.DeepEqual(got, want) {
			t.Errorf("%s reads something else", name)
		}
	}
}
