package values

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Layer is one values file of several, with a name for people.
type Layer struct {
	// Name says what the layer is for, as base or production.
	Name string
	// Values is what it says: a [Values], the values of another chart as a
	// struct with json tags, or a map.
	Values any
}

// Stack is the values of one release in layers.
type Stack struct {
	// Defaults are the chart's own values, which lie under all layers; for the
	// jenkins chart these are [Defaults]. They may be left out.
	Defaults any
	// Layers are the files in the order in which Helm gets them: each lies over
	// those before it.
	Layers []Layer
}

// Merge returns the layers as one, as Helm merges several values files: maps are
// merged, lists and all else replaced. A null stays one: it is there to take
// away what the chart says.
func (s Stack) Merge() (map[string]any, error) {
	trees, err := s.trees()
	if err != nil {
		return nil, err
	}
	out := map[string]any{}
	for _, t := range trees[1:] {
		out = merge(out, t)
	}
	return out, nil
}

// Effective returns what the chart's templates get: the layers merged and laid
// over the chart's own values, a null having taken away what stood under it.
func (s Stack) Effective() (map[string]any, error) {
	trees, err := s.trees()
	if err != nil {
		return nil, err
	}
	out := map[string]any{}
	for _, t := range trees[1:] {
		out = merge(out, t)
	}
	return coalesce(out, trees[0]), nil
}

// trees returns the chart's own values and then the layers.
func (s Stack) trees() ([]map[string]any, error) {
	var list fieldpath.List
	root := (*fieldpath.Path)(nil)
	defaults, err := Tree(s.Defaults)
	list.Append(root.Child("defaults"), err)
	out := []map[string]any{defaults}
	for _, l := range s.Layers {
		t, err := Tree(l.Values)
		list.Append(root.Child("layers").Key(l.Name), err)
		out = append(out, t)
	}
	return out, list.Err()
}

// Setting is a value and the layer that says so.
type Setting struct {
	// Layer is the layer's name; empty for the chart's own values.
	Layer string
	// Path is the place of the value: that of the explanation, or one above it
	// where the layer has no map.
	Path Path
	// Value is what the layer has there; nil for null.
	Value any
}

// Explanation says where a value comes from.
type Explanation struct {
	// Setting is what holds. A Value of nil takes away what the chart says.
	Setting
	// Hidden is what lies under it, the topmost first.
	Hidden []Setting
}

// Explain says for the value at path, or for each value below it when it is a
// map, which layer set it and what that hid.
func (s Stack) Explain(path string) ([]Explanation, error) {
	p, err := ParsePath(path)
	if err != nil {
		return nil, err
	}
	trees, err := s.trees()
	if err != nil {
		return nil, err
	}
	var places []Path
	for _, t := range trees {
		if value, at, ok := lookup(t, p); ok && len(at) == len(p) {
			leaves(value, p, func(p Path, _ any) { places = append(places, p) })
		}
	}
	slices.SortFunc(places, slices.Compare[Path])
	places = slices.CompactFunc(places, slices.Equal[Path])
	var out []Explanation
	for _, at := range places {
		if e, ok := s.explain(trees, at); ok {
			out = append(out, e)
		}
	}
	if len(out) == 0 {
		return nil, s.unset(trees, p)
	}
	return out, nil
}

func (s Stack) explain(trees []map[string]any, p Path) (e Explanation, ok bool) {
	var settings []Setting
	for i, t := range trees {
		value, at, ok := lookup(t, p)
		if !ok {
			continue
		}
		name := ""
		if i > 0 {
			name = s.Layers[i-1].Name
		}
		settings = append(settings, Setting{Layer: name, Path: at, Value: value})
	}
	slices.Reverse(settings)
	top := settings[0]
	if m, isTable := table(top.Value); len(top.Path) < len(p) || isTable && len(m) > 0 {
		return e, false // another place stands for it
	}
	hidden := settings[1:]
	// An empty map hides nothing of the maps under it.
	if _, isTable := table(top.Value); isTable {
		for _, h := range hidden {
			if m, ok := table(h.Value); ok && len(m) > 0 {
				return e, false
			} else if !ok {
				break
			}
		}
	}
	return Explanation{Setting: top, Hidden: hidden}, true
}

// unset is the error for a path that no layer has.
func (s Stack) unset(trees []map[string]any, p Path) error {
	all := map[string]any{}
	for _, t := range trees {
		all = merge(all, t)
	}
	e := &Error{Kind: fieldpath.NotFound, Path: p.String(), Detail: "no layer sets it, and the chart has nothing there"}
	for i := range p {
		value, at, _ := lookup(all, p[:i])
		m, ok := table(value)
		if !ok || len(at) < i {
			break
		}
		if _, ok := m[p[i]]; ok {
			continue
		}
		if near := nearest(p[i], m); near != "" {
			e.Detail += "; is " + p[:i].with(near).String() + " meant?"
		}
		break
	}
	return e
}

// String returns the explanation for people: one line, and one more for each
// value that is hidden.
func (e Explanation) String() string {
	var b strings.Builder
	if e.Value == nil && len(e.Hidden) > 0 {
		fmt.Fprintf(&b, "%s: taken away by %s", e.Path, layerName(e.Layer))
	} else {
		fmt.Fprintf(&b, "%s: %s, set by %s", e.Path, show(e.Value), layerName(e.Layer))
	}
	for _, h := range e.Hidden {
		fmt.Fprintf(&b, "\n  hides %s of %s", show(h.Value), layerName(h.Layer))
		if len(h.Path) < len(e.Path) {
			fmt.Fprintf(&b, ", at %s", h.Path)
		}
	}
	return b.String()
}

func layerName(name string) string {
	if name == "" {
		return "the chart"
	}
	return name
}

// show returns a value on one line.
func show(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	const most = 120
	if len(b) > most {
		return strings.ToValidUTF8(string(b[:most]), "") + "…"
	}
	return string(b)
}
