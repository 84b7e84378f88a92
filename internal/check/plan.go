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
	name     string // the field's; empty for an embedded or inline one
	modes    mode   // in which the field is asked for something
	required bool
	secret   bool
	ref      string
	decl     string
	enum     []string
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
	if m == validate && validates(t) {
		pointer := reflect.PointerTo(t)
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

// shape is what all plans of a struct type have in common.
type shape struct {
	fields   []shapeField
	symbol   string
	symbolAt int
	extra    int
}

type shapeField struct {
	typ    reflect.Type
	index  int
	offset uintptr
	modes  mode // in which its tag asks for something
}

var shapes memory.Table[shape]

func shapeOf(t reflect.Type) *shape {
	if s := shapes.Get(t); s != nil {
		return s
	}
	s := &shape{symbolAt: -1, extra: -1, fields: make([]shapeField, 0, t.NumField())}
	for i := range t.NumField() {
		sf := t.Field(i)
		jc := sf.Tag.Get("jc")
		if symbol, ok := option(jc, "symbol"); ok {
			if symbol == "" && sf.Type.Kind() == reflect.String {
				s.symbolAt = int(sf.Offset)
			} else {
				s.symbol = symbol
			}
			continue
		}
		if !sf.IsExported() {
			continue
		}
		if name, _, _ := strings.Cut(sf.Tag.Get("dsl"), ","); sf.Anonymous && name != "" && sf.Type.Kind() == reflect.Struct && sf.Type.NumField() == 0 {
			s.symbol = name
			continue
		}
		if sf.Type == inlineType && strings.HasSuffix(sf.Tag.Get("json"), ",inline") {
			s.extra = int(sf.Offset)
		}
		s.fields = append(s.fields, shapeField{sf.Type, i, sf.Offset, tagModes(jc)})
	}
	return shapes.Keep(t, s)
}

var inlineType = reflect.TypeFor[map[string]any]()

// tagModes returns in which modes a jc tag asks for something.
func tagModes(jc string) (m mode) {
	for jc != "" {
		var o string
		o, jc, _ = strings.Cut(jc, ",")
		switch name, _, _ := strings.Cut(o, "="); name {
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

// parse returns what the tags of a field say.
func parse(sf reflect.StructField, modes mode) *tag {
	t := &tag{name: nameOf(sf), modes: modes}
	if modes == 0 {
		return t
	}
	jc := sf.Tag.Get("jc")
	_, t.required = option(jc, "required")
	_, t.secret = option(jc, "secret")
	t.ref, _ = option(jc, "ref")
	t.decl, _ = option(jc, "decl")
	if enum, _ := option(jc, "enum"); enum != "" {
		t.enum = strings.Split(enum, "|")
	}
	return t
}

// option returns the value of an option of a jc tag.
func option(jc, name string) (value string, ok bool) {
	for jc != "" {
		var o string
		o, jc, _ = strings.Cut(jc, ",")
		if rest, found := strings.CutPrefix(o, name); found && (rest == "" || rest[0] == '=') {
			return strings.TrimPrefix(rest, "="), true
		}
	}
	return "", false
}

func (p *plan) addFields(m mode) {
	s := shapeOf(p.typ)
	p.symbol, p.symbolAt, p.extra = s.symbol, s.symbolAt, s.extra
	for i := range s.fields {
		if f := &s.fields[i]; m&(f.modes|modesOf(f.typ)) != 0 {
			p.addField(m, f)
		}
	}
}

// small is the size of structs whose fields join those of the struct around them.
// Larger ones are seldom set, and then their plan need not be made.
const small = 256

// addField adds a field, or in place of a small struct the fields in it, so that one
// word after the other tells which are set.
func (p *plan) addField(m mode, sf *shapeField) {
	t := parse(p.typ.Field(sf.index), sf.modes)
	f := field{offset: sf.offset, plan: &lazy{typ: sf.typ, mode: m}, name: t.name, tag: t, required: m == validate && t.required}
	switch sf.typ.Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Map, reflect.Slice:
		f.probe = sf.offset
	case reflect.String:
		f.probe = sf.offset + unsafe.Sizeof(uintptr(0))
	case reflect.Struct:
		if !f.required && sf.typ.Size() <= small {
			if inner := f.plan.get(); !inner.minds() {
				p.addInner(f, inner)
				return
			}
		}
		fallthrough
	default:
		f.zeros = memory.ZerosOf(sf.typ)
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

// modesOf returns what there may be to do in a value of type t, or below it.
func modesOf(t reflect.Type) mode {
	m, whole := reach(t, nil)
	if !whole {
		keep(t, m)
	}
	return m
}

// validates reports whether a value of type t, or its pointer, checks itself.
func validates(t reflect.Type) bool {
	if t.PkgPath() == "" && t.Kind() != reflect.Struct {
		return false // it has no methods; to make its pointer type takes time
	}
	return reflect.PointerTo(t).Implements(validatorType)
}

func keep(t reflect.Type, m mode) { modes.Keep(t, &m) }

// reach is modesOf without the types in above, which t is reached from; whole is
// whether none of them was met.
func reach(t reflect.Type, above []reflect.Type) (m mode, whole bool) {
	if m := modes.Get(t); m != nil {
		return *m, true
	}
	if slices.Contains(above, t) {
		return 0, false
	}
	if validates(t) {
		m = validate
	}
	whole = true
	above = append(above, t)
	switch t.Kind() {
	case reflect.Interface:
		m = everything
	case reflect.String:
		m |= texts
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		var below mode
		below, whole = reach(t.Elem(), above)
		m |= below
	case reflect.Struct:
		for _, f := range shapeOf(t).fields {
			if m |= f.modes; m == everything {
				break
			}
			below, all := reach(f.typ, above)
			m, whole = m|below, whole && all
		}
	}
	if whole = whole || m == everything; whole {
		keep(t, m)
	}
	return m, whole
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
