package casc

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/yamlread"
)

// MergeStrategy says what the plugin does about an attribute that several files
// set (CASC_MERGE_STRATEGY in the controller's environment).
type MergeStrategy string

// The plugin's strategies. With either of them lists are appended and maps
// merged, and a scalar against a list or a map is an error.
const (
	ErrorOnConflict MergeStrategy = "errorOnConflict" // refuse it, equal values too; the plugin's default
	Override        MergeStrategy = "override"        // take what comes later
)

// Source is a document to be merged and the name by which errors call it, usually
// that of its file.
type Source struct {
	// Name is the name in errors.
	Name string
	// Document is the document.
	Document Document
	// Text is the document as YAML, instead of Document: errors then have its
	// lines.
	Text []byte
}

// MergeOptions say how [Merge] works. The zero value is what the plugin does by
// default.
type MergeOptions struct {
	// Strategy is the plugin's strategy; [ErrorOnConflict] by default.
	Strategy MergeStrategy
	// Warn is told of what is merged but hardly meant: an element that stands
	// twice in an appended list, two of the same name, a key that stands twice in a
	// text, and two different alternatives for one place, where the plugin itself
	// fails although override should take the later one.
	Warn func(*Error)
	// Alternatives are further structs to read the result into; see
	// [ParseOptions].
	Alternatives []any
}

// Merge returns the document that Jenkins makes of sources when they are files of
// its configuration folder, which it reads in the order of their names. The error
// holds every conflict, with the path and the names of both sources, and with the
// lines of those that were given as text.
func Merge(o MergeOptions, sources ...Source) (Document, error) {
	m := merger{override: o.Strategy == Override, alternatives: alternatives(), warn: o.Warn, origin: map[*yaml.Node]string{}}
	if len(o.Alternatives) > 0 {
		m.alternatives = alternatives().With(o.Alternatives...)
	}
	switch o.Strategy {
	case "", ErrorOnConflict, Override:
	default:
		m.list.Add(fieldpath.NotOneOf, nil, string(o.Strategy), "a merge strategy", string(ErrorOnConflict), string(Override))
	}
	var root *yaml.Node
	for _, s := range sources {
		n, err := m.read(s)
		switch {
		case err != nil:
			m.list.Append(nil, named(s, err))
		case root == nil:
			root = n
		default:
			m.maps(nil, reflect.TypeFor[Document](), root, n)
		}
	}
	if err := m.list.Err(); err != nil || root == nil {
		return Document{}, err
	}
	return decode(root, ParseOptions{Alternatives: o.Alternatives})
}

// named returns err with the name of the source where there is no other position.
func named(s Source, err error) error {
	var list fieldpath.List
	for _, e := range Errors(err) {
		at := *e
		at.Pos = cmp.Or(at.Pos, s.Name)
		list = append(list, &at)
	}
	return list.Err()
}

type merger struct {
	override     bool
	alternatives *yamlread.Alternatives
	warn         func(*Error)
	list         fieldpath.List
	origin       map[*yaml.Node]string // the source of each node, with the line where there is one
}

// read returns a document as a tree, the root always a map.
func (m *merger) read(s Source) (*yaml.Node, error) {
	b := s.Text
	if b == nil {
		var err error
		if b, err = s.Document.MarshalText(); err != nil {
			return nil, err
		}
	}
	docs, err := yamlread.Documents(b, s.Name)
	switch {
	case err != nil:
		return nil, err
	case len(docs) == 0:
		return &yaml.Node{Kind: yaml.MappingNode}, nil
	case len(docs) > 1:
		return nil, severalDocuments(s.Name)
	}
	root, duplicate, err := yamlread.Plain(docs[0], s.Name)
	if m.warn != nil {
		for _, e := range duplicate {
			m.warn(e)
		}
	}
	switch {
	case err != nil:
		return nil, err
	case root.Kind != yaml.MappingNode:
		return nil, &Error{Kind: fieldpath.Invalid, Pos: s.Name, Detail: "it is " + form(root) + ", where a map must stand"}
	}
	m.mark(root, s)
	return root, nil
}

func (m *merger) mark(n *yaml.Node, s Source) {
	m.origin[n] = s.Name
	if s.Text == nil {
		n.Line = 0 // it is that of our own writing
	} else {
		m.origin[n] += ":" + strconv.Itoa(n.Line)
	}
	for _, c := range n.Content {
		m.mark(c, s)
	}
}

// note warns of b.
func (m *merger) note(kind fieldpath.Kind, path *fieldpath.Path, b *yaml.Node, detail string) {
	if m.warn != nil {
		m.warn(&Error{Kind: kind, Path: path.String(), Pos: m.position(b), Detail: detail})
	}
}

// conflict reports b.
func (m *merger) conflict(path *fieldpath.Path, b *yaml.Node, detail string) {
	m.list = append(m.list, &Error{Kind: fieldpath.Conflict, Path: path.String(), Pos: m.position(b), Detail: detail})
}

// sources names where a and b come from.
func (m *merger) sources(a, b *yaml.Node) string { return m.origin[a] + " and " + m.origin[b] }

// position returns the file and line of n, where it is of a text.
func (m *merger) position(n *yaml.Node) string {
	if n.Line == 0 {
		return ""
	}
	return m.origin[n]
}

// value merges b into a. The type, nil when it is not known, is that of the field
// that the value is read into.
func (m *merger) value(path *fieldpath.Path, t reflect.Type, a, b *yaml.Node) {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t != nil && t.Kind() == reflect.Interface && t.NumMethod() > 0 && a.Kind == b.Kind && symbol(a) != "" && symbol(b) != "" {
		m.choice(path, t, a, b)
		return
	}
	switch {
	case a.Kind != b.Kind:
		m.conflict(path, b, m.sources(a, b)+" have different forms here, which no strategy merges: "+form(a)+" and "+form(b))
	case a.Kind == yaml.MappingNode:
		m.maps(path, t, a, b)
	case a.Kind == yaml.SequenceNode:
		m.lists(path, a, b)
	case m.override:
		m.replace(a, b)
	case a.Value == b.Value:
		m.conflict(path, b, m.sources(a, b)+" both set this, to the same value, which is a conflict too")
	default:
		m.conflict(path, b, m.sources(a, b)+" both set this")
	}
}

func form(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a map"
	case yaml.SequenceNode:
		return "a list"
	}
	return "a scalar"
}

func (m *merger) maps(path *fieldpath.Path, t reflect.Type, a, b *yaml.Node) {
	values := make(map[string]*yaml.Node, len(a.Content)/2)
	for i := 0; i < len(a.Content); i += 2 {
		values[a.Content[i].Value] = a.Content[i+1]
	}
	for i := 0; i < len(b.Content); i += 2 {
		key := b.Content[i].Value
		if old, ok := values[key]; ok {
			m.value(path.Child(key), yamlread.FieldType(t, key), old, b.Content[i+1])
		} else {
			a.Content = append(a.Content, b.Content[i], b.Content[i+1])
		}
	}
}

// replace puts b in the place of a.
func (m *merger) replace(a, b *yaml.Node) {
	*a = *b
	m.origin[a] = m.origin[b]
}

// choice merges two alternatives of the same form, bare symbols or maps with one
// key, of which one can stand here.
func (m *merger) choice(path *fieldpath.Path, slot reflect.Type, a, b *yaml.Node) {
	one, two := symbol(a), symbol(b)
	switch {
	case one == two && a.Kind == yaml.MappingNode:
		m.value(path.Child(one), m.alternatives.Choice(slot, one), a.Content[1], b.Content[1])
	case one == two && !m.override:
		m.conflict(path, b, m.sources(a, b)+" both set this, to the same value, which is a conflict too")
	case !m.override:
		m.conflict(path, b, m.origin[a]+" chooses "+one+" and "+m.origin[b]+" "+two)
	default:
		if a.Kind == yaml.MappingNode {
			m.note(fieldpath.Conflict, path, b, m.origin[b]+" overrides "+one+" of "+m.origin[a]+" by "+two+"; Jenkins itself would keep both and then refuse them")
		}
		m.replace(a, b)
	}
}

// symbol returns the symbol of an alternative, "" when it is none.
func symbol(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.ScalarNode:
		return n.Value
	case n.Kind == yaml.MappingNode && len(n.Content) == 2:
		return n.Content[0].Value
	}
	return ""
}

func (m *merger) lists(path *fieldpath.Path, a, b *yaml.Node) {
	if m.warn != nil {
		known := make(map[string]int, len(a.Content))
		for i, old := range slices.Backward(a.Content) {
			known[identity(old)] = i
		}
		for _, n := range b.Content {
			i, ok := known[identity(n)]
			switch {
			case !ok:
			case same(a.Content[i], n):
				m.note(fieldpath.Duplicate, path.Index(i), n, m.sources(a.Content[i], n)+" both have this element; it will stand twice, as lists are appended")
			default:
				m.note(fieldpath.Duplicate, path.Index(i), n, m.sources(a.Content[i], n)+" both have an element "+identity(n)+"; lists are appended, so the later does not replace the earlier")
			}
		}
	}
	a.Content = append(a.Content, b.Content...)
}

// same reports whether two trees are equal.
func same(a, b *yaml.Node) bool {
	return a.Kind == b.Kind && a.Value == b.Value && slices.EqualFunc(a.Content, b.Content, same)
}

// identity returns what an element of a list is known by: its symbol and its
// name, id or key, or all that it is.
func identity(n *yaml.Node) string {
	stem, attributes := "", n
	if n.Kind == yaml.MappingNode && len(n.Content) == 2 && n.Content[1].Kind == yaml.MappingNode {
		stem, attributes = n.Content[0].Value+" ", n.Content[1]
	}
	if attributes.Kind == yaml.MappingNode {
		for i := 0; i < len(attributes.Content); i += 2 {
			if key := attributes.Content[i].Value; slices.Contains([]string{"name", "id", "key"}, key) && attributes.Content[i+1].Kind == yaml.ScalarNode {
				return stem + key + " " + attributes.Content[i+1].Value
			}
		}
	}
	return string(appendWhole(nil, n))
}

// appendWhole appends what tells n from any other tree.
func appendWhole(b []byte, n *yaml.Node) []byte {
	b = strconv.AppendUint(b, uint64(n.Kind), 10)
	b = strconv.AppendQuote(b, n.Value)
	for _, c := range n.Content {
		b = appendWhole(b, c)
	}
	return append(b, '.')
}
