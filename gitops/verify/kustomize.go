package verify

import (
	"bufio"
	"bytes"
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

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

func newReader(b []byte) *bufio.Reader { return bufio.NewReader(bytes.NewReader(b)) }

// isKustomize reports whether a document is for kustomize, not for a cluster.
func isKustomize(doc map[string]any) bool {
	v, _ := doc["apiVersion"].(string)
	return strings.HasPrefix(v, "kustomize.config.k8s.io/")
}

var kustomizationNames = []string{"kustomization.yaml", "kustomization.yml", "Kustomization"}

// kustomizations builds every kustomization.
func (v *verifier) kustomizations() {
	fsys := filesys.MakeFsInMemory()
	var dirs []string
	for _, name := range v.names {
		text := v.files[name]
		if slices.Contains(kustomizationNames, path.Base(name)) {
			doc := map[string]any{}
			if err := yaml.Unmarshal(text, &doc); err != nil {
				continue // found wrong before
			}
			var err error
			if text, err = v.standIn(name, text, doc, fsys); err != nil {
				if err != errSkip { //nolint:errorlint // made here
					v.find(fieldpath.Invalid, fileAt(name), err.Error())
				}
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
	v.parallel(len(dirs), func(i int) { v.build(fsys, dirs[i]) })
}

// warm lets the first build alone: it fills kustomize's global tables.
var warm sync.Once

func (v *verifier) build(fsys filesys.FileSystem, dir string) {
	warm.Do(func() {
		one := filesys.MakeFsInMemory()
		_ = one.WriteFile("/kustomization.yaml", []byte("namePrefix: x-\nresources: [a.yaml]\n"))
		_ = one.WriteFile("/a.yaml", []byte("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"))
		_, _ = krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(one, "/")
	})
	at := fileAt(dir)
	resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(fsys, "/"+dir)
	if err != nil {
		v.find(fieldpath.Invalid, at, "kustomize: "+err.Error())
		return
	}
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
		v.object(&Object{From: dir, Index: i, Built: true, Unstructured: &unstructured.Unstructured{Object: object}})
	}
	v.mu.Lock()
	v.built++
	v.mu.Unlock()
}

// standIn replaces remote resources in a kustomization by local files.
func (v *verifier) standIn(name string, text []byte, doc map[string]any, fsys filesys.FileSystem) ([]byte, error) {
	if doc["helmCharts"] != nil {
		v.skip("%s: it renders charts, which needs the helm program", name)
		return nil, errSkip
	}
	changed := false
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
					v.skip("%s: the remote component %s is not at hand", name, s)
					return nil, errSkip
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
		return []byte("# nothing\n")
	}
	return out.Bytes()
}
