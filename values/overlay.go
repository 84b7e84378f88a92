package values

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/memory"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

// Overlay returns the values that Helm would have after base and then over, as
// two values files: maps are merged, lists and all else replaced, and a null in
// an Extra map takes away what base has there. It is [Stack.Merge] for typed
// values; neither argument is changed.
func Overlay(base, over Values) Values {
	out := base
	overlayStruct(reflect.ValueOf(&out).Elem(), reflect.ValueOf(&over).Elem())
	return out
}

// overlayStruct lays over, a struct, on dst, a struct of the same type.
func overlayStruct(dst, over reflect.Value) {
	t := dst.Type()
	for i := range t.NumField() {
		o := over.Field(i)
		if o.CanAddr() && memory.Zero(o.Addr().UnsafePointer(), o.Type().Size()) || o.IsZero() {
			continue
		}
		overlayField(dst.Field(i), o)
	}
	extra := over.FieldByName("Extra")
	if !extra.IsValid() || extra.Len() == 0 {
		return
	}
	// A null under the name of a field takes the field's value away.
	for i := range t.NumField() {
		name := jsonName(t.Field(i))
		if name == "" {
			continue
		}
		if v := extra.MapIndex(reflect.ValueOf(name)); v.IsValid() && v.IsNil() && over.Field(i).IsZero() {
			dst.Field(i).SetZero()
		}
	}
}

func overlayField(dst, over reflect.Value) {
	switch {
	case dst.IsZero():
		dst.Set(over)
	case over.Kind() == reflect.Struct && isMap(over.Type()):
		overlayStruct(dst, over)
	case over.Kind() == reflect.Pointer && over.Elem().Kind() == reflect.Struct && isMap(over.Type().Elem()):
		merged := reflect.New(over.Type().Elem())
		merged.Elem().Set(dst.Elem())
		overlayStruct(merged.Elem(), over.Elem())
		dst.Set(merged)
	case over.Kind() == reflect.Map:
		merged := reflect.MakeMapWithSize(dst.Type(), dst.Len()+over.Len())
		for _, m := range []reflect.Value{dst, over} {
			for it := m.MapRange(); it.Next(); {
				value := it.Value()
				if below := merged.MapIndex(it.Key()); below.IsValid() {
					value = overlayElem(below, value)
				}
				merged.SetMapIndex(it.Key(), value)
			}
		}
		dst.Set(merged)
	default:
		dst.Set(over)
	}
}

// overlayElem returns over laid on base, both elements of maps.
func overlayElem(base, over reflect.Value) reflect.Value {
	if base.Kind() == reflect.Interface {
		if base.IsNil() || over.IsNil() || base.Elem().Type() != over.Elem().Type() {
			return over
		}
		base, over = base.Elem(), over.Elem()
	}
	out := reflect.New(base.Type()).Elem()
	out.Set(base)
	overlayField(out, over)
	return out
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
