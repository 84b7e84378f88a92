package podtemplate

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// What follows is PodTemplateUtils.combine of the plugin, for templates, their
// containers, pods and theirs. Attributes that it loses are lost here.

// normal returns t as the plugin keeps it: texts trimmed, what equals a default
// unset, numbers given as text turned into numbers.
func normal(t PodTemplate) PodTemplate {
	for _, s := range []*string{&t.InheritFrom, &t.Name, &t.Namespace, &t.Label, &t.NodeSelector} {
		*s = strings.TrimSpace(*s)
	}
	t.RunAsUser, t.RunAsGroup = number(t.RunAsUser), number(t.RunAsGroup)
	t.InstanceCap = unless(either(t.InstanceCap, t.InstanceCapStr), func(i int) bool { return i < 0 || i == math.MaxInt32 })
	t.SlaveConnectTimeout = unless(either(t.SlaveConnectTimeout, t.SlaveConnectTimeoutStr), func(i int) bool { return i <= 0 || i == 1000 })
	t.IdleMinutes = unless(either(t.IdleMinutes, t.IdleMinutesStr), func(i int) bool { return i == 0 })
	t.ActiveDeadlineSeconds = unless(either(t.ActiveDeadlineSeconds, t.ActiveDeadlineSecondsStr), func(i int) bool { return i == 0 })
	t.InstanceCapStr, t.SlaveConnectTimeoutStr, t.IdleMinutesStr, t.ActiveDeadlineSecondsStr = "", "", "", ""
	if isDefaultWorkspace(t.WorkspaceVolume) {
		t.WorkspaceVolume = nil
	}
	if t.NodeUsageMode == NodeUsageExclusive {
		t.NodeUsageMode = ""
	}
	if _, ok := t.PodRetention.(Default); ok {
		t.PodRetention = nil
	}
	var kept []YAML
	for _, y := range t.YAMLs {
		if y != nil && y != YAML(RawYAML("")) {
			kept = append(kept, y)
		}
	}
	if t.YAML == YAML(RawYAML("")) {
		t.YAML = nil
	}
	if len(kept) == 0 && t.YAML != nil {
		kept = []YAML{t.YAML}
	}
	t.YAML, t.YAMLs = nil, kept
	t.Containers = slices.Clone(t.Containers)
	for i := range t.Containers {
		c := &t.Containers[i]
		c.RunAsUser, c.RunAsGroup = number(c.RunAsUser), number(c.RunAsGroup)
	}
	return t
}

// number returns s when it is a decimal number and nothing otherwise, as the
// plugin does without a word.
func number(s string) string {
	if s = strings.TrimSpace(s); s == "" {
		return ""
	}
	if i, err := strconv.ParseInt(s, 10, 64); err == nil {
		return strconv.FormatInt(i, 10)
	}
	return ""
}

func either(i *int, text string) *int {
	if i != nil || text == "" {
		return i
	}
	if n, err := strconv.Atoi(strings.TrimSpace(text)); err == nil {
		return &n
	}
	return nil
}

func unless(i *int, isDefault func(int) bool) *int {
	if i == nil || isDefault(*i) {
		return nil
	}
	return i
}

// isDefaultWorkspace reports whether the plugin takes w for its default, which
// a parent's volume overrides. It is memory: false, not an empty emptyDir.
func isDefaultWorkspace(w WorkspaceVolume) bool {
	e, ok := w.(EmptyDirWorkspaceVolume)
	return w == nil || ok && e.Memory != nil && !*e.Memory && e.SizeLimit == ""
}

func isTrue(b *bool) bool { return b != nil && *b }

// orElse returns the child's value, or the parent's when the child has none.
func orElse[T comparable](child, parent T) T { return cmp.Or(child, parent) }

// combineTemplates combines two normal templates. The error tells what makes
// the plugin throw an exception.
func combineTemplates(parent *PodTemplate, child PodTemplate) (PodTemplate, error) {
	if parent == nil {
		return child, nil
	}
	var list fieldpath.List
	var root *fieldpath.Path
	out := PodTemplate{
		ID: child.ID, Name: child.Name, Label: child.Label,
		Namespace:      orElse(child.Namespace, parent.Namespace),
		NodeSelector:   orElse(child.NodeSelector, parent.NodeSelector),
		ServiceAccount: orElse(child.ServiceAccount, parent.ServiceAccount),
		SchedulerName:  orElse(child.SchedulerName, parent.SchedulerName),
		InheritFrom:    orElse(child.InheritFrom, parent.InheritFrom),
		NodeUsageMode:  child.NodeUsageMode, // the parent's never counts, as the child's is never null
		PodRetention:   child.PodRetention,

		InstanceCap:           orElse(child.InstanceCap, parent.InstanceCap),
		SlaveConnectTimeout:   orElse(child.SlaveConnectTimeout, parent.SlaveConnectTimeout),
		IdleMinutes:           orElse(child.IdleMinutes, parent.IdleMinutes),
		ActiveDeadlineSeconds: orElse(child.ActiveDeadlineSeconds, parent.ActiveDeadlineSeconds),

		RunAsUser:          orElse(child.RunAsUser, parent.RunAsUser),
		RunAsGroup:         orElse(child.RunAsGroup, parent.RunAsGroup),
		SupplementalGroups: orElse(child.SupplementalGroups, parent.SupplementalGroups),
		AgentContainer:     orElse(child.AgentContainer, parent.AgentContainer),
		HostNetwork:        orElse(child.HostNetwork, parent.HostNetwork),

		InheritYAMLMergeStrategy: parent.InheritYAMLMergeStrategy,
		YAMLMergeStrategy:        child.YAMLMergeStrategy,
		NodeProperties:           slices.Concat(parent.NodeProperties, child.NodeProperties),
		YAMLs:                    slices.Concat(parent.YAMLs, child.YAMLs),
		WorkspaceVolume:          parent.WorkspaceVolume,
	}
	out.AgentInjection, out.ShowRawYAML = child.AgentInjection, child.ShowRawYAML
	if !isTrue(child.AgentInjection) {
		out.AgentInjection = parent.AgentInjection
	}
	if child.ShowRawYAML == nil || *child.ShowRawYAML {
		out.ShowRawYAML = parent.ShowRawYAML
	}
	if child.YAMLMergeStrategy == nil && isTrue(parent.InheritYAMLMergeStrategy) {
		out.YAMLMergeStrategy = parent.YAMLMergeStrategy
	}
	if !isDefaultWorkspace(child.WorkspaceVolume) {
		out.WorkspaceVolume = child.WorkspaceVolume
	}
	for _, a := range slices.Concat(child.Annotations, parent.Annotations) {
		if !slices.ContainsFunc(out.Annotations, func(b Annotation) bool { return a.Key == b.Key }) {
			out.Annotations = append(out.Annotations, a)
		}
	}
	for _, s := range slices.Concat(parent.ImagePullSecrets, child.ImagePullSecrets) {
		if !slices.ContainsFunc(out.ImagePullSecrets, func(o ImagePullSecret) bool { return s.Name == o.Name }) {
			out.ImagePullSecrets = append(out.ImagePullSecrets, s)
		}
	}
	var err error
	out.EnvVars, err = combineEnvVars(parent.EnvVars, child.EnvVars)
	list.Append(root, err)

	containers, merged := new(javaMap[ContainerTemplate]), new(javaMap[ContainerTemplate])
	byName := new(javaMap[ContainerTemplate])
	for i, c := range parent.Containers {
		unique(&list, root.Child("containers").Index(i), byName, "name", c.Name)
		byName.put(c.Name, c)
	}
	for i, c := range child.Containers {
		unique(&list, root.Child("containers").Index(i), merged, "name", c.Name)
		if p, ok := byName.get(c.Name); ok {
			c, err = combineContainerTemplates(p, c)
			list.Append(root.Child("containers").Index(i), err)
		}
		merged.put(c.Name, c)
	}
	containers.putAll(byName)
	containers.putAll(merged)
	out.Containers = containers.list()

	volumes, parents, children := new(javaMap[Volume]), new(javaMap[Volume]), new(javaMap[Volume])
	for i, v := range parent.Volumes {
		unique(&list, root.Child("volumes").Index(i), parents, "mountPath", mountPath(v))
		parents.put(mountPath(v), v)
	}
	for i, v := range child.Volumes {
		unique(&list, root.Child("volumes").Index(i), children, "mountPath", mountPath(v))
		children.put(mountPath(v), v)
	}
	volumes.putAll(parents)
	volumes.putAll(children)
	out.Volumes = volumes.list()
	return out, list.Err()
}

// unique reports a second element with the same key, at which the plugin
// throws "Duplicate key".
func unique[V any](list *fieldpath.List, path *fieldpath.Path, m *javaMap[V], name, key string) {
	if _, ok := m.get(key); ok {
		list.Add(fieldpath.Duplicate, path.Child(name), key, "another one has it; the plugin cannot combine them")
	}
}

func combineContainerTemplates(parent, child ContainerTemplate) (ContainerTemplate, error) {
	out := ContainerTemplate{
		Name:            child.Name,
		Image:           orElse(child.Image, parent.Image),
		AlwaysPullImage: anyTrue(child.AlwaysPullImage, parent.AlwaysPullImage),
		Command:         orElse(child.Command, parent.Command),
		Args:            orElse(child.Args, parent.Args),
		TTYEnabled:      anyTrue(child.TTYEnabled, parent.TTYEnabled),
		WorkingDir:      orElse(child.WorkingDir, parent.WorkingDir),
		Shell:           orElse(child.Shell, parent.Shell),
		Privileged:      anyTrue(child.Privileged, parent.Privileged),
		RunAsUser:       orElse(child.RunAsUser, parent.RunAsUser),
		RunAsGroup:      orElse(child.RunAsGroup, parent.RunAsGroup),

		ResourceRequestCPU:              orElse(child.ResourceRequestCPU, parent.ResourceRequestCPU),
		ResourceRequestMemory:           orElse(child.ResourceRequestMemory, parent.ResourceRequestMemory),
		ResourceRequestEphemeralStorage: orElse(child.ResourceRequestEphemeralStorage, parent.ResourceRequestEphemeralStorage),
		ResourceLimitCPU:                orElse(child.ResourceLimitCPU, parent.ResourceLimitCPU),
		ResourceLimitMemory:             orElse(child.ResourceLimitMemory, parent.ResourceLimitMemory),
		ResourceLimitEphemeralStorage:   orElse(child.ResourceLimitEphemeralStorage, parent.ResourceLimitEphemeralStorage),

		LivenessProbe: child.LivenessProbe,
	}
	if isZeroProbe(child.LivenessProbe) {
		out.LivenessProbe = parent.LivenessProbe
	}
	var list fieldpath.List
	var err error
	out.EnvVars, err = combineEnvVars(parent.EnvVars, child.EnvVars)
	list.Append(nil, err)
	ports := new(javaMap[PortMapping])
	for i, p := range parent.Ports {
		unique(&list, (*fieldpath.Path)(nil).Child("ports").Index(i), ports, "name", p.Name)
		ports.put(p.Name, p)
	}
	for _, p := range child.Ports {
		ports.put(p.Name, p)
	}
	out.Ports = ports.list()
	return out, list.Err()
}

func anyTrue(a, b *bool) *bool {
	if isTrue(a) {
		return a
	}
	return b
}

func isZeroProbe(p LivenessProbe) bool {
	return p.ExecArgs == "" && p.TimeoutSeconds == nil && p.InitialDelaySeconds == nil &&
		p.FailureThreshold == nil && p.PeriodSeconds == nil && p.SuccessThreshold == nil && p.Extra == nil
}

// combineEnvVars keeps the parent's order and appends the child's new keys.
func combineEnvVars(parent, child []TemplateEnvVar) ([]TemplateEnvVar, error) {
	var list fieldpath.List
	var out []TemplateEnvVar
	at := map[string]int{}
	for _, vars := range [][]TemplateEnvVar{parent, child} {
		seen := map[string]bool{}
		for i, v := range vars {
			key := envKey(v)
			if seen[key] {
				list.Add(fieldpath.Duplicate, (*fieldpath.Path)(nil).Child("envVars").Index(i).Child("key"), key, "another one has it; the plugin cannot combine them")
			}
			seen[key] = true
			if n, ok := at[key]; ok {
				out[n] = v
				continue
			}
			at[key] = len(out)
			out = append(out, v)
		}
	}
	out = slices.DeleteFunc(out, func(v TemplateEnvVar) bool { return envKey(v) == "" })
	return out, list.Err()
}

// combinePods combines two pods. Of the child it takes what is named here; the
// rest is the parent's.
func combinePods(parent *pod, child *pod) (*pod, error) {
	if parent == nil {
		return child, nil
	}
	var list fieldpath.List
	spec := (*fieldpath.Path)(nil).Child("spec")
	out := &pod{Pod: parent.Pod}
	c := &child.Pod

	out.Name = orElse(c.Name, parent.Name)
	out.Namespace = orElse(c.Namespace, parent.Namespace)
	out.Annotations = mergeMaps(parent.Annotations, c.Annotations)
	out.Labels = mergeMaps(parent.Labels, c.Labels)

	s := &out.Spec
	s.NodeSelector = mergeMaps(parent.Spec.NodeSelector, c.Spec.NodeSelector)
	s.DeprecatedServiceAccount = orElse(c.Spec.DeprecatedServiceAccount, s.DeprecatedServiceAccount)
	s.ServiceAccountName = orElse(c.Spec.ServiceAccountName, s.ServiceAccountName)
	s.SchedulerName = orElse(c.Spec.SchedulerName, s.SchedulerName)
	s.ActiveDeadlineSeconds = orElse(c.Spec.ActiveDeadlineSeconds, s.ActiveDeadlineSeconds)
	s.ShareProcessNamespace = orElse(c.Spec.ShareProcessNamespace, s.ShareProcessNamespace)
	out.hostNetwork = orElse(child.hostNetwork, parent.hostNetwork)
	s.Tolerations = slices.Concat(s.Tolerations, c.Spec.Tolerations)
	var secrets []corev1.LocalObjectReference
	for _, r := range slices.Concat(s.ImagePullSecrets, c.Spec.ImagePullSecrets) {
		if !slices.Contains(secrets, r) {
			secrets = append(secrets, r)
		}
	}
	s.ImagePullSecrets = secrets

	volumes := new(javaMap[corev1.Volume])
	for i, v := range s.Volumes {
		unique(&list, spec.Child("volumes").Index(i), volumes, "name", v.Name)
		volumes.put(v.Name, v)
	}
	for _, v := range c.Spec.Volumes {
		volumes.put(v.Name, v)
	}
	s.Volumes = volumes.list()

	var err error
	out.containers, err = combineContainers(parent.containers, child.containers)
	list.Append(spec.Child("containers"), err)
	out.initContainers, err = combineContainers(parent.initContainers, child.initContainers)
	list.Append(spec.Child("initContainers"), err)

	if child := c.Spec.SecurityContext; child != nil {
		var sc corev1.PodSecurityContext
		if s.SecurityContext != nil {
			sc = *s.SecurityContext
		}
		sc.RunAsUser = orElse(child.RunAsUser, sc.RunAsUser)
		sc.RunAsGroup = orElse(child.RunAsGroup, sc.RunAsGroup)
		s.SecurityContext = &sc
	}
	return out, list.Err()
}

func mergeMaps(parent, child map[string]string) map[string]string {
	if len(parent) == 0 && len(child) == 0 {
		return nil
	}
	out := make(map[string]string, len(parent)+len(child))
	for _, m := range []map[string]string{parent, child} {
		for k, v := range m {
			out[k] = v
		}
	}
	return out
}

// combineContainers combines containers of the same name; the parent's come
// first, then the child's new ones.
func combineContainers(parents, children []container) ([]container, error) {
	if len(parents)+len(children) == 0 {
		return nil, nil
	}
	var list fieldpath.List
	const why = "another container has it; the plugin cannot combine them"
	out := append(make([]container, 0, len(parents)+len(children)), parents...)
	at := map[string]int{}
	for i := range parents {
		name := parents[i].Name
		if _, ok := at[name]; ok {
			list.Add(fieldpath.Duplicate, (*fieldpath.Path)(nil).Index(i).Child("name"), name, why)
		}
		at[name] = i
	}
	seen := map[string]bool{}
	for i := range children {
		c := &children[i]
		if seen[c.Name] {
			list.Add(fieldpath.Duplicate, (*fieldpath.Path)(nil).Index(i).Child("name"), c.Name, why)
			continue
		}
		seen[c.Name] = true
		n, ok := at[c.Name]
		if !ok {
			out = append(out, *c)
			continue
		}
		merged, err := combineContainer(&out[n], c)
		list.Append((*fieldpath.Path)(nil).Index(i), err)
		out[n] = merged
	}
	return out, list.Err()
}

func combineContainer(parent, child *container) (container, error) {
	var list fieldpath.List
	out := container{Container: parent.Container, resources: true}
	c := &child.Container
	out.Name = c.Name
	out.Image = orElse(c.Image, parent.Image)
	out.ImagePullPolicy = orElse(c.ImagePullPolicy, parent.ImagePullPolicy)
	out.WorkingDir = orElse(c.WorkingDir, parent.WorkingDir)
	if len(c.Command) > 0 {
		out.Command = c.Command
	}
	if len(c.Args) > 0 {
		out.Args = c.Args
	}
	out.tty = orElse(child.tty, parent.tty)
	out.Resources = corev1.ResourceRequirements{
		Requests: mergeResources(parent.Resources.Requests, c.Resources.Requests),
		Limits:   mergeResources(parent.Resources.Limits, c.Resources.Limits),
	}

	env := new(javaMap[corev1.EnvVar])
	for _, e := range slices.Concat(out.Env, c.Env) {
		if e.Name != "" {
			env.put(e.Name, e)
		}
	}
	out.Env = env.list()
	out.EnvFrom = slices.DeleteFunc(slices.Concat(out.EnvFrom, c.EnvFrom), func(e corev1.EnvFromSource) bool {
		return (e.ConfigMapRef == nil || e.ConfigMapRef.Name == "") && (e.SecretRef == nil || e.SecretRef.Name == "")
	})
	mounts := new(javaMap[corev1.VolumeMount])
	for i, m := range out.VolumeMounts {
		unique(&list, (*fieldpath.Path)(nil).Child("volumeMounts").Index(i), mounts, "mountPath", m.MountPath)
		mounts.put(m.MountPath, m)
	}
	for _, m := range c.VolumeMounts {
		mounts.put(m.MountPath, m)
	}
	out.VolumeMounts = mounts.list()

	sc := combineSecurity(parent.SecurityContext, c.SecurityContext)
	if isTrue(sc.Privileged) || sc.RunAsUser != nil || sc.RunAsGroup != nil || sc.Capabilities != nil {
		var s corev1.SecurityContext
		if out.SecurityContext != nil {
			s = *out.SecurityContext
		}
		s.Privileged, s.RunAsUser, s.RunAsGroup, s.Capabilities = sc.Privileged, sc.RunAsUser, sc.RunAsGroup, sc.Capabilities
		out.SecurityContext = &s
	}
	return out, list.Err()
}

// combineSecurity returns the four attributes of a security context that are
// combined.
func combineSecurity(parent, child *corev1.SecurityContext) corev1.SecurityContext {
	if parent == nil && child == nil {
		return corev1.SecurityContext{Privileged: new(false)}
	}
	if parent == nil {
		parent = new(corev1.SecurityContext)
	}
	if child == nil {
		child = new(corev1.SecurityContext)
	}
	out := corev1.SecurityContext{
		Privileged:   orElse(child.Privileged, parent.Privileged),
		RunAsUser:    orElse(child.RunAsUser, parent.RunAsUser),
		RunAsGroup:   orElse(child.RunAsGroup, parent.RunAsGroup),
		Capabilities: orElse(child.Capabilities, parent.Capabilities),
	}
	if child.Capabilities != nil && parent.Capabilities != nil {
		both := *child.Capabilities
		if both.Add == nil {
			both.Add = parent.Capabilities.Add
		}
		if both.Drop == nil {
			both.Drop = parent.Capabilities.Drop
		}
		out.Capabilities = &both
	}
	return out
}

func mergeResources(parent, child corev1.ResourceList) corev1.ResourceList {
	if len(parent) == 0 && len(child) == 0 {
		return nil
	}
	out := corev1.ResourceList{}
	for _, m := range []corev1.ResourceList{parent, child} {
		for k, v := range m {
			out[k] = v
		}
	}
	return out
}

// inheritance splits inheritFrom as the plugin does.
func inheritance(s string) []string {
	s = strings.TrimSpace(s)
	if s == "" {
		return nil
	}
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' })
}

// maxParents is how many templates one is combined of at most. It is far beyond
// what anyone writes, and far below what a few templates come to of which each
// inherits twice from the next.
const maxParents = 1000

// unwrap combines t with everything that it inherits from, the cloud's default
// template first.
func (r Registry) unwrap(t PodTemplate) (PodTemplate, error) {
	u := unwrapper{Registry: r}
	return u.unwrap(normal(t), strings.TrimSpace(r.DefaultsProviderTemplate), nil)
}

// unwrapParent returns a template as it is combined into one that inherits from
// it: without the cloud's default template.
func (r Registry) unwrapParent(t PodTemplate) (PodTemplate, error) {
	u := unwrapper{Registry: r}
	return u.unwrap(normal(t), "", []string{strings.TrimSpace(t.Name)})
}

type unwrapper struct {
	Registry
	parents int
}

// unwrap combines t, which must be normal. The chain holds the names that lead
// here.
func (u *unwrapper) unwrap(t PodTemplate, provider string, chain []string) (PodTemplate, error) {
	names := inheritance(t.InheritFrom)
	if provider != "" {
		names = slices.Insert(names, 0, provider)
	}
	var list fieldpath.List
	at := (*fieldpath.Path)(nil).Child("inheritFrom")
	var parent *PodTemplate
	for _, name := range names {
		i := u.find(name)
		if slices.Contains(chain, name) {
			list.Add(fieldpath.Conflict, at, name, "a template inherits from itself: "+strings.Join(append(chain, name), " → "))
			continue
		}
		if i < 0 {
			list.Add(fieldpath.NotFound, at, name, "no template has this name; the plugin would ignore it", u.names()...)
			continue
		}
		if u.parents++; u.parents > maxParents {
			if u.parents == maxParents+1 {
				list.Add(fieldpath.Limit, at, name, "the template is combined of more than "+strconv.Itoa(maxParents)+" others, counted as often as they are inherited from")
			}
			break
		}
		next, err := u.unwrap(normal(u.Templates[i]), "", append(slices.Clone(chain), name))
		list.Append(nil, err)
		if u.parents > maxParents {
			break
		}
		combined, err := combineTemplates(parent, next)
		list.Append(nil, err)
		parent = &combined
	}
	out, err := combineTemplates(parent, t)
	list.Append(nil, err)
	return out, list.Err()
}
