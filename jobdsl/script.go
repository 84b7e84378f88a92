package jobdsl

import (
	"fmt"
	"iter"
	"reflect"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Error is one finding about a script: where it is, what is wrong and what is
// allowed.
type Error = fieldpath.Error

// Script is a Job DSL script: its items. It is a text for whatever writes it:
// AppendText gives the Groovy source. Folders are written before what stands in
// them, whatever their order here; apart from that the order is kept.
type Script []Item

// Call is a call of the Job DSL that no struct stands for: of a plugin that the
// tables don't know. It can stand wherever an interface of this package is
// asked for, and in the Extra field of every struct.
type Call struct {
	// Name is the method's name.
	Name string
	// Args are the arguments: strings, bools, numbers, lists, maps with string
	// keys, nil, and [Source]. Strings are escaped, as everywhere.
	Args []any
	// Body is what stands in the closure after the arguments; nil for no
	// closure.
	Body []Call
}

// Pair is a name with its value, of several that stand in an order: environment
// variables, properties, parameters that are handed on.
type Pair struct {
	// Name is the name; it is required.
	Name string
	// Value is the value; it may be empty.
	Value string
}

// AppendText appends the script as Groovy source. When anything is wrong with
// the script, it returns all findings and dst as it was.
func (s Script) AppendText(dst []byte) ([]byte, error) {
	e := encoder{out: dst, path: make([]step, 0, 32)}
	e.script(s)
	if err := e.errs.Err(); err != nil {
		return dst, err
	}
	return e.out, nil
}

// MarshalText returns the script as Groovy source.
func (s Script) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// Validate returns what is wrong with the script, all of it, or nil.
func (s Script) Validate() error {
	_, err := s.AppendText(nil)
	return err
}

// WithFolders returns the script with a [Folder] added for each missing parent
// of its items.
func (s Script) WithFolders() Script {
	n := namesOf(s)
	var missing Script
	for i := range s {
		for parent := range parents(n.names[i]) {
			if key := fold(parent); !n.folders[key] {
				n.folders[key] = true
				missing = append(missing, Folder{Name: parent})
			}
		}
	}
	return append(missing, s...)
}

// partSize is how many items stand in one closure when a script has more: one
// method of a class file holds some 2,500.
const partSize = 200

func (e *encoder) script(s Script) {
	n := namesOf(s)
	order := n.order(s)
	e.names(s, n)
	split := len(s) > 2*partSize
	parts, inPart := 0, 0
	end := func() {
		if inPart == 0 {
			return
		}
		e.depth--
		e.out = fmt.Appendf(e.out, "}\npart%d()\n", parts)
		inPart = 0
	}
	first := true
	for _, i := range order {
		item := s[i]
		e.path = append(e.path[:0], at("", i))
		if item == nil {
			e.errs.Add(fieldpath.Required, e.at(), nil, "nil stands where an item must")
			continue
		}
		if _, ok := item.(ExistingFolder); ok {
			continue
		}
		_, raw := item.(Source)
		if raw || inPart == partSize {
			end()
		}
		if !first {
			e.out = append(e.out, '\n')
		}
		first = false
		if split && !raw {
			if inPart == 0 {
				parts++
				e.out = fmt.Appendf(e.out, "def part%d = {\n", parts)
				e.depth++
			}
			inPart++
		}
		e.item = n.calls[i]
		e.alternative(reflect.ValueOf(&s[i]).Elem())
	}
	end()
	e.path = e.path[:0]
}

// names are the names of a script's items.
type names struct {
	names   []string // full names without a leading slash; empty for items that have none
	calls   []string
	views   []bool
	folders map[string]bool // what can hold items, by folded name
	index   map[string]int  // items that are folders, by folded name
}

func namesOf(s Script) *names {
	n := &names{
		names: make([]string, len(s)), calls: make([]string, len(s)), views: make([]bool, len(s)),
		folders: map[string]bool{}, index: map[string]int{},
	}
	for i, item := range s {
		switch item := item.(type) {
		case nil, Queue, UserContent, ConfigFiles, Source:
			continue
		case ExistingFolder:
			n.folders[fold(strings.Trim(item.Name, "/"))] = true
			continue
		case Call:
			n.calls[i] = item.Name
			if len(item.Args) > 0 {
				n.names[i], _ = item.Args[0].(string)
			}
			n.views[i] = strings.HasSuffix(item.Name, "View")
			continue
		case View:
			n.views[i] = true
		}
		v := reflect.ValueOf(item)
		for v.Kind() == reflect.Pointer && !v.IsNil() {
			v = v.Elem()
		}
		if v.Kind() != reflect.Struct {
			continue
		}
		p := planOf(v.Type())
		n.calls[i] = p.name
		if len(p.args) == 0 || v.Field(p.args[0].index).Kind() != reflect.String {
			continue
		}
		n.names[i] = strings.TrimPrefix(v.Field(p.args[0].index).String(), "/")
		switch p.name {
		case "folder", "organizationFolder", "multibranchPipelineJob":
			key := fold(n.names[i])
			n.folders[key] = true
			if _, ok := n.index[key]; !ok {
				n.index[key] = i
			}
		}
	}
	return n
}

// fold returns a name as Jenkins compares it.
func fold(name string) string { return strings.ToLower(name) }

// parents goes through the folders that the item of a full name stands in,
// outermost first.
func parents(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 1; i < len(name); i++ {
			if name[i] == '/' && !yield(name[:i]) {
				return
			}
		}
	}
}

// order returns the items' indexes, folders before what stands in them.
func (n *names) order(s Script) []int {
	out := make([]int, 0, len(s))
	done := make([]bool, len(s))
	for i := range s {
		if done[i] {
			continue
		}
		for parent := range parents(n.names[i]) {
			if j, ok := n.index[fold(parent)]; ok && !done[j] {
				done[j] = true
				out = append(out, j)
			}
		}
		if !done[i] {
			done[i] = true
			out = append(out, i)
		}
	}
	return out
}

// names checks the names of the items.
func (e *encoder) names(s Script, n *names) {
	seen := map[string]int{}
	for i, name := range n.names {
		if name == "" {
			continue
		}
		at := func() *fieldpath.Path { return e.at().Index(i).Child(n.calls[i]).Child("name") }
		key := fold(name)
		if n.views[i] {
			key = "view " + key
		}
		if j, ok := seen[key]; ok {
			e.errs.Add(fieldpath.Duplicate, at(), name, fmt.Sprintf("item [%d] has this name too; Jenkins doesn't tell capitals from small letters", j))
		} else {
			seen[key] = i
		}
		for parent := range parents(name) {
			if !n.folders[fold(parent)] {
				e.errs.Add(fieldpath.NotFound, at(), name, "there is no folder "+parent+": add it, call WithFolders, or declare an ExistingFolder")
			}
		}
		if !goodName(name) {
			for part := range strings.SplitSeq(name, "/") {
				if problem := badName(part); problem != "" {
					e.errs.Add(fieldpath.Invalid, at(), name, problem)
					break
				}
			}
		}
	}
}

// goodName reports whether a full name is one without doubt: of letters, digits
// and hyphens.
func goodName(name string) bool {
	slash := true
	for i := range len(name) {
		switch c := name[i]; {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c == '-' || c == '_':
			slash = false
		case c == '/' && !slash:
			slash = true
		default:
			return false
		}
	}
	return !slash
}

// badName says why Jenkins refuses a name, or nothing.
func badName(name string) string {
	switch {
	case name == "":
		return "a part of the name is empty"
	case name == "." || name == "..":
		return "a part of the name is " + name
	case strings.HasSuffix(name, "."):
		return "a part of the name ends with a full stop"
	case strings.TrimSpace(name) != name:
		return "a part of the name begins or ends with a space"
	case strings.ContainsAny(name, `?*\%!@#$^&|<>[]:;`):
		return `a name must not have any of ? * \ % ! @ # $ ^ & | < > [ ] : ;`
	}
	for _, r := range name {
		if r < ' ' || r == 0x7F {
			return "a name must not have control characters"
		}
	}
	return ""
}
