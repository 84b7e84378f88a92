package gitops

import corev1 "k8s.io/api/core/v1"

// Delivery is the way that Argo CD gets the base values and those of a
// controller, which stand in Git, to a chart that stands elsewhere:
// [MultipleSources] or [HelmPlugin].
type Delivery interface {
	// deliver sets the source, or the sources, of the chart's Application.
	deliver(f *Fleet, c *Controller, spec *ApplicationSpec)
}

// MultipleSources delivers by an Application with two sources: the chart, and
// the repository, whose value files the chart refers to as $values/…. It needs
// Argo CD 2.6.
type MultipleSources struct{}

func (MultipleSources) deliver(f *Fleet, c *Controller, spec *ApplicationSpec) {
	const ref = "values"
	spec.Sources = []ApplicationSource{
		{
			RepoURL: f.Chart.Repository, Chart: f.Chart.Name, TargetRevision: f.Chart.Version,
			Helm: HelmSource{
				ReleaseName: f.release(),
				ValueFiles:  []string{ValueFile(ref, f.basePath()), ValueFile(ref, f.overlay(c, "helm/values.yaml"))},
			},
		},
		{RepoURL: f.Repository.URL, TargetRevision: f.Repository.TargetRevision, Ref: ref},
	}
}

// HelmPlugin delivers by a config management plugin, a sidecar of the repo
// server that runs helm template in the controller's folder with both value
// files. It was the only way before Argo CD 2.6 and still serves where the
// command needs more than Argo CD's own Helm support gives.
type HelmPlugin struct {
	// Name is the plugin's name, for instance helm-jenkins-template.
	Name string
	// Image is the sidecar's container image; it must have a shell and helm, and
	// run as user 999, for instance docker.io/alpine/helm:3.19.0.
	Image string
	// Resources are the sidecar's requests and limits.
	Resources corev1.ResourceRequirements
}

// The variables that Applications pass to the plugin. The command sees each
// with ARGOCD_ENV_ before its name.
const (
	pluginNamespace = "INSTALL_TARGET_NAMESPACE"
	pluginRelease   = "RELEASE_NAME"
	pluginVersion   = "CHART_VERSION"
)

func (p HelmPlugin) deliver(f *Fleet, c *Controller, spec *ApplicationSpec) {
	spec.Source = ApplicationSource{
		RepoURL: f.Repository.URL, TargetRevision: f.Repository.TargetRevision,
		Path: f.overlay(c, "helm"),
		Plugin: PluginSource{Name: p.Name, Env: []EnvVar{
			{Name: pluginNamespace, Value: c.namespace()},
			{Name: pluginRelease, Value: f.release()},
			{Name: pluginVersion, Value: f.Chart.Version},
		}},
	}
}

// definition returns the plugin for a fleet's chart.
func (p HelmPlugin) definition(f *Fleet) ConfigManagementPlugin {
	chart := f.Chart
	// The command runs in a controller's folder; all are as deep as this one.
	values := relative(f.overlay(&Controller{Name: "x"}, "helm"), f.basePath())
	env := func(name string) string { return `"$ARGOCD_ENV_` + name + `"` }
	return ConfigManagementPlugin{
		Metadata: Metadata{Name: p.Name},
		Spec: PluginSpec{Generate: PluginCommand{
			Command: []string{"sh", "-c"},
			Args: []string{"exec helm template " + env(pluginRelease) + " " + chart.Name +
				" --repo " + chart.Repository + " --version " + env(pluginVersion) +
				" -n " + env(pluginNamespace) +
				" -f " + values + " -f ./values.yaml --include-crds"},
		}},
	}
}
