package gitops

import (
	"maps"
	"slices"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/values"
)

// sources returns all documents that the controller's Jenkins reads: its own,
// those that its values give to the chart, and what the chart adds by itself.
func (c *Controller) sources(v *values.Values) []casc.Source {
	var list []casc.Source
	for _, name := range slices.Sorted(maps.Keys(c.Casc)) {
		list = append(list, casc.Source{Name: name, Document: c.Casc[name]})
	}
	scripts := v.Controller.JCasC.ConfigScripts
	for _, name := range slices.Sorted(maps.Keys(scripts)) {
		list = append(list, casc.Source{Name: "controller.JCasC.configScripts." + name, Document: scripts[name]})
	}
	return append(list, casc.Source{Name: "the chart's default configuration", Document: chartDocument(v)})
}

// chartDocument returns what the documents that the chart adds by itself set, as
// far as others may contradict it.
func chartDocument(v *values.Values) casc.Document {
	var doc casc.Document
	chart := &v.Controller.JCasC
	j := &doc.Jenkins
	if _, none := chart.Extra["securityRealm"]; !none {
		j.SecurityRealm = chart.SecurityRealm.Realm
		if j.SecurityRealm == nil {
			j.SecurityRealm = casc.LocalRealm{AllowsSignup: new(false), EnableCaptcha: new(false)}
		}
	}
	if _, none := chart.Extra["authorizationStrategy"]; !none {
		j.AuthorizationStrategy = chart.AuthorizationStrategy.Strategy
		if j.AuthorizationStrategy == nil {
			j.AuthorizationStrategy = casc.LoggedInUsersCanDoAnything{AllowAnonymousRead: new(false)}
		}
	}
	for _, script := range chart.ConfigScripts {
		// The chart gives way to its own scripts, and to these alone.
		if script.Jenkins.SecurityRealm != nil {
			j.SecurityRealm = nil
		}
		if script.Jenkins.AuthorizationStrategy != nil {
			j.AuthorizationStrategy = nil
		}
	}
	if chart.DefaultConfig != nil && !*chart.DefaultConfig {
		return doc
	}
	j.DisableRememberMe = new(false)
	j.Mode = casc.ModeNormal
	j.NumExecutors = new(0)
	j.LabelString = "labels"
	j.ProjectNamingStrategy = casc.DefaultProjectNamingStrategy{}
	j.MarkupFormatter = casc.PlainText{}
	j.SlaveAgentPort = new(50000)
	doc.Security = chart.Security
	doc.Unclassified.Location.URL = "http://jenkins:8080"
	return doc
}
