// Package yamlread reads YAML into the structs that package yamltext writes.
//
// It is driven by the same struct tags: names come from json, an inline map
// named Extra takes the attributes that no field stands for, and where the field
// is of an interface type, a map with one key, or a scalar, selects one of the
// alternatives that the caller lists by its symbol.
//
// Nothing is lost on the way: a value that the field of its name can't hold, a
// reference in the place of a number for instance, goes to the Extra map of the
// innermost struct that has one. What nothing can hold is an error.
package yamlread

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Documents parses a file with any number of documents; empty ones are left
// out. The name of the file stands in errors.
func Documents(data []byte, file string) ([]*yaml.Node, error) {
	var docs []*yaml.Node
	for d := yaml.NewDecoder(bytes.NewReader(data)); ; {
		var n yaml.Node
		switch err := d.Decode(&n); {
		case errors.Is(err, io.EOF):
			return docs, nil
		case err != nil:
			return nil, syntaxError(err, data, file)
		}
		if n.Kind == yaml.DocumentNode && len(n.Content) == 1 && !isNull(n.Content[0]) {
			docs = append(docs, n.Content[0])
		}
	}
}

var lineOf = regexp.MustCompile(`^(?:yaml: )?(?:line \d+: )?`)

func syntaxError(err error, data []byte, file string) error {
	e := &fieldpath.Error{Kind: fieldpath.Invalid, Detail: lineOf.ReplaceAllString(err.Error(), "")}
	lines := bytes.SplitAfter(data, []byte("\n"))
	n := badLine(lines)
	e.Pos = position(file, strconv.Itoa(n))
	if bytes.HasPrefix(bytes.TrimLeft(lines[n-1], " "), []byte("\t")) {
		e.Detail += "; the line is indented with a tab, where YAML takes only blanks"
	}
	return e
}

// badLine returns the number of the line without which what stands before it is
// YAML. (The parser's own number is often that of the map or list around it.)
func badLine(lines [][]byte) int {
	bad := func(n int) bool {
		for d := yaml.NewDecoder(bytes.NewReader(bytes.Join(lines[:n], nil))); ; {
			if err := d.Decode(new(yaml.Node)); err != nil {
				return !errors.Is(err, io.EOF)
			}
		}
	}
	far := max(4, min(40, 20_000/len(lines))) // how long a quoted text or a list may be
	good, first := 0, len(lines)
	for {
		for first-good > 1 {
			if middle := (good + first) / 2; bad(middle) {
				first = middle
			} else {
				good = middle
			}
		}
		// A line that only begins a quoted text or a [ is none: it is well again
		// once that has ended.
		more := first + 1
		for more < min(first+far, len(lines)) && bad(more) {
			more++
		}
		if more >= min(first+far, len(lines)) {
			return first
		}
		good, first = more, len(lines)
	}
}

func position(file, line string) string {
	if file == "" {
		return "line " + line
	}
	return file + ":" + line
}

// Position returns where the key of that name stands in the map n.
func Position(n *yaml.Node, file, key string) string {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			n = n.Content[i]
			break
		}
	}
	return position(file, strconv.Itoa(n.Line))
}

func isNull(n *yaml.Node) bool {
	return n.Kind == 0 || n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null"
}
