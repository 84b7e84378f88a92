package values

import (
	"path"
	"strconv"
	"strings"
)

// Release is the chart installed under a name: it tells the names that the
// chart's templates derive, so that whatever stands outside the chart and must
// agree with it (the label of a ConfigMap, the address that agents call) is
// computed from the same value.
type Release struct {
	// Name is Helm's release name.
	Name string
	// Values are the values that it is installed with.
	Values Values
}

// FullName returns the stem of the names of the chart's objects
// (jenkins.fullname in its templates).
func (r Release) FullName() string {
	if r.Values.FullNameOverride != "" {
		return shorten(r.Values.FullNameOverride)
	}
	name := r.Values.NameOverride
	if name == "" {
		name = "jenkins"
	}
	if strings.Contains(r.Name, name) {
		return shorten(r.Name)
	}
	return shorten(r.Name + "-" + name)
}

// shorten cuts a name as the chart's templates do: trunc 63 | trimSuffix "-".
func shorten(name string) string {
	return strings.TrimSuffix(name[:min(len(name), 63)], "-")
}

// ReloadLabel returns the label, with the value "true", by which the config
// reload sidecar finds the ConfigMaps that it writes to [Release.ConfigDir].
func (r Release) ReloadLabel() string { return r.FullName() + "-jenkins-config" }

// ConfigDir returns the folder in the controller that JCasC documents and the
// scripts they name are written to.
func (r Release) ConfigDir() string {
	home := r.Values.Controller.JenkinsHome
	if home == "" {
		home = "/var/jenkins_home"
	}
	return path.Join(home, "casc_configs")
}

// AgentTunnel returns host and port that inbound agents connect to
// (jenkinsTunnel of the kubernetes cloud), for agents in the same namespace.
func (r Release) AgentTunnel() string {
	port := 50000
	if p := r.Values.Controller.AgentListenerPort; p != nil {
		port = *p
	}
	return r.FullName() + "-agent:" + strconv.Itoa(port)
}

// AgentPodLabel returns the label, with the value "true", that agent pods must
// carry for the chart's network policy to let them reach the controller.
func (r Release) AgentPodLabel() string {
	component := r.Values.Agent.ComponentName
	if component == "" {
		component = "jenkins-agent"
	}
	return "jenkins/" + r.Name + "-" + component
}

// Variables returns the names of the variables that JCasC documents may refer to
// because the chart supplies them: its secrets and controller.containerEnv. It
// reports false when there may be others, whose names these values don't tell:
// the keys of controller.existingSecret, or of sources in containerEnvFrom.
func (v Values) Variables() (names map[string]bool, all bool) {
	c := &v.Controller
	names = map[string]bool{}
	if on(c.Admin.CreateSecret, true) { // without it not even an existing secret is mounted
		names["chart-admin-username"] = true
		names["chart-admin-password"] = true
	}
	for _, s := range c.AdditionalSecrets {
		names[s.Name] = true
	}
	for _, s := range c.AdditionalExistingSecrets {
		names[s.Name+"-"+s.KeyName] = true
	}
	for _, e := range c.ContainerEnv {
		names[e.Name] = true
	}
	return names, c.ExistingSecret == "" && len(c.ContainerEnvFrom) == 0
}
