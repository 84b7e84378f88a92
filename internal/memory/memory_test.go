package memory_test

import (
	"fmt"
	"math"
	"reflect"
	"testing"
	"unsafe"

	"github.com/jenkinscode/jenkinscode/internal/memory"
)

type (
	one   struct{ P *int }
	mixed struct {
		_ struct{}
		P *int
	}
	big struct{ A, B, C string }
)

func (one) String() string { return "one" }
func (big) String() string { return "big" }

// Whatever an interface holds, the address is that of an equal value.
func TestIn(t *testing.T) {
	n := 7
	for _, v := range []any{
		0, 300, "", "text", true, 1.5,
		[0]int{},
		[1]*int{&n},
		[2]int{1, 2},
		[]string{"a"},
		[]string(nil),
		map[string]int{"a": 1},
		map[string]int(nil), &n, (*int)(nil),
		one{},
		one{&n},
		mixed{P: &n},
		big{"a", "", "c"},
		struct{}{},
	} {
		typ := reflect.TypeOf(v)
		p := memory.In(unsafe.Pointer(&v), memory.Direct(typ))
		if got := reflect.NewAt(typ, p).Elem().Interface(); !reflect.DeepEqual(got, v) {
			t.Errorf("%T: got %v, want %v", v, got, v)
		}
		if got := memory.Type(unsafe.Pointer(&v), false); got != typ {
			t.Errorf("got type %v, want %v", got, typ)
		}
		if memory.IsNil(unsafe.Pointer(&v)) {
			t.Errorf("%T: nil", v)
		}
	}
	for _, s := range []fmt.Stringer{one{&n}, big{A: "a"}, &big{B: "b"}} {
		typ := memory.Type(unsafe.Pointer(&s), true)
		p := memory.In(unsafe.Pointer(&s), memory.Direct(typ))
		if got := reflect.NewAt(typ, p).Elem().Interface(); got != s {
			t.Errorf("%T: got %v", s, got)
		}
	}
	var none any
	if !memory.IsNil(unsafe.Pointer(&none)) {
		t.Error("nil is not nil")
	}
}

func TestZero(t *testing.T) {
	var b [40]byte
	if long := make([]byte, 5000); !memory.Zero(unsafe.Pointer(&long[0]), 5000) {
		t.Error("many zeros are not zero")
	} else if long[4999] = 1; memory.Zero(unsafe.Pointer(&long[0]), 5000) {
		t.Error("a one after many zeros is zero")
	}
	for start := range b {
		for end := start; end <= len(b); end++ {
			if !memory.Zero(unsafe.Pointer(&b[start]), uintptr(end-start)) {
				t.Fatalf("zeros from %d to %d are not zero", start, end)
			}
			for i := start; i < end; i++ {
				b[i] = 1
				if memory.Zero(unsafe.Pointer(&b[start]), uintptr(end-start)) {
					t.Fatalf("a one at %d is zero", i)
				}
				b[i] = 0
			}
		}
	}
}

type everything struct {
	N      int8
	_      int
	S      string
	B      bool
	Nested struct {
		P *int
		A [3]string
		L []int
	}
	M   map[string]int
	I   any
	F   func()
	Big [200]uint16
}

// Package reflect is the referee.
func TestZeros(t *testing.T) {
	text := "text"
	ways := []func(e *everything){
		func(e *everything) { e.N = 1 },
		func(e *everything) { e.S = text[:0] },
		func(e *everything) { e.S = text },
		func(e *everything) { e.B = true },
		func(e *everything) { e.Nested.P = new(int) },
		func(e *everything) { e.Nested.A[2] = text[:0] },
		func(e *everything) { e.Nested.A[2] = text },
		func(e *everything) { e.Nested.L = []int{} },
		func(e *everything) { e.M = map[string]int{} },
		func(e *everything) { e.I = 0 },
		func(e *everything) { e.F = func() {} },
		func(e *everything) { e.Big[199] = 1 },
	}
	zeros := memory.ZerosOf(reflect.TypeFor[everything]())
	for set := range 1 << len(ways) {
		var e everything
		for i, way := range ways {
			if set>>i&1 == 1 {
				way(&e)
			}
		}
		if got, want := zeros.Is(unsafe.Pointer(&e)), reflect.ValueOf(e).IsZero(); got != want {
			t.Errorf("%b: got %v, want %v", set, got, want)
		}
		if got, want := memory.IsZero(&e), reflect.ValueOf(e).IsZero(); got != want {
			t.Errorf("%b: IsZero: got %v, want %v", set, got, want)
		}
	}
	type float struct{ F float64 }
	zeros = memory.ZerosOf(reflect.TypeFor[float]())
	for _, f := range []float{{0}, {1}, {math.Copysign(0, -1)}} {
		if got, want := zeros.Is(unsafe.Pointer(&f)), reflect.ValueOf(f).IsZero(); got != want {
			t.Errorf("%v: got %v, want %v", f, got, want)
		}
	}
}

// Every kind of map is read in the order of its keys, again and again.
func TestMap(t *testing.T) {
	type named string
	for _, m := range []any{
		map[string]string{"b": "x", "a": "y", "c": ""},
		map[named]named{"b": "x", "a": "y"},
		map[string]any{"b": 1, "a": nil},
		map[string]big{"z": {A: "a"}, "y": {B: "b"}},
		map[int]*int{2: new(1), 1: nil},
		map[string]string{},
		map[string]any(nil),
	} {
		v := reflect.New(reflect.TypeOf(m)).Elem()
		v.Set(reflect.ValueOf(m))
		reader := memory.MapOf(v.Type())
		for range 3 {
			entries := reader.Sorted(v.Addr().UnsafePointer(), func(key reflect.Value) string { return fmt.Sprint(key) })
			if got := read(t, v, entries); entries.Len() > 0 && !reflect.DeepEqual(got, m) {
				t.Errorf("got %v, want %v", got, m)
			}
			if entries.Len() != v.Len() {
				t.Errorf("%T: %d entries, want %d", m, entries.Len(), v.Len())
			}
			entries.Release()
		}
	}
}

// read returns a map like m made of the entries, which must be in order.
func read(t *testing.T, m reflect.Value, entries *memory.Entries) any {
	t.Helper()
	out := reflect.MakeMap(m.Type())
	last := ""
	for i := range entries.Len() {
		name, p := entries.At(i)
		if name <= last {
			t.Errorf("%v: %s comes after %s", m, name, last)
		}
		last = name
		for _, key := range m.MapKeys() {
			if fmt.Sprint(key) == name {
				out.SetMapIndex(key, reflect.NewAt(m.Type().Elem(), p).Elem())
			}
		}
	}
	return out.Interface()
}

func TestAt(t *testing.T) {
	var stringer fmt.Stringer = (*big)(nil)
	if got := memory.At(stringer, unsafe.Pointer(&big{})).String(); got != "big" {
		t.Errorf("got %s", got)
	}
}
