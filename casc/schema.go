package casc

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
	"github.com/jenkinscode/jenkinscode/internal/schema"
	"github.com/jenkinscode/jenkinscode/internal/yamlread"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

// ValidateSchema checks a document against the JSON schema that a live Jenkins
// serves for its own plugins, at /configuration-as-code/schema. The error holds
// every attribute and alternative that this Jenkins does not know and every value
// of the wrong type, each with its path. The document is a [Document] or whatever
// else is written as one.
//
// The document is judged as Jenkins reads it rather than as a general validator
// would. An alternative may stand without attributes (crumbIssuer: standard). A
// reference to a variable may stand for any text, number or choice. A number may
// be quoted. Names count whatever their case, and constants go by their names.
//
// The schemas of older plugins are read as they are meant: {"$id":
// "#/definitions/CLASS"} refers to what the schema says of the class elsewhere, a
// description of list elements is of all of them, secrets are texts, "type":
// "string" goes for lists of strings too, and an empty description of elements
// says nothing of them. What the schema does not describe is not judged: among the
// names of a root element are those of alternatives that stand further down, and
// of the root elements credentials and tool it often tells no more.
func ValidateSchema(doc any, jsonSchema []byte) error {
	s, err := schema.Read(jsonSchema)
	if err != nil {
		return err
	}
	text, err := yamltext.Marshal(writable(doc), options)
	if err != nil {
		return err
	}
	nodes, err := yamlread.Documents(text, "")
	if err != nil {
		return err
	}
	v := schemaValidator{schema: s}
	for _, n := range nodes {
		v.document(n)
	}
	return v.list.Err()
}

// writable returns what a document is written from, as documents themselves are
// texts.
func writable(doc any) any {
	switch d := doc.(type) {
	case Document:
		return document(d)
	case *Document:
		return (*document)(d)
	case interface{ JCasC() Document }:
		return document(d.JCasC())
	}
	return doc
}

// DocumentOf returns the document whose root elements are the fields of the
// struct v, by the names in their json tags. It is what the packages that
// casc/schemagen writes make a [Document] of theirs with.
func DocumentOf(v any) Document {
	d := Document{Extra: map[string]any{}}
	for r, i := reflect.ValueOf(v), 0; r.Kind() == reflect.Struct && i < r.NumField(); i++ {
		name, _, _ := strings.Cut(r.Type().Field(i).Tag.Get("json"), ",")
		switch field := r.Field(i); {
		case field.IsZero() || !r.Type().Field(i).IsExported():
		case name != "":
			d.Extra[name] = field.Interface()
		case field.Kind() == reflect.Map:
			for _, key := range field.MapKeys() {
				d.Extra[key.String()] = field.MapIndex(key).Interface()
			}
		}
	}
	return d
}

type schemaValidator struct {
	schema *schema.Schema
	list   fieldpath.List
}

// pairs calls f for each entry of a mapping.
func pairs(n *yaml.Node, f func(key string, value *yaml.Node)) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		f(n.Content[i].Value, n.Content[i+1])
	}
}

func (v *schemaValidator) document(n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		return
	}
	pairs(n, func(root string, value *yaml.Node) {
		path := (*fieldpath.Path)(nil).Child(root)
		what, ok := v.schema.Roots[root]
		switch {
		case strings.HasPrefix(root, "x-"): // Jenkins passes it over
		case !ok && !v.schema.Open:
			v.unknown(path, root, slices.Sorted(maps.Keys(v.schema.Roots)))
		case ok && value.Kind == yaml.SequenceNode && what.Fields[""] != nil:
			for i, elem := range value.Content { // jobs is a list, which the schema can't say
				v.value(path.Index(i), elem, what.Fields[""])
			}
		case ok && value.Kind == yaml.MappingNode && what.Kind == schema.Object:
			pairs(value, func(name string, value *yaml.Node) {
				if !v.schema.Symbols[root][name] {
					v.attribute(path, name, value, what)
				}
			})
		case ok:
			v.value(path, value, what)
		}
	})
}

func (v *schemaValidator) attribute(path *fieldpath.Path, name string, n *yaml.Node, object *schema.Node) {
	if what := object.Field(name); what != nil {
		v.value(path.Child(name), n, what)
	} else if !object.Open {
		v.unknown(path.Child(name), name, slices.Sorted(maps.Keys(object.Fields)))
	}
}

// unknown reports a name that the schema does not have.
func (v *schemaValidator) unknown(path *fieldpath.Path, name string, known []string) {
	const most = 12
	detail := "the Jenkins of this schema does not know it"
	if near := yamlread.NearestOf(name, known); near != "" {
		detail += ": did you mean " + near + "?"
	}
	if len(known) > most {
		known = nil
	}
	v.list.Add(fieldpath.Unknown, path, nil, detail, known...)
}

func (v *schemaValidator) wrong(path *fieldpath.Path, n *yaml.Node, want string) {
	var value any
	is := "a list stands here"
	switch n.Kind {
	case yaml.ScalarNode:
		value, is = n.Value, "that is none"
	case yaml.MappingNode:
		is = "attributes stand here"
	}
	v.list.Add(fieldpath.Invalid, path, value, "the schema wants "+want+"; "+is)
}

func (v *schemaValidator) value(path *fieldpath.Path, n *yaml.Node, what *schema.Node) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if what.Many && n.Kind == yaml.SequenceNode {
		for i, elem := range n.Content {
			v.one(path.Index(i), elem, what)
		}
		return
	}
	v.one(path, n, what)
}

func (v *schemaValidator) one(path *fieldpath.Path, n *yaml.Node, what *schema.Node) {
	what = v.schema.Resolve(what)
	if what == nil || what.Kind == schema.Any || n.Tag == "!!null" {
		return
	}
	scalar := n.Kind == yaml.ScalarNode
	if scalar && live.Has(ParseText(n.Value)) {
		if what.Kind == schema.List {
			v.wrong(path, n, "a list")
		}
		return
	}
	switch what.Kind {
	case schema.String:
		v.text(path, n, what)
	case schema.Integer:
		if _, err := strconv.ParseInt(n.Value, 10, 64); !scalar || err != nil {
			v.wrong(path, n, "a whole number")
		}
	case schema.Number:
		if _, err := strconv.ParseFloat(n.Value, 64); !scalar || err != nil {
			v.wrong(path, n, "a number")
		}
	case schema.Boolean:
		if !scalar || !strings.EqualFold(n.Value, "true") && !strings.EqualFold(n.Value, "false") {
			v.wrong(path, n, "true or false")
		}
	case schema.List:
		if n.Kind != yaml.SequenceNode {
			v.wrong(path, n, "a list")
			return
		}
		for i, elem := range n.Content {
			v.value(path.Index(i), elem, what.Elem)
		}
	case schema.Object:
		v.object(path, n, what)
	case schema.Choice:
		v.choice(path, n, what)
	}
}

func (v *schemaValidator) text(path *fieldpath.Path, n *yaml.Node, what *schema.Node) {
	switch {
	case n.Kind != yaml.ScalarNode || n.Tag == "!!float":
		v.wrong(path, n, "a text")
	case what.Enum != nil && !slices.ContainsFunc(what.Enum, func(e string) bool { return schema.Constant(e) == schema.Constant(n.Value) }):
		v.list.Add(fieldpath.NotOneOf, path, n.Value, "", what.Enum...)
	}
}

func (v *schemaValidator) object(path *fieldpath.Path, n *yaml.Node, what *schema.Node) {
	switch {
	case n.Kind == yaml.MappingNode:
		missing := slices.Clone(what.Must)
		pairs(n, func(name string, value *yaml.Node) {
			v.attribute(path, name, value, what)
			missing = slices.DeleteFunc(missing, func(m string) bool { return m == name })
		})
		for _, name := range missing {
			v.list.Add(fieldpath.Required, path.Child(name), nil, "the schema wants it")
		}
	case n.Kind == yaml.SequenceNode || len(what.Fields) > 0 && n.Value != "":
		v.wrong(path, n, "attributes")
	}
}

func (v *schemaValidator) choice(path *fieldpath.Path, n *yaml.Node, what *schema.Node) {
	known := slices.Sorted(maps.Keys(what.Fields))
	switch {
	case n.Kind == yaml.ScalarNode:
		if what.Field(n.Value) == nil {
			v.list.Add(fieldpath.NotOneOf, path, n.Value, "the Jenkins of this schema has no such alternative", known...)
		}
	case n.Kind != yaml.MappingNode || len(n.Content) != 2:
		v.list.Add(fieldpath.Invalid, path, nil, "one alternative has to stand here", known...)
	default:
		pairs(n, func(name string, value *yaml.Node) {
			if alternative := what.Field(name); alternative != nil {
				v.value(path.Child(name), value, alternative)
			} else {
				v.list.Add(fieldpath.NotOneOf, path, name, "the Jenkins of this schema has no such alternative", known...)
			}
		})
	}
}
