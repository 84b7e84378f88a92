package jobdsl

import (
	"reflect"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Error is one finding about a script: where it is, what is wrong and what is
// allowed.
type Error = fieldpath.Error

// Script is a Job DSL script: its items in order. It is a text for whatever
// writes it: AppendText gives the Groovy source.
type Script []Item

// Call is a call of the Job DSL that no struct stands for: of a plugin that the
// tables don't know. It can stand wherever an interface of this package is
// asked for, and in the Extra field of every struct.
type Call struct {
	// Name is the method's name.
	Name string
	// Args are the arguments: strings, bools, numbers, lists, maps with string
	// keys, nil, and [Source]. Strings are escaped, as everywhere.
	Args []any
	// Body is what stands in the closure after the arguments; nil for no
	// closure.
	Body []Call
}

// Pair is a name with its value, of several that stand in an order: environment
// variables, properties, parameters that are handed on.
type Pair struct {
	// Name is the name; it is required.
	Name string
	// Value is the value; it may be empty.
	Value string
}

// AppendText appends the script as Groovy source.
func (s Script) AppendText(dst []byte) ([]byte, error) {
	e := encoder{out: dst, path: make([]step, 0, 32)}
	for i, item := range s {
		if i > 0 {
			e.out = append(e.out, '\n')
		}
		if item == nil {
			e.errs.Add(fieldpath.Required, e.at().Index(i), nil, "nil stands where an item must")
			continue
		}
		e.alternative(reflect.ValueOf(item))
	}
	if err := e.errs.Err(); err != nil {
		return dst, err
	}
	return e.out, nil
}

// MarshalText returns the script as Groovy source.
func (s Script) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// Validate returns what is wrong with the script, all of it, or nil.
func (s Script) Validate() error {
	_, err := s.AppendText(nil)
	return err
}
