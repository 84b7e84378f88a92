package jobdsl

import (
	"fmt"
	"hash/maphash"
	"iter"
	"math/bits"
	"reflect"
	"strings"
	"unsafe"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/memory"
)

// role is what an item is to the names of its script.
type role byte

const (
	roleNil      role = iota // no item
	roleNameless             // it has no name
	roleSource               // raw Groovy
	roleExisting             // a folder that is declared only
	roleCall                 // a raw call
	roleJob
	roleFolder // it can hold items
	roleView
)

// roleOf returns the role of items of the plan's type.
func (pl *plan) roleOf() role {
	switch pl.typ {
	case reflect.TypeFor[Queue](), reflect.TypeFor[UserContent](), reflect.TypeFor[ConfigFiles]():
		return roleNameless
	case sourceType:
		return roleSource
	case reflect.TypeFor[ExistingFolder]():
		return roleExisting
	case callType:
		return roleCall
	}
	if pl.typ.Implements(reflect.TypeFor[View]()) {
		return roleView
	}
	for pl.elem != nil {
		pl = pl.elem
	}
	switch pl.name {
	case "folder", "organizationFolder", "multibranchPipelineJob":
		return roleFolder
	}
	return roleJob
}

// names are the names of a script's items, and the order that they ask for.
type names struct {
	items []item
	slots []slot // the hash table of the folded names
	moved bool   // the order is not that of the script
	order []int  // then: the items' indexes, folders before what stands in them
}

// item is what matters of an item.
type item struct {
	plan  *plan // nil for none
	role  role
	call  string
	name  string // the full name without a leading slash; empty for items that have none
	key   string // the name as Jenkins compares it
	slash int    // where the name's last part begins; -1 for a name of one part
	good  bool   // see [item.look]
}

// collect notes the items of a script.
func (n *names) collect(s Script) {
	if cap(n.items) < len(s) {
		n.items = make([]item, len(s))
	}
	n.items = n.items[:len(s)]
	n.clear()
	for i := range s {
		it := &n.items[i]
		*it = item{}
		it.read(unsafe.Pointer(&s[i]))
		switch it.role {
		case roleFolder, roleExisting:
			at := n.find(folders, it.key)
			if at.item == 0 || n.items[at.item-1].role == roleExisting && it.role == roleFolder {
				at.item = int32(i) + 1
			}
		}
	}
}

// read notes what matters of the item in the interface at p.
func (it *item) read(p unsafe.Pointer) {
	if memory.IsNil(p) {
		return
	}
	pl := planOf(memory.Type(p, true))
	it.plan, it.role = pl, pl.role
	p = memory.In(p, pl.direct)
	switch it.role {
	case roleNameless, roleSource:
		return
	case roleExisting:
		it.key = fold(strings.Trim((*ExistingFolder)(p).Name, "/"))
		return
	case roleCall:
		c := (*Call)(p)
		it.call = c.Name
		if len(c.Args) > 0 {
			it.name, _ = c.Args[0].(string)
		}
		it.role = roleJob
		if strings.HasSuffix(c.Name, "View") {
			it.role = roleView
		}
	default:
		for pl.elem != nil {
			if p = *(*unsafe.Pointer)(p); p == nil {
				it.role = roleJob
				return
			}
			pl = pl.elem
		}
		it.call = pl.name
		if !pl.named {
			it.role = roleJob
			return
		}
		it.name = strings.TrimPrefix(*(*string)(unsafe.Add(p, pl.args[0].offset)), "/")
	}
	it.look()
}

// look looks at the name: it is good without doubt when it is of letters, digits,
// hyphens and underscores.
func (it *item) look() {
	found := byte(0)
	it.slash = -1
	for i := range len(it.name) {
		c := letters[it.name[i]]
		found |= c
		if c == slash {
			if it.slash == i-1 {
				found |= other // an empty part
			}
			it.slash = i
		}
	}
	it.good = found&other == 0 && it.slash < len(it.name)-1
	it.key = it.name
	if found&(capital|other) != 0 {
		it.key = fold(it.name)
	}
}

// What item.look finds in a name, apart from small letters.
const (
	capital = 1 << iota
	slash
	other
)

var letters = func() (t [256]byte) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_':
		case c >= 'A' && c <= 'Z':
			t[c] = capital
		case c == '/':
			t[c] = slash
		default:
			t[c] = other
		}
	}
	return t
}()

// kind is what a name names.
type kind uint32

const (
	jobs kind = iota
	folders
	views
	kinds = 4 // with room
)

// slot is an entry of the hash table: the hash of a name, with its kind in the
// lowest bits, and the index, plus one, of the first item of that name.
type slot struct {
	hash uint32
	item int32
}

var seed = maphash.MakeSeed()

// clear empties the hash table, which has room for each item twice: a folder
// stands there as such and as an item.
func (n *names) clear() {
	size := 1 << bits.Len(uint(2*len(n.items)))
	if cap(n.slots) < size {
		n.slots = make([]slot, size)
		return
	}
	n.slots = n.slots[:size]
	clear(n.slots)
}

// find returns the slot of a folded name, or the free one where it belongs.
func (n *names) find(k kind, key string) *slot {
	hash := uint32(maphash.String(seed, key))/kinds*kinds | uint32(k)
	for i := hash / kinds; ; i++ {
		at := &n.slots[int(i)&(len(n.slots)-1)]
		if at.item == 0 {
			at.hash = hash
			return at
		}
		if at.hash == hash && n.items[at.item-1].key == key {
			return at
		}
	}
}

// fold returns a name as Jenkins compares it.
func fold(name string) string { return strings.ToLower(name) }

// parents goes through the folders that the item of a full name stands in,
// outermost first.
func parents(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 1; i < len(name); i++ {
			if name[i] == '/' && !yield(name[:i]) {
				return
			}
		}
	}
}

// sort finds the order of the items.
func (n *names) sort() {
	n.order = n.order[:0]
	done := make([]bool, len(n.items))
	add := func(i int) {
		if !done[i] {
			done[i] = true
			n.order = append(n.order, i)
		}
	}
	for i := range n.items {
		for parent := range parents(n.items[i].name) {
			at := n.find(folders, fold(parent))
			if at.item > 0 && n.items[at.item-1].role == roleFolder {
				add(int(at.item) - 1)
			}
		}
		add(i)
	}
}

// checkNames checks the names of the items.
func (e *encoder) checkNames() {
	n := &e.names
	n.moved = false
	folder := "" // of the last item; most items stand in the same one
	for i := range n.items {
		it := &n.items[i]
		if it.name == "" {
			continue
		}
		k := jobs
		if it.role == roleView {
			k = views
		}
		if at := n.find(k, it.key); at.item > 0 {
			e.badName(fieldpath.Duplicate, i, fmt.Sprintf("item [%d] has this name too; Jenkins doesn't tell capitals from small letters", at.item-1))
		} else {
			at.item = int32(i) + 1
		}
		if it.slash > 0 && it.name[:it.slash] != folder && e.checkParents(i) {
			folder = it.name[:it.slash]
		}
		if !it.good {
			for part := range strings.SplitSeq(it.name, "/") {
				if problem := problem(part); problem != "" {
					e.badName(fieldpath.Invalid, i, problem)
					break
				}
			}
		}
	}
	if n.moved {
		n.sort()
	}
}

// checkParents checks that the folders are there that item i stands in.
func (e *encoder) checkParents(i int) bool {
	n, all := &e.names, true
	for parent := range parents(n.items[i].name) {
		switch at := n.find(folders, fold(parent)); {
		case at.item == 0:
			e.badName(fieldpath.NotFound, i, "there is no folder "+parent+": add it, call WithFolders, or declare an ExistingFolder")
			all = false
		case int(at.item)-1 > i && n.items[at.item-1].role == roleFolder:
			n.moved = true
		}
	}
	return all
}

// badName reports the name of item i.
func (e *encoder) badName(kind fieldpath.Kind, i int, detail string) {
	it := &e.names.items[i]
	e.errs.Add(kind, e.at().Index(i).Child(it.call).Child("name"), it.name, detail)
}

// problem says why Jenkins refuses a part of a name, or nothing.
func problem(name string) string {
	switch {
	case name == "":
		return "a part of the name is empty"
	case name == "." || name == "..":
		return "a part of the name is " + name
	case strings.HasSuffix(name, "."):
		return "a part of the name ends with a full stop"
	case strings.TrimSpace(name) != name:
		return "a part of the name begins or ends with a space"
	case strings.ContainsAny(name, `?*\%!@#$^&|<>[]:;`):
		return `a name must not have any of ? * \ % ! @ # $ ^ & | < > [ ] : ;`
	}
	for _, r := range name {
		if r < ' ' || r == 0x7F {
			return "a name must not have control characters"
		}
	}
	return ""
}
