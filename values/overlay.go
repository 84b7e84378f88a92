package values

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strings"
	"unsafe"

	"github.com/jenkinscode/jenkinscode/internal/memory"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

// Overlay returns the values that Helm would have after base and then over, as
// two values files: maps are merged, lists and all else replaced, and a null in
// an Extra map takes away what base has there. It is [Stack.Merge] for typed
// values; neither argument is changed.
func Overlay(base, over Values) Values {
	out, from := borrow(base), borrow(over)
	defer spare.Put(out)
	defer spare.Put(from)
	overlayStruct(reflect.ValueOf(out).Elem(), reflect.ValueOf(from).Elem())
	return *out
}

// overlayStruct lays over, a struct that is a map to Helm, on dst, one of the same
// type. Both have addresses.
func overlayStruct(dst, over reflect.Value) {
	s := shapeOf(dst.Type())
	at := over.Addr().UnsafePointer()
	for i := range s.fields {
		f := &s.fields[i]
		if p := unsafe.Add(at, f.offset); memory.Zero(p, f.size) || !f.isMap && f.zeros.Is(p) {
			continue
		}
		overlayField(dst.Field(f.index), over.Field(f.index))
	}
	if s.extra < 0 {
		return
	}
	// A null under the name of a field takes the field's value away.
	for name, value := range *(*map[string]any)(unsafe.Add(at, s.extra)) {
		if i, ok := s.byName[name]; ok && value == nil && over.Field(i).IsZero() {
			dst.Field(i).SetZero()
		}
	}
}

// overlayField lays over, which is not zero, on dst.
func overlayField(dst, over reflect.Value) {
	switch over.Kind() {
	case reflect.Struct:
		if shapeOf(over.Type()).isMap {
			overlayStruct(dst, over)
			return
		}
	case reflect.Pointer:
		if t := over.Type().Elem(); t.Kind() == reflect.Struct && shapeOf(t).isMap && !dst.IsNil() && !over.IsNil() {
			merged := reflect.New(t)
			merged.Elem().Set(dst.Elem())
			overlayStruct(merged.Elem(), over.Elem())
			dst.Set(merged)
			return
		}
	case reflect.Map:
		if !dst.IsNil() {
			dst.Set(overlayMap(dst, over))
			return
		}
	}
	dst.Set(over)
}

// overlayMap returns over laid on base, both maps.
func overlayMap(base, over reflect.Value) reflect.Value {
	out := reflect.MakeMapWithSize(base.Type(), base.Len()+over.Len())
	for _, m := range []reflect.Value{base, over} {
		for it := m.MapRange(); it.Next(); {
			value := it.Value()
			if below := out.MapIndex(it.Key()); below.IsValid() {
				value = overlayElem(below, value)
			}
			out.SetMapIndex(it.Key(), value)
		}
	}
	return out
}

// overlayElem returns over laid on base, both elements of maps.
func overlayElem(base, over reflect.Value) reflect.Value {
	if base.Kind() == reflect.Interface {
		if base.IsNil() || over.IsNil() || base.Elem().Type() != over.Elem().Type() {
			return over
		}
		base, over = base.Elem(), over.Elem()
	}
	out, from := reflect.New(base.Type()).Elem(), reflect.New(base.Type()).Elem()
	out.Set(base)
	from.Set(over)
	overlayField(out, from)
	return out
}

// shape is what there is to know about a struct type to lay one value on another.
type shape struct {
	isMap  bool
	fields []shapeField
	byName map[string]int // indexes of fields by their keys
	extra  int            // offset of the map Extra; -1 for none
}

type shapeField struct {
	index        int
	offset, size uintptr
	isMap        bool // what is set in it, overlayStruct finds
	zeros        *memory.Zeros
}

var shapes memory.Table[shape]

func shapeOf(t reflect.Type) *shape {
	if s := shapes.Get(t); s != nil {
		return s
	}
	s := &shape{isMap: isMap(t), byName: map[string]int{}, extra: -1}
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() {
			continue
		}
		s.fields = append(s.fields, shapeField{i, f.Offset, f.Type.Size(), f.Type.Kind() == reflect.Struct && isMap(f.Type), memory.ZerosOf(f.Type)})
		if name := jsonName(f); name != "" {
			s.byName[name] = i
		} else if f.Name == "Extra" && f.Type == reflect.TypeFor[map[string]any]() {
			s.extra = int(f.Offset)
		}
	}
	return shapes.Keep(t, s)
}

var (
	jsonMarshaler = reflect.TypeFor[json.Marshaler]()
	textMarshaler = reflect.TypeFor[encoding.TextMarshaler]()
	embedder      = reflect.TypeFor[interface {
		EmbedYAML() (any, yamltext.Options)
	}]()
)

// isMap reports whether Helm sees a struct of type t as a map, and not as a
// string or number that the struct stands for.
func isMap(t reflect.Type) bool {
	for _, marshaler := range []reflect.Type{jsonMarshaler, textMarshaler, embedder} {
		if t.Implements(marshaler) || reflect.PointerTo(t).Implements(marshaler) {
			return false
		}
	}
	return true
}

// jsonName returns the key that a field is written under; empty for none.
func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}
