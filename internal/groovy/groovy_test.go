package groovy_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/jenkinscode/jenkinscode/internal/groovy"
	"github.com/jenkinscode/jenkinscode/internal/jvm"
)

func ExampleAppendString() {
	fmt.Println(string(groovy.AppendString(nil, "it's ${5} \\u0041 é\n")))
	// Output: 'it\'s ${5} \\u0041 \u00e9\n'
}

func ExampleAppendText() {
	fmt.Println(string(groovy.AppendText(nil, "#!/bin/sh\necho 'it''s'\n")))
	// Output:
	// '''\
	// #!/bin/sh
	// echo 'it\'\'s'
	// '''
}

func TestAppendString(t *testing.T) {
	tests := []struct{ reason, in, want string }{
		{"empty", "", `''`},
		{"no interpolation", "${x} $y", `'${x} $y'`},
		{"quote and backslash", `a'b\c`, `'a\'b\\c'`},
		{"the unicode preprocessor sees no escape", "\\u000a", `'\\u000a'`},
		{"a backslash before an escape hides it from the unicode preprocessor", "\\é", `'\134\u00e9'`},
		{"control characters", "\x00\x01\t\n\r\x7f", `'\000\001\t\n\r\177'`},
		{"beyond ASCII", "é\u2028\ufeff", `'\u00e9\u2028\ufeff'`},
		{"a surrogate pair", "😀", `'\ud83d\ude00'`},
		{"a lone surrogate", "\xed\xa0\x80", `'\ud800'`},
		{"the lexer's end of file", "a\uffffb", `['a', (char) 65535, 'b'].join('')`},
		{"not UTF-8", "\xff", `'\ufffd'`},
	}
	for _, tt := range tests {
		if got := string(groovy.AppendString(nil, tt.in)); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.reason, got, tt.want)
		}
	}
}

// Plain looks at eight bytes at once: each byte must count at each place, with
// any other below it.
func TestPlain(t *testing.T) {
	stands := func(c byte) bool { return c >= ' ' && c < 0x7F && c != '\'' && c != '\\' }
	for at := range 17 {
		for c := range 256 {
			for _, below := range []byte{'a', ' ', '~', 0xFF} {
				s := []byte(strings.Repeat("a", 17))
				s[at] = byte(c)
				want := stands(byte(c))
				if at > 0 {
					s[at-1] = below
					want = want && stands(below)
				}
				if got := groovy.Plain(string(s)); got != want {
					t.Fatalf("Plain(%q) = %v", s, got)
				}
			}
		}
	}
}

func TestValid(t *testing.T) {
	for s, want := range map[string]bool{"": true, "é😀\x00": true, "a\xed\xbf\xbfb": true, "\xff": false, "\xed\xa0": false, "\xc0\x80": false} {
		if got := groovy.Valid(s); got != want {
			t.Errorf("Valid(%q) = %v", s, got)
		}
	}
}

// units returns the UTF-16 code units that Java should have for s.
func units(s string) []uint16 {
	out := []uint16{}
	for s != "" {
		if len(s) >= 3 && s[0] == 0xED && s[1] >= 0xA0 {
			out = append(out, 0xD000|uint16(s[1]&0x3F)<<6|uint16(s[2]&0x3F))
			s = s[3:]
			continue
		}
		r, n := utf8.DecodeRuneInString(s)
		out = utf16.AppendRune(out, r)
		s = s[n:]
	}
	return out
}

// evaluate returns what each script evaluates to, a list of strings, each as its
// UTF-16 code units.
func evaluate(t *testing.T, scripts []string) [][][]uint16 {
	t.Helper()
	in, out := filepath.Join(t.TempDir(), "in.json"), filepath.Join(t.TempDir(), "out.json")
	raw, err := json.Marshal(scripts)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(in, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	jvm.Groovy(t, "testdata/evaluate.groovy", nil, "", in, out)
	if raw, err = os.ReadFile(out); err != nil {
		t.Fatal(err)
	}
	var values [][][]uint16
	if err := json.Unmarshal(raw, &values); err != nil {
		t.Fatal(err)
	}
	return values
}

// check states that Groovy evaluates both literals of every string to it.
func check(t *testing.T, strs []string) {
	t.Helper()
	var scripts []string
	var sizes []int
	var script []byte
	n := 0
	flush := func() {
		if n > 0 {
			scripts = append(scripts, string(script)+"]")
			sizes = append(sizes, n)
		}
		script, n = nil, 0
	}
	for _, s := range strs {
		if len(script) > 20_000 || n == 400 {
			flush()
		}
		if n == 0 {
			script = append(script, '[')
		} else {
			script = append(script, ",\n"...)
		}
		script = groovy.AppendString(script, s)
		script = append(script, ",\n"...)
		script = groovy.AppendText(script, s)
		n += 2
	}
	flush()
	for i := range scripts {
		for j, c := range []byte(scripts[i]) {
			if c >= 0x7F || c < ' ' && c != '\n' && c != '\t' {
				t.Fatalf("byte %#x at %d of a script: literals are ASCII", c, j)
			}
		}
	}
	i := 0
	for k, list := range evaluate(t, scripts) {
		if len(list) != sizes[k] {
			t.Fatalf("a script of %d literals has %d values", sizes[k], len(list))
		}
		for j := range list {
			if want := units(strs[i+j/2]); !slices.Equal(list[j], want) {
				t.Errorf("%.200q came back as %x, want %x", strs[i+j/2], list[j], want)
			}
		}
		i += len(list) / 2
	}
	if i != len(strs) {
		t.Errorf("%d of %d strings came back", i, len(strs))
	}
}

// pieces are what strings are made of that go wrong easily.
var pieces = []string{
	"'", "''", "'''", `"`, `"""`, "\\", `\\`, `\u`, `\u000a`, `\u0027`, `\uuuu0041`, "u0041", "$", "${", "}", "$$", "/", "*/", "//", "/*",
	"\n", "\r", "\r\n", "\t", "\b", "\f", "\x00", "\x1b", "\x7f", " ", "\u0085", "\u00a0", "\u2028", "\u2029", "\ufeff", "\ufffd", "\uffff",
	"é", "漢字", "😀", "\xed\xa0\x80", "\xed\xbf\xbf", "a", "b", "n", "0", "7", "00", "x41", "#!", "<%", "%>", "<<EOF",
}

func random(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(12) {
		if r.IntN(4) == 0 {
			c := rune(r.IntN(0x11000))
			if c >= 0xD800 && c < 0xE000 {
				c = 'z'
			}
			b.WriteRune(c)
			continue
		}
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	// Two halves of a pair make one character in Java: keep halves apart.
	return strings.ReplaceAll(b.String(), "\xed\xa0\x80\xed\xbf\xbf", "-")
}

func TestGroovyReadsRandomLiterals(t *testing.T) {
	n := 2000
	if s := os.Getenv("GROOVY_STRINGS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 0))
	strs := make([]string, n)
	for i := range strs {
		strs[i] = random(r)
	}
	t.Logf("%d strings, seed %d", n, seed)
	check(t, strs)
}

func TestGroovyReadsLongLiterals(t *testing.T) {
	check(t, []string{
		strings.Repeat("a", 60_000), strings.Repeat("a", 65_536), strings.Repeat("\x00", 40_000), strings.Repeat("😀", 30_000),
		strings.Repeat("line 'x' \\ ${y}\n", 70_000), strings.Repeat("\r\n", 200_000) + "end",
	})
}

func FuzzAppendString(f *testing.F) {
	for _, p := range pieces {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lit := range [][]byte{groovy.AppendString(nil, s), groovy.AppendText(nil, s)} {
			back, ok := read(string(lit))
			if !ok || groovy.Valid(s) && back != s {
				t.Errorf("%q is written as %s, which reads as %q", s, lit, back)
			}
		}
	})
}

// read evaluates a literal as Groovy does, strictly: it knows only the escapes
// that the package writes.
func read(lit string) (string, bool) {
	if rest, ok := strings.CutPrefix(lit, "["); ok {
		var out strings.Builder
		for {
			if after, ok := strings.CutPrefix(rest, "(char) 65535"); ok {
				out.WriteString("\uffff")
				rest = after
			} else {
				end := literalEnd(rest)
				if end < 0 {
					return "", false
				}
				s, ok := read(rest[:end])
				if !ok {
					return "", false
				}
				out.WriteString(s)
				rest = rest[end:]
			}
			if rest == "].join('')" {
				return out.String(), true
			}
			if rest, ok = strings.CutPrefix(rest, ", "); !ok {
				return "", false
			}
		}
	}
	if literalEnd(lit) != len(lit) {
		return "", false
	}
	triple := strings.HasPrefix(lit, `'''`)
	body := lit[1 : len(lit)-1]
	if triple {
		body = strings.TrimPrefix(lit[3:len(lit)-3], "\\\n")
	}
	var units []uint16
	for i := 0; i < len(body); i++ {
		c := body[i]
		if c >= 0x7F || c < ' ' && (c != '\n' && c != '\t' || !triple) {
			return "", false
		}
		if c != '\\' {
			units = append(units, uint16(c))
			continue
		}
		i++
		switch e := body[i]; {
		case e == 'u' && i > 1 && body[i-2] == '\\':
			return "", false
		case e == 'u':
			v, err := strconv.ParseUint(body[i+1:i+5], 16, 16)
			if err != nil {
				return "", false
			}
			if v == 0xFFFF {
				return "", false
			}
			units = append(units, uint16(v))
			i += 4
		case e >= '0' && e <= '7':
			v, err := strconv.ParseUint(body[i:i+3], 8, 8)
			if err != nil {
				return "", false
			}
			units = append(units, uint16(v))
			i += 2
		case strings.IndexByte(`nrt\'`, e) >= 0:
			units = append(units, uint16("\n\r\t\\'"[strings.IndexByte(`nrt\'`, e)]))
		default:
			return "", false
		}
	}
	return wtf8(units), true
}

// literalEnd returns where the literal that s begins with ends.
func literalEnd(s string) int {
	quote := "'"
	if strings.HasPrefix(s, `'''\`) {
		quote = `'''`
	}
	if !strings.HasPrefix(s, quote) {
		return -1
	}
	for i := len(quote); i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case strings.HasPrefix(s[i:], quote):
			return i + len(quote)
		}
	}
	return -1
}

// wtf8 returns the string of code units, lone surrogates in their three bytes.
func wtf8(units []uint16) string {
	var b []byte
	for i := 0; i < len(units); i++ {
		r := rune(units[i])
		switch {
		case utf16.IsSurrogate(r) && i+1 < len(units) && utf16.DecodeRune(r, rune(units[i+1])) != utf8.RuneError:
			b = utf8.AppendRune(b, utf16.DecodeRune(r, rune(units[i+1])))
			i++
		case utf16.IsSurrogate(r):
			b = append(b, 0xED, 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return string(b)
}

func BenchmarkAppendString(b *testing.B) {
	s := "https://git.example.org/team/app.git"
	dst := groovy.AppendString(nil, s)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		dst = groovy.AppendString(dst[:0], s)
	}
}

func BenchmarkAppendText(b *testing.B) {
	s := strings.Repeat("  echo \"it's ${HOME}\" \\\n", 200)
	dst := groovy.AppendText(nil, s)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		dst = groovy.AppendText(dst[:0], s)
	}
}
