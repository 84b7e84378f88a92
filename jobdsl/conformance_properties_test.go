package jobdsl_test

import "github.com/jenkinscode/jenkinscode/jobdsl"

var conformanceProperties = map[string]jobdsl.Script{
	"helpers.properties.MavenPropertiesContext.mavenInfo": {
		jobdsl.MavenJob{
			Name: "example-1",
			Properties: []jobdsl.MavenProperty{
				jobdsl.MavenInfo{
					AssignName:                     "name template",
					InterestingDependenciesPattern: "org.springframework.*:*",
					ModulePattern:                  ":my-artifact",
				},
			},
		},
		jobdsl.MavenJob{
			Name: "example-2",
			Properties: []jobdsl.MavenProperty{
				jobdsl.MavenInfo{
					AssignDescription:              "some text",
					InterestingDependenciesPattern: "org.springframework.*:*",
					ModulePattern:                  ":my-artifact",
				},
			},
		},
	},
	"helpers.properties.PropertiesContext.customIcon": {
		jobdsl.UserContent{Path: "customIcon/job.png", Content: "icons/job.png"},
		jobdsl.FreeStyleJob{Name: "example", Properties: []jobdsl.Property{jobdsl.CustomIcon{IconFileName: "job.png"}}},
	},
	"helpers.properties.PropertiesContext.githubProjectUrl": {
		jobdsl.FreeStyleJob{
			Name:       "example",
			Properties: []jobdsl.Property{jobdsl.GitHubProjectURL{ProjectURL: "https://github.com/jenkinsci/job-dsl-plugin"}},
		},
	},
	"helpers.properties.PropertiesContext.priority": {
		jobdsl.FreeStyleJob{Name: "example", Properties: []jobdsl.Property{jobdsl.Priority{Value: 5}}},
	},
	"helpers.properties.PropertiesContext.rebuild": {
		jobdsl.FreeStyleJob{Name: "example", Properties: []jobdsl.Property{jobdsl.Rebuild{AutoRebuild: new(true)}}},
	},
	"helpers.properties.PropertiesContext.sidebarLinks": {
		jobdsl.UserContent{Path: "wiki.png", Content: "images/wiki.png"},
		jobdsl.FreeStyleJob{
			Name: "example",
			Properties: []jobdsl.Property{
				jobdsl.SidebarLinks{
					Links: []jobdsl.SidebarLink{
						{URL: "https://jira.acme.org/", Text: "JIRA", Icon: "notepad.png"},
						{URL: "https://wiki.acme.org/", Text: "Wiki", Icon: "/userContent/wiki.png"},
					},
				},
			},
		},
	},
	"helpers.properties.PropertiesContext.wallDisplay": {
		jobdsl.FreeStyleJob{Name: "example", Properties: []jobdsl.Property{jobdsl.WallDisplay{Name: "job example"}}},
	},
	"helpers.properties.PropertiesContext.zenTimestamp": {
		jobdsl.FreeStyleJob{Name: "example", Properties: []jobdsl.Property{jobdsl.ZenTimestamp{Pattern: "yyyy-MM-dd-HH-mm"}}},
	},
}
