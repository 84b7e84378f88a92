package podtemplate_test

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"

	"github.com/jenkinscode/jenkinscode/podtemplate"
)

func ExampleEffective() {
	maven := podtemplate.PodTemplate{
		Name: "maven", Label: "maven",
		Containers: []podtemplate.ContainerTemplate{{Name: "maven", Image: "maven:3-eclipse-temurin-21", Command: "sleep", Args: "99d"}},
		YAML: podtemplate.Pod{Spec: corev1.PodSpec{
			Tolerations: []corev1.Toleration{{Key: "ci", Operator: corev1.TolerationOpExists}},
		}},
	}
	pod, err := podtemplate.Effective(maven, podtemplate.Registry{
		Namespace: "ci", JenkinsURL: "https://jenkins.example.com/",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(pod.Name, pod.Namespace, pod.Spec.NodeSelector)
	for _, c := range pod.Spec.Containers {
		fmt.Println(c.Name, c.Image)
	}
	// Output:
	// maven-xxxxx ci map[kubernetes.io/os:linux]
	// maven maven:3-eclipse-temurin-21
	// jnlp jenkins/inbound-agent:3355.v388858a_47b_33-3-jdk21
}
