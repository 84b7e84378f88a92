package values_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/podtemplate"
	"github.com/jenkinscode/jenkinscode/podtemplate/recipe"
	"github.com/jenkinscode/jenkinscode/values"
	"github.com/jenkinscode/jenkinscode/values/render"
)

// hostile holds what Helm, YAML, JCasC and a shell would each take for theirs.
const hostile = `{{ .Values }} ${HOME} ^${X} $(id) "a" 'b' \n: # {{`

// chartTemplates are templates that the chart's agent values can say.
func chartTemplates() []podtemplate.PodTemplate {
	type k = podtemplate.ContainerTemplate
	return []podtemplate.PodTemplate{
		{Name: "least"},
		{
			Name: "maven", Label: "maven java", Namespace: "ci", NodeSelector: "arch=arm64,pool=ci", NodeUsageMode: podtemplate.NodeUsageNormal,
			ServiceAccount: "builder", PodRetention: podtemplate.OnFailure{}, HostNetwork: new(true), InstanceCap: new(3), IdleMinutes: new(5),
			SlaveConnectTimeoutStr: "600", ShowRawYAML: new(false), ImagePullSecrets: []podtemplate.ImagePullSecret{{Name: "regcred"}},
			Annotations: []podtemplate.Annotation{{Key: "cluster-autoscaler.kubernetes.io/safe-to-evict", Value: "false"}, {Key: "hostile", Value: hostile}},
			EnvVars: []podtemplate.TemplateEnvVar{
				podtemplate.EnvVar{Key: "PLAIN", Value: "a"},
				podtemplate.EnvVar{Key: "FLOAT", Value: "1.10"},
				podtemplate.EnvVar{Key: "BOOL", Value: "true"},
				podtemplate.EnvVar{Key: "DATE", Value: "2026-11-21"},
				podtemplate.EnvVar{Key: "HOSTILE", Value: hostile},
				podtemplate.EnvVar{Key: "EMPTY"},
				podtemplate.SecretEnvVar{Key: "TOKEN", SecretName: "tokens", SecretKey: "ci", Optional: new(true)},
			},
			Containers: []k{
				{
					Name: "jnlp", Image: "registry.example.com:5000/jenkins/inbound-agent:1", Args: "${computer.jnlpmac} ${computer.name}",
					ResourceRequestCPU: "0.5", ResourceLimitCPU: "1", ResourceRequestMemory: "512Mi", ResourceLimitMemory: "1Gi", ResourceLimitEphemeralStorage: "2Gi",
					RunAsUser: "1000", RunAsGroup: "0", AlwaysPullImage: new(true), TTYEnabled: new(true), WorkingDir: "/agent",
				},
				{Name: "maven", Image: "maven@sha256:0123", Command: "sleep", Args: "99d", Privileged: new(true), AlwaysPullImage: new(true), TTYEnabled: new(true), RunAsUser: "0", RunAsGroup: "0", LivenessProbe: podtemplate.LivenessProbe{ExecArgs: "mvn -v", PeriodSeconds: new(30)}},
			},
			Volumes: []podtemplate.Volume{
				podtemplate.ConfigMapVolume{MountPath: "/etc/m2", ConfigMapName: "m2", SubPath: "settings.xml", Optional: new(true)},
				podtemplate.SecretVolume{MountPath: "/etc/keys", SecretName: "keys", DefaultMode: "256"},
				podtemplate.EmptyDirVolume{MountPath: "/tmp", Memory: new(true)},
				podtemplate.HostPathVolume{MountPath: "/h", HostPath: "/srv", ReadOnly: new(true)},
				podtemplate.NFSVolume{MountPath: "/n", ServerAddress: "nfs", ServerPath: "/export", ReadOnly: new(true)},
				podtemplate.PersistentVolumeClaim{MountPath: "/c", ClaimName: "cache"},
				podtemplate.GenericEphemeralVolume{MountPath: "/e", RequestsSize: "5Gi", StorageClassName: "fast", AccessModes: "ReadWriteMany"},
			},
			WorkspaceVolume:   podtemplate.GenericEphemeralWorkspaceVolume{RequestsSize: "5Gi"},
			YAML:              podtemplate.RawYAML("metadata:\n  annotations:\n    a: '" + strings.ReplaceAll(hostile, "'", "''") + "'\nspec:\n  priorityClassName: ci\n"),
			YAMLMergeStrategy: podtemplate.Merge{}, InheritYAMLMergeStrategy: new(true),
		},
		{Name: "emptydir", WorkspaceVolume: podtemplate.EmptyDirWorkspaceVolume{Memory: new(true)}},
		{Name: "nfs", WorkspaceVolume: podtemplate.NFSWorkspaceVolume{ServerAddress: "nfs", ServerPath: "/w"}},
		{Name: "claim", WorkspaceVolume: podtemplate.PersistentVolumeClaimWorkspaceVolume{ClaimName: "w", ReadOnly: new(true)}},
		{Name: "hostpath", WorkspaceVolume: podtemplate.HostPathWorkspaceVolume{HostPath: "/w"}},
		{Name: "dynamic", WorkspaceVolume: podtemplate.DynamicPVCWorkspaceVolume{RequestsSize: "1Gi"}},
		recipe.Kaniko(recipe.ImageBuild{RegistrySecret: "regcred"}),
		recipe.Schedule(recipe.Go(recipe.Build{CacheClaim: "cache"}), recipe.SpotAKS(), recipe.KeepWhileBuilding()),
	}
}

// rendered returns the templates of the chart's cloud.
func rendered(t *testing.T, c *render.Chart, v values.Values) []podtemplate.PodTemplate {
	t.Helper()
	v.Controller.Admin.ExistingSecret = "jenkins-admin"
	if err := values.Validate(v); err != nil {
		t.Fatal(err)
	}
	objects, err := c.Render(v, render.Options{Release: "jenkins", Namespace: "jenkins"})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range objects {
		if o.Kind() != "ConfigMap" {
			continue
		}
		var cm corev1.ConfigMap
		if err := yaml.Unmarshal([]byte(o.Text), &cm); err != nil {
			t.Fatal(err)
		}
		text := cm.Data["jcasc-default-config.yaml"]
		if text == "" {
			continue
		}
		doc, err := casc.Parse([]byte(text), casc.ParseOptions{Strict: true})
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		return doc.Jenkins.Clouds[0].(casc.KubernetesCloud).Templates
	}
	t.Fatal("the chart has no default configuration")
	return nil
}

func asText(t *testing.T, templates ...podtemplate.PodTemplate) string {
	t.Helper()
	b, err := casc.Document{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{casc.KubernetesCloud{Name: "k", Templates: templates}}}}.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// The chart gives back the templates that agent.podTemplates has, to the byte.
func TestChartPodTemplates(t *testing.T) {
	c, _ := jenkinsChart(t)
	odd := podtemplate.PodTemplate{
		Name: "odd", Label: casc.Var("label"), InheritFrom: "maven", SupplementalGroups: "1,2", TerminationGracePeriodSeconds: new(int64(5)),
		AgentContainer: "a", AgentInjection: new(true), PodRetention: podtemplate.Evicted{}, NodeProperties: []podtemplate.NodeProperty{podtemplate.ToolLocation{Locations: []podtemplate.ToolHome{{Key: "k", Home: "/h"}}}},
		Containers: []podtemplate.ContainerTemplate{{Name: "a", Image: "a", Shell: hostile, Command: `sh -c '{{ x }}'`, Ports: []podtemplate.PortMapping{{Name: "p", ContainerPort: new(80)}}}},
	}
	want := podtemplate.WithIDs(append(chartTemplates(), odd)...)
	got := rendered(t, c, values.Values{Agent: values.Agent{
		DisableDefaultAgent: new(true),
		PodTemplates:        map[string]values.PodTemplates{"a": want[:3], "b": want[3:]},
	}})
	if diff := cmp.Diff(asText(t, want...), asText(t, got...)); diff != "" {
		t.Errorf("(-put in +given back)\n%s", diff)
	}
	t.Logf("%d templates", len(got))
}

// The chart makes the template again from which AgentFor made its values, as the
// default agent and as an additional one. What the chart adds is taken off.
func TestAgentFor(t *testing.T) {
	c, _ := jenkinsChart(t)
	for _, want := range chartTemplates() {
		t.Run(want.Name, func(t *testing.T) {
			agent, err := values.AgentFor(want)
			if err != nil {
				t.Fatal(err)
			}
			for way, v := range map[string]values.Values{
				"agent":            {Agent: agent},
				"additionalAgents": {Agent: values.Agent{DisableDefaultAgent: new(true), UseDefaultServiceAccount: new(false), ShowRawYAML: agent.ShowRawYAML}, AdditionalAgents: map[string]values.Agent{"x": agent}},
			} {
				all := rendered(t, c, v)
				if len(all) != 1 {
					t.Fatalf("%s: %d templates", way, len(all))
				}
				got := all[0]
				if len(got.ID) != 64 || !strings.HasPrefix(got.Label, "jenkins-jenkins-agent") {
					t.Errorf("%s: id %s, label %s", way, got.ID, got.Label)
				}
				got.ID, got.Label = want.ID, strings.TrimSpace(strings.TrimPrefix(got.Label, "jenkins-jenkins-agent"))
				if !slices.ContainsFunc(want.Containers, func(k podtemplate.ContainerTemplate) bool { return k.Name == "jnlp" }) {
					got.Containers = slices.DeleteFunc(got.Containers, func(k podtemplate.ContainerTemplate) bool { return k.Name == "jnlp" })
				}
				for i := range got.Containers {
					if e, ok := got.Containers[i].EnvVars[0].(podtemplate.EnvVar); !ok || e.Key != "JENKINS_URL" {
						t.Errorf("%s: %v", way, got.Containers[i].EnvVars)
					}
					got.Containers[i].EnvVars = got.Containers[i].EnvVars[1:]
				}
				want := want
				if want.Namespace == "" {
					want.Namespace = "jenkins" // the release's
				}
				if diff := cmp.Diff(said(t, want), said(t, got)); diff != "" {
					t.Errorf("%s: (-put in +given back)\n%s", way, diff)
				}
			}
		})
	}
}

// said returns what a template says, defaults left out: its pod, and what does
// not show in one.
func said(t *testing.T, p podtemplate.PodTemplate) []string {
	t.Helper()
	pod, err := podtemplate.Effective(p, podtemplate.Registry{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := yaml.Marshal(pod)
	if err != nil {
		t.Fatal(err)
	}
	flat, err := podtemplate.Registry{}.Flatten(p)
	if err != nil {
		t.Fatal(err)
	}
	number := func(n *int) int {
		if n == nil {
			return -1
		}
		return *n
	}
	_, merge := p.YAMLMergeStrategy.(podtemplate.Merge)
	retention := fmt.Sprintf("%T", p.PodRetention)
	if p.PodRetention == nil {
		retention = "podtemplate.Never" // as the chart's cloud has it
	}
	mode := p.NodeUsageMode
	if mode == "" {
		mode = podtemplate.NodeUsageExclusive
	}
	return append(
		strings.SplitAfter(string(b), "\n"), p.Name, p.Label, fmt.Sprint(mode, number(flat.InstanceCap), number(flat.IdleMinutes), number(flat.SlaveConnectTimeout),
			flat.ShowRawYAML == nil || *flat.ShowRawYAML, merge, retention, p.InheritYAMLMergeStrategy != nil && *p.InheritYAMLMergeStrategy),
	)
}

func TestAgentForRefuses(t *testing.T) {
	_, err := values.AgentFor(podtemplate.PodTemplate{
		ID: "1", Name: "a", InheritFrom: "b", SchedulerName: "s", HostNetwork: new(false), PodRetention: podtemplate.Evicted{}, AgentContainer: "k",
		ImagePullSecrets: []podtemplate.ImagePullSecret{{Name: "a"}, {Name: "b"}}, Extra: map[string]any{"x": 1},
		EnvVars:    []podtemplate.TemplateEnvVar{podtemplate.RawEnvVar{Symbol: "podEnvVar", Attributes: map[string]any{"key": "K"}}},
		Volumes:    []podtemplate.Volume{podtemplate.DynamicPVC{MountPath: "/x"}},
		Containers: []podtemplate.ContainerTemplate{{Name: "k", Image: casc.Var("image"), Shell: "bash", Ports: []podtemplate.PortMapping{{ContainerPort: new(1)}}, RunAsUser: casc.Var("uid")}},
		WorkspaceVolume: podtemplate.EmptyDirWorkspaceVolume{
			SizeLimit: "1Gi",
		},
	})
	var got []string
	for e := range strings.SplitSeq(fmt.Sprint(err), "\n") {
		path, _, _ := strings.Cut(e, ":")
		got = append(got, path)
		if !strings.HasSuffix(e, "; Agent.PodTemplates takes it") {
			t.Errorf("%s", e)
		}
	}
	want := []string{
		"agentContainer", "containers[0].image", "containers[0].ports", "containers[0].runAsUser", "containers[0].shell", "envVars[0]", "extra",
		"hostNetwork", "id", "imagePullSecrets[1]", "inheritFrom", "podRetention", "schedulerName", "volumes[0]", "workspaceVolume.sizeLimit",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Templates in agent.podTemplates are checked like those of a cloud.
func TestValidatePodTemplates(t *testing.T) {
	type p = podtemplate.PodTemplate
	mounts := func(volume string) podtemplate.YAML {
		return podtemplate.RawYAML("spec: {containers: [{name: jnlp, volumeMounts: [{name: " + volume + ", mountPath: /x}]}]}")
	}
	v := values.Values{Agent: values.Agent{
		PodName: "base",
		PodTemplates: map[string]values.PodTemplates{
			"a": {{Name: "one"}, {Name: "two", InheritFrom: "base one"}, {Name: "three", InheritFrom: "nobody"}},
			"b": {{Name: "one"}, {Name: "four", InheritFrom: "five"}, {Name: "five", InheritFrom: "four"}},
			"c": {{Name: "six", YAML: mounts("cache")}, {Name: "seven", InheritFrom: "two", YAML: mounts("cache")}, {Name: "eight", InheritFrom: "extra"}},
			"d": {{Name: "Nine", Containers: []podtemplate.ContainerTemplate{{Name: "A", Image: "a"}}}, p{Name: "base"}},
		},
	}, AdditionalAgents: map[string]values.Agent{"x": {PodName: "extra"}}}
	v.Controller.Admin.ExistingSecret = "jenkins-admin"
	var got []string
	for e := range strings.SplitSeq(fmt.Sprint(values.Validate(v)), "\n") {
		path, rest, _ := strings.Cut(e, ": ")
		kind, _, _ := strings.Cut(rest, ":")
		got = append(got, path+": "+kind)
	}
	want := []string{
		`agent.podName: duplicate "base"`,
		`agent.podTemplates[a][2].inheritFrom: not found "nobody"`,
		`agent.podTemplates[b][0].name: duplicate "one"`,
		`agent.podTemplates[b][1].inheritFrom: conflict`,
		`agent.podTemplates[b][2].inheritFrom: conflict`,
		`agent.podTemplates[c][0].yaml.spec.containers[0].volumeMounts[/x].name: not found "cache"`,
		`agent.podTemplates[d][0].containers[0].name: invalid value "A"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func ExampleAgentFor() {
	maven := podtemplate.PodTemplate{
		Name: "maven", Label: "java", NodeSelector: "kubernetes.io/arch=arm64",
		Containers: []podtemplate.ContainerTemplate{{
			Name: "maven", Image: "maven:3.9", Command: "sleep", Args: "99d", WorkingDir: "/home/jenkins/agent",
			ResourceRequestCPU: "500m", ResourceRequestMemory: "1Gi", ResourceLimitCPU: "2000m", ResourceLimitMemory: "1Gi",
		}},
	}
	agent, err := values.AgentFor(maven)
	if err != nil {
		fmt.Println(err)
		return
	}
	out, err := values.Values{Agent: agent}.MarshalText()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(out))
	// Output:
	// agent:
	//   useDefaultServiceAccount: false
	//   nodeUsageMode: EXCLUSIVE
	//   customJenkinsLabels:
	//   - java
	//   nodeSelector:
	//     kubernetes.io/arch: arm64
	//   podName: maven
	//   connectTimeout: 1000
	//   additionalContainers:
	//   - sideContainerName: maven
	//     image:
	//       repository: maven
	//       tag: "3.9"
	//     command: sleep
	//     args: 99d
	//     resources:
	//       requests:
	//         cpu: 500m
	//         memory: 1Gi
	//       limits:
	//         cpu: 2000m
	//         memory: 1Gi
	//     workingDir: /home/jenkins/agent
}
