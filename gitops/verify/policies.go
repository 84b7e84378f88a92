package verify

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Policies returns those of the ready policies that need no setting: [Requests]
// of CPU and memory, [ReadinessProbes], [PinnedImages], [ProjectsAllow],
// [OneOwner], [DefinitionsFirst] and [NoRetiredAPIs].
func Policies() []Policy {
	return []Policy{
		Requests(corev1.ResourceCPU, corev1.ResourceMemory), ReadinessProbes(), PinnedImages(),
		ProjectsAllow(), OneOwner(), DefinitionsFirst(), NoRetiredAPIs(),
	}
}

// Pod returns the pod that a workload runs and the pod's path in it; ok is false
// for an object that runs none.
func (o *Object) Pod() (pod *corev1.PodSpec, at *fieldpath.Path, ok bool) {
	at = o.Path().Child("spec")
	template := at.Child("template").Child("spec")
	switch v := o.Typed.(type) {
	case *corev1.Pod:
		return &v.Spec, at, true
	case *appsv1.Deployment:
		return &v.Spec.Template.Spec, template, true
	case *appsv1.StatefulSet:
		return &v.Spec.Template.Spec, template, true
	case *appsv1.DaemonSet:
		return &v.Spec.Template.Spec, template, true
	case *appsv1.ReplicaSet:
		return &v.Spec.Template.Spec, template, true
	case *batchv1.Job:
		return &v.Spec.Template.Spec, template, true
	case *batchv1.CronJob:
		return &v.Spec.JobTemplate.Spec.Template.Spec, at.Child("jobTemplate").Child("spec").Child("template").Child("spec"), true
	}
	return nil, nil, false
}

// containers returns a policy that looks at every container that reaches a
// cluster, init containers included.
func containers(f func(o *Object, c *corev1.Container, init bool, at *fieldpath.Path, list *fieldpath.List)) Policy {
	return func(s *Set) error {
		var list fieldpath.List
		for _, o := range s.Delivered() {
			pod, at, ok := o.Pod()
			if !ok {
				continue
			}
			for i := range pod.InitContainers {
				f(o, &pod.InitContainers[i], true, at.Child("initContainers").Key(pod.InitContainers[i].Name), &list)
			}
			for i := range pod.Containers {
				f(o, &pod.Containers[i], false, at.Child("containers").Key(pod.Containers[i].Name), &list)
			}
		}
		return list.Err()
	}
}

// Requests asks every container for requests of the resources.
func Requests(resources ...corev1.ResourceName) Policy {
	return containers(func(_ *Object, c *corev1.Container, _ bool, at *fieldpath.Path, list *fieldpath.List) {
		for _, r := range resources {
			if q, ok := c.Resources.Requests[r]; !ok || q.IsZero() {
				list.Add(fieldpath.Required, at.Child("resources").Child("requests").Child(string(r)), nil, "without a request the scheduler counts the container as nothing")
			}
		}
	})
}

// ReadinessProbes asks every container of a Deployment, StatefulSet or DaemonSet
// that has ports for a readiness probe.
func ReadinessProbes() Policy {
	return containers(func(o *Object, c *corev1.Container, init bool, at *fieldpath.Path, list *fieldpath.List) {
		if init || len(c.Ports) == 0 || c.ReadinessProbe != nil {
			return
		}
		switch o.GetKind() {
		case "Deployment", "StatefulSet", "DaemonSet":
			list.Add(fieldpath.Required, at.Child("readinessProbe"), nil, "without it a pod gets requests before it can answer")
		}
	})
}

// Env asks the containers of workloads that match, init containers aside, for
// environment variables. A container may get them by envFrom too: then the
// ConfigMap's keys count where the repository has it.
func Env(match func(*Object) bool, names ...string) Policy {
	return func(s *Set) error {
		keys := map[string][]string{}
		for _, o := range s.Delivered() {
			if c, ok := o.Typed.(*corev1.ConfigMap); ok {
				keys[c.Namespace+"/"+c.Name] = sortedKeys(c.Data)
			}
		}
		return containers(func(o *Object, c *corev1.Container, init bool, at *fieldpath.Path, list *fieldpath.List) {
			if init || !match(o) {
				return
			}
			have := map[string]bool{}
			for _, e := range c.Env {
				have[e.Name] = true
			}
			for _, from := range c.EnvFrom {
				if from.SecretRef != nil {
					return // nobody knows
				}
				if from.ConfigMapRef != nil {
					for _, k := range keys[o.GetNamespace()+"/"+from.ConfigMapRef.Name] {
						have[from.Prefix+k] = true
					}
				}
			}
			for _, name := range names {
				if !have[name] {
					list.Add(fieldpath.Required, at.Child("env").Key(name), nil, "the variable is expected here")
				}
			}
		})(s)
	}
}

// PinnedImages asks for images with a tag other than latest, or a digest.
func PinnedImages() Policy {
	return containers(func(_ *Object, c *corev1.Container, _ bool, at *fieldpath.Path, list *fieldpath.List) {
		name := c.Image[strings.LastIndexByte(c.Image, '/')+1:]
		_, digest, hasDigest := strings.Cut(name, "@")
		_, tag, _ := strings.Cut(name, ":")
		if hasDigest && digest != "" || tag != "" && tag != "latest" {
			return
		}
		list.Add(fieldpath.Invalid, at.Child("image"), c.Image, "an image needs a tag other than latest, or a digest")
	})
}

// ProjectsAllow holds Applications against the AppProjects in the repository:
// the project is there and allows the sources, the destination, and the kinds
// and namespaces of what is delivered. The project default is taken to allow all.
func ProjectsAllow() Policy {
	return func(s *Set) error {
		projects := map[string]*gitops.AppProjectSpec{}
		var list fieldpath.List
		for _, o := range s.Objects {
			if o.GroupVersionKind().Group != "argoproj.io" || o.GetKind() != "AppProject" || !o.Final {
				continue
			}
			var p gitops.AppProject
			if err := convert(o, &p); err != nil {
				list.Append(o.Path(), err)
				continue
			}
			projects[o.GetName()] = &p.Spec
		}
		for _, app := range s.Applications {
			p := projects[app.Spec.Project]
			at := app.Path().Child("spec")
			if p == nil {
				if app.Spec.Project != "default" {
					list.Add(fieldpath.NotFound, at.Child("project"), app.Spec.Project, "the repository has no AppProject of this name", sortedKeys(projects)...)
				}
				continue
			}
			for i, src := range app.Sources() {
				if !allows(p.SourceRepos, src.RepoURL) {
					list.Add(fieldpath.Forbidden, app.sourcePath(i).Child("repoURL"), src.RepoURL, "the project "+app.Spec.Project+" does not allow this repository", p.SourceRepos...)
				}
			}
			d := app.Spec.Destination
			if !allowsDestination(p, d) {
				list.Add(fieldpath.Forbidden, at.Child("destination"), d.Server+d.Name+" "+d.Namespace, "the project "+app.Spec.Project+" does not allow this destination")
			}
			for _, o := range app.Delivered {
				allowsObject(p, app, o, &list)
			}
		}
		return list.Err()
	}
}

func allowsObject(p *gitops.AppProjectSpec, app *Application, o *Object, list *fieldpath.List) {
	kind := o.GroupVersionKind()
	in := func(kinds []gitops.GroupKind) bool {
		return slices.ContainsFunc(kinds, func(k gitops.GroupKind) bool {
			return glob(k.Group, kind.Group) && glob(k.Kind, kind.Kind) && (k.Name == "" || glob(k.Name, o.GetName()))
		})
	}
	if clusterWide[kind.Kind] {
		if !in(p.ClusterResourceWhitelist) || in(p.ClusterResourceBlacklist) {
			list.Add(fieldpath.Forbidden, o.Path(), nil, "the project "+app.Spec.Project+" does not allow this kind of cluster-wide object, which "+app.GetName()+" delivers")
		}
		return
	}
	among := func(kinds []gitops.NamespacedKind) bool {
		return slices.ContainsFunc(kinds, func(k gitops.NamespacedKind) bool { return glob(k.Group, kind.Group) && glob(k.Kind, kind.Kind) })
	}
	if p.NamespaceResourceWhitelist != nil && !among(p.NamespaceResourceWhitelist) || among(p.NamespaceResourceBlacklist) {
		list.Add(fieldpath.Forbidden, o.Path(), nil, "the project "+app.Spec.Project+" does not allow this kind of object, which "+app.GetName()+" delivers")
	}
	d := app.Spec.Destination
	if ns := o.GetNamespace(); ns != "" && ns != d.Namespace {
		d.Namespace = ns
		if !allowsDestination(p, d) {
			list.Add(fieldpath.Forbidden, o.Path().Child("metadata").Child("namespace"), ns, "the project "+app.Spec.Project+" does not allow this namespace, into which "+app.GetName()+" delivers")
		}
	}
}

// clusterWide are the kinds that no namespace has.
var clusterWide = map[string]bool{
	"APIService": true, "CSIDriver": true, "CSINode": true, "CertificateSigningRequest": true,
	"ClusterIssuer": true, "ClusterRole": true, "ClusterRoleBinding": true, "ClusterSecretStore": true,
	"CustomResourceDefinition": true, "FlowSchema": true, "IngressClass": true, "IngressClassParams": true,
	"MutatingWebhookConfiguration": true, "Namespace": true, "Node": true, "PersistentVolume": true,
	"PriorityClass": true, "PriorityLevelConfiguration": true, "RuntimeClass": true, "StorageClass": true,
	"ValidatingAdmissionPolicy": true, "ValidatingAdmissionPolicyBinding": true,
	"ValidatingWebhookConfiguration": true, "VolumeAttachment": true,
}

// allows reports whether a list of globs, of which those with a ! forbid, allows
// s.
func allows(patterns []string, s string) bool {
	ok := false
	for _, p := range patterns {
		if no, forbids := strings.CutPrefix(p, "!"); forbids {
			if glob(no, s) {
				return false
			}
		} else if glob(p, s) {
			ok = true
		}
	}
	return ok
}

func allowsDestination(p *gitops.AppProjectSpec, d gitops.Destination) bool {
	ok := false
	for _, have := range p.Destinations {
		server, noServer := strings.CutPrefix(have.Server, "!")
		namespace, noNamespace := strings.CutPrefix(have.Namespace, "!")
		cluster := have.Server != "" && d.Server != "" && glob(server, d.Server) || have.Name != "" && d.Name != "" && glob(have.Name, d.Name)
		switch {
		case noNamespace && cluster && glob(namespace, d.Namespace), noServer && cluster && glob(namespace, d.Namespace):
			return false
		case !noNamespace && !noServer && cluster && glob(namespace, d.Namespace):
			ok = true
		}
	}
	return ok
}

// glob matches * and ? as Argo CD does: a slash is a character like others.
func glob(pattern, s string) bool {
	for pattern != "" {
		switch pattern[0] {
		case '*':
			for i := 0; i <= len(s); i++ {
				if glob(pattern[1:], s[i:]) {
					return true
				}
			}
			return false
		case '?':
			if s == "" {
				return false
			}
		default:
			if s == "" || s[0] != pattern[0] {
				return false
			}
		}
		pattern, s = pattern[1:], s[1:]
	}
	return s == ""
}

// Revisions asks that every source of an Application be at one of the revisions
// that f allows for it; nil allows all. Charts are asked too.
func Revisions(f func(app *Application, source gitops.ApplicationSource) []string) Policy {
	return func(s *Set) error {
		var list fieldpath.List
		for _, app := range s.Applications {
			for i, src := range app.Sources() {
				allowed := f(app, src)
				if allowed != nil && !slices.Contains(allowed, src.TargetRevision) {
					list.Add(fieldpath.NotOneOf, app.sourcePath(i).Child("targetRevision"), src.TargetRevision, "", allowed...)
				}
			}
		}
		return list.Err()
	}
}

// A Step is a group of objects that is applied as one in a sync.
type Step struct {
	// Name says what the step is, for findings.
	Name string
	// Match tells its objects.
	Match func(*Object) bool
}

// Steps asks that in every Application objects of a step are applied before
// those of the steps after it, by their phases and sync waves. Objects in one
// wave are applied together, so that steps need different waves.
func Steps(steps ...Step) Policy {
	return func(s *Set) error {
		var list fieldpath.List
		for _, app := range s.Applications {
			type last struct {
				at   int
				step int
				o    *Object
			}
			var before *last
			for i, step := range steps {
				var latest *last
				for _, o := range app.Delivered {
					if !step.Match(o) {
						continue
					}
					when, err := moment(o)
					if err != nil {
						list.Append(o.Path().Child("metadata").Child("annotations"), err)
						continue
					}
					if before != nil && when <= before.at {
						list.Add(fieldpath.Conflict, o.Path().Child("metadata").Child("annotations"), nil, fmt.Sprintf(
							"%s comes no later than %s (%s); put it into a later sync wave", step.Name, steps[before.step].Name, before.o.ID()))
					}
					if latest == nil || when > latest.at {
						latest = &last{when, i, o}
					}
				}
				if latest != nil {
					before = latest
				}
			}
		}
		return list.Err()
	}
}

// moment returns when an object is applied in a sync, for comparison.
func moment(o *Object) (int, error) {
	const phase = 1 << 24
	a := o.GetAnnotations()
	at := 0
	switch hooks := a["argocd.argoproj.io/hook"]; {
	case strings.Contains(hooks, string(gitops.PreSync)):
		at = -phase
	case strings.Contains(hooks, string(gitops.Sync)), hooks == "":
	case strings.Contains(hooks, string(gitops.PostSync)):
		at = phase
	}
	if s := a["argocd.argoproj.io/sync-wave"]; s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			return 0, &Error{Kind: fieldpath.Invalid, Path: "[argocd.argoproj.io/sync-wave]", Value: s, Detail: "a wave is an integer"}
		}
		at += n
	}
	return at, nil
}

// OneOwner asks that no two Applications deliver the same object.
func OneOwner() Policy {
	return func(s *Set) error {
		var list fieldpath.List
		owners := map[string]*Application{}
		for _, app := range s.Applications {
			for _, o := range app.Delivered {
				ns := o.GetNamespace()
				if ns == "" && !clusterWide[o.GetKind()] {
					ns = app.Spec.Destination.Namespace
				}
				gk := o.GroupVersionKind().GroupKind()
				id := strings.Join([]string{app.Spec.Destination.Server, app.Spec.Destination.Name, gk.String(), ns, o.GetName()}, "\x00")
				if first := owners[id]; first != nil && first != app {
					list.Add(fieldpath.Duplicate, app.Path(), nil, fmt.Sprintf("it delivers %s, which %s delivers too", o.ID(), first.GetName()))
					continue
				}
				owners[id] = app
			}
		}
		return list.Err()
	}
}

// kubernetesMinor is the release of Kubernetes, 1.x, whose API this package
// knows.
const kubernetesMinor = 37

// lifecycle is what k8s.io/api says of an API version that is on its way out.
type lifecycle interface {
	APILifecycleRemoved() (major, minor int)
}

// retired are API versions that Kubernetes has removed and k8s.io/api no longer
// says so of, with what to use.
var retired = map[string]map[string]string{
	"extensions/v1beta1": {
		"Deployment": "apps/v1", "DaemonSet": "apps/v1", "ReplicaSet": "apps/v1", "NetworkPolicy": "networking.k8s.io/v1",
		"Ingress": "networking.k8s.io/v1", "PodSecurityPolicy": "pod security admission",
	},
	"apps/v1beta1":                         {"*": "apps/v1"},
	"apps/v1beta2":                         {"*": "apps/v1"},
	"networking.k8s.io/v1beta1":            {"Ingress": "networking.k8s.io/v1", "IngressClass": "networking.k8s.io/v1"},
	"batch/v1beta1":                        {"CronJob": "batch/v1"},
	"batch/v2alpha1":                       {"CronJob": "batch/v1"},
	"policy/v1beta1":                       {"PodDisruptionBudget": "policy/v1", "PodSecurityPolicy": "pod security admission"},
	"autoscaling/v2beta1":                  {"*": "autoscaling/v2"},
	"autoscaling/v2beta2":                  {"*": "autoscaling/v2"},
	"rbac.authorization.k8s.io/v1beta1":    {"*": "rbac.authorization.k8s.io/v1"},
	"rbac.authorization.k8s.io/v1alpha1":   {"*": "rbac.authorization.k8s.io/v1"},
	"apiextensions.k8s.io/v1beta1":         {"*": "apiextensions.k8s.io/v1"},
	"admissionregistration.k8s.io/v1beta1": {"MutatingWebhookConfiguration": "admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration": "admissionregistration.k8s.io/v1"},
	"certificates.k8s.io/v1beta1":          {"CertificateSigningRequest": "certificates.k8s.io/v1"},
	"coordination.k8s.io/v1beta1":          {"Lease": "coordination.k8s.io/v1"},
	"storage.k8s.io/v1beta1":               {"CSIDriver": "storage.k8s.io/v1", "CSINode": "storage.k8s.io/v1", "StorageClass": "storage.k8s.io/v1", "VolumeAttachment": "storage.k8s.io/v1"},
	"scheduling.k8s.io/v1beta1":            {"PriorityClass": "scheduling.k8s.io/v1"},
	"discovery.k8s.io/v1beta1":             {"EndpointSlice": "discovery.k8s.io/v1"},
	"events.k8s.io/v1beta1":                {"Event": "events.k8s.io/v1"},
	"node.k8s.io/v1beta1":                  {"RuntimeClass": "node.k8s.io/v1"},
	"flowcontrol.apiserver.k8s.io/v1beta1": {"*": "flowcontrol.apiserver.k8s.io/v1"},
	"flowcontrol.apiserver.k8s.io/v1beta2": {"*": "flowcontrol.apiserver.k8s.io/v1"},
	"flowcontrol.apiserver.k8s.io/v1beta3": {"*": "flowcontrol.apiserver.k8s.io/v1"},
}

// NoRetiredAPIs forbids API versions that Kubernetes has removed, up to release
// 1.37.
func NoRetiredAPIs() Policy {
	return Each(func(o *Object) error {
		kinds := retired[o.GetAPIVersion()]
		use := kinds[o.GetKind()]
		if use == "" {
			use = kinds["*"]
		}
		if old, ok := o.Typed.(lifecycle); ok && use == "" {
			if major, minor := old.APILifecycleRemoved(); major == 1 && minor <= kubernetesMinor {
				use = "a later version"
				if next, ok := old.(interface {
					APILifecycleReplacement() schema.GroupVersionKind
				}); ok {
					use = next.APILifecycleReplacement().GroupVersion().String()
				}
			}
		}
		if use == "" {
			return nil
		}
		return &Error{Kind: fieldpath.Invalid, Path: "apiVersion", Value: o.GetAPIVersion(), Detail: "Kubernetes has removed it; use " + use}
	})
}

// DefinitionsFirst asks that a custom resource is not applied before the
// definition of its kind, where the repository has that: in one Application not
// in an earlier phase or wave; and of two Applications that a third one
// delivers, in the later wave, unless the later one skips the dry run of kinds
// that are not there (the sync option SkipDryRunOnMissingResource).
func DefinitionsFirst() Policy {
	return func(s *Set) error {
		var list fieldpath.List
		type definer struct {
			app *Application
			o   *Object
		}
		definers := map[string][]definer{}
		for _, app := range s.Applications {
			for _, o := range app.Delivered {
				if o.GetKind() != "CustomResourceDefinition" {
					continue
				}
				group, _, _ := unstructured.NestedString(o.Object, "spec", "group")
				kind, _, _ := unstructured.NestedString(o.Object, "spec", "names", "kind")
				definers[kind+"."+group] = append(definers[kind+"."+group], definer{app, o})
			}
		}
		if len(definers) == 0 {
			return nil
		}
		parents := map[*Object]*Application{} // of Applications
		for _, app := range s.Applications {
			for _, o := range app.Delivered {
				parents[o] = app
			}
		}
		cluster := func(app *Application) string { return app.Spec.Destination.Server + app.Spec.Destination.Name }
		for _, app := range s.Applications {
			for _, o := range app.Delivered {
				gk := o.GroupVersionKind().GroupKind()
				for _, d := range definers[gk.Kind+"."+gk.Group] {
					at := o.Path().Child("metadata").Child("annotations")
					if d.app == app {
						mine, err := moment(o)
						list.Append(at, err)
						its, err := moment(d.o)
						list.Append(d.o.Path().Child("metadata").Child("annotations"), err)
						if mine < its {
							list.Add(fieldpath.Conflict, at, nil, "it comes before the definition of its kind, "+d.o.GetName())
						}
						continue
					}
					if cluster(d.app) != cluster(app) || parents[app.Object] == nil || parents[app.Object] != parents[d.app.Object] ||
						slices.Contains(app.Spec.SyncPolicy.SyncOptions, gitops.SkipDryRun) ||
						strings.Contains(o.GetAnnotations()[gitops.ObjectOptions().Key], string(gitops.SkipDryRun)) {
						continue
					}
					mine, err := moment(app.Object)
					list.Append(app.Path(), err)
					its, err := moment(d.app.Object)
					list.Append(d.app.Path(), err)
					if mine <= its {
						list.Add(fieldpath.Conflict, app.Path().Child("metadata").Child("annotations"), nil, fmt.Sprintf(
							"it delivers %s, whose definition comes from %s no sooner; put it into a later sync wave", o.ID(), d.app.GetName()))
					}
				}
			}
		}
		return list.Err()
	}
}
