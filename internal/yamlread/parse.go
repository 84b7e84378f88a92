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
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

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

var lineOf = regexp.MustCompile(`^(?:yaml: )?line (\d+): `)

func syntaxError(err error, data []byte, file string) error {
	e := &fieldpath.Error{Kind: fieldpath.Invalid, Pos: file, Detail: strings.TrimPrefix(err.Error(), "yaml: ")}
	m := lineOf.FindStringSubmatch(err.Error())
	if m == nil {
		return e
	}
	e.Detail = err.Error()[len(m[0]):]
	e.Pos = position(file, m[1])
	// The parser's line is that of the token it gave up at, one off at times.
	n, _ := strconv.Atoi(m[1])
	lines := bytes.Split(data, []byte("\n"))
	for i := max(0, n-2); i < min(n+1, len(lines)); i++ {
		if bytes.HasPrefix(bytes.TrimLeft(lines[i], " "), []byte("\t")) {
			e.Detail += fmt.Sprintf("; line %d is indented with a tab, where YAML takes only blanks", i+1)
			break
		}
	}
	return e
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
