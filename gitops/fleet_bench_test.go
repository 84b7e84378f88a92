package gitops_test

import (
	"fmt"
	"testing"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/jobdsl"
	"github.com/jenkinscode/jenkinscode/podtemplate"
	"github.com/jenkinscode/jenkinscode/values"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// fleetOf returns a fleet of n controllers with 50 jobs each.
func fleetOf(n int) *gitops.Fleet {
	f := &gitops.Fleet{
		Name:       "jenkins",
		Repository: gitops.Repository{URL: "https://git.example.com/sre/jenkins.git", TargetRevision: "main"},
		Chart:      gitops.JenkinsChart("5.9.53"),
		Base: values.Values{Controller: values.Controller{
			Admin: values.Admin{ExistingSecret: "jenkins-admin"},
			InstallPlugins: values.Plugins{
				{ID: "kubernetes", Version: "4540.v612369217f87"},
				{ID: "git", Version: "5.10.1"},
				{ID: "workflow-aggregator", Version: "608.v67378e9d3db_1"},
				{ID: "configuration-as-code", Version: "2115.vf6de120eef70"},
				{ID: "job-dsl", Version: "1.93"},
			},
			JCasC: values.JCasC{
				DefaultConfig: new(false),
				Extra:         map[string]any{"securityRealm": nil, "authorizationStrategy": nil},
			},
			AdditionalExistingSecrets: []values.AdditionalExistingSecret{{Name: "git", KeyName: "password"}},
		}},
	}
	for i := range n {
		f.Controllers = append(f.Controllers, controllerOf(fmt.Sprintf("team-%05d", i), 50))
	}
	return f
}

func controllerOf(name string, jobs int) gitops.Controller {
	container := func(name, image string) corev1.Container {
		return corev1.Container{
			Name: name, Image: image, ImagePullPolicy: corev1.PullIfNotPresent,
			Resources: corev1.ResourceRequirements{Requests: corev1.ResourceList{
				corev1.ResourceCPU: resource.MustParse("100m"), corev1.ResourceMemory: resource.MustParse("256Mi"),
			}},
			VolumeMounts: []corev1.VolumeMount{{Name: "workspace", MountPath: "/home/jenkins/agent"}},
		}
	}
	script := jobdsl.Script{jobdsl.Folder{Name: name, Description: "Builds of " + name}}
	for i := range jobs {
		repository := fmt.Sprintf("service-%d", i)
		script = append(script, jobdsl.PipelineJob{
			Name:        name + "/" + repository,
			Description: "Builds " + repository + " and delivers it",
			LogRotator:  jobdsl.LogRotator{NumToKeep: new(30), DaysToKeep: new(90)},
			Parameters: []jobdsl.Parameter{
				jobdsl.StringParam{Name: "REVISION", DefaultValue: "main", Description: "What to build"},
				jobdsl.BooleanParam{Name: "DEPLOY", DefaultValue: new(true)},
			},
			Definition: jobdsl.CpsScm{
				SCM: jobdsl.Git{
					Remotes:  []jobdsl.Remote{{URL: "https://git.example.com/" + name + "/" + repository + ".git", Credentials: "git"}},
					Branches: []string{"${REVISION}"},
				},
				ScriptPath: "ci/Jenkinsfile",
			},
		})
	}
	return gitops.Controller{
		Name:   name,
		Values: values.Values{Controller: values.Controller{Ingress: values.Ingress{Enabled: new(true), HostName: name + ".jenkins.example.com"}}},
		Casc: map[string]casc.Document{
			"security": {
				Jenkins: casc.Jenkins{
					SystemMessage:         "Jenkins of " + name,
					SecurityRealm:         casc.LocalRealm{Users: []casc.User{{ID: casc.Var("chart-admin-username"), Password: casc.Var("chart-admin-password")}}},
					AuthorizationStrategy: casc.LoggedInUsersCanDoAnything{AllowAnonymousRead: new(false)},
				},
				Credentials: casc.Credentials{System: casc.SystemCredentials{DomainCredentials: []casc.DomainCredentials{{
					Credentials: []casc.Credential{casc.UsernamePassword{ID: "git", Username: "jenkins", Password: casc.Var("git-password")}},
				}}}},
			},
			"kubernetes": {Jenkins: casc.Jenkins{Clouds: []casc.Cloud{casc.KubernetesCloud{
				Name: "build", JenkinsURL: "https://" + name + ".jenkins.example.com/",
				Templates: podtemplate.WithIDs(
					podtemplate.PodTemplate{
						Name: "x86_64", Label: "x86_64", YAMLMergeStrategy: podtemplate.Override{},
						YAML: podtemplate.Pod(corev1.Pod{Spec: corev1.PodSpec{
							Volumes:    []corev1.Volume{{Name: "workspace", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}}},
							Containers: []corev1.Container{container("go", "golang:1.26"), container("docker", "docker:29-dind"), container("jnlp", "jenkins/inbound-agent:3355.v388858a_47b_33-3-jdk21")},
						}}),
					},
					podtemplate.PodTemplate{Name: "arm64", Label: "arm64", InheritFrom: "x86_64", NodeSelector: "kubernetes.io/arch=arm64", YAMLMergeStrategy: podtemplate.Merge{}},
				),
			}}}},
		},
		Jobs: map[string]jobdsl.Script{"jobs": script},
	}
}

// A whole run: the fleet is checked and its repository written to an empty
// folder, found unchanged, or found with one controller changed.
func BenchmarkFleet(b *testing.B) {
	for _, n := range []int{40, 400} {
		fleet := fleetOf(n)
		write := func(b *testing.B, dir string) gitops.Report {
			report, err := fleet.Tree().Write(dir, gitops.WriteOptions{})
			if err != nil {
				b.Fatal(err)
			}
			return report
		}
		size := func(b *testing.B) {
			var bytes int64
			err := fleet.Tree().Each(func(f gitops.File) error {
				bytes += int64(len(f.Content))
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(bytes)
			b.ReportMetric(float64(bytes), "bytes-written")
		}
		b.Run(fmt.Sprintf("controllers=%d/validate", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := fleet.Validate(); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("controllers=%d/encode", n), func(b *testing.B) {
			size(b)
			b.ReportAllocs()
			for b.Loop() {
				if err := fleet.Tree().Each(func(gitops.File) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("controllers=%d/write", n), func(b *testing.B) {
			size(b)
			b.ReportAllocs()
			for b.Loop() {
				write(b, b.TempDir())
			}
		})
		b.Run(fmt.Sprintf("controllers=%d/unchanged", n), func(b *testing.B) {
			dir := b.TempDir()
			write(b, dir)
			b.ReportAllocs()
			for b.Loop() {
				if r := write(b, dir); len(r.Written) > 0 {
					b.Fatal(r)
				}
			}
		})
		b.Run(fmt.Sprintf("controllers=%d/one-changed", n), func(b *testing.B) {
			dir := b.TempDir()
			write(b, dir)
			flip := 0
			b.ReportAllocs()
			for b.Loop() {
				flip = 1 - flip
				fleet.Controllers[n/2].Values.Controller.NumExecutors = new(flip)
				if r := write(b, dir); len(r.Written) != 1 {
					b.Fatal(r)
				}
			}
		})
	}
}
