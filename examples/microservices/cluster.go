package main

import (
	"slices"

	"github.com/jenkinscode/jenkinscode/gitops"

	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// addon is a chart that every cluster has.
type addon struct {
	chart, version, repository string
	namespace                  string
	values                     map[string]any // beside the cluster's name
	clusterName                string         // the value that wants it; none without
}

// addons are the charts. Versions are pinned: a new one is a pull request.
var addons = []addon{
	{chart: "aws-load-balancer-controller", version: "1.14.1", repository: "https://aws.github.io/eks-charts", namespace: "kube-system", clusterName: "clusterName"},
	{chart: "nginx-ingress", version: "2.3.1", repository: "https://helm.nginx.com/stable", namespace: "ingress", values: map[string]any{
		"controller": map[string]any{"kind": "daemonset", "service": map[string]any{"type": "NodePort"}},
	}},
	{chart: "aws-for-fluent-bit", version: "0.1.35", repository: "https://aws.github.io/eks-charts", namespace: "logging", clusterName: "clusterName"},
	{chart: "datadog", version: "3.136.1", repository: "https://helm.datadoghq.com", namespace: "monitoring", values: map[string]any{
		"datadog": map[string]any{"apiKeyExistingSecret": "datadog", "logs": map[string]any{"enabled": false}},
	}},
	{chart: "external-secrets", version: "0.20.4", repository: "https://charts.external-secrets.io", namespace: "external-secrets"},
	{chart: "external-dns", version: "1.19.0", repository: "https://kubernetes-sigs.github.io/external-dns/", namespace: "kube-system", clusterName: "txtOwnerId"},
	{chart: "metrics-server", version: "3.13.0", repository: "https://kubernetes-sigs.github.io/metrics-server/", namespace: "kube-system"},
	{chart: "ocean-kubernetes-controller", version: "0.1.79", repository: "https://charts.spot.io", namespace: "spot-system", clusterName: "spotinst.clusterIdentifier"},
}

func helmRepositories() []string {
	var list []string
	for _, a := range addons {
		list = append(list, a.repository)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func (a addon) application() gitops.Application {
	source := gitops.ApplicationSource{RepoURL: a.repository, Chart: a.chart, TargetRevision: a.version}
	if a.values != nil {
		source.Helm.ValuesObject = a.values
	}
	return addonApplication(a.chart, a.namespace, source)
}

func addonApplication(name, namespace string, source gitops.ApplicationSource) gitops.Application {
	return gitops.Application{
		Metadata: gitops.Metadata{Name: name},
		Spec: gitops.ApplicationSpec{
			Project:     "cluster",
			Source:      source,
			Destination: gitops.Destination{Server: gitops.InCluster, Namespace: namespace},
			SyncPolicy: gitops.SyncPolicy{
				Automated:   &gitops.Automated{SelfHeal: new(true)},
				SyncOptions: []gitops.SyncOption{gitops.CreateNamespace, gitops.ServerSideApply},
			},
		},
	}
}

// addAddonBases adds what all clusters share.
func addAddonBases(tree *gitops.Tree) {
	const base = "cluster/argocd_application/base/"
	var charts []any
	for _, a := range addons {
		charts = append(charts, a.application())
	}
	tree.Add(base+"application.yaml", addonApplication("cluster", "ingress", gitops.ApplicationSource{
		RepoURL: repository, Path: "cluster/overlays", TargetRevision: master,
	}))
	tree.Add(base+"helm-applications.yaml", charts...)
	tree.Add(base+gitops.KustomizationFile, gitops.Kustomization{Resources: []string{"application.yaml", "helm-applications.yaml"}})

	const ingress = "cluster/nginx-ingress-controller-ingress/"
	tree.Add(ingress+"ingress.yaml", publicIngress)
	tree.Add(ingress+gitops.KustomizationFile, gitops.Kustomization{Namespace: "ingress", Resources: []string{"ingress.yaml"}})
}

// publicIngress lets the load balancer's requests into nginx.
var publicIngress = networkingv1.Ingress{
	ObjectMeta: metav1.ObjectMeta{Name: "public", Annotations: map[string]string{
		"alb.ingress.kubernetes.io/scheme":       "internet-facing",
		"alb.ingress.kubernetes.io/listen-ports": `[{"HTTPS": 443}]`,
	}},
	Spec: networkingv1.IngressSpec{
		IngressClassName: new("alb"),
		DefaultBackend: &networkingv1.IngressBackend{Service: &networkingv1.IngressServiceBackend{
			Name: "nginx-ingress-controller", Port: networkingv1.ServiceBackendPort{Name: "http"},
		}},
	},
}

// addAddons adds what a cluster changes: it tells the charts its name.
func (c cluster) addAddons(tree *gitops.Tree) {
	overlay := "cluster/argocd_application/overlays/" + c.name + "/"
	tree.Add(overlay+"application.yaml", patch("argoproj.io/v1alpha1", "Application", "cluster", map[string]any{
		"source": map[string]any{"path": "cluster/overlays/" + c.name},
	}))
	var changes []any
	for _, a := range addons {
		if a.clusterName == "" {
			continue
		}
		changes = append(changes, patch("argoproj.io/v1alpha1", "Application", a.chart, map[string]any{
			"source": map[string]any{"helm": gitops.HelmSource{
				Parameters: []gitops.HelmParameter{{Name: a.clusterName, Value: "english-" + c.name}},
			}},
		}))
	}
	tree.Add(overlay+"helm-applications.yaml", changes...)
	tree.Add(overlay+gitops.KustomizationFile, gitops.Kustomization{
		Namespace: argoNamespace,
		Resources: []string{"../../base"},
		Patches:   []gitops.Patch{{Path: "application.yaml"}, {Path: "helm-applications.yaml"}},
	})
	tree.Add("cluster/overlays/"+c.name+"/"+gitops.KustomizationFile, gitops.Kustomization{
		Resources: []string{"../../nginx-ingress-controller-ingress"},
	})
}
