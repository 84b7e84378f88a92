package jobdsl_test

import "github.com/jenkinscode/jenkinscode/jobdsl"

var conformanceTriggers = map[string]jobdsl.Script{
	"helpers.triggers.MavenTriggerContext.snapshotDependencies": {
		jobdsl.MavenJob{
			Name:     "example",
			Triggers: []jobdsl.MavenTrigger{jobdsl.SnapshotDependencies{CheckSnapshotDependencies: true}},
		},
	},
	"helpers.triggers.TriggerContext.bitbucketPush": {
		jobdsl.FreeStyleJob{Name: "example", Triggers: []jobdsl.Trigger{jobdsl.BitbucketPush{}}},
	},
	"helpers.triggers.TriggerContext.buildResult": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Triggers: []jobdsl.Trigger{
				jobdsl.BuildResultTrigger{
					Spec:         "H/10 * * * *",
					CombinedJobs: new(true),
					TriggerInfos: []jobdsl.BuildResultTriggerTriggerInfo{
						{
							JobNames:     "job-1, job-2",
							BuildResults: []jobdsl.CheckedResult{jobdsl.CheckedResultSuccess, jobdsl.CheckedResultUnstable, jobdsl.CheckedResultFailure},
						},
						{
							JobNames:     "job-3",
							BuildResults: []jobdsl.CheckedResult{jobdsl.CheckedResultSuccess, jobdsl.CheckedResultUnstable},
						},
						{JobNames: "job-4, job-5"},
					},
				},
			},
		},
	},
	"helpers.triggers.TriggerContext.gerrit": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Triggers: []jobdsl.Trigger{
				jobdsl.Gerrit{
					BuildSuccessful: &jobdsl.GerritVote{Verified: new(10)},
					Events:          []jobdsl.GerritEvent{jobdsl.ChangeMergedEvent{}, jobdsl.DraftPublishedEvent{}},
					Projects: []jobdsl.GerritProject{
						{
							ProjectName: "reg_exp:myProject",
							Branches:    []string{"ant:feature-branch", "plain:origin/refs/mybranch"},
						},
						{ProjectName: "test-project", Branches: []string{"**"}},
					},
				},
			},
		},
	},
	"helpers.triggers.TriggerContext.scm": {
		jobdsl.FreeStyleJob{Name: "example-1", Triggers: []jobdsl.Trigger{jobdsl.SCMTrigger{Spec: "@daily"}}},
		jobdsl.FreeStyleJob{
			Name:     "example-2",
			Triggers: []jobdsl.Trigger{jobdsl.SCMTrigger{Spec: "@midnight", IgnorePostCommitHooks: new(true)}},
		},
	},
}
