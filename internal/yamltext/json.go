package yamltext

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// json writes the JSON text b, in its own order.
func (e *encoder) json(b []byte, n int) {
	if end := len(b) - 1; end > 0 && b[0] == '"' && b[end] == '"' && simple(b[1:end]) {
		e.str(view(b[1:end]), n)
		return
	}
	if !json.Valid(b) {
		e.fail(fieldpath.Invalid, string(b), "not valid JSON")
		e.atom(`""`)
		return
	}
	r := reader{rest: bytes.TrimSpace(b)}
	e.jsonValue(&r, n)
}

// simple reports whether b stands for itself between the quotes of JSON.
func simple(b []byte) bool {
	for _, c := range b {
		if c < ' ' || c >= 0x7F || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// reader goes through JSON text that is known to be valid.
type reader struct{ rest []byte }

// peek returns the next byte that is not white space.
func (r *reader) peek() byte {
	i := 0
	for r.rest[i] == ' ' || r.rest[i] == '\n' || r.rest[i] == '\t' || r.rest[i] == '\r' {
		i++
	}
	r.rest = r.rest[i:]
	return r.rest[0]
}

func (r *reader) next() byte {
	c := r.peek()
	r.rest = r.rest[1:]
	return c
}

// str returns the string that begins with the next byte.
func (r *reader) str() string {
	i, plain := 1, true
	for ; r.rest[i] != '"'; i++ {
		if r.rest[i] == '\\' {
			plain = false
			i++
		}
	}
	text := r.rest[:i+1]
	r.rest = r.rest[i+1:]
	if plain && utf8.Valid(text) {
		return view(text[1:i])
	}
	var s string
	_ = json.Unmarshal(text, &s) // it is valid
	return s
}

// word returns the number or name that begins with the next byte.
func (r *reader) word() string {
	i := 0
	for i < len(r.rest) && !strings.ContainsRune(",]} \t\r\n", rune(r.rest[i])) {
		i++
	}
	s := string(r.rest[:i])
	r.rest = r.rest[i:]
	return s
}

func (e *encoder) jsonValue(r *reader, n int) {
	switch r.peek() {
	case '{':
		e.jsonObject(r, n)
	case '[':
		e.jsonList(r, n)
	case '"':
		e.str(r.str(), n)
	case 'n':
		r.word()
		e.null()
	case 't', 'f':
		e.atom(r.word())
	default:
		e.number(r.word())
	}
}

func (e *encoder) jsonObject(r *reader, n int) {
	r.next()
	if r.peek() == '}' {
		r.next()
		e.atom("{}")
		return
	}
	if !e.enter() {
		e.skip(r)
		return
	}
	n += 2
	depth := len(e.path)
	e.push(nil, child)
	seen := map[string]bool{}
	for {
		e.entry(n, len(seen) == 0)
		r.peek()
		name := r.str()
		e.path[depth].name = name
		if seen[name] {
			e.fail(fieldpath.Duplicate, nil, "the JSON of this value has the key twice")
		}
		seen[name] = true
		r.next() // the colon
		e.key(name, n)
		e.jsonValue(r, n)
		if r.next() == '}' {
			break
		}
	}
	e.path = e.path[:depth]
	e.leave()
}

func (e *encoder) jsonList(r *reader, n int) {
	r.next()
	if r.peek() == ']' {
		r.next()
		e.atom("[]")
		return
	}
	if !e.enter() {
		e.skip(r)
		return
	}
	if e.inline {
		n += 2
	}
	depth := len(e.path)
	e.push(nil, index)
	for {
		e.dash(n, e.path[depth].index == 0)
		e.jsonValue(r, n)
		if r.next() == ']' {
			break
		}
		e.path[depth].index++
	}
	e.path = e.path[:depth]
	e.leave()
}

// skip goes to the end of a collection that has been entered.
func (e *encoder) skip(r *reader) {
	for open := 1; open > 0; {
		switch r.peek() {
		case '"':
			r.str()
			continue
		case '{', '[':
			open++
		case '}', ']':
			open--
		}
		r.next()
	}
}
