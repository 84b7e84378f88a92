package verify

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"reflect"
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
	// Files are the chart's files, by their paths in it, when it stands in the
	// repository that is verified.
	Files map[string][]byte
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

// A Renderer renders charts; see package charts for one that runs Helm's engine.
// For a chart that it does not have it returns [errors.ErrUnsupported].
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
	v.customize(apps)
	v.parallel(len(apps), func(i int) {
		app := apps[i]
		for j, src := range app.Sources() {
			switch {
			case src.Chart != "", v.own(src.RepoURL) && v.isChart(src.Path):
				v.chart(app, j, src)
			case src.Path == "" || !v.own(src.RepoURL):
			case v.customized[source{app, j}] != "":
				objects := v.build(v.customized[source{app, j}], path.Clean(src.Path)+" as "+app.GetName())
				for _, o := range objects {
					o.Final = true
				}
				app.Delivered = append(app.Delivered, objects...)
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

// isKustomized reports whether a folder is a kustomization.
func (v *verifier) isKustomized(dir string) bool {
	return slices.ContainsFunc(kustomizationNames, func(name string) bool { return v.files[path.Join(dir, name)] != nil })
}

// isChart reports whether a folder is a chart.
func (v *verifier) isChart(dir string) bool { return v.files[path.Join(dir, "Chart.yaml")] != nil }

// source is a source of an Application.
type source struct {
	app *Application
	n   int
}

// customize makes a kustomization for each source that changes the one in the
// repository: by a prefix, images and so on.
func (v *verifier) customize(apps []*Application) {
	v.customized = map[source]string{}
	for _, app := range apps {
		for i, src := range app.Sources() {
			if reflect.ValueOf(src.Kustomize).IsZero() || !v.own(src.RepoURL) || !v.isKustomized(src.Path) {
				continue
			}
			dir := fmt.Sprintf(".jenkinscode/%d", len(v.customized))
			text, err := overlaid(src, "../..")
			if err == nil {
				err = v.fsys.WriteFile("/"+dir+"/"+gitops.KustomizationFile, text)
			}
			if err != nil {
				v.find(fieldpath.Invalid, app.sourcePath(i).Child("kustomize"), err.Error())
				continue
			}
			v.customized[source{app, i}] = dir
		}
	}
}

// overlaid returns the kustomization that does to the source's folder what the
// source says.
func overlaid(src gitops.ApplicationSource, top string) ([]byte, error) {
	k := src.Kustomize
	doc := map[string]any{"resources": []string{path.Join(top, src.Path)}}
	if k.NamePrefix != "" {
		doc["namePrefix"] = k.NamePrefix
	}
	if k.NameSuffix != "" {
		doc["nameSuffix"] = k.NameSuffix
	}
	if k.Namespace != "" {
		doc["namespace"] = k.Namespace
	}
	if len(k.CommonLabels) > 0 {
		labels := gitops.Labels{Pairs: k.CommonLabels, IncludeTemplates: k.LabelIncludeTemplates}
		if k.LabelWithoutSelector == nil || !*k.LabelWithoutSelector {
			labels.IncludeSelectors = new(true)
		}
		doc["labels"] = []gitops.Labels{labels}
	}
	if len(k.CommonAnnotations) > 0 {
		doc["commonAnnotations"] = k.CommonAnnotations
	}
	if len(k.Replicas) > 0 {
		doc["replicas"] = k.Replicas
	}
	if len(k.Patches) > 0 {
		patches := slices.Clone(k.Patches)
		for i := range patches {
			if patches[i].Path != "" {
				patches[i].Path = path.Join(top, src.Path, patches[i].Path)
			}
		}
		doc["patches"] = patches
	}
	var components []string
	for _, c := range k.Components {
		components = append(components, path.Join(top, src.Path, c))
	}
	if components != nil {
		doc["components"] = components
	}
	var images []gitops.Image
	for _, s := range k.Images {
		images = append(images, imageOf(s))
	}
	if images != nil {
		doc["images"] = images
	}
	return yaml.Marshal(doc)
}

// imageOf reads an image as Argo CD has it: name=new:tag@digest, of which all
// but the name may be left out.
func imageOf(s string) gitops.Image {
	var img gitops.Image
	name, rest, renamed := strings.Cut(s, "=")
	if !renamed {
		rest = s
	}
	rest, img.Digest, _ = strings.Cut(rest, "@")
	if i := strings.LastIndexByte(rest, ':'); i > strings.LastIndexByte(rest, '/') {
		rest, img.NewTag = rest[:i], rest[i+1:]
	}
	if img.Name = rest; renamed {
		img.Name, img.NewName = name, rest
	}
	return img
}

// delivered returns the objects that Argo CD finds in a folder: those that
// kustomize builds, or those in the files.
func (v *verifier) delivered(from map[string][]*Object, src gitops.ApplicationSource) []*Object {
	dir := path.Clean(src.Path)
	var out []*Object
	kustomized := v.isKustomized(dir)
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
	label := src.Chart + " " + src.TargetRevision + " of " + src.RepoURL
	if src.Chart == "" {
		label = "in " + src.Path
	}
	for j, file := range src.Helm.ValueFiles {
		name, known := v.valueFile(app, src, file)
		if !known {
			v.skip("the chart %s: the value file %s of %s is not at hand, and left out", label, file, app.GetName())
			continue
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
	for _, p := range src.Helm.FileParameters {
		v.skip("the chart %s: the parameter %s of %s is read from a file, and left out", label, p.Name, app.GetName())
	}
	if v.o.Render == nil {
		v.skip("the chart %s is not at hand, nothing is rendered with it", label)
		return
	}
	if text, isText := src.Helm.Values.(string); isText && src.Helm.ValuesObject == nil {
		layer := map[string]any{}
		if err := yaml.Unmarshal([]byte(text), &layer); err != nil {
			v.find(fieldpath.Invalid, at.Child("helm").Child("values"), err.Error())
			return
		}
		stack.Layers = append(stack.Layers, values.Layer{Name: "values", Values: layer})
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
	if src.Chart == "" {
		release.Repo, release.Version, release.Files = "", "", map[string][]byte{}
		for _, name := range v.names {
			if below, ok := strings.CutPrefix(name, path.Clean(src.Path)+"/"); ok {
				release.Files[below] = v.files[name]
			}
		}
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
// is in another repository, or in a chart from elsewhere.
func (v *verifier) valueFile(app *Application, src gitops.ApplicationSource, file string) (name string, known bool) {
	if strings.Contains(file, "://") {
		return "", false
	}
	ref, rest, ok := strings.Cut(strings.TrimPrefix(file, "$"), "/")
	if !ok || !strings.HasPrefix(file, "$") {
		return path.Join(src.Path, file), src.Chart == ""
	}
	for _, src := range app.Sources() {
		if src.Ref == ref {
			return path.Clean(rest), v.own(src.RepoURL)
		}
	}
	v.find(fieldpath.NotFound, app.Path(), fmt.Sprintf("the value file %s names no source", file))
	return "", false
}
