package jobdsl_test

import "github.com/jenkinscode/jenkinscode/jobdsl"

var conformanceViews = map[string]jobdsl.Script{
	"views.BuildMonitorView.configure": {
		jobdsl.BuildMonitorView{
			Name: "example",
			Configure: []jobdsl.XMLEdit{
				jobdsl.SetXML{
					Element: jobdsl.XML{Name: "icon", Attributes: map[string]string{"class": "org.example.MyViewIcon"}},
				},
			},
		},
	},
	"views.BuildMonitorView.description": {
		jobdsl.BuildMonitorView{Name: "project-a", Description: "View for project A"},
	},
	"views.BuildMonitorView.filterExecutors": {
		jobdsl.BuildMonitorView{Name: "example", FilterExecutors: new(true)},
	},
	"views.BuildMonitorView.jobFilters": {
		jobdsl.BuildMonitorView{
			Name: "example",
			JobFilters: []jobdsl.JobFilter{
				jobdsl.RegexFilter{
					MatchType:  jobdsl.MatchTypeExcludeMatched,
					MatchValue: jobdsl.RegexMatchValueDescription,
					Regex:      ".*project-a.*",
				},
				jobdsl.StatusFilter{MatchType: jobdsl.MatchTypeIncludeMatched, Status: []jobdsl.JobStatus{jobdsl.JobStatusFailed}},
			},
		},
	},
	"views.BuildMonitorView.jobs": {
		jobdsl.BuildMonitorView{
			Name: "example",
			Jobs: jobdsl.ViewJobs{Names: []string{"build", "test", "compile", "deploy"}, Regex: "project-A-.+"},
		},
	},
	"views.BuildMonitorView.recurse": {
		jobdsl.BuildMonitorView{Name: "project-A", Recurse: new(true)},
	},
	"views.BuildMonitorView.statusFilter": {
		jobdsl.BuildMonitorView{Name: "project-A", StatusFilter: jobdsl.ViewStatusFilterEnabled},
	},
	"views.BuildPipelineView.alwaysAllowManualTrigger": {
		jobdsl.BuildPipelineView{Name: "example", AlwaysAllowManualTrigger: new(true)},
	},
	"views.BuildPipelineView.consoleOutputLinkStyle": {
		jobdsl.BuildPipelineView{Name: "example", ConsoleOutputLinkStyle: jobdsl.BuildPipelineOutputStyleLightbox},
	},
	"views.BuildPipelineView.customCssUrl": {
		jobdsl.BuildPipelineView{Name: "example", CustomCSSURL: "url/to/custom/css/files"},
	},
	"views.BuildPipelineView.description": {
		jobdsl.BuildPipelineView{Name: "project-a", Description: "View for project A"},
	},
	"views.BuildPipelineView.displayedBuilds": {
		jobdsl.BuildPipelineView{Name: "example", DisplayedBuilds: new(5)},
	},
	"views.BuildPipelineView.filterBuildQueue": {
		jobdsl.BuildPipelineView{Name: "example", FilterBuildQueue: new(true)},
	},
	"views.BuildPipelineView.filterExecutors": {
		jobdsl.BuildPipelineView{Name: "example", FilterExecutors: new(true)},
	},
	"views.BuildPipelineView.refreshFrequency": {
		jobdsl.BuildPipelineView{Name: "example", RefreshFrequency: new(60)},
	},
	"views.BuildPipelineView.selectedJob": {
		jobdsl.BuildPipelineView{Name: "example", SelectedJob: "project-a-compile"},
	},
	"views.BuildPipelineView.showPipelineDefinitionHeader": {
		jobdsl.BuildPipelineView{Name: "example", ShowPipelineDefinitionHeader: new(true)},
	},
	"views.BuildPipelineView.showPipelineParameters": {
		jobdsl.BuildPipelineView{Name: "example", ShowPipelineParameters: new(true)},
	},
	"views.BuildPipelineView.showPipelineParametersInHeaders": {
		jobdsl.BuildPipelineView{Name: "example", ShowPipelineParametersInHeaders: new(true)},
	},
	"views.BuildPipelineView.startsWithParameters": {
		jobdsl.BuildPipelineView{Name: "example", StartsWithParameters: new(true)},
	},
	"views.BuildPipelineView.triggerOnlyLatestJob": {
		jobdsl.BuildPipelineView{Name: "example", TriggerOnlyLatestJob: new(true)},
	},
	"views.CategorizationCriteriaContext.regexGroupingRule": {
		jobdsl.CategorizedJobsView{
			Name:                   "example",
			CategorizationCriteria: jobdsl.CategorizationCriteria{RegexGroupingRules: []jobdsl.RegexGroupingRule{{GroupRegex: "^configuration_([^_]+).*$"}}},
		},
	},
	"views.CategorizedJobsView.categorizationCriteria": {
		jobdsl.CategorizedJobsView{
			Name:                   "example",
			CategorizationCriteria: jobdsl.CategorizationCriteria{RegexGroupingRules: []jobdsl.RegexGroupingRule{{GroupRegex: "^configuration_([^_]+).*$"}}},
		},
	},
	"views.CategorizedJobsView.columns": {
		jobdsl.CategorizedJobsView{
			Name: "project-A",
			Columns: []jobdsl.Column{
				jobdsl.StatusColumn{},
				jobdsl.WeatherColumn{},
				jobdsl.NameColumn{},
				jobdsl.LastSuccessColumn{},
				jobdsl.LastFailureColumn{},
				jobdsl.LastDurationColumn{},
				jobdsl.BuildButtonColumn{},
			},
		},
	},
	"views.CategorizedJobsView.description": {
		jobdsl.CategorizedJobsView{Name: "project-a", Description: "View for project A"},
	},
	"views.CategorizedJobsView.filterBuildQueue": {
		jobdsl.CategorizedJobsView{Name: "example", FilterBuildQueue: new(true)},
	},
	"views.CategorizedJobsView.filterExecutors": {
		jobdsl.CategorizedJobsView{Name: "example", FilterExecutors: new(true)},
	},
	"views.CategorizedJobsView.jobs": {
		jobdsl.CategorizedJobsView{
			Name: "example",
			Jobs: jobdsl.ViewJobs{Names: []string{"build", "test", "compile", "deploy"}, Regex: "project-A-.+"},
		},
	},
	"views.CategorizedJobsView.recurse": {
		jobdsl.CategorizedJobsView{Name: "project-A", Recurse: new(true)},
	},
	"views.CategorizedJobsView.statusFilter": {
		jobdsl.CategorizedJobsView{Name: "project-A", StatusFilter: jobdsl.ViewStatusFilterEnabled},
	},
	"views.ColumnsContext.cronTrigger": {
		jobdsl.ListView{Name: "example", Columns: []jobdsl.Column{jobdsl.CronTriggerColumn{}}},
	},
	"views.ColumnsContext.progressBar": {
		jobdsl.ListView{Name: "example", Columns: []jobdsl.Column{jobdsl.ProgressBarColumn{}}},
	},
	"views.DeliveryPipelineView.allowPipelineStart": {
		jobdsl.DeliveryPipelineView{Name: "example", AllowPipelineStart: new(true)},
	},
	"views.DeliveryPipelineView.configure": {
		jobdsl.DeliveryPipelineView{
			Name: "example",
			Configure: []jobdsl.XMLEdit{
				jobdsl.SetXML{
					Element: jobdsl.XML{Name: "icon", Attributes: map[string]string{"class": "org.example.MyViewIcon"}},
				},
			},
		},
	},
	"views.DeliveryPipelineView.enableManualTriggers": {
		jobdsl.DeliveryPipelineView{Name: "example", EnableManualTriggers: new(true)},
	},
	"views.DeliveryPipelineView.showAggregatedPipeline": {
		jobdsl.DeliveryPipelineView{Name: "example", ShowAggregatedPipeline: new(true)},
	},
	"views.DeliveryPipelineView.showAvatars": {
		jobdsl.DeliveryPipelineView{Name: "example", ShowAvatars: new(true)},
	},
	"views.DeliveryPipelineView.showDescription": {
		jobdsl.DeliveryPipelineView{Name: "example", ShowDescription: new(true)},
	},
	"views.DeliveryPipelineView.showPromotions": {
		jobdsl.DeliveryPipelineView{Name: "example", ShowPromotions: new(true)},
	},
	"views.DeliveryPipelineView.showTotalBuildTime": {
		jobdsl.DeliveryPipelineView{Name: "example", ShowTotalBuildTime: new(true)},
	},
	"views.DeliveryPipelineView.sorting": {
		jobdsl.DeliveryPipelineView{Name: "example", Sorting: jobdsl.DeliveryPipelineSortingTitle},
	},
	"views.DeliveryPipelineView.updateInterval": {
		jobdsl.DeliveryPipelineView{Name: "example", UpdateInterval: new(60)},
	},
	"views.DeliveryPipelinesContext.component": {
		jobdsl.DeliveryPipelineView{
			Name: "example",
			Pipelines: jobdsl.DeliveryPipelines{
				Components: []jobdsl.DeliveryPipelinesComponent{
					{Name: "Sub System A", InitialJobName: "compile-a"},
					{Name: "Sub System B", InitialJobName: "compile-b"},
				},
			},
		},
	},
	"views.DeliveryPipelinesContext.regex": {
		jobdsl.DeliveryPipelineView{Name: "example", Pipelines: jobdsl.DeliveryPipelines{Regexes: []string{"compile-(.*)"}}},
	},
	"views.JobFiltersContext.all": {
		jobdsl.ListView{Name: "example", JobFilters: []jobdsl.JobFilter{jobdsl.AllFilter{}}},
	},
	"views.JobFiltersContext.regex": {
		jobdsl.ListView{
			Name: "example",
			JobFilters: []jobdsl.JobFilter{
				jobdsl.RegexFilter{
					MatchType:  jobdsl.MatchTypeExcludeMatched,
					MatchValue: jobdsl.RegexMatchValueDescription,
					Regex:      ".*project-a.*",
				},
			},
		},
	},
	"views.JobFiltersContext.unclassified": {
		jobdsl.ListView{
			Name:       "example",
			JobFilters: []jobdsl.JobFilter{jobdsl.UnclassifiedFilter{MatchType: jobdsl.MatchTypeIncludeUnmatched}},
		},
	},
	"views.JobsContext.name": {
		jobdsl.ListView{Name: "example", Jobs: jobdsl.ViewJobs{Names: []string{"build", "test"}}},
	},
	"views.JobsContext.names": {
		jobdsl.ListView{Name: "example", Jobs: jobdsl.ViewJobs{Names: []string{"build", "test"}}},
	},
	"views.JobsContext.regex": {
		jobdsl.ListView{Name: "example", Jobs: jobdsl.ViewJobs{Regex: "project-A-.+"}},
	},
	"views.ListView.columns": {
		jobdsl.ListView{
			Name: "project-A",
			Columns: []jobdsl.Column{
				jobdsl.StatusColumn{},
				jobdsl.WeatherColumn{},
				jobdsl.NameColumn{},
				jobdsl.LastSuccessColumn{},
				jobdsl.LastFailureColumn{},
				jobdsl.LastDurationColumn{},
				jobdsl.BuildButtonColumn{},
			},
		},
	},
	"views.ListView.description": {
		jobdsl.ListView{Name: "project-a", Description: "View for project A"},
	},
	"views.ListView.filterExecutors": {
		jobdsl.ListView{Name: "example", FilterExecutors: new(true)},
	},
	"views.ListView.jobs": {
		jobdsl.ListView{
			Name: "example",
			Jobs: jobdsl.ViewJobs{Names: []string{"build", "test", "compile", "deploy"}, Regex: "project-A-.+"},
		},
	},
	"views.ListView.recurse": {
		jobdsl.ListView{Name: "project-A", Recurse: new(true)},
	},
	"views.ListView.statusFilter": {
		jobdsl.ListView{Name: "project-A", StatusFilter: jobdsl.ViewStatusFilterEnabled},
	},
	"views.NestedView.columns": {
		jobdsl.NestedView{
			Name:    "project-A",
			Columns: []jobdsl.NestedViewColumn{jobdsl.StatusColumn{}, jobdsl.WeatherColumn{}},
		},
	},
	"views.NestedView.description": {
		jobdsl.NestedView{Name: "project-a", Description: "View for project A"},
	},
	"views.NestedView.filterBuildQueue": {
		jobdsl.NestedView{Name: "example", FilterBuildQueue: new(true)},
	},
	"views.PipelineAggregatorView.buildHistorySize": {
		jobdsl.PipelineAggregatorView{Name: "pipeline-aggregator-view", BuildHistorySize: new(10)},
	},
	"views.PipelineAggregatorView.description": {
		jobdsl.PipelineAggregatorView{Name: "pipeline-aggregator-view", Description: "View description"},
	},
	"views.PipelineAggregatorView.fontSize": {
		jobdsl.PipelineAggregatorView{Name: "pipeline-aggregator-view", FontSize: new(10)},
	},
	"views.PipelineAggregatorView.onlyLastBuild": {
		jobdsl.PipelineAggregatorView{Name: "pipeline-aggregator-view", OnlyLastBuild: new(true)},
	},
	"views.PipelineAggregatorView.showBuildDuration": {
		jobdsl.PipelineAggregatorView{Name: "pipeline-aggregator-view", ShowBuildDuration: new(false)},
	},
	"views.PipelineAggregatorView.useCondensedTables": {
		jobdsl.PipelineAggregatorView{Name: "pipeline-aggregator-view", UseCondensedTables: new(true)},
	},
	"views.SectionedView.configure": {
		jobdsl.SectionedView{
			Name: "example",
			Configure: []jobdsl.XMLEdit{
				jobdsl.SetXML{
					Element: jobdsl.XML{Name: "icon", Attributes: map[string]string{"class": "org.example.MyViewIcon"}},
				},
			},
		},
	},
	"views.SectionedView.description": {
		jobdsl.SectionedView{Name: "project-a", Description: "View for project A"},
	},
	"views.SectionedView.filterBuildQueue": {
		jobdsl.SectionedView{Name: "example", FilterBuildQueue: new(true)},
	},
	"views.SectionedView.sections": {
		jobdsl.SectionedView{
			Name: "example",
			Sections: []jobdsl.Section{
				jobdsl.ListViewSection{
					Name:      "project-A",
					Alignment: "LEFT",
					Columns: []jobdsl.Column{
						jobdsl.StatusColumn{},
						jobdsl.WeatherColumn{},
						jobdsl.NameColumn{},
						jobdsl.LastSuccessColumn{},
						jobdsl.LastFailureColumn{},
					},
					Jobs:  jobdsl.ViewJobs{Regex: "project-A-.*"},
					Width: "HALF",
				},
			},
		},
	},
	"views.SectionsContext.jobGraphs": {
		jobdsl.SectionedView{
			Name: "example",
			Sections: []jobdsl.Section{
				jobdsl.JobGraphsSection{Name: "project-A", Alignment: "LEFT", Jobs: jobdsl.ViewJobs{Regex: "project-A-.*"}, Width: "HALF"},
			},
		},
	},
	"views.SectionsContext.testResult": {
		jobdsl.SectionedView{
			Name: "example",
			Sections: []jobdsl.Section{
				jobdsl.TestResultSection{Name: "project-A", Alignment: "LEFT", Jobs: jobdsl.ViewJobs{Regex: "project-A-.*"}, Width: "HALF"},
			},
		},
	},
	"views.SectionsContext.text": {
		jobdsl.SectionedView{
			Name: "example",
			Sections: []jobdsl.Section{
				jobdsl.TextSection{Name: "project-A", Alignment: "LEFT", Style: "TIP", Text: "Helpful tip", Width: "HALF"},
			},
		},
	},
	"views.SectionsContext.viewListing": {
		jobdsl.SectionedView{
			Name: "example",
			Sections: []jobdsl.Section{
				jobdsl.ViewListingSection{
					Name:      "project-A",
					Alignment: "LEFT",
					Columns:   new(2),
					Width:     "HALF",
					Views:     []string{"view-a", "view-b"},
				},
			},
		},
	},
	"views.portlets.DashboardPortletContext.testStatisticsChart": {
		jobdsl.DashboardView{
			Name:        "example",
			TopPortlets: []jobdsl.Portlet{jobdsl.TestStatisticsChartPortlet{DisplayName: "Project A Test Stats"}},
		},
	},
	"views.portlets.DashboardPortletContext.testStatisticsGrid": {
		jobdsl.DashboardView{
			Name: "example",
			RightPortlets: []jobdsl.Portlet{
				jobdsl.TestStatisticsGridPortlet{
					DisplayName:  "Project A Test Stats",
					FailureColor: "FF0000",
					SkippedColor: "7F7F7F",
					SuccessColor: "00FF00",
				},
			},
		},
	},
}
