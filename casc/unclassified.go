package casc

import (
	"github.com/jenkinscode/jenkinscode/casc/bitbucket"
	"github.com/jenkinscode/jenkinscode/casc/branch"
	"github.com/jenkinscode/jenkinscode/casc/docker"
	"github.com/jenkinscode/jenkinscode/casc/git"
	"github.com/jenkinscode/jenkinscode/casc/gitea"
	"github.com/jenkinscode/jenkinscode/casc/github"
	"github.com/jenkinscode/jenkinscode/casc/gitlab"
	"github.com/jenkinscode/jenkinscode/casc/jira"
	"github.com/jenkinscode/jenkinscode/casc/job"
	"github.com/jenkinscode/jenkinscode/casc/kind"
	"github.com/jenkinscode/jenkinscode/casc/mail"
	"github.com/jenkinscode/jenkinscode/casc/opentelemetry"
	"github.com/jenkinscode/jenkinscode/casc/sonarqube"
	"github.com/jenkinscode/jenkinscode/casc/vault"
)

// Unclassified is the root element unclassified: the page "System", in which each
// plugin has its own part. Plugins without a field here go to Extra, under the
// name that JCasC knows them by.
type Unclassified struct {
	// Location is the address of this Jenkins (location).
	Location Location `json:"location,omitzero"`
	// BuildDiscarders say which builds are kept, whatever their jobs say
	// (buildDiscarders).
	BuildDiscarders BuildDiscarders `json:"buildDiscarders,omitzero"`
	// GlobalLibraries are the pipeline libraries (globalLibraries); needs the
	// pipeline-groovy-lib plugin.
	GlobalLibraries GlobalLibraries `json:"globalLibraries,omitzero"`
	// GlobalUntrustedLibraries are the pipeline libraries that run in the sandbox
	// (globalUntrustedLibraries); needs the pipeline-groovy-lib plugin.
	GlobalUntrustedLibraries GlobalUntrustedLibraries `json:"globalUntrustedLibraries,omitzero"`
	// GlobalDefaultFlowDurabilityLevel says how much of a pipeline survives a
	// restart (globalDefaultFlowDurabilityLevel); needs the workflow-api plugin.
	GlobalDefaultFlowDurabilityLevel DefaultFlowDurability `json:"globalDefaultFlowDurabilityLevel,omitzero"`
	// GlobalConfigFiles are files that Jenkins hands to builds
	// (globalConfigFiles); needs the config-file-provider plugin.
	GlobalConfigFiles GlobalConfigFiles `json:"globalConfigFiles,omitzero"`
	// DefaultFolderConfiguration is about folders (defaultFolderConfiguration);
	// needs the cloudbees-folder plugin.
	DefaultFolderConfiguration branch.FolderConfiguration `json:"defaultFolderConfiguration,omitzero"`
	// Shell is the shell of build steps (shell).
	Shell Shell `json:"shell,omitzero"`
	// PollSCM says how many polls run at once (pollSCM).
	PollSCM PollSCM `json:"pollSCM,omitzero"`
	// Fingerprints say where fingerprints are stored (fingerprints).
	Fingerprints Fingerprints `json:"fingerprints,omitzero"`
	// ArtifactManager says where artifacts are stored (artifactManager).
	ArtifactManager ArtifactManagers `json:"artifactManager,omitzero"`
	// ResourceRoot is another address for files that users made (resourceRoot).
	ResourceRoot ResourceRoot `json:"resourceRoot,omitzero"`
	// Mailer is the mail server (mailer); needs the mailer plugin.
	Mailer mail.MailerConfiguration `json:"mailer,omitzero"`
	// EmailExt is the mail server of the email-ext plugin, and what its mails say
	// (email-ext); JCasC also knows it as extendedEmailPublisher.
	EmailExt mail.ExtendedEmailConfiguration `json:"email-ext,omitzero"`
	// ScmGit is about git everywhere (scmGit, in older versions of the git plugin
	// gitSCM).
	ScmGit git.Configuration `json:"scmGit,omitzero"`
	// GitHubPluginConfig are the GitHub servers of the github plugin
	// (gitHubPluginConfig).
	GitHubPluginConfig github.PluginConfig `json:"gitHubPluginConfig,omitzero"`
	// GitHubConfiguration are the GitHub servers of the github-branch-source
	// plugin (gitHubConfiguration).
	GitHubConfiguration github.Configuration `json:"gitHubConfiguration,omitzero"`
	// GitLabServers are the GitLab servers of the gitlab-branch-source plugin
	// (gitLabServers).
	GitLabServers gitlab.Servers `json:"gitLabServers,omitzero"`
	// GitLabConnectionConfig are the GitLab servers of the gitlab plugin
	// (gitLabConnectionConfig).
	GitLabConnectionConfig gitlab.ConnectionConfig `json:"gitLabConnectionConfig,omitzero"`
	// BitbucketEndpointConfiguration are the Bitbucket servers
	// (bitbucketEndpointConfiguration); needs the bitbucket-branch-source plugin.
	BitbucketEndpointConfiguration bitbucket.Endpoints `json:"bitbucketEndpointConfiguration,omitzero"`
	// GiteaServers are the Gitea servers (giteaServers); needs the gitea plugin.
	GiteaServers gitea.Servers `json:"giteaServers,omitzero"`
	// SlackNotifier is the workspace on Slack (slackNotifier); needs the slack
	// plugin.
	SlackNotifier SlackNotifier `json:"slackNotifier,omitzero"`
	// JiraGlobalConfiguration are the Jira servers (jiraGlobalConfiguration); needs
	// the jira plugin.
	JiraGlobalConfiguration jira.GlobalConfiguration `json:"jiraGlobalConfiguration,omitzero"`
	// SonarGlobalConfiguration are the SonarQube servers
	// (sonarGlobalConfiguration); needs the sonar plugin.
	SonarGlobalConfiguration sonarqube.GlobalConfiguration `json:"sonarGlobalConfiguration,omitzero"`
	// HashicorpVault is the Vault server (hashicorpVault); needs the
	// hashicorp-vault-plugin.
	HashicorpVault vault.GlobalConfiguration `json:"hashicorpVault,omitzero"`
	// PrometheusConfiguration says which metrics are exported
	// (prometheusConfiguration); needs the prometheus plugin.
	PrometheusConfiguration Prometheus `json:"prometheusConfiguration,omitzero"`
	// OpenTelemetry says where traces, metrics and logs go (openTelemetry); needs
	// the opentelemetry plugin.
	OpenTelemetry opentelemetry.Configuration `json:"openTelemetry,omitzero"`
	// LockableResourcesManager are the resources that jobs lock
	// (lockableResourcesManager); needs the lockable-resources plugin.
	LockableResourcesManager LockableResources `json:"lockableResourcesManager,omitzero"`
	// ThrottleJobProperty are the categories by which jobs are throttled
	// (throttleJobProperty); needs the throttle-concurrents plugin.
	ThrottleJobProperty job.ThrottleConfiguration `json:"throttleJobProperty,omitzero"`
	// Timestamper says how times are shown in consoles (timestamper); needs the
	// timestamper plugin.
	Timestamper Timestamper `json:"timestamper,omitzero"`
	// AnsiColorBuildWrapper are the colours of consoles (ansiColorBuildWrapper);
	// needs the ansicolor plugin.
	AnsiColorBuildWrapper job.AnsiColorBuildWrapperConfiguration `json:"ansiColorBuildWrapper,omitzero"`
	// GlobalTimeOutConfiguration says when builds have taken too long
	// (globalTimeOutConfiguration); needs the build-timeout plugin.
	GlobalTimeOutConfiguration job.GlobalTimeOutConfiguration `json:"globalTimeOutConfiguration,omitzero"`
	// Whitelist are the hosts that may call generic webhooks (whitelist); needs the
	// generic-webhook-trigger plugin.
	Whitelist job.GenericWebhookWhitelist `json:"whitelist,omitzero"`
	// DockerPluginConfiguration are the registries of the docker plugin
	// (dockerPluginConfiguration).
	DockerPluginConfiguration docker.Configuration `json:"dockerPluginConfiguration,omitzero"`
	// PipelineModelDocker is about pipelines that ask for a container
	// (pipeline-model-docker); needs the docker-workflow plugin.
	PipelineModelDocker PipelineModelDocker `json:"pipeline-model-docker,omitzero"`
	// InjectionConfig puts Develocity into builds (injectionConfig); needs the
	// gradle plugin.
	InjectionConfig InjectionConfig `json:"injectionConfig,omitzero"`
	// Extra are further parts.
	Extra map[string]any `json:",inline" jc:"open"`
}

// Location is the address of this Jenkins.
type Location struct {
	// URL is the address, with a slash at the end (url).
	URL string `json:"url,omitzero"`
	// AdminAddress is whom mails come from (adminAddress).
	AdminAddress string `json:"adminAddress,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// BuildDiscarders say which builds are kept, whatever their jobs say.
type BuildDiscarders struct {
	// ConfiguredBuildDiscarders are the strategies (configuredBuildDiscarders).
	// Empty, but not nil, keeps every build.
	ConfiguredBuildDiscarders []GlobalBuildDiscarderStrategy `json:"configuredBuildDiscarders,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// JobBuildDiscarder does what the job says (jobBuildDiscarder): a
// [GlobalBuildDiscarderStrategy].
type JobBuildDiscarder struct {
	IsGlobalBuildDiscarderStrategy `json:"-" jc:"symbol=jobBuildDiscarder"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// DefaultBuildDiscarder applies to jobs that say nothing
// (defaultBuildDiscarder): a [GlobalBuildDiscarderStrategy].
type DefaultBuildDiscarder struct {
	IsGlobalBuildDiscarderStrategy `json:"-" jc:"symbol=defaultBuildDiscarder"`
	// Discarder says which builds are kept (discarder).
	Discarder BuildDiscarder `json:"discarder" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// SimpleBuildDiscarder applies to all jobs (simpleBuildDiscarder): a
// [GlobalBuildDiscarderStrategy].
type SimpleBuildDiscarder struct {
	IsGlobalBuildDiscarderStrategy `json:"-" jc:"symbol=simpleBuildDiscarder"`
	// Discarder says which builds are kept (discarder).
	Discarder BuildDiscarder `json:"discarder" jc:"required"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// LogRotator keeps some builds and some artifacts (logRotator): a
// [BuildDiscarder]. All are numbers; empty is no limit.
type LogRotator struct {
	IsBuildDiscarder `json:"-" jc:"symbol=logRotator"`
	// DaysToKeepStr is for how many days builds are kept (daysToKeepStr).
	DaysToKeepStr string `json:"daysToKeepStr,omitzero"`
	// NumToKeepStr is how many builds are kept (numToKeepStr).
	NumToKeepStr string `json:"numToKeepStr,omitzero"`
	// ArtifactDaysToKeepStr is for how many days artifacts are kept
	// (artifactDaysToKeepStr).
	ArtifactDaysToKeepStr string `json:"artifactDaysToKeepStr,omitzero"`
	// ArtifactNumToKeepStr is of how many builds artifacts are kept
	// (artifactNumToKeepStr).
	ArtifactNumToKeepStr string `json:"artifactNumToKeepStr,omitzero"`
	// RemoveLastBuild lets the last build go too (removeLastBuild).
	RemoveLastBuild *bool `json:"removeLastBuild,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// GlobalLibraries are the pipeline libraries that every pipeline can use.
type GlobalLibraries struct {
	// Libraries are the libraries (libraries).
	Libraries []Library `json:"libraries,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// Library is a pipeline library.
type Library struct {
	// Name is the name that pipelines use (name).
	Name string `json:"name" jc:"required"`
	// Retriever says how it is fetched (retriever).
	Retriever LibraryRetriever `json:"retriever" jc:"required"`
	// DefaultVersion is the branch or tag used unless a pipeline says otherwise
	// (defaultVersion).
	DefaultVersion string `json:"defaultVersion,omitzero"`
	// Implicit loads it into every pipeline (implicit).
	Implicit *bool `json:"implicit,omitzero"`
	// AllowVersionOverride lets pipelines say otherwise (allowVersionOverride);
	// true by default.
	AllowVersionOverride *bool `json:"allowVersionOverride,omitzero"`
	// IncludeInChangesets lists its changes with a build's (includeInChangesets);
	// true by default.
	IncludeInChangesets *bool `json:"includeInChangesets,omitzero"`
	// CachingConfiguration keeps fetched versions (cachingConfiguration).
	CachingConfiguration LibraryCaching `json:"cachingConfiguration,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// LibraryCaching keeps fetched versions of a library.
type LibraryCaching struct {
	// RefreshTimeMinutes is after how many minutes a version is fetched again
	// (refreshTimeMinutes); 0 is never.
	RefreshTimeMinutes int `json:"refreshTimeMinutes"`
	// ExcludedVersionsStr are versions not to keep, separated by blanks
	// (excludedVersionsStr).
	ExcludedVersionsStr string `json:"excludedVersionsStr,omitzero"`
	// IncludedVersionsStr are the only versions to keep, separated by blanks
	// (includedVersionsStr).
	IncludedVersionsStr string `json:"includedVersionsStr,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// ModernSCM fetches a library by a source of branches (modernSCM): a
// [LibraryRetriever].
type ModernSCM struct {
	IsLibraryRetriever `json:"-" jc:"symbol=modernSCM"`
	// SCM is the source (scm).
	SCM SCMSource `json:"scm" jc:"required"`
	// LibraryPath is the folder of the library in it (libraryPath).
	LibraryPath string `json:"libraryPath,omitzero"`
	// Clone fetches the whole history (clone).
	Clone *bool `json:"clone,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// LegacySCM fetches a library by any version control system, whose branch must
// hold ${library.NAME.version} (legacySCM): a [LibraryRetriever].
type LegacySCM struct {
	IsLibraryRetriever `json:"-" jc:"symbol=legacySCM"`
	// SCM is the system (scm).
	SCM SCM `json:"scm" jc:"required"`
	// LibraryPath is the folder of the library in it (libraryPath).
	LibraryPath string `json:"libraryPath,omitzero"`
	// Clone fetches the whole history (clone).
	Clone *bool `json:"clone,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// GlobalConfigFiles are files that Jenkins hands to builds.
type GlobalConfigFiles struct {
	// Configs are the files (configs); package configfile has them.
	Configs []kind.ConfigFile `json:"configs,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}

// PipelineModelDocker is about declarative pipelines that ask for a container.
type PipelineModelDocker struct {
	// DockerLabel is the label of the agents that have Docker (dockerLabel).
	DockerLabel string `json:"dockerLabel,omitzero" jc:"ref=label"`
	// Registry is where images come from (registry).
	Registry docker.RegistryEndpoint `json:"registry,omitzero"`
	// Extra are further attributes.
	Extra map[string]any `json:",inline"`
}
