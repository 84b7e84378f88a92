package values

import (
	"maps"
	"reflect"
	"slices"

	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Parse reads a values file of any chart the way Helm does, except that a key
// that stands twice is an error.
func Parse(file []byte) (map[string]any, error) {
	tree := map[string]any{}
	if err := yaml.UnmarshalStrict(file, &tree); err != nil {
		return nil, &Error{Kind: fieldpath.Invalid, Detail: err.Error()}
	}
	if tree == nil {
		tree = map[string]any{}
	}
	return tree, nil
}

// Tree returns v, the values of any chart, as Helm sees them in a file. The
// result is the caller's to change.
func Tree(v any) (map[string]any, error) {
	if v == nil {
		return map[string]any{}, nil
	}
	file, err := Append(nil, v)
	if err != nil {
		return nil, err
	}
	return Parse(file)
}

// table returns v as a map when it is one.
func table(v any) (map[string]any, bool) {
	m, ok := v.(map[string]any)
	return m, ok
}

// merge returns b laid over a, as Helm does with two values files: maps deep, all
// else replaced, null too.
func merge(a, b map[string]any) map[string]any {
	out := maps.Clone(a)
	if out == nil {
		out = map[string]any{}
	}
	for key, value := range b {
		over, ok := table(value)
		under, both := table(out[key])
		if ok && both {
			out[key] = merge(under, over)
		} else {
			out[key] = value
		}
	}
	return out
}

func mergeAll(trees []map[string]any) map[string]any {
	out := map[string]any{}
	for _, t := range trees {
		out = merge(out, t)
	}
	return out
}

// coalesce returns vals laid over the chart's own values, as Helm does: a null
// takes the chart's value away.
func coalesce(vals, chart map[string]any) map[string]any {
	out := maps.Clone(vals)
	if out == nil {
		out = map[string]any{}
	}
	for key, given := range chart {
		value, ok := out[key]
		under, isTable := table(given)
		over, both := table(value)
		switch {
		case !ok:
			out[key] = given
		case value == nil:
			delete(out, key)
		case isTable && both:
			out[key] = coalesceTable(over, under)
		}
	}
	return out
}

// coalesceTable does the same below the top, where Helm keeps a null that takes
// nothing away.
func coalesceTable(vals, chart map[string]any) map[string]any {
	out := maps.Clone(vals)
	for key, given := range chart {
		value, ok := out[key]
		under, isTable := table(given)
		over, both := table(value)
		switch {
		case !ok:
			out[key] = given
		case value == nil && given != nil:
			delete(out, key)
		case isTable && both:
			out[key] = coalesceTable(over, under)
		}
	}
	return out
}

// equal reports whether a and b are the same values.
func equal(a, b any) bool { return reflect.DeepEqual(a, b) }

// lookup returns the value at p. Where what stands above p is no map, at is the
// path of that and value what stands there.
func lookup(root map[string]any, p Path) (value any, at Path, ok bool) {
	value = root
	for i, key := range p {
		m, isTable := table(value)
		if !isTable {
			return value, p[:i], true
		}
		if value, ok = m[key]; !ok {
			return nil, nil, false
		}
	}
	return value, p, true
}

// leaves calls f for each value that is no map with entries, in order.
func leaves(v any, p Path, f func(p Path, value any)) {
	m, ok := table(v)
	if !ok || len(m) == 0 {
		f(p, v)
		return
	}
	for _, key := range slices.Sorted(maps.Keys(m)) {
		leaves(m[key], p.with(key), f)
	}
}
