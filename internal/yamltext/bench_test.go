package yamltext_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	yaml3 "go.yaml.in/yaml/v3"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

// The documents of the benchmarks: what a repository of a fleet consists of.

func agentPod(i int) *corev1.Pod {
	return &corev1.Pod{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "Pod"},
		ObjectMeta: metav1.ObjectMeta{Labels: map[string]string{"app": "agent", "team": fmt.Sprint("team-", i)}, Annotations: map[string]string{"cluster-autoscaler.kubernetes.io/safe-to-evict": "false"}},
		Spec: corev1.PodSpec{
			ServiceAccountName: "jenkins",
			NodeSelector:       map[string]string{"kubernetes.io/arch": "arm64", "ap-type": "cicd"},
			Tolerations:        []corev1.Toleration{{Key: "spot", Operator: corev1.TolerationOpEqual, Value: "true", Effect: corev1.TaintEffectNoSchedule}},
			SecurityContext:    &corev1.PodSecurityContext{RunAsUser: new(int64(1000)), FSGroup: new(int64(1000))},
			Containers: []corev1.Container{
				{
					Name: "jnlp", Image: "jenkins/inbound-agent:3355.v388858a_47b_33-3", Args: []string{"$(JENKINS_SECRET)", "$(JENKINS_NAME)"},
					Env: []corev1.EnvVar{{Name: "JAVA_OPTS", Value: "-Xmx512m -Dfile.encoding=UTF-8"}, {Name: "DOCKER_HOST", Value: "tcp://localhost:2375"}, {Name: "DEBUG", Value: "false"}},
					Resources: corev1.ResourceRequirements{
						Requests: corev1.ResourceList{"cpu": resource.MustParse("500m"), "memory": resource.MustParse("512Mi")},
						Limits:   corev1.ResourceList{"cpu": resource.MustParse("1"), "memory": resource.MustParse("1Gi")},
					},
					VolumeMounts: []corev1.VolumeMount{{Name: "workspace", MountPath: "/home/jenkins/agent"}},
				},
				{
					Name: "build", Image: "docker:24-dind", Command: []string{"sh", "-c", "set -eu\ndockerd-entrypoint.sh &\nexec cat\n"}, TTY: true,
					Ports:          []corev1.ContainerPort{{Name: "docker", ContainerPort: 2375}},
					ReadinessProbe: &corev1.Probe{ProbeHandler: corev1.ProbeHandler{TCPSocket: &corev1.TCPSocketAction{Port: intstr.FromInt32(2375)}}, PeriodSeconds: 5},
				},
			},
			Volumes: []corev1.Volume{{Name: "workspace", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{SizeLimit: new(resource.MustParse("20Gi"))}}}},
		},
	}
}

type (
	agent struct {
		Name             string         `json:"name" jc:"required"`
		Label            string         `json:"label,omitzero"`
		Namespace        string         `json:"namespace,omitzero"`
		InheritFrom      string         `json:"inheritFrom,omitzero"`
		NodeSelector     string         `json:"nodeSelector,omitzero"`
		NodeUsageMode    string         `json:"nodeUsageMode,omitzero"`
		IdleMinutes      *int           `json:"idleMinutes,omitzero"`
		InstanceCap      *int           `json:"instanceCap,omitzero"`
		HostNetwork      *bool          `json:"hostNetwork,omitzero"`
		ServiceAccount   string         `json:"serviceAccount,omitzero"`
		Annotations      []annotation   `json:"annotations,omitzero"`
		WorkspaceVolume  string         `json:"workspaceVolume,omitzero"`
		ImagePullSecrets []string       `json:"imagePullSecrets,omitzero"`
		YAML             string         `json:"yaml,omitzero"`
		Extra            map[string]any `json:",inline"`
	}
	annotation struct {
		Key   string `json:"key"`
		Value string `json:"value"`
	}
	controller struct {
		SystemMessage string         `json:"systemMessage,omitzero"`
		NumExecutors  *int           `json:"numExecutors,omitzero"`
		Mode          string         `json:"mode,omitzero"`
		Agents        []agent        `json:"agents,omitzero"`
		Extra         map[string]any `json:",inline"`
	}
)

func jenkinsController() controller {
	c := controller{SystemMessage: "Managed as code.\nChanges made here are lost.\n", NumExecutors: new(0), Mode: "EXCLUSIVE"}
	for i := range 12 {
		c.Agents = append(c.Agents, agent{
			Name: fmt.Sprint("jenkins-agent-", i), Label: fmt.Sprint("arm64 team-", i), Namespace: "jenkins", NodeSelector: "ap-type=cicd-jenkins-slave,arch=amd64",
			NodeUsageMode: "NORMAL", IdleMinutes: new(5), HostNetwork: new(false), ServiceAccount: "jenkins",
			Annotations: []annotation{{"cluster-autoscaler.kubernetes.io/safe-to-evict", "false"}},
			YAML:        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: jnlp\n    image: jenkins/inbound-agent:3355.v388858a_47b_33-3\n",
		})
	}
	return c
}

func documents() map[string]any {
	pods := make([]corev1.Pod, 10)
	for i := range pods {
		pods[i] = *agentPod(i)
	}
	tree := map[string]any{}
	for i := range 10 {
		tree[fmt.Sprint("controller", i)] = map[string]any{
			"image": map[string]any{"repository": "jenkins/jenkins", "tag": "2.541-jdk21"}, "installPlugins": []any{"kubernetes:4540.v612369217f87", "git:5.7.0"},
			"ingress": map[string]any{"enabled": true, "hostName": "ci.example.com", "annotations": map[string]any{"a/b": "true"}}, "numExecutors": 0,
			"JCasC": map[string]any{"configScripts": map[string]any{"global": strings.Repeat("jenkins:\n  systemMessage: hello\n", 5)}},
		}
	}
	return map[string]any{
		"Pods":       &corev1.PodList{Items: pods},
		"Deployment": &appsv1.Deployment{ObjectMeta: metav1.ObjectMeta{Name: "a", Namespace: "b"}, Spec: appsv1.DeploymentSpec{Replicas: new(int32(1)), Template: corev1.PodTemplateSpec{Spec: agentPod(0).Spec}}},
		"Application": gitops.Application{
			Metadata: gitops.Metadata{Name: "jenkins-team-helm", Namespace: "argocd", Annotations: gitops.Annotations(gitops.Wave(5))},
			Spec: gitops.ApplicationSpec{
				Project: "jenkins",
				Sources: []gitops.ApplicationSource{
					{
						RepoURL: "https://charts.jenkins.io", Chart: "jenkins", TargetRevision: "5.9.53",
						Helm: gitops.HelmSource{ReleaseName: "jenkins", ValueFiles: []string{gitops.ValueFile("values", "manifest/jenkins/base/values.yaml")}},
					},
					{RepoURL: "https://git.example.com/sre/jenkins.git", TargetRevision: "main", Ref: "values"},
				},
				Destination: gitops.Destination{Server: gitops.InCluster, Namespace: "team-jenkins"},
			},
		},
		"Jenkins": jenkinsController(),
		"Values":  tree,
	}
}

func BenchmarkMarshal(b *testing.B) {
	encoders := []struct {
		name   string
		encode func(any) ([]byte, error)
	}{
		{"yamltext", func() func(any) ([]byte, error) {
			var buf []byte
			return func(v any) (_ []byte, err error) {
				buf, err = yamltext.Append(buf[:0], v, yamltext.Options{})
				return buf, err
			}
		}()},
		{"sigs", yaml.Marshal},
		{"yaml.v3", func(v any) ([]byte, error) { return yaml3.Marshal(v) }},
	}
	for name, v := range documents() {
		for _, enc := range encoders {
			if enc.name == "yaml.v3" && name == "Application" {
				continue // it panics: it does not know json tags, nor fields embedded without a tag
			}
			b.Run(name+"/"+enc.name, func(b *testing.B) {
				out, err := enc.encode(v)
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(out)))
				b.ReportAllocs()
				for b.Loop() {
					if _, err := enc.encode(v); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkByHand compares with code for these very structs, the most that
// generated code could reach: its keys and indentation are constants, and it does
// not look whether a string has to be quoted. Code that was generated, for
// corev1.Pod and podtemplate.PodTemplate, to keep paths and to look at strings as
// plans do took 88 % and 76 % of the time that plans take.
func BenchmarkByHand(b *testing.B) {
	c := jenkinsController()
	want, err := yamltext.Marshal(c, yamltext.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if got := appendController(nil, &c); string(got) != string(want) {
		b.Fatalf("by hand:\n%s\nwant:\n%s", got, want)
	}
	buf := make([]byte, 0, 2*len(want))
	b.Run("hand", func(b *testing.B) {
		b.SetBytes(int64(len(want)))
		b.ReportAllocs()
		for b.Loop() {
			buf = appendController(buf[:0], &c)
		}
	})
	b.Run("plan", func(b *testing.B) {
		b.SetBytes(int64(len(want)))
		b.ReportAllocs()
		for b.Loop() {
			if buf, err = yamltext.Append(buf[:0], &c, yamltext.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func appendController(b []byte, c *controller) []byte {
	text := func(b []byte, key, s string, indent string) []byte {
		if s == "" {
			return b
		}
		b = append(b, key...)
		if !strings.Contains(s, "\n") {
			b = append(b, ' ')
			return append(b, s...)
		}
		b = append(b, " |"...)
		for line := range strings.Lines(s) {
			b = append(b, '\n')
			b = append(b, indent...)
			b = append(b, strings.TrimSuffix(line, "\n")...)
		}
		return b
	}
	number := func(b []byte, key string, n *int) []byte {
		if n == nil {
			return b
		}
		b = append(b, key...)
		return strconv.AppendInt(b, int64(*n), 10)
	}
	b = text(b, "systemMessage:", c.SystemMessage, "  ")
	b = number(b, "\nnumExecutors: ", c.NumExecutors)
	b = text(b, "\nmode:", c.Mode, "  ")
	b = append(b, "\nagents:"...)
	for i := range c.Agents {
		a := &c.Agents[i]
		b = text(b, "\n- name:", a.Name, "    ")
		b = text(b, "\n  label:", a.Label, "    ")
		b = text(b, "\n  namespace:", a.Namespace, "    ")
		b = text(b, "\n  inheritFrom:", a.InheritFrom, "    ")
		b = text(b, "\n  nodeSelector:", a.NodeSelector, "    ")
		b = text(b, "\n  nodeUsageMode:", a.NodeUsageMode, "    ")
		b = number(b, "\n  idleMinutes: ", a.IdleMinutes)
		b = number(b, "\n  instanceCap: ", a.InstanceCap)
		if a.HostNetwork != nil {
			b = append(b, "\n  hostNetwork: "...)
			b = strconv.AppendBool(b, *a.HostNetwork)
		}
		b = text(b, "\n  serviceAccount:", a.ServiceAccount, "    ")
		b = append(b, "\n  annotations:"...)
		for j := range a.Annotations {
			b = text(b, "\n  - key:", a.Annotations[j].Key, "      ")
			b = append(b, "\n    value: \""...) // known to need quotes
			b = append(b, a.Annotations[j].Value...)
			b = append(b, '"')
		}
		b = text(b, "\n  workspaceVolume:", a.WorkspaceVolume, "    ")
		b = text(b, "\n  yaml:", a.YAML, "    ")
	}
	return append(b, '\n')
}
