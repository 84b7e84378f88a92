package recipe

import (
	"maps"
	"slices"

	corev1 "k8s.io/api/core/v1"

	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// Scheduling says where pods run and when they may be moved.
type Scheduling struct {
	// NodeSelector are labels that the node must have.
	NodeSelector map[string]string
	// Tolerations are taints that the node may have.
	Tolerations []corev1.Toleration
	// Labels are labels of the pod.
	Labels map[string]string
	// Annotations are annotations of the pod.
	Annotations map[string]string
}

// Schedule returns t with every scheduling added to it: annotations as fields,
// the rest in its raw pod. Of two that set the same label or annotation the
// later one wins. A raw pod given as text becomes a [podtemplate.Pod]; text that
// is no pod stays as it is, for Validate to report.
func Schedule(t podtemplate.PodTemplate, on ...Scheduling) podtemplate.PodTemplate {
	t.Annotations = slices.Clone(t.Annotations)
	for _, s := range on {
		for _, k := range slices.Sorted(maps.Keys(s.Annotations)) {
			t.Annotations = slices.DeleteFunc(t.Annotations, func(a podtemplate.Annotation) bool { return a.Key == k })
			t.Annotations = append(t.Annotations, podtemplate.Annotation{Key: k, Value: s.Annotations[k]})
		}
		if len(s.NodeSelector)+len(s.Tolerations)+len(s.Labels) == 0 {
			continue
		}
		t = edit(t, func(p *podtemplate.Pod) {
			merge(&p.Spec.NodeSelector, s.NodeSelector)
			merge(&p.Labels, s.Labels)
			for _, n := range s.Tolerations {
				if !slices.ContainsFunc(p.Spec.Tolerations, func(o corev1.Toleration) bool { return o.MatchToleration(&n) }) {
					p.Spec.Tolerations = append(p.Spec.Tolerations, n)
				}
			}
		})
	}
	return t
}

func merge(into *map[string]string, from map[string]string) {
	if len(from) == 0 {
		return
	}
	if *into == nil {
		*into = map[string]string{}
	}
	maps.Copy(*into, from)
}

// KeepWhileBuilding keeps the cluster autoscaler and Karpenter from ending a pod
// to save its node. It does not keep a spot node from being taken away.
func KeepWhileBuilding() Scheduling {
	return Scheduling{Annotations: map[string]string{
		"cluster-autoscaler.kubernetes.io/safe-to-evict": "false",
		"karpenter.sh/do-not-disrupt":                    "true",
	}}
}

// ARM64 selects nodes with 64-bit ARM processors and tolerates the taint that
// GKE gives them.
func ARM64() Scheduling {
	return Scheduling{
		NodeSelector: map[string]string{corev1.LabelArchStable: "arm64"},
		Tolerations:  []corev1.Toleration{equal(corev1.LabelArchStable, "arm64")},
	}
}

// AMD64 selects nodes with 64-bit x86 processors.
func AMD64() Scheduling {
	return Scheduling{NodeSelector: map[string]string{corev1.LabelArchStable: "amd64"}}
}

// SpotEKS selects spot nodes of managed node groups on Amazon EKS. For a build
// that loses its node, give the Jenkinsfile's agent more than one attempt.
func SpotEKS() Scheduling {
	return Scheduling{NodeSelector: map[string]string{"eks.amazonaws.com/capacityType": "SPOT"}}
}

// SpotKarpenter selects spot nodes that Karpenter makes.
func SpotKarpenter() Scheduling {
	return Scheduling{NodeSelector: map[string]string{"karpenter.sh/capacity-type": "spot"}}
}

// SpotGKE selects spot nodes on Google GKE.
func SpotGKE() Scheduling {
	return Scheduling{NodeSelector: map[string]string{"cloud.google.com/gke-spot": "true"}}
}

// SpotAKS selects spot nodes on Azure AKS and tolerates their taint.
func SpotAKS() Scheduling {
	const key = "kubernetes.azure.com/scalesetpriority"
	return Scheduling{NodeSelector: map[string]string{key: "spot"}, Tolerations: []corev1.Toleration{equal(key, "spot")}}
}

// VirtualNodeACK puts pods on the virtual nodes of Alibaba Cloud ACK, which
// start an elastic container instance for each. They take neither privileged
// containers nor paths of the host: of the recipes that build images only
// [Kaniko] runs there.
func VirtualNodeACK() Scheduling {
	return Scheduling{
		NodeSelector: map[string]string{"type": "virtual-kubelet"},
		Tolerations:  []corev1.Toleration{equal("virtual-kubelet.io/provider", "alibabacloud")},
	}
}

// ElasticInstance says what instance Alibaba Cloud starts for a pod on a
// virtual node, for instance "2-4Gi" for two processors and 4 GiB; with spot at
// the market's price.
func ElasticInstance(specs string, spot bool) Scheduling {
	s := Scheduling{Annotations: map[string]string{"k8s.aliyun.com/eci-image-cache": "true"}}
	if specs != "" {
		s.Annotations["k8s.aliyun.com/eci-use-specs"] = specs
	}
	if spot {
		s.Annotations["k8s.aliyun.com/eci-spot-strategy"] = "SpotAsPriceGo"
	}
	return s
}

// VirtualNodeAKS puts pods on the virtual nodes of Azure AKS, which start a
// container instance for each. They do not take privileged containers.
func VirtualNodeAKS() Scheduling {
	return Scheduling{
		NodeSelector: map[string]string{"type": "virtual-kubelet", "kubernetes.io/role": "agent"},
		Tolerations: []corev1.Toleration{
			{Key: "virtual-kubelet.io/provider", Operator: corev1.TolerationOpExists},
			{Key: "azure.com/aci", Effect: corev1.TaintEffectNoSchedule},
		},
	}
}

func equal(key, value string) corev1.Toleration {
	return corev1.Toleration{Key: key, Operator: corev1.TolerationOpEqual, Value: value, Effect: corev1.TaintEffectNoSchedule}
}
