package verify_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	policyv1beta1 "k8s.io/api/policy/v1beta1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/verify"
)

const repo = "https://git.example/manifests.git"

func container() corev1.Container {
	return corev1.Container{
		Name: "main", Image: "registry.example/web:1.0",
		Ports: []corev1.ContainerPort{{ContainerPort: 8080}},
		Env:   []corev1.EnvVar{{Name: "ENV", Value: "prod"}},
		Resources: corev1.ResourceRequirements{Requests: corev1.ResourceList{
			corev1.ResourceCPU: resource.MustParse("100m"), corev1.ResourceMemory: resource.MustParse("64Mi"),
		}},
		ReadinessProbe: &corev1.Probe{ProbeHandler: corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{Path: "/health"}}},
	}
}

// delivery is a repository of one Application that breaks no policy, to be
// broken on purpose.
type delivery struct {
	app       gitops.Application
	second    gitops.Application
	project   gitops.AppProject
	migration batchv1.Job
	internal  corev1.Container
	waves     [3]gitops.Annotation
	extra     []any
}

func sound() *delivery {
	app := func(name, path string) gitops.Application {
		return gitops.Application{
			Metadata: gitops.Metadata{Name: name, Namespace: "argocd"},
			Spec: gitops.ApplicationSpec{
				Project:     "apps",
				Source:      gitops.ApplicationSource{RepoURL: repo, Path: path, TargetRevision: "master"},
				Destination: gitops.Destination{Server: gitops.InCluster, Namespace: "prod"},
			},
		}
	}
	return &delivery{
		app: app("web", "web"), second: app("other", "other"),
		project: gitops.AppProject{
			Metadata: gitops.Metadata{Name: "apps", Namespace: "argocd"},
			Spec: gitops.AppProjectSpec{
				SourceRepos:  []string{"https://git.example/*"},
				Destinations: []gitops.Destination{{Server: gitops.InCluster, Namespace: "prod"}},
			},
		},
		migration: batchv1.Job{
			ObjectMeta: metav1.ObjectMeta{Name: "migrate", Annotations: gitops.Annotations(gitops.Hook(gitops.PreSync))},
			Spec:       batchv1.JobSpec{Template: corev1.PodTemplateSpec{Spec: corev1.PodSpec{Containers: []corev1.Container{container()}}}},
		},
		internal: container(),
		waves:    [3]gitops.Annotation{gitops.Wave(0), gitops.Wave(1), gitops.Wave(2)},
	}
}

func (d *delivery) tree() *gitops.Tree {
	workload := func(name string, c corev1.Container, wave gitops.Annotation) any {
		o := deployment(name)
		o.Annotations = gitops.Annotations(wave)
		o.Spec.Template.Spec.Containers = []corev1.Container{c}
		return o
	}
	tree := new(gitops.Tree)
	tree.Add("apps/apps.yaml", d.app, d.second, d.project)
	tree.Add("web/kustomization.yaml", gitops.Kustomization{Namespace: "prod", Resources: []string{"migrate.yaml", "internal.yaml", "external.yaml"}})
	tree.Add("web/migrate.yaml", d.migration)
	tree.Add("web/internal.yaml", workload("internal", d.internal, d.waves[1]))
	tree.Add("web/external.yaml", workload("external", container(), d.waves[2]))
	other := []any{corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "settings"}}}
	tree.Add("other/objects.yaml", append(other, d.extra...)...)
	return tree
}

func named(name string) func(*verify.Object) bool {
	return func(o *verify.Object) bool { return o.GetName() == name && o.GetKind() != "Application" }
}

func TestPolicies(t *testing.T) {
	policies := append(verify.Policies(),
		verify.Env(named("internal"), "ENV"),
		verify.Revisions(func(app *verify.Application, _ gitops.ApplicationSource) []string {
			if app.Spec.Destination.Namespace == "prod" {
				return []string{"master"}
			}
			return nil
		}),
		verify.Steps(
			verify.Step{Name: "migrations", Match: named("migrate")},
			verify.Step{Name: "internal services", Match: named("internal")},
			verify.Step{Name: "external services", Match: named("external")},
		),
	)
	tests := []struct {
		name   string
		broken func(*delivery)
		want   string
	}{
		{"nothing", func(*delivery) {}, ""},
		{"no requests", func(d *delivery) { delete(d.internal.Resources.Requests, corev1.ResourceMemory) }, "files[web][Deployment.apps prod/internal].spec.template.spec.containers[main].resources.requests.memory: required"},
		{"no probe", func(d *delivery) { d.internal.ReadinessProbe = nil }, "containers[main].readinessProbe: required"},
		{"latest", func(d *delivery) { d.internal.Image = "registry.example:5000/web:latest" }, "containers[main].image: invalid value \"registry.example:5000/web:latest\""},
		{"no tag", func(d *delivery) { d.internal.Image = "registry.example:5000/web" }, "containers[main].image: invalid value"},
		{"a missing variable", func(d *delivery) { d.internal.Env = nil }, "containers[main].env[ENV]: required"},
		{"an unknown project", func(d *delivery) { d.app.Spec.Project = "gone" }, `spec.project: not found "gone": the repository has no AppProject of this name (allowed: apps)`},
		{"a foreign repository", func(d *delivery) { d.project.Spec.SourceRepos = []string{"https://git.example/other.git"} }, "spec.source.repoURL: forbidden"},
		{"a repository that is denied", func(d *delivery) { d.project.Spec.SourceRepos = []string{"*", "!" + repo} }, "spec.source.repoURL: forbidden"},
		{"a foreign destination", func(d *delivery) { d.second.Spec.Destination.Namespace = "kube-system" }, "spec.destination: forbidden"},
		{"a foreign namespace in an object", func(d *delivery) {
			d.extra = append(d.extra, corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "x", Namespace: "kube-system"}})
		}, "files[other/objects.yaml][ConfigMap kube-system/x].metadata.namespace: forbidden"},
		{"a cluster-wide object", func(d *delivery) {
			d.extra = append(d.extra, corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "x"}})
		}, "files[other/objects.yaml][Namespace x]: forbidden"},
		{"a kind that is denied", func(d *delivery) {
			d.project.Spec.NamespaceResourceBlacklist = []gitops.NamespacedKind{{Kind: "ConfigMap"}}
		}, "[ConfigMap settings]: forbidden"},
		{"a folder that is not there", func(d *delivery) { d.app.Spec.Source.Path = "gone" }, "spec.source.path: not found: the repository has no folder gone"},
		{"a wrong revision", func(d *delivery) { d.app.Spec.Source.TargetRevision = "develop" }, `targetRevision: unsupported value "develop" (allowed: master)`},
		{"external before internal", func(d *delivery) { d.waves[1] = gitops.Wave(2) }, "external services comes no later than internal services"},
		{"a migration that is no hook", func(d *delivery) { d.migration.Annotations = gitops.Annotations(gitops.Wave(1)) }, "internal services comes no later than migrations"},
		{"a wave that is no number", func(d *delivery) { d.waves[1].Value = "first" }, "[argocd.argoproj.io/sync-wave]: invalid value"},
		{"two owners", func(d *delivery) { d.second.Spec.Source.Path = "web" }, "which web delivers too"},
		{"an API of which k8s.io/api says so", func(d *delivery) {
			d.extra = append(d.extra, policyv1beta1.PodDisruptionBudget{ObjectMeta: metav1.ObjectMeta{Name: "x"}})
		}, "Kubernetes has removed it; use policy/v1"},
		{"an API whose removal k8s.io/api alone knows", func(d *delivery) {
			d.extra = append(d.extra, map[string]any{"apiVersion": "storage.k8s.io/v1beta1", "kind": "CSIStorageCapacity", "metadata": map[string]any{"name": "x"}, "storageClassName": "x"})
		}, "Kubernetes has removed it; use storage.k8s.io/v1"},
		{"a retired API", func(d *delivery) {
			d.extra = append(d.extra, map[string]any{"apiVersion": "batch/v1beta1", "kind": "CronJob", "metadata": map[string]any{"name": "x"}})
		}, "files[other/objects.yaml][CronJob.batch x].apiVersion: invalid value \"batch/v1beta1\": Kubernetes has removed it; use batch/v1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := sound()
			tt.broken(d)
			_, err := verify.Tree(d.tree(), verify.Options{Repos: []string{repo}, Policies: policies})
			switch {
			case tt.want == "" && err != nil:
				t.Error(err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("findings:\n%v\nlack %q", err, tt.want)
			}
		})
	}
}

func TestRender(t *testing.T) {
	tree := new(gitops.Tree)
	tree.Add("base.yaml", map[string]any{"replicas": 1, "image": map[string]any{"tag": "1", "name": "web"}})
	tree.Add("prod.yaml", map[string]any{"image": map[string]any{"tag": "2"}})
	tree.Add("app.yaml", gitops.Application{
		Metadata: gitops.Metadata{Name: "web", Namespace: "argocd"},
		Spec: gitops.ApplicationSpec{
			Project: "default",
			Sources: []gitops.ApplicationSource{
				{
					RepoURL: "https://charts.example", Chart: "web", TargetRevision: "1.2.3",
					Helm: gitops.HelmSource{
						ValueFiles:   []string{gitops.ValueFile("git", "base.yaml"), gitops.ValueFile("git", "prod.yaml")},
						ValuesObject: map[string]any{"replicas": 3},
					},
				},
				{RepoURL: repo, Ref: "git"},
			},
			Destination: gitops.Destination{Server: gitops.InCluster, Namespace: "prod"},
		},
	})
	var got verify.Release
	render := func(r verify.Release) ([]map[string]any, error) {
		got = r
		o := map[string]any{"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": "x"}, "daat": map[string]any{}}
		return []map[string]any{o}, nil
	}
	report, err := verify.Tree(tree, verify.Options{Repos: []string{repo}, Render: render})
	if err == nil || !strings.Contains(err.Error(), `files[chart:web][ConfigMap x]: unknown field: unknown field "daat"`) {
		t.Errorf("findings: %v", err)
	}
	image, _ := got.Values["image"].(map[string]any)
	if report.Charts != 1 || got.Name != "web" || got.Namespace != "prod" || image["tag"] != "2" && image["tag"] != float64(2) || image["name"] != "web" {
		t.Errorf("report: %s\nrelease: %+v", report, got)
	}
	report, err = verify.Tree(tree, verify.Options{Repos: []string{repo}, Render: func(verify.Release) ([]map[string]any, error) { return nil, errors.ErrUnsupported }})
	if err != nil || !slices.ContainsFunc(report.Skipped, func(s string) bool { return strings.Contains(s, "web 1.2.3 of https://charts.example is not at hand") }) {
		t.Errorf("%v, %s", err, report)
	}
}

// TestDefinitionsFirst breaks the order of a definition and what it defines, in
// one Application and between two.
func TestDefinitionsFirst(t *testing.T) {
	tests := []struct {
		name   string
		change func(definition map[string]any, user, operator *gitops.Application, resource gitops.Metadata)
		want   string
	}{
		{"in order", func(map[string]any, *gitops.Application, *gitops.Application, gitops.Metadata) {}, ""},
		{"no order between Applications", func(_ map[string]any, user, operator *gitops.Application, _ gitops.Metadata) {
			user.Metadata.Annotations = nil
		}, "it delivers Queue.example.com prod/mine, whose definition comes from operator no sooner"},
		{"no order, and no dry run", func(_ map[string]any, user, operator *gitops.Application, _ gitops.Metadata) {
			user.Metadata.Annotations = nil
			user.Spec.SyncPolicy.SyncOptions = []gitops.SyncOption{gitops.SkipDryRun}
		}, ""},
		{"another cluster", func(_ map[string]any, user, operator *gitops.Application, _ gitops.Metadata) {
			user.Metadata.Annotations = nil
			user.Spec.Destination.Server = "https://other.example"
		}, ""},
		{"the resource in an earlier wave", func(definition map[string]any, _, _ *gitops.Application, _ gitops.Metadata) {
			definition["metadata"].(map[string]any)["annotations"] = gitops.Annotations(gitops.Wave(3))
		}, "it comes before the definition of its kind, queues.example.com"},
		{"a wave that is no number", func(definition map[string]any, _, _ *gitops.Application, _ gitops.Metadata) {
			definition["metadata"].(map[string]any)["annotations"] = map[string]string{gitops.Wave(0).Key: "last"}
		}, `invalid value "last"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			app := func(name, path string) *gitops.Application {
				return &gitops.Application{
					Metadata: gitops.Metadata{Name: name, Namespace: "argocd"},
					Spec: gitops.ApplicationSpec{
						Project: "default", Source: gitops.ApplicationSource{RepoURL: repo, Path: path},
						Destination: gitops.Destination{Server: gitops.InCluster, Namespace: "prod"},
					},
				}
			}
			definition := map[string]any{
				"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
				"metadata": map[string]any{"name": "queues.example.com"},
				"spec":     map[string]any{"group": "example.com", "names": map[string]any{"kind": "Queue"}},
			}
			operator, user := app("operator", "operator"), app("user", "user")
			user.Metadata.Annotations = gitops.Annotations(gitops.Wave(1))
			mine := gitops.Metadata{Name: "mine", Namespace: "prod"}
			queue := func(m gitops.Metadata) any {
				return map[string]any{"apiVersion": "example.com/v1", "kind": "Queue", "metadata": m}
			}
			tt.change(definition, user, operator, mine)
			tree := new(gitops.Tree)
			tree.Add("root.yaml", app("root", "apps"))
			tree.Add("apps/apps.yaml", operator, user)
			tree.Add("operator/objects.yaml", definition, queue(gitops.Metadata{Name: "its own", Namespace: "prod"}))
			tree.Add("user/objects.yaml", queue(mine))
			_, err := verify.Tree(tree, verify.Options{Repos: []string{repo}, Policies: []verify.Policy{verify.DefinitionsFirst()}})
			switch {
			case tt.want == "" && err != nil:
				t.Error(err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("findings:\n%v\nlack %q", err, tt.want)
			}
		})
	}
}
