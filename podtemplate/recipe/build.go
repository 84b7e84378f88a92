package recipe

import (
	corev1 "k8s.io/api/core/v1"

	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// Build says what a recipe that compiles needs to know.
type Build struct {
	// Name is the template's name and label; default: the recipe's own.
	Name string
	// Image is the compiler's image; default: the recipe's own.
	Image string
	// CacheClaim names a claim that keeps what was downloaded and compiled
	// for the next build. For builds at the same time it must be
	// ReadWriteMany. Default: no cache.
	CacheClaim string
}

// cachePath is where caches are mounted.
const cachePath = "/cache"

// Go returns an agent that builds Go: container golang, with module and build
// cache on the claim. Pod security level: restricted.
func Go(o Build) podtemplate.PodTemplate {
	return build("golang", "golang:1.26", o, []corev1.EnvVar{
		{Name: "GOCACHE", Value: cachePath + "/go-build"},
		{Name: "GOMODCACHE", Value: cachePath + "/go-mod"},
	})
}

// Maven returns an agent that builds Java: container maven, with its local
// repository on the claim (needs Maven 3.9 or later). Pod security level:
// restricted.
func Maven(o Build) podtemplate.PodTemplate {
	return build("maven", "maven:3.9-eclipse-temurin-21", o, []corev1.EnvVar{
		{Name: "MAVEN_ARGS", Value: "-Dmaven.repo.local=" + cachePath + "/m2"},
	})
}

func build(name, image string, o Build, cache []corev1.EnvVar) podtemplate.PodTemplate {
	c := sleeping(name, orElse(o.Image, image))
	// The image's user may not write below /root.
	c.Env = []corev1.EnvVar{{Name: "HOME", Value: "/home/jenkins/agent"}}
	var spec corev1.PodSpec
	if o.CacheClaim != "" {
		c.Env = append(c.Env, cache...)
		c.VolumeMounts = []corev1.VolumeMount{{Name: "cache", MountPath: cachePath}}
		spec.Volumes = []corev1.Volume{{Name: "cache", VolumeSource: corev1.VolumeSource{
			PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: o.CacheClaim},
		}}}
	}
	spec.Containers = []corev1.Container{c}
	return Restricted(template(orElse(o.Name, name), spec))
}

// sleeping returns a container that waits for the steps of a build.
func sleeping(name, image string) corev1.Container {
	return corev1.Container{Name: name, Image: image, Command: []string{"sleep"}, Args: []string{"99d"}}
}

func template(name string, spec corev1.PodSpec) podtemplate.PodTemplate {
	return podtemplate.PodTemplate{Name: name, Label: name, YAML: podtemplate.Pod{Spec: spec}}
}

func orElse(s, fallback string) string {
	if s != "" {
		return s
	}
	return fallback
}

// Restricted returns t with what the restricted pod security level asks for,
// where t does not say otherwise: no root (user and group 1000), no new
// privileges, no capabilities, the runtime's seccomp profile; for the agent's
// container, too. It stands in the raw pod, so that it holds whatever the cloud
// says; a raw pod given as text becomes a [podtemplate.Pod]. Text that is no pod
// stays as it is, for Validate to report.
func Restricted(t podtemplate.PodTemplate) podtemplate.PodTemplate {
	return edit(t, func(p *podtemplate.Pod) {
		names := []string{orElse(t.AgentContainer, "jnlp")}
		for _, c := range t.Containers {
			names = append(names, c.Name)
		}
		for _, name := range names {
			if !has(p.Spec.Containers, name) {
				p.Spec.Containers = append(p.Spec.Containers, corev1.Container{Name: name})
			}
		}
		if p.Spec.SecurityContext == nil {
			p.Spec.SecurityContext = new(corev1.PodSecurityContext)
		}
		sc := p.Spec.SecurityContext
		unset(&sc.RunAsNonRoot, true)
		if t.RunAsUser == "" {
			unset(&sc.RunAsUser, 1000)
		}
		if t.RunAsGroup == "" {
			unset(&sc.RunAsGroup, 1000)
		}
		unset(&sc.FSGroup, 1000)
		unset(&sc.SeccompProfile, corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault})
		for _, containers := range [][]corev1.Container{p.Spec.InitContainers, p.Spec.Containers} {
			for i := range containers {
				c := &containers[i]
				if c.SecurityContext == nil {
					c.SecurityContext = new(corev1.SecurityContext)
				}
				unset(&c.SecurityContext.AllowPrivilegeEscalation, false)
				unset(&c.SecurityContext.Capabilities, corev1.Capabilities{Drop: []corev1.Capability{"ALL"}})
			}
		}
	})
}

func has(containers []corev1.Container, name string) bool {
	for _, c := range containers {
		if c.Name == name {
			return true
		}
	}
	return false
}

func unset[T any](p **T, v T) {
	if *p == nil {
		*p = &v
	}
}

// edit returns t with its raw pod changed; t's own stays as it is.
func edit(t podtemplate.PodTemplate, f func(p *podtemplate.Pod)) podtemplate.PodTemplate {
	var pod podtemplate.Pod
	switch y := t.YAML.(type) {
	case podtemplate.Pod:
		pod = y
	case podtemplate.RawYAML:
		p, err := y.Pod()
		if err != nil {
			return t
		}
		pod = p
	}
	pod = podtemplate.Pod(*(*corev1.Pod)(&pod).DeepCopy())
	f(&pod)
	t.YAML = pod
	return t
}
