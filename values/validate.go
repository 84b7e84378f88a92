package values

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/check"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// Validate reports what the chart, Helm or Jenkins would refuse, drop or do
// otherwise than v says: all of it at once, with paths. v is what a release gets,
// all layers together ([Overlay]): a layer by itself may look incomplete.
//
// It is a function and no method: what is written file by file is checked by
// methods, and a file of values is a layer.
func Validate(v Values) error {
	own := borrow(v)
	defer spare.Put(own)
	c := checker{v: own, c: &own.Controller, list: check.Value(own)}
	c.controller = c.root.Child("controller")
	c.jcasc = c.controller.Child("JCasC")
	c.read()
	c.admin()
	c.scripts()
	c.dropped("securityRealm", v.Controller.JCasC.SecurityRealm.Realm != nil, func(j casc.Jenkins) bool { return j.SecurityRealm != nil })
	c.dropped("authorizationStrategy", v.Controller.JCasC.AuthorizationStrategy.Strategy != nil, func(j casc.Jenkins) bool { return j.AuthorizationStrategy != nil })
	c.conflicts()
	c.plugins()
	c.networkPolicy()
	c.probes()
	c.volumes()
	c.agents()
	c.pasted()
	c.others()
	return c.list.Err()
}

// checker collects what is wrong with v.
type checker struct {
	v    *Values
	c    *Controller
	docs []document
	list fieldpath.List

	root, controller, jcasc *fieldpath.Path
}

// document is one of the values' JCasC documents.
type document struct {
	name string
	casc.Document
	text string // empty when it can't be written, which the walk reports
}

// read reads the documents, in the order of their names.
func (c *checker) read() {
	scripts := c.c.JCasC.ConfigScripts
	if len(scripts) == 0 {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(scripts)) {
		d := document{name: name, Document: scripts[name]}
		if text, err := d.MarshalText(); err == nil {
			d.text = string(text)
		}
		c.docs = append(c.docs, d)
	}
}

// on returns what an optional boolean is, given the chart's default.
func on(b *bool, byDefault bool) bool {
	if b == nil {
		return byDefault
	}
	return *b
}

// admin checks the first administrator's secret.
func (c *checker) admin() {
	a := &c.c.Admin
	at := c.controller.Child("admin")
	switch created := on(a.CreateSecret, true); {
	case !created && a.ExistingSecret != "":
		c.list.Add(fieldpath.Lost, at.Child("existingSecret"), a.ExistingSecret, "the chart mounts no secret of the administrator when createSecret is false, not even an existing one; leave createSecret out")
	case !created && c.usesAdmin():
		c.list.Add(fieldpath.NotFound, at.Child("createSecret"), false, "the chart's security realm wants ${chart-admin-username} and ${chart-admin-password}, which come from this secret; name one in existingSecret, or set controller.JCasC.securityRealm")
	case created && a.ExistingSecret == "" && a.Password == "":
		c.list.Add(fieldpath.Required, at.Child("existingSecret"), nil, "without it the chart makes up a password, and under Argo CD, which renders without the cluster, another one at each sync; name an existing secret, or set createSecret to false where the security realm has no use for it")
	case created && a.ExistingSecret == "" && (a.UserKey != "" && a.UserKey != "jenkins-admin-user" || a.PasswordKey != "" && a.PasswordKey != "jenkins-admin-password"):
		c.list.Add(fieldpath.Conflict, at, nil, "the secret that the chart makes has the keys jenkins-admin-user and jenkins-admin-password, whatever userKey and passwordKey say; the pod could not mount it")
	}
}

// usesAdmin reports whether the chart's own security realm is in use.
func (c *checker) usesAdmin() bool {
	if _, given := c.c.JCasC.Extra["securityRealm"]; given || c.c.JCasC.SecurityRealm.Realm != nil {
		return false
	}
	return !slices.ContainsFunc(c.docs, func(d document) bool { return d.Jenkins.SecurityRealm != nil })
}

var (
	configMapName = regexp.MustCompile(`^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$`)
	dataKey       = regexp.MustCompile(`^[-._a-zA-Z0-9]+$`)
)

// scripts checks the names of JCasC documents and init scripts.
func (c *checker) scripts() {
	reload := on(c.c.Sidecars.ConfigAutoReload.Enabled, true)
	for i := range c.docs {
		name := c.docs[i].name
		at := c.jcasc.Child("configScripts").Key(name)
		switch {
		case reload && !configMapName.MatchString(name):
			c.list.Add(fieldpath.Invalid, at, nil, "the chart makes a ConfigMap of this name, after a prefix, and Kubernetes would refuse it: use lower-case letters, digits and hyphens, a letter or digit first and last")
		case reload && len(name) > 253-63-len("-jenkins-config-"):
			c.list.Add(fieldpath.Limit, at, nil, "the name of the ConfigMap that the chart makes would be too long")
		case !dataKey.MatchString(name):
			c.list.Add(fieldpath.Invalid, at, nil, "the chart makes a file of this name: use letters, digits, hyphens, dots and underscores")
		case name == "jcasc-default-config":
			c.list.Add(fieldpath.Conflict, at, nil, "the chart's own document has the file of this name")
		case (name == "securityrealm" || name == "authorizationstrategy") && !on(c.c.JCasC.DefaultConfig, true):
			c.list.Add(fieldpath.Conflict, at, nil, "the chart's own document of this name, which it writes when defaultConfig is false, has the same ConfigMap")
		}
	}
	for name, script := range c.c.InitScripts {
		at := c.controller.Child("initScripts").Key(name)
		if !dataKey.MatchString(name) {
			c.list.Add(fieldpath.Invalid, at, nil, "the chart makes a file init"+name+".groovy: use letters, digits, hyphens, dots and underscores")
		}
		if first := strings.TrimLeft(script, "\n"); strings.HasPrefix(first, " ") || strings.HasPrefix(first, "\t") {
			c.list.Add(fieldpath.Invalid, at, nil, "the chart pastes the script into its YAML, where the blanks before the first line would count as indentation of all lines; begin with a line that has none, such as a comment")
		}
		if strings.ContainsAny(script, "\r\u0085\u2028\u2029") {
			c.list.Add(fieldpath.Invalid, at, nil, "the chart pastes the script into its YAML, which turns carriage returns and Unicode's line separators into newlines; write them as escapes")
		}
	}
}

// dropped checks the chart's test for a security realm, or a strategy, in the
// documents: it searches for a text.
func (c *checker) dropped(key string, given bool, has func(casc.Jenkins) bool) {
	where := slices.IndexFunc(c.docs, func(d document) bool { return strings.Contains(d.text, key+":") })
	switch {
	case where < 0:
	case given:
		c.list.Add(fieldpath.Lost, c.jcasc.Child(key), nil, fmt.Sprintf("the chart drops it, as the text %q stands in configScripts[%s]", key+":", c.docs[where].name))
	case !slices.ContainsFunc(c.docs, func(d document) bool { return d.text != "" && has(d.Jenkins) }):
		c.list.Add(fieldpath.Lost, c.jcasc.Child("configScripts").Key(c.docs[where].name), nil, fmt.Sprintf("the text %q stands in here, and for that text the chart leaves out its own %s, though no document sets one: say it in a document, or spell the text otherwise", key+":", key))
	}
}

// conflicts reports what documents say that the chart's own document says too:
// JCasC refuses to start over two values for one attribute.
func (c *checker) conflicts() {
	if !on(c.c.JCasC.DefaultConfig, true) {
		return
	}
	for i := range c.docs {
		d := &c.docs[i]
		both := func(set bool, attribute, key string) {
			if set {
				at := c.jcasc.Child("configScripts").Key(d.name).Child("jenkins").Child(attribute)
				c.list.Add(fieldpath.Conflict, at, nil, "the chart's own document sets this too, and JCasC does not start with two values; set "+key+" instead, or controller.JCasC.defaultConfig to false")
			}
		}
		both(d.Jenkins.NumExecutors != nil && *d.Jenkins.NumExecutors != number(c.c.NumExecutors, 0), "numExecutors", "controller.numExecutors")
		both(d.Jenkins.Mode != "" && string(d.Jenkins.Mode) != orElse(c.c.ExecutorMode, "NORMAL"), "mode", "controller.executorMode")
		both(d.Jenkins.LabelString != "" && d.Jenkins.LabelString != strings.Join(c.c.CustomJenkinsLabels, " "), "labelString", "controller.customJenkinsLabels")
		both(d.Jenkins.SlaveAgentPort != nil && *d.Jenkins.SlaveAgentPort != number(c.c.AgentListenerPort, 50000), "slaveAgentPort", "controller.agentListenerPort")
		both(d.Jenkins.DisableRememberMe != nil && *d.Jenkins.DisableRememberMe != on(c.c.DisableRememberMe, false), "disableRememberMe", "controller.disableRememberMe")
		both(d.Jenkins.MarkupFormatter != nil, "markupFormatter", "controller.markupFormatter")
		both(d.Jenkins.ProjectNamingStrategy != nil, "projectNamingStrategy", "controller.projectNamingStrategy")
	}
}

func isSet(v any) bool { return !reflect.ValueOf(v).IsZero() }

func number(n *int, byDefault int) int {
	if n == nil {
		return byDefault
	}
	return *n
}

func orElse(s, byDefault string) string {
	if s == "" {
		return byDefault
	}
	return s
}

// plugins checks the lists of plugins, and what needs one that is in neither.
func (c *checker) plugins() {
	install, isDefault := c.c.InstallPlugins, false
	at := c.controller.Child("installPlugins")
	if _, given := c.c.Extra["installPlugins"]; install == nil && !given {
		install, isDefault = defaultPlugins(), true
	}
	last := map[string]int{} // where in install a plugin stands
	for i := range install {
		if _, twice := last[install[i].ID]; twice {
			c.list.Add(fieldpath.Duplicate, at.Index(i), install[i].String(), "the list has the plugin already")
		}
		last[install[i].ID] = i
	}
	added := map[string]bool{}
	for i, p := range c.c.AdditionalPlugins {
		at := c.controller.Child("additionalPlugins").Index(i)
		switch other, both := last[p.ID]; {
		case both && isDefault:
			c.list.Add(fieldpath.Conflict, at, p.String(), "the chart installs "+install[other].String()+" by default, and refuses a plugin that is in both lists: set controller.installPlugins, with this version in it")
		case both:
			c.list.Add(fieldpath.Conflict, at, p.String(), "controller.installPlugins has "+install[other].String()+", and the chart refuses a plugin that is in both lists")
		case added[p.ID]:
			c.list.Add(fieldpath.Duplicate, at, p.String(), "the list has the plugin already")
		}
		added[p.ID] = true
	}
	if len(install) == 0 {
		if len(c.c.AdditionalPlugins) > 0 {
			c.list.Add(fieldpath.Lost, c.controller.Child("additionalPlugins"), nil, "the chart installs none of them when controller.installPlugins is empty")
		}
		return // the image brings its plugins
	}
	if c.c.Image.Repository != "" && c.c.Image.Repository != "jenkins/jenkins" {
		return // likewise
	}
	need := func(id string, at *fieldpath.Path, why string) {
		if _, ok := last[id]; !ok && !added[id] {
			c.list.Add(fieldpath.NotFound, at, nil, why+" needs the plugin "+id+", which is neither in controller.installPlugins nor in controller.additionalPlugins")
		}
	}
	for i := range c.docs {
		if len(c.docs[i].Jobs) > 0 {
			need("job-dsl", c.jcasc.Child("configScripts").Key(c.docs[i].name).Child("jobs"), "the root element jobs")
		}
	}
	need("configuration-as-code", at, "every configuration of this chart")
	if on(c.c.JCasC.DefaultConfig, true) {
		need("kubernetes", at, "the cloud that the chart configures (controller.JCasC.defaultConfig)")
	}
	if on(c.c.Prometheus.Enabled, false) {
		need("prometheus", c.controller.Child("prometheus").Child("enabled"), "the ServiceMonitor's endpoint")
	}
	if on(c.c.EnableRawHTMLMarkupFormatter, false) {
		need("antisamy-markup-formatter", c.controller.Child("enableRawHtmlMarkupFormatter"), "the formatter")
	}
}

// defaultPlugins returns the plugins that the chart installs by itself.
func defaultPlugins() Plugins {
	value, _, _ := lookup(Defaults(), Path{"controller", "installPlugins"})
	list, _ := value.([]any)
	var out Plugins
	for _, entry := range list {
		text, _ := entry.(string)
		if p, err := ParsePlugin(text); err == nil {
			out = append(out, p)
		}
	}
	return out
}

// networkPolicy checks that agents of clouds in the documents may reach the
// controller.
func (c *checker) networkPolicy() {
	n := &c.v.NetworkPolicy
	at := c.root.Child("networkPolicy")
	if len(n.ExternalAgents.Except) > 0 && n.ExternalAgents.IPCIDR == "" {
		c.list.Add(fieldpath.Required, at.Child("externalAgents").Child("ipCIDR"), nil, "the chart wants the addresses that except makes exceptions from")
	}
	if !on(n.Enabled, false) || !on(n.InternalAgents.Allowed, true) || !on(c.c.AgentListenerEnabled, true) {
		return
	}
	component := orElse(c.v.Agent.ComponentName, "jenkins-agent")
	for i := range c.docs {
		for j, cloud := range c.docs[i].Jenkins.Clouds {
			k, ok := cloud.(casc.KubernetesCloud)
			if !ok || slices.ContainsFunc(k.PodLabels, func(l podtemplate.Label) bool {
				return strings.HasPrefix(l.Key, "jenkins/") && strings.HasSuffix(l.Key, "-"+component) && l.Value == "true"
			}) {
				continue
			}
			c.list.Add(fieldpath.Required, c.jcasc.Child("configScripts").Key(c.docs[i].name).Child("jenkins").Child("clouds").Index(j).Child("kubernetes").Child("podLabels"), nil,
				`the chart's network policy lets agents reach the controller only with the label jenkins/<release>-`+component+`: "true", which it gives to its own cloud alone; see Release.AgentPodLabel`)
		}
	}
}

// probes checks probes, which the chart merges into its own.
func (c *checker) probes() {
	for _, probe := range []struct {
		name string
		*corev1.Probe
	}{{"startupProbe", &c.c.Probes.StartupProbe}, {"livenessProbe", &c.c.Probes.LivenessProbe}, {"readinessProbe", &c.c.Probes.ReadinessProbe}} {
		p, at := probe.Probe, c.controller.Child("probes").Child(probe.name)
		if p.Exec != nil || p.TCPSocket != nil || p.GRPC != nil {
			c.list.Add(fieldpath.Conflict, at, nil, "the chart's own probe is of the kind httpGet, into which this one is merged, and Kubernetes takes but one kind; write the whole probe into Extra, with httpGet: nil")
		}
		if p.HTTPGet != nil && p.HTTPGet.Port.IntVal == 0 && p.HTTPGet.Port.StrVal == "" {
			c.list.Add(fieldpath.Required, at.Child("httpGet").Child("port"), nil, `it would be written as 0 over the chart's own; the chart's is "http"`)
		}
	}
}

// volumes checks the chart's test for a volume of the home: it searches for a
// text.
func (c *checker) volumes() {
	named, mentioned := false, -1
	for i, v := range c.v.Persistence.Volumes {
		named = named || v.Name == "jenkins-home"
		if text, err := Append(nil, v); err == nil && strings.Contains(string(text), "jenkins-home") && mentioned < 0 {
			mentioned = i
		}
	}
	if mentioned >= 0 && !named {
		c.list.Add(fieldpath.Lost, c.root.Child("persistence").Child("volumes").Index(mentioned), nil, `the text "jenkins-home" stands in here, and for that text the chart leaves out the volume of the home, which the pod then lacks; name it otherwise`)
	}
}

// agents checks the default cloud, its templates, and the other clouds.
func (c *checker) agents() {
	cloud := on(c.c.JCasC.DefaultConfig, true)
	lost := func(set bool, at *fieldpath.Path, templates bool) {
		switch {
		case set && !cloud:
			c.list.Add(fieldpath.Lost, at, nil, "the chart configures no cloud when controller.JCasC.defaultConfig is false")
		case set && templates && !on(c.v.Agent.Enabled, true):
			c.list.Add(fieldpath.Lost, at, nil, "the chart's cloud has no pod templates when agent.enabled is false")
		}
	}
	lost(len(c.v.Agent.PodTemplates) > 0, c.root.Child("agent").Child("podTemplates"), true)
	lost(len(c.v.AdditionalAgents) > 0, c.root.Child("additionalAgents"), true)
	lost(len(c.v.AdditionalClouds) > 0, c.root.Child("additionalClouds"), false)
	c.agent(c.root.Child("agent"), &c.v.Agent)
	c.podTemplates(c.root.Child("agent"), &c.v.Agent, c.v.AdditionalAgents)
	for name, a := range c.v.AdditionalAgents {
		c.agent(c.root.Child("additionalAgents").Key(name), &a)
	}
	for name, cloud := range c.v.AdditionalClouds {
		at := c.root.Child("additionalClouds").Key(name)
		c.agent(at.Child("agent"), &cloud.Agent)
		for name, a := range cloud.AdditionalAgents {
			c.agent(at.Child("additionalAgents").Key(name), &a)
		}
	}
}

func (c *checker) agent(at *fieldpath.Path, a *Agent) {
	arguments(&c.list, at.Child("args"), a.Args)
	for i, container := range a.AdditionalContainers {
		at := at.Child("additionalContainers").Index(i)
		arguments(&c.list, at.Child("args"), container.Args)
		if container.Image.Repository == "" || container.Image.Tag == "" {
			c.list.Add(fieldpath.Required, at.Child("image"), nil, "the chart wants repository and tag of it")
		}
		r := container.Resources
		for name, part := range map[string]AgentResourceList{"limits": r.Limits, "requests": r.Requests} {
			for key, value := range map[string]string{"cpu": part.CPU, "memory": part.Memory} {
				if isSet(r) && value == "" && part.Extra[key] == nil {
					c.list.Add(fieldpath.Required, at.Child("resources").Child(name).Child(key), nil, "the chart wants cpu and memory of both limits and requests, or no resources")
				}
			}
		}
	}
}

// arguments checks a text of arguments, in which the chart puts a ^ before each $.
func arguments(list *fieldpath.List, at *fieldpath.Path, s *string) {
	if s == nil {
		return
	}
	for rest := *s; ; {
		i := strings.IndexByte(rest, '$')
		if i < 0 {
			break
		}
		rest = rest[i+1:]
		if !strings.HasPrefix(rest, "{") || !strings.Contains(rest, "}") {
			list.Add(fieldpath.Invalid, at, *s, "the chart puts a ^ before each $, which Jenkins takes away again only before ${…}: the others would arrive as ^$")
			break
		}
	}
	if strings.ContainsAny(*s, "\"\\\n\r") {
		list.Add(fieldpath.Invalid, at, *s, `the chart pastes the text between double quotes: " and \ and newlines would not arrive as they are`)
	}
}

// others checks what stands by itself.
func (c *checker) others() {
	if n := c.c.Replicas; n != nil && *n != 0 && *n != 1 {
		c.list.Add(fieldpath.NotOneOf, c.controller.Child("replicas"), *n, "", "0", "1")
	}
	if isSet(c.c.SecurityContextCapabilities) {
		c.list.Add(fieldpath.Lost, c.controller.Child("securityContextCapabilities"), nil, "the chart writes it into the pod's security context, where Kubernetes knows no capabilities; set controller.containerSecurityContext.capabilities")
	}
	for i, e := range c.v.Agent.EnvVars {
		if strings.ContainsAny(e.Name, "= \t\n:#") {
			c.list.Add(fieldpath.Invalid, c.root.Child("agent").Child("envVars").Index(i).Child("name"), e.Name, "not the name of an environment variable")
		}
	}
	seen := map[string]bool{}
	for i, s := range c.c.AdditionalExistingSecrets {
		name := s.Name + "-" + s.KeyName
		if seen[name] {
			c.list.Add(fieldpath.Duplicate, c.controller.Child("additionalExistingSecrets").Index(i), name, "another entry makes the variable of this name")
		}
		seen[name] = true
	}
	for i, s := range c.c.AdditionalSecrets {
		at := c.controller.Child("additionalSecrets").Index(i)
		if seen[s.Name] {
			c.list.Add(fieldpath.Duplicate, at.Child("name"), s.Name, "another entry makes the variable of this name")
		}
		if s.Name != "" && !dataKey.MatchString(s.Name) {
			c.list.Add(fieldpath.Invalid, at.Child("name"), s.Name, "it is the key of a Secret: use letters, digits, hyphens, dots and underscores")
		}
		seen[s.Name] = true
	}
	c.older("", c.v.Extra)
	c.older("controller.", c.c.Extra)
	c.older("controller.sidecars.", c.c.Sidecars.Extra)
	c.older("controller.sidecars.configAutoReload.", c.c.Sidecars.ConfigAutoReload.Extra)
	c.older("controller.JCasC.", c.c.JCasC.Extra)
	c.older("agent.", c.v.Agent.Extra)
	c.older("rbac.", c.v.RBAC.Extra)
	c.older("helmtest.bats.", c.v.HelmTest.Bats.Extra)
}

// older reports keys of older charts in a map Extra.
func (c *checker) older(stem string, extra map[string]any) {
	for key, value := range extra {
		if _, isMap := value.(map[string]any); value == nil || isMap && stem+key == "controller.image" {
			continue
		}
		if detail, ok := renamed(stem + key); ok {
			c.list = append(c.list, &Error{Kind: fieldpath.Unknown, Path: stem + key, Detail: detail})
		}
	}
}

// pasted checks texts that the chart pastes into its own JCasC document as they
// are.
func (c *checker) pasted() {
	a := &c.v.Agent
	agent := c.root.Child("agent")
	for _, v := range [...]struct{ key, text string }{
		{"podName", a.PodName},
		{"sideContainerName", a.SideContainerName},
		{"defaultsProviderTemplate", a.DefaultsProviderTemplate},
		{"jnlpregistry", a.JNLPRegistry},
		{"serviceAccount", a.ServiceAccount},
		{"namespace", a.Namespace},
		{"jenkinsUrl", a.JenkinsURL},
		{"jenkinsTunnel", a.JenkinsTunnel},
		{"componentName", a.ComponentName},
	} {
		quoted(&c.list, agent.Child(v.key), v.text)
	}
	for i, s := range a.CustomJenkinsLabels {
		quoted(&c.list, agent.Child("customJenkinsLabels").Index(i), s)
	}
	quoted(&c.list, c.controller.Child("cloudName"), c.c.CloudName)
	quoted(&c.list, c.root.Child("kubernetesURL"), c.v.KubernetesURL)
	quoted(&c.list, c.root.Child("credentialsId"), c.v.CredentialsID)
	for i, s := range c.c.CustomJenkinsLabels {
		quoted(&c.list, c.controller.Child("customJenkinsLabels").Index(i), s)
	}
	for i, s := range c.c.ScriptApproval {
		quoted(&c.list, c.controller.Child("scriptApproval").Index(i), s)
	}
	for i, s := range c.c.OverrideArgs {
		quoted(&c.list, c.controller.Child("overrideArgs").Index(i), s)
	}
	for key, s := range map[string]string{"javaOpts": c.c.JavaOpts, "jenkinsOpts": c.c.JenkinsOpts} {
		if strings.Contains(strings.TrimRight(s, "\n"), "\n") {
			c.list.Add(fieldpath.Invalid, c.controller.Child(key), nil, "the chart pastes it into its YAML without indentation: write it on one line")
		}
	}
	for key, s := range map[string]string{"jenkinsAdminEmail": c.c.JenkinsAdminEmail, "jenkinsUrl": c.c.JenkinsURL} {
		bare(&c.list, c.controller.Child(key), s)
	}
	for key, s := range map[string]string{"command": a.Command, "workingDir": a.WorkingDir, "imagePullSecretName": a.ImagePullSecretName} {
		bare(&c.list, agent.Child(key), s)
	}
	for i, e := range a.SecretEnvVars {
		at := agent.Child("secretEnvVars").Index(i)
		bare(&c.list, at.Child("key"), e.Key)
		bare(&c.list, at.Child("secretName"), e.SecretName)
		bare(&c.list, at.Child("secretKey"), e.SecretKey)
	}
}

// quoted checks a text that the chart pastes between double quotes.
func quoted(list *fieldpath.List, at *fieldpath.Path, s string) {
	if strings.ContainsAny(s, "\"\\\n\r") {
		list.Add(fieldpath.Invalid, at, s, `the chart pastes the text between double quotes: " and \ and newlines would not arrive as they are`)
	}
}

// bare checks a text that the chart pastes into YAML without quotes.
func bare(list *fieldpath.List, at *fieldpath.Path, s string) {
	if s != "" && !plain(s) {
		list.Add(fieldpath.Invalid, at, s, "the chart pastes the text into YAML without quotes, where it would be read as something else")
	}
}

// plain reports whether YAML reads s, pasted as it is, as the text s.
func plain(s string) bool {
	if strings.ContainsAny(s, "\n\r\t") || strings.Contains(s, ": ") || strings.Contains(s, " #") || strings.HasSuffix(s, ":") ||
		strings.TrimSpace(s) != s || strings.ContainsAny(s[:1], "!&*-?|>@`%{}[],\"'#:=~") {
		return false
	}
	switch strings.ToLower(s) {
	case "true", "false", "yes", "no", "on", "off", "null", "y", "n":
		return false
	}
	_, err := strconv.ParseFloat(s, 64)
	return err != nil
}
