package values

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Member is one of the releases whose values [Factor] takes apart.
type Member struct {
	// Name is the release's name; no two members have the same one.
	Name string
	// Groups are the groups that it is in, the widest first, as production and
	// tokyo. Members may be in groups of different depth, or in none.
	Groups []string
	// Values are all its values, such as [Layer.Values] may be.
	Values any
}

// FactorOptions say how [Factor] works.
type FactorOptions struct {
	// Defaults are the chart's own values; for the jenkins chart these are
	// [Defaults]. With them what a member says and the chart says too is left
	// out, so that copies of the chart's whole values file become short; what
	// the templates get is the same ([Stack.Effective]). Without them what
	// comes out is equal to the letter ([Stack.Merge]).
	Defaults any
	// Quorum is how many members in a hundred must have a value for it to stand
	// in a layer that they share. 100 leaves in the base only what all have. The
	// zero value lets any value there that makes the files shorter: then most
	// members inherit it and the others overrule it.
	Quorum int
}

// Factored is the values of several releases in layers: one for all, one for
// each group, and one for each release.
type Factored struct {
	// Base is what the releases have in common.
	Base map[string]any
	// Groups are what the members of each group have in common beyond that. The
	// keys are the names of the groups, each after those it is in:
	// production/tokyo.
	Groups map[string]map[string]any
	// Overlays are what each member has for itself, by its name.
	Overlays map[string]map[string]any

	groups   map[string][]string // of each member
	defaults any
}

// Stack returns the layers of a member: base, its groups, and its own, which is
// named as the member is.
func (f Factored) Stack(member string) Stack {
	s := Stack{Defaults: f.defaults, Layers: []Layer{{Name: "base", Values: f.Base}}}
	groups := f.groups[member]
	for i := range groups {
		name := strings.Join(groups[:i+1], "/")
		s.Layers = append(s.Layers, Layer{Name: name, Values: f.Groups[name]})
	}
	s.Layers = append(s.Layers, Layer{Name: member, Values: f.Overlays[member]})
	return s
}

// Factor finds what the values of several releases have in common. It returns a
// base, a layer for each group and one for each member, such that a member's
// layers, merged as Helm merges files, are the member's values again, and that
// the layers together are as small as they can be.
//
// A shared layer holds nothing that a member below it does not have at all, as a
// later layer can overrule a value but not make it undone; nor anything where
// some members below it have a map and others something else. Lists are one value
// each, as they are for Helm.
func Factor(members []Member, o FactorOptions) (Factored, error) {
	f := factor{quorum: o.Quorum}
	out := Factored{
		Groups: map[string]map[string]any{}, Overlays: map[string]map[string]any{},
		groups: map[string][]string{}, defaults: o.Defaults,
	}
	var list fieldpath.List
	root := (*fieldpath.Path)(nil)
	defaults, err := Tree(o.Defaults)
	list.Append(root.Child("defaults"), err)
	if o.Quorum < 0 || o.Quorum > 100 {
		list.Add(fieldpath.Invalid, root.Child("quorum"), o.Quorum, "it is a number of members in a hundred")
	}
	base := &layer{}
	layers := map[string]*layer{}
	for _, m := range members {
		at := root.Child("members").Key(m.Name)
		if _, twice := out.Overlays[m.Name]; twice {
			list.Add(fieldpath.Duplicate, at, nil, "another member has this name")
			continue
		}
		tree, err := Tree(m.Values)
		list.Append(at, err)
		above := base
		for i, group := range m.Groups {
			name := strings.Join(m.Groups[:i+1], "/")
			if group == "" || strings.Contains(group, "/") {
				list.Add(fieldpath.Invalid, at, group, "the name of a group is not empty and has no slash")
			}
			if layers[name] == nil {
				layers[name] = &layer{values: map[string]any{}}
				out.Groups[name] = layers[name].values
				above.below = append(above.below, layers[name])
			}
			above = layers[name]
		}
		own := &layer{values: map[string]any{}, member: len(f.members) + 1}
		out.Overlays[m.Name] = own.values
		out.groups[m.Name] = slices.Clone(m.Groups)
		above.below = append(above.below, own)
		f.members = append(f.members, has{value: tree, is: true, defaults: true})
	}
	if err := list.Err(); err != nil {
		return Factored{}, err
	}
	base.values = map[string]any{}
	out.Base = base.values
	f.base = base
	f.split(nil, f.members, defaults)
	return out, nil
}

// layer is one of the layers that come out, and what stands below it.
type layer struct {
	values map[string]any
	below  []*layer
	member int // 1 and up for the layer of a member
}

// has is what a member has at some path.
type has struct {
	value    any
	is       bool // there is a value, if only the chart's
	defaults bool // what is missing below comes from the chart
}

type factor struct {
	base    *layer
	members []has
	quorum  int
}

// split spreads the values below a path at which some members have maps.
func (f *factor) split(p Path, members []has, defaults map[string]any) {
	keys := map[string]bool{}
	for _, m := range members {
		if t, ok := table(m.value); ok {
			for key := range t {
				keys[key] = true
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		given, isDefault := defaults[key]
		if given == nil && len(p) == 0 {
			isDefault = false // Helm tells the chart's null at the top from one in a file
		}
		under, _ := table(given)
		at := make([]has, len(members))
		for i, m := range members {
			t, ok := table(m.value)
			if !ok {
				continue
			}
			at[i].defaults = m.defaults
			at[i].value, at[i].is = t[key]
			if !at[i].is && m.defaults && isDefault {
				at[i].value, at[i].is = given, true
				if under != nil {
					at[i].value = map[string]any{}
				}
			}
		}
		s := spread{factor: f, path: p.with(key), members: at, numbers: map[string]int{}, kinds: map[*layer]kind{}, kept: map[*layer]map[int]int{}, set: map[*layer]choice{}}
		if isDefault && under == nil {
			s.inherited = s.number(given)
		}
		s.fromChart = under != nil
		s.run()
		f.split(s.path, at, under)
	}
}

// kind says what the members below a layer have at a path.
type kind int

const (
	mixed   kind = iota // not all the same, or some have nothing
	scalars             // something that is no map
	tables              // a map
)

// spread finds the layers for the values at one path, as far as they are no maps
// with something in them. The values are numbered; 0 is none.
type spread struct {
	*factor
	path      Path
	members   []has
	values    []any
	sizes     []int
	numbers   map[string]int // by the value's JSON
	of        []int          // the number of each member's value
	inherited int            // what the chart has
	fromChart bool           // the chart has a map there
	kinds     map[*layer]kind
	kept      map[*layer]map[int]int
	set       map[*layer]choice
}

// choice is a value for a layer and what the layers cost then.
type choice struct{ value, cost int }

func (s *spread) number(v any) int {
	b, err := json.Marshal(v)
	if err != nil {
		b = fmt.Append(nil, v) // not reached: the value came out of a file
	}
	n := s.numbers[string(b)]
	if n == 0 {
		s.values = append(s.values, v)
		s.sizes = append(s.sizes, len(b)+len(s.path[len(s.path)-1])+2)
		n = len(s.values)
		s.numbers[string(b)] = n
	}
	return n
}

func (s *spread) run() {
	s.of = make([]int, len(s.members))
	for i, m := range s.members {
		if t, ok := table(m.value); m.is && (!ok || len(t) == 0 && !(s.fromChart && m.defaults)) {
			s.of[i] = s.number(m.value)
		}
	}
	if len(s.values) == 0 {
		return
	}
	s.kindOf(s.base)
	s.write(s.base, s.inherited)
}

func (s *spread) kindOf(l *layer) kind {
	k := mixed
	if l.member > 0 {
		m := s.members[l.member-1]
		_, ok := table(m.value)
		switch {
		case ok:
			k = tables
		case m.is:
			k = scalars
		}
	}
	for i, below := range l.below {
		if b := s.kindOf(below); i == 0 {
			k = b
		} else if b != k {
			k = mixed
		}
	}
	s.kinds[l] = k
	return k
}

// cost returns the size of what must be written in l and below, when value stands
// above it.
func (s *spread) cost(l *layer, value int) int {
	if l.member > 0 {
		own := s.of[l.member-1]
		if own == 0 || own == value {
			return 0
		}
		return s.sizes[own-1]
	}
	return min(s.keep(l, value), s.best(l).cost)
}

// keep returns the cost when nothing is written in l itself.
func (s *spread) keep(l *layer, value int) int {
	if cost, ok := s.kept[l][value]; ok {
		return cost
	}
	cost := 0
	for _, below := range l.below {
		cost += s.cost(below, value)
	}
	if s.kept[l] == nil {
		s.kept[l] = map[int]int{}
	}
	s.kept[l][value] = cost
	return cost
}

const unaffordable = math.MaxInt32

// best returns the best value to write in l.
func (s *spread) best(l *layer) choice {
	if c, ok := s.set[l]; ok {
		return c
	}
	out := choice{cost: unaffordable}
	if s.kinds[l] != mixed {
		count, all := map[int]int{}, 0
		s.count(l, func(value int) { count[value]++; all++ })
		for _, value := range slices.Sorted(maps.Keys(count)) {
			if value == 0 || count[value]*100 < s.quorum*all {
				continue
			}
			if cost := s.sizes[value-1] + s.keep(l, value); cost < out.cost {
				out = choice{value, cost}
			}
		}
	}
	s.set[l] = out
	return out
}

// count calls f with the value of each member below l.
func (s *spread) count(l *layer, f func(value int)) {
	if l.member > 0 {
		f(s.of[l.member-1])
	}
	for _, below := range l.below {
		s.count(below, f)
	}
}

// write puts values into l and the layers below it, when value stands above.
func (s *spread) write(l *layer, value int) {
	own := 0
	if l.member > 0 {
		own = s.of[l.member-1]
	} else if c := s.best(l); c.cost < s.keep(l, value) {
		own = c.value
	}
	if own != 0 && own != value {
		put(l.values, s.path, s.values[own-1])
		value = own
	}
	for _, below := range l.below {
		s.write(below, value)
	}
}

// put sets the value at p.
func put(root map[string]any, p Path, value any) {
	for _, key := range p[:len(p)-1] {
		below, ok := table(root[key])
		if !ok {
			below = map[string]any{}
			root[key] = below
		}
		root = below
	}
	if below, ok := table(value); ok {
		value = maps.Clone(below)
	}
	root[p[len(p)-1]] = value
}
