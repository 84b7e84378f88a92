package check

import (
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"github.com/jenkinscode/jenkinscode/internal/memory"
)

// plan is what there is to do for a type in one mode.
type plan struct {
	typ       reflect.Type
	kind      reflect.Kind
	size      uintptr
	idle      bool // there is nothing to do in a value, nor below it
	direct    bool // see [memory.Direct]
	methods   bool // an interface has methods
	validator validator
	validates bool // the validator is that of a value
	pointed   bool // only its pointer has one
	elem      *lazy
	sorted    *memory.Map
	fields    []field
	symbol    string
	symbolAt  int // offset of the string field that holds the symbol; -1 for none
	extra     int // offset of the inline map; -1 for none
}

// lazy is the plan of a type that is made when there is a value to walk: most
// types that a value may hold, it does not.
type lazy struct {
	typ  reflect.Type
	mode mode
	plan atomic.Pointer[plan]
}

func (l *lazy) get() *plan {
	p := l.plan.Load()
	if p == nil {
		p = planOf(l.typ, l.mode)
		l.plan.Store(p)
	}
	return p
}

// field is a field of a struct, or of a struct inside it. There are many and most
// are zero, so what the others need is elsewhere.
type field struct {
	offset   uintptr
	probe    uintptr       // of the one word that is zero when the field is
	zeros    *memory.Zeros // unless there is no such word
	plan     *lazy
	name     string // with those of the structs around it; empty for an embedded or inline field
	tag      *tag
	required bool
}

// tag is what a field's tag says.
type tag struct {
	asks   bool // for something
	inline bool
	secret bool
	ref    string
	decl   string
	enum   []string
}

// noTag is that of what stands at the root.
var noTag tag

func (pl *plan) symbolOf(p unsafe.Pointer) string {
	if pl.symbolAt >= 0 {
		return *(*string)(unsafe.Add(p, pl.symbolAt))
	}
	return pl.symbol
}

// isZero reports whether the field of the struct at p is zero.
func (f *field) isZero(p unsafe.Pointer) bool {
	if f.zeros == nil {
		return *(*uintptr)(unsafe.Add(p, f.probe)) == 0
	}
	return f.zeros.Is(unsafe.Add(p, f.offset))
}

// isEmpty reports whether the field of the struct at p, which is not zero, is a
// slice or map without elements.
func (f *field) isEmpty(p unsafe.Pointer) bool {
	switch f.plan.typ.Kind() {
	case reflect.Slice, reflect.Map:
		return reflect.NewAt(f.plan.typ, unsafe.Add(p, f.offset)).Elem().Len() == 0
	}
	return false
}

var (
	plans         [everything + 1]memory.Table[plan] // by mode
	modes         memory.Table[mode]
	validatorType = reflect.TypeFor[validator]()
)

func planOf(t reflect.Type, m mode) *plan {
	if p := plans[m].Get(t); p != nil {
		return p
	}
	return plans[m].Keep(t, compile(t, m))
}

func compile(t reflect.Type, m mode) *plan {
	p := &plan{
		typ: t, kind: t.Kind(), size: t.Size(), idle: m&modesOf(t) == 0, direct: memory.Direct(t),
		symbolAt: -1, extra: -1,
	}
	if pointer := reflect.PointerTo(t); m == validate && pointer.Implements(validatorType) {
		p.validator = reflect.Zero(pointer).Interface().(validator)
		p.validates = t.Implements(validatorType)
		p.pointed = !p.validates
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		p.elem = &lazy{typ: t.Elem(), mode: m}
	case reflect.Map:
		p.elem = &lazy{typ: t.Elem(), mode: m}
		p.sorted = memory.MapOf(t)
	case reflect.Interface:
		p.methods = t.NumMethod() > 0
	case reflect.Struct:
		p.addFields(m)
	}
	return p
}

func (p *plan) addFields(m mode) {
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
		if m&(tagModes(options)|modesOf(sf.Type)) != 0 {
			p.addField(m, sf, options)
		}
	}
}

// addField adds a field, or in place of a struct the fields in it, so that one
// word after the other tells which are set.
func (p *plan) addField(m mode, sf reflect.StructField, options map[string]string) {
	t := &tag{asks: m&tagModes(options) != 0, ref: options["ref"], decl: options["decl"]}
	f := field{offset: sf.Offset, plan: &lazy{typ: sf.Type, mode: m}, name: nameOf(sf), tag: t}
	t.inline = f.name == ""
	if m == validate {
		_, f.required = options["required"]
		_, t.secret = options["secret"]
		if e := options["enum"]; e != "" {
			t.enum = strings.Split(e, "|")
		}
	}
	switch sf.Type.Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Map, reflect.Slice:
		f.probe = sf.Offset
	case reflect.String:
		f.probe = sf.Offset + unsafe.Sizeof(uintptr(0))
	case reflect.Struct:
		if inner := f.plan.get(); !f.required && !inner.minds() {
			p.addInner(f, inner)
			return
		}
		fallthrough
	default:
		f.zeros = memory.ZerosOf(sf.Type)
	}
	p.fields = append(p.fields, f)
}

// minds reports whether it matters to p, a plan of a struct, if the struct is zero:
// then nothing is asked of it.
func (p *plan) minds() bool {
	return p.validates || slices.ContainsFunc(p.fields, func(f field) bool { return f.required })
}

// addInner adds the fields of the plan inner of the struct in f.
func (p *plan) addInner(f field, inner *plan) {
	for _, in := range inner.fields {
		in.offset += f.offset
		in.probe += f.offset
		if f.name != "" && in.name != "" {
			in.name = f.name + "." + in.name
		} else {
			in.name = f.name + in.name
		}
		p.fields = append(p.fields, in)
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
