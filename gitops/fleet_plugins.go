package gitops

import (
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/values"
)

// checkPlugins reports plugins that the controller's configuration needs and
// the chart is told not to install. It says nothing of a controller whose image
// brings its plugins along.
func (c *Controller) checkPlugins(list *fieldpath.List, merged *values.Values) {
	v := &merged.Controller
	if _, image := v.Extra["installPlugins"]; image {
		return
	}
	have := map[string]bool{}
	if v.InstallPlugins == nil {
		have["configuration-as-code"] = true // the chart's default list has it
	}
	for _, plugins := range []values.Plugins{v.InstallPlugins, v.AdditionalPlugins} {
		for _, p := range plugins {
			have[p.ID] = true
		}
	}
	at := (*fieldpath.Path)(nil).Child("values").Child("controller").Child("additionalPlugins")
	need := func(plugin, why string) {
		if !have[plugin] {
			list.Add(fieldpath.NotFound, at, plugin, why)
		}
	}
	if len(c.Casc)+len(c.Jobs) > 0 {
		need("configuration-as-code", "the controller's documents need this plugin")
	}
	if len(c.Jobs) > 0 {
		need("job-dsl", "the controller's jobs need this plugin; without it Jenkins refuses the root element jobs and does not start")
	}
}
