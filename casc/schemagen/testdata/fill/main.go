// Command fill writes documents in which every field of the generated package is
// set, and one for each alternative, at the place that the file places.json says.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"

	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/casc"

	"example.com/fill/plugins"
)

var alternatives = plugins.Alternatives()

// filler fills a value; turn chooses among the alternatives.
type filler struct {
	turn int
}

func (f *filler) fill(v reflect.Value, tag string, depth int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("text")
		for option := range strings.SplitSeq(tag, ",") {
			if values, ok := strings.CutPrefix(option, "enum="); ok {
				first, _, _ := strings.Cut(values, "|")
				v.SetString(first)
			}
		}
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(7)
	case reflect.Float64:
		v.SetFloat(0.5)
	case reflect.Pointer:
		if depth > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			f.fill(v.Elem(), tag, depth-1)
		}
	case reflect.Slice:
		if depth > 0 && (v.Type().Elem().Kind() != reflect.Interface || v.Type().Elem().NumMethod() > 0) {
			one := reflect.New(v.Type().Elem()).Elem()
			f.fill(one, tag, depth-1)
			if one.Kind() != reflect.Interface || !one.IsNil() {
				v.Set(reflect.Append(v, one))
			}
		}
	case reflect.Struct:
		if v.Type().PkgPath() != "example.com/fill/plugins" {
			return // one of the library's, for what the schema does not describe
		}
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "" && name != "-" && depth > 0 {
				f.fill(v.Field(i), field.Tag.Get("jc"), depth-1)
			}
		}
	case reflect.Interface:
		var fit []any
		for _, a := range alternatives {
			if v.NumMethod() > 0 && reflect.TypeOf(a).Implements(v.Type()) {
				fit = append(fit, a)
			}
		}
		if len(fit) > 0 {
			one := reflect.New(reflect.TypeOf(fit[f.turn%len(fit)])).Elem()
			f.fill(one, "", depth-1)
			v.Set(one)
		}
	}
}

// same reports whether two texts mean the same: package casc may have attributes
// in another order.
func same(a, b []byte) bool {
	var x, y any
	err := errors.Join(yaml.Unmarshal(a, &x), yaml.Unmarshal(b, &y))
	return err == nil && reflect.DeepEqual(x, y)
}

func main() {
	out := json.NewEncoder(os.Stdout)
	write := func(doc plugins.Document) {
		text, err := doc.MarshalText()
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		_ = out.Encode(string(text))
		read, err := casc.Parse(text, casc.ParseOptions{Alternatives: alternatives})
		again, err2 := read.MarshalText()
		if err := errors.Join(err, err2); err != nil || !same(text, again) {
			fmt.Fprintf(os.Stderr, "%v: read back, this\n%s\nis this\n%s\n", err, text, again)
			os.Exit(1)
		}
	}
	for turn := range 20 {
		f := &filler{turn: turn}
		var doc plugins.Document
		f.fill(reflect.ValueOf(&doc).Elem(), "", 12)
		write(doc)
	}
	var places map[string][]string
	b, err := os.ReadFile("places.json")
	if err == nil {
		err = json.Unmarshal(b, &places)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for turn, a := range alternatives {
		one := reflect.New(reflect.TypeOf(a)).Elem()
		f := &filler{turn: turn}
		f.fill(one, "", 12)
		place := places[one.Type().Name()]
		write(plugins.Document{Extra: map[string]any{place[0]: map[string]any{place[1]: one.Interface()}}})
	}
}
