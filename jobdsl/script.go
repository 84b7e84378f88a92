package jobdsl

import (
	"fmt"
	"sync"
	"unsafe"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/memory"
)

// Error is one finding about a script: where it is, what is wrong and what is
// allowed.
type Error = fieldpath.Error

// Script is a Job DSL script: its items. It is a text for whatever writes it:
// AppendText gives the Groovy source. Folders are written before what stands in
// them, whatever their order here; apart from that the order is kept.
type Script []Item

// Call is a call of the Job DSL that no struct stands for: of a plugin that the
// tables don't know. It can stand wherever an interface of this package is
// asked for, and in the Extra field of every struct.
type Call struct {
	// Name is the method's name.
	Name string
	// Args are the arguments: strings, bools, numbers, lists, maps with string
	// keys, nil, and [Source]. Strings are escaped, as everywhere.
	Args []any
	// Body is what stands in the closure after the arguments; nil for no
	// closure.
	Body []Call
}

// Pair is a name with its value, of several that stand in an order: environment
// variables, properties, parameters that are handed on.
type Pair struct {
	// Name is the name; it is required.
	Name string
	// Value is the value; it may be empty.
	Value string
}

// AppendText appends the script as Groovy source. When anything is wrong with
// the script, it returns all findings and dst as it was.
func (s Script) AppendText(dst []byte) ([]byte, error) {
	e := encoders.Get().(*encoder)
	defer encoders.Put(e)
	return e.encode(dst, s)
}

// MarshalText returns the script as Groovy source.
func (s Script) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// Validate returns what is wrong with the script, all of it, or nil.
func (s Script) Validate() error {
	e := encoders.Get().(*encoder)
	defer encoders.Put(e)
	text, err := e.encode(e.scratch[:0], s)
	if cap(text) <= maxScratch {
		e.scratch = text
	}
	return err
}

// maxScratch is how large a text an encoder keeps for nothing but its room.
const maxScratch = 1 << 20

// encoders keeps what an encoder allocates for the next script.
var encoders = sync.Pool{New: func() any { return new(encoder) }}

// WithFolders returns the script with a [Folder] added for each missing parent
// of its items.
func (s Script) WithFolders() Script {
	var n names
	n.collect(s)
	var missing Script
	added := map[string]bool{}
	for i := range s {
		for parent := range parents(n.items[i].name) {
			key := fold(parent)
			if n.find(folders, key).item == 0 && !added[key] {
				added[key] = true
				missing = append(missing, Folder{Name: parent})
			}
		}
	}
	return append(missing, s...)
}

// partSize is how many items stand in one closure when a script has more: one
// method of a class file holds some 2,500.
const partSize = 200

// encode appends the script to dst, unless there are findings.
func (e *encoder) encode(dst []byte, s Script) ([]byte, error) {
	e.out, e.errs, e.path, e.depth = dst, nil, e.path[:0], 0
	e.names.collect(s)
	e.checkNames()
	e.items(s)
	text, errs := e.out, e.errs
	e.out, e.errs = nil, nil
	if err := errs.Err(); err != nil {
		return dst, err
	}
	return text, nil
}

func (e *encoder) items(s Script) {
	w := parts{split: len(s) > 2*partSize}
	for i := range s {
		if e.names.moved {
			i = e.names.order[i]
		}
		e.path = append(e.path[:0], at("", i))
		switch item := &e.names.items[i]; item.role {
		case roleNil:
			e.errs.Add(fieldpath.Required, e.at(), nil, "nil stands where an item must")
		case roleExisting:
		default:
			w.next(e, item.role == roleSource)
			e.item = item.call
			item.plan.write(e, memory.In(unsafe.Pointer(&s[i]), item.plan.direct), item.plan)
		}
	}
	w.end(e)
}

// parts divides a script into closures.
type parts struct {
	split  bool
	some   bool // something is written
	number int  // of the part that is being written, or was
	items  int  // in the part that is being written
}

// next makes room for an item; a raw one stands in no part.
func (w *parts) next(e *encoder, raw bool) {
	if raw || w.items == partSize {
		w.end(e)
	}
	if w.some {
		e.out = append(e.out, '\n')
	}
	w.some = true
	if !w.split || raw {
		return
	}
	if w.items == 0 {
		w.number++
		e.out = fmt.Appendf(e.out, "def part%d = {\n", w.number)
		e.depth++
	}
	w.items++
}

// end ends a part, if one is being written.
func (w *parts) end(e *encoder) {
	if w.items > 0 {
		e.depth--
		e.out = fmt.Appendf(e.out, "}\npart%d()\n", w.number)
		w.items = 0
	}
}
