package podtemplate

import (
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

	faultless = sums{}
	for _, url := range []string{"https://a.example.com/", "https://b.example.com/"} {
		r.JenkinsURL = url
		if err := r.Validate(); err != nil || len(faultless.set) != 1 {
			t.Errorf("%s: %v, %d registries known", url, err, len(faultless.set))
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
