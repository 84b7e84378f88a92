package casc

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/yamlread"
)

// Resolver puts values in the place of references as Jenkins does, so that a
// document can be looked at the way Jenkins is going to see it. The zero
// Resolver knows no variable, no file and no system property.
type Resolver struct {
	// Variable returns the value of a variable, and false for one that no
	// secret source knows.
	Variable func(name string) (value string, ok bool)
	// File returns the content of a file on the controller.
	File func(path string) ([]byte, error)
	// SystemProperty returns a system property of the controller's JVM, and
	// false for one that is not set.
	SystemProperty func(name string) (value string, ok bool)
	// Strict makes a variable without value and default an error, as the system
	// property casc.strict.secret.resolution does. Otherwise it is empty.
	Strict bool
}

// Text returns what Jenkins makes of s. The result is literal: no part of it is
// a reference any more.
func (r Resolver) Text(s string) (string, error) {
	text, err := EscapeText(s)
	if err != nil {
		return "", err
	}
	return r.resolve(text)
}

// Document returns d as Jenkins sees it once references have their values: a
// preview, whose strings are all literal. A reference that stood in the place of a
// number or a boolean becomes one. Structs of your own come back as [Raw]. The
// error has a finding for each text that Jenkins could not resolve.
func (r Resolver) Document(d Document) (Document, error) {
	text, err := d.MarshalText()
	if err != nil {
		return Document{}, err
	}
	nodes, err := yamlread.Documents(text, "")
	if err != nil || len(nodes) == 0 {
		return Document{}, err
	}
	var list fieldpath.List
	r.tree(&list, nil, nodes[0])
	if err := list.Err(); err != nil {
		return Document{}, err
	}
	var out Document
	return out, yamlread.Decode(nodes[0], (*document)(&out), yamlread.Options{Alternatives: alternatives(), JCasC: true})
}

// tree resolves the texts of a YAML tree. Keys are never resolved.
func (r Resolver) tree(list *fieldpath.List, path *fieldpath.Path, n *yaml.Node) {
	switch n.Kind {
	case yaml.ScalarNode:
		text, err := r.resolve(n.Value)
		if err != nil {
			list.Append(path, err)
			return
		}
		if text != n.Value {
			n.Value, n.Style, n.Tag = text, yaml.DoubleQuotedStyle, "!!str"
		}
	case yaml.SequenceNode:
		for i, item := range n.Content {
			r.tree(list, path.Index(i), item)
		}
	case yaml.MappingNode:
		for i := 0; i < len(n.Content); i += 2 {
			r.tree(list, path.Child(n.Content[i].Value), n.Content[i+1])
		}
	}
}

// resolve follows the engine: commons-text's StringSubstitutor, run twice. The
// second pass finds the references that the first one could not resolve, and
// takes the escapes away.
func (r Resolver) resolve(text string) (string, error) {
	if !strings.Contains(text, "${") {
		return text, nil
	}
	text, err := r.substitute(text, nil, 0)
	if err != nil {
		return "", err
	}
	return r.finish(text)
}

// deepest bounds how deep references nest; the engine's own stack ends too.
const deepest = 200

// substitute is the first pass. The names in stack are being resolved.
func (r Resolver) substitute(text string, stack []string, depth int) (string, error) {
	if depth > deepest {
		return "", errors.New("the references nest without end")
	}
	var out []byte
	for {
		i := strings.Index(text, "${")
		if i < 0 {
			return string(append(out, text...)), nil
		}
		before := len(out) + i - 1
		out = append(out, text[:i]...)
		if before >= 0 && out[before] == '^' {
			out = append(out, '$')
			text = text[i+1:]
			continue
		}
		end := closing(text, i+2)
		if end < 0 {
			return string(append(out, text[i:]...)), nil
		}
		expr, err := r.substitute(text[i+2:end], nil, depth+1)
		if err != nil {
			return "", err
		}
		name, fallback, hasFallback := strings.Cut(expr, ":-")
		if slices.Contains(stack, name) {
			return "", fmt.Errorf("the variable %s refers to itself", name)
		}
		value, ok, err := r.lookup(name)
		switch {
		case err != nil:
			return "", err
		case ok, hasFallback:
			if !ok {
				value = fallback
			}
			if value, err = r.substitute(value, append(slices.Clip(stack), name), depth+1); err != nil {
				return "", err
			}
			out = append(out, value...)
		default:
			out = append(out, text[i:end+1]...)
		}
		text = text[end+1:]
	}
}

// lookup resolves one name, the prefix of a lookup included.
func (r Resolver) lookup(name string) (string, bool, error) {
	if prefix, arg, ok := strings.Cut(name, ":"); ok {
		switch strings.ToLower(prefix) {
		case "base64":
			return base64.StdEncoding.EncodeToString([]byte(arg)), true, nil
		case "decodebase64":
			encoding := base64.RawStdEncoding // padding may be left out
			if strings.Contains(arg, "=") {
				encoding = base64.StdEncoding
			}
			b, err := encoding.DecodeString(arg)
			if err != nil || strings.ContainsAny(arg, "\r\n") {
				return "", false, errors.New("decodeBase64 of text that is not base64 stops Jenkins")
			}
			return utf8Text(b), true, nil
		case "file", "readfile":
			if b, ok := r.file(arg); ok {
				return utf8Text(b), true, nil
			}
		case "filebase64", "readfilebase64":
			if b, ok := r.file(arg); ok {
				return base64.StdEncoding.EncodeToString(b), true, nil
			}
		case "json":
			value, err := lookupJSON(arg)
			return value, err == nil, err
		case "sysprop":
			if r.SystemProperty != nil {
				if value, ok := r.SystemProperty(arg); ok {
					return value, true, nil
				}
			}
			return "", true, nil
		case "trim":
			return strings.TrimRightFunc(arg, isJavaSpace), true, nil
		}
	}
	if r.Variable == nil {
		return "", false, nil
	}
	value, ok := r.Variable(name)
	return value, ok, nil
}

// utf8Text reads b as UTF-8; each byte that does not fit becomes U+FFFD.
func utf8Text(b []byte) string { return string([]rune(string(b))) }

func (r Resolver) file(path string) ([]byte, bool) {
	if r.File == nil {
		return nil, false
	}
	b, err := r.File(path)
	return b, err == nil
}

// lookupJSON returns the value of a key of an object; empty when it has none.
func lookupJSON(arg string) (string, error) {
	key, object, ok := strings.Cut(arg, ":")
	if !ok {
		return "", errors.New("json: needs a key and an object, json:KEY:OBJECT; without the second colon it stops Jenkins")
	}
	var values map[string]json.RawMessage
	if err := json.Unmarshal([]byte(object), &values); err != nil {
		return "", errors.New("json: of text that is no JSON object stops Jenkins")
	}
	var text string
	raw := values[key]
	if json.Unmarshal(raw, &text) == nil { // null leaves it empty
		return text, nil
	}
	var b bytes.Buffer
	if len(raw) > 0 {
		if err := json.Compact(&b, raw); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// isJavaSpace is Java's Character.isWhitespace.
func isJavaSpace(c rune) bool {
	switch c {
	case '\u00a0', '\u2007', '\u202f':
		return false
	case '\t', '\n', '\v', '\f', '\r', '\x1c', '\x1d', '\x1e', '\x1f':
		return true
	}
	return unicode.In(c, unicode.Zs, unicode.Zl, unicode.Zp)
}

// finish is the second pass: what is still a reference has no value, and a ^
// before ${ is taken away where a } follows.
func (r Resolver) finish(text string) (string, error) {
	var out []byte
	for {
		i := strings.Index(text, "${")
		if i < 0 || !strings.Contains(text[i:], "}") {
			return string(append(out, text...)), nil
		}
		out = append(out, text[:i]...)
		if n := len(out); n > 0 && out[n-1] == '^' {
			out = append(out[:n-1], "${"...)
			text = text[i+2:]
			continue
		}
		end := i + strings.IndexByte(text[i:], '}')
		if r.Strict {
			return "", fmt.Errorf("the variable %s has no value", text[i+2:end])
		}
		text = text[end+1:]
	}
}
