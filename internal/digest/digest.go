// Package digest tells by a checksum whether two Go values are the same, in one
// run of a program or in two.
package digest

import (
	"crypto/sha256"
	"encoding"
	"encoding/binary"
	"encoding/json"
	"hash"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unsafe"

	"github.com/jenkinscode/jenkinscode/internal/memory"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

// Sum is a digest: a SHA-256.
type Sum [sha256.Size]byte

// Of returns the digest of values: of everything that can be reached from them,
// their types, and what is nil in place of empty. Sums of different values
// differ; those of equal ones are equal within one program, as [Program] tells
// programs apart.
//
// It returns false where the values alone do not say what is made of them, for
// functions and channels and for types of other modules whose own methods say how
// they are written or checked, which may depend on anything; and for maps whose
// keys are no strings and values that contain themselves.
func Of(values ...any) (Sum, bool) {
	d := digesters.Get().(*digester)
	defer digesters.Put(d)
	d.hash.Reset()
	d.depth, d.failed = 0, false
	dst := d.buf[:0]
	for i := range values {
		dst = d.dynamic(dst, anyType, unsafe.Pointer(&values[i]))
	}
	d.hash.Write(dst)
	d.buf = d.hash.Sum(dst[:0])
	return Sum(d.buf), !d.failed
}

// digester writes values as bytes that are different for different values: each
// part is of a size that is known or stands before it.
type digester struct {
	buf    []byte
	hash   hash.Hash
	depth  int
	failed bool
	maps   int    // in how many maps the value is whose entries are to be sorted
	sorted []byte // entries in order
}

var digesters = sync.Pool{New: func() any { return &digester{hash: sha256.New()} }}

const (
	most     = 16 << 10 // how much is collected before it is hashed
	maxDepth = 500      // bounds the walk, so that a value that contains itself ends it
)

func number(dst []byte, n int) []byte { return binary.AppendUvarint(dst, uint64(n)) }

func text(dst []byte, s string) []byte { return append(number(dst, len(s)), s...) }

func raw(dst []byte, p unsafe.Pointer, size uintptr) []byte {
	return append(dst, unsafe.Slice((*byte)(p), size)...)
}

// dynamic writes what the interface of type t at p holds.
func (d *digester) dynamic(dst []byte, t reflect.Type, p unsafe.Pointer) []byte {
	if memory.IsNil(p) {
		return append(dst, 0)
	}
	pl := planOf(memory.Type(p, t.NumMethod() > 0))
	dst = append(append(dst, 1), pl.id...)
	return d.value(dst, memory.In(p, pl.direct), pl)
}

// value writes the value of plan pl at p.
func (d *digester) value(dst []byte, p unsafe.Pointer, pl *plan) []byte {
	if len(dst) > most && d.maps == 0 {
		d.hash.Write(dst)
		dst = dst[:0]
	}
	if d.failed = d.failed || pl.opaque || d.depth == maxDepth; d.failed {
		return dst
	}
	d.depth++
	dst = d.content(dst, p, pl)
	d.depth--
	return dst
}

func (d *digester) content(dst []byte, p unsafe.Pointer, pl *plan) []byte {
	switch pl.kind {
	case reflect.Struct:
		return d.slots(dst, p, pl)
	case reflect.String:
		return text(dst, *(*string)(p))
	case reflect.Interface:
		return d.dynamic(dst, pl.typ, p)
	case reflect.Array:
		return d.elements(dst, p, pl.typ.Len(), pl.elem())
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Func, reflect.Chan, reflect.UnsafePointer:
		q := *(*unsafe.Pointer)(p)
		if q == nil {
			return append(dst, 0)
		}
		dst = append(dst, 1)
		switch pl.kind {
		case reflect.Pointer:
			return d.value(dst, q, pl.elem())
		case reflect.Slice:
			n := (*memory.Slice)(p).Len
			return d.elements(number(dst, n), q, n, pl.elem())
		case reflect.Map:
			return d.entries(dst, reflect.NewAt(pl.typ, p).Elem(), pl)
		}
		d.failed = true
		return dst
	}
	return raw(dst, p, pl.size)
}

func (d *digester) elements(dst []byte, p unsafe.Pointer, n int, elem *plan) []byte {
	if elem.flat {
		return raw(dst, p, uintptr(n)*elem.size)
	}
	for i := range n {
		dst = d.value(dst, unsafe.Add(p, uintptr(i)*elem.size), elem)
	}
	return dst
}

// entry is one of a map: its key, and where it is written.
type entry struct {
	key      string
	from, to int
}

// entries writes a map in the order of its keys.
func (d *digester) entries(dst []byte, m reflect.Value, pl *plan) []byte {
	dst = number(dst, m.Len())
	var few [8]entry
	entries := few[:0]
	e := pl.entries.Get().(*mapEntry)
	d.maps++
	begin := len(dst)
	for it := m.MapRange(); it.Next(); {
		e.key.SetIterKey(it)
		e.value.SetIterValue(it)
		from, key := len(dst), e.key.String()
		dst = d.value(text(dst, key), e.value.Addr().UnsafePointer(), pl.elem())
		entries = append(entries, entry{key, from, len(dst)})
	}
	d.maps--
	e.key.SetZero()
	e.value.SetZero()
	pl.entries.Put(e)
	if len(entries) > 1 {
		slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.key, b.key) })
		d.sorted = d.sorted[:0]
		for _, e := range entries {
			d.sorted = append(d.sorted, dst[e.from:e.to]...)
		}
		copy(dst[begin:], d.sorted)
	}
	return dst
}

// slots writes what a struct's fields hold that are not zero, each with its number.
func (d *digester) slots(dst []byte, p unsafe.Pointer, pl *plan) []byte {
	for i := 0; i < len(pl.slots); i++ {
		s := &pl.slots[i]
		at := unsafe.Add(p, s.offset)
		if s.probed {
			if *(*uintptr)(unsafe.Add(p, s.probe)) == 0 {
				continue
			}
		} else if memory.Zero(at, s.size) {
			i += s.nested
			continue
		}
		switch {
		case s.nested > 0:
		case s.text:
			dst = text(number(dst, i+1), *(*string)(at))
		case s.plan == nil:
			dst = raw(number(dst, i+1), at, s.size)
		default:
			dst = d.value(number(dst, i+1), at, s.plan.get())
		}
	}
	return number(dst, 0)
}

// plan is what there is in a value of a type.
type plan struct {
	typ     reflect.Type
	kind    reflect.Kind
	size    uintptr
	id      []byte // tells the type from all others of the program
	direct  bool   // see [memory.Direct]
	flat    bool   // its bytes are all there is
	opaque  bool   // its values have no digest
	of      lazy   // the plan of its elements
	slots   []slot
	entries sync.Pool // of *mapEntry
}

// mapEntry holds an entry of a map for a while.
type mapEntry struct{ key, value reflect.Value }

func (pl *plan) elem() *plan { return pl.of.get() }

// lazy is the plan of a type that is made when there is a value.
type lazy struct {
	typ  reflect.Type
	once sync.Once
	plan *plan
}

func (l *lazy) get() *plan {
	l.once.Do(func() { l.plan = planOf(l.typ) })
	return l.plan
}

// slot is a field of a struct, or of a struct in it, and so on. One that is a
// struct itself stands before its fields.
type slot struct {
	offset, size uintptr
	probe        uintptr // where the word is that is zero when the field is
	probed       bool    // there is such a word
	text         bool    // it is a string
	nested       int     // how many of the slots that follow are its fields
	plan         *lazy   // nil where the bytes are all there is
}

const word = unsafe.Sizeof(uintptr(0))

var (
	plans   memory.Table[plan]
	anyType = reflect.TypeFor[any]()
)

func planOf(t reflect.Type) *plan {
	if p := plans.Get(t); p != nil {
		return p
	}
	p := &plan{typ: t, kind: t.Kind(), size: t.Size(), id: idOf(t), direct: memory.Direct(t), flat: isFlat(t), opaque: isOpaque(t)}
	switch p.kind {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		p.of.typ = t.Elem()
		p.opaque = p.opaque || p.kind == reflect.Map && (t.Key().Kind() != reflect.String || isOpaque(t.Key()))
		if p.kind == reflect.Map {
			p.entries.New = func() any { return &mapEntry{reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()} }
		}
	case reflect.Struct:
		p.addSlots(t, 0)
	}
	return plans.Keep(t, p)
}

// addSlots adds the fields of the struct type t that stands at an offset.
func (p *plan) addSlots(t reflect.Type, offset uintptr) {
	for i := range t.NumField() {
		f := t.Field(i)
		s := slot{offset: offset + f.Offset, size: f.Type.Size()}
		switch {
		case isOpaque(f.Type):
			p.opaque = true
			return
		case s.size == 0:
			continue
		case f.Type.Kind() == reflect.Struct:
			at := len(p.slots)
			p.slots = append(p.slots, s)
			p.addSlots(f.Type, s.offset)
			p.slots[at].nested = len(p.slots) - at - 1
			continue
		case f.Type.Kind() == reflect.String:
			s.text = true
		case !isFlat(f.Type):
			s.plan = &lazy{typ: f.Type}
		}
		switch f.Type.Kind() {
		case reflect.String: // its length
			s.probe, s.probed = s.offset+word, true
		case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface, reflect.Int, reflect.Uint:
			s.probe, s.probed = s.offset, true
		}
		p.slots = append(p.slots, s)
	}
}

// isFlat reports whether the bytes of a value of type t are all there is.
func isFlat(t reflect.Type) bool {
	if t.Kind() == reflect.Array {
		return isFlat(t.Elem()) && !isOpaque(t)
	}
	return reflect.Bool <= t.Kind() && t.Kind() <= reflect.Complex128 && !isOpaque(t)
}

// idOf returns what tells the type t from others of the program: its place there.
func idOf(t reflect.Type) []byte {
	place := func(t reflect.Type) uintptr {
		var v any = t
		return uintptr((*[2]unsafe.Pointer)(unsafe.Pointer(&v))[1])
	}
	return binary.LittleEndian.AppendUint64(nil, uint64(place(t)-place(anyType)))
}

// speaking are the interfaces by which a type says itself how its values are
// written and checked.
var speaking = []reflect.Type{
	reflect.TypeFor[encoding.TextAppender](), reflect.TypeFor[encoding.TextMarshaler](), reflect.TypeFor[json.Marshaler](),
	reflect.TypeFor[yamltext.Embedder](), reflect.TypeFor[interface{ IsZero() bool }](), reflect.TypeFor[interface{ Validate() error }](),
}

const module = "github.com/jenkinscode/jenkinscode/"

// isOpaque reports whether t is a type of another module that says itself how
// its values are written or checked.
func isOpaque(t reflect.Type) bool {
	known := func(prefix string) bool { return strings.HasPrefix(t.PkgPath(), prefix) }
	if t.Name() == "" || t.Kind() == reflect.Interface || known(module) || known("k8s.io/") || t.PkgPath() == "time" || t.PkgPath() == "encoding/json" {
		return false
	}
	return slices.ContainsFunc(speaking, reflect.PointerTo(t).Implements)
}
