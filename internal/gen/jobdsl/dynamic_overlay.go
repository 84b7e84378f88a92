package main

// This file says what the tables of configurable classes don't: which classes a
// Job DSL script may use by their symbols, and under which names in Go.

// base is a class that others extend: an interface whose alternatives are the
// classes that extend it.
type base struct {
	extends []string // the names of the class and of its abstract children
	name    string   // the interface
	also    string   // the interface of the context that takes them too, unless it has a call of the same name
	suffix  string
	classes bool // alternatives are named by class, not by symbol
	file    string
	doc     string // of an interface that no context has
}

var bases = []base{
	{extends: []string{"SCMSource", "AbstractGitSCMSource"}, name: "SCMSource", suffix: "SCMSource", classes: true, file: "multibranch", doc: "is where a [SCMBranchSource] finds its branches"},
	{extends: []string{"SCMSourceTrait", "GitSCMExtensionTrait"}, name: "SCMSourceTrait", suffix: "Trait", file: "multibranch", doc: "is a behaviour of an [SCMSource]"},
	{extends: []string{"SCMNavigatorTrait"}, name: "SCMNavigatorTrait", suffix: "Trait", file: "multibranch", doc: "is a behaviour of an [SCMNavigator]"},
	{extends: []string{"SCMNavigator"}, name: "SCMNavigator", suffix: "SCMNavigator", classes: true, file: "multibranch"},
	{extends: []string{"BranchPropertyStrategy"}, name: "BranchPropertyStrategy", file: "multibranch", doc: "says which properties the branches of a [SCMBranchSource] get"},
	{extends: []string{"BranchProperty"}, name: "BranchProperty", suffix: "BranchProperty", file: "multibranch", doc: "is a property of a branch"},
	{extends: []string{"BranchBuildStrategy"}, name: "BuildStrategy", suffix: "BuildStrategy", file: "multibranch"},
	{extends: []string{"NameFilter"}, name: "BranchNameFilter", suffix: "NameFilter", classes: true, file: "multibranch", doc: "chooses branches by their names, for [BuildNamedBranches]"},
	{extends: []string{"BranchProjectFactory", "AbstractWorkflowBranchProjectFactory"}, name: "BranchProjectFactory", classes: true, file: "multibranch"},
	{extends: []string{"MultiBranchProjectFactory", "AbstractWorkflowMultiBranchProjectFactory"}, name: "ProjectFactory", classes: true, file: "multibranch"},
	{extends: []string{"OrphanedItemStrategy"}, name: "ChildOrphanedItemStrategy", also: "OrphanedItemStrategy", classes: true, file: "multibranch", doc: "is what becomes of the branches in the repositories of an [OrganizationFolder]"},
	{extends: []string{"AbstractFolderProperty", "OrganizationFolderProperty"}, name: "FolderProperty", suffix: "FolderProperty", file: "properties"},
	{extends: []string{"FolderIcon"}, name: "FolderIcon", classes: true, file: "properties"},
	{extends: []string{"FolderHealthMetric"}, name: "FolderHealthMetric", classes: true, file: "properties", doc: "is how a folder's health is computed"},
	{extends: []string{"InheritanceStrategy"}, name: "InheritanceStrategy", classes: true, file: "properties", doc: "says which permissions come from outside"},
	{extends: []string{"LibraryRetriever", "SCMBasedRetriever"}, name: "LibraryRetriever", suffix: "Retriever", classes: true, file: "properties", doc: "is how a pipeline library is fetched"},
	{extends: []string{"JobProperty", "OptionalJobProperty"}, name: "Property", suffix: "Property", file: "properties"},
	{extends: []string{"BuildDiscarder"}, name: "BuildDiscarder", suffix: "Discarder", file: "properties", doc: "says which builds are kept"},
	{extends: []string{"Trigger"}, name: "PipelineTrigger", also: "Trigger", suffix: "PipelineTrigger", file: "triggers", doc: "is what starts a build of a [PipelineJob], in [PipelineTriggers]"},
	{extends: []string{"SCM", "GitSCMBackwardCompatibility"}, name: "LibrarySCM", also: "SCM", suffix: "SCM", classes: true, file: "scm", doc: "is where the sources of a pipeline library come from"},
	{extends: []string{"GitSCMExtension", "FakeGitSCMExtension"}, name: "GitSCMExtension", also: "GitExtension", suffix: "GitSCMExtension", classes: true, file: "scm", doc: "is a behaviour of a [GitSCM] or [GitSCMSource] checkout"},
	{extends: []string{"GitRepositoryBrowser"}, name: "RepositoryBrowser", also: "GitBrowser", suffix: "RepositoryBrowser", classes: true, file: "scm", doc: "is the web page of the repository of a [GitSCM] or [GitSCMSource]"},
	{extends: []string{"BuildChooser", "DefaultBuildChooser"}, name: "BuildChooser", classes: true, file: "scm", doc: "is how [BuildChooserSetting] chooses the commits to build"},
	{extends: []string{"ParameterDefinition", "SimpleParameterDefinition", "StringParameterDefinition"}, name: "ParameterDefinition", also: "Parameter", suffix: "ParameterDefinition", classes: true, file: "parameters", doc: "is a parameter of the builds of a branch, in [ParameterDefinitionBranchProperty]"},
	{extends: []string{"DslEntry"}, name: "MatrixEntry", suffix: "Entry", classes: true, file: "properties", doc: "gives somebody permissions, in [AuthorizationMatrix] and [AuthorizationMatrixProperty]"},
	{extends: []string{"GitHubCommitShaSource"}, name: "GitHubCommitShaSource", classes: true, file: "publishers", doc: "is the commit that a [GitHubCommitStatusSetter] marks"},
	{extends: []string{"GitHubReposSource"}, name: "GitHubReposSource", classes: true, file: "publishers", doc: "is the repository in which a [GitHubCommitStatusSetter] marks a commit"},
	{extends: []string{"GitHubStatusContextSource"}, name: "GitHubStatusContextSource", classes: true, file: "publishers", doc: "is the context of the status that a [GitHubCommitStatusSetter] sets"},
	{extends: []string{"GitHubStatusResultSource"}, name: "GitHubStatusResultSource", classes: true, file: "publishers", doc: "is the status that a [GitHubCommitStatusSetter] sets"},
	{extends: []string{"ConditionalResult"}, name: "ConditionalResult", classes: true, file: "publishers", doc: "is a status for some results of a build"},
	{extends: []string{"GitHubStatusBackrefSource"}, name: "GitHubStatusBackrefSource", classes: true, file: "publishers", doc: "is the page that the status of a [GitHubCommitStatusSetter] links to"},
	{extends: []string{"StatusErrorHandler"}, name: "StatusErrorHandler", classes: true, file: "publishers", doc: "is what a [GitHubCommitStatusSetter] does when it fails"},
	{extends: []string{"SlackUserIdResolver"}, name: "SlackUserIDResolver", suffix: "User", classes: true, file: "publishers", doc: "is how [SlackNotifier] finds the users it mentions"},
	{extends: []string{"DockerBuilderControlOption", "DockerBuilderControlCloudOption", "DockerBuilderControlOptionStopStart"}, name: "DockerBuilderControlOption", classes: true, file: "steps", doc: "is what [DockerBuilderControl] does"},
	{extends: []string{"Recorder", "Notifier"}, name: "Publisher", suffix: "Publisher", file: "publishers"},
	{extends: []string{"Builder"}, name: "Step", suffix: "Step", file: "steps"},
	{extends: []string{"SimpleBuildWrapper"}, name: "Wrapper", suffix: "Wrapper", file: "wrappers"},
	{extends: []string{"MultiBinding"}, name: "Binding", suffix: "Binding", file: "wrappers"},
	{extends: []string{"ListViewColumn", "StatusColumn"}, name: "Column", suffix: "Column", file: "views"},
	{extends: []string{"ViewJobFilter"}, name: "JobFilter", suffix: "Filter", file: "views"},
	{extends: []string{"PipelineHeaderExtension", "AbstractNameValueHeader"}, name: "BuildPipelineHeader", classes: true, file: "views"},
	{extends: []string{"Config"}, name: "ConfigFile", suffix: "ConfigFile", classes: true, file: "jobs"},
}

// scmTraits are the two kinds of traits; a navigator takes both.
const scmTrait = "SCMTrait"

// skipClasses are classes that a script can't or needn't use, with the reason.
var skipClasses = map[string]string{
	"SCMBasedRetriever":                        "abstract",
	"ParametersDefinitionProperty":             "the field Parameters",
	"BuildDiscarderProperty":                   "the field LogRotator",
	"GithubProjectProperty":                    "GitHubProjectURL",
	"ThrottleJobProperty":                      "the field ThrottleConcurrentBuilds",
	"RequiredResourcesProperty":                "the field LockableResources",
	"ExtendedEmailPublisher":                   "ExtendedEmail",
	"ExecuteDslScripts":                        "DSL",
	"Maven":                                    "the call maven",
	"GitPublisher":                             "the call git",
	"TimestamperBuildWrapper":                  "Timestamps",
	"BitbucketEnvVarExtension":                 "the plugin adds it by itself",
	"FallbackToOtherRepositoryGitSCMExtension": "the plugin adds it by itself",
	"GitClientAuthenticatorExtension":          "the plugin adds it by itself",
	"FileSystemServiceAccountCredential":       "no item of a script",
	"DockerBuilderNewTemplate":                 "its attributes are those of a cloud",
	"DockerJobTemplateProperty":                "its attributes are those of a cloud",
	"ViewColumn":                               "it needs a backend that JCasC configures",
}

// classNames gives alternatives names of their own, by plugin and class.
var classNames = map[string]string{
	"kubernetes-plugin KubernetesFolderProperty":                      "KubernetesFolderProperty",
	"aws-credentials-plugin AmazonWebServicesCredentialsBinding":      "AWSBinding",
	"branch-api-plugin Named":                                         "NamedBranch",
	"branch-api-plugin UntrustedBranchProperty":                       "UntrustedBranch",
	"workflow-multibranch-plugin DurabilityHintBranchProperty":        "DurabilityHintBranchProperty",
	"workflow-job-plugin DurabilityHintJobProperty":                   "DurabilityHint",
	"matrix-auth-plugin DslUser":                                      "MatrixUser",
	"matrix-auth-plugin DslGroup":                                     "MatrixGroup",
	"matrix-auth-plugin DslUserOrGroup":                               "MatrixUserOrGroup",
	"gitlab-branch-source-plugin GitLabBrowser":                       "GitLabServerRepositoryBrowser",
	"gitlab-branch-source-plugin WebhookListenerBuildConditionsTrait": "GitLabWebhookConditions",
	"gitlab-branch-source-plugin BuildStatusNameCustomPartTrait":      "GitLabBuildStatusName",
	"gitlab-branch-source-plugin LogCommentTrait":                     "GitLabLogComment",
	"gitlab-branch-source-plugin TriggerMRCommentTrait":               "GitLabTriggerComment",
	"hashicorp-vault-plugin VaultBuildWrapper":                        "Vault",
	"git-plugin GitBrowserSCMSourceTrait":                             "GitBrowserTrait",
	"git-plugin GitToolSCMSourceTrait":                                "GitToolTrait",
	"git-plugin IgnoreOnPushNotificationTrait":                        "IgnoreOnPushNotificationTrait",
	"git-plugin RefSpecsSCMSourceTrait":                               "RefSpecsTrait",
	"git-plugin RemoteNameSCMSourceTrait":                             "RemoteNameTrait",
	"git-plugin GitLFSPullTrait":                                      "GitLFSPullTrait",
	"git-plugin GitLab":                                               "GitLabRepositoryBrowser",
	"git-plugin GitWeb":                                               "GitWebRepositoryBrowser",
	"git-plugin GogsGit":                                              "GogsRepositoryBrowser",
	"jenkins SCMTrigger":                                              "PollSCM",
	"jenkins TimerTrigger":                                            "CronPipelineTrigger",
	"jenkins ReverseBuildTrigger":                                     "UpstreamPipelineTrigger",
	"github-plugin GitHubPushTrigger":                                 "GitHubPushPipelineTrigger",
	"gitlab-plugin GitLabPushTrigger":                                 "GitLabTrigger",
	"generic-webhook-trigger-plugin GenericTrigger":                   "GenericTrigger",
}

// classSymbols chooses among several symbols of a class.
var classSymbols = map[string]string{
	"GitSCMSource": "git", // the plugin's older versions know no gitSource
}

// pluginIDs are the ids of plugins whose repository has another name than
// ID-plugin.
var pluginIDs = map[string]string{
	"jenkins":                           "",
	"bitbucket-branch-source-plugin":    "cloudbees-bitbucket-branch-source",
	"build-pipeline-plugin":             "build-pipeline-plugin",
	"docker-plugin":                     "docker-plugin",
	"gitlab-plugin":                     "gitlab-plugin",
	"hashicorp-vault-plugin":            "hashicorp-vault-plugin",
	"throttle-concurrent-builds-plugin": "throttle-concurrents",
}

// inherited are attributes that a class has from those it extends.
var inherited = map[string][][2]string{
	"SCMSource":                 {{"id", "String"}},
	"AbstractGitSCMSource":      {{"id", "String"}},
	"SCMBasedRetriever":         {{"clone", "boolean"}, {"libraryPath", "String"}},
	"SimpleParameterDefinition": {{"description", "String"}},
}

// deprecated are attributes that the classes keep for old configurations.
var deprecated = map[string][]string{
	"VaultConfiguration": {"vaultCredential"}, // only code can give one
	"GitHubSCMSource":    {"includes", "excludes", "buildOriginBranch", "buildOriginBranchWithPR", "buildOriginPRMerge", "buildOriginPRHead", "buildForkPRMerge", "buildForkPRHead"},
	"GitHubSCMNavigator": {"scanCredentialsId", "includes", "excludes", "buildOriginBranch", "buildOriginBranchWithPR", "buildOriginPRMerge", "buildOriginPRHead", "buildForkPRMerge", "buildForkPRHead", "pattern"},
	"GitSCM":             {"submoduleCfg", "doGenerateSubmoduleConfigurations"},
	"GenericTrigger":     {"shouldNotFlattern"},
	"SecureGroovyScript": {"oldScript"}, "DockerBuilderPublisher": {"buildArgs"},
	"Mailer": {"smtpHost", "defaultSuffix", "replyToAddress", "useSsl", "useTls", "smtpPort", "charset", "authentication"},
}

// mayBeEmpty are required attributes that may be empty.
var mayBeEmpty = map[string]bool{
	"credentialsId": true, "excludes": true, "includes": true, "comment": true, "repositoryUrl": true, "description": true, "committersToIgnore": true,
	"daysToKeepStr": true, "numToKeepStr": true, "artifactDaysToKeepStr": true, "artifactNumToKeepStr": true, "atLeastDays": true, "atMostDays": true,
	"refspec": true, "name": false, "gitTool": true, "reference": true, "defaultValue": true, "regexpFilter": true, "tagsString": true,
	"includedRegions": true, "excludedRegions": true, "resultOnFailure": true, "threshold": true, "additionalTag": true, "paramsToUseForLimit": true,
	"throttleOption": false, "DockerRegistryEndpoint.url": true, "caCertificate": true, "serverUrl": true, "excludedVersionsStr": true, "dockerFileDirectory": true, "cloud": true,
	"pushCredentialsId": true, "recipients": true, "GitHubSCMSource.repoOwner": true, "GitHubSCMSource.repository": true, "commentBody": false,
	"gitToolName": true, "content": true, "path": false, "branches": true, "UserRemoteConfig.name": true, "GitSCM.gitTool": true, "vaultAddr": true, "addrVariable": true,
}

// enums are the constants of attributes whose type is an enumeration.
var enums = map[string][]string{
	"SuppressionStrategy":                     {"ALL", "INDEXING", "EVENTS", "NONE"},
	"MultiBranchProjectDisplayNamingStrategy": {"OBJECT_DISPLAY_NAME", "RAW_AND_OBJECT_DISPLAY_NAME", "RAW"},
	"FlowDurabilityHint":                      {"PERFORMANCE_OPTIMIZED", "SURVIVABLE_NONATOMIC", "MAX_SURVIVABILITY"},
	"ExpressionType":                          {"JSONPath", "XPath"},
	"TriggerOpenMergeRequest":                 {"never", "source", "both"},
	"BranchFilterType":                        {"All", "NameBasedFilter", "RegexBasedFilter"},
	"CommitInfoChoice":                        {"NONE", "AUTHORS", "AUTHORS_AND_TITLES"},
	"MatrixTriggerMode":                       {"ONLY_PARENT", "ONLY_CONFIGURATIONS", "BOTH"},
	"RunParameterFilter":                      {"ALL", "COMPLETED", "SUCCESSFUL", "STABLE"},
	"Strategy":                                {"DEFAULT", "RESOLVE", "RECURSIVE", "OCTOPUS", "OURS", "SUBTREE", "RECURSIVE_THEIRS"},
	"GitPluginFastForwardMode":                {"FF", "FF_ONLY", "NO_FF"},
	"webHookMode":                             {"DISABLE", "SYSTEM", "ITEM"},
	"systemHookMode":                          {"DISABLE", "SYSTEM", "ITEM"},
	"mode":                                    {"DISABLE", "SYSTEM", "ITEM"},
	"durationName":                            {"second", "minute", "hour", "day", "week", "month", "year"},
	"throttleOption":                          {"project", "category"},
}
