package main

import "github.com/jenkinscode/jenkinscode/jobdsl"

// pipeline returns a job that runs the Jenkinsfile of a Git repository.
func pipeline(name, url string) jobdsl.Item {
	return jobdsl.PipelineJob{
		Name: name,
		Definition: jobdsl.CpsScm{
			SCM: jobdsl.Git{
				Remotes:  []jobdsl.Remote{{URL: url, Credentials: gitCredential}},
				Branches: []string{"master"},
			},
			Lightweight: new(false),
			ScriptPath:  "Jenkinsfile",
		},
	}
}

// builds returns a team's script: a folder with a job for each repository.
func builds(team string, repositories ...string) jobdsl.Script {
	script := jobdsl.Script{jobdsl.Folder{Name: team, Description: "Builds of team " + team}}
	for _, repository := range repositories {
		script = append(script, pipeline(team+"/"+repository, "https://git.example.com/"+team+"/"+repository+".git"))
	}
	return script
}

// maintenance is the script of the jobs that every controller has.
var maintenance = jobdsl.Script{
	jobdsl.Folder{Name: "maintenance"},
	jobdsl.PipelineJob{
		Name:        "maintenance/stop-hanging-builds",
		Description: "Stops builds whose agent went away: the controller does not notice and would let them run forever.",
		Properties: []jobdsl.Property{
			jobdsl.PipelineTriggers{Triggers: []jobdsl.PipelineTrigger{jobdsl.CronPipelineTrigger{Spec: "H/10 * * * *"}}},
		},
		Definition: jobdsl.Cps{Script: stopHangingBuilds, Sandbox: new(false)},
	},
}

// stopHangingBuilds is a pipeline that aborts each running build whose log ends
// with the trace that a lost agent leaves. It reads Jenkins' own objects, so it
// runs outside the sandbox; see security.
const stopHangingBuilds = `import hudson.model.Result
import hudson.model.Run
import jenkins.model.Jenkins

@NonCPS
def stopHangingBuilds() {
    def lost = ~/Cannot contact .*java\.lang\.InterruptedException.*/
    def stopped = []
    for (computer in Jenkins.get().computers) {
        for (executor in computer.allExecutors) {
            def build = executor.currentExecutable
            if (build instanceof Run && build.getLog(20).any { lost.matcher(it).find() }) {
                executor.interrupt(Result.ABORTED)
                stopped << build.fullDisplayName
            }
        }
    }
    return stopped
}

for (name in stopHangingBuilds()) {
    echo "stopped ${name}"
}
`
