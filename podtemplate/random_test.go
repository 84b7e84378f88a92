package podtemplate_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/casc"
	. "github.com/jenkinscode/jenkinscode/podtemplate"
)

// gen makes random templates.
type gen struct{ *rand.Rand }

func newGen(seed uint64) gen { return gen{rand.New(rand.NewPCG(seed, 5))} }

func (g gen) chance(percent int) bool   { return g.IntN(100) < percent }
func (g gen) one(s ...string) string    { return s[g.IntN(len(s))] }
func (g gen) flag(percent int) *bool    { return some(g, percent, g.chance(60)) }
func (g gen) num(p int, of ...int) *int { return some(g, p, of[g.IntN(len(of))]) }
func some[T any](g gen, p int, v T) *T  { return map[bool]*T{true: &v}[g.chance(p)] }
func (g gen) maybe(p int, s ...string) string {
	if g.chance(p) {
		return g.one(s...)
	}
	return ""
}

var (
	containerNames = []string{"jnlp", "maven", "go", "docker", "x"}
	envNames       = []string{"A", "B", "JENKINS_URL", "PATH", "REMOTING_OPTS"}
)

func (g gen) env() []TemplateEnvVar {
	var out []TemplateEnvVar
	for _, k := range envNames {
		switch g.IntN(12) {
		case 0:
			out = append(out, EnvVar{Key: k, Value: g.one("1", "$(A)", "a b", `'"\ ^${X} {{`, "日本\n語")})
		case 1:
			out = append(out, SecretEnvVar{Key: k, SecretName: "s", SecretKey: "k", Optional: g.flag(50)})
		}
	}
	return out
}

func (g gen) container(name string) ContainerTemplate {
	c := ContainerTemplate{
		Name: name, Image: g.one("img:1", "img:2"), AlwaysPullImage: g.flag(30), Command: g.maybe(30, "sleep", `sh -c "a b"`),
		Args: g.maybe(30, "9d", "${computer.jnlpmac} ${computer.name}", `'a' "" b`), TTYEnabled: g.flag(30), WorkingDir: g.maybe(20, "/w", "/home/jenkins/agent"),
		Shell: g.maybe(10, "bash"), Privileged: g.flag(20), RunAsUser: g.maybe(30, "0", "1000"), RunAsGroup: g.maybe(20, "0", "2000"),
		ResourceRequestCPU: g.maybe(20, "1", "500m"), ResourceLimitMemory: g.maybe(20, "1Gi", "2Gi"), ResourceLimitEphemeralStorage: g.maybe(10, "2Gi"),
		EnvVars: g.env(),
	}
	if g.chance(10) {
		c.Ports = []PortMapping{{Name: "http", ContainerPort: new(80), HostPort: g.num(50, 8080)}}
	}
	if g.chance(10) {
		c.LivenessProbe = LivenessProbe{ExecArgs: "sh -c 'x y'", PeriodSeconds: g.num(50, 5), FailureThreshold: new(3)}
	}
	return c
}

func (g gen) volumes() []Volume {
	var out []Volume
	for _, p := range []string{"/a", "/b", "/var/run", "/home/jenkins/agent"} {
		switch g.IntN(28) {
		case 0:
			out = append(out, ConfigMapVolume{MountPath: p, ConfigMapName: "cm", SubPath: g.maybe(50, "a/b"), Optional: g.flag(50)})
		case 1:
			out = append(out, SecretVolume{MountPath: p, SecretName: "sec", DefaultMode: g.maybe(50, "256"), Optional: g.flag(50)})
		case 2:
			out = append(out, EmptyDirVolume{MountPath: p, Memory: g.flag(50)})
		case 3:
			out = append(out, HostPathVolume{MountPath: p, HostPath: "/host", ReadOnly: g.flag(50)})
		case 4:
			out = append(out, NFSVolume{MountPath: p, ServerAddress: "nfs", ServerPath: "/p", ReadOnly: g.flag(50)})
		case 5:
			out = append(out, PersistentVolumeClaim{MountPath: p, ClaimName: "claim", ReadOnly: g.flag(50)})
		case 6:
			out = append(out, GenericEphemeralVolume{MountPath: p, RequestsSize: g.maybe(50, "5Gi"), AccessModes: g.maybe(50, "ReadWriteMany")})
		}
	}
	return out
}

func (g gen) workspace() WorkspaceVolume {
	switch g.IntN(14) {
	case 0:
		return EmptyDirWorkspaceVolume{Memory: g.flag(70), SizeLimit: g.maybe(30, "1Gi")}
	case 1:
		return HostPathWorkspaceVolume{HostPath: "/ws"}
	case 2:
		return NFSWorkspaceVolume{ServerAddress: "n", ServerPath: "/p", ReadOnly: g.flag(50)}
	case 3:
		return PersistentVolumeClaimWorkspaceVolume{ClaimName: "ws", ReadOnly: g.flag(50)}
	case 4:
		return GenericEphemeralWorkspaceVolume{RequestsSize: g.maybe(50, "1Gi"), StorageClassName: g.maybe(50, "c")}
	}
	return nil
}

// raw returns the text of a pod with containers of those names.
func (g gen) raw(t *testing.T, names ...string) RawYAML {
	t.Helper()
	type m = map[string]any
	set := func(m m, p int, k string, v any) {
		if g.chance(p) {
			m[k] = v
		}
	}
	meta, spec := m{}, m{}
	set(meta, 30, "labels", m{"a": g.one("1", "two"), "b": "{{ ${x} }}"})
	set(meta, 20, "annotations", m{"c": "1"})
	set(spec, 20, "nodeSelector", m{"pool": g.one("1", "2")})
	set(spec, 10, "hostNetwork", g.chance(50))
	set(spec, 10, "shareProcessNamespace", g.chance(50))
	set(spec, 10, "priorityClassName", "high")
	set(spec, 10, "runtimeClassName", "kata")
	set(spec, 20, "tolerations", []any{m{"key": g.one("k1", "k2"), "operator": "Exists"}})
	set(spec, 20, "volumes", []any{m{"name": "v1", "emptyDir": m{}}, m{"name": "v2", "hostPath": m{"path": "/h"}}})
	set(spec, 20, "securityContext", m{"runAsNonRoot": true, "fsGroup": 7})
	var containers []any
	for _, n := range names {
		c := m{"name": n, "image": g.one("raw:1", "raw:2")}
		set(c, 20, "resources", g.either(m{}, m{"limits": m{"cpu": "1"}}))
		set(c, 20, "tty", g.chance(50))
		set(c, 20, "env", []any{m{"name": g.one(envNames...), "value": "raw"}})
		set(c, 20, "volumeMounts", []any{m{"name": "v1", "mountPath": g.one("/x", "/home/jenkins/agent")}})
		set(c, 20, "securityContext", g.either(m{"capabilities": m{"add": []any{"A"}}}, m{"runAsUser": 5, "capabilities": m{"drop": []any{"ALL"}}}))
		set(c, 10, "livenessProbe", m{"exec": m{"command": []any{"true"}}})
		containers = append(containers, c)
	}
	if containers != nil {
		spec["containers"] = containers
	}
	b, err := yaml.Marshal(m{"metadata": meta, "spec": spec})
	if err != nil {
		t.Fatal(err)
	}
	return RawYAML(b)
}

func (g gen) either(a, b map[string]any) map[string]any {
	if g.chance(50) {
		return a
	}
	return b
}

// template returns template number n, which may inherit from the parents.
func (g gen) template(t *testing.T, n int, parents []string) PodTemplate {
	t.Helper()
	p := PodTemplate{
		ID: strconv.Itoa(n), Name: "t" + strconv.Itoa(n), Label: g.maybe(60, "java", "java maven"), Namespace: g.maybe(20, "ns"),
		NodeSelector: g.maybe(25, "arch=arm64", "arch=amd64,os=linux"), ServiceAccount: g.maybe(20, "sa"), SchedulerName: g.maybe(10, "sched"),
		HostNetwork: g.flag(10), RunAsUser: g.maybe(15, "0", "1000"), RunAsGroup: g.maybe(15, "0", "5"), SupplementalGroups: g.maybe(10, "1,2"),
		InstanceCap: g.num(20, 5, 7), SlaveConnectTimeout: g.num(20, 600, 900), IdleMinutes: g.num(20, 3), ActiveDeadlineSeconds: g.num(20, 60, 90),
		AgentContainer: g.maybe(15, "maven", "x"), AgentInjection: g.flag(20), ShowRawYAML: g.flag(20), InheritYAMLMergeStrategy: g.flag(30),
		NodeUsageMode: NodeUsageMode(g.maybe(20, "NORMAL", "EXCLUSIVE")), TerminationGracePeriodSeconds: some(g, 5, int64(30)),
		EnvVars: g.env(), Volumes: g.volumes(), WorkspaceVolume: g.workspace(),
	}
	if g.chance(20) {
		p.Annotations = []Annotation{{Key: "a", Value: g.one("x", "${computer.name}")}}
	}
	if g.chance(20) {
		p.ImagePullSecrets = []ImagePullSecret{{Name: g.one("r1", "r2")}}
	}
	if g.chance(20) {
		p.PodRetention = []PodRetention{Never{}, Always{}, OnFailure{}, Evicted{}}[g.IntN(4)]
	}
	var rest []string
	for _, c := range containerNames {
		switch g.IntN(6) {
		case 0:
			p.Containers = append(p.Containers, g.container(c))
		case 1:
			rest = append(rest, c)
		}
	}
	switch g.IntN(5) {
	case 0, 1:
		p.YAML = g.raw(t, rest...)
	case 2:
		p.YAMLs = []YAML{g.raw(t, rest...), g.raw(t, "maven")}
	}
	if g.chance(50) {
		p.YAMLMergeStrategy = []YAMLMergeStrategy{Merge{}, Override{}}[g.IntN(2)]
	}
	if len(parents) > 0 && g.chance(70) {
		p.InheritFrom = g.one(parents...) + g.maybe(30, " "+g.one(parents...))
	}
	return p
}

// sound returns n templates that have no findings.
func (g gen) sound(t *testing.T, n int) []PodTemplate {
	t.Helper()
	var out []PodTemplate
	for len(out) < n {
		if p := g.template(t, len(out), nil); Validate(p) == nil && (Registry{Templates: []PodTemplate{p}}).Validate() == nil {
			out = append(out, p)
		}
	}
	return out
}

// A cloud's document is read as the templates that it was written from.
func TestRandomJCasC(t *testing.T) {
	g := newGen(1)
	for range 30 {
		want := casc.Document{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{casc.KubernetesCloud{Name: "k", Templates: g.sound(t, 5)}}}}
		first, err := want.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		read, err := casc.Parse(first, casc.ParseOptions{Strict: true})
		if err != nil {
			t.Fatalf("%v\n%s", err, first)
		}
		if diff := cmp.Diff(fmt.Sprintf("%+v", want.Jenkins.Clouds), fmt.Sprintf("%+v", read.Jenkins.Clouds)); diff != "" && !strings.Contains(diff, "0x") {
			t.Errorf("(-written +read)\n%s", diff)
		}
		second, err := read.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(first), string(second)); diff != "" {
			t.Errorf("(-written +written again)\n%s", diff)
		}
	}
}

// A pod shares nothing with the templates that it is made of: they stay as they
// are, whatever is done to it.
func TestEffectiveCopies(t *testing.T) {
	g := newGen(4)
	for range 60 {
		p := g.sound(t, 2)
		raw, err := g.raw(t, "jnlp", "maven").Pod()
		if err != nil {
			t.Fatal(err)
		}
		p[0].YAML, p[0].YAMLs = raw, nil
		untouched := (*corev1.Pod)(&raw).DeepCopy()
		p[1].InheritFrom = p[0].Name
		r := Registry{Templates: p, RestrictedPSSSecurityContext: g.chance(50), PodLabels: []Label{{Key: "a", Value: "b"}}}
		before := asYAML(t, p[0]) + asYAML(t, p[1])
		one, err := Effective(p[1], r)
		if err != nil {
			continue
		}
		want := one.DeepCopy()
		scribble(reflect.ValueOf(one))
		if _, err := r.Flatten(p[1]); err != nil {
			t.Error(err)
		}
		r.Warnings()
		two, err := Effective(p[1], r)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, two); diff != "" {
			t.Errorf("made again:\n%s", diff)
		}
		if diff := cmp.Diff(before, asYAML(t, p[0])+asYAML(t, p[1])); diff != "" {
			t.Errorf("the templates changed:\n%s", diff)
		}
		if diff := cmp.Diff(untouched, (*corev1.Pod)(&raw)); diff != "" {
			t.Errorf("the raw pod changed:\n%s", diff)
		}
	}
}

// scribble changes every text and number below v.
func scribble(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			scribble(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				scribble(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			scribble(v.Index(i))
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			v.SetMapIndex(k, reflect.Value{})
		}
	case reflect.String:
		v.SetString("scribbled")
	case reflect.Int32, reflect.Int64:
		v.SetInt(-1)
	case reflect.Bool:
		v.SetBool(!v.Bool())
	}
}

// A template flattened makes the pod that it makes with its parents, and has
// what they give it.
func TestRandomFlatten(t *testing.T) {
	g := newGen(2)
	flattened := 0
	for range 300 {
		var r Registry
		var names []string
		for i := range 1 + g.IntN(4) {
			r.Templates = append(r.Templates, g.template(t, i, names))
			names = append(names, r.Templates[i].Name)
		}
		if g.chance(20) {
			r.DefaultsProviderTemplate = names[0]
		}
		last := r.Templates[len(r.Templates)-1]
		want, err := Effective(last, r)
		if err != nil {
			continue // what the plugin can't combine
		}
		flat, err := r.Flatten(last)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Effective(flat, Registry{})
		if err != nil {
			t.Fatal(err)
		}
		if !equality.Semantic.DeepEqual(want, got) {
			t.Errorf("(-with parents +flattened)\n%s", cmp.Diff(want, got))
		}
		again, err := Registry{}.Flatten(flat)
		if diff := cmp.Diff(asYAML(t, flat), asYAML(t, again)); diff != "" || err != nil {
			t.Errorf("flattened again: %v\n%s", err, diff)
		}
		flattened++
	}
	t.Logf("%d flattened", flattened)
}

func asYAML(t *testing.T, p PodTemplate) string {
	t.Helper()
	b, err := casc.Document{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{casc.KubernetesCloud{Name: "k", Templates: []PodTemplate{p}}}}}.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Jenkinsfiles that Groovy runs give the plugin what the template says: the step
// the same attributes, the agent section attributes and a raw pod that make the
// same pod.
func TestRandomJenkinsfiles(t *testing.T) {
	g := newGen(3)
	files := map[string]string{}
	refused := 0
	scripted, declarative := map[string]PodTemplate{}, map[string]PodTemplate{}
	for i, p := range g.sound(t, 40) {
		if text, err := (PodTemplateStep{Template: p, Body: "    echo 'x'"}).MarshalText(); err == nil {
			name := fmt.Sprint("scripted-", i)
			files[name], scripted[name] = string(text), p
		} else if p.SupplementalGroups == "" && p.TerminationGracePeriodSeconds == nil {
			t.Errorf("%v", err)
		}
		text, err := DeclarativePipeline{Agent: DeclarativeAgent{Template: p}, Body: "    stages { stage('a') { steps { echo 'x' } } }"}.MarshalText()
		if err != nil {
			refused++ // for what jenkinsfile_test.go goes through
			continue
		}
		name := fmt.Sprint("declarative-", i)
		files[name], declarative[name] = string(text), p
	}
	if refused > 15 {
		t.Errorf("%d of 40 refused", refused)
	}
	results := runGroovy(t, files)
	for _, name := range slices.Sorted(maps.Keys(scripted)) {
		flat, err := Registry{}.Flatten(scripted[name])
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(effective(t, flat).Spec, effective(t, readOptions(t, results[name], flat)).Spec); diff != "" {
			t.Errorf("%s: (-template +step)\n%s\n%s", name, diff, files[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(declarative)) {
		want := effective(t, declarative[name])
		got := effective(t, readOptions(t, results[name], declarative[name]))
		for i := range got.Spec.Containers {
			args := got.Spec.Containers[i].Args
			for j := range args {
				args[j] = strings.NewReplacer("$(JENKINS_SECRET)", "(secret)", "$(JENKINS_AGENT_NAME)", got.Name).Replace(args[j])
			}
		}
		if diff := cmp.Diff(want, got, cmp.Transformer("mounts", mountsByPath)); diff != "" {
			t.Errorf("%s: (-template +agent section)\n%s\n%s", name, diff, files[name])
		}
	}
	t.Logf("%d scripted, %d declarative", len(scripted), len(declarative))
}

// readOptions returns the template that the options of a Jenkinsfile say, with the
// name and label of another.
func readOptions(t *testing.T, options map[string]any, like PodTemplate) PodTemplate {
	t.Helper()
	options = maps.Clone(options)
	for _, k := range []string{"cloud", "defaultContainer", "customWorkspace", "retries"} {
		delete(options, k)
	}
	if secrets, ok := options["imagePullSecrets"].([]any); ok {
		list := make([]any, len(secrets))
		for i, s := range secrets {
			list[i] = map[string]any{"name": s}
		}
		options["imagePullSecrets"] = list
	}
	b, err := yaml.Marshal(map[string]any{"jenkins": map[string]any{"clouds": []any{map[string]any{"kubernetes": map[string]any{
		"name": "k", "templates": []any{options},
	}}}}})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := casc.Parse([]byte(strings.ReplaceAll(string(b), "${", "^${")), casc.ParseOptions{Strict: true})
	if err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	out := doc.Jenkins.Clouds[0].(casc.KubernetesCloud).Templates[0]
	out.Name, out.Label, out.ID = like.Name, like.Label, like.ID
	return out
}
