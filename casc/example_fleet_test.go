package casc_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// A cloud of pods. Its address holds a reference; everything else is literal.
func ExampleKubernetesCloud() {
	doc := casc.Document{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{casc.KubernetesCloud{
		Name:          "hoge-cluster",
		Namespace:     casc.Var("namespace"),
		JenkinsURL:    "https://" + casc.Var("jenkins_domain") + "/",
		JenkinsTunnel: "jenkins-agent:50000",
		ContainerCap:  new(10),
		PodLabels:     []podtemplate.Label{{Key: "jenkins/jenkins-jenkins-agent", Value: "true"}},
		Templates: []podtemplate.PodTemplate{{
			Name: "jenkins-agent-x86_64", Label: "jenkins-agent-x86_64",
			NodeSelector:  "ap-type=cicd-jenkins-slave,arch=amd64",
			NodeUsageMode: podtemplate.NodeUsageNormal,
			PodRetention:  podtemplate.Never{},
			IdleMinutes:   new(5),
		}},
	}}}}
	text, err := doc.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// jenkins:
	//   clouds:
	//   - kubernetes:
	//       name: hoge-cluster
	//       namespace: ${namespace}
	//       jenkinsUrl: https://${jenkins_domain}/
	//       jenkinsTunnel: jenkins-agent:50000
	//       containerCap: 10
	//       podLabels:
	//       - key: jenkins/jenkins-jenkins-agent
	//         value: "true"
	//       templates:
	//       - name: jenkins-agent-x86_64
	//         label: jenkins-agent-x86_64
	//         nodeSelector: ap-type=cicd-jenkins-slave,arch=amd64
	//         nodeUsageMode: NORMAL
	//         idleMinutes: 5
	//         podRetention: never
}

// A cloud of Amazon ECS tasks, as in an installation on Fargate.
func ExampleECSCloud() {
	doc := casc.Document{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{casc.ECSCloud{
		Name:             "fargate-cloud",
		Cluster:          casc.Var("ECS_AGENT_CLUSTER"),
		RegionName:       casc.Var("AWS_REGION"),
		JenkinsURL:       "http://" + casc.Var("JENKINS_HOST") + ":8080",
		RetentionTimeout: new(10),
		Templates: []casc.ECSTaskTemplate{{
			TemplateName: "example", Label: "example-agent", LaunchType: casc.ECSLaunchFargate,
			Image: "jenkins/inbound-agent", CPU: new(512), Memory: new(0), MemoryReservation: new(1024),
			NetworkMode: "awsvpc", PlatformVersion: "1.4.0", Subnets: casc.Var("SUBNETS"),
		}},
	}}}}
	text, err := doc.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// jenkins:
	//   clouds:
	//   - ecs:
	//       name: fargate-cloud
	//       credentialsId: ""
	//       cluster: ${ECS_AGENT_CLUSTER}
	//       regionName: ${AWS_REGION}
	//       jenkinsUrl: http://${JENKINS_HOST}:8080
	//       retentionTimeout: 10
	//       templates:
	//       - templateName: example
	//         label: example-agent
	//         image: jenkins/inbound-agent
	//         launchType: FARGATE
	//         networkMode: awsvpc
	//         platformVersion: 1.4.0
	//         memory: 0
	//         memoryReservation: 1024
	//         cpu: 512
	//         subnets: ${SUBNETS}
}
