// Package schema reads the JSON schema of its own configuration that a live
// Jenkins serves, at /configuration-as-code/schema.
//
// The schema has two forms. That of older plugins has faults, and no strict
// validator accepts even a plain document by it. This package reads it the way
// it is meant:
//
//   - {"$id": "#/definitions/CLASS"} is a reference to what the schema says of
//     that class elsewhere; when it says nothing, or two things, anything fits.
//     hudson.util.Secret is a text.
//   - "items": [S] is said of every element. An S without properties says
//     nothing of them.
//   - "type": "string" is said of lists of strings too.
//
// In both forms what is said of an attribute of list elements is said of lists
// too, and a root element lists, beside its own attributes, whatever can
// stand anywhere below it. An alternative of that name is what the description is
// of; the root element jenkins has the attributes of the class
// jenkins.model.Jenkins.
package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Kind says what a [Node] describes.
type Kind int

// The kinds of nodes.
const (
	Any     Kind = iota // anything
	String              // a text
	Integer             // a whole number
	Number              // a number
	Boolean             // true or false
	List                // a list of Elem
	Object              // attributes
	Choice              // one of several alternatives
	Ref                 // a class, for [Schema.Resolve]
)

// Node is what a schema says of a value.
type Node struct {
	Kind   Kind             // what it describes
	Doc    string           // what the help says, as plain text
	Enum   []string         // of a String: the allowed ones; nil for all
	Elem   *Node            // of a List
	Class  string           // of a Ref: the Java class
	Fields map[string]*Node // of an Object: its attributes; of a Choice: its alternatives
	Must   []string         // of an Object: attributes that must be there
	Open   bool             // of an Object: others may be there too
	Many   bool             // may be a list of such values as well
	Secret bool             // of a String: it is a secret
}

// Schema is the schema of one Jenkins.
type Schema struct {
	// Roots are the root elements.
	Roots map[string]*Node
	// Open says that there may be others.
	Open bool
	// Classes are the Java classes that the schema describes.
	Classes map[string]*Node
	// Symbols are the names in a root element that belong to an alternative below
	// it, so that what is said of them is not of an attribute.
	Symbols map[string]map[string]bool
}

// raw is a schema as JSON. A keyword that is not here is refused, as it may
// forbid something.
type raw struct {
	Schema      string          `json:"$schema"`
	ID          string          `json:"$id"`
	Ref         string          `json:"$ref"`
	Type        string          `json:"type"`
	Title       string          `json:"title"`
	Description string          `json:"description"`
	Default     any             `json:"default"`
	Enum        []any           `json:"enum"`
	Properties  map[string]*raw `json:"properties"`
	Additional  json.RawMessage `json:"additionalProperties"`
	Required    []string        `json:"required"`
	Min         *int            `json:"minProperties"`
	Max         *int            `json:"maxProperties"`
	OneOf       []*raw          `json:"oneOf"`
	Items       json.RawMessage `json:"items"`
	Definitions map[string]*raw `json:"definitions"`
}

func (r *raw) closed() bool { return string(r.Additional) == "false" }

const prefix = "#/definitions/"

// Read reads a schema.
func Read(data []byte) (*Schema, error) {
	top, err := decode(data)
	if err != nil {
		return nil, fmt.Errorf("the schema is not one that Jenkins writes: %w", err)
	}
	if top.Properties == nil {
		return nil, errors.New("the schema has no properties: it is not one that Jenkins writes")
	}
	s := &Schema{Roots: map[string]*Node{}, Open: !top.closed(), Classes: map[string]*Node{}, Symbols: map[string]map[string]bool{}}
	r := reader{old: len(top.Definitions) == 0}
	for _, class := range slices.Sorted(maps.Keys(top.Definitions)) {
		s.Classes[class] = r.node((*fieldpath.Path)(nil).Child("definitions").Key(class), top.Definitions[class])
	}
	for _, name := range slices.Sorted(maps.Keys(top.Properties)) {
		s.Roots[name] = r.node((*fieldpath.Path)(nil).Child(name), top.Properties[name])
	}
	if err := r.list.Err(); err != nil {
		return nil, fmt.Errorf("the schema is not one that Jenkins writes: %w", err)
	}
	s.settle()
	return s, nil
}

func decode(data []byte) (*raw, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	r := new(raw)
	if err := d.Decode(r); err != nil {
		return nil, err
	}
	if d.More() {
		return nil, errors.New("something follows it")
	}
	return r, nil
}

type reader struct {
	old  bool
	list fieldpath.List
}

func (r *reader) node(path *fieldpath.Path, in *raw) *Node {
	if in == nil {
		return &Node{}
	}
	n := &Node{Doc: in.Description}
	ref := strings.TrimPrefix(in.Ref, prefix)
	if ref == "" && in.Properties == nil && strings.HasPrefix(in.ID, prefix) {
		ref = strings.TrimPrefix(in.ID, prefix)
	}
	if ref != "" {
		n.Kind, n.Class = Ref, ref
		if secrets[ref] {
			n.Kind, n.Secret = String, true
		}
		return n
	}
	if len(in.OneOf) > 0 {
		r.choice(path, in, n)
		return n
	}
	switch in.Type {
	case "string":
		n.Kind, n.Many = String, r.old && len(in.Enum) == 0
		for _, v := range in.Enum {
			n.Enum = append(n.Enum, fmt.Sprint(v))
		}
	case "integer":
		n.Kind = Integer
	case "number":
		n.Kind = Number
	case "boolean":
		n.Kind = Boolean
	case "array":
		n.Kind, n.Elem = List, r.elem(path, in.Items)
	case "object", "":
		if in.Type == "" && in.Properties == nil && in.Additional == nil {
			return n
		}
		r.object(path, in, n)
	default:
		r.list.Add(fieldpath.NotOneOf, path.Child("type"), in.Type, "", "string", "integer", "number", "boolean", "array", "object")
	}
	return n
}

// secrets are the classes whose values are texts.
var secrets = map[string]bool{"hudson.util.Secret": true, "com.cloudbees.plugins.credentials.SecretBytes": true}

func (r *reader) object(path *fieldpath.Path, in *raw, n *Node) {
	n.Kind, n.Open, n.Must, n.Fields = Object, !in.closed(), in.Required, map[string]*Node{}
	for name, p := range in.Properties {
		n.Fields[name] = r.node(path.Child(name), p)
	}
}

// choice reads {"oneOf": [{"properties": {"a": …}}, …]} and {"properties": {"a":
// …}, "oneOf": [{"required": ["a"]}, …]}.
func (r *reader) choice(path *fieldpath.Path, in *raw, n *Node) {
	n.Kind, n.Fields = Choice, map[string]*Node{}
	for name, p := range in.Properties {
		n.Fields[name] = r.node(path.Child(name), p)
	}
	for _, o := range in.OneOf {
		switch {
		case o != nil && len(o.Properties) == 1:
			for name, p := range o.Properties {
				n.Fields[name] = r.node(path.Child(name), p)
			}
		case o != nil && len(o.Required) == 1 && in.Properties[o.Required[0]] != nil:
		default:
			r.list.Add(fieldpath.Invalid, path.Child("oneOf"), nil, "each part names one alternative")
			return
		}
	}
}

func (r *reader) elem(path *fieldpath.Path, items json.RawMessage) *Node {
	if len(items) == 0 {
		return &Node{}
	}
	if items[0] == '[' {
		var list []json.RawMessage
		if err := json.Unmarshal(items, &list); err != nil || len(list) == 0 {
			return &Node{}
		}
		items = list[0]
	}
	in, err := decode(items)
	if err != nil {
		r.list.Append(path.Child("items"), err)
		return &Node{}
	}
	n := r.node(path.Child("items"), in)
	if n.Kind == Object && len(n.Fields) == 0 {
		return &Node{Doc: n.Doc}
	}
	if n.Kind == Object {
		for _, f := range n.Fields {
			f.Many = f.Kind != List
		}
	}
	return n
}

// settle finds out which class each description is of.
func (s *Schema) settle() {
	classes := map[string]map[string]bool{} // what stands for a class of that simple name
	s.walk(func(n *Node) {
		if n.Kind == Ref {
			add(classes, Simple(n.Class), n.Class)
		}
	})
	for _, root := range slices.Sorted(maps.Keys(s.Roots)) {
		symbols := map[string]map[string]bool{} // symbol to its classes
		var collect func(n *Node)
		seen := map[*Node]bool{}
		collect = func(n *Node) {
			if n == nil || seen[n] {
				return
			}
			seen[n] = true
			for name, f := range n.Fields {
				if n.Kind == Choice {
					add(symbols, name, f.Class)
				}
				collect(f)
			}
			collect(n.Elem)
			collect(s.Classes[n.Class])
		}
		collect(s.Roots[root])
		s.Symbols[root] = map[string]bool{}
		for name, n := range s.Roots[root].Fields {
			of := symbols[name]
			if of != nil {
				s.Symbols[root][name] = true
			}
			for class := range of {
				if len(of) == 1 && class != "" && s.Classes[class] == nil && n.Kind == Object {
					s.Classes[class] = n
				}
			}
			if n.Kind != Choice {
				continue
			}
			for _, c := range []map[string]bool{classes[name], classes[strings.ToUpper(name)]} {
				for class := range c {
					if len(c) == 1 && s.Classes[class] == nil {
						s.Classes[class] = n
					}
				}
			}
		}
	}
	if jenkins, controller := s.Roots["jenkins"], s.Classes["jenkins.model.Jenkins"]; jenkins != nil && controller != nil && controller.Kind == Object {
		for name, n := range controller.Fields {
			if jenkins.Fields[name] == nil || s.Symbols["jenkins"][name] {
				jenkins.Fields[name] = n
				delete(s.Symbols["jenkins"], name)
			}
		}
	}
}

func add(m map[string]map[string]bool, key, value string) {
	if m[key] == nil {
		m[key] = map[string]bool{}
	}
	m[key][value] = true
}

func (s *Schema) walk(f func(*Node)) {
	var visit func(n *Node)
	visit = func(n *Node) {
		if n == nil {
			return
		}
		f(n)
		visit(n.Elem)
		for _, name := range slices.Sorted(maps.Keys(n.Fields)) {
			visit(n.Fields[name])
		}
	}
	for _, m := range []map[string]*Node{s.Roots, s.Classes} {
		for _, name := range slices.Sorted(maps.Keys(m)) {
			visit(m[name])
		}
	}
}

// Simple returns the name that JCasC makes of that of a class.
func Simple(class string) string {
	name := class[strings.LastIndexAny(class, ".$")+1:]
	if strings.ToUpper(name) == name {
		return strings.ToLower(name)
	}
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToLower(first)) + name[size:]
}

// Field returns the attribute or alternative of n that JCasC finds by a name. It
// does not look at case, and knows an alternative by the name of its class too.
func (n *Node) Field(name string) *Node {
	if f := n.Fields[name]; f != nil {
		return f
	}
	for _, known := range slices.Sorted(maps.Keys(n.Fields)) {
		if strings.EqualFold(known, name) {
			return n.Fields[known]
		}
	}
	for _, known := range slices.Sorted(maps.Keys(n.Fields)) {
		if f := n.Fields[known]; n.Kind == Choice && f.Class != "" && strings.EqualFold(Simple(f.Class), name) {
			return f
		}
	}
	return nil
}

// Constant returns the name of the constant that a schema calls v: schemas have
// the texts of constants, which are their names as a rule, but JCasC wants the
// names.
func Constant(v string) string {
	identifier := !strings.ContainsFunc(v, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if identifier {
		return v
	}
	words := strings.FieldsFunc(v, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.ToUpper(strings.Join(words, "_"))
}

// Resolve returns what n says, following a reference; nil when the schema says
// nothing of the class.
func (s *Schema) Resolve(n *Node) *Node {
	for range 10 {
		if n == nil || n.Kind != Ref {
			return n
		}
		n = s.Classes[n.Class]
	}
	return nil
}
