package jobdsl_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/facts"
	"github.com/jenkinscode/jenkinscode/jobdsl"
)

// refused are the fields that the engine does not take alone, with what it says.
var refused = map[string]string{}

// TestEngineTakesEveryField sets each field of each generated struct alone, with
// what the struct requires, in the smallest script that can hold it, and has the
// plugin's own engine run that script.
func TestEngineTakesEveryField(t *testing.T) {
	engineClasspath(t)
	describables, err := facts.Tables.ReadFile("jenkins-describables.json")
	if err != nil {
		t.Fatal(err)
	}
	u := newUniverse()
	scripts, fields := map[string]string{}, 0
	for _, typ := range generatedStructs {
		for i := range typ.NumField() {
			f := typ.Field(i)
			if f.Anonymous || f.Name == "_" || f.Name == "Extra" {
				continue // raw calls are no fields of the table
			}
			fields++
			name := typ.Name() + "." + f.Name
			v := u.least(typ, 0)
			v.Field(i).Set(u.plausible(f.Type, f, 0))
			script, err := u.script(v)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			text, err := script.AppendText(nil)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			scripts[name] = string(text)
		}
	}
	results := runEngine(t, scripts, json.RawMessage(describables))
	taken := 0
	for _, name := range slices.Sorted(maps.Keys(results)) {
		r, why := results[name], refused[name]
		switch {
		case r.Error == "" && why == "":
			taken++
		case r.Error == "":
			t.Errorf("%s: the engine takes it, but the table says that it refuses it: %s", name, why)
		case why == "":
			t.Errorf("%s: %s\n%s", name, r.Error, scripts[name])
		case !strings.Contains(r.Error, why):
			t.Errorf("%s: the engine says %q, the table %q", name, r.Error, why)
		}
		if strings.Contains(r.Log, "deprecated") {
			t.Errorf("%s: %s\n%s", name, strings.TrimSpace(r.Log), scripts[name])
		}
	}
	t.Logf("the engine takes %d of %d fields of %d structs; %d exceptions", taken, fields, len(generatedStructs), len(refused))
	if out := os.Getenv("JOBDSL_SCRIPTS"); out != "" {
		raw, _ := json.MarshalIndent(scripts, "", " ")
		if err := os.WriteFile(out, raw, 0o600); err != nil {
			t.Error(err)
		}
	}
}

// universe knows, for each type, what can hold it.
type universe struct {
	holders map[reflect.Type]holder // of the types that don't stand at the top
	least_  map[reflect.Type]reflect.Value
}

// holder is a field that can hold a type.
type holder struct {
	typ   reflect.Type
	field int
}

var itemType = reflect.TypeFor[jobdsl.Item]()

// newUniverse goes through the types from the items down, breadth first, so that
// each type gets the nearest holder.
func newUniverse() *universe {
	u := &universe{holders: map[reflect.Type]holder{}, least_: map[reflect.Type]reflect.Value{}}
	seen := map[reflect.Type]bool{}
	var queue []reflect.Type
	for _, t := range generatedStructs {
		if t.Implements(itemType) {
			queue = append(queue, t)
			seen[t] = true
		}
	}
	for len(queue) > 0 {
		t := queue[0]
		queue = queue[1:]
		for i := range t.NumField() {
			f := t.Field(i)
			if f.Anonymous || f.Name == "_" || f.Name == "Extra" {
				continue
			}
			for _, held := range heldBy(f.Type) {
				if !seen[held] {
					seen[held] = true
					u.holders[held] = holder{t, i}
					queue = append(queue, held)
				}
			}
		}
	}
	return u
}

// heldBy returns the structs that a field of type t can hold.
func heldBy(t reflect.Type) []reflect.Type {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Struct:
		return []reflect.Type{t}
	case reflect.Interface:
		var out []reflect.Type
		for _, s := range generatedStructs {
			if s.Implements(t) {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// script puts v into the smallest script that can hold it.
func (u *universe) script(v reflect.Value) (jobdsl.Script, error) {
	for !v.Type().Implements(itemType) {
		h, ok := u.holders[v.Type()]
		if !ok {
			return nil, fmt.Errorf("nothing holds %s", v.Type())
		}
		outer := u.least(h.typ, 0)
		outer.Field(h.field).Set(wrap(outer.Field(h.field).Type(), v))
		v = outer
	}
	return jobdsl.Script{v.Interface().(jobdsl.Item)}, nil
}

// wrap makes a value of type t that holds v.
func wrap(t reflect.Type, v reflect.Value) reflect.Value {
	switch {
	case v.Type() == t:
		return v
	case t.Kind() == reflect.Slice:
		return reflect.Append(reflect.MakeSlice(t, 0, 1), wrap(t.Elem(), v))
	case t.Kind() == reflect.Pointer:
		p := reflect.New(t.Elem())
		p.Elem().Set(wrap(t.Elem(), v))
		return p
	}
	return v.Convert(t)
}

// least returns a struct with what it requires and nothing else.
func (u *universe) least(t reflect.Type, depth int) reflect.Value {
	v := reflect.New(t).Elem()
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.Anonymous && f.Name != "_" && required(f) {
			v.Field(i).Set(u.plausible(f.Type, f, depth+1))
		}
	}
	return v
}

func required(f reflect.StructField) bool {
	for opt := range strings.SplitSeq(f.Tag.Get("jc"), ",") {
		if opt == "required" {
			return true
		}
	}
	return false
}

func option(f reflect.StructField, key string) string {
	for opt := range strings.SplitSeq(f.Tag.Get("jc"), ",") {
		if v, ok := strings.CutPrefix(opt, key+"="); ok {
			return v
		}
	}
	return ""
}

// plausible returns a value that the field can have.
func (u *universe) plausible(t reflect.Type, f reflect.StructField, depth int) reflect.Value {
	if c, ok := generatedConstants[t]; ok {
		return reflect.ValueOf(c).Convert(t)
	}
	switch t.Kind() {
	case reflect.String:
		s := "a"
		if allowed := option(f, "enum"); allowed != "" {
			s, _, _ = strings.Cut(allowed, "|")
		}
		return reflect.ValueOf(s).Convert(t)
	case reflect.Bool:
		return reflect.ValueOf(true).Convert(t)
	case reflect.Int:
		return reflect.ValueOf(1).Convert(t)
	case reflect.Float64:
		return reflect.ValueOf(1.5).Convert(t)
	case reflect.Pointer:
		p := reflect.New(t.Elem())
		p.Elem().Set(u.plausible(t.Elem(), f, depth))
		return p
	case reflect.Slice:
		return reflect.Append(reflect.MakeSlice(t, 0, 1), u.plausible(t.Elem(), f, depth))
	case reflect.Map:
		m := reflect.MakeMap(t)
		m.SetMapIndex(reflect.ValueOf("a").Convert(t.Key()), u.plausible(t.Elem(), f, depth))
		return m
	case reflect.Struct:
		if t == reflect.TypeFor[jobdsl.Pair]() {
			return reflect.ValueOf(jobdsl.Pair{Name: "a", Value: "b"})
		}
		return u.least(t, depth)
	case reflect.Interface:
		if edit := reflect.ValueOf(jobdsl.AppendXML{Elements: []jobdsl.XML{{Name: "a"}}}); edit.Type().Implements(t) {
			return edit
		}
		for _, s := range generatedStructs {
			if s.Implements(t) {
				return u.least(s, depth)
			}
		}
		return reflect.ValueOf(jobdsl.Call{Name: "unknown"}) // an interface without alternatives
	}
	panic("no value for " + t.String())
}
