// Package check runs the checks that struct tags and methods state, over any
// value, and reports every finding with its path.
//
// The tag key is jc; its options are separated by commas:
//
//	required        the field must be set
//	enum=A|B        a string field holds one of these, or nothing
//	secret          a string field holds a reference, never a literal
//	ref=KIND        a string field names a thing of that kind that is declared elsewhere
//	decl=KIND       a string field declares a thing of that kind
//	symbol=NAME     the name of the alternative that the struct is; part of paths
//	                (or the dsl tag of an embedded marker)
//
// A type that has a method Validate() error states with it what concerns one
// value of that type alone, its parts aside: the walk reaches those by itself.
//
// Names in paths are those of the json tag, else those of the dsl tag, else the
// Go name with a small first letter.
package check

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"unsafe"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
	"github.com/jenkinscode/jenkinscode/internal/memory"
)

// validator is what a type has that checks values of its own.
type validator interface{ Validate() error }

// Value returns the findings in v and everything below it.
func Value(v any) fieldpath.List {
	w := walkers.Get().(*walker)
	w.walk(v, validate)
	list := w.list
	w.release()
	return list
}

// Names calls ref for each string in v, or below it, that names a thing declared
// elsewhere (its field is tagged ref=KIND), and decl for each that declares one
// (tagged decl=KIND), unless the string is empty. Either may be nil.
func Names(v any, ref, decl Found) {
	w := walkers.Get().(*walker)
	w.ref, w.decl = ref, decl
	var m mode
	if ref != nil {
		m |= refs
	}
	if decl != nil {
		m |= decls
	}
	w.walk(v, m)
	w.release()
}

// Strings calls f for each string in v, or below it, tagged or not.
func Strings(v any, f func(at Place, s string)) {
	w := walkers.Get().(*walker)
	w.all = f
	w.walk(v, texts)
	w.release()
}

// Found is told of a name: of which kind of thing, where it stands, and what it is.
type Found func(kind string, at Place, name string)

// Place returns where the value that a function is called for stands. It must
// be called, if at all, before that function returns.
type Place func() *fieldpath.Path

// mode is a set of things to do.
type mode byte

const (
	validate mode = 1 << iota
	refs
	decls
	texts
	everything = validate | refs | decls | texts
)

// maxDepth bounds the walk, so that a value that contains itself ends it.
const maxDepth = 500

type walker struct {
	mode  mode
	list  fieldpath.List
	ref   Found
	decl  Found
	all   func(at Place, s string)
	place Place // the method path
	steps []step
	depth int
	root  any
}

// step is one element of the path to the value in hand.
type step struct {
	in    *plan  // whose field it is; nil for none
	name  string // of what is no field; empty for an index
	index int    // of the field or element
	key   bool
}

var walkers = sync.Pool{New: func() any {
	w := new(walker)
	w.place = w.path
	return w
}}

func (w *walker) release() {
	w.list, w.ref, w.decl, w.all, w.root = nil, nil, nil, nil, nil
	w.steps, w.depth = w.steps[:0], 0
	walkers.Put(w)
}

// push adds a step to the path, of a field of in or of something else that has a
// name or none. It is likely to be the one that stood there last, and while the
// garbage collector runs a pointer takes longer to write than to compare.
func (w *walker) push(in *plan, name string) *step {
	n := len(w.steps)
	if n == cap(w.steps) {
		w.steps = slices.Grow(w.steps, n+16)
	}
	w.steps = w.steps[:n+1]
	s := &w.steps[n]
	if s.in != in {
		s.in = in
	}
	if s.name != name {
		s.name = name
	}
	s.index, s.key = 0, false
	return s
}

func (w *walker) walk(v any, m mode) {
	if v == nil {
		return
	}
	w.root, w.mode = v, m
	w.dynamic(unsafe.Pointer(&w.root), false, false, &noTag)
}

func (w *walker) path() *fieldpath.Path {
	var p *fieldpath.Path
	for _, s := range w.steps {
		switch {
		case s.in != nil:
			if name := s.in.fields[s.index].name; name != "" {
				p = p.Child(name)
			}
		case s.key:
			p = p.Key(s.name)
		case s.name == "":
			p = p.Index(s.index)
		default:
			p = p.Child(s.name)
		}
	}
	return p
}

// dynamic walks what the interface at p holds, whose type has methods or not.
func (w *walker) dynamic(p unsafe.Pointer, methods, slot bool, t *tag) {
	pl := planOf(memory.Type(p, methods), w.mode)
	w.value(memory.In(p, pl.direct), pl, slot, t)
}

// value walks the value of plan pl at p. In a slot of interface type its symbol
// joins the path. t is that of the field which the value, or the list that it
// is in, stands in.
func (w *walker) value(p unsafe.Pointer, pl *plan, slot bool, t *tag) {
	switch {
	case pl.idle && t.modes&w.mode == 0:
		return
	case pl.kind == reflect.String && !pl.validates:
		w.text(*(*string)(p), t)
		return
	}
	if w.depth == maxDepth {
		if w.mode == validate {
			w.list.Add(fieldpath.Limit, w.path(), nil, "nested too deeply, or a value that contains itself")
		}
		return
	}
	w.depth++
	depth := len(w.steps)
	switch pl.kind {
	case reflect.Pointer:
		if q := *(*unsafe.Pointer)(p); q != nil {
			elem := pl.elem.get()
			if elem.pointed {
				w.call(q, elem)
			}
			w.value(q, elem, slot, t)
		}
	case reflect.Interface:
		if !memory.IsNil(p) {
			w.dynamic(p, pl.methods, true, t)
		}
	case reflect.Struct:
		if slot {
			w.symbol(p, pl)
		}
		if pl.validates {
			w.call(p, pl)
		}
		w.fields(p, pl)
	default:
		if pl.validates {
			w.call(p, pl)
		}
		w.contents(p, pl, t)
	}
	w.steps = w.steps[:depth]
	w.depth--
}

// symbol puts the symbol of the struct at p into the path.
func (w *walker) symbol(p unsafe.Pointer, pl *plan) {
	if s := pl.symbolOf(p); w.all != nil && live.Has(s) {
		w.all(w.place, s) // a reference that selects the alternative
	} else if s != "" {
		w.push(nil, s)
	}
}

// contents walks what is in the value at p, which is no struct.
func (w *walker) contents(p unsafe.Pointer, pl *plan, t *tag) {
	switch pl.kind {
	case reflect.String:
		w.text(*(*string)(p), t)
	case reflect.Slice:
		s := (*memory.Slice)(p)
		w.elements(s.Data, s.Len, pl, t)
	case reflect.Array:
		w.elements(p, pl.typ.Len(), pl, t)
	case reflect.Map:
		w.entries(p, pl, t)
	}
}

func (w *walker) elements(p unsafe.Pointer, n int, pl *plan, t *tag) {
	if n == 0 {
		return
	}
	depth := len(w.steps)
	w.push(nil, "")
	elem := pl.elem.get()
	for i := range n {
		w.steps[depth].index = i
		w.value(unsafe.Add(p, uintptr(i)*elem.size), elem, false, t)
	}
}

func (w *walker) entries(p unsafe.Pointer, pl *plan, t *tag) {
	if *(*unsafe.Pointer)(p) == nil {
		return
	}
	depth := len(w.steps)
	w.push(nil, "").key = t == &noTag || t.name != "" // below an inline map keys are attributes
	elem := pl.elem.get()
	entries := pl.sorted.Sorted(p, reflect.Value.String)
	for i := range entries.Len() {
		name, value := entries.At(i)
		w.steps[depth].name = name
		w.value(value, elem, false, t)
	}
	entries.Release()
}

// fields walks the fields of the struct at p.
func (w *walker) fields(p unsafe.Pointer, pl *plan) {
	depth := len(w.steps)
	w.push(pl, "")
	for i := range pl.fields {
		f := &pl.fields[i]
		zero := f.isZero(p)
		switch {
		case zero && !f.required:
			continue
		case f.required && (zero || f.isEmpty(p)):
			w.steps[depth].index = i
			w.missing(p, pl, f)
		default:
			w.steps[depth].index = i
			w.value(unsafe.Add(p, f.offset), f.plan.get(), false, f.tag)
		}
	}
	w.steps = w.steps[:depth]
}

// missing reports a required field that is not set, unless the inline map has it.
func (w *walker) missing(p unsafe.Pointer, pl *plan, f *field) {
	if pl.extra >= 0 {
		if _, ok := (*(*map[string]any)(unsafe.Add(p, pl.extra)))[f.name]; ok {
			return
		}
	}
	w.list.Add(fieldpath.Required, w.path(), nil, "it must be set", f.tag.enum...)
}

func (w *walker) text(s string, t *tag) {
	if w.all != nil {
		w.all(w.place, s)
		return
	}
	if s == "" {
		return
	}
	if w.ref != nil && t.ref != "" {
		w.ref(t.ref, w.place, s)
	}
	if w.decl != nil && t.decl != "" {
		w.decl(t.decl, w.place, s)
	}
	if w.mode != validate {
		return
	}
	if len(t.enum) > 0 && !slices.Contains(t.enum, s) {
		switch {
		case !live.Has(s):
			w.list.Add(fieldpath.NotOneOf, w.path(), s, "", t.enum...)
		case refers(s):
			w.list.Add(fieldpath.NotOneOf, w.path(), nil, "Jenkins resolves no reference where one of a few names must stand", t.enum...)
		}
	}
	if t.secret && literal(s) {
		w.list.Add(fieldpath.Secret, w.path(), nil, "spell a reference to where the secret is kept")
	}
}

// literal reports whether a secret stands in s itself: s has no reference, or one
// with a default, or one that only decodes text.
func literal(s string) bool {
	if !live.Has(s) {
		return true
	}
	for p := range live.Parts(s) {
		if p.Language != live.JCasC || strings.HasPrefix(p.Text, "}l") { // casc.Insecure
			continue
		}
		name, fallback, _ := strings.Cut(p.Text, ":-")
		if fallback != "" && !live.Has(name) && !live.Has(fallback) {
			return true
		}
		prefix, arg, _ := strings.Cut(p.Text, ":")
		if slices.Contains([]string{"base64", "decodebase64", "trim", "json"}, strings.ToLower(prefix)) && !live.Has(arg) {
			return true
		}
	}
	return false
}

// refers reports whether s holds a reference of JCasC.
func refers(s string) bool {
	for p := range live.Parts(s) {
		if p.Language == live.JCasC {
			return true
		}
	}
	return false
}

// call has the value at p check itself.
func (w *walker) call(p unsafe.Pointer, pl *plan) {
	if err := memory.At(pl.validator, p).Validate(); err != nil {
		w.list.Append(w.path(), err)
	}
}
