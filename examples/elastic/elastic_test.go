package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/internal/golden"
	"github.com/jenkinscode/jenkinscode/internal/jvm"
	"github.com/jenkinscode/jenkinscode/podtemplate"
	"github.com/jenkinscode/jenkinscode/podtemplate/recipe"
	"github.com/jenkinscode/jenkinscode/values"
	"github.com/jenkinscode/jenkinscode/values/render"
)

func files(t *testing.T) map[string]string {
	t.Helper()
	list, err := newTree().Files()
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]string{}
	for _, f := range list {
		m[f.Path] = string(f.Content)
	}
	return m
}

func TestGolden(t *testing.T) {
	c := golden.Open(t, "testdata/files.txtar")
	list, err := newTree().Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		c.Out(f.Path, string(f.Content))
	}
	// And the pods that will start.
	for _, a := range agents {
		text, err := yaml.Marshal(pod(t, a, registry(agents)))
		if err != nil {
			t.Fatal(err)
		}
		c.Out("pods/"+a.Name+".yaml", string(text))
	}
}

func TestRun(t *testing.T) {
	dir := t.TempDir()
	for _, want := range []string{"6 written, 0 unchanged", "0 written, 6 unchanged"} {
		var log bytes.Buffer
		if err := run(&log, dir); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(log.String(), want) {
			t.Errorf("%s, want %s", &log, want)
		}
	}
}

func pod(t *testing.T, template podtemplate.PodTemplate, r podtemplate.Registry) *corev1.Pod {
	t.Helper()
	r.AgentName = "agent"
	p, err := podtemplate.Effective(template, r)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// configured returns the cloud's templates as Jenkins reads them from the
// chart's values.
func configured(t *testing.T) []podtemplate.PodTemplate {
	t.Helper()
	var v struct {
		Controller struct {
			JCasC struct{ ConfigScripts map[string]string }
		}
	}
	if err := yaml.Unmarshal([]byte(files(t)["jenkins/values.yaml"]), &v); err != nil {
		t.Fatal(err)
	}
	doc, err := casc.Parse([]byte(v.Controller.JCasC.ConfigScripts["elastic"]), casc.ParseOptions{Strict: true})
	if err != nil {
		t.Fatal(err)
	}
	return doc.Jenkins.Clouds[0].(casc.KubernetesCloud).Templates
}

// What JCasC reads is the definition: the same pods start.
func TestConfigured(t *testing.T) {
	templates := configured(t)
	if len(templates) != len(agents) {
		t.Fatalf("%d templates", len(templates))
	}
	for i := range agents {
		if diff := cmp.Diff(pod(t, agents[i], registry(agents)), pod(t, templates[i], registry(templates))); diff != "" {
			t.Errorf("%s: -defined +configured:\n%s", agents[i].Name, diff)
		}
	}
}

// The chart takes the values, and its own documents don't contradict ours, which
// would keep Jenkins from starting.
func TestChart(t *testing.T) {
	dir := os.Getenv("JENKINS_CHART")
	if dir == "" {
		t.Skip("JENKINS_CHART is not set: it names the folder charts/jenkins of a checkout of github.com/jenkinsci/helm-charts, tag jenkins-" + values.Version)
	}
	chart, err := render.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	objects, err := chart.Render(chartValues, render.Options{Release: "jenkins", Namespace: jenkinsNamespace})
	if err != nil {
		t.Fatal(err)
	}
	var documents []casc.Source
	for _, o := range objects {
		data, _ := o.Content["data"].(map[string]any)
		for name, text := range data {
			if o.Kind() != "ConfigMap" || !strings.Contains(o.Name(), "jcasc") && !strings.Contains(o.Name(), "jenkins-config") || path.Ext(name) != ".yaml" {
				continue
			}
			doc, err := casc.Parse([]byte(text.(string)), casc.ParseOptions{File: name})
			if err != nil {
				t.Fatal(err)
			}
			documents = append(documents, casc.Source{Name: name, Document: doc})
		}
	}
	if len(documents) < 2 {
		t.Fatalf("%d documents", len(documents))
	}
	if err := casc.Conflicts(documents...); err != nil {
		t.Error(err)
	}
}

// What the Jenkinsfile says, as Groovy reads it, is the definition too.
func TestJenkinsfile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "Jenkinsfile")
	if err := os.WriteFile(file, []byte(files(t)["webdemo/Jenkinsfile"]), 0o600); err != nil {
		t.Fatal(err)
	}
	var said struct {
		YAML, Namespace, ServiceAccount, DefaultContainer string
		Retries                                           int
	}
	if err := json.Unmarshal([]byte(jvm.Groovy(t, "testdata/agent.groovy", nil, "", file)), &said); err != nil {
		t.Fatal(err)
	}
	if said.DefaultContainer != "golang" || said.Retries != 2 {
		t.Errorf("%+v", said)
	}
	fromFile := podtemplate.PodTemplate{
		Name: "webdemo", Namespace: said.Namespace, ServiceAccount: said.ServiceAccount, YAML: podtemplate.RawYAML(said.YAML),
	}
	want, got := pod(t, agents[0], registry(agents)), pod(t, fromFile, registry(nil))
	// An agent of a Jenkinsfile has a label of its own.
	delete(want.Labels, "jenkins/label")
	delete(want.Labels, "jenkins/label-digest")
	delete(got.Labels, "jenkins/label")
	delete(got.Labels, "jenkins/label-digest")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-defined +in the Jenkinsfile:\n%s", diff)
	}
}

func TestScriptsCompile(t *testing.T) {
	scripts := map[string]string{"Jenkinsfile": files(t)["webdemo/Jenkinsfile"], "urgent": urgent}
	for _, job := range configuration.Jobs {
		text, err := job.(casc.JobScript).Script.AppendText(nil)
		if err != nil {
			t.Fatal(err)
		}
		scripts["jobs.groovy"] = string(text)
	}
	jvm.Compile(t, scripts)
}

// The label that the urgent job asks for is that of the virtual nodes' agent.
func TestLabel(t *testing.T) {
	found, err := registry(agents).ForLabel("webdemo-virtual")
	if err != nil || len(found) != 1 || found[0].Name != agents[1].Name {
		t.Errorf("%v, %v", found, err)
	}
}

// The agents pass the admission of their namespace; those with a docker daemon
// would not.
func TestPodSecurity(t *testing.T) {
	level := api.LevelVersion{Level: api.Level(namespace.Labels["pod-security.kubernetes.io/enforce"]), Version: api.LatestVersion()}
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		t.Fatal(err)
	}
	allowed := func(template podtemplate.PodTemplate) bool {
		p := pod(t, template, registry([]podtemplate.PodTemplate{template}))
		return policy.AggregateCheckResults(evaluator.EvaluatePod(level, &p.ObjectMeta, &p.Spec)).Allowed
	}
	for _, a := range agents {
		if !allowed(a) {
			t.Errorf("%s may not start at level %s", a.Name, level.Level)
		}
	}
	for _, daemon := range []podtemplate.PodTemplate{recipe.DockerInDocker(recipe.ImageBuild{}), recipe.DockerOutsideOfDocker(recipe.ImageBuild{})} {
		if allowed(daemon) {
			t.Errorf("%s may start at level %s", daemon.Name, level.Level)
		}
	}
}

// The write-up describes its demonstration: an agent with two containers, for Go
// and for images, to which the plugin adds a third; a label in the template that
// no node has until one is added; virtual nodes that Alibaba Cloud makes of
// container instances; and builds of images without a daemon.
func TestArticle(t *testing.T) {
	spot, virtual := pod(t, agents[0], registry(agents)), pod(t, agents[1], registry(agents))
	for _, p := range []*corev1.Pod{spot, virtual} {
		var names []string
		for _, c := range p.Spec.Containers {
			names = append(names, c.Name)
		}
		if want := []string{"golang", "kaniko", "jnlp"}; !slices.Equal(names, want) {
			t.Errorf("containers %v, want %v", names, want)
		}
	}
	if spot.Spec.NodeSelector["workload_type"] != "spot" || spot.Annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"] != "false" {
		t.Errorf("not for autoscaled nodes: %v %v", spot.Spec.NodeSelector, spot.Annotations)
	}
	if virtual.Spec.NodeSelector["type"] != "virtual-kubelet" || virtual.Spec.Tolerations[0].Key != "virtual-kubelet.io/provider" {
		t.Errorf("not for virtual nodes: %v %v", virtual.Spec.NodeSelector, virtual.Spec.Tolerations)
	}
}

func TestMistakes(t *testing.T) {
	image := recipe.ImageBuild{Name: "images"}
	edit := func(f func(*podtemplate.Pod)) []podtemplate.PodTemplate {
		template := webdemo()
		p := template.YAML.(podtemplate.Pod)
		f(&p)
		template.YAML = p
		return podtemplate.WithIDs(template)
	}
	c := golden.Open(t, "testdata/mistakes.txtar")
	for _, m := range []struct {
		name      string
		templates []podtemplate.PodTemplate
	}{
		{"docker in docker", podtemplate.WithIDs(recipe.DockerInDocker(image))},
		{"docker outside of docker on a virtual node", podtemplate.WithIDs(place(recipe.DockerOutsideOfDocker(image), "virtual", virtual))},
		{"no request", edit(func(p *podtemplate.Pod) { p.Spec.Containers[0].Resources = corev1.ResourceRequirements{} })},
		{"image not pinned", edit(func(p *podtemplate.Pod) { p.Spec.Containers[0].Image = "golang" })},
		{"volume that is not there", edit(func(p *podtemplate.Pod) { p.Spec.Volumes = nil })},
		{"two of one name", []podtemplate.PodTemplate{agents[0], agents[0]}},
		{"parent that is not there", podtemplate.WithIDs(podtemplate.PodTemplate{Name: "more", Label: "more", InheritFrom: "webdemo"})},
	} {
		if _, err := verifyAll(new(gitops.Tree), m.templates); err != nil {
			c.Out(m.name, err.Error())
		} else {
			t.Errorf("%s was not found", m.name)
		}
	}
}
