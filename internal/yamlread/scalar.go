package yamlread

import (
	"bytes"
	"encoding/json"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
	sigs "sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
)

// scalar reads n into a string, a boolean or a number.
func (d *decoder) scalar(path *fieldpath.Path, n *yaml.Node, v reflect.Value) bool {
	want := "a number"
	switch v.Kind() {
	case reflect.String:
		want = "a text"
	case reflect.Bool:
		want = "true or false"
	}
	if n.Kind != yaml.ScalarNode {
		return d.wrong(path, n, want)
	}
	if !d.JCasC {
		if d.typed(path, n, v) {
			return true
		}
		return d.wrong(path, n, want)
	}
	text := d.text(n.Value)
	if v.Kind() == reflect.String {
		d.jcasc(path, n)
		v.SetString(text)
		return true
	}
	if live.Has(text) {
		return false // a reference; the value is not ours to judge
	}
	if setText(v, text) {
		return true
	}
	return d.wrong(path, n, want)
}

// setText sets v, which is not a string, to what text says.
func setText(v reflect.Value, text string) bool {
	switch v.Kind() {
	case reflect.Bool:
		switch strings.ToLower(text) {
		case "true", "yes", "on":
			v.SetBool(true)
			return true
		case "false", "no", "off":
			v.SetBool(false)
			return true
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if i, err := strconv.ParseInt(text, 10, v.Type().Bits()); err == nil {
			v.SetInt(i)
			return true
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		if i, err := strconv.ParseUint(text, 10, v.Type().Bits()); err == nil {
			v.SetUint(i)
			return true
		}
	case reflect.Float32, reflect.Float64:
		if f, err := strconv.ParseFloat(text, v.Type().Bits()); err == nil {
			v.SetFloat(f)
			return true
		}
	}
	return false
}

// typed sets v to a scalar whose type is that of v.
func (d *decoder) typed(path *fieldpath.Path, n *yaml.Node, v reflect.Value) bool {
	switch value := d.plain(path, n).(type) {
	case string:
		if v.Kind() == reflect.String {
			v.SetString(d.text(value))
			return true
		}
	case bool:
		if v.Kind() == reflect.Bool {
			v.SetBool(value)
			return true
		}
	case int64:
		if v.Kind() != reflect.Bool && v.Kind() != reflect.String {
			return setText(v, strconv.FormatInt(value, 10))
		}
	case float64:
		if v.CanFloat() {
			v.SetFloat(value)
			return true
		}
	}
	return false
}

// plain returns what a scalar is where any value may stand. A string has not
// been through Text.
func (d *decoder) plain(path *fieldpath.Path, n *yaml.Node) any {
	switch {
	case d.JCasC:
		d.jcasc(path, n)
		switch {
		case quoted(n):
		case n.Value == "true", n.Value == "false":
			return n.Value == "true"
		case integer.MatchString(n.Value):
			if i, err := strconv.ParseInt(n.Value, 10, 64); err == nil {
				return i
			}
		}
		return n.Value
	case quoted(n):
		return n.Value
	}
	// What Kubernetes and Helm make of it.
	b, err := sigs.YAMLToJSON([]byte(n.Value))
	if err != nil {
		return n.Value
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return n.Value
	}
	switch v := v.(type) {
	case json.Number:
		if i, err := v.Int64(); err == nil {
			return i
		}
		if f, err := v.Float64(); err == nil {
			return f
		}
		return n.Value
	case map[string]any, []any:
		return n.Value
	}
	return v
}

// quoted reports whether a scalar is a string by its form.
func quoted(n *yaml.Node) bool {
	return n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 ||
		n.Style&yaml.TaggedStyle != 0 && n.ShortTag() == "!!str"
}

// What SnakeYAML takes a plain scalar for.
var (
	integer   = regexp.MustCompile(`^(0|-?[1-9][0-9]*)$`)
	float     = regexp.MustCompile(`^([-+]?[0-9][0-9_]*\.[0-9_]*([eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[-+]?\.[0-9_]+([eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$`)
	timestamp = regexp.MustCompile(`^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]*)?([ \t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?)$`)
)

// jcasc reports a scalar that the plugin's model of YAML loses or refuses.
func (d *decoder) jcasc(path *fieldpath.Path, n *yaml.Node) {
	switch {
	case n.Style&yaml.TaggedStyle != 0:
		switch n.ShortTag() {
		case "!!str", "!!int", "!!bool":
			return
		}
		d.addKept(fieldpath.Lost, path, n, n.Value, "Jenkins refuses the tag "+n.Tag)
	case quoted(n):
	case float.MatchString(n.Value):
		d.addKept(fieldpath.Lost, path, n, n.Value, "Jenkins drops a floating-point number: put it in quotes")
	case timestamp.MatchString(n.Value):
		d.addKept(fieldpath.Lost, path, n, n.Value, "Jenkins refuses a date: put it in quotes")
	}
}
