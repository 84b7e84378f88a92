package gitops

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"

	"sigs.k8s.io/yaml"
)

// groupKind names a sort of objects.
type groupKind struct{ group, kind string }

func newGroupKind(apiVersion, kind string) groupKind {
	group, _, found := strings.Cut(apiVersion, "/")
	if !found {
		group = ""
	}
	return groupKind{group, kind}
}

// typeMeta returns the apiVersion and kind of an object of this package.
func (object[K]) typeMeta() (string, string) {
	var k K
	return k.kind()
}

// kindOf returns the sort of an object; false when it does not say.
func kindOf(v any) (groupKind, bool) {
	switch o := v.(type) {
	case interface{ typeMeta() (string, string) }:
		return newGroupKind(o.typeMeta()), true
	case interface {
		GetAPIVersion() string
		GetKind() string
	}:
		return newGroupKind(o.GetAPIVersion(), o.GetKind()), true
	case map[string]any:
		apiVersion, _ := o["apiVersion"].(string)
		kind, _ := o["kind"].(string)
		return newGroupKind(apiVersion, kind), kind != ""
	}
	rv := reflect.Indirect(reflect.ValueOf(withTypeMeta(v)))
	if rv.Kind() != reflect.Struct || rv.NumField() == 0 || rv.Type().Field(0).Type != typeMetaType {
		return groupKind{}, false
	}
	meta := rv.Field(0)
	kind := meta.FieldByName("Kind").String()
	return newGroupKind(meta.FieldByName("APIVersion").String(), kind), kind != ""
}

// definitionKind is the sort of objects that define others.
var definitionKind = groupKind{"apiextensions.k8s.io", "CustomResourceDefinition"}

// definitions returns the sorts of objects that a file's content defines: that of
// a value, of each of a []any, or of the documents of a text.
func definitions(content any) []groupKind {
	var found []groupKind
	decode := func(v any, unmarshal func([]byte, any) error) {
		text, ok := v.([]byte)
		if !ok {
			var err error
			if text, err = json.Marshal(v); err != nil {
				return // encoding it says why
			}
		}
		var d struct {
			Kind string
			Spec struct {
				Group string
				Names struct{ Kind string }
			}
		}
		if unmarshal(text, &d) == nil && d.Kind == definitionKind.kind {
			found = append(found, groupKind{d.Spec.Group, d.Spec.Names.Kind})
		}
	}
	switch v := content.(type) {
	case []any:
		for _, one := range v {
			found = append(found, definitions(one)...)
		}
	case string:
		return definitions([]byte(v))
	case []byte:
		if bytes.Contains(v, []byte(definitionKind.kind)) {
			for doc := range bytes.SplitSeq(v, []byte("\n---")) {
				decode(doc, func(b []byte, v any) error { return yaml.Unmarshal(b, v) })
			}
		}
	default:
		if kind, ok := kindOf(v); ok && kind == definitionKind {
			decode(withTypeMeta(v), json.Unmarshal)
		}
	}
	return found
}

// kindsOf returns the sorts of objects that a file's content holds, as far as
// values say.
func kindsOf(content any) []groupKind {
	list, ok := content.([]any)
	if !ok {
		list = []any{content}
	}
	var found []groupKind
	for _, v := range list {
		if kind, ok := kindOf(v); ok {
			found = append(found, kind)
		}
	}
	return found
}
