package jobdsl

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
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
	checks  bool // the type has Validate
	err     string
	role    role
	named   bool // the first argument is the name
}

// head is how a call begins.
type head struct {
	name    string
	line    string // indentation, name and bracket
	closure bool   // the call has a closure even if nothing stands in it
}

// margin is the indentation in head.line, enough for most depths.
const margin = 64

const spaces = "                                                                "

func (h *head) set(name string) { h.name, h.line = name, spaces+name+"(" }

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

// writer writes the value at p of the field f, which is not to be left out. Of a
// field that is a pointer, p is what it points to.
type writer func(e *encoder, f *field, p unsafe.Pointer)

// field is how a field of a struct is written.
type field struct {
	head
	offset  uintptr
	word    uintptr // where a word is that is zero while the field is not set
	oneWord bool    // there is such a word, and that is all to look at
	pointer bool    // the field is a pointer to what is written
	always  bool    // the zero value is written too
	stays   bool    // an argument that is never left out
	free    bool    // a string, or a list of them, and any string will do
	inline  bool    // what the field has stands in the closure of the struct itself
	write   writer  // writes the calls in a closure
	value   writer  // writes arguments
	scalar  writer  // writes one value, the field's or that of one element

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
	itemType      = reflect.TypeFor[Item]()

	workspaceFileType = reflect.TypeFor[WorkspaceFile]()
)

// validator is what a struct has that checks itself.
type validator interface{ Validate() error }

func makePlan(t reflect.Type) *plan {
	pl := &plan{typ: t, direct: memory.Direct(t)}
	pl.write = pl.writer()
	switch t.Kind() {
	case reflect.Pointer:
		pl.elem = planOf(t.Elem())
	case reflect.Struct:
		pl.checks = t.Implements(validatorType)
		for i := range t.NumField() {
			pl.add(t.Field(i), i)
		}
		pl.finish()
	}
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
		return func(e *encoder, p unsafe.Pointer, pl *plan) { e.alternative(pl.typ, p) }
	case reflect.Struct:
		return (*encoder).structure
	}
	return func(e *encoder, _ unsafe.Pointer, pl *plan) {
		e.errs.Add(fieldpath.Invalid, e.at(), pl.typ.String(), "an alternative is a struct")
	}
}

// add notes how field i of the struct is written.
func (pl *plan) add(sf reflect.StructField, i int) {
	tag, tagged := sf.Tag.Lookup("dsl")
	name, opts, _ := strings.Cut(tag, ",")
	switch {
	case sf.Anonymous:
		if tagged && pl.name == "" {
			pl.head.set(name)
			pl.closure = opts == "closure"
			pl.plugins = splitOption(sf.Tag.Get("jc"), "plugin=")
		}
		return
	case sf.Name == "_":
		pl.groups = append(pl.groups, groups(sf.Tag.Get("jc"))...)
		return
	case !tagged || name == "-":
		return
	}
	f := field{index: i, offset: sf.Offset, width: sf.Type.Size(), typ: sf.Type, zeros: memory.ZerosOf(sf.Type)}
	f.head.set(name)
	arg := false
	for opts != "" {
		var opt string
		if strings.HasPrefix(opts, "default=") { // may hold commas: it comes last
			opt, opts = opts, ""
		} else {
			opt, opts, _ = strings.Cut(opts, ",")
		}
		key, value, _ := strings.Cut(opt, "=")
		switch key {
		case "arg":
			arg = true
		case "null":
			f.null = true
		case "float":
			f.float = true
		case "inline":
			f.inline = true
		case "each":
			f.shape = shapeEach
		case "varargs":
			f.shape = shapeVarargs
		case "flag":
			f.shape = shapeFlag
		case "map":
			f.shape = shapeLiteral
		case "closure":
			f.closure = true
		case "always":
			f.always = true
		case "closures": // what shapeChoices does with an argument
		case "java":
			f.java = value
		case "default":
			f.def = value
		default:
			pl.err = fmt.Sprintf("%s.%s: unknown option %q in the dsl tag", pl.typ, sf.Name, opt)
		}
	}
	f.check(sf.Tag.Get("jc"))
	if err := f.settle(); err != "" {
		pl.err = fmt.Sprintf("%s.%s: %s", pl.typ, sf.Name, err)
	}
	if arg {
		pl.args = append(pl.args, f)
	} else {
		pl.body = append(pl.body, f)
	}
}

// finish notes what takes all of the fields to know.
func (pl *plan) finish() {
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

// check notes what a jc tag says of a field.
func (f *field) check(jc string) {
	for opt := range strings.SplitSeq(jc, ",") {
		key, value, _ := strings.Cut(opt, "=")
		switch key {
		case "required":
			f.required = true
		case "constant":
			f.constant = true
		case "enum":
			f.enum = strings.Split(value, "|")
		case "only":
			f.only = strings.Split(value, "|")
		case "plugin":
			f.plugins = strings.Split(value, "|")
		case "min", "max":
			if v, err := strconv.ParseFloat(value, 64); err == nil {
				if key == "min" {
					f.min = &v
				} else {
					f.max = &v
				}
			}
		}
	}
}

func groups(jc string) []group {
	var out []group
	for opt := range strings.SplitSeq(jc, ",") {
		key, value, _ := strings.Cut(opt, "=")
		out = append(out, group{names: strings.Split(value, "|"), any: key == "any"})
	}
	return out
}

// splitOption returns the values, parted by |, of an option of a jc tag.
func splitOption(jc, key string) []string {
	for opt := range strings.SplitSeq(jc, ",") {
		if v, ok := strings.CutPrefix(opt, key); ok {
			return strings.Split(v, "|")
		}
	}
	return nil
}

// settle finds the shape of a field from its type, and what writes it.
func (f *field) settle() string {
	kind := f.typ.Kind()
	f.oneWord, f.word = true, f.offset
	switch kind {
	case reflect.Pointer, reflect.Interface, reflect.Slice, reflect.Map:
	case reflect.String: // of which the length tells
		f.word += word
	default:
		f.oneWord = false
	}
	if f.typ == editsType {
		f.shape = shapeEdits
	} else {
		if kind == reflect.Pointer {
			f.pointer = true
			f.typ = f.typ.Elem()
		}
		if !f.shapeOf() {
			return "the encoder has no form for " + f.typ.String()
		}
	}
	switch kind {
	case reflect.Bool, reflect.Int, reflect.Float64:
		f.stays = true
	case reflect.Slice:
		f.stays = f.shape == shapeChoices
	case reflect.Map, reflect.Pointer, reflect.Interface:
	default:
		f.stays = f.always
	}
	f.writers()
	return ""
}

// shapeOf finds the shape of a field; it returns false for a type that has none.
func (f *field) shapeOf() bool {
	switch t := f.typ; t.Kind() {
	case reflect.String, reflect.Bool, reflect.Int, reflect.Int64, reflect.Int32, reflect.Float64:
		return f.shape == shapeScalar || f.shape == shapeFlag
	case reflect.Map:
		if f.shape != shapeEach {
			f.shape = shapeMap
		}
		return t.Key().Kind() == reflect.String
	case reflect.Struct:
		if f.shape != shapeLiteral {
			f.shape = shapeStruct
		}
	case reflect.Interface:
		f.shape = shapeChoice
	case reflect.Slice:
		elem := t.Elem()
		f.size = elem.Size()
		switch elem.Kind() {
		case reflect.Interface:
			f.shape = shapeChoices
		case reflect.Struct:
			switch elem {
			case pairType:
				return f.shape == shapeEach
			case callType:
				f.shape = shapeChoices
			default:
				f.shape = shapeStructs
			}
		case reflect.String, reflect.Int:
			if f.shape != shapeEach && f.shape != shapeVarargs {
				f.shape = shapeList
			}
		default:
			return false
		}
	default:
		return false
	}
	return true
}

// writers finds what writes the field.
func (f *field) writers() {
	one := f.typ
	if f.typ.Kind() == reflect.Slice {
		one = f.typ.Elem()
	}
	f.file = one == workspaceFileType
	f.free = one.Kind() == reflect.String && f.enum == nil && f.java == "" && !f.file
	f.scalar = scalarOf(one)
	f.plan = &lazy{typ: one}
	f.value, f.write = (*encoder).noForm, (*encoder).valueCall
	switch f.shape {
	case shapeScalar:
		f.value = f.scalar
		switch f.typ.Kind() {
		case reflect.String:
			f.write = (*encoder).textCall
		case reflect.Bool:
			f.write = (*encoder).boolCall
		}
	case shapeFlag:
		f.value, f.write = f.scalar, (*encoder).flagCall
	case shapeList:
		f.value = (*encoder).list
	case shapeVarargs:
		f.value, f.write = (*encoder).varargs, (*encoder).varargsCall
	case shapeEach:
		f.value, f.write = (*encoder).list, (*encoder).each
		if f.typ.Kind() == reflect.Map {
			f.value, f.write = (*encoder).noForm, (*encoder).eachEntry
		}
	case shapeMap:
		f.value = (*encoder).mapLiteral
	case shapeStruct:
		f.write = (*encoder).structCall
	case shapeStructs:
		f.write = (*encoder).structs
		return
	case shapeLiteral:
		f.value = (*encoder).structLiteral
	case shapeChoice:
		f.write = (*encoder).choice
	case shapeChoices:
		f.value, f.write = (*encoder).closures, (*encoder).choices
	case shapeEdits:
		f.write = (*encoder).edits
	}
	if k := f.typ.Kind(); f.required && !f.pointer && (k == reflect.Slice || k == reflect.Map) {
		f.write = notEmpty(f.write)
	}
}

// scalarOf returns what writes a single value of type t.
func scalarOf(t reflect.Type) writer {
	switch t.Kind() {
	case reflect.String:
		return (*encoder).text
	case reflect.Bool:
		return (*encoder).bool
	case reflect.Int:
		return integer[int]
	case reflect.Int64:
		return integer[int64]
	case reflect.Int32:
		return integer[int32]
	case reflect.Float64:
		return (*encoder).number
	}
	return (*encoder).noForm
}
