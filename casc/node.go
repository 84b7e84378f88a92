package casc

// PermanentAgent is an agent that always exists (permanent): a [Node].
type PermanentAgent struct {
	IsNode `json:"-" jc:"symbol=permanent"`
	// Name is its name (name).
	Name string `json:"name" jc:"required"`
	// NodeDescription says what it is (nodeDescription).
	NodeDescription string `json:"nodeDescription,omitzero"`
	// RemoteFS is the folder, on the agent, that it works in (remoteFS).
	RemoteFS string `json:"remoteFS" jc:"required"`
	// NumExecutors is how many builds run on it at once (numExecutors); 1 by
	// default.
	NumExecutors *int `json:"numExecutors,omitzero"`
	// Mode says whether jobs without a label may run on it (mode); NORMAL by
	// default.
	Mode Mode `json:"mode,omitzero" jc:"enum=NORMAL|EXCLUSIVE"`
	// LabelString are its labels, separated by blanks (labelString).
	LabelString string `json:"labelString,omitzero" jc:"decl=label"`
	// Launcher says how it is started (launcher).
	Launcher ComputerLauncher `json:"launcher" jc:"required"`
	// RetentionStrategy says how long it stays (retentionStrategy); [Always] by
	// default.
	RetentionStrategy RetentionStrategy `json:"retentionStrategy,omitzero"`
	// NodeProperties are its properties (nodeProperties).
	NodeProperties []NodeProperty `json:"nodeProperties,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// InboundLauncher waits for the agent to connect (inbound): a
// [ComputerLauncher].
type InboundLauncher struct {
	IsComputerLauncher `json:"-" jc:"symbol=inbound"`
	// WebSocket lets it connect by HTTP, without the TCP port (webSocket).
	WebSocket *bool `json:"webSocket,omitzero"`
	// Tunnel is another host:port to connect to (tunnel).
	Tunnel string `json:"tunnel,omitzero"`
	// WorkDirSettings say where the agent keeps its own files (workDirSettings).
	WorkDirSettings WorkDirSettings `json:"workDirSettings,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// WorkDirSettings say where an inbound agent keeps its own files.
type WorkDirSettings struct {
	// Disabled keeps it from keeping any (disabled).
	Disabled *bool `json:"disabled,omitzero"`
	// WorkDirPath is the folder (workDirPath).
	WorkDirPath string `json:"workDirPath,omitzero"`
	// InternalDir is the folder in it for logs and caches (internalDir); remoting
	// by default.
	InternalDir string `json:"internalDir,omitzero"`
	// FailIfWorkDirIsMissing makes a missing folder an error
	// (failIfWorkDirIsMissing).
	FailIfWorkDirIsMissing *bool `json:"failIfWorkDirIsMissing,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// CommandLauncher starts the agent by a command on the controller (command): a
// [ComputerLauncher]. It needs the command-launcher plugin.
type CommandLauncher struct {
	IsComputerLauncher `json:"-" jc:"symbol=command"`
	// Command is the command (command).
	Command string `json:"command" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// SSHLauncher starts the agent by SSH (ssh): a [ComputerLauncher]. It needs the
// ssh-slaves plugin.
type SSHLauncher struct {
	IsComputerLauncher `json:"-" jc:"symbol=ssh"`
	// Host is the agent's host (host).
	Host string `json:"host" jc:"required"`
	// Port is its SSH port (port); 22 is usual.
	Port int `json:"port" jc:"required"`
	// CredentialsID names the credential to sign in with (credentialsId).
	CredentialsID string `json:"credentialsId,omitzero" jc:"ref=credential"`
	// SSHHostKeyVerificationStrategy says how the host's key is verified
	// (sshHostKeyVerificationStrategy).
	SSHHostKeyVerificationStrategy SSHHostKeyVerificationStrategy `json:"sshHostKeyVerificationStrategy,omitzero"`
	// JVMOptions are options of Java (jvmOptions).
	JVMOptions string `json:"jvmOptions,omitzero"`
	// JavaPath is the path of Java (javaPath).
	JavaPath string `json:"javaPath,omitzero"`
	// PrefixStartSlaveCmd stands before the command (prefixStartSlaveCmd).
	PrefixStartSlaveCmd string `json:"prefixStartSlaveCmd,omitzero"`
	// SuffixStartSlaveCmd stands after it (suffixStartSlaveCmd).
	SuffixStartSlaveCmd string `json:"suffixStartSlaveCmd,omitzero"`
	// LaunchTimeoutSeconds is how many seconds it may take (launchTimeoutSeconds);
	// 60 by default.
	LaunchTimeoutSeconds *int `json:"launchTimeoutSeconds,omitzero"`
	// MaxNumRetries is how often it is tried (maxNumRetries); 10 by default.
	MaxNumRetries *int `json:"maxNumRetries,omitzero"`
	// RetryWaitTime is how many seconds lie between (retryWaitTime); 15 by default.
	RetryWaitTime *int `json:"retryWaitTime,omitzero"`
	// TCPNoDelay sends small packets at once (tcpNoDelay); true by default.
	TCPNoDelay *bool `json:"tcpNoDelay,omitzero"`
	// WorkDir is the folder that the agent works in (workDir).
	WorkDir string `json:"workDir,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// NonVerifying accepts any host key (nonVerifyingKeyVerificationStrategy): an
// [SSHHostKeyVerificationStrategy].
type NonVerifying struct {
	IsSSHHostKeyVerificationStrategy `json:"-" jc:"symbol=nonVerifyingKeyVerificationStrategy"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// KnownHostsFile accepts the keys in ~/.ssh/known_hosts
// (knownHostsFileKeyVerificationStrategy): an [SSHHostKeyVerificationStrategy].
type KnownHostsFile struct {
	IsSSHHostKeyVerificationStrategy `json:"-" jc:"symbol=knownHostsFileKeyVerificationStrategy"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ManuallyProvidedKey accepts one key (manuallyProvidedKeyVerificationStrategy):
// an [SSHHostKeyVerificationStrategy].
type ManuallyProvidedKey struct {
	IsSSHHostKeyVerificationStrategy `json:"-" jc:"symbol=manuallyProvidedKeyVerificationStrategy"`
	// Key is the key, with its algorithm before it (key).
	Key string `json:"key" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ManuallyTrustedKey accepts the key that a person trusted first
// (manuallyTrustedKeyVerificationStrategy): an [SSHHostKeyVerificationStrategy].
type ManuallyTrustedKey struct {
	IsSSHHostKeyVerificationStrategy `json:"-" jc:"symbol=manuallyTrustedKeyVerificationStrategy"`
	// RequireInitialManualTrust asks a person for the first key too
	// (requireInitialManualTrust).
	RequireInitialManualTrust *bool `json:"requireInitialManualTrust,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Always keeps an agent connected (always): a [RetentionStrategy].
type Always struct {
	IsRetentionStrategy `json:"-" jc:"symbol=always"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Demand connects an agent when it is needed (demand): a [RetentionStrategy].
type Demand struct {
	IsRetentionStrategy `json:"-" jc:"symbol=demand"`
	// InDemandDelay is for how many minutes a build must wait first
	// (inDemandDelay).
	InDemandDelay int `json:"inDemandDelay"`
	// IdleDelay is after how many idle minutes it is disconnected (idleDelay).
	IdleDelay int `json:"idleDelay"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Schedule connects an agent at certain times (schedule): a [RetentionStrategy].
type Schedule struct {
	IsRetentionStrategy `json:"-" jc:"symbol=schedule"`
	// StartTimeSpec is when, in the form of cron (startTimeSpec).
	StartTimeSpec string `json:"startTimeSpec" jc:"required"`
	// UpTimeMins is for how many minutes (upTimeMins).
	UpTimeMins int `json:"upTimeMins" jc:"required"`
	// KeepUpWhenActive lets running builds end (keepUpWhenActive).
	KeepUpWhenActive *bool `json:"keepUpWhenActive,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// EnvVars are environment variables of builds on a node (envVars): a
// [NodeProperty].
type EnvVars struct {
	IsNodeProperty `json:"-" jc:"symbol=envVars"`
	// Env are the variables (env).
	Env []EnvVar `json:"env" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// EnvVar is an environment variable.
type EnvVar struct {
	// Key is its name (key).
	Key string `json:"key" jc:"required"`
	// Value is its value (value).
	Value string `json:"value"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ToolLocations say where tools are on a node (toolLocation): a [NodeProperty].
type ToolLocations struct {
	IsNodeProperty `json:"-" jc:"symbol=toolLocation"`
	// Locations are the places (locations).
	Locations []ToolLocation `json:"locations" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ToolLocation says where a tool is on a node.
type ToolLocation struct {
	// Key is the tool's type and name, such as
	// hudson.plugins.git.GitTool$DescriptorImpl@Default (key).
	Key string `json:"key" jc:"required"`
	// Home is the folder or program (home).
	Home string `json:"home" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}
