package jobdsl_test

import (
	"fmt"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/groovy"
	. "github.com/jenkinscode/jenkinscode/jobdsl"
)

// mixed returns n items as a large team has them: a folder for every ten, and in
// it pipelines, multibranch pipelines, freestyle jobs and a view.
func mixed(n int) Script {
	script := make(Script, 0, n)
	for i := range n {
		folder := fmt.Sprintf("team-%d", i/10)
		name := fmt.Sprintf("%s/job-%d", folder, i)
		url := fmt.Sprintf("https://git.example.org/team-%d/app-%d.git", i/10, i)
		git := Git{Remotes: []Remote{{URL: url, Credentials: "git_credential"}}, Branches: []string{"main"}}
		switch i % 10 {
		case 0:
			script = append(script, Folder{Name: folder, DisplayName: "Team's own", Description: "Jobs of a team."})
		case 1, 2, 3, 4:
			script = append(script, pipeline(name, url))
		case 5:
			script = append(script, PipelineJob{Name: name, Definition: Cps{Sandbox: new(true), Script: "pipeline {\n    agent any\n    stages {\n        stage('build') {\n            steps {\n                sh \"make ${TARGET}\"\n            }\n        }\n    }\n}\n"}})
		case 6, 7:
			script = append(script, MultibranchPipelineJob{Name: name, BranchSources: []BranchSource{SCMBranchSource{Source: GitSCMSource{
				ID: name, Remote: url, CredentialsID: "git_credential",
				Traits: []SCMSourceTrait{GitBranchDiscovery{}, HeadWildcardFilter{Includes: "main release-*"}},
			}}}, OrphanedItemStrategy: DiscardOldItems{NumToKeep: new(5)}})
		case 8:
			script = append(script, FreeStyleJob{
				Name: name, Description: "Builds it.", Label: "linux", LogRotator: LogRotator{NumToKeep: new(20)}, SCM: git,
				Parameters: []Parameter{StringParam{Name: "TARGET", DefaultValue: "all"}, BooleanParam{Name: "CLEAN", DefaultValue: new(false)}},
				Triggers:   []Trigger{Cron{Spec: "H 3 * * *"}},
				Wrappers:   []Wrapper{Timestamps{}, Timeout{Absolute: "20", FailBuild: true}},
				Steps:      []Step{Shell{Command: "set -eu\nmake clean\nmake \"$TARGET\"\n"}},
				Publishers: []Publisher{ArchiveArtifacts{Patterns: []string{"build/**"}}, ArchiveJUnit{Glob: "build/*.xml"}},
			})
		case 9:
			script = append(script, ListView{Name: folder + "/all", Jobs: ViewJobs{Regex: ".*"}, Columns: []Column{StatusColumn{}, WeatherColumn{}, NameColumn{}}})
		}
	}
	return script
}

func pipeline(name, url string) PipelineJob {
	return PipelineJob{
		Name: name, Description: "Builds it.", LogRotator: LogRotator{NumToKeep: new(20)},
		Definition: CpsScm{
			SCM:        Git{Remotes: []Remote{{URL: url, Credentials: "git_credential"}}, Branches: []string{"main"}},
			ScriptPath: "Jenkinsfile", Lightweight: new(true),
		},
	}
}

// encode measures n items in a script: jobs and MB per second, and allocations
// per job.
func encode(b *testing.B, script Script) {
	dst, err := script.AppendText(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(dst)))
	b.ReportAllocs()
	for b.Loop() {
		if dst, err = script.AppendText(dst[:0]); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*float64(len(script))/b.Elapsed().Seconds(), "jobs/s")
}

// BenchmarkValidate checks a script of the usual size.
func BenchmarkValidate(b *testing.B) {
	script := mixed(50)
	b.ReportAllocs()
	for b.Loop() {
		if err := script.Validate(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMixed(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { encode(b, mixed(n)) })
	}
}

// BenchmarkPipelines is for comparison with BenchmarkByHand.
func BenchmarkPipelines(b *testing.B) {
	for _, n := range []int{50, 10_000} {
		script := make(Script, n)
		for i := range script {
			script[i] = pipeline(fmt.Sprintf("job-%d", i), "https://git.example.org/app.git")
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) { encode(b, script) })
	}
}

// BenchmarkByHand writes the text of BenchmarkPipelines with code that knows
// nothing but these jobs, and checks nothing.
func BenchmarkByHand(b *testing.B) {
	for _, n := range []int{50, 10_000} {
		jobs := make([]PipelineJob, n)
		for i := range jobs {
			jobs[i] = pipeline(fmt.Sprintf("job-%d", i), "https://git.example.org/app.git")
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) { byHand(b, jobs) })
	}
}

func byHand(b *testing.B, jobs []PipelineJob) {
	write := func(dst []byte) []byte {
		for i := range jobs {
			j := &jobs[i]
			scm := j.Definition.(CpsScm).SCM.(Git)
			dst = append(dst, "pipelineJob("...)
			dst = groovy.AppendString(dst, j.Name)
			dst = append(dst, ") {\n    description("...)
			dst = groovy.AppendString(dst, j.Description)
			dst = fmt.Appendf(dst, ")\n    logRotator {\n        numToKeep(%d)\n    }\n    definition {\n        cpsScm {\n            lightweight(%t)\n            scriptPath(",
				*j.LogRotator.NumToKeep, *j.Definition.(CpsScm).Lightweight)
			dst = groovy.AppendString(dst, j.Definition.(CpsScm).ScriptPath)
			dst = append(dst, ")\n            scm {\n                git {\n                    remote {\n                        url("...)
			dst = groovy.AppendString(dst, scm.Remotes[0].URL)
			dst = append(dst, ")\n                        credentials("...)
			dst = groovy.AppendString(dst, scm.Remotes[0].Credentials)
			dst = append(dst, ")\n                    }\n                    branches("...)
			dst = groovy.AppendString(dst, scm.Branches[0])
			dst = append(dst, ")\n                }\n            }\n        }\n    }\n}\n\n"...)
		}
		return dst
	}
	dst := write(nil)
	b.SetBytes(int64(len(dst)))
	b.ReportAllocs()
	for b.Loop() {
		dst = write(dst[:0])
	}
	b.ReportMetric(float64(b.N)*float64(len(jobs))/b.Elapsed().Seconds(), "jobs/s")
}
