package gitops

import (
	"maps"
	"slices"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/values"
)

// allSources returns all documents that the controller's Jenkins reads: its own,
// those that its values give to the chart, and what the chart adds by itself.
func (c *checkedController) allSources() []casc.Source {
	list := c.sources[:0]
	for i, name := range c.names {
		list = append(list, casc.Source{Name: name, Document: c.docs[i]})
	}
	scripts := c.release.Values.Controller.JCasC.ConfigScripts
	for _, name := range slices.Sorted(maps.Keys(scripts)) {
		list = append(list, casc.Source{Name: "controller.JCasC.configScripts." + name, Document: scripts[name]})
	}
	c.sources = appendChartSources(list, &c.release.Values)
	return c.sources
}

// appendChartSources appends what the documents that the chart adds by itself
// set, as far as others may contradict it, each named after the value that rules
// it.
func appendChartSources(list []casc.Source, v *values.Values) []casc.Source {
	chart := &v.Controller.JCasC
	realm, strategy := chart.SecurityRealm.Realm, chart.AuthorizationStrategy.Strategy
	if realm == nil {
		realm = casc.LocalRealm{AllowsSignup: new(false), EnableCaptcha: new(false)}
	}
	if strategy == nil {
		strategy = casc.LoggedInUsersCanDoAnything{AllowAnonymousRead: new(false)}
	}
	_, noRealm := chart.Extra["securityRealm"]
	_, noStrategy := chart.Extra["authorizationStrategy"]
	for _, script := range chart.ConfigScripts {
		// The chart gives way to its own scripts, and to these alone.
		noRealm = noRealm || script.Jenkins.SecurityRealm != nil
		noStrategy = noStrategy || script.Jenkins.AuthorizationStrategy != nil
	}
	add := func(value string, j casc.Jenkins) *casc.Document {
		list = append(list, casc.Source{Name: "the chart (controller.JCasC." + value + ")", Document: casc.Document{Jenkins: j}})
		return &list[len(list)-1].Document
	}
	if !noRealm {
		add("securityRealm", casc.Jenkins{SecurityRealm: realm})
	}
	if !noStrategy {
		add("authorizationStrategy", casc.Jenkins{AuthorizationStrategy: strategy})
	}
	if chart.DefaultConfig == nil || *chart.DefaultConfig {
		doc := add("defaultConfig", casc.Jenkins{
			DisableRememberMe:     new(false),
			Mode:                  casc.ModeNormal,
			NumExecutors:          new(0),
			LabelString:           "labels",
			ProjectNamingStrategy: casc.DefaultProjectNamingStrategy{},
			MarkupFormatter:       casc.PlainText{},
			SlaveAgentPort:        new(50000),
		})
		doc.Security = chart.Security
		doc.Unclassified.Location.URL = "http://jenkins:8080"
	}
	return list
}
