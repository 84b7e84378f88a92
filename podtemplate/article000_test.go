package podtemplate_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/golden"
	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// article000 is the cloud of an article about forty controllers on EKS: agents
// for two architectures, with docker-in-docker and a build cache on EFS.
func article000() casc.KubernetesCloud {
	domain := casc.Var("jenkins_domain")
	requests := func(cpu, memory string) corev1.ResourceRequirements {
		return corev1.ResourceRequirements{Requests: corev1.ResourceList{
			corev1.ResourceCPU: resource.MustParse(cpu), corev1.ResourceMemory: resource.MustParse(memory),
		}}
	}
	mounts := []corev1.VolumeMount{{Name: "volume-0", MountPath: "/home/jenkins/agent"}, {Name: "volume-1", MountPath: "/var/run"}}
	withCache := append(mounts[:2:2], corev1.VolumeMount{Name: "efs-volume", MountPath: "/mnt/efs"})
	container := func(c corev1.Container) corev1.Container {
		c.ImagePullPolicy = corev1.PullIfNotPresent
		c.TerminationMessagePath, c.TerminationMessagePolicy = "/dev/termination-log", corev1.TerminationMessageReadFile
		return c
	}
	emptyDir := corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}
	pod := podtemplate.Pod{Spec: corev1.PodSpec{
		Volumes: []corev1.Volume{
			{Name: "volume-0", VolumeSource: emptyDir},
			{Name: "volume-1", VolumeSource: emptyDir},
			{Name: "efs-volume", VolumeSource: corev1.VolumeSource{
				PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: "efs-claim"},
			}},
		},
		Containers: []corev1.Container{
			container(corev1.Container{
				Name: "docker-daemon", Image: "docker:19.03.13-dind", Resources: requests("100m", "150Mi"), VolumeMounts: mounts,
				SecurityContext: &corev1.SecurityContext{Privileged: new(true)},
			}),
			container(corev1.Container{
				Name: "docker", Image: "docker:19.03.13", Command: []string{"sleep"}, Args: []string{"9999999"},
				Resources: requests("50m", "50Mi"), VolumeMounts: withCache,
				Env: []corev1.EnvVar{{Name: "GOCACHE", Value: "/mnt/efs/go-build"}, {Name: "GOMODCACHE", Value: "/mnt/efs/go-build/pkg/mod"}},
			}),
			container(corev1.Container{
				Name: "jnlp", Image: "inbound_agent:4.6-1", Resources: requests("100m", "256Mi"), VolumeMounts: mounts,
				Env: []corev1.EnvVar{{Name: "JENKINS_URL", Value: "https://" + domain + "/"}, {Name: "JENKINS_AGENT_WORKDIR", Value: "/home/jenkins/agent"}},
			}),
		},
	}}
	const amd64 = "jenkins-agent-x86_64"
	return casc.KubernetesCloud{
		Name: "hoge-cluster", Namespace: casc.Var("namespace"), ServerURL: casc.Var("k8s_control_plane_server_url"),
		ContainerCap: new(10), ContainerCapStr: "10",
		JenkinsURL: "https://" + domain + "/", JenkinsTunnel: "jenkins-agent:50000",
		PodLabels: []podtemplate.Label{{Key: "jenkins/jenkins-jenkins-agent", Value: "true"}},
		Templates: []podtemplate.PodTemplate{
			{
				Name: amd64, Label: amd64, Namespace: casc.Var("namespace"),
				Annotations:   []podtemplate.Annotation{{Key: "cluster-autoscaler.kubernetes.io/safe-to-evict", Value: "false"}},
				NodeSelector:  "ap-type=cicd-jenkins-slave,arch=amd64",
				NodeUsageMode: podtemplate.NodeUsageNormal, PodRetention: podtemplate.Never{},
				RunAsUser: "0", RunAsGroup: "0", ServiceAccount: "jenkins",
				SlaveConnectTimeout: new(600), SlaveConnectTimeoutStr: "600", IdleMinutes: new(5), IdleMinutesStr: "5",
				YAML: pod, YAMLMergeStrategy: podtemplate.Override{},
			},
			{
				Name: "jenkins-agent-armv8", Label: "jenkins-agent-armv8", InheritFrom: amd64,
				NodeSelector: "ap-type=cicd-jenkins-slave,arch=arm64", YAMLMergeStrategy: podtemplate.Merge{},
			},
		},
	}
}

// The article prints its JCasC without indentation; the file has it restored,
// and otherwise the same lines.
func TestArticle000File(t *testing.T) {
	folder := golden.Corpus(t, "the articles that this module starts from", "articles")
	files, err := filepath.Glob(filepath.Join(folder, "000*"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	article, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(article), "\njenkins:\n")
	const last = "yamlMergeStrategy: \"merge\"\n"
	text, _, _ := strings.Cut(rest, last)
	var lines strings.Builder
	for line := range strings.Lines(read(t, "testdata/article000.yaml")) {
		lines.WriteString(strings.TrimLeft(line, " "))
	}
	if diff := cmp.Diff("jenkins:\n"+text+last, lines.String()); diff != "" {
		t.Errorf("(-article +file)\n%s", diff)
	}
}

func TestArticle000(t *testing.T) {
	doc := casc.Document{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{article000()}}}
	out, err := doc.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(parsed(t, read(t, "testdata/article000.yaml")), parsed(t, string(out))); diff != "" {
		t.Errorf("(-article +ours)\n%s", diff)
	}
	r := podtemplate.Registry{Templates: article000().Templates}
	if err := podtemplate.Validate(r); err != nil {
		t.Error(err)
	}
	arm, err := podtemplate.Effective(r.Templates[1], r)
	if err != nil {
		t.Fatal(err)
	}
	if got := arm.Spec.NodeSelector["arch"]; got != "arm64" || len(arm.Spec.Containers) != 3 || arm.Annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"] != "false" {
		t.Errorf("the arm64 agent does not inherit: %v", arm)
	}
	// What the article's second template does not get, as its author may not know.
	var warnings []string
	for _, w := range r.Warnings() {
		if !strings.HasSuffix(w.Path, ".id") {
			warnings = append(warnings, w.Error())
		}
	}
	want := []string{
		`templates[1].nodeUsageMode: lost: template jenkins-agent-x86_64 sets NORMAL, and it is not inherited: this one is EXCLUSIVE`,
		`templates[1].podRetention: lost: template jenkins-agent-x86_64 sets it, and it is not inherited`,
	}
	if diff := cmp.Diff(want, warnings); diff != "" {
		t.Error(diff)
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// parsed returns what a JCasC document says, raw pods parsed in their turn.
func parsed(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	var inner func(v any) any
	inner = func(v any) any {
		switch v := v.(type) {
		case map[string]any:
			for k, e := range v {
				if s, ok := e.(string); ok && k == "yaml" {
					v[k] = parsed(t, s)
				} else {
					v[k] = inner(e)
				}
			}
		case []any:
			for i := range v {
				v[i] = inner(v[i])
			}
		}
		return v
	}
	return inner(v)
}
