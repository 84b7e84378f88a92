package jobdsl_test

import "github.com/jenkinscode/jenkinscode/jobdsl"

var conformanceWrappers = map[string]jobdsl.Script{
	"helpers.wrapper.MavenWrapperContext.mavenRelease": {
		jobdsl.MavenJob{
			Name: "example",
			Wrappers: []jobdsl.MavenWrapper{
				jobdsl.MavenRelease{
					DryRunGoals:                  "-DdryRun=true release:prepare",
					NumberOfReleaseBuildsToKeep:  new(10),
					ReleaseEnvVar:                "RELEASE_ENV",
					ReleaseGoals:                 "release:prepare release:perform",
					SCMPasswordEnvVar:            "MY_PASSWORD_ENV",
					SCMUserEnvVar:                "MY_USER_ENV",
					SelectAppendJenkinsUsername:  new(true),
					SelectCustomSCMCommentPrefix: new(true),
					SelectSCMCredentials:         new(true),
				},
			},
		},
	},
	"helpers.wrapper.WrapperContext.allocatePorts": {
		jobdsl.FreeStyleJob{
			Name:     "example-1",
			Wrappers: []jobdsl.Wrapper{jobdsl.AllocatePorts{Ports: []string{"HTTP", "8080"}}},
		},
		jobdsl.FreeStyleJob{
			Name: "example-2",
			Wrappers: []jobdsl.Wrapper{
				jobdsl.AllocatePorts{
					Glassfishes: []jobdsl.PortsGlassfish{{Port: "1234", User: "user", Password: "password"}},
					Tomcats:     []jobdsl.PortsTomcat{{Port: "1234", Password: "password"}},
				},
			},
		},
	},
	"helpers.wrapper.WrapperContext.buildInDocker": {
		jobdsl.FreeStyleJob{
			Name: "example-1",
			Wrappers: []jobdsl.Wrapper{
				jobdsl.BuildInDocker{
					Image:   "centos:7",
					Verbose: new(true),
					Volumes: []jobdsl.BuildInDockerVolume{{PathOnHost: "/dev/urandom", PathInsideContainer: "/dev/random"}},
				},
			},
		},
		jobdsl.FreeStyleJob{
			Name: "example-2",
			Wrappers: []jobdsl.Wrapper{
				jobdsl.BuildInDocker{
					Dockerfile: &jobdsl.BuildInDockerDockerfile{},
					Verbose:    new(true),
					Volumes:    []jobdsl.BuildInDockerVolume{{PathOnHost: "/dev/urandom", PathInsideContainer: "/dev/random"}},
				},
			},
		},
	},
	"helpers.wrapper.WrapperContext.buildName": {
		jobdsl.FreeStyleJob{
			Name:     "example",
			Wrappers: []jobdsl.Wrapper{jobdsl.BuildName{NameTemplate: `#${BUILD_NUMBER} on ${ENV,var="BRANCH"}`}},
		},
	},
	"helpers.wrapper.WrapperContext.buildUserVars": {
		jobdsl.FreeStyleJob{Name: "example", Wrappers: []jobdsl.Wrapper{jobdsl.BuildUserVars{}}},
	},
	"helpers.wrapper.WrapperContext.configFiles": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Wrappers: []jobdsl.Wrapper{
				jobdsl.ConfigFilesWrapper{
					Files:         []jobdsl.ConfigFileUse{{FileID: "myCustomConfigFile", Variable: "CONFIG_FILE"}},
					MavenSettings: []jobdsl.ConfigFileUse{{FileID: "myJenkinsSettingsFile", TargetLocation: "settings.xml"}},
				},
			},
		},
	},
	"helpers.wrapper.WrapperContext.credentialsBinding": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Wrappers: []jobdsl.Wrapper{
				jobdsl.CredentialsBinding{
					Bindings: []jobdsl.Binding{
						jobdsl.FileBinding{Variable: "KEYSTORE", Credentials: "keystore.jks"},
						jobdsl.UsernamePasswordPair{Variable: "PASSWORD", Credentials: "keystore password"},
					},
				},
			},
		},
	},
	"helpers.wrapper.WrapperContext.customTools": {
		jobdsl.FreeStyleJob{
			Name:     "example",
			Wrappers: []jobdsl.Wrapper{jobdsl.CustomTools{Tools: []string{"NodeJS", "figlet"}, SkipMasterInstallation: new(true)}},
		},
	},
	"helpers.wrapper.WrapperContext.deliveryPipelineVersion": {
		jobdsl.FreeStyleJob{
			Name:     "example",
			Wrappers: []jobdsl.Wrapper{jobdsl.DeliveryPipelineVersion{Template: "1.0.${BUILD_NUMBER}", SetDisplayName: new(true)}},
		},
	},
	"helpers.wrapper.WrapperContext.environmentVariables": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Wrappers: []jobdsl.Wrapper{
				jobdsl.EnvironmentVariablesWrapper{
					Envs:           []jobdsl.Pair{{Name: "ONE", Value: "1"}, {Name: "FOO", Value: "bar"}, {Name: "TEST", Value: "123"}},
					PropertiesFile: "env.properties",
				},
			},
		},
	},
	"helpers.wrapper.WrapperContext.exclusionResources": {
		jobdsl.FreeStyleJob{
			Name:     "example",
			Wrappers: []jobdsl.Wrapper{jobdsl.ExclusionResources{ResourceNames: []string{"FIRST", "SECOND"}}},
			Steps:    []jobdsl.Step{jobdsl.CriticalBlock{Steps: []jobdsl.Step{jobdsl.Shell{Command: "echo Hello World!"}}}},
		},
	},
	"helpers.wrapper.WrapperContext.generateJiraReleaseNotes": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Wrappers: []jobdsl.Wrapper{
				jobdsl.GenerateJiraReleaseNotes{
					EnvironmentVariable: "JiraReleaseNotes",
					Filter:              "status in (Resolved, Closed)",
					ProjectKey:          "PROJECT",
					Release:             "$JiraBuild",
				},
			},
		},
	},
	"helpers.wrapper.WrapperContext.golang": {
		jobdsl.FreeStyleJob{Name: "example", Wrappers: []jobdsl.Wrapper{jobdsl.Golang{Version: "Go 1.3.3"}}},
	},
	"helpers.wrapper.WrapperContext.injectPasswords": {
		jobdsl.FreeStyleJob{
			Name:     "example",
			Wrappers: []jobdsl.Wrapper{jobdsl.InjectPasswords{InjectGlobalPasswords: new(true)}},
		},
	},
	"helpers.wrapper.WrapperContext.keychains": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Wrappers: []jobdsl.Wrapper{
				jobdsl.Keychains{
					Delete:    new(true),
					Keychains: []jobdsl.Keychain{{Keychain: "test1", Identity: "test2"}},
					Overwrite: new(true),
				},
			},
		},
	},
	"helpers.wrapper.WrapperContext.maskPasswords": {
		jobdsl.FreeStyleJob{Name: "example", Wrappers: []jobdsl.Wrapper{jobdsl.MaskPasswords{}}},
	},
	"helpers.wrapper.WrapperContext.rbenv": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Wrappers: []jobdsl.Wrapper{
				jobdsl.Rbenv{RubyVersion: "2.1.2", Gems: []string{"bundler", "rake"}, IgnoreLocalVersion: new(true)},
			},
		},
	},
	"helpers.wrapper.WrapperContext.release": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Wrappers: []jobdsl.Wrapper{
				jobdsl.Release{
					Parameters: []jobdsl.Parameter{
						jobdsl.BooleanParam{Name: "param", DefaultValue: new(false), Description: "some boolean build parameter"},
					},
					DoNotKeepLog:            new(true),
					OverrideBuildParameters: new(true),
					PreBuildSteps:           []jobdsl.Step{jobdsl.Shell{Command: "echo 'hello'"}},
				},
			},
		},
	},
	"helpers.wrapper.WrapperContext.runOnSameNodeAs": {
		jobdsl.FreeStyleJob{
			Name:     "example",
			Wrappers: []jobdsl.Wrapper{jobdsl.RunOnSameNodeAs{JobName: "project-a", UseSameWorkspace: new(true)}},
		},
	},
	"helpers.wrapper.WrapperContext.rvm": {
		jobdsl.FreeStyleJob{Name: "example", Wrappers: []jobdsl.Wrapper{jobdsl.RVM{RubySpecification: "ruby-1.9.3"}}},
	},
	"helpers.wrapper.WrapperContext.sauceOnDemand": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Wrappers: []jobdsl.Wrapper{
				jobdsl.SauceOnDemand{
					AppiumBrowsers:            []string{"Amazon_Kindle_Fire_Emulatorlandscapeandroid2_3_7_"},
					LaunchSauceConnectOnSlave: new(true),
					UseLatestVersion:          new(true),
					WebDriverBrowsers:         []string{"Linuxchrome43", "Linuxchrome44"},
				},
			},
		},
	},
	"helpers.wrapper.WrapperContext.sshAgent": {
		jobdsl.FreeStyleJob{
			Name:     "example",
			Wrappers: []jobdsl.Wrapper{jobdsl.SSHAgent{Credentials: []string{"deployment-key"}}},
		},
	},
	"helpers.wrapper.WrapperContext.timeout": {
		jobdsl.FreeStyleJob{Name: "example-1", Wrappers: []jobdsl.Wrapper{jobdsl.Timeout{}}},
		jobdsl.FreeStyleJob{Name: "example-2", Wrappers: []jobdsl.Wrapper{jobdsl.Timeout{Absolute: "60"}}},
		jobdsl.FreeStyleJob{
			Name: "example-3",
			Wrappers: []jobdsl.Wrapper{
				jobdsl.Timeout{
					Elastic: &jobdsl.TimeoutElastic{Percentage: new(300), NumberOfBuilds: new(3), MinutesDefault: new(30)},
				},
			},
		},
		jobdsl.FreeStyleJob{Name: "example-4", Wrappers: []jobdsl.Wrapper{jobdsl.Timeout{LikelyStuck: true}}},
		jobdsl.FreeStyleJob{
			Name: "example-5",
			Wrappers: []jobdsl.Wrapper{
				jobdsl.Timeout{
					FailBuild:         true,
					NoActivity:        new(180),
					WriteDescriptions: []string{"Build failed due to timeout after {0} minutes"},
				},
			},
		},
		jobdsl.FreeStyleJob{Name: "example-6", Wrappers: []jobdsl.Wrapper{jobdsl.Timeout{Absolute: "${JOB_TIMEOUT}"}}},
	},
	"helpers.wrapper.WrapperContext.xvfb": {
		jobdsl.FreeStyleJob{
			Name:     "example",
			Wrappers: []jobdsl.Wrapper{jobdsl.Xvfb{Installation: "default", Screen: "1920x1080x24"}},
		},
	},
	"helpers.wrapper.WrapperContext.xvnc": {
		jobdsl.FreeStyleJob{
			Name:     "example",
			Wrappers: []jobdsl.Wrapper{jobdsl.Xvnc{TakeScreenshot: new(true), UseXauthority: new(false)}},
		},
	},
}
