package casc

import (
	"reflect"

	"github.com/jenkinscode/jenkinscode/internal/memory"
)

// Conflicts returns what [Merge] would find with [ErrorOnConflict], or nil. It
// is quick for sources that set different things: it reads them as YAML only
// when two of them meet.
func Conflicts(sources ...Source) error {
	for i := range sources {
		for j := range i {
			if meet(reflect.ValueOf(&sources[i].Document).Elem(), reflect.ValueOf(&sources[j].Document).Elem()) {
				_, err := Merge(MergeOptions{}, sources...)
				return err
			}
		}
	}
	return nil
}

// meet reports whether a and b, of one type, may set the same attribute. Lists
// don't meet: they are appended.
func meet(a, b reflect.Value) bool {
	if memory.Zero(a.Addr().UnsafePointer(), a.Type().Size()) || memory.Zero(b.Addr().UnsafePointer(), b.Type().Size()) || a.IsZero() || b.IsZero() {
		return false
	}
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if meet(a.Field(i), b.Field(i)) {
				return true
			}
		}
		// An Extra map may say what a field of the other says.
		x, y := a.FieldByName("Extra"), b.FieldByName("Extra")
		return x.IsValid() && x.Len()+y.Len() > 0
	case reflect.Slice:
		return false
	}
	return true
}
