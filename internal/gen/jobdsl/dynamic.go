package main

import (
	"slices"
	"strings"
	"unicode"
)

// class is a configurable class: what the dynamic DSL calls by its symbol.
type class struct {
	Plugin   string
	Class    string
	Extends  string
	Symbols  []string
	Required [][2]string
	Optional [][2]string
}

// simple returns the class's name without package and outer class.
func (c *class) simple() string {
	return c.Class[strings.LastIndexAny(c.Class, ".$")+1:]
}

// symbol returns the name by which the dynamic DSL knows the class: its first
// symbol, or its simple name with a small beginning.
func (c *class) symbol() string {
	if s := classSymbols[c.simple()]; s != "" {
		return s
	}
	if len(c.Symbols) > 0 {
		return c.Symbols[0]
	}
	return uncapitalize(c.simple())
}

// uncapitalize does what the Job DSL does to the name of a class without a
// symbol: SSHCheckoutTrait becomes sshCheckoutTrait.
func uncapitalize(name string) string {
	first := strings.IndexFunc(name, unicode.IsLower)
	switch {
	case first < 0:
		return strings.ToLower(name)
	case first < 2:
		first = 2
	}
	return strings.ToLower(name[:first-1]) + name[first-1:]
}

// trust returns the symbols that the table gives a discovery trait, but that are
// those of the classes nested in it: whom the trait trusts.
func (c *class) trust() []string {
	var out []string
	for _, s := range c.Symbols {
		if strings.Contains(s, "Trust") {
			out = append(out, s)
		}
	}
	return out
}

type dynamic struct {
	*model
	classes []*class
	elems   map[string]*typ // by class
}

// dynamics adds the structs of the dynamic DSL.
func (m *model) dynamics() error {
	d := &dynamic{model: m, elems: map[string]*typ{}}
	for _, name := range []string{"jenkins-describables.json", "jobdsl-describables.json"} {
		var more []*class
		if err := table(name, &more); err != nil {
			return err
		}
		d.classes = append(d.classes, more...)
	}
	for i := range bases {
		b := &bases[i]
		if b.doc != "" {
			f := &iface{name: b.name, doc: b.doc, file: b.file}
			if b.name == "SCMSourceTrait" || b.name == "SCMNavigatorTrait" {
				f.wider = scmTrait
			}
			m.byName[b.name] = f
			m.add(&typ{name: b.name, file: b.file, iface: f, key: b.name})
		}
	}
	wide := &iface{name: scmTrait, doc: "is a behaviour that an [SCMNavigator] takes: of its own, or of the sources it finds", file: "multibranch"}
	m.byName[scmTrait] = wide
	m.add(&typ{name: scmTrait, file: "multibranch", iface: wide, key: scmTrait})
	d.add(&typ{
		name: "SCMBranchSource", file: "multibranch", key: "jenkins.branch.BranchSource",
		doc:     []string{"is the branch source branchSource, which takes every kind of source with its behaviours. It needs the plugin branch-api."},
		markers: []marker{{name: "IsBranchSource", dsl: "branchSource,closure", jc: "plugin=branch-api"}},
		fields: []field{
			{name: "Source", typ: "SCMSource", dsl: "source", jc: "required", doc: "is where the branches are found."},
			{name: "Strategy", typ: "BranchPropertyStrategy", dsl: "strategy", doc: "says which properties the branches get."},
			{name: "BuildStrategies", typ: "[]BuildStrategy", dsl: "buildStrategies", doc: "say which branches are built by themselves."},
			extra,
		},
	})
	for i := range bases {
		for _, c := range d.classes {
			if slices.Contains(bases[i].extends, c.Extends) && skipClasses[c.simple()] == "" {
				d.class(&bases[i], c)
			}
		}
	}
	return nil
}

// class adds the struct of a class that is an alternative.
func (d *dynamic) class(b *base, c *class) {
	symbol := c.symbol()
	if !identifier(symbol) || d.elems[c.Class] != nil {
		return
	}
	markers := []string{b.name}
	if i := d.byName[b.name]; i.context != "" && d.calls(i, symbol) {
		return // the context has a call of that name, which comes first
	}
	if b.also != "" && !d.calls(d.byName[b.also], symbol) {
		markers = append(markers, b.also)
	}
	if c.simple() == "PeriodicFolderTrigger" {
		markers = []string{"PipelineTrigger", "FolderTrigger"}
	}
	t := &typ{name: d.className(b, c), file: b.file, key: c.Class}
	for i, m := range markers {
		mk := marker{name: "Is" + m}
		if i == 0 {
			mk.dsl, mk.jc = symbol, d.plugin(c)
		}
		t.markers = append(t.markers, mk)
	}
	t.doc = []string{"is the " + kindName(d.byName[b.name]) + " " + symbol + ", of the class " + c.simple() + "."}
	if p := d.plugin(c); p != "" {
		t.doc = append(t.doc, "It needs the plugin "+strings.TrimPrefix(p, "plugin=")+".")
	}
	d.elems[c.Class] = t
	d.add(t)
	t.fields = d.fields(c, t)
}

// calls reports whether the context of an interface has a call of that name.
func (d *dynamic) calls(i *iface, name string) bool {
	for _, c := range []*iface{i, d.byName[i.wider]} {
		if c != nil && c.context != "" && d.has(c.context, name) {
			return true
		}
	}
	return false
}

func (d *dynamic) className(b *base, c *class) string {
	if n := classNames[c.Plugin+" "+c.simple()]; n != "" {
		return n
	}
	name := goName(c.simple())
	if !b.classes && len(c.Symbols) > 0 && c.Extends != "GitSCMExtensionTrait" {
		name = goName(c.Symbols[0])
	}
	if d.types[name] != nil {
		name += b.suffix
	}
	return name
}

func (d *dynamic) plugin(c *class) string {
	id, ok := pluginIDs[c.Plugin]
	if !ok {
		id = strings.TrimSuffix(c.Plugin, "-plugin")
	}
	if id == "" {
		return ""
	}
	return "plugin=" + id
}

// fields returns the fields for the attributes of a class.
func (d *dynamic) fields(c *class, t *typ) []field {
	var out []field
	required := map[string]bool{}
	drop := deprecated[c.simple()]
	add := func(name, java string, must bool) {
		if slices.Contains(drop, name) || required[name] {
			return
		}
		required[name] = true
		f := field{name: goName(name), dsl: name, table: name, doc: "is the attribute " + name + "."}
		if !identifier(name) {
			return
		}
		d.attribute(&f, c, name, java, must, t)
		if name == "id" && baseOf(c.Extends) != nil && baseOf(c.Extends).name == "SCMSource" {
			f.jc = join(f.jc, "constant")
		}
		if r, ok := refs[name]; ok && (f.typ == "string" || f.typ == "[]string") {
			f.jc = join(f.jc, "ref="+r)
		}
		out = append(out, f)
	}
	for _, a := range inherited[c.Extends] {
		if !slices.ContainsFunc(c.Required, func(r [2]string) bool { return r[0] == a[0] }) {
			add(a[0], a[1], a[0] == "id")
		}
	}
	for _, a := range c.Required {
		optional := slices.ContainsFunc(c.Optional, func(o [2]string) bool { return o[0] == a[0] })
		add(a[0], a[1], !optional)
	}
	for _, a := range c.Optional {
		add(a[0], a[1], false)
	}
	return append(out, extra)
}

// attribute finds the type of a field and how it is written.
func (d *dynamic) attribute(f *field, c *class, name, java string, must bool, t *typ) {
	elem, list := element(java)
	always := func() {
		if must {
			f.dsl += ",always"
		}
	}
	if name == "trust" {
		f.typ = d.trustType(c)
		f.jc = "required"
		return
	}
	switch elem {
	case "String", "Secret", "Result":
		f.typ = "string"
		if list {
			f.typ = "[]string"
			return
		}
		empty, ok := mayBeEmpty[c.simple()+"."+name]
		if !ok {
			empty = mayBeEmpty[name]
		}
		switch {
		case must && empty:
			always()
		case must:
			f.jc = "required"
		}
		if a := enums[name]; a != nil {
			f.jc = join(f.jc, "enum="+strings.Join(a, "|"))
		}
		return
	case "boolean", "Boolean", "int", "Integer", "long", "Long":
		base := "bool"
		if strings.HasPrefix(strings.ToLower(elem), "int") || strings.HasPrefix(strings.ToLower(elem), "long") {
			base = "int"
		}
		f.typ = "*" + base
		if must && (elem == "boolean" || elem == "int" || elem == "long") {
			f.typ = base
		}
		always()
		return
	}
	if elem == scmTrait {
		f.typ = "[]" + scmTrait
		return
	}
	if b := baseOf(elem); b != nil {
		f.typ = b.name
		if list {
			f.typ = "[]" + b.name
		} else if must {
			f.jc = "required"
		}
		return
	}
	if a := enums[elem]; a != nil {
		f.typ, f.jc = "string", "enum="+strings.Join(a, "|")
		if must {
			f.jc = join("required", f.jc)
		}
		return
	}
	if e := d.element(elem, c, t.file); e != nil {
		f.typ = e.name
		if list {
			f.typ = "[]" + e.name
			return
		}
		f.dsl += ",closure"
		if !must {
			f.typ = "*" + f.typ
		}
		always()
		return
	}
	f.typ = "[]Call"
	f.doc = "is the attribute " + name + ": what stands in its closure."
	if must && !list {
		f.jc = "required"
	}
}

// element returns the type's name without generics, and whether it is a list.
func element(java string) (string, bool) {
	list := false
	if s, ok := strings.CutSuffix(java, "[]"); ok {
		java, list = s, true
	}
	for _, p := range []string{"List<", "Collection<", "Set<"} {
		if s, ok := strings.CutPrefix(java, p); ok {
			java, list = strings.TrimSuffix(s, ">"), true
		}
	}
	java = strings.TrimSpace(strings.TrimPrefix(java, "? extends"))
	java, _, _ = strings.Cut(java, "<")
	return java[strings.LastIndexByte(java, '.')+1:], list
}

func baseOf(name string) *base {
	for i := range bases {
		if slices.Contains(bases[i].extends, name) {
			return &bases[i]
		}
	}
	return nil
}

// element returns the struct of a class that is no alternative, made on demand.
func (d *dynamic) element(name string, in *class, file string) *typ {
	var found *class
	for _, c := range d.classes {
		if c.simple() == name && (found == nil || c.Plugin == in.Plugin) {
			found = c
		}
	}
	if found == nil {
		return nil
	}
	if t := d.elems[found.Class]; t != nil {
		return t
	}
	if b := baseOf(found.Extends); b != nil {
		d.class(b, found) // an alternative that is used by itself too
		if t := d.elems[found.Class]; t != nil {
			return t
		}
	}
	t := &typ{name: goName(found.simple()), file: file, key: found.Class, doc: []string{"is what the class " + found.simple() + " takes."}}
	if n := classNames[found.Plugin+" "+found.simple()]; n != "" {
		t.name = n
	}
	if d.types[t.name] != nil {
		t.name += "Attributes"
	}
	t.markers = []marker{{name: "IsElement", dsl: found.symbol()}}
	d.elems[found.Class] = t
	d.add(t)
	t.fields = d.fields(found, t)
	return t
}

// trustType returns the interface of those whom a discovery trait can trust.
func (d *dynamic) trustType(c *class) string {
	symbols := c.trust()
	name := "SCMTrust"
	if len(symbols) > 0 {
		head, _, _ := strings.Cut(symbols[0], "Trust")
		name = goName(head) + "Trust"
	}
	i := &iface{name: name, file: "multibranch", doc: "is whose pull requests are trusted"}
	d.byName[name] = i
	d.add(&typ{name: name, file: i.file, iface: i, key: name})
	for _, s := range symbols {
		d.add(&typ{
			name: goName(s), file: i.file, key: c.Class + s,
			doc:     []string{"is the " + kindName(i) + " " + s + "."},
			markers: []marker{{name: "Is" + name, dsl: s, jc: d.plugin(c)}},
		})
	}
	return name
}

// identifier reports whether a name can be called as it stands.
func identifier(s string) bool {
	for i, r := range s {
		if r != '_' && (r > 0x7F || !unicode.IsLetter(r)) && (i == 0 || !unicode.IsDigit(r)) {
			return false
		}
	}
	return s != ""
}
