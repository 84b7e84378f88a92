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
	return mergeAll(trees[1:]), nil
}

// Effective returns what the chart's templates get: the layers merged and laid
// over the chart's own values, a null having taken away what stood under it.
func (s Stack) Effective() (map[string]any, error) {
	trees, err := s.trees()
	if err != nil {
		return nil, err
	}
	return coalesce(mergeAll(trees[1:]), trees[0]), nil
}

// Validate reports, for the jenkins chart, what is wrong with the layers: keys that
// the chart does not know and values of the wrong type, each below layers[name],
// as [Read] finds them, and what [Validate] says of all layers together.
func (s Stack) Validate() error {
	var list fieldpath.List
	root := (*fieldpath.Path)(nil)
	for _, l := range s.Layers {
		at := root.Child("layers").Key(l.Name)
		file, err := Append(nil, l.Values)
		list.Append(at, err)
		if _, typed := l.Values.(Values); typed || err != nil || l.Values == nil {
			continue
		}
		_, err = Read(file)
		for _, e := range fieldpath.Errors(err) {
			e.Pos = "" // a line of the text that we wrote
			list.Append(at, e)
		}
	}
	if len(list) > 0 {
		return list.Err()
	}
	merged, err := s.Merge()
	if err != nil {
		return err
	}
	file, err := Append(nil, merged)
	if err != nil {
		return err
	}
	all, err := Read(file)
	if err != nil {
		return err
	}
	return Validate(all)
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
// map, which layer set it and what that hid. Where something else stands above
// path, it says so of that.
func (s Stack) Explain(path string) ([]Explanation, error) {
	p, err := ParsePath(path)
	if err != nil {
		return nil, err
	}
	trees, err := s.trees()
	if err != nil {
		return nil, err
	}
	merged := mergeAll(trees[1:])
	effective := coalesce(merged, trees[0])
	var places []Path
	find := func(root map[string]any, wanted func(value any) bool) {
		if value, at, ok := lookup(root, p); ok {
			leaves(value, at, func(at Path, value any) {
				if wanted(value) {
					places = append(places, at)
				}
			})
		}
	}
	find(effective, func(any) bool { return true })
	find(merged, func(value any) bool { return value == nil }) // what is taken away
	slices.SortFunc(places, slices.Compare[Path])
	places = slices.CompactFunc(places, slices.Equal[Path])
	// A map that is empty for what was taken away says nothing beyond that; the
	// paths below one come right after it.
	kept := places[:0:0]
	for i, at := range places {
		below := i+1 < len(places) && len(places[i+1]) > len(at) && slices.Equal(places[i+1][:len(at)], at)
		if !below && len(at) > 0 {
			kept = append(kept, at)
		}
	}
	places = kept
	if len(places) == 0 {
		return nil, s.unset(trees, p)
	}
	out := make([]Explanation, len(places))
	for i, at := range places {
		out[i] = s.explain(trees, at)
	}
	return out, nil
}

// explain finds the layers that have a value at p. What a layer replaces as a
// whole it hides also where a later one has a map there again; the chart's own
// values then show through the map.
func (s Stack) explain(trees []map[string]any, p Path) Explanation {
	var e Explanation
	set, cut := false, false
	for i := len(trees) - 1; i >= 0; i-- {
		value, at, ok := lookup(trees[i], p)
		if !ok {
			continue
		}
		found := Setting{Path: at, Value: value}
		if i > 0 {
			found.Layer = s.Layers[i-1].Name
		}
		switch {
		case set || len(at) < len(p) || cut && i > 0:
			cut = cut || len(at) < len(p)
			e.Hidden = append(e.Hidden, found)
		default:
			set, e.Setting = true, found
		}
	}
	return e
}

// unset is the error for a path that no layer has.
func (s Stack) unset(trees []map[string]any, p Path) error {
	all := mergeAll(trees)
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
