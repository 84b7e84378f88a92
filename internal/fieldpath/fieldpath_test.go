package fieldpath_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

func TestPathString(t *testing.T) {
	var root *fieldpath.Path
	tests := []struct {
		path *fieldpath.Path
		want string
	}{
		{root, ""},
		{root.Index(2), "[2]"},
		{root.Child("controllers").Key("hoge").Child("casc").Child("clouds").Index(0).Child("name"), "controllers[hoge].casc.clouds[0].name"},
		{root.Child("data").Key("a.b/c"), "data[a.b/c]"},
		{root.Child("data").Key(""), "data[]"},
	}
	for _, tt := range tests {
		if got := tt.path.String(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestListErr(t *testing.T) {
	var l fieldpath.List
	if err := l.Err(); err != nil {
		t.Fatalf("empty list: %v", err)
	}
	var root *fieldpath.Path
	l.Add(fieldpath.NotOneOf, root.Child("b"), "SOMETIMES", "", "NORMAL", "EXCLUSIVE")
	l.Add(fieldpath.Required, root.Child("a"), nil, "a name is needed")
	l.Add(fieldpath.Required, root.Child("a"), nil, "a name is needed")
	l.Add(fieldpath.Secret, root.Child("c"), "hunter2", "spell a reference")
	want := "a: required: a name is needed\n" +
		"b: unsupported value \"SOMETIMES\" (allowed: NORMAL, EXCLUSIVE)\n" +
		"c: literal secret: spell a reference"
	if got := l.Err().Error(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestAppendKeepsRoot(t *testing.T) {
	var inner fieldpath.List
	inner.Add(fieldpath.Invalid, (*fieldpath.Path)(nil).Index(3).Child("cpu"), "1x", "not a quantity")
	inner.Add(fieldpath.Invalid, nil, nil, "as a whole")
	var outer fieldpath.List
	at := (*fieldpath.Path)(nil).Child("templates")
	outer.Append(at, fmt.Errorf("wrapped: %w", inner.Err()))
	outer.Append(at.Key("x"), fs.ErrNotExist)
	outer.Append(at, nil)
	var got []string
	for _, e := range fieldpath.Errors(outer.Err()) {
		got = append(got, e.Path)
	}
	if s := strings.Join(got, " "); s != "templates templates[3].cpu templates[x]" {
		t.Errorf("paths: %s", s)
	}
	if _, ok := errors.AsType[*fieldpath.Error](outer.Err()); !ok {
		t.Error("errors.AsType finds no *Error")
	}
}

func TestErrorShortensLongValues(t *testing.T) {
	e := &fieldpath.Error{Kind: fieldpath.Invalid, Value: strings.Repeat("é", 5000)}
	if n := len(e.Error()); n > 300 {
		t.Errorf("message of %d bytes", n)
	}
}
