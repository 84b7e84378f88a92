package jobdsl

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unsafe"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/groovy"
	"github.com/jenkinscode/jenkinscode/internal/memory"
)

// encoder writes Groovy and collects findings on the way.
type encoder struct {
	out   []byte
	depth int
	path  []step // where the encoder stands, for findings
	item  string // the call of the item that is being written
	names names
	errs  fieldpath.List

	scratch []byte // for a text that nobody reads
}

// step is one element of a path: a name, an index, or a name with an index.
type step struct {
	name  string
	index int32 // -1 for none
	key   bool  // the name is a key
}

func (e *encoder) push(s step) { e.path = append(e.path, s) }
func (e *encoder) pop()        { e.path = e.path[:len(e.path)-1] }

// at returns the current path.
func (e *encoder) at() *fieldpath.Path {
	var p *fieldpath.Path
	for _, s := range e.path {
		switch {
		case s.key:
			p = p.Key(s.name)
		case s.name != "":
			p = p.Child(s.name)
		}
		if s.index >= 0 {
			p = p.Index(int(s.index))
		}
	}
	return p
}

func named(name string) step         { return step{name: name, index: -1} }
func keyed(key string) step          { return step{name: key, index: -1, key: true} }
func at(name string, index int) step { return step{name: name, index: int32(index)} }

// begin returns the output with a line that has a margin, so much of it as the
// depth asks for.
func (e *encoder) begin(line string) []byte {
	out := e.out
	n := margin - 4*e.depth
	for ; n < 0; n += 4 {
		out = append(out, "    "...)
	}
	return append(out, line[n:]...)
}

// line indents a line.
func (e *encoder) line() { e.out = e.begin(spaces) }

// brace is the line that ends a closure.
const brace = spaces + "}\n"

// open begins a closure without arguments; done ends it.
func (e *encoder) open(h *head) {
	e.out = e.begin(h.open)
	e.depth++
}

func (e *encoder) done() {
	e.depth--
	if e.out[len(e.out)-2] == '{' {
		e.out = append(e.out[:len(e.out)-1], "}\n"...)
		return
	}
	e.out = e.begin(brace)
}

// alternative writes what the interface at p holds, one of the field's.
func (e *encoder) alternative(f *field, p unsafe.Pointer) { e.held(p, f.methods) }

// held writes what the interface at p holds; methods says whether the interface
// has any.
func (e *encoder) held(p unsafe.Pointer, methods bool) {
	if memory.IsNil(p) {
		e.nothing()
		return
	}
	pl := planOf(memory.Type(p, methods))
	pl.write(e, memory.In(p, pl.direct), pl)
}

func (e *encoder) nothing() {
	e.errs.Add(fieldpath.Required, e.at(), nil, "nil stands where an alternative must")
}

// pointer writes what the pointer at p points to.
func (e *encoder) pointer(p unsafe.Pointer, pl *plan) {
	if p = *(*unsafe.Pointer)(p); p == nil {
		e.nothing()
		return
	}
	pl.elem.write(e, p, pl.elem)
}

// structure writes the call of the struct at p, by the name of its marker.
func (e *encoder) structure(p unsafe.Pointer, pl *plan) { e.call(&pl.head, -1, p, pl) }

// call writes name(args) { body } for the struct at p; index is that of the call
// in a list of such calls, -1 for none.
func (e *encoder) call(h *head, index int, p unsafe.Pointer, pl *plan) {
	e.push(at(h.name, index))
	if pl.checks && !e.check(p, pl) {
		e.pop()
		return
	}
	var bare, end, left int // where the name ends, and the arguments
	if len(pl.args) == 0 {
		e.out = e.begin(h.open)
		bare = len(e.out) - len(" {\n")
		end = bare
	} else {
		e.out = e.begin(h.line)
		bare = len(e.out) - len("(")
		left = e.args(p, pl)
		end = len(e.out)
		if end == bare+1 { // no arguments, no brackets
			end = bare
			e.out = append(e.out[:bare], " {\n"...)
		} else {
			e.out = append(e.out, ") {\n"...)
		}
	}
	start := len(e.out)
	e.depth++
	e.body(p, pl)
	e.depth--
	switch {
	case len(e.out) > start:
		e.out = e.begin(brace)
		if left > 0 {
			e.defaults(pl, left, end)
		}
	case h.closure:
		e.out = append(e.out[:start-1], "}\n"...)
	case end == bare:
		e.out = append(e.out[:bare], "()\n"...)
	default:
		e.out = append(e.out[:end], ")\n"...)
	}
	e.pop()
}

// check runs the checks of the struct at p that concern it as a whole; it returns
// false when it can't be written.
func (e *encoder) check(p unsafe.Pointer, pl *plan) bool {
	if pl.err != "" {
		e.errs.Add(fieldpath.Invalid, e.at(), nil, pl.err)
		return false
	}
	if pl.validator != nil {
		e.validate(p, pl)
	}
	for i := range pl.groups {
		e.group(p, &pl.groups[i])
	}
	return true
}

// validate has the struct at p check itself.
func (e *encoder) validate(p unsafe.Pointer, pl *plan) {
	if err := memory.At(pl.validator, p).Validate(); err != nil {
		e.errs.Append(e.at(), err)
	}
}

// group checks fields of which one must be set, or at most one may be.
func (e *encoder) group(p unsafe.Pointer, g *group) {
	set := 0
	for _, f := range g.fields {
		if f.set(p) {
			set++
		}
	}
	switch {
	case g.any && set == 0:
		e.errs.Add(fieldpath.Required, e.at(), nil, "one of these must be set: "+strings.Join(g.names, ", "))
	case !g.any && set > 1:
		e.errs.Add(fieldpath.Conflict, e.at(), nil, "only one of these may be set: "+strings.Join(g.names, ", "))
	}
}

// missing reports a field that must be set.
func (e *encoder) missing(f *field) {
	e.errs.Add(fieldpath.Required, e.at().Child(f.name), nil, "it must be set", f.enum...)
}

// body writes those fields of the struct at p that stand in its closure.
func (e *encoder) body(p unsafe.Pointer, pl *plan) {
	next := 0
	for i := range pl.runs {
		r := &pl.runs[i]
		if !r.sure && (*window)(unsafe.Add(p, r.offset)).zero() {
			continue
		}
		for next = max(next, r.first); next < r.end; next++ {
			if f := &pl.body[next]; f.always || f.set(p) {
				f.write(e, f, unsafe.Add(p, f.offset))
			}
		}
	}
	for _, i := range pl.needed {
		if f := &pl.body[i]; !f.set(p) {
			e.missing(f)
		}
	}
}

// args writes the arguments of a call. One that is left out is written as its
// default when another one follows. It returns how many at the end are left out.
func (e *encoder) args(p unsafe.Pointer, pl *plan) (left int) {
	written := 0
	for i := range pl.args {
		f := &pl.args[i]
		missing := !f.stays && !f.set(p)
		if f.required && (missing || f.lists && !f.stays && f.isEmpty(unsafe.Add(p, f.offset))) {
			e.missing(f)
		}
		if missing && !f.null {
			left++
			continue
		}
		for ; left > 0; left-- {
			e.comma(written)
			e.standIn(&pl.args[i-left])
			written++
		}
		e.comma(written)
		written++
		if missing {
			e.out = append(e.out, "null"...)
		} else {
			e.argument(f, unsafe.Add(p, f.offset))
		}
	}
	return left
}

// comma parts an argument or element from those that stand before it.
func (e *encoder) comma(before int) {
	if before > 0 {
		e.out = append(e.out, ", "...)
	}
}

// standIn writes the default of an argument that is left out before others.
func (e *encoder) standIn(f *field) {
	def := f.def
	if def == "" {
		e.errs.Add(fieldpath.Required, e.at().Child(f.name), nil, "an argument after it is set")
		def = "null"
	}
	e.out = append(e.out, def...)
}

// argument writes the field at p as an argument.
func (e *encoder) argument(f *field, p unsafe.Pointer) {
	if f.pointer {
		p = *(*unsafe.Pointer)(p)
	}
	if f.free && f.shape == shapeScalar && e.plain(*(*string)(p)) {
		return
	}
	e.push(named(f.name))
	f.value(e, f, p)
	e.pop()
}

// defaults puts in the defaults of the arguments that were left out: before a
// closure they must stand, unless the call has a form without them. The
// arguments before them end at end, without any the call's name does.
func (e *encoder) defaults(pl *plan, left, end int) {
	var room [64]byte
	text := room[:0]
	none := left == len(pl.args)
	if none {
		text = append(text, '(')
	}
	for i := len(pl.args) - left; i < len(pl.args); i++ {
		if pl.args[i].def == "" {
			return
		}
		if i > 0 {
			text = append(text, ", "...)
		}
		text = append(text, pl.args[i].def...)
	}
	if none {
		text = append(text, ')')
	}
	e.out = slices.Insert(e.out, end, text...)
}

// maxCalls is how many calls one closure holds for certain: it is a method of a
// class file.
const maxCalls = 2_500

// few reports a list of so many that its closure would not compile.
func (e *encoder) few(n int) {
	if n > maxCalls {
		e.errs.Add(fieldpath.Limit, e.at(), n, fmt.Sprintf("Groovy compiles no more than %d calls in one closure", maxCalls))
	}
}

// pointed returns write for fields that are pointers.
func pointed(write writer) writer {
	return func(e *encoder, f *field, p unsafe.Pointer) {
		if p = *(*unsafe.Pointer)(p); p == nil {
			e.out = append(e.begin(f.line), "null)\n"...)
			return
		}
		write(e, f, p)
	}
}

// onlyIn returns write for fields that only some kinds of items have.
func onlyIn(write writer) writer {
	return func(e *encoder, f *field, p unsafe.Pointer) {
		if !slices.Contains(f.only, e.item) {
			e.errs.Add(fieldpath.Forbidden, e.at().Child(f.name), nil, "it may be set only in some kinds of items", f.only...)
		}
		write(e, f, p)
	}
}

// notEmpty returns write for lists and maps that must not be empty.
func notEmpty(write writer) writer {
	return func(e *encoder, f *field, p unsafe.Pointer) {
		if f.isEmpty(p) {
			e.missing(f)
			return
		}
		write(e, f, p)
	}
}

// isEmpty reports whether the field at p is a list or map without elements.
func (f *field) isEmpty(p unsafe.Pointer) bool {
	switch f.typ.Kind() {
	case reflect.Slice:
		return (*memory.Slice)(p).Len == 0
	case reflect.Map:
		return f.mapAt(p).Len() == 0
	}
	return false
}

// mapAt returns the map at p.
func (f *field) mapAt(p unsafe.Pointer) reflect.Value { return reflect.NewAt(f.typ, p).Elem() }

// textCall writes name('text'), most of all calls.
func (e *encoder) textCall(f *field, p unsafe.Pointer) {
	s := *(*string)(p)
	if !groovy.Plain(s) {
		e.valueCall(f, p)
		return
	}
	out := append(e.begin(f.open), s...)
	e.out = append(out, "')\n"...)
}

func (e *encoder) boolCall(f *field, p unsafe.Pointer) {
	end := "false)\n"
	if *(*bool)(p) {
		end = "true)\n"
	}
	e.out = append(e.begin(f.line), end...)
}

func (e *encoder) intCall(f *field, p unsafe.Pointer) {
	out := strconv.AppendInt(e.begin(f.line), int64(*(*int)(p)), 10)
	e.out = append(out, ")\n"...)
}

// valueCall writes name(value).
func (e *encoder) valueCall(f *field, p unsafe.Pointer) {
	e.push(named(f.name))
	e.out = e.begin(f.line)
	f.value(e, f, p)
	e.out = append(e.out, ")\n"...)
	e.pop()
}

func (e *encoder) varargsCall(f *field, p unsafe.Pointer) {
	if (*memory.Slice)(p).Len > 0 {
		e.valueCall(f, p)
	}
}

func (e *encoder) flagCall(f *field, _ unsafe.Pointer) {
	e.out = append(e.begin(f.line), ")\n"...)
}

func (e *encoder) structCall(f *field, p unsafe.Pointer) {
	e.call(&f.head, -1, p, f.plan.get())
}

// structs writes one call for each struct of a list: with the field's name, or
// in a closure of that name when the structs have names of their own.
func (e *encoder) structs(f *field, p unsafe.Pointer) {
	list, pl := (*memory.Slice)(p), f.plan.get()
	if pl.name == "" {
		for i := range list.Len {
			e.call(&f.head, i, f.at(list, i), pl)
		}
		return
	}
	e.push(named(f.name))
	e.open(&f.head)
	for i := range list.Len {
		e.call(&pl.head, i, f.at(list, i), pl)
	}
	e.done()
	e.pop()
}

// at returns the address of an element.
func (f *field) at(list *memory.Slice, i int) unsafe.Pointer {
	return unsafe.Add(list.Data, uintptr(i)*f.size)
}

// choice writes the alternative that an interface holds.
func (e *encoder) choice(f *field, p unsafe.Pointer) {
	e.push(named(f.name))
	if !f.inline {
		e.open(&f.head)
	}
	e.alternative(f, p)
	if !f.inline {
		e.done()
	}
	e.pop()
}

// choices writes the alternatives in a list.
func (e *encoder) choices(f *field, p unsafe.Pointer) {
	list := (*memory.Slice)(p)
	e.push(named(f.name))
	e.few(list.Len)
	if !f.inline {
		e.open(&f.head)
	}
	for i := range list.Len {
		e.element(f, list, i)
	}
	if !f.inline {
		e.done()
	}
	e.pop()
}

// element writes one element of a list.
func (e *encoder) element(f *field, list *memory.Slice, i int) {
	e.push(at("", i))
	f.one(e, f, f.at(list, i))
	e.pop()
}

// each writes one call for each element of a list.
func (e *encoder) each(f *field, p unsafe.Pointer) {
	list := (*memory.Slice)(p)
	e.push(named(f.name))
	e.few(list.Len)
	for i := range list.Len {
		e.out = e.begin(f.line)
		e.element(f, list, i)
		e.out = append(e.out, ")\n"...)
	}
	e.pop()
}

// eachEntry writes one call for each entry of a map.
func (e *encoder) eachEntry(f *field, p unsafe.Pointer) {
	m := f.mapAt(p)
	e.push(named(f.name))
	e.few(m.Len())
	for _, k := range sortedKeys(m) {
		e.push(keyed(k.String()))
		e.out = e.begin(f.line)
		e.word(k.String())
		e.out = append(e.out, ", "...)
		e.any(m.MapIndex(k))
		e.out = append(e.out, ")\n"...)
		e.pop()
	}
	e.pop()
}

// pair writes the two arguments of a call that sets one of several values.
func (e *encoder) pair(_ *field, p unsafe.Pointer) {
	pair := (*Pair)(p)
	if pair.Name == "" {
		e.errs.Add(fieldpath.Required, e.at().Child("name"), nil, "it must be set")
	}
	e.word(pair.Name)
	e.out = append(e.out, ", "...)
	e.literal(pair.Value)
}

// sourceLine writes the raw Groovy at p as a line of its own.
func (e *encoder) sourceLine(p unsafe.Pointer, _ *plan) {
	e.line()
	e.source(*(*string)(p))
	e.out = append(e.out, '\n')
}

// source writes raw Groovy, each line at the present indentation.
func (e *encoder) source(s string) {
	if i := strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 || r < ' ' && r != '\n' && r != '\t' }); i >= 0 {
		e.errs.Add(fieldpath.Invalid, e.at(), s, "raw Groovy is ASCII without control characters; write others as escapes")
		return
	}
	e.out = append(e.out, s...)
}

// rawCall writes a call that no struct stands for.
func (e *encoder) rawCall(c *Call) {
	if !identifier(c.Name) {
		e.errs.Add(fieldpath.Invalid, e.at().Child("name"), c.Name, "the name of a method is needed")
		return
	}
	e.push(named(c.Name))
	defer e.pop()
	e.line()
	e.out = append(e.out, c.Name...)
	if len(c.Args) > 0 || c.Body == nil {
		e.out = append(e.out, '(')
		for i, a := range c.Args {
			if i > 0 {
				e.out = append(e.out, ", "...)
			}
			e.push(at("args", i))
			e.any(reflect.ValueOf(a))
			e.pop()
		}
		e.out = append(e.out, ')')
	}
	if c.Body == nil {
		e.out = append(e.out, '\n')
		return
	}
	e.out = append(e.out, " {\n"...)
	e.depth++
	for i := range c.Body {
		e.rawCall(&c.Body[i])
	}
	e.done()
}

// identifier reports whether s is a name that Groovy takes as it stands.
func identifier(s string) bool {
	for i, r := range s {
		if r != '_' && r != '$' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return s != "" && !keywords[s]
}

var keywords = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`abstract as assert boolean break byte case catch char class const continue def default do double
		else enum extends false final finally float for goto if implements import in instanceof int interface long native new null
		package private protected public return short static strictfp super switch synchronized this threadsafe throw throws
		transient true try void volatile while`) {
		m[w] = true
	}
	return m
}()
