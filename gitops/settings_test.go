package gitops_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/internal/golden"
)

// TestGolden writes every kind of object that is not one field after the other.
func TestGolden(t *testing.T) {
	notifications, err := gitops.Notifications{
		Services: map[string]any{"slack": map[string]any{"token": "$slack-token"}},
		Triggers: map[string][]gitops.TriggerCondition{"on-sync-failed": {{
			When: "app.status.operationState.phase in ['Error', 'Failed']", Send: []string{"sync-failed"},
		}}},
		Templates: map[string]gitops.NotificationTemplate{"sync-failed": {
			Message: "{{.app.metadata.name}} failed to sync.\n{{.context.argocdUrl}}\n",
			Slack:   gitops.NotificationSlack{GroupingKey: "{{.app.status.sync.revision}}", DeliveryPolicy: "PostAndUpdate"},
		}},
		Subscriptions:   []gitops.Subscription{{Recipients: []string{"slack:alerts"}, Triggers: []string{"on-sync-failed"}}},
		DefaultTriggers: []string{"on-sync-failed"},
		Context:         map[string]string{"argocdUrl": "https://argocd.example"},
	}.ConfigMap("argocd")
	if err != nil {
		t.Fatal(err)
	}
	credentials, err := gitops.RepositoryCredentials{
		Name: "git-example", URL: "https://git.example/", Prefix: true,
		Store:       gitops.SecretStoreRef{Name: "aws", Kind: "ClusterSecretStore"},
		Credentials: map[string]gitops.RemoteRef{"username": {Key: "argocd/git", Property: "username"}, "password": {Key: "argocd/git", Property: "password"}},
	}.ExternalSecret("argocd")
	if err != nil {
		t.Fatal(err)
	}
	image := gitops.FollowedImage{
		Alias: "web", ImageName: "registry.example/web",
		CommonUpdateSettings: gitops.ImageSettings{UpdateStrategy: "newest-build", AllowTags: "regexp:^master-[0-9a-f]{7}$", IgnoreTags: []string{"latest"}, ForceUpdate: new(true)},
		ManifestTargets:      gitops.ManifestTargets{Kustomize: gitops.KustomizeTarget{Name: "registry.example/web"}},
	}
	tests := map[string][]any{
		"argocd-cm": {gitops.Settings{
			URL: "https://argocd.example", AdminEnabled: new(false), ExecEnabled: new(false),
			Accounts:              map[string][]string{"ci": {"apiKey"}},
			OIDCConfig:            map[string]any{"name": "Okta", "clientSecret": "$oidc.clientSecret"},
			KustomizeBuildOptions: "--enable-helm", TrackingMethod: "annotation", ReconciliationTimeout: "180s",
			Exclusions: []gitops.ResourceFilter{{APIGroups: []string{"cilium.io"}, Kinds: []string{"CiliumIdentity"}, Clusters: []string{"*"}}},
			Inclusions: []gitops.ResourceFilter{{APIGroups: []string{"*"}, Kinds: []string{"*"}}},
			Customizations: map[string]gitops.Customization{"argoproj.io/Application": {
				Health:                "hs = {}\nhs.status = \"Progressing\"\nreturn hs\n",
				Actions:               map[string]any{"discovery.lua": "return {}\n"},
				IgnoreDifferences:     gitops.FieldSelection{JSONPointers: []string{"/status"}},
				IgnoreResourceUpdates: gitops.FieldSelection{JQPathExpressions: []string{".metadata.resourceVersion"}},
				KnownTypeFields:       []gitops.KnownTypeField{{Field: "spec.template.spec", Type: "core/v1/PodSpec"}},
			}},
			Extra: map[string]gitops.Text{"statusbadge.enabled": "true"},
		}.ConfigMap("argocd")},
		"argocd-rbac-cm": {gitops.RBAC{
			Default: "role:readonly", Scopes: []string{"groups", "email"}, MatchMode: "glob",
			Grants: []gitops.Grant{
				gitops.Allow{Subject: "role:deployer", Resource: "applications", Action: "sync", Object: "jenkins/*"},
				gitops.Deny{Subject: "role:deployer", Resource: "applications", Action: "delete", Object: "*/*"},
				gitops.Role{Subject: "sre", Role: "role:admin"},
			},
		}.ConfigMap("argocd")},
		"argocd-cmd-params-cm": {gitops.Parameters{
			RepoServerParallelismLimit: new(1), RepoServerCacheExpiration: "24h", ControllerStatusProcessors: new(50),
			ControllerOperationProcessors: new(25), ControllerRepoServerTimeoutSeconds: new(180), ServerInsecure: new(true),
			ServerRootPath: "/argocd", ApplicationNamespaces: []string{"a", "b"}, ProgressiveSyncs: new(true),
			Extra: map[string]string{"server.log.level": "warn"},
		}.ConfigMap("argocd")},
		"argocd-notifications-cm": {notifications},
		"credentials": {credentials, gitops.Cluster{
			Name: "production", Server: "https://prod.example", Labels: map[string]string{"env": "production"}, Project: "apps", Namespaces: "web,api",
			Store: gitops.SecretStoreRef{Name: "aws", Kind: "ClusterSecretStore"}, Config: gitops.RemoteRef{Key: "argocd/production"},
		}.ExternalSecret("argocd")},
		"applicationset": {gitops.ApplicationSet{
			Metadata: gitops.Metadata{Name: "dev", Namespace: "argocd"},
			Spec: gitops.ApplicationSetSpec{
				GoTemplateOptions: []string{"missingkey=error"},
				Generators: []gitops.Generator{gitops.MatrixGenerator{Generators: []gitops.Generator{
					gitops.ClusterGenerator{Selector: gitops.LabelSelector{MatchLabels: map[string]string{"env": "dev"}}},
					gitops.GitGenerator{RepoURL: "https://git.example/r.git", Revision: "master", Directories: []gitops.GitPath{{Path: "api/*"}}, Values: map[string]string{"cluster": gitops.Param(".name")}},
				}}},
				Template: gitops.ApplicationTemplate{
					Metadata: gitops.TemplateMetadata{
						Name:        gitops.Param(".path.basename") + "-" + gitops.Param(".name"),
						Annotations: map[string]string{"literal": "{{ stays }} and {" + gitops.Param(".name") + "}"},
					},
					Spec: gitops.ApplicationSpec{
						Project:     "apps",
						Source:      gitops.ApplicationSource{RepoURL: "https://git.example/r.git", TargetRevision: "master", Path: gitops.Param(".path.path")},
						Destination: gitops.Destination{Server: gitops.Param(".server"), Namespace: gitops.Param(".path.basename")},
					},
				},
				TemplatePatch: "{{- if eq .name \"x\" }}\nspec: {}\n{{- end }}\n",
			},
		}},
		"imageupdater": {
			gitops.ImageUpdater{
				Metadata: gitops.Metadata{Name: "production", Namespace: "argocd"},
				Spec: gitops.ImageUpdaterSpec{ApplicationRefs: []gitops.ImageApplications{{
					NamePattern: "web-production", Images: []gitops.FollowedImage{image},
					WriteBackConfig: gitops.WriteBack{Method: "git", GitConfig: gitops.GitWriteBack{
						Branch: "master", WriteBackTarget: "kustomization", PullRequest: gitops.WriteBackPullRequest{GitHub: new(struct{}{}), Labels: []string{"deploy"}},
					}},
				}}},
			},
			gitops.Application{
				Metadata: gitops.Metadata{Name: "web-staging", Annotations: gitops.Annotations(gitops.FollowImages(gitops.WriteBack{Method: "argocd"}, image)...)},
				Spec:     app("x").Spec,
			},
		},
		"plugin": {gitops.ConfigManagementPlugin{
			Metadata: gitops.Metadata{Name: "helm-jenkins-template"},
			Spec: gitops.PluginSpec{
				Version: "v1", Init: gitops.PluginCommand{Command: []string{"helm", "repo", "update"}},
				Generate: gitops.PluginCommand{Command: []string{"sh", "-c"}, Args: []string{`helm template "$ARGOCD_APP_NAME" --version "$ARGOCD_ENV_CHART_VERSION"`}},
				Discover: gitops.PluginDiscover{FileName: "./values.yaml"},
			},
		}, gitops.PluginSidecar("helm-jenkins-template", "registry.example/helm:3.19", "helm-plugin")},
		"kustomization": {gitops.Kustomization{
			Namespace: "argocd",
			Resources: []string{gitops.Remote("https://github.com/argoproj/argo-cd", "manifests/ha/cluster-install", "v3.5.1"), "namespace.yaml"},
			Images:    []gitops.Image{{Name: "web", NewTag: "1.0"}},
			Labels:    []gitops.Labels{{Pairs: map[string]string{"team": "sre"}, IncludeTemplates: new(true)}},
			Patches: []gitops.Patch{
				{Path: "argocd-cm.yaml"},
				{
					Target: gitops.Selector{Kind: "Deployment", Name: "argocd-.*"},
					Patch:  gitops.JSONPatch(gitops.PatchOp{Op: "add", Path: "/spec/replicas", Value: 0}, gitops.PatchOp{Op: "remove", Path: "/spec/template/spec/affinity"}),
				},
			},
			Replacements: []gitops.Replacement{{
				Source:  gitops.ReplacementSource{Kind: "ConfigMap", Name: "x", FieldPath: "data.host"},
				Targets: []gitops.ReplacementTarget{{Select: gitops.Selector{Kind: "Ingress"}, FieldPaths: []string{"spec.rules.0.host"}}},
			}},
			ConfigMapGenerator: []gitops.ConfigMapArgs{{Name: "jobs-groovy", Files: []string{"test.groovy"}}},
			GeneratorOptions:   gitops.GeneratorOptions{DisableNameSuffixHash: new(true), Labels: map[string]string{"jenkins-jenkins-config": "true"}},
		}},
	}
	for name, objects := range tests {
		t.Run(name, func(t *testing.T) {
			var tree gitops.Tree
			for i, o := range objects {
				tree.Add(strings.Repeat("x", i+1)+".yaml", o)
			}
			files, err := tree.Files()
			if err != nil {
				t.Fatal(err)
			}
			g := golden.Open(t, "testdata/objects/"+name+".txtar")
			for i, f := range files {
				g.Out(string(rune('1'+i))+".yaml", string(f.Content))
			}
		})
	}
}

func TestObjectFindings(t *testing.T) {
	tests := []struct {
		name string
		v    any
		want string
	}{
		{"no source", func() any { a := app("x"); a.Spec.Source = gitops.ApplicationSource{}; return a }(), "spec.source: required: an Application needs a source, or sources"},
		{"source and sources", func() any {
			a := app("x")
			a.Spec.Sources = []gitops.ApplicationSource{a.Spec.Source}
			return a
		}(), "spec.sources: conflict"},
		{"a ref that is not there", func() any {
			a := app("x")
			a.Spec.Source.Helm.ValueFiles = []string{"$values/x.yaml"}
			return a
		}(), `spec.source.helm.valueFiles[0]: not found "$values/x.yaml"`},
		{"a chart without version", func() any {
			a := app("x")
			a.Spec.Source = gitops.ApplicationSource{RepoURL: "https://charts.example", Chart: "x"}
			return a
		}(), "spec.source.targetRevision: required"},
		{"metadata of a namespace nobody makes", func() any {
			a := app("x")
			a.Spec.SyncPolicy.ManagedNamespaceMetadata.Labels = map[string]string{"a": "b"}
			return a
		}(), "spec.syncPolicy.managedNamespaceMetadata: lost"},
		{"ignoring nothing", func() any {
			a := app("x")
			a.Spec.IgnoreDifferences = []gitops.IgnoreDifferences{{Kind: "Secret"}, {Kind: "Secret", JSONPointers: []string{"data/x"}}}
			return a
		}(), "spec.ignoreDifferences[0].jsonPointers: required|spec.ignoreDifferences[1].jsonPointers[0]: invalid value"},
		{"a remote base that is not pinned", gitops.Kustomization{Resources: []string{"https://github.com/argoproj/argo-cd//manifests"}}, "resources[0]: invalid value"},
		{"a resource twice", gitops.Kustomization{Resources: []string{"a.yaml", "a.yaml"}}, "resources[1]: duplicate"},
		{"a patch without anything", gitops.Kustomization{Patches: []gitops.Patch{{}}}, "patches[0]: required"},
		{"a value that is no text", gitops.ConfigMap{Data: map[string]gitops.Text{"a": 1, "b/c": "x"}}, `data[a]: invalid value "int"|data[b/c]: invalid value "b/c"`},
		{"a rule that is both", gitops.PrometheusRule{Spec: gitops.PrometheusRuleSpec{Groups: []gitops.RuleGroup{
			{Name: "a", Interval: "often", Rules: []gitops.Rule{{Alert: "x", Record: "y", Expr: "up", For: "5 minutes"}}},
			{Name: "a", Rules: []gitops.Rule{{Expr: "up"}}},
		}}}, `spec.groups[0].interval: invalid value "often"|spec.groups[0].rules[0].for: invalid value "5 minutes"|spec.groups[0].rules[0].record: conflict|spec.groups[1].name: duplicate|spec.groups[1].rules[0].alert: required`},
		{"a probe of nothing", gitops.Probe{Spec: gitops.ProbeSpec{Prober: gitops.Prober{URL: "http://x/probe"}, Interval: "1"}}, `spec.prober.url: invalid value|spec.interval: invalid value "1"|spec.targets.staticConfig.static: required`},
		{"two hosts for a pull request", gitops.ImageUpdater{Spec: gitops.ImageUpdaterSpec{
			WriteBackConfig: gitops.WriteBack{Method: gitops.WriteToGit, GitConfig: gitops.GitWriteBack{PullRequest: gitops.WriteBackPullRequest{GitHub: new(struct{}{}), GitLab: new(struct{}{})}}},
		}}, "spec.writeBackConfig.gitConfig.pullRequest: conflict"},
		{"a dashboard", gitops.Dashboard{Panels: []gitops.Panel{{Width: 25}, {Type: gitops.RowPanel, Title: "x", Queries: []gitops.Query{{}}}}, Variables: []gitops.DashboardVariable{{Name: "datasource", Query: "x"}}}, "title: required|panels[0].title: required|panels[0].width: |panels[0].queries: invalid|panels[1].queries: invalid|panels[1].queries[0].expr: required|variables[0].name: duplicate"},
		{"one name for all", gitops.ApplicationSet{Spec: gitops.ApplicationSetSpec{
			Generators: []gitops.Generator{gitops.ClusterGenerator{}},
			Template:   gitops.ApplicationTemplate{Metadata: gitops.TemplateMetadata{Name: "x"}, Spec: app("x").Spec},
		}}, "spec.template.metadata.name: duplicate"},
		{"a matrix of one", gitops.ApplicationSet{Spec: gitops.ApplicationSetSpec{
			Generators: []gitops.Generator{gitops.MatrixGenerator{Generators: []gitops.Generator{gitops.ClusterGenerator{}}}},
			Template:   gitops.ApplicationTemplate{Metadata: gitops.TemplateMetadata{Name: gitops.Param(".x")}, Spec: app("x").Spec},
		}}, "spec.generators[0].matrix.generators: invalid value"},
		{"a window of no kind", gitops.AppProject{Spec: gitops.AppProjectSpec{SyncWindows: []gitops.SyncWindow{{Kind: "maybe", Schedule: "* * * * *", Duration: "1h"}}}}, `spec.syncWindows[0].kind: unsupported value "maybe" (allowed: allow, deny)`},
		{"a parameter outside a set", func() any { a := app("x"); a.Metadata.Name = gitops.Param(".x"); return a }(), "metadata.name: invalid value \"{{.x}}\""},
		{"images twice over", gitops.ImageUpdater{Spec: gitops.ImageUpdaterSpec{ApplicationRefs: []gitops.ImageApplications{{
			NamePattern: "x", Images: []gitops.FollowedImage{{Alias: "a", ImageName: "a"}, {Alias: "a", ImageName: "b"}}, WriteBackConfig: gitops.WriteBack{Method: "svn"},
		}}}}, "images[1].alias: duplicate|writeBackConfig.method: unsupported value"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var tree gitops.Tree
			tree.Add("a.yaml", tt.v)
			_, err := tree.Files()
			for _, want := range strings.Split(tt.want, "|") {
				if err == nil || !strings.Contains(err.Error(), "files[a.yaml]."+want) && !strings.Contains(err.Error(), want) {
					t.Errorf("findings:\n%v\nlack %q", err, want)
				}
			}
		})
	}
	_, err := gitops.Notifications{
		Triggers:      map[string][]gitops.TriggerCondition{"t": {{When: "true", Send: []string{"gone"}}}},
		Subscriptions: []gitops.Subscription{{Recipients: []string{"slack:x"}, Triggers: []string{"gone"}}},
	}.ConfigMap("argocd")
	for _, want := range []string{`triggers[t][0].send: not found "gone"`, `subscriptions[0].triggers: not found "gone"`, `subscriptions[0].recipients: not found "slack:x"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("findings:\n%v\nlack %q", err, want)
		}
	}
	if _, err := (gitops.RepositoryCredentials{Name: "x", Settings: map[string]string{"password": "hunter2"}}).ExternalSecret("argocd"); err == nil || strings.Contains(err.Error(), "hunter2") || !strings.Contains(err.Error(), "settings[password]: literal secret") {
		t.Errorf("a literal password: %v", err)
	}
}

// TestGrants reads the policy as Argo CD does, as CSV.
func TestGrants(t *testing.T) {
	grants := []gitops.Grant{
		gitops.Allow{Subject: "role:dev", Resource: "applications", Action: "sync", Object: "dev/*"},
		gitops.Deny{Subject: "CN=dev, OU=\"x\"", Resource: "exec", Action: "*", Object: "*/*"},
		gitops.Role{Subject: "org:#team", Role: "role:admin"},
	}
	data := gitops.RBAC{Grants: grants}.ConfigMap("argocd").Data
	r := csv.NewReader(strings.NewReader(data["policy.csv"].(string)))
	r.FieldsPerRecord, r.TrimLeadingSpace, r.Comment = -1, true, '#'
	got, err := r.ReadAll()
	want := [][]string{
		{"p", "role:dev", "applications", "sync", "dev/*", "allow"},
		{"p", "CN=dev, OU=\"x\"", "exec", "*", "*/*", "deny"},
		{"g", "org:#team", "role:admin"},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
}
