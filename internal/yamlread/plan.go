package yamlread

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Alternatives are the types that can stand where a field is of an interface
// type. Those that satisfy the interface are candidates, in this order: the one
// with the symbol that the YAML has; one without a symbol whose UnmarshalJSON
// takes the value; one whose symbol is set at run time; for a scalar, a string
// type; for a map, a map type. A struct of the caller's own is one like any other.
type Alternatives struct {
	bySymbol map[string][]reflect.Type
	custom   []reflect.Type // without a symbol, read by UnmarshalJSON
	raw      []reflect.Type // the symbol is a field
	text     []reflect.Type // kind string
	maps     []reflect.Type // kind map
}

// NewAlternatives returns the set of the types of values.
func NewAlternatives(values ...any) *Alternatives {
	a := &Alternatives{bySymbol: map[string][]reflect.Type{}}
	for _, v := range values {
		t := reflect.TypeOf(v)
		switch {
		case t == nil:
		case t.Kind() == reflect.Struct && planOf(t).symbol != "":
			p := planOf(t)
			for _, symbol := range append(slices.Clip(p.aliases), p.symbol) {
				a.bySymbol[symbol] = append(a.bySymbol[symbol], t)
			}
		case t.Kind() == reflect.Struct && planOf(t).symbolAt != nil:
			a.raw = append(a.raw, t)
		case reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()):
			a.custom = append(a.custom, t)
		case t.Kind() == reflect.String:
			a.text = append(a.text, t)
		case t.Kind() == reflect.Map:
			a.maps = append(a.maps, t)
		}
	}
	return a
}

// With returns the set of a's types and those of values, which come first.
func (a *Alternatives) With(values ...any) *Alternatives {
	out := NewAlternatives(values...)
	if a == nil {
		return out
	}
	for symbol, types := range a.bySymbol {
		out.bySymbol[symbol] = append(out.bySymbol[symbol], types...)
	}
	out.custom = append(out.custom, a.custom...)
	out.raw = append(out.raw, a.raw...)
	out.text = append(out.text, a.text...)
	out.maps = append(out.maps, a.maps...)
	return out
}

func implementing(types []reflect.Type, slot reflect.Type) reflect.Type {
	if i := slices.IndexFunc(types, func(t reflect.Type) bool { return t.Implements(slot) }); i >= 0 {
		return types[i]
	}
	return nil
}

// slot reads n into v, which is of an interface type.
func (d *decoder) slot(path *fieldpath.Path, n *yaml.Node, v reflect.Value) bool {
	if v.NumMethod() == 0 {
		generic, ok := d.generic(path, n)
		if generic != nil {
			v.Set(reflect.ValueOf(generic))
		}
		return ok
	}
	a := d.Alternatives
	if a == nil {
		a = &Alternatives{}
	}
	symbol, attributes := "", (*yaml.Node)(nil)
	switch n.Kind {
	case yaml.ScalarNode:
		if isNull(n) {
			return d.wrong(path, n, "one of several alternatives")
		}
		symbol = n.Value
	case yaml.MappingNode:
		entries, ok := d.entries(path, n)
		if !ok {
			return false
		}
		if len(entries) == 1 {
			symbol, attributes = entries[0].key, entries[0].value
			if attributes.Kind == yaml.AliasNode {
				attributes = attributes.Alias
			}
		}
	}
	if t := implementing(a.bySymbol[symbol], v.Type()); t != nil && symbol != "" {
		return d.alternative(path.Child(symbol), attributes, v, reflect.New(t).Elem())
	}
	for _, t := range a.custom {
		if t.Implements(v.Type()) {
			value := reflect.New(t)
			before := len(d.findings)
			if d.json(path, n, value.Interface().(json.Unmarshaler)) {
				v.Set(value.Elem())
				return true
			}
			d.findings = d.findings[:before]
		}
	}
	if t := implementing(a.raw, v.Type()); t != nil && symbol != "" {
		value := reflect.New(t).Elem()
		if attributes == nil {
			symbol = d.text(symbol) // Jenkins resolves one that stands alone
		}
		value.FieldByIndex(planOf(t).symbolAt).SetString(symbol)
		return d.alternative(path.Child(symbol), attributes, v, value)
	}
	if t := implementing(a.text, v.Type()); t != nil && n.Kind == yaml.ScalarNode {
		v.Set(reflect.ValueOf(d.text(n.Value)).Convert(t))
		return true
	}
	if t := implementing(a.maps, v.Type()); t != nil && n.Kind == yaml.MappingNode {
		return d.alternative(path, n, v, reflect.New(t).Elem())
	}
	if n.Kind == yaml.MappingNode {
		d.add(fieldpath.Invalid, path, n, nil, "a map with one key, the name of the alternative, must stand here")
		return false
	}
	return d.wrong(path, n, "one of several alternatives")
}

// alternative reads the attributes into value and puts that into the slot v.
func (d *decoder) alternative(path *fieldpath.Path, attributes *yaml.Node, v, value reflect.Value) bool {
	ok := attributes == nil || isNull(attributes) || d.value(path, attributes, value)
	v.Set(value)
	return ok
}

// plan is how a struct is read.
type plan struct {
	fields   map[string]field
	extra    []int    // of the inline map; nil when there is none
	open     bool     // attributes without a field are nothing unusual
	also     []string // names of attributes without a field that Jenkins takes; also=A|B in the tag of the inline map
	symbol   string
	aliases  []string // other symbols that are read; alias=NAME in the tag
	symbolAt []int    // of the field that holds the symbol; nil when there is none
}

type field struct {
	index    []int
	typ      reflect.Type
	omits    bool // it is left out when zero
	required bool // options of the jc tag
	tpl      bool
	casc     bool
	enum     []string // the values that are allowed; nil for any
}

var plans sync.Map // reflect.Type to *plan

func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	p := &plan{fields: map[string]field{}}
	p.add(t, nil)
	// It stands for anything, or for a thing of which no attribute is known.
	p.open = p.open || p.symbolAt != nil || p.extra != nil && len(p.fields) == 0
	kept, _ := plans.LoadOrStore(t, p)
	return kept.(*plan)
}

func (p *plan) add(t reflect.Type, stem []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(slices.Clip(stem), i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		jc := strings.Split(f.Tag.Get("jc"), ",")
		for _, option := range jc {
			switch symbol, ok := strings.CutPrefix(option, "symbol"); {
			case option == "open":
				p.open = true
			case ok && symbol == "" && f.Type.Kind() == reflect.String:
				p.symbolAt = index
			case ok && len(stem) == 0:
				p.symbol = strings.TrimPrefix(symbol, "=")
			}
			if alias, ok := strings.CutPrefix(option, "alias="); ok && len(stem) == 0 {
				p.aliases = append(p.aliases, alias)
			}
		}
		inline := slices.Contains(strings.Split(options, ","), "inline")
		switch {
		case name == "-" && options == "":
		case inline && f.Type.Kind() == reflect.Map:
			p.extra = index
			if also, ok := strings.CutPrefix(f.Tag.Get("jc"), "also="); ok {
				p.also = strings.Split(also, "|")
			}
		case name == "" && (f.Anonymous || inline) && f.Type.Kind() == reflect.Struct:
			p.add(f.Type, index)
		case !f.IsExported():
		default:
			if name == "" {
				name = f.Name
			}
			if _, ok := p.fields[name]; !ok || len(stem) == 0 {
				required := slices.Contains(jc, "required")
				var enum []string
				for _, option := range jc {
					if list, ok := strings.CutPrefix(option, "enum="); ok {
						enum = strings.Split(list, "|")
					}
				}
				p.fields[name] = field{
					index: index, typ: f.Type, omits: strings.Contains(options, "omit") || required, required: required,
					tpl: slices.Contains(jc, "tpl"), casc: slices.Contains(jc, "casc"), enum: enum,
				}
			}
		}
	}
}

// takes reports whether Jenkins takes an attribute that no field has the name of:
// an outdated one, or one in other case, which is the same to a setter, though
// not to a constructor, whose parameters are the required ones.
func (p *plan) takes(key string) bool {
	if slices.Contains(p.also, key) {
		return true
	}
	for name, f := range p.fields {
		if !f.required && strings.EqualFold(name, key) {
			return true
		}
	}
	return false
}

// misplaced returns the entry without a value, beside an unknown key, that has an
// attribute of that name: what was meant to stand in it is indented too little.
func (p *plan) misplaced(key string, entries []entry) string {
	for _, e := range entries {
		if f, ok := p.fields[e.key]; ok && f.typ.Kind() == reflect.Struct && isNull(e.value) {
			if _, ok := planOf(f.typ).fields[key]; ok {
				return e.key
			}
		}
	}
	return ""
}

// hint says what an unknown attribute may have been meant to be.
func (p *plan) hint(key string) string {
	if near := p.nearest(key); near != "" {
		return "did you mean " + near + "?"
	}
	return ""
}

// Nearest returns the name of the field of the struct v that key is nearly
// spelled as; "" when there is none.
func Nearest(key string, v any) string { return planOf(reflect.TypeOf(v)).nearest(key) }

// Owner returns the name of the field of the struct v whose own struct has an
// attribute of that name; "" when there is none.
func Owner(key string, v any) string {
	p := planOf(reflect.TypeOf(v))
	for _, name := range slices.Sorted(maps.Keys(p.fields)) {
		if t := p.fields[name].typ; t.Kind() == reflect.Struct {
			if _, ok := planOf(t).fields[key]; ok {
				return name
			}
		}
	}
	return ""
}

func (p *plan) nearest(key string) string {
	return NearestOf(key, slices.Collect(maps.Keys(p.fields)))
}

// NearestOf returns the name that key is nearly spelled as; "" when there is none.
func NearestOf(key string, names []string) string {
	const limit = 3
	best, distance := "", limit
	for _, name := range names {
		d := edits(strings.ToLower(key), strings.ToLower(name), limit)
		if d < distance || d == distance && d < limit && name < best {
			best, distance = name, d
		}
	}
	return best
}

// edits returns how many characters to change, add or drop make a into b, or
// limit when it is that many or more.
func edits(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return min(row[len(b)], limit)
}

// FieldType returns the type of the field that a struct of type t reads the
// attribute of that name into; nil when it has none, or t is no struct or nil.
func FieldType(t reflect.Type, name string) reflect.Type {
	if t == nil || t.Kind() != reflect.Struct {
		return nil
	}
	return planOf(t).fields[name].typ
}

// Choice returns the type that the symbol selects where slot stands; nil when none
// is known.
func (a *Alternatives) Choice(slot reflect.Type, symbol string) reflect.Type {
	return implementing(a.bySymbol[symbol], slot)
}

// Fields calls f for each field of the struct that v points to which is not zero,
// and for each entry of its inline map, sorted by name. Calling move sets the same
// in another struct of that type.
func Fields(v any, f func(name string, move func(to any))) {
	from := reflect.ValueOf(v).Elem()
	p := planOf(from.Type())
	for _, name := range slices.Sorted(maps.Keys(p.fields)) {
		index := p.fields[name].index
		if value := from.FieldByIndex(index); !value.IsZero() {
			f(name, func(to any) { reflect.ValueOf(to).Elem().FieldByIndex(index).Set(value) })
		}
	}
	if p.extra == nil {
		return
	}
	extra, _ := from.FieldByIndex(p.extra).Interface().(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(extra)) {
		f(name, func(to any) {
			m := reflect.ValueOf(to).Elem().FieldByIndex(p.extra)
			if m.IsNil() {
				m.Set(reflect.MakeMap(m.Type()))
			}
			value := reflect.New(m.Type().Elem()).Elem()
			if extra[name] != nil {
				value.Set(reflect.ValueOf(extra[name]))
			}
			m.SetMapIndex(reflect.ValueOf(name), value)
		})
	}
}
