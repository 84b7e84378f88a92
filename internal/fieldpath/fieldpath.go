// Package fieldpath holds the one shape that errors have in this module: where
// in the value the user wrote, what is wrong there, and what is allowed.
//
// Validation collects every finding in a [List] and returns it with [List.Err],
// sorted by path and joined, so that a user mends all of them in one pass.
package fieldpath

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Path is a place in a value: field names, list indexes and map keys. The nil
// Path is the root. A Path is immutable, so that branches may share a stem.
type Path struct {
	parent *Path
	name   string // field name, or map key when keyed
	index  int    // list index when name is empty
	keyed  bool
}

// Child returns the path of a field below p.
func (p *Path) Child(name string) *Path { return &Path{parent: p, name: name} }

// Index returns the path of element i of the list at p.
func (p *Path) Index(i int) *Path { return &Path{parent: p, index: i} }

// Key returns the path of the element that key selects at p: an entry of a map,
// or the element of a list that has that name.
func (p *Path) Key(key string) *Path { return &Path{parent: p, name: key, keyed: true} }

// String returns the path as controllers[hoge].casc.jenkins.clouds[0].
func (p *Path) String() string {
	if p == nil {
		return ""
	}
	return string(p.append(make([]byte, 0, 128)))
}

func (p *Path) append(b []byte) []byte {
	if p == nil {
		return b
	}
	b = p.parent.append(b)
	switch {
	case p.keyed:
		b = append(b, '[')
		b = append(b, p.name...)
		return append(b, ']')
	case p.name == "":
		b = append(b, '[')
		b = strconv.AppendInt(b, int64(p.index), 10)
		return append(b, ']')
	}
	if len(b) > 0 {
		b = append(b, '.')
	}
	return append(b, p.name...)
}

// Kind says what sort of mistake an [Error] reports.
type Kind string

// The kinds of mistakes.
const (
	Required  Kind = "required"          // nothing stands where something must
	Invalid   Kind = "invalid value"     // the value is not of the form that is needed
	NotOneOf  Kind = "unsupported value" // the value is not in a closed list of allowed ones
	Duplicate Kind = "duplicate"         // the value stands elsewhere too and must not
	NotFound  Kind = "not found"         // the value names something that does not exist
	Conflict  Kind = "conflict"          // the value contradicts another one
	Unknown   Kind = "unknown field"     // the reader does not know a field of this name
	Forbidden Kind = "forbidden"         // the field must not be set here
	Secret    Kind = "literal secret"    // a secret stands where only a reference may; the value is not shown
	Limit     Kind = "too large"         // the value is beyond a limit of the reader
	Lost      Kind = "lost"              // the engine would drop the value silently
)

// Error is one finding: a place, what is wrong there, and what is allowed.
type Error struct {
	// Kind is the sort of mistake.
	Kind Kind
	// Path is the place, as in controllers[hoge].casc.jenkins.clouds[0]; empty
	// for the value as a whole.
	Path string
	// Pos is the file and line of a text that was read, as in jenkins.yaml:12;
	// empty for a value that was made in Go.
	Pos string
	// Value is the offending value; nil when there is none to show.
	Value any
	// Detail says in words what is wrong and what to do.
	Detail string
	// Allowed lists the values that are allowed, where that list is closed.
	Allowed []string
}

// Error returns position, path, kind, value, detail and the allowed values on one line.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Pos != "" {
		b.WriteString(e.Pos)
		b.WriteString(": ")
	}
	if e.Path != "" {
		b.WriteString(e.Path)
		b.WriteString(": ")
	}
	b.WriteString(string(e.Kind))
	if e.Value != nil && e.Kind != Secret {
		b.WriteString(" ")
		if s, ok := e.Value.(string); ok {
			b.WriteString(strconv.Quote(shorten(s)))
		} else {
			b.WriteString(shorten(fmt.Sprint(e.Value)))
		}
	}
	if e.Detail != "" {
		b.WriteString(": ")
		b.WriteString(e.Detail)
	}
	if len(e.Allowed) > 0 {
		b.WriteString(" (allowed: ")
		b.WriteString(strings.Join(e.Allowed, ", "))
		b.WriteString(")")
	}
	return b.String()
}

// shorten keeps an error readable when the offending value is a whole script.
func shorten(s string) string {
	const most = 200
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// List collects findings.
type List []*Error

// Add appends a finding at path.
func (l *List) Add(kind Kind, path *Path, value any, detail string, allowed ...string) {
	*l = append(*l, &Error{Kind: kind, Path: path.String(), Value: value, Detail: detail, Allowed: allowed})
}

// Append adds the findings of err, each with its path placed below path. An
// error of another type becomes an [Invalid] finding at path.
func (l *List) Append(path *Path, err error) {
	for _, e := range Errors(err) {
		moved := *e
		moved.Path = join(path.String(), e.Path)
		*l = append(*l, &moved)
	}
}

func join(stem, rest string) string {
	if stem == "" || rest == "" || rest[0] == '[' {
		return stem + rest
	}
	return stem + "." + rest
}

// Err returns nil for an empty list, and otherwise all findings joined, sorted
// by path and without repetitions.
func (l List) Err() error {
	if len(l) == 0 {
		return nil
	}
	sorted := slices.Clone(l)
	slices.SortStableFunc(sorted, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Error(), b.Error()))
	})
	sorted = slices.CompactFunc(sorted, func(a, b *Error) bool { return a.Error() == b.Error() })
	errs := make([]error, len(sorted))
	for i, e := range sorted {
		errs[i] = e
	}
	return errors.Join(errs...)
}

// Errors returns the findings in err, joined ones and wrapped ones included. An
// error in which there is no finding comes back as one [Invalid] finding that
// has its text; nil comes back as none.
func Errors(err error) []*Error {
	if err == nil {
		return nil
	}
	if e, ok := err.(*Error); ok { //nolint:errorlint // the tree is walked by hand to keep every branch
		return []*Error{e}
	}
	if _, ok := errors.AsType[*Error](err); !ok {
		return []*Error{{Kind: Invalid, Detail: err.Error()}}
	}
	if one := errors.Unwrap(err); one != nil {
		return Errors(one)
	}
	var out []*Error
	if many, ok := err.(interface{ Unwrap() []error }); ok { //nolint:errorlint // likewise
		for _, one := range many.Unwrap() {
			out = append(out, Errors(one)...)
		}
	}
	return out
}
