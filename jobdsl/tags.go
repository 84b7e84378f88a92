package jobdsl

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unsafe"

	"github.com/jenkinscode/jenkinscode/internal/memory"
)

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
	f := field{
		index: i, offset: sf.Offset, width: sf.Type.Size(), typ: sf.Type, zeros: memory.ZerosOf(sf.Type),
		write: (*encoder).noForm, value: (*encoder).noForm,
	}
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
	f.lists = !f.pointer && (f.typ.Kind() == reflect.Slice || f.typ.Kind() == reflect.Map)
	f.one = writerOf(one)
	f.methods = one.Kind() == reflect.Interface && one.NumMethod() > 0
	f.plan = &lazy{typ: one}
	f.write = (*encoder).valueCall
	switch f.shape {
	case shapeScalar:
		f.value = f.one
		switch f.typ.Kind() {
		case reflect.String:
			if f.free {
				f.open = f.line + "'"
				f.write = (*encoder).textCall
			}
		case reflect.Bool:
			f.write = (*encoder).boolCall
		case reflect.Int:
			if f.min == nil && f.max == nil {
				f.write = (*encoder).intCall
			}
		}
	case shapeFlag:
		f.value, f.write = f.one, (*encoder).flagCall
	case shapeList:
		f.value = (*encoder).list
	case shapeVarargs:
		f.value, f.write = (*encoder).varargs, (*encoder).varargsCall
	case shapeEach:
		f.value, f.write = (*encoder).list, (*encoder).each
		switch {
		case f.typ.Kind() == reflect.Map:
			f.value, f.write = (*encoder).noForm, (*encoder).eachEntry
		case one == pairType: // two arguments already
			f.value = (*encoder).noForm
		}
	case shapeMap:
		f.value = (*encoder).mapLiteral
	case shapeStruct:
		f.write = (*encoder).structCall
	case shapeStructs:
		f.write = (*encoder).structs
	case shapeLiteral:
		f.value = (*encoder).structLiteral
	case shapeChoice:
		f.write = (*encoder).choice
	case shapeChoices:
		f.value, f.write = (*encoder).closures, (*encoder).choices
	case shapeEdits:
		f.write = (*encoder).edits
	}
	if f.required && f.lists && f.shape != shapeStructs {
		f.write = notEmpty(f.write)
	}
	if f.pointer {
		f.write = pointed(f.write)
	}
	if f.only != nil {
		f.write = onlyIn(f.write)
	}
}

// writerOf returns what writes a single value of type t.
func writerOf(t reflect.Type) writer {
	switch t {
	case pairType:
		return (*encoder).pair
	case callType:
		return func(e *encoder, _ *field, p unsafe.Pointer) { e.rawCall((*Call)(p)) }
	}
	switch t.Kind() {
	case reflect.Interface:
		return (*encoder).alternative
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
