package gitops_test

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/gitops"
)

// TestKustomizeKnowsEveryField reads a kustomization with every field set into
// kustomize's own type, strictly.
func TestKustomizeKnowsEveryField(t *testing.T) {
	k := filled[gitops.Kustomization]()
	k.Metadata.GenerateName, k.Metadata.Finalizers = "", nil // of objects in a cluster
	text := encode(t, k)
	var got types.Kustomization
	if err := yaml.UnmarshalStrict(text, &got); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
	if len(got.HelmCharts) != 1 || len(got.Replacements) != 1 || len(got.Components) != 1 || got.GeneratorOptions == nil {
		t.Errorf("something was lost: %+v", got)
	}
}

// notInKustomization are fields of kustomize's that have no field here, each
// with the reason.
var notInKustomization = map[string]string{
	"bases":                       "deprecated: resources",
	"commonLabels":                "deprecated: labels",
	"imageTags":                   "deprecated: images",
	"patchesStrategicMerge":       "deprecated: patches",
	"patchesJson6902":             "deprecated: patches",
	"vars":                        "deprecated: replacements",
	"helmChartInflationGenerator": "deprecated: helmCharts",
	"configMapGenerator.env":      "deprecated: envs",
	"secretGenerator.env":         "deprecated: envs",
	"helmCharts.debug":            "for a human at the command line",
}

// TestWholeKustomization goes the other way: every field of kustomize's, on any
// level, that is not deprecated is here.
func TestWholeKustomization(t *testing.T) {
	missing := map[string]bool{}
	lacking(missing, "", reflect.TypeFor[gitops.Kustomization](), reflect.TypeFor[types.Kustomization](), 0)
	for _, at := range slices.Sorted(maps.Keys(missing)) {
		if notInKustomization[at] == "" {
			t.Errorf("%s has no field", at)
		}
	}
	for at := range notInKustomization {
		if !missing[at] {
			t.Errorf("%s is listed, but it has a field, or kustomize has none", at)
		}
	}
}

// lacking notes the fields of a type that another lacks.
func lacking(missing map[string]bool, at string, typ, theirs reflect.Type, depth int) {
	elem := func(typ reflect.Type) reflect.Type {
		for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		return typ
	}
	typ, theirs = elem(typ), elem(theirs)
	if typ.Kind() != reflect.Struct || theirs.Kind() != reflect.Struct || depth > 6 {
		return
	}
	have, want := map[string]reflect.Type{}, map[string]reflect.Type{}
	fields(have, typ)
	fields(want, theirs)
	for name, part := range want {
		if have[name] == nil {
			missing[at+name] = true
			continue
		}
		lacking(missing, at+name+".", have[name], part, depth+1)
	}
}
