package yamltext

import (
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// encodeFunc writes v, which stands in the collection at column n.
type encodeFunc func(e *encoder, v reflect.Value, n int)

// plan is how the values of one type are written.
type plan struct {
	encode encodeFunc
	// root is encode for a value that is a whole document.
	root encodeFunc
	// fields is set for a type that is written by its fields.
	fields *structPlan
}

// structPlan is how a struct is written by its fields.
type structPlan struct {
	fields []field
	names  map[string]int // indexes in fields

	extra     []int // the inline map; nil for none
	extraPlan *mapPlan

	symbol   string // fixed symbol
	symbolAt []int  // the field that holds the symbol
}

type field struct {
	name   string
	key    string // as written, with its colon
	first  int
	rest   []int // further indexes for a field of an embedded struct
	encode *plan
	quoted bool // json's option string
	tpl    bool
	casc   bool
	empty  func(reflect.Value) bool // omitempty; nil for no
	zero   func(reflect.Value) bool // omitzero; nil for no
}

var (
	plans    sync.Map // reflect.Type to *plan
	planning sync.Mutex
)

// planOf returns the plan of t, making it on first use.
func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	planning.Lock()
	defer planning.Unlock()
	b := builder{}
	p := b.plan(t)
	for t, p := range b {
		plans.Store(t, p)
	}
	return p
}

// builder holds the plans that are being made. They are published together,
// because a recursive type's plan is reached before it is complete.
type builder map[reflect.Type]*plan

func (b builder) plan(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	if p, ok := b[t]; ok {
		return p
	}
	p := new(plan)
	b[t] = p
	p.encode = b.encodeFunc(t, p)
	if p.root == nil {
		p.root = p.encode
	}
	return p
}

var (
	embedderType = reflect.TypeFor[Embedder]()
	quantityType = reflect.TypeFor[quantity]()
	jsonType     = reflect.TypeFor[json.Marshaler]()
	appenderType = reflect.TypeFor[encoding.TextAppender]()
	textType     = reflect.TypeFor[encoding.TextMarshaler]()
	zeroerType   = reflect.TypeFor[interface{ IsZero() bool }]()
	numberType   = reflect.TypeFor[json.Number]()
	rawType      = reflect.TypeFor[json.RawMessage]()
)

// has reports whether values of type t, or pointers to them, implement iface.
func has(t, iface reflect.Type) bool {
	return t.Kind() != reflect.Interface && t.Kind() != reflect.Pointer &&
		(t.Implements(iface) || reflect.PointerTo(t).Implements(iface))
}

func (b builder) encodeFunc(t reflect.Type, p *plan) encodeFunc {
	var text encodeFunc
	switch {
	case t == rawType:
		return encodeRaw
	case t == numberType:
		return encodeNumber
	case has(t, embedderType):
		text = encodeEmbedder
	case has(t, quantityType):
		return encodeQuantity
	case has(t, jsonType):
		return encodeJSON
	case has(t, appenderType):
		text = encodeAppender
	case has(t, textType):
		text = encodeText
	}
	if text != nil {
		if t.Kind() == reflect.Struct {
			if s := b.structPlan(t); len(s.fields) > 0 || s.extra != nil {
				p.root = s.encode
			}
		}
		return text
	}
	switch t.Kind() {
	case reflect.Bool:
		return encodeBool
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return encodeInt
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return encodeUint
	case reflect.Float32:
		return encodeFloat32
	case reflect.Float64:
		return encodeFloat64
	case reflect.String:
		return encodeString
	case reflect.Interface:
		return encodeInterface
	case reflect.Pointer:
		elem := b.plan(t.Elem())
		return func(e *encoder, v reflect.Value, n int) {
			if v.IsNil() {
				e.null()
				return
			}
			if e.depth >= maxDepth {
				e.enter()
				return
			}
			e.depth++
			elem.encode(e, v.Elem(), n)
			e.depth--
		}
	case reflect.Struct:
		p.fields = b.structPlan(t)
		return p.fields.encode
	case reflect.Map:
		name := keyName(t.Key())
		if name == nil {
			break
		}
		return newMapPlan(t, name, b.plan(t.Elem())).encode
	case reflect.Slice:
		elem := t.Elem()
		if elem.Kind() == reflect.Uint8 && !has(elem, jsonType) && !has(elem, appenderType) && !has(elem, textType) {
			return encodeBytes
		}
		list := listPlan{elem: b.plan(elem)}
		return func(e *encoder, v reflect.Value, n int) {
			if v.IsNil() {
				e.null()
				return
			}
			list.encode(e, v, n)
		}
	case reflect.Array:
		return listPlan{elem: b.plan(t.Elem())}.encode
	}
	return func(e *encoder, v reflect.Value, _ int) {
		e.fail(fieldpath.Invalid, nil, "YAML has nothing for a Go "+v.Type().String())
		e.atom(`""`)
	}
}

// structPlan collects the fields of t by the rules of encoding/json: breadth
// first through embedded structs; of several fields of one name the least
// nested wins, then the tagged one, and otherwise none.
func (b builder) structPlan(t reflect.Type) *structPlan {
	type level struct {
		t     reflect.Type
		index []int
	}
	type candidate struct {
		field  reflect.StructField
		index  []int
		name   string
		opts   string
		tagged bool
	}
	p := new(structPlan)
	var found []candidate
	next := []level{{t: t}}
	visited := map[reflect.Type]bool{}
	counts := map[reflect.Type]int{}
	for len(next) > 0 {
		current := next
		next = nil
		nextCounts := map[reflect.Type]int{}
		symbol := p.symbol != "" || p.symbolAt != nil
		for _, l := range current {
			if visited[l.t] {
				continue
			}
			visited[l.t] = true
			for i := range l.t.NumField() {
				f := l.t.Field(i)
				index := append(slices.Clone(l.index), i)
				if value, ok := option(f, "symbol"); ok && !symbol {
					p.symbol = value
					if value == "" && f.Type.Kind() == reflect.String && f.IsExported() {
						p.symbolAt = index
					}
				}
				if value, ok := option(f, "symbol"); ok && value == "" {
					continue // it is the symbol, not an attribute
				}
				inner := f.Type
				if inner.Name() == "" && inner.Kind() == reflect.Pointer {
					inner = inner.Elem()
				}
				if f.Anonymous {
					if !f.IsExported() && inner.Kind() != reflect.Struct {
						continue
					}
				} else if !f.IsExported() {
					continue
				}
				tag := f.Tag.Get("json")
				if tag == "-" {
					continue
				}
				name, opts, _ := strings.Cut(tag, ",")
				if !validName(name) {
					name = ""
				}
				if !f.Anonymous && name == "" && hasOption(opts, "inline") && f.Type.Kind() == reflect.Map && f.Type.Key().Kind() == reflect.String {
					if p.extra == nil {
						p.extra = index
						p.extraPlan = newMapPlan(f.Type, keyString, b.plan(f.Type.Elem()))
					}
					continue
				}
				if name != "" || !f.Anonymous || inner.Kind() != reflect.Struct {
					c := candidate{f, index, name, opts, name != ""}
					if name == "" {
						c.name = f.Name
					}
					found = append(found, c)
					if counts[l.t] > 1 {
						found = append(found, c) // a twin, so that they annihilate each other
					}
					continue
				}
				nextCounts[inner]++
				if nextCounts[inner] == 1 {
					next = append(next, level{inner, index})
				}
			}
		}
		counts = nextCounts
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		if c := strings.Compare(a.name, b.name); c != 0 {
			return c
		}
		if c := len(a.index) - len(b.index); c != 0 {
			return c
		}
		if a.tagged != b.tagged {
			if a.tagged {
				return -1
			}
			return 1
		}
		return slices.Compare(a.index, b.index)
	})
	var kept []candidate
	for i := 0; i < len(found); {
		j := i + 1
		for j < len(found) && found[j].name == found[i].name {
			j++
		}
		if j == i+1 || len(found[i].index) != len(found[i+1].index) || found[i].tagged != found[i+1].tagged {
			kept = append(kept, found[i])
		}
		i = j
	}
	slices.SortFunc(kept, func(a, b candidate) int { return slices.Compare(a.index, b.index) })
	if len(kept) > 1 && kept[0].name == "kind" && kept[1].name == "apiVersion" {
		kept[0], kept[1] = kept[1], kept[0] // metav1.TypeMeta, which everybody writes the other way
	}
	p.names = make(map[string]int, len(kept))
	for i, c := range kept {
		p.names[c.name] = i
		f := field{
			name:   c.name,
			key:    string(appendKey(nil, c.name, scan(c.name))) + ":",
			first:  c.index[0],
			rest:   c.index[1:],
			encode: b.plan(c.field.Type),
			quoted: hasOption(c.opts, "string") && quotable(c.field.Type),
		}
		_, f.tpl = option(c.field, "tpl")
		_, f.casc = option(c.field, "casc")
		if hasOption(c.opts, "omitempty") {
			f.empty = emptyFunc(c.field.Type)
		}
		if _, required := option(c.field, "required"); required || hasOption(c.opts, "omitzero") {
			f.zero = zeroFunc(c.field.Type)
		}
		p.fields = append(p.fields, f)
	}
	return p
}

// option returns the value of an option of the field's jc tag.
func option(f reflect.StructField, name string) (value string, ok bool) {
	for opt := range strings.SplitSeq(f.Tag.Get("jc"), ",") {
		k, v, _ := strings.Cut(opt, "=")
		if k == name {
			return v, true
		}
	}
	return "", false
}

func hasOption(opts, name string) bool {
	for opt := range strings.SplitSeq(opts, ",") {
		if opt == name {
			return true
		}
	}
	return false
}

// validName is encoding/json's rule for names in tags.
func validName(s string) bool {
	if s == "" {
		return false
	}
	for _, c := range s {
		if !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", c) && !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			return false
		}
	}
	return true
}

func quotable(t reflect.Type) bool {
	if t.Kind() == reflect.Pointer && t.Name() == "" {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Bool, reflect.String, reflect.Float32, reflect.Float64, reflect.Uintptr,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return true
	}
	return false
}

func emptyFunc(t reflect.Type) func(reflect.Value) bool {
	switch t.Kind() {
	case reflect.Map, reflect.Slice, reflect.String, reflect.Array:
		return func(v reflect.Value) bool { return v.Len() == 0 }
	default:
		return reflect.Value.IsZero
	}
}

func zeroFunc(t reflect.Type) func(reflect.Value) bool {
	type zeroer = interface{ IsZero() bool }
	switch {
	case t.Kind() == reflect.Interface && t.Implements(zeroerType),
		t.Kind() == reflect.Pointer && t.Implements(zeroerType):
		return func(v reflect.Value) bool {
			return v.IsNil() || v.Elem().Kind() == reflect.Pointer && v.Elem().IsNil() || v.Interface().(zeroer).IsZero()
		}
	case t.Implements(zeroerType):
		return func(v reflect.Value) bool { return v.Interface().(zeroer).IsZero() }
	case reflect.PointerTo(t).Implements(zeroerType):
		return func(v reflect.Value) bool { return pointer(v).Interface().(zeroer).IsZero() }
	}
	return reflect.Value.IsZero
}

// pointer returns a pointer to v, or to a copy where v has no address.
func pointer(v reflect.Value) reflect.Value {
	if v.CanAddr() {
		return v.Addr()
	}
	p := reflect.New(v.Type())
	p.Elem().Set(v)
	return p
}
