package jobdsl_test

import "github.com/jenkinscode/jenkinscode/jobdsl"

var conformancePublishers = map[string]jobdsl.Script{
	"helpers.publisher.MavenPublisherContext.deployArtifacts": {
		jobdsl.MavenJob{Name: "example-1", Publishers: []jobdsl.MavenPublisher{jobdsl.DeployArtifacts{}}},
		jobdsl.MavenJob{
			Name:       "example-2",
			Publishers: []jobdsl.MavenPublisher{jobdsl.DeployArtifacts{EvenIfUnstable: new(true)}},
		},
	},
	"helpers.publisher.PublisherContext.allowBrokenBuildClaiming": {
		jobdsl.FreeStyleJob{Name: "example", Publishers: []jobdsl.Publisher{jobdsl.AllowBrokenBuildClaiming{}}},
	},
	"helpers.publisher.PublisherContext.analysisCollector": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.AnalysisCollector{
					Thresholds: &jobdsl.Thresholds{UnstableTotal: jobdsl.Threshold{All: new(1), High: new(2), Normal: new(3), Low: new(4)}},
					Checkstyle: new(true),
					Dry:        new(true),
					Findbugs:   new(true),
					PMD:        new(true),
					Tasks:      new(true),
					Warnings:   new(true),
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.androidLint": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.AndroidLint{
					Pattern: "**/lint-results.xml",
					Thresholds: &jobdsl.Thresholds{
						UnstableTotal: jobdsl.Threshold{All: new(1), High: new(2), Normal: new(3), Low: new(4)},
						FailedTotal:   jobdsl.Threshold{All: new(5), High: new(6), Normal: new(7), Low: new(8)},
						UnstableNew:   jobdsl.Threshold{All: new(9), High: new(10), Normal: new(11), Low: new(12)},
						FailedNew:     jobdsl.Threshold{All: new(13), High: new(14), Normal: new(15), Low: new(16)},
					},
					CanRunOnFailed:            new(true),
					ComputeNew:                new(true),
					DefaultEncoding:           "UTF-8",
					HealthLimits:              &jobdsl.HealthLimits{Healthy: new(3), Unhealthy: new(20)},
					ShouldDetectModules:       new(true),
					ThresholdLimit:            "high",
					UseDeltaValues:            new(true),
					UseStableBuildAsReference: new(true),
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.archiveJavadoc": {
		jobdsl.FreeStyleJob{
			Name:       "example",
			Publishers: []jobdsl.Publisher{jobdsl.ArchiveJavadoc{JavadocDir: "target/javadoc"}},
		},
	},
	"helpers.publisher.PublisherContext.archiveJunit": {
		jobdsl.FreeStyleJob{
			Name:       "example-1",
			Publishers: []jobdsl.Publisher{jobdsl.ArchiveJUnit{Glob: "**/target/surefire-reports/*.xml"}},
		},
		jobdsl.FreeStyleJob{
			Name: "example-2",
			Publishers: []jobdsl.Publisher{
				jobdsl.ArchiveJUnit{
					Glob:               "**/minitest-reports/*.xml",
					AllowEmptyResults:  new(true),
					HealthScaleFactor:  new(1.5),
					RetainLongStdout:   new(true),
					TestDataPublishers: []jobdsl.TestDataPublisher{jobdsl.PublishTestStabilityData{}},
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.archiveTestNG": {
		jobdsl.FreeStyleJob{Name: "example-1", Publishers: []jobdsl.Publisher{jobdsl.ArchiveTestNG{}}},
		jobdsl.FreeStyleJob{
			Name:       "example-2",
			Publishers: []jobdsl.Publisher{jobdsl.ArchiveTestNG{Glob: "**/target/test-reports/*.xml"}},
		},
		jobdsl.FreeStyleJob{
			Name: "example-3",
			Publishers: []jobdsl.Publisher{
				jobdsl.ArchiveTestNG{
					Glob:                                    "**/target/test-reports/*.xml",
					EscapeExceptionMessages:                 new(false),
					EscapeTestDescription:                   new(true),
					MarkBuildAsFailureOnFailedConfiguration: new(true),
					MarkBuildAsUnstableOnSkippedTests:       new(false),
					ShowFailedBuildsInTrendGraph:            new(true),
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.archiveXUnit": {
		jobdsl.FreeStyleJob{
			Name:       "example-1",
			Publishers: []jobdsl.Publisher{jobdsl.ArchiveXUnit{Tools: []jobdsl.XUnitTool{jobdsl.JUnitResults{Pattern: "my_file.xml"}}}},
		},
		jobdsl.FreeStyleJob{
			Name: "example-2",
			Publishers: []jobdsl.Publisher{
				jobdsl.ArchiveXUnit{
					FailedThresholds:  jobdsl.ArchiveXUnitThreshold{Failure: new(10), FailureNew: new(10), Unstable: new(10), UnstableNew: new(10)},
					SkippedThresholds: jobdsl.ArchiveXUnitThreshold{Failure: new(5), FailureNew: new(5), Unstable: new(5), UnstableNew: new(5)},
					ThresholdMode:     jobdsl.XUnitThresholdModePercent,
					TimeMargin:        new(4000),
					Tools:             []jobdsl.XUnitTool{jobdsl.AUnitResults{Pattern: "my_file.xml"}, jobdsl.JUnitResults{Pattern: "my_other_file.xml"}},
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.associatedFiles": {
		jobdsl.FreeStyleJob{Name: "example", Publishers: []jobdsl.Publisher{jobdsl.AssociatedFiles{Files: "/tmp/logs"}}},
	},
	"helpers.publisher.PublisherContext.buildPipelineTrigger": {
		jobdsl.FreeStyleJob{
			Name:       "example-1",
			Publishers: []jobdsl.Publisher{jobdsl.BuildPipelineTrigger{DownstreamProjectNames: "deploy-cluster-1, deploy-cluster-2"}},
		},
		jobdsl.FreeStyleJob{
			Name: "example-2",
			Publishers: []jobdsl.Publisher{
				jobdsl.BuildPipelineTrigger{
					DownstreamProjectNames: "deploy-cluster-1, deploy-cluster-2",
					Parameters: []jobdsl.DownstreamParameters{
						{
							PredefinedProps: []jobdsl.Pair{
								{Name: "GIT_COMMIT", Value: "$GIT_COMMIT"},
								{Name: "ARTIFACT_BUILD_NUMBER", Value: "$BUILD_NUMBER"},
							},
						},
					},
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.ccm": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.CCM{
					Pattern: "**/ccm.xml",
					Thresholds: &jobdsl.Thresholds{
						UnstableTotal: jobdsl.Threshold{All: new(1), High: new(2), Normal: new(3), Low: new(4)},
						FailedTotal:   jobdsl.Threshold{All: new(5), High: new(6), Normal: new(7), Low: new(8)},
						UnstableNew:   jobdsl.Threshold{All: new(9), High: new(10), Normal: new(11), Low: new(12)},
						FailedNew:     jobdsl.Threshold{All: new(13), High: new(14), Normal: new(15), Low: new(16)},
					},
					CanRunOnFailed:            new(true),
					ComputeNew:                new(true),
					DefaultEncoding:           "UTF-8",
					HealthLimits:              &jobdsl.HealthLimits{Healthy: new(3), Unhealthy: new(20)},
					ShouldDetectModules:       new(true),
					ThresholdLimit:            "high",
					UseDeltaValues:            new(true),
					UseStableBuildAsReference: new(true),
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.chucknorris": {
		jobdsl.FreeStyleJob{Name: "example", Publishers: []jobdsl.Publisher{jobdsl.Chucknorris{}}},
	},
	"helpers.publisher.PublisherContext.cloverPHP": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.CloverPHP{
					XMLLocation:                "coverage.xml",
					HealthyMethodCoverage:      new(90),
					HealthyStatementCoverage:   new(80),
					PublishHTMLReport:          jobdsl.CloverPHPPublishHTMLReport{ReportDirectory: "reports", DisableArchiving: new(true)},
					UnhealthyMethodCoverage:    new(60),
					UnhealthyStatementCoverage: new(50),
					UnstableMethodCoverage:     new(50),
					UnstableStatementCoverage:  new(40),
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.createJiraIssue": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.CreateJiraIssue{Assignee: "Bob", Component: "ComponentA", ProjectKey: "PROJECT", TestDescription: "bla"},
			},
		},
	},
	"helpers.publisher.PublisherContext.createJiraVersion": {
		jobdsl.FreeStyleJob{
			Name:       "example",
			Publishers: []jobdsl.Publisher{jobdsl.CreateJiraVersion{ProjectKey: "PROJECT", Version: "VersionA"}},
		},
	},
	"helpers.publisher.PublisherContext.crittercismDsymUpload": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.CrittercismDsymUpload{APIKey: "secret", AppID: "c001abb", FilePath: "build/myapp.dSYM.zip"},
			},
		},
	},
	"helpers.publisher.PublisherContext.debianPackage": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.DebianPackagePublisher{RepoID: "precise-default", CommitMessage: "automatic commit by Jenkins"},
			},
		},
	},
	"helpers.publisher.PublisherContext.dependencyCheck": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.DependencyCheck{
					Pattern: "**/DependencyCheck-Report.xml",
					Thresholds: &jobdsl.Thresholds{
						UnstableTotal: jobdsl.Threshold{All: new(1), High: new(2), Normal: new(3), Low: new(4)},
						FailedTotal:   jobdsl.Threshold{All: new(5), High: new(6), Normal: new(7), Low: new(8)},
						UnstableNew:   jobdsl.Threshold{All: new(9), High: new(10), Normal: new(11), Low: new(12)},
						FailedNew:     jobdsl.Threshold{All: new(13), High: new(14), Normal: new(15), Low: new(16)},
					},
					CanRunOnFailed:            new(true),
					ComputeNew:                new(true),
					DefaultEncoding:           "UTF-8",
					HealthLimits:              &jobdsl.HealthLimits{Healthy: new(3), Unhealthy: new(20)},
					ShouldDetectModules:       new(true),
					ThresholdLimit:            "high",
					UseDeltaValues:            new(true),
					UseStableBuildAsReference: new(true),
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.downstream": {
		jobdsl.FreeStyleJob{
			Name:       "example",
			Publishers: []jobdsl.Publisher{jobdsl.Downstream{ProjectNames: []string{"project-a"}, Threshold: "UNSTABLE"}},
		},
	},
	"helpers.publisher.PublisherContext.downstreamParameterized": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.DownstreamParameterizedPublisher{
					Triggers: []jobdsl.PublisherDownstreamTrigger{
						{
							Projects:   []string{"Project1, Project2"},
							Parameters: jobdsl.DownstreamParameters{CurrentBuild: true},
							Condition:  "UNSTABLE_OR_BETTER",
						},
					},
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.dry": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.Dry{
					Pattern:         "**/cpd.xml",
					HighThreshold:   new(80),
					NormalThreshold: new(20),
					Thresholds: &jobdsl.Thresholds{
						UnstableTotal: jobdsl.Threshold{All: new(1), High: new(2), Normal: new(3), Low: new(4)},
						FailedTotal:   jobdsl.Threshold{All: new(5), High: new(6), Normal: new(7), Low: new(8)},
						UnstableNew:   jobdsl.Threshold{All: new(9), High: new(10), Normal: new(11), Low: new(12)},
						FailedNew:     jobdsl.Threshold{All: new(13), High: new(14), Normal: new(15), Low: new(16)},
					},
					CanRunOnFailed:            new(true),
					ComputeNew:                new(true),
					DefaultEncoding:           "UTF-8",
					HealthLimits:              &jobdsl.HealthLimits{Healthy: new(3), Unhealthy: new(20)},
					ShouldDetectModules:       new(true),
					ThresholdLimit:            "high",
					UseDeltaValues:            new(true),
					UseStableBuildAsReference: new(true),
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.findbugs": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.Findbugs{
					Pattern:         "**/findbugsXml.xml",
					IsRankActivated: new(false),
					Thresholds: &jobdsl.Thresholds{
						UnstableTotal: jobdsl.Threshold{All: new(1), High: new(2), Normal: new(3), Low: new(4)},
						FailedTotal:   jobdsl.Threshold{All: new(5), High: new(6), Normal: new(7), Low: new(8)},
						UnstableNew:   jobdsl.Threshold{All: new(9), High: new(10), Normal: new(11), Low: new(12)},
						FailedNew:     jobdsl.Threshold{All: new(13), High: new(14), Normal: new(15), Low: new(16)},
					},
					CanRunOnFailed:            new(true),
					ComputeNew:                new(true),
					DefaultEncoding:           "UTF-8",
					HealthLimits:              &jobdsl.HealthLimits{Healthy: new(3), Unhealthy: new(20)},
					ShouldDetectModules:       new(true),
					ThresholdLimit:            "high",
					UseDeltaValues:            new(true),
					UseStableBuildAsReference: new(true),
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.fingerprint": {
		jobdsl.FreeStyleJob{Name: "example", Publishers: []jobdsl.Publisher{jobdsl.Fingerprint{Targets: "**/*.jar"}}},
	},
	"helpers.publisher.PublisherContext.flexiblePublish": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.FlexiblePublish{
					ConditionalActions: []jobdsl.ConditionalActions{
						{
							Condition:  jobdsl.StatusCondition{WorstResult: "ABORTED", BestResult: "FAILURE"},
							Publishers: []jobdsl.Publisher{jobdsl.WsCleanup{}},
						},
						{
							Condition: jobdsl.AndCondition{
								Conditions: []jobdsl.RunCondition{
									jobdsl.StringsMatchCondition{Arg1: "foo", Arg2: "bar"},
									jobdsl.StatusCondition{WorstResult: "SUCCESS", BestResult: "SUCCESS"},
								},
							},
							Steps: []jobdsl.Step{jobdsl.Shell{Command: "echo hello!"}},
						},
					},
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.flog": {
		jobdsl.FreeStyleJob{
			Name:       "example",
			Publishers: []jobdsl.Publisher{jobdsl.Flog{RubyDirectories: []string{"folderA", "folderB"}}},
		},
	},
	"helpers.publisher.PublisherContext.flowdock": {
		jobdsl.FreeStyleJob{Name: "example-1", Publishers: []jobdsl.Publisher{jobdsl.Flowdock{Token: "a-flow-token"}}},
		jobdsl.FreeStyleJob{
			Name: "example-2",
			Publishers: []jobdsl.Publisher{
				jobdsl.Flowdock{
					Token:    "flow-token",
					Aborted:  new(true),
					Failure:  new(true),
					Fixed:    new(true),
					NotBuilt: new(true),
					Success:  new(true),
					Unstable: new(true),
				},
			},
		},
		jobdsl.FreeStyleJob{
			Name: "example-3",
			Publishers: []jobdsl.Publisher{
				jobdsl.Flowdock{Token: "first-flow-token, second-flow-token", Chat: new(true), Tags: []string{"jenkins", "build"}},
			},
		},
	},
	"helpers.publisher.PublisherContext.githubCommitNotifier": {
		jobdsl.FreeStyleJob{Name: "example", Publishers: []jobdsl.Publisher{jobdsl.GitHubCommitNotifier{}}},
	},
	"helpers.publisher.PublisherContext.jacocoCodeCoverage": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.JacocoCodeCoverage{
					MaximumBranchCoverage:      "80",
					MaximumClassCoverage:       "80",
					MaximumComplexityCoverage:  "80",
					MaximumInstructionCoverage: "80",
					MaximumLineCoverage:        "80",
					MaximumMethodCoverage:      "80",
					MinimumBranchCoverage:      "20",
					MinimumClassCoverage:       "20",
					MinimumComplexityCoverage:  "20",
					MinimumInstructionCoverage: "20",
					MinimumLineCoverage:        "20",
					MinimumMethodCoverage:      "20",
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.jiraIssueUpdater": {
		jobdsl.FreeStyleJob{Name: "example", Publishers: []jobdsl.Publisher{jobdsl.JiraIssueUpdater{}}},
	},
	"helpers.publisher.PublisherContext.joinTrigger": {
		jobdsl.FreeStyleJob{
			Name:       "example-1",
			Publishers: []jobdsl.Publisher{jobdsl.JoinTrigger{Projects: []string{"upload-to-staging"}}},
		},
		jobdsl.FreeStyleJob{
			Name: "example-2",
			Publishers: []jobdsl.Publisher{
				jobdsl.JoinTrigger{
					Publishers: []jobdsl.Publisher{
						jobdsl.DownstreamParameterizedPublisher{
							Triggers: []jobdsl.PublisherDownstreamTrigger{
								{
									Projects:   []string{"upload-to-staging"},
									Parameters: jobdsl.DownstreamParameters{CurrentBuild: true},
								},
							},
						},
					},
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.mailer": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.Mailer{
					Recipients:                   "me@example.com",
					DontNotifyEveryUnstableBuild: new(true),
					SendToIndividuals:            new(true),
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.mantis": {
		jobdsl.FreeStyleJob{
			Name:       "example",
			Publishers: []jobdsl.Publisher{jobdsl.Mantis{KeepNotePrivate: new(true), RecordChangelogToNote: new(true)}},
		},
	},
	"helpers.publisher.PublisherContext.mavenDeploymentLinker": {
		jobdsl.FreeStyleJob{Name: "example", Publishers: []jobdsl.Publisher{jobdsl.MavenDeploymentLinker{Regex: ".*.tar.gz"}}},
	},
	"helpers.publisher.PublisherContext.phabricatorNotifier": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.PhabricatorNotifier{
					CommentFile:                     ".contributor-guide",
					CommentOnSuccess:                new(true),
					CommentSize:                     new(2000),
					CommentWithConsoleLinkOnFailure: new(true),
					EnableUberalls:                  new(true),
					PreserveFormatting:              new(true),
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.plotBuildData": {
		jobdsl.FreeStyleJob{
			Name: "example-1",
			Publishers: []jobdsl.Publisher{
				jobdsl.PlotBuildData{
					Plots: []jobdsl.Plot{
						{
							Group:           "Important Plot",
							DataStore:       "my_data_store.csv",
							PropertiesFiles: []jobdsl.PlotPropertiesFile{{FileName: "my_data.properties"}},
						},
					},
				},
			},
		},
		jobdsl.FreeStyleJob{
			Name: "example-2",
			Publishers: []jobdsl.Publisher{
				jobdsl.PlotBuildData{
					Plots: []jobdsl.Plot{
						{
							Group:           "Bar Charts",
							DataStore:       "bar_chart_data_store.csv",
							PropertiesFiles: []jobdsl.PlotPropertiesFile{{FileName: "my_data.properties", Label: "My Label"}},
							Style:           "bar",
						},
					},
				},
			},
		},
		jobdsl.FreeStyleJob{
			Name: "example-3",
			Publishers: []jobdsl.Publisher{
				jobdsl.PlotBuildData{
					Plots: []jobdsl.Plot{
						{
							Group:           "Exciting plots",
							DataStore:       "excitement.csv",
							ExcludeZero:     new(true),
							KeepRecords:     new(true),
							Logarithmic:     new(true),
							NumberOfBuilds:  new(42),
							PropertiesFiles: []jobdsl.PlotPropertiesFile{{FileName: "my_data.properties", Label: "Builds"}},
							Title:           "X vs Y",
							UseDescriptions: new(true),
							YAxis:           "Y",
							YAxisMaximum:    new(100.0),
							YAxisMinimum:    new(10.0),
						},
					},
				},
			},
		},
		jobdsl.FreeStyleJob{
			Name: "example-4",
			Publishers: []jobdsl.Publisher{
				jobdsl.PlotBuildData{
					Plots: []jobdsl.Plot{
						{
							Group:     "Other charts",
							DataStore: "123012992213.csv",
							CSVFiles:  []jobdsl.PlotCSVFile{{FileName: "my_data.properties", IncludeColumnIndexes: []int{1, 8, 14}, ShowTable: new(true)}},
							Style:     "line3d",
						},
					},
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.postBuildTask": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.PostBuildTask{Tasks: []jobdsl.PostBuildScript{{LogText: "BUILD SUCCESSFUL", Script: "git clean -fdx"}}},
			},
		},
	},
	"helpers.publisher.PublisherContext.railsNotes": {
		jobdsl.FreeStyleJob{
			Name:       "example",
			Publishers: []jobdsl.Publisher{jobdsl.RailsNotes{RakeVersion: "v10.2.2", RakeWorkingDirectory: "src"}},
		},
	},
	"helpers.publisher.PublisherContext.rcov": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.Rcov{
					CodeCoverage:    &jobdsl.RcovCoverage{Healthy: 80, Unhealthy: 50},
					ReportDirectory: "folder",
					TotalCoverage:   &jobdsl.RcovCoverage{Healthy: 80, Unhealthy: 50},
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.releaseJiraVersion": {
		jobdsl.FreeStyleJob{
			Name:       "example",
			Publishers: []jobdsl.Publisher{jobdsl.ReleaseJiraVersion{ProjectKey: "PROJECT", Release: "$JiraBuild"}},
		},
	},
	"helpers.publisher.PublisherContext.retryBuild": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.RetryBuild{
					ProgressiveDelay: &jobdsl.NaginatorProgressiveDelay{Increment: 60, Max: 600},
					RerunIfUnstable:  new(true),
					RetryLimit:       new(3),
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.seleniumHtmlReport": {
		jobdsl.FreeStyleJob{
			Name:       "example",
			Publishers: []jobdsl.Publisher{jobdsl.SeleniumHTMLReport{TestResultLocation: "target/test-output", FailOnExceptions: new(true)}},
		},
	},
	"helpers.publisher.PublisherContext.slocCount": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.SlocCount{
					BuildsInGraph:      new(2),
					CommentIsCode:      new(true),
					Encoding:           "UTF-8",
					IgnoreBuildFailure: new(true),
					Pattern:            "build/result.xml",
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.sonar": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.Sonar{
					Branch:           "feature-xy",
					OverrideTriggers: jobdsl.SonarTriggers{SkipIfEnvironmentVariable: "SKIP_SONAR"},
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.tasks": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.Tasks{
					Pattern:        "**/cpd.xml",
					ExcludePattern: "**/*.xml",
					High:           "FIXME",
					Normal:         "TODO",
					Low:            "LOW",
					IgnoreCase:     new(true),
					Thresholds: &jobdsl.Thresholds{
						UnstableTotal: jobdsl.Threshold{All: new(1), High: new(2), Normal: new(3), Low: new(4)},
						FailedTotal:   jobdsl.Threshold{All: new(5), High: new(6), Normal: new(7), Low: new(8)},
						UnstableNew:   jobdsl.Threshold{All: new(9), High: new(10), Normal: new(11), Low: new(12)},
						FailedNew:     jobdsl.Threshold{All: new(13), High: new(14), Normal: new(15), Low: new(16)},
					},
					CanRunOnFailed:            new(true),
					ComputeNew:                new(true),
					DefaultEncoding:           "UTF-8",
					HealthLimits:              &jobdsl.HealthLimits{Healthy: new(3), Unhealthy: new(20)},
					ShouldDetectModules:       new(true),
					ThresholdLimit:            "high",
					UseDeltaValues:            new(true),
					UseStableBuildAsReference: new(true),
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.textFinder": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Publishers: []jobdsl.Publisher{
				jobdsl.TextFinder{
					RegularExpression:      "[ERROR]",
					FileSet:                "**/*.log",
					AlsoCheckConsoleOutput: new(false),
					SucceedIfFound:         new(false),
					UnstableIfFound:        new(true),
				},
			},
		},
	},
	"helpers.publisher.PublisherContext.wsCleanup": {
		jobdsl.FreeStyleJob{Name: "example-1", Publishers: []jobdsl.Publisher{jobdsl.WsCleanup{}}},
		jobdsl.FreeStyleJob{
			Name:       "example-2",
			Publishers: []jobdsl.Publisher{jobdsl.WsCleanup{DeleteDirectories: new(true), IncludePatterns: []string{"**/src/**"}}},
		},
		jobdsl.FreeStyleJob{
			Name: "example-3",
			Publishers: []jobdsl.Publisher{
				jobdsl.WsCleanup{
					DeleteDirectories:         new(true),
					FailBuildWhenCleanupFails: new(false),
					IncludePatterns:           []string{"output/**"},
				},
			},
		},
	},
}
