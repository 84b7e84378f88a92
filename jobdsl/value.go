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
	"github.com/jenkinscode/jenkinscode/internal/live"
	"github.com/jenkinscode/jenkinscode/internal/memory"
)

// noForm reports a field of a type that is no argument.
func (e *encoder) noForm(f *field, _ unsafe.Pointer) {
	e.errs.Add(fieldpath.Invalid, e.at(), f.typ.String(), "the encoder has no form for this type")
}

// maxArgs is how many arguments Groovy compiles in a call, with room for a few
// others; more are spread from a list.
const maxArgs = 240

// varargs writes a list as so many arguments.
func (e *encoder) varargs(f *field, p unsafe.Pointer) {
	if (*memory.Slice)(p).Len <= maxArgs {
		e.elements(f, p)
		return
	}
	e.out = append(e.out, '*')
	e.list(f, p)
}

func (e *encoder) list(f *field, p unsafe.Pointer) {
	e.out = append(e.out, '[')
	e.elements(f, p)
	e.out = append(e.out, ']')
}

func (e *encoder) elements(f *field, p unsafe.Pointer) {
	list := (*memory.Slice)(p)
	for i := range list.Len {
		e.comma(i)
		if f.free && e.plain(*(*string)(f.at(list, i))) {
			continue
		}
		e.element(f, list, i)
	}
}

// closures writes each alternative in a closure of its own.
func (e *encoder) closures(f *field, p unsafe.Pointer) {
	list := (*memory.Slice)(p)
	for i := range list.Len {
		e.comma(i)
		e.out = append(e.out, "{\n"...)
		e.depth++
		e.element(f, list, i)
		e.depth--
		e.line()
		e.out = append(e.out, '}')
	}
}

// text writes a string, as far as it may be any.
func (e *encoder) text(f *field, p unsafe.Pointer) {
	s := *(*string)(p)
	if f.enum != nil && !slices.Contains(f.enum, s) {
		e.errs.Add(fieldpath.NotOneOf, e.at(), s, "", f.enum...)
	}
	if f.constant && live.Has(s) {
		e.errs.Add(fieldpath.Invalid, e.at(), nil, "an expression may have another value in each run: a fixed text is needed")
		return
	}
	switch {
	case f.java != "":
		if !identifier(s) {
			e.errs.Add(fieldpath.Invalid, e.at(), s, "the name of a constant is needed")
			return
		}
		e.out = append(e.out, f.java...)
		e.out = append(e.out, '.')
		e.out = append(e.out, s...)
	case f.file:
		e.out = append(e.out, "streamFileFromWorkspace("...)
		e.word(s)
		e.out = append(e.out, ')')
	default:
		e.literal(s)
	}
}

func (e *encoder) bool(_ *field, p unsafe.Pointer) {
	e.out = strconv.AppendBool(e.out, *(*bool)(p))
}

func integer[T int | int32 | int64](e *encoder, f *field, p unsafe.Pointer) {
	n := int64(*(*T)(p))
	e.within(float64(n), f)
	e.out = strconv.AppendInt(e.out, n, 10)
}

func (e *encoder) number(f *field, p unsafe.Pointer) {
	n := *(*float64)(p)
	e.within(n, f)
	e.float(n)
	if f.float {
		e.out[len(e.out)-1] = 'f'
	}
}

// within checks a number's range.
func (e *encoder) within(v float64, f *field) {
	switch {
	case f.min != nil && v < *f.min:
		e.errs.Add(fieldpath.Invalid, e.at(), v, fmt.Sprintf("it must be at least %g", *f.min))
	case f.max != nil && v > *f.max:
		e.errs.Add(fieldpath.Invalid, e.at(), v, fmt.Sprintf("it must be at most %g", *f.max))
	}
}

func (e *encoder) float(v float64) {
	// 'd' makes it a double: a BigDecimal would not fit a double parameter.
	e.out = append(strconv.AppendFloat(e.out, v, 'f', -1, 64), 'd')
}

// plain writes a string that stands for itself as a literal; it returns false for
// any other.
func (e *encoder) plain(s string) bool {
	if !groovy.Plain(s) {
		return false
	}
	out := append(e.out, '\'')
	out = append(out, s...)
	e.out = append(out, '\'')
	return true
}

// literal writes a string as a literal, over several lines when it has them.
func (e *encoder) literal(s string) {
	if !e.plain(s) {
		e.escaped(s, groovy.AppendText)
	}
}

// word writes a string as a literal on one line.
func (e *encoder) word(s string) {
	if !e.plain(s) {
		e.escaped(s, groovy.AppendString)
	}
}

// escaped writes a string that is not plain, in one of the forms of a literal.
func (e *encoder) escaped(s string, form func([]byte, string) []byte) {
	if live.Has(s) {
		e.expression(s)
		return
	}
	if !groovy.Valid(s) {
		e.errs.Add(fieldpath.Invalid, e.at(), s, "not UTF-8")
	}
	e.out = form(e.out, s)
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

// sortedKeys returns the keys of a map with string keys.
func sortedKeys(m reflect.Value) []reflect.Value {
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	return keys
}

func (e *encoder) mapLiteral(f *field, p unsafe.Pointer) { e.entries(f.mapAt(p)) }

// entries writes a map with string keys.
func (e *encoder) entries(m reflect.Value) {
	if m.Len() == 0 {
		e.out = append(e.out, "[:]"...)
		return
	}
	e.out = append(e.out, '[')
	for i, k := range sortedKeys(m) {
		e.comma(i)
		e.push(keyed(k.String()))
		e.word(k.String())
		e.out = append(e.out, ": "...)
		e.any(m.MapIndex(k))
		e.pop()
	}
	e.out = append(e.out, ']')
}

// structLiteral writes a struct as a map: field: value, those that are set.
func (e *encoder) structLiteral(f *field, p unsafe.Pointer) {
	pl := f.plan.get()
	if pl.validator != nil {
		e.validate(p, pl)
	}
	e.out = append(e.out, '[')
	n := 0
	for i := range pl.body {
		f := &pl.body[i]
		if !f.set(p) {
			if f.required {
				e.missing(f)
			}
			continue
		}
		e.comma(n)
		n++
		e.out = append(e.out, f.name...)
		e.out = append(e.out, ": "...)
		e.argument(f, unsafe.Add(p, f.offset))
	}
	if n == 0 {
		e.out = append(e.out, ':')
	}
	e.out = append(e.out, ']')
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
		e.literal(v.String())
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
			e.entries(v)
			return
		}
		fallthrough
	default:
		e.errs.Add(fieldpath.Invalid, e.at(), v.Type().String(), "an argument is a string, a bool, a number, a list, a map with string keys, or Source")
	}
}
