package casc

import (
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/yamlread"
	"github.com/jenkinscode/jenkinscode/podtemplate"
)

//go:generate go run ../internal/gen/casc
//go:generate go run ../internal/gen/alternatives

// ParseOptions say how [Parse] reads.
type ParseOptions struct {
	// File is named in errors, with the line.
	File string
	// Strict makes Parse report what Jenkins would refuse or lose: attributes
	// that a struct of this module does not have, unless the document says that
	// unknown, or deprecated, ones are but a warning; values of the wrong type, or
	// none of the few names that may stand there; keys that stand twice; unquoted
	// floats and dates; what Jenkins could not export; a file that is too large or
	// has too many aliases. The document is read all the same.
	Strict bool
	// Alternatives are values of further structs that documents may be read
	// into: your own, or those of a package that [Parse] does not know.
	Alternatives []any
}

// Parse reads an existing document the way Jenkins does: a merge key counts where
// it stands, the last of several equal keys wins, an attribute without a value is
// none. References become such as [Var] makes, and ${ that is escaped becomes
// literal text. Nothing is lost: what the structs don't know, or can't hold (a
// reference where a number belongs), is in their Extra maps, and an alternative
// that no struct stands for is a [Raw].
//
// What is written of it again means the same to Jenkins, in one form: anchors and
// merge keys done, on as true and 007 as 7 where a boolean or a number stands, an
// alternative without attributes as its bare symbol, and one that Jenkins knows by
// several as the one that it exports (Never as never).
//
// The error has file, line and path. The document holds what could be read even
// when there is one.
func Parse(data []byte, o ParseOptions) (Document, error) {
	docs, err := ParseAll(data, o)
	switch {
	case len(docs) == 0:
		return Document{}, err
	case len(docs) > 1:
		err = errors.Join(err, severalDocuments(o.File))
	}
	return docs[0], err
}

func severalDocuments(file string) error {
	return &Error{
		Kind: fieldpath.Invalid, Pos: file,
		Detail: "there are several documents in one file, which Jenkins refuses; ParseAll reads them",
	}
}

// ParseAll is [Parse] for a text with several documents, for instance the output
// of a template. Jenkins refuses such a file: [Merge] makes one of them.
func ParseAll(data []byte, o ParseOptions) ([]Document, error) {
	nodes, err := yamlread.Documents(data, o.File)
	if err != nil {
		return nil, err
	}
	var list fieldpath.List
	if o.Strict && utf8.RuneCount(data) > mostText {
		list = append(list, &Error{Kind: fieldpath.Limit, Pos: o.File, Detail: "Jenkins reads 3 Mi characters, unless CASC_YAML_CODE_POINT_LIMIT allows more"})
	}
	docs := make([]Document, len(nodes))
	for i, n := range nodes {
		docs[i], err = decode(n, o)
		list.Append(nil, err)
	}
	return docs, list.Err()
}

// mostText is how many characters a file may have.
const mostText = 3 << 20

// UnmarshalText reads a document as [Parse] does, not strictly.
func (d *Document) UnmarshalText(text []byte) error {
	read, err := Parse(text, ParseOptions{})
	if err != nil {
		return err
	}
	*d = read
	return nil
}

// alternatives returns what documents are read into.
var alternatives = sync.OnceValue(func() *yamlread.Alternatives {
	return yamlread.NewAlternatives(append(slices.Clone(structs),
		JobFile(""), JobURL(""), JobScript{}, RawJob(nil), podtemplate.RawYAML(""))...)
})

func decode(n *yaml.Node, o ParseOptions) (Document, error) {
	a := alternatives()
	if len(o.Alternatives) > 0 {
		a = a.With(o.Alternatives...)
	}
	var d Document
	var list fieldpath.List
	list.Append(nil, yamlread.Decode(n, (*document)(&d), yamlread.Options{ // without its own UnmarshalText
		File: o.File, Strict: o.Strict, Alternatives: a, Text: ParseText, JCasC: true,
	}))
	if !o.Strict {
		return d, list.Err()
	}
	_, listed := d.Extra["items"].([]any) // Jenkins takes a list of items too, which stays as it is
	if listed {
		list = slices.DeleteFunc(list, func(e *Error) bool { return e.Path == "items" && e.Kind == fieldpath.Invalid })
	}
	if d.ConfigurationAsCode.Unknown == StrictnessWarn {
		list = slices.DeleteFunc(list, func(e *Error) bool { return e.Kind == fieldpath.Unknown })
		return d, list.Err()
	}
	if d.ConfigurationAsCode.Deprecated == StrictnessWarn {
		// The structs do not have what is deprecated.
		list = slices.DeleteFunc(list, func(e *Error) bool { return e.Kind == fieldpath.Unknown && e.Detail == "" })
	}
	// A root element may be a plugin's; one that is nearly ours, or an attribute
	// of one of ours, is a slip, and so is one of ours that stands in another.
	for _, root := range slices.Sorted(maps.Keys(d.Extra)) {
		detail := ""
		if owner := yamlread.Owner(root, d); owner != "" {
			detail = "it is an attribute of " + owner + ": indent it further"
		} else if near := yamlread.Nearest(root, d); near != "" && near != root {
			detail = "did you mean " + near + "?"
		}
		reported := listed && root == "items" || slices.ContainsFunc(list, func(e *Error) bool { return e.Path == root })
		if detail != "" && !reported && !strings.HasPrefix(root, "x-") {
			list = append(list, &Error{Kind: fieldpath.Unknown, Path: root, Pos: yamlread.Position(n, o.File, root), Detail: detail})
		}
	}
	exportFailures(&list, nil, n, o.File)
	for _, e := range list {
		root, attribute, _ := strings.Cut(e.Path, ".")
		if e.Kind == fieldpath.Unknown && yamlread.FieldType(reflect.TypeFor[Document](), root) != nil &&
			yamlread.FieldType(reflect.TypeFor[Document](), attribute) != nil {
			e.Detail = "it is a root element: indent it less"
		}
	}
	return d, list.Err()
}

// exportFailures reports what Jenkins itself could not put into an export.
func exportFailures(list *fieldpath.List, path *fieldpath.Path, n *yaml.Node, file string) {
	switch n.Kind {
	case yaml.ScalarNode:
		if strings.HasPrefix(n.Value, "FAILED TO EXPORT") {
			*list = append(*list, &Error{
				Kind: fieldpath.Invalid, Path: path.String(), Pos: yamlread.Position(n, file, ""),
				Detail: "Jenkins could not export this: write what belongs here, or leave it out",
			})
		}
	case yaml.SequenceNode:
		for i, item := range n.Content {
			exportFailures(list, path.Index(i), item, file)
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			exportFailures(list, path.Child(n.Content[i].Value), n.Content[i+1], file)
		}
	}
}

// UnmarshalJSON reads {"file": …}.
func (f *JobFile) UnmarshalJSON(b []byte) error { return unmarshalOne(b, "file", (*string)(f)) }

// UnmarshalJSON reads {"url": …}.
func (u *JobURL) UnmarshalJSON(b []byte) error { return unmarshalOne(b, "url", (*string)(u)) }

// UnmarshalJSON reads {"script": …}; the script becomes a [Text].
func (s *JobScript) UnmarshalJSON(b []byte) error {
	var text string
	if err := unmarshalOne(b, "script", &text); err != nil {
		return err
	}
	s.Script = Text(text)
	return nil
}

// unmarshalOne reads an object with one key.
func unmarshalOne(b []byte, key string, value *string) error {
	var m map[string]json.RawMessage
	if err := json.Unmarshal(b, &m); err != nil {
		return err
	}
	raw, ok := m[key]
	if !ok || len(m) != 1 {
		return errors.New("not just the key " + key)
	}
	return json.Unmarshal(raw, value)
}
