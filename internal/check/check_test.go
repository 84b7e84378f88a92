package check_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/check"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
)

type cloud interface{ isCloud() }

type cloudMark struct{}

func (cloudMark) isCloud() {}

type kubernetes struct {
	cloudMark `json:"-" jc:"symbol=kubernetes"`
	Name      string              `json:"name" jc:"required,decl=cloud"`
	Mode      string              `json:"mode" jc:"enum=NORMAL|EXCLUSIVE"`
	Token     string              `json:"token" jc:"secret"`
	Creds     []string            `json:"credentials" jc:"ref=credential"`
	Templates []template          `json:"templates"`
	Labels    map[string]template `json:"labels"`
	Extra     map[string]any      `json:",inline"`
	Next      *kubernetes         `json:"next"`
}

type raw struct {
	cloudMark `json:"-"`
	Symbol    string `json:"-" jc:"symbol"`
	Any       any    `json:"any"`
}

type template struct {
	CPU string
}

func (t template) Validate() error {
	if t.CPU == "bad" {
		return &fieldpath.Error{Kind: fieldpath.Invalid, Path: "cpu", Value: t.CPU}
	}
	return nil
}

type pointed struct{ N int }

func (p *pointed) Validate() error {
	if p.N < 0 {
		return errors.New("negative")
	}
	return nil
}

type document struct {
	Clouds []cloud `json:"clouds"`
	P      *pointed
	Outer  outer `json:"outer"`
}

// outer holds structs that are walked as if their fields were its own, and such
// that are walked only where something is set in them.
type outer struct {
	Flat struct {
		Mode  string `json:"mode" jc:"enum=A|B"`
		Creds string `json:"creds" jc:"ref=credential"`
		Inlined
	} `json:"flat"`
	Whole struct {
		Name string `json:"name" jc:"required"`
		N    int    `json:"n"`
		Tmpl template
	} `json:"whole"`
}

type Inlined struct {
	Label string         `json:"label" jc:"decl=label"`
	Extra map[string]any `json:",inline"`
}

func TestValue(t *testing.T) {
	loop := &kubernetes{Name: "loop"}
	loop.Next = loop
	tests := []struct {
		name   string
		in     any
		want   string
		reason string
	}{
		{"nil", nil, "", ""},
		{"clean", document{Clouds: []cloud{kubernetes{Name: "a", Mode: "NORMAL", Token: live.Mark(live.JCasC, "T")}}}, "", ""},
		{"all at once", document{Clouds: []cloud{
			kubernetes{Mode: "SOMETIMES", Token: "hunter2", Templates: []template{{}, {CPU: "bad"}}},
			&kubernetes{Name: "b", Labels: map[string]template{"x": {CPU: "bad"}}},
			raw{Symbol: "ec2", Any: []any{template{CPU: "bad"}}},
		}}, `clouds[0].kubernetes.mode: unsupported value "SOMETIMES" (allowed: NORMAL, EXCLUSIVE)
clouds[0].kubernetes.name: required: it must be set
clouds[0].kubernetes.templates[1].cpu: invalid value "bad"
clouds[0].kubernetes.token: literal secret: spell a reference to where the secret is kept
clouds[1].kubernetes.labels[x].cpu: invalid value "bad"
clouds[2].ec2.any[0].cpu: invalid value "bad"`, "a symbol is part of the path where the slot is an interface"},
		{"pointer receiver", document{P: &pointed{-1}}, "p: invalid value: negative", ""},
		{"inline", kubernetes{Name: "a", Extra: map[string]any{"x": template{CPU: "bad"}}}, `x.cpu: invalid value "bad"`, ""},
		{"empty key", kubernetes{Name: "a", Extra: map[string]any{"x": []any{0, map[string]any{"": template{CPU: "bad"}}}}}, `x[1][0].cpu: invalid value "bad"`, "it shows as an index"},
		{"nested", func() (d document) {
			d.Outer.Flat.Mode = "C"
			d.Outer.Flat.Extra = map[string]any{"x": []any{template{CPU: "bad"}}}
			d.Outer.Whole.Tmpl.CPU = "bad"
			return d
		}(), `outer.flat.mode: unsupported value "C" (allowed: A, B)
outer.flat.x[0].cpu: invalid value "bad"
outer.whole.name: required: it must be set
outer.whole.tmpl.cpu: invalid value "bad"`, "a struct with a required field is checked where something else in it is set"},
		{"cycle", loop, "too large", "a value that contains itself ends the walk"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if err := check.Value(tt.in).Err(); err != nil {
				got = err.Error()
			}
			if tt.name == "cycle" {
				if !strings.Contains(got, tt.want) {
					t.Errorf("got %q", got)
				}
				return
			}
			if got != tt.want {
				t.Errorf("%s\ngot:\n%s\nwant:\n%s", tt.reason, got, tt.want)
			}
		})
	}
}

func TestRefs(t *testing.T) {
	var got []string
	check.Names(document{Clouds: []cloud{kubernetes{Creds: []string{"git", "", "nexus"}}}},
		func(kind string, at check.Place, value string) {
			got = append(got, fmt.Sprint(kind, " ", at(), " ", value))
		}, nil)
	want := "credential clouds[0].kubernetes.credentials[0] git; credential clouds[0].kubernetes.credentials[2] nexus"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("got %s", s)
	}
}

func TestDecls(t *testing.T) {
	var got []string
	d := document{Clouds: []cloud{&kubernetes{Name: "a", Next: &kubernetes{Name: "b"}}}}
	d.Outer.Flat.Label = "c"
	check.Names(d, nil,
		func(kind string, at check.Place, value string) {
			got = append(got, fmt.Sprint(kind, " ", at(), " ", value))
		})
	want := "cloud clouds[0].kubernetes.name a; cloud clouds[0].kubernetes.next.name b; label outer.flat.label c"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("got %s", s)
	}
}

func TestStrings(t *testing.T) {
	var got []string
	check.Strings(document{Clouds: []cloud{raw{Symbol: "ec2", Any: map[string]any{"a": []string{"x"}}}, kubernetes{Name: "n", Templates: []template{{CPU: "1"}}}}},
		func(at check.Place, s string) { got = append(got, at().String()+"="+s) })
	want := "clouds[0].ec2.any[a][0]=x; clouds[1].kubernetes.name=n; clouds[1].kubernetes.templates[0].cPU=1"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("got %s", s)
	}
}

func large() *document {
	doc := &document{}
	for range 20 {
		doc.Clouds = append(doc.Clouds, kubernetes{Name: "a", Templates: make([]template, 50), Extra: map[string]any{"a": 1, "b": "c"}})
	}
	return doc
}

// Nothing is to be allocated here.
func BenchmarkWalk(b *testing.B) {
	doc := large()
	n := 0
	found := func(string, check.Place, string) { n++ }
	text := func(check.Place, string) { n++ }
	for name, walk := range map[string]func(){
		"Value":   func() { check.Value(doc) },
		"Names":   func() { check.Names(doc, found, found) },
		"Strings": func() { check.Strings(doc, text) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				walk()
			}
		})
	}
}
