package jobdsl_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/facts"
	"github.com/jenkinscode/jenkinscode/jobdsl"
)

// refused are the fields that the engine does not take alone, with what it says.
var refused = map[string]string{}

// needs are fields that must be set beside another, or in any case, where the
// tags can't say it; a nil must not be set.
var needs = map[string]map[string]any{
	"IvyJob.Using":                   {"Using": "hudson.ivy.IvyModuleSet"},
	"JoinTrigger.Publishers":         {"Publishers": []jobdsl.Publisher{jobdsl.DownstreamParameterizedPublisher{}}},
	"MatrixJob.Using":                {"Using": "matrix-project"},
	"MavenJob.Using":                 {"Using": "maven2-moduleset"},
	"MultiJob.Using":                 {"Using": "com.tikal.jenkins.plugins.multijob.MultiJobProject"},
	"Permission":                     {"User": "a"},
	"PipelineJob.Using":              {"Using": "flow-definition"},
	"SystemGroovyCommand.Classpaths": {"Classpaths": []string{"file:/a"}},
}

// TestEngineTakesEveryField sets each field of each struct alone, with what the
// struct requires, in the smallest script that can hold it, and has the plugin's
// own engine run that script; so too the struct without any field more.
func TestEngineTakesEveryField(t *testing.T) {
	engineClasspath(t)
	u := newUniverse()
	scripts, fields := map[string]string{}, 0
	write := func(name string, v reflect.Value, item string) {
		script, err := u.script(v, item)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		text, err := script.AppendText(nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		scripts[name] = string(text)
	}
	for _, typ := range u.structs {
		write(typ.Name(), u.least(typ), "")
		for i := range typ.NumField() {
			if f := typ.Field(i); settable(f) {
				write(typ.Name()+"."+f.Name, u.alone(typ, i), strings.Split(option(f, "only"), "|")[0])
				fields++
			}
		}
	}
	results := runEngine(t, scripts, describables(t))
	taken := 0
	for _, name := range slices.Sorted(maps.Keys(results)) {
		r, why := results[name], refused[name]
		switch {
		case r.Error == "" && why == "":
			if strings.Contains(name, ".") {
				taken++
			}
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
	t.Logf("the engine takes %d of %d fields of %d structs; %d exceptions", taken, fields, len(u.structs), len(refused))
}

// TestEveryFieldIsWritten sets each field of each struct beside what the struct
// requires, and takes it away again: the encoder must see the difference.
func TestEveryFieldIsWritten(t *testing.T) {
	u := newUniverse()
	write := func(v reflect.Value, item string) string {
		script, err := u.script(v, item)
		if err != nil {
			t.Fatal(err)
		}
		text, err := script.MarshalText()
		return fmt.Sprintf("%s%v", text, err)
	}
	for _, typ := range u.structs {
		for i := range typ.NumField() {
			f := typ.Field(i)
			if !settable(f) {
				continue
			}
			item, _, _ := strings.Cut(option(f, "only"), "|")
			v := u.alone(typ, i)
			if v.Field(i).IsZero() {
				continue // a struct that requires nothing
			}
			with := write(v, item)
			v.Field(i).SetZero()
			if without := write(v, item); with == without {
				t.Errorf("%s.%s is not written:\n%s", typ.Name(), f.Name, with)
			}
		}
	}
}

// describables returns the tables of what the dynamic DSL knows.
func describables(t *testing.T) []json.RawMessage {
	t.Helper()
	var all []json.RawMessage
	for _, name := range []string{"jenkins-describables.json", "jobdsl-describables.json"} {
		raw, err := facts.Tables.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var more []json.RawMessage
		if err := json.Unmarshal(raw, &more); err != nil {
			t.Fatal(err)
		}
		all = append(all, more...)
	}
	return all
}

// settable reports whether a field is one of the table: no marker, and not the
// raw calls.
func settable(f reflect.StructField) bool { return !f.Anonymous && f.Name != "_" && f.Name != "Extra" }

// universe knows, for each type, what can hold it.
type universe struct {
	structs []reflect.Type
	holders map[reflect.Type]holder // of the types that don't stand at the top
}

// holder is a field that can hold a type.
type holder struct {
	typ   reflect.Type
	field int
}

var (
	itemType = reflect.TypeFor[jobdsl.Item]()
	callType = reflect.TypeFor[jobdsl.Call]()
)

// newUniverse goes through the types from the items down, breadth first, so that
// each type gets the nearest holder.
func newUniverse() *universe {
	u := &universe{holders: map[reflect.Type]holder{}, structs: append([]reflect.Type{
		reflect.TypeFor[jobdsl.Queue](), reflect.TypeFor[jobdsl.UserContent](), reflect.TypeFor[jobdsl.ConfigFiles](),
		reflect.TypeFor[jobdsl.Thresholds](), reflect.TypeFor[jobdsl.Threshold](),
	}, generatedStructs...)}
	seen := map[reflect.Type]bool{callType: true}
	var queue []reflect.Type
	for _, t := range u.structs {
		if t.Implements(itemType) {
			queue = append(queue, t)
			seen[t] = true
		}
	}
	for len(queue) > 0 {
		t := queue[0]
		queue = queue[1:]
		for i := range t.NumField() {
			if !settable(t.Field(i)) {
				continue
			}
			for _, held := range heldBy(t.Field(i).Type) {
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

// script puts v into the smallest script that can hold it, one of the item that
// is called item if any.
func (u *universe) script(v reflect.Value, item string) (jobdsl.Script, error) {
	for !v.Type().Implements(itemType) {
		h, ok := u.holders[v.Type()]
		if !ok {
			return nil, fmt.Errorf("nothing holds %s", v.Type())
		}
		outer := u.least(h.typ)
		field := outer.Field(h.field)
		if item == "matrixJob" && h.typ == reflect.TypeFor[jobdsl.FreeStyleJob]() {
			outer = u.least(reflect.TypeFor[jobdsl.MatrixJob]())
			field = outer.FieldByName(h.typ.Field(h.field).Name)
		}
		field.Set(wrap(field.Type(), v))
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

// alone returns a struct with the field i set and what the struct requires.
func (u *universe) alone(t reflect.Type, i int) reflect.Value {
	v := u.least(t)
	f := t.Field(i)
	v.Field(i).Set(u.plausible(f.Type, f))
	for _, group := range groups(t) {
		if group.required || !slices.Contains(group.fields, i) {
			continue
		}
		for _, j := range group.fields {
			if j != i {
				v.Field(j).SetZero()
			}
		}
	}
	for name, value := range needs[t.Name()+"."+f.Name] {
		n := v.FieldByName(name)
		if value == nil {
			n.SetZero()
		} else {
			n.Set(reflect.ValueOf(value))
		}
	}
	return v
}

// least returns a struct with what it requires and nothing else.
func (u *universe) least(t reflect.Type) reflect.Value {
	v := reflect.New(t).Elem()
	for i := range t.NumField() {
		f := t.Field(i)
		if settable(f) && (required(f) || f.Type.Kind() == reflect.Struct && strings.HasSuffix(f.Tag.Get("dsl"), ",always")) {
			v.Field(i).Set(u.plausible(f.Type, f))
		}
	}
	for _, group := range groups(t) {
		if group.required && !slices.ContainsFunc(group.fields, func(i int) bool { return !v.Field(i).IsZero() }) {
			f := t.Field(group.fields[0])
			v.Field(group.fields[0]).Set(u.plausible(f.Type, f))
		}
	}
	for name, value := range needs[t.Name()] {
		v.FieldByName(name).Set(reflect.ValueOf(value))
	}
	return v
}

// group is a number of fields of which one must, or only one may, be set.
type group struct {
	fields   []int
	required bool
}

func groups(t reflect.Type) []group {
	var out []group
	f, _ := t.FieldByName("_")
	for opt := range strings.SplitSeq(f.Tag.Get("jc"), ",") {
		key, value, _ := strings.Cut(opt, "=")
		g := group{required: key == "any"}
		for i := range t.NumField() {
			call, _, _ := strings.Cut(t.Field(i).Tag.Get("dsl"), ",")
			if slices.Contains(strings.Split(value, "|"), call) {
				g.fields = append(g.fields, i)
			}
		}
		if g.fields != nil {
			out = append(out, g)
		}
	}
	return out
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
func (u *universe) plausible(t reflect.Type, f reflect.StructField) reflect.Value {
	if c, ok := generatedConstants[t]; ok {
		return reflect.ValueOf(c).Convert(t)
	}
	switch t.Kind() {
	case reflect.String:
		s := "a"
		if f.Name == "Permission" || f.Name == "Permissions" {
			s = "hudson.model.Item.Build"
		}
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
		p.Elem().Set(u.plausible(t.Elem(), f))
		return p
	case reflect.Slice:
		return reflect.Append(reflect.MakeSlice(t, 0, 1), u.plausible(t.Elem(), f))
	case reflect.Map:
		m := reflect.MakeMap(t)
		m.SetMapIndex(reflect.ValueOf("a").Convert(t.Key()), u.plausible(t.Elem(), f))
		return m
	case reflect.Struct:
		if t == reflect.TypeFor[jobdsl.Pair]() {
			return reflect.ValueOf(jobdsl.Pair{Name: "a", Value: "b"})
		}
		return u.least(t)
	case reflect.Interface:
		if edit := reflect.ValueOf(jobdsl.AppendXML{Elements: []jobdsl.XML{{Name: "a"}}}); edit.Type().Implements(t) {
			return edit
		}
		for _, s := range generatedStructs {
			if s.Implements(t) {
				return u.least(s)
			}
		}
		return reflect.ValueOf(jobdsl.Call{Name: "unknown"}) // only plugins give it alternatives
	}
	panic("no value for " + t.String())
}
