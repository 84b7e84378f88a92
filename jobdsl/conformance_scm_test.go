package jobdsl_test

import "github.com/jenkinscode/jenkinscode/jobdsl"

var conformanceSCM = map[string]jobdsl.Script{
	"helpers.ScmContext.baseClearCase": {
		jobdsl.FreeStyleJob{
			Name: "example-1",
			SCM: jobdsl.BaseClearCase{
				ConfigSpecs: []string{
					`element * CHECKEDOUT
element * /main/LATEST`,
				},
				LoadRules: []string{"/vob/some_vob"},
			},
		},
		jobdsl.FreeStyleJob{
			Name: "example-1",
			SCM: jobdsl.BaseClearCase{
				ConfigSpecs: []string{"element * CHECKEDOUT", "element * /main/LATEST"},
				LoadRules:   []string{"/vob/some_vob", "/vob/another_vob"},
			},
		},
		jobdsl.FreeStyleJob{
			Name: "example-1",
			SCM: jobdsl.BaseClearCase{
				ConfigSpecs: []string{"element * CHECKEDOUT", "element * /main/LATEST"},
				LoadRules:   []string{"/vob/some_vob", "/vob/another_vob"},
			},
		},
		jobdsl.FreeStyleJob{
			Name: "example-1",
			SCM:  jobdsl.BaseClearCase{ConfigSpecs: []string{jobdsl.ReadFile("configSpec.txt")}, LoadRules: []string{"/vob/some_vob"}},
		},
	},
	"helpers.ScmContext.hg": {
		jobdsl.FreeStyleJob{Name: "example-1", SCM: jobdsl.Hg{URL: "http://scm", Branch: "feature_branch1"}},
		jobdsl.FreeStyleJob{
			Name: "example-2",
			SCM:  jobdsl.Hg{URL: "http://scm", Branch: "feature_branch1", Clean: new(true), Modules: []string{"module1"}},
		},
	},
	"helpers.ScmContext.perforceP4": {
		jobdsl.FreeStyleJob{
			Name: "example",
			SCM: jobdsl.PerforceP4{
				Credentials: "p4_credentials",
				Workspace: jobdsl.P4Workspace{
					Manual: jobdsl.P4WorkspaceManual{WorkspaceName: "ws_name", ViewSpec: "//depot/Tools/build/... //ws_name/build/..."},
				},
				Configure: []jobdsl.XMLEdit{
					jobdsl.SetXML{Path: []string{"workspace", "spec"}, Element: jobdsl.XML{Name: "clobber", Text: "true"}},
				},
			},
		},
	},
	"helpers.ScmContext.svn": {
		jobdsl.FreeStyleJob{
			Name: "example-1",
			SCM:  jobdsl.Svn{Locations: []jobdsl.SvnLocation{{SvnURL: "https://svn.mydomain.com/repo/project1/trunk"}}},
		},
		jobdsl.FreeStyleJob{
			Name: "example-2",
			SCM: jobdsl.Svn{
				Locations: []jobdsl.SvnLocation{
					{SvnURL: "https://svn.mydomain.com/repo/project1/trunk"},
					{SvnURL: "https://svn.mydomain.com/repo/project2/trunk", Directory: "proj2"},
				},
			},
		},
		jobdsl.FreeStyleJob{
			Name: "example-3",
			SCM: jobdsl.Svn{
				Locations: []jobdsl.SvnLocation{
					{
						SvnURL:    "https://svn.mydomain.com/repo/project/trunk",
						Depth:     jobdsl.SvnDepthEmpty,
						Directory: "proj2",
					},
				},
			},
		},
		jobdsl.FreeStyleJob{
			Name: "example-4",
			SCM: jobdsl.Svn{
				CheckoutStrategy: jobdsl.SvnCheckoutStrategyCheckout,
				Locations:        []jobdsl.SvnLocation{{SvnURL: "https://svn.mydomain.com/repo/project1/trunk"}},
			},
		},
		jobdsl.FreeStyleJob{
			Name: "example-5",
			SCM: jobdsl.Svn{
				ExcludedRegions: []string{"/project1/trunk/.*\\.html"},
				IncludedRegions: []string{"/project1/trunk/src/.*\\.java", "/project1/trunk/src/.*\\.groovy"},
				Locations:       []jobdsl.SvnLocation{{SvnURL: "https://svn.mydomain.com/repo/project1/trunk"}},
			},
		},
		jobdsl.FreeStyleJob{
			Name: "example-6",
			SCM: jobdsl.Svn{
				ExcludedCommitMessages:   []string{"[Bb][Aa][Dd]"},
				ExcludedRevisionProperty: "mycompany:dontbuild",
				ExcludedUsers:            []string{"jsmith", "jdoe", "sally"},
				Locations:                []jobdsl.SvnLocation{{SvnURL: "https://svn.mydomain.com/repo/project1/trunk"}},
			},
		},
		jobdsl.FreeStyleJob{
			Name: "example-7",
			SCM: jobdsl.Svn{
				Locations: []jobdsl.SvnLocation{{SvnURL: "https://svn.mydomain.com/repo/project1/trunk"}},
				Configure: []jobdsl.XMLEdit{
					jobdsl.SetXML{
						Element: jobdsl.XML{
							Name:       "browser",
							Attributes: map[string]string{"class": "hudson.scm.browsers.FishEyeSVN"},
							Children: []jobdsl.XML{
								{Name: "url", Text: "http://mycompany.com/fisheye/repo_name"},
								{Name: "rootModule", Text: "my_root_module"},
							},
						},
					},
				},
			},
		},
	},
	"helpers.workflow.BranchSourcesContext.github": {
		jobdsl.MultibranchPipelineJob{
			Name: "example",
			BranchSources: []jobdsl.BranchSource{
				jobdsl.GitHubBranchSource{
					ID:                "23232323",
					RepoOwner:         "OwnerName",
					Repository:        "job-dsl-plugin",
					ScanCredentialsID: "github-ci",
				},
			},
		},
	},
	"helpers.workflow.CpsContext.script": {
		jobdsl.PipelineJob{Name: "example", Definition: jobdsl.Cps{Script: jobdsl.ReadFile("project-a-workflow.groovy")}},
	},
	"helpers.workflow.OrphanedItemStrategyContext.discardOldItems": {
		jobdsl.MultibranchPipelineJob{Name: "example", OrphanedItemStrategy: jobdsl.DiscardOldItems{NumToKeep: new(20)}},
	},
}
