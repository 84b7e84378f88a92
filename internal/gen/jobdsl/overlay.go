package main

// This file holds what the tables don't say: names in Go, which contexts are
// lists of alternatives, which calls append, which arguments name things that
// are declared elsewhere. It is data; model.go says how each table is used.
// Contexts are named without javaposse.jobdsl.dsl, methods as CONTEXT.METHOD,
// and parameters and fields as CONTEXT.METHOD#PARAMETER.

// iface is a context whose calls are alternatives: an interface in Go.
type iface struct {
	context string
	name    string
	field   string // the field that holds several of them; the plural of name when empty
	suffix  string // ends the names of its alternatives; of bare ones only where the name is taken
	bare    bool
	one     bool // the context takes one of them, not a list
	// settings are the calls of the context that are no alternatives: fields of
	// a struct, of the name given, beside the list.
	settings []string
	strct    string
	file     string
	doc      string
	wider    string // the interface, generated before it, that accepts all of these too
}

// ifaces are in the order in which their alternatives take names; an alternative
// whose name is taken gets the suffix in any case.
var ifaces = []iface{
	{context: "helpers.step.MultiJobStepContext", name: "MultiJobStep", suffix: "Step", bare: true, file: "steps", doc: "is a build step of a [MultiJob]: every [Step], and phases"},
	{context: "helpers.step.StepContext", name: "Step", suffix: "Step", bare: true, file: "steps", wider: "MultiJobStep", doc: "is a build step"},
	{context: "helpers.ScmContext", name: "SCM", suffix: "SCM", bare: true, file: "scm", doc: "is where sources come from"},
	{context: "helpers.triggers.MultibranchWorkflowTriggerContext", name: "FolderTrigger", suffix: "FolderTrigger", file: "triggers", doc: "is what makes a [MultibranchPipelineJob] or an [OrganizationFolder] look for branches again"},
	{context: "helpers.triggers.MavenTriggerContext", name: "MavenTrigger", suffix: "Trigger", bare: true, file: "triggers", doc: "is what starts a build of a [MavenJob]: every [Trigger], and snapshot dependencies"},
	{context: "helpers.triggers.TriggerContext", name: "Trigger", suffix: "Trigger", bare: true, file: "triggers", wider: "MavenTrigger", doc: "is what starts a build"},
	{context: "helpers.wrapper.MavenWrapperContext", name: "MavenWrapper", suffix: "Wrapper", bare: true, file: "wrappers", doc: "is what surrounds a build of a [MavenJob]: every [Wrapper], and Maven releases"},
	{context: "helpers.wrapper.WrapperContext", name: "Wrapper", suffix: "Wrapper", bare: true, file: "wrappers", wider: "MavenWrapper", doc: "is what surrounds a build: its environment, time limit, log and the like"},
	{context: "helpers.publisher.MavenPublisherContext", name: "MavenPublisher", suffix: "Publisher", bare: true, file: "publishers", doc: "is what runs after a build of a [MavenJob]: every [Publisher], and the deployment of artifacts"},
	{context: "helpers.publisher.PublisherContext", name: "Publisher", suffix: "Publisher", bare: true, file: "publishers", wider: "MavenPublisher", doc: "is what runs after a build"},
	{context: "helpers.BuildParametersContext", name: "Parameter", suffix: "Parameter", bare: true, file: "parameters", doc: "is a parameter of a build"},
	{context: "helpers.properties.MavenPropertiesContext", name: "MavenProperty", suffix: "Property", bare: true, file: "properties", doc: "is a property of a [MavenJob]: every [Property], and Maven's own"},
	{context: "helpers.properties.PropertiesContext", name: "Property", suffix: "Property", bare: true, file: "properties", wider: "MavenProperty", doc: "is a property of a job"},
	{context: "helpers.properties.FolderPropertiesContext", name: "FolderProperty", suffix: "Property", bare: true, file: "properties", doc: "is a property of a folder"},
	{context: "helpers.icon.FolderIconContext", name: "FolderIcon", suffix: "Icon", one: true, file: "properties", doc: "is the icon of a folder"},
	{context: "helpers.scm.GitExtensionContext", name: "GitExtension", field: "Extensions", suffix: "GitExtension", bare: true, file: "scm", doc: "is a behaviour of a [Git] checkout"},
	{context: "helpers.scm.GitBrowserContext", name: "GitBrowser", suffix: "Browser", one: true, file: "scm", doc: "is the web page of a [Git] repository"},
	{context: "helpers.scm.StrategyContext", name: "GitChoosingStrategy", field: "Strategy", suffix: "ChoosingStrategy", one: true, file: "scm", doc: "is how [Git] chooses the commits to build"},
	{context: "helpers.step.CopyArtifactSelectorContext", name: "BuildSelector", suffix: "Selector", one: true, file: "steps", doc: "is the build that [CopyArtifacts] copies from"},
	{context: "helpers.step.RunConditionContext", name: "RunCondition", field: "Condition", suffix: "Condition", one: true, file: "steps", doc: "is a condition of [ConditionalSteps] and of conditional publishers"},
	{context: "helpers.JobAuthorizationContext", name: "Grant", bare: true, suffix: "Grant", settings: []string{"blocksInheritance"}, strct: "Authorization", file: "jobs", doc: "gives somebody permissions on a job or a folder"},
	{context: "helpers.AxisContext", name: "Axis", field: "Axes", suffix: "Axis", file: "jobs", doc: "is one dimension of a [MatrixJob]"},
	{context: "helpers.workflow.WorkflowDefinitionContext", name: "PipelineDefinition", bare: true, suffix: "PipelineDefinition", one: true, file: "jobs", doc: "is where a [PipelineJob] has its pipeline"},
	{context: "helpers.publisher.ExtendedEmailTriggersContext", name: "EmailTrigger", field: "Triggers", suffix: "EmailTrigger", file: "publishers", doc: "is when [ExtendedEmail] sends a mail"},
	{context: "helpers.publisher.ExtendedEmailSendToContext", name: "EmailRecipient", suffix: "Recipient", file: "publishers", doc: "is whom an [EmailTrigger] writes to"},
	{context: "helpers.publisher.WeblogicDeployerPolicyContext", name: "WeblogicPolicy", suffix: "WeblogicPolicy", file: "publishers", doc: "is what allows [DeployToWeblogic] to deploy"},
	{context: "helpers.publisher.TestDataPublishersContext", name: "TestDataPublisher", bare: true, suffix: "TestDataPublisher", file: "publishers", doc: "is more that [ArchiveJUnit] publishes"},
	{context: "helpers.publisher.ArchiveXUnitContext", name: "XUnitTool", field: "Tools", suffix: "Results", settings: []string{"failedThresholds", "skippedThresholds", "thresholdMode", "timeMargin"}, file: "publishers", doc: "is a test tool whose results [ArchiveXUnit] reads"},
	{context: "helpers.publisher.ScpContext", name: "ScpFiles", bare: true, suffix: "ScpFiles", field: "Entries", file: "publishers", doc: "are files that [PublishScp] copies"},
	{context: "helpers.triggers.GerritEventContext", name: "GerritEvent", field: "Events", suffix: "Event", file: "triggers", doc: "is an event that [Gerrit] listens to"},
	{context: "helpers.wrapper.CredentialsBindingContext", name: "Binding", suffix: "Binding", file: "wrappers", doc: "puts credentials into environment variables"},
	{context: "views.NestedViewColumnsContext", name: "NestedViewColumn", suffix: "Column", file: "views", doc: "is a column of a [NestedView]"},
	{context: "views.ColumnsContext", name: "Column", suffix: "Column", file: "views", doc: "is a column of a view"},
	{context: "views.JobFiltersContext", name: "JobFilter", suffix: "Filter", file: "views", doc: "adds jobs to a view or takes jobs away"},
	{context: "views.SectionsContext", name: "Section", suffix: "Section", file: "views", doc: "is a part of a [SectionedView]"},
	{context: "views.portlets.DashboardPortletContext", name: "Portlet", suffix: "Portlet", file: "views", doc: "is a part of a [DashboardView]"},
	{context: "views.BuildPipelineHeadersContext", name: "BuildPipelineHeader", suffix: "Header", one: true, file: "views", doc: "is what stands above a row or column of a [BuildPipelineView]"},
	{context: "DslFactory", name: "Item", bare: true, suffix: "Item", file: "jobs", doc: "is what stands at the top level of a [Script]"},
	{context: "views.NestedViewsContext", name: "View", bare: true, suffix: "View", file: "views", wider: "Item", doc: "is a view of the whole controller, of a folder or of a [NestedView]"},
	{context: "helpers.workflow.BranchSourcesContext", name: "BranchSource", suffix: "BranchSource", file: "multibranch", doc: "is where a [MultibranchPipelineJob] finds its branches"},
	{context: "helpers.workflow.BranchProjectFactoryContext", name: "BranchProjectFactory", suffix: "Factory", one: true, file: "multibranch", doc: "recognises the branches of a [MultibranchPipelineJob]"},
	{context: "helpers.workflow.MultiBranchProjectFactoryContext", name: "ProjectFactory", field: "ProjectFactories", suffix: "ProjectFactory", file: "multibranch", doc: "recognises the repositories of an [OrganizationFolder]"},
	{context: "helpers.workflow.BuildStrategiesContext", name: "BuildStrategy", suffix: "BuildStrategy", file: "multibranch", doc: "says which branches of an [OrganizationFolder] are built by themselves"},
	{context: "helpers.workflow.ScmNavigatorsContext", name: "SCMNavigator", field: "Organizations", suffix: "Organization", file: "multibranch", doc: "is where an [OrganizationFolder] finds its repositories"},
	{context: "helpers.workflow.OrphanedItemStrategyContext", name: "OrphanedItemStrategy", bare: true, suffix: "OrphanedItemStrategy", one: true, file: "multibranch", doc: "is what becomes of branches that are gone"},
	{context: "helpers.ConfigFilesContext", name: "ConfigFile", suffix: "ConfigFile", file: "jobs", doc: "is a file of the config-file-provider plugin"},
}

// aliases are contexts that are used as another one.
var aliases = map[string]string{
	"helpers.AuthorizationContext": "helpers.JobAuthorizationContext",
}

// narrow lists alternatives of one interface that another one accepts too.
var narrow = map[string]string{
	"FolderTrigger":    "Trigger",
	"NestedViewColumn": "Column",
}

// skip lists calls that other fields cover, with the reason.
var skip = map[string]string{
	"DslFactory.job":                                        "a synonym of freeStyleJob",
	"jobs.WorkflowJob.triggers":                             "deprecated: the property PipelineTriggers",
	"DslFactory.queue":                                      "Queue, by hand",
	"DslFactory.configFiles":                                "ConfigFiles, by hand",
	"DslFactory.readFileFromWorkspace":                      "an expression: ReadFile, by hand",
	"DslFactory.streamFileFromWorkspace":                    "an expression: UserContent, by hand",
	"DslFactory.userContent":                                "UserContent, by hand",
	"helpers.AxisContext.configure":                         "a field of MatrixJob has configure blocks",
	"helpers.publisher.EmmaContext.classThreshold":          "minClass and maxClass",
	"helpers.publisher.EmmaContext.methodThreshold":         "minMethod and maxMethod",
	"helpers.publisher.EmmaContext.blockThreshold":          "minBlock and maxBlock",
	"helpers.publisher.EmmaContext.lineThreshold":           "minLine and maxLine",
	"helpers.publisher.EmmaContext.conditionThreshold":      "minCondition and maxCondition",
	"helpers.publisher.AnalysisCollectorContext.thresholds": "Thresholds, by hand",
	"helpers.publisher.StaticAnalysisContext.thresholds":    "Thresholds, by hand",
	"helpers.publisher.TaskScannerContext.thresholds":       "Thresholds, by hand",
	"helpers.publisher.WarningsContext.thresholds":          "Thresholds, by hand",
}

// typeNames gives types a name of their own: of an alternative by its call, of a
// struct by its context or by the call that has several arguments.
var typeNames = map[string]string{
	"helpers.AuthorizationContext":                                           "FolderAuthorization",
	"helpers.wrapper.WrapperContext.configFiles":                             "ConfigFilesWrapper",
	"helpers.triggers.TriggerContext.buildResult":                            "BuildResultTrigger",
	"helpers.publisher.IrcContext.channel":                                   "IRCChannel",
	"helpers.publisher.ScpContext.entry":                                     "ScpEntry",
	"helpers.publisher.ScpContext.entries":                                   "ScpEntries",
	"helpers.step.AntContext":                                                "IvyAnt",
	"helpers.toplevel.EnvironmentVariableContext":                            "JobEnvironment",
	"helpers.toplevel.NotificationContext":                                   "Notifications",
	"helpers.properties.SidebarLinkContext.link":                             "SidebarLink",
	"helpers.publisher.HtmlReportContext.report":                             "HTMLReport",
	"helpers.publisher.PlotsContext.plot":                                    "Plot",
	"helpers.publisher.PostBuildTaskContext.task":                            "PostBuildScript",
	"helpers.publisher.DownstreamContext.trigger":                            "PublisherDownstreamTrigger",
	"helpers.step.DownstreamContext.trigger":                                 "StepDownstreamTrigger",
	"helpers.step.PhaseContext.phaseJob":                                     "PhaseJob",
	"helpers.step.DownstreamTriggerParameterFactoryContext.forMatchingFiles": "ParameterFiles",
	"helpers.wrapper.KeychainsContext.keychain":                              "Keychain",
	"views.CategorizationCriteriaContext.regexGroupingRule":                  "RegexGroupingRule",
	"helpers.common.DownstreamTriggerParameterContext":                       "DownstreamParameters",
	"helpers.common.DownstreamTriggerParameterContext.booleanParam":          "DownstreamBooleanParam",
	"helpers.common.DownstreamTriggerParameterContext.nodeLabel":             "DownstreamNodeLabel",
	"helpers.common.DownstreamTriggerParameterContext.propertiesFile":        "DownstreamPropertiesFile",
	"helpers.step.DownstreamTriggerBlockContext":                             "DownstreamBlock",
	"helpers.step.DownstreamTriggerParameterFactoryContext":                  "DownstreamParameterFactories",
	"views.ListView.StatusFilter":                                            "ViewStatusFilter",
	"views.jobfilter.Status":                                                 "JobStatus",
	"views.BuildPipelineView.OutputStyle":                                    "BuildPipelineOutputStyle",
	"views.portlets.TestTrendChartContext.DisplayStatus":                     "TestTrendStatus",
	"views.DeliveryPipelineView.Sorting":                                     "DeliveryPipelineSorting",
	"helpers.publisher.ArchiveXUnitContext.ThresholdMode":                    "XUnitThresholdMode",
	"helpers.publisher.WeblogicDeployerContext.WeblogicDeploymentStageModes": "WeblogicStageMode",
	"helpers.publisher.PublisherContext.Behavior":                            "GroovyPostBuildBehavior",
	"helpers.step.DslContext":                                                "DSL",
	"views.JobsContext":                                                      "ViewJobs",
	"jobs.MavenJob.postBuildSteps":                                           "PostBuildSteps",
	"helpers.triggers.BuildResultTriggerContext.BuildResult":                 "CheckedResult",
	"DslFactory.organizationFolder":                                          "OrganizationFolder",
	"helpers.workflow.WorkflowDefinitionContext.cps":                         "Cps",
	"helpers.workflow.WorkflowDefinitionContext.cpsScm":                      "CpsScm",
}

// appends lists calls without arguments of their own whose every call adds one
// more thing; of calls with arguments the tables tell.
var appends = map[string]bool{
	"helpers.scm.GitContext.remote":                                true,
	"helpers.publisher.WeblogicDeployerContext.task":               true,
	"helpers.step.RepositoryConnectorContext.artifact":             true,
	"helpers.publisher.BuildPipelineContext.parameters":            true,
	"helpers.step.CMakeContext.buildToolStep":                      true,
	"helpers.common.PublishOverSshServerContext.transferSet":       true,
	"helpers.publisher.FlexiblePublisherContext.conditionalAction": true,
}

// signatures chooses the signature of a call by its index where the rule in
// model.go doesn't find it.
var signatures = map[string]int{
	"*.lockableResources":                  0,
	"jobs.MavenJob.postBuildSteps":         1,
	"helpers.publisher.IrcContext.channel": 0,
}

// emptyArgs are arguments without a default that may be empty all the same:
// the engine takes that, and it means something.
var emptyArgs = map[string]bool{
	"helpers.BuildParametersContext.listTagsParam#tagFilterRegex":           true,
	"helpers.publisher.PublisherContext.androidLint#pattern":                true,
	"helpers.publisher.PublisherContext.buildDescription#regularExpression": true,
	"helpers.publisher.PublisherContext.ccm#pattern":                        true,
	"helpers.publisher.PublisherContext.checkstyle#pattern":                 true,
	"helpers.publisher.PublisherContext.dependencyCheck#pattern":            true,
	"helpers.publisher.PublisherContext.dry#pattern":                        true,
	"helpers.publisher.PublisherContext.findbugs#pattern":                   true,
	"helpers.publisher.PublisherContext.mailer#recipients":                  true,
	"helpers.publisher.PublisherContext.pmd#pattern":                        true,
	"helpers.publisher.PublisherContext.textFinder#regularExpression":       true,
	"helpers.step.RunConditionContext.expression#expression":                true,
	"helpers.step.RunConditionContext.expression#label":                     true,
	"helpers.step.RunConditionContext.stringsMatch#arg1":                    true,
	"helpers.step.RunConditionContext.stringsMatch#arg2":                    true,
	"helpers.step.StepContext.buildDescription#regexp":                      true,
	"helpers.step.StepContext.rake#tasks":                                   true,
	"helpers.triggers.TriggerContext.scm#cronString":                        true, // only hooks
	"helpers.wrapper.PortsContext.glassfish#password":                       true,
	"helpers.wrapper.PortsContext.glassfish#user":                           true,
	"helpers.wrapper.PortsContext.tomcat#password":                          true,
}

// fixed are calls whose value must be the same in every run.
var fixed = map[string]bool{
	"helpers.workflow.GitBranchSourceContext.id":    true,
	"helpers.workflow.GitHubBranchSourceContext.id": true,
	"helpers.workflow.GitLabBranchSourceContext.id": true,
}

// noDefault lists parameters whose default the engine itself refuses, by
// CONTEXT#PARAMETER.
var noDefault = map[string]bool{
	"helpers.publisher.CoberturaContext#healthy": true, // 8000000 is no percentage
}

// drop lists parameters that no field has, with the reason in a comment.
var drop = map[string]bool{
	"helpers.wrapper.PortsContext.port#ports": true, // the engine writes the first port again for each
}

// variants are further signatures of a call that the chosen one doesn't cover:
// each is a field, or an alternative, of its own.
var variants = map[string][]variant{
	"helpers.publisher.PlotCSVSeriesContext.includeColumns":      {{1, "IncludeColumnIndexes"}},
	"helpers.publisher.PlotCSVSeriesContext.excludeColumns":      {{1, "ExcludeColumnIndexes"}},
	"helpers.wrapper.CredentialsBindingContext.usernamePassword": {{0, "UsernamePasswordPair"}},
}

type variant struct {
	signature int
	name      string
}

// args renames parameters.
var args = map[string]string{
	"permissionsList": "Permissions", "groupName": "Group", "userName": "User", "axisName": "Name", "axisValues": "Values",
	"thresholdName": "Threshold",
	"parameterName": "Name", "paramName": "Name", "cronString": "Spec", "crontab": "Spec",
}

// refs says which fields and arguments name things that are declared elsewhere.
var refs = map[string]string{
	"credentials": "credential", "credentialsId": "credential", "checkoutCredentialsId": "credential", "scanCredentialsId": "credential",
	"registryCredentials": "credential", "serverCredentials": "credential",
	"labelExpression": "label", "helpers.AxisContext.labelExpression": "",
}

// fieldOrder puts the fields of jobs in the order in which people write them;
// fields that it doesn't name keep the table's order, before "scm".
var fieldOrder = []string{
	"name", "url", "remote", "branches",
	"displayName", "description", "disabled", "using", "logRotator", "label", "parameters", "properties", "customWorkspace", "childCustomWorkspace", "*",
	"axes", "scm", "multiscm", "triggers", "wrappers", "preBuildSteps", "steps", "goals", "rootPOM", "postBuildSteps", "publishers", "definition",
	"branchSources", "organizations", "projectFactories", "factory", "orphanedItemStrategy", "views", "configure",
}

// descriptionFirst are items whose description comes before their display name.
var descriptionFirst = map[string]bool{"DslFactory.organizationFolder": true}

// callTypes names the struct of a call by its arguments, so that calls with the
// same arguments share one.
var callTypes = map[string]string{
	"resources":                  "LockableResources",
	"min max unstable pattern":   "ViolationsLimits",
	"healthy unhealthy failing":  "CoberturaTarget",
	"healthy unhealthy unstable": "RcovCoverage",
	"name script":                "BatchTask",
	"projectNames":               "BlockOn",
	"stageName taskName":         "DeliveryPipelineConfiguration",
	"fileId":                     "ConfigFileUse",
	"verified codeReview":        "GerritVote",
	"healthy unhealthy":          "HealthLimits",
}

// objects are the Go types of parameters that are declared as Object.
var objects = map[string]string{}

// fieldNames gives fields names of their own, by CONTEXT.METHOD or by METHOD;
// a field that holds several gets the plural of it.
var fieldNames = map[string]string{
	"env": "Env", "prop": "Props",
}

// byHand are fields whose types are written by hand, by context.
var byHand = map[string][]field{
	"helpers.publisher.AnalysisCollectorContext": {thresholds},
	"helpers.publisher.StaticAnalysisContext":    {thresholds},
	"helpers.publisher.TaskScannerContext":       {thresholds},
	"helpers.publisher.WarningsContext":          {thresholds},
}

var thresholds = field{
	name: "Thresholds", typ: "*Thresholds", dsl: "thresholds,map",
	doc: "are the numbers of warnings beyond which a build is unstable or failed.", table: "thresholds",
}

// nullary are calls whose signature without arguments does what a single
// argument says otherwise.
var nullary = map[string]bool{
	"helpers.scm.GitExtensionContext.localBranch": true,
}
