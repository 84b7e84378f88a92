package values

import (
	"encoding/json"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/check"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// AgentFor returns the values from which the chart writes the template t: for
// [Values].Agent, the default template, or for an entry of AdditionalAgents. What
// the chart has no value for is an error; Agent.PodTemplates takes every
// template, unchanged.
//
// The chart adds to t: an id, the environment variable JENKINS_URL in each
// container, the label <release>-<ComponentName>, and, when t has none, the
// agent's container. What t leaves unset is unset in the chart's template too; for
// an entry of AdditionalAgents, as the chart merges Agent into each, only if it is
// unset, or false, there as well.
func AgentFor(t podtemplate.PodTemplate) (Agent, error) {
	if list := check.Value(t); len(list) > 0 {
		return Agent{}, list.Err()
	}
	c := agentConverter{}
	a := c.agent(t)
	return a, c.list.Err()
}

type agentConverter struct {
	list fieldpath.List
	root *fieldpath.Path
}

const elsewhere = "; Agent.PodTemplates takes it"

// no reports attributes that the chart has no value for.
func (c *agentConverter) no(at *fieldpath.Path, attributes map[string]any) {
	for name, v := range attributes {
		if r := reflect.ValueOf(v); r.IsValid() && !r.IsZero() {
			c.list.Add(fieldpath.Forbidden, at.Child(name), nil, "the chart's agent values have nothing for it"+elsewhere)
		}
	}
}

func (c *agentConverter) agent(t podtemplate.PodTemplate) Agent {
	if t.ID != "" {
		c.list.Add(fieldpath.Lost, c.root.Child("id"), t.ID, "the chart writes an id of its own, which changes whenever a value of the agent does"+elsewhere)
	}
	c.no(c.root, map[string]any{
		"inheritFrom": t.InheritFrom, "schedulerName": t.SchedulerName, "runAsUser": t.RunAsUser, "runAsGroup": t.RunAsGroup,
		"supplementalGroups": t.SupplementalGroups, "activeDeadlineSeconds": t.ActiveDeadlineSeconds,
		"activeDeadlineSecondsStr": t.ActiveDeadlineSecondsStr, "terminationGracePeriodSeconds": t.TerminationGracePeriodSeconds,
		"agentContainer": strings.TrimPrefix(t.AgentContainer, "jnlp"), "agentInjection": t.AgentInjection, "nodeProperties": t.NodeProperties,
		"yamls": t.YAMLs, "extra": t.Extra,
	})
	a := Agent{
		PodName: t.Name, Namespace: t.Namespace, CustomJenkinsLabels: strings.Fields(t.Label),
		NodeUsageMode: string(t.NodeUsageMode), ServiceAccount: t.ServiceAccount, ShowRawYAML: t.ShowRawYAML,
		InstanceCap: c.number(c.root.Child("instanceCap"), t.InstanceCap, t.InstanceCapStr), IdleMinutes: c.number(c.root.Child("idleMinutes"), t.IdleMinutes, t.IdleMinutesStr),
		ConnectTimeout: c.number(c.root.Child("slaveConnectTimeout"), t.SlaveConnectTimeout, t.SlaveConnectTimeoutStr),
		YAMLTemplate:   t.YAML, InheritYAMLMergeStrategy: t.InheritYAMLMergeStrategy,
	}
	// The plugin's defaults, where the chart's are others.
	if a.NodeUsageMode == "" {
		a.NodeUsageMode = string(podtemplate.NodeUsageExclusive)
	}
	if a.ConnectTimeout == nil {
		a.ConnectTimeout = new(1000)
	}
	if t.ServiceAccount == "" {
		a.UseDefaultServiceAccount = new(false)
	}
	if t.HostNetwork != nil {
		a.HostNetworking = t.HostNetwork
		if !*t.HostNetwork {
			c.list.Add(fieldpath.Forbidden, c.root.Child("hostNetwork"), false, "the chart writes it only when it is true"+elsewhere)
		}
	}
	for i, s := range t.ImagePullSecrets {
		a.ImagePullSecretName = s.Name
		c.no(c.root.Child("imagePullSecrets").Index(i), map[string]any{"extra": s.Extra})
		if i > 0 {
			c.list.Add(fieldpath.Forbidden, c.root.Child("imagePullSecrets").Index(i), s.Name, "the chart has a value for one"+elsewhere)
		}
	}
	switch r := t.PodRetention.(type) {
	case nil, podtemplate.Default, podtemplate.Never:
	case podtemplate.Always:
		a.PodRetention = "always"
	case podtemplate.OnFailure:
		a.PodRetention = "onFailure"
	default:
		c.list.Add(fieldpath.Forbidden, c.root.Child("podRetention"), symbol(r), "the chart knows never, always and onFailure"+elsewhere)
	}
	switch s := t.YAMLMergeStrategy.(type) {
	case nil, podtemplate.Override:
	case podtemplate.Merge:
		a.YAMLMergeStrategy = "merge"
	default:
		c.list.Add(fieldpath.Forbidden, c.root.Child("yamlMergeStrategy"), symbol(s), "the chart knows override and merge"+elsewhere)
	}
	for i, n := range t.Annotations {
		at := c.root.Child("annotations").Index(i)
		c.no(at, map[string]any{"extra": n.Extra})
		bare(&c.list, at.Child("key"), n.Key)
		if a.Annotations == nil {
			a.Annotations = map[string]string{}
		}
		a.Annotations[n.Key] = n.Value
	}
	for part := range strings.SplitSeq(t.NodeSelector, ",") {
		if k, v, ok := strings.Cut(part, "="); ok {
			if a.NodeSelector == nil {
				a.NodeSelector = map[string]string{}
			}
			a.NodeSelector[k] = v
		}
	}
	for i, e := range t.EnvVars {
		switch e := e.(type) {
		case podtemplate.EnvVar:
			c.no(c.root.Child("envVars").Index(i), map[string]any{"extra": e.Extra})
			// The chart pastes the value into YAML as it is, and fails without one.
			a.EnvVars = append(a.EnvVars, AgentEnvVar{Name: e.Key, Value: orElse(scalar(e.Value), `""`)})
		case podtemplate.SecretEnvVar:
			c.no(c.root.Child("envVars").Index(i), map[string]any{"extra": e.Extra})
			a.SecretEnvVars = append(a.SecretEnvVars, SecretEnvVar{Key: e.Key, SecretName: e.SecretName, SecretKey: e.SecretKey, Optional: e.Optional})
		default:
			c.list.Add(fieldpath.Forbidden, c.root.Child("envVars").Index(i), symbol(e), "the chart knows envVar and secretEnvVar"+elsewhere)
		}
	}
	for i, v := range t.Volumes {
		a.Volumes = append(a.Volumes, c.volume(c.root.Child("volumes").Index(i), v))
	}
	a.WorkspaceVolume = c.workspace(c.root.Child("workspaceVolume"), t.WorkspaceVolume)
	for i, k := range t.Containers {
		at := c.root.Child("containers").Index(i)
		if k.Name != "jnlp" {
			a.AdditionalContainers = append(a.AdditionalContainers, c.container(at, k))
			continue
		}
		x := c.container(at, k)
		a.SideContainerName, a.Image, a.AlwaysPullImage, a.Command, a.Args = x.SideContainerName, x.Image, x.AlwaysPullImage, x.Command, x.Args
		a.LivenessProbe, a.Privileged, a.RunAsUser, a.RunAsGroup, a.TTYEnabled, a.WorkingDir = x.LivenessProbe, x.Privileged, x.RunAsUser, x.RunAsGroup, x.TTYEnabled, x.WorkingDir
		a.Resources, a.Extra = x.Resources, x.Extra
	}
	for i, k := range t.Containers {
		if k.Name != "jnlp" {
			c.inherited(c.root.Child("containers").Index(i), k, a)
		}
	}
	return a
}

// inherited reports what the chart would give a container because the agent's
// has it.
func (c *agentConverter) inherited(at *fieldpath.Path, k podtemplate.ContainerTemplate, a Agent) {
	on := func(b *bool) bool { return b != nil && *b }
	for name, inherits := range map[string]bool{
		"alwaysPullImage": on(a.AlwaysPullImage) && !on(k.AlwaysPullImage), "ttyEnabled": on(a.TTYEnabled) && !on(k.TTYEnabled),
		"runAsUser": a.RunAsUser != nil && k.RunAsUser == "", "runAsGroup": a.RunAsGroup != nil && k.RunAsGroup == "",
	} {
		if inherits {
			c.list.Add(fieldpath.Conflict, at.Child(name), nil, "where it is not set the chart takes that of container jnlp"+elsewhere)
		}
	}
}

func (c *agentConverter) number(at *fieldpath.Path, n *int, text string) *int {
	if n != nil || text == "" {
		return n
	}
	i, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		c.list.Add(fieldpath.Invalid, at, nil, "the chart wants a number"+elsewhere)
	}
	return &i
}

func (c *agentConverter) container(at *fieldpath.Path, k podtemplate.ContainerTemplate) AgentContainer {
	c.no(at, map[string]any{"shell": k.Shell, "ports": k.Ports, "envVars": k.EnvVars, "extra": k.Extra})
	out := AgentContainer{
		SideContainerName: k.Name, AlwaysPullImage: k.AlwaysPullImage, Command: k.Command, Args: new(k.Args),
		Privileged: k.Privileged, TTYEnabled: k.TTYEnabled, WorkingDir: k.WorkingDir,
	}
	if k.WorkingDir == "" {
		out.Extra = map[string]any{"workingDir": `""`}
	}
	// The chart joins them by a colon, be it before a tag or in a digest.
	out.Image.Repository, out.Image.Tag = k.Image, "latest"
	if i := strings.LastIndexByte(k.Image, ':'); i > strings.LastIndexByte(k.Image, '/') {
		out.Image.Repository, out.Image.Tag = k.Image[:i], k.Image[i+1:]
	}
	if live.Has(k.Image) {
		c.list.Add(fieldpath.Forbidden, at.Child("image"), nil, "the chart wants repository and tag apart, which a variable does not tell"+elsewhere)
	}
	for name, v := range map[string]struct {
		text string
		to   **int
	}{"runAsUser": {k.RunAsUser, &out.RunAsUser}, "runAsGroup": {k.RunAsGroup, &out.RunAsGroup}} {
		if v.text != "" {
			*v.to = c.number(at.Child(name), nil, v.text)
		}
	}
	if p := k.LivenessProbe; !reflect.ValueOf(p).IsZero() {
		c.no(at.Child("livenessProbe"), map[string]any{"extra": p.Extra})
		out.LivenessProbe = AgentLivenessProbe{
			ExecArgs: p.ExecArgs, TimeoutSeconds: orZero(p.TimeoutSeconds), InitialDelaySeconds: orZero(p.InitialDelaySeconds),
			FailureThreshold: orZero(p.FailureThreshold), PeriodSeconds: orZero(p.PeriodSeconds), SuccessThreshold: orZero(p.SuccessThreshold),
		}
	}
	out.Resources = AgentResources{
		Requests: resources(k.ResourceRequestCPU, k.ResourceRequestMemory, k.ResourceRequestEphemeralStorage),
		Limits:   resources(k.ResourceLimitCPU, k.ResourceLimitMemory, k.ResourceLimitEphemeralStorage),
	}
	if k.Name != "jnlp" {
		c.no(at, map[string]any{
			"resourceRequestEphemeralStorage": k.ResourceRequestEphemeralStorage, "resourceLimitEphemeralStorage": k.ResourceLimitEphemeralStorage,
		})
	}
	return out
}

func orZero(n *int) *int {
	if n == nil {
		return new(0)
	}
	return n
}

// resources returns a list that takes the chart's defaults away where nothing is
// to be said.
func resources(cpu, memory, storage string) AgentResourceList {
	out := AgentResourceList{CPU: scalar(cpu), Memory: scalar(memory), EphemeralStorage: scalar(storage)}
	for key, v := range map[string]string{"cpu": cpu, "memory": memory} {
		if v == "" {
			if out.Extra == nil {
				out.Extra = map[string]any{}
			}
			out.Extra[key] = `""`
		}
	}
	return out
}

func (c *agentConverter) volume(at *fieldpath.Path, v podtemplate.Volume) AgentVolume {
	var extra map[string]any
	var out AgentVolume
	switch v := v.(type) {
	case podtemplate.ConfigMapVolume:
		out, extra = AgentVolume{Type: "ConfigMap", MountPath: v.MountPath, ConfigMapName: v.ConfigMapName, SubPath: v.SubPath, Optional: v.Optional}, v.Extra
	case podtemplate.SecretVolume:
		out, extra = AgentVolume{Type: "Secret", MountPath: v.MountPath, SecretName: v.SecretName, DefaultMode: v.DefaultMode, Optional: v.Optional}, v.Extra
	case podtemplate.EmptyDirVolume:
		out, extra = AgentVolume{Type: "EmptyDir", MountPath: v.MountPath, Memory: v.Memory}, v.Extra
	case podtemplate.HostPathVolume:
		out, extra = AgentVolume{Type: "HostPath", MountPath: v.MountPath, HostPath: v.HostPath, ReadOnly: v.ReadOnly}, v.Extra
	case podtemplate.NFSVolume:
		out, extra = AgentVolume{Type: "Nfs", MountPath: v.MountPath, ServerAddress: v.ServerAddress, ServerPath: v.ServerPath, ReadOnly: v.ReadOnly}, v.Extra
	case podtemplate.PersistentVolumeClaim:
		out, extra = AgentVolume{Type: "PVC", MountPath: v.MountPath, ClaimName: v.ClaimName, ReadOnly: v.ReadOnly}, v.Extra
	case podtemplate.GenericEphemeralVolume:
		out, extra = AgentVolume{
			Type: "EphemeralVolume", MountPath: v.MountPath, AccessModes: v.AccessModes, RequestsSize: v.RequestsSize, StorageClassName: v.StorageClassName,
		}, v.Extra
	default:
		c.list.Add(fieldpath.Forbidden, at, symbol(v), "the chart's agent values have no such volume"+elsewhere)
	}
	c.no(at, map[string]any{"extra": extra})
	return out
}

func (c *agentConverter) workspace(at *fieldpath.Path, v podtemplate.WorkspaceVolume) AgentWorkspaceVolume {
	var extra map[string]any
	var out AgentWorkspaceVolume
	switch v := v.(type) {
	case nil:
	case podtemplate.EmptyDirWorkspaceVolume:
		out, extra = AgentWorkspaceVolume{Type: "EmptyDir", Memory: v.Memory}, v.Extra
		c.no(at, map[string]any{"sizeLimit": v.SizeLimit})
	case podtemplate.HostPathWorkspaceVolume:
		out, extra = AgentWorkspaceVolume{Type: "HostPath", HostPath: v.HostPath}, v.Extra
	case podtemplate.NFSWorkspaceVolume:
		out, extra = AgentWorkspaceVolume{Type: "Nfs", ServerAddress: v.ServerAddress, ServerPath: v.ServerPath, ReadOnly: v.ReadOnly}, v.Extra
	case podtemplate.PersistentVolumeClaimWorkspaceVolume:
		out, extra = AgentWorkspaceVolume{Type: "PVC", ClaimName: v.ClaimName, ReadOnly: v.ReadOnly}, v.Extra
	case podtemplate.GenericEphemeralWorkspaceVolume:
		out, extra = AgentWorkspaceVolume{Type: "EphemeralVolume", AccessModes: v.AccessModes, RequestsSize: v.RequestsSize, StorageClassName: v.StorageClassName}, v.Extra
	case podtemplate.DynamicPVCWorkspaceVolume:
		out, extra = AgentWorkspaceVolume{Type: "DynamicPVC", AccessModes: v.AccessModes, RequestsSize: v.RequestsSize, StorageClassName: v.StorageClassName}, v.Extra
	default:
		c.list.Add(fieldpath.Forbidden, at, symbol(v), "the chart's agent values have no such volume"+elsewhere)
	}
	c.no(at, map[string]any{"extra": extra})
	return out
}

// symbol returns the name that an alternative has in JCasC.
func symbol(v any) string {
	r := reflect.ValueOf(v)
	for i := range r.Type().NumField() {
		if s, ok := strings.CutPrefix(r.Type().Field(i).Tag.Get("jc"), "symbol"); ok {
			if name, _, _ := strings.Cut(strings.TrimPrefix(s, "="), ","); name != "" {
				return name
			}
			return r.Field(i).String()
		}
	}
	return r.Type().Name()
}

// podTemplates checks the templates of a cloud against each other, and their
// parents, some of which the chart makes of its agent values. What comes of
// inheriting from those is not looked at.
func (c *checker) podTemplates(at *fieldpath.Path, a *Agent, additional map[string]Agent) {
	if len(a.PodTemplates) == 0 {
		return
	}
	var r podtemplate.Registry
	var paths []string
	for _, key := range slices.Sorted(maps.Keys(a.PodTemplates)) {
		for i, t := range a.PodTemplates[key] {
			r.Templates = append(r.Templates, t)
			paths = append(paths, at.Child("podTemplates").Key(key).Index(i).String())
		}
	}
	if len(paths) == 0 {
		return
	}
	made := map[string]bool{}
	name := orElse(a.PodName, "default")
	if !on(a.DisableDefaultAgent, false) {
		made[name] = true
	}
	for _, x := range additional {
		made[orElse(x.PodName, name)] = true
	}
	// An empty template stands for each that the chart makes.
	for _, name := range slices.Sorted(maps.Keys(made)) {
		r.Templates = append(r.Templates, podtemplate.PodTemplate{Name: name})
		paths = append(paths, at.Child("podName").String())
	}
	r.DefaultsProviderTemplate = a.DefaultsProviderTemplate
	opaque := func(i int) bool {
		if made[a.DefaultsProviderTemplate] {
			return true
		}
		flat := inherited(r, r.Templates[i], map[string]bool{})
		for name := range made {
			if flat[name] {
				return true
			}
		}
		return false
	}
	for _, e := range fieldpath.Errors(r.Validate()) {
		moved := *e
		i, rest, ok := templateIndex(e.Path)
		switch {
		case !ok:
			moved.Path = at.Child(e.Path).String()
		case i >= len(paths)-len(made):
			moved.Path = paths[i]
		case opaque(i) && (e.Kind == fieldpath.NotFound && strings.Contains(rest, "volumeMounts") || e.Kind == fieldpath.Required):
			continue // the parent may have it
		default:
			moved.Path = paths[i] + rest
		}
		c.list = append(c.list, &moved)
	}
}

// inherited returns the names of everything that t inherits from.
func inherited(r podtemplate.Registry, t podtemplate.PodTemplate, seen map[string]bool) map[string]bool {
	for _, name := range strings.Fields(t.InheritFrom) {
		if seen[name] {
			continue
		}
		seen[name] = true
		for _, p := range r.Templates {
			if p.Name == name {
				inherited(r, p, seen)
			}
		}
	}
	return seen
}

// templateIndex takes templates[i] off a path.
func templateIndex(path string) (i int, rest string, ok bool) {
	n, rest, found := strings.Cut(strings.TrimPrefix(path, "templates["), "]")
	i, err := strconv.Atoi(n)
	return i, rest, found && err == nil && strings.HasPrefix(path, "templates[")
}

var bareWord = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9_./-]*|[0-9]+(m|[kKMGT]i?))$`)

// scalar returns s as it has to stand where the chart pastes it into YAML without
// quotes.
func scalar(s string) string {
	if s == "" || bareWord.MatchString(s) && plain(s) {
		return s
	}
	b, err := json.Marshal(s)
	if err != nil {
		return s
	}
	return string(b)
}
