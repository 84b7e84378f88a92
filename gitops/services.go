package gitops

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Services are services that Argo CD delivers from one Git repository into
// several environments, each from a base and an overlay. [Services.Tree] returns
// that repository.
type Services struct {
	// Title is the heading of the repository's README.
	Title string
	// Repository is the Git repository that the tree is going to stand in.
	Repository Repository
	// Layout says where things stand in it; the default is [ServiceLayout].
	Layout Layout
	// ArgoCD is Argo CD's namespace; the default is argocd.
	ArgoCD string
	// Project is the project of the Applications of a root; see
	// [Layout.RootApplication].
	Project string
	// Environments are the environments.
	Environments []Environment
	// Services are the services.
	Services []Service
}

// Environment is one instance of services: a cluster and a namespace in it.
type Environment struct {
	// Name is the environment's name, as dev1 or production.
	Name string
	// Cluster is the address of the cluster's API; the default is [InCluster].
	Cluster string
	// Namespace is where services go; the default is the name.
	Namespace string
	// TargetRevision is the branch, tag or commit that the environment follows;
	// the default is the repository's.
	TargetRevision string
}

func (e Environment) namespace() string { return cmp.Or(e.Namespace, e.Name) }

// Service is something that is delivered: an API, an add-on of the cluster, Argo
// CD itself.
type Service struct {
	// Name is the service's name. Its Applications have it too, followed by the
	// environment's.
	Name string
	// Group is the folder that it stands in with others of its sort, as api.
	Group string
	// Project is the project of its Applications.
	Project string
	// Namespace is where it goes in every environment; the default is the
	// environment's.
	Namespace string
	// Chart, when it has a name, is a chart to install, beside what Base and
	// Overlays hold.
	Chart Chart
	// Values are the values that all environments have in common.
	Values any
	// Base is what all environments have in common.
	Base Folder
	// Overlays are what is an environment's own, by its name. The service is
	// delivered to the environments that stand here.
	Overlays map[string]Overlay
	// Wave is the sync wave of its Applications, which counts in the layouts
	// with a root. A service with resource definitions gets a lower one than
	// those that use them by itself.
	Wave int
	// Annotations are annotations of its Applications.
	Annotations map[string]string
	// SyncPolicy is the policy of its Applications.
	SyncPolicy SyncPolicy
	// IgnoreDifferences are those of its Applications.
	IgnoreDifferences []IgnoreDifferences
}

// Overlay is what is an environment's own in a service.
type Overlay struct {
	// Folder has the patches and further objects. The service's base is among
	// its resources by itself.
	Folder
	// Values are the values of the service's chart that differ.
	Values any
}

// valuesFile is the name of value files.
const valuesFile = "values.yaml"

// Validate checks names, and that environments and services are told apart.
func (s *Services) Validate() error {
	var list fieldpath.List
	var root *fieldpath.Path
	list.Append(root.Child("layout"), s.layout().Validate())
	if s.Repository.URL == "" {
		list.Add(fieldpath.Required, root.Child("repository").Child("url"), nil, "it must be set")
	}
	environments := map[string]bool{}
	for _, e := range s.Environments {
		at := root.Child("environments").Key(e.Name)
		checkName(&list, at.Child("name"), e.Name, 63)
		if environments[e.Name] {
			list.Add(fieldpath.Duplicate, at, nil, "another environment has this name")
		}
		environments[e.Name] = true
	}
	names := map[string]bool{}
	for _, svc := range s.Services {
		at := root.Child("services").Key(svc.Name)
		checkName(&list, at.Child("name"), svc.Name, 63)
		if names[svc.Name] {
			list.Add(fieldpath.Duplicate, at, nil, "another service has this name")
		}
		names[svc.Name] = true
		if svc.Project == "" {
			list.Add(fieldpath.Required, at.Child("project"), nil, "it must be set")
		}
		if svc.Chart.Name == "" && svc.Values != nil {
			list.Add(fieldpath.Lost, at.Child("values"), nil, "values need a chart")
		}
		for _, env := range slices.Sorted(maps.Keys(svc.Overlays)) {
			if !environments[env] {
				list.Add(fieldpath.NotFound, at.Child("overlays").Key(env), nil, "there is no environment of this name", slices.Sorted(maps.Keys(environments))...)
			}
			if svc.Chart.Name == "" && svc.Overlays[env].Values != nil {
				list.Add(fieldpath.Lost, at.Child("overlays").Key(env).Child("values"), nil, "values need a chart")
			}
		}
	}
	return list.Err()
}

func (s *Services) layout() Layout {
	if s.Layout == (Layout{}) {
		return ServiceLayout()
	}
	return s.Layout
}

// Tree returns the repository: bases, overlays and Applications as the layout
// has them, and a README with a picture of all Applications and one of a sync.
// What [Services.Validate] finds is reported by [Tree.Write] and the like.
func (s *Services) Tree() *Tree {
	tree := new(Tree)
	waves := s.waves()
	for i := range s.Services {
		tree.Group("services["+s.Services[i].Name+"]", func(tree *Tree) error {
			s.add(tree, &s.Services[i], waves)
			return nil
		})
	}
	tree.Group("", func(tree *Tree) error {
		if err := s.Validate(); err != nil {
			return err
		}
		s.addRoots(tree)
		if file := s.layout().Readme; file != "" {
			tree.Add(file, s.readme(waves))
		}
		return nil
	})
	return tree
}

// base and overlay return a service's folders, application where its Application
// stands.
func (s *Services) base(svc *Service) string {
	return place(s.layout().Base, svc.Group, svc.Name, "")
}

func (s *Services) overlay(svc *Service, env string) string {
	return place(s.layout().Overlay, svc.Group, svc.Name, env)
}

func (s *Services) application(svc *Service, env string) string {
	return place(s.layout().Application, svc.Group, svc.Name, env)
}

// hasBase reports whether a service has something to build in common.
func (s *Services) hasBase(svc *Service) bool { return s.layout().Base != "" && !svc.Base.empty() }

// add adds a service.
func (s *Services) add(tree *Tree, svc *Service, waves map[string]int) {
	if s.hasBase(svc) {
		tree.AddFolder(s.base(svc), svc.Base)
	}
	if svc.Values != nil {
		tree.Add(path.Join(s.base(svc), valuesFile), svc.Values)
	}
	common := ""
	if pattern := s.layout().ApplicationBase; pattern != "" {
		common = place(pattern, svc.Group, svc.Name, "")
		tree.AddFolder(common, Folder{Resources: map[string]any{"application.yaml": s.common(svc, waves)}})
	}
	for _, e := range s.Environments {
		overlay, ok := svc.Overlays[e.Name]
		if !ok {
			continue
		}
		dir := s.overlay(svc, e.Name)
		folder := overlay.Folder
		if s.hasBase(svc) {
			folder.Kustomization.Resources = append([]string{relative(dir, s.base(svc))}, folder.Kustomization.Resources...)
		}
		if !folder.empty() {
			tree.AddFolder(dir, folder)
		}
		if overlay.Values != nil {
			tree.Add(path.Join(dir, valuesFile), overlay.Values)
		}
		app := s.environmental(svc, e, waves)
		to := s.application(svc, e.Name)
		switch {
		case common != "":
			tree.AddFolder(folderOf(to), Folder{
				Patches: map[string]any{"application.yaml": applicationPatch{
					Metadata: Metadata{Name: svc.Name, Namespace: app.Metadata.Namespace},
					Spec:     applicationPatchSpec{Source: app.Spec.Source, Sources: app.Spec.Sources, Destination: app.Spec.Destination},
				}},
				Kustomization: Kustomization{NameSuffix: "-" + e.Name, Resources: []string{relative(folderOf(to), common)}},
			})
		case strings.HasSuffix(to, ".yaml"):
			tree.Add(to, app)
		default:
			tree.AddFolder(to, Folder{Resources: map[string]any{"application.yaml": app}})
		}
	}
}

// folderOf returns the folder of an Application, which may be a file.
func folderOf(application string) string { return strings.TrimSuffix(application, ".yaml") }

// applicationPatch is what an environment changes in an Application's base.
type applicationPatch struct {
	object[applicationKind]
	Metadata Metadata             `json:"metadata"`
	Spec     applicationPatchSpec `json:"spec"`
}

type applicationPatchSpec struct {
	Source      ApplicationSource   `json:"source,omitzero"`
	Sources     []ApplicationSource `json:"sources,omitzero"`
	Destination Destination         `json:"destination,omitzero"`
}

// common returns what the Applications of a service have in common: for the
// environment that a service is in first, so that it is an Application by
// itself.
func (s *Services) common(svc *Service, waves map[string]int) Application {
	for _, e := range s.Environments {
		if _, ok := svc.Overlays[e.Name]; ok {
			app := s.environmental(svc, e, waves)
			app.Metadata.Name = svc.Name
			return app
		}
	}
	app := s.environmental(svc, Environment{}, waves)
	app.Metadata.Name = svc.Name
	return app
}

// environmental returns the Application of a service in an environment.
func (s *Services) environmental(svc *Service, e Environment, waves map[string]int) Application {
	app := Application{
		Metadata: Metadata{Name: svc.Name + "-" + e.Name, Namespace: cmp.Or(s.ArgoCD, "argocd"), Annotations: svc.Annotations},
		Spec: ApplicationSpec{
			Project:           svc.Project,
			Destination:       Destination{Server: cmp.Or(e.Cluster, InCluster), Namespace: cmp.Or(svc.Namespace, e.namespace())},
			SyncPolicy:        svc.SyncPolicy,
			IgnoreDifferences: svc.IgnoreDifferences,
		},
	}
	if wave := waves[svc.Name]; wave != 0 {
		app.Metadata.Annotations = Merge(svc.Annotations, Annotations(Wave(wave)))
	}
	own := ApplicationSource{RepoURL: s.Repository.URL, TargetRevision: cmp.Or(e.TargetRevision, s.Repository.TargetRevision)}
	overlay := svc.Overlays[e.Name]
	builds := own
	builds.Path = s.overlay(svc, e.Name)
	if svc.Chart.Name == "" {
		app.Spec.Source = builds
		return app
	}
	const ref = "values"
	chart := ApplicationSource{
		RepoURL: svc.Chart.Repository, Chart: svc.Chart.Name, TargetRevision: svc.Chart.Version,
		Helm: HelmSource{ReleaseName: svc.Name},
	}
	if svc.Values != nil {
		chart.Helm.ValueFiles = append(chart.Helm.ValueFiles, ValueFile(ref, path.Join(s.base(svc), valuesFile)))
	}
	if overlay.Values != nil {
		chart.Helm.ValueFiles = append(chart.Helm.ValueFiles, ValueFile(ref, path.Join(s.overlay(svc, e.Name), valuesFile)))
	}
	app.Spec.Sources = []ApplicationSource{chart}
	if chart.Helm.ValueFiles != nil {
		files := own
		files.Ref = ref
		app.Spec.Sources = append(app.Spec.Sources, files)
	}
	if s.hasBase(svc) || !overlay.Folder.empty() {
		app.Spec.Sources = append(app.Spec.Sources, builds)
	}
	if len(app.Spec.Sources) == 1 && s.layout().ApplicationBase == "" { // a patch could not take the others away
		app.Spec.Source, app.Spec.Sources = chart, nil
	}
	return app
}

// addRoots adds the kustomizations of all Applications of an environment, and
// the Applications that deliver them.
func (s *Services) addRoots(tree *Tree) {
	l := s.layout()
	if l.Root == "" {
		return
	}
	for _, e := range s.Environments {
		dir := place(l.Root, "", "", e.Name)
		var list Kustomization
		for i := range s.Services {
			svc := &s.Services[i]
			if _, ok := svc.Overlays[e.Name]; ok {
				to := s.application(svc, e.Name)
				if l.ApplicationBase != "" {
					to = folderOf(to)
				}
				list.Resources = append(list.Resources, relative(dir, to))
			}
		}
		slices.Sort(list.Resources)
		tree.Add(path.Join(dir, KustomizationFile), list)
		if l.RootApplication == "" {
			continue
		}
		tree.Add(place(l.RootApplication, "", "", e.Name), Application{
			Metadata: Metadata{Name: e.Name, Namespace: cmp.Or(s.ArgoCD, "argocd")},
			Spec: ApplicationSpec{
				Project: cmp.Or(s.Project, "default"),
				Source: ApplicationSource{
					RepoURL: s.Repository.URL, Path: dir,
					TargetRevision: cmp.Or(e.TargetRevision, s.Repository.TargetRevision),
				},
				Destination: Destination{Server: InCluster, Namespace: cmp.Or(s.ArgoCD, "argocd")},
				SyncPolicy:  SyncPolicy{Automated: new(Automated{Prune: new(true)})},
			},
		})
	}
}

// waves returns the sync wave of each service: its own, or a later one when it
// uses what another defines.
func (s *Services) waves() map[string]int {
	definers := map[groupKind]string{}
	each := func(svc *Service, f func(content any)) {
		for _, content := range svc.Base.Resources {
			f(content)
		}
		for _, o := range svc.Overlays {
			for _, content := range o.Resources {
				f(content)
			}
		}
	}
	waves := make(map[string]int, len(s.Services))
	for i := range s.Services {
		svc := &s.Services[i]
		waves[svc.Name] = svc.Wave
		each(svc, func(content any) {
			for _, kind := range definitions(content) {
				definers[kind] = svc.Name
			}
		})
	}
	if len(definers) == 0 {
		return waves
	}
	uses := map[string]map[string]bool{}
	for i := range s.Services {
		svc := &s.Services[i]
		uses[svc.Name] = map[string]bool{}
		each(svc, func(content any) {
			for _, kind := range kindsOf(content) {
				if by := definers[kind]; by != "" && by != svc.Name {
					uses[svc.Name][by] = true
				}
			}
		})
	}
	// Two that use each other's definitions have no order; as many rounds as
	// there are services settle all others.
	for range s.Services {
		settled := true
		for name, others := range uses {
			for other := range others {
				if waves[name] <= waves[other] && !uses[other][name] {
					waves[name] = waves[other] + 1
					settled = false
				}
			}
		}
		if settled {
			break
		}
	}
	return waves
}

// readme returns the repository's README.
func (s *Services) readme(waves map[string]int) Readme {
	r := Readme{Title: cmp.Or(s.Title, "Services")}
	first := ""
	for _, e := range s.Environments {
		for i := range s.Services {
			svc := &s.Services[i]
			overlay, ok := svc.Overlays[e.Name]
			if !ok {
				continue
			}
			r.Applications = append(r.Applications, s.environmental(svc, e, waves))
			if first = cmp.Or(first, e.Name); first != e.Name {
				continue // one environment's sync is like another's
			}
			for _, resources := range []map[string]any{svc.Base.Resources, overlay.Resources} {
				for _, name := range slices.Sorted(maps.Keys(resources)) {
					if list, several := resources[name].([]any); several {
						r.Sync = append(r.Sync, list...)
					} else {
						r.Sync = append(r.Sync, resources[name])
					}
				}
			}
		}
	}
	return r
}
