package jobdsl_test

import (
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/golden"
	"github.com/jenkinscode/jenkinscode/internal/jvm"
	. "github.com/jenkinscode/jenkinscode/jobdsl"
)

// scripts are what is written to testdata/script, one file a case.
var scripts = map[string]Script{
	// What a person writes for a job of their own, by hand.
	"freestyle": {
		FreeStyleJob{
			Name:        "build",
			DisplayName: "Build",
			Description: "Builds it.",
			LogRotator:  LogRotator{NumToKeep: new(20), ArtifactNumToKeep: new(1)},
			Label:       "linux && docker",
			Parameters: []Parameter{
				StringParam{Name: "BRANCH", DefaultValue: "main", Description: "what to build"},
				StringParam{Name: "TAG", Description: "only a description"},
				BooleanParam{Name: "CLEAN", DefaultValue: new(true)},
				ChoiceParam{Name: "TARGET", Options: []string{"staging", "production"}},
			},
			Properties: []Property{GitHubProjectURL{ProjectURL: "https://example.org/team/app"}},
			SCM: Git{
				Remotes:  []Remote{{Name: "origin", URL: "https://example.org/team/app.git", Credentials: "git"}},
				Branches: []string{"${BRANCH}", "*/release"},
				Extensions: []GitExtension{
					CleanBeforeCheckout{},
					CloneOptions{Shallow: new(true), Depth: new(1)},
					LocalBranch{},
					PruneTags(true),
				},
			},
			Triggers: []Trigger{Cron{Spec: "H 3 * * *"}, GitHubPush{}, SCMTrigger{Spec: "H/5 * * * *", IgnorePostCommitHooks: new(true)}},
			Wrappers: []Wrapper{
				Timestamps{},
				ColorizeOutput{},
				Timeout{Absolute: "20", FailBuild: true},
				CredentialsBinding{Bindings: []Binding{UsernamePasswordBinding{UserVariableName: "USER", PasswordVariableName: "PASSWORD", Credentials: "nexus"}}},
			},
			Steps: []Step{
				Shell{Command: "set -eu\nmake test\n"},
				Gradle{Tasks: []string{"clean", "build"}, UseWrapper: new(true)},
				ConditionalSteps{
					Condition: AndCondition{Conditions: []RunCondition{
						StatusCondition{WorstResult: "UNSTABLE", BestResult: "SUCCESS"},
						NotCondition{Condition: BooleanCondition{Token: "${CLEAN}"}},
					}},
					Runner: "Fail",
					Steps:  []Step{BatchFile{Command: "dir"}},
				},
			},
			Publishers: []Publisher{
				ArchiveArtifacts{Patterns: []string{"build/**/*.jar"}, OnlyIfSuccessful: new(true)},
				ArchiveJUnit{Glob: "build/test-results/**/*.xml"},
				Checkstyle{Pattern: "**/checkstyle.xml", Thresholds: &Thresholds{UnstableTotal: Threshold{All: new(0), High: new(1)}, FailedNew: Threshold{Low: new(9)}}},
				ExtendedEmail{
					RecipientList: []string{"team@example.org"},
					Triggers:      []EmailTrigger{FailureEmailTrigger{SendTo: []EmailRecipient{DevelopersRecipient{}, CulpritsRecipient{}}}},
				},
			},
		},
	},
	// The job of the article: a pipeline from a repository, in a folder that
	// stands after it in the list.
	"pipeline": {
		PipelineJob{
			Name: "Sandbox/test",
			Definition: CpsScm{
				SCM:         Git{Remotes: []Remote{{URL: "https://hoge.jp/test.git", Credentials: "git_credential"}}, Branches: []string{"master"}},
				ScriptPath:  "Jenkinsfile",
				Lightweight: new(false),
			},
			Properties: []Property{
				DisableConcurrentBuilds{AbortPrevious: new(true)},
				PipelineTriggers{Triggers: []PipelineTrigger{
					CronPipelineTrigger{Spec: "H H * * *"},
					GenericTrigger{
						GenericVariables: []GenericVariable{{Key: "ref", Value: "$.ref"}},
						Token:            "deploy",
					},
				}},
			},
		},
		Folder{Name: "Sandbox"},
		PipelineJob{Name: "Sandbox/inline", Definition: Cps{Script: "node {\n    echo \"it's ${env.BUILD_ID}\"\n}\n", Sandbox: new(true)}},
	},
	// Branches of one repository, by the calls of the Job DSL itself and by the
	// dynamic ones.
	"multibranch": {
		MultibranchPipelineJob{
			Name:                 "static",
			BranchSources:        []BranchSource{GitBranchSource{ID: "1f2e", Remote: "https://example.org/a.git", Includes: "main release-*"}},
			OrphanedItemStrategy: DiscardOldItems{NumToKeep: new(5)},
		},
		MultibranchPipelineJob{
			Name: "dynamic",
			BranchSources: []BranchSource{SCMBranchSource{
				Source: GitHubSCMSource{
					ID: "7a31", RepoOwner: "team", Repository: "app", CredentialsID: "github-app",
					Traits: []SCMSourceTrait{
						GitHubBranchDiscovery{StrategyID: 1},
						GitHubForkDiscovery{StrategyID: 2, Trust: GitHubTrustPermissions{}},
						HeadWildcardFilter{Includes: "main", Excludes: ""},
						CloneOptionTrait{Extension: CloneOption{Shallow: true, NoTags: false, Depth: new(3)}},
						RefSpecsTrait{Templates: []RefSpecTemplate{{Value: "+refs/heads/*:refs/remotes/@{remote}/*"}}},
					},
				},
				Strategy: NamedBranchesDifferent{
					DefaultProperties: []BranchProperty{SuppressAutomaticTriggering{Strategy: "INDEXING"}},
					NamedExceptions:   []NamedBranch{{Name: "main", Props: []BranchProperty{RateLimit{Count: 2, DurationName: "hour"}}}},
				},
				BuildStrategies: []BuildStrategy{
					BuildNamedBranches{Filters: []BranchNameFilter{ExactNameFilter{Name: "main"}}},
					BuildTags{AtMostDays: "7"},
				},
			}},
			Factory:    WorkflowBranchProjectFactory{ScriptPath: "ci/Jenkinsfile"},
			Triggers:   []FolderTrigger{PeriodicFolderTrigger{Interval: "1d"}},
			Properties: []FolderProperty{FolderLibraries{Libraries: []LibraryConfiguration{{Name: "shared", Retriever: SCMSourceRetriever{SCM: GitSCMSource{ID: "9", Remote: "https://example.org/lib.git"}}}}}},
			Icon:       MetadataActionFolderIcon{},
		},
		OrganizationFolder{
			Name: "team",
			Organizations: []SCMNavigator{
				GitLabSCMNavigator{ProjectOwner: "team", Traits: []SCMTrait{GitLabBranchDiscovery{StrategyID: 3}, GitLabExcludeArchivedRepositories{}}},
				BitbucketSCMNavigator{RepoOwner: "team"},
				GiteaSCMNavigator{ServerURL: "https://gitea.example.org", RepoOwner: "team"},
			},
			ProjectFactories:     []ProjectFactory{WorkflowMultiBranchProjectFactory{}},
			OrphanedItemStrategy: DefaultOrphanedItemStrategy{PruneDeadBranches: true, DaysToKeepStr: "7"},
		},
	},
	// The other kinds of jobs, with what only they can have.
	"kinds": {
		MatrixJob{Name: "matrix", Axes: []Axis{LabelAxis{Name: "os", Values: []string{"linux", "windows"}}, JDKAxis{Values: []string{"21", "25"}}}, TouchStoneFilter: MatrixJobTouchStoneFilter{Filter: "os == 'linux'"}, Steps: []Step{Shell{Command: "make"}}},
		MavenJob{Name: "maven", RootPOM: "pom.xml", Goals: []string{"clean", "verify"}, Triggers: []MavenTrigger{SnapshotDependencies{CheckSnapshotDependencies: true}, Cron{Spec: "@daily"}}, Wrappers: []MavenWrapper{MavenRelease{}}, Publishers: []MavenPublisher{DeployArtifacts{}, Mailer{Recipients: "a@example.org"}}},
		MultiJob{Name: "multi", Steps: []MultiJobStep{Phase{PhaseName: "first", PhaseJobs: []PhaseJob{{JobName: "a"}, {JobName: "b", KillPhaseCondition: "NEVER"}}}, Shell{Command: "echo done"}}},
		IvyJob{Name: "ivy", IvyBuilder: IvyBuilder{Ant: &IvyAnt{Targets: []string{"jar"}}}},
		Queue{Job: "matrix"},
		UserContent{Path: "logo.png", Content: "images/logo.png"},
		ConfigFiles{Files: []ConfigFile{CustomConfig{ID: "motd", Name: "motd", Content: "hello"}, MavenSettingsConfig{ID: "maven", Name: "maven", Content: "<settings/>", ServerCredentialMappings: []ServerCredentialMapping{{ServerID: "nexus", CredentialsID: "nexus"}}}}},
	},
	// Every kind of view, nested ones too.
	"views": {
		ListView{Name: "all", Recurse: new(true), Jobs: ViewJobs{Regex: ".*"}, StatusFilter: ViewStatusFilterEnabled, Columns: []Column{StatusColumn{}, WeatherColumn{}, NameColumn{}, LastDurationColumn{}}, JobFilters: []JobFilter{RegexFilter{MatchType: MatchTypeExcludeMatched, MatchValue: RegexMatchValueName, Regex: "old-.*"}, StatusFilter{Status: []JobStatus{JobStatusFailed, JobStatusUnstable}}}},
		NestedView{Name: "teams", Columns: []NestedViewColumn{StatusColumn{}}, Views: []View{ListView{Name: "a", Jobs: ViewJobs{Names: []string{"x", "y"}}}}},
		Folder{Name: "f", Views: []View{BuildMonitorView{Name: "wall"}}, Authorization: FolderAuthorization{Grants: []Grant{Permissions{User: "anonymous", Permissions: []string{"hudson.model.Item.Read"}}}}},
		DashboardView{Name: "dash", TopPortlets: []Portlet{TestStatisticsChartPortlet{DisplayName: "tests"}}},
		DeliveryPipelineView{Name: "delivery", Sorting: DeliveryPipelineSortingTitle, Pipelines: DeliveryPipelines{Components: []DeliveryPipelinesComponent{{Name: "app", InitialJobName: "build"}}}},
		SectionedView{Name: "sections", Sections: []Section{TextSection{Name: "hello", Width: "FULL", Alignment: "LEFT", Style: "NOTE", Text: "read me"}}},
	},
	// Text that would break out of a literal, be interpolated or be changed.
	"text": {
		PipelineJob{
			Name:        "text",
			Description: "it's \"quoted\" $x ${y} \\u000a \\ \r\n \x00 é 😀 \u2028",
			Definition:  Cps{Script: "'''\n\\\n\"\"\" /* */ // $$ <%= %>\n"},
		},
		FreeStyleJob{Name: "lines", Steps: []Step{Shell{Command: "#!/bin/sh\n\techo 'a' '' '''\n  cat <<'EOF'\n${HOME}\nEOF"}, Shell{Command: "one line\n"}, Shell{Command: "\n\n"}}},
	},
	// What no struct stands for: raw calls, edits of the XML, Groovy expressions.
	"raw": {
		Source("def region = binding.hasVariable('REGION') ? REGION : 'eu'"),
		FreeStyleJob{
			Name:        "raw",
			Description: "in " + Expr("region") + "!",
			Steps: []Step{
				Call{Name: "inHouse", Args: []any{"it's", 1, true, nil, 2.5, []string{"a"}, map[string]any{"k": Source("region")}}},
				Call{Name: "inHouse", Body: []Call{{Name: "url", Args: []any{"x"}}, {Name: "deep", Body: []Call{}}}},
				Shell{Command: ReadFile("scripts/build.sh")},
			},
			Configure: []XMLEdit{
				AppendXML{Path: []string{"properties"}, Elements: []XML{{Name: "org.example.Property", Attributes: map[string]string{"plugin": "in-house@1.0"}, Children: []XML{{Name: "url", Text: "https://example.org"}, {Name: "empty"}}}}},
				SetXML{Path: []string{"scm"}, Element: XML{Name: "branches", Text: "main"}},
				RemoveXML{Path: []string{"actions"}},
				XMLSource("(node / 'description').setValue('more')"),
			},
			Extra: []Call{{Name: "inHouseProperty", Args: []any{"x"}}},
		},
		Call{Name: "inHouseJob", Args: []any{"other"}, Body: []Call{{Name: "description", Args: []any{"x"}}}},
	},
}

// PruneTags is the git plugin's behaviour of that name, as a raw call.
func PruneTags(on bool) GitExtension {
	return Call{Name: "pruneTags", Body: []Call{{Name: "pruneTags", Args: []any{on}}}}
}

func TestScripts(t *testing.T) {
	for name, script := range scripts {
		t.Run(name, func(t *testing.T) {
			c := golden.Open(t, "testdata/script/"+name+".txtar")
			text, err := script.MarshalText()
			if err != nil {
				t.Fatal(err)
			}
			again, err := script.AppendText([]byte("// before\n"))
			if err != nil || string(again) != "// before\n"+string(text) {
				t.Errorf("a second time it differs (%v)", err)
			}
			c.Out("script.groovy", string(text))
		})
	}
}

func TestGroovyCompilesScripts(t *testing.T) {
	texts := map[string]string{}
	for name, script := range scripts {
		text, err := script.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range text {
			if c >= 0x7F || c < ' ' && c != '\n' && c != '\t' {
				t.Errorf("%s: byte %#x at %d: scripts are ASCII", name, c, i)
			}
		}
		texts[name] = string(text)
	}
	jvm.Compile(t, texts)
}
