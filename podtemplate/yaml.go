package podtemplate

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

// YAML is a raw pod, or a fragment of one: a [Pod] or [RawYAML].
type YAML interface{ yaml() }

// Pod is a raw pod as Kubernetes types. Jenkins gets it as text, with
// apiVersion and kind filled in.
type Pod corev1.Pod

// RawYAML is a raw pod as text, written unchanged. It must be one YAML document
// of a pod's fields. Anchors and aliases are refused, as the plugin's reader
// takes an alias for a string, and so is a field that no pod has.
type RawYAML string

func (Pod) yaml()     {}
func (RawYAML) yaml() {}

// EmbedYAML says that the pod is written as text.
func (p Pod) EmbedYAML() (v any, o yamltext.Options) {
	if p.APIVersion == "" && p.Kind == "" {
		p.APIVersion, p.Kind = "v1", "Pod"
	}
	if p.Spec.Containers != nil {
		return corev1.Pod(p), yamltext.Options{}
	}
	// Kubernetes types write a pod without containers with a null, at which the
	// plugin fails.
	f := fragment{TypeMeta: p.TypeMeta, ObjectMeta: p.ObjectMeta}
	f.Spec.PodSpec = p.Spec
	return f, yamltext.Options{}
}

// fragment is a pod without containers.
type fragment struct {
	metav1.TypeMeta
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec              struct {
		corev1.PodSpec
		Containers []corev1.Container `json:"containers,omitempty"`
	} `json:"spec,omitempty"`
}

// Pod returns the pod that the text says.
func (y RawYAML) Pod() (Pod, error) {
	p, list := parsePod(string(y))
	if len(list) > 0 {
		return Pod{}, list.Err()
	}
	return Pod(*p.final()), nil
}

// Validate reports what keeps the plugin or Kubernetes from reading the pod.
func (p Pod) Validate() error {
	return checkPod((*corev1.Pod)(&p)).Err()
}

// Validate reports what keeps the plugin or Kubernetes from reading the pod.
func (y RawYAML) Validate() error {
	return once(y, func() error {
		p, list := parsePod(string(y))
		if len(list) > 0 {
			return list.Err()
		}
		return checkPod(p.final()).Err()
	})
}
