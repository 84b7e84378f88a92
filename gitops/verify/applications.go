package verify

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/values"
)

// Application is an Argo CD Application and what it delivers.
type Application struct {
	// Object is the Application itself.
	*Object
	// Spec is what it says.
	Spec gitops.ApplicationSpec
	// Delivered are the objects that its sources in this repository give, and
	// those of charts that were rendered.
	Delivered []*Object
}

// Sources returns the sources, whether there is one or there are several.
func (a *Application) Sources() []gitops.ApplicationSource {
	if len(a.Spec.Sources) > 0 {
		return a.Spec.Sources
	}
	return []gitops.ApplicationSource{a.Spec.Source}
}

// sourcePath returns the place of a source for a finding.
func (a *Application) sourcePath(i int) *fieldpath.Path {
	at := a.Path().Child("spec")
	if len(a.Spec.Sources) > 0 {
		return at.Child("sources").Index(i)
	}
	return at.Child("source")
}

// Release is a chart that an Application's source installs.
type Release struct {
	// Application is the Application's name.
	Application string
	// Repo, Chart and Version say which chart.
	Repo, Chart, Version string
	// Name and Namespace are the release's.
	Name, Namespace string
	// Values are the value files and the values in place, layered as Helm does.
	Values map[string]any
	// Parameters are single values over them, as helm's --set.
	Parameters []gitops.HelmParameter
	// KubeVersion is what templates see, when set.
	KubeVersion string
	// APIVersions are the API versions that templates see.
	APIVersions []string
	// SkipCRDs leaves out the chart's crds folder.
	SkipCRDs bool
}

// A Renderer renders charts; see package charts for one that runs Helm's engine. For a
// chart that it does not have it returns [errors.ErrUnsupported].
type Renderer func(Release) ([]map[string]any, error)

// inner returns the files and folders that kustomizations take in.
func (v *verifier) inner() map[string]bool {
	taken := map[string]bool{}
	v.taken([]string{"resources", "components", "bases", "crds", "transformers", "generators", "validators", "configurations"}, func(file string) { taken[file] = true })
	return taken
}

// taken calls f for each file and folder of the repository that kustomizations
// name under the fields.
func (v *verifier) taken(fields []string, f func(name string)) {
	for name, doc := range v.kustomized {
		for _, field := range fields {
			list, _ := doc[field].([]any)
			for _, entry := range list {
				if m, ok := entry.(map[string]any); ok {
					entry = m["path"]
				}
				if s, ok := entry.(string); ok && s != "" && !remote(s) {
					f(path.Join(path.Dir(name), s))
				}
			}
		}
	}
}

// applications resolves what every Application delivers, and renders charts.
func (v *verifier) applications() []*Application {
	from := map[string][]*Object{} // by folder
	for _, o := range v.objects {
		dir := o.From
		if !o.Built {
			dir = path.Dir(o.From)
		}
		from[dir] = append(from[dir], o)
	}
	var apps []*Application
	for _, o := range v.objects {
		if !o.Final || o.GroupVersionKind().Group != "argoproj.io" || o.GetKind() != "Application" {
			continue
		}
		app := &Application{Object: o}
		var a gitops.Application
		if err := convert(o, &a); err != nil {
			v.find(fieldpath.Invalid, o.Path(), err.Error())
			continue
		}
		app.Spec = a.Spec
		apps = append(apps, app)
	}
	v.parallel(len(apps), func(i int) {
		app := apps[i]
		for j, src := range app.Sources() {
			switch {
			case src.Chart != "":
				v.chart(app, j, src)
			case src.Path == "" || !v.own(src.RepoURL):
			case src.Plugin.Name != "" || len(src.Plugin.Env) > 0:
				if !v.folder(src.Path) {
					v.find(fieldpath.NotFound, app.sourcePath(j).Child("path"), "the repository has no folder "+src.Path)
				}
			default:
				found := v.delivered(from, src)
				if found == nil && !v.folder(src.Path) {
					v.find(fieldpath.NotFound, app.sourcePath(j).Child("path"), "the repository has no folder "+src.Path)
				}
				app.Delivered = append(app.Delivered, found...)
			}
		}
	})
	return apps
}

// convert reads an object into a type of package gitops.
func convert(o *Object, into any) error {
	b, err := o.MarshalJSON()
	if err != nil {
		return err
	}
	return json.Unmarshal(b, into)
}

// own reports whether an address is the repository's own.
func (v *verifier) own(repo string) bool { return slices.Contains(v.o.Repos, repo) }

func (v *verifier) folder(dir string) bool {
	dir = path.Clean(dir)
	if dir == "." {
		return true
	}
	i, _ := slices.BinarySearch(v.names, dir+"/")
	return i < len(v.names) && strings.HasPrefix(v.names[i], dir+"/")
}

// delivered returns the objects that Argo CD finds in a folder: those that
// kustomize builds, or those in the files.
func (v *verifier) delivered(from map[string][]*Object, src gitops.ApplicationSource) []*Object {
	dir := path.Clean(src.Path)
	var out []*Object
	kustomized := false
	for _, o := range from[dir] {
		kustomized = kustomized || o.Built
	}
	for _, name := range kustomizationNames {
		if _, ok := v.files[path.Join(dir, name)]; ok {
			kustomized = true
		}
	}
	for _, o := range from[dir] {
		if o.Built == kustomized {
			out = append(out, o)
		}
	}
	if src.Directory.Recurse != nil && *src.Directory.Recurse && !kustomized {
		for _, d := range sortedKeys(from) {
			if strings.HasPrefix(d, dir+"/") || dir == "." && d != "." {
				for _, o := range from[d] {
					if !o.Built {
						out = append(out, o)
					}
				}
			}
		}
	}
	return out
}

// chart renders the chart of a source.
func (v *verifier) chart(app *Application, i int, src gitops.ApplicationSource) {
	at := app.sourcePath(i)
	stack := values.Stack{}
	ok := true
	for j, file := range src.Helm.ValueFiles {
		name, known := v.valueFile(app, file)
		if !known {
			continue // another repository's
		}
		text, there := v.files[name]
		if !there {
			if src.Helm.IgnoreMissingValueFiles == nil || !*src.Helm.IgnoreMissingValueFiles {
				v.find(fieldpath.NotFound, at.Child("helm").Child("valueFiles").Index(j), "the repository has no file "+name)
				ok = false
			}
			continue
		}
		layer := map[string]any{}
		if err := yaml.Unmarshal(text, &layer); err != nil {
			ok = false // found wrong before
		}
		stack.Layers = append(stack.Layers, values.Layer{Name: name, Values: layer})
	}
	if !ok {
		return
	}
	label := src.Chart + " " + src.TargetRevision + " of " + src.RepoURL
	if v.o.Render == nil {
		v.skip("the chart %s is not at hand, nothing is rendered with it", label)
		return
	}
	if src.Helm.ValuesObject != nil {
		stack.Layers = append(stack.Layers, values.Layer{Name: "valuesObject", Values: src.Helm.ValuesObject})
	}
	merged, err := stack.Merge()
	if err != nil {
		v.find(fieldpath.Invalid, at.Child("helm"), err.Error())
		return
	}
	release := Release{
		Application: app.GetName(), Repo: src.RepoURL, Chart: src.Chart, Version: src.TargetRevision,
		Name: src.Helm.ReleaseName, Namespace: src.Helm.Namespace,
		Values: merged, Parameters: src.Helm.Parameters,
		KubeVersion: src.Helm.KubeVersion, APIVersions: src.Helm.APIVersions,
		SkipCRDs: src.Helm.SkipCRDs != nil && *src.Helm.SkipCRDs,
	}
	if release.Name == "" {
		release.Name = app.GetName()
	}
	if release.Namespace == "" {
		release.Namespace = app.Spec.Destination.Namespace
	}
	docs, err := v.o.Render(release)
	if errors.Is(err, errors.ErrUnsupported) {
		v.skip("the chart %s is not at hand, nothing is rendered with it", label)
		return
	}
	if err != nil {
		v.mu.Lock()
		v.list.Append(at.Child("helm"), err)
		v.mu.Unlock()
		return
	}
	v.mu.Lock()
	v.rendered++
	v.mu.Unlock()
	for k, doc := range docs {
		if len(doc) == 0 {
			continue
		}
		o := &Object{From: "chart:" + app.GetName(), Index: k, Built: true, Final: true, Unstructured: &unstructured.Unstructured{Object: doc}}
		v.object(o)
		app.Delivered = append(app.Delivered, o)
	}
}

// valueFile returns the path in the tree of a value file; known is false when it
// is in another repository.
func (v *verifier) valueFile(app *Application, file string) (name string, known bool) {
	if strings.Contains(file, "://") {
		return "", false
	}
	ref, rest, ok := strings.Cut(strings.TrimPrefix(file, "$"), "/")
	if !ok || !strings.HasPrefix(file, "$") {
		return "", false
	}
	for _, src := range app.Sources() {
		if src.Ref == ref {
			return path.Clean(rest), v.own(src.RepoURL)
		}
	}
	v.find(fieldpath.NotFound, app.Path(), fmt.Sprintf("the value file %s names no source", file))
	return "", false
}
