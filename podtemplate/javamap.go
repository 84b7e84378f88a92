package podtemplate

import (
	"cmp"
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

// javaMap is a map that iterates in the order of Java's HashMap. The plugin
// keeps containers, volumes, mounts and variables in such maps, so that this
// order is the order of the pod; that of variables decides what $(NAME) in a
// value refers to.
type javaMap[V any] struct {
	keys     []string // in order of insertion
	values   map[string]V
	capacity int // 0 before the first element
}

func (m *javaMap[V]) get(key string) (V, bool) {
	v, ok := m.values[key]
	return v, ok
}

// put is HashMap.put.
func (m *javaMap[V]) put(key string, v V) {
	if m.values == nil {
		m.values = map[string]V{}
	}
	if m.capacity == 0 {
		m.capacity = 16
	}
	if _, ok := m.values[key]; !ok {
		m.keys = append(m.keys, key)
		if len(m.keys) > threshold(m.capacity) {
			m.capacity *= 2
		}
	}
	m.values[key] = v
}

// putAll is HashMap.putAll.
func (m *javaMap[V]) putAll(other *javaMap[V]) {
	n := len(other.keys)
	if n == 0 {
		return
	}
	if m.capacity == 0 {
		// The table is made for the size and a load factor of 3/4.
		want := int(float32(n)/0.75 + 1)
		for m.capacity = 1; m.capacity < want; {
			m.capacity *= 2
		}
	} else {
		for n > threshold(m.capacity) {
			m.capacity *= 2
		}
	}
	for _, key := range other.order() {
		m.put(key, other.values[key])
	}
}

func threshold(capacity int) int { return int(float32(capacity) * 0.75) }

// order returns the keys in the order of iteration: by bucket, and in a bucket
// by insertion.
func (m *javaMap[V]) order() []string {
	if len(m.keys) < 2 {
		return m.keys
	}
	type place struct {
		bucket int
		key    string
	}
	places := make([]place, len(m.keys))
	for i, key := range m.keys {
		places[i] = place{m.bucket(key), key}
	}
	slices.SortStableFunc(places, func(a, b place) int { return cmp.Compare(a.bucket, b.bucket) })
	keys := make([]string, len(places))
	for i, p := range places {
		keys[i] = p.key
	}
	return keys
}

func (m *javaMap[V]) bucket(key string) int {
	var h uint32
	for _, r := range key {
		if high, low := utf16.EncodeRune(r); high != utf8.RuneError {
			h = 31*(31*h+uint32(high)) + uint32(low)
		} else {
			h = 31*h + uint32(r)
		}
	}
	return int(h^h>>16) & (m.capacity - 1)
}

// list returns the values in the order of iteration.
func (m *javaMap[V]) list() []V {
	var out []V
	for _, key := range m.order() {
		out = append(out, m.values[key])
	}
	return out
}
