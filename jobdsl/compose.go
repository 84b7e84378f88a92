package jobdsl

import (
	"cmp"
	"iter"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// WithDefaults returns the struct v with each field that is not set taken from
// defaults, in nested structs too. A list, a map or an alternative of v replaces that of
// defaults as a whole; an empty one that is not nil counts as set.
func WithDefaults[T any](v, defaults T) T {
	merge(reflect.ValueOf(&v).Elem(), reflect.ValueOf(&defaults).Elem())
	return v
}

func merge(v, defaults reflect.Value) {
	if v.IsZero() {
		v.Set(defaults)
		return
	}
	if v.Kind() != reflect.Struct {
		return
	}
	for i := range v.NumField() {
		if f := v.Field(i); f.CanSet() {
			merge(f, defaults.Field(i))
		}
	}
}

// Axes are dimensions to expand a job along: each with its name and values.
type Axes []Dimension

// Dimension is one of several [Axes].
type Dimension struct {
	// Name names the dimension in a [Combination].
	Name string
	// Values are the values to go through.
	Values []string
}

// Combination is one value for each dimension, by name.
type Combination map[string]string

// Combinations goes through every combination of the values, the last dimension
// fastest, leaving out those for which any of keep returns false.
func (a Axes) Combinations(keep ...func(Combination) bool) iter.Seq[Combination] {
	return func(yield func(Combination) bool) {
		a.walk(0, make(Combination, len(a)), keep, yield)
	}
}

func (a Axes) walk(depth int, c Combination, keep []func(Combination) bool, yield func(Combination) bool) bool {
	if depth < len(a) {
		for _, v := range a[depth].Values {
			c[a[depth].Name] = v
			if !a.walk(depth+1, c, keep, yield) {
				return false
			}
		}
		return true
	}
	if len(a) == 0 {
		return true
	}
	out := make(Combination, len(c))
	for k, v := range c {
		out[k] = v
	}
	for _, k := range keep {
		if !k(out) {
			return true
		}
	}
	return yield(out)
}

// Plugin is a Jenkins plugin that something needs.
type Plugin struct {
	// ID is the plugin's short name, as the update centre has it.
	ID string
	// Version is the least version that will do; empty for any.
	Version string
}

// Plugins returns the plugins that the items need, those of the Job DSL itself
// included, sorted by id, each with the least version that serves all of them.
func Plugins(items ...Item) []Plugin {
	need := map[string]string{"job-dsl": ""}
	seen := needs{found: need}
	for _, item := range items {
		seen.value(reflect.ValueOf(item))
	}
	out := make([]Plugin, 0, len(need))
	for id, version := range need {
		out = append(out, Plugin{ID: id, Version: version})
	}
	slices.SortFunc(out, func(a, b Plugin) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// needs collects plugins by id.
type needs struct{ found map[string]string }

func (n needs) add(plugins []string) {
	for _, p := range plugins {
		id, version, _ := strings.Cut(p, ":")
		if old, ok := n.found[id]; !ok || compareVersions(version, old) > 0 {
			n.found[id] = version
		}
	}
}

func (n needs) value(v reflect.Value) {
	for v.IsValid() && (v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer) {
		v = v.Elem()
	}
	if !v.IsValid() {
		return
	}
	switch v.Kind() {
	case reflect.Slice:
		if k := v.Type().Elem().Kind(); k != reflect.Struct && k != reflect.Interface {
			return
		}
		for i := range v.Len() {
			n.value(v.Index(i))
		}
	case reflect.Struct:
		if v.Type() == callType {
			return
		}
		p := planOf(v.Type())
		n.add(p.plugins)
		for _, fields := range [][]field{p.args, p.body} {
			for i := range fields {
				f := v.Field(fields[i].index)
				if f.IsZero() {
					continue
				}
				n.add(fields[i].plugins)
				n.value(f)
			}
		}
	}
}

// compareVersions compares versions part by part, numbers as numbers.
func compareVersions(a, b string) int {
	as, bs := strings.FieldsFunc(a, versionMark), strings.FieldsFunc(b, versionMark)
	for i := range min(len(as), len(bs)) {
		x, errX := strconv.Atoi(as[i])
		y, errY := strconv.Atoi(bs[i])
		c := cmp.Compare(as[i], bs[i])
		if errX == nil && errY == nil {
			c = cmp.Compare(x, y)
		}
		if c != 0 {
			return c
		}
	}
	return cmp.Compare(len(as), len(bs))
}

func versionMark(r rune) bool { return r == '.' || r == '-' }
