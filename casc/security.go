package casc

// Security is the root element security: the page "Security". The security realm
// and the authorization strategy are in [Jenkins].
type Security struct {
	// APIToken says what users may do with API tokens (apiToken).
	APIToken APITokens `json:"apiToken,omitzero"`
	// GlobalJobDSLSecurityConfiguration is about the scripts of the job-dsl plugin
	// (globalJobDslSecurityConfiguration).
	GlobalJobDSLSecurityConfiguration JobDSLSecurity `json:"globalJobDslSecurityConfiguration,omitzero"`
	// ContentSecurityPolicy says what Jenkins' pages may load
	// (contentSecurityPolicy).
	ContentSecurityPolicy ContentSecurityPolicy `json:"contentSecurityPolicy,omitzero"`
	// CPS is about pipelines outside the sandbox (cps); needs the workflow-cps
	// plugin.
	CPS CPS `json:"cps,omitzero"`
	// GitHooks says whether git runs hooks (gitHooks); needs the git plugin.
	GitHooks GitHooks `json:"gitHooks,omitzero"`
	// GitHostKeyVerificationConfiguration says how git verifies the host keys of
	// servers (gitHostKeyVerificationConfiguration); needs the git-client plugin.
	GitHostKeyVerificationConfiguration GitHostKeyVerification `json:"gitHostKeyVerificationConfiguration,omitzero"`
	// QueueItemAuthenticator says as whom builds run (queueItemAuthenticator).
	QueueItemAuthenticator QueueItemAuthenticators `json:"queueItemAuthenticator,omitzero"`
	// ScriptApproval are the approved scripts (scriptApproval); needs the
	// script-security plugin.
	ScriptApproval ScriptApproval `json:"scriptApproval,omitzero"`
	// SSHD is the controller's own SSH server (sSHD); needs the sshd plugin.
	SSHD SSHD `json:"sSHD,omitzero"`
	// UpdateSiteWarningsConfiguration says which warnings of the update site are
	// not shown (updateSiteWarningsConfiguration).
	UpdateSiteWarningsConfiguration UpdateSiteWarnings `json:"updateSiteWarningsConfiguration,omitzero"`
	// Extra are further parts, of plugins.
	Extra map[string]any `json:",inline" jc:"open"`
}

// APITokens say what users may do with API tokens.
type APITokens struct {
	// CreationOfLegacyTokenEnabled lets users make tokens of the old kind
	// (creationOfLegacyTokenEnabled).
	CreationOfLegacyTokenEnabled *bool `json:"creationOfLegacyTokenEnabled,omitzero"`
	// TokenGenerationOnCreationEnabled gives each new user one
	// (tokenGenerationOnCreationEnabled).
	TokenGenerationOnCreationEnabled *bool `json:"tokenGenerationOnCreationEnabled,omitzero"`
	// UsageStatisticsEnabled counts how often tokens are used
	// (usageStatisticsEnabled); true by default.
	UsageStatisticsEnabled *bool `json:"usageStatisticsEnabled,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// JobDSLSecurity is about the scripts of the job-dsl plugin.
type JobDSLSecurity struct {
	// UseScriptSecurity makes an administrator approve them (useScriptSecurity);
	// true by default. The scripts of the root element jobs need false.
	UseScriptSecurity *bool `json:"useScriptSecurity,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// GitHooks says whether git runs hooks.
type GitHooks struct {
	// AllowedOnController is whether it does on the controller
	// (allowedOnController).
	AllowedOnController *bool `json:"allowedOnController,omitzero"`
	// AllowedOnAgents is whether it does on agents (allowedOnAgents).
	AllowedOnAgents *bool `json:"allowedOnAgents,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// GitHostKeyVerification says how git verifies the host keys of servers.
type GitHostKeyVerification struct {
	// SSHHostKeyVerificationStrategy is how (sshHostKeyVerificationStrategy).
	SSHHostKeyVerificationStrategy HostKeyVerificationStrategy `json:"sshHostKeyVerificationStrategy,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// AcceptFirstConnection accepts the key of a server that was never seen
// (acceptFirstConnectionStrategy): a [HostKeyVerificationStrategy].
type AcceptFirstConnection struct {
	IsHostKeyVerificationStrategy `json:"-" jc:"symbol=acceptFirstConnectionStrategy"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// GitKnownHostsFile accepts the keys in ~/.ssh/known_hosts
// (knownHostsFileVerificationStrategy): the default
// [HostKeyVerificationStrategy].
type GitKnownHostsFile struct {
	IsHostKeyVerificationStrategy `json:"-" jc:"symbol=knownHostsFileVerificationStrategy"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ManuallyProvidedKeys accepts the keys given here
// (manuallyProvidedKeyVerificationStrategy): a [HostKeyVerificationStrategy].
type ManuallyProvidedKeys struct {
	IsHostKeyVerificationStrategy `json:"-" jc:"symbol=manuallyProvidedKeyVerificationStrategy"`
	// ApprovedHostKeys are the keys, in the form of known_hosts
	// (approvedHostKeys).
	ApprovedHostKeys string `json:"approvedHostKeys" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// NoHostKeyVerification accepts any key (noHostKeyVerificationStrategy): a
// [HostKeyVerificationStrategy].
type NoHostKeyVerification struct {
	IsHostKeyVerificationStrategy `json:"-" jc:"symbol=noHostKeyVerificationStrategy"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// QueueItemAuthenticators say as whom builds run.
type QueueItemAuthenticators struct {
	// Authenticators are asked in order (authenticators).
	Authenticators []QueueItemAuthenticator `json:"authenticators,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ScriptApproval are the scripts and signatures that an administrator approved.
type ScriptApproval struct {
	// ApprovedSignatures are signatures of methods (approvedSignatures).
	ApprovedSignatures []string `json:"approvedSignatures,omitzero"`
	// ApprovedScriptHashes are hashes of scripts (approvedScriptHashes).
	ApprovedScriptHashes []string `json:"approvedScriptHashes,omitzero"`
	// ForceSandbox lets only administrators write scripts outside the sandbox
	// (forceSandbox).
	ForceSandbox *bool `json:"forceSandbox,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// SSHD is the controller's own SSH server.
type SSHD struct {
	// Port is its port (port): 0 a random one, -1 none, which is the default.
	Port *int `json:"port,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// UpdateSiteWarnings says which warnings of the update site are not shown.
type UpdateSiteWarnings struct {
	// IgnoredWarnings are their names (ignoredWarnings).
	IgnoredWarnings []string `json:"ignoredWarnings,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Appearance is the root element appearance: the page "Appearance".
type Appearance struct {
	// ThemeManager says which theme is shown (themeManager); needs the
	// theme-manager plugin.
	ThemeManager ThemeManager `json:"themeManager,omitzero"`
	// ConsoleURLProvider says where consoles are shown (consoleUrlProvider).
	ConsoleURLProvider ConsoleURLProviders `json:"consoleUrlProvider,omitzero"`
	// Extra are further parts, of plugins.
	Extra map[string]any `json:",inline" jc:"open"`
}

// ConsoleURLProviders say where consoles are shown.
type ConsoleURLProviders struct {
	// Providers are asked in order (providers).
	Providers []ConsoleURLProvider `json:"providers,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}
