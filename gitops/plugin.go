package gitops

import (
	corev1 "k8s.io/api/core/v1"
)

type pluginKind struct{}

func (pluginKind) kind() (string, string) {
	return "argoproj.io/v1alpha1", "ConfigManagementPlugin"
}

// ConfigManagementPlugin is the plugin.yaml of a config management plugin: how
// Argo CD makes manifests by a tool it does not know. Since Argo CD 2.8 it runs
// as a sidecar of the repo-server, into which the file is mounted at
// /home/argocd/cmp-server/config/plugin.yaml; see [PluginSidecar]. It is no
// object of the cluster.
type ConfigManagementPlugin struct {
	object[pluginKind]
	// Metadata names the plugin.
	Metadata Metadata `json:"metadata"`
	// Spec is what the plugin runs.
	Spec PluginSpec `json:"spec"`
}

// PluginSpec is what a [ConfigManagementPlugin] runs.
type PluginSpec struct {
	// Version is put behind the name that Applications use: name-version.
	Version string `json:"version,omitzero"`
	// Init runs first, in the source's folder.
	Init PluginCommand `json:"init,omitzero"`
	// Generate prints the manifests.
	Generate PluginCommand `json:"generate" jc:"required"`
	// Discover finds out whether a source is for this plugin; without it, only
	// Applications that name the plugin use it.
	Discover PluginDiscover `json:"discover,omitzero"`
	// Parameters are what the plugin announces to the user interface.
	Parameters PluginParameters `json:"parameters,omitzero"`
	// PreserveFileMode keeps the permissions of the source's files.
	PreserveFileMode *bool `json:"preserveFileMode,omitzero"`
	// ProvideGitCreds gives the commands the repository's credentials.
	ProvideGitCreds *bool `json:"provideGitCreds,omitzero"`
}

// PluginCommand is a command of a plugin. It sees the variables of the
// Application's plugin.env with ARGOCD_ENV_ before their names, and ARGOCD_APP_NAME
// and the like as they are.
type PluginCommand struct {
	// Command is the program and its first arguments.
	Command []string `json:"command" jc:"required"`
	// Args are further arguments.
	Args []string `json:"args,omitzero"`
}

// PluginDiscover finds out whether a source is for a plugin: one of both.
type PluginDiscover struct {
	// FileName is a glob of a file that the source's folder has.
	FileName string `json:"fileName,omitzero"`
	// Find is a glob, or a command that prints something.
	Find PluginFind `json:"find,omitzero"`
}

// PluginFind is a glob that may hold **, or a command.
type PluginFind struct {
	// Glob is the glob.
	Glob string `json:"glob,omitzero"`
	// Command is the command.
	Command []string `json:"command,omitzero"`
	// Args are further arguments.
	Args []string `json:"args,omitzero"`
}

// PluginParameters are what a plugin announces.
type PluginParameters struct {
	// Static are parameters that are always there.
	Static []PluginAnnouncement `json:"static,omitzero"`
	// Dynamic is a command that prints them.
	Dynamic PluginCommand `json:"dynamic,omitzero"`
}

// PluginAnnouncement is a parameter that a plugin announces.
type PluginAnnouncement struct {
	// Name is its name.
	Name string `json:"name" jc:"required"`
	// Title is shown.
	Title string `json:"title,omitzero"`
	// Tooltip explains it.
	Tooltip string `json:"tooltip,omitzero"`
	// Required says that it must be given.
	Required *bool `json:"required,omitzero"`
	// ItemType is string, number or boolean.
	ItemType string `json:"itemType,omitzero" jc:"enum=string|number|boolean"`
	// CollectionType is string, array or map.
	CollectionType string `json:"collectionType,omitzero" jc:"enum=string|array|map"`
	// String, Array and Map are defaults.
	String string `json:"string,omitzero"`
	// Array is the default of an array.
	Array []string `json:"array,omitzero"`
	// Map is the default of a map.
	Map map[string]string `json:"map,omitzero"`
}

// PluginSidecar returns the patch that runs a plugin beside the repo-server. The
// image holds the plugin's tools; configMap is the ConfigMap that holds the
// plugin's file under the key plugin.yaml.
func PluginSidecar(name, image, configMap string) DeploymentPatch {
	return DeploymentPatch{
		Metadata: Metadata{Name: "argocd-repo-server"},
		Spec: WorkloadPatch{Template: PodTemplatePatch{Spec: PodPatch{
			Containers: []corev1.Container{{
				Name:    name,
				Image:   image,
				Command: []string{"/var/run/argocd/argocd-cmp-server"},
				SecurityContext: &corev1.SecurityContext{
					RunAsNonRoot: new(true),
					RunAsUser:    new(int64(999)), // the user that the plugin's socket belongs to
				},
				VolumeMounts: []corev1.VolumeMount{
					{Name: "var-files", MountPath: "/var/run/argocd"},
					{Name: "plugins", MountPath: "/home/argocd/cmp-server/plugins"},
					{Name: name + "-config", MountPath: "/home/argocd/cmp-server/config/plugin.yaml", SubPath: "plugin.yaml"},
					{Name: name + "-tmp", MountPath: "/tmp"}, // not the repo-server's own
				},
			}},
			Volumes: []corev1.Volume{
				{Name: name + "-config", VolumeSource: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{
					LocalObjectReference: corev1.LocalObjectReference{Name: configMap},
				}}},
				{Name: name + "-tmp", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}},
			},
		}}},
	}
}

type deploymentKind struct{}

func (deploymentKind) kind() (string, string) { return "apps/v1", "Deployment" }

type statefulSetKind struct{}

func (statefulSetKind) kind() (string, string) { return "apps/v1", "StatefulSet" }

// DeploymentPatch is a strategic merge patch of a Deployment: only what it sets
// changes, and lists with names are merged by name. (appsv1.Deployment writes
// fields that would delete others.)
type DeploymentPatch struct {
	object[deploymentKind]
	// Metadata names the Deployment.
	Metadata Metadata `json:"metadata"`
	// Spec is what changes.
	Spec WorkloadPatch `json:"spec"`
}

// StatefulSetPatch is a strategic merge patch of a StatefulSet.
type StatefulSetPatch struct {
	object[statefulSetKind]
	// Metadata names the StatefulSet.
	Metadata Metadata `json:"metadata"`
	// Spec is what changes.
	Spec WorkloadPatch `json:"spec"`
}

// WorkloadPatch is what a patch changes in a workload.
type WorkloadPatch struct {
	// Replicas is the number of pods.
	Replicas *int `json:"replicas,omitzero"`
	// Template is what changes in the pods.
	Template PodTemplatePatch `json:"template,omitzero"`
	// Extra are attributes that this package does not know.
	Extra map[string]any `json:",inline"`
}

// PodTemplatePatch is what a patch changes in a workload's pods.
type PodTemplatePatch struct {
	// Metadata are labels and annotations.
	Metadata Metadata `json:"metadata,omitzero"`
	// Spec is what changes in the pods' spec.
	Spec PodPatch `json:"spec,omitzero"`
}

// PodPatch is what a patch changes in a pod's spec.
type PodPatch struct {
	// ServiceAccountName is the pod's service account.
	ServiceAccountName string `json:"serviceAccountName,omitzero"`
	// NodeSelector selects nodes.
	NodeSelector map[string]string `json:"nodeSelector,omitzero"`
	// Tolerations allow nodes with taints.
	Tolerations []corev1.Toleration `json:"tolerations,omitzero"`
	// Affinity prefers nodes.
	Affinity *corev1.Affinity `json:"affinity,omitzero"`
	// InitContainers are merged by name.
	InitContainers []corev1.Container `json:"initContainers,omitzero"`
	// Containers are merged by name.
	Containers []corev1.Container `json:"containers,omitzero"`
	// Volumes are merged by name.
	Volumes []corev1.Volume `json:"volumes,omitzero"`
	// Extra are attributes that this package does not know.
	Extra map[string]any `json:",inline"`
}

type securityGroupPolicyKind struct{}

func (securityGroupPolicyKind) kind() (string, string) {
	return "vpcresources.k8s.aws/v1beta1", "SecurityGroupPolicy"
}

// SecurityGroupPolicy gives the pods that it selects AWS security groups of
// their own.
type SecurityGroupPolicy struct {
	object[securityGroupPolicyKind]
	// Metadata names the policy; its namespace is that of the pods.
	Metadata Metadata `json:"metadata"`
	// Spec selects the pods and names the groups.
	Spec SecurityGroupPolicySpec `json:"spec"`
}

// SecurityGroupPolicySpec selects pods and names their security groups.
type SecurityGroupPolicySpec struct {
	// PodSelector selects pods by their labels.
	PodSelector LabelSelector `json:"podSelector,omitzero"`
	// ServiceAccountSelector selects pods by the labels of their service account.
	ServiceAccountSelector LabelSelector `json:"serviceAccountSelector,omitzero"`
	// SecurityGroups are the groups.
	SecurityGroups SecurityGroups `json:"securityGroups"`
}

// SecurityGroups are AWS security groups.
type SecurityGroups struct {
	// GroupIDs are one to five identifiers, each as sg-….
	GroupIDs []string `json:"groupIds" jc:"required"`
}

// LabelSelector selects objects by their labels.
type LabelSelector struct {
	// MatchLabels are labels that an object has.
	MatchLabels map[string]string `json:"matchLabels,omitzero"`
	// MatchExpressions are further conditions.
	MatchExpressions []LabelCondition `json:"matchExpressions,omitzero"`
}

// LabelCondition is a condition on a label.
type LabelCondition struct {
	// Key is the label.
	Key string `json:"key" jc:"required"`
	// Operator says how Values count.
	Operator string `json:"operator" jc:"required,enum=In|NotIn|Exists|DoesNotExist"`
	// Values are the values of In and NotIn.
	Values []string `json:"values,omitzero"`
}
