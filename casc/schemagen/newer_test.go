package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/schema"
)

// A live schema in the newer form: what the plugin writes today of the classes
// that the older one describes. By it whole documents are valid, as a general
// validator sees it, once the root element jenkins has what neither form says of
// it: the lists of the class jenkins.model.Jenkins.
func TestNewerLiveSchema(t *testing.T) {
	t.Parallel()
	data := newer(t, schemas(t)["jcasc-schema.json"])
	valid := independent(t, data)
	documents := testDocuments(t, data)
	validate(t, data, documents[:whole])
	for _, text := range documents {
		// In either form an enum that is an attribute of a list's elements is
		// described as an object, which it can't be, and other enums by the texts
		// of their constants rather than by their names.
		if !strings.Contains(text, "  hostKeyVerificationStrategy: text") && !strings.Contains(text, "  connectionStrategy: PUBLIC_DNS") {
			valid(text)
		}
	}
}

type object = map[string]any

// newer returns an older schema in the newer form.
func newer(t *testing.T, data []byte) []byte {
	t.Helper()
	var tree object
	if err := json.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	s, err := schema.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	definitions := object{
		"hudson.util.Secret":                            object{"type": "string"},
		"com.cloudbees.plugins.credentials.SecretBytes": object{"type": "string"},
	}
	var convert func(v any) any
	refer := func(class string) object {
		if definitions[class] == nil {
			definitions[class] = object{"type": "object"} // so that a cycle ends
			if n := s.Classes[class]; n != nil {
				definitions[class] = convert(describe(n))
			}
		}
		return object{"$ref": "#/definitions/" + class}
	}
	convert = func(v any) any {
		in, ok := v.(object)
		if !ok {
			return v
		}
		if id, ok := in["$id"].(string); ok && in["properties"] == nil {
			return refer(strings.TrimPrefix(id, "#/definitions/"))
		}
		out := object{}
		for key, value := range in {
			switch key {
			case "properties":
				properties := object{}
				for name, p := range value.(object) {
					properties[name] = convert(p)
				}
				value = properties
			case "items":
				if list, ok := value.([]any); ok {
					value = list[0]
				}
				if p, ok := value.(object)["properties"].(object); ok && len(p) == 0 {
					value = object{"type": "object"}
				}
				value = convert(value)
			case "oneOf":
				properties, required := object{}, []any{}
				for _, o := range value.([]any) {
					for symbol, p := range o.(object)["properties"].(object) {
						if symbol != "" && properties[symbol] == nil {
							properties[symbol] = convert(p)
							required = append(required, object{"required": []any{symbol}})
						}
					}
				}
				out["properties"], out["additionalProperties"], out["minProperties"], out["maxProperties"] = properties, false, 1, 1
				value = required
			case "$id":
				continue
			}
			out[key] = value
		}
		return out
	}
	out := convert(tree).(object)
	out["definitions"] = definitions
	refer("jenkins.model.Jenkins")
	root := out["properties"].(object)["jenkins"].(object)["properties"].(object)
	for name, p := range definitions["jenkins.model.Jenkins"].(object)["properties"].(object) {
		if root[name] == nil || s.Symbols["jenkins"][name] {
			root[name] = p
		}
	}
	b, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// describe returns what n says, in the older form.
func describe(n *schema.Node) object {
	out := object{}
	switch n.Kind {
	case schema.Any:
	case schema.String:
		if n.Secret {
			return object{"$id": "#/definitions/hudson.util.Secret"}
		}
		out["type"] = "string"
		if n.Enum != nil {
			enum := []any{}
			for _, v := range n.Enum {
				enum = append(enum, v)
			}
			out["enum"] = enum
		}
	case schema.Integer:
		out["type"] = "integer"
	case schema.Number:
		out["type"] = "number"
	case schema.Boolean:
		out["type"] = "boolean"
	case schema.Ref:
		out["$id"] = "#/definitions/" + n.Class
	case schema.List:
		out["type"], out["items"] = "array", []any{describe(n.Elem)}
	case schema.Object:
		properties := object{}
		for name, f := range n.Fields {
			properties[name] = describe(f)
		}
		out["type"], out["additionalProperties"], out["properties"] = "object", false, properties
	case schema.Choice:
		list := []any{}
		for symbol, f := range n.Fields {
			list = append(list, object{"properties": object{symbol: describe(f)}})
		}
		out["type"], out["oneOf"] = "object", list
	}
	return out
}
