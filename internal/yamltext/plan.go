package yamltext

import (
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unsafe"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/memory"
)

// encodeFunc writes the value at p, which stands in the collection at column n.
//
// Values are reached by address, not through [reflect.Value], which costs a
// third of the time. Each address is that of a value of the plan's type, found
// by the offsets and element sizes that package reflect tells; the values of maps
// are copied first. On what generated code would gain see BenchmarkByHand.
type encodeFunc func(e *encoder, p unsafe.Pointer, n int)

// plan is how the values of one type are written. What it takes is made when
// there is a value: most types that a value may hold, it does not.
type plan struct {
	typ    reflect.Type
	made   atomic.Pointer[form]
	copies sync.Pool // of *copied
}

// form is the contents of a plan.
type form struct {
	encode encodeFunc
	// root is encode for a value that is a whole document.
	root encodeFunc
	// fields is set for a type that is written by its fields.
	fields *structPlan
	// elem is set for a pointer.
	elem *plan
	// direct is what [memory.Direct] says.
	direct bool
	// lent says that a method, of the type or of one inside it, gets the address
	// of a value. It might change what it finds there, in an interface too.
	lent bool
}

func (pl *plan) form() *form {
	f := pl.made.Load()
	if f == nil {
		f = pl.make()
		pl.made.Store(f)
	}
	return f
}

// encode writes the value of the plan's type at p.
func (pl *plan) encode(e *encoder, p unsafe.Pointer, n int) { pl.form().encode(e, p, n) }

// copied is a place for a value of the plan's type; see [plan.hold].
type copied struct {
	v reflect.Value
	p unsafe.Pointer
}

// structPlan is how a struct is written by its fields.
type structPlan struct {
	probes []probe // of the fields, apart so that those that are not set take little time
	fields []field
	names  map[string]int // indexes in fields

	extra     place // the inline map
	extraPlan *mapPlan

	symbol   string // fixed symbol
	symbolAt place  // the field that holds the symbol
	braces   bool   // the symbol never stands alone
}

type field struct {
	name   string
	line   string // room for a newline, indentation, key, colon and a blank
	place  place
	plan   *plan
	omit   omission
	probe  uintptr                     // for omitWord
	empty  func(p unsafe.Pointer) bool // for omitIf
	text   bool                        // it is a string and has no options
	quoted bool                        // json's option string
	tpl    bool
	casc   bool
}

// probe tells of a field, by the memory at an offset in the struct, whether it is
// left out.
type probe struct {
	offset uintptr
	omit   omission // omitIf where the field itself tells
}

// margin is the indentation in field.line.
const margin = 32

// place is where a field is in a struct: an offset, then one more behind each
// pointer to an embedded struct.
type place struct {
	offset uintptr
	behind []uintptr
	ok     bool
}

// in returns the address of the field in the struct at p, nil when the way to
// it leads through a nil pointer.
func (l *place) in(p unsafe.Pointer) unsafe.Pointer {
	p = unsafe.Add(p, l.offset)
	for _, offset := range l.behind {
		if p = *(*unsafe.Pointer)(p); p == nil {
			return nil
		}
		p = unsafe.Add(p, offset)
	}
	return p
}

// placeOf returns the place of the field of t with that index.
func placeOf(t reflect.Type, index []int) place {
	l := place{ok: true}
	last := &l.offset
	for _, i := range index {
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
			l.behind = append(l.behind, 0)
			last = &l.behind[len(l.behind)-1]
		}
		f := t.Field(i)
		*last += f.Offset
		t = f.Type
	}
	return l
}

// omission says when a field is left out.
type omission byte

const (
	omitNever omission = iota
	omitByte           // when its one byte is zero
	omitWord           // when one word is zero: a nil of any kind, or a length
	omitIf             // when empty says so
)

var plans memory.Table[plan]

// planOf returns the plan of t.
func planOf(t reflect.Type) *plan {
	if p := plans.Get(t); p != nil {
		return p
	}
	p := &plan{typ: t}
	p.copies.New = func() any {
		v := reflect.New(t)
		return &copied{v.Elem(), v.UnsafePointer()}
	}
	return plans.Keep(t, p)
}

var (
	embedderType = reflect.TypeFor[Embedder]()
	quantityType = reflect.TypeFor[quantity]()
	jsonType     = reflect.TypeFor[json.Marshaler]()
	appenderType = reflect.TypeFor[encoding.TextAppender]()
	textType     = reflect.TypeFor[encoding.TextMarshaler]()
	zeroerType   = reflect.TypeFor[interface{ IsZero() bool }]()
	numberType   = reflect.TypeFor[json.Number]()
	rawType      = reflect.TypeFor[json.RawMessage]()
)

// has reports whether values of type t, or pointers to them, implement iface.
func has(t, iface reflect.Type) bool {
	return t.Kind() != reflect.Interface && t.Kind() != reflect.Pointer &&
		(t.Implements(iface) || reflect.PointerTo(t).Implements(iface))
}

// isText reports whether values of type t are strings and nothing else.
func isText(t reflect.Type) bool {
	return t.Kind() == reflect.String && t != numberType &&
		!has(t, embedderType) && !has(t, quantityType) && !has(t, jsonType) && !has(t, appenderType) && !has(t, textType)
}

// lends reports whether a method that writes gets the address of a value of type t,
// or of a part of it.
func lends(t reflect.Type) bool {
	if has(t, quantityType) {
		return false // it is known to leave it alone
	}
	for _, iface := range []reflect.Type{jsonType, appenderType, textType} {
		if has(t, iface) && !t.Implements(iface) {
			return true
		}
	}
	switch t.Kind() {
	case reflect.Array:
		return lends(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if lends(t.Field(i).Type) {
				return true
			}
		}
	}
	return false
}

// make returns the contents of the plan.
func (pl *plan) make() *form {
	f := &form{direct: memory.Direct(pl.typ), lent: lends(pl.typ)}
	f.encode = pl.encodeFunc(f)
	if f.root == nil {
		f.root = f.encode
	}
	return f
}

// encodeFunc returns what writes the values, and sets the rest of f.
func (pl *plan) encodeFunc(f *form) encodeFunc {
	t := pl.typ
	var text encodeFunc
	switch {
	case t == rawType:
		return encodeRaw
	case t == numberType:
		return encodeNumber
	case has(t, embedderType):
		text = pl.encodeEmbedder
	case has(t, quantityType):
		return pl.encodeQuantity
	case has(t, jsonType):
		return pl.encodeJSON
	case has(t, appenderType):
		text = pl.encodeAppender
	case has(t, textType):
		text = pl.encodeText
	}
	if text != nil {
		if t.Kind() == reflect.Struct {
			if s := newStructPlan(t); len(s.fields) > 0 || s.extra.ok {
				f.root = s.encode
			}
		}
		return text
	}
	switch t.Kind() {
	case reflect.Bool:
		return encodeBool
	case reflect.Int:
		return encodeInt[int]
	case reflect.Int8:
		return encodeInt[int8]
	case reflect.Int16:
		return encodeInt[int16]
	case reflect.Int32:
		return encodeInt[int32]
	case reflect.Int64:
		return encodeInt[int64]
	case reflect.Uint:
		return encodeUint[uint]
	case reflect.Uint8:
		return encodeUint[uint8]
	case reflect.Uint16:
		return encodeUint[uint16]
	case reflect.Uint32:
		return encodeUint[uint32]
	case reflect.Uint64:
		return encodeUint[uint64]
	case reflect.Uintptr:
		return encodeUint[uintptr]
	case reflect.Float32:
		return encodeFloat32
	case reflect.Float64:
		return encodeFloat64
	case reflect.String:
		return encodeString
	case reflect.Interface:
		if t.NumMethod() == 0 {
			return encodeAny
		}
		return encodeInterface
	case reflect.Pointer:
		elem := planOf(t.Elem())
		f.elem = elem
		return func(e *encoder, p unsafe.Pointer, n int) {
			p = *(*unsafe.Pointer)(p)
			if p == nil {
				e.null()
				return
			}
			if e.depth >= maxDepth {
				e.enter()
				return
			}
			e.depth++
			elem.encode(e, p, n)
			e.depth--
		}
	case reflect.Struct:
		f.fields = newStructPlan(t)
		return f.fields.encode
	case reflect.Map:
		if m := newMapPlan(t); m != nil {
			return m.encode
		}
	case reflect.Slice:
		elem := t.Elem()
		if elem.Kind() == reflect.Uint8 && !has(elem, jsonType) && !has(elem, appenderType) && !has(elem, textType) {
			return encodeBytes
		}
		list := &listPlan{elem: planOf(elem), size: elem.Size()}
		return func(e *encoder, p unsafe.Pointer, n int) {
			s := (*memory.Slice)(p)
			if s.Data == nil {
				e.null()
				return
			}
			list.encode(e, s.Data, s.Len, n)
		}
	case reflect.Array:
		list, size := &listPlan{elem: planOf(t.Elem()), size: t.Elem().Size()}, t.Len()
		return func(e *encoder, p unsafe.Pointer, n int) { list.encode(e, p, size, n) }
	}
	return func(e *encoder, _ unsafe.Pointer, _ int) {
		e.fail(fieldpath.Invalid, nil, "YAML has nothing for a Go "+t.String())
		e.atom(`""`)
	}
}

// newStructPlan collects the fields of t by the rules of encoding/json: breadth
// first through embedded structs; of several fields of one name the least
// nested wins, then the tagged one, and otherwise none.
func newStructPlan(t reflect.Type) *structPlan {
	type level struct {
		t     reflect.Type
		index []int
	}
	type candidate struct {
		field  reflect.StructField
		index  []int
		name   string
		opts   string
		tagged bool
	}
	p := new(structPlan)
	var found []candidate
	next := []level{{t: t}}
	visited := map[reflect.Type]bool{}
	counts := map[reflect.Type]int{}
	for len(next) > 0 {
		current := next
		next = nil
		nextCounts := map[reflect.Type]int{}
		symbol := p.symbol != "" || p.symbolAt.ok
		for _, l := range current {
			if visited[l.t] {
				continue
			}
			visited[l.t] = true
			for i := range l.t.NumField() {
				f := l.t.Field(i)
				index := append(slices.Clone(l.index), i)
				if value, ok := option(f, "symbol"); ok && !symbol {
					p.symbol = value
					_, p.braces = option(f, "braces")
					if value == "" && f.Type.Kind() == reflect.String && f.IsExported() {
						p.symbolAt = placeOf(t, index)
					}
				}
				if value, ok := option(f, "symbol"); ok && value == "" {
					continue // it is the symbol, not an attribute
				}
				inner := f.Type
				if inner.Name() == "" && inner.Kind() == reflect.Pointer {
					inner = inner.Elem()
				}
				if f.Anonymous {
					if !f.IsExported() && inner.Kind() != reflect.Struct {
						continue
					}
				} else if !f.IsExported() {
					continue
				}
				tag := f.Tag.Get("json")
				if tag == "-" {
					continue
				}
				name, opts, _ := strings.Cut(tag, ",")
				if !validName(name) {
					name = ""
				}
				if !f.Anonymous && name == "" && hasOption(opts, "inline") && f.Type.Kind() == reflect.Map && f.Type.Key().Kind() == reflect.String {
					if !p.extra.ok {
						p.extra = placeOf(t, index)
						p.extraPlan = newMapPlan(f.Type)
					}
					continue
				}
				if name != "" || !f.Anonymous || inner.Kind() != reflect.Struct {
					c := candidate{f, index, name, opts, name != ""}
					if name == "" {
						c.name = f.Name
					}
					found = append(found, c)
					if counts[l.t] > 1 {
						found = append(found, c) // a twin, so that they annihilate each other
					}
					continue
				}
				nextCounts[inner]++
				if nextCounts[inner] == 1 {
					next = append(next, level{inner, index})
				}
			}
		}
		counts = nextCounts
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		if c := strings.Compare(a.name, b.name); c != 0 {
			return c
		}
		if c := len(a.index) - len(b.index); c != 0 {
			return c
		}
		if a.tagged != b.tagged {
			if a.tagged {
				return -1
			}
			return 1
		}
		return slices.Compare(a.index, b.index)
	})
	var kept []candidate
	for i := 0; i < len(found); {
		j := i + 1
		for j < len(found) && found[j].name == found[i].name {
			j++
		}
		if j == i+1 || len(found[i].index) != len(found[i+1].index) || found[i].tagged != found[i+1].tagged {
			kept = append(kept, found[i])
		}
		i = j
	}
	slices.SortFunc(kept, func(a, b candidate) int { return slices.Compare(a.index, b.index) })
	if len(kept) > 1 && kept[0].name == "kind" && kept[1].name == "apiVersion" {
		kept[0], kept[1] = kept[1], kept[0] // metav1.TypeMeta, which everybody writes the other way
	}
	p.names = make(map[string]int, len(kept))
	for i, c := range kept {
		p.names[c.name] = i
		f := field{
			name:   c.name,
			line:   strings.Repeat(" ", 1+margin) + string(appendKey(nil, c.name, scan(c.name))) + ": ",
			place:  placeOf(t, c.index),
			plan:   planOf(c.field.Type),
			quoted: hasOption(c.opts, "string") && quotable(c.field.Type),
		}
		_, f.tpl = option(c.field, "tpl")
		_, f.casc = option(c.field, "casc")
		_, required := option(c.field, "required")
		f.text = !f.quoted && !f.tpl && !f.casc && isText(c.field.Type)
		f.omit, f.probe, f.empty = omissionOf(c.field.Type, hasOption(c.opts, "omitempty"), required || hasOption(c.opts, "omitzero"))
		p.fields = append(p.fields, f)
		if f.place.behind == nil {
			p.probes = append(p.probes, probe{f.place.offset + f.probe, f.omit})
		} else {
			p.probes = append(p.probes, probe{0, omitIf})
		}
	}
	return p
}

// option returns the value of an option of the field's jc tag.
func option(f reflect.StructField, name string) (value string, ok bool) {
	for opt := range strings.SplitSeq(f.Tag.Get("jc"), ",") {
		k, v, _ := strings.Cut(opt, "=")
		if k == name {
			return v, true
		}
	}
	return "", false
}

func hasOption(opts, name string) bool {
	for opt := range strings.SplitSeq(opts, ",") {
		if opt == name {
			return true
		}
	}
	return false
}

// validName is encoding/json's rule for names in tags.
func validName(s string) bool {
	if s == "" {
		return false
	}
	for _, c := range s {
		if !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", c) && !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			return false
		}
	}
	return true
}

func quotable(t reflect.Type) bool {
	if t.Kind() == reflect.Pointer && t.Name() == "" {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Bool, reflect.String, reflect.Float32, reflect.Float64, reflect.Uintptr,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return true
	}
	return false
}

// omissionOf says when a field of type t is left out that has these options, and
// which of its words or what function tells.
func omissionOf(t reflect.Type, empty, zero bool) (omit omission, probe uintptr, isEmpty func(unsafe.Pointer) bool) {
	const length = unsafe.Sizeof(uintptr(0)) // the word that follows the address
	if zero && (t.Implements(zeroerType) || t.Kind() != reflect.Pointer && reflect.PointerTo(t).Implements(zeroerType)) {
		return omitIf, 0, omissionByMethod(t, empty)
	}
	if !empty && !zero {
		return omitNever, 0, nil
	}
	switch t.Kind() {
	case reflect.Bool, reflect.Int8, reflect.Uint8:
		return omitByte, 0, nil
	case reflect.Pointer, reflect.Interface, reflect.Uintptr:
		return omitWord, 0, nil
	case reflect.Int, reflect.Int64, reflect.Uint, reflect.Uint64:
		if t.Size() == length {
			return omitWord, 0, nil
		}
	case reflect.String:
		return omitWord, length, nil
	case reflect.Slice:
		if empty {
			return omitWord, length, nil
		}
		return omitWord, 0, nil
	case reflect.Map:
		if empty {
			return omitIf, 0, func(p unsafe.Pointer) bool { return memory.MapLen(p) == 0 }
		}
		return omitWord, 0, nil
	case reflect.Array:
		if empty && t.Len() == 0 {
			return omitIf, 0, func(unsafe.Pointer) bool { return true }
		}
		if !zero {
			return omitNever, 0, nil
		}
	}
	return omitIf, 0, memory.ZerosOf(t).Is
}

// omissionByMethod is omissionOf for a type that has a method IsZero.
func omissionByMethod(t reflect.Type, empty bool) func(unsafe.Pointer) bool {
	isZero := zeroFunc(t)
	if !empty {
		return func(p unsafe.Pointer) bool { return isZero(reflect.NewAt(t, p).Elem()) }
	}
	f := field{}
	f.omit, f.probe, f.empty = omissionOf(t, true, false)
	return func(p unsafe.Pointer) bool {
		v := reflect.NewAt(t, p).Elem()
		return f.omit == omitIf && f.empty(p) || v.IsZero() || isZero(v)
	}
}

// zeroFunc returns what calls the method IsZero of t as encoding/json does.
func zeroFunc(t reflect.Type) func(reflect.Value) bool {
	type zeroer = interface{ IsZero() bool }
	switch {
	case t.Kind() == reflect.Interface, t.Kind() == reflect.Pointer:
		return func(v reflect.Value) bool {
			return v.IsNil() || v.Elem().Kind() == reflect.Pointer && v.Elem().IsNil() || v.Interface().(zeroer).IsZero()
		}
	case t.Implements(zeroerType):
		return func(v reflect.Value) bool { return v.Interface().(zeroer).IsZero() }
	}
	return func(v reflect.Value) bool { return v.Addr().Interface().(zeroer).IsZero() }
}
