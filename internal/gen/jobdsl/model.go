package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// model is the Go API: the types by file, in the order of writing.
type model struct {
	api     api
	facts   *behaviour
	ifaces  map[string]*iface // by context
	byName  map[string]*iface
	types   map[string]*typ // by Go name
	order   []*typ
	structs map[string]*typ // by context: structs that several fields share
	errs    []string
	reached map[string]bool // calls that are an alternative or a field, by CONTEXT.METHOD
	checked map[string]bool // strings whose allowed values are checked, by CONTEXT.METHOD#PARAMETER
}

// typ is a type to write.
type typ struct {
	name    string
	groups  string // the tag that says which fields belong together
	file    string
	doc     []string // lines after the name
	iface   *iface   // of an interface
	markers []marker // of an alternative
	fields  []field
	enum    *enum
	key     string // what it is made from, to tell twins from clashes
}

// marker is the embedded struct by which an alternative belongs to an interface.
type marker struct {
	name, dsl, jc string
}

type field struct {
	name, typ string
	dsl, jc   string
	doc       string
	table     string // the name in the table, for the order
}

type enum struct {
	constants []string
}

func build() (*model, error) {
	a, b, err := load()
	if err != nil {
		return nil, err
	}
	m := &model{api: a, facts: b, ifaces: map[string]*iface{}, byName: map[string]*iface{}, types: map[string]*typ{}, structs: map[string]*typ{}, reached: map[string]bool{}, checked: map[string]bool{}}
	for i := range ifaces {
		m.ifaces[ifaces[i].context] = &ifaces[i]
		m.byName[ifaces[i].name] = &ifaces[i]
	}
	for from, to := range aliases {
		m.ifaces[from] = m.ifaces[to]
	}
	for i := range ifaces {
		m.add(&typ{name: ifaces[i].name, file: ifaces[i].file, iface: &ifaces[i], key: ifaces[i].context})
	}
	for i := range ifaces {
		m.alternatives(&ifaces[i])
	}
	if err := m.dynamics(); err != nil {
		return nil, err
	}
	if len(m.errs) > 0 {
		slices.Sort(m.errs)
		return nil, fmt.Errorf("the overlay doesn't settle:\n%s", strings.Join(slices.Compact(m.errs), "\n"))
	}
	return m, nil
}

func (m *model) errorf(format string, args ...any) {
	m.errs = append(m.errs, fmt.Sprintf(format, args...))
}

// add registers a type; a name that another type has is an error.
func (m *model) add(t *typ) {
	if old := m.types[t.name]; old != nil {
		m.errorf("two types are named %s: of %s and of %s", t.name, old.key, t.key)
		return
	}
	m.types[t.name] = t
	m.order = append(m.order, t)
}

// alternatives adds a struct for each call of the interface's context that no
// other interface covers.
func (m *model) alternatives(i *iface) {
	c := m.api[i.context]
	if c == nil {
		m.errorf("no context %s", i.context)
		return
	}
	for _, meth := range c.Methods {
		if m.covered(i, meth.Name) {
			m.reached[c.name+"."+meth.Name] = true
			continue
		}
		if slices.Contains(i.settings, meth.Name) || skip[c.name+"."+meth.Name] != "" {
			continue
		}
		m.alternative(i, c, meth)
		for _, v := range variants[c.name+"."+meth.Name] {
			meth.Signatures = []signature{m.method(c, meth.Name).Signatures[v.signature]}
			m.alternative(i, c, meth)
		}
	}
}

func (m *model) method(c *context, call string) method {
	return c.Methods[slices.IndexFunc(c.Methods, func(meth method) bool { return meth.Name == call })]
}

// covered reports whether the call's struct is made for another interface.
func (m *model) covered(i *iface, call string) bool {
	for j := range ifaces {
		if ifaces[j].wider == i.name && m.has(ifaces[j].context, call) {
			return true
		}
	}
	return narrow[i.name] != "" && m.has(m.byName[narrow[i.name]].context, call)
}

func (m *model) has(context, call string) bool {
	return slices.ContainsFunc(m.api[context].Methods, func(meth method) bool { return meth.Name == call })
}

func (m *model) alternative(i *iface, c *context, meth method) {
	s := m.signature(c, meth)
	key := c.name + "." + meth.Name
	m.reached[key] = true
	t := &typ{name: m.alternativeName(i, c, meth.Name), file: i.file, key: key}
	if v, ok := variantOf(key, m.method(c, meth.Name), s); ok {
		t.name = v.name
	}
	mk := marker{name: "Is" + i.name, dsl: meth.Name, jc: plugins(s)}
	closure := s.closure()
	if closure != nil && closure.Type == "Closure" && closure.DefaultValue == "" && !m.hasSignatureWithoutClosure(meth, s) {
		mk.dsl += ",closure"
	}
	t.markers = append(t.markers, mk)
	for _, n := range slices.Sorted(maps.Keys(narrow)) {
		if narrow[n] == i.name && m.has(m.byName[n].context, meth.Name) {
			t.markers = append(t.markers, marker{name: "Is" + n})
		}
	}
	t.doc = append([]string{"is the " + kindName(i) + " " + code(meth.Name, s) + "."}, about(s)...)
	t.fields = m.callFields(c, meth, s, t)
	m.add(t)
}

func (m *model) hasSignatureWithoutClosure(meth method, s signature) bool {
	for _, other := range meth.Signatures {
		if other.closure() == nil && len(other.Params) == len(s.args()) {
			return true
		}
	}
	return false
}

func (m *model) alternativeName(i *iface, c *context, call string) string {
	if n := typeNames[c.name+"."+call]; n != "" {
		return n
	}
	name := goName(call)
	if !i.bare && !strings.HasSuffix(name, i.suffix) {
		return name + i.suffix
	}
	if i.bare && m.types[name] != nil {
		return name + i.suffix
	}
	return name
}

// callFields returns the fields of the struct that stands for a call: its
// arguments and what stands in its closure.
func (m *model) callFields(c *context, meth method, s signature, t *typ) []field {
	out := m.argFields(c.name+"."+meth.Name, s, t)
	closure := s.closure()
	switch {
	case closure == nil:
	case strings.HasSuffix(closure.Type, "..."):
		i := m.ifaces[s.context()]
		out = append(out, field{name: plural(i.fieldName()), typ: "[]" + i.name, dsl: lower(plural(i.fieldName())) + ",arg", jc: "required", doc: "are the alternatives of which each stands in a closure of its own."})
	case s.ContextClass == "":
		out = append(out, configure("configure,inline"))
	default:
		out = append(out, m.bodyFields(s.context(), t)...)
	}
	slices.SortStableFunc(out, func(a, b field) int { return cmp.Compare(rank(a), rank(b)) })
	if descriptionFirst[c.name+"."+meth.Name] {
		i := slices.IndexFunc(out, func(f field) bool { return f.table == "displayName" })
		out[i], out[i+1] = out[i+1], out[i]
	}
	return unique(out)
}

// unique drops fields whose name an argument has already.
func unique(fields []field) []field {
	seen := map[string]bool{}
	return slices.DeleteFunc(fields, func(f field) bool {
		again := seen[f.name]
		seen[f.name] = true
		return again
	})
}

func rank(f field) int {
	if strings.Contains(f.dsl, ",arg") {
		return -1
	}
	i := slices.Index(fieldOrder, f.table)
	if i < 0 {
		i = slices.Index(fieldOrder, "*")
	}
	return i
}

// bodyFields returns the fields for what stands in a closure of a context.
func (m *model) bodyFields(name string, t *typ) []field {
	if i := m.ifaces[name]; i != nil {
		settings := slices.DeleteFunc(slices.Clone(i.settings), func(s string) bool { return !m.has(name, s) })
		out := m.contextFields(name, append([]string{}, settings...), t)
		f := field{name: i.fieldName(), typ: "[]" + i.name, dsl: lower(i.fieldName()) + ",inline", doc: "stand in the closure, in this order."}
		if i.one {
			f.name, f.typ, f.dsl, f.jc, f.doc = i.single(), i.name, lower(i.single())+",inline", "required", "is the choice."
		}
		if m.facts.RequiredCalls["javaposse.jobdsl.dsl."+name].Any != nil && i.settings == nil {
			f.jc = "required"
		}
		m.group(name, t)
		return append(out, f)
	}
	m.group(name, t)
	return append(m.contextFields(name, nil, t), extra)
}

// group notes which of the calls of a context must stand there.
func (m *model) group(name string, t *typ) {
	r := m.facts.RequiredCalls["javaposse.jobdsl.dsl."+name]
	for _, g := range r.Any {
		if i := m.ifaces[name]; i == nil || len(i.settings) > 0 {
			t.groups = join(t.groups, "any="+strings.Join(g, "|"))
		}
	}
	for _, g := range r.AtMostOne {
		t.groups = join(t.groups, "atMostOne="+strings.Join(g, "|"))
	}
}

var extra = field{name: "Extra", typ: "[]Call", dsl: "extra,inline", doc: "are calls that there is no field for.", table: "extra"}

func configure(dsl string) field {
	return field{name: "Configure", typ: "[]XMLEdit", dsl: dsl, doc: "edits the XML that is generated.", table: "configure"}
}

// contextFields returns a field for each call of a context, or for those in only.
func (m *model) contextFields(name string, only []string, t *typ) []field {
	out := slices.Clone(byHand[name])
	c := m.api[name]
	if c == nil {
		m.errorf("no context %s", name)
		return nil
	}
	for _, meth := range c.Methods {
		if only != nil && !slices.Contains(only, meth.Name) || skip[name+"."+meth.Name] != "" {
			continue
		}
		if m.twin(c, meth) {
			continue
		}
		if f, ok := m.methodField(c, meth, t); ok {
			out = append(out, f)
		}
		for _, v := range variants[name+"."+meth.Name] {
			f, ok := m.methodField(c, method{Name: meth.Name, Signatures: meth.Signatures[v.signature : v.signature+1]}, t)
			if ok {
				f.name = v.name
				out = append(out, f)
			}
		}
	}
	return out
}

// twin reports whether the call is covered by that of the same name in the
// plural or in the singular: of branch and branches, branches is the field; of
// env and envs, which takes a map, env is called for each.
func (m *model) twin(c *context, meth method) bool {
	for _, other := range c.Methods {
		switch {
		case other.Name == plural(meth.Name) && other.Name != meth.Name:
			return len(meth.Signatures[0].Params) == 1 && !isMap(other.Signatures[0].Params[0].Type)
		case meth.Name == plural(other.Name) && other.Name != meth.Name || meth.Name == "properties" && other.Name == "property":
			return len(meth.Signatures[0].Params) == 1 && isMap(meth.Signatures[0].Params[0].Type) && len(other.Signatures[0].Params) == 2
		}
	}
	return false
}

func isMap(t string) bool { return strings.HasPrefix(t, "Map") }

// signature chooses the signature that a call is written with: the one with a
// closure whose context we know, with the fewest arguments; otherwise the one
// with the most arguments, a list before a single value.
func (m *model) signature(c *context, meth method) signature {
	for _, key := range []string{c.name + "." + meth.Name, "*." + meth.Name} {
		if i, ok := signatures[key]; ok && i < len(meth.Signatures) {
			return meth.Signatures[i]
		}
	}
	best := meth.Signatures[0]
	for _, s := range meth.Signatures[1:] {
		if s.Deprecated && !best.Deprecated {
			continue
		}
		known, bestKnown := s.ContextClass != "", best.ContextClass != ""
		switch {
		case known != bestKnown:
			if known {
				best = s
			}
		case known && len(s.Params) != len(best.Params):
			if len(s.Params) < len(best.Params) {
				best = s
			}
		case len(s.Params) > len(best.Params):
			best = s
		case len(s.Params) == len(best.Params) && listRank(s) > listRank(best):
			best = s
		}
	}
	return best
}

func listRank(s signature) int {
	for _, p := range s.Params {
		switch {
		case strings.HasSuffix(p.Type, "...") && !p.closure():
			return 3
		case strings.HasPrefix(p.Type, "Iterable") || strings.HasPrefix(p.Type, "List"):
			return 2
		case p.Type == "String":
			return 1
		}
	}
	return 0
}

// methodField returns the field for a call in a closure.
func (m *model) methodField(c *context, meth method, t *typ) (field, bool) {
	key := c.name + "." + meth.Name
	m.reached[key] = true
	if meth.Name == "configure" {
		return configure("configure"), true
	}
	s := m.signature(c, meth)
	if s.EmbeddedOnly {
		return field{}, false
	}
	f := field{name: fieldName(key, meth.Name), dsl: meth.Name, table: meth.Name, jc: plugins(s), doc: m.methodDoc(meth, s)}
	if slices.Contains(m.facts.RequiredCalls["javaposse.jobdsl.dsl."+c.name].All, meth.Name) {
		f.jc = join("required", f.jc)
	}
	if fixed[key] {
		f.jc = join(f.jc, "constant")
	}
	if only := m.facts.OnlyIn["javaposse.jobdsl.dsl."+key]; only != nil {
		f.jc = join(f.jc, "only="+m.itemCalls(only))
	}
	closure, params := s.closure(), s.args()
	repeat := strings.HasPrefix(s.repeat, "repeat")
	switch {
	case closure == nil && len(params) == 0:
		f.typ, f.dsl = "bool", f.dsl+",flag"
	case closure == nil && len(params) == 1:
		m.scalar(&f, key, params[0], repeat)
	case closure == nil && len(params) == 2 && repeat && keyValue(params):
		f.name, f.typ, f.dsl = plural(f.name), "[]Pair", f.dsl+",each"
	case closure != nil && s.ContextClass != "" && m.ifaces[s.context()] != nil && m.ifaces[s.context()].settings == nil && len(params) == 0:
		i := m.ifaces[s.context()]
		f.typ = "[]" + i.name
		if i.one || meth.Name == "scm" {
			f.typ = i.name
		}
	case closure != nil && len(params) == 0:
		if s.ContextClass == "" {
			m.errorf("%s: a closure without a context", key)
			return f, false
		}
		f.typ = m.shared(s.context(), meth.Name, t)
		m.nested(&f, key, s, appends[key])
	default:
		f.typ = m.call(c, meth, s, t)
		m.nested(&f, key, s, repeat)
	}
	return f, true
}

// itemCalls returns the calls that make items of the classes.
func (m *model) itemCalls(classes []string) string {
	var out []string
	for _, meth := range m.api["DslFactory"].Methods {
		if slices.Contains(classes, meth.Signatures[len(meth.Signatures)-1].ContextClass) {
			out = append(out, meth.Name)
		}
	}
	return strings.Join(out, "|")
}

func fieldName(key, call string) string {
	if n := fieldNames[key]; n != "" {
		return n
	}
	if n := fieldNames[call]; n != "" {
		return n
	}
	return goName(call)
}

// nested finishes the field of a struct type: a list when each call adds one, a
// pointer when a call without anything means something.
func (m *model) nested(f *field, key string, s signature, repeat bool) {
	// The zero struct is left out: that is right where it would be refused, or
	// where the call does nothing by itself.
	zero := false
	for _, p := range s.args() {
		base, list := m.goType(key, p)
		zero = zero || p.DefaultValue == "" && (base == "string" || list != "")
	}
	closure := s.closure()
	switch {
	case repeat:
		f.name, f.typ, f.dsl = plural(f.name), "[]"+f.typ, f.dsl+",each"
	case !zero && (closure == nil || closure.DefaultValue != ""):
		f.typ = "*" + f.typ
	}
	if closure != nil && closure.DefaultValue == "" {
		f.dsl += ",closure"
	}
}

func keyValue(p []param) bool {
	names := p[0].Name + " " + p[1].Name
	return p[1].Type != "boolean" && (names == "key value" || names == "name value")
}

// shared returns the struct type of a context that is used without arguments.
func (m *model) shared(name, call string, in *typ) string {
	if t := m.structs[name]; t != nil {
		return t.name
	}
	t := &typ{name: typeNames[name], file: in.file, key: name}
	if i := m.ifaces[name]; i != nil && t.name == "" {
		t.name = i.strct
		if old := m.types[t.name]; old != nil {
			return t.name
		}
	}
	if t.name == "" {
		last := name[strings.LastIndexByte(name, '.')+1:]
		t.name = goName(strings.TrimSuffix(last, "Context"))
	}
	t.doc = []string{"is what stands in the closure of " + call + "({…}), in a [" + in.name + "]."}
	m.structs[name] = t
	m.add(t)
	t.fields = m.bodyFields(name, t)
	slices.SortStableFunc(t.fields, func(a, b field) int { return cmp.Compare(rank(a), rank(b)) })
	return t.name
}

// call returns the struct type of a call that has several arguments, or
// arguments and a closure.
func (m *model) call(c *context, meth method, s signature, in *typ) string {
	key := c.name + "." + meth.Name
	name := typeNames[key]
	if name == "" {
		var names []string
		for _, p := range s.args() {
			names = append(names, p.Name)
		}
		name = callTypes[strings.Join(names, " ")]
	}
	if name == "" {
		last := c.name[strings.LastIndexByte(c.name, '.')+1:]
		name = goName(strings.TrimSuffix(last, "Context")) + goName(meth.Name)
	}
	t := &typ{name: name, file: in.file, key: key, doc: append([]string{"is the call " + code(meth.Name, s) + "."}, about(s)...)}
	old := m.types[name]
	if old == nil {
		m.add(t)
	} else if old.key == key {
		return name
	}
	t.fields = m.callFields(c, meth, s, t)
	if old != nil && !slices.Equal(old.fields, t.fields) {
		m.errorf("two structs are named %s: of %s and of %s", name, old.key, key)
	}
	return name
}

// scalar finishes the field of a call that takes one value.
func (m *model) scalar(f *field, key string, p param, repeat bool) {
	base, list := m.goType(key, p)
	if p.Type == "float" {
		f.dsl += ",float"
	}
	m.checks(f, key, p)
	switch {
	case list == "varargs":
		f.name, f.typ, f.dsl = plural(f.name), "[]"+base, f.dsl+",varargs"
	case list != "":
		f.name, f.typ = plural(f.name), "[]"+base
		if list == "map" {
			f.typ = "map[string]string"
		}
	case repeat:
		f.name, f.typ, f.dsl = plural(f.name), "[]"+base, f.dsl+",each"
	default:
		f.typ = optional(base)
	}
	if e := m.types[base]; e != nil && e.enum != nil {
		f.dsl += ",java=" + lastName(p.Type)
	}
}

func optional(base string) string {
	switch base {
	case "bool", "int", "float64":
		return "*" + base
	}
	return base
}

func lastName(class string) string {
	class = strings.TrimSuffix(class, "...")
	return class[strings.LastIndexByte(class, '.')+1:]
}

// goType returns the Go type of a parameter's value and, when there are several
// values, how they are written: varargs, list or map.
func (m *model) goType(key string, p param) (base, list string) {
	t := p.Type
	switch {
	case strings.HasSuffix(t, "[]"):
		t, list = strings.TrimSuffix(t, "[]"), "varargs"
	case strings.HasSuffix(t, "..."):
		t, list = strings.TrimSuffix(t, "..."), "varargs"
	case strings.HasPrefix(t, "Iterable<") || strings.HasPrefix(t, "List"):
		t, list = "String", "list"
	case isMap(t):
		return "string", "map"
	}
	switch t {
	case "String":
		return "string", list
	case "boolean", "Boolean":
		return "bool", list
	case "int", "Integer", "long":
		return "int", list
	case "double", "Double", "float":
		return "float64", list
	case "Object":
		return m.objectType(key, p), list
	}
	return m.enumType(t, p), list
}

// objectType tells what an untyped parameter takes, by its default.
func (m *model) objectType(key string, p param) string {
	if t := objects[key+"#"+p.Name]; t != "" {
		return t
	}
	switch d := p.DefaultValue; {
	case d == "true" || d == "false":
		return "bool"
	case strings.HasPrefix(d, "'"):
		return "string"
	case d != "" && strings.Trim(d, "0123456789") == "":
		return "int"
	}
	if p.Name == "computeNew" {
		return "bool"
	}
	m.errorf("%s: what does the Object %s take?", key, p.Name)
	return "any"
}

func (m *model) enumType(class string, p param) string {
	name := lastName(class)
	if n := typeNames[short(class)]; n != "" {
		name = n
	}
	class = strings.TrimSuffix(class, "...")
	constants := p.EnumConstants
	if c := m.facts.EnumConstants[class]; c != nil {
		constants = c
	}
	if len(constants) == 0 {
		m.errorf("%s has no constants", class)
	}
	if old := m.types[name]; old != nil && old.key == class {
		return name
	}
	m.add(&typ{name: name, file: "enums", key: class, enum: &enum{constants: constants}, doc: []string{"is the Job DSL's " + strings.TrimPrefix(class, "javaposse.jobdsl.dsl.") + "."}})
	return name
}

// checks adds what is checked of a value: allowed strings, references.
func (m *model) checks(f *field, key string, p param) {
	if allowed, ok := m.allowed(key, p); ok {
		m.checked[key+"#"+p.Name] = true
		f.jc = join(f.jc, "enum="+strings.Join(allowed, "|"))
	}
	if l, ok := m.facts.Ranges[key+"#"+p.Name]; ok {
		if l.Min != nil {
			f.jc = join(f.jc, fmt.Sprintf("min=%g", *l.Min))
		}
		if l.Max != nil {
			f.jc = join(f.jc, fmt.Sprintf("max=%g", *l.Max))
		}
	}
	name := key[strings.LastIndexByte(key, '.')+1:]
	for _, k := range []string{key + "#" + p.Name, key, p.Name, name} {
		if r, ok := refs[k]; ok {
			if r != "" {
				f.jc = join(f.jc, "ref="+r)
			}
			break
		}
	}
	if call, ok := strings.CutPrefix(key, "DslFactory."); ok && p.Name == "name" {
		switch {
		case call == "folder":
			f.jc = join(f.jc, "decl=folder")
		case strings.HasSuffix(call, "View"):
			f.jc = join(f.jc, "decl=view")
		default:
			f.jc = join(f.jc, "decl=job")
		}
	}
}

// allowedDoc says in a doc comment what the checks allow.
func allowedDoc(jc string) string {
	var out []string
	var least, most string
	for opt := range strings.SplitSeq(jc, ",") {
		key, value, _ := strings.Cut(opt, "=")
		switch key {
		case "required":
			out = append(out, "Required.")
		case "constant":
			out = append(out, "It must not change from run to run: Jenkins builds all branches anew when it does.")
		case "enum":
			out = append(out, "One of "+strings.ReplaceAll(value, "|", ", ")+".")
		case "min":
			least = value
		case "max":
			most = value
		case "only":
			out = append(out, "Only in "+strings.ReplaceAll(value, "|", ", ")+".")
		}
	}
	switch {
	case least != "" && most != "":
		out = append(out, "From "+least+" to "+most+".")
	case least != "":
		out = append(out, "At least "+least+".")
	case most != "":
		out = append(out, "At most "+most+".")
	}
	return strings.Join(out, " ")
}

func (m *model) allowed(key string, p param) ([]string, bool) {
	a := m.facts.StringEnums[key+"#"+p.Name]
	return a, a != nil
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "," + b
}

// argFields returns the fields of a call's arguments.
func (m *model) argFields(key string, s signature, t *typ) []field {
	var out []field
	params := s.args()
	for i, p := range params {
		name := p.Name
		if n := args[key+"#"+name]; n != "" {
			name = n
		} else if n := args[name]; n != "" {
			name = n
		}
		base, list := m.goType(key, p)
		f := field{name: goName(name), typ: base, dsl: lower(name) + ",arg", table: p.Name, doc: "is the argument " + p.Name + "."}
		m.checks(&f, key, p)
		switch {
		case list == "map":
			f.typ = "map[string]string"
		case list != "":
			f.name, f.typ = plural(f.name), "[]"+base
			if list == "varargs" {
				f.dsl += ",varargs"
			}
		}
		if e := m.types[base]; e != nil && e.enum != nil {
			f.dsl += ",java=" + lastName(p.Type)
		}
		switch {
		case p.DefaultValue != "":
			if list == "" {
				f.typ = optional(base)
			}
			// An argument is left out only together with those after it.
			if i < len(params)-1 || s.closure() != nil {
				f.dsl += ",default=" + p.DefaultValue
			}
			if p.DefaultValue != "null" {
				f.doc = "is the argument " + p.Name + "; " + p.DefaultValue + " by default."
			}
		case m.leftOut(key, params[:i]):
			if list == "" {
				f.typ = optional(base)
			}
		case i < 2 && len(params) == 2 && (p.Type == "Integer" || p.Type == "Boolean" || p.Type == "Double"):
			f.typ = optional(base)
			f.dsl += ",null"
		case list == "varargs":
		case emptyArgs[key+"#"+p.Name]:
			f.dsl += ",always"
		case base == "string" || list != "" || strings.Contains(f.dsl, "java="):
			f.jc = join("required", f.jc)
		}
		out = append(out, f)
	}
	return out
}

// leftOut reports whether another signature of the call ends with the arguments
// in params, so that those after them can be left out.
func (m *model) leftOut(key string, params []param) bool {
	dot := strings.LastIndexByte(key, '.')
	c := m.api[key[:dot]]
	if c == nil {
		return false
	}
	same := func(a, b param) bool { return a.Type == b.Type }
	for _, meth := range c.Methods {
		if meth.Name != key[dot+1:] {
			continue
		}
		for _, s := range meth.Signatures {
			if slices.EqualFunc(s.args(), params, same) && (len(params) > 0 || s.closure() != nil || nullary[key]) {
				return true
			}
		}
	}
	return false
}

// variantOf returns the variant of a call that has the signature s.
func variantOf(key string, meth method, s signature) (variant, bool) {
	for _, v := range variants[key] {
		if code(meth.Name, meth.Signatures[v.signature]) == code(meth.Name, s) {
			return v, true
		}
	}
	return variant{}, false
}

func (i *iface) fieldName() string {
	if i.field != "" {
		return i.field
	}
	return plural(i.name)
}

// single returns the name of a field that holds one of the alternatives.
func (i *iface) single() string {
	if i.field != "" {
		return i.field
	}
	return i.name
}

// lower returns a Go name as the name of an attribute: Name as name, URL as url.
func lower(name string) string {
	w := split(name)
	w[0] = strings.ToLower(w[0])
	return strings.Join(w, "")
}

// plugins returns the tag that names the plugins a call needs.
func plugins(s signature) string {
	var out []string
	for _, p := range s.Plugins {
		if p.MinimumVersion != "" {
			p.ID += ":" + p.MinimumVersion
		}
		out = append(out, p.ID)
	}
	if s.AvailableSince != "" {
		out = append(out, "job-dsl:"+s.AvailableSince)
	}
	if len(out) == 0 {
		return ""
	}
	return "plugin=" + strings.Join(out, "|")
}

// code returns a call as the reference writes it.
func code(name string, s signature) string {
	var b strings.Builder
	b.WriteString(name + "(")
	for i, p := range s.Params {
		if i > 0 {
			b.WriteString(", ")
		}
		if p.closure() {
			b.WriteString("{…}")
			continue
		}
		b.WriteString(p.Name)
		if p.DefaultValue != "" {
			b.WriteString(" = " + p.DefaultValue)
		}
	}
	return b.String() + ")"
}

// about returns the lines that say what a call needs.
func about(s signature) []string {
	var out []string
	for _, p := range s.Plugins {
		line := "It needs the plugin " + p.ID
		if p.MinimumVersion != "" {
			line += " " + p.MinimumVersion + " or later"
		}
		out = append(out, line+".")
	}
	if s.AvailableSince != "" {
		out = append(out, "The Job DSL has it since "+s.AvailableSince+".")
	}
	return out
}

func (m *model) methodDoc(meth method, s signature) string {
	return strings.Join(append([]string{"is " + code(meth.Name, s) + "."}, about(s)...), " ")
}

// kindName returns an interface's name in words: MultiJobStep as multi job step.
func kindName(i *iface) string {
	w := split(i.name)
	for j := range w {
		if w[j] != strings.ToUpper(w[j]) {
			w[j] = strings.ToLower(w[j])
		}
	}
	return strings.Join(w, " ")
}
