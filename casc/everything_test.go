package casc_test

import (
	"path/filepath"
	"testing"

	corev1 "k8s.io/api/core/v1"

	"github.com/google/go-cmp/cmp"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/azure"
	"github.com/jenkinscode/jenkinscode/casc/bitbucket"
	"github.com/jenkinscode/jenkinscode/casc/branch"
	"github.com/jenkinscode/jenkinscode/casc/configfile"
	"github.com/jenkinscode/jenkinscode/casc/docker"
	"github.com/jenkinscode/jenkinscode/casc/ec2"
	"github.com/jenkinscode/jenkinscode/casc/git"
	"github.com/jenkinscode/jenkinscode/casc/github"
	"github.com/jenkinscode/jenkinscode/casc/gitlab"
	"github.com/jenkinscode/jenkinscode/casc/job"
	"github.com/jenkinscode/jenkinscode/casc/kind"
	"github.com/jenkinscode/jenkinscode/casc/mail"
	"github.com/jenkinscode/jenkinscode/casc/opentelemetry"
	"github.com/jenkinscode/jenkinscode/casc/vault"
	"github.com/jenkinscode/jenkinscode/internal/golden"
	"github.com/jenkinscode/jenkinscode/jobdsl"
	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// everything has each root element, and something of every kind of thing that a
// platform usually has.
func everything() casc.Document {
	agent := podtemplate.PodTemplate{
		Name: "agent", Label: "agent", IdleMinutes: new(5), PodRetention: podtemplate.Never{}, YAMLMergeStrategy: podtemplate.Override{},
		YAML: podtemplate.Pod(corev1.Pod{Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: "jnlp", Image: "jenkins/inbound-agent"}}}}),
	}
	return casc.Document{
		ConfigurationAsCode: casc.ConfigurationAsCode{Version: "1", Unknown: casc.StrictnessReject},
		Jenkins: casc.Jenkins{
			SystemMessage: "Managed by code: ${BUILD} stays as it is\n",
			NumExecutors:  new(0),
			Mode:          casc.ModeExclusive,
			SecurityRealm: casc.OIDC{
				ClientID: "jenkins", ClientSecret: casc.Var("OIDC_SECRET"),
				ServerConfiguration: casc.OIDCWellKnown{WellKnownOpenIDConfigurationURL: "https://sso.example.com/.well-known/openid-configuration"},
			},
			AuthorizationStrategy: casc.RoleBased{Roles: casc.Roles{
				Global: []casc.Role{{Name: "admin", Permissions: []string{"Overall/Administer"}, Entries: []casc.RoleEntry{{Group: "platform"}}}},
				Items:  []casc.Role{{Name: "team", Pattern: "team/.*", Permissions: []string{"Job/Build"}, Entries: []casc.RoleEntry{{User: "alice"}}}},
			}},
			CrumbIssuer:      casc.DefaultCrumbIssuer{ExcludeClientIPFromCrumb: new(false)},
			Proxy:            casc.Proxy{Name: "proxy.example.com", Port: 3128, NoProxyHost: "*.cluster.local"},
			MarkupFormatter:  casc.RawHTML{DisableSyntaxHighlighting: new(true)},
			RemotingSecurity: casc.RemotingSecurity{Enabled: new(true)},
			Clouds: []casc.Cloud{
				casc.KubernetesCloud{Name: "kubernetes", Namespace: "jenkins", Templates: []podtemplate.PodTemplate{agent}},
				casc.ECSCloud{Name: "fargate", Cluster: "arn:aws:ecs:eu-west-1:1:cluster/ci", RegionName: "eu-west-1", Templates: []casc.ECSTaskTemplate{{TemplateName: "small", Label: "small"}}},
				ec2.Cloud{Name: "ec2", Region: "eu-west-1", SSHKeysCredentialsID: "ec2-key", Templates: []ec2.SlaveTemplate{{
					AMI: "ami-1", Type: "c7g.large", LabelString: "arm64", AMIType: ec2.UnixData{SSHPort: "22"}, Tags: []ec2.Tag{{Name: "team", Value: "ci"}},
				}}},
				azure.Cloud{Name: "azure", AzureCredentialsID: "azure", VMTemplates: []azure.AgentTemplate{{
					TemplateName: "linux", Labels: "azure", Location: "West Europe", ImageReference: azure.ImageReferenceTypeClass{Publisher: "Canonical", Offer: "ubuntu", SKU: "server", Version: "latest"},
					RetentionStrategy: azure.CloudRetentionStrategy{IdleTerminationMinutes: new(30)},
				}}},
				docker.Cloud{Name: "docker", DockerAPI: docker.API{DockerHost: docker.ServerEndpoint{URI: "tcp://docker:2376", CredentialsID: "docker"}}, Templates: []docker.Template{{
					LabelString: "docker", DockerTemplateBase: docker.TemplateBase{Image: "jenkins/agent"}, Connector: docker.ComputerAttachConnector{User: "jenkins"},
				}}},
			},
			Nodes: []casc.Node{
				casc.PermanentAgent{
					Name: "metal", RemoteFS: "/var/jenkins", LabelString: "metal",
					Launcher: casc.SSHLauncher{Host: "metal.example.com", Port: 22, CredentialsID: "ec2-key", SSHHostKeyVerificationStrategy: casc.ManuallyTrustedKey{}},
				},
				casc.PermanentAgent{Name: "inbound", RemoteFS: "/var/jenkins", Launcher: casc.InboundLauncher{}, RetentionStrategy: casc.Always{}},
			},
			NodeMonitors:         []casc.NodeMonitor{casc.DiskSpaceMonitor{FreeSpaceThreshold: "1GiB"}, casc.ClockMonitor{}},
			GlobalNodeProperties: []casc.NodeProperty{casc.EnvVars{Env: []casc.EnvVar{{Key: "TZ", Value: "UTC"}}}},
			Views:                []casc.View{casc.AllView{Name: "all"}, casc.ListView{Name: "team", IncludeRegex: "team/.*", Columns: []casc.ListViewColumn{casc.StatusColumn{}, casc.JobColumn{}}}},
			PrimaryView:          casc.AllView{Name: "all"},
			Log:                  casc.LogRecorders{Recorders: []casc.LogRecorder{{Name: "casc", Loggers: []casc.LogTarget{{Name: "io.jenkins.plugins.casc", Level: "FINE"}}}}},
		},
		GlobalCredentialsConfiguration: casc.GlobalCredentialsConfiguration{Configuration: casc.CredentialsFilters{ProviderFilter: casc.CredentialsProviderFilterNone{}}},
		Security: casc.Security{
			APIToken:               casc.APITokens{TokenGenerationOnCreationEnabled: new(false)},
			QueueItemAuthenticator: casc.QueueItemAuthenticators{Authenticators: []casc.QueueItemAuthenticator{casc.GlobalQueueItemAuthenticator{Strategy: casc.TriggeringUsersAuthorizationStrategy{}}}},
			GitHostKeyVerificationConfiguration: casc.GitHostKeyVerification{
				SSHHostKeyVerificationStrategy: casc.AcceptFirstConnection{},
			},
		},
		Appearance: casc.Appearance{ThemeManager: casc.ThemeManager{DisableUserThemes: new(true)}},
		Unclassified: casc.Unclassified{
			Location:        casc.Location{URL: "https://" + casc.Var("DOMAIN") + "/"},
			BuildDiscarders: casc.BuildDiscarders{ConfiguredBuildDiscarders: []casc.GlobalBuildDiscarderStrategy{casc.SimpleBuildDiscarder{Discarder: casc.LogRotator{NumToKeepStr: "30"}}}},
			GlobalLibraries: casc.GlobalLibraries{Libraries: []casc.Library{
				{Name: "github", DefaultVersion: "main", Retriever: casc.ModernSCM{SCM: github.SCMSource{
					RepoOwner: "acme", Repository: "library", CredentialsID: "github",
					Traits: []kind.SCMSourceTrait{github.BranchDiscoveryTrait{StrategyID: new(1)}, branch.WildcardSCMHeadFilterTrait{Includes: "main release/*", Excludes: ""}},
				}}},
				{Name: "git", Retriever: casc.ModernSCM{SCM: git.Source{Remote: "https://git.example.com/library.git", Traits: []kind.SCMSourceTrait{git.BranchDiscoveryTrait{}, git.CleanBeforeCheckoutTrait{}}}}},
				{Name: "bitbucket", Retriever: casc.ModernSCM{SCM: bitbucket.SCMSource{RepoOwner: "acme", Repository: "library"}}},
				{Name: "gitlab", Retriever: casc.ModernSCM{SCM: gitlab.SCMSource{ServerName: "gitlab", ProjectOwner: "acme", ProjectPath: "acme/library"}}},
				{Name: "legacy", Retriever: casc.LegacySCM{SCM: git.SCM{
					UserRemoteConfigs: []git.UserRemoteConfig{{URL: "https://git.example.com/legacy.git"}}, Branches: []git.BranchSpec{{Name: "${library.legacy.version}"}},
				}}},
			}},
			Mailer:                         mail.MailerConfiguration{SMTPHost: "smtp.example.com", SMTPPort: "587", UseTLS: new(true), Authentication: mail.SMTPAuthentication{Username: "jenkins", Password: casc.Var("SMTP_PASSWORD")}},
			EmailExt:                       mail.ExtendedEmailConfiguration{DefaultContentType: "text/html"},
			SlackNotifier:                  casc.SlackNotifier{TeamDomain: "acme", TokenCredentialID: "slack", BotUser: new(true)},
			GitHubPluginConfig:             github.PluginConfig{Configs: []github.ServerConfig{{Name: "github", CredentialsID: "github-token", ManageHooks: new(true)}}},
			GitLabServers:                  gitlab.Servers{Servers: []gitlab.Server{{Name: "gitlab", ServerURL: "https://gitlab.example.com", CredentialsID: "gitlab"}}},
			BitbucketEndpointConfiguration: bitbucket.Endpoints{Endpoints: []kind.BitbucketEndpoint{bitbucket.ServerEndpoint{DisplayName: "bitbucket", ServerURL: "https://bitbucket.example.com", Webhook: bitbucket.ServerWebhookConfiguration{}}}},
			HashicorpVault:                 vault.GlobalConfiguration{Configuration: vault.Configuration{VaultURL: "https://vault.example.com", VaultCredentialID: "vault", EngineVersion: new(2)}},
			PrometheusConfiguration:        casc.Prometheus{Path: "prometheus", CollectingMetricsPeriodInSeconds: new(60)},
			OpenTelemetry:                  opentelemetry.Configuration{Endpoint: "http://collector:4317", Authentication: opentelemetry.NoAuthentication{}, ObservabilityBackends: []kind.ObservabilityBackend{opentelemetry.JaegerBackend{JaegerBaseURL: "http://jaeger"}}},
			LockableResourcesManager:       casc.LockableResources{DeclaredResources: []casc.LockableResource{{Name: "staging", Labels: "env"}}},
			GlobalConfigFiles:              casc.GlobalConfigFiles{Configs: []kind.ConfigFile{configfile.CustomConfig{ID: "motd", Name: "motd", Content: "Hello"}}},
			Extra:                          map[string]any{"warningsPlugin": map[string]any{"consoleLogScannerEnabled": true}},
		},
		Tool: casc.Tool{
			Git:   casc.ToolInstallations{Installations: []casc.ToolInstallation{{Name: "Default", Home: "git"}}},
			Maven: casc.ToolInstallations{Installations: []casc.ToolInstallation{{Name: "3", Properties: []casc.ToolProperty{casc.InstallSource{Installers: []casc.ToolInstaller{casc.MavenInstaller{ID: "3.9.9"}}}}}}},
			JDK: casc.ToolInstallations{Installations: []casc.ToolInstallation{{Name: "21", Properties: []casc.ToolProperty{casc.InstallSource{Installers: []casc.ToolInstaller{
				casc.ZipInstaller{Label: "linux", URL: "https://example.com/jdk.zip", Subdir: "jdk"}, casc.CommandInstaller{Label: "mac", Command: "brew install openjdk", ToolHome: "/opt/jdk"},
			}}}}}},
		},
		Credentials: casc.Credentials{System: casc.SystemCredentials{DomainCredentials: []casc.DomainCredentials{
			{Credentials: []casc.Credential{
				casc.UsernamePassword{ID: "github", Username: "bot", Password: casc.Var("GITHUB_TOKEN")},
				casc.SecretString{ID: "slack", Secret: casc.Var("SLACK_TOKEN")},
				casc.SecretFile{ID: "kubeconfig", FileName: "config", SecretBytes: casc.ReadFileBase64("/run/secrets/kubeconfig")},
				casc.SSHPrivateKey{ID: "ec2-key", Username: "ec2-user", PrivateKeySource: casc.DirectEntry{PrivateKey: casc.ReadFile("/run/secrets/key")}},
				casc.AWSCredentials{ID: "aws", AccessKey: "AKIA", SecretKey: casc.Var("AWS_SECRET")},
				azure.Credentials{ID: "azure", SubscriptionID: "s", ClientID: "c", ClientSecret: casc.Var("AZURE_SECRET"), Tenant: "t"},
				github.AppCredentials{ID: "github-app", AppID: "1", PrivateKey: casc.ReadFile("/run/secrets/app")},
				gitlab.PersonalAccessToken{ID: "gitlab", Token: casc.Var("GITLAB_TOKEN")},
				vault.AppRoleCredential{ID: "vault", RoleID: "r", SecretID: casc.Var("VAULT_SECRET")},
			}},
			{Domain: casc.Domain{Name: "registry", Specifications: []casc.DomainSpecification{casc.HostnameSpecification{Includes: "*.example.com"}}}, Credentials: []casc.Credential{
				casc.Raw{Symbol: "someOther", Attributes: map[string]any{"id": "other"}},
			}},
		}}},
		Groovy: []casc.GroovySource{{Script: "println \"${jenkins.model.Jenkins.VERSION}\"\n"}},
		Jobs:   []casc.JobSource{casc.JobFile("/var/jenkins_home/jobs.groovy"), casc.JobScript{Script: jobdsl.Script{jobdsl.Folder{Name: "team"}}}},
		Items: casc.Items{ActionOnUndeclaredItems: casc.UndeclaredKeep, Items: []casc.Item{
			casc.Freestyle{Name: "hello", Builders: []kind.Builder{job.Shell{Command: "echo $HOME"}}, Triggers: []kind.Trigger{job.TimerTrigger{Spec: "H 4 * * *"}}},
		}},
		Extra: map[string]any{"pluginOfItsOwn": map[string]any{"enabled": true}},
	}
}

func TestEverything(t *testing.T) {
	doc := everything()
	if err := casc.Validate(doc); err != nil {
		t.Error(err)
	}
	text, err := doc.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	golden.Open(t, filepath.Join("testdata", "everything.txtar")).Out("jenkins.yaml", string(text))
	// It is read back as what it was, but for the texts of scripts and pods.
	again, err := casc.Parse(text, casc.ParseOptions{Strict: true})
	if err != nil {
		t.Error(err)
	}
	second, err := again.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(text), string(second)); diff != "" {
		t.Errorf("-written +read and written again:\n%s", diff)
	}
}

// The root element items may be a list too.
func TestItemsAsAList(t *testing.T) {
	text := "items:\n- freestyle:\n    name: a\n"
	doc, err := casc.Parse([]byte(text), casc.ParseOptions{Strict: true})
	if err != nil {
		t.Error(err)
	}
	if got, err := doc.MarshalText(); err != nil || string(got) != text {
		t.Errorf("%v\n%s", err, got)
	}
}
