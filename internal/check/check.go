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
	"cmp"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
	"github.com/jenkinscode/jenkinscode/internal/memory"
)

// validator is what a type has that checks values of its own.
type validator interface{ Validate() error }

// Value returns the findings in v and everything below it.
func Value(v any) fieldpath.List {
	w := walker{mode: validate}
	w.root(v)
	return w.list
}

// Names calls ref for each string in v, or below it, that names a thing declared
// elsewhere (its field is tagged ref=KIND), and decl for each that declares one
// (tagged decl=KIND), unless the string is empty. Either may be nil.
func Names(v any, ref, decl Found) {
	w := walker{ref: ref, decl: decl}
	if ref != nil {
		w.mode |= refs
	}
	if decl != nil {
		w.mode |= decls
	}
	w.root(v)
}

// Strings calls f for each string in v, or below it, tagged or not.
func Strings(v any, f func(at Place, s string)) {
	w := walker{mode: texts, all: f}
	w.root(v)
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
}

// step is one element of the path to the value in hand.
type step struct {
	name  string // empty for an index
	index int
	key   bool
}

func (w *walker) root(v any) {
	if v == nil {
		return
	}
	w.place = w.path
	w.steps = make([]step, 0, 16)
	w.dynamic(reflect.TypeFor[any](), unsafe.Pointer(&v), false, nil)
}

func (w *walker) path() *fieldpath.Path {
	var p *fieldpath.Path
	for _, s := range w.steps {
		switch {
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

// dynamic walks what the interface of type t at p holds.
func (w *walker) dynamic(t reflect.Type, p unsafe.Pointer, slot bool, f *field) {
	pl := planOf(memory.Type(t, p))
	w.value(memory.In(p, pl.direct), pl, slot, f)
}

// value walks the value of plan pl at p. In a slot of interface type its symbol
// joins the path. f is the field that the value, or the list that it is in,
// stands in.
func (w *walker) value(p unsafe.Pointer, pl *plan, slot bool, f *field) {
	if w.mode&pl.modes == 0 && (f == nil || w.mode&f.own == 0) {
		return
	}
	if w.depth == maxDepth {
		if w.mode&validate != 0 {
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
			if w.mode&validate != 0 && elem.pointed {
				w.call(q, elem)
			}
			w.value(q, elem, slot, f)
		}
		w.depth--
		return
	case reflect.Interface:
		if !memory.IsNil(p) {
			w.dynamic(pl.typ, p, true, f)
		}
		w.depth--
		return
	case reflect.Struct:
		if slot {
			if s := pl.symbolOf(p); w.all != nil && live.Has(s) {
				w.all(w.place, s) // a reference that selects the alternative
			} else if s != "" {
				w.steps = append(w.steps, step{name: s})
			}
		}
	}
	if w.mode&validate != 0 && pl.validates {
		w.call(p, pl)
	}
	switch pl.kind {
	case reflect.String:
		w.text(*(*string)(p), f)
	case reflect.Struct:
		for i := range pl.fields {
			if f := &pl.fields[i]; w.mode&f.modes != 0 {
				w.field(p, pl, f)
			}
		}
	case reflect.Slice:
		s := (*memory.Slice)(p)
		w.elements(s.Data, s.Len, pl, f)
	case reflect.Array:
		w.elements(p, pl.typ.Len(), pl, f)
	case reflect.Map:
		w.entries(reflect.NewAt(pl.typ, p).Elem(), pl, f)
	}
	w.steps = w.steps[:depth]
	w.depth--
}

func (w *walker) elements(p unsafe.Pointer, n int, pl *plan, f *field) {
	depth := len(w.steps)
	w.steps = append(w.steps, step{})
	elem := pl.elem.get()
	for i := range n {
		w.steps[depth].index = i
		w.value(unsafe.Add(p, uintptr(i)*elem.size), elem, false, f)
	}
}

func (w *walker) entries(v reflect.Value, pl *plan, f *field) {
	if v.Len() == 0 {
		return
	}
	keys := v.MapKeys()
	if len(keys) > 1 {
		slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
	}
	depth := len(w.steps)
	w.steps = append(w.steps, step{key: f == nil || f.name != ""}) // below an inline map keys are attributes
	elem := pl.elem.get()
	value := reflect.New(elem.typ)
	for _, k := range keys {
		w.steps[depth].name = k.String()
		value.Elem().Set(v.MapIndex(k))
		w.value(value.UnsafePointer(), elem, false, f)
	}
}

// field walks a field of the struct at p.
func (w *walker) field(p unsafe.Pointer, pl *plan, f *field) {
	at := unsafe.Add(p, f.offset)
	if f.zero(at, w.mode) {
		if w.mode&validate != 0 && f.required {
			w.missing(p, pl, f)
		}
		return
	}
	if w.mode&validate != 0 && f.required && (f.kind == reflect.Slice || f.kind == reflect.Map) && reflect.NewAt(f.plan.typ, at).Elem().Len() == 0 {
		w.missing(p, pl, f)
		return
	}
	if f.name == "" {
		w.value(at, f.plan.get(), false, f)
		return
	}
	w.steps = append(w.steps, step{name: f.name})
	w.value(at, f.plan.get(), false, f)
	w.steps = w.steps[:len(w.steps)-1]
}

// missing reports a required field that is not set, unless the inline map has it.
func (w *walker) missing(p unsafe.Pointer, pl *plan, f *field) {
	if pl.extra >= 0 {
		if _, ok := (*(*map[string]any)(unsafe.Add(p, pl.extra)))[f.name]; ok {
			return
		}
	}
	at := w.path()
	if f.name != "" {
		at = at.Child(f.name)
	}
	w.list.Add(fieldpath.Required, at, nil, "it must be set", f.enum...)
}

func (w *walker) text(s string, f *field) {
	if w.all != nil {
		w.all(w.place, s)
		return
	}
	if s == "" || f == nil {
		return
	}
	if w.ref != nil && f.ref != "" {
		w.ref(f.ref, w.place, s)
	}
	if w.decl != nil && f.decl != "" {
		w.decl(f.decl, w.place, s)
	}
	if w.mode&validate == 0 {
		return
	}
	if len(f.enum) > 0 && !slices.Contains(f.enum, s) {
		switch {
		case !live.Has(s):
			w.list.Add(fieldpath.NotOneOf, w.path(), s, "", f.enum...)
		case refers(s):
			w.list.Add(fieldpath.NotOneOf, w.path(), nil, "Jenkins resolves no reference where one of a few names must stand", f.enum...)
		}
	}
	if f.secret && literal(s) {
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
	if err := reflect.NewAt(pl.typ, p).Interface().(validator).Validate(); err != nil {
		w.list.Append(w.path(), err)
	}
}

// plan is what there is to do for a type.
type plan struct {
	typ       reflect.Type
	kind      reflect.Kind
	size      uintptr
	modes     mode // what there may be to do in a value, or below it
	direct    bool // see [memory.Direct]
	validates bool // the type has Validate
	pointed   bool // only its pointer has
	elem      *lazy
	fields    []field
	symbol    string
	symbolAt  int // offset of the string field that holds the symbol; -1 for none
	extra     int // offset of the inline map; -1 for none
}

// lazy is the plan of a type that is made when there is a value to walk: most
// types that a value may hold, it does not.
type lazy struct {
	typ  reflect.Type
	plan atomic.Pointer[plan]
}

func (l *lazy) get() *plan {
	p := l.plan.Load()
	if p == nil {
		p = planOf(l.typ)
		l.plan.Store(p)
	}
	return p
}

type field struct {
	offset   uintptr
	kind     reflect.Kind
	size     uintptr
	plan     *lazy
	name     string // empty for an embedded or inline field
	own      mode   // what its tag asks for
	modes    mode   // that, and what there may be to do in its value
	required bool
	secret   bool
	ref      string
	decl     string
	enum     []string
}

func (pl *plan) symbolOf(p unsafe.Pointer) string {
	if pl.symbolAt >= 0 {
		return *(*string)(unsafe.Add(p, pl.symbolAt))
	}
	return pl.symbol
}

// zero reports whether the field at p is zero. Of a struct that holds an empty
// string it may report false where nothing is to be validated.
func (f *field) zero(p unsafe.Pointer, m mode) bool {
	switch f.kind {
	case reflect.Pointer, reflect.Interface, reflect.Map, reflect.Slice:
		return *(*unsafe.Pointer)(p) == nil
	case reflect.String:
		return *(*string)(p) == ""
	}
	return memory.Zero(p, f.size) || m&validate != 0 && reflect.NewAt(f.plan.typ, p).Elem().IsZero()
}

var (
	plans         memory.Table[plan]
	modes         memory.Table[mode]
	validatorType = reflect.TypeFor[validator]()
)

func planOf(t reflect.Type) *plan {
	if p := plans.Get(t); p != nil {
		return p
	}
	return plans.Keep(t, compile(t))
}

func compile(t reflect.Type) *plan {
	p := &plan{
		typ: t, kind: t.Kind(), size: t.Size(), modes: modesOf(t), direct: memory.Direct(t),
		validates: t.Implements(validatorType), symbolAt: -1, extra: -1,
	}
	p.pointed = !p.validates && reflect.PointerTo(t).Implements(validatorType)
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		p.elem = &lazy{typ: t.Elem()}
	case reflect.Struct:
		p.addFields()
	}
	return p
}

func (p *plan) addFields() {
	for i := range p.typ.NumField() {
		sf := p.typ.Field(i)
		options := parse(sf.Tag.Get("jc"))
		if s, ok := options["symbol"]; ok {
			if s == "" && sf.Type.Kind() == reflect.String {
				p.symbolAt = int(sf.Offset)
			} else {
				p.symbol = s
			}
			continue
		}
		if !sf.IsExported() {
			continue
		}
		if name, _, _ := strings.Cut(sf.Tag.Get("dsl"), ","); sf.Anonymous && name != "" && sf.Type.Kind() == reflect.Struct && sf.Type.NumField() == 0 {
			p.symbol = name
			continue
		}
		if sf.Type == reflect.TypeFor[map[string]any]() && strings.HasSuffix(sf.Tag.Get("json"), ",inline") {
			p.extra = int(sf.Offset)
		}
		own := tagModes(options)
		all := own | modesOf(sf.Type)
		if all == 0 {
			continue
		}
		f := field{
			offset: sf.Offset, kind: sf.Type.Kind(), size: sf.Type.Size(), plan: &lazy{typ: sf.Type},
			name: nameOf(sf), own: own, modes: all, ref: options["ref"], decl: options["decl"],
		}
		_, f.required = options["required"]
		_, f.secret = options["secret"]
		if e := options["enum"]; e != "" {
			f.enum = strings.Split(e, "|")
		}
		p.fields = append(p.fields, f)
	}
}

// tagModes returns what a field's tag asks for.
func tagModes(options map[string]string) (m mode) {
	for name := range options {
		switch name {
		case "required", "secret", "enum":
			m |= validate
		case "ref":
			m |= refs
		case "decl":
			m |= decls
		}
	}
	return m
}

// modesOf returns what there may be to do in a value of type t, or below it.
func modesOf(t reflect.Type) mode {
	if m := modes.Get(t); m != nil {
		return *m
	}
	m := reach(t, map[reflect.Type]bool{})
	return *modes.Keep(t, &m)
}

// reach is modesOf without the types in seen, which the caller has reached.
func reach(t reflect.Type, seen map[reflect.Type]bool) (m mode) {
	if m := modes.Get(t); m != nil {
		return *m
	}
	if seen[t] {
		return 0
	}
	seen[t] = true
	if t.Implements(validatorType) || reflect.PointerTo(t).Implements(validatorType) {
		m = validate
	}
	switch t.Kind() {
	case reflect.Interface:
		return everything
	case reflect.String:
		return m | texts
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		return m | reach(t.Elem(), seen)
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() && m != everything {
				m |= tagModes(parse(f.Tag.Get("jc"))) | reach(f.Type, seen)
			}
		}
	}
	return m
}

func parse(tag string) map[string]string {
	if tag == "" {
		return nil
	}
	options := map[string]string{}
	for option := range strings.SplitSeq(tag, ",") {
		name, value, _ := strings.Cut(option, "=")
		options[name] = value
	}
	return options
}

func nameOf(f reflect.StructField) string {
	name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
	if name == "" || name == "-" {
		if strings.Contains(rest, "inline") {
			return ""
		}
		name, _, _ = strings.Cut(f.Tag.Get("dsl"), ",")
	}
	switch {
	case name != "" && name != "-":
		return name
	case f.Anonymous:
		return ""
	}
	r, n := utf8.DecodeRuneInString(f.Name)
	return string(unicode.ToLower(r)) + f.Name[n:]
}
