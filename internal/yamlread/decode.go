package yamlread

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
)

// Options say how to read.
type Options struct {
	// File is named in errors.
	File string
	// Strict makes findings of attributes that no field stands for, values that
	// their field can't hold and keys that stand twice. Otherwise the first two
	// are kept without a word, and the last of a key's values counts.
	Strict bool
	// Alternatives are values of the types that may stand where a field is of an
	// interface type; see [Alternatives].
	Alternatives *Alternatives
	// Text is applied to each string value, not to keys. Nil: strings as they
	// are.
	Text func(string) string
	// Field is applied instead of Text to the strings at or below a field whose
	// jc tag has tpl or casc: values that Helm runs as templates, and text in
	// which Jenkins resolves variables. An Extra map has the tags of the fields
	// above its struct, not of the field that could not hold what is in it.
	Field func(s string, tpl, casc bool) string
	// JCasC reads as the configuration-as-code plugin's own model of YAML does:
	// a scalar is its text, whatever type YAML has for it, and merged entries
	// count where their merge key stands. What that model loses or refuses (null,
	// floats, dates) is a finding in strict mode; nulls are dropped, the others
	// kept as text. Otherwise scalars are what Helm and Kubernetes take them for.
	JCasC bool
	// Nulls says that a null means something also where a struct without an Extra
	// map has the field, other than below a list: a layer of values takes a
	// default away by it. What the struct stands for then goes to the Extra map
	// above, as everything else does that its field can't hold.
	Nulls bool
}

// Unmarshal reads the one document in data into the value that into points to.
// No document leaves it as it is.
func Unmarshal(data []byte, into any, o Options) error {
	docs, err := Documents(data, o.File)
	if err != nil || len(docs) == 0 {
		return err
	}
	if len(docs) > 1 {
		return &fieldpath.Error{
			Kind: fieldpath.Invalid, Pos: position(o.File, strconv.Itoa(docs[1].Line)),
			Detail: "a second document, where only one may stand",
		}
	}
	return Decode(docs[0], into, o)
}

// Decode reads n into the value that into points to. It fills the value as far
// as it goes even when it returns findings.
func Decode(n *yaml.Node, into any, o Options) error {
	d := decoder{Options: o}
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return fmt.Errorf("yamlread: into is a %T, not a pointer to a value", into)
	}
	if !d.survey(n) {
		return d.findings[len(d.findings)-1].Error
	}
	d.value(nil, n, v.Elem())
	var list fieldpath.List
	for _, f := range d.findings {
		if o.Strict || !f.kept {
			list = append(list, f.Error)
		}
	}
	return list.Err()
}

// survey makes findings of the keys that stand twice, wherever they are, and
// reports false, with a finding, when an anchor contains itself.
func (d *decoder) survey(root *yaml.Node) bool {
	const open, done = 1, 2
	state := map[*yaml.Node]int{}
	aliases := 0
	var walk func(path *fieldpath.Path, n *yaml.Node) bool
	walk = func(path *fieldpath.Path, n *yaml.Node) bool {
		if n.Kind == yaml.AliasNode {
			if state[n.Alias] == open {
				d.add(fieldpath.Invalid, path, n, nil, "the anchor "+n.Value+" contains itself")
				return false
			}
			if n.Alias.Kind != yaml.ScalarNode {
				aliases++
			}
			if d.JCasC && aliases == mostAliases+1 {
				d.addKept(fieldpath.Limit, path, n, nil, "Jenkins refuses more than 50 aliases of maps and lists, unless CASC_YAML_MAX_ALIASES allows more")
				aliases++
			}
			return true
		}
		state[n] = open
		defer func() { state[n] = done }()
		if n.Kind != yaml.MappingNode {
			for i, item := range n.Content {
				if !walk(path.Index(i), item) {
					return false
				}
			}
			return true
		}
		keys := make(map[string]bool, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i]
			at := path.Child(key.Value)
			if key.Kind == yaml.ScalarNode && key.Value != "<<" {
				if keys[key.Value] {
					d.addKept(fieldpath.Duplicate, at, key, nil, "the key stands twice; Jenkins takes the last one without a word")
				}
				keys[key.Value] = true
			}
			if !walk(at, n.Content[i+1]) {
				return false
			}
		}
		return true
	}
	return walk(nil, root)
}

type finding struct {
	*fieldpath.Error
	kept bool // what it is about was read nevertheless
}

type decoder struct {
	Options
	findings []finding
	visited  int
	depth    int
	lists    int  // how many lists are above
	tpl      bool // the tags of the fields above
	casc     bool
	known    bool // what becomes generic is of a known type

	exhausted bool // the bounds below were reached
}

// Aliases let a small file describe a huge value; these bound it.
const (
	mostAliases = 50 // SnakeYAML's own limit

	mostNodes = 1_000_000
	deepest   = 1_000
)

// add makes a finding about n.
func (d *decoder) add(kind fieldpath.Kind, path *fieldpath.Path, n *yaml.Node, value any, detail string) {
	d.findings = append(d.findings, finding{Error: &fieldpath.Error{
		Kind: kind, Path: path.String(), Pos: position(d.File, strconv.Itoa(n.Line)), Value: value, Detail: detail,
	}})
}

// addKept makes a finding about something that was read nevertheless.
func (d *decoder) addKept(kind fieldpath.Kind, path *fieldpath.Path, n *yaml.Node, value any, detail string) {
	d.add(kind, path, n, value, detail)
	d.findings[len(d.findings)-1].kept = true
}

func (d *decoder) wrong(path *fieldpath.Path, n *yaml.Node, want string) bool {
	var value any
	got := "a map"
	switch n.Kind {
	case yaml.SequenceNode:
		got = "a list"
	case yaml.ScalarNode:
		got, value = "a scalar", n.Value
		if isNull(n) {
			got, value = "nothing", nil
		}
	}
	d.add(fieldpath.Invalid, path, n, value, "it is "+got+", where "+want+" must stand")
	return false
}

// resolve follows aliases, and bounds the walk.
func (d *decoder) resolve(path *fieldpath.Path, n *yaml.Node) (*yaml.Node, bool) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	d.visited++
	if d.visited > mostNodes || d.depth > deepest {
		if !d.exhausted {
			d.exhausted, d.visited = true, mostNodes
			d.add(fieldpath.Limit, path, n, nil, "aliases or nesting make the document huge")
		}
		return n, false
	}
	return n, true
}

// value reads n into v and reports whether v can hold all of it.
func (d *decoder) value(path *fieldpath.Path, n *yaml.Node, v reflect.Value) bool {
	n, ok := d.resolve(path, n)
	if !ok {
		return false
	}
	d.depth++
	defer func() { d.depth-- }()

	t := v.Type()
	if t.Kind() == reflect.Interface {
		return d.slot(path, n, v)
	}
	if isNull(n) {
		// What can be nil, or nothing at all, is; nothing else can hold a null.
		if t.Kind() == reflect.Pointer {
			v.SetZero()
			return true
		}
		return d.wrong(path, n, "a value")
	}
	if t.Kind() == reflect.Pointer {
		elem := reflect.New(t.Elem())
		ok := d.value(path, n, elem.Elem())
		v.Set(elem)
		return ok
	}
	if v.CanAddr() {
		switch u := v.Addr().Interface().(type) {
		case json.Unmarshaler:
			return d.json(path, n, u)
		case encoding.TextUnmarshaler:
			if n.Kind == yaml.ScalarNode {
				if err := u.UnmarshalText([]byte(d.text(n.Value))); err != nil {
					d.add(fieldpath.Invalid, path, n, n.Value, err.Error())
					return false
				}
				return true
			}
		}
	}
	switch t.Kind() {
	case reflect.Struct:
		return d.object(path, n, v)
	case reflect.Map:
		return d.mapping(path, n, v)
	case reflect.Slice:
		return d.list(path, n, v)
	}
	return d.scalar(path, n, v)
}

func (d *decoder) text(s string) string {
	if d.Field != nil && (d.tpl || d.casc) {
		return d.Field(s, d.tpl, d.casc)
	}
	if d.Text == nil {
		return s
	}
	return d.Text(s)
}

func (d *decoder) json(path *fieldpath.Path, n *yaml.Node, u json.Unmarshaler) bool {
	generic, ok := d.generic(path, n)
	if !ok {
		return false
	}
	b, err := json.Marshal(generic)
	if err == nil {
		err = u.UnmarshalJSON(b)
	}
	if err != nil {
		d.add(fieldpath.Invalid, path, n, nil, err.Error())
		return false
	}
	return true
}

func (d *decoder) list(path *fieldpath.Path, n *yaml.Node, v reflect.Value) bool {
	if n.Kind != yaml.SequenceNode {
		return d.wrong(path, n, "a list")
	}
	d.lists++
	defer func() { d.lists-- }()
	all := true
	out := reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content))
	for i, item := range n.Content {
		all = d.value(path.Index(i), item, out.Index(i)) && all
	}
	v.Set(out)
	return all
}

func (d *decoder) mapping(path *fieldpath.Path, n *yaml.Node, v reflect.Value) bool {
	entries, ok := d.entries(path, n)
	if !ok {
		return false
	}
	t := v.Type()
	if t.Key().Kind() != reflect.String {
		return d.wrong(path, n, "a map with keys that are not text")
	}
	all := true
	out := reflect.MakeMapWithSize(t, len(entries))
	for _, e := range entries {
		if d.JCasC && isNull(e.value) {
			continue
		}
		value := reflect.New(t.Elem()).Elem()
		all = d.value(path.Key(e.key), e.value, value) && all
		out.SetMapIndex(reflect.ValueOf(e.key).Convert(t.Key()), value)
	}
	v.Set(out)
	return all
}

// object reads a map into a struct.
func (d *decoder) object(path *fieldpath.Path, n *yaml.Node, v reflect.Value) bool {
	entries, ok := d.entries(path, n)
	if !ok {
		return false
	}
	plan := planOf(v.Type())
	all := true
	for _, e := range entries {
		at := path.Child(e.key)
		f, known := plan.fields[e.key]
		if isNull(e.value) {
			switch {
			case known && plan.extra == nil:
				all = all && (!d.Nulls || d.lists > 0)
				continue // as encoding/json has it
			case d.JCasC && (len(entries) > 1 || known && f.typ.Kind() != reflect.Struct):
				continue // as Jenkins has it
			case d.JCasC:
				e.value = nothing(e.value) // it may be an alternative, which its symbol selects
			}
		}
		before := len(d.findings)
		whole := false
		if known {
			value := reflect.New(f.typ).Elem()
			tpl, casc := d.tpl, d.casc
			d.tpl, d.casc = tpl || f.tpl, casc || f.casc
			whole = d.value(at, e.value, value)
			d.tpl, d.casc = tpl, casc
			if d.JCasC && whole {
				d.enum(at, e.value, value, f.enum)
			}
			if whole && (plan.extra == nil || !f.omits || !value.IsZero()) {
				v.FieldByIndex(f.index).Set(value)
				continue
			}
			if plan.extra == nil {
				v.FieldByIndex(f.index).Set(value) // as far as it goes
			}
		} else if owner := plan.misplaced(e.key, entries); owner != "" {
			d.add(fieldpath.Unknown, at, e.at, nil, "it is an attribute of "+owner+", which stands empty beside it: indent it further")
		} else if !plan.open && !(d.JCasC && plan.takes(e.key)) {
			d.add(fieldpath.Unknown, at, e.at, nil, plan.hint(e.key))
		}
		if plan.extra == nil {
			all = false
			continue
		}
		outer := d.known
		d.known = whole
		generic, ok := d.generic(at, e.value)
		d.known = outer
		if !ok {
			all = false
			continue
		}
		for i := range d.findings[before:] {
			d.findings[before+i].kept = true
		}
		extra := v.FieldByIndex(plan.extra)
		if extra.IsNil() {
			extra.Set(reflect.MakeMap(extra.Type()))
		}
		g := reflect.New(extra.Type().Elem()).Elem()
		if generic != nil {
			g.Set(reflect.ValueOf(generic))
		}
		extra.SetMapIndex(reflect.ValueOf(e.key), g)
	}
	return all
}

// enum reports a text that is none of the names that may stand there, or a
// reference, which Jenkins does not resolve there.
func (d *decoder) enum(path *fieldpath.Path, n *yaml.Node, v reflect.Value, names []string) {
	if v.Kind() != reflect.String || len(names) == 0 || slices.Contains(names, v.String()) {
		return
	}
	value := any(v.String())
	detail := ""
	if live.Has(v.String()) {
		value, detail = nil, "Jenkins resolves no reference where one of a few names must stand"
	}
	d.addKept(fieldpath.NotOneOf, path, n, value, detail)
	d.findings[len(d.findings)-1].Allowed = names
}

// entry is an entry of a map, merge keys done.
type entry struct {
	key       string
	at, value *yaml.Node
}

// nothing is what Jenkins takes for a thing without attributes, n being null.
func nothing(n *yaml.Node) *yaml.Node { return &yaml.Node{Kind: yaml.MappingNode, Line: n.Line} }

// entries returns the entries of a map, each key once.
func (d *decoder) entries(path *fieldpath.Path, n *yaml.Node) ([]entry, bool) {
	if n.Kind != yaml.MappingNode {
		return nil, d.wrong(path, n, "a map")
	}
	var own, out entryList
	ok := true
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind == yaml.AliasNode {
			key = key.Alias
		}
		switch {
		case key.Kind != yaml.ScalarNode:
			d.add(fieldpath.Invalid, path, key, nil, "a key that is not a scalar")
			ok = false
		case key.ShortTag() == "!!merge" || key.Value == "<<" && key.Style == 0:
			merged, mergeOK := d.merged(path, value)
			ok = ok && mergeOK
			for _, e := range merged {
				out.put(e, d.JCasC)
			}
		case d.JCasC:
			out.put(entry{key.Value, key, value}, true)
		default:
			own.put(entry{key.Value, key, value}, true)
		}
	}
	for _, e := range own.list {
		out.put(e, true)
	}
	return out.list, ok
}

// entryList is entries, each key once, in the order in which the keys came first.
type entryList struct {
	list []entry
	at   map[string]int
}

// put adds e. With replace it takes the place of one with the same key.
func (l *entryList) put(e entry, replace bool) {
	i, ok := l.at[e.key]
	switch {
	case !ok:
		if l.at == nil {
			l.at = map[string]int{}
		}
		l.at[e.key] = len(l.list)
		l.list = append(l.list, e)
	case replace:
		l.list[i] = e
	}
}

// merged returns the entries that the value of a merge key stands for.
func (d *decoder) merged(path *fieldpath.Path, n *yaml.Node) ([]entry, bool) {
	n, ok := d.resolve(path, n)
	if !ok {
		return nil, false
	}
	d.depth++
	defer func() { d.depth-- }()
	switch n.Kind {
	case yaml.MappingNode:
		return d.entries(path, n)
	case yaml.SequenceNode:
		var out entryList
		for _, item := range n.Content {
			more, moreOK := d.merged(path, item)
			ok = ok && moreOK
			for _, e := range more {
				out.put(e, d.JCasC)
			}
		}
		return out.list, ok
	}
	return nil, d.wrong(path, n, "a map to merge")
}

// generic reads n as maps, lists and scalars.
func (d *decoder) generic(path *fieldpath.Path, n *yaml.Node) (any, bool) {
	n, ok := d.resolve(path, n)
	if !ok {
		return nil, false
	}
	d.depth++
	defer func() { d.depth-- }()
	switch n.Kind {
	case yaml.MappingNode:
		entries, ok := d.entries(path, n)
		out := make(map[string]any, len(entries))
		for _, e := range entries {
			if d.JCasC && isNull(e.value) {
				if d.known || len(entries) > 1 {
					continue
				}
				e.value = nothing(e.value) // it may be an alternative, which its symbol selects
			}
			value, valueOK := d.generic(path.Child(e.key), e.value)
			out[e.key] = value
			ok = ok && valueOK
		}
		return out, ok
	case yaml.SequenceNode:
		out := make([]any, len(n.Content))
		for i, item := range n.Content {
			var itemOK bool
			out[i], itemOK = d.generic(path.Index(i), item)
			ok = ok && itemOK
		}
		return out, ok
	}
	if isNull(n) {
		if d.JCasC {
			return nil, d.wrong(path, n, "a value")
		}
		return nil, true
	}
	value := d.plain(path, n)
	if s, ok := value.(string); ok {
		value = d.text(s)
	}
	return value, true
}

// Plain returns n without aliases and merge keys, each key once, as Jenkins reads
// it. A value has the line of its key; the nodes are copies. Duplicate are the
// keys that stand twice.
func Plain(n *yaml.Node, file string) (plain *yaml.Node, duplicate []*fieldpath.Error, err error) {
	d := decoder{Options: Options{File: file, JCasC: true}}
	ok := d.survey(n)
	if ok {
		plain, ok = d.plainTree(nil, n)
	}
	var list fieldpath.List
	for _, f := range d.findings {
		if f.kept {
			duplicate = append(duplicate, f.Error)
		} else {
			list = append(list, f.Error)
		}
	}
	if !ok {
		plain = nil
	}
	return plain, duplicate, list.Err()
}

func (d *decoder) plainTree(path *fieldpath.Path, n *yaml.Node) (*yaml.Node, bool) {
	line := n.Line
	n, ok := d.resolve(path, n)
	if !ok {
		return nil, false
	}
	d.depth++
	defer func() { d.depth-- }()
	out := &yaml.Node{Kind: n.Kind, Style: n.Style, Tag: n.Tag, Value: n.Value, Line: line}
	switch n.Kind {
	case yaml.MappingNode:
		entries, entriesOK := d.entries(path, n)
		ok = entriesOK
		for _, e := range entries {
			value, valueOK := d.plainTree(path.Child(e.key), e.value)
			if !valueOK {
				return nil, false
			}
			value.Line = e.at.Line
			out.Content = append(out.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: e.key, Line: e.at.Line}, value)
		}
	case yaml.SequenceNode:
		for i, item := range n.Content {
			value, valueOK := d.plainTree(path.Index(i), item)
			if !valueOK {
				return nil, false
			}
			out.Content = append(out.Content, value)
		}
	}
	return out, ok
}
