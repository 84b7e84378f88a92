package gitops_test

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/verify"
	"github.com/jenkinscode/jenkinscode/internal/golden"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

// fill sets every field of v, and of what is below it, to something that its
// tags allow.
func fill(v reflect.Value, tag reflect.StructTag, depth int) {
	if depth > 14 {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
		for opt := range strings.SplitSeq(tag.Get("jc"), ",") {
			if enum, ok := strings.CutPrefix(opt, "enum="); ok {
				first, _, _ := strings.Cut(enum, "|")
				v.SetString(first)
			}
		}
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), tag, depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), tag, depth+1)
	case reflect.Map:
		elem := reflect.New(v.Type().Elem()).Elem()
		fill(elem, tag, depth+1)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("key").Convert(v.Type().Key()), elem)
	case reflect.Interface:
		switch v.Type() {
		case reflect.TypeFor[gitops.Generator]():
			v.Set(reflect.ValueOf(gitops.ListGenerator{Elements: []map[string]any{{"a": "b"}}}))
		case reflect.TypeFor[any]():
			v.Set(reflect.ValueOf(map[string]any{"a": "b"}))
			if tag.Get("json") == "maxUpdate,omitzero" {
				v.Set(reflect.ValueOf("25%"))
			}
		default:
			v.Set(reflect.ValueOf("x"))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if f.Tag.Get("json") == ",inline" || !f.IsExported() {
				continue
			}
			fill(v.Field(i), f.Tag, depth+1)
		}
	}
}

func filled[T any]() T {
	var v T
	fill(reflect.ValueOf(&v).Elem(), "", 0)
	return v
}

func crds(t testing.TB) []verify.CRD {
	t.Helper()
	dir := golden.Corpus(t, "the manifests of argoproj/argo-cd and argoproj-labs/argocd-image-updater", "corpus", "crds")
	out, err := verify.ReadCRDs(os.DirFS(dir), "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestEveryField holds each object, with every field set, against the real
// resource definitions: names, types, and what must be there.
func TestEveryField(t *testing.T) {
	sources := filled[gitops.Application]()
	sources.Spec.Source = gitops.ApplicationSource{}
	source := sources
	source.Spec.Sources = nil
	one := filled[gitops.ApplicationSource]()
	source.Spec.Source = one
	sources.Spec.Sources[0] = one
	set := filled[gitops.ApplicationSet]()
	set.Spec.Template.Metadata.Name = gitops.Param(".name")
	list := filled[gitops.ListGenerator]()
	list.Template = new(gitops.ApplicationTemplate{Metadata: gitops.TemplateMetadata{Name: "x"}, Spec: gitops.ApplicationSpec{
		Project: "x", Source: gitops.ApplicationSource{RepoURL: "x"},
	}})
	matrix := gitops.MatrixGenerator{Generators: []gitops.Generator{filled[gitops.ClusterGenerator](), filled[gitops.GitGenerator]()}}
	set.Spec.Generators = []gitops.Generator{
		list, filled[gitops.ClusterGenerator](), filled[gitops.GitGenerator](), matrix, filled[gitops.PullRequestGenerator](), filled[gitops.SCMGenerator](),
		gitops.MergeGenerator{MergeKeys: []string{"x"}, Generators: []gitops.Generator{list, filled[gitops.GitGenerator]()}},
		gitops.RawGenerator{"clusters": map[string]any{}, "selector": map[string]any{"matchLabels": map[string]any{"a": "b"}}},
	}
	// Of some attributes a rule of the definition allows one: three resources
	// have them all.
	updaters := make([]gitops.ImageUpdater, 3)
	for i := range updaters {
		u := filled[gitops.ImageUpdater]()
		for _, w := range []*gitops.WriteBack{&u.Spec.WriteBackConfig, &u.Spec.ApplicationRefs[0].WriteBackConfig} {
			w.Method = []gitops.WriteBackMethod{gitops.WriteToArgoCD, gitops.WriteToGit, gitops.WriteToGitWith("argocd", "git")}[i]
			if i == 0 {
				w.GitConfig.PullRequest.GitHub = nil
			} else {
				w.GitConfig.PullRequest.GitLab = nil
			}
		}
		targets := &u.Spec.ApplicationRefs[0].Images[0].ManifestTargets
		*targets = []gitops.ManifestTargets{{Helm: targets.Helm}, {Kustomize: targets.Kustomize}, {Plugin: targets.Plugin}}[i]
		updaters[i] = u
	}
	tests := []struct {
		name   string
		object any
	}{
		{"Application with a source", source},
		{"Application with sources", sources},
		{"AppProject", filled[gitops.AppProject]()},
		{"ApplicationSet", set},
		{"ImageUpdater writing to Argo CD", updaters[0]},
		{"ImageUpdater writing to Git", updaters[1]},
		{"ImageUpdater writing to Git with a secret", updaters[2]},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := encode(t, tt.object)
			report, err := verify.Files(map[string][]byte{"a.yaml": text}, verify.Options{CRDs: crds(t)})
			if err != nil {
				t.Errorf("%v\n%s", err, text)
			}
			if report.Custom != 1 {
				t.Errorf("not held against a definition: %s", report)
			}
		})
	}
}

// encode writes an object without checking it: a value with every field set
// contradicts itself.
func encode(t *testing.T, v any) []byte {
	t.Helper()
	var o yamltext.Options
	if e, ok := v.(yamltext.Embedder); ok {
		v, o = e.EmbedYAML()
	}
	text, err := yamltext.Marshal(v, o)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestReadBack reads every object back from what is written of it.
func TestReadBack(t *testing.T) {
	app := filled[gitops.Application]()
	text := encode(t, app)
	var got gitops.Application
	if err := yaml.UnmarshalStrict(text, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(text), string(encode(t, got))); diff != "" {
		t.Error(diff)
	}
	var wrong gitops.AppProject
	if err := yaml.Unmarshal(text, &wrong); err == nil || !strings.Contains(err.Error(), `kind "Application", want AppProject`) {
		t.Errorf("an Application was read as an AppProject: %v", err)
	}
}
