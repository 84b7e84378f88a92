package gitops_test

import (
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/internal/golden"
)

// notModelled are attributes of the resource definitions that have no field
// here, each with the reason; all can be had by Extra or a RawGenerator.
var notModelled = map[string]string{
	"Application.operation":                                "an order to Argo CD, not a description",
	"Application.status":                                   "written by Argo CD",
	"AppProject.status":                                    "written by Argo CD",
	"AppProject.spec.roles[].jwtTokens":                    "written by Argo CD when it issues a token",
	"ApplicationSet.status":                                "written by Argo CD",
	"ApplicationSet.spec.goTemplate":                       "always true",
	"ImageUpdater.status":                                  "written by the Image Updater",
	"generators[].clusterDecisionResource":                 "RawGenerator: for Open Cluster Management alone",
	"generators[].plugin":                                  "RawGenerator: its input is the plugin's own",
	"generators[].selector":                                "RawGenerator",
	"generators[].pullRequest.azuredevops":                 "Extra",
	"generators[].pullRequest.bitbucket":                   "Extra",
	"generators[].pullRequest.gitea":                       "Extra",
	"generators[].scmProvider.awsCodeCommit":               "Extra",
	"generators[].scmProvider.azureDevOps":                 "Extra",
	"generators[].scmProvider.bitbucket":                   "Extra",
	"generators[].scmProvider.gitea":                       "Extra",
	"generators[].scmProvider.gitlab":                      "Extra",
	"generators[].scmProvider.bitbucketServer":             "Extra",
	"generators[].pullRequest.bitbucketServer.basicAuth":   "Extra",
	"generators[].pullRequest.bitbucketServer.bearerToken": "Extra",
	"generators[].pullRequest.bitbucketServer.caRef":       "Extra",
	"generators[].pullRequest.bitbucketServer.insecure":    "Extra",
}

// TestWholeDefinition goes the way that TestEveryField does not: each attribute
// of the real resource definitions has a field.
func TestWholeDefinition(t *testing.T) {
	dir := golden.Corpus(t, "the manifests of argoproj/argo-cd and argoproj-labs/argocd-image-updater", "corpus", "crds")
	missing := map[string]bool{}
	for _, d := range []struct {
		file   string
		object any
	}{
		{"application-crd.yaml", gitops.Application{}},
		{"appproject-crd.yaml", gitops.AppProject{}},
		{"applicationset-crd.yaml", gitops.ApplicationSet{}},
		{"argocd-image-updater.argoproj.io_imageupdaters.yaml", gitops.ImageUpdater{}},
	} {
		text, err := os.ReadFile(filepath.Join(dir, d.file))
		if err != nil {
			t.Fatal(err)
		}
		var crd struct {
			Spec struct {
				Versions []struct {
					Schema struct {
						OpenAPIV3Schema definition `json:"openAPIV3Schema"`
					}
				}
			}
		}
		if err := yaml.Unmarshal(text, &crd); err != nil {
			t.Fatal(err)
		}
		typ := reflect.TypeOf(d.object)
		schema := crd.Spec.Versions[0].Schema.OpenAPIV3Schema
		delete(schema.Properties, "metadata")
		missingIn(missing, typ.Name(), typ, schema)
		if typ == reflect.TypeFor[gitops.ApplicationSet]() {
			generators := schema.Properties["spec"].Properties["generators"].Items
			missingIn(missing, "generators[]", nil, *generators)
		}
	}
	for _, at := range slices.Sorted(maps.Keys(missing)) {
		if notModelled[at] == "" {
			t.Errorf("%s has no field", at)
		}
	}
	for at := range notModelled {
		if !missing[at] {
			t.Errorf("%s is listed as not modelled, but it is, or it is not in the definition", at)
		}
	}
}

// definition is a part of a resource definition.
type definition struct {
	Properties map[string]definition
	Items      *definition
}

// generators are the types behind the attributes of a generator.
var generators = map[string]reflect.Type{
	"list": reflect.TypeFor[gitops.ListGenerator](), "clusters": reflect.TypeFor[gitops.ClusterGenerator](),
	"git": reflect.TypeFor[gitops.GitGenerator](), "matrix": reflect.TypeFor[gitops.MatrixGenerator](),
	"merge": reflect.TypeFor[gitops.MergeGenerator](), "pullRequest": reflect.TypeFor[gitops.PullRequestGenerator](),
	"scmProvider": reflect.TypeFor[gitops.SCMGenerator](),
}

// missingIn notes the attributes of a definition that a type lacks.
func missingIn(missing map[string]bool, at string, typ reflect.Type, d definition) {
	for typ != nil && typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if d.Items != nil && typ.Kind() == reflect.Slice {
		missingIn(missing, at+"[]", typ.Elem(), *d.Items)
		return
	}
	have := generators
	if typ != nil {
		if typ.Kind() != reflect.Struct {
			return // a map or a value of any form
		}
		have = map[string]reflect.Type{}
		fields(have, typ)
	}
	for name, part := range d.Properties {
		if have[name] == nil || name == "goTemplate" {
			missing[at+"."+name] = true
			continue
		}
		missingIn(missing, at+"."+name, have[name], part)
	}
}

// fields notes the attributes that a struct is written with.
func fields(have map[string]reflect.Type, typ reflect.Type) {
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" {
			fields(have, f.Type)
		} else if name != "" && name != "-" {
			have[name] = f.Type
		}
	}
}
