package main

import (
	"github.com/jenkinscode/jenkinscode/gitops"

	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const (
	agentNamespace = "jenkins-agents"
	agentAccount   = "agent"
)

// addCluster adds the objects of the agents' namespace.
func addCluster(tree *gitops.Tree) {
	tree.Add("cluster/namespace.yaml", namespace)
	tree.Add("cluster/rights.yaml", account, role, binding)
	tree.Add("cluster/quota.yaml", quota)
	tree.Add("cluster/"+gitops.KustomizationFile, gitops.Kustomization{
		Namespace: agentNamespace,
		Resources: []string{"namespace.yaml", "rights.yaml", "quota.yaml"},
	})
}

// namespace takes no pod that is privileged, mounts a path of its node, or
// shares the node's network.
var namespace = corev1.Namespace{ObjectMeta: metav1.ObjectMeta{
	Name: agentNamespace, Labels: map[string]string{"pod-security.kubernetes.io/enforce": "baseline"},
}}

// account is who agents are: nobody that Kubernetes would answer.
var account = corev1.ServiceAccount{
	ObjectMeta:                   metav1.ObjectMeta{Name: agentAccount},
	AutomountServiceAccountToken: new(false),
}

// role is what Jenkins does here.
var role = rbacv1.Role{
	ObjectMeta: metav1.ObjectMeta{Name: "jenkins"},
	Rules: []rbacv1.PolicyRule{
		{APIGroups: []string{""}, Resources: []string{"pods", "pods/exec"}, Verbs: []string{"create", "delete", "get", "list", "patch", "update", "watch"}},
		{APIGroups: []string{""}, Resources: []string{"pods/log", "events"}, Verbs: []string{"get", "list", "watch"}},
	},
}

var binding = rbacv1.RoleBinding{
	ObjectMeta: metav1.ObjectMeta{Name: "jenkins"},
	RoleRef:    rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "Role", Name: "jenkins"},
	Subjects:   []rbacv1.Subject{{Kind: rbacv1.ServiceAccountKind, Name: "jenkins", Namespace: jenkinsNamespace}},
}

// quota is what all builds together may use: without it an elastic system has no
// end.
var quota = corev1.ResourceQuota{
	ObjectMeta: metav1.ObjectMeta{Name: "builds"},
	Spec: corev1.ResourceQuotaSpec{Hard: corev1.ResourceList{
		corev1.ResourceRequestsCPU:    resource.MustParse("400"),
		corev1.ResourceRequestsMemory: resource.MustParse("800Gi"),
		corev1.ResourcePods:           resource.MustParse("200"),
	}},
}
