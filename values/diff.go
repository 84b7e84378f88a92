package values

import (
	"fmt"
	"maps"
	"slices"
)

// Change is a value that two values files don't have in common.
type Change struct {
	// Path is the value's place.
	Path Path
	// From and To are the two values.
	From, To any
	// Added says that there is no value to change from.
	Added bool
	// Removed says that there is no value to change to.
	Removed bool
}

// String returns the change on one line.
func (c Change) String() string {
	switch {
	case c.Added:
		return fmt.Sprintf("+ %s: %s", c.Path, show(c.To))
	case c.Removed:
		return fmt.Sprintf("- %s: %s", c.Path, show(c.From))
	}
	return fmt.Sprintf("~ %s: %s -> %s", c.Path, show(c.From), show(c.To))
}

// Diff returns what changes from a to b, in the order of the paths. Each is what
// [Layer.Values] may be. Lists are compared as a whole.
func Diff(a, b any) ([]Change, error) {
	from, err := Tree(a)
	if err != nil {
		return nil, err
	}
	to, err := Tree(b)
	if err != nil {
		return nil, err
	}
	return diff(nil, nil, from, to), nil
}

func diff(out []Change, p Path, from, to map[string]any) []Change {
	keys := slices.AppendSeq(slices.Collect(maps.Keys(from)), maps.Keys(to))
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		before, was := from[key]
		after, is := to[key]
		fromTable, ok := table(before)
		toTable, both := table(after)
		switch {
		case ok && both:
			out = diff(out, p.with(key), fromTable, toTable)
		case !was || !is || !equal(before, after):
			out = append(out, Change{Path: p.with(key), From: before, To: after, Added: !was, Removed: !is})
		}
	}
	return out
}
