package main

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/facts"
	"github.com/jenkinscode/jenkinscode/internal/gonames"
	"github.com/jenkinscode/jenkinscode/internal/schema"
)

type options struct {
	name    string // of the package
	missing bool   // only what this module lacks
}

// generator holds what the package will have.
type generator struct {
	options
	schema   *schema.Schema
	table    map[string]*facts.Class // by class
	roots    map[string]*facts.Class // by name of the root
	enums    map[string][]string
	taken    map[string]bool       // names of types
	structs  map[string]*structure // by class, or by path where there is none
	choices  map[string]*choice    // by name
	byClass  map[string]*choice
	document []*field
}

// structure is a struct of the package.
type structure struct {
	name, class string
	doc         string
	marks       []mark
	fields      []*field
	root        bool
}

// mark says of a struct that it is an alternative.
type mark struct {
	of     *choice
	symbol string
}

// field is a field of a struct.
type field struct {
	name, goName, doc string
	unknown           string // the class of which the schema says nothing
	typ               string
	options           []string
	target            *structure // that it holds by value
}

// choice is an extension point.
type choice struct {
	name         string // in the schema
	other        string // a name that nothing else has
	ours         string // the interface that this module has, such as kind.Cloud
	goName       string // of the package's own interface
	alternatives map[string]*schema.Node
}

func (c *choice) typ() string { return cmp.Or(c.ours, c.goName) }

// marker returns the name of what a struct embeds to be an alternative.
func (c *choice) marker() string {
	pkg, name, ok := strings.Cut(c.ours, ".")
	if !ok {
		return "Is" + c.goName
	}
	return pkg + ".Is" + name
}

// generate returns the files of the package by their names.
func generate(data []byte, o options) (map[string][]byte, error) {
	g, err := decide(data, o)
	if err != nil {
		return nil, err
	}
	return g.files()
}

// decide finds out what the package will have.
func decide(data []byte, o options) (*generator, error) {
	s, err := schema.Read(data)
	if err != nil {
		return nil, err
	}
	t, err := facts.ReadJCasC()
	if err != nil {
		return nil, err
	}
	g := &generator{
		options: o, schema: s, table: map[string]*facts.Class{}, roots: map[string]*facts.Class{}, enums: t.Enums,
		taken: map[string]bool{"Document": true, "Raw": true, "Alternatives": true}, structs: map[string]*structure{},
		choices: map[string]*choice{}, byClass: map[string]*choice{},
	}
	for i := range t.Classes {
		g.table[t.Classes[i].Class] = &t.Classes[i]
	}
	for i := range t.Roots {
		for _, name := range t.Roots[i].Names {
			g.roots[name] = &t.Roots[i]
		}
		g.table[t.Roots[i].Class] = &t.Roots[i]
	}
	for name := range s.Roots {
		g.taken[gonames.Go(name)] = true
	}
	g.findChoices()
	g.findAlternatives()
	g.findRoots()
	g.breakCycles()
	return g, nil
}

// unique returns the first of some names that no type has, or the last one with a
// number.
func (g *generator) unique(names ...string) string {
	for _, n := range names {
		if !g.taken[n] {
			g.taken[n] = true
			return n
		}
	}
	last := names[len(names)-1]
	for i := 2; ; i++ {
		if n := fmt.Sprintf("%s%d", last, i); !g.taken[n] {
			g.taken[n] = true
			return n
		}
	}
}

// toolInstallation is an extension point that package casc has one struct for.
const toolInstallation = "toolInstallation"

// findChoices finds the extension points.
func (g *generator) findChoices() {
	find := func(name, other string, n *schema.Node) *choice {
		key := name
		if old := g.choices[name]; old != nil && differ(old.alternatives, n.Fields) {
			key = other // another one of that name
		}
		c := g.choices[key]
		if c == nil {
			c = &choice{name: name, other: other, alternatives: map[string]*schema.Node{}}
			g.choices[key] = c
		}
		for symbol, a := range n.Fields {
			if symbol != "" && c.alternatives[symbol] == nil {
				c.alternatives[symbol] = a
			}
		}
		return c
	}
	for _, root := range slices.Sorted(maps.Keys(g.schema.Roots)) {
		if strings.HasPrefix(settled[root], "[]") {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(g.schema.Roots[root].Fields)) {
			if n := g.schema.Roots[root].Fields[name]; n.Kind == schema.Choice && name != toolInstallation {
				find(name, root+"."+name, n)
			}
		}
	}
	for _, class := range slices.Sorted(maps.Keys(g.schema.Classes)) {
		if n := g.schema.Classes[class]; n.Kind == schema.Choice {
			name := schema.Simple(class)
			if name == toolInstallation || strings.HasPrefix(class, "javaposse.jobdsl.plugin.casc.") {
				continue
			}
			g.byClass[class] = find(name, class, n)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(g.choices)) {
		c := g.choices[key]
		if c.ours = g.interfaceFor(c); c.ours == "" {
			c.goName = g.unique(gonames.Go(c.name), gonames.Go(strings.NewReplacer(".", "-", "$", "-").Replace(c.other)))
			g.taken["Is"+c.goName] = true
		}
	}
}

// differ reports whether two extension points are not the same: they have an
// alternative of one name that is two classes.
func differ(a, b map[string]*schema.Node) bool {
	for symbol, n := range a {
		if b[symbol] != nil && b[symbol].Class != n.Class {
			return true
		}
	}
	return false
}

// interfaceFor returns the interface that this module has for c.
func (g *generator) interfaceFor(c *choice) string {
	for _, class := range slices.Sorted(maps.Keys(g.byClass)) {
		if g.byClass[class] == c && kinds[class] != "" {
			return kinds[class]
		}
	}
	// Several have the same name: the one of which most alternatives are known.
	best, most := "", -1
	for _, class := range slices.Sorted(maps.Keys(kinds)) {
		if schema.Simple(class) != c.name {
			continue
		}
		n := 0
		for _, a := range c.alternatives {
			if t := g.table[a.Class]; t != nil && slices.Contains(t.Kinds, class) {
				n++
			}
		}
		if n > most {
			best, most = kinds[class], n
		}
	}
	return best
}

// findAlternatives makes a struct of each alternative.
func (g *generator) findAlternatives() {
	classes := map[string][]mark{}
	for _, name := range slices.Sorted(maps.Keys(g.choices)) {
		c := g.choices[name]
		for _, symbol := range slices.Sorted(maps.Keys(c.alternatives)) {
			class := cmp.Or(c.alternatives[symbol].Class, name+"$"+symbol)
			classes[class] = append(classes[class], mark{c, symbol})
		}
	}
	// Classes that this module knows come first: they keep their plain names.
	sorted := slices.SortedFunc(maps.Keys(classes), func(a, b string) int {
		if (known[a] == "") != (known[b] == "") {
			return cmp.Compare(known[b], known[a])
		}
		return cmp.Compare(a, b)
	})
	for _, class := range sorted {
		first := classes[class][0]
		node := g.schema.Resolve(first.of.alternatives[first.symbol])
		if class == "jenkins.model.Jenkins" || known[class] != "" && (g.missing || node == nil) {
			continue // a root element, or one that this module has
		}
		s := g.structure(class, class, nil)
		s.marks = g.direct(classes[class])
	}
	// Fields come last: they may hold any of them.
	for _, class := range sorted {
		if s := g.structs[class]; s != nil {
			first := classes[class][0]
			if n := g.schema.Resolve(first.of.alternatives[first.symbol]); n != nil && n.Kind == schema.Object {
				g.fill(s, n, class)
			}
		}
	}
}

// direct leaves out what another mark implies, and what is there twice.
func (g *generator) direct(marks []mark) []mark {
	var out []mark
	for i, m := range marks {
		repeated := slices.ContainsFunc(marks[:i], func(o mark) bool { return o.of.marker() == m.of.marker() })
		follows := slices.ContainsFunc(marks, func(o mark) bool { return slices.Contains(implied[o.of.ours], m.of.ours) })
		if !repeated && (!follows || m.of.ours == "") {
			out = append(out, m)
		}
	}
	return out
}

// structure returns the struct for a key, which is a class or a path, and makes
// it when there is none. The names are tried in order.
func (g *generator) structure(key, class string, names []string) *structure {
	if s := g.structs[key]; s != nil {
		return s
	}
	if names == nil {
		names = typeNames(class)
	}
	s := &structure{name: g.unique(names...), class: class}
	g.structs[key] = s
	return s
}

// typeNames returns names for the struct of a class, the best first.
func typeNames(class string) []string {
	name := gonames.Simple(class)
	if trimmed := strings.TrimSuffix(name, "Impl"); trimmed != "" {
		name = trimmed
	}
	segments := strings.FieldsFunc(class, func(r rune) bool { return r == '.' || r == '$' })
	var names []string
	if !strings.Contains(class, "$") || len(name) > 8 {
		names = append(names, gonames.Go(name))
	}
	for i := len(segments) - 2; i >= 0 && len(names) < 5; i-- {
		outer := gonames.Go(segments[i])
		if outer == "Impl" || outer == "Org" || outer == "Com" {
			continue
		}
		names = append(names, outer+gonames.Go(name))
	}
	return append(names, gonames.Go(strings.Join(segments, "-")))
}

// hint returns what the table says of an attribute of a class.
func (g *generator) hint(class, name string) *facts.Attribute {
	if t := g.table[class]; t != nil {
		for i := range t.Attributes {
			if t.Attributes[i].Name == name {
				return &t.Attributes[i]
			}
		}
	}
	return nil
}

// fill gives s the attributes of n.
func (g *generator) fill(s *structure, n *schema.Node, class string) {
	seen := map[string]bool{"Extra": true}
	for _, name := range slices.Sorted(maps.Keys(n.Fields)) {
		goName := goField(name)
		if name == "" || seen[goName] {
			continue
		}
		seen[goName] = true
		f := &field{name: name, goName: goName, doc: n.Fields[name].Doc}
		g.typeOf(s, f, n.Fields[name], g.hint(class, name))
		if slices.Contains(n.Must, name) {
			f.options = append(f.options, "required")
		}
		s.fields = append(s.fields, f)
	}
}

// goField returns the name of the field for an attribute.
func goField(name string) string {
	n := gonames.Go(strings.Map(func(r rune) rune {
		if r == '.' || r == '/' || r == ':' {
			return '-'
		}
		return r
	}, name))
	if n != "" && (n[0] >= '0' && n[0] <= '9' || n[0] == '_') {
		n = "X" + n
	}
	return n
}

// typeOf decides on the type and the options of a field.
func (g *generator) typeOf(s *structure, f *field, n *schema.Node, hint *facts.Attribute) {
	if n.Kind == schema.List {
		f.typ = "[]" + g.elem(s, f, n.Elem, hint)
		f.target = nil // a slice ends every cycle
		f.options = g.stringOptions(s, f, n.Elem, hint)
		return
	}
	single := g.single(s, f, n, hint, false)
	f.options = g.stringOptions(s, f, n, hint)
	if n.Many && hint != nil && hint.Multi {
		f.typ, f.target = "[]"+strings.TrimPrefix(single, "*"), nil
		return
	}
	f.typ = single
}

func (g *generator) elem(s *structure, f *field, n *schema.Node, hint *facts.Attribute) string {
	if n != nil && n.Kind != schema.Any {
		return strings.TrimPrefix(g.single(s, f, n, hint, true), "*")
	}
	if hint == nil {
		// Nothing is said; the name may be that of an extension point.
		name := singular(f.name)
		if c := g.choices[name]; c != nil {
			return c.typ()
		}
		return "any"
	}
	switch hint.Type {
	case "string", "secret", "enum":
		return "string"
	case "int":
		return "int"
	case "describable", "class":
		return g.classType(f, hint.Class)
	}
	return "any"
}

// single returns the type of one value.
func (g *generator) single(s *structure, f *field, n *schema.Node, hint *facts.Attribute, elem bool) string {
	switch n.Kind {
	case schema.String:
		return "string"
	case schema.Integer:
		return "*int"
	case schema.Number:
		return "*float64"
	case schema.Boolean:
		return "*bool"
	case schema.Ref:
		return g.classType(f, n.Class)
	case schema.Choice:
		return g.anonymous(s, f, n).typ()
	case schema.Object:
		if len(n.Fields) == 0 {
			return "map[string]any"
		}
		class := ""
		if hint != nil {
			class = hint.Class
		}
		base := gonames.Go(f.name)
		if elem {
			base = singular(base)
		}
		inner := g.structure(s.name+"."+f.name, class, []string{s.name + base})
		inner.doc = fmt.Sprintf("%s is what stands in [%s.%s].", inner.name, s.name, f.goName)
		if elem {
			inner.doc = fmt.Sprintf("%s is an element of [%s.%s].", inner.name, s.name, f.goName)
		}
		if inner.fields == nil {
			g.fill(inner, n, class)
		}
		f.target = inner
		return inner.name
	case schema.List:
		return "[]" + g.elem(s, f, n.Elem, hint)
	}
	return "any"
}

func singular(s string) string {
	switch {
	case strings.HasSuffix(s, "ies"):
		return strings.TrimSuffix(s, "ies") + "y"
	case strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss"):
		return strings.TrimSuffix(s, "s")
	}
	return s + "Element"
}

// classType returns the type for a class.
func (g *generator) classType(f *field, class string) string {
	if c := g.byClass[class]; c != nil {
		return c.typ()
	}
	if k := kinds[class]; k != "" {
		return k
	}
	n := g.schema.Resolve(&schema.Node{Kind: schema.Ref, Class: class})
	switch {
	case known[class] != "" && (g.missing || n == nil || n.Kind != schema.Object):
		return known[class]
	case g.enums[class] != nil:
		return "string"
	case n == nil, n.Kind == schema.Object && len(n.Fields) == 0 && g.structs[class] == nil:
		f.unknown = class
		return "any"
	case n.Kind != schema.Object:
		return g.single(&structure{name: gonames.Go(gonames.Simple(class))}, f, n, nil, false)
	}
	s := g.structs[class]
	if s == nil {
		s = g.structure(class, class, nil)
		g.fill(s, n, class)
	}
	f.target = s
	return s.name
}

// anonymous returns the extension point of a choice that has no name: the one
// with its alternatives.
func (g *generator) anonymous(s *structure, f *field, n *schema.Node) *choice {
	for _, name := range slices.Sorted(maps.Keys(g.choices)) {
		c := g.choices[name]
		if len(n.Fields) > 0 && !slices.ContainsFunc(slices.Collect(maps.Keys(n.Fields)), func(symbol string) bool {
			a := c.alternatives[symbol]
			return a == nil || a.Class != n.Fields[symbol].Class
		}) {
			return c
		}
	}
	c := &choice{name: s.name + "." + f.name, alternatives: n.Fields}
	base := s.name + singular(gonames.Go(f.name))
	c.goName = g.unique(base, base+"Kind")
	g.choices[c.name] = c
	for _, symbol := range slices.Sorted(maps.Keys(n.Fields)) {
		class := cmp.Or(n.Fields[symbol].Class, c.name+"$"+symbol)
		a := g.structure(class, class, nil)
		a.marks = append(a.marks, mark{c, symbol})
		if in := g.schema.Resolve(n.Fields[symbol]); in != nil && in.Kind == schema.Object && a.fields == nil {
			g.fill(a, in, class)
		}
	}
	return c
}

// stringOptions returns the options of a field that holds strings.
func (g *generator) stringOptions(s *structure, f *field, n *schema.Node, hint *facts.Attribute) []string {
	if n == nil || n.Kind != schema.String {
		return nil
	}
	lower := strings.ToLower(f.name)
	switch {
	case n.Secret, hint != nil && strings.HasPrefix(hint.Type, "secret"), lower == "password", lower == "passphrase":
		return []string{"secret"}
	case strings.HasSuffix(lower, "credentialsid"), strings.HasSuffix(lower, "credentialid"):
		return []string{"ref=credential"}
	case f.name == "id" && slices.ContainsFunc(s.marks, func(m mark) bool { return m.of.ours == "kind.Credential" }):
		return []string{"decl=credential"}
	case len(n.Enum) > 0:
		var names []string
		for _, v := range n.Enum {
			names = append(names, schema.Constant(v))
		}
		if !slices.Contains(names, "") {
			return []string{"enum=" + strings.Join(names, "|")}
		}
	}
	return nil
}

// settled are the root elements that package casc has whole, and that no schema
// describes well.
var settled = map[string]string{
	"configuration-as-code": "casc.ConfigurationAsCode", "credentials": "casc.Credentials",
	"globalCredentialsConfiguration": "casc.GlobalCredentialsConfiguration", "groovy": "[]casc.GroovySource", "jobs": "[]casc.JobSource",
}

// findRoots makes a struct of each root element.
func (g *generator) findRoots() {
	for _, root := range slices.Sorted(maps.Keys(g.schema.Roots)) {
		n := g.schema.Roots[root]
		f := &field{name: root, goName: goField(root), typ: settled[root]}
		if f.typ == "" && n.Kind == schema.Object {
			s := &structure{name: gonames.Go(root), root: true}
			s.doc = fmt.Sprintf("%s is the root element %s. The schema lists with its attributes some that are parts of others.", s.name, root)
			g.structs["root "+root] = s
			g.fillRoot(s, root, n)
			f.typ, f.target = s.name, s
		} else if f.typ == "" {
			f.typ = "any"
		}
		g.document = append(g.document, f)
	}
}

func (g *generator) fillRoot(s *structure, root string, n *schema.Node) {
	controller := attributes(casc.Jenkins{})
	if c := g.schema.Classes["jenkins.model.Jenkins"]; c != nil {
		maps.Copy(controller, c.Fields)
	}
	seen := map[string]bool{"Extra": true}
	for _, name := range slices.Sorted(maps.Keys(n.Fields)) {
		in := n.Fields[name]
		tool := root == "tool" && (g.schema.Symbols[root][name] && g.isTool(name) || in.Kind == schema.Ref && strings.HasSuffix(in.Class, "$DescriptorImpl"))
		_, ours := controller[name]
		switch {
		case name == "" || seen[goField(name)]:
			continue
		case tool:
		case g.schema.Symbols[root][name], root == "jenkins" && !ours, root != "jenkins" && in.Kind == schema.Choice, g.roots[name] == nil && empty(in):
			continue
		}
		seen[goField(name)] = true
		f := &field{name: name, goName: goField(name), doc: in.Doc}
		class := "jenkins.model.Jenkins"
		if root != "jenkins" {
			class = ""
			if t := g.roots[name]; t != nil {
				class = t.Class
			}
		}
		switch {
		case tool:
			f.typ, f.doc = "casc.ToolInstallations", ""
		case g.missing && known[class] != "" && root != "jenkins":
			f.typ = known[class]
		case root == "jenkins":
			g.typeOf(s, f, in, g.hint(class, name))
		case in.Kind == schema.Object:
			inner := g.structure("root "+root+"."+name, class, []string{gonames.Go(name), gonames.Go(root) + gonames.Go(name)})
			inner.doc = fmt.Sprintf("%s is %s in the root element %s.", inner.name, name, root)
			g.fill(inner, in, class)
			f.typ, f.target = inner.name, inner
		default:
			g.typeOf(s, f, in, nil)
		}
		s.fields = append(s.fields, f)
	}
}

// empty reports whether n is nothing that could be set.
func empty(n *schema.Node) bool {
	return n.Kind == schema.Any || n.Kind == schema.Object && len(n.Fields) == 0
}

// isTool reports whether a name in the root element tool is that of a tool, the
// descriptions of which are of one installation.
func (g *generator) isTool(name string) bool {
	c := g.schema.Roots["tool"].Fields[toolInstallation]
	return c != nil && c.Fields[name] != nil
}

// attributes returns the names that a struct of package casc has.
func attributes(v any) map[string]*schema.Node {
	out := map[string]*schema.Node{}
	for f := range reflect.TypeOf(v).Fields() {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			out[name] = nil
		}
	}
	return out
}

// breakCycles makes pointers of fields by which a struct would hold itself.
func (g *generator) breakCycles() {
	state := map[*structure]int{} // 1: on the way, 2: done
	var visit func(s *structure)
	visit = func(s *structure) {
		state[s] = 1
		for _, f := range s.fields {
			switch {
			case f.target == nil:
			case state[f.target] == 1:
				f.typ, f.target = "*"+f.typ, nil
			case state[f.target] == 0:
				visit(f.target)
			}
		}
		state[s] = 2
	}
	for _, key := range slices.Sorted(maps.Keys(g.structs)) {
		if s := g.structs[key]; state[s] == 0 {
			visit(s)
		}
	}
}
