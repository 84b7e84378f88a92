package podtemplate

import (
	"fmt"
	"maps"
	"math"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
)

// checker collects findings about one value.
type checker struct {
	list *fieldpath.List
	at   *fieldpath.Path
}

func newChecker() *checker { return &checker{list: new(fieldpath.List)} }

// under returns a checker for an element of a list below c's value.
func (c *checker) under(list string, i int) *checker {
	return &checker{list: c.list, at: c.at.Child(list).Index(i)}
}

func (c *checker) add(kind fieldpath.Kind, field string, value any, format string, args ...any) {
	c.list.Add(kind, c.at.Child(field), value, fmt.Sprintf(format, args...))
}

// isBlank is what regular expressions call white space.
func isBlank(r rune) bool { return strings.ContainsRune("\t\n\f\r ", r) }

// number reports a text that must be a decimal number and is not: the plugin
// drops it without a word, or fails.
func (c *checker) number(field, s string) {
	if s == "" || live.Has(s) {
		return
	}
	if _, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64); err != nil {
		c.add(fieldpath.Invalid, field, s, "not a number")
	}
}

// pair reports a number that is given twice, differently.
func (c *checker) pair(field string, i *int, s string) {
	if s == "" {
		return
	}
	c.number(field+"Str", s)
	if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && i != nil && n != *i {
		c.add(fieldpath.Conflict, field+"Str", s, "%s says %d", field, *i)
	}
}

func (c *checker) quantity(field, s string) {
	if strings.TrimSpace(s) == "" || live.Has(s) {
		return
	}
	if _, err := resource.ParseQuantity(s); err != nil {
		c.add(fieldpath.Invalid, field, s, "not a quantity such as 500m, 2 or 512Mi")
	}
}

func (c *checker) command(field, s string) {
	if _, err := splitCommand(s); err != nil {
		c.add(fieldpath.Invalid, field, s, "%v: the plugin cannot split it into words", err)
	}
}

// name reports a text that breaks a rule of Kubernetes for names.
func (c *checker) name(field, s string, r rule) {
	if !r.fits(s) {
		r.report(c.list, c.at.Child(field), s)
	}
}

// unique reports elements of a list that have the same key.
func (c *checker) unique(list, field, why string, n int, key func(i int) string) {
	seen := map[string]bool{}
	for i := range n {
		k := key(i)
		if seen[k] && k != "" {
			c.list.Add(fieldpath.Duplicate, c.at.Child(list).Index(i).Child(field), k, why)
		}
		seen[k] = true
	}
}

func (c *checker) envVars(vars []TemplateEnvVar) {
	c.unique("envVars", "key", "another variable has it", len(vars), func(i int) string { return envKey(vars[i]) })
}

// rejected are attributes of a template that JCasC knows and refuses.
var rejected = []string{
	"alwaysPullImage", "args", "capOnlyOnAlivePods", "command", "image", "privileged", "remoteFs", "resourceLimitCpu", "resourceLimitMemory",
	"resourceRequestCpu", "resourceRequestMemory",
}

// Validate reports what Jenkins or Kubernetes would refuse or silently drop in
// the template taken by itself, and where its fields contradict its raw pod.
func (t PodTemplate) Validate() error {
	c := newChecker()
	c.number("runAsUser", t.RunAsUser)
	c.number("runAsGroup", t.RunAsGroup)
	c.name("namespace", t.Namespace, dnsLabel)
	c.name("serviceAccount", t.ServiceAccount, dnsName)
	c.pair("instanceCap", t.InstanceCap, t.InstanceCapStr)
	c.pair("slaveConnectTimeout", t.SlaveConnectTimeout, t.SlaveConnectTimeoutStr)
	c.pair("idleMinutes", t.IdleMinutes, t.IdleMinutesStr)
	c.pair("activeDeadlineSeconds", t.ActiveDeadlineSeconds, t.ActiveDeadlineSecondsStr)
	if t.NodeSelector != "" && !live.Has(t.NodeSelector) {
		for part := range strings.SplitSeq(strings.TrimSpace(t.NodeSelector), ",") {
			k, v, ok := selection(part)
			if !ok {
				c.add(fieldpath.Invalid, "nodeSelector", part, "not of the form label=value; the plugin drops it")
				continue
			}
			c.name("nodeSelector", k, labelKey)
			c.name("nodeSelector", v, labelContent)
		}
	}
	if t.SupplementalGroups != "" && !live.Has(t.SupplementalGroups) {
		for g := range strings.SplitSeq(t.SupplementalGroups, ",") {
			if number64(g) == nil {
				c.add(fieldpath.Invalid, "supplementalGroups", g, "not a number; the plugin drops it")
			}
		}
	}
	if strings.ContainsAny(t.Label, operators) {
		for _, atom := range atoms(t.Label) {
			if strings.ContainsAny(atom, operators) && !live.Has(atom) {
				c.add(fieldpath.Invalid, "label", atom, "a label with an operator in it can't be asked for without quotes")
			}
		}
	}
	if t.AgentContainer != "" && !validContainerName(t.AgentContainer) {
		c.add(fieldpath.Invalid, "agentContainer", t.AgentContainer, containerNameRule)
	}
	c.unique("annotations", "key", "another annotation has it", len(t.Annotations), func(i int) string { return t.Annotations[i].Key })
	c.unique("imagePullSecrets", "name", "the secret is named twice", len(t.ImagePullSecrets), func(i int) string { return t.ImagePullSecrets[i].Name })
	c.unique("containers", "name", "another container has it", len(t.Containers), func(i int) string { return t.Containers[i].Name })
	c.unique("volumes", "mountPath", "another volume is mounted there; the plugin drops this one", len(t.Volumes), func(i int) string {
		if p := mountPath(t.Volumes[i]); p != "" {
			return path.Clean(p)
		}
		return ""
	})
	c.envVars(t.EnvVars)
	for _, name := range slices.Sorted(maps.Keys(t.Extra)) {
		if slices.ContainsFunc(rejected, func(r string) bool { return strings.EqualFold(r, name) }) {
			c.add(fieldpath.Forbidden, name, nil, "deprecated by the plugin, so that JCasC refuses it; set it in a container of containers, remoteFs as workingDir")
		}
	}
	if t.YAML != nil && len(t.YAMLs) > 0 {
		c.add(fieldpath.Conflict, "yaml", nil, "yamls is set too, and the plugin then ignores yaml")
	}
	if len(*c.list) > 0 || t.YAML == nil && len(t.YAMLs) == 0 {
		return c.list.Err()
	}
	raw := t // on the heap
	return once(&raw, raw.contradictions)
}

// Validate reports what Jenkins or Kubernetes would refuse or silently drop.
func (t ContainerTemplate) Validate() error {
	c := newChecker()
	if t.Name != "" && !validContainerName(t.Name) {
		c.add(fieldpath.Invalid, "name", t.Name, containerNameRule)
	}
	if strings.ContainsFunc(t.Image, isBlank) && !live.Has(t.Image) {
		c.add(fieldpath.Invalid, "image", t.Image, "an image's name has no white space")
	}
	c.command("command", t.Command)
	c.command("args", t.Args)
	c.number("runAsUser", t.RunAsUser)
	c.number("runAsGroup", t.RunAsGroup)
	c.quantity("resourceRequestCpu", t.ResourceRequestCPU)
	c.quantity("resourceRequestMemory", t.ResourceRequestMemory)
	c.quantity("resourceRequestEphemeralStorage", t.ResourceRequestEphemeralStorage)
	c.quantity("resourceLimitCpu", t.ResourceLimitCPU)
	c.quantity("resourceLimitMemory", t.ResourceLimitMemory)
	c.quantity("resourceLimitEphemeralStorage", t.ResourceLimitEphemeralStorage)
	c.more("resourceRequestCpu", t.ResourceRequestCPU, t.ResourceLimitCPU)
	c.more("resourceRequestMemory", t.ResourceRequestMemory, t.ResourceLimitMemory)
	c.more("resourceRequestEphemeralStorage", t.ResourceRequestEphemeralStorage, t.ResourceLimitEphemeralStorage)
	c.envVars(t.EnvVars)
	c.unique("ports", "name", "another port has it", len(t.Ports), func(i int) string { return t.Ports[i].Name })
	return c.list.Err()
}

// more reports a request that is greater than the limit.
func (c *checker) more(field, request, limit string) {
	r, err := resource.ParseQuantity(request)
	if err != nil {
		return
	}
	l, err := resource.ParseQuantity(limit)
	if err == nil && r.Cmp(l) > 0 {
		c.add(fieldpath.Conflict, field, request, "more than the limit of %s; Kubernetes refuses that", limit)
	}
}

// Validate reports ports that do not exist, and names that can't be theirs.
func (p PortMapping) Validate() error {
	c := newChecker()
	c.name("name", p.Name, portName)
	for field, n := range map[string]*int{"containerPort": p.ContainerPort, "hostPort": p.HostPort} {
		if n != nil && (*n < 1 || *n > 65535) {
			c.add(fieldpath.Invalid, field, *n, "a port is a number from 1 to 65535")
		}
	}
	return c.list.Err()
}

// Validate reports words that can't be split and numbers out of range.
func (p LivenessProbe) Validate() error {
	c := newChecker()
	c.command("execArgs", p.ExecArgs)
	for field, n := range map[string]*int{
		"timeoutSeconds": p.TimeoutSeconds, "initialDelaySeconds": p.InitialDelaySeconds, "failureThreshold": p.FailureThreshold,
		"periodSeconds": p.PeriodSeconds, "successThreshold": p.SuccessThreshold,
	} {
		if n != nil && (*n < 0 || *n > math.MaxInt32) {
			c.add(fieldpath.Invalid, field, *n, "a number from 0 on")
		}
	}
	if p.SuccessThreshold != nil && *p.SuccessThreshold > 1 && p.ExecArgs != "" {
		c.add(fieldpath.Invalid, "successThreshold", *p.SuccessThreshold, "Kubernetes takes only 1 for liveness")
	}
	return c.list.Err()
}

// Validate reports what can't be the name of a secret, and a mode that the plugin
// reads as another one than is meant.
func (v SecretVolume) Validate() error {
	c := newChecker()
	c.name("secretName", v.SecretName, dnsName)
	_, err := fileMode(v.DefaultMode)
	c.list.Append(nil, err)
	return c.list.Err()
}

// Validate reports what can't be the name of a claim.
func (v PersistentVolumeClaimWorkspaceVolume) Validate() error {
	c := newChecker()
	c.name("claimName", v.ClaimName, dnsName)
	return c.list.Err()
}

// Validate reports a size that is no quantity.
func (v GenericEphemeralVolume) Validate() error { return validSize("requestsSize", v.RequestsSize) }

// Validate reports a size that is no quantity.
func (v DynamicPVC) Validate() error { return validSize("requestsSize", v.RequestsSize) }

// Validate reports a size that is no quantity.
func (v GenericEphemeralWorkspaceVolume) Validate() error {
	return validSize("requestsSize", v.RequestsSize)
}

// Validate reports a size that is no quantity.
func (v DynamicPVCWorkspaceVolume) Validate() error { return validSize("requestsSize", v.RequestsSize) }

// Validate reports a size that is no quantity.
func (v EmptyDirWorkspaceVolume) Validate() error { return validSize("sizeLimit", v.SizeLimit) }

func validSize(field, s string) error {
	_, err := size(field, s)
	return err
}

// Validate reports a key or a value that Kubernetes does not take for a label.
func (l Label) Validate() error {
	c := newChecker()
	c.name("key", l.Key, labelKey)
	c.name("value", l.Value, labelContent)
	return c.list.Err()
}

// Validate reports a key that Kubernetes does not take for an annotation.
func (a Annotation) Validate() error {
	c := newChecker()
	c.name("key", a.Key, annotationKey)
	return c.list.Err()
}

// Validate reports what can't be the name of a secret.
func (s ImagePullSecret) Validate() error {
	c := newChecker()
	c.name("name", s.Name, dnsName)
	return c.list.Err()
}

// Validate reports what can't be the name of a variable.
func (v EnvVar) Validate() error {
	c := newChecker()
	c.name("key", v.Key, variable)
	return c.list.Err()
}

// Validate reports what can't be the name of a variable, a secret or a key.
func (v SecretEnvVar) Validate() error {
	c := newChecker()
	c.name("key", v.Key, variable)
	c.name("secretName", v.SecretName, dnsName)
	c.name("secretKey", v.SecretKey, secretKey)
	return c.list.Err()
}

// Validate reports what can't be the name of a config map.
func (v ConfigMapVolume) Validate() error {
	c := newChecker()
	c.name("configMapName", v.ConfigMapName, dnsName)
	return c.list.Err()
}

// Validate reports what can't be the name of a claim.
func (v PersistentVolumeClaim) Validate() error {
	c := newChecker()
	c.name("claimName", v.ClaimName, dnsName)
	return c.list.Err()
}

// checkPod reports what is wrong with a pod by itself.
func checkPod(p *corev1.Pod) fieldpath.List {
	var list fieldpath.List
	meta := checker{&list, (*fieldpath.Path)(nil).Child("metadata")}
	spec := checker{&list, (*fieldpath.Path)(nil).Child("spec")}
	meta.name("namespace", p.Namespace, dnsLabel)
	meta.keys("labels", p.Labels, labelKey, labelContent)
	meta.keys("annotations", p.Annotations, annotationKey, anything)
	spec.keys("nodeSelector", p.Spec.NodeSelector, labelKey, labelContent)
	spec.name("serviceAccountName", p.Spec.ServiceAccountName, dnsName)
	names := map[string]bool{}
	for _, l := range []struct {
		field string
		list  []corev1.Container
	}{{"containers", p.Spec.Containers}, {"initContainers", p.Spec.InitContainers}} {
		for i := range l.list {
			k := &l.list[i]
			c := spec.under(l.field, i)
			switch {
			case k.Name == "":
				c.add(fieldpath.Required, "name", nil, "a container needs a name")
			case !validContainerName(k.Name):
				c.add(fieldpath.Invalid, "name", k.Name, containerNameRule)
			case names[k.Name]:
				c.add(fieldpath.Duplicate, "name", k.Name, "another container has it")
			}
			names[k.Name] = true
			c.container(k)
		}
	}
	volumes := map[string]bool{}
	for i := range p.Spec.Volumes {
		name := p.Spec.Volumes[i].Name
		if !dnsLabel.fits(name) {
			spec.under("volumes", i).name("name", name, dnsLabel)
		}
		if volumes[name] {
			spec.under("volumes", i).add(fieldpath.Duplicate, "name", name, "another volume has it")
		}
		volumes[name] = true
	}
	return list
}

// keys reports entries of a map that break a rule for their keys or values.
func (c *checker) keys(field string, m map[string]string, key, value rule) {
	for k, v := range m {
		if !key.fits(k) {
			key.report(c.list, c.at.Child(field).Key(k), k)
		}
		if !value.fits(v) {
			value.report(c.list, c.at.Child(field).Key(k), v)
		}
	}
}

// container reports what is wrong with a container of a pod, its name aside.
func (c *checker) container(k *corev1.Container) {
	for i := range k.Env {
		if name := k.Env[i].Name; !variable.fits(name) {
			c.under("env", i).name("name", name, variable)
		}
	}
	for i := range k.Ports {
		if name := k.Ports[i].Name; !portName.fits(name) {
			c.under("ports", i).name("name", name, portName)
		}
	}
	mounts := map[string]bool{}
	for i := range k.VolumeMounts {
		path := k.VolumeMounts[i].MountPath
		if mounts[path] {
			c.under("volumeMounts", i).add(fieldpath.Duplicate, "mountPath", path, "another volume is mounted there")
		}
		mounts[path] = true
	}
	for name, r := range k.Resources.Requests {
		if l, ok := k.Resources.Limits[name]; ok && r.Cmp(l) > 0 {
			c.list.Add(fieldpath.Conflict, c.at.Child("resources").Child("requests").Child(string(name)), r.String(), "more than the limit of "+l.String()+"; Kubernetes refuses that")
		}
	}
}

// contradictions reports where the fields and the raw pod say different things:
// one of the two has no effect.
func (t *PodTemplate) contradictions() error {
	c := newChecker()
	b := builder{template: normal(*t), outline: true}
	raw, err := b.rawPod()
	if err != nil || raw == nil {
		return nil // the raw pod's own check says why
	}
	t = &b.template
	fields, _ := b.fieldPod()
	const fieldWins, podWins = "the field wins", "the raw pod wins"
	differ(c, "namespace", t.Namespace, raw.Namespace, podWins)
	f, r := &fields.Spec, &raw.Spec
	differ(c, "serviceAccount", f.ServiceAccountName, r.ServiceAccountName, fieldWins)
	if raw.Spec.ServiceAccountName == "" {
		differ(c, "serviceAccount", f.ServiceAccountName, r.DeprecatedServiceAccount, fieldWins)
	}
	differ(c, "schedulerName", f.SchedulerName, r.SchedulerName, fieldWins)
	differ(c, "activeDeadlineSeconds", deref(f.ActiveDeadlineSeconds), deref(r.ActiveDeadlineSeconds), fieldWins)
	if fields.hostNetwork != nil && raw.hostNetwork != nil && *fields.hostNetwork != *raw.hostNetwork {
		c.add(fieldpath.Conflict, "hostNetwork", *fields.hostNetwork, "the raw pod says %v; %s", *raw.hostNetwork, fieldWins)
	}
	if f.SecurityContext != nil && r.SecurityContext != nil {
		differ(c, "runAsUser", show(f.SecurityContext.RunAsUser), show(r.SecurityContext.RunAsUser), fieldWins)
		differ(c, "runAsGroup", show(f.SecurityContext.RunAsGroup), show(r.SecurityContext.RunAsGroup), fieldWins)
	}
	differMaps(c, "nodeSelector", f.NodeSelector, r.NodeSelector, fieldWins)
	for i, a := range t.Annotations {
		differ(c.under("annotations", i), "value", a.Value, raw.Annotations[a.Key], fieldWins)
	}
	volumes := map[string]*corev1.Volume{}
	for i := range f.Volumes {
		volumes[f.Volumes[i].Name] = &f.Volumes[i]
	}
	for i := range r.Volumes {
		v := &r.Volumes[i]
		mine, ok := volumes[v.Name]
		if !ok || reflect.DeepEqual(mine, v) {
			continue
		}
		at := (*fieldpath.Path)(nil).Child("yaml").Child("spec").Child("volumes").Index(i).Child("name")
		why := "the plugin gives that name to a volume of the template's"
		if v.Name == workspaceName {
			why = "the plugin gives that name to the workspace volume; set workspaceVolume instead"
		}
		c.list.Add(fieldpath.Conflict, at, v.Name, why+", which wins")
	}
	for _, k := range []string{"jenkins/label", "jenkins/label-digest"} {
		if v, ok := raw.Labels[k]; ok && v != b.labels()[k] {
			at := (*fieldpath.Path)(nil).Child("yaml").Child("metadata").Child("labels").Key(k)
			c.list.Add(fieldpath.Conflict, at, v, "the plugin gives the pod this label itself")
		}
	}
	agent := orElse(t.AgentContainer, agentName)
	if n := slices.IndexFunc(raw.containers, func(r container) bool { return r.Name == agent }); n >= 0 &&
		!slices.ContainsFunc(t.Containers, func(k ContainerTemplate) bool { return k.Name == agent }) {
		c.differEnv(t.EnvVars, &raw.containers[n], podWins)
	}
	for i, ct := range t.Containers {
		n := slices.IndexFunc(raw.containers, func(r container) bool { return r.Name == ct.Name })
		m := slices.IndexFunc(fields.containers, func(f container) bool { return f.Name == ct.Name })
		if n < 0 || m < 0 {
			continue
		}
		cc := c.under("containers", i)
		f, r := &fields.containers[m], &raw.containers[n]
		differ(cc, "image", f.Image, r.Image, fieldWins)
		differ(cc, "workingDir", f.WorkingDir, r.WorkingDir, fieldWins)
		differ(cc, "command", strings.Join(f.Command, " "), strings.Join(r.Command, " "), fieldWins)
		differ(cc, "args", strings.Join(f.Args, " "), strings.Join(r.Args, " "), fieldWins)
		if r.ImagePullPolicy != "" && r.ImagePullPolicy != f.ImagePullPolicy {
			cc.add(fieldpath.Conflict, "alwaysPullImage", isTrue(ct.AlwaysPullImage), "the raw pod's imagePullPolicy is %s; the field sets %s and wins", r.ImagePullPolicy, f.ImagePullPolicy)
		}
		if r.tty != nil && *r.tty != isTrue(f.tty) {
			cc.add(fieldpath.Conflict, "ttyEnabled", isTrue(f.tty), "the raw pod's tty is %v; the field wins, set or not", *r.tty)
		}
		if f.SecurityContext != nil && r.SecurityContext != nil {
			differ(cc, "runAsUser", show(f.SecurityContext.RunAsUser), show(r.SecurityContext.RunAsUser), fieldWins)
			differ(cc, "runAsGroup", show(f.SecurityContext.RunAsGroup), show(r.SecurityContext.RunAsGroup), fieldWins)
			mine, pod := isTrue(ct.Privileged), r.SecurityContext.Privileged
			switch {
			case pod == nil || *pod == mine:
			case mine:
				cc.add(fieldpath.Conflict, "privileged", mine, "the raw pod says %v; %s", *pod, fieldWins)
			default:
				cc.add(fieldpath.Conflict, "privileged", mine, "the raw pod says %v; %s, set or not, as runAsUser or runAsGroup is set", *pod, fieldWins)
			}
		}
		cc.differEnv(ct.EnvVars, r, fieldWins)
		c.differEnv(t.EnvVars, r, fieldWins)
		for _, name := range []corev1.ResourceName{corev1.ResourceCPU, corev1.ResourceMemory, corev1.ResourceEphemeralStorage} {
			field := map[corev1.ResourceName]string{"cpu": "Cpu", "memory": "Memory", "ephemeral-storage": "EphemeralStorage"}[name]
			differQuantity(cc, "resourceRequest"+field, f.Resources.Requests, r.Resources.Requests, name)
			differQuantity(cc, "resourceLimit"+field, f.Resources.Limits, r.Resources.Limits, name)
		}
		for j, v := range t.Volumes {
			for _, m := range r.VolumeMounts {
				if m.MountPath == path.Clean(mountPath(v)) && !slices.ContainsFunc(f.VolumeMounts, func(o corev1.VolumeMount) bool { return o.MountPath == m.MountPath && o.Name == m.Name }) {
					c.under("volumes", j).add(fieldpath.Conflict, "mountPath", m.MountPath, "the raw pod mounts volume %s there in container %s; the field wins", m.Name, ct.Name)
				}
			}
		}
	}
	return c.list.Err()
}

// differEnv reports variables that a container of the raw pod sets otherwise.
func (c *checker) differEnv(vars []TemplateEnvVar, pod *container, wins string) {
	for i, v := range vars {
		mine := buildEnv(v)
		for _, e := range pod.Env {
			if e.Name == mine.Name && !reflect.DeepEqual(e, mine) {
				c.list.Add(fieldpath.Conflict, c.at.Child("envVars").Index(i), e.Name, "container "+pod.Name+" of the raw pod has another value; "+wins)
			}
		}
	}
}

func deref(n *int64) int64 {
	if n == nil {
		return 0
	}
	return *n
}

func show(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

// differ reports a field that is set in both and not the same.
func differ[T comparable](c *checker, field string, mine, pod T, wins string) {
	var zero T
	if mine != zero && pod != zero && mine != pod {
		c.add(fieldpath.Conflict, field, mine, "the raw pod says %v; %s", pod, wins)
	}
}

func differMaps(c *checker, field string, mine, pod map[string]string, wins string) {
	for _, k := range slices.Sorted(maps.Keys(mine)) {
		differ(c, field, mine[k], pod[k], wins)
	}
}

func differQuantity(c *checker, field string, mine, pod corev1.ResourceList, name corev1.ResourceName) {
	m, ok := mine[name]
	p, too := pod[name]
	if ok && too && m.Cmp(p) != 0 {
		c.add(fieldpath.Conflict, field, m.String(), "the raw pod says %s; the field wins", p.String())
	}
}
