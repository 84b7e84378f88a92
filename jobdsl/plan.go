package jobdsl

import (
	"reflect"
	"slices"
	"sync/atomic"
	"unsafe"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/memory"
)

// A plan is what the encoder needs to know of a type: how a value of it is
// written that stands in an interface, and of a struct its call and how each
// field is written. Plans are made once per type.
//
// Values are reached by address, not through [reflect.Value], which takes
// several times as long. Each address is that of a value of the plan's type,
// found by the offsets and element sizes that package reflect tells.
type plan struct {
	typ    reflect.Type
	direct bool // see [memory.Direct]
	write  func(e *encoder, p unsafe.Pointer, pl *plan)
	elem   *plan // of a pointer

	head    // the call; its name is the tag of the marker
	plugins []string
	args    []field
	body    []field
	runs    []run // the body, for the search of fields that are set
	needed  []int // the fields of the body that are required
	groups  []group
	checks  bool // there is something that [encoder.check] does
	err     string

	validator validator // a pointer to the struct, if that checks itself; see [memory.At]
	role      role
	named     bool // the first argument is the name
}

// head is how a call begins.
type head struct {
	name    string
	line    string // margin, name and bracket
	open    string // margin, name, and the brace of a closure or the quote of a text
	closure bool   // the call has a closure even if nothing stands in it
}

// margin is the indentation in head.line, enough for most depths.
const margin = 64

const spaces = "                                                                "

func (h *head) set(name string) {
	h.name, h.line, h.open = name, spaces+name+"(", spaces+name+" {\n"
}

// group is a number of fields of which one must be set, or at most one may be.
type group struct {
	names  []string
	fields []*field
	any    bool
}

// shape is how a field is written.
type shape byte

const (
	shapeScalar  shape = iota // name(value)
	shapeFlag                 // name() when true
	shapeList                 // name([a, b])
	shapeVarargs              // name(a, b)
	shapeEach                 // name(a), name(b): elements or entries of a map
	shapeMap                  // name([k: v])
	shapeStruct               // name(args) { … }
	shapeStructs              // the same for each element
	shapeLiteral              // name([field: value]) from a struct
	shapeChoice               // name { alternative() }
	shapeChoices              // name { alternative(); alternative() }
	shapeEdits                // configure { node -> … }
)

// writer writes the field f, which is not to be left out, with the value at p. Of
// a field that is a pointer, that is what it points to, for all but field.write.
type writer func(e *encoder, f *field, p unsafe.Pointer)

// field is how a field of a struct is written.
type field struct {
	offset  uintptr
	word    uintptr // where a word is that is zero while the field is not set
	oneWord bool    // there is such a word, and that is all to look at
	pointer bool    // the field is a pointer to what is written
	always  bool    // the zero value is written too
	stays   bool    // an argument that is never left out
	free    bool    // a string, or a list of them, and any string will do
	lists   bool    // a list or a map
	methods bool    // the interfaces that it holds have methods
	inline  bool    // what the field has stands in the closure of the struct itself
	write   writer  // writes the calls in a closure
	value   writer  // writes arguments
	one     writer  // writes one value, the field's or an element
	head

	typ      reflect.Type // without the pointer
	width    uintptr      // of the field in the struct
	size     uintptr      // of an element
	plan     *lazy        // of the struct, or of the structs in the list
	zeros    *memory.Zeros
	index    int // in the struct
	shape    shape
	required bool
	float    bool   // the call takes a float, not a double
	null     bool   // an argument that is left out is written as null
	file     bool   // a string that names a file in the workspace
	constant bool   // the value must be the same in every run
	java     string // the Java enumeration whose constants the values are
	def      string // written for an argument that is left out before others
	enum     []string
	only     []string // the items in which the field may be set
	min, max *float64
	plugins  []string
}

// lazy is the plan of a type that is made when there is a value to write: most
// types that a value may hold, it does not.
type lazy struct {
	typ  reflect.Type
	made atomic.Pointer[plan]
}

func (l *lazy) get() *plan {
	pl := l.made.Load()
	if pl == nil {
		pl = planOf(l.typ)
		l.made.Store(pl)
	}
	return pl
}

const word = unsafe.Sizeof(uintptr(0))

// set reports whether the field of the struct at p is set, as reflect's IsZero
// has it.
func (f *field) set(p unsafe.Pointer) bool {
	if f.oneWord {
		return *(*uintptr)(unsafe.Add(p, f.word)) != 0
	}
	return !f.zeros.Is(unsafe.Add(p, f.offset))
}

// run is those fields of a body, first to end, of which a part is in the window
// at offset. Most fields of most structs are not set; whole windows of them are
// passed over at once.
type run struct {
	offset     uintptr
	first, end int
	sure       bool // there is a field in it that is always written, or no window
}

// window is so many words of a struct.
type window [8]uintptr

// zero reports whether nothing is set in the window at p.
func (w *window) zero() bool {
	return w[0]|w[1]|w[2]|w[3]|w[4]|w[5]|w[6]|w[7] == 0
}

// runsOf returns the windows of a struct of that size.
func runsOf(body []field, size uintptr) []run {
	const width = unsafe.Sizeof(window{})
	if len(body) == 0 {
		return nil
	}
	if size < width {
		return []run{{end: len(body), sure: true}}
	}
	var runs []run
	for offset, done := uintptr(0), false; !done; offset += width {
		if offset+width >= size {
			offset, done = size-width, true
		}
		r := run{offset: offset, first: -1}
		for i := range body {
			f := &body[i]
			if f.offset >= offset+width || f.offset+f.width <= offset {
				continue
			}
			if r.first < 0 {
				r.first = i
			}
			r.end = i + 1
			r.sure = r.sure || f.always
		}
		if r.first >= 0 {
			runs = append(runs, r)
		}
	}
	return runs
}

var plans memory.Table[plan]

func planOf(t reflect.Type) *plan {
	if p := plans.Get(t); p != nil {
		return p
	}
	return plans.Keep(t, makePlan(t))
}

var (
	validatorType = reflect.TypeFor[validator]()
	editsType     = reflect.TypeFor[[]XMLEdit]()
	callType      = reflect.TypeFor[Call]()
	pairType      = reflect.TypeFor[Pair]()
	sourceType    = reflect.TypeFor[Source]()

	workspaceFileType = reflect.TypeFor[WorkspaceFile]()
)

// validator is what a struct has that checks itself.
type validator interface{ Validate() error }

func makePlan(t reflect.Type) *plan {
	pl := &plan{typ: t, direct: memory.Direct(t)}
	switch t.Kind() {
	case reflect.Pointer:
		pl.elem = planOf(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			pl.add(t.Field(i), i)
		}
		pl.finish()
	}
	pl.write = pl.writer()
	pl.role = pl.roleOf()
	return pl
}

// writer returns what writes a value that stands in an interface.
func (pl *plan) writer() func(*encoder, unsafe.Pointer, *plan) {
	switch pl.typ {
	case sourceType:
		return (*encoder).sourceLine
	case callType:
		return func(e *encoder, p unsafe.Pointer, _ *plan) { e.rawCall((*Call)(p)) }
	}
	switch pl.typ.Kind() {
	case reflect.Pointer:
		return (*encoder).pointer
	case reflect.Interface:
		return func(e *encoder, p unsafe.Pointer, pl *plan) { e.held(p, pl.typ.NumMethod() > 0) }
	case reflect.Struct:
		if pl.name != "" {
			return (*encoder).structure
		}
		return func(e *encoder, _ unsafe.Pointer, pl *plan) {
			e.errs.Add(fieldpath.Invalid, e.at(), pl.typ.String(), `the embedded marker has no tag dsl:"name" that names the call`)
		}
	}
	return func(e *encoder, _ unsafe.Pointer, pl *plan) {
		e.errs.Add(fieldpath.Invalid, e.at(), pl.typ.String(), "an alternative is a struct")
	}
}

// finish notes what takes all of the fields to know.
func (pl *plan) finish() {
	if pl.typ.Implements(validatorType) {
		pl.validator = reflect.New(pl.typ).Interface().(validator)
	}
	pl.checks = pl.err != "" || pl.validator != nil || len(pl.groups) > 0
	pl.named = len(pl.args) > 0 && !pl.args[0].pointer && pl.args[0].typ.Kind() == reflect.String
	pl.runs = runsOf(pl.body, pl.typ.Size())
	for i := range pl.body {
		if f := &pl.body[i]; f.required && !f.always {
			pl.needed = append(pl.needed, i)
		}
	}
	for i := range pl.groups {
		g := &pl.groups[i]
		for _, fields := range [][]field{pl.args, pl.body} {
			for j := range fields {
				if slices.Contains(g.names, fields[j].name) {
					g.fields = append(g.fields, &fields[j])
				}
			}
		}
	}
}
