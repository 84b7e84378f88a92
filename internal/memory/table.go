package memory

import (
	"math/bits"
	"reflect"
	"sync"
	"sync/atomic"
	"unsafe"
)

// Table keeps what is made once for a type. A type is found by its address,
// which takes a fraction of the time that [sync.Map] takes to hash an interface.
// The zero Table is empty; a Table may be used by several goroutines at once.
type Table[P any] struct {
	slots atomic.Pointer[slots[P]]
	adds  sync.Mutex // held by who changes slots
	count int
}

// slots are a power of two in number, at least half of them free. They are filled
// in place; a reader that misses what is just being added comes to [Table.Keep].
type slots[P any] struct {
	list  []slot[P]
	shift int // what of a hash is not the index
}

type slot[P any] struct {
	typ  atomic.Pointer[byte] // the type's address, stored last
	made *P
}

// Get returns what is kept for t, nil for nothing.
func (t *Table[P]) Get(typ reflect.Type) *P {
	s := t.slots.Load()
	if s == nil {
		return nil
	}
	if at, ok := s.find(address(typ)); ok {
		return at.made
	}
	return nil
}

// Keep keeps p for t unless there is something, and returns what is kept.
func (t *Table[P]) Keep(typ reflect.Type, p *P) *P {
	t.adds.Lock()
	defer t.adds.Unlock()
	s := t.slots.Load()
	if s == nil || 2*(t.count+1) > len(s.list) {
		s = s.grown()
		t.slots.Store(s)
	}
	key := address(typ)
	at, ok := s.find(key)
	if !ok {
		at.made = p
		at.typ.Store(key)
		t.count++
	}
	return at.made
}

// find returns the slot of a type, or else the free one where it belongs.
func (s *slots[P]) find(key *byte) (at *slot[P], ok bool) {
	const golden = 0x9E3779B97F4A7C15 // spreads addresses, which end in zeros
	for i := int(uint64(uintptr(unsafe.Pointer(key))) * golden >> s.shift); ; i++ {
		at = &s.list[i&(len(s.list)-1)]
		switch at.typ.Load() {
		case key:
			return at, true
		case nil:
			return at, false
		}
	}
}

// grown returns the slots with twice the room.
func (s *slots[P]) grown() *slots[P] {
	size := 64
	if s != nil {
		size = 2 * len(s.list)
	}
	g := &slots[P]{list: make([]slot[P], size), shift: 64 - bits.TrailingZeros(uint(size))}
	if s == nil {
		return g
	}
	for i := range s.list {
		if key := s.list[i].typ.Load(); key != nil {
			at, _ := g.find(key)
			at.made = s.list[i].made
			at.typ.Store(key)
		}
	}
	return g
}

// address returns where the description of t is, which is one per type and does
// not move.
func address(t reflect.Type) *byte { return (*byte)((*words)(unsafe.Pointer(&t)).data) }
