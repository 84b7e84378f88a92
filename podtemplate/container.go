package podtemplate

// ContainerTemplate is one container of a template.
type ContainerTemplate struct {
	// Name is the container's name: lower-case letters, digits and dashes, at
	// most 63 of them.
	Name string `json:"name" jc:"required"`
	// Image is the container's image.
	Image string `json:"image" jc:"required"`
	// AlwaysPullImage pulls the image for every pod; default: false.
	AlwaysPullImage *bool `json:"alwaysPullImage,omitzero"`
	// Command is the command line in place of the image's, split into words
	// at spaces outside single and double quotes. There is no shell.
	Command string `json:"command,omitzero"`
	// Args are its arguments, split like Command.
	Args string `json:"args,omitzero"`
	// TTYEnabled gives the container a terminal, for commands such as cat that
	// must not end; default: false.
	TTYEnabled *bool `json:"ttyEnabled,omitzero"`
	// WorkingDir is where the workspace is mounted; default:
	// /home/jenkins/agent.
	WorkingDir string `json:"workingDir,omitzero"`
	// Shell is what the sh step runs its scripts with; default: sh.
	Shell string `json:"shell,omitzero"`
	// Privileged gives the container all of its node; default: false.
	Privileged *bool `json:"privileged,omitzero"`
	// RunAsUser is the user id of its processes, a decimal number.
	RunAsUser string `json:"runAsUser,omitzero"`
	// RunAsGroup is the group id of its processes, a decimal number.
	RunAsGroup string `json:"runAsGroup,omitzero"`
	// ResourceRequestCPU is the processor share to reserve, as in "500m".
	ResourceRequestCPU string `json:"resourceRequestCpu,omitzero"`
	// ResourceRequestMemory is the memory to reserve, as in "512Mi".
	ResourceRequestMemory string `json:"resourceRequestMemory,omitzero"`
	// ResourceRequestEphemeralStorage is the disk to reserve, as in "1Gi".
	ResourceRequestEphemeralStorage string `json:"resourceRequestEphemeralStorage,omitzero"`
	// ResourceLimitCPU is the most processor share, as in "2".
	ResourceLimitCPU string `json:"resourceLimitCpu,omitzero"`
	// ResourceLimitMemory is the most memory, as in "1Gi".
	ResourceLimitMemory string `json:"resourceLimitMemory,omitzero"`
	// ResourceLimitEphemeralStorage is the most disk, as in "4Gi".
	ResourceLimitEphemeralStorage string `json:"resourceLimitEphemeralStorage,omitzero"`
	// EnvVars are the container's environment variables; they win over those
	// of the template.
	EnvVars []TemplateEnvVar `json:"envVars,omitzero"`
	// Ports are the ports that it serves.
	Ports []PortMapping `json:"ports,omitzero"`
	// LivenessProbe restarts the container when a command fails in it. Without
	// ExecArgs the plugin ignores it.
	LivenessProbe LivenessProbe `json:"livenessProbe,omitzero"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// PortMapping is a port that a container serves.
type PortMapping struct {
	// Name is the port's name.
	Name string `json:"name,omitzero"`
	// ContainerPort is its number.
	ContainerPort *int `json:"containerPort" jc:"required"`
	// HostPort is the number under which the node offers it; default: none.
	HostPort *int `json:"hostPort,omitzero"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// LivenessProbe is a command that must succeed for a container to go on.
type LivenessProbe struct {
	// ExecArgs is the command line, split into words like a container's
	// command.
	ExecArgs string `json:"execArgs,omitzero"`
	// TimeoutSeconds is the number of seconds that a run may take.
	TimeoutSeconds *int `json:"timeoutSeconds,omitzero"`
	// InitialDelaySeconds is the number of seconds before the first run.
	InitialDelaySeconds *int `json:"initialDelaySeconds,omitzero"`
	// FailureThreshold is the number of failures in a row that count.
	FailureThreshold *int `json:"failureThreshold,omitzero"`
	// PeriodSeconds is the number of seconds between runs.
	PeriodSeconds *int `json:"periodSeconds,omitzero"`
	// SuccessThreshold must be 1 for Kubernetes to accept the probe.
	SuccessThreshold *int `json:"successThreshold,omitzero"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// TemplateEnvVar is an environment variable: [EnvVar], [SecretEnvVar] or
// [RawEnvVar].
type TemplateEnvVar interface{ templateEnvVar() }

// IsTemplateEnvVar makes a struct that embeds it a [TemplateEnvVar].
type IsTemplateEnvVar struct{}

func (IsTemplateEnvVar) templateEnvVar() {}

// EnvVar is an environment variable with its value.
type EnvVar struct {
	IsTemplateEnvVar `json:"-" jc:"symbol=envVar"`
	// Key is the variable's name.
	Key string `json:"key" jc:"required"`
	// Value is its value.
	Value string `json:"value,omitzero"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// SecretEnvVar is an environment variable whose value stands in a Kubernetes
// secret of the pod's namespace.
type SecretEnvVar struct {
	IsTemplateEnvVar `json:"-" jc:"symbol=secretEnvVar"`
	// Key is the variable's name.
	Key string `json:"key" jc:"required"`
	// SecretName names the secret.
	SecretName string `json:"secretName" jc:"required"`
	// SecretKey is the key in it.
	SecretKey string `json:"secretKey" jc:"required"`
	// Optional lets the pod start without the secret; default: false.
	Optional *bool `json:"optional,omitzero"`
	// Extra holds attributes that no field stands for.
	Extra map[string]any `json:",inline"`
}

// RawEnvVar is a kind of environment variable that this package has no struct
// for.
type RawEnvVar struct {
	IsTemplateEnvVar `json:"-"`
	// Symbol is the kind's name in JCasC.
	Symbol string `json:"-" jc:"symbol"`
	// Attributes are its attributes.
	Attributes map[string]any `json:",inline"`
}
