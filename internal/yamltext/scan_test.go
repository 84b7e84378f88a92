package yamltext

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// slow is scan, byte by byte.
func slow(s string) (found int) {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ':':
			if i+1 == len(s) || strings.ContainsRune(" \t\n", rune(s[i+1])) {
				found |= hasColon
			}
		case c == '#':
			if i > 0 && (s[i-1] == ' ' || s[i-1] == '\t') {
				found |= hasHash
			}
		case c == '\n':
			found |= newline
		case c == '\t':
			found |= tab
		case c == '\r':
			found |= escape
		case c < ' ' || c == 0x7F:
			found |= control
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(s[i:])
			i += size - 1
			found |= scanRune(r, size)
		}
	}
	if strings.Trim(s, " ") != s {
		found |= edgeSpace
	}
	return found
}

// What is found does not depend on where in a word of memory it stands.
func TestScan(t *testing.T) {
	parts := []string{"", "a", "~", " ", "\t", "\n", "\r", "\x00", "\x1F", "\x7F", ":", ": ", " #", "é", "\u0085", "\u2028", "\uFDD0", "\x80", "\xFF", "\xF0\x9F", "😀", "z#", "a:b"}
	for length := range 20 {
		for _, x := range parts {
			for _, y := range parts {
				for at := range length + 1 {
					text := strings.Repeat("x", at) + x + y + strings.Repeat("y", length-at)
					if got, want := scan(text), slow(text); got != want {
						t.Fatalf("%q: got %b, want %b", text, got, want)
					}
				}
			}
		}
	}
}

func BenchmarkScan(b *testing.B) {
	for name, s := range map[string]string{
		"short":  "name",
		"label":  "arm64 team-7",
		"image":  "jenkins/inbound-agent:3355.v388858a_47b_33-3",
		"script": strings.Repeat("pipelineJob('team-00001/service-1') {\n  description('Builds service-1 and delivers it')\n  url('https://git.example.com/a.git')\n", 100),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				scan(s)
			}
		})
	}
}
