package memory_test

import (
	"fmt"
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
		if got := memory.Type(reflect.TypeFor[any](), unsafe.Pointer(&v)); got != typ {
			t.Errorf("got type %v, want %v", got, typ)
		}
		if memory.IsNil(unsafe.Pointer(&v)) {
			t.Errorf("%T: nil", v)
		}
	}
	for _, s := range []fmt.Stringer{one{&n}, big{A: "a"}, &big{B: "b"}} {
		typ := memory.Type(reflect.TypeFor[fmt.Stringer](), unsafe.Pointer(&s))
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
