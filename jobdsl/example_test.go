package jobdsl_test

import (
	"fmt"
	"strings"

	"github.com/jenkinscode/jenkinscode/jobdsl"
)

// write prints a script, or what is wrong with it.
func write(script jobdsl.Script) {
	text, err := script.MarshalText()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(text))
}

// DeployTo is a build step of an in-house plugin: its marker names the call and
// the plugin, its fields are the calls in the closure.
type DeployTo struct {
	jobdsl.IsStep `dsl:"deployTo" jc:"plugin=acme-deploy:2.1"`

	// Stage is the argument of the call.
	Stage string `dsl:"stage,arg" jc:"required,enum=staging|production"`
	// Regions are written as one list.
	Regions []string `dsl:"regions"`
	// Replicas is left out when it is nil.
	Replicas *int `dsl:"replicas" jc:"min=1,max=9"`
	// Smoke are steps in a closure of their own.
	Smoke []jobdsl.Step `dsl:"smokeTests"`
}

// Any package can declare what its plugins add: embed the marker of the
// interface, tag the fields, and the encoder, the checks and [jobdsl.Plugins]
// know it.
func Example_inHousePlugin() {
	job := jobdsl.FreeStyleJob{Name: "deploy", Steps: []jobdsl.Step{
		DeployTo{Stage: "staging", Regions: []string{"tokyo", "osaka"}, Replicas: new(2), Smoke: []jobdsl.Step{jobdsl.Shell{Command: "make smoke"}}},
	}}
	write(jobdsl.Script{job})
	fmt.Println(jobdsl.Plugins(job))

	job.Steps = []jobdsl.Step{DeployTo{Stage: "prod", Replicas: new(0)}}
	write(jobdsl.Script{job})
	// Output:
	// freeStyleJob('deploy') {
	//     steps {
	//         deployTo('staging') {
	//             regions(['tokyo', 'osaka'])
	//             replicas(2)
	//             smokeTests {
	//                 shell('make smoke')
	//             }
	//         }
	//     }
	// }
	// [{acme-deploy 2.1} {job-dsl 1.31}]
	// [0].freeStyleJob.steps[0].deployTo.replicas: invalid value 0: it must be at least 1
	// [0].freeStyleJob.steps[0].deployTo.stage: unsupported value "prod" (allowed: staging, production)
}

// build returns the steps of every job that is built with make. What a job
// template is elsewhere is a function here.
func build(targets ...string) []jobdsl.Step {
	return []jobdsl.Step{
		jobdsl.Shell{Command: "make " + strings.Join(targets, " ")},
		jobdsl.Shell{Command: "make clean"},
	}
}

// Steps that several jobs share come from a function; a job that needs more
// appends to them.
func Example_sharedSteps() {
	write(jobdsl.Script{
		jobdsl.FreeStyleJob{Name: "app", Steps: build("test", "image")},
		jobdsl.FreeStyleJob{Name: "docs", Steps: append(build("html"), jobdsl.Shell{Command: "make publish"})},
	})
	// Output:
	// freeStyleJob('app') {
	//     steps {
	//         shell('make test image')
	//         shell('make clean')
	//     }
	// }
	//
	// freeStyleJob('docs') {
	//     steps {
	//         shell('make html')
	//         shell('make clean')
	//         shell('make publish')
	//     }
	// }
}

// A job says only what is its own; the rest comes from the defaults.
func ExampleWithDefaults() {
	defaults := jobdsl.FreeStyleJob{
		Label:      "linux",
		LogRotator: jobdsl.LogRotator{NumToKeep: new(20), DaysToKeep: new(30)},
		Triggers:   []jobdsl.Trigger{jobdsl.Cron{Spec: "@daily"}},
	}
	write(jobdsl.Script{
		jobdsl.WithDefaults(jobdsl.FreeStyleJob{Name: "app", LogRotator: jobdsl.LogRotator{NumToKeep: new(5)}}, defaults),
		jobdsl.WithDefaults(jobdsl.FreeStyleJob{Name: "by-hand", Triggers: []jobdsl.Trigger{}}, defaults),
	})
	// Output:
	// freeStyleJob('app') {
	//     logRotator {
	//         daysToKeep(30)
	//         numToKeep(5)
	//     }
	//     label('linux')
	//     triggers {
	//         cron('@daily')
	//     }
	// }
	//
	// freeStyleJob('by-hand') {
	//     logRotator {
	//         daysToKeep(30)
	//         numToKeep(20)
	//     }
	//     label('linux')
	//     triggers {}
	// }
}

// A job for each combination but one, as Jenkins Job Builder expands a project.
func ExampleAxes_Combinations() {
	axes := jobdsl.Axes{
		{Name: "os", Values: []string{"linux", "windows"}},
		{Name: "arch", Values: []string{"amd64", "arm64"}},
	}
	supported := func(c jobdsl.Combination) bool { return c["os"] != "windows" || c["arch"] != "arm64" }
	var script jobdsl.Script
	for c := range axes.Combinations(supported) {
		script = append(script, jobdsl.FreeStyleJob{
			Name:  "build-" + c["os"] + "-" + c["arch"],
			Label: c["os"] + " && " + c["arch"],
		})
	}
	write(script)
	// Output:
	// freeStyleJob('build-linux-amd64') {
	//     label('linux && amd64')
	// }
	//
	// freeStyleJob('build-linux-arm64') {
	//     label('linux && arm64')
	// }
	//
	// freeStyleJob('build-windows-amd64') {
	//     label('windows && amd64')
	// }
}

// The plugins that a script needs, for the chart's list of plugins.
func ExamplePlugins() {
	for _, p := range jobdsl.Plugins(
		jobdsl.Folder{Name: "team"},
		jobdsl.PipelineJob{Name: "team/app", Definition: jobdsl.CpsScm{SCM: jobdsl.Git{Remotes: []jobdsl.Remote{{URL: "https://git.example.org/app.git"}}}}},
	) {
		fmt.Println(p.ID + ":" + p.Version)
	}
	// Output:
	// cloudbees-folder:5.14
	// git:2.5.3
	// job-dsl:1.47
	// workflow-cps:2.29
	// workflow-job:2.4
}

// Folders that nothing declares are made, or declared as made elsewhere.
func ExampleScript_WithFolders() {
	script := jobdsl.Script{jobdsl.PipelineJob{Name: "team/services/app"}}
	write(script)
	write(script.WithFolders())
	write(append(jobdsl.Script{jobdsl.ExistingFolder{Name: "team"}, jobdsl.ExistingFolder{Name: "team/services"}}, script...))
	// Output:
	// [0].pipelineJob.name: not found "team/services/app": there is no folder team/services: add it, call WithFolders, or declare an ExistingFolder
	// [0].pipelineJob.name: not found "team/services/app": there is no folder team: add it, call WithFolders, or declare an ExistingFolder
	// folder('team')
	//
	// folder('team/services')
	//
	// pipelineJob('team/services/app')
	// pipelineJob('team/services/app')
}

// Branch sources come from the plugins' own classes, behaviours included.
func ExampleMultibranchPipelineJob() {
	write(jobdsl.Script{jobdsl.MultibranchPipelineJob{
		Name: "app",
		BranchSources: []jobdsl.BranchSource{jobdsl.SCMBranchSource{Source: jobdsl.GitHubSCMSource{
			ID: "0c8b6f9e", RepoOwner: "team", Repository: "app", CredentialsID: "github-app",
			Traits: []jobdsl.SCMSourceTrait{
				jobdsl.GitHubBranchDiscovery{StrategyID: 1},
				jobdsl.GitHubForkDiscovery{StrategyID: 2, Trust: jobdsl.GitHubTrustPermissions{}},
			},
		}}},
		OrphanedItemStrategy: jobdsl.DiscardOldItems{DaysToKeep: new(7)},
	}})
	// Output:
	// multibranchPipelineJob('app') {
	//     branchSources {
	//         branchSource {
	//             source {
	//                 github {
	//                     id('0c8b6f9e')
	//                     repoOwner('team')
	//                     repository('app')
	//                     repositoryUrl('')
	//                     configuredByUrl(false)
	//                     credentialsId('github-app')
	//                     traits {
	//                         gitHubBranchDiscovery {
	//                             strategyId(1)
	//                         }
	//                         gitHubForkDiscovery {
	//                             strategyId(2)
	//                             trust {
	//                                 gitHubTrustPermissions()
	//                             }
	//                         }
	//                     }
	//                 }
	//             }
	//         }
	//     }
	//     orphanedItemStrategy {
	//         discardOldItems {
	//             daysToKeep(7)
	//         }
	//     }
	// }
}

// A configure block sets what no call reaches.
func ExampleXMLEdit() {
	write(jobdsl.Script{jobdsl.FreeStyleJob{Name: "app", Configure: []jobdsl.XMLEdit{
		jobdsl.SetXML{Element: jobdsl.XML{Name: "quietPeriod", Text: "30"}},
		jobdsl.AppendXML{Path: []string{"properties"}, Elements: []jobdsl.XML{{
			Name: "org.acme.Owner", Attributes: map[string]string{"plugin": "acme-owner"},
			Children: []jobdsl.XML{{Name: "team", Text: "it's ours"}},
		}}},
		jobdsl.RemoveXML{Path: []string{"actions"}},
	}}})
	// Output:
	// freeStyleJob('app') {
	//     configure { node ->
	//         (node / 'quietPeriod').with {
	//             it.attributes().clear()
	//             it.value = '30'
	//         }
	//         (node / 'properties').appendNode('org.acme.Owner', ['plugin': 'acme-owner']).with {
	//             it.appendNode('team', 'it\'s ours')
	//         }
	//         node.children().removeAll { it instanceof Node && it.name() == 'actions' }
	//     }
	// }
}

// A call that no struct stands for can stand anywhere; its arguments are
// escaped all the same.
func ExampleCall() {
	write(jobdsl.Script{jobdsl.PipelineJob{Name: "app", Properties: []jobdsl.Property{
		jobdsl.Call{Name: "acmeOwner", Body: []jobdsl.Call{
			{Name: "team", Args: []any{"${ours}"}},
			{Name: "levels", Args: []any{[]int{1, 2}, map[string]any{"strict": true}}},
		}},
	}}})
	// Output:
	// pipelineJob('app') {
	//     properties {
	//         acmeOwner {
	//             team('${ours}')
	//             levels([1, 2], ['strict': true])
	//         }
	//     }
	// }
}

// Only what goes through Expr or ReadFile is evaluated when the script runs.
func ExampleExpr() {
	write(jobdsl.Script{jobdsl.PipelineJob{
		Name:        "app",
		Description: "${REGION} is text, this is not: " + jobdsl.Expr("REGION"),
		Definition:  jobdsl.Cps{Script: jobdsl.ReadFile("pipelines/app.groovy")},
	}})
	// Output:
	// pipelineJob('app') {
	//     description('${REGION} is text, this is not: ' + (REGION))
	//     definition {
	//         cps {
	//             script(readFileFromWorkspace('pipelines/app.groovy'))
	//         }
	//     }
	// }
}
