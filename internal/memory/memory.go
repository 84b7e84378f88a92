// Package memory reads Go values by address. Walking a value so, along the
// offsets and sizes that package reflect tells, takes a fraction of the time
// that [reflect.Value] takes. Nothing is ever written.
package memory

import (
	"reflect"
	"unsafe"
)

// Zero reports whether the memory at p is all zero. A value of zeros is its
// type's zero value; the reverse does not hold for strings and floats.
func Zero(p unsafe.Pointer, size uintptr) bool {
	if size%8 == 0 && uintptr(p)%8 == 0 {
		for _, w := range unsafe.Slice((*uint64)(p), size/8) {
			if w != 0 {
				return false
			}
		}
		return true
	}
	for _, b := range unsafe.Slice((*byte)(p), size) {
		if b != 0 {
			return false
		}
	}
	return true
}

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

// Type returns the type of the value in the interface of type t at p, which
// must not be nil.
func Type(t reflect.Type, p unsafe.Pointer) reflect.Type {
	if t.NumMethod() == 0 {
		return reflect.TypeOf(*(*any)(p))
	}
	return reflect.NewAt(t, p).Elem().Elem().Type()
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
