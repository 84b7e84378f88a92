package main

import (
	"github.com/jenkinscode/jenkinscode/gitops"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const argoNamespace = "argocd"

// argoBase is where Argo CD itself comes from: to update it, change the ref.
var argoBase = gitops.Remote("https://github.com/argoproj/argo-cd", "manifests/ha/cluster-install", "v3.5.1")

// argoApplications are the Applications around Argo CD, in the folder argo. The
// projects are apart from Argo CD so that they are applied when their resource
// definition is there, and belong to no project of theirs.
var argoApplications = []struct{ name, project string }{
	{"argocd", "argo"},
	{"argo-notifications", "argo"},
	{"argocd-app-projects", "default"},
}

// addArgoCDBases adds the bases of those Applications.
func addArgoCDBases(tree *gitops.Tree) {
	for _, app := range argoApplications {
		base := "argo/" + app.name + "/argocd_application/base/"
		tree.Add(base+"application.yaml", gitops.Application{
			Metadata: gitops.Metadata{Name: app.name},
			Spec: gitops.ApplicationSpec{
				Project:     app.project,
				Source:      gitops.ApplicationSource{RepoURL: repository, Path: "argo/" + app.name + "/manifests", TargetRevision: master},
				Destination: gitops.Destination{Server: gitops.InCluster, Namespace: argoNamespace},
				SyncPolicy: gitops.SyncPolicy{
					Automated:   new(gitops.Automated{}),
					SyncOptions: []gitops.SyncOption{gitops.ServerSideApply}, // the definitions are large
				},
			},
		})
		tree.Add(base+gitops.KustomizationFile, gitops.Kustomization{Resources: []string{"application.yaml"}})
	}
}

// addArgoCD adds a cluster's Argo CD, which delivers itself.
func (c cluster) addArgoCD(tree *gitops.Tree) {
	for _, app := range argoApplications {
		overlay := "argo/" + app.name + "/argocd_application/overlays/" + c.name + "/"
		tree.Add(overlay+"application.yaml", patch("argoproj.io/v1alpha1", "Application", app.name, map[string]any{
			"source": map[string]any{"path": "argo/" + app.name + "/manifests/overlays/" + c.name},
		}))
		tree.Add(overlay+gitops.KustomizationFile, gitops.Kustomization{
			Namespace: argoNamespace,
			Resources: []string{"../../base"},
			Patches:   []gitops.Patch{{Path: "application.yaml"}},
		})
	}

	overlay := "argo/argocd/manifests/overlays/" + c.name + "/"
	kustomization := gitops.Kustomization{
		Namespace: argoNamespace,
		Resources: []string{argoBase, "namespace.yaml"},
	}
	tree.Add(overlay+"namespace.yaml", corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: argoNamespace}})
	change := func(file string, v any) {
		kustomization.Patches = append(kustomization.Patches, gitops.Patch{Path: file})
		tree.Add(overlay+file, v)
	}
	change("argocd-rbac-cm.yaml", rbac.ConfigMap(""))
	change("argocd-cm.yaml", c.settings().ConfigMap(""))
	change("argocd-application-controller-statefulset.yaml", gitops.StatefulSetPatch{
		Metadata: gitops.Metadata{Name: "argocd-application-controller"},
		Spec:     argoPod("argocd-application-controller", "1", "4Gi", 1), // two would work against each other
	})
	if len(c.environments) > 1 {
		change("argocd-repo-server-deployment.yaml", gitops.DeploymentPatch{
			Metadata: gitops.Metadata{Name: "argocd-repo-server"},
			Spec:     argoPod("argocd-repo-server", "1", "2Gi", 4),
		})
		change("argocd-cmd-params-cm.yaml", gitops.Parameters{
			ControllerStatusProcessors:    new(50), // hundreds of Applications
			ControllerOperationProcessors: new(25),
		}.ConfigMap(""))
	}
	change("argocd-server-deployment.yaml", gitops.DeploymentPatch{
		Metadata: gitops.Metadata{Name: "argocd-server"},
		Spec:     argoPod("argocd-server", "200m", "512Mi", 2),
	})
	// It is argo-notifications' own, and no object belongs to two Applications.
	change("argocd-notifications-cm.yaml", map[string]any{
		"$patch": "delete", "apiVersion": "v1", "kind": "ConfigMap",
		"metadata": gitops.Metadata{Name: "argocd-notifications-cm"},
	})
	tree.Add(overlay+gitops.KustomizationFile, kustomization)

	tree.Group("notifications of "+c.name, func(tree *gitops.Tree) error {
		configMap, err := c.notifications().ConfigMap("")
		overlay := "argo/argo-notifications/manifests/overlays/" + c.name + "/"
		tree.Add(overlay+"argo-notifications.yaml", configMap, slackToken)
		tree.Add(overlay+gitops.KustomizationFile, gitops.Kustomization{
			Namespace: argoNamespace, Resources: []string{"argo-notifications.yaml"},
		})
		return err
	})

	overlay = "argo/argocd-app-projects/manifests/overlays/" + c.name + "/"
	tree.Add(overlay+"argocd-app-projects.yaml", c.projects()...)
	tree.Add(overlay+gitops.KustomizationFile, gitops.Kustomization{
		Namespace: argoNamespace, Resources: []string{"argocd-app-projects.yaml"},
	})
}

// argoPod says how many pods of a component there are and what its container
// may use.
func argoPod(container, cpu, memory string, replicas int) gitops.WorkloadPatch {
	return gitops.WorkloadPatch{
		Replicas: &replicas,
		Template: gitops.PodTemplatePatch{Spec: gitops.PodPatch{Containers: []corev1.Container{{
			Name: container,
			Resources: corev1.ResourceRequirements{
				Requests: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse(cpu), corev1.ResourceMemory: resource.MustParse(memory)},
				Limits:   corev1.ResourceList{corev1.ResourceMemory: resource.MustParse(memory)},
			},
		}}}},
	}
}

// rbac lets everybody look, and the SRE group do everything.
var rbac = gitops.RBAC{
	Default: "role:readonly",
	Grants:  []gitops.Grant{gitops.Role{Subject: "english:sre", Role: "role:admin"}},
}

// settings are a cluster's argocd-cm.
func (c cluster) settings() gitops.Settings {
	return gitops.Settings{
		URL: c.argoURL,
		DexConfig: map[string]any{"connectors": []any{map[string]any{
			"type": "github", "id": "github", "name": "GitHub",
			"config": map[string]any{
				"clientID": "$dex.github.clientID", "clientSecret": "$dex.github.clientSecret",
				"orgs": []any{map[string]any{"name": "english"}},
			},
		}}},
		Customizations: map[string]gitops.Customization{
			// Without it an Application counts as healthy as soon as it exists, and
			// waves of Applications mean nothing.
			"argoproj.io/Application": {Health: applicationHealth},
		},
	}
}

const applicationHealth = `local health = {status = "Progressing", message = ""}
if obj.status ~= nil and obj.status.health ~= nil then
  health.status = obj.status.health.status
  health.message = obj.status.health.message or ""
end
return health
`

// notifications tell the channel of a cluster what was deployed and what failed.
func (c cluster) notifications() gitops.Notifications {
	return gitops.Notifications{
		Services: map[string]any{"slack": map[string]any{"token": "$slack-token"}},
		Templates: map[string]gitops.NotificationTemplate{
			"deployed": {Message: "{{.app.metadata.name}} is deployed: {{.app.status.sync.revision}}"},
			"failed":   {Message: "{{.app.metadata.name}} failed to sync: {{.app.status.operationState.message}}\n{{.context.argocdUrl}}/applications/{{.app.metadata.name}}"},
		},
		Triggers: map[string][]gitops.TriggerCondition{
			"on-deployed": {{
				When:    "app.status.operationState.phase in ['Succeeded'] and app.status.health.status == 'Healthy'",
				OncePer: "app.status.sync.revision", Send: []string{"deployed"},
			}},
			"on-sync-failed": {{When: "app.status.operationState.phase in ['Error', 'Failed']", Send: []string{"failed"}}},
		},
		Subscriptions: []gitops.Subscription{{
			Recipients: []string{"slack:deploy-" + c.name}, Triggers: []string{"on-deployed", "on-sync-failed"},
		}},
		Context: map[string]string{"argocdUrl": c.argoURL},
	}
}

// slackToken adds the token to the Secret that the notifications controller
// reads.
var slackToken = gitops.ExternalSecret{
	Metadata: gitops.Metadata{Name: "argocd-notifications-slack"},
	Spec: gitops.ExternalSecretSpec{
		RefreshInterval: "1h",
		SecretStoreRef:  gitops.SecretStoreRef{Name: "aws-secrets-manager", Kind: "ClusterSecretStore"},
		Target:          gitops.ExternalSecretTarget{Name: "argocd-notifications-secret", CreationPolicy: "Merge"},
		Data: []gitops.ExternalSecretData{{
			SecretKey: "slack-token", RemoteRef: gitops.RemoteRef{Key: "argocd/notifications", Property: "slack-token"},
		}},
	},
}

// projects limit what Applications of a cluster may do.
func (c cluster) projects() []any {
	at := func(namespace string) gitops.Destination {
		return gitops.Destination{Server: gitops.InCluster, Namespace: namespace}
	}
	everything := []gitops.GroupKind{{Group: "*", Kind: "*"}}
	api := gitops.AppProject{
		Metadata: gitops.Metadata{Name: "api"},
		Spec: gitops.AppProjectSpec{
			Description: "The services.",
			SourceRepos: []string{repository},
			NamespaceResourceWhitelist: []gitops.NamespacedKind{
				{Group: "apps", Kind: "Deployment"}, {Group: "batch", Kind: "Job"}, {Kind: "ConfigMap"}, {Kind: "Service"},
			},
			Roles: []gitops.ProjectRole{{
				Name: "developer", Description: "Sync a service by hand.",
				Policies: []string{gitops.ProjectPolicy("api", "developer", "sync", "*")},
				Groups:   []string{"english:developers"},
			}},
		},
	}
	for _, e := range c.environments {
		api.Spec.Destinations = append(api.Spec.Destinations, at(e.name))
	}
	addons := gitops.AppProject{
		Metadata: gitops.Metadata{Name: "cluster"},
		Spec: gitops.AppProjectSpec{
			Description:              "What the cluster itself needs.",
			SourceRepos:              append([]string{repository}, helmRepositories()...),
			Destinations:             []gitops.Destination{at("*")},
			ClusterResourceWhitelist: everything,
		},
	}
	return []any{
		api,
		gitops.AppProject{
			Metadata: gitops.Metadata{Name: "environments"},
			Spec: gitops.AppProjectSpec{
				Description:                "Namespaces of services, and the Applications in them.",
				SourceRepos:                []string{repository},
				Destinations:               []gitops.Destination{at(argoNamespace)},
				ClusterResourceWhitelist:   []gitops.GroupKind{{Kind: "Namespace"}},
				NamespaceResourceWhitelist: []gitops.NamespacedKind{{Group: "argoproj.io", Kind: "Application"}},
			},
		},
		gitops.AppProject{
			Metadata: gitops.Metadata{Name: "argo"},
			Spec: gitops.AppProjectSpec{
				Description:              "Argo CD itself.",
				SourceRepos:              []string{repository},
				Destinations:             []gitops.Destination{at(argoNamespace)},
				ClusterResourceWhitelist: everything,
			},
		},
		addons,
	}
}

// addBootstrap adds what is applied once by hand to a new cluster that has an
// Argo CD; from then on Git is followed.
func (c cluster) addBootstrap(tree *gitops.Tree) {
	folder := "bootstrap/" + c.name + "/"
	var resources []string
	for _, app := range argoApplications {
		resources = append(resources, "../../argo/"+app.name+"/argocd_application/overlays/"+c.name)
	}
	resources = append(resources, "../../cluster/argocd_application/overlays/"+c.name, "environments.yaml")
	var apps []any
	for _, e := range c.environments {
		apps = append(apps, e.application())
	}
	tree.Add(folder+"environments.yaml", apps...)
	tree.Add(folder+gitops.KustomizationFile, gitops.Kustomization{Resources: resources})
}
