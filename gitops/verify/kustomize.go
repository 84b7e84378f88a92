package verify

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	kjson "sigs.k8s.io/json"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/values"
)

func newReader(b []byte) *bufio.Reader { return bufio.NewReader(bytes.NewReader(b)) }

// isKustomize reports whether a document is for kustomize, not for a cluster.
func isKustomize(doc map[string]any) bool {
	v, _ := doc["apiVersion"].(string)
	return strings.HasPrefix(v, "kustomize.config.k8s.io/")
}

var kustomizationNames = []string{"kustomization.yaml", "kustomization.yml", "Kustomization"}

// findKustomizations reads every kustomization.
func (v *verifier) findKustomizations() {
	var names []string
	for _, name := range v.names {
		if slices.Contains(kustomizationNames, path.Base(name)) {
			names = append(names, name)
		}
	}
	v.kustomized = make(map[string]map[string]any, len(names))
	v.parallel(len(names), func(i int) {
		doc := map[string]any{}
		if err := yaml.Unmarshal(v.files[names[i]], &doc); err != nil {
			v.find(fieldpath.Invalid, fileAt(names[i]), err.Error())
			return
		}
		v.mu.Lock()
		defer v.mu.Unlock()
		v.kustomized[names[i]] = doc
	})
}

// kustomizations builds every kustomization.
func (v *verifier) kustomizations() {
	fsys := filesys.MakeFsInMemory()
	v.fsys = fsys
	var dirs []string
	for _, name := range v.names {
		text := v.files[name]
		if doc := v.kustomized[name]; doc != nil {
			var err error
			if text, err = v.standIn(name, text, doc, fsys); err != nil {
				v.find(fieldpath.Invalid, fileAt(name), err.Error())
				continue
			}
			if doc["kind"] != "Component" {
				dirs = append(dirs, path.Dir(name))
			}
		}
		if err := fsys.WriteFile("/"+name, text); err != nil {
			v.find(fieldpath.Invalid, fileAt(name), err.Error())
		}
	}
	v.parallel(len(dirs), func(i int) { v.build(dirs[i], dirs[i]) })
}

// kustomizers holds one for each worker.
var kustomizers = sync.Pool{New: func() any { return krusty.MakeKustomizer(krusty.MakeDefaultOptions()) }}

// warm lets the first build alone: it fills kustomize's global tables.
var warm sync.Once

// build builds the kustomization in a folder and takes in what it gives, as
// coming from there.
func (v *verifier) build(dir, from string) []*Object {
	warm.Do(func() {
		one := filesys.MakeFsInMemory()
		_ = one.WriteFile("/kustomization.yaml", []byte("namePrefix: x-\nresources: [a.yaml]\npatches: [{path: patch.yaml}]\n"))
		_ = one.WriteFile("/patch.yaml", []byte("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b}\n"))
		_ = one.WriteFile("/a.yaml", []byte("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"))
		_, _ = krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(one, "/")
	})
	at := fileAt(from)
	k := kustomizers.Get().(*krusty.Kustomizer)
	defer kustomizers.Put(k)
	resources, err := k.Run(v.fsys, "/"+dir)
	if err != nil {
		v.find(fieldpath.Invalid, at, "kustomize: "+err.Error())
		return nil
	}
	var out []*Object
	for i, r := range resources.Resources() {
		text, err := r.MarshalJSON()
		if err != nil {
			v.find(fieldpath.Invalid, at.Index(i), err.Error())
			continue
		}
		var object map[string]any
		if err := kjson.UnmarshalCaseSensitivePreserveInts(text, &object); err != nil {
			v.find(fieldpath.Invalid, at.Index(i), err.Error())
			continue
		}
		o := &Object{From: from, Index: i, Built: true, Unstructured: &unstructured.Unstructured{Object: object}}
		v.object(o)
		out = append(out, o)
	}
	v.mu.Lock()
	v.built++
	v.mu.Unlock()
	return out
}

// nothing is a file of no objects, which kustomize accepts.
const nothing = "# nothing\n"

// standIn replaces remote resources and charts in a kustomization by local files.
func (v *verifier) standIn(name string, text []byte, doc map[string]any, fsys filesys.FileSystem) ([]byte, error) {
	changed, err := v.inflate(name, doc, fsys)
	if err != nil {
		return nil, err
	}
	for _, field := range []string{"resources", "components"} {
		list, _ := doc[field].([]any)
		for i, r := range list {
			s, _ := r.(string)
			if !remote(s) {
				continue
			}
			content, ok := v.o.Remotes[s]
			if !ok {
				if field == "components" {
					v.skip("%s: the remote component %s is not at hand, and left out", name, s)
					list[i] = nil
					changed = true
					continue
				}
				content = v.named(path.Dir(name), doc)
				v.skip("%s: %s is not at hand; empty objects stand in for what the patches name", name, s)
			}
			local := fmt.Sprintf("remote-%d.jenkinscode.yaml", i)
			if err := fsys.WriteFile("/"+path.Join(path.Dir(name), local), content); err != nil {
				return nil, err
			}
			list[i] = local
			changed = true
		}
		if left := slices.DeleteFunc(list, func(r any) bool { return r == nil }); len(left) < len(list) {
			doc[field] = left
		}
	}
	if !changed {
		return text, nil
	}
	return yaml.Marshal(doc)
}

func remote(s string) bool {
	if s == "" || s[0] == '.' || s[0] == '/' {
		return false
	}
	host, _, _ := strings.Cut(s, "/")
	return strings.Contains(s, "://") || strings.HasPrefix(s, "git@") || strings.HasPrefix(s, "git::") ||
		host == "github.com" || host == "gitlab.com" || host == "bitbucket.org"
}

// named returns empty objects for what a kustomization's patches change.
func (v *verifier) named(dir string, doc map[string]any) []byte {
	var out bytes.Buffer
	seen := map[string]bool{}
	add := func(apiVersion, kind, name, namespace any) {
		id := fmt.Sprint(apiVersion, kind, name, namespace)
		if kind == nil || name == nil || kind == "" || name == "" || seen[id] {
			return
		}
		seen[id] = true
		if apiVersion == nil || apiVersion == "" {
			apiVersion = "v1"
		}
		metadata := map[string]any{"name": name}
		if namespace != nil && namespace != "" {
			metadata["namespace"] = namespace
		}
		b, err := yaml.Marshal(map[string]any{"apiVersion": apiVersion, "kind": kind, "metadata": metadata})
		if err == nil {
			out.WriteString("---\n")
			out.Write(b)
		}
	}
	text := func(patch any) []byte {
		switch p := patch.(type) {
		case string:
			if b, ok := v.files[path.Join(dir, p)]; ok {
				return b
			}
			return []byte(p)
		case map[string]any:
			if file, ok := p["path"].(string); ok {
				return v.files[path.Join(dir, file)]
			}
			s, _ := p["patch"].(string)
			return []byte(s)
		}
		return nil
	}
	patches, _ := doc["patches"].([]any)
	merges, _ := doc["patchesStrategicMerge"].([]any)
	for _, p := range slices.Concat(patches, merges) {
		if m, ok := p.(map[string]any); ok {
			if target, ok := m["target"].(map[string]any); ok {
				group, version := target["group"], target["version"]
				if version == nil {
					version = "v1"
				}
				apiVersion := fmt.Sprint(version)
				if group != nil && group != "" {
					apiVersion = fmt.Sprint(group, "/", version)
				}
				add(apiVersion, target["kind"], target["name"], target["namespace"])
			}
		}
		docs, err := documents(text(p))
		if err != nil {
			continue // kustomize says it better
		}
		for _, d := range docs {
			if m, ok := d["metadata"].(map[string]any); ok {
				add(d["apiVersion"], d["kind"], m["name"], m["namespace"])
			}
		}
	}
	if out.Len() == 0 {
		return []byte(nothing)
	}
	return out.Bytes()
}

// inflate renders the charts of a kustomization, as kustomize does by the helm
// program, and puts what they give among the resources.
func (v *verifier) inflate(name string, doc map[string]any, fsys filesys.FileSystem) (changed bool, err error) {
	text, err := yaml.Marshal(doc["helmCharts"])
	if err != nil || doc["helmCharts"] == nil {
		return false, err
	}
	var list []gitops.HelmChart
	if err := yaml.Unmarshal(text, &list); err != nil {
		return false, fmt.Errorf("helmCharts: %w", err)
	}
	delete(doc, "helmCharts")
	delete(doc, "helmGlobals")
	resources, _ := doc["resources"].([]any)
	for i, c := range list {
		release := Release{
			Repo: c.Repo, Chart: c.Name, Version: c.Version, Name: cmp.Or(c.ReleaseName, c.Name), Namespace: c.Namespace,
			KubeVersion: c.KubeVersion, APIVersions: c.APIVersions, SkipCRDs: c.IncludeCRDs == nil || !*c.IncludeCRDs,
		}
		if release.Values, err = v.chartValues(path.Dir(name), c); err != nil {
			return false, fmt.Errorf("helmCharts[%d]: %w", i, err)
		}
		err := errors.ErrUnsupported
		var docs []map[string]any
		if v.o.Render != nil {
			docs, err = v.o.Render(release)
		}
		if errors.Is(err, errors.ErrUnsupported) {
			v.skip("%s: the chart %s %s of %s is not at hand, and left out", name, c.Name, c.Version, c.Repo)
		} else if err != nil {
			return false, fmt.Errorf("helmCharts[%d]: %w", i, err)
		} else {
			v.rendered++
		}
		out := bytes.NewBufferString(nothing)
		for _, d := range docs {
			b, err := yaml.Marshal(d)
			if err != nil {
				return false, err
			}
			out.WriteString("---\n")
			out.Write(b)
		}
		local := fmt.Sprintf("chart-%d.jenkinscode.yaml", i)
		if err := fsys.WriteFile("/"+path.Join(path.Dir(name), local), out.Bytes()); err != nil {
			return false, err
		}
		resources = append(resources, local)
	}
	doc["resources"] = resources
	return true, nil
}

// chartValues returns the values of a chart in a kustomization: those of its
// files, later ones counting more, and those in place as valuesMerge says.
func (v *verifier) chartValues(dir string, c gitops.HelmChart) (map[string]any, error) {
	var files, inline values.Stack
	for _, file := range append([]string{c.ValuesFile}, c.AdditionalValuesFiles...) {
		if file == "" {
			continue
		}
		text, ok := v.files[path.Join(dir, file)]
		if !ok {
			return nil, fmt.Errorf("the repository has no file %s", path.Join(dir, file))
		}
		layer := map[string]any{}
		if err := yaml.Unmarshal(text, &layer); err != nil {
			return nil, err
		}
		files.Layers = append(files.Layers, values.Layer{Name: file, Values: layer})
	}
	if c.ValuesInline != nil {
		inline.Layers = []values.Layer{{Name: "valuesInline", Values: c.ValuesInline}}
	}
	switch c.ValuesMerge {
	case "replace":
		if c.ValuesInline != nil {
			files.Layers = nil
		}
		files.Layers = append(files.Layers, inline.Layers...)
	case "merge": // values in place fill in what the files leave out
		files.Layers = append(inline.Layers, files.Layers...)
	default:
		files.Layers = append(files.Layers, inline.Layers...)
	}
	return files.Merge()
}
