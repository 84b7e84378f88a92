package jobdsl_test

import "github.com/jenkinscode/jenkinscode/jobdsl"

var conformanceJobs = map[string]jobdsl.Script{
	"Job.authorization": {
		jobdsl.FreeStyleJob{
			Name: "example-1",
			Authorization: jobdsl.Authorization{
				Grants: []jobdsl.Grant{
					jobdsl.Permission{Permission: "hudson.model.Item.Workspace:authenticated"},
					jobdsl.Permission{Permission: "GROUP:hudson.model.Item.Workspace:group1"},
					jobdsl.GroupPermission{Permission: "hudson.model.Item.Workspace", Group: "group2"},
				},
			},
		},
		jobdsl.FreeStyleJob{
			Name: "example-2",
			Authorization: jobdsl.Authorization{
				Grants: []jobdsl.Grant{
					jobdsl.Permission{Permission: "hudson.model.Item.Build", User: "anonymous"},
					jobdsl.Permission{Permission: "USER:hudson.model.Item.Build:user1"},
					jobdsl.UserPermission{Permission: "hudson.model.Item.Build", User: "user2"},
				},
			},
		},
		jobdsl.FreeStyleJob{
			Name: "example-3",
			Authorization: jobdsl.Authorization{
				BlocksInheritance: new(true),
				Grants: []jobdsl.Grant{
					jobdsl.PermissionAll{User: "joe"},
					jobdsl.UserPermissionAll{User: "user1"},
					jobdsl.GroupPermissionAll{Group: "group1"},
				},
			},
		},
		jobdsl.FreeStyleJob{
			Name: "example-4",
			Authorization: jobdsl.Authorization{
				Grants: []jobdsl.Grant{
					jobdsl.Permissions{User: "jill", Permissions: []string{"hudson.model.Item.Create", "hudson.model.Item.Discover"}},
					jobdsl.UserPermissions{User: "user1", Permissions: []string{"hudson.model.Item.Create", "hudson.model.Item.Discover"}},
					jobdsl.GroupPermissions{Group: "group1", Permissions: []string{"hudson.model.Item.Create", "hudson.model.Item.Discover"}},
				},
			},
		},
	},
	"Job.blockOn": {
		jobdsl.FreeStyleJob{Name: "example-1", BlockOn: jobdsl.BlockOn{ProjectNames: []string{"project-a"}}},
		jobdsl.FreeStyleJob{
			Name:    "example-2",
			BlockOn: jobdsl.BlockOn{ProjectNames: []string{"project-a", "project-b"}, BlockLevel: "GLOBAL", ScanQueueFor: "ALL"},
		},
	},
	"Job.compressBuildLog": {
		jobdsl.FreeStyleJob{Name: "example", CompressBuildLog: true},
	},
	"Job.description": {
		jobdsl.FreeStyleJob{Name: "example", Description: "My first job"},
	},
	"Job.disabled": {
		jobdsl.FreeStyleJob{Name: "example", Disabled: new(true)},
	},
	"Job.displayName": {
		jobdsl.FreeStyleJob{Name: "example", DisplayName: "Job DSL Example Project"},
	},
	"Job.keepDependencies": {
		jobdsl.FreeStyleJob{Name: "example", KeepDependencies: new(true)},
	},
	"Job.logRotator": {
		jobdsl.FreeStyleJob{
			Name:       "example-1",
			LogRotator: jobdsl.LogRotator{ArtifactDaysToKeep: new(1), ArtifactNumToKeep: new(-1), DaysToKeep: new(30), NumToKeep: new(-1)},
		},
		jobdsl.FreeStyleJob{Name: "example-2", LogRotator: jobdsl.LogRotator{ArtifactNumToKeep: new(1), NumToKeep: new(5)}},
	},
	"Job.parameters": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Parameters: []jobdsl.Parameter{
				jobdsl.BooleanParam{Name: "FLAG", DefaultValue: new(true)},
				jobdsl.ChoiceParam{Name: "OPTION", Options: []string{"option 1 (default)", "option 2", "option 3"}},
			},
		},
	},
	"Job.previousNames": {
		jobdsl.FreeStyleJob{Name: "04-project-a-deploy", PreviousNames: "\\d+-project-a-deploy"},
	},
	"Job.quietPeriod": {
		jobdsl.FreeStyleJob{Name: "example", QuietPeriod: new(120)},
	},
	"Job.throttleConcurrentBuilds": {
		jobdsl.FreeStyleJob{
			Name:                     "example-1",
			ThrottleConcurrentBuilds: jobdsl.ThrottleConcurrentBuilds{MaxPerNode: new(1), MaxTotal: new(2)},
		},
		jobdsl.FreeStyleJob{
			Name:                     "example-2",
			ThrottleConcurrentBuilds: jobdsl.ThrottleConcurrentBuilds{Categories: []string{"cat-1"}},
		},
	},
	"Job.using": {
		jobdsl.FreeStyleJob{Name: "example", Using: "project-template"},
	},
	"Project.batchTask": {
		jobdsl.FreeStyleJob{
			Name: "example",
			BatchTasks: []jobdsl.BatchTask{
				{Name: "upload", Script: "curl --upload-file build/dist.zip http://www.example.com/upload"},
				{Name: "release", Script: jobdsl.ReadFile("scripts/release.sh")},
			},
		},
	},
	"Project.blockOnUpstreamProjects": {
		jobdsl.FreeStyleJob{Name: "example", BlockOnUpstreamProjects: true},
	},
	"Project.checkoutRetryCount": {
		jobdsl.FreeStyleJob{Name: "example", CheckoutRetryCount: new(10)},
	},
	"Project.customWorkspace": {
		jobdsl.FreeStyleJob{Name: "example", CustomWorkspace: "/tmp/my-workspace"},
	},
	"Project.jdk": {
		jobdsl.FreeStyleJob{Name: "jdk", JDK: "Java 8"},
	},
	"Project.multiscm": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Multiscm: []jobdsl.SCM{
				jobdsl.Git{
					Remotes:    []jobdsl.Remote{{GitHub: jobdsl.RemoteGitHub{OwnerAndProject: "jenkinsci/jenkins"}}},
					Extensions: []jobdsl.GitExtension{jobdsl.RelativeTargetDirectory{RelativeTargetDirectory: "jenkins"}},
				},
				jobdsl.Git{
					Remotes:    []jobdsl.Remote{{GitHub: jobdsl.RemoteGitHub{OwnerAndProject: "jenkinsci/job-dsl-plugin"}}},
					Extensions: []jobdsl.GitExtension{jobdsl.RelativeTargetDirectory{RelativeTargetDirectory: "job-dsl-plugin"}},
				},
			},
		},
	},
	"Project.scm": {
		jobdsl.FreeStyleJob{Name: "example", SCM: jobdsl.GitHub{OwnerAndProject: "jenkinsci/job-dsl-plugin"}},
	},
	"Project.steps": {
		jobdsl.FreeStyleJob{
			Name:  "example",
			Steps: []jobdsl.Step{jobdsl.Shell{Command: "echo START"}, jobdsl.Gradle{Tasks: []string{"check"}}},
		},
	},
	"Project.triggers": {
		jobdsl.FreeStyleJob{Name: "example", Triggers: []jobdsl.Trigger{jobdsl.SCMTrigger{Spec: "@daily"}}},
	},
	"Project.weight": {
		jobdsl.FreeStyleJob{Name: "example", Weight: new(2)},
	},
	"helpers.AxisContext.python": {
		jobdsl.MatrixJob{
			Name: "example",
			Axes: []jobdsl.Axis{jobdsl.PythonAxis{Values: []string{"System-CPython-2.7", "System-CPython-3.3"}}},
		},
	},
	"helpers.JobAuthorizationContext.permission": {
		jobdsl.FreeStyleJob{
			Name: "example-1",
			Authorization: jobdsl.Authorization{
				Grants: []jobdsl.Grant{
					jobdsl.Permission{Permission: "hudson.model.Item.Workspace:authenticated"},
					jobdsl.Permission{Permission: "GROUP:hudson.model.Item.Workspace:group1"},
					jobdsl.GroupPermission{Permission: "hudson.model.Item.Workspace", Group: "group2"},
				},
			},
		},
		jobdsl.FreeStyleJob{
			Name: "example-2",
			Authorization: jobdsl.Authorization{
				Grants: []jobdsl.Grant{
					jobdsl.Permission{Permission: "hudson.model.Item.Build", User: "anonymous"},
					jobdsl.Permission{Permission: "USER:hudson.model.Item.Workspace:user1"},
					jobdsl.UserPermission{Permission: "hudson.model.Item.Workspace", User: "user2"},
				},
			},
		},
	},
	"helpers.JobAuthorizationContext.permissionAll": {
		jobdsl.FreeStyleJob{
			Name: "example-1",
			Authorization: jobdsl.Authorization{
				Grants: []jobdsl.Grant{
					jobdsl.PermissionAll{User: "joe"},
					jobdsl.UserPermissionAll{User: "user1"},
					jobdsl.GroupPermissionAll{Group: "group1"},
				},
			},
		},
	},
	"helpers.toplevel.EnvironmentVariableContext.contributors": {
		jobdsl.FreeStyleJob{
			Name:                 "example",
			EnvironmentVariables: jobdsl.JobEnvironment{Contributors: jobdsl.EnvironmentVariableContributors{PopulateToolInstallations: true}},
		},
	},
	"helpers.toplevel.EnvironmentVariableContext.env": {
		jobdsl.FreeStyleJob{
			Name:                 "example",
			EnvironmentVariables: jobdsl.JobEnvironment{Envs: []jobdsl.Pair{{Name: "ONE", Value: "1"}, {Name: "TWO", Value: "2"}}},
		},
	},
	"helpers.toplevel.EnvironmentVariableContext.envs": {
		jobdsl.FreeStyleJob{
			Name:                 "example",
			EnvironmentVariables: jobdsl.JobEnvironment{Envs: []jobdsl.Pair{{Name: "FOO", Value: "bar"}, {Name: "TEST", Value: "123"}}},
		},
	},
	"helpers.toplevel.EnvironmentVariableContext.keepSystemVariables": {
		jobdsl.FreeStyleJob{Name: "example", EnvironmentVariables: jobdsl.JobEnvironment{KeepSystemVariables: new(true)}},
	},
	"helpers.toplevel.EnvironmentVariableContext.propertiesFile": {
		jobdsl.FreeStyleJob{Name: "example", EnvironmentVariables: jobdsl.JobEnvironment{PropertiesFile: "build.properties"}},
	},
	"helpers.toplevel.EnvironmentVariableContext.script": {
		jobdsl.FreeStyleJob{
			Name: "example",
			EnvironmentVariables: jobdsl.JobEnvironment{
				Script: `
           mkdir -p tests
           rm -rf /tmp/tests.tmp
        `,
			},
		},
	},
	"helpers.toplevel.EnvironmentVariableContext.scriptFile": {
		jobdsl.FreeStyleJob{Name: "example", EnvironmentVariables: jobdsl.JobEnvironment{ScriptFile: "env.sh"}},
	},
	"jobs.IvyJob.ivyBuilder": {
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
	"jobs.MatrixJob.axes": {
		jobdsl.MatrixJob{
			Name: "example",
			Axes: []jobdsl.Axis{
				jobdsl.LabelAxis{Name: "label", Values: []string{"linux", "windows"}},
				jobdsl.JDKAxis{Values: []string{"jdk8", "jdk11"}},
			},
			Configure: []jobdsl.XMLEdit{jobdsl.AppendXML{Path: []string{"axes"}, Elements: []jobdsl.XML{{Name: "org.acme.FooAxis"}}}},
		},
	},
	"jobs.MatrixJob.combinationFilter": {
		jobdsl.MatrixJob{Name: "example", CombinationFilter: `jdk=="jdk-8" || label=="linux"`},
	},
	"jobs.MatrixJob.runSequentially": {
		jobdsl.MatrixJob{Name: "example", RunSequentially: new(true)},
	},
	"jobs.MatrixJob.touchStoneFilter": {
		jobdsl.MatrixJob{Name: "example", TouchStoneFilter: jobdsl.MatrixJobTouchStoneFilter{Filter: `label=="linux"`}},
	},
	"jobs.MavenJob.disableDownstreamTrigger": {
		jobdsl.MavenJob{Name: "example", DisableDownstreamTrigger: new(true)},
	},
	"jobs.MavenJob.goals": {
		jobdsl.MavenJob{Name: "example-1", Goals: []string{"clean install -DskipTests"}},
		jobdsl.MavenJob{Name: "example-2", Goals: []string{"clean", "install", "-DskipTests"}},
	},
	"jobs.MavenJob.localRepository": {
		jobdsl.MavenJob{Name: "example", LocalRepository: jobdsl.LocalRepositoryLocationLocalToWorkspace},
	},
	"jobs.MavenJob.mavenInstallation": {
		jobdsl.MavenJob{Name: "example-1", MavenInstallation: "Maven 3.2.5"},
	},
	"jobs.MavenJob.postBuildSteps": {
		jobdsl.MavenJob{
			Name:           "example-1",
			PostBuildSteps: []jobdsl.PostBuildSteps{{Steps: []jobdsl.Step{jobdsl.Shell{Command: "echo 'run after Maven'"}}}},
		},
		jobdsl.MavenJob{
			Name:           "example-2",
			PostBuildSteps: []jobdsl.PostBuildSteps{{Threshold: "SUCCESS", Steps: []jobdsl.Step{jobdsl.Shell{Command: "echo 'run after Maven'"}}}},
		},
	},
	"jobs.MavenJob.preBuildSteps": {
		jobdsl.MavenJob{Name: "example", PreBuildSteps: []jobdsl.Step{jobdsl.Shell{Command: "echo 'run before Maven'"}}},
	},
	"jobs.MavenJob.rootPOM": {
		jobdsl.MavenJob{Name: "example-1", RootPOM: "sub-project/pom.xml"},
	},
	"jobs.MavenJob.runHeadless": {
		jobdsl.MavenJob{Name: "example", RunHeadless: new(true)},
	},
}
