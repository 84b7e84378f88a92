package yamltext_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/jenkinscode/jenkinscode/internal/live"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

// writable reports whether YAML text can hold s.
func writable(s string) bool {
	return utf8.ValidString(s) && !live.Has(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' && r != '\r' || r >= 0x7F && r < 0xA0 && r != 0x85
	})
}

func FuzzString(f *testing.F) {
	for _, s := range []string{"", "a", "1.10", "on", "\n a", "a\u2028\nb", "<<", "a\x00", "\xff", "2020-01-01 1:2:3", "0_x1", "x: y", "\ta\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !writable(s) {
			if b, err := yamltext.Marshal(s, yamltext.Options{}); err == nil {
				t.Fatalf("no error for %q, but\n%s", s, b)
			}
			return
		}
		v, want := places(t, []string{s})
		b, err := yamltext.Marshal(v, yamltext.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for name, read := range readers {
			if got, err := read(b); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s reads %q as something else: %v\n%s", name, s, err, b)
			}
		}
	})
}

func FuzzJSON(f *testing.F) {
	for _, s := range []string{`{"b":[1.10,{},[]],"a":"x\u003c","z":null}`, `"\ud800"`, ` [ 1 , true , -0.5e-3 ] `, `{"a":{"a":"\n"},"a":1}`, `1e400`, `{"":""}`, `99999999999999999999`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := yamltext.Marshal(json.RawMessage(data), yamltext.Options{})
		if !json.Valid(data) {
			if err == nil {
				t.Fatalf("no error for %q, but\n%s", data, b)
			}
			return
		}
		if err != nil {
			if !unwritable(data) {
				t.Fatalf("%q: %v", data, err)
			}
			return
		}
		var want any
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		for name, read := range readers {
			got, err := read(b)
			if err != nil {
				t.Fatalf("%s: %v\n%s", name, err, b)
			}
			if diff := cmp.Diff(want, numbers(got)); diff != "" {
				t.Errorf("%s reads %s as something else (-want +got):\n%s\n%s", name, data, diff, b)
			}
		}
	})
}

// unwritable reports whether valid JSON holds what YAML cannot: strings with
// control characters, a key twice, numbers beyond a float, too many levels.
func unwritable(data []byte) bool {
	type object struct {
		keys map[string]bool
		key  bool // a key is next
	}
	var open []*object
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return false
		} else if err != nil {
			return true
		}
		var in *object
		if len(open) > 0 {
			in = open[len(open)-1]
		}
		if len(open) > 900 {
			return true
		}
		switch token := token.(type) {
		case json.Delim:
			switch token {
			case '{':
				open = append(open, &object{keys: map[string]bool{}, key: true})
			case '[':
				open = append(open, &object{})
			default:
				open = open[:len(open)-1]
				if len(open) > 0 {
					in = open[len(open)-1]
					in.key = in.keys != nil
				}
			}
			continue
		case json.Number:
			if f, err := token.Float64(); err != nil || math.IsInf(f, 0) {
				return true
			}
		case string:
			if !writable(token) {
				return true
			}
			if in != nil && in.key {
				if in.keys[token] {
					return true
				}
				in.keys[token] = true
				in.key = false
				continue
			}
		}
		if in != nil {
			in.key = in.keys != nil
		}
	}
}

func FuzzValue(f *testing.F) {
	for i := range uint16(40) {
		f.Add(uint64(i), uint64(i*7), i*9)
	}
	f.Fuzz(func(t *testing.T, seed1, seed2 uint64, which uint16) {
		types := append(append([]reflect.Type{}, kubernetesTypes...), exportedTypes...)
		p := reflect.New(types[int(which)%len(types)])
		newFiller(seed1, seed2).fill(p.Elem(), 6)
		checkValue(t, p)
	})
}
