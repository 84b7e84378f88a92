// Package live keeps literal text and live expressions apart inside ordinary
// Go strings.
//
// In this module every string is literal: whatever stands in it reaches its
// final reader unchanged, through every language on the way. A function such as
// casc.Var returns a string in which the expression is wrapped in two Unicode
// noncharacters. Such a string can be concatenated and formatted like any other;
// the encoder of the language that the expression is written in makes it live,
// and every other encoder reports it, so the two can't be confused.
package live

import (
	"iter"
	"strconv"
	"strings"
)

// Language is a language that an expression can be live in.
type Language byte

// The languages.
const (
	// JCasC is the variable syntax of the configuration-as-code plugin; the
	// expression is what stands between ${ and }.
	JCasC Language = 'j'
	// Template is Go template as Helm runs it over chart values; the
	// expression is what stands between {{ and }}.
	Template Language = 't'
	// Groovy is the language of Job DSL scripts; the expression is Groovy.
	Groovy Language = 'g'
)

func (l Language) known() bool { return l == JCasC || l == Template || l == Groovy }

// The marks are Unicode noncharacters, which no text to be exchanged holds.
const (
	open  = "\uFDD0"
	close = "\uFDD1"
)

// Mark returns a string that is the expression expr, live in language l.
func Mark(l Language, expr string) string {
	return open + string([]byte{byte(l)}) + expr + close
}

// Has reports whether s holds a live part (or a stray mark).
func Has(s string) bool {
	// Both marks share their first two bytes, and the first is rare.
	for {
		i := strings.IndexByte(s, open[0])
		if i < 0 || len(s) < i+3 {
			return false
		}
		if s[i+1] == open[1] && (s[i+2] == open[2] || s[i+2] == close[2]) {
			return true
		}
		s = s[i+1:]
	}
}

// Part is a stretch of a string: literal text, or a live expression.
type Part struct {
	Language Language // zero for literal text
	Text     string   // the literal text or the expression
}

// Parts returns the parts of s in order. Live parts may hold live parts in
// turn: their expression is then not plain text, and its own Parts tell. A mark
// without its partner comes as literal text that Has reports.
func Parts(s string) iter.Seq[Part] {
	return func(yield func(Part) bool) {
		for s != "" {
			start := strings.Index(s, open)
			end := -1
			if start >= 0 {
				end = matching(s[start:])
			}
			if end < 0 {
				yield(Part{Text: s})
				return
			}
			if start > 0 && !yield(Part{Text: s[:start]}) {
				return
			}
			inner := s[start+len(open) : start+end]
			if !yield(Part{Language: Language(inner[0]), Text: inner[1:]}) {
				return
			}
			s = s[start+end+len(close):]
		}
	}
}

// Alone returns the live part that s consists of, if that holds none in turn.
func Alone(s string) (p Part, ok bool) {
	if len(s) < len(open)+1+len(close) || s[:len(open)] != open || s[len(s)-len(close):] != close {
		return p, false
	}
	inner := s[len(open) : len(s)-len(close)]
	l := Language(inner[0])
	return Part{l, inner[1:]}, l.known() && !Has(inner)
}

// matching returns the offset in s, which begins with open, of the close that
// belongs to it; -1 when there is none or no known language follows open.
func matching(s string) int {
	if len(s) == len(open) {
		return -1
	}
	if !Language(s[len(open)]).known() {
		return -1
	}
	depth := 0
	for i := 0; i+3 <= len(s); {
		switch s[i : i+3] {
		case open:
			depth++
			i += 3
		case close:
			depth--
			if depth == 0 {
				return i
			}
			i += 3
		default:
			i++
		}
	}
	return -1
}

// nothing is what puts back nothing.
var nothing = strings.NewReplacer()

// Hide replaces the parts of s that are live in language l, at any depth, by
// tokens of noncharacters that are plain text to every other language, and
// returns what puts them back.
func Hide(s string, l Language) (hidden string, restore *strings.Replacer) {
	begin := open + string([]byte{byte(l)})
	if !strings.Contains(s, begin) {
		return s, nothing
	}
	var out strings.Builder
	var pairs []string
	for {
		i := strings.Index(s, begin)
		if i < 0 {
			break
		}
		out.WriteString(s[:i])
		s = s[i:]
		end := matching(s)
		if end < 0 {
			out.WriteString(open)
			s = s[len(open):]
			continue
		}
		end += len(close)
		token := "\uFDD2" + strconv.Itoa(len(pairs)/2) + "\uFDD3"
		pairs = append(pairs, token, s[:end])
		out.WriteString(token)
		s = s[end:]
	}
	out.WriteString(s)
	return out.String(), strings.NewReplacer(pairs...)
}
