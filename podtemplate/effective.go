package podtemplate

import (
	"crypto/sha1" //nolint:gosec // the plugin's label digest
	"encoding/hex"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
)

// Registry is what a kubernetes cloud knows when it makes a pod: its templates
// and those of its attributes that bear on pods. The fields have the names of
// the cloud's attributes.
type Registry struct {
	// Templates are the cloud's templates.
	Templates []PodTemplate `json:"templates,omitzero"`
	// DefaultsProviderTemplate names the template that every other one is laid
	// over.
	DefaultsProviderTemplate string `json:"defaultsProviderTemplate,omitzero"`
	// Namespace is where pods start whose template names none.
	Namespace string `json:"namespace,omitzero"`
	// PodLabels are labels of every pod; default: jenkins: slave.
	PodLabels []Label `json:"podLabels,omitzero"`
	// JenkinsURL is where agents find Jenkins.
	JenkinsURL string `json:"jenkinsUrl,omitzero"`
	// JenkinsTunnel is the host:port that agents connect to.
	JenkinsTunnel string `json:"jenkinsTunnel,omitzero"`
	// WebSocket lets agents connect through the web port.
	WebSocket bool `json:"webSocket,omitzero"`
	// DirectConnection lets agents connect to the controller's agent port
	// without asking its web port.
	DirectConnection bool `json:"directConnection,omitzero"`
	// JNLPRegistry is the registry that the default agent image is taken from.
	JNLPRegistry string `json:"jnlpregistry,omitzero"`
	// RestrictedPSSSecurityContext gives every container what pod security
	// level restricted asks for.
	RestrictedPSSSecurityContext bool `json:"restrictedPssSecurityContext,omitzero"`
	// AgentImage is the image of an agent container that has none; default:
	// [DefaultAgentImage]. The plugin takes it from a system property.
	AgentImage string `json:"-"`
	// RegistryPrefix is the registry for AgentImage when JNLPRegistry is not
	// set. The plugin takes it from a system property.
	RegistryPrefix string `json:"-"`
	// AgentName is the name of the agent and its pod; default: the template's
	// name with the suffix -xxxxx, where the plugin puts a random one.
	AgentName string `json:"-"`
	// AgentSecret is the agent's secret; default: (secret).
	AgentSecret string `json:"-"`
}

// DefaultAgentImage is the agent image of the plugin's release that this
// package follows (kubernetes, March 2026).
const DefaultAgentImage = "jenkins/inbound-agent:3355.v388858a_47b_33-3-jdk21"

const (
	agentName      = "jnlp"
	agentDir       = "/home/jenkins/agent"
	injectedDir    = "/jenkins-agent"
	workspaceName  = "workspace-volume"
	agentSecretRef = "${computer.jnlpmac}"
	agentNameRef   = "${computer.name}"
	unknownSecret  = "(secret)"
	unknownAddress = "(host:port)"
	unknownKey     = "(identity)"
)

// find returns the index of the first template of that name, or -1.
func (r Registry) find(name string) int {
	for i := range r.Templates {
		if name != "" && strings.TrimSpace(r.Templates[i].Name) == name {
			return i
		}
	}
	return -1
}

func (r Registry) names() []string {
	var out []string
	for _, t := range r.Templates {
		if t.Name != "" {
			out = append(out, t.Name)
		}
	}
	return out
}

// Effective returns the pod that the plugin makes of t when it stands in the
// cloud that r describes: parents, raw pods and fields combined as the plugin
// combines them, with the agent's container, workspace, environment and the
// plugin's defaults. What the plugin loses on the way is missing here too;
// [Registry.Warnings] lists it.
//
// A JCasC variable stays in the text as ${NAME}; where its value would decide
// (numbers, quantities) the attribute is left out. The annotation with the time
// of the last refresh is left out.
func Effective(t PodTemplate, r Registry) (*corev1.Pod, error) {
	u, err := r.unwrap(t)
	if err != nil {
		return nil, err
	}
	b := builder{registry: r, template: u}
	p, err := b.build()
	if err != nil {
		return nil, err
	}
	out := p.final()
	showLive(reflect.ValueOf(out))
	return out, nil
}

// builder is PodTemplateBuilder of the plugin.
type builder struct {
	registry Registry
	template PodTemplate // unwrapped
	written  bool        // the pod is for a file: nothing of a run is in it
	outline  bool        // the pod is to be checked: nothing is in it that can't be wrong, names, labels and variables
	name     string      // see agentName
	list     fieldpath.List
}

// build returns the pod that the plugin makes.
func (b *builder) build() (*pod, error) {
	fields, mounts := b.fieldPod()
	raw, err := b.rawPod()
	b.list.Append(nil, err)
	if len(b.list) > 0 {
		return nil, b.list.Err()
	}
	p, err := combinePods(raw, fields)
	if err != nil {
		b.list.Append((*fieldpath.Path)(nil).Child("yaml"), err)
		return nil, b.list.Err()
	}
	p.APIVersion, p.Kind = "v1", "Pod"
	p.Namespace = orElse(p.Namespace, orElse(b.template.Namespace, b.registry.Namespace))
	b.agent(p, mounts)
	b.decorate(p)
	return p, nil
}

// rawPod returns the raw pods as one; nil when there is none.
func (b *builder) rawPod() (*pod, error) {
	yamls := b.template.YAMLs
	if len(yamls) == 0 {
		return nil, nil
	}
	if _, merge := b.template.YAMLMergeStrategy.(Merge); !merge {
		yamls = yamls[len(yamls)-1:]
	}
	var list fieldpath.List
	var out *pod
	at := (*fieldpath.Path)(nil).Child("yaml")
	for _, y := range yamls {
		p, errs := parseYAML(y)
		list.Append(at, errs.Err())
		if len(errs) > 0 {
			continue
		}
		var err error
		out, err = combinePods(out, p)
		list.Append(at, err)
	}
	return out, list.Err()
}

func parseYAML(y YAML) (*pod, fieldpath.List) {
	switch y := y.(type) {
	case Pod:
		return readPod(&y), nil
	case RawYAML:
		return parsePod(string(y))
	}
	return &pod{}, nil
}

// fieldPod returns the pod that the template's fields alone make, and the
// mounts of its volumes.
func (b *builder) fieldPod() (*pod, []corev1.VolumeMount) {
	t := b.template
	p := new(pod)
	if !b.written && !b.outline {
		p.Name = b.agentName()
		p.Labels = b.labels()
	}
	for _, a := range t.Annotations {
		p.Annotations = mergeMaps(p.Annotations, map[string]string{a.Key: a.Value})
	}
	s := &p.Spec
	if t.ActiveDeadlineSeconds != nil && *t.ActiveDeadlineSeconds > 0 {
		s.ActiveDeadlineSeconds = new(int64(*t.ActiveDeadlineSeconds))
	}
	volumes, mounts := new(javaMap[corev1.Volume]), new(javaMap[corev1.VolumeMount])
	for i, v := range t.Volumes {
		name := "volume-" + strconv.Itoa(len(mounts.entries))
		m := corev1.VolumeMount{Name: name, MountPath: path.Clean(mountPath(v))}
		if _, ok := mounts.get(m.MountPath); ok {
			continue
		}
		switch v := v.(type) {
		case ConfigMapVolume:
			if v.SubPath != "" {
				m.SubPath = path.Clean(v.SubPath)
			}
		case HostPathVolume:
			m.ReadOnly = isTrue(v.ReadOnly)
		}
		mounts.put(m.MountPath, m)
		source, err := b.volumeSource(v)
		b.list.Append((*fieldpath.Path)(nil).Child("volumes").Index(i), err)
		volumes.put(name, corev1.Volume{Name: name, VolumeSource: source})
	}
	source, err := b.workspaceSource(t.WorkspaceVolume)
	b.list.Append((*fieldpath.Path)(nil).Child("workspaceVolume"), err)
	if !b.written {
		volumes.put(workspaceName, corev1.Volume{Name: workspaceName, VolumeSource: source})
	}
	s.Volumes = volumes.list()

	s.ServiceAccountName, s.SchedulerName = t.ServiceAccount, t.SchedulerName
	for _, i := range t.ImagePullSecrets {
		s.ImagePullSecrets = append(s.ImagePullSecrets, corev1.LocalObjectReference{Name: i.Name})
	}
	s.NodeSelector = selector(t.NodeSelector)
	s.TerminationGracePeriodSeconds = t.TerminationGracePeriodSeconds
	if user, group := number64(t.RunAsUser), number64(t.RunAsGroup); user != nil || group != nil || t.SupplementalGroups != "" {
		s.SecurityContext = &corev1.PodSecurityContext{RunAsUser: user, RunAsGroup: group, SupplementalGroups: groups(t.SupplementalGroups)}
	}
	p.hostNetwork = t.HostNetwork

	containers, all := new(javaMap[container]), mounts.list()
	for i, c := range t.Containers {
		at := (*fieldpath.Path)(nil).Child("containers").Index(i)
		made, err := b.container(c, all)
		b.list.Append(at, err)
		containers.put(c.Name, made)
	}
	p.containers = containers.list()
	return p, all
}

// agentName returns the name of the agent and its pod.
func (b *builder) agentName() string {
	if b.registry.AgentName != "" {
		return b.registry.AgentName
	}
	if b.name == "" {
		b.name = nameOfAgent(plain(b.template.Name))
	}
	return b.name
}

func nameOfAgent(template string) string {
	const suffix = "xxxxx"
	name := strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(template, " ", "-"), "_", "-"))
	if most := 62 - len(suffix); len(name) > most {
		name = name[:most]
	}
	if name += "-" + suffix; !isDNSName(name) {
		name = "jenkins-agent-" + suffix
	}
	return name
}

func (b *builder) labels() map[string]string {
	out := map[string]string{}
	for _, l := range b.registry.PodLabels {
		out[l.Key] = l.Value
	}
	if len(out) == 0 {
		out["jenkins"] = "slave"
	}
	if label := plain(b.template.Label); label != "" {
		digest := sha1.Sum([]byte(label)) //nolint:gosec // likewise
		out["jenkins/label"] = sanitizeLabel(label)
		out["jenkins/label-digest"] = hex.EncodeToString(digest[:])
	} else {
		out["jenkins/label"] = "slave-default"
		out["jenkins/label-digest"] = "0"
	}
	if url := plain(b.registry.JenkinsURL); url != "" {
		out["kubernetes.jenkins.io/controller"] = sanitizeLabel(url)
	}
	return out
}

// sanitizeLabel makes a value of a Kubernetes label out of s, the way the plugin
// does: the last 57 characters, others replaced.
func sanitizeLabel(s string) string {
	const most = 63 - 1 - 5
	if r := []rune(s); len(r) > most {
		s = string(r[len(r)-most:])
	}
	label := make([]byte, 0, len(s))
	for _, r := range s {
		if r > unicode.MaxASCII || !isAlphanumeric(byte(r)) && r != '-' {
			r = '_'
		}
		label = append(label, byte(r))
	}
	if n := len(label); n > 0 {
		for _, end := range []*byte{&label[0], &label[n-1]} {
			if !isAlphanumeric(*end) {
				*end = 'x'
			}
		}
	}
	return string(label)
}

// selector parses a=b,c=d and drops what is of another form.
func selector(s string) map[string]string {
	var out map[string]string
	for part := range strings.SplitSeq(s, ",") {
		if k, v, ok := selection(part); ok {
			out = mergeMaps(out, map[string]string{k: v})
		}
	}
	return out
}

func selection(part string) (key, value string, ok bool) {
	key, value, ok = strings.Cut(part, "=")
	// Java's split drops empty strings at the end.
	value = strings.TrimRight(value, "=")
	return key, value, ok && key != "" && value != "" && !strings.Contains(value, "=")
}

func number64(s string) *int64 {
	if s == "" {
		return nil
	}
	if i, err := strconv.ParseInt(s, 10, 64); err == nil {
		return &i
	}
	return nil
}

// groups parses "1,2" and drops what is no number.
func groups(s string) []int64 {
	var out []int64
	for g := range strings.SplitSeq(s, ",") {
		if i := number64(g); i != nil {
			out = append(out, *i)
		}
	}
	return out
}

func (b *builder) container(c ContainerTemplate, mounts []corev1.VolumeMount) (container, error) {
	var list fieldpath.List
	out := container{resources: true, tty: new(isTrue(c.TTYEnabled))}
	out.Name, out.Image, out.WorkingDir = c.Name, c.Image, c.WorkingDir
	out.ImagePullPolicy = corev1.PullIfNotPresent
	if isTrue(c.AlwaysPullImage) {
		out.ImagePullPolicy = corev1.PullAlways
	}
	if user, group := number64(c.RunAsUser), number64(c.RunAsGroup); isTrue(c.Privileged) || user != nil || group != nil {
		out.SecurityContext = &corev1.SecurityContext{Privileged: new(isTrue(c.Privileged)), RunAsUser: user, RunAsGroup: group}
	}
	if !b.outline {
		env := new(javaMap[corev1.EnvVar])
		if c.Name == agentName && !b.written {
			env.putAll(b.agentEnv(c.WorkingDir))
		}
		env.putAll(envMap(b.template.EnvVars))
		for _, v := range c.EnvVars {
			env.put(envKey(v), buildEnv(v))
		}
		out.Env = env.list()
	}
	out.VolumeMounts = slices.Clip(mounts)
	// In a raw pod the plugin mounts the workspace where the container works, and an agent that is injected works elsewhere.
	moved := isTrue(b.template.AgentInjection) && c.Name == orElse(b.template.AgentContainer, agentName)
	if c.WorkingDir != "" && (!b.written || moved) && !slices.ContainsFunc(mounts, func(m corev1.VolumeMount) bool { return m.MountPath == c.WorkingDir }) {
		out.VolumeMounts = append(out.VolumeMounts, corev1.VolumeMount{Name: workspaceName, MountPath: c.WorkingDir})
	}
	var err error
	if out.Command, err = splitCommand(c.Command); err != nil {
		list.Add(fieldpath.Invalid, (*fieldpath.Path)(nil).Child("command"), c.Command, err.Error())
	}
	args := c.Args
	if strings.Contains(args, "${computer.") {
		secret, name := b.secret(), b.agentName()
		if b.written {
			// The variables are those that the plugin gives the agent's container.
			secret, name = "$(JENKINS_SECRET)", "$(JENKINS_AGENT_NAME)"
		}
		args = strings.NewReplacer(agentSecretRef, secret, agentNameRef, name).Replace(args)
	}
	if out.Args, err = splitCommand(args); err != nil {
		list.Add(fieldpath.Invalid, (*fieldpath.Path)(nil).Child("args"), c.Args, err.Error())
	}
	for _, p := range c.Ports {
		port := corev1.ContainerPort{Name: p.Name}
		if p.ContainerPort != nil {
			port.ContainerPort = int32(*p.ContainerPort)
		}
		if p.HostPort != nil {
			port.HostPort = int32(*p.HostPort)
		}
		out.Ports = append(out.Ports, port)
	}
	probe, err := splitCommand(c.LivenessProbe.ExecArgs)
	if err != nil {
		list.Add(fieldpath.Invalid, (*fieldpath.Path)(nil).Child("livenessProbe").Child("execArgs"), c.LivenessProbe.ExecArgs, err.Error())
	}
	if len(probe) > 0 {
		l := c.LivenessProbe
		out.LivenessProbe = &corev1.Probe{
			ProbeHandler:        corev1.ProbeHandler{Exec: &corev1.ExecAction{Command: probe}},
			InitialDelaySeconds: small(l.InitialDelaySeconds), TimeoutSeconds: small(l.TimeoutSeconds),
			FailureThreshold: small(l.FailureThreshold), PeriodSeconds: small(l.PeriodSeconds), SuccessThreshold: small(l.SuccessThreshold),
		}
	}
	out.Resources.Requests, err = resources("resourceRequest", c.ResourceRequestMemory, c.ResourceRequestCPU, c.ResourceRequestEphemeralStorage)
	list.Append(nil, err)
	out.Resources.Limits, err = resources("resourceLimit", c.ResourceLimitMemory, c.ResourceLimitCPU, c.ResourceLimitEphemeralStorage)
	list.Append(nil, err)
	return out, list.Err()
}

func small(i *int) int32 {
	if i == nil {
		return 0
	}
	return int32(*i)
}

func resources(prefix, memory, cpu, storage string) (corev1.ResourceList, error) {
	var list fieldpath.List
	var out corev1.ResourceList
	for _, r := range []struct {
		field, text string
		name        corev1.ResourceName
	}{{"Memory", memory, corev1.ResourceMemory}, {"Cpu", cpu, corev1.ResourceCPU}, {"EphemeralStorage", storage, corev1.ResourceEphemeralStorage}} {
		if strings.TrimSpace(r.text) == "" || live.Has(r.text) {
			continue
		}
		q, err := resource.ParseQuantity(r.text)
		if err != nil {
			list.Add(fieldpath.Invalid, (*fieldpath.Path)(nil).Child(prefix+r.field), r.text, "not a quantity such as 500m, 2 or 512Mi")
			continue
		}
		if out == nil {
			out = corev1.ResourceList{}
		}
		out[r.name] = q
	}
	return out, list.Err()
}

func envMap(vars []TemplateEnvVar) *javaMap[corev1.EnvVar] {
	out := new(javaMap[corev1.EnvVar])
	for _, v := range vars {
		out.put(envKey(v), buildEnv(v))
	}
	return out
}

func (b *builder) secret() string { return orElse(b.registry.AgentSecret, unknownSecret) }

// agentEnv returns the variables that the agent learns from how to connect.
func (b *builder) agentEnv(workingDir string) *javaMap[corev1.EnvVar] {
	r := b.registry
	env := new(javaMap[corev1.EnvVar])
	put := func(name, value string) { env.put(name, corev1.EnvVar{Name: name, Value: value}) }
	put("JENKINS_SECRET", b.secret())
	put("JENKINS_NAME", b.agentName())
	put("JENKINS_AGENT_NAME", b.agentName())
	put("JENKINS_AGENT_WORKDIR", orElse(workingDir, agentDir))
	if strings.TrimSpace(r.JenkinsTunnel) != "" {
		put("JENKINS_TUNNEL", r.JenkinsTunnel)
	}
	if !r.DirectConnection {
		put("JENKINS_URL", r.JenkinsURL)
		if r.WebSocket {
			put("JENKINS_WEB_SOCKET", "true")
		}
	} else {
		put("JENKINS_DIRECT_CONNECTION", unknownAddress)
		put("JENKINS_PROTOCOLS", "JNLP4-connect")
		put("JENKINS_INSTANCE_IDENTITY", unknownKey)
	}
	put("REMOTING_OPTS", "-noReconnectAfter 1d")
	out := new(javaMap[corev1.EnvVar])
	for _, e := range env.list() {
		out.put(e.Name, e)
	}
	return out
}

// agent completes the container of the agent, and adds it when there is none.
func (b *builder) agent(p *pod, mounts []corev1.VolumeMount) {
	t := b.template
	name := orElse(t.AgentContainer, agentName)
	i := slices.IndexFunc(p.containers, func(c container) bool { return c.Name == name })
	if i < 0 {
		i = len(p.containers)
		p.containers = append(p.containers, container{Container: corev1.Container{Name: name, VolumeMounts: mounts}})
	}
	agent := &p.containers[i]
	workingDir := agent.WorkingDir
	for j := range p.containers {
		p.containers[j].WorkingDir = orElse(p.containers[j].WorkingDir, workingDir)
	}
	image := orElse(b.registry.AgentImage, DefaultAgentImage)
	if prefix := orElse(b.registry.JNLPRegistry, b.registry.RegistryPrefix); prefix != "" {
		image = strings.TrimSuffix(prefix, "/") + "/" + image
	}
	if strings.TrimSpace(agent.Image) == "" {
		agent.Image = image
	}
	if !b.outline {
		agent.Env = b.envOfAgent(agent.Env, workingDir)
	}
	if isTrue(t.AgentInjection) {
		const shared, folder = "jenkins-agent", injectedDir
		mount := corev1.VolumeMount{Name: shared, MountPath: folder}
		p.initContainers = append(p.initContainers, container{Container: corev1.Container{
			Name: "set-up-jenkins-agent", Image: image,
			Command:      []string{"/bin/sh", "-c", "cp $(command -v jenkins-agent) " + folder + "/jenkins-agent;cp -R /usr/share/jenkins/. " + folder},
			VolumeMounts: []corev1.VolumeMount{mount},
		}})
		p.Spec.Volumes = append(p.Spec.Volumes, corev1.Volume{Name: shared, VolumeSource: corev1.VolumeSource{EmptyDir: new(corev1.EmptyDirVolumeSource)}})
		mount.ReadOnly = true
		agent.VolumeMounts = append(slices.Clip(agent.VolumeMounts), mount)
		agent.WorkingDir = agentDir
		agent.Command, agent.Args = []string{folder + "/jenkins-agent"}, nil
	}
	if !agent.resources {
		agent.Resources.Requests = agentRequests
	}
}

// agentRequests is what an agent's container requests that says nothing.
var agentRequests = corev1.ResourceList{corev1.ResourceCPU: resource.MustParse("100m"), corev1.ResourceMemory: resource.MustParse("256Mi")}

// envOfAgent returns the variables of the agent's container, which has its own.
func (b *builder) envOfAgent(own []corev1.EnvVar, workingDir string) []corev1.EnvVar {
	env := new(javaMap[corev1.EnvVar])
	env.putAll(b.agentEnv(workingDir))
	env.putAll(envMap(b.template.EnvVars))
	for _, e := range own {
		env.put(e.Name, e)
	}
	if isTrue(b.template.AgentInjection) {
		env.put("JENKINS_AGENT_FILE", corev1.EnvVar{Name: "JENKINS_AGENT_FILE", Value: injectedDir + "/agent.jar"})
	}
	return env.list()
}

// linuxNodes selects the nodes of pods that say nothing.
var linuxNodes = map[string]string{"kubernetes.io/os": "linux"}

// decorate is what the plugin's pod decorators do.
func (b *builder) decorate(p *pod) {
	s := &p.Spec
	if s.RuntimeClassName == nil && len(s.NodeSelector) == 0 && (s.Affinity == nil || s.Affinity.NodeAffinity == nil) {
		s.NodeSelector = linuxNodes
	}
	if s.RestartPolicy == "" {
		s.RestartPolicy = corev1.RestartPolicyNever
	}
	if !slices.ContainsFunc(s.Volumes, func(v corev1.Volume) bool { return v.Name == workspaceName }) {
		s.Volumes = append(s.Volumes, corev1.Volume{Name: workspaceName, VolumeSource: corev1.VolumeSource{EmptyDir: new(corev1.EmptyDirVolumeSource)}})
	}
	for i := range p.containers {
		c := &p.containers[i]
		dir := orElse(c.WorkingDir, agentDir)
		if !slices.ContainsFunc(c.VolumeMounts, func(m corev1.VolumeMount) bool { return m.MountPath == dir }) {
			c.VolumeMounts = append(slices.Clip(c.VolumeMounts), corev1.VolumeMount{Name: workspaceName, MountPath: dir})
		}
	}
	if b.registry.RestrictedPSSSecurityContext {
		for _, list := range [][]container{p.initContainers, p.containers} {
			for i := range list {
				restrict(&list[i].Container)
			}
		}
	}
}

// restrict is the plugin's RestrictedPssSecurityContextInjector.
func restrict(c *corev1.Container) {
	s := new(corev1.SecurityContext)
	if c.SecurityContext != nil {
		*s = *c.SecurityContext
	}
	c.SecurityContext = s
	if s.AllowPrivilegeEscalation == nil {
		s.AllowPrivilegeEscalation = new(false)
	}
	if s.RunAsNonRoot == nil {
		s.RunAsNonRoot = new(true)
	}
	if s.SeccompProfile == nil {
		s.SeccompProfile = &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault}
	}
	if s.Capabilities == nil {
		s.Capabilities = &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}}
	}
}

// splitCommand splits a command line into words, as Ant does for the plugin:
// at spaces, with single and double quotes, which do not escape each other.
func splitCommand(s string) ([]string, error) {
	var out []string
	var word strings.Builder
	var quote rune
	quoted := false
	for _, r := range s {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, quoted = r, true
		case r == ' ':
			if quoted || word.Len() > 0 {
				out = append(out, word.String())
			}
			word.Reset()
			quoted = false
		default:
			word.WriteRune(r)
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("unbalanced %c", quote)
	}
	if quoted || word.Len() > 0 {
		out = append(out, word.String())
	}
	return out, nil
}

// plain returns s with its live parts as ${NAME}.
func plain(s string) string {
	if !live.Has(s) {
		return s
	}
	var out strings.Builder
	for part := range live.Parts(s) {
		switch part.Language {
		case live.JCasC:
			out.WriteString("${" + plain(part.Text) + "}")
		case live.Template:
			out.WriteString("{{" + plain(part.Text) + "}}")
		default:
			out.WriteString(part.Text)
		}
	}
	return out.String()
}

// showLive makes the live parts of every string in v plain text.
func showLive(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			showLive(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				showLive(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			showLive(v.Index(i))
		}
	case reflect.Map:
		if v.Type().Elem().Kind() != reflect.String || v.Type().Key().Kind() != reflect.String {
			return
		}
		for _, k := range v.MapKeys() {
			value := v.MapIndex(k).String()
			if key := plain(k.String()); key != k.String() {
				v.SetMapIndex(k, reflect.Value{})
				k = reflect.ValueOf(key).Convert(v.Type().Key())
			}
			v.SetMapIndex(k, reflect.ValueOf(plain(value)).Convert(v.Type().Elem()))
		}
	case reflect.String:
		if s := v.String(); live.Has(s) && v.CanSet() {
			v.SetString(plain(s))
		}
	}
}
