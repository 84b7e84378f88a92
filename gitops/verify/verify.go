// Package verify holds a generated repository against the real thing, before it
// is committed: kustomize builds every kustomization, every Kubernetes object is
// decoded strictly into its k8s.io/api type, custom resources are held against
// their definitions as an API server does it (schema, defaults, rules), charts
// are rendered with the values that an Application gives them, and policies look
// at what came out.
//
// What an Application delivers is found as Argo CD finds it: a kustomization with
// the changes that the source asks for, a chart from elsewhere or in the
// repository, or plain files. What can't be had (a remote base, a chart that is
// not at hand) is listed in the report, not passed over in silence.
//
// Everything happens in memory and on all processors. All findings come at once,
// each with the file and the object it is about.
package verify

import (
	"cmp"
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Error is one finding: the file and object, what is wrong and what is allowed.
type Error = fieldpath.Error

// Options say what a repository is held against. The zero value builds and
// decodes everything.
type Options struct {
	// CRDs are definitions of custom resources; see [ReadCRDs]. Objects of a
	// kind that neither they nor k8s.io/api know are counted as unchecked.
	CRDs []CRD
	// Remotes stand in for remote resources of kustomizations, by the text that
	// stands under resources: the YAML that building them gives. A remote
	// resource that is not here is replaced by empty objects for what the
	// kustomization's own patches name.
	Remotes map[string][]byte
	// Repos are the addresses of the repository itself: sources of Applications
	// from there are looked up in the tree.
	Repos []string
	// Render, when set, renders the charts of Applications; see package charts.
	Render Renderer
	// Policies are checks of one's own over the built objects.
	Policies []Policy
	// Workers is the number of builds at a time; the default is the number of
	// processors.
	Workers int
}

// Object is a Kubernetes object that the repository holds or that was built
// from it.
type Object struct {
	// From says where the object comes from: the file; the folder of the
	// kustomization, followed by "as" and the Application that changes it; or
	// the Application that renders a chart, as chart:application.
	From string
	// Index is the object's number there.
	Index int
	// Built says that a tool made the object: it is what a cluster gets. A file
	// that a kustomization takes in gives an object that is not.
	Built bool
	// Final says that no kustomization takes the object in.
	Final bool
	// Unstructured is the object itself. Policies must not change it.
	*unstructured.Unstructured
	// Typed is the object as its k8s.io/api type; nil for a custom resource.
	Typed any
}

// ID names the object: group, kind, namespace and name.
func (o *Object) ID() string {
	gvk := o.GroupVersionKind()
	id := gvk.Kind
	if gvk.Group != "" {
		id += "." + gvk.Group
	}
	if o.GetNamespace() != "" {
		return id + " " + o.GetNamespace() + "/" + o.GetName()
	}
	return id + " " + o.GetName()
}

// Path returns the object's place for a finding.
func (o *Object) Path() *fieldpath.Path {
	return (*fieldpath.Path)(nil).Child("files").Key(o.From).Key(o.ID())
}

// Set is everything that policies look at.
type Set struct {
	// Files are the files of the repository by path.
	Files map[string][]byte
	// Objects are all objects, sorted by where they come from.
	Objects []*Object
	// Applications are the Argo CD Applications, with what they deliver.
	Applications []*Application
	// Repos are the addresses of the repository itself.
	Repos []string
}

// Delivered returns the objects that reach a cluster: those that Applications
// deliver, and those that stand at the end of the line without an Application.
func (s *Set) Delivered() []*Object {
	seen := map[*Object]bool{}
	var out []*Object
	add := func(o *Object) {
		if !seen[o] {
			seen[o] = true
			out = append(out, o)
		}
	}
	for _, o := range s.Objects {
		if o.Final {
			add(o)
		}
	}
	for _, app := range s.Applications {
		for _, o := range app.Delivered {
			add(o)
		}
	}
	return out
}

// Policy is a check over all objects. It returns findings; see [Each] for one
// that looks at each object by itself.
type Policy func(*Set) error

// Report says what was verified.
type Report struct {
	// Files is the number of files.
	Files int
	// Kustomizations is the number of kustomizations that were built.
	Kustomizations int
	// Charts is the number of charts that were rendered.
	Charts int
	// Objects are all objects, sorted by where they come from.
	Objects []*Object
	// Applications are the Argo CD Applications, with what they deliver.
	Applications []*Application
	// Decoded is the number of objects that were decoded into k8s.io/api types.
	Decoded int
	// Custom is the number of objects that were held against a CRD's schema.
	Custom int
	// Unchecked are the kinds of objects that nothing here knows, with their
	// numbers.
	Unchecked map[string]int
	// Skipped says what could not be verified and why, sorted.
	Skipped []string
}

// String returns the report on a few lines.
func (r *Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d files: %d kustomizations built, %d charts rendered; %d objects, in files and built from them: %d decoded strictly, %d held against CRDs",
		r.Files, r.Kustomizations, r.Charts, len(r.Objects), r.Decoded, r.Custom)
	for _, kind := range sortedKeys(r.Unchecked) {
		fmt.Fprintf(&b, "\nnot checked, for want of a CRD: %d of kind %s", r.Unchecked[kind], kind)
	}
	for _, s := range r.Skipped {
		b.WriteString("\nskipped: " + s)
	}
	return b.String()
}

// Tree verifies a tree.
func Tree(tree *gitops.Tree, o Options) (*Report, error) {
	files, err := tree.Files()
	if err != nil {
		return nil, err
	}
	byPath := make(map[string][]byte, len(files))
	for _, f := range files {
		byPath[f.Path] = f.Content
	}
	return Files(byPath, o)
}

// Files verifies the files of a repository. The report is there beside findings
// too.
func Files(files map[string][]byte, o Options) (*Report, error) {
	v := &verifier{files: files, o: o, names: sortedKeys(files), unchecked: map[string]int{}}
	v.schemas = compile(o.CRDs, &v.list)
	if v.o.Workers <= 0 {
		v.o.Workers = runtime.GOMAXPROCS(0)
	}
	v.findKustomizations()
	inner := v.inner()
	v.plain()
	v.kustomizations()
	for _, object := range v.objects {
		object.Final = !inner[object.From] // the end of the line
	}
	v.sort()
	apps := v.applications()
	v.sort()
	set := &Set{Files: files, Objects: v.objects, Applications: apps, Repos: o.Repos}
	v.parallel(len(o.Policies), func(i int) {
		err := o.Policies[i](set)
		v.mu.Lock()
		defer v.mu.Unlock()
		v.list.Append(nil, err)
	})
	slices.Sort(v.skipped)
	return &Report{
		Files: len(files), Kustomizations: v.built, Charts: v.rendered, Objects: v.objects, Applications: apps,
		Decoded: v.decoded, Custom: v.custom, Unchecked: v.unchecked, Skipped: slices.Compact(v.skipped),
	}, v.list.Err()
}

type verifier struct {
	files   map[string][]byte
	names   []string
	o       Options
	schemas schemas

	mu         sync.Mutex
	kustomized map[string]map[string]any // the kustomizations, by their files
	fsys       filesys.FileSystem        // what kustomize reads
	customized map[source]string         // the folders there that stand for sources with settings
	list       fieldpath.List
	objects    []*Object
	unchecked  map[string]int
	skipped    []string
	built      int
	rendered   int
	decoded    int
	custom     int
}

func (v *verifier) parallel(n int, f func(i int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(v.o.Workers, n) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

func (v *verifier) find(kind fieldpath.Kind, at *fieldpath.Path, detail string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.list.Add(kind, at, nil, detail)
}

func (v *verifier) skip(format string, args ...any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.skipped = append(v.skipped, fmt.Sprintf(format, args...))
}

func fileAt(name string) *fieldpath.Path {
	return (*fieldpath.Path)(nil).Child("files").Key(name)
}

// plain takes in the objects that stand in files. Patches look like objects, but
// are parts of some.
func (v *verifier) plain() {
	patches := map[string]bool{}
	v.taken([]string{"patches", "patchesStrategicMerge", "patchesJson6902", "replacements"}, func(file string) { patches[file] = true })
	var names []string
	charts := v.charts()
	for _, name := range v.names {
		if slices.ContainsFunc(charts, func(dir string) bool { return strings.HasPrefix(name, dir) }) {
			continue // templates
		}
		if ext := path.Ext(name); (ext == ".yaml" || ext == ".yml") && !patches[name] {
			names = append(names, name)
		}
	}
	v.parallel(len(names), func(i int) {
		name := names[i]
		docs, err := documents(v.files[name])
		if err != nil {
			v.find(fieldpath.Invalid, fileAt(name), err.Error())
			return
		}
		for j, doc := range docs {
			switch {
			case doc["apiVersion"] == nil || doc["kind"] == nil, // values, patches by JSON pointer, …
				isKustomize(doc):
				continue
			}
			v.object(&Object{From: name, Index: j, Unstructured: &unstructured.Unstructured{Object: doc}})
		}
	})
}

// charts returns the folders with charts, with a slash behind them.
func (v *verifier) charts() []string {
	var out []string
	for _, name := range v.names {
		if dir, ok := strings.CutSuffix(name, "/Chart.yaml"); ok {
			out = append(out, dir+"/")
		}
	}
	return out
}

func (v *verifier) sort() {
	slices.SortFunc(v.objects, func(a, b *Object) int {
		built := 0
		if a.Built != b.Built {
			built = 1
			if b.Built {
				built = -1
			}
		}
		return cmp.Or(strings.Compare(a.From, b.From), built, cmp.Compare(a.Index, b.Index))
	})
}

// object checks one object and takes it in.
func (v *verifier) object(o *Object) {
	findings, kind := v.schemas.check(o)
	v.mu.Lock()
	defer v.mu.Unlock()
	v.objects = append(v.objects, o)
	v.list = append(v.list, findings...)
	switch kind {
	case decodedStrictly:
		v.decoded++
	case heldAgainstCRD:
		v.custom++
	case unknownKind:
		v.unchecked[o.GetAPIVersion()+" "+o.GetKind()]++
	}
}

// Each returns a policy that looks at each object that reaches a cluster. Findings of f are
// placed below the object.
func Each(f func(*Object) error) Policy {
	return func(s *Set) error {
		var list fieldpath.List
		for _, o := range s.Delivered() {
			if err := f(o); err != nil {
				list.Append(o.Path(), err)
			}
		}
		return list.Err()
	}
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
