package podtemplate

import (
	"sync"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// What was found without fault is known by what it says, not by where it stands:
// a change in place is checked.
func TestFaultless(t *testing.T) {
	pod := corev1.Pod{Spec: corev1.PodSpec{Containers: []corev1.Container{{
		Name: "go", Image: "golang:1.26", VolumeMounts: []corev1.VolumeMount{{Name: workspaceName, MountPath: "/w"}},
		Resources: corev1.ResourceRequirements{Requests: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse("100m")}},
	}}}}
	r := Registry{Templates: []PodTemplate{{Name: "a", YAML: Pod(pod)}, {Name: "b", InheritFrom: "a", YAMLMergeStrategy: Merge{}}}}

	faultless.kept = nil
	for _, url := range []string{"https://a.example.com/", "https://b.example.com/"} {
		r.JenkinsURL = url
		if err := r.Validate(); err != nil || len(faultless.kept) != 1 {
			t.Errorf("%s: %v, %d registries known", url, err, len(faultless.kept))
		}
	}
	mount := &pod.Spec.Containers[0].VolumeMounts[0]
	for _, name := range []string{"gone", workspaceName, "gone"} {
		mount.Name = name
		if err := r.Validate(); (err != nil) != (name == "gone") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What is shared is not changed, whoever uses it and how: controllers are looked
// at at the same time. It is the race detector that finds out.
func TestShared(t *testing.T) {
	text := RawYAML(`
spec:
  volumes: [{name: w, emptyDir: {}}]
  initContainers: [{name: init, image: busybox}]
  containers:
  - {name: go, image: "golang:1.26", tty: true, volumeMounts: [{name: w, mountPath: /w}], securityContext: {capabilities: {add: [SYS_PTRACE]}}}
  - {name: jnlp, securityContext: {runAsUser: 1000}}
`)
	typed, err := text.Pod()
	if err != nil {
		t.Fatal(err)
	}
	for _, y := range []YAML{text, typed} {
		r := Registry{RestrictedPSSSecurityContext: true, Templates: []PodTemplate{
			{Name: "a", YAML: y, AgentInjection: new(true)},
			{Name: "b", InheritFrom: "a", YAML: y, YAMLMergeStrategy: Merge{}, Containers: []ContainerTemplate{{Name: "go", Image: "golang:1.26", TTYEnabled: new(true), WorkingDir: "/x"}}},
			{Name: "c", YAML: y, HostNetwork: new(false), EnvVars: []TemplateEnvVar{EnvVar{Key: "A", Value: "b"}}, Volumes: []Volume{EmptyDirVolume{MountPath: "/c"}}},
		}}
		faultless.kept, parsed.kept = nil, nil
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if err := r.Validate(); err != nil {
					t.Error(err)
				}
				r.Warnings()
				for i := range r.Templates {
					if err := r.Templates[i].Validate(); err != nil {
						t.Error(err)
					}
					if _, err := r.Flatten(r.Templates[i]); err != nil {
						t.Error(err)
					}
					if _, err := Effective(r.Templates[i], r); err != nil {
						t.Error(err)
					}
					if _, err := (DeclarativePipeline{Agent: DeclarativeAgent{Template: r.Templates[2]}}).MarshalText(); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
	}
}
