package jobdsl

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"unsafe"
)

// A plan is what the encoder needs to know of a struct type: its call and how
// each field is written. Plans are made once per type.
type plan struct {
	name    string // the call's name: the tag of the marker
	dynamic int    // the field that has the call's name instead; -1 for none
	closure bool   // the call has a closure even if nothing stands in it
	plugins []string
	args    []fieldPlan
	body    []fieldPlan
	groups  []group
	probes  []probe
	needed  []int // the fields of the body that are required
	checks  bool  // the type has Validate
	err     string
}

// held returns what the interface in v, which is addressable, holds, as an
// addressable value that nobody may change.
func held(v reflect.Value) reflect.Value {
	dynamic := v.Elem()
	t := dynamic.Type()
	if t.Size() <= word {
		c := reflect.New(t).Elem()
		c.Set(dynamic)
		return c
	}
	// An interface is two words. What is larger than a word stands elsewhere,
	// and the second of them is where.
	data := (*[2]unsafe.Pointer)(v.Addr().UnsafePointer())[1]
	return reflect.NewAt(t, data).Elem()
}

// group is a number of fields of which one must be set, or at most one may be.
type group struct {
	names []string
	any   bool
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

type fieldPlan struct {
	index    int
	name     string
	shape    shape
	inline   bool // what the field has stands in the closure of the struct itself
	closures bool // each alternative stands in a closure of its own
	closure  bool
	always   bool // the zero value is written too
	required bool
	float    bool   // the call takes a float, not a double
	null     bool   // an argument that is left out is written as null
	java     string // the Java enumeration whose constants the values are
	def      string // written for an argument that is left out before others
	enum     []string
	only     []string // the items in which the field may be set
	min, max *float64
	plugins  []string
	label    string // how errors name the field
	memory   []memory
	free     bool // any string will do
	constant bool // the value must be the same in every run
}

// memory is a stretch of a struct that is all zero bytes while a field is not set.
type memory struct{ offset, size uintptr }

const word = unsafe.Sizeof(uintptr(0))

// set reports whether any byte of the stretch is set, in the struct at p.
func (m memory) set(p unsafe.Pointer) bool {
	p = unsafe.Add(p, m.offset)
	switch m.size {
	case word:
		return *(*uintptr)(p) != 0
	case 1:
		return *(*byte)(p) != 0
	}
	for i := range m.size {
		if *(*byte)(unsafe.Add(p, i)) != 0 {
			return true
		}
	}
	return false
}

// probe tells whether a field of a body is to be written: one that stands at
// field in the plan. A field has a probe for each stretch of its memory, one
// after the other. Probes do what reflect's IsZero does, without the time that
// it takes for the many fields that are not set.
type probe struct {
	memory
	field  int
	always bool
}

// zero reports whether the field of the struct at p is not set.
func (fp *fieldPlan) zero(p unsafe.Pointer) bool {
	for _, m := range fp.memory {
		if m.set(p) {
			return false
		}
	}
	return true
}

// memoryOf returns what tells whether a value of type t at offset is zero: of a
// string its length, of a slice or an interface the first word.
func memoryOf(t reflect.Type, offset uintptr) []memory {
	switch t.Kind() {
	case reflect.String:
		return []memory{{offset + word, word}}
	case reflect.Slice, reflect.Interface:
		return []memory{{offset, word}}
	case reflect.Struct:
		var all []memory
		for i := range t.NumField() {
			f := t.Field(i)
			all = append(all, memoryOf(f.Type, offset+f.Offset)...)
		}
		return all
	case reflect.Array:
		var all []memory
		for i := range t.Len() {
			all = append(all, memoryOf(t.Elem(), offset+uintptr(i)*t.Elem().Size())...)
		}
		return all
	}
	return []memory{{offset, t.Size()}}
}

var plans sync.Map // reflect.Type to *plan

func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	p := makePlan(t)
	plans.Store(t, p)
	return p
}

var (
	validator  = reflect.TypeFor[interface{ Validate() error }]()
	editsType  = reflect.TypeFor[[]XMLEdit]()
	callType   = reflect.TypeFor[Call]()
	pairType   = reflect.TypeFor[Pair]()
	sourceType = reflect.TypeFor[Source]()

	workspaceFileType = reflect.TypeFor[WorkspaceFile]()
)

func makePlan(t reflect.Type) *plan {
	p := &plan{dynamic: -1, checks: t.Implements(validator)}
	for i := range t.NumField() {
		f := t.Field(i)
		tag, tagged := f.Tag.Lookup("dsl")
		name, opts, _ := strings.Cut(tag, ",")
		if f.Anonymous {
			if tagged && p.name == "" {
				p.name = name
				p.closure = opts == "closure"
				p.plugins = splitOption(f.Tag.Get("jc"), "plugin=")
			}
			continue
		}
		if f.Name == "_" {
			p.groups = append(p.groups, groups(f.Tag.Get("jc"))...)
			continue
		}
		if !tagged || name == "-" {
			continue
		}
		fp := fieldPlan{index: i, name: name, label: name, memory: memoryOf(f.Type, f.Offset)}
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
				fp.null = true
			case "float":
				fp.float = true
			case "inline":
				fp.inline = true
			case "each":
				fp.shape = shapeEach
			case "varargs":
				fp.shape = shapeVarargs
			case "flag":
				fp.shape = shapeFlag
			case "map":
				fp.shape = shapeLiteral
			case "closure":
				fp.closure = true
			case "always":
				fp.always = true
			case "closures":
				fp.closures = true
			case "java":
				fp.java = value
			case "default":
				fp.def = value
			default:
				p.err = fmt.Sprintf("%s.%s: unknown option %q in the dsl tag", t, f.Name, opt)
			}
		}
		fp.check(f.Tag.Get("jc"))
		if err := fp.settle(f.Type); err != "" {
			p.err = fmt.Sprintf("%s.%s: %s", t, f.Name, err)
		}
		fp.free = fp.shape == shapeScalar && f.Type.Kind() == reflect.String && fp.enum == nil && fp.java == "" && f.Type != workspaceFileType
		if arg {
			p.args = append(p.args, fp)
		} else {
			p.body = append(p.body, fp)
		}
	}
	for i := range p.body {
		fp := &p.body[i]
		if fp.always {
			p.probes = append(p.probes, probe{field: i, always: true})
			continue
		}
		for _, m := range fp.memory {
			p.probes = append(p.probes, probe{memory: m, field: i})
		}
		if fp.required {
			p.needed = append(p.needed, i)
		}
	}
	return p
}

// check notes what a jc tag says of a field.
func (fp *fieldPlan) check(jc string) {
	for opt := range strings.SplitSeq(jc, ",") {
		key, value, _ := strings.Cut(opt, "=")
		switch key {
		case "required":
			fp.required = true
		case "constant":
			fp.constant = true
		case "enum":
			fp.enum = strings.Split(value, "|")
		case "only":
			fp.only = strings.Split(value, "|")
		case "plugin":
			fp.plugins = strings.Split(value, "|")
		case "min", "max":
			if v, err := strconv.ParseFloat(value, 64); err == nil {
				if key == "min" {
					fp.min = &v
				} else {
					fp.max = &v
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

// settle finds the shape of a field from its type.
func (fp *fieldPlan) settle(t reflect.Type) string {
	if t == editsType {
		fp.shape = shapeEdits
		return ""
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.String, reflect.Bool, reflect.Int, reflect.Int64, reflect.Int32, reflect.Float64:
	case reflect.Map:
		if fp.shape != shapeEach {
			fp.shape = shapeMap
		}
	case reflect.Struct:
		if fp.shape != shapeLiteral {
			fp.shape = shapeStruct
		}
	case reflect.Interface:
		fp.shape = shapeChoice
	case reflect.Slice:
		switch e := t.Elem(); e.Kind() {
		case reflect.Interface:
			fp.shape = shapeChoices
		case reflect.Struct:
			if e == pairType {
				break
			}
			fp.shape = shapeStructs
			if e == callType {
				fp.shape = shapeChoices
			}
		case reflect.String, reflect.Int:
			if fp.shape != shapeEach && fp.shape != shapeVarargs {
				fp.shape = shapeList
			}
		default:
			return "the encoder has no form for " + t.String()
		}
	default:
		return "the encoder has no form for " + t.String()
	}
	return ""
}
