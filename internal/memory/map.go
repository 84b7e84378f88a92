package memory

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"unsafe"
)

// MapLen returns the number of entries in the map at p, of whatever type.
func MapLen(p unsafe.Pointer) int { return len(*(*map[string]any)(p)) }

// Map reads the maps of one type in the order of their keys.
type Map struct {
	size   uintptr // of an element
	gather func(e *Entries, p unsafe.Pointer, name func(key reflect.Value) string)
	spare  sync.Pool // of *Entries
}

// MapOf returns what reads maps of type t.
func MapOf(t reflect.Type) *Map {
	m := &Map{size: t.Elem().Size()}
	m.spare.New = func() any {
		return &Entries{of: m, key: reflect.New(t.Key()).Elem(), values: reflect.New(reflect.SliceOf(t.Elem())).Elem()}
	}
	m.gather = func(e *Entries, p unsafe.Pointer, name func(reflect.Value) string) {
		e.gather(reflect.NewAt(t, p).Elem(), name)
	}
	if t.Key().Kind() != reflect.String {
		return m
	}
	// Named types have the memory of these.
	switch elem := t.Elem(); {
	case elem.Kind() == reflect.String:
		m.gather = func(e *Entries, p unsafe.Pointer, _ func(reflect.Value) string) {
			e.strings = gather(e, *(*map[string]string)(p), e.strings)
		}
	case elem.Kind() == reflect.Interface && elem.NumMethod() == 0:
		m.gather = func(e *Entries, p unsafe.Pointer, _ func(reflect.Value) string) {
			e.anys = gather(e, *(*map[string]any)(p), e.anys)
		}
	}
	return m
}

// Sorted returns the entries of the map at p, to be released. Where keys are no
// strings name tells how they are called, and sorted.
func (m *Map) Sorted(p unsafe.Pointer, name func(key reflect.Value) string) *Entries {
	e := m.spare.Get().(*Entries)
	m.gather(e, p, name)
	if len(e.list) > 1 {
		slices.SortFunc(e.list, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	}
	return e
}

// Entries are the entries of a map. The values are copies: those in a map have
// no addresses.
type Entries struct {
	of      *Map
	list    []entry
	first   unsafe.Pointer // of the values, which are in one of these
	strings []string
	anys    []any
	values  reflect.Value

	reflected bool
	key       reflect.Value // holds one key
	iter      reflect.MapIter
}

type entry struct {
	name  string
	index int // of the value
}

// Len returns how many entries there are.
func (e *Entries) Len() int { return len(e.list) }

// At returns an entry's name and the address of its value.
func (e *Entries) At(i int) (name string, value unsafe.Pointer) {
	entry := &e.list[i]
	return entry.name, unsafe.Add(e.first, uintptr(entry.index)*e.of.size)
}

// Release ends the use of e.
func (e *Entries) Release() {
	clear(e.list)
	switch {
	case e.reflected:
		e.values.Clear()
		e.key.SetZero()
		e.iter.Reset(reflect.Value{})
	case e.strings != nil:
		clear(e.strings)
	default:
		clear(e.anys)
	}
	e.list, e.strings, e.anys, e.first, e.reflected = e.list[:0], e.strings[:0], e.anys[:0], nil, false
	e.of.spare.Put(e)
}

// gather collects the entries of m, and their values in list.
func gather[V any](e *Entries, m map[string]V, list []V) []V {
	names := slices.Grow(e.list, len(m))[:len(m)]
	list = slices.Grow(list, len(m))[:len(m)]
	i := 0
	for name, v := range m {
		names[i] = entry{name, i}
		list[i] = v
		i++
	}
	e.list, e.first = names, unsafe.Pointer(unsafe.SliceData(list))
	return list
}

// gather collects the entries of m, whatever its type.
func (e *Entries) gather(m reflect.Value, name func(reflect.Value) string) {
	e.reflected = true
	n := m.Len()
	e.values.Grow(n)
	e.values.SetLen(n)
	e.iter.Reset(m)
	for i := 0; e.iter.Next(); i++ {
		e.key.SetIterKey(&e.iter)
		e.values.Index(i).SetIterValue(&e.iter)
		e.list = append(e.list, entry{"", i})
		if e.key.Kind() == reflect.String {
			e.list[i].name = e.key.String()
		} else {
			e.list[i].name = name(e.key)
		}
	}
	e.first = e.values.UnsafePointer()
}
