package main

import (
	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/monitoring"
)

// addMonitoring adds what watches all controllers, for the cluster's Prometheus
// and Grafana, and the Application that delivers it.
func addMonitoring(tree *gitops.Tree, fleet gitops.Fleet) {
	watch := monitoring.Options{
		Namespace: "monitoring",
		Labels:    map[string]string{"release": "kube-prometheus-stack"},
	}
	for _, c := range fleet.Controllers {
		watch.Namespaces = append(watch.Namespaces, c.Name+"-jenkins")
		watch.URLs = append(watch.URLs, "https://"+c.Values.Controller.Ingress.HostName+"/login")
	}
	const folder = "manifest/monitoring"
	tree.AddFolder(folder, gitops.Folder{Resources: map[string]any{"jenkins.yaml": watch.Objects()}})
	tree.Add("manifest/argocd-applications/monitoring.yaml", gitops.Application{
		Metadata: gitops.Metadata{Name: "jenkins-monitoring", Namespace: "argocd"},
		Spec: gitops.ApplicationSpec{
			Project: "default",
			Source: gitops.ApplicationSource{
				RepoURL: fleet.Repository.URL, TargetRevision: fleet.Repository.TargetRevision, Path: folder,
			},
			Destination: gitops.Destination{Server: gitops.InCluster, Namespace: watch.Namespace},
			SyncPolicy:  fleet.SyncPolicy,
		},
	})
}
