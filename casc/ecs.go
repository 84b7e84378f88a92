package casc

// ECSCloud makes agents as tasks of Amazon ECS (ecs): a [Cloud]. It needs the
// amazon-ecs plugin.
type ECSCloud struct {
	IsCloud `json:"-" jc:"symbol=ecs"`
	// Name is its name (name).
	Name string `json:"name" jc:"required"`
	// CredentialsID names the AWS credential (credentialsId). Empty, which is
	// written, takes the controller's own role.
	CredentialsID string `json:"credentialsId" jc:"ref=credential"`
	// AssumedRoleARN is a role to take (assumedRoleArn).
	AssumedRoleARN string `json:"assumedRoleArn,omitzero"`
	// Cluster is the ARN of the cluster (cluster).
	Cluster string `json:"cluster,omitzero"`
	// RegionName is the AWS region (regionName).
	RegionName string `json:"regionName,omitzero"`
	// JenkinsURL is the controller's address as agents see it (jenkinsUrl).
	JenkinsURL string `json:"jenkinsUrl,omitzero"`
	// Tunnel is the host:port of the controller's TCP port as agents see it
	// (tunnel).
	Tunnel string `json:"tunnel,omitzero"`
	// AllowedOverrides are the attributes that a pipeline may override, separated
	// by commas (allowedOverrides).
	AllowedOverrides string `json:"allowedOverrides,omitzero"`
	// RetentionTimeout is after how many idle minutes an agent is removed
	// (retentionTimeout); 5 by default.
	RetentionTimeout *int `json:"retentionTimeout,omitzero"`
	// SlaveTimeoutInSeconds is how many seconds an agent may take to start
	// (slaveTimeoutInSeconds); 900 by default.
	SlaveTimeoutInSeconds *int `json:"slaveTimeoutInSeconds,omitzero"`
	// TaskPollingIntervalInSeconds is how many seconds lie between looks at a task
	// (taskPollingIntervalInSeconds); 1 by default.
	TaskPollingIntervalInSeconds *int `json:"taskPollingIntervalInSeconds,omitzero"`
	// NumExecutors is how many builds run on an agent at once (numExecutors); 1 by
	// default.
	NumExecutors *int `json:"numExecutors,omitzero"`
	// MaxAgents is how many agents there are at most (maxAgents); 0, the default,
	// is no limit.
	MaxAgents *int `json:"maxAgents,omitzero"`
	// MaxCPU is how many CPU units agents have together at most (maxCpu); 0, the
	// default, is no limit.
	MaxCPU *int `json:"maxCpu,omitzero"`
	// MaxMemory is how many MiB they have together at most (maxMemory); 0, the
	// default, is no limit.
	MaxMemory *int `json:"maxMemory,omitzero"`
	// MaxMemoryReservation is how many MiB they reserve together at most
	// (maxMemoryReservation); 0, the default, is no limit.
	MaxMemoryReservation *int `json:"maxMemoryReservation,omitzero"`
	// RetainAgents keeps agents for several builds (retainAgents).
	RetainAgents *bool `json:"retainAgents,omitzero"`
	// Templates are the tasks (templates).
	Templates []ECSTaskTemplate `json:"templates,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ECSTaskTemplate is a kind of task of an [ECSCloud].
type ECSTaskTemplate struct {
	// TemplateName is its name, part of the task definition's (templateName).
	TemplateName string `json:"templateName" jc:"required"`
	// Label are its labels, separated by blanks (label).
	Label string `json:"label,omitzero" jc:"decl=label"`
	// AgentContainerName is the container that is the agent
	// (agentContainerName).
	AgentContainerName string `json:"agentContainerName,omitzero"`
	// TaskDefinitionOverride is an existing task definition to use instead of
	// all the rest (taskDefinitionOverride).
	TaskDefinitionOverride string `json:"taskDefinitionOverride,omitzero"`
	// DynamicTaskDefinition is the ARN of the task definition that the plugin made
	// last (dynamicTaskDefinition).
	DynamicTaskDefinition string `json:"dynamicTaskDefinition,omitzero"`
	// DynamicTaskDefinitionOverride is the ARN of the task definition that the
	// plugin made (dynamicTaskDefinitionOverride).
	DynamicTaskDefinitionOverride string `json:"dynamicTaskDefinitionOverride,omitzero"`
	// Image is the image (image).
	Image string `json:"image,omitzero"`
	// RepositoryCredentials is the ARN of the secret with the registry's
	// credentials (repositoryCredentials).
	RepositoryCredentials string `json:"repositoryCredentials,omitzero"`
	// LaunchType says where tasks run (launchType).
	LaunchType ECSLaunchType `json:"launchType,omitzero" jc:"enum=EC2|FARGATE|EXTERNAL"`
	// OperatingSystemFamily is the operating system, such as LINUX
	// (operatingSystemFamily).
	OperatingSystemFamily string `json:"operatingSystemFamily,omitzero"`
	// CPUArchitecture is the processor (cpuArchitecture).
	CPUArchitecture string `json:"cpuArchitecture,omitzero" jc:"enum=X86_64|ARM64"`
	// DefaultCapacityProvider says whether the cluster's capacity provider is
	// used (defaultCapacityProvider).
	DefaultCapacityProvider *bool `json:"defaultCapacityProvider,omitzero"`
	// CapacityProviderStrategies are the capacity providers
	// (capacityProviderStrategies).
	CapacityProviderStrategies []ECSCapacityProvider `json:"capacityProviderStrategies,omitzero"`
	// NetworkMode is the network (networkMode); Fargate needs awsvpc.
	NetworkMode string `json:"networkMode,omitzero" jc:"enum=default|awsvpc|bridge|host|none"`
	// RemoteFSRoot is the folder that the agent works in (remoteFSRoot).
	RemoteFSRoot string `json:"remoteFSRoot,omitzero"`
	// UniqueRemoteFSRoot says whether each agent gets a folder of its own in it
	// (uniqueRemoteFSRoot).
	UniqueRemoteFSRoot *bool `json:"uniqueRemoteFSRoot,omitzero"`
	// PlatformVersion is the version of Fargate's platform, such as LATEST or
	// 1.4.0 (platformVersion).
	PlatformVersion string `json:"platformVersion,omitzero"`
	// Memory is the hard limit of memory in MiB (memory); 0 is none.
	Memory *int `json:"memory,omitzero"`
	// MemoryReservation is the memory in MiB that is reserved
	// (memoryReservation); 0 is none.
	MemoryReservation *int `json:"memoryReservation,omitzero"`
	// CPU are the CPU units, 1024 for a processor (cpu).
	CPU *int `json:"cpu,omitzero"`
	// EphemeralStorageSizeInGiB is the size of the disk of a Fargate task in
	// GiB (ephemeralStorageSizeInGiB).
	EphemeralStorageSizeInGiB *int `json:"ephemeralStorageSizeInGiB,omitzero"`
	// SharedMemorySize is the size of /dev/shm in MiB (sharedMemorySize).
	SharedMemorySize *int `json:"sharedMemorySize,omitzero"`
	// Subnets are the subnets, separated by commas (subnets).
	Subnets string `json:"subnets,omitzero"`
	// SecurityGroups are the security groups, separated by commas
	// (securityGroups).
	SecurityGroups string `json:"securityGroups,omitzero"`
	// AssignPublicIP says whether tasks get a public address (assignPublicIp).
	AssignPublicIP *bool `json:"assignPublicIp,omitzero"`
	// Privileged says whether containers are privileged (privileged).
	Privileged *bool `json:"privileged,omitzero"`
	// ContainerUser is the user that the container runs as (containerUser).
	ContainerUser string `json:"containerUser,omitzero"`
	// KernelCapabilities are kernel capabilities to add, separated by commas
	// (kernelCapabilities).
	KernelCapabilities string `json:"kernelCapabilities,omitzero"`
	// DNSSearchDomains are search domains, separated by commas
	// (dnsSearchDomains).
	DNSSearchDomains string `json:"dnsSearchDomains,omitzero"`
	// Entrypoint is the container's entry point (entrypoint).
	Entrypoint string `json:"entrypoint,omitzero"`
	// JVMArgs are options of Java (jvmArgs).
	JVMArgs string `json:"jvmArgs,omitzero"`
	// TaskRole is the ARN of the role that the build has (taskrole).
	TaskRole string `json:"taskrole,omitzero"`
	// ExecutionRole is the ARN of the role that ECS starts the task with
	// (executionRole).
	ExecutionRole string `json:"executionRole,omitzero"`
	// InheritFrom is the label of the template that this one takes the rest
	// from (inheritFrom).
	InheritFrom string `json:"inheritFrom,omitzero"`
	// EnableExecuteCommand says whether aws ecs execute-command works
	// (enableExecuteCommand).
	EnableExecuteCommand *bool `json:"enableExecuteCommand,omitzero"`
	// LogDriver is the log driver, such as awslogs (logDriver).
	LogDriver string `json:"logDriver,omitzero"`
	// LogDriverOptions are its options (logDriverOptions).
	LogDriverOptions []ECSNameValue `json:"logDriverOptions,omitzero"`
	// Tags are tags of the task (tags).
	Tags []ECSNameValue `json:"tags,omitzero"`
	// Environments are environment variables of the container (environments).
	Environments []ECSNameValue `json:"environments,omitzero"`
	// ExtraHosts are entries of /etc/hosts (extraHosts).
	ExtraHosts []ECSExtraHost `json:"extraHosts,omitzero"`
	// MountPoints are folders of the host (mountPoints).
	MountPoints []ECSMountPoint `json:"mountPoints,omitzero"`
	// EFSMountPoints are file systems of Amazon EFS (efsMountPoints).
	EFSMountPoints []ECSEFSMountPoint `json:"efsMountPoints,omitzero"`
	// PortMappings are ports (portMappings).
	PortMappings []ECSPortMapping `json:"portMappings,omitzero"`
	// ULimits are limits of processes (ulimits).
	ULimits []ECSULimit `json:"ulimits,omitzero"`
	// PlacementStrategies says how tasks are spread over instances
	// (placementStrategies).
	PlacementStrategies []ECSPlacementStrategy `json:"placementStrategies,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ECSLaunchType says where tasks run.
type ECSLaunchType string

// Where tasks run.
const (
	ECSLaunchEC2      ECSLaunchType = "EC2"      // on the cluster's instances
	ECSLaunchFargate  ECSLaunchType = "FARGATE"  // on machines of AWS
	ECSLaunchExternal ECSLaunchType = "EXTERNAL" // on machines of one's own
)

// ECSCapacityProvider gives a capacity provider its share of tasks.
type ECSCapacityProvider struct {
	// Provider is the provider (provider).
	Provider string `json:"provider" jc:"required"`
	// Base is how many tasks it gets first (base).
	Base *int `json:"base,omitzero"`
	// Weight is its share of the others (weight).
	Weight *int `json:"weight,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ECSNameValue is a name and a value.
type ECSNameValue struct {
	// Name is the name (name).
	Name string `json:"name" jc:"required"`
	// Value is the value (value).
	Value string `json:"value"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ECSExtraHost is an entry of /etc/hosts.
type ECSExtraHost struct {
	// IPAddress is the address (ipAddress).
	IPAddress string `json:"ipAddress" jc:"required"`
	// Hostname is the host (hostname).
	Hostname string `json:"hostname" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ECSMountPoint is a folder of the host in the container.
type ECSMountPoint struct {
	// Name is the volume's name (name).
	Name string `json:"name" jc:"required"`
	// SourcePath is the folder on the host (sourcePath).
	SourcePath string `json:"sourcePath,omitzero"`
	// ContainerPath is the folder in the container (containerPath).
	ContainerPath string `json:"containerPath" jc:"required"`
	// ReadOnly is whether it can't be written (readOnly).
	ReadOnly *bool `json:"readOnly,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ECSEFSMountPoint is a file system of Amazon EFS in the container.
type ECSEFSMountPoint struct {
	// Name is the volume's name (name).
	Name string `json:"name" jc:"required"`
	// ContainerPath is the folder in the container (containerPath).
	ContainerPath string `json:"containerPath" jc:"required"`
	// ReadOnly is whether it can't be written (readOnly).
	ReadOnly *bool `json:"readOnly,omitzero"`
	// FileSystemID is the file system (fileSystemId).
	FileSystemID string `json:"fileSystemId" jc:"required"`
	// RootDirectory is the folder in the file system (rootDirectory).
	RootDirectory string `json:"rootDirectory,omitzero"`
	// AccessPointID is the access point (accessPointId).
	AccessPointID string `json:"accessPointId,omitzero"`
	// TransitEncryption is whether what is sent is encrypted
	// (transitEncryption).
	TransitEncryption *bool `json:"transitEncryption,omitzero"`
	// IAM is whether the task's role is used (iam).
	IAM *bool `json:"iam,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ECSPortMapping is a port of the container.
type ECSPortMapping struct {
	// ContainerPort is the port (containerPort).
	ContainerPort int `json:"containerPort" jc:"required"`
	// HostPort is the port of the host (hostPort).
	HostPort *int `json:"hostPort,omitzero"`
	// Protocol is the protocol (protocol).
	Protocol string `json:"protocol,omitzero" jc:"enum=tcp|udp"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ECSULimit is a limit of processes.
type ECSULimit struct {
	// ULimitName is the limit, such as nofile (ulimitName).
	ULimitName string `json:"ulimitName" jc:"required"`
	// SoftLimit is the limit that a process may raise (softLimit).
	SoftLimit int `json:"softLimit"`
	// HardLimit is the limit that it may not (hardLimit).
	HardLimit int `json:"hardLimit"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ECSPlacementStrategy says how tasks are spread over instances.
type ECSPlacementStrategy struct {
	// Type is the strategy (type).
	Type string `json:"type" jc:"required,enum=random|spread|binpack"`
	// Field is what counts, such as memory or attribute:ecs.availability-zone
	// (field).
	Field string `json:"field,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}
