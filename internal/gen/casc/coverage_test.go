package main

import (
	"cmp"
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/facts"
	"github.com/jenkinscode/jenkinscode/internal/golden"
)

// typedAttributes is how many of the attributes in jenkins-describables.json have
// a field. TestCoverage says why the others have none.
const typedAttributes = 1803

// elsewhere are structs that have attributes which the table gives to another
// class: it takes in those of nested classes, and of descriptors.
var elsewhere = map[string][]string{
	"com.microsoft.azure.vmagent.AzureVMAgentTemplate": {"azure.ImageReferenceTypeClass"},

	"hudson.plugins.active_directory.ActiveDirectorySecurityRealm": {"casc.ActiveDirectoryEnvironment"},
	"hudson.plugins.git.GitPublisher":                              {"git.BranchToPush"},

	"hudson.tasks.Mailer": {"mail.MailerConfiguration"},

	"org.jenkinsci.plugins.rolestrategy.casc.RoleDefinition": {"casc.RoleEntry"},
}

// families are the superclasses of what no document holds.
var families = map[string]string{
	"Step": "a pipeline's, not a document's", "SCMStep": "a pipeline's, not a document's", "AbstractUserRolesStep": "a pipeline's, not a document's",
	"DeclarativeAgent": "a pipeline's, not a document's", "RetryableDeclarativeAgent": "a pipeline's, not a document's",
	"ErrorCondition": "a pipeline's, not a document's", "FlowDefinition": "a pipeline's, not a document's",
	"MultiBinding": "a pipeline's, not a document's", "Binding": "a pipeline's, not a document's", "AbstractOnDiskBinding": "a pipeline's, not a document's",
	"ParameterValue": "a build's, not a document's", "StringParameterValue": "a build's, not a document's",
	"AvatarMetadataAction":   "made by the plugin",
	"BranchPropertyStrategy": "a multibranch project's, which JCasC does not make", "AbstractFolderViewHolder": "a folder's, which JCasC does not make",
	"AbstractWorkflowBranchProjectFactory":      "a multibranch project's, which JCasC does not make",
	"AbstractWorkflowMultiBranchProjectFactory": "a multibranch project's, which JCasC does not make",
}

const (
	abstract = "abstract: its subclasses have the attributes"
	inStep   = "a pipeline's, not a document's"
	internal = "no part of a document"
)

// reasons say why a class, or an attribute of one, is not typed.
var reasons = map[string]string{
	"com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider":                   internal,
	"com.cloudbees.jenkins.Credential":                                                           "of a version of the github plugin before 1.0",
	"com.cloudbees.jenkins.plugins.bitbucket.impl.webhook.AbstractBitbucketWebhookConfiguration": abstract,
	"com.cloudbees.jenkins.plugins.sshcredentials.impl.BaseSSHUser":                              abstract,
	"com.cloudbees.plugins.credentials.CredentialsProviderTypeRestriction":                       abstract,
	"com.cloudbees.plugins.credentials.UserCredentialsProvider":                                  internal,

	"com.dabsquared.gitlabjenkins.workflow.GitLabBranchBuild": inStep,

	"com.datapipe.jenkins.vault.credentials.AbstractAuthenticatingVaultTokenCredential":  abstract,
	"com.datapipe.jenkins.vault.credentials.AbstractVaultTokenCredentialWithExpiration":  abstract,
	"com.datapipe.jenkins.vault.credentials.common.AbstractVaultBaseStandardCredentials": abstract,

	"com.michelin.cio.hudson.plugins.rolestrategy.PermissionEntry":    "casc.RoleEntry is what documents hold",
	"com.michelin.cio.hudson.plugins.rolestrategy.PermissionTemplate": "casc.PermissionTemplate is what documents hold",
	"com.michelin.cio.hudson.plugins.rolestrategy.Role":               "casc.Role is what documents hold",
	"com.michelin.cio.hudson.plugins.rolestrategy.RoleMap":            "casc.Roles is what documents hold",

	"hudson.model.Hudson":              "jenkins.model.Jenkins by its old name",
	"hudson.model.ParameterDefinition": abstract,
	"hudson.model.Slave":               abstract,
	"hudson.model.View":                abstract,

	"hudson.node_monitors.AbstractDiskSpaceMonitor": abstract,
	"hudson.node_monitors.NodeMonitor":              abstract,

	"hudson.plugins.emailext.plugins.EmailTrigger":  abstract,
	"hudson.plugins.git.GitRevisionBuildParameters": "of the parameterized-trigger plugin",
	"hudson.plugins.sshslaves.SSHConnector":         "no attribute takes one",

	"io.jenkins.plugins.opentelemetry.backend.ObservabilityBackend":       abstract,
	"io.jenkins.plugins.opentelemetry.backend.grafana.GrafanaLogsBackend": abstract,
	"io.jenkins.plugins.opentelemetry.job.step.SpanAttribute":             inStep,

	"jenkins.branch.BranchSource":                      "a multibranch project's, which JCasC does not make",
	"jenkins.branch.ParameterDefinitionBranchProperty": abstract,

	"jenkins.scm.api.SCMSource": abstract,

	"jenkins.tasks.filters.impl.RetainVariablesLocalRule": "restricted",

	"jenkins.util.ServerTcpPort": internal,

	"org.csanchez.jenkins.plugins.kubernetes.ContainerEnvVar":          "deprecated",
	"org.csanchez.jenkins.plugins.kubernetes.KubectlBuildWrapper":      "deprecated",
	"org.csanchez.jenkins.plugins.kubernetes.KubernetesFolderProperty": "a folder's, which JCasC does not make",
	"org.csanchez.jenkins.plugins.kubernetes.KubernetesLauncher":       "made by the plugin",
	"org.csanchez.jenkins.plugins.kubernetes.PodEnvVar":                "deprecated",
	"org.csanchez.jenkins.plugins.kubernetes.ServiceAccountCredential": "deprecated",

	"org.jenkins.plugins.lockableresources.LockStepResource": inStep,

	"org.jenkinsci.plugins.github.extension.status.misc.ConditionalResult": abstract,
	"org.jenkinsci.plugins.matrixauth.AuthorizationProperty":               abstract,
	"org.jenkinsci.plugins.workflow.libs.AbstractGlobalLibraries":          abstract,
	"org.jenkinsci.plugins.workflow.libs.SCMBasedRetriever":                abstract,

	"com.cloudbees.jenkins.plugins.bitbucket.impl.extension.FallbackToOtherRepositoryGitSCMExtension branchWithHashes": "made by the plugin",

	"com.datapipe.jenkins.vault.credentials.common.VaultCertificateCredentialsImpl keyStoreKey": "has no getter: JCasC does not see it",

	"hudson.model.UpdateSite o":        internal,
	"hudson.model.UpdateSite sourceId": "casc.UpdateSite.ID by the constructor's name",

	"io.jenkins.plugins.opentelemetry.JenkinsOpenTelemetryPluginConfiguration jenkinsLocationConfiguration": internal,
	"io.jenkins.plugins.opentelemetry.backend.GrafanaBackend grafanaMetricsDashboard":                       "has no getter: JCasC does not see it",

	"jenkins.plugins.slack.SlackNotifier token": "deprecated",

	"org.csanchez.jenkins.plugins.kubernetes.KubernetesCloud capOnlyOnAlivePods": "deprecated",

	"org.jenkins.plugins.lockableresources.LockableResource reservedTimestamp": "a date, which JCasC can't hold",

	"org.jenkinsci.plugins.oic.OicSecurityRealm escapeHatchSecret":                     "casc.OIDCEscapeHatch is what documents hold",
	"org.jenkinsci.plugins.scriptsecurity.sandbox.groovy.SecureGroovyScript oldScript": internal,

	"org.csanchez.jenkins.plugins.kubernetes.PodTemplate command":               "deprecated: the first container's",
	"org.csanchez.jenkins.plugins.kubernetes.PodTemplate args":                  "deprecated: the first container's",
	"org.csanchez.jenkins.plugins.kubernetes.PodTemplate remoteFs":              "deprecated: the first container's",
	"org.csanchez.jenkins.plugins.kubernetes.PodTemplate privileged":            "deprecated: the first container's",
	"org.csanchez.jenkins.plugins.kubernetes.PodTemplate alwaysPullImage":       "deprecated: the first container's",
	"org.csanchez.jenkins.plugins.kubernetes.PodTemplate capOnlyOnAlivePods":    "deprecated",
	"org.csanchez.jenkins.plugins.kubernetes.PodTemplate resourceRequestMemory": "deprecated: the first container's",
	"org.csanchez.jenkins.plugins.kubernetes.PodTemplate resourceRequestCpu":    "deprecated: the first container's",
	"org.csanchez.jenkins.plugins.kubernetes.PodTemplate resourceLimitMemory":   "deprecated: the first container's",
	"org.csanchez.jenkins.plugins.kubernetes.PodTemplate resourceLimitCpu":      "deprecated: the first container's",
}

// Every attribute in the table of describables has a field, or there is a reason
// why not.
func TestCoverage(t *testing.T) {
	b, err := facts.Tables.ReadFile("jenkins-describables.json")
	if err != nil {
		t.Fatal(err)
	}
	var describables []struct {
		Class, Extends     string
		Required, Optional [][]string
	}
	if err := json.Unmarshal(b, &describables); err != nil {
		t.Fatal(err)
	}
	table, err := facts.ReadJCasC()
	if err != nil {
		t.Fatal(err)
	}
	attributes := map[string]map[string]*attribute{}
	for _, c := range slices.Concat(table.Classes, table.Roots) {
		attributes[c.Class] = map[string]*attribute{}
		for i := range c.Attributes {
			attributes[c.Class][c.Attributes[i].Name] = &c.Attributes[i]
		}
	}
	ours := newGenerator(table).structs()
	packages := map[string]map[string][]string{}
	has := func(name, attribute string) bool {
		pkg, name, ok := strings.Cut(name, ".")
		if !ok || strings.Contains(pkg, " ") {
			return false // no struct, or a reason
		}
		if packages[pkg] == nil {
			dir := filepath.Join("casc", pkg)
			if pkg == "casc" || pkg == "podtemplate" {
				dir = pkg
			}
			packages[pkg] = structs(t, filepath.Join(golden.ModuleRoot(t), dir))
		}
		return slices.Contains(packages[pkg][name], attribute)
	}
	unused := maps.Clone(reasons)
	total, typed, why := 0, 0, map[string]int{}
	for _, d := range describables {
		seen := map[string]bool{}
		for _, pair := range slices.Concat(d.Required, d.Optional) {
			name := pair[0]
			if seen[name] {
				continue
			}
			seen[name] = true
			total++
			if has(cmp.Or(ours[d.Class], skip[d.Class]), name) || slices.ContainsFunc(elsewhere[d.Class], func(s string) bool { return has(s, name) }) {
				typed++
				continue
			}
			key := d.Class
			if reasons[key] == "" {
				key += " " + name
			}
			delete(unused, key)
			reason := cmp.Or(reasons[key], families[d.Extends], skip[d.Class], unusable(attributes[d.Class][name]))
			if reason == "" {
				t.Errorf("%s has no field for %s (%s), and there is no reason", d.Class, name, pair[1])
			}
			why[reason]++
		}
	}
	for key := range unused {
		t.Errorf("%s is typed, or no attribute, but has a reason", key)
	}
	if typed != typedAttributes {
		t.Errorf("%d attributes are typed, not %d", typed, typedAttributes)
	}
	t.Logf("%d of %d attributes are typed; the other %d:", typed, total, total-typed)
	for _, reason := range slices.SortedFunc(maps.Keys(why), func(a, b string) int { return cmp.Or(cmp.Compare(why[b], why[a]), cmp.Compare(a, b)) }) {
		t.Logf("%4d %s", why[reason], reason)
	}
}

// unusable says why JCasC does not take an attribute.
func unusable(a *attribute) string {
	switch {
	case a == nil:
		return ""
	case a.Restricted:
		return "restricted"
	case a.Deprecated:
		return "deprecated"
	case a.Type == "map":
		return "a map, which JCasC can't hold"
	case a.Type == "skip":
		return "an uploaded file, which JCasC can't hold"
	case a.Name == "nodeName", a.Name == "installState":
		return internal
	}
	return ""
}

// pages are the structs of package casc for the pages that a root may be on.
var pages = map[string]string{
	"Unclassified": "Unclassified", "Security": "Security", "AppearanceCategory": "Appearance",
	"ToolConfigurationCategory": "Tool", "Root": "Document",
}

// Whatever is configured in place has a field in its page.
func TestRootsHaveFields(t *testing.T) {
	table, err := facts.ReadJCasC()
	if err != nil {
		t.Fatal(err)
	}
	ours := structs(t, filepath.Join(golden.ModuleRoot(t), "casc"))
	for _, r := range table.Roots {
		if !slices.ContainsFunc(r.Names, func(name string) bool { return slices.Contains(ours[pages[r.Category]], name) }) {
			t.Errorf("%s of the %s has no field in %s", r.Names, r.Plugin, pages[r.Category])
		}
	}
}
