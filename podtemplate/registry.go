package podtemplate

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/jenkinscode/jenkinscode/internal/check"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Validate reports what is wrong between the templates: names or ids that two
// have, parents that there are none of or that inherit from their children,
// raw pods that can't be combined, containers without an image, and mounts of
// volumes that the effective pod does not have. What is wrong in one template
// alone, its own Validate reports.
//
// The same templates are checked but once when there is nothing wrong with them,
// as all controllers of a fleet have them.
func (r Registry) Validate() error {
	same := r
	same.JenkinsURL, same.JenkinsTunnel, same.Namespace = "", "", "" // a controller's own, which nothing is checked by
	return once(&same, same.check)
}

// check is Validate for a registry of which nothing is known.
func (r *Registry) check() error {
	c := newChecker()
	c.unique("templates", "name", "another template has it; the plugin inherits from the first", len(r.Templates), func(i int) string {
		return strings.TrimSpace(r.Templates[i].Name)
	})
	c.unique("templates", "id", "another template has it", len(r.Templates), func(i int) string { return r.Templates[i].ID })
	provider := strings.TrimSpace(r.DefaultsProviderTemplate)
	if provider != "" && r.find(provider) < 0 {
		c.list.Add(fieldpath.NotFound, c.at.Child("defaultsProviderTemplate"), provider, "no template has this name", r.names()...)
		provider = ""
	}
	sound := make([]bool, len(r.Templates))
	for i := range r.Templates {
		sound[i] = r.parents(c.under("templates", i), &r.Templates[i])
	}
	for i := range r.Templates {
		if !sound[i] {
			continue
		}
		t := &r.Templates[i]
		e := c.under("templates", i)
		e.list = new(fieldpath.List)
		r.effective(e, t, provider)
		if len(*e.list) > 0 && r.all(t, sound, map[string]bool{}) {
			*c.list = append(*c.list, *e.list...)
		}
	}
	return c.list.Err()
}

// parents reports parents that don't exist and cycles.
func (r *Registry) parents(c *checker, t *PodTemplate) bool {
	before := len(*c.list)
	for _, name := range inheritance(t.InheritFrom) {
		if r.find(name) < 0 {
			c.add(fieldpath.NotFound, "inheritFrom", name, "no template has this name; the plugin would ignore it")
			(*c.list)[len(*c.list)-1].Allowed = r.names()
		}
	}
	if chain := r.cycle(t, []string{strings.TrimSpace(t.Name)}, map[string]bool{}); chain != nil {
		c.add(fieldpath.Conflict, "inheritFrom", nil, "the template inherits from itself, without end: %s", strings.Join(chain, " → "))
	}
	return len(*c.list) == before
}

// cycle returns the names that lead from chain's first element back to it. The
// names in barren are known not to lead there.
func (r *Registry) cycle(t *PodTemplate, chain []string, barren map[string]bool) []string {
	for _, name := range inheritance(t.InheritFrom) {
		if name == chain[0] {
			return append(slices.Clone(chain), name)
		}
		i := r.find(name)
		if i < 0 || barren[name] {
			continue
		}
		barren[name] = true
		if found := r.cycle(&r.Templates[i], append(slices.Clone(chain), name), barren); found != nil {
			return found
		}
	}
	return nil
}

// all reports whether t and everything that it inherits from is sound; what is
// in seen has been looked at.
func (r *Registry) all(t *PodTemplate, sound []bool, seen map[string]bool) bool {
	if len(check.Value(*t)) > 0 {
		return false
	}
	for _, name := range inheritance(t.InheritFrom) {
		i := r.find(name)
		if i < 0 || !sound[i] {
			return false
		}
		if !seen[name] {
			seen[name] = true
			if !r.all(&r.Templates[i], sound, seen) {
				return false
			}
		}
	}
	return true
}

// effective reports what is wrong in the pod that the plugin makes of t.
func (r *Registry) effective(c *checker, t *PodTemplate, provider string) {
	b := builder{registry: *r, outline: true}
	b.registry.DefaultsProviderTemplate = provider
	var err error
	var p *pod
	if b.template, err = b.registry.unwrap(*t); err == nil {
		p, err = b.build()
	}
	if err != nil {
		c.list.Append(c.at, err)
		return
	}
	volumes := map[string]bool{}
	for _, v := range p.Spec.Volumes {
		volumes[v.Name] = true
	}
	for _, list := range [][]container{p.initContainers, p.containers} {
		for i := range list {
			k := &list[i]
			if k.Image == "" {
				c.list.Add(fieldpath.Required, locate(c.at, t, k.Name).Child("image"), nil, "neither this template nor a parent gives container "+plain(k.Name)+" an image")
			}
			for _, m := range k.VolumeMounts {
				if !volumes[m.Name] {
					c.list.Add(fieldpath.NotFound, locate(c.at, t, k.Name).Child("volumeMounts").Key(plain(m.MountPath)).Child("name"), plain(m.Name),
						"container "+plain(k.Name)+" mounts a volume that nobody declares", slices.Sorted(maps.Keys(volumes))...)
				}
			}
		}
	}
}

// locate returns the path of a container in a template, or the template's when
// it is a parent's.
func locate(at *fieldpath.Path, t *PodTemplate, name string) *fieldpath.Path {
	for i, c := range t.Containers {
		if c.Name == name {
			return at.Child("containers").Index(i)
		}
	}
	if t.YAML == nil {
		return at
	}
	p, errs := parseYAML(t.YAML)
	if len(errs) > 0 {
		return at
	}
	spec := at.Child("yaml").Child("spec")
	for field, list := range map[string][]container{"containers": p.containers, "initContainers": p.initContainers} {
		if i := slices.IndexFunc(list, func(c container) bool { return c.Name == name }); i >= 0 {
			return spec.Child(field).Index(i)
		}
	}
	return at
}

// Flatten returns t combined with everything that it inherits from, as a
// template that inherits from nothing: its effective pod is the same.
func (r Registry) Flatten(t PodTemplate) (PodTemplate, error) {
	u, err := r.unwrap(t)
	if err != nil {
		return PodTemplate{}, err
	}
	u.YAML, err = onePod(u)
	if err != nil {
		return PodTemplate{}, err
	}
	u.InheritFrom, u.YAMLs, u.YAMLMergeStrategy, u.InheritYAMLMergeStrategy = "", nil, nil, nil
	if u.YAML != nil {
		u.YAMLMergeStrategy = Override{}
	}
	if t.NodeUsageMode != "" {
		u.NodeUsageMode = t.NodeUsageMode
	}
	return u, nil
}

// onePod returns the raw pods of a normal template as one; nil when there is
// none.
func onePod(t PodTemplate) (YAML, error) {
	if len(t.YAMLs) == 1 {
		return t.YAMLs[0], nil
	}
	b := builder{template: t}
	p, err := b.rawPod()
	if err != nil || p == nil {
		return nil, err
	}
	return p.yaml()
}

// Warnings lists what Jenkins accepts and hardly anyone means: attributes that
// get lost when the plugin combines templates, raw pods and fields, templates
// without an id, an agent that does not start, volumes that do not reach a
// container. The findings of [Registry.Validate] are not repeated; it must pass
// for the list to be complete.
func (r Registry) Warnings() []*Error {
	c := newChecker()
	for i, t := range r.Templates {
		r.warn(c.under("templates", i), t)
	}
	return fieldpath.Errors(c.list.Err())
}

func (r Registry) warn(c *checker, t PodTemplate) {
	if t.ID == "" {
		c.add(fieldpath.Required, "id", nil, "without one, running agents lose their template whenever Jenkins loads its configuration; WithIDs derives one")
	}
	if name := strings.TrimSpace(t.Name); strings.Contains(name, " ") {
		c.add(fieldpath.Invalid, "name", name, "inheritFrom separates names by spaces, so that no template can inherit from this one")
	} else if b := (builder{template: normal(t)}); name != "" && strings.HasPrefix(b.agentName(), "jenkins-agent-") && !strings.HasPrefix(strings.ToLower(plain(name)), "jenkins-agent") {
		c.add(fieldpath.Lost, "name", name, "no pod can have this name; the plugin calls the pods jenkins-agent-…")
	}
	for i, k := range t.Containers {
		if !isZeroProbe(k.LivenessProbe) && k.LivenessProbe.ExecArgs == "" {
			c.under("containers", i).add(fieldpath.Lost, "livenessProbe", nil, "without execArgs the plugin ignores the probe")
		}
	}
	for i, v := range t.Volumes {
		switch v := v.(type) {
		case DynamicPVC:
			c.under("volumes", i).add(fieldpath.Invalid, "dynamicPVC", nil, "deprecated by the plugin; take GenericEphemeralVolume")
		case HostPathVolume:
			if strings.HasSuffix(v.HostPath, "/docker.sock") {
				c.under("volumes", i).add(fieldpath.Forbidden, "hostPath", v.HostPath, "%s", dockerSocket)
			}
		}
	}
	if _, ok := t.WorkspaceVolume.(DynamicPVCWorkspaceVolume); ok {
		c.add(fieldpath.Invalid, "workspaceVolume", nil, "dynamicPVC is deprecated by the plugin; take GenericEphemeralWorkspaceVolume")
	}
	u, err := r.unwrap(t)
	if err != nil {
		return
	}
	r.lostTemplates(c, t)
	b := builder{registry: r, template: u}
	fields, _ := b.fieldPod()
	raw := r.lostPods(c, t, u)
	if len(b.list) > 0 {
		return
	}
	lostFields(c, t, fields, raw)
	unreached(c, u, fields, raw)
	agentWarnings(c, t, u, fields, raw)
}

const dockerSocket = "whoever reaches the node's docker socket owns the node; nodes that run containerd have none, and pod security level baseline refuses it"

// lostTemplates reports attributes of templates that do not survive combining.
func (r Registry) lostTemplates(c *checker, t PodTemplate) {
	names := inheritance(t.InheritFrom)
	if r.DefaultsProviderTemplate != "" {
		names = slices.Insert(names, 0, strings.TrimSpace(r.DefaultsProviderTemplate))
	}
	child := normal(t)
	has := false
	for _, name := range names {
		i := r.find(name)
		if i < 0 {
			continue
		}
		has = true
		parent, err := r.unwrapParent(r.Templates[i])
		if err != nil {
			continue
		}
		if parent.PodRetention != nil && child.PodRetention == nil {
			c.add(fieldpath.Lost, "podRetention", nil, "template %s sets it, and it is not inherited", name)
		}
		if parent.NodeUsageMode != "" && t.NodeUsageMode == "" {
			c.add(fieldpath.Lost, "nodeUsageMode", nil, "template %s sets %s, and it is not inherited: this one is %s", name, parent.NodeUsageMode, NodeUsageExclusive)
		}
		if r.Templates[i].TerminationGracePeriodSeconds != nil {
			c.add(fieldpath.Lost, "terminationGracePeriodSeconds", nil, "template %s sets it, and it is not inherited", name)
		}
		if child.NodeSelector != "" {
			mine := selector(child.NodeSelector)
			for _, k := range slices.Sorted(maps.Keys(selector(parent.NodeSelector))) {
				if _, ok := mine[k]; !ok {
					c.add(fieldpath.Lost, "nodeSelector", nil, "template %s selects %s=%s, and a nodeSelector replaces the inherited one as a whole", name, k, selector(parent.NodeSelector)[k])
				}
			}
		}
		if len(parent.YAMLs) > 0 && len(child.YAMLs) > 0 && t.YAMLMergeStrategy == nil && !isTrue(parent.InheritYAMLMergeStrategy) {
			c.add(fieldpath.Lost, "yaml", nil, "it replaces the raw pod of template %s; set YAMLMergeStrategy to Merge to combine them, or to Override to say that this is meant", name)
		}
	}
	if has && t.TerminationGracePeriodSeconds != nil {
		c.add(fieldpath.Lost, "terminationGracePeriodSeconds", *t.TerminationGracePeriodSeconds, "a template that has a parent loses it")
	}
	if has && isTrue(t.InheritYAMLMergeStrategy) {
		if u, err := r.unwrap(child); err == nil && !isTrue(u.InheritYAMLMergeStrategy) {
			c.add(fieldpath.Lost, "inheritYamlMergeStrategy", true, "a template that has a parent takes the parent's, which is false")
		}
	}
}

// lostPods reports what of a template's raw pod does not survive combining with
// those of its parents, and returns the pod combined.
func (r Registry) lostPods(c *checker, t, u PodTemplate) *pod {
	yamls := u.YAMLs
	if _, merge := u.YAMLMergeStrategy.(Merge); !merge && len(yamls) > 1 {
		yamls = yamls[len(yamls)-1:]
	}
	own := len(normal(t).YAMLs)
	var out *pod
	for i, y := range yamls {
		p, errs := parseYAML(y)
		if len(errs) > 0 {
			return nil
		}
		combined, err := combinePods(out, p)
		if err != nil {
			return nil
		}
		// What a parent loses is reported there, unless it is this template that makes it lose.
		if out != nil {
			mine := i >= len(yamls)-own
			for _, l := range lost(p.final(), combined.final()) {
				at := c.at.Child("yaml")
				if !mine {
					at = c.at.Child("inheritFrom")
				}
				c.list.Add(fieldpath.Lost, join(at, l.path), nil, "the plugin does not take it over when it combines raw pods"+l.detail)
			}
			if mine {
				lostCapabilities(c, "containers", out.containers, p.containers)
				lostCapabilities(c, "initContainers", out.initContainers, p.initContainers)
			}
		}
		out = combined
	}
	return out
}

// lostCapabilities reports capabilities of a parent's container that go because
// the child's container has some of the other list.
func lostCapabilities(c *checker, field string, parents, children []container) {
	capabilities := func(k container) (add, drop []corev1.Capability, ok bool) {
		if k.SecurityContext == nil || k.SecurityContext.Capabilities == nil {
			return nil, nil, false
		}
		return k.SecurityContext.Capabilities.Add, k.SecurityContext.Capabilities.Drop, true
	}
	for _, child := range children {
		i := slices.IndexFunc(parents, func(p container) bool { return p.Name == child.Name })
		if i < 0 {
			continue
		}
		parentAdd, parentDrop, _ := capabilities(parents[i])
		add, drop, ok := capabilities(child)
		if !ok {
			continue
		}
		at := c.at.Child("yaml").Child("spec").Child(field).Key(child.Name).Child("securityContext").Child("capabilities")
		const why = "the parent's list is lost where the child has capabilities, even if only others; repeat it"
		if len(parentAdd) > 0 && len(add) == 0 {
			c.list.Add(fieldpath.Lost, at.Child("add"), fmt.Sprint(parentAdd), why)
		}
		if len(parentDrop) > 0 && len(drop) == 0 {
			c.list.Add(fieldpath.Lost, at.Child("drop"), fmt.Sprint(parentDrop), why)
		}
	}
}

// lostFields reports fields that do not survive being laid over a raw pod.
func lostFields(c *checker, t PodTemplate, fields, raw *pod) {
	if raw == nil {
		return
	}
	combined, err := combinePods(raw, fields)
	if err != nil {
		return
	}
	for _, l := range lost(fields.final(), combined.final()) {
		const why = "the plugin drops it where there is a raw pod"
		switch {
		case l.path[0] == "spec" && l.path[1] == "terminationGracePeriodSeconds":
			c.add(fieldpath.Lost, "terminationGracePeriodSeconds", nil, "%s", why)
		case l.path[0] == "spec" && l.path[1] == "securityContext":
			c.add(fieldpath.Lost, l.path[2], nil, "%s", why)
		case l.path[0] == "spec" && l.path[1] == "containers":
			name := strings.Trim(l.path[2], "[]")
			if i := slices.IndexFunc(t.Containers, func(k ContainerTemplate) bool { return k.Name == name }); i >= 0 {
				c.under("containers", i).add(fieldpath.Lost, l.path[3], nil, "the plugin drops it where the raw pod has a container of that name")
			}
		}
	}
}

// unreached reports volumes and variables that containers of the raw pod don't
// get.
func unreached(c *checker, t PodTemplate, fields, raw *pod) {
	if raw == nil {
		return
	}
	var noVolumes, noEnv []string
	for _, k := range raw.containers {
		if slices.ContainsFunc(fields.containers, func(f container) bool { return f.Name == k.Name }) {
			continue
		}
		noVolumes = append(noVolumes, k.Name)
		if k.Name != orElse(t.AgentContainer, agentName) {
			noEnv = append(noEnv, k.Name)
		}
	}
	if len(t.Volumes) > 0 && len(noVolumes) > 0 {
		c.add(fieldpath.Lost, "volumes", nil, "not mounted in %s, which only the raw pod has; mount them there by the names volume-0, volume-1, …", strings.Join(noVolumes, ", "))
	}
	if len(t.EnvVars) > 0 && len(noEnv) > 0 {
		c.add(fieldpath.Lost, "envVars", nil, "not set in %s, which only the raw pod has", strings.Join(noEnv, ", "))
	}
}

var (
	// agentImage matches images that have the agent, going by their names.
	agentImage = regexp.MustCompile(`(?i)agent|jnlp|slave|remoting|jenkins|\$\{`)
	// inboundImage matches images that start it.
	inboundImage = regexp.MustCompile(`(?i)(inbound-agent|jnlp-slave|jnlp-agent)[^/]*$`)
)

// agentWarnings reports an agent that will not start, or starts twice: a container
// has the agent's name by accident, or the agent's does not have it.
func agentWarnings(c *checker, t, u PodTemplate, fields, raw *pod) {
	p, err := combinePods(raw, fields)
	if err != nil {
		return
	}
	name := orElse(u.AgentContainer, agentName)
	i := slices.IndexFunc(p.containers, func(k container) bool { return k.Name == name })
	switch {
	case i < 0 && u.AgentContainer != "" && u.AgentContainer != agentName:
		c.add(fieldpath.NotFound, "agentContainer", u.AgentContainer, "no container has this name, so that the plugin adds one with the agent's image")
	case i >= 0 && !isTrue(u.AgentInjection):
		at, k := locate(c.at, &t, name), p.containers[i]
		const otherwise = "; call the container something else, or set agentInjection"
		switch {
		case len(k.Command) > 0:
			c.list.Add(fieldpath.Conflict, at.Child("command"), strings.Join(k.Command, " "),
				"the command replaces the agent of container "+name+", so that it never connects"+otherwise)
		case len(k.Args) == 1 && !strings.HasPrefix(k.Args[0], "-"):
			c.list.Add(fieldpath.Conflict, at.Child("args"), k.Args[0],
				"the agent's image runs a single argument in place of the agent of container "+name+otherwise)
		case k.Image != "" && !agentImage.MatchString(plain(k.Image)):
			c.list.Add(fieldpath.Conflict, at.Child("image"), plain(k.Image),
				"container "+name+" is the agent's, and by its name this image has none"+otherwise)
		}
	}
	for _, k := range p.containers {
		switch at := locate(c.at, &t, k.Name); {
		case k.Name == name:
		case k.Name == agentName:
			c.list.Add(fieldpath.Conflict, at.Child("name"), k.Name, "agentContainer says that "+name+" is the agent's container; a container of this name is a second agent")
		case inboundImage.MatchString(plain(k.Image)) && len(k.Command) == 0:
			c.list.Add(fieldpath.Conflict, at.Child("name"), k.Name, "the image is an agent's, but the plugin adds another container for the agent; call this one "+name)
		}
	}
	for _, v := range p.Spec.Volumes {
		if v.HostPath != nil && strings.HasSuffix(v.HostPath.Path, "/docker.sock") && !strings.HasPrefix(v.Name, "volume-") {
			c.list.Add(fieldpath.Forbidden, c.at.Child("yaml").Child("spec").Child("volumes").Key(v.Name), v.HostPath.Path, dockerSocket)
		}
	}
}

// loss is a place in a pod.
type loss struct {
	path   []string // names; an element of a list as [name]
	detail string
}

// lost returns what child has and combined has not: the topmost places.
func lost(child, combined *corev1.Pod) []loss {
	a, err := runtime.DefaultUnstructuredConverter.ToUnstructured(child)
	if err != nil {
		return nil
	}
	b, err := runtime.DefaultUnstructuredConverter.ToUnstructured(combined)
	if err != nil {
		return nil
	}
	for _, m := range []map[string]any{a, b} {
		delete(m, "status")
		delete(m, "apiVersion")
		delete(m, "kind")
	}
	var out []loss
	missing(nil, a, b, func(path []string, detail string) {
		out = append(out, loss{slices.Clone(path), detail})
	})
	return out
}

func missing(path []string, a, b any, report func(path []string, detail string)) {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok && len(a) > 0 {
			report(path, "")
			return
		}
		for _, k := range slices.Sorted(maps.Keys(a)) {
			at := append(path, k)
			if isEmpty(a[k]) {
				continue
			}
			v, ok := b[k]
			if !ok {
				report(at, "")
				continue
			}
			missing(at, a[k], v, report)
		}
	case []any:
		b, _ := b.([]any)
		for i, e := range a {
			key := keyOf(e)
			at := append(path, "["+orElse(key, strconv.Itoa(i))+"]")
			j := slices.IndexFunc(b, func(o any) bool {
				if key != "" {
					return keyOf(o) == key
				}
				return reflect.DeepEqual(e, o)
			})
			if j < 0 {
				report(at, "")
				continue
			}
			missing(at, e, b[j], report)
		}
	default:
		if !reflect.DeepEqual(a, b) {
			report(path, fmt.Sprintf("; %v stays", b))
		}
	}
}

func isEmpty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case map[string]any:
		return len(v) == 0
	case []any:
		return len(v) == 0
	}
	return false
}

// keyOf returns what the plugin tells elements of a list apart by.
func keyOf(v any) string {
	m, _ := v.(map[string]any)
	for _, k := range []string{"mountPath", "name"} {
		if s, ok := m[k].(string); ok {
			return s
		}
	}
	return ""
}

// join returns the path of a loss below at.
func join(at *fieldpath.Path, path []string) *fieldpath.Path {
	for _, p := range path {
		if name, ok := strings.CutPrefix(p, "["); ok {
			at = at.Key(strings.TrimSuffix(name, "]"))
		} else {
			at = at.Child(p)
		}
	}
	return at
}
