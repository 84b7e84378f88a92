package memory_test

import (
	"reflect"
	"sync"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/memory"
)

// arrays returns n types.
func arrays(n int) []reflect.Type {
	types := make([]reflect.Type, n)
	for i := range types {
		types[i] = reflect.ArrayOf(i, reflect.TypeFor[int]())
	}
	return types
}

// Several goroutines that make the same things agree on the first of each.
func TestTable(t *testing.T) {
	var table memory.Table[int]
	types := arrays(1000)
	if got := table.Get(types[0]); got != nil {
		t.Fatalf("an empty table has %v", got)
	}
	const goroutines = 4
	var found [goroutines][]*int
	var wait sync.WaitGroup
	for g := range found {
		wait.Go(func() {
			for i, typ := range types {
				p := table.Get(typ)
				if p == nil {
					p = table.Keep(typ, &i)
				}
				found[g] = append(found[g], p)
			}
		})
	}
	wait.Wait()
	for i, typ := range types {
		p := table.Get(typ)
		if p == nil || *p != i {
			t.Fatalf("%v: got %v", typ, p)
		}
		for g := range found {
			if found[g][i] != p {
				t.Errorf("%v: a goroutine got another one", typ)
			}
		}
		if kept := table.Keep(typ, new(-1)); kept != p {
			t.Errorf("%v: replaced", typ)
		}
	}
	if got := table.Get(reflect.TypeFor[string]()); got != nil {
		t.Errorf("found %v for a type that has none", got)
	}
}

func BenchmarkTable(b *testing.B) {
	types := arrays(512)
	var table memory.Table[int]
	var synced sync.Map
	for i, typ := range types {
		table.Keep(typ, &i)
		synced.Store(typ, &i)
	}
	b.Run("Table", func(b *testing.B) {
		i := 0
		for b.Loop() {
			i++
			table.Get(types[i%len(types)])
		}
	})
	b.Run("sync.Map", func(b *testing.B) {
		i := 0
		for b.Loop() {
			i++
			synced.Load(types[i%len(types)])
		}
	})
}
