package gitops

import (
	"cmp"
	"maps"
	"path"
	"reflect"
	"slices"
)

// Folder is a folder that kustomize builds: files, and a kustomization.yaml that
// names them.
type Folder struct {
	// Resources are the files with objects, by name: an object, or several as
	// []any. Those with resource definitions come first, as the others may need
	// them.
	Resources map[string]any
	// Patches are the files with strategic merge patches, by name, such as
	// [DeploymentPatch].
	Patches map[string]any
	// Files are the other files, by name: what generators take in, value files.
	Files map[string]any
	// Kustomization is the rest of the kustomization.yaml. Resources and Patches
	// are added to what it names itself.
	Kustomization Kustomization
}

// AddFolder adds a folder's files and its kustomization.yaml.
func (t *Tree) AddFolder(dir string, f Folder) {
	k := f.Kustomization
	k.Resources = slices.Clone(k.Resources)
	k.Patches = slices.Clone(k.Patches)
	by := t.caller()
	add := func(name string, content any) {
		documents, several := content.([]any)
		if !several {
			documents = []any{content}
		}
		t.files = append(t.files, file{path: path.Join(dir, name), content: documents, mode: 0o644, by: by})
	}
	for _, name := range f.order() {
		add(name, f.Resources[name])
		k.Resources = append(k.Resources, name)
	}
	for _, name := range slices.Sorted(maps.Keys(f.Patches)) {
		add(name, f.Patches[name])
		k.Patches = append(k.Patches, Patch{Path: name})
	}
	for _, name := range slices.Sorted(maps.Keys(f.Files)) {
		add(name, f.Files[name])
	}
	add(KustomizationFile, k)
}

// order returns the names of the resources, those with definitions first.
func (f Folder) order() []string {
	rank := func(name string) int {
		if len(definitions(f.Resources[name])) > 0 {
			return 0
		}
		return 1
	}
	return slices.SortedFunc(maps.Keys(f.Resources), func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
	})
}

// empty reports whether there is nothing to build.
func (f Folder) empty() bool {
	return len(f.Resources)+len(f.Patches)+len(f.Files) == 0 && reflect.ValueOf(f.Kustomization).IsZero()
}
