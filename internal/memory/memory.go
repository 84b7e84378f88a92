// Package memory reads Go values by address. Walking a value so, along the
// offsets and sizes that package reflect tells, takes a fraction of the time
// that [reflect.Value] takes. Nothing is ever written.
package memory

import (
	"reflect"
	"unsafe"
)

// Slice is a slice of any type.
type Slice struct {
	Data unsafe.Pointer // the first element; nil for a nil slice
	Len  int            // the number of elements
	Cap  int            // for how many there is room
}

// words are an interface, of whatever static type.
type words struct{ typ, data unsafe.Pointer }

// Direct reports whether an interface holds a value of t itself, as it does with
// pointers, and not the address of one.
func Direct(t reflect.Type) bool {
	zero := reflect.Zero(t).Interface()
	return (*words)(unsafe.Pointer(&zero)).data == nil
}

// IsNil reports whether the interface at p is nil.
func IsNil(p unsafe.Pointer) bool { return (*words)(p).typ == nil }

// Type returns the type of the value in the interface at p, which must not be
// nil; methods says whether the interface's own type has any.
func Type(p unsafe.Pointer, methods bool) reflect.Type {
	if methods {
		return reflect.TypeOf(*(*interface{ methods() })(p)) // package reflect does the same
	}
	return reflect.TypeOf(*(*any)(p))
}

// In returns the address of the value in the interface at p, which must not be
// nil; direct is what [Direct] says of the value's type.
func In(p unsafe.Pointer, direct bool) unsafe.Pointer {
	w := (*words)(p)
	if direct {
		return unsafe.Pointer(&w.data)
	}
	return w.data
}

// Data returns the word that v holds: the value if that is [Direct], or else its
// address.
func Data(v any) unsafe.Pointer { return (*words)(unsafe.Pointer(&v)).data }

// At returns the interface i with p in place of the pointer that it holds.
func At[I any](i I, p unsafe.Pointer) I {
	w := words{(*words)(unsafe.Pointer(&i)).typ, p}
	return *(*I)(unsafe.Pointer(&w))
}
