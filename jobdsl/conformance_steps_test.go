package jobdsl_test

import "github.com/jenkinscode/jenkinscode/jobdsl"

var conformanceSteps = map[string]jobdsl.Script{
	"helpers.IvyBuilderContext.ant": {
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
	"helpers.step.CopyArtifactSelectorContext.multiJobBuild": {
		jobdsl.FreeStyleJob{
			Name:  "example",
			Steps: []jobdsl.Step{jobdsl.CopyArtifacts{JobName: "upstream", BuildSelector: jobdsl.MultiJobBuildSelector{}}},
		},
	},
	"helpers.step.MultiJobStepContext.phase": {
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
								NodeLabel:          jobdsl.DownstreamNodeLabel{Name: "lParam", NodeLabel: "my_nodes"},
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
	"helpers.step.StepContext.ant": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.Ant{
					AntInstallation: "Ant 1.8",
					BuildFile:       "dir1/build.xml",
					JavaOpts:        []string{"-Xmx1g", "-Dprop2=value2", "-Dprop3=value3"},
					Props: []jobdsl.Pair{
						{Name: "logging", Value: "info"},
						{Name: "test.threads", Value: "10"},
						{Name: "input.status", Value: "release"},
					},
					Targets: []string{"test", "publish", "deploy"},
				},
			},
		},
	},
	"helpers.step.StepContext.buildDescription": {
		jobdsl.FreeStyleJob{
			Name:  "example",
			Steps: []jobdsl.Step{jobdsl.BuildDescription{Regexp: `.*\[INFO\] Uploading project information for [^\s]* ([^\s]*)`}},
		},
	},
	"helpers.step.StepContext.clangScanBuild": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.ClangScanBuild{
					ClangInstallationName: "Clang Static Code Analyzer",
					Configuration:         "Debug",
					ScanBuildArgs:         "--use-analyzer Xcode",
					Scheme:                "mobile.de",
					TargetSdk:             "iphonesimulator",
					Workspace:             "Mobile.xcworkspace",
					XcodeBuildArgs:        "-derivedDataPath $WORKSPACE/build",
				},
			},
		},
	},
	"helpers.step.StepContext.cmake": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.Cmake{
					Args:              []string{"foo", "bar"},
					BuildDir:          "target",
					BuildToolSteps:    []jobdsl.CMakeBuildToolStep{{UseCmake: new(true), Vars: []jobdsl.Pair{{Name: "KEY", Value: "VALUE"}}}, {UseCmake: new(false)}},
					CleanBuild:        new(true),
					CmakeInstallation: "InSearchPath",
					Generator:         "Unix Makefiles",
					SourceDir:         "src",
				},
			},
		},
	},
	"helpers.step.StepContext.criticalBlock": {
		jobdsl.FreeStyleJob{
			Name:     "example",
			Wrappers: []jobdsl.Wrapper{jobdsl.ExclusionResources{ResourceNames: []string{"first", "second"}}},
			Steps:    []jobdsl.Step{jobdsl.CriticalBlock{Steps: []jobdsl.Step{jobdsl.Shell{Command: "echo Hello World!"}}}},
		},
	},
	"helpers.step.StepContext.debianPackage": {
		jobdsl.FreeStyleJob{
			Name:  "example",
			Steps: []jobdsl.Step{jobdsl.DebianPackage{Path: "module", GenerateChangelog: &jobdsl.DebianGenerateChangelog{}}},
		},
	},
	"helpers.step.StepContext.dockerBuildAndPublish": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.DockerBuildAndPublish{
					CreateFingerprints:  new(false),
					ForcePull:           new(false),
					RegistryCredentials: "docker-hub",
					RepositoryName:      "example/project-a",
					SkipDecorate:        new(true),
					Tag:                 "${BUILD_TIMESTAMP}-${GIT_REVISION,length=7}",
				},
			},
		},
	},
	"helpers.step.StepContext.downstreamParameterized": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.DownstreamParameterized{
					Triggers: []jobdsl.StepDownstreamTrigger{
						{
							Projects: []string{"Project1, Project2"},
							Parameters: jobdsl.DownstreamParameters{
								PredefinedProps: []jobdsl.Pair{{Name: "key1", Value: "value1"}, {Name: "key2", Value: "value2"}, {Name: "key3", Value: "value3"}},
							},
							Block: &jobdsl.DownstreamBlock{BuildStepFailure: "FAILURE", Failure: "FAILURE", Unstable: "UNSTABLE"},
						},
						{Projects: []string{"Project2"}, Parameters: jobdsl.DownstreamParameters{CurrentBuild: true}},
					},
				},
			},
		},
	},
	"helpers.step.StepContext.exportRuntimeParameters": {
		jobdsl.FreeStyleJob{Name: "example", Steps: []jobdsl.Step{jobdsl.ExportRuntimeParameters{}}},
	},
	"helpers.step.StepContext.extractJiraEnvironmentVariables": {
		jobdsl.FreeStyleJob{Name: "example", Steps: []jobdsl.Step{jobdsl.ExtractJiraEnvironmentVariables{}}},
	},
	"helpers.step.StepContext.gradle": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.Gradle{Tasks: []string{"check"}},
				jobdsl.Gradle{Switches: []string{"--info"}, Tasks: []string{"clean", "check"}},
			},
		},
	},
	"helpers.step.StepContext.groovyScriptFile": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.GroovyScriptFile{
					FileName:           "generateReports.groovy",
					GroovyInstallation: "groovy-2.4.2",
					ScriptParams:       []string{"target/reports"},
				},
			},
		},
	},
	"helpers.step.StepContext.httpRequest": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.HTTPRequest{
					RequestURL:              "http://www.example.com",
					Authentication:          "Credentials",
					HTTPMode:                "POST",
					LogResponseBody:         new(true),
					ReturnCodeBuildRelevant: new(true),
				},
			},
		},
	},
	"helpers.step.StepContext.jython": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.Jython{Command: `print "Hello" + "Goodbye"`},
				jobdsl.Jython{Command: jobdsl.ReadFile("build.py")},
			},
		},
	},
	"helpers.step.StepContext.maven": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.Maven{Goals: []string{"verify"}},
				jobdsl.Maven{Goals: []string{"clean verify"}, RootPOM: "module-a/pom.xml"},
				jobdsl.Maven{
					LocalRepository:   jobdsl.LocalRepositoryLocationLocalToWorkspace,
					MavenInstallation: "Maven 3.1.1",
					MavenOpts:         []string{"-Xms256m", "-Xmx512m"},
					Properties:        []jobdsl.Pair{{Name: "skipTests", Value: "true"}},
					ProvidedSettings:  "central-mirror",
					Goals:             []string{"clean", "verify"},
				},
			},
		},
	},
	"helpers.step.StepContext.msBuild": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.MsBuild{
					Args:                   []string{"check", "another"},
					BuildFile:              "dir1/build.proj",
					ContinueOnBuildFailure: new(true),
					MsBuildInstallation:    "MSBuild 1.8",
					PassBuildVariables:     new(true),
					UnstableIfWarnings:     new(true),
				},
			},
		},
	},
	"helpers.step.StepContext.nodejsCommand": {
		jobdsl.FreeStyleJob{
			Name:  "example",
			Steps: []jobdsl.Step{jobdsl.NodeJSCommand{CommandScript: `console.log("Hello World!")`, Installation: "Node 0.12.0"}},
		},
	},
	"helpers.step.StepContext.phing": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.Phing{
					Properties:        []jobdsl.Pair{{Name: "KEY", Value: "VALUE"}},
					BuildFile:         "dir1/build.xml",
					Options:           []string{"--debug"},
					PhingInstallation: "Phing 1.8",
					Targets:           []string{"test"},
					UseModuleRoot:     new(false),
				},
			},
		},
	},
	"helpers.step.StepContext.powerShell": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.PowerShell{Command: `Write-Output "Hello World!"`},
				jobdsl.PowerShell{Command: jobdsl.ReadFile("build.ps1")},
			},
		},
	},
	"helpers.step.StepContext.prerequisite": {
		jobdsl.FreeStyleJob{Name: "example", Steps: []jobdsl.Step{jobdsl.Prerequisite{ProjectList: "project-a, project-b"}}},
	},
	"helpers.step.StepContext.publishOverSsh": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.PublishOverSSH{
					Servers: []jobdsl.PublishOverSSHServer{{Name: "server-name", TransferSets: []jobdsl.PublishOverSSHTransferSet{{SourceFiles: "file"}}}},
				},
			},
		},
	},
	"helpers.step.StepContext.python": {
		jobdsl.FreeStyleJob{Name: "example", Steps: []jobdsl.Step{jobdsl.Python{Command: "python setup.py"}}},
	},
	"helpers.step.StepContext.rake": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.Rake{Tasks: []string{"task"}},
				jobdsl.Rake{
					BundleExec:   new(true),
					File:         "/opt/app/Rakefile",
					Installation: "ruby-2.0.0-p481",
					LibDir:       "./rakelib",
					Silent:       new(true),
					Tasks:        []string{"first", "second", "third", "fourth"},
					WorkingDir:   "/opt/app",
				},
			},
		},
	},
	"helpers.step.StepContext.remoteShell": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.RemoteShell{
					SiteName: "root@example.com:22",
					Commands: []string{
						"echo Hello",
						"echo World!",
						"echo How are you?",
						"echo I'm fine!",
						"echo And you?",
						jobdsl.ReadFile("script.sh"),
					},
				},
			},
		},
	},
	"helpers.step.StepContext.remoteTrigger": {
		jobdsl.FreeStyleJob{
			Name:  "example-1",
			Steps: []jobdsl.Step{jobdsl.RemoteTrigger{RemoteJenkins: "test-ci", JobName: "test-flow"}},
		},
		jobdsl.FreeStyleJob{
			Name: "example-2",
			Steps: []jobdsl.Step{
				jobdsl.RemoteTrigger{
					RemoteJenkins:           "test-ci",
					JobName:                 "test-flow",
					BlockBuildUntilComplete: new(true),
					Parameters: []jobdsl.Pair{
						{Name: "VERSION", Value: "$PIPELINE_VERSION"},
						{Name: "BRANCH", Value: "feature-A"},
						{Name: "STAGING_REPO_ID", Value: "41234232"},
					},
				},
			},
		},
	},
	"helpers.step.StepContext.resolveArtifacts": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.ResolveArtifacts{
					Artifacts: []jobdsl.RepositoryConnectorArtifact{
						{ArtifactID: "slf4j-api", GroupID: "org.slf4j", Version: "[1.7.5,1.7.6]"},
						{ArtifactID: "logback-classic", Classifier: "sources", GroupID: "ch.qos.logback", Version: "1.1.1"},
					},
					FailOnError:          new(true),
					SnapshotUpdatePolicy: "always",
					TargetDirectory:      "lib",
				},
			},
		},
	},
	"helpers.step.StepContext.sbt": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.Sbt{
					SbtName:    "SBT 0.12.3",
					Actions:    "test",
					SbtFlags:   "-Dsbt.log.noformat=true",
					JVMFlags:   "-Xmx2G -Xms512M",
					SubdirPath: "subproject",
				},
			},
		},
	},
	"helpers.step.StepContext.systemGroovyScriptFile": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.SystemGroovyScriptFile{
					FileName: "disconnect-slave.groovy",
					Bindings: []jobdsl.Pair{{Name: "computerName", Value: "ubuntu-04"}},
				},
			},
		},
	},
	"helpers.step.StepContext.vSphereDeployFromTemplate": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.VSphereDeployFromTemplate{Clone: "clone", Cluster: "cluster", Server: "vsphere.acme.org", Template: "template"},
			},
		},
	},
	"helpers.step.StepContext.vSpherePowerOff": {
		jobdsl.FreeStyleJob{
			Name:  "example",
			Steps: []jobdsl.Step{jobdsl.VSpherePowerOff{Server: "vsphere.acme.org", VM: "foo"}},
		},
	},
	"helpers.step.StepContext.vSpherePowerOn": {
		jobdsl.FreeStyleJob{
			Name:  "example",
			Steps: []jobdsl.Step{jobdsl.VSpherePowerOn{Server: "vsphere.acme.org", VM: "foo"}},
		},
	},
	"helpers.step.StepContext.xShell": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Steps: []jobdsl.Step{
				jobdsl.XShell{CommandLine: "echo Hi!"},
				jobdsl.XShell{CommandLine: "echo Hi!", ExecutableInWorkspaceDir: new(true)},
				jobdsl.XShell{CommandLine: "echo Hi!", ExecutableInWorkspaceDir: new(true), RegexToKill: ".*regexp.*"},
				jobdsl.XShell{
					CommandLine:              "echo Hi!",
					ExecutableInWorkspaceDir: new(true),
					RegexToKill:              ".*regexp.*",
					TimeAllocated:            new(10),
				},
			},
		},
	},
}
