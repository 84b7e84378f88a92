package casc_test

import (
	"testing"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/podtemplate"

	corev1 "k8s.io/api/core/v1"
)

// benchDocuments returns two documents of a controller: one with references, and
// one with a cloud.
func benchDocuments() []casc.Document {
	pod := podtemplate.Pod{Spec: corev1.PodSpec{
		Volumes: []corev1.Volume{{Name: "cache", VolumeSource: corev1.VolumeSource{EmptyDir: new(corev1.EmptyDirVolumeSource)}}},
		Containers: []corev1.Container{
			{Name: "go", Image: "golang:1.26", VolumeMounts: []corev1.VolumeMount{{Name: "cache", MountPath: "/cache"}}},
			{Name: "jnlp", Image: "jenkins/inbound-agent"},
		},
	}}
	return []casc.Document{
		{
			Jenkins: casc.Jenkins{
				SystemMessage:         "Jenkins of a team",
				SecurityRealm:         casc.LocalRealm{Users: []casc.User{{ID: casc.Var("chart-admin-username"), Password: casc.Var("chart-admin-password")}}},
				AuthorizationStrategy: casc.LoggedInUsersCanDoAnything{AllowAnonymousRead: new(false)},
			},
			Credentials: casc.Credentials{System: casc.SystemCredentials{DomainCredentials: []casc.DomainCredentials{{
				Credentials: []casc.Credential{casc.UsernamePassword{ID: "git", Username: "jenkins", Password: casc.Var("git-password")}},
			}}}},
		},
		{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{casc.KubernetesCloud{
			Name: "build", JenkinsURL: "https://jenkins.example.com/", Templates: podtemplate.WithIDs(
				podtemplate.PodTemplate{Name: "x86_64", Label: "x86_64", YAML: pod},
				podtemplate.PodTemplate{Name: "arm64", Label: "arm64", InheritFrom: "x86_64", NodeSelector: "kubernetes.io/arch=arm64"},
			),
		}}}},
	}
}

func BenchmarkValidate(b *testing.B) {
	docs := benchDocuments()
	b.ReportAllocs()
	for b.Loop() {
		for i := range docs {
			if err := casc.Validate(&docs[i]); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkVariables(b *testing.B) {
	docs := benchDocuments()
	b.ReportAllocs()
	for b.Loop() {
		for i := range docs {
			_ = casc.Variables(&docs[i])
		}
	}
}

func BenchmarkConflicts(b *testing.B) {
	docs := benchDocuments()
	sources := []casc.Source{{Document: docs[0]}, {Document: docs[1]}}
	b.ReportAllocs()
	for b.Loop() {
		if err := casc.Conflicts(sources...); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppendText(b *testing.B) {
	docs := benchDocuments()
	var text []byte
	b.ReportAllocs()
	for b.Loop() {
		text = text[:0]
		for i := range docs {
			var err error
			if text, err = docs[i].AppendText(text); err != nil {
				b.Fatal(err)
			}
		}
	}
}
