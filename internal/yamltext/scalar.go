package yamltext

import (
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// What scan finds in a string.
const (
	newline   = 1 << iota // a line feed
	tab                   // a tab
	escape                // a character that only double quotes carry, escaped
	control               // a character that YAML text cannot hold
	broken                // broken UTF-8
	mark                  // a mark of package live
	hasColon              // a colon followed by white space or the end
	hasHash               // a # after white space
	edgeSpace             // white space at an end
)

// scan looks at s once and reports all that matters for the form it is written in.
func scan(s string) (found int) {
	next := 0 // where the last character that was looked at ends
	for i := 0; i < len(s); i += 8 {
		var w uint64
		if rest := s[i:]; len(rest) >= 8 {
			w = load(rest)
		} else {
			w = end(s, rest)
		}
		for m := remarkable(w); m != 0; m &= m - 1 {
			at := i + bits.TrailingZeros64(m)/8
			if at < next {
				continue
			}
			next = at + 1
			switch c := s[at]; c {
			case '\n':
				found |= newline
			case ':':
				if next == len(s) || s[next] == ' ' || s[next] == '\t' || s[next] == '\n' {
					found |= hasColon
				}
			case '#':
				if at > 0 && (s[at-1] == ' ' || s[at-1] == '\t') {
					found |= hasHash
				}
			case '\t':
				found |= tab
			case '\r':
				found |= escape
			default:
				if c < ' ' || c == 0x7F {
					found |= control
				} else if c >= utf8.RuneSelf {
					r, size := utf8.DecodeRuneInString(s[at:])
					next = at + size
					found |= scanRune(r, size)
				}
			}
		}
	}
	if s != "" && (s[0] == ' ' || s[len(s)-1] == ' ') {
		found |= edgeSpace
	}
	return found
}

const ones = 0x0101010101010101

// end returns the last bytes of s, which are rest, and then letters.
func end(s, rest string) uint64 {
	if len(s) >= 8 {
		missing := 8 * (8 - len(rest))
		return load(s[len(s)-8:])>>missing | ones*'a'<<(64-missing)
	}
	w := uint64(ones * 'a')
	for i := len(rest) - 1; i >= 0; i-- {
		w = w<<8 | uint64(rest[i])
	}
	return w
}

func load(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// remarkable returns a word with the high bit set of each byte of w that scan has
// to look at: control characters, : and #, and all beyond ASCII. There may be more
// above such a byte, to which a carry goes; the letter that follows does not matter.
func remarkable(w uint64) uint64 {
	const high = ones * 0x80
	return (w | (w + ones) | (w - ones*' ') | ((w ^ ones*':') - ones) | ((w ^ ones*'#') - ones)) & high
}

func scanRune(r rune, size int) int {
	switch {
	case r == utf8.RuneError && size == 1:
		return broken
	case r == 0x85 || r == 0x2028 || r == 0x2029 || r == 0xFEFF || r == 0xFFFE || r == 0xFFFF:
		return escape
	case r < 0xA0:
		return control
	case r == 0xFDD0 || r == 0xFDD1:
		return mark
	}
	return 0
}

// check reports what YAML text cannot hold; it returns false after a report.
func (e *encoder) check(s string, found int, marks bool) bool {
	switch {
	case found&broken != 0:
		e.fail(fieldpath.Invalid, s, "not valid UTF-8")
	case found&control != 0:
		e.fail(fieldpath.Invalid, s, "YAML text cannot hold the control character "+firstControl(s))
	case found&mark != 0 && !marks:
		e.live(s)
	default:
		return true
	}
	return false
}

func firstControl(s string) string {
	for _, r := range s {
		if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r >= 0x7F && r < 0xA0 && r != 0x85 {
			return "U+" + strings.ToUpper(strconv.FormatInt(int64(r)+0x10000, 16)[1:])
		}
	}
	return ""
}

// scalar writes s as a value in the collection at column n.
func (e *encoder) scalar(s string, n int) {
	found := scan(s)
	if found&(control|broken|mark) != 0 && !e.check(s, found, e.marks) {
		e.atom(`""`)
		return
	}
	switch {
	case plain(s, found):
		e.buf = append(e.buf, s...)
	case found&(newline|escape) == newline && survivesBlock(s):
		e.block(s, e.column(n))
	default:
		e.buf = appendQuoted(e.buf, s)
	}
}

// longestKey is how many characters a key may have, as written, to stand before
// its colon; 1,024 is the limit of the readers.
const longestKey = 1000

// key writes a key, its colon and a blank in the map at column n.
func (e *encoder) key(s string, n int) {
	found := scan(s)
	if found&(control|broken|mark) != 0 && !e.check(s, found, false) {
		s, found = "", 0
	}
	start := len(e.buf)
	e.buf = appendKey(e.buf, s, found)
	if len(e.buf)-start > longestKey {
		e.buf = append(e.buf, "? "...)
		copy(e.buf[start+2:], e.buf[start:len(e.buf)-2])
		copy(e.buf[start:], "? ")
		e.newline(n)
	}
	e.buf = append(e.buf, ':', ' ')
	e.inline = false
}

func appendKey(b []byte, s string, found int) []byte {
	if plain(s, found) {
		return append(b, s...)
	}
	return appendQuoted(b, s)
}

// plain reports whether every reader takes s, written as it is, for the string s.
func plain(s string, found int) bool {
	if s == "" || found&^mark != 0 {
		return false
	}
	c := s[0]
	switch {
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		return len(s) > len("infinity") || !isWord(s)
	case c >= '0' && c <= '9':
		return !numeric(s)
	case c >= utf8.RuneSelf, c == '/', c == '$', c == '(', c == '_', c == '^', c == ';', c == '\\', c == ')':
		return true
	case len(s) == 1:
		return false
	case c == '<':
		return s[1] != '<'
	case c == '~':
		return s[1] == '/'
	case c == '+':
		return letter(s[1])
	case c == '-':
		return letter(s[1]) || s[1] == '-' && len(s) > 2 && letter(s[2])
	case c == '.':
		switch s[1] {
		case '/':
			return true
		case '.':
			return len(s) > 2 && s[2] == '/'
		}
		return letter(s[1]) && !isWord(s[1:])
	}
	return false
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// isWord reports whether some reader takes s for something else than a string.
func isWord(s string) bool {
	switch s[0] | 0x20 {
	case 'y', 'n', 't', 'f', 'o', 'i':
	default:
		return false
	}
	var list string
	switch len(s) {
	case 1:
		return s[0]|0x20 == 'y' || s[0]|0x20 == 'n'
	case 2:
		return strings.EqualFold(s, "no") || strings.EqualFold(s, "on")
	case 3:
		return strings.EqualFold(s, "yes") || strings.EqualFold(s, "off") ||
			strings.EqualFold(s, "inf") || strings.EqualFold(s, "nan")
	case 4:
		return strings.EqualFold(s, "true") || strings.EqualFold(s, "null")
	case 5:
		list = "false"
	case 8:
		list = "infinity"
	default:
		return false
	}
	return strings.EqualFold(s, list)
}

// numeric reports whether some reader could take s, which begins with a digit,
// for a number, a time or a date. Versions and addresses (1.2.3) are none.
func numeric(s string) bool {
	if len(s) > 5 && s[4] == '-' && s[1] <= '9' && s[2] <= '9' && s[3] <= '9' {
		return true // 2006-01-02
	}
	if s[0] == '0' {
		prefix := strings.TrimLeft(s[1:], "_") // which yaml.v2 does not see
		if prefix != "" && (prefix[0]|0x20 == 'x' || prefix[0]|0x20 == 'o' || prefix[0]|0x20 == 'b') {
			return true
		}
	}
	dots := 0
	simple := true // digits and dots alone
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
		case c == '.':
			dots++
		case c == '_', c == ',', c == ':', c == '+', c == '-', c == 'e', c == 'E':
			simple = false
		default:
			return false
		}
	}
	return !simple || dots < 2
}

// survivesBlock reports whether s, which holds a newline and no character to be
// escaped, comes back unchanged from a block scalar: whether there is something
// else than blanks in its last line.
func survivesBlock(s string) bool {
	s = strings.TrimSuffix(s, "\n")
	for i := len(s) - 1; i >= 0 && s[i] != '\n'; i-- {
		if s[i] != ' ' && s[i] != '\t' {
			return true
		}
	}
	return false
}

// block writes s as a block scalar with its lines at the given column.
func (e *encoder) block(s string, column int) {
	e.atom("|")
	if c := s[0]; c == ' ' || c == '\t' || c == '\n' {
		e.buf = append(e.buf, '2')
	}
	body, closed := strings.CutSuffix(s, "\n")
	if !closed {
		e.buf = append(e.buf, '-')
	}
	for end := 0; end >= 0; {
		line := body
		if end = strings.IndexByte(body, '\n'); end >= 0 {
			line, body = body[:end], body[end+1:]
		}
		if line == "" {
			e.buf = append(e.buf, '\n')
		} else {
			e.newline(column)
			e.buf = append(e.buf, line...)
		}
	}
}

// appendQuoted appends s in double quotes.
func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		size := 1
		var short byte
		if c < utf8.RuneSelf {
			switch c {
			case '"', '\\':
				short = c
			case '\n':
				short = 'n'
			case '\t':
				short = 't'
			case '\r':
				short = 'r'
			default:
				i++
				continue
			}
			b = append(b, s[start:i]...)
			b = append(b, '\\', short)
		} else {
			var r rune
			r, size = utf8.DecodeRuneInString(s[i:])
			if scanRune(r, size) != escape {
				i += size
				continue
			}
			b = append(b, s[start:i]...)
			const hex = "0123456789abcdef"
			b = append(b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
		}
		i += size
		start = i
	}
	b = append(b, s[start:]...)
	return append(b, '"')
}
