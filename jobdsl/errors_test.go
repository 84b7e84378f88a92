package jobdsl_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/jobdsl"
)

func TestErrors(t *testing.T) {
	steps := func(s ...jobdsl.Step) jobdsl.Item { return jobdsl.FreeStyleJob{Name: "a", Steps: s} }
	git := func(id string) jobdsl.BranchSource {
		return jobdsl.SCMBranchSource{Source: jobdsl.GitSCMSource{ID: id, Remote: "https://git.example.org/a.git"}}
	}
	for _, tt := range []struct {
		reason string
		script jobdsl.Script
		want   []string // the findings, in order
	}{
		{
			"findings come all at once, each with its path",
			jobdsl.Script{jobdsl.PipelineJob{}, steps(jobdsl.Shell{}, jobdsl.ConditionalSteps{Runner: "Maybe"})},
			[]string{
				"[0].pipelineJob.name: required: it must be set",
				"[1].freeStyleJob.steps[0].shell.command: required: it must be set",
				"[1].freeStyleJob.steps[1].conditionalSteps.condition: required: it must be set",
				`[1].freeStyleJob.steps[1].conditionalSteps.runner: unsupported value "Maybe" (allowed: Fail, Unstable, RunUnstable, Run, DontRun)`,
			},
		},
		{
			"Jenkins has one item of a name, however it is written",
			jobdsl.Script{jobdsl.PipelineJob{Name: "App"}, jobdsl.FreeStyleJob{Name: "/app"}},
			[]string{`[1].freeStyleJob.name: duplicate "app": item [0] has this name too; Jenkins doesn't tell capitals from small letters`},
		},
		{
			"a view may have the name of a job",
			jobdsl.Script{jobdsl.PipelineJob{Name: "app"}, jobdsl.ListView{Name: "app"}, jobdsl.PipelineJob{Name: "view app"}},
			nil,
		},
		{
			"a folder must be there at any depth",
			jobdsl.Script{jobdsl.PipelineJob{Name: "a/b/c"}, jobdsl.Folder{Name: "a"}},
			[]string{`[0].pipelineJob.name: not found "a/b/c": there is no folder a/b: add it, call WithFolders, or declare an ExistingFolder`},
		},
		{
			"a job holds no items",
			jobdsl.Script{jobdsl.PipelineJob{Name: "a"}, jobdsl.PipelineJob{Name: "a/b"}},
			[]string{`[1].pipelineJob.name: not found "a/b": there is no folder a: add it, call WithFolders, or declare an ExistingFolder`},
		},
		{
			"Jenkins refuses some characters in names",
			jobdsl.Script{jobdsl.Folder{Name: "a"}, jobdsl.PipelineJob{Name: "a/b?"}, jobdsl.PipelineJob{Name: "a//b"}, jobdsl.PipelineJob{Name: ".."}, jobdsl.PipelineJob{Name: "a."}, jobdsl.PipelineJob{Name: " b"}, jobdsl.PipelineJob{Name: "c\x01"}},
			[]string{
				`[1].pipelineJob.name: invalid value "a/b?": a name must not have any of ? * \ % ! @ # $ ^ & | < > [ ] : ;`,
				`[2].pipelineJob.name: invalid value "a//b": a part of the name is empty`,
				`[2].pipelineJob.name: not found "a//b": there is no folder a/: add it, call WithFolders, or declare an ExistingFolder`,
				`[3].pipelineJob.name: invalid value "..": a part of the name is ..`,
				`[4].pipelineJob.name: invalid value "a.": a part of the name ends with a full stop`,
				`[5].pipelineJob.name: invalid value " b": a part of the name begins or ends with a space`,
				`[6].pipelineJob.name: invalid value "c\x01": a name must not have control characters`,
			},
		},
		{
			"branch source ids are required",
			jobdsl.Script{jobdsl.MultibranchPipelineJob{Name: "a", BranchSources: []jobdsl.BranchSource{jobdsl.GitBranchSource{}, git("")}}},
			[]string{
				"[0].multibranchPipelineJob.branchSources[0].git.id: required: it must be set",
				"[0].multibranchPipelineJob.branchSources[1].branchSource.source.git.id: required: it must be set",
			},
		},
		{
			"branch source ids are constant and tell sources apart",
			jobdsl.Script{jobdsl.MultibranchPipelineJob{Name: "a", BranchSources: []jobdsl.BranchSource{
				git(jobdsl.Expr("UUID.randomUUID().toString()")), git("1"), jobdsl.GitBranchSource{ID: "1"},
			}}},
			[]string{
				"[0].multibranchPipelineJob.branchSources[0].branchSource.source.git.id: invalid value: an expression may have another value in each run: a fixed text is needed",
				`[0].multibranchPipelineJob.branchSources[2].git.id: duplicate "1": branchSources[1] has this id too`,
			},
		},
		{
			"only one of two, one of two at least",
			jobdsl.Script{
				jobdsl.FreeStyleJob{Name: "a", SCM: jobdsl.Hg{URL: "https://hg.example.org/a", Branch: "b", Tag: "t"}},
				jobdsl.FreeStyleJob{Name: "b", LockableResources: jobdsl.LockableResources{ResourceNumber: new(1)}},
			},
			[]string{
				"[0].freeStyleJob.scm.hg: conflict: only one of these may be set: branch, tag",
				"[1].freeStyleJob.lockableResources: required: one of these must be set: label, resources",
			},
		},
		{
			"what only a matrix job can have",
			jobdsl.Script{jobdsl.FreeStyleJob{Name: "a", ThrottleConcurrentBuilds: jobdsl.ThrottleConcurrentBuilds{ThrottleMatrixBuilds: new(true)}}},
			[]string{"[0].freeStyleJob.throttleConcurrentBuilds.throttleMatrixBuilds: forbidden: it may be set only in some kinds of items (allowed: matrixJob)"},
		},
		{
			"nil stands for nothing",
			jobdsl.Script{nil, steps(nil), jobdsl.FreeStyleJob{Name: "b", Configure: []jobdsl.XMLEdit{nil}}},
			[]string{
				"[0]: required: nil stands where an item must",
				"[1].freeStyleJob.steps[0]: required: nil stands where an alternative must",
				"[2].freeStyleJob.configure[0]: required: nil stands where an edit must",
			},
		},
		{
			"raw calls and sources don't break out",
			jobdsl.Script{
				steps(jobdsl.Call{Name: "a(); b"}, jobdsl.Call{Name: "x", Args: []any{struct{}{}, make(chan int)}}),
				jobdsl.Source("println 'é'"),
			},
			[]string{
				`[0].freeStyleJob.steps[0].name: invalid value "a(); b": the name of a method is needed`,
				`[0].freeStyleJob.steps[1].x.args[0]: invalid value "struct {}": an argument is a string, a bool, a number, a list, a map with string keys, or Source`,
				`[0].freeStyleJob.steps[1].x.args[1]: invalid value "chan int": an argument is a string, a bool, a number, a list, a map with string keys, or Source`,
				`[1]: invalid value "println 'é'": raw Groovy is ASCII without control characters; write others as escapes`,
			},
		},
		{
			"a closure is a method, and a method has a limit",
			jobdsl.Script{jobdsl.FreeStyleJob{Name: "a", Steps: slices.Repeat([]jobdsl.Step{jobdsl.Shell{Command: "make"}}, 2501)}},
			[]string{"[0].freeStyleJob.steps: too large 2501: Groovy compiles no more than 2500 calls in one closure"},
		},
		{
			"a string is UTF-8 (or WTF-8, for lone surrogates)",
			jobdsl.Script{steps(jobdsl.Shell{Command: "\xff"}, jobdsl.Shell{Command: "\xed\xa0\x80"})},
			[]string{`[0].freeStyleJob.steps[0].shell.command: invalid value "\xff": not UTF-8`},
		},
	} {
		t.Run(tt.reason, func(t *testing.T) {
			before := []byte("before")
			text, err := tt.script.AppendText(before)
			var got string
			if err != nil {
				got = err.Error()
				if string(text) != "before" {
					t.Errorf("with an error the text is %q", text)
				}
			}
			if want := strings.Join(tt.want, "\n"); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func TestPointersAreAlternativesToo(t *testing.T) {
	text, err := jobdsl.Script{&jobdsl.FreeStyleJob{Name: "a", Steps: []jobdsl.Step{&jobdsl.Shell{Command: "make"}}}}.MarshalText()
	if want := "freeStyleJob('a') {\n    steps {\n        shell('make')\n    }\n}\n"; err != nil || string(text) != want {
		t.Errorf("got %q, %v", text, err)
	}
}
