package jobdsl_test

import "github.com/jenkinscode/jenkinscode/jobdsl"

var conformanceParameters = map[string]jobdsl.Script{
	"helpers.BuildParametersContext.activeChoiceParam": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Parameters: []jobdsl.Parameter{
				jobdsl.ActiveChoiceParam{
					Name:         "CHOICE-1",
					Description:  "Allows user choose from multiple choices",
					ChoiceType:   "SINGLE_SELECT",
					Filterable:   new(true),
					GroovyScript: jobdsl.ActiveChoiceGroovyScript{FallbackScript: `"fallback choice"`, Script: `["choice1", "choice2"]`},
				},
			},
		},
	},
	"helpers.BuildParametersContext.activeChoiceReactiveParam": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Parameters: []jobdsl.Parameter{
				jobdsl.ActiveChoiceReactiveParam{
					Name:                 "CHOICE-1",
					Description:          "Allows user choose from multiple choices",
					ChoiceType:           "SINGLE_SELECT",
					Filterable:           new(true),
					GroovyScript:         jobdsl.ActiveChoiceGroovyScript{FallbackScript: `"fallback choice"`, Script: `["choice1", "choice2"]`},
					ReferencedParameters: []string{"BOOLEAN-PARAM-1", "BOOLEAN-PARAM-2"},
				},
			},
		},
	},
	"helpers.BuildParametersContext.activeChoiceReactiveReferenceParam": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Parameters: []jobdsl.Parameter{
				jobdsl.ActiveChoiceReactiveReferenceParam{
					Name:                 "CHOICE-1",
					Description:          "Allows user choose from multiple choices",
					ChoiceType:           "FORMATTED_HIDDEN_HTML",
					GroovyScript:         jobdsl.ActiveChoiceGroovyScript{FallbackScript: `"fallback choice"`, Script: `["choice1", "choice2"]`},
					OmitValueField:       new(true),
					ReferencedParameters: []string{"BOOLEAN-PARAM-1", "BOOLEAN-PARAM-2"},
				},
			},
		},
	},
	"helpers.BuildParametersContext.booleanParam": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Parameters: []jobdsl.Parameter{
				jobdsl.BooleanParam{Name: "RUN_TESTS", DefaultValue: new(true), Description: "uncheck to disable tests"},
			},
		},
	},
	"helpers.BuildParametersContext.choiceParam": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Parameters: []jobdsl.Parameter{
				jobdsl.ChoiceParam{
					Name:        "myParameterName",
					Options:     []string{"option 1 (default)", "option 2", "option 3"},
					Description: "my description",
				},
			},
		},
	},
	"helpers.BuildParametersContext.credentialsParam": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Parameters: []jobdsl.Parameter{
				jobdsl.CredentialsParam{
					Name:         "DEPLOY_KEY",
					Description:  "SSH Key for deploying build artifacts",
					DefaultValue: "ssh-key-staging",
					Required:     new(true),
					Type:         "com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey",
				},
			},
		},
	},
	"helpers.BuildParametersContext.fileParam": {
		jobdsl.FreeStyleJob{
			Name:       "example",
			Parameters: []jobdsl.Parameter{jobdsl.FileParam{FileLocation: "test/upload.zip", Description: "my description"}},
		},
	},
	"helpers.BuildParametersContext.gitParam": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Parameters: []jobdsl.Parameter{
				jobdsl.GitParam{Name: "sha", Description: "Revision commit SHA", Branch: "master", Type: "REVISION"},
			},
		},
	},
	"helpers.BuildParametersContext.globalVariableParam": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Parameters: []jobdsl.Parameter{
				jobdsl.GlobalVariableParam{
					Name:         "myParameterName",
					DefaultValue: "${MY_DEFAULT_GLOBAL_VARIABLE}",
					Description:  "my description",
				},
			},
		},
	},
	"helpers.BuildParametersContext.labelParam": {
		jobdsl.FreeStyleJob{Name: "example-1", Parameters: []jobdsl.Parameter{jobdsl.LabelParam{Name: "MY_LABEL"}}},
		jobdsl.FreeStyleJob{
			Name: "example-2",
			Parameters: []jobdsl.Parameter{
				jobdsl.LabelParam{
					Name:         "MY_LABEL",
					Description:  "Select nodes",
					AllNodes:     &jobdsl.LabelParamAllNodes{Trigger: "allCases", Eligibility: "IgnoreOfflineNodeEligibility"},
					DefaultValue: "linux",
				},
			},
		},
	},
	"helpers.BuildParametersContext.listTagsParam": {
		jobdsl.FreeStyleJob{
			Name: "example-1",
			Parameters: []jobdsl.Parameter{
				jobdsl.ListTagsParam{
					Name:             "myParameterName",
					SCMURL:           "http://kenai.com/svn/myProject/tags",
					MaxTagsToDisplay: "all",
					SortNewestFirst:  new(true),
					TagFilterRegex:   "^mytagsfilterregex",
				},
			},
		},
		jobdsl.FreeStyleJob{
			Name: "example-2",
			Parameters: []jobdsl.Parameter{
				jobdsl.ListTagsParam{
					Name:            "myParameterName",
					SCMURL:          "http://kenai.com/svn/myProject/tags",
					CredentialsID:   "company-svn-server",
					SortNewestFirst: new(true),
					TagFilterRegex:  "^mytagsfilterregex",
				},
			},
		},
	},
	"helpers.BuildParametersContext.matrixCombinationsParam": {
		jobdsl.MatrixJob{
			Name: "example",
			Parameters: []jobdsl.Parameter{
				jobdsl.MatrixCombinationsParam{
					Name:         "COMBINATIONS",
					DefaultValue: "axis1 != 'value3'",
					Description:  "choose which combinations to run",
				},
			},
		},
	},
	"helpers.BuildParametersContext.stringParam": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Parameters: []jobdsl.Parameter{
				jobdsl.StringParam{
					Name:         "myParameterName",
					DefaultValue: "my default stringParam value",
					Description:  "my description",
				},
			},
		},
	},
	"helpers.BuildParametersContext.textParam": {
		jobdsl.FreeStyleJob{
			Name: "example",
			Parameters: []jobdsl.Parameter{
				jobdsl.TextParam{
					Name:         "myParameterName",
					DefaultValue: "my default textParam value",
					Description:  "my description",
				},
			},
		},
	},
}
