package podtemplate

// PodTemplate says what pod the kubernetes plugin starts for a Jenkins label
// (needs plugin kubernetes). Fields left zero are left to the plugin's default.
type PodTemplate struct {
	// ID identifies the template for its running agents. Without one Jenkins
	// makes up another at each load of its configuration, and agents that run
	// then lose their template (JENKINS-64628). [WithIDs] fills it in.
	ID string `json:"id,omitzero"`
	// Name is the template's name: others inherit from it by this name, and
	// the pods' names begin with it.
	Name string `json:"name,omitzero" jc:"decl=podTemplate"`
	// Label holds the Jenkins labels that the agent serves, separated by
	// spaces.
	Label string `json:"label,omitzero" jc:"decl=label"`
	// Namespace is where the pod starts; default: the cloud's namespace.
	Namespace string `json:"namespace,omitzero"`
	// InheritFrom names the templates that this one is combined with, separated
	// by spaces; later ones win over earlier ones. The plugin ignores unknown
	// names; here they are an error.
	InheritFrom string `json:"inheritFrom,omitzero"`
	// Annotations are the pod's annotations.
	Annotations []Annotation `json:"annotations,omitzero"`
	// NodeSelector selects nodes by their labels, as in "a=b,c=d". The plugin
	// drops a part that is not of the form k=v.
	NodeSelector string `json:"nodeSelector,omitzero"`
	// NodeUsageMode says which jobs run here; default: [NodeUsageExclusive].
	NodeUsageMode NodeUsageMode `json:"nodeUsageMode,omitzero" jc:"enum=NORMAL|EXCLUSIVE"`
	// ServiceAccount is the pod's service account; default: the namespace's.
	ServiceAccount string `json:"serviceAccount,omitzero"`
	// SchedulerName names the scheduler that places the pod.
	SchedulerName string `json:"schedulerName,omitzero"`
	// HostNetwork puts the pod into its node's network; default: unset.
	HostNetwork *bool `json:"hostNetwork,omitzero"`
	// RunAsUser is the user id of the pod's processes, a decimal number.
	RunAsUser string `json:"runAsUser,omitzero"`
	// RunAsGroup is the group id of the pod's processes, a decimal number.
	RunAsGroup string `json:"runAsGroup,omitzero"`
	// SupplementalGroups are more group ids, as in "1000,2000". They are lost
	// when there is a raw pod as well.
	SupplementalGroups string `json:"supplementalGroups,omitzero"`
	// InstanceCap is the largest number of pods at a time; default: no limit,
	// which a negative number also means.
	InstanceCap *int `json:"instanceCap,omitzero"`
	// InstanceCapStr is InstanceCap as text.
	InstanceCapStr string `json:"instanceCapStr,omitzero"`
	// SlaveConnectTimeout is the number of seconds in which the agent must
	// connect; default: 1000.
	SlaveConnectTimeout *int `json:"slaveConnectTimeout,omitzero"`
	// SlaveConnectTimeoutStr is SlaveConnectTimeout as text.
	SlaveConnectTimeoutStr string `json:"slaveConnectTimeoutStr,omitzero"`
	// IdleMinutes is how long an idle agent is kept for the next build;
	// default: 0, a pod for each build.
	IdleMinutes *int `json:"idleMinutes,omitzero"`
	// IdleMinutesStr is IdleMinutes as text.
	IdleMinutesStr string `json:"idleMinutesStr,omitzero"`
	// ActiveDeadlineSeconds is how long the pod may run; default: 0, no limit.
	ActiveDeadlineSeconds *int `json:"activeDeadlineSeconds,omitzero"`
	// ActiveDeadlineSecondsStr is ActiveDeadlineSeconds as text.
	ActiveDeadlineSecondsStr string `json:"activeDeadlineSecondsStr,omitzero"`
	// TerminationGracePeriodSeconds is how long Kubernetes waits for the
	// processes to end. It is lost when the template has a parent or a raw pod.
	TerminationGracePeriodSeconds *int64 `json:"terminationGracePeriodSeconds,omitzero"`
	// PodRetention says whether the pod outlives its agent; default:
	// [Default], what the cloud says.
	PodRetention PodRetention `json:"podRetention,omitzero"`
	// AgentContainer names the container that runs the Jenkins agent; default:
	// jnlp.
	AgentContainer string `json:"agentContainer,omitzero"`
	// AgentInjection copies the agent into AgentContainer, whose image must
	// have a Java runtime but need not have the agent; default: false.
	AgentInjection *bool `json:"agentInjection,omitzero"`
	// ImagePullSecrets name the secrets to pull images with.
	ImagePullSecrets []ImagePullSecret `json:"imagePullSecrets,omitzero"`
	// EnvVars are environment variables for every container below Containers
	// and for the agent's container, not for others of the raw pod.
	EnvVars []TemplateEnvVar `json:"envVars,omitzero"`
	// Containers are the pod's containers. One with the name jnlp replaces the
	// agent's.
	Containers []ContainerTemplate `json:"containers,omitzero"`
	// Volumes are mounted into every container below Containers, and into the
	// agent's container when the plugin adds it.
	Volumes []Volume `json:"volumes,omitzero"`
	// WorkspaceVolume holds the workspace; default: [EmptyDirWorkspaceVolume].
	WorkspaceVolume WorkspaceVolume `json:"workspaceVolume,omitzero"`
	// NodeProperties are properties of the Jenkins node, such as
	// [ToolLocation].
	NodeProperties []NodeProperty `json:"nodeProperties,omitzero"`
	// ShowRawYAML prints the pod in the build log; default: true.
	ShowRawYAML *bool `json:"showRawYaml,omitzero"`
	// YAML is the raw pod that the fields above are laid over: a [Pod] or
	// [RawYAML].
	YAML YAML `json:"yaml,omitzero"`
	// YAMLs are several raw pods, combined as YAMLMergeStrategy says; the
	// plugin takes them instead of YAML.
	YAMLs []YAML `json:"yamls,omitzero"`
	// YAMLMergeStrategy says how the raw pod goes with those of the parents;
	// default: [Override].
	YAMLMergeStrategy YAMLMergeStrategy `json:"yamlMergeStrategy,omitzero"`
	// InheritYAMLMergeStrategy lets templates that inherit from this one take
	// over its YAMLMergeStrategy when they set none; default: false (needs
	// kubernetes 4186 or later).
	InheritYAMLMergeStrategy *bool `json:"inheritYamlMergeStrategy,omitzero"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// NodeUsageMode says which jobs may run on an agent.
type NodeUsageMode string

// The node usage modes.
const (
	// NodeUsageNormal lets the agent run jobs that ask for no label, too.
	NodeUsageNormal NodeUsageMode = "NORMAL"
	// NodeUsageExclusive lets it run only jobs that ask for its label.
	NodeUsageExclusive NodeUsageMode = "EXCLUSIVE"
)

// Annotation is an annotation of the pod.
type Annotation struct {
	// Key is the annotation's name.
	Key string `json:"key" jc:"required"`
	// Value is its value.
	Value string `json:"value"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// Label is a label of the pods of a cloud (podLabels).
type Label struct {
	// Key is the label's name.
	Key string `json:"key" jc:"required"`
	// Value is its value.
	Value string `json:"value"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// ImagePullSecret names a secret of type kubernetes.io/dockerconfigjson in the
// pod's namespace.
type ImagePullSecret struct {
	// Name is the secret's name.
	Name string `json:"name" jc:"required"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// NodeProperty is a property of the Jenkins node.
type NodeProperty interface{ nodeProperty() }

// IsNodeProperty makes a struct that embeds it a [NodeProperty].
type IsNodeProperty struct{}

func (IsNodeProperty) nodeProperty() {}

// ToolLocation says where the agent has its tools.
type ToolLocation struct {
	IsNodeProperty `json:"-" jc:"symbol=toolLocation"`
	// Locations are the tools and their folders.
	Locations []ToolHome `json:"locations"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// ToolHome is where one tool installation stands on the agent.
type ToolHome struct {
	// Key names the installation, as in
	// "hudson.plugins.git.GitTool$DescriptorImpl@git".
	Key string `json:"key" jc:"required"`
	// Home is the folder.
	Home string `json:"home" jc:"required"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// RawNodeProperty is a node property that this package has no struct for.
type RawNodeProperty struct {
	IsNodeProperty `json:"-"`
	// Symbol is the property's name in JCasC.
	Symbol string `json:"-" jc:"symbol"`
	// Attributes are its attributes.
	Attributes map[string]any `json:",inline"`
}
