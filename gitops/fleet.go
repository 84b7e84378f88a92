package gitops

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/digest"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/jobdsl"
	"github.com/jenkinscode/jenkinscode/values"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Fleet is a set of Jenkins controllers that Argo CD delivers from one Git
// repository, each by the official jenkins chart and by ConfigMaps that the
// chart's config reload sidecar loads.
//
// [Fleet.Tree] returns that repository, [Fleet.Validate] what is wrong with it.
// Names, labels and paths on both sides of each seam (a ConfigMap's label and
// what the sidecar looks for, a script's file and the document that lists it, a
// value file and the Application that names it) come from this one value.
type Fleet struct {
	// Name is the name of the Argo CD project and the prefix of its Applications,
	// for instance jenkins.
	Name string
	// Layout says where things stand, with the fleet's name for {name} and a
	// controller's for {environment}; the default is [ControllerLayout]. The
	// Applications are written as wholes and have no root.
	Layout Layout
	// Repository is the Git repository that the tree is going to stand in.
	Repository Repository
	// Chart is the chart to install; see [JenkinsChart].
	Chart Chart
	// Release is the Helm release name of each controller; the default is jenkins.
	Release string
	// Cluster is the address of the API of the cluster that controllers run in
	// unless they say otherwise; the default is [InCluster].
	Cluster string
	// Delivery is the way that Argo CD gets values to the chart; the default is
	// [MultipleSources].
	Delivery Delivery
	// SyncPolicy is the policy of the controllers' Applications.
	SyncPolicy SyncPolicy
	// IgnoreDifferences are fields of the chart's objects that the cluster
	// changes and Argo CD leaves alone.
	IgnoreDifferences []IgnoreDifferences
	// ArgoCD, when it has a version, is how Argo CD itself is installed.
	ArgoCD ArgoCD
	// Base are the values that all controllers have in common.
	Base values.Values
	// Controllers are the controllers.
	Controllers []Controller
	// Names are the names of further controllers, for a fleet that is larger than
	// memory: each is made by Make when its turn has come and forgotten when its
	// files are written.
	Names []string
	// Make makes the controller of that name, in the default namespace and
	// cluster. It is called from several goroutines at once, and again for each
	// use of the tree.
	Make func(name string) (Controller, error)
	// Inputs, when set, returns all that the controller of that name in Names
	// depends on beside the program itself: what Make reads and closes over, as
	// plain data. With [WriteOptions.Cache] Make is not even called for a
	// controller whose inputs and files are as they were.
	Inputs func(name string) any
}

// Controller is one Jenkins controller of a [Fleet].
type Controller struct {
	// Name is the controller's name, for instance hoge: its overlay's folder
	// and part of the names of its Applications.
	Name string
	// Namespace is the Kubernetes namespace; the default is the name followed by
	// -jenkins.
	Namespace string
	// Cluster is the address of the API of the cluster that it runs in; the
	// default is the fleet's.
	Cluster string
	// Values are the chart values in which it differs from the fleet's base.
	Values values.Values
	// Casc are the JCasC documents, by the name of the ConfigMap of each. The
	// names jobs and jobs-groovy are taken.
	Casc map[string]casc.Document
	// Jobs are the Job DSL scripts, by file name without its .groovy.
	Jobs map[string]jobdsl.Script
	// Credentials are the ids of credentials that no document declares: those
	// that a credentials provider plugin finds outside Jenkins.
	Credentials []string
	// Variables are the names of variables that documents may refer to although
	// neither the chart's secrets nor its containerEnv supply them.
	Variables []string
	// Objects are further Kubernetes objects for the namespace: k8s.io/api
	// types, or any value that marshals to an object.
	Objects []any
}

// Repository is a Git repository at a revision.
type Repository struct {
	// URL is the address that Argo CD fetches from.
	URL string
	// TargetRevision is the branch, tag or commit; the default is HEAD.
	TargetRevision string
}

// Chart is a chart in a Helm repository.
type Chart struct {
	// Repository is the address of the Helm repository.
	Repository string
	// Name is the chart's name.
	Name string
	// Version is the chart's version.
	Version string
}

// JenkinsChart returns the official jenkins chart at a version.
func JenkinsChart(version string) Chart {
	return Chart{Repository: "https://charts.jenkins.io", Name: "jenkins", Version: version}
}

// namespace returns the controller's namespace.
func (c *Controller) namespace() string {
	if c.Namespace != "" {
		return c.Namespace
	}
	return c.Name + "-jenkins"
}

// The names of the two ConfigMaps that bring jobs to a controller.
const (
	jobsDocument = "jobs"        // the JCasC document that lists the scripts
	jobsScripts  = "jobs-groovy" // the scripts
)

// Sync waves: a controller finds its configuration when it starts.
const (
	configWave = 4
	chartWave  = 5
)

// applyLimit is the size of an object, in bytes, beyond which kubectl's
// last-applied annotation can't hold it and Argo CD must apply on the server;
// objectLimit is the size that the API server refuses.
const (
	applyLimit  = 256 << 10
	objectLimit = 1 << 20
)

func (f *Fleet) release() string { return cmp.Or(f.Release, "jenkins") }

func (f *Fleet) cluster(c *Controller) string {
	return cmp.Or(c.Cluster, f.Cluster, InCluster)
}

func (f *Fleet) delivery() Delivery {
	if f.Delivery == nil {
		return MultipleSources{}
	}
	return f.Delivery
}

func (f *Fleet) layout() Layout {
	if f.Layout == (Layout{}) {
		return ControllerLayout()
	}
	return f.Layout
}

func (f *Fleet) basePath() string {
	return path.Join(place(f.layout().Base, "", f.Name, ""), valuesFile)
}

func (f *Fleet) overlay(c *Controller, elem ...string) string {
	return path.Join(append([]string{place(f.layout().Overlay, "", f.Name, c.Name)}, elem...)...)
}

// applications returns the folder that holds all Applications, or a file there.
func (f *Fleet) applications(elem ...string) string {
	above, _, _ := strings.Cut(f.layout().Application, "{environment}")
	return path.Join(append([]string{place(above, "", f.Name, "")}, elem...)...)
}

// Tree returns the repository: the base values, an overlay of values and
// configuration for each controller, the Argo CD project and Applications, and
// Argo CD itself where the fleet says how.
//
// The tree is made as it is used, controller by controller and in parallel:
// [Tree.Write] and the like report all that [Fleet.Validate] finds, and then
// nothing is written. The fleet must not be changed meanwhile.
func (f *Fleet) Tree() *Tree {
	tree := new(Tree)
	by := tree.caller()
	// Everything but the controllers.
	shared := sync.OnceValues(func() (digest.Sum, bool) {
		rest := *f
		rest.Controllers, rest.Names, rest.Make, rest.Inputs = nil, nil, nil, nil
		return digest.Of(rest)
	})
	tree.Group("", func(tree *Tree) error {
		tree.by = by
		if rest, known := shared(); known && tree.stands(rest, len(f.Controllers), f.homes()) {
			return nil
		}
		tree.Add(f.basePath(), f.Base)
		f.addApplications(tree)
		f.ArgoCD.add(tree, f)
		return f.checkWhole()
	})
	tree.groups = slices.Grow(tree.groups, len(f.Controllers)+len(f.Names))
	names := make(map[string]bool, len(f.Controllers)+len(f.Names))
	pool := sync.Pool{New: func() any { return newCheckedController() }} // whose memory is used again
	group := func(name string, given *Controller) {
		again := names[name] // checkWhole says so; its files would be said to be duplicates, each
		names[name] = true
		tree.Group("controllers["+name+"]", func(tree *Tree) error {
			tree.by = by
			rest, known := shared()
			known = known && !again
			inputs := given == nil && f.Inputs != nil
			if known && inputs && tree.stands(rest, name, f.Inputs(name)) {
				return nil
			}
			checked := pool.Get().(*checkedController)
			tree.after = func() { pool.Put(checked) }
			c := given
			if c == nil {
				c = &checked.made
				if err := f.made(name, c); err != nil {
					return err
				}
			}
			if known && !inputs && tree.stands(rest, c) {
				return nil
			}
			if err := f.checkController(c, checked); err != nil || again {
				return err
			}
			f.addController(tree, c, checked)
			return nil
		})
	}
	for i := range f.Controllers {
		group(f.Controllers[i].Name, &f.Controllers[i])
	}
	for _, name := range f.Names {
		group(name, nil)
	}
	return tree
}

// each calls do with every controller, those that have to be made by name alone.
func (f *Fleet) each(do func(*Controller)) {
	for i := range f.Controllers {
		do(&f.Controllers[i])
	}
	var c Controller
	for _, c.Name = range f.Names {
		do(&c)
	}
}

// homes returns which controllers there are, and where.
func (f *Fleet) homes() []string {
	list := make([]string, 0, 3*len(f.Controllers)+len(f.Names))
	for i := range f.Controllers {
		c := &f.Controllers[i]
		list = append(list, c.Name, c.Namespace, c.Cluster)
	}
	return append(list, f.Names...)
}

// made makes the controller of that name in Names.
func (f *Fleet) made(name string, c *Controller) (err error) {
	if f.Make == nil {
		return &Error{Kind: fieldpath.Required, Detail: "Names has this controller, and Make, which has to make it, is nil"}
	}
	if *c, err = f.Make(name); err != nil {
		return err
	}
	if c.Namespace != "" || c.Cluster != "" {
		return &Error{Kind: fieldpath.Forbidden, Detail: "a controller that Make makes has the default namespace and cluster; put it in Controllers"}
	}
	c.Name = name
	return nil
}

// addController adds a controller's Applications and overlay.
func (f *Fleet) addController(tree *Tree, c *Controller, checked *checkedController) {
	release := &checked.release
	labels := map[string]string{release.ReloadLabel(): "true"}

	checked.applications = [2]Application{f.configApplication(c), f.chartApplication(c)}
	applications := []any{&checked.applications[0], &checked.applications[1]}
	if to := place(f.layout().Application, "", f.Name, c.Name); strings.HasSuffix(to, ".yaml") {
		tree.Add(to, applications...)
	} else {
		tree.AddFolder(to, Folder{Resources: map[string]any{"application.yaml": applications}})
	}
	tree.addChecked(f.overlay(c, "helm/values.yaml"), &c.Values)

	config := f.overlay(c, "config") + "/"
	kustomization := Kustomization{
		Namespace:        c.namespace(),
		Resources:        []string{"namespace.yaml"},
		GeneratorOptions: GeneratorOptions{DisableNameSuffixHash: new(true), Labels: labels},
	}
	tree.Add(config+"namespace.yaml", corev1.Namespace{ObjectMeta: metav1.ObjectMeta{
		Name: c.namespace(), Annotations: Annotations(Wave(-1)),
	}})
	document := func(name string, doc *casc.Document) {
		file := name + "-cm.yaml"
		kustomization.Resources = append(kustomization.Resources, file)
		tree.addChecked(config+file, ConfigMap{
			Metadata: Metadata{Name: name, Labels: labels},
			Data:     map[string]Text{name + ".yaml": doc},
		})
	}
	for i, name := range checked.names {
		document(name, &checked.docs[i])
	}
	if len(checked.scripts) > 0 {
		generator := ConfigMapArgs{Name: jobsScripts}
		list := &checked.jobs
		list.Jobs = list.Jobs[:0]
		size := 0
		for _, script := range checked.scripts {
			size += len(script.file) + len(script.text)
			tree.Add(config+script.file, script.text)
			generator.Files = append(generator.Files, script.file)
			list.Jobs = append(list.Jobs, casc.JobFile(path.Join(release.ConfigDir(), script.file)))
		}
		if size > applyLimit {
			kustomization.GeneratorOptions.Annotations = Annotations(ObjectOptions(ServerSideApply))
		}
		kustomization.ConfigMapGenerator = []ConfigMapArgs{generator}
		document(jobsDocument, list)
	}
	if len(c.Objects) > 0 {
		kustomization.Resources = append(kustomization.Resources, "objects.yaml")
		tree.Add(config+"objects.yaml", c.Objects...)
	}
	tree.Add(config+"kustomization.yaml", kustomization)
}

// Applications returns the fleet's Applications: of each controller that of its
// configuration and that of its chart.
func (f *Fleet) Applications() []Application {
	list := make([]Application, 0, 2*(len(f.Controllers)+len(f.Names)))
	f.each(func(c *Controller) { list = append(list, f.configApplication(c), f.chartApplication(c)) })
	return list
}

// addApplications adds the project and the kustomization that lists it and the
// controllers' Applications.
func (f *Fleet) addApplications(tree *Tree) {
	project := AppProject{
		Metadata: Metadata{Name: f.Name, Namespace: f.ArgoCD.namespace()},
		Spec: AppProjectSpec{
			Description:              "Jenkins controllers and their configuration",
			SourceRepos:              []string{f.Repository.URL, f.Chart.Repository},
			ClusterResourceWhitelist: []GroupKind{{Kind: "Namespace"}},
		},
	}
	list := Kustomization{Resources: []string{"project.yaml"}}
	f.each(func(c *Controller) {
		project.Spec.Destinations = append(project.Spec.Destinations, Destination{Server: f.cluster(c), Namespace: c.namespace()})
		list.Resources = append(list.Resources, relative(f.applications(), place(f.layout().Application, "", f.Name, c.Name)))
	})
	tree.Add(f.applications("project.yaml"), project)
	tree.Add(f.applications("kustomization.yaml"), list)
}

// application returns what the Applications of a controller have in common.
func (f *Fleet) application(c *Controller, part string, wave int) Application {
	return Application{
		Metadata: Metadata{
			Name: f.Name + "-" + c.Name + "-" + part, Namespace: f.ArgoCD.namespace(),
			Annotations: Annotations(Wave(wave)),
		},
		Spec: ApplicationSpec{
			Project:     f.Name,
			Destination: Destination{Server: f.cluster(c), Namespace: c.namespace()},
			SyncPolicy:  f.SyncPolicy,
		},
	}
}

func (f *Fleet) configApplication(c *Controller) Application {
	app := f.application(c, "config", configWave)
	app.Spec.Source = ApplicationSource{
		RepoURL: f.Repository.URL, TargetRevision: f.Repository.TargetRevision,
		Path: f.overlay(c, "config"),
	}
	return app
}

func (f *Fleet) chartApplication(c *Controller) Application {
	app := f.application(c, "helm", chartWave)
	f.delivery().deliver(f, c, &app.Spec)
	app.Spec.IgnoreDifferences = f.IgnoreDifferences
	return app
}
