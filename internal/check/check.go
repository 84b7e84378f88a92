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
	"unicode"
	"unicode/utf8"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
)

// validator is what a type has that checks values of its own.
type validator interface{ Validate() error }

// Value returns the findings in v and everything below it.
func Value(v any) fieldpath.List {
	w := walker{validate: true}
	w.value(nil, reflect.ValueOf(v), false, nil)
	return w.list
}

// Refs calls f for each string in v, or below it, that names a thing declared
// elsewhere: one whose field is tagged ref=KIND and is not empty.
func Refs(v any, f Found) {
	w := walker{ref: f}
	w.value(nil, reflect.ValueOf(v), false, nil)
}

// Decls calls f for each string in v, or below it, that declares a thing: one
// whose field is tagged decl=KIND and is not empty.
func Decls(v any, f Found) {
	w := walker{decl: f}
	w.value(nil, reflect.ValueOf(v), false, nil)
}

// Strings calls f for each string in v, or below it, tagged or not.
func Strings(v any, f func(path *fieldpath.Path, s string)) {
	w := walker{all: f}
	w.value(nil, reflect.ValueOf(v), false, nil)
}

// Found is told of a name: of which kind of thing, where it stands, and what it is.
type Found func(kind string, path *fieldpath.Path, name string)

// maxDepth bounds the walk, so that a value that contains itself ends it.
const maxDepth = 500

type walker struct {
	list     fieldpath.List
	validate bool
	ref      Found
	decl     Found
	all      func(path *fieldpath.Path, s string)
	depth    int
}

// value walks v. In a slot of interface type the symbol of v joins the path.
func (w *walker) value(path *fieldpath.Path, v reflect.Value, slot bool, f *field) {
	if w.depth++; w.depth > maxDepth {
		if w.depth == maxDepth+1 && w.validate {
			w.list.Add(fieldpath.Limit, path, nil, "nested too deeply, or a value that contains itself")
		}
		w.depth--
		return
	}
	defer func() { w.depth-- }()

	for v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return
		}
		slot = slot || v.Kind() == reflect.Interface
		if w.validate && v.Kind() == reflect.Pointer && !v.Elem().Type().Implements(validatorType) {
			w.call(path, v)
		}
		v = v.Elem()
	}
	if !v.IsValid() {
		return
	}
	p := planOf(v.Type())
	if p.idle && w.all == nil && (f == nil || !f.scalar()) {
		return
	}
	if slot && v.Kind() == reflect.Struct {
		if s := p.symbolOf(v); s != "" {
			path = path.Child(s)
		}
	}
	if w.validate && p.validates {
		w.call(path, v)
	}
	switch v.Kind() {
	case reflect.String:
		if w.all != nil {
			w.all(path, v.String())
		} else if f != nil {
			w.text(path, v.String(), f)
		}
	case reflect.Struct:
		for i := range p.fields {
			w.field(path, v, &p.fields[i])
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			w.value(path.Index(i), v.Index(i), false, f)
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, k := range keys {
			w.value(path.Key(k.String()), v.MapIndex(k), false, f)
		}
	}
}

func (w *walker) field(path *fieldpath.Path, v reflect.Value, f *field) {
	fv := v.Field(f.index)
	missing := f.required && w.validate && empty(fv)
	if !missing && (!f.walk && w.all == nil || fv.IsZero()) {
		return
	}
	at := path
	if f.name != "" {
		at = path.Child(f.name)
	}
	if missing {
		if extra := planOf(v.Type()).extra; extra >= 0 && v.Field(extra).MapIndex(reflect.ValueOf(f.name)).IsValid() {
			return // the inline map has it
		}
		w.list.Add(fieldpath.Required, at, nil, "it must be set", f.enum...)
		return
	}
	w.value(at, fv, false, f)
}

func (w *walker) text(path *fieldpath.Path, s string, f *field) {
	if s == "" {
		return
	}
	if w.ref != nil && f.ref != "" {
		w.ref(f.ref, path, s)
	}
	if w.decl != nil && f.decl != "" {
		w.decl(f.decl, path, s)
	}
	if !w.validate {
		return
	}
	if len(f.enum) > 0 && !slices.Contains(f.enum, s) && !live.Has(s) {
		w.list.Add(fieldpath.NotOneOf, path, s, "", f.enum...)
	}
	if f.secret && !live.Has(s) {
		w.list.Add(fieldpath.Secret, path, nil, "spell a reference to where the secret is kept")
	}
}

func (w *walker) call(path *fieldpath.Path, v reflect.Value) {
	if !v.CanInterface() {
		return
	}
	if c, ok := v.Interface().(validator); ok {
		w.list.Append(path, c.Validate())
	}
}

func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() == 0
	}
	return v.IsZero()
}

// plan is what there is to do for a type.
type plan struct {
	fields    []field
	validates bool
	idle      bool // nothing in the type or below it is checked
	symbol    string
	symbolAt  int // index of the string field that holds the symbol; -1 for none
	extra     int // index of the inline map; -1 for none
}

type field struct {
	index    int
	name     string // empty for an embedded or inline field
	walk     bool   // something in it is checked
	required bool
	secret   bool
	ref      string
	decl     string
	enum     []string
}

func (f *field) scalar() bool { return f.secret || f.ref != "" || f.decl != "" || len(f.enum) > 0 }

func (p *plan) symbolOf(v reflect.Value) string {
	if p.symbolAt >= 0 {
		return v.Field(p.symbolAt).String()
	}
	return p.symbol
}

var (
	plans         sync.Map // reflect.Type to *plan
	validatorType = reflect.TypeFor[validator]()
)

func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	p := compile(t)
	kept, _ := plans.LoadOrStore(t, p)
	return kept.(*plan)
}

func compile(t reflect.Type) *plan {
	p := &plan{validates: t.Implements(validatorType), symbolAt: -1, extra: -1, idle: !busy(t, map[reflect.Type]bool{})}
	if t.Kind() != reflect.Struct {
		return p
	}
	for i := range t.NumField() {
		sf := t.Field(i)
		options := parse(sf.Tag.Get("jc"))
		if s, ok := options["symbol"]; ok {
			if s == "" && sf.Type.Kind() == reflect.String {
				p.symbolAt = i
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
			p.extra = i
		}
		f := field{index: i, name: nameOf(sf), ref: options["ref"], decl: options["decl"]}
		_, f.required = options["required"]
		_, f.secret = options["secret"]
		if e := options["enum"]; e != "" {
			f.enum = strings.Split(e, "|")
		}
		f.walk = f.scalar() || busy(sf.Type, map[reflect.Type]bool{})
		p.fields = append(p.fields, f)
	}
	return p
}

// busy reports whether anything in t, or below it, may be checked.
func busy(t reflect.Type, seen map[reflect.Type]bool) bool {
	if seen[t] {
		return false
	}
	seen[t] = true
	if t.Implements(validatorType) || reflect.PointerTo(t).Implements(validatorType) {
		return true
	}
	switch t.Kind() {
	case reflect.Interface:
		return true
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		return busy(t.Elem(), seen)
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			if f.Tag.Get("jc") != "" || f.IsExported() && busy(f.Type, seen) {
				return true
			}
		}
	}
	return false
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
