package yamlread_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"

	"github.com/jenkinscode/jenkinscode/internal/live"
	"github.com/jenkinscode/jenkinscode/internal/yamlread"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

type shape interface{ shape() }

type isShape struct{}

func (isShape) shape() {}

type circle struct {
	isShape `json:"-" jc:"symbol=circle"`
	Radius  *int           `json:"radius,omitzero"`
	Label   string         `json:"label,omitzero"`
	Extra   map[string]any `json:",inline"`
}

type point struct {
	isShape `json:"-" jc:"symbol=point"`
}

type rawShape struct {
	isShape    `json:"-"`
	Symbol     string         `json:"-" jc:"symbol"`
	Attributes map[string]any `json:",inline"`
}

// file is written {"file": …}, whatever slot it stands in.
type file string

func (file) shape() {}

func (f file) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]string{"file": string(f)})
}

func (f *file) UnmarshalJSON(b []byte) error {
	var m map[string]string
	if err := json.Unmarshal(b, &m); err != nil {
		return err
	}
	if len(m) != 1 || m["file"] == "" {
		return errors.New("no file")
	}
	*f = file(m["file"])
	return nil
}

type inner struct {
	Text string `json:"text,omitzero"`
}

type drawing struct {
	Title   string            `json:"title,omitzero"`
	Visible *bool             `json:"visible,omitzero"`
	Count   int               `json:"count,omitzero"`
	Shapes  []shape           `json:"shapes,omitzero"`
	Main    shape             `json:"main,omitzero"`
	Names   map[string]string `json:"names,omitzero"`
	Inner   inner             `json:"inner,omitzero"`
	Extra   map[string]any    `json:",inline" jc:"also=heading"`
}

var alternatives = yamlread.NewAlternatives(circle{}, point{}, rawShape{}, file(""))

func text(s string) string { return strings.ReplaceAll(s, "$X", live.Mark(live.JCasC, "X")) }

func TestUnmarshal(t *testing.T) {
	x := live.Mark(live.JCasC, "X")
	tests := []struct {
		name, in string
		want     drawing
		strict   string // what strict mode finds
	}{
		{"fields", "title: a\nvisible: on\ncount: 3\nnames: {b: 1}\n", drawing{Title: "a", Visible: new(true), Count: 3, Names: map[string]string{"b": "1"}}, ""},
		{"nothing", "", drawing{}, ""},
		{"unknown attribute", "title: a\ntilte: b\n", drawing{Title: "a", Extra: map[string]any{"tilte": "b"}}, "f:2: tilte: unknown field: did you mean title?"},
		{"unknown without a place of its own", "inner: {text: a, more: {b: 1}}\n", drawing{Extra: map[string]any{"inner": map[string]any{"text": "a", "more": map[string]any{"b": int64(1)}}}}, "f:1: inner.more: unknown field"},
		{"alternatives", "shapes:\n- circle: {radius: 2}\n- point\n- point: {}\n- star: {points: 5}\n- dot\n- file: /a\nmain: {circle: {colour: red}}\n", drawing{
			Shapes: []shape{circle{Radius: new(2)}, point{}, point{}, rawShape{Symbol: "star", Attributes: map[string]any{"points": int64(5)}}, rawShape{Symbol: "dot"}, file("/a")},
			Main:   circle{Extra: map[string]any{"colour": "red"}},
		}, "f:8: main.circle.colour: unknown field"},
		{"several keys where one selects", "main: {circle: {}, point: {}}\n", drawing{Extra: map[string]any{"main": map[string]any{"circle": map[string]any{}, "point": map[string]any{}}}}, "f:1: main: invalid value: a map with one key, the name of the alternative, must stand here"},
		{"wrong type", "count: many\n", drawing{Extra: map[string]any{"count": "many"}}, `f:1: count: invalid value "many": it is a scalar, where a number must stand`},
		{"wrong kind", "title: [a]\nshapes: {}\n", drawing{Extra: map[string]any{"title": []any{"a"}, "shapes": map[string]any{}}}, "f:1: title: invalid value: it is a list, where a text must stand"},
		{"reference for a number", "count: $X\nmain: {circle: {radius: $X, label: a$X}}\n", drawing{Main: circle{Label: "a" + x, Extra: map[string]any{"radius": x}}, Extra: map[string]any{"count": x}}, ""},
		{"zero values are kept", "title: ''\ncount: 0\ninner: {}\nshapes: []\nvisible: false\n", drawing{Shapes: []shape{}, Visible: new(false), Extra: map[string]any{"title": "", "count": int64(0), "inner": map[string]any{}}}, ""},
		{"what is text to Jenkins", "a: on\nb: 007\nc: 1.2.3\nd: true\ne: -5\nf: '5'\n", drawing{Extra: map[string]any{"a": "on", "b": "007", "c": "1.2.3", "d": true, "e": int64(-5), "f": "5"}}, "unknown"},
		{"duplicate key", "title: a\ntitle: b\n", drawing{Title: "b"}, "f:2: title: duplicate"},
		{"lost float", "title: 1.10\n", drawing{Title: "1.10"}, `f:1: title: lost "1.10": Jenkins drops a floating-point number: put it in quotes`},
		{"date", "title: 2020-01-01\n", drawing{Title: "2020-01-01"}, "f:1: title: lost \"2020-01-01\": Jenkins refuses a date"},
		{"null", "title: ~\nmain: {circle: }\n", drawing{Main: circle{}}, ""},
		{"null that may be an alternative", "inner: ~\nx: {dot: ~}\ny: {a: ~, b: 1}\n", drawing{Extra: map[string]any{"x": map[string]any{"dot": map[string]any{}}, "y": map[string]any{"b": int64(1)}}}, "unknown"},
		{"other case", "TITLE: a\n", drawing{Extra: map[string]any{"TITLE": "a"}}, ""},
		{"outdated name", "heading: a\n", drawing{Extra: map[string]any{"heading": "a"}}, ""},
		{"reference to a symbol", "main: $X\n", drawing{Main: rawShape{Symbol: x}}, ""},
		{"merge key before", "x-a: &a {title: a, count: 2}\n<<: *a\ntitle: b\n", drawing{Title: "b", Count: 2, Extra: map[string]any{"x-a": map[string]any{"title": "a", "count": int64(2)}}}, "unknown"},
		{"merge key after", "x-a: &a {title: a}\ntitle: b\n<<: [*a]\n", drawing{Title: "a", Extra: map[string]any{"x-a": map[string]any{"title": "a"}}}, "unknown"},
		{"alias", "x-a: &a [circle: {}]\nshapes: *a\n", drawing{Shapes: []shape{circle{}}, Extra: map[string]any{"x-a": []any{map[string]any{"circle": map[string]any{}}}}}, "unknown"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := yamlread.Options{File: "f", Alternatives: alternatives, JCasC: true, Text: text}
			var got drawing
			if err := yamlread.Unmarshal([]byte(tt.in), &got, o); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(circle{}, point{}, rawShape{})); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			o.Strict = true
			err := yamlread.Unmarshal([]byte(tt.in), new(drawing), o)
			if tt.strict == "" {
				if err != nil {
					t.Errorf("strict: %v", err)
				}
			} else if err == nil || !strings.Contains(err.Error(), tt.strict) {
				t.Errorf("strict: got %v, want %s", err, tt.strict)
			}
		})
	}
}

func TestUnmarshalRefuses(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"tab", "a:\n\tb: 1\n", "f:2: invalid value: found character that cannot start any token; the line is indented with a tab, where YAML takes only blanks"},
		{"two documents", "a: 1\n---\nb: 2\n", "f:3: invalid value: a second document"},
		{"a list at the root", "- a\n", "f:1: invalid value: it is a list, where a map must stand"},
		{"a map as key", "{a: 1}: b\n", "a key that is not a scalar"},
		{"null in a list", "x: [~]\n", "f:1: x[0]: invalid value: it is nothing"},
		{"alias in itself", "a: &a [*a]\n", "f:1: a[0]: invalid value: the anchor a contains itself"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := yamlread.Unmarshal([]byte(tt.in), new(drawing), yamlread.Options{File: "f", JCasC: true})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

// Objects of Kubernetes are read like the rest, and back as they were.
func TestUnmarshalKubernetes(t *testing.T) {
	const in = `metadata:
  labels:
    a: b
spec:
  containers:
  - command:
    - sh
    image: alpine:3
    name: c
    ports:
    - containerPort: 80
    resources:
      limits:
        cpu: 500m
        memory: 1Gi
    livenessProbe:
      httpGet:
        path: /
        port: 8080
  nodeSelector: null
`
	var pod struct {
		Template corev1.PodTemplateSpec `json:"template"`
		Extra    map[string]any         `json:",inline"`
	}
	if err := yamlread.Unmarshal([]byte("template:\n  "+strings.ReplaceAll(strings.TrimSpace(in), "\n", "\n  ")), &pod, yamlread.Options{Strict: true}); err != nil {
		t.Fatal(err)
	}
	got, err := yamltext.Marshal(pod.Template, yamltext.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := `metadata:
  labels:
    a: b
spec:
  containers:
  - name: c
    image: alpine:3
    command:
    - sh
    ports:
    - containerPort: 80
    resources:
      limits:
        cpu: 500m
        memory: 1Gi
    livenessProbe:
      httpGet:
        path: /
        port: 8080
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Without the JCasC option scalars have the types that Helm gives them.
func TestUnmarshalHelm(t *testing.T) {
	var got drawing
	in := "a: on\nb: 1.10\nc: 5\nd: '5'\ne: ~\ntitle: 1.10\nvisible: 'true'\ncount: 0x10\n"
	if err := yamlread.Unmarshal([]byte(in), &got, yamlread.Options{}); err != nil {
		t.Fatal(err)
	}
	want := drawing{Count: 16, Extra: map[string]any{"a": true, "b": 1.1, "c": int64(5), "d": "5", "e": nil, "title": 1.1, "visible": "true"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func FuzzUnmarshal(f *testing.F) {
	for _, s := range []string{"a: &a [*a]", "<<: {<<: {a: 1}}", "main: {circle: {radius: 2}}", "title: 1.1\nshapes: [point, {dot: {}}]", "a: !!binary x", "? [a]\n: b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, jcasc := range []bool{false, true} {
			var d drawing
			o := yamlread.Options{Alternatives: alternatives, JCasC: jcasc}
			if err := yamlread.Unmarshal([]byte(s), &d, o); err != nil {
				continue
			}
			// What was read can be written, read again and written as the same.
			b, err := yamltext.Marshal(d, yamltext.Options{JCasC: jcasc})
			if err != nil {
				continue // text that YAML can't hold
			}
			var again drawing
			if err := yamlread.Unmarshal(b, &again, o); err != nil {
				t.Fatalf("%q, written as %q: %v", s, b, err)
			}
			second, err := yamltext.Marshal(again, yamltext.Options{JCasC: jcasc})
			if diff := cmp.Diff(string(b), string(second)); diff != "" || err != nil {
				t.Fatalf("%q: %v (-first +again):\n%s", s, err, diff)
			}
		}
	})
}
