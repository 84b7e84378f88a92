package main

import (
	"github.com/jenkinscode/jenkinscode/podtemplate"
	"github.com/jenkinscode/jenkinscode/podtemplate/recipe"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// webdemo is the agent that service webdemo is built by. The container that
// reports to Jenkins is added by the plugin.
func webdemo() podtemplate.PodTemplate {
	t := recipe.Kaniko(recipe.ImageBuild{Name: "webdemo", RegistrySecret: "registry"})
	pod := t.YAML.(podtemplate.Pod)
	kaniko := pod.Spec.Containers[0]
	kaniko.Resources = requests("500m", "1Gi")
	golang := corev1.Container{
		Name: "golang", Image: "golang:1.26",
		Command: []string{"sleep"}, Args: []string{"99d"},
		Env:       []corev1.EnvVar{{Name: "HOME", Value: "/home/jenkins/agent"}}, // its user has none
		Resources: requests("1", "2Gi"),
		SecurityContext: &corev1.SecurityContext{
			RunAsUser: new(int64(1000)), RunAsGroup: new(int64(1000)), AllowPrivilegeEscalation: new(false),
		},
	}
	pod.Spec.Containers = []corev1.Container{golang, kaniko}
	t.YAML = pod
	t.Namespace = agentNamespace
	t.ServiceAccount = agentAccount
	return t
}

func requests(cpu, memory string) corev1.ResourceRequirements {
	return corev1.ResourceRequirements{
		Requests: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse(cpu), corev1.ResourceMemory: resource.MustParse(memory)},
		Limits:   corev1.ResourceList{corev1.ResourceMemory: resource.MustParse(memory)},
	}
}

// Where agents run.
var (
	// autoscaled are the preemptible nodes that the cluster autoscaler makes for
	// builds and removes when they are idle; not below a build, though.
	autoscaled = []recipe.Scheduling{
		{
			NodeSelector: map[string]string{"workload_type": "spot"},
			Tolerations:  []corev1.Toleration{{Key: "workload_type", Operator: corev1.TolerationOpEqual, Value: "spot", Effect: corev1.TaintEffectNoSchedule}},
		},
		recipe.KeepWhileBuilding(),
	}

	// virtual are the nodes that start an elastic container instance for each pod,
	// preemptible ones as well.
	virtual = []recipe.Scheduling{recipe.VirtualNodeACK(), recipe.ElasticInstance("4-8Gi", true)}
)

// place returns an agent that runs somewhere; its name and label tell where.
func place(t podtemplate.PodTemplate, where string, on []recipe.Scheduling) podtemplate.PodTemplate {
	t.Name += "-" + where
	t.Label = t.Name
	return recipe.Schedule(t, on...)
}

// agents are the templates of Jenkins' cloud.
var agents = podtemplate.WithIDs(
	place(webdemo(), "spot", autoscaled),
	place(webdemo(), "virtual", virtual),
)

// registry says what the cloud adds to them.
func registry(templates []podtemplate.PodTemplate) podtemplate.Registry {
	return podtemplate.Registry{
		Templates: templates, Namespace: agentNamespace,
		JenkinsURL: jenkinsURL, JenkinsTunnel: jenkinsTunnel,
	}
}
