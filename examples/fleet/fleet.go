package main

import (
	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/values"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// newFleet returns the fleet, whose chart is delivered in the way given.
func newFleet(delivery gitops.Delivery) gitops.Fleet {
	return gitops.Fleet{
		Name:       "jenkins",
		Repository: gitops.Repository{URL: "https://git.example.com/sre/argocd-jenkins.git", TargetRevision: "master"},
		Chart:      gitops.JenkinsChart("5.9.53"),
		Delivery:   delivery,
		SyncPolicy: gitops.SyncPolicy{Automated: new(gitops.Automated{})},
		IgnoreDifferences: []gitops.IgnoreDifferences{
			{Group: "admissionregistration.k8s.io", Kind: "MutatingWebhookConfiguration", JSONPointers: []string{"/webhooks/0/failurePolicy"}},
			{Group: "admissionregistration.k8s.io", Kind: "ValidatingWebhookConfiguration", JSONPointers: []string{"/webhooks/0/failurePolicy"}},
			{Kind: "Secret", JSONPointers: []string{"/data/jenkins-admin-password"}},
		},
		ArgoCD: gitops.ArgoCD{
			Version:                    "v3.5.1",
			HighlyAvailable:            true,
			RepoServerParallelismLimit: new(1),
			Notifications:              notifications,
		},
		Base:        base,
		Controllers: controllers(),
	}
}

// notifications tell the operators of controllers that Argo CD can't sync.
var notifications = gitops.Notifications{
	Services: map[string]any{"slack": map[string]any{"token": "$slack-token"}},
	Triggers: map[string][]gitops.TriggerCondition{
		"sync-failed": {{When: "app.status.operationState.phase in ['Error', 'Failed']", Send: []string{"sync-failed"}}},
	},
	Templates: map[string]gitops.NotificationTemplate{
		"sync-failed": {Message: "{{.app.metadata.name}} was not synced: {{.app.status.operationState.message}}"},
	},
	Subscriptions: []gitops.Subscription{{Recipients: []string{"slack:jenkins-operators"}, Triggers: []string{"sync-failed"}}},
}

// helmPlugin is the write-up's own way to deliver the chart: a plugin that runs
// helm template with both value files.
var helmPlugin = gitops.HelmPlugin{
	Name:      "helm-jenkins-template",
	Image:     "docker.io/alpine/helm:3.19.0",
	Resources: requests("100m", "256Mi"),
}

func requests(cpu, memory string) corev1.ResourceRequirements {
	return corev1.ResourceRequirements{
		Requests: corev1.ResourceList{"cpu": resource.MustParse(cpu), "memory": resource.MustParse(memory)},
	}
}

// release tells the names that the chart derives: labels, hosts and folders.
var release = values.Release{Name: "jenkins", Values: base}

// base holds the chart values that all controllers have in common.
var base = values.Values{
	Controller: values.Controller{
		Admin: values.Admin{ExistingSecret: "jenkins-admin"},
		Resources: corev1.ResourceRequirements{
			Requests: corev1.ResourceList{"cpu": resource.MustParse("500m"), "memory": resource.MustParse("2Gi")},
			Limits:   corev1.ResourceList{"memory": resource.MustParse("4Gi")},
		},
		JavaOpts: "-XX:MaxRAMPercentage=60",
		InstallPlugins: values.Plugins{
			{ID: "kubernetes", Version: "4540.v612369217f87"},
			{ID: "workflow-aggregator", Version: "608.v67378e9d3db_1"},
			{ID: "git", Version: "5.10.1"},
			{ID: "configuration-as-code", Version: "2115.vf6de120eef70"},
			{ID: "job-dsl", Version: "1.93"},
			{ID: "prometheus", Version: "819.v50953a_c560dd"},
			{ID: "credentials-binding", Version: "702.vfe613e537e88"},
		},
		// All configuration comes from the fleet's own documents: the chart adds
		// none, neither its default cloud nor its security settings.
		JCasC: values.JCasC{
			DefaultConfig: new(false),
			Extra:         map[string]any{"securityRealm": nil, "authorizationStrategy": nil},
		},
		Sidecars: values.Sidecars{
			ConfigAutoReload: values.ConfigAutoReload{
				Enabled:   new(true),
				Resources: requests("50m", "128Mi"),
			},
		},
		AdditionalExistingSecrets: []values.AdditionalExistingSecret{{Name: "git", KeyName: "password"}},
		Ingress: values.Ingress{
			Enabled:          new(true),
			IngressClassName: "alb",
			Annotations: map[string]string{
				"alb.ingress.kubernetes.io/scheme":       "internal",
				"alb.ingress.kubernetes.io/target-type":  "ip",
				"alb.ingress.kubernetes.io/listen-ports": `[{"HTTPS": 443}]`,
			},
		},
	},
	Agent: values.Agent{Enabled: new(false)},
	Persistence: values.Persistence{
		StorageClass: "efs-sc",
		AccessMode:   "ReadWriteMany",
		Size:         "100Gi",
	},
	NetworkPolicy: values.NetworkPolicy{Enabled: new(true)},
}
