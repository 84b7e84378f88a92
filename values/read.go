package values

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/yamlread"
	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// Read reads an existing values file of the jenkins chart. The error names, with
// lines, what the chart does not know, with a guess at what was meant; keys of
// older charts, with their new names; values of the wrong type; and what is wrong
// in the JCasC documents. The values hold all that could be read even then:
// nothing is dropped.
//
// What the fields can't hold is in the Extra maps as it stands in the file: null,
// which takes a default away, an empty text in the place of a map, a number where
// the chart wants text. In the fields all strings are literal again, and what Helm
// would execute is such as [Template] makes.
func Read(file []byte) (Values, error) {
	var v Values
	docs, err := yamlread.Documents(file, "")
	if err != nil || len(docs) == 0 {
		return v, err
	}
	var list fieldpath.List
	for _, e := range fieldpath.Errors(decode(docs, &v)) {
		if e.Kind == fieldpath.Unknown && (uses(docs[0], e.Path) || e.Path == "controller.clusterIp" && isNull(find(docs[0], e.Path))) {
			continue // a value of the user's own, for an expression; or one that the chart's own file has and no template reads
		}
		if e.Kind == fieldpath.Unknown {
			list = append(list, unknown(docs[0], e)...)
			continue
		}
		if to, ok := older()[strings.ToLower(e.Path)]; ok {
			e.Detail = to + " now" // a text or a number where a map has taken its place
		}
		list = append(list, e)
	}
	list = append(list, documents(docs[0])...)
	return v, list.Err()
}

// Unmarshal reads a values file of any chart into the struct that into points to:
// one with json tags, as package chartgen writes them. It is as strict as [Read]
// is, as far as the struct tells.
func Unmarshal(file []byte, into any) error {
	docs, err := yamlread.Documents(file, "")
	if err != nil || len(docs) == 0 {
		return err
	}
	return decode(docs, into)
}

// alternatives are what may stand in fields of the values that are interfaces.
var alternatives = yamlread.NewAlternatives(
	casc.PlainText{}, casc.RawHTML{},
	casc.DefaultProjectNamingStrategy{}, casc.PatternProjectNamingStrategy{},
	casc.Raw{}, podtemplate.RawYAML(""),
)

func decode(docs []*yaml.Node, into any) error {
	var list fieldpath.List
	if len(docs) > 1 {
		list = append(list, &Error{Kind: fieldpath.Lost, Pos: yamlread.Position(docs[1], "", ""), Detail: "a second document: Helm reads the first one only"})
	}
	err := yamlread.Decode(docs[0], into, yamlread.Options{Strict: true, Alternatives: alternatives, Field: parseText, Nulls: true})
	for _, e := range fieldpath.Errors(err) {
		if e.Kind != fieldpath.Invalid || !tolerated(find(docs[0], e.Path), e) {
			list = append(list, e)
		}
	}
	return list.Err()
}

// tolerated reports whether a value that its field can't hold is one that charts
// take for nothing, or for the text that it is. A float is neither: of a tag such
// as 2.10 Helm makes 2.1.
func tolerated(n *yaml.Node, e *Error) bool {
	if n == nil {
		return false
	}
	switch n.Kind {
	case yaml.ScalarNode:
		switch n.ShortTag() {
		case "!!null":
			return true
		case "!!str":
			return n.Value == "" || strings.HasSuffix(e.Detail, "where a list must stand")
		case "!!int":
			return strings.HasSuffix(e.Detail, "where a text must stand")
		case "!!bool":
			return n.Value == "false" || strings.HasSuffix(e.Detail, "where a text must stand")
		}
	case yaml.MappingNode, yaml.SequenceNode:
		return len(n.Content) == 0
	}
	return false
}

// find returns the node at the path of a finding; nil when there is none.
func find(n *yaml.Node, path string) *yaml.Node {
	for path != "" && n != nil {
		if n.Kind == yaml.AliasNode {
			n = n.Alias
		}
		if n.Kind == yaml.MappingNode {
			rest := strings.TrimPrefix(path, ".")
			next := (*yaml.Node)(nil)
			for i := 0; i+1 < len(n.Content); i += 2 {
				key := n.Content[i].Value
				after, ok := strings.CutPrefix(rest, "["+key+"]")
				if !ok {
					after, ok = strings.CutPrefix(rest, key)
					ok = ok && (after == "" || after[0] == '.' || after[0] == '[')
				}
				if ok {
					next, path = n.Content[i+1], after
					break
				}
			}
			n = next
			continue
		}
		end := strings.IndexByte(path, ']')
		if n.Kind != yaml.SequenceNode || path[0] != '[' || end < 0 {
			return nil
		}
		i := 0
		for _, c := range path[1:end] {
			i = i*10 + int(c-'0')
		}
		if i < 0 || i >= len(n.Content) {
			return nil
		}
		n, path = n.Content[i], path[end+1:]
	}
	return n
}

func isNull(n *yaml.Node) bool {
	return n != nil && n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null"
}

// uses reports whether an expression in the file has the value at path.
func uses(n *yaml.Node, path string) bool {
	if n.Kind == yaml.ScalarNode {
		_, after, ok := strings.Cut(n.Value, ".Values."+path)
		return ok && (after == "" || !strings.ContainsAny(after[:1], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"))
	}
	return slices.ContainsFunc(n.Content, func(below *yaml.Node) bool { return uses(below, path) })
}

// documents reports what is wrong in the JCasC that stands in the file.
func documents(root *yaml.Node) fieldpath.List {
	var list fieldpath.List
	const at = "controller.JCasC.configScripts"
	scripts := find(root, at)
	if scripts == nil || scripts.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(scripts.Content); i += 2 {
		key, text := scripts.Content[i], scripts.Content[i+1]
		if text.ShortTag() != "!!str" {
			continue
		}
		if _, err := casc.Parse([]byte(parseText(text.Value, true, false)), casc.ParseOptions{Strict: true}); err != nil {
			for _, e := range fieldpath.Errors(err) {
				e.Pos = within(text, e.Pos)
				list.Append((*fieldpath.Path)(nil).Child(at).Key(key.Value), e)
			}
		}
	}
	return list
}

// within returns the place in the file of a finding in a document that stands as
// text in it.
func within(text *yaml.Node, pos string) string {
	line, err := strconv.Atoi(strings.TrimPrefix(pos, "line "))
	if text.Style&yaml.LiteralStyle == 0 || err != nil {
		return yamlread.Position(text, "", "")
	}
	return "line " + strconv.Itoa(text.Line+line)
}

// unknown turns the finding that a key is not known into ones that say where it
// has gone, or what it may have been meant to be.
func unknown(root *yaml.Node, e *Error) fieldpath.List {
	n := find(root, e.Path)
	if n != nil && n.Kind == yaml.MappingNode && len(n.Content) > 0 && isOlderStem(e.Path) {
		// The keys below tell more: each may have gone elsewhere.
		var list fieldpath.List
		for i := 0; i+1 < len(n.Content); i += 2 {
			below := *e
			below.Path, below.Pos, below.Detail = e.Path+"."+n.Content[i].Value, yamlread.Position(n, "", n.Content[i].Value), ""
			list = append(list, unknown(root, &below)...)
		}
		return list
	}
	if to, ok := renamed(e.Path); ok {
		e.Detail = to
		return fieldpath.List{e}
	}
	if e.Detail == "" {
		key := e.Path[strings.LastIndexByte(e.Path, '.')+1:]
		if places := knownPlaces()[key]; len(places) > 0 && len(places) <= 3 {
			e.Detail = "is " + strings.Join(places, " or ") + " meant?"
		} else {
			e.Detail = "nothing reads it"
		}
	}
	return fieldpath.List{e}
}
