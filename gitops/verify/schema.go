package verify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/runtime"
	gvk "k8s.io/apimachinery/pkg/runtime/schema"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/client-go/kubernetes/scheme"
	kjson "sigs.k8s.io/json"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// CRD is the definition of a custom resource.
type CRD struct {
	definition apiextensionsv1.CustomResourceDefinition
}

// ReadCRDs reads the definitions from YAML files; other objects in them are
// passed over.
func ReadCRDs(fsys fs.FS, patterns ...string) ([]CRD, error) {
	var out []CRD
	for _, pattern := range patterns {
		names, err := fs.Glob(fsys, pattern)
		if err != nil {
			return nil, err
		}
		if len(names) == 0 {
			return nil, fmt.Errorf("no file matches %s", pattern)
		}
		for _, name := range names {
			text, err := fs.ReadFile(fsys, name)
			if err != nil {
				return nil, err
			}
			found, err := ParseCRDs(text)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			out = append(out, found...)
		}
	}
	return out, nil
}

// ParseCRDs reads the definitions in a YAML text.
func ParseCRDs(text []byte) ([]CRD, error) {
	var out []CRD
	for r := utilyaml.NewYAMLReader(newReader(text)); ; {
		doc, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, err
		}
		if !bytes.Contains(doc, []byte("CustomResourceDefinition")) {
			continue
		}
		var c CRD
		if err := yaml.Unmarshal(doc, &c.definition); err != nil {
			return nil, err
		}
		if c.definition.Kind == "CustomResourceDefinition" {
			out = append(out, c)
		}
	}
}

// schemas are compiled definitions.
type schemas map[gvk.GroupVersionKind]*compiled

type compiled struct {
	validator  validation.SchemaValidator
	structural *schema.Structural
	rules      *cel.Validator // x-kubernetes-validations; nil for none
}

func compile(crds []CRD, list *fieldpath.List) schemas {
	out := schemas{}
	for _, c := range crds {
		at := (*fieldpath.Path)(nil).Child("crds").Key(c.definition.Name)
		for _, version := range c.definition.Spec.Versions {
			if version.Schema == nil {
				continue
			}
			one, err := compileVersion(version.Schema)
			if err != nil {
				list.Append(at, err)
				continue
			}
			out[gvk.GroupVersionKind{Group: c.definition.Spec.Group, Version: version.Name, Kind: c.definition.Spec.Names.Kind}] = one
		}
	}
	return out
}

func compileVersion(v *apiextensionsv1.CustomResourceValidation) (*compiled, error) {
	var internal apiextensions.CustomResourceValidation
	if err := apiextensionsv1.Convert_v1_CustomResourceValidation_To_apiextensions_CustomResourceValidation(v, &internal, nil); err != nil {
		return nil, err
	}
	structural, err := schema.NewStructural(internal.OpenAPIV3Schema)
	if err != nil {
		return nil, err
	}
	validator, _, err := validation.NewSchemaValidator(internal.OpenAPIV3Schema)
	if err != nil {
		return nil, err
	}
	return &compiled{validator, structural, cel.NewValidator(structural, true, celconfig.PerCallLimit)}, nil
}

// check does what an API server does with a new object: it drops what the schema
// does not know, sets defaults, and validates.
func (c *compiled) check(object map[string]any, at *fieldpath.Path, list *fieldpath.List) {
	o := runtime.DeepCopyJSON(object)
	for _, field := range pruning.PruneWithOptions(o, c.structural, true, schema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}) {
		list.Add(fieldpath.Unknown, below(at, field), nil, "the resource definition has no such field")
	}
	defaulting.Default(o, c.structural)
	found := validation.ValidateCustomResource(nil, o, c.validator)
	found = append(found, listtype.ValidateListSetsAndMaps(nil, c.structural, o)...)
	if len(found) == 0 && c.rules != nil { // rules count on the types being right
		found, _ = c.rules.Validate(context.Background(), nil, c.structural, o, nil, celconfig.RuntimeCELCostBudget)
	}
	for _, e := range found {
		list.Add(fieldpath.Invalid, below(at, e.Field), nil, e.ErrorBody())
	}
}

// how an object was checked.
type how int

const (
	unknownKind how = iota
	decodedStrictly
	heldAgainstCRD
)

// check holds an object against its type or schema.
func (s schemas) check(o *Object) (fieldpath.List, how) {
	var list fieldpath.List
	at := o.Path()
	kind := o.GroupVersionKind()
	if c := s[kind]; c != nil {
		c.check(o.Object, at, &list)
		return list, heldAgainstCRD
	}
	if !scheme.Scheme.Recognizes(kind) {
		return nil, unknownKind
	}
	typed, err := scheme.Scheme.New(kind)
	if err != nil {
		list.Append(at, err)
		return list, decodedStrictly
	}
	text, err := json.Marshal(o.Object)
	if err != nil {
		list.Append(at, err)
		return list, decodedStrictly
	}
	strict, err := kjson.UnmarshalStrict(text, typed)
	if err != nil {
		list.Add(fieldpath.Invalid, at, nil, err.Error())
	}
	for _, e := range strict {
		list.Add(fieldpath.Unknown, at, nil, e.Error())
	}
	o.Typed = typed
	return list, decodedStrictly
}

// below returns the path of a field that is written with dots.
func below(at *fieldpath.Path, field string) *fieldpath.Path {
	if field == "" || field == "<nil>" {
		return at
	}
	return at.Child(field)
}

// documents decodes the YAML documents in a text; empty ones are passed over.
// A key that stands twice is an error.
func documents(text []byte) ([]map[string]any, error) {
	var out []map[string]any
	for r := utilyaml.NewYAMLReader(newReader(text)); ; {
		doc, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, err
		}
		b, err := yaml.YAMLToJSONStrict(doc)
		if err != nil {
			return nil, fmt.Errorf("%s", strings.TrimPrefix(err.Error(), "error converting YAML to JSON: "))
		}
		var v any
		if err := kjson.UnmarshalCaseSensitivePreserveInts(b, &v); err != nil {
			return nil, err
		}
		if m, ok := v.(map[string]any); ok {
			out = append(out, m)
		}
	}
}
