//go:build linux

package main

import (
	"fmt"
	"strconv"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/jobdsl"
	"github.com/jenkinscode/jenkinscode/podtemplate"
	"github.com/jenkinscode/jenkinscode/values"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// jobs is the number of jobs of each controller.
const jobs = 50

func teamName(i int) string { return fmt.Sprintf("team-%05d", i) }

// fleet returns a fleet of n controllers. A controller is made when its turn
// has come, so that the fleet itself takes next to no memory. One controller,
// unless changed is negative, has another number of executors.
func fleet(n, changed int) *gitops.Fleet {
	templates := templates()
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
		Names: make([]string, n),
		Make: func(name string) (gitops.Controller, error) {
			c := controller(name, templates)
			if changed >= 0 && name == teamName(changed) {
				c.Values.Controller.NumExecutors = new(1)
			}
			return c, nil
		},
	}
	for i := range f.Names {
		f.Names[i] = teamName(i)
	}
	return f
}

func controller(name string, templates []podtemplate.PodTemplate) gitops.Controller {
	return gitops.Controller{
		Name:   name,
		Values: values.Values{Controller: values.Controller{Ingress: values.Ingress{Enabled: new(true), HostName: name + ".jenkins.example.com"}}},
		Casc:   map[string]casc.Document{"security": security(name), "kubernetes": kubernetes(name, templates)},
		Jobs:   map[string]jobdsl.Script{"jobs": script(name)},
	}
}

func security(name string) casc.Document {
	return casc.Document{
		Jenkins: casc.Jenkins{
			SystemMessage:         "Jenkins of " + name,
			SecurityRealm:         casc.LocalRealm{Users: []casc.User{{ID: casc.Var("chart-admin-username"), Password: casc.Var("chart-admin-password")}}},
			AuthorizationStrategy: casc.LoggedInUsersCanDoAnything{AllowAnonymousRead: new(false)},
		},
		Credentials: casc.Credentials{System: casc.SystemCredentials{DomainCredentials: []casc.DomainCredentials{{
			Credentials: []casc.Credential{casc.UsernamePassword{ID: "git", Username: "jenkins", Password: casc.Var("git-password")}},
		}}}},
	}
}

// templates returns the pod templates that all controllers have.
func templates() []podtemplate.PodTemplate {
	container := func(name, image string) corev1.Container {
		return corev1.Container{
			Name: name, Image: image, ImagePullPolicy: corev1.PullIfNotPresent,
			Resources: corev1.ResourceRequirements{Requests: corev1.ResourceList{
				corev1.ResourceCPU: resource.MustParse("100m"), corev1.ResourceMemory: resource.MustParse("256Mi"),
			}},
			VolumeMounts: []corev1.VolumeMount{{Name: "workspace", MountPath: "/home/jenkins/agent"}},
		}
	}
	return podtemplate.WithIDs(
		podtemplate.PodTemplate{
			Name: "x86_64", Label: "x86_64", YAMLMergeStrategy: podtemplate.Override{},
			YAML: podtemplate.Pod(corev1.Pod{Spec: corev1.PodSpec{
				Volumes:    []corev1.Volume{{Name: "workspace", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}}},
				Containers: []corev1.Container{container("go", "golang:1.26"), container("docker", "docker:29-dind"), container("jnlp", "jenkins/inbound-agent:3355.v388858a_47b_33-3-jdk21")},
			}}),
		},
		podtemplate.PodTemplate{Name: "arm64", Label: "arm64", InheritFrom: "x86_64", NodeSelector: "kubernetes.io/arch=arm64", YAMLMergeStrategy: podtemplate.Merge{}},
	)
}

func kubernetes(name string, templates []podtemplate.PodTemplate) casc.Document {
	return casc.Document{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{casc.KubernetesCloud{
		Name: "build", JenkinsURL: "https://" + name + ".jenkins.example.com/", Templates: templates,
	}}}}
}

func script(name string) jobdsl.Script {
	// What all jobs have in common.
	rotator := jobdsl.LogRotator{NumToKeep: new(30), DaysToKeep: new(90)}
	parameters := []jobdsl.Parameter{
		jobdsl.StringParam{Name: "REVISION", DefaultValue: "main", Description: "What to build"},
		jobdsl.BooleanParam{Name: "DEPLOY", DefaultValue: new(true)},
	}
	branches := []string{"${REVISION}"}

	s := make(jobdsl.Script, 0, 1+jobs)
	s = append(s, jobdsl.Folder{Name: name, Description: "Builds of " + name})
	for i := range jobs {
		repository := "service-" + strconv.Itoa(i)
		s = append(s, jobdsl.PipelineJob{
			Name:        name + "/" + repository,
			Description: "Builds " + repository + " and delivers it",
			LogRotator:  rotator,
			Parameters:  parameters,
			Definition: jobdsl.CpsScm{
				SCM: jobdsl.Git{
					Remotes:  []jobdsl.Remote{{URL: "https://git.example.com/" + name + "/" + repository + ".git", Credentials: "git"}},
					Branches: branches,
				},
				ScriptPath: "ci/Jenkinsfile",
			},
		})
	}
	return s
}
