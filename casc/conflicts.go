package casc

import (
	"reflect"
	"sync"
	"unsafe"

	"github.com/jenkinscode/jenkinscode/internal/memory"
)

// Conflicts returns what [Merge] would find with [ErrorOnConflict], or nil. It
// is quick for sources that set different things: it reads them as YAML only
// when two of them meet.
func Conflicts(sources ...Source) error {
	whole := documentPart()
	for i := range sources {
		for j := range i {
			if whole.meet(unsafe.Pointer(&sources[i].Document), unsafe.Pointer(&sources[j].Document)) {
				_, err := Merge(MergeOptions{}, sources...)
				return err
			}
		}
	}
	return nil
}

// part is what there is to know about a type of values in a [Document] to tell
// whether two of them may set the same attribute.
type part struct {
	zeros  *memory.Zeros
	isList bool // lists are appended
	fields []partField
	extra  int // offset of the map Extra, which may say what a field of the other says; -1 for none
}

type partField struct {
	offset uintptr
	*part
}

var documentPart = sync.OnceValue(func() *part { return newPart(reflect.TypeFor[Document]()) })

func newPart(t reflect.Type) *part {
	p := &part{zeros: memory.ZerosOf(t), isList: t.Kind() == reflect.Slice, extra: -1}
	if t.Kind() != reflect.Struct {
		return p
	}
	for i := range t.NumField() {
		f := t.Field(i)
		p.fields = append(p.fields, partField{f.Offset, newPart(f.Type)})
		if f.Name == "Extra" && f.Type == reflect.TypeFor[map[string]any]() {
			p.extra = int(f.Offset)
		}
	}
	return p
}

// meet reports whether the values at a and b may set the same attribute.
func (p *part) meet(a, b unsafe.Pointer) bool {
	if p.isList || p.zeros.Is(a) || p.zeros.Is(b) {
		return false
	}
	for _, f := range p.fields {
		if f.meet(unsafe.Add(a, f.offset), unsafe.Add(b, f.offset)) {
			return true
		}
	}
	if p.extra >= 0 {
		return len(*(*map[string]any)(unsafe.Add(a, p.extra)))+len(*(*map[string]any)(unsafe.Add(b, p.extra))) > 0
	}
	return p.fields == nil
}
