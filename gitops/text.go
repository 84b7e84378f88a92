package gitops

import (
	"encoding"
	"encoding/json"
	"fmt"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

// Text is a string inside a manifest that is itself a text: a string, [YAML],
// or a value that is a text by itself, as casc.Document and jobdsl.Script are
// ([encoding.TextAppender], [encoding.TextMarshaler]).
type Text any

// YAML returns the text that is the YAML document of v, for a place that wants
// YAML inside a string: a patch, a policy, a key of argocd-cm.
func YAML(v any) Text { return yamlText{v} }

type yamlText struct{ v any }

// EmbedYAML gives the document to the encoder, which writes it in place.
func (y yamlText) EmbedYAML() (any, yamltext.Options) { return withTypeMeta(y.v), yamltext.Options{} }

// MarshalJSON writes the document as a JSON string, for other encoders.
func (y yamlText) MarshalJSON() ([]byte, error) {
	b, err := yamltext.Marshal(withTypeMeta(y.v), yamltext.Options{})
	if err != nil {
		return nil, err
	}
	return json.Marshal(string(b))
}

// checkText adds a finding for a value that is no text.
func checkText(list *fieldpath.List, at *fieldpath.Path, t Text) {
	switch t.(type) {
	case string, embedder, encoding.TextAppender, encoding.TextMarshaler:
	default:
		list.Add(fieldpath.Invalid, at, fmt.Sprintf("%T", t), "the value must be a string or a text; wrap a document in YAML")
	}
}

type configMapKind struct{}

func (configMapKind) kind() (string, string) { return "v1", "ConfigMap" }

// ConfigMap is Kubernetes' ConfigMap, whose values may be texts that are written
// into it on the way: a casc.Document or a jobdsl.Script.
type ConfigMap struct {
	object[configMapKind]
	// Metadata names the ConfigMap.
	Metadata Metadata `json:"metadata"`
	// Data are the values by key; a key is often the name of a file.
	Data map[string]Text `json:"data,omitzero"`
	// BinaryData are values that are not text.
	BinaryData map[string][]byte `json:"binaryData,omitzero"`
	// Immutable forbids changes in the cluster.
	Immutable *bool `json:"immutable,omitzero"`
}

// Validate checks the keys and that every value is a text.
func (c ConfigMap) Validate() error {
	var list fieldpath.List
	at := (*fieldpath.Path)(nil).Child("data")
	for k, v := range c.Data {
		if !configKey(k) {
			list.Add(fieldpath.Invalid, at.Key(k), k, "a key holds letters, digits, -, _ and . only")
		}
		checkText(&list, at.Key(k), v)
	}
	return list.Err()
}

func configKey(k string) bool {
	if k == "" || k == "." || k == ".." || len(k) > 253 {
		return false
	}
	for i := range len(k) {
		c := k[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	return true
}
