// Command casc writes the structs of package casc and of the packages below it
// from the tables in internal/facts.
package main

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"go/format"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/jenkinscode/jenkinscode/internal/facts"
	"github.com/jenkinscode/jenkinscode/internal/gonames"
)

//go:embed docs.tsv
var docsTable string

func main() {
	files, err := render()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err == nil {
			err = os.MkdirAll(filepath.Dir(filepath.Join("..", name)), 0o755)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join("..", name), files[name], 0o644)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "casc:", err)
		os.Exit(1)
	}
}

type (
	class     = facts.Class
	attribute = facts.Attribute
)

// generator holds what is decided before anything is written.
type generator struct {
	*facts.JCasC
	byClass map[string]*class
	rooms   map[string]string // class or enum to room
	names   map[string]string // class or enum to Go name
	kinds   map[string]string // extension point to Go name
	users   map[string]string // class without a kind to the field that holds it
	docs    map[string]string // Class.attribute or *.attribute to what it is
	said    map[string]bool   // keys of docs that were wanted
	used    map[string]bool   // enums to write
}

// render returns the generated files by their path in the module.
func render() (map[string][]byte, error) {
	t, err := facts.ReadJCasC()
	if err != nil {
		return nil, err
	}
	g := newGenerator(t)
	files := map[string][]byte{}
	add := func(name string, b []byte) error {
		out, err := format.Source(b)
		if err != nil {
			return fmt.Errorf("%s: %w\n%s", name, err, b)
		}
		files[name] = out
		return nil
	}
	for name := range rooms {
		dir := filepath.Join("casc", name)
		if err := add(filepath.Join(dir, "zz_structs.go"), g.room(name)); err != nil {
			return nil, err
		}
	}
	for _, key := range slices.Sorted(maps.Keys(g.docs)) {
		if !g.said[key] {
			return nil, fmt.Errorf("docs.tsv: there is no %s to say anything of", key)
		}
	}
	if err := add("casc/kind/zz_kinds.go", g.kindFile()); err != nil {
		return nil, err
	}
	if err := add("casc/zz_kinds.go", g.aliasFile()); err != nil {
		return nil, err
	}
	if err := add("casc/schemagen/zz_known.go", g.knownFile()); err != nil {
		return nil, err
	}
	return files, nil
}

// newGenerator decides what is called how.
func newGenerator(t *facts.JCasC) *generator {
	g := &generator{
		JCasC: t, byClass: map[string]*class{}, rooms: map[string]string{}, names: map[string]string{},
		kinds: map[string]string{}, users: map[string]string{}, docs: map[string]string{}, said: map[string]bool{}, used: map[string]bool{},
	}
	for line := range strings.Lines(docsTable) {
		key, text, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok {
			g.docs[key] = strings.TrimSpace(text)
		}
	}
	g.decide()
	return g
}

func roomOf(plugin string) string {
	for name, r := range rooms {
		if slices.Contains(r.plugins, plugin) {
			return name
		}
	}
	return ""
}

// decide gives each class, enum and extension point its room and its name.
func (g *generator) decide() {
	for k := range g.Kinds {
		if skipKinds[k] {
			continue
		}
		name := kindNames[k]
		if name == "" {
			name = gonames.Go(gonames.Simple(k))
		}
		g.kinds[k] = name
	}
	taken := map[string]string{}
	place := func(c *class, root bool) {
		g.byClass[c.Class] = c
		r := roomOf(c.Plugin)
		if r == "" && len(c.Kinds) > 0 {
			r = kindRooms[c.Kinds[len(c.Kinds)-1]]
		}
		if named, ok := classRooms[c.Class]; ok {
			r = named
		}
		name := byHand[c.Class]
		if name != "" {
			r = ""
		} else if name = typeNames[c.Class]; name == "" {
			name = g.typeName(c, r)
		}
		g.rooms[c.Class], g.names[c.Class] = r, name
		key := r + "." + name
		if old, ok := taken[key]; ok && byHand[c.Class] == "" {
			switch {
			case root:
				name += "Configuration"
			case len(c.Kinds) > 0 && !strings.HasSuffix(name, g.kinds[c.Kinds[0]]):
				name += g.kinds[c.Kinds[0]]
			default:
				outer, _, _ := strings.Cut(c.Class[strings.LastIndex(c.Class, ".")+1:], "$")
				name = gonames.Go(outer) + name
			}
			g.names[c.Class] = name
			key = r + "." + name
			if old2, ok := taken[key]; ok {
				fmt.Fprintf(os.Stderr, "casc: %s and %s are both %s (as is %s)\n", old2, c.Class, key, old)
			}
		}
		taken[key] = c.Class
	}
	for _, k := range g.kinds {
		taken["."+k] = k
	}
	for i := range g.Classes {
		if c := &g.Classes[i]; skip[c.Class] == "" {
			if s := symbols[c.Class]; s != "" {
				c.Symbols = []string{s}
			}
			place(c, false)
		}
	}
	for i := range g.Roots {
		place(&g.Roots[i], true)
	}
	// An enum stands beside the first class that uses it.
	all := slices.Concat(g.Classes, g.Roots)
	for i := range all {
		c := &all[i]
		if skip[c.Class] != "" {
			continue
		}
		for j := range c.Attributes {
			a := &c.Attributes[j]
			if a.Type == "class" && len(g.kindsOf(a.Class)) == 0 && a.Usable() && g.users[a.Class] == "" {
				g.users[a.Class] = g.names[c.Class] + "." + gonames.Go(a.Name)
			}
			if a.Type == "enum" && a.Usable() && g.rooms[a.Class] == "" && g.names[a.Class] == "" && byHand[c.Class] == "" {
				g.rooms[a.Class] = g.rooms[c.Class]
				n := strings.TrimSuffix(gonames.Go(gonames.Simple(a.Class)), "Enum")
				if n == "ExpressionType" || n == "Strategy" || n == "Mode" || n == "BuildState" {
					n = g.names[c.Class] + n
				}
				if taken[g.rooms[a.Class]+"."+n] != "" {
					n += "Value"
				}
				taken[g.rooms[a.Class]+"."+n] = a.Class
				g.names[a.Class] = n
				g.used[a.Class] = true
			}
		}
	}
	for e, n := range enumsByHand {
		g.rooms[e], g.names[e] = "", n
		delete(g.used, e)
	}
}

func (g *generator) kindsOf(class string) []string {
	c := g.byClass[class]
	if c == nil {
		return nil
	}
	var out []string
	for _, k := range c.Kinds {
		if g.kinds[k] != "" {
			out = append(out, k)
		}
	}
	return out
}

// typeName returns the name of the struct for c in room r.
func (g *generator) typeName(c *class, r string) string {
	s := gonames.Simple(c.Class)
	for _, cut := range []string{"DescriptorImpl"} {
		if s == cut && len(c.Names) > 0 {
			s = c.Names[0]
		}
	}
	if strings.HasSuffix(s, "Impl") && len(s) > 4 {
		s = strings.TrimSuffix(s, "Impl")
	}
	for _, p := range rooms[r].strip {
		if rest, ok := strings.CutPrefix(s, p); ok && rest != "" && unicode.IsUpper(rune(rest[0])) {
			s = rest
			break
		}
	}
	// A nested class says little by itself.
	if outer, inner, ok := strings.Cut(c.Class[strings.LastIndex(c.Class, ".")+1:], "$"); ok && len(inner) < 9 && gonames.Simple(c.Class) != "DescriptorImpl" {
		for _, p := range rooms[r].strip {
			if rest, ok := strings.CutPrefix(outer, p); ok && rest != "" && unicode.IsUpper(rune(rest[0])) {
				outer = rest
				break
			}
		}
		s = outer + s
	}
	return gonames.Go(s)
}

const header = "// Code generated by internal/gen/casc; DO NOT EDIT.\n\n"

// room writes the structs of a room.
func (g *generator) room(name string) []byte {
	var body bytes.Buffer
	imports := map[string]bool{}
	var classes []*class
	for _, list := range [][]class{g.Classes, g.Roots} {
		for i := range list {
			c := &list[i]
			if skip[c.Class] == "" && byHand[c.Class] == "" && g.rooms[c.Class] == name && g.byClass[c.Class] == c {
				classes = append(classes, c)
			}
		}
	}
	slices.SortFunc(classes, func(a, b *class) int { return cmp.Compare(g.names[a.Class], g.names[b.Class]) })
	for _, c := range classes {
		g.structure(&body, c, name, imports)
	}
	for _, e := range slices.SortedFunc(maps.Keys(g.used), func(a, b string) int { return cmp.Compare(g.names[a], g.names[b]) }) {
		if g.rooms[e] == name {
			g.enum(&body, e)
		}
	}
	var out bytes.Buffer
	out.WriteString(header)
	pkg := name
	if pkg == "" {
		pkg = "casc"
	} else {
		out.WriteString(gonames.Comment("", "Package "+pkg+" is "+rooms[name].doc+"."))
		out.WriteString("//\n")
		out.WriteString(gonames.Comment("", "The structs are those of package casc that stand by themselves; its package page has the rules. Each is generated from what the plugin's classes take, and carries further attributes in Extra."))
	}
	fmt.Fprintf(&out, "package %s\n\n", pkg)
	if len(imports) > 0 {
		out.WriteString("import (\n")
		for _, i := range slices.Sorted(maps.Keys(imports)) {
			fmt.Fprintf(&out, "\t%q\n", "github.com/jenkinscode/jenkinscode/casc/"+i)
		}
		out.WriteString(")\n\n")
	}
	out.Write(body.Bytes())
	return out.Bytes()
}

// markers returns the extension points that c must say it is one of.
func (g *generator) markers(c *class) []string {
	var out []string
	for _, k := range c.Kinds {
		if g.kinds[k] == "" {
			continue
		}
		implied := slices.ContainsFunc(c.Kinds, func(o string) bool { return g.kinds[o] != "" && slices.Contains(g.Kinds[o].Supers, k) })
		if !implied {
			out = append(out, k)
		}
	}
	return out
}

func (g *generator) structure(b *bytes.Buffer, c *class, room string, imports map[string]bool) {
	name := g.names[c.Class]
	marks := g.markers(c)
	b.WriteString(gonames.Comment("", g.structDoc(c, name, marks, room)))
	fmt.Fprintf(b, "type %s struct {\n", name)
	for i, k := range marks {
		tag := `json:"-"`
		if i == 0 {
			tag += ` jc:"symbol=` + c.Symbols[0] + `"`
		}
		fmt.Fprintf(b, "\t%sIs%s `%s`\n", g.prefix(k, room, imports), g.kinds[k], tag)
	}
	seen := map[string]bool{"Extra": true}
	for i := range c.Attributes {
		a := &c.Attributes[i]
		if !a.Usable() {
			continue
		}
		field := gonames.Go(a.Name)
		if seen[field] {
			continue
		}
		seen[field] = true
		typ, options := g.typeOf(c, a, room, imports)
		if typ == "" {
			continue
		}
		tag := `json:"` + a.Name
		if !slices.Contains(options, "required") {
			tag += ",omitzero"
		}
		tag += `"`
		if len(options) > 0 {
			tag += ` jc:"` + strings.Join(options, ",") + `"`
		}
		b.WriteString(gonames.Comment("\t", g.fieldDoc(c, a, field)))
		fmt.Fprintf(b, "\t%s %s `%s`\n", field, typ, tag)
	}
	b.WriteString("\t// Extra are further attributes.\n\tExtra map[string]any `json:\",inline\"`\n}\n\n")
}

// prefix returns what stands before the name of an extension point in a room.
func (g *generator) prefix(class, room string, imports map[string]bool) string {
	if room == "" && g.inCore(g.kinds[class], class) {
		return ""
	}
	if imports != nil {
		imports["kind"] = true
	}
	return "kind."
}

// typeOf returns the Go type of an attribute and the options of its jc tag.
func (g *generator) typeOf(c *class, a *attribute, room string, imports map[string]bool) (string, []string) {
	var options []string
	ref := reference(c, a)
	required := a.Nonnull && ref != "ref=credential" || a.Ctor && mustHave(c, a)
	if required {
		options = append(options, "required")
	}
	list := ""
	if a.Multi {
		list = "[]"
	}
	scalar := func(t string) string {
		if a.Multi {
			return "[]" + t
		}
		if required {
			return t
		}
		return "*" + t
	}
	switch a.Type {
	case "string":
		if ref != "" {
			options = append(options, ref)
		}
		return list + "string", options
	case "secret", "secretbytes":
		return list + "string", append(options, "secret")
	case "bool":
		if required { // false is a value
			options = options[1:]
			required = false
		}
		return scalar("bool"), options
	case "int":
		if required {
			options = options[1:]
			required = false
		}
		return scalar("int"), options
	case "float":
		return scalar("float64"), options
	case "enum":
		options = append(options, "enum="+strings.Join(g.Enums[a.Class], "|"))
		if g.rooms[a.Class] != room || g.names[a.Class] == "" {
			return list + "string", options
		}
		return list + g.names[a.Class], options
	case "describable":
		k := g.kinds[a.Class]
		if k == "" {
			return list + "any", options
		}
		return list + g.prefix(a.Class, room, imports) + k, options
	case "class":
		n, ok := g.names[a.Class]
		r := g.rooms[a.Class]
		switch {
		case !ok, r != room && (r == "" || r == "job" && room != "job"):
			return list + "any", options
		case r == room:
			return list + n, options
		}
		imports[r] = true
		return list + r + "." + n, options
	}
	return list + "any", options
}

// mustHave reports whether a parameter of a constructor is one that nobody leaves
// out, though Java would take null.
func mustHave(c *class, a *attribute) bool {
	for _, k := range c.Kinds {
		switch k {
		case "hudson.slaves.Cloud", "hudson.model.Node", "hudson.model.View", "hudson.model.ParameterDefinition":
			return a.Name == "name"
		case credentials:
			return a.Name == "id"
		}
	}
	return false
}

const credentials = "com.cloudbees.plugins.credentials.Credentials"

// reference returns the option that says that a names something, or declares it.
func reference(c *class, a *attribute) string {
	n := strings.ToLower(a.Name)
	switch {
	case n == "id" && slices.Contains(c.Kinds, credentials):
		return "decl=credential"
	case strings.HasSuffix(n, "credentialsid"), strings.HasSuffix(n, "credentialid"), strings.HasSuffix(n, "credentialsids"):
		return "ref=credential"
	case n == "labelstring", n == "labels" && strings.Contains(c.Class, "AzureVMAgentTemplate"):
		return "decl=label"
	}
	return ""
}

func (g *generator) structDoc(c *class, name string, marks []string, room string) string {
	var b strings.Builder
	key := gonames.Simple(c.Class)
	if d := g.say(key); d != "" {
		b.WriteString(name + " " + d)
	} else if c.Title != "" {
		fmt.Fprintf(&b, "%s is what Jenkins calls %q", name, c.Title)
	} else if u := g.users[c.Class]; u != "" && len(marks) == 0 {
		fmt.Fprintf(&b, "%s is an element of [%s]", name, u)
	} else {
		fmt.Fprintf(&b, "%s is %s", name, article(gonames.Words(name)))
	}
	switch {
	case len(c.Names) > 0:
		fmt.Fprintf(&b, " (%s), a part of the root element %s", c.Names[0], rootOf(c.Category))
	case len(marks) > 0:
		fmt.Fprintf(&b, " (%s)", c.Symbols[0])
		b.WriteString(": ")
		for i, k := range marks {
			if i > 0 {
				b.WriteString(" and ")
			}
			b.WriteString(articleFor(g.kinds[k]) + "[" + g.prefix(k, room, nil) + g.kinds[k] + "]")
		}
	}
	b.WriteString(".")
	if c.Plugin != "jenkins" && (len(marks) > 0 || len(c.Names) > 0) {
		fmt.Fprintf(&b, " It needs the %s plugin.", strings.TrimSuffix(c.Plugin, "-plugin"))
	}
	if c.Deprecated {
		b.WriteString("\n\nDeprecated: the plugin says so.")
	}
	return b.String()
}

// say returns what docs.tsv says of a class, or an attribute.
func (g *generator) say(key string) string {
	if g.docs[key] != "" {
		g.said[key] = true
	}
	return g.docs[key]
}

func (g *generator) fieldDoc(c *class, a *attribute, field string) string {
	var b strings.Builder
	d := g.say(gonames.Simple(c.Class) + "." + a.Name)
	same := strings.EqualFold(strings.ReplaceAll(a.Title, " ", ""), a.Name)
	if d == "" && (a.Title == "" || same) {
		d = g.say("*." + a.Name)
	}
	switch {
	case d != "":
		b.WriteString(field + " " + d)
	case a.Title != "" && !same:
		fmt.Fprintf(&b, "%s is %q on the page", field, a.Title)
	case a.Type == "bool" && !a.Multi:
		b.WriteString(field + " " + clause(a.Name))
	case strings.HasSuffix(a.Name, "Str") && a.Type == "string":
		fmt.Fprintf(&b, "%s is the %s, a number as a string", field, gonames.Words(strings.TrimSuffix(a.Name, "Str")))
	case a.Multi:
		fmt.Fprintf(&b, "%s are the %s", field, gonames.Words(a.Name))
	default:
		fmt.Fprintf(&b, "%s is the %s", field, gonames.Words(a.Name))
	}
	fmt.Fprintf(&b, " (%s)", a.Name)
	switch def := a.Default; {
	case def == "", def == "false" && a.Type == "bool", def == "null":
	case a.Type == "string" && !a.Multi, a.Type == "enum":
		fmt.Fprintf(&b, "; %s by default", strconv.Quote(def))
	case a.Type == "int", a.Type == "bool", a.Type == "float":
		fmt.Fprintf(&b, "; %s by default", def)
	}
	b.WriteString(".")
	if a.Type == "map" {
		b.WriteString(" JCasC can't hold it.")
	}
	return b.String()
}

// verbs are those that names of switches begin with.
var verbs = strings.Fields(`use allow enable disable show skip ignore include exclude send notify keep delete create
	add remove count collect fetch connect trust force clean cancel trigger build set manage do hide override stop
	associate monitor append attach no retain prune poll accept preserve expose bind pull push escape terminate limit
	export require start avoid fail run wait mark update report recurse discard filter check throttle save publish
	log display reuse restrict load sync close accept register share replace post generate encrypt sign vote want
	copy strip install suppress inject expand restart print write merge track abort approve propagate quote`)

// clause says what a switch of that name does.
func clause(name string) string {
	p := gonames.Words(name)
	for _, noise := range []string{"is ", "should "} {
		p = strings.TrimPrefix(p, noise)
	}
	first, rest, _ := strings.Cut(p, " ")
	switch last := p[strings.LastIndex(p, " ")+1:]; {
	case slices.Contains(verbs, first) && rest != "":
		return "is whether to " + p
	case last == "enabled" || last == "disabled" || last == "allowed" || last == "required" || last == "supported":
		return "is whether " + strings.TrimSpace(strings.TrimSuffix(p, last)) + " is " + last
	}
	return "switches on: " + p
}

func rootOf(category string) string {
	switch category {
	case "Security":
		return "security"
	case "ToolConfigurationCategory":
		return "tool"
	case "AppearanceCategory":
		return "appearance"
	}
	return "unclassified"
}

func article(s string) string {
	return articleFor(s) + s
}

func articleFor(s string) string {
	if s == "" {
		return ""
	}
	if strings.HasPrefix(s, "SSH") || strings.HasPrefix(s, "SCM") || strings.HasPrefix(s, "SAML") || strings.HasPrefix(s, "LDAP") ||
		strings.ContainsRune("AEIOaeio", rune(s[0])) {
		return "an "
	}
	return "a "
}

func (g *generator) enum(b *bytes.Buffer, e string) {
	name := g.names[e]
	user := ""
	for _, list := range [][]class{g.Classes, g.Roots} {
		for i := range list {
			for _, a := range list[i].Attributes {
				if a.Class == e && user == "" && g.rooms[list[i].Class] == g.rooms[e] && byHand[list[i].Class] == "" {
					user = g.names[list[i].Class] + "." + gonames.Go(a.Name)
				}
			}
		}
	}
	b.WriteString(gonames.Comment("", fmt.Sprintf("%s is a value of [%s].", name, user)))
	fmt.Fprintf(b, "type %s string\n\n", name)
	b.WriteString(gonames.Comment("", fmt.Sprintf("The values of [%s].", name)))
	b.WriteString("const (\n")
	for _, v := range g.Enums[e] {
		cn := gonames.Go(v)
		if strings.ToUpper(v) == v {
			cn = ""
			for _, w := range strings.Split(strings.ToLower(v), "_") {
				cn += gonames.Go(w)
			}
		}
		fmt.Fprintf(b, "\t%s%s %s = %q // %s\n", name, cn, name, v, strings.ToLower(strings.ReplaceAll(v, "_", " ")))
	}
	b.WriteString(")\n\n")
}

// allKinds returns the Go names of the extension points and their class.
func (g *generator) allKinds() map[string]string {
	out := map[string]string{}
	for k, n := range g.kinds {
		out[n] = k
	}
	maps.Copy(out, handKinds)
	return out
}

func (g *generator) kindFile() []byte {
	var b bytes.Buffer
	b.WriteString(header + "package kind\n\n")
	all := g.allKinds()
	for _, n := range slices.Sorted(maps.Keys(all)) {
		class := strings.ReplaceAll(all[n], "$", ".")
		supers := g.directSupers(all[n])
		doc := kindDocs[n]
		if doc == "" {
			fmt.Fprintf(os.Stderr, "casc: no words for the kind %s (%s)\n", n, class)
			doc = article(gonames.Words(n))
		}
		b.WriteString(gonames.Comment("", fmt.Sprintf("%s is %s (%s).", n, doc, class)))
		if len(supers) == 0 {
			fmt.Fprintf(&b, "type %s interface{ is%s() }\n\n", n, n)
		} else {
			fmt.Fprintf(&b, "type %s interface {\n", n)
			for _, s := range supers {
				fmt.Fprintf(&b, "\t%s\n", s)
			}
			fmt.Fprintf(&b, "\tis%s()\n}\n\n", n)
		}
		b.WriteString(gonames.Comment("", fmt.Sprintf("Is%s makes the struct that embeds it %s[%s].", n, articleFor(n), n)))
		fmt.Fprintf(&b, "type Is%s struct{", n)
		for _, s := range supers {
			fmt.Fprintf(&b, " Is%s `json:\"-\"`; ", s)
		}
		fmt.Fprintf(&b, "}\n\nfunc (Is%s) is%s() {}\n\n", n, n)
	}
	b.WriteString("// anything makes the struct that embeds it an alternative of every kind.\ntype anything struct {\n")
	for _, n := range slices.Sorted(maps.Keys(all)) {
		if !g.isSuper(n) {
			fmt.Fprintf(&b, "\tIs%s\n", n)
		}
	}
	b.WriteString("}\n")
	return b.Bytes()
}

func (g *generator) directSupers(class string) []string {
	var out []string
	for _, s := range g.Kinds[class].Supers {
		if n := g.kinds[s]; n != "" {
			out = append(out, n)
		}
	}
	return out
}

// isSuper reports whether another kind implies kind n, so that Raw would embed it
// twice.
func (g *generator) isSuper(n string) bool {
	for k := range g.kinds {
		if slices.Contains(g.directSupers(k), n) {
			return true
		}
	}
	return false
}

// aliasFile writes the kinds that package casc has names for too.
func (g *generator) aliasFile() []byte {
	var b bytes.Buffer
	b.WriteString(header + "package casc\n\nimport \"github.com/jenkinscode/jenkinscode/casc/kind\"\n\n")
	b.WriteString("// The kinds of things that have alternatives, and the markers that make a struct one.\ntype (\n")
	all := g.allKinds()
	for _, n := range slices.Sorted(maps.Keys(all)) {
		if !g.inCore(n, all[n]) {
			continue
		}
		b.WriteString(gonames.Comment("\t", fmt.Sprintf("%s is %s.%s", n, kindDocs[n], g.alternatives(all[n]))))
		fmt.Fprintf(&b, "\t%s = kind.%s\n", n, n)
		b.WriteString(gonames.Comment("\t", fmt.Sprintf("Is%s makes the struct that embeds it %s[%s].", n, articleFor(n), n)))
		fmt.Fprintf(&b, "\tIs%s = kind.Is%s\n\n", n, n)
	}
	b.WriteString(")\n")
	return b.Bytes()
}

// alternatives lists the structs of a kind.
func (g *generator) alternatives(kind string) string {
	var names []string
	for i := range g.Classes {
		c := &g.Classes[i]
		if skip[c.Class] == "" && slices.Contains(g.markers(c), kind) {
			n := g.names[c.Class]
			if r := g.rooms[c.Class]; r != "" {
				n = r + "." + n
			}
			names = append(names, "["+n+"]")
		}
	}
	if len(names) == 0 || len(names) > 30 {
		return ""
	}
	slices.Sort(names)
	return " Generated from the tables: " + strings.Join(names, ", ") + "."
}

// inCore reports whether package casc has a name for the kind: it or a root of
// the document holds one.
func (g *generator) inCore(name, class string) bool {
	if _, ok := handKinds[name]; ok {
		return true
	}
	if roomOf(g.Kinds[class].Plugin) == "" && kindRooms[class] == "" {
		return true
	}
	switch name {
	case "SCM", "SCMSource", "SCMSourceTrait":
		return true
	}
	return false
}

// knownFile writes what the module has, for schemagen.
func (g *generator) knownFile() []byte {
	var b bytes.Buffer
	points := maps.Clone(knownKinds)
	for k, n := range g.kinds {
		points[k] = "kind." + n
	}
	write := func(doc, name string, m map[string]string) {
		b.WriteString(gonames.Comment("", doc) + "var " + name + " = map[string]string{\n")
		for _, k := range slices.Sorted(maps.Keys(m)) {
			fmt.Fprintf(&b, "\t%q: %q,\n", k, m[k])
		}
		b.WriteString("}\n\n")
	}
	b.WriteString(header + "package main\n\n")
	write("kinds are the interfaces that this module has for extension points, by their class.", "kinds", points)
	write("known are the structs that this module has, by their class.", "known", g.structs())
	b.WriteString("// implied are the kinds that another one implies.\nvar implied = map[string][]string{\n")
	for _, k := range slices.Sorted(maps.Keys(g.kinds)) {
		if supers := g.directSupers(k); len(supers) > 0 {
			for i, s := range supers {
				supers[i] = strconv.Quote("kind." + s)
			}
			fmt.Fprintf(&b, "\t%q: {%s},\n", "kind."+g.kinds[k], strings.Join(supers, ", "))
		}
	}
	b.WriteString("}\n")
	return b.Bytes()
}

// structs returns the structs that the module has, by their class.
func (g *generator) structs() map[string]string {
	out := maps.Clone(knownStructs)
	for class := range g.byClass {
		if skip[class] == "" {
			out[class] = cmp.Or(g.rooms[class], "casc") + "." + g.names[class]
		}
	}
	return out
}
