package jobdsl

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/groovy"
	"github.com/jenkinscode/jenkinscode/internal/live"
)

// encoder writes Groovy and collects findings on the way.
type encoder struct {
	out   []byte
	depth int
	path  []step // where the encoder stands, for findings
	item  string // the call of the item that is being written
	errs  fieldpath.List
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

// line indents a line.
func (e *encoder) line() {
	const spaces = "                                                                "
	for n := 4 * e.depth; n > 0; n -= len(spaces) {
		e.out = append(e.out, spaces[:min(n, len(spaces))]...)
	}
}

// alternative writes the call of the struct in v, an addressable interface or
// struct.
func (e *encoder) alternative(v reflect.Value) {
	for v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer {
		switch {
		case v.IsNil():
			e.errs.Add(fieldpath.Required, e.at(), nil, "nil stands where an alternative must")
			return
		case v.Kind() == reflect.Interface:
			v = held(v)
		default:
			v = v.Elem()
		}
	}
	if v.Type() == sourceType {
		e.line()
		e.source(v.String())
		e.out = append(e.out, '\n')
		return
	}
	if v.Kind() != reflect.Struct {
		e.errs.Add(fieldpath.Invalid, e.at(), v.Type().String(), "an alternative is a struct")
		return
	}
	if v.Type() == callType {
		e.rawCall(v.Addr().Interface().(*Call))
		return
	}
	p := planOf(v.Type())
	if p.name == "" {
		e.errs.Add(fieldpath.Invalid, e.at(), v.Type().String(), `the embedded marker has no tag dsl:"name" that names the call`)
		return
	}
	e.call(named(p.name), v, p, p.closure)
}

// call writes name(args) { body } for the struct v; the name and the index of
// the call in a list are in s.
func (e *encoder) call(s step, v reflect.Value, p *plan, closure bool) {
	e.push(s)
	defer e.pop()
	if p.err != "" {
		e.errs.Add(fieldpath.Invalid, e.at(), nil, p.err)
		return
	}
	if p.checks {
		e.validate(v)
	}
	memory := v.Addr().UnsafePointer()
	for i := range p.groups {
		e.group(v, p, &p.groups[i])
	}
	e.line()
	e.out = append(e.out, s.name...)
	bare := len(e.out)
	e.out = append(e.out, '(')
	left := e.args(v, p)
	e.out = append(e.out, ')')
	noArgs := len(e.out) == bare+2

	end := len(e.out)
	if noArgs {
		e.out = append(e.out[:bare], " {\n"...)
	} else {
		e.out = append(e.out, " {\n"...)
	}
	start := len(e.out)
	e.depth++
	for i, last := 0, -1; i < len(p.probes); i++ {
		if q := &p.probes[i]; q.field != last && (q.always || q.set(memory)) {
			last = q.field
			fp := &p.body[last]
			e.field(v.Field(fp.index), fp)
		}
	}
	for _, i := range p.needed {
		if fp := &p.body[i]; fp.zero(memory) {
			e.missing(e.at().Child(fp.label), fp)
		}
	}
	e.depth--
	switch {
	case len(e.out) > start:
		e.line()
		e.out = append(e.out, "}\n"...)
		e.defaults(p, left, bare, end)
	case closure:
		e.out = append(e.out[:start-1], "}\n"...)
	case noArgs:
		e.out = append(e.out[:bare], "()\n"...)
	default:
		e.out = append(e.out[:end], '\n')
	}
}

// validate has the struct in v check itself.
func (e *encoder) validate(v reflect.Value) {
	if err := v.Addr().Interface().(interface{ Validate() error }).Validate(); err != nil {
		e.errs.Append(e.at(), err)
	}
}

// group checks fields of which one must be set, or at most one may be.
func (e *encoder) group(v reflect.Value, p *plan, g *group) {
	set := 0
	for _, fields := range [][]fieldPlan{p.args, p.body} {
		for i := range fields {
			if slices.Contains(g.names, fields[i].name) && !v.Field(fields[i].index).IsZero() {
				set++
			}
		}
	}
	switch names := strings.Join(g.names, ", "); {
	case g.any && set == 0:
		e.errs.Add(fieldpath.Required, e.at(), nil, "one of these must be set: "+names)
	case !g.any && set > 1:
		e.errs.Add(fieldpath.Conflict, e.at(), nil, "only one of these may be set: "+names)
	}
}

// missing reports a field that must be set.
func (e *encoder) missing(at *fieldpath.Path, fp *fieldPlan) {
	e.errs.Add(fieldpath.Required, at, nil, "it must be set", fp.enum...)
}

// within checks a number's range.
func (e *encoder) within(v float64, fp *fieldPlan) {
	switch {
	case fp.min != nil && v < *fp.min:
		e.errs.Add(fieldpath.Invalid, e.at(), v, fmt.Sprintf("it must be at least %g", *fp.min))
	case fp.max != nil && v > *fp.max:
		e.errs.Add(fieldpath.Invalid, e.at(), v, fmt.Sprintf("it must be at most %g", *fp.max))
	}
}

// defaults puts in the defaults of the arguments that were left out: before a
// closure they must stand, unless the call has a form without them. The call's
// name ends at bare, its arguments at end.
func (e *encoder) defaults(p *plan, left, bare, end int) {
	var defs []string
	for i := len(p.args) - left; i < len(p.args); i++ {
		if p.args[i].def == "" {
			return
		}
		defs = append(defs, p.args[i].def)
	}
	switch text := strings.Join(defs, ", "); {
	case len(defs) == 0:
	case left == len(p.args):
		e.out = slices.Insert(e.out, bare, []byte("("+text+")")...)
	default:
		e.out = slices.Insert(e.out, end-1, []byte(", "+text)...)
	}
}

// args writes the arguments of a call. One that is left out is written as its
// default when another one follows. It returns how many at the end are left out.
func (e *encoder) args(v reflect.Value, p *plan) (left int) {
	written := 0
	for i := range p.args {
		fp := &p.args[i]
		f := v.Field(fp.index)
		missing := fp.shape != shapeChoices && e.absent(f, fp)
		if missing && !fp.null {
			left++
			continue
		}
		for j := i - left; j < i; j++ {
			if written > 0 {
				e.out = append(e.out, ", "...)
			}
			def := p.args[j].def
			if def == "" {
				e.errs.Add(fieldpath.Required, e.at().Child(p.args[j].label), nil, "an argument after it is set")
				def = "null"
			}
			e.out = append(e.out, def...)
			written++
		}
		left = 0
		if written > 0 {
			e.out = append(e.out, ", "...)
		}
		written++
		if missing {
			e.out = append(e.out, "null"...)
			continue
		}
		e.push(named(fp.label))
		e.value(f, fp)
		e.pop()
	}
	return left
}

// absent reports whether the field is left out, and checks that it may be.
func (e *encoder) absent(f reflect.Value, fp *fieldPlan) bool {
	switch f.Kind() {
	case reflect.Slice, reflect.Map, reflect.Pointer, reflect.Interface:
		if !f.IsNil() {
			if fp.required && f.Kind() != reflect.Pointer && f.Kind() != reflect.Interface && f.Len() == 0 {
				e.missing(e.at().Child(fp.label), fp)
			}
			return false
		}
	case reflect.Bool, reflect.Int, reflect.Float64:
		return false // an argument that can't be left out
	default:
		if !f.IsZero() || fp.always {
			return false
		}
	}
	if fp.required {
		e.missing(e.at().Child(fp.label), fp)
	}
	return true
}

// maxArgs is how many arguments Groovy compiles in a call, with room for a few
// others; more are spread from a list.
const maxArgs = 240

// maxCalls is how many calls one closure holds for certain: it is a method of a
// class file.
const maxCalls = 2_500

// few reports a list of so many that its closure would not compile.
func (e *encoder) few(n int) {
	if n > maxCalls {
		e.errs.Add(fieldpath.Limit, e.at(), n, fmt.Sprintf("Groovy compiles no more than %d calls in one closure", maxCalls))
	}
}

// value writes what an argument or a call of one argument has.
func (e *encoder) value(f reflect.Value, fp *fieldPlan) {
	switch fp.shape {
	case shapeVarargs:
		if f.Len() <= maxArgs {
			e.elements(f, fp)
			return
		}
		e.out = append(e.out, "*["...)
		e.elements(f, fp)
		e.out = append(e.out, ']')
	case shapeList, shapeEach:
		e.out = append(e.out, '[')
		e.elements(f, fp)
		e.out = append(e.out, ']')
	case shapeMap:
		e.mapLiteral(f)
	case shapeLiteral:
		e.structLiteral(f)
	case shapeChoices:
		for i := range f.Len() {
			if i > 0 {
				e.out = append(e.out, ", "...)
			}
			e.out = append(e.out, "{\n"...)
			e.depth++
			e.push(at("", i))
			e.alternative(f.Index(i))
			e.pop()
			e.depth--
			e.line()
			e.out = append(e.out, '}')
		}
	default:
		e.scalar(f, fp)
	}
}

func (e *encoder) elements(f reflect.Value, fp *fieldPlan) {
	for i := range f.Len() {
		if i > 0 {
			e.out = append(e.out, ", "...)
		}
		e.push(at("", i))
		e.scalar(f.Index(i), fp)
		e.pop()
	}
}

func (e *encoder) scalar(f reflect.Value, fp *fieldPlan) {
	if f.Kind() == reflect.Pointer {
		if f.IsNil() {
			e.out = append(e.out, "null"...)
			return
		}
		f = f.Elem()
	}
	switch f.Kind() {
	case reflect.String:
		s := f.String()
		if fp.enum != nil && !slices.Contains(fp.enum, s) {
			e.errs.Add(fieldpath.NotOneOf, e.at(), s, "", fp.enum...)
		}
		if fp.constant && live.Has(s) {
			e.errs.Add(fieldpath.Invalid, e.at(), nil, "an expression may have another value in each run: a fixed text is needed")
			return
		}
		switch {
		case fp.java != "":
			if !identifier(s) {
				e.errs.Add(fieldpath.Invalid, e.at(), s, "the name of a constant is needed")
				return
			}
			e.out = append(e.out, fp.java...)
			e.out = append(e.out, '.')
			e.out = append(e.out, s...)
		case f.Type() == workspaceFileType:
			e.out = append(e.out, "streamFileFromWorkspace("...)
			e.word(s)
			e.out = append(e.out, ')')
		default:
			e.text(s)
		}
	case reflect.Bool:
		e.out = strconv.AppendBool(e.out, f.Bool())
	case reflect.Int, reflect.Int64, reflect.Int32:
		e.within(float64(f.Int()), fp)
		e.out = strconv.AppendInt(e.out, f.Int(), 10)
	case reflect.Float64:
		e.within(f.Float(), fp)
		e.float(f.Float())
		if fp.float {
			e.out[len(e.out)-1] = 'f'
		}
	default:
		e.errs.Add(fieldpath.Invalid, e.at(), f.Type().String(), "the encoder has no form for this type")
	}
}

func (e *encoder) float(v float64) {
	// 'd' makes it a double: a BigDecimal would not fit a double parameter.
	e.out = append(strconv.AppendFloat(e.out, v, 'f', -1, 64), 'd')
}

// text writes a string as a literal, over several lines when it has them.
func (e *encoder) text(s string) {
	if groovy.Plain(s) {
		e.out = groovy.AppendString(e.out, s)
		return
	}
	if live.Has(s) {
		e.expression(s)
		return
	}
	e.valid(s)
	e.out = groovy.AppendText(e.out, s)
}

// word writes a string as a literal on one line.
func (e *encoder) word(s string) {
	if groovy.Plain(s) {
		e.out = groovy.AppendString(e.out, s)
		return
	}
	if live.Has(s) {
		e.expression(s)
		return
	}
	e.valid(s)
	e.out = groovy.AppendString(e.out, s)
}

func (e *encoder) valid(s string) {
	if !groovy.Valid(s) {
		e.errs.Add(fieldpath.Invalid, e.at(), s, "not UTF-8")
	}
}

// expression writes a string in which there are Groovy expressions.
func (e *encoder) expression(s string) {
	first := true
	for part := range live.Parts(s) {
		switch {
		case part.Language == 0 && live.Has(part.Text):
			e.errs.Add(fieldpath.Invalid, e.at(), part.Text, "half of a live reference: the string was cut")
			return
		case part.Language == 0 || part.Language == live.Groovy:
		default:
			e.errs.Add(fieldpath.Invalid, e.at(), nil, "a live reference of another language means nothing in Groovy")
			return
		}
		if first && part.Language != 0 && len(s) > len(part.Text)+7 {
			// A string must come first, so that + joins strings.
			e.out = append(e.out, "'' + "...)
		}
		if !first {
			e.out = append(e.out, " + "...)
		}
		first = false
		if part.Language == 0 {
			e.word(part.Text)
		} else {
			e.source(part.Text)
		}
	}
}

func (e *encoder) sortedKeys(f reflect.Value) []string {
	keys := make([]string, 0, f.Len())
	for it := f.MapRange(); it.Next(); {
		keys = append(keys, it.Key().String())
	}
	slices.Sort(keys)
	return keys
}

func (e *encoder) mapLiteral(f reflect.Value) {
	keys := e.sortedKeys(f)
	if len(keys) == 0 {
		e.out = append(e.out, "[:]"...)
		return
	}
	e.out = append(e.out, '[')
	for i, k := range keys {
		if i > 0 {
			e.out = append(e.out, ", "...)
		}
		e.push(keyed(k))
		e.word(k)
		e.out = append(e.out, ": "...)
		e.any(f.MapIndex(reflect.ValueOf(k)))
		e.pop()
	}
	e.out = append(e.out, ']')
}

// structLiteral writes a struct as a map: field: value, those that are set.
func (e *encoder) structLiteral(f reflect.Value) {
	if f.Kind() == reflect.Pointer {
		f = f.Elem()
	}
	p := planOf(f.Type())
	if p.checks {
		e.validate(f)
	}
	e.out = append(e.out, '[')
	n := 0
	for i := range p.body {
		fp := &p.body[i]
		v := f.Field(fp.index)
		if v.IsZero() {
			if fp.required {
				e.missing(e.at().Child(fp.label), fp)
			}
			continue
		}
		if n > 0 {
			e.out = append(e.out, ", "...)
		}
		n++
		e.out = append(e.out, fp.name...)
		e.out = append(e.out, ": "...)
		e.push(named(fp.label))
		e.value(v, fp)
		e.pop()
	}
	if n == 0 {
		e.out = append(e.out, ':')
	}
	e.out = append(e.out, ']')
}

// open writes name { and returns where its body starts; done closes it.
func (e *encoder) open(name string) {
	e.line()
	e.out = append(e.out, name...)
	e.out = append(e.out, " {\n"...)
	e.depth++
}

func (e *encoder) done() {
	e.depth--
	if e.out[len(e.out)-2] == '{' {
		e.out = append(e.out[:len(e.out)-1], "}\n"...)
		return
	}
	e.line()
	e.out = append(e.out, "}\n"...)
}

// field writes the calls for a field in the closure of its struct, one that is
// not to be left out.
func (e *encoder) field(f reflect.Value, fp *fieldPlan) {
	if fp.only != nil && !slices.Contains(fp.only, e.item) {
		e.errs.Add(fieldpath.Forbidden, e.at().Child(fp.label), nil, "it may be set only in some kinds of items", fp.only...)
	}
	switch fp.shape {
	case shapeScalar:
		if fp.free && groovy.Plain(f.String()) { // most of all fields
			e.line()
			e.out = append(e.out, fp.name...)
			e.out = append(e.out, "('"...)
			e.out = append(e.out, f.String()...)
			e.out = append(e.out, "')\n"...)
			return
		}
	case shapeStruct:
		if f.Kind() == reflect.Pointer {
			f = f.Elem()
		}
		e.call(named(fp.name), f, planOf(f.Type()), fp.closure)
		return
	case shapeStructs:
		e.structs(f, fp)
		return
	}
	e.push(named(fp.label))
	defer e.pop()
	if fp.required && (f.Kind() == reflect.Slice || f.Kind() == reflect.Map) && f.Len() == 0 {
		e.missing(e.at(), fp)
		return
	}
	switch fp.shape {
	case shapeFlag:
		e.line()
		e.out = append(e.out, fp.name...)
		e.out = append(e.out, "()\n"...)
	case shapeScalar, shapeList, shapeVarargs, shapeMap, shapeLiteral:
		if fp.shape == shapeVarargs && f.Len() == 0 {
			return
		}
		e.line()
		e.out = append(e.out, fp.name...)
		e.out = append(e.out, '(')
		e.value(f, fp)
		e.out = append(e.out, ")\n"...)
	case shapeEach:
		e.each(f, fp)
	case shapeChoice:
		if fp.inline {
			e.alternative(f)
			return
		}
		e.open(fp.name)
		e.alternative(f)
		e.done()
	case shapeChoices:
		e.few(f.Len())
		if !fp.inline {
			e.open(fp.name)
		}
		for i := range f.Len() {
			e.push(at("", i))
			e.alternative(f.Index(i))
			e.pop()
		}
		if !fp.inline {
			e.done()
		}
	case shapeEdits:
		e.edits(f.Interface().([]XMLEdit), fp)
	}
}

// each writes one call for each element of a list or entry of a map.
func (e *encoder) each(f reflect.Value, fp *fieldPlan) {
	e.few(f.Len())
	if f.Kind() == reflect.Map {
		for _, k := range e.sortedKeys(f) {
			e.push(keyed(k))
			e.line()
			e.out = append(e.out, fp.name...)
			e.out = append(e.out, '(')
			e.word(k)
			e.out = append(e.out, ", "...)
			e.any(f.MapIndex(reflect.ValueOf(k)))
			e.out = append(e.out, ")\n"...)
			e.pop()
		}
		return
	}
	for i := range f.Len() {
		e.push(at("", i))
		e.line()
		e.out = append(e.out, fp.name...)
		e.out = append(e.out, '(')
		if p, ok := reflect.TypeAssert[Pair](f.Index(i)); ok {
			e.pair(p)
		} else {
			e.scalar(f.Index(i), fp)
		}
		e.out = append(e.out, ")\n"...)
		e.pop()
	}
}

// pair writes the two arguments of a call that sets one of several values.
func (e *encoder) pair(p Pair) {
	if p.Name == "" {
		e.errs.Add(fieldpath.Required, e.at().Child("name"), nil, "it must be set")
	}
	e.word(p.Name)
	e.out = append(e.out, ", "...)
	e.text(p.Value)
}

// structs writes one call for each struct of a list: with the field's name, or
// in a closure of that name when the structs have names of their own.
func (e *encoder) structs(f reflect.Value, fp *fieldPlan) {
	p := planOf(f.Type().Elem())
	if p.name == "" {
		for i := range f.Len() {
			e.call(at(fp.name, i), f.Index(i), p, fp.closure)
		}
		return
	}
	e.push(named(fp.name))
	e.open(fp.name)
	for i := range f.Len() {
		e.call(at(p.name, i), f.Index(i), p, p.closure)
	}
	e.done()
	e.pop()
}

// any writes a value of a dynamic type: of a raw call or of a map.
func (e *encoder) any(v reflect.Value) {
	for v.IsValid() && (v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer) {
		if v.IsNil() {
			v = reflect.Value{}
			break
		}
		v = v.Elem()
	}
	if !v.IsValid() {
		e.out = append(e.out, "null"...)
		return
	}
	switch v.Kind() {
	case reflect.String:
		if v.Type() == sourceType {
			e.source(v.String())
			return
		}
		e.text(v.String())
	case reflect.Bool:
		e.out = strconv.AppendBool(e.out, v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		e.out = strconv.AppendInt(e.out, v.Int(), 10)
		if n := v.Int(); n != int64(int32(n)) {
			e.out = append(e.out, 'L')
		}
	case reflect.Float32, reflect.Float64:
		e.float(v.Float())
	case reflect.Slice, reflect.Array:
		e.out = append(e.out, '[')
		for i := range v.Len() {
			if i > 0 {
				e.out = append(e.out, ", "...)
			}
			e.push(at("", i))
			e.any(v.Index(i))
			e.pop()
		}
		e.out = append(e.out, ']')
	case reflect.Map:
		if v.Type().Key().Kind() == reflect.String {
			e.mapLiteral(v)
			return
		}
		fallthrough
	default:
		e.errs.Add(fieldpath.Invalid, e.at(), v.Type().String(), "an argument is a string, a bool, a number, a list, a map with string keys, or Source")
	}
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
