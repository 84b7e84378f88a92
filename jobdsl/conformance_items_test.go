package jobdsl_test

import "github.com/jenkinscode/jenkinscode/jobdsl"

var conformanceItems = map[string]jobdsl.Script{
	"DslFactory.categorizedJobsView": {
		jobdsl.CategorizedJobsView{
			Name:                   "example",
			CategorizationCriteria: jobdsl.CategorizationCriteria{RegexGroupingRules: []jobdsl.RegexGroupingRule{{GroupRegex: "^configuration_([^_]+).*$"}}},
			Columns:                []jobdsl.Column{jobdsl.StatusColumn{}, jobdsl.CategorizedJobColumn{}, jobdsl.BuildButtonColumn{}},
			Jobs:                   jobdsl.ViewJobs{Regex: "configuration_.*"},
		},
	},
	"DslFactory.deliveryPipelineView": {
		jobdsl.DeliveryPipelineView{
			Name:                 "project-a",
			Columns:              new(2),
			EnableManualTriggers: new(true),
			PipelineInstances:    new(5),
			Pipelines: jobdsl.DeliveryPipelines{
				Components: []jobdsl.DeliveryPipelinesComponent{
					{Name: "Sub System A", InitialJobName: "compile-a"},
					{Name: "Sub System B", InitialJobName: "compile-b"},
				},
				Regexes: []string{"compile-subsystem-(.*)"},
			},
			ShowAggregatedPipeline: new(true),
			ShowAvatars:            new(true),
			ShowChangeLog:          new(true),
			Sorting:                jobdsl.DeliveryPipelineSortingTitle,
			UpdateInterval:         new(60),
		},
	},
	"DslFactory.folder": {
		jobdsl.Folder{Name: "project-a", DisplayName: "Project A", Description: "Folder for project A"},
		jobdsl.Folder{Name: "project-a/testing", Description: "Folder containing all QA jobs for project A"},
	},
	"DslFactory.freeStyleJob": {
		jobdsl.FreeStyleJob{
			Name:       "example",
			LogRotator: jobdsl.LogRotator{DaysToKeep: new(-1), NumToKeep: new(10)},
			JDK:        "Java 8",
			SCM:        jobdsl.GitHub{OwnerAndProject: "jenkinsci/job-dsl-plugin", Branch: "master"},
			Triggers:   []jobdsl.Trigger{jobdsl.GitHubPush{}},
			Steps:      []jobdsl.Step{jobdsl.Gradle{Tasks: []string{"clean build"}}},
			Publishers: []jobdsl.Publisher{jobdsl.ArchiveArtifacts{Patterns: []string{"job-dsl-plugin/build/libs/job-dsl.hpi"}}},
		},
	},
	"DslFactory.ivyJob": {
		jobdsl.IvyJob{
			Name: "example",
			IvyBuilder: jobdsl.IvyBuilder{
				Ant: &jobdsl.IvyAnt{
					AntInstallation: "Ant 1.9",
					BuildFile:       "build.xml",
					JavaOpts:        []string{"-Xmx=1G"},
					Props:           []jobdsl.Pair{{Name: "key", Value: "value"}},
					Targets:         []string{"clean", "test", "publish"},
				},
			},
		},
	},
	"DslFactory.job": {
		jobdsl.FreeStyleJob{
			Name:       "example",
			LogRotator: jobdsl.LogRotator{DaysToKeep: new(-1), NumToKeep: new(10)},
			JDK:        "Java 8",
			SCM:        jobdsl.GitHub{OwnerAndProject: "jenkinsci/job-dsl-plugin", Branch: "master"},
			Triggers:   []jobdsl.Trigger{jobdsl.GitHubPush{}},
			Steps:      []jobdsl.Step{jobdsl.Gradle{Tasks: []string{"clean build"}}},
			Publishers: []jobdsl.Publisher{jobdsl.ArchiveArtifacts{Patterns: []string{"job-dsl-plugin/build/libs/job-dsl.hpi"}}},
		},
	},
	"DslFactory.matrixJob": {
		jobdsl.MatrixJob{
			Name:       "example",
			Axes:       []jobdsl.Axis{jobdsl.JDKAxis{Values: []string{"jdk8", "jdk11"}}},
			SCM:        jobdsl.GitHub{OwnerAndProject: "jenkinsci/job-dsl-plugin", Branch: "master"},
			Triggers:   []jobdsl.Trigger{jobdsl.GitHubPush{}},
			Steps:      []jobdsl.Step{jobdsl.Gradle{Tasks: []string{"clean build"}}},
			Publishers: []jobdsl.Publisher{jobdsl.ArchiveArtifacts{Patterns: []string{"job-dsl-plugin/build/libs/job-dsl.hpi"}}},
		},
	},
	"DslFactory.multiJob": {
		jobdsl.MultiJob{
			Name: "example",
			Steps: []jobdsl.MultiJobStep{
				jobdsl.Phase{
					PhaseJobs: []jobdsl.PhaseJob{
						{
							JobName:    "JobZ",
							Parameters: jobdsl.DownstreamParameters{PropertiesFile: jobdsl.DownstreamPropertiesFile{FileName: "my1.properties"}},
						},
					},
					PhaseName: "Second",
				},
				jobdsl.Phase{
					PhaseJobs: []jobdsl.PhaseJob{{JobName: "JobA"}, {JobName: "JobB"}, {JobName: "JobC"}},
					PhaseName: "Third",
				},
				jobdsl.Phase{
					PhaseJobs: []jobdsl.PhaseJob{
						{
							JobName: "JobD",
							Parameters: jobdsl.DownstreamParameters{
								BooleanParams:      []jobdsl.DownstreamBooleanParam{{Name: "cParam", DefaultValue: new(true)}},
								GitRevision:        new(false),
								MatrixSubset:       `it.name=="hello"`,
								PredefinedProps:    []jobdsl.Pair{{Name: "prop1", Value: "value1"}},
								PropertiesFile:     jobdsl.DownstreamPropertiesFile{FileName: "my.properties"},
								SameNode:           true,
								SubversionRevision: new(false),
							},
							CurrentJobParameters: new(false),
							Configure: []jobdsl.XMLEdit{
								jobdsl.SetXML{Element: jobdsl.XML{Name: "enableCondition", Text: "true"}},
								jobdsl.SetXML{Element: jobdsl.XML{Name: "condition", Text: `${RUN_JOB} == "true"`}},
							},
						},
					},
					PhaseName: "Fourth",
				},
			},
		},
	},
	"DslFactory.multibranchPipelineJob": {
		jobdsl.MultibranchPipelineJob{
			Name: "example",
			BranchSources: []jobdsl.BranchSource{
				jobdsl.GitBranchSource{
					Remote:        "https://github.com/jenkinsci/job-dsl-plugin.git",
					CredentialsID: "github-ci",
					ID:            "123456789",
					Includes:      "JENKINS-*",
				},
			},
			OrphanedItemStrategy: jobdsl.DiscardOldItems{NumToKeep: new(20)},
		},
	},
	"DslFactory.nestedView": {
		jobdsl.NestedView{
			Name: "project-a",
			Views: []jobdsl.View{
				jobdsl.ListView{
					Name: "overview",
					Columns: []jobdsl.Column{
						jobdsl.StatusColumn{},
						jobdsl.WeatherColumn{},
						jobdsl.NameColumn{},
						jobdsl.LastSuccessColumn{},
						jobdsl.LastFailureColumn{},
					},
					Jobs: jobdsl.ViewJobs{Regex: "project-A-.*"},
				},
				jobdsl.BuildPipelineView{Name: "pipeline", SelectedJob: "project-a-compile"},
			},
		},
	},
	"DslFactory.pipelineJob": {
		jobdsl.PipelineJob{
			Name:       "example",
			Definition: jobdsl.Cps{Sandbox: new(true), Script: jobdsl.ReadFile("project-a-workflow.groovy")},
		},
	},
	"DslFactory.queue": {
		jobdsl.FreeStyleJob{Name: "example-1", DisplayName: "first example"},
		jobdsl.Queue{Job: "example-1"},
		jobdsl.FreeStyleJob{Name: "example-2", DisplayName: "second example"},
		jobdsl.Queue{Job: "example-2"},
	},
	"DslFactory.readFileFromWorkspace": {
		jobdsl.FreeStyleJob{
			Name:  "example-1",
			Steps: []jobdsl.Step{jobdsl.GroovyCommand{Command: jobdsl.ReadFile("release.groovy")}},
		},
		jobdsl.FreeStyleJob{
			Name:  "example-2",
			Steps: []jobdsl.Step{jobdsl.BatchFile{Command: jobdsl.ReadFileOf("project-a", "run.bat")}},
		},
	},
	"DslFactory.streamFileFromWorkspace": {
		jobdsl.UserContent{Path: "company-logo.png", Content: "images/logo.png"},
	},
	"Folder.authorization": {
		jobdsl.Folder{
			Name: "example-1",
			Authorization: jobdsl.FolderAuthorization{
				Grants: []jobdsl.Grant{
					jobdsl.Permission{Permission: "hudson.model.Item.Create:authenticated"},
					jobdsl.Permission{Permission: "GROUP:hudson.model.Item.Create:group1"},
					jobdsl.Permission{Permission: "USER:hudson.model.Item.Create:user1"},
					jobdsl.GroupPermission{Permission: "hudson.model.Item.Create", Group: "group2"},
					jobdsl.UserPermission{Permission: "hudson.model.Item.Create", User: "user2"},
				},
			},
		},
		jobdsl.Folder{
			Name: "example-2",
			Authorization: jobdsl.FolderAuthorization{
				Grants: []jobdsl.Grant{
					jobdsl.Permission{Permission: "hudson.model.Item.Discover", User: "anonymous"},
					jobdsl.Permission{Permission: "USER:hudson.model.Item.Discover:anonymous"},
					jobdsl.UserPermission{Permission: "hudson.model.Item.Discover", User: "anonymous"},
				},
			},
		},
		jobdsl.Folder{
			Name: "example-3",
			Authorization: jobdsl.FolderAuthorization{
				Grants: []jobdsl.Grant{
					jobdsl.PermissionAll{User: "anonymous"},
					jobdsl.UserPermissionAll{User: "user1"},
					jobdsl.GroupPermissionAll{Group: "group1"},
				},
			},
		},
		jobdsl.Folder{
			Name: "example-4",
			Authorization: jobdsl.FolderAuthorization{
				Grants: []jobdsl.Grant{
					jobdsl.Permissions{User: "jill", Permissions: []string{"hudson.model.Item.Create", "hudson.model.Item.Discover"}},
					jobdsl.UserPermissions{User: "user1", Permissions: []string{"hudson.model.Item.Create", "hudson.model.Item.Discover"}},
					jobdsl.GroupPermissions{Group: "group1", Permissions: []string{"hudson.model.Item.Create", "hudson.model.Item.Discover"}},
				},
			},
		},
	},
	"Folder.description": {
		jobdsl.Folder{Name: "project-a", Description: "Folder for project A"},
	},
	"Folder.displayName": {
		jobdsl.Folder{Name: "project-a", DisplayName: "Project A"},
	},
	"Folder.icon": {
		jobdsl.Folder{Name: "stock"},
	},
	"Folder.views": {
		jobdsl.Folder{
			Name: "project-a",
			Views: []jobdsl.View{
				jobdsl.ListView{
					Name:        "unstable",
					Description: "All unstable jobs for project A",
					Columns: []jobdsl.Column{
						jobdsl.StatusColumn{},
						jobdsl.WeatherColumn{},
						jobdsl.NameColumn{},
						jobdsl.LastSuccessColumn{},
						jobdsl.LastFailureColumn{},
						jobdsl.LastDurationColumn{},
						jobdsl.BuildButtonColumn{},
					},
					FilterBuildQueue: new(true),
					FilterExecutors:  new(true),
					JobFilters:       []jobdsl.JobFilter{jobdsl.StatusFilter{Status: []jobdsl.JobStatus{jobdsl.JobStatusUnstable}}},
					Jobs:             jobdsl.ViewJobs{Names: []string{"release-projectA"}, Regex: "project-A-.+"},
				},
			},
		},
	},
}
