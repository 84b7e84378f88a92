package memory

import (
	"reflect"
	"strings"
	"unsafe"
)

const word = unsafe.Sizeof(uintptr(0))

// zeros is compared with: that is quicker than a loop.
var zeros = strings.Repeat("\x00", 1024)

// Zero reports whether the memory at p is all zero. A value of zeros is its
// type's zero value; the reverse does not hold for strings and floats, see
// [Zeros].
func Zero(p unsafe.Pointer, size uintptr) bool {
	for size > uintptr(len(zeros)) {
		if unsafe.String((*byte)(p), len(zeros)) != zeros {
			return false
		}
		p = unsafe.Add(p, len(zeros))
		size -= uintptr(len(zeros))
	}
	return unsafe.String((*byte)(p), int(size)) == zeros[:size]
}

// Zeros tells the zero values of a type, as [reflect.Value.IsZero] does.
type Zeros struct {
	typ       reflect.Type
	size      uintptr
	sure      bool      // a value that is not all zeros is not zero
	stretches []stretch // they are all zero in a zero value, and in no other
	reflected bool      // no stretches tell: there are floats, of which -0 may be zero
}

type stretch struct{ offset, size uintptr }

// ZerosOf returns what tells the zero values of t.
func ZerosOf(t reflect.Type) *Zeros {
	z := &Zeros{typ: t, size: t.Size()}
	z.add(t, 0)
	z.sure = len(z.stretches) == 1 && z.stretches[0].size == z.size && !z.reflected
	return z
}

var zerosOf Table[Zeros]

// IsZero reports whether the value at p is zero.
func IsZero[T any](p *T) bool {
	t := reflect.TypeFor[T]()
	z := zerosOf.Get(t)
	if z == nil {
		z = zerosOf.Keep(t, ZerosOf(t))
	}
	return z.Is(unsafe.Pointer(p))
}

// Is reports whether the value at p is zero.
func (z *Zeros) Is(p unsafe.Pointer) bool {
	return Zero(p, z.size) || !z.sure && z.look(p)
}

// look is Is for a value that is not all zeros.
func (z *Zeros) look(p unsafe.Pointer) bool {
	if z.reflected {
		return reflect.NewAt(z.typ, p).Elem().IsZero()
	}
	for _, s := range z.stretches {
		at := unsafe.Add(p, s.offset)
		if s.size == word && *(*uintptr)(at) != 0 || s.size != word && !Zero(at, s.size) {
			return false
		}
	}
	return true
}

// add adds the stretches of a value of type t at an offset.
func (z *Zeros) add(t reflect.Type, offset uintptr) {
	const longest = 64 // array whose elements are looked at one by one
	switch t.Kind() {
	case reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128:
		z.reflected = true
	case reflect.String: // of which the length tells
		z.stretch(offset+word, word)
	case reflect.Pointer, reflect.UnsafePointer, reflect.Map, reflect.Chan, reflect.Func, reflect.Slice, reflect.Interface:
		z.stretch(offset, word)
	case reflect.Array:
		if t.Len() > longest {
			z.reflected = true
			return
		}
		for i := range t.Len() {
			z.add(t.Elem(), offset+uintptr(i)*t.Elem().Size())
		}
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.Name != "_" {
				z.add(f.Type, offset+f.Offset)
			}
		}
	default:
		z.stretch(offset, t.Size())
	}
}

func (z *Zeros) stretch(offset, size uintptr) {
	if n := len(z.stretches); n > 0 && z.stretches[n-1].offset+z.stretches[n-1].size == offset {
		z.stretches[n-1].size += size
		return
	}
	z.stretches = append(z.stretches, stretch{offset, size})
}
