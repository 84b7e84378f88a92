package recipe

import (
	corev1 "k8s.io/api/core/v1"

	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// ImageBuild says what a recipe that builds container images needs to know.
type ImageBuild struct {
	// Name is the template's name and label; default: the recipe's own.
	Name string
	// Image is the builder's image; default: the recipe's own.
	Image string
	// DaemonImage is the image of docker's daemon, for [DockerInDocker] alone;
	// default: docker:29-dind.
	DaemonImage string
	// RegistrySecret names a secret of type kubernetes.io/dockerconfigjson
	// with which to push; default: none.
	RegistrySecret string
}

// DockerInDocker returns an agent that builds images with a docker daemon of
// its own: containers docker, with the client, and docker-daemon. They share
// the socket in a volume; the daemon's data are on another one, as overlays do
// not stack. The daemon is privileged: whoever may run builds owns the node.
// Pod security level: privileged.
func DockerInDocker(o ImageBuild) podtemplate.PodTemplate {
	socket := corev1.VolumeMount{Name: "docker-sock", MountPath: "/var/run"}
	client := sleeping("docker", orElse(o.Image, "docker:29-cli"))
	client.Env = []corev1.EnvVar{{Name: "DOCKER_HOST", Value: "unix:///var/run/docker.sock"}}
	client.VolumeMounts = []corev1.VolumeMount{socket}
	spec := corev1.PodSpec{
		Containers: []corev1.Container{client, {
			Name: "docker-daemon", Image: orElse(o.DaemonImage, "docker:29-dind"),
			Args:            []string{"--host=unix:///var/run/docker.sock"},
			Env:             []corev1.EnvVar{{Name: "DOCKER_TLS_CERTDIR", Value: ""}},
			SecurityContext: &corev1.SecurityContext{Privileged: new(true)},
			VolumeMounts:    []corev1.VolumeMount{socket, {Name: "docker-graph", MountPath: "/var/lib/docker"}},
		}},
		Volumes: []corev1.Volume{emptyDir("docker-sock"), emptyDir("docker-graph")},
	}
	withRegistry(&spec, o.RegistrySecret, "/root/.docker")
	return template(orElse(o.Name, "docker-in-docker"), spec)
}

// DockerOutsideOfDocker returns an agent that builds images with the docker
// daemon of its node: container docker.
//
// Warning: whoever reaches that socket owns the node and every pod on it, and
// what is built stays there. Nodes that run containerd (EKS, GKE, AKS, ACK since
// Kubernetes 1.24), Fargate and virtual nodes have no such socket.
// [podtemplate.Registry.Warnings] says so for every template that mounts it.
// Pod security level: privileged.
func DockerOutsideOfDocker(o ImageBuild) podtemplate.PodTemplate {
	const path = "/var/run/docker.sock"
	client := sleeping("docker", orElse(o.Image, "docker:29-cli"))
	client.VolumeMounts = []corev1.VolumeMount{{Name: "docker-sock", MountPath: path}}
	spec := corev1.PodSpec{
		Containers: []corev1.Container{client},
		Volumes: []corev1.Volume{{Name: "docker-sock", VolumeSource: corev1.VolumeSource{
			HostPath: &corev1.HostPathVolumeSource{Path: path, Type: new(corev1.HostPathSocket)},
		}}},
	}
	withRegistry(&spec, o.RegistrySecret, "/root/.docker")
	return template(orElse(o.Name, "docker-outside-of-docker"), spec)
}

// BuildKitRootless returns an agent that builds images without root: container
// buildkit, for buildctl-daemonless.sh. It needs Kubernetes 1.30 or later, and
// nodes that let users make user namespaces (on Ubuntu 24.04:
// kernel.apparmor_restrict_unprivileged_userns=0). Its seccomp and AppArmor
// profiles are off. Pod security level: privileged.
func BuildKitRootless(o ImageBuild) podtemplate.PodTemplate {
	c := sleeping("buildkit", orElse(o.Image, "moby/buildkit:v0.32.2-rootless"))
	c.Env = []corev1.EnvVar{{Name: "BUILDKITD_FLAGS", Value: "--oci-worker-no-process-sandbox"}}
	c.SecurityContext = &corev1.SecurityContext{
		RunAsUser: new(int64(1000)), RunAsGroup: new(int64(1000)),
		SeccompProfile:  &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeUnconfined},
		AppArmorProfile: &corev1.AppArmorProfile{Type: corev1.AppArmorProfileTypeUnconfined},
	}
	c.VolumeMounts = []corev1.VolumeMount{{Name: "buildkitd", MountPath: "/home/user/.local/share/buildkit"}}
	spec := corev1.PodSpec{
		Containers: []corev1.Container{c},
		Volumes:    []corev1.Volume{emptyDir("buildkitd")},
	}
	if o.RegistrySecret != "" {
		spec.Containers[0].Env = append(spec.Containers[0].Env, corev1.EnvVar{Name: "DOCKER_CONFIG", Value: "/home/user/.docker"})
		spec.Containers[0].VolumeMounts = append(spec.Containers[0].VolumeMounts, corev1.VolumeMount{Name: registryVolume, MountPath: "/home/user/.docker"})
		spec.Volumes = append(spec.Volumes, corev1.Volume{Name: registryVolume, VolumeSource: corev1.VolumeSource{
			Secret: &corev1.SecretVolumeSource{SecretName: o.RegistrySecret, Items: dockerConfig()},
		}})
	}
	return template(orElse(o.Name, "buildkit-rootless"), spec)
}

// BuildKitUserNamespaces returns an agent that builds images as the root of a
// user namespace, who is nobody on the node: container buildkit, for
// buildctl-daemonless.sh. It needs Kubernetes 1.33 or later. With a parent that
// has a raw pod, hostUsers gets lost; see [podtemplate.Registry.Warnings]. Pod
// security level: privileged.
func BuildKitUserNamespaces(o ImageBuild) podtemplate.PodTemplate {
	c := sleeping("buildkit", orElse(o.Image, "moby/buildkit:v0.32.2"))
	c.SecurityContext = &corev1.SecurityContext{Privileged: new(true)}
	spec := corev1.PodSpec{HostUsers: new(false), Containers: []corev1.Container{c}}
	withRegistry(&spec, o.RegistrySecret, "/root/.docker")
	return template(orElse(o.Name, "buildkit"), spec)
}

// Kaniko returns an agent that builds images without a daemon and without
// privileges, as root of its container: container kaniko, for /kaniko/executor.
// It runs where privileged pods can't: on Fargate and virtual nodes.
//
// Google archived kaniko in June 2025; the image is that of a maintained fork,
// in the variant that has the shell that Jenkins needs. Pod security level:
// baseline.
func Kaniko(o ImageBuild) podtemplate.PodTemplate {
	c := sleeping("kaniko", orElse(o.Image, "ghcr.io/osscontainertools/kaniko:v1.28.3-debug"))
	c.Command = []string{"/busybox/sleep"}
	c.SecurityContext = &corev1.SecurityContext{
		RunAsUser: new(int64(0)), AllowPrivilegeEscalation: new(false),
		SeccompProfile: &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault},
	}
	spec := corev1.PodSpec{Containers: []corev1.Container{c}}
	withRegistry(&spec, o.RegistrySecret, "/kaniko/.docker")
	return template(orElse(o.Name, "kaniko"), spec)
}

const registryVolume = "registry-config"

func emptyDir(name string) corev1.Volume {
	return corev1.Volume{Name: name, VolumeSource: corev1.VolumeSource{EmptyDir: new(corev1.EmptyDirVolumeSource)}}
}

func dockerConfig() []corev1.KeyToPath {
	return []corev1.KeyToPath{{Key: corev1.DockerConfigJsonKey, Path: "config.json"}}
}

// withRegistry mounts the secret as docker's configuration into the first
// container.
func withRegistry(spec *corev1.PodSpec, secret, path string) {
	if secret == "" {
		return
	}
	c := &spec.Containers[0]
	c.VolumeMounts = append(c.VolumeMounts, corev1.VolumeMount{Name: registryVolume, MountPath: path})
	spec.Volumes = append(spec.Volumes, corev1.Volume{Name: registryVolume, VolumeSource: corev1.VolumeSource{
		Projected: &corev1.ProjectedVolumeSource{Sources: []corev1.VolumeProjection{{
			Secret: &corev1.SecretProjection{LocalObjectReference: corev1.LocalObjectReference{Name: secret}, Items: dockerConfig()},
		}}},
	}})
}
