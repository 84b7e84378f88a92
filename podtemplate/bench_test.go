package podtemplate_test

import (
	"strconv"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/check"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
	"github.com/jenkinscode/jenkinscode/podtemplate"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// benchRegistry returns a cloud of two templates, of which one inherits the raw
// pod of the other.
func benchRegistry() podtemplate.Registry {
	container := func(name, image string) corev1.Container {
		return corev1.Container{
			Name: name, Image: image, ImagePullPolicy: corev1.PullIfNotPresent,
			Resources: corev1.ResourceRequirements{Requests: corev1.ResourceList{
				corev1.ResourceCPU: resource.MustParse("100m"), corev1.ResourceMemory: resource.MustParse("256Mi"),
			}},
			VolumeMounts: []corev1.VolumeMount{{Name: "workspace", MountPath: "/home/jenkins/agent"}},
		}
	}
	return podtemplate.Registry{JenkinsURL: "https://jenkins.example.com/", Templates: podtemplate.WithIDs(
		podtemplate.PodTemplate{
			Name: "x86_64", Label: "x86_64", YAMLMergeStrategy: podtemplate.Override{},
			YAML: podtemplate.Pod(corev1.Pod{Spec: corev1.PodSpec{
				Volumes:    []corev1.Volume{{Name: "workspace", VolumeSource: corev1.VolumeSource{EmptyDir: new(corev1.EmptyDirVolumeSource)}}},
				Containers: []corev1.Container{container("go", "golang:1.26"), container("docker", "docker:29-dind"), container("jnlp", "jenkins/inbound-agent")},
			}}),
		},
		podtemplate.PodTemplate{Name: "arm64", Label: "arm64", InheritFrom: "x86_64", NodeSelector: "kubernetes.io/arch=arm64", YAMLMergeStrategy: podtemplate.Merge{}},
	)}
}

// benchText returns the same with the raw pod as text.
func benchText() podtemplate.Registry {
	r := benchRegistry()
	pod, o := r.Templates[0].YAML.(podtemplate.Pod).EmbedYAML()
	text, err := yamltext.Marshal(pod, o)
	if err != nil {
		panic(err)
	}
	r.Templates[0].YAML = podtemplate.RawYAML(text)
	return r
}

// benchFields returns a cloud of the same two templates, in fields.
func benchFields() podtemplate.Registry {
	container := func(name, image string) podtemplate.ContainerTemplate {
		return podtemplate.ContainerTemplate{Name: name, Image: image, Command: "sleep", Args: "99d", ResourceRequestCPU: "100m", ResourceRequestMemory: "256Mi"}
	}
	return podtemplate.Registry{Templates: podtemplate.WithIDs(
		podtemplate.PodTemplate{
			Name: "x86_64", Label: "x86_64",
			EnvVars:    []podtemplate.TemplateEnvVar{podtemplate.EnvVar{Key: "CI", Value: "true"}, podtemplate.EnvVar{Key: "LANG", Value: "C.UTF-8"}},
			Volumes:    []podtemplate.Volume{podtemplate.EmptyDirVolume{MountPath: "/cache"}, podtemplate.SecretVolume{MountPath: "/secret", SecretName: "git"}},
			Containers: []podtemplate.ContainerTemplate{container("go", "golang:1.26"), container("docker", "docker:29-dind")},
		},
		podtemplate.PodTemplate{Name: "arm64", Label: "arm64", InheritFrom: "x86_64", NodeSelector: "kubernetes.io/arch=arm64"},
	)}
}

// BenchmarkValidate checks templates: between each other, for the first time and
// again, and each by itself.
func BenchmarkValidate(b *testing.B) {
	for _, bench := range []struct {
		name     string
		registry podtemplate.Registry
	}{{"raw", benchRegistry()}, {"text", benchText()}, {"fields", benchFields()}} {
		b.Run(bench.name+"/first", func(b *testing.B) {
			r := bench.registry
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				r.AgentName = strconv.Itoa(i)
				if err := r.Validate(); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(bench.name+"/again", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := bench.registry.Validate(); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(bench.name+"/each", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := check.Value(&bench.registry.Templates).Err(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
