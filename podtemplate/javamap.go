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
	entries  []javaEntry[V] // in order of insertion
	index    map[string]int // in entries; made when there are many
	capacity int            // 0 before the first element
}

type javaEntry[V any] struct {
	key    string
	bucket int
	value  V
}

// find returns the index of the entry of that key, or -1.
func (m *javaMap[V]) find(key string) int {
	if m.index != nil {
		if i, ok := m.index[key]; ok {
			return i
		}
		return -1
	}
	for i := range m.entries {
		if m.entries[i].key == key {
			return i
		}
	}
	return -1
}

func (m *javaMap[V]) get(key string) (v V, ok bool) {
	if i := m.find(key); i >= 0 {
		return m.entries[i].value, true
	}
	return v, false
}

// put is HashMap.put.
func (m *javaMap[V]) put(key string, v V) {
	if i := m.find(key); i >= 0 {
		m.entries[i].value = v
		return
	}
	const many = 16
	if m.capacity == 0 {
		m.capacity = 16
	}
	m.entries = append(m.entries, javaEntry[V]{key: key, value: v})
	switch n := len(m.entries); {
	case m.index != nil:
		m.index[key] = n - 1
	case n > many:
		m.index = make(map[string]int, 2*n)
		for i := range m.entries {
			m.index[m.entries[i].key] = i
		}
	}
	if len(m.entries) > threshold(m.capacity) {
		m.capacity *= 2
	}
}

// putAll is HashMap.putAll.
func (m *javaMap[V]) putAll(other *javaMap[V]) {
	n := len(other.entries)
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
	m.entries = slices.Grow(m.entries, n)
	for _, i := range other.order() {
		m.put(other.entries[i].key, other.entries[i].value)
	}
}

func threshold(capacity int) int { return int(float32(capacity) * 0.75) }

// order returns the indexes of the entries in the order of iteration: by bucket,
// and in a bucket by insertion.
func (m *javaMap[V]) order() []int {
	order := make([]int, len(m.entries))
	for i := range order {
		order[i] = i
		m.entries[i].bucket = m.bucket(m.entries[i].key)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(m.entries[a].bucket, m.entries[b].bucket) })
	return order
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
	if len(m.entries) == 0 {
		return nil
	}
	out := make([]V, 0, len(m.entries))
	for _, i := range m.order() {
		out = append(out, m.entries[i].value)
	}
	return out
}
