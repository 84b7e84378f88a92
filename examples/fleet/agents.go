package main

import (
	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/podtemplate"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// kubernetes returns the document with the cloud that the templates run in.
func kubernetes(templates []podtemplate.PodTemplate) casc.Document {
	return casc.Document{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{casc.KubernetesCloud{
		Name:            "hoge-cluster",
		ServerURL:       casc.Var("k8s_control_plane_server_url"),
		Namespace:       casc.Var("namespace"),
		JenkinsURL:      "https://" + casc.Var("jenkins_domain") + "/",
		JenkinsTunnel:   release.AgentTunnel(),
		ContainerCap:    new(10),
		ContainerCapStr: "10",
		PodLabels:       []podtemplate.Label{{Key: release.AgentPodLabel(), Value: "true"}},
		// A reload of the configuration must not part running agents from theirs.
		Templates: podtemplate.WithIDs(templates...),
	}}}}
}

// agents returns the two templates of every controller. The arm64 one is the
// other on a different node.
func agents(pool string) []podtemplate.PodTemplate {
	return []podtemplate.PodTemplate{
		{
			Name:      "jenkins-agent-x86_64",
			Label:     "jenkins-agent-x86_64",
			Namespace: casc.Var("namespace"),
			Annotations: []podtemplate.Annotation{
				// The autoscaler must not take the node away under a build.
				{Key: "cluster-autoscaler.kubernetes.io/safe-to-evict", Value: "false"},
			},
			NodeSelector:           "ap-type=" + pool + ",arch=amd64",
			NodeUsageMode:          podtemplate.NodeUsageNormal,
			PodRetention:           podtemplate.Never{},
			RunAsUser:              "0",
			RunAsGroup:             "0",
			ServiceAccount:         "jenkins",
			SlaveConnectTimeout:    new(600),
			SlaveConnectTimeoutStr: "600",
			IdleMinutes:            new(5),
			IdleMinutesStr:         "5",
			YAML:                   podtemplate.Pod(dockerInDocker),
			YAMLMergeStrategy:      podtemplate.Override{},
		},
		{
			Name:              "jenkins-agent-armv8",
			Label:             "jenkins-agent-armv8",
			InheritFrom:       "jenkins-agent-x86_64",
			NodeSelector:      "ap-type=" + pool + ",arch=arm64",
			NodeUsageMode:     podtemplate.NodeUsageNormal, // these two are not inherited
			PodRetention:      podtemplate.Never{},
			YAMLMergeStrategy: podtemplate.Merge{},
		},
	}
}

// The volumes of an agent's pod: the workspace, the docker daemon's socket, and
// the caches that builds share.
var (
	workspace = corev1.VolumeMount{Name: "volume-0", MountPath: "/home/jenkins/agent"}
	socket    = corev1.VolumeMount{Name: "volume-1", MountPath: "/var/run"}
	caches    = corev1.VolumeMount{Name: "efs-volume", MountPath: "/mnt/efs"}
)

// dockerInDocker is the agents' pod: a docker daemon, a docker client in which
// builds run, and Jenkins' own agent.
var dockerInDocker = corev1.Pod{Spec: corev1.PodSpec{
	Volumes: []corev1.Volume{
		{Name: workspace.Name, VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}},
		{Name: socket.Name, VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}},
		{Name: caches.Name, VolumeSource: corev1.VolumeSource{
			PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: efsClaim.Name},
		}},
	},
	Containers: []corev1.Container{
		container(corev1.Container{
			Name: "docker-daemon", Image: "docker:19.03.13-dind",
			SecurityContext: &corev1.SecurityContext{Privileged: new(true)},
			VolumeMounts:    []corev1.VolumeMount{workspace, socket},
		}, "100m", "150Mi"),
		container(corev1.Container{
			Name: "docker", Image: "docker:19.03.13",
			Command: []string{"sleep"}, Args: []string{"9999999"},
			Env: []corev1.EnvVar{
				{Name: "GOCACHE", Value: caches.MountPath + "/go-build"},
				{Name: "GOMODCACHE", Value: caches.MountPath + "/go-build/pkg/mod"},
			},
			VolumeMounts: []corev1.VolumeMount{workspace, socket, caches},
		}, "50m", "50Mi"),
		container(corev1.Container{
			Name: "jnlp", Image: "inbound_agent:4.6-1",
			Env: []corev1.EnvVar{
				{Name: "JENKINS_URL", Value: "https://" + casc.Var("jenkins_domain") + "/"},
				{Name: "JENKINS_AGENT_WORKDIR", Value: workspace.MountPath},
			},
			VolumeMounts: []corev1.VolumeMount{workspace, socket},
		}, "100m", "256Mi"),
	},
}}

// androidSDK is the container that mobile's builds run in.
var androidSDK = container(corev1.Container{
	Name: "android", Image: "ghcr.io/cirruslabs/android-sdk:35",
	Command: []string{"sleep"}, Args: []string{"9999999"},
	VolumeMounts: []corev1.VolumeMount{workspace, caches},
}, "2", "6Gi")

// container returns c with what all containers of agents have in common.
func container(c corev1.Container, cpu, memory string) corev1.Container {
	c.ImagePullPolicy = corev1.PullIfNotPresent
	c.Resources.Requests = corev1.ResourceList{
		corev1.ResourceCPU:    resource.MustParse(cpu),
		corev1.ResourceMemory: resource.MustParse(memory),
	}
	c.TerminationMessagePath = corev1.TerminationMessagePathDefault
	c.TerminationMessagePolicy = corev1.TerminationMessageReadFile
	return c
}

// efsClaim is the claim, in each controller's namespace, of the caches.
var efsClaim = corev1.PersistentVolumeClaim{
	ObjectMeta: metav1.ObjectMeta{Name: "efs-claim"},
	Spec: corev1.PersistentVolumeClaimSpec{
		AccessModes:      []corev1.PersistentVolumeAccessMode{corev1.ReadWriteMany},
		StorageClassName: new("efs-sc"),
		Resources: corev1.VolumeResourceRequirements{Requests: corev1.ResourceList{
			corev1.ResourceStorage: resource.MustParse("100Gi"),
		}},
	},
}
