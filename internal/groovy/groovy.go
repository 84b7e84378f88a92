// Package groovy writes Groovy 2.4 source: string literals that evaluate to just
// the text they were made from, and indented lines.
//
// Everything written is ASCII, so that no reader's default charset matters, and
// no literal interpolates. A string that is too long for a class file's constant
// is joined from parts.
package groovy

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// maxConstant is how many bytes of modified UTF-8 one string constant of a
// class file holds at most; literals stay below it with room to spare.
const maxConstant = 60_000

// AppendString appends a literal that Groovy evaluates to s, on one line. Lone
// surrogates in the three-byte form that WTF-8 gives them are kept; any other
// byte that is not UTF-8 becomes U+FFFD (see [Valid]).
func AppendString(dst []byte, s string) []byte {
	if Plain(s) {
		dst = append(dst, '\'')
		dst = append(dst, s...)
		return append(dst, '\'')
	}
	return appendParts(dst, s, appendQuoted)
}

// AppendText appends a literal that Groovy evaluates to s, as a person would
// write it: text of several lines stands between triple quotes, line by line,
// from column zero, since any indentation would become part of the text.
func AppendText(dst []byte, s string) []byte {
	if i := strings.IndexByte(s, '\n'); i < 0 || i == len(s)-1 {
		return AppendString(dst, s)
	}
	return appendParts(dst, s, appendTriple)
}

// Plain reports whether s stands for itself between single quotes.
func Plain(s string) bool {
	return len(s) <= maxConstant && plainBytes(s) == len(s)
}

// Valid reports whether s is a string that a literal can hold unchanged: UTF-8,
// in which lone surrogates may have the three-byte form that WTF-8 gives them.
func Valid(s string) bool {
	if utf8.ValidString(s) {
		return true
	}
	for s != "" {
		r, n := decode(s)
		if r < 0 {
			return false
		}
		s = s[n:]
	}
	return true
}

// eof is the character that Groovy's lexer takes for the end of the file, even
// as an escape.
const eof = "\uffff"

// appendParts appends s as one literal, or as several joined ones when a single
// one would be beyond the limit of a class file or can't hold a character.
func appendParts(dst []byte, s string, literal func(dst []byte, s string) []byte) []byte {
	// A byte of s needs at most two bytes of modified UTF-8: NUL needs two, the
	// four bytes of an emoji need six.
	if 2*len(s) <= maxConstant && !strings.Contains(s, eof) {
		return literal(dst, s)
	}
	first, rest := cut(s)
	if rest == "" && !strings.HasPrefix(s, eof) {
		return literal(dst, s)
	}
	dst = append(dst, '[')
	for {
		if strings.HasPrefix(first, eof) {
			dst = append(dst, "(char) 65535"...)
		} else {
			dst = literal(dst, first)
		}
		if rest == "" {
			return append(dst, "].join('')"...)
		}
		dst = append(dst, ", "...)
		first, rest = cut(rest)
	}
}

// cut returns the longest head of s that fits one constant, and the rest.
func cut(s string) (head, rest string) {
	if strings.HasPrefix(s, eof) {
		return s[:len(eof)], s[len(eof):]
	}
	size := 0
	for i := 0; i < len(s); {
		r, n := decode(s[i:])
		switch {
		case r == 0xFFFF:
			return s[:i], s[i:]
		case r == 0:
			size += 2
		case r < 0:
			size += 3
		case r < utf8.RuneSelf:
			size++
		case r < 0x800:
			size += 2
		case r < 0x10000:
			size += 3
		default:
			size += 6
		}
		if size > maxConstant {
			return s[:i], s[i:]
		}
		i += n
	}
	return s, ""
}

// decode returns the first rune of s, surrogates included, and its size; the
// rune is -1 for a byte that belongs to none.
func decode(s string) (rune, int) {
	if s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	r, n := utf8.DecodeRuneInString(s)
	if r != utf8.RuneError || n != 1 {
		return r, n
	}
	if len(s) >= 3 && s[0] == 0xED && 0xA0 <= s[1] && s[1] <= 0xBF && 0x80 <= s[2] && s[2] <= 0xBF {
		return 0xD000 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return -1, 1
}

func appendQuoted(dst []byte, s string) []byte {
	dst = append(dst, '\'')
	dst = appendEscaped(dst, s, false)
	return append(dst, '\'')
}

func appendTriple(dst []byte, s string) []byte {
	dst = append(dst, `'''`...)
	// Text without a first line of its own begins on the line below.
	dst = append(dst, "\\\n"...)
	dst = appendEscaped(dst, s, true)
	return append(dst, `'''`...)
}

// plain tells the bytes that stand for themselves in a literal.
var plain = func() (t [256]bool) {
	for c := byte(' '); c < 0x7F; c++ {
		t[c] = c != '\'' && c != '\\'
	}
	return t
}()

// plainBytes returns how many bytes at the head of s stand for themselves. It
// looks at eight of them at once.
func plainBytes(s string) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if found := odd(word(s[i:])); found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for i < len(s) && plain[s[i]] {
		i++
	}
	return i
}

// word returns the first 8 bytes of s.
func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// odd returns w with the high bit set, of all bits, in the lowest byte that is
// not plain. Bytes above that one don't matter.
func odd(w uint64) uint64 {
	const ones = 0x0101010101010101
	const high = ones * 0x80
	quote, backslash := w^ones*'\'', w^ones*'\\'
	return (w | (w + ones) | (w - ones*' ') | (quote - ones) | (backslash - ones)) & high
}

func appendEscaped(dst []byte, s string, triple bool) []byte {
	for i := 0; i < len(s); {
		if plain[s[i]] {
			n := plainBytes(s[i:])
			dst = append(dst, s[i:i+n]...)
			i += n
			continue
		}
		r, size := decode(s[i:])
		switch {
		case (r == '\n' || r == '\t') && triple:
			dst = append(dst, byte(r))
		case r == '\'' && triple && i+1 < len(s) && s[i+1] != '\'' && !strings.HasSuffix(s[:i], "'"):
			dst = append(dst, '\'')
		case r == '\n':
			dst = append(dst, `\n`...)
		case r == '\r':
			dst = append(dst, `\r`...)
		case r == '\t':
			dst = append(dst, `\t`...)
		case r == '\\' && i+1 < len(s) && s[i+1] >= utf8.RuneSelf:
			// Groovy takes no \u for an escape that follows a backslash.
			dst = append(dst, `\134`...)
		case r == '\'' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r < 0:
			dst = appendUnit(dst, utf8.RuneError)
		case r < utf8.RuneSelf: // control characters
			dst = append(dst, '\\', '0', '0'+byte(r)>>3&7, '0'+byte(r)&7)
			if r == 0x7F {
				dst = append(dst[:len(dst)-4], `\177`...)
			}
		case r >= 0x10000:
			dst = appendUnit(dst, 0xD800+(r-0x10000)>>10)
			dst = appendUnit(dst, 0xDC00+(r-0x10000)&0x3FF)
		default:
			dst = appendUnit(dst, r)
		}
		i += size
	}
	return dst
}

func appendUnit(dst []byte, unit rune) []byte {
	const hex = "0123456789abcdef"
	return append(dst, '\\', 'u', hex[unit>>12&15], hex[unit>>8&15], hex[unit>>4&15], hex[unit&15])
}
