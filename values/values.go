// Package values is the values file of the official jenkins chart as plain Go
// data, in layers, checked.
//
// [Values] has a field for each key of the chart, with the types that Kubernetes
// and package casc have for what stands there. What is unset is left to the
// chart; an optional number or boolean is a pointer, which new(0) and new(false)
// spell. Each struct has a map Extra for what its fields can't say: a key of
// another version of the chart, or null, which takes a default away.
//
// # Strings
//
// A string is literal: it arrives in the rendered objects as it stands in Go,
// also where the chart passes it through Helm's tpl and {{ would be executed. An
// expression that is to be executed is spelled by [Template]; in a field that
// the chart does not pass through tpl it is an error.
//
// # Reading, checking
//
// [Read] reads an existing values file, strictly: what the chart does not know is
// a finding with its line and a guess at what was meant, a key of an older chart
// one with the key that has taken its place, and nothing is dropped. [Validate]
// reports what the chart, Helm or Jenkins would refuse or do otherwise than the
// values say, such as plugins listed twice, the security realm that disappears for
// a text in a script, or the password that is another one at each sync.
//
// # Layers
//
// A [Stack] is layers of values (base, production, hoge …), merged as Helm merges
// files given with -f. It says where a value comes from ([Stack.Explain]); [Diff]
// compares two of them; [Overlay] merges typed values. [Factor] goes the other
// way: from the full values of any number of controllers to a base, a layer for
// each group and a short one for each controller. Package values/render says what
// the chart makes of a stack.
//
// # Other charts
//
// What is said here about layers holds for the values of any chart, as any
// struct with json tags, or as maps. Package chartgen writes such a struct from a
// chart's values file.
package values

import (
	"sync"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

//go:generate go run ../internal/gen/values

// Error is one finding: a path, what is wrong there, and what is allowed.
type Error = fieldpath.Error

// AppendText appends v as a values file.
func (v Values) AppendText(b []byte) ([]byte, error) {
	own := borrow(v)
	defer spare.Put(own)
	return Append(b, own)
}

// MarshalText returns v as a values file.
func (v Values) MarshalText() ([]byte, error) { return v.AppendText(nil) }

// Append appends v, the values of any chart, as a values file: a struct with json
// tags in the order of its fields, or a map. A field tagged jc:"tpl" holds what
// the chart passes through tpl. The error, if any, has findings with paths.
func Append(b []byte, v any) ([]byte, error) {
	return yamltext.Append(b, v, yamltext.Options{Text: appendText, Casc: spellCasc, Embedded: guardEnd})
}

// borrow returns v by address, until it is put back into spare. Values are too
// large to be allocated for each function that gets them as an argument.
func borrow(v Values) *Values {
	p := spare.Get().(*Values)
	*p = v
	return p
}

// spare holds Values to be overwritten; the collector empties it.
var spare = sync.Pool{New: func() any { return new(Values) }}
