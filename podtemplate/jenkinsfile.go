package podtemplate

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/check"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/groovy"
	"github.com/jenkinscode/jenkinscode/internal/live"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

// DeclarativePipeline is a Jenkinsfile whose agent is a pod:
//
//	pipeline {
//	    agent { kubernetes { … } }
//	    …
//	}
type DeclarativePipeline struct {
	// Agent is the agent of the pipeline.
	Agent DeclarativeAgent
	// Body is the rest of the pipeline, Groovy from options to stages. It is
	// written as it is.
	Body string
}

// DeclarativeAgent is a template as the agent section of a declarative pipeline
// or stage. What the section has no option for stands in its raw pod:
// containers, volumes, variables, annotations. Name, label, id and node usage
// mode have no meaning there and are left out: each build has an agent of its
// own. Node properties can't be expressed.
//
// A template that inherits can be given when nothing of it has to go to the raw
// pod, where it would be laid under the parents' fields; [Registry.Flatten]
// resolves the parents of any other.
type DeclarativeAgent struct {
	// Template is the template.
	Template PodTemplate
	// Cloud names the kubernetes cloud; default: the first one.
	Cloud string
	// DefaultContainer is the container that steps run in; default: the
	// agent's.
	DefaultContainer string
	// CustomWorkspace is the workspace's folder, below the agent's.
	CustomWorkspace string
	// Retries is how many attempts the pipeline has when it loses its pod;
	// default: one.
	Retries int
}

// PodTemplateStep is a Jenkinsfile in scripted syntax, or a part of one: the
// podTemplate step around a node. Label and id are left out, as each build has
// an agent and a label of its own. Attributes that the step does not have, or
// takes and drops, are errors.
type PodTemplateStep struct {
	// Template is the template.
	Template PodTemplate
	// Cloud names the kubernetes cloud; default: the first one.
	Cloud string
	// Retries is how many attempts the body has when it loses its pod; default:
	// one.
	Retries int
	// Body is what runs in the pod, Groovy. It is written as it is.
	Body string
}

// AppendText appends the Jenkinsfile.
func (p DeclarativePipeline) AppendText(dst []byte) ([]byte, error) {
	w := groovyWriter{b: dst}
	w.line(0, "pipeline {")
	if err := w.agent(p.Agent, 1); err != nil {
		return dst, err
	}
	w.body(p.Body)
	w.line(0, "}")
	return w.b, nil
}

// AppendText appends the agent section.
func (a DeclarativeAgent) AppendText(dst []byte) ([]byte, error) {
	w := groovyWriter{b: dst}
	if err := w.agent(a, 0); err != nil {
		return dst, err
	}
	return w.b, nil
}

// AppendText appends the step.
func (s PodTemplateStep) AppendText(dst []byte) ([]byte, error) {
	w := groovyWriter{b: dst}
	if err := w.step(s); err != nil {
		return dst, err
	}
	return w.b, nil
}

// MarshalText returns the Jenkinsfile.
func (p DeclarativePipeline) MarshalText() ([]byte, error) { return p.AppendText(nil) }

// MarshalText returns the agent section.
func (a DeclarativeAgent) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// MarshalText returns the step.
func (s PodTemplateStep) MarshalText() ([]byte, error) { return s.AppendText(nil) }

type groovyWriter struct {
	b    []byte
	list fieldpath.List
}

func (w *groovyWriter) indent(n int) {
	w.b = append(w.b, strings.Repeat("    ", n)...)
}

func (w *groovyWriter) line(n int, s string) {
	w.indent(n)
	w.b = append(append(w.b, s...), '\n')
}

func (w *groovyWriter) body(s string) {
	if s = strings.TrimRight(s, "\n"); s != "" {
		w.b = append(append(w.b, s...), '\n')
	}
}

// text appends a string literal; a live part is an error.
func (w *groovyWriter) text(path *fieldpath.Path, s string) {
	switch {
	case live.Has(s):
		w.list.Add(fieldpath.Invalid, path, plain(s), "a reference that only JCasC or the chart resolves stands in a Jenkinsfile")
	case !groovy.Valid(s):
		w.list.Add(fieldpath.Invalid, path, s, "not UTF-8")
	}
	w.b = groovy.AppendText(w.b, s)
}

// argument is one option of a block or one named argument of a call.
type argument struct {
	name  string
	value any
}

// agent writes the agent section, n levels deep.
func (w *groovyWriter) agent(a DeclarativeAgent, n int) error {
	if list := check.Value(a.Template); len(list) > 0 {
		return list.Err()
	}
	t := normal(a.Template)
	w.unsupported(t, "")
	w.onlyAsFields(t)
	raw, err := declarativePod(t)
	if err != nil {
		return err
	}
	if t.InheritFrom != "" && raw != nil && movesFields(t) {
		w.list.Add(fieldpath.Forbidden, (*fieldpath.Path)(nil).Child("inheritFrom"), t.InheritFrom,
			"the template has attributes that the agent section takes only in its raw pod, which the parents' fields would override; write what Registry.Flatten returns")
	}
	args := []argument{
		{"cloud", a.Cloud},
		{"inheritFrom", t.InheritFrom},
		{"defaultContainer", a.DefaultContainer},
		{"customWorkspace", a.CustomWorkspace},
		{"namespace", t.Namespace},
		{"serviceAccount", t.ServiceAccount},
		{"nodeSelector", t.NodeSelector},
		{"instanceCap", t.InstanceCap},
		{"slaveConnectTimeout", t.SlaveConnectTimeout},
		{"idleMinutes", t.IdleMinutes},
		{"activeDeadlineSeconds", t.ActiveDeadlineSeconds},
		{"podRetention", t.PodRetention},
		{"agentContainer", t.AgentContainer},
		{"agentInjection", t.AgentInjection},
		{"workspaceVolume", t.WorkspaceVolume},
		{"showRawYaml", t.ShowRawYAML},
		{"inheritYamlMergeStrategy", t.InheritYAMLMergeStrategy},
		{"yamlMergeStrategy", t.YAMLMergeStrategy},
		{"yaml", raw},
	}
	if a.Retries > 0 {
		args = append(args, argument{"retries", a.Retries})
	}
	args = append(args, extra(t.Extra)...)
	w.line(n, "agent {")
	w.line(n+1, "kubernetes {")
	for _, arg := range args {
		if isUnset(arg.value) {
			continue
		}
		w.indent(n + 2)
		w.b = append(append(w.b, arg.name...), ' ')
		w.value((*fieldpath.Path)(nil).Child(arg.name), reflect.ValueOf(arg.value))
		w.b = append(w.b, '\n')
	}
	w.line(n+1, "}")
	w.line(n, "}")
	return w.list.Err()
}

// step writes the podTemplate step.
func (w *groovyWriter) step(s PodTemplateStep) error {
	if list := check.Value(s.Template); len(list) > 0 {
		return list.Err()
	}
	t := normal(s.Template)
	w.unsupported(t, "the podTemplate step")
	raw, err := onePod(t)
	if err != nil {
		return err
	}
	var secrets []string
	for _, p := range t.ImagePullSecrets {
		secrets = append(secrets, p.Name)
	}
	args := []argument{
		{"cloud", s.Cloud},
		{"name", t.Name},
		{"namespace", t.Namespace},
		{"inheritFrom", t.InheritFrom},
		{"annotations", t.Annotations},
		{"nodeSelector", t.NodeSelector},
		{"nodeUsageMode", string(t.NodeUsageMode)},
		{"serviceAccount", t.ServiceAccount},
		{"schedulerName", t.SchedulerName},
		{"hostNetwork", t.HostNetwork},
		{"runAsUser", t.RunAsUser},
		{"runAsGroup", t.RunAsGroup},
		{"instanceCap", t.InstanceCap},
		{"slaveConnectTimeout", t.SlaveConnectTimeout},
		{"idleMinutes", t.IdleMinutes},
		{"activeDeadlineSeconds", t.ActiveDeadlineSeconds},
		{"podRetention", t.PodRetention},
		{"agentContainer", t.AgentContainer},
		{"agentInjection", t.AgentInjection},
		{"imagePullSecrets", secrets},
		{"envVars", t.EnvVars},
		{"containers", t.Containers},
		{"volumes", t.Volumes},
		{"workspaceVolume", t.WorkspaceVolume},
		{"showRawYaml", t.ShowRawYAML},
		{"inheritYamlMergeStrategy", t.InheritYAMLMergeStrategy},
		{"yamlMergeStrategy", t.YAMLMergeStrategy},
		{"yaml", raw},
	}
	args = append(args, extra(t.Extra)...)
	w.b = append(w.b, "podTemplate("...)
	first := true
	for _, arg := range args {
		if isUnset(arg.value) {
			continue
		}
		if !first {
			w.b = append(w.b, ',')
		}
		first = false
		w.b = append(w.b, '\n')
		w.indent(1)
		w.b = append(append(w.b, arg.name...), ": "...)
		w.value((*fieldpath.Path)(nil).Child(arg.name), reflect.ValueOf(arg.value))
	}
	w.b = append(w.b, ") {\n"...)
	n := 1
	if s.Retries > 0 {
		w.line(n, "retry(count: "+strconv.Itoa(s.Retries)+", conditions: [kubernetesAgent(), nonresumable()]) {")
		n++
	}
	w.line(n, "node(POD_LABEL) {")
	w.body(s.Body)
	for ; n >= 0; n-- {
		w.line(n, "}")
	}
	return w.list.Err()
}

// unsupported reports attributes that a Jenkinsfile can't express: with a step,
// those that it takes and drops too.
func (w *groovyWriter) unsupported(t PodTemplate, step string) {
	var root *fieldpath.Path
	if len(t.NodeProperties) > 0 {
		w.list.Add(fieldpath.Forbidden, root.Child("nodeProperties"), nil, "a Jenkinsfile has no place for properties of the node")
	}
	if step == "" {
		return
	}
	if t.SupplementalGroups != "" {
		w.list.Add(fieldpath.Lost, root.Child("supplementalGroups"), t.SupplementalGroups, step+" takes them and drops them; set them in the raw pod")
	}
	if t.TerminationGracePeriodSeconds != nil {
		w.list.Add(fieldpath.Forbidden, root.Child("terminationGracePeriodSeconds"), *t.TerminationGracePeriodSeconds, step+" does not have it; set it in the raw pod")
	}
}

// onlyAsFields reports what works in a container that is a field of a template,
// and not in one of a raw pod.
func (w *groovyWriter) onlyAsFields(t PodTemplate) {
	var root *fieldpath.Path
	for i, v := range t.Volumes {
		switch v.(type) {
		case ConfigMapVolume, SecretVolume, EmptyDirVolume, HostPathVolume, NFSVolume, PersistentVolumeClaim, GenericEphemeralVolume:
		case DynamicPVC:
			w.list.Add(fieldpath.Forbidden, root.Child("volumes").Index(i), "dynamicPVC", "the plugin makes the claim only for a field; take GenericEphemeralVolume")
		default:
			w.list.Add(fieldpath.Forbidden, root.Child("volumes").Index(i), symbolOf(v), "a raw pod can't say what the plugin makes of it")
		}
	}
	w.plainEnv(root, t.EnvVars)
	agent := orElse(t.AgentContainer, agentName)
	for i, c := range t.Containers {
		at := root.Child("containers").Index(i)
		w.plainEnv(at, c.EnvVars)
		if c.Shell != "" {
			w.list.Add(fieldpath.Lost, at.Child("shell"), c.Shell, "a raw pod can't say it; name the shell in the step container instead")
		}
		if c.Name == agent {
			continue
		}
		if c.Name == agentName {
			w.list.Add(fieldpath.Forbidden, at.Child("name"), c.Name, "beside the agentContainer "+agent+" only a field gives it what an agent needs to connect")
		}
		if strings.Contains(c.Args, agentSecretRef) || strings.Contains(c.Args, agentNameRef) {
			w.list.Add(fieldpath.Forbidden, at.Child("args"), c.Args, "the plugin replaces "+agentSecretRef+" and "+agentNameRef+" in no raw pod")
		}
	}
}

// plainEnv reports variables of kinds that a raw pod does not have.
func (w *groovyWriter) plainEnv(at *fieldpath.Path, vars []TemplateEnvVar) {
	for i, v := range vars {
		switch v := v.(type) {
		case EnvVar, SecretEnvVar:
		case RawEnvVar:
			// Two older names of envVar.
			if v.Symbol == "podEnvVar" || v.Symbol == "containerEnvVar" {
				continue
			}
			w.list.Add(fieldpath.Forbidden, at.Child("envVars").Index(i), v.Symbol, "a raw pod can't say what the plugin makes of it")
		default:
			w.list.Add(fieldpath.Forbidden, at.Child("envVars").Index(i), symbolOf(v), "a raw pod can't say what the plugin makes of it")
		}
	}
}

// movesFields reports whether t has attributes that the agent section has no
// option for.
func movesFields(t PodTemplate) bool {
	return len(t.Containers)+len(t.Volumes)+len(t.EnvVars)+len(t.Annotations)+len(t.ImagePullSecrets) > 0 ||
		t.HostNetwork != nil || t.RunAsUser+t.RunAsGroup+t.SupplementalGroups+t.SchedulerName != "" || t.TerminationGracePeriodSeconds != nil
}

// declarativePod returns the raw pod of the agent section.
func declarativePod(t PodTemplate) (YAML, error) {
	if !movesFields(t) {
		return onePod(t)
	}
	b := builder{template: t, written: true}
	// These have options of their own.
	b.template.Namespace, b.template.ServiceAccount, b.template.NodeSelector, b.template.ActiveDeadlineSeconds = "", "", "", nil
	fields, mounts := b.fieldPod()
	raw, err := b.rawPod()
	b.list.Append(nil, err)
	if len(b.list) > 0 {
		return nil, b.list.Err()
	}
	// Where there is a raw pod the plugin drops these two, of a Jenkinsfile's fields as of any other's.
	if raw == nil {
		raw = new(pod)
		raw.Spec.TerminationGracePeriodSeconds = fields.Spec.TerminationGracePeriodSeconds
		if groups := fields.Spec.SecurityContext; groups != nil {
			raw.Spec.SecurityContext = groups.DeepCopy()
		}
	}
	name := orElse(t.AgentContainer, agentName)
	hasAgent := func(p *pod) bool {
		return slices.ContainsFunc(p.containers, func(c container) bool { return c.Name == name })
	}
	p, err := combinePods(raw, fields)
	if err != nil {
		return nil, err
	}
	if env := envMap(t.EnvVars).list(); len(env)+len(mounts) > 0 {
		i := slices.IndexFunc(p.containers, func(c container) bool { return c.Name == name })
		if i < 0 {
			// The container that the plugin would add gets them from it.
			c := container{}
			c.Name, c.Env, c.VolumeMounts = name, env, mounts
			p.containers = append(p.containers, c)
		} else if len(env) > 0 && hasAgent(raw) {
			own := new(javaMap[string])
			for _, e := range p.containers[i].Env {
				own.put(e.Name, "")
			}
			for _, e := range env {
				if _, ok := own.get(e.Name); !ok {
					p.containers[i].Env = append(slices.Clip(p.containers[i].Env), e)
				}
			}
		}
	}
	for i := range p.containers {
		// There is nothing else that they could be combined with.
		c := &p.containers[i]
		c.resources = c.resources && c.Name == name
		if !isTrue(c.tty) {
			c.tty = nil
		}
	}
	if !isTrue(p.hostNetwork) {
		p.hostNetwork = nil
	}
	return p.yaml()
}

func extra(m map[string]any) []argument {
	var out []argument
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, argument{k, m[k]})
	}
	return out
}

// isUnset reports whether an argument is to be left out.
func isUnset(v any) bool {
	if v == nil {
		return true
	}
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Slice, reflect.Map:
		return r.Len() == 0
	case reflect.Pointer, reflect.Interface, reflect.String:
		return r.IsZero()
	}
	return false
}

// symbols are the functions that make the describables which JCasC writes
// without a symbol.
var symbols = map[reflect.Type]string{
	reflect.TypeFor[ContainerTemplate](): "containerTemplate",
	reflect.TypeFor[LivenessProbe]():     "containerLivenessProbe",
	reflect.TypeFor[PortMapping]():       "portMapping",
	reflect.TypeFor[Annotation]():        "podAnnotation",
}

// value writes a Groovy expression for v.
func (w *groovyWriter) value(path *fieldpath.Path, v reflect.Value) {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if !v.IsValid() {
		w.b = append(w.b, "null"...)
		return
	}
	if p, ok := v.Interface().(Pod); ok {
		tree, o := p.EmbedYAML()
		text, err := yamltext.Marshal(tree, o)
		w.list.Append(path, err)
		w.text(path, string(text))
		return
	}
	switch v.Kind() {
	case reflect.String:
		w.text(path, v.String())
	case reflect.Bool:
		w.b = strconv.AppendBool(w.b, v.Bool())
	case reflect.Int, reflect.Int32, reflect.Int64:
		w.b = strconv.AppendInt(w.b, v.Int(), 10)
	case reflect.Float64:
		w.b = strconv.AppendFloat(w.b, v.Float(), 'f', -1, 64)
	case reflect.Slice:
		w.b = append(w.b, '[')
		lines := v.Len() > 1 && v.Type().Elem().Kind() != reflect.String
		for i := range v.Len() {
			if i > 0 {
				w.b = append(w.b, ',')
			}
			if lines {
				w.b = append(w.b, '\n')
				w.indent(2)
			} else if i > 0 {
				w.b = append(w.b, ' ')
			}
			w.value(path.Index(i), v.Index(i))
		}
		if lines {
			w.b = append(w.b, '\n')
			w.indent(1)
		}
		w.b = append(w.b, ']')
	case reflect.Map:
		w.b = append(w.b, '[')
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for i, k := range keys {
			if i > 0 {
				w.b = append(w.b, ", "...)
			}
			w.b = append(groovy.AppendString(w.b, k.String()), ": "...)
			w.value(path.Child(k.String()), v.MapIndex(k))
		}
		if len(keys) == 0 {
			w.b = append(w.b, ':')
		}
		w.b = append(w.b, ']')
	case reflect.Struct:
		w.call(path, v)
	default:
		w.list.Add(fieldpath.Invalid, path, v.Interface(), "no value that Groovy has a literal for")
	}
}

// symbolOf returns the name that an alternative has in JCasC.
func symbolOf(v any) string {
	r := reflect.ValueOf(v)
	for i := range r.NumField() {
		if s, ok := strings.CutPrefix(r.Type().Field(i).Tag.Get("jc"), "symbol"); ok {
			if s, _, _ = strings.Cut(strings.TrimPrefix(s, "="), ","); s != "" {
				return s
			}
			return r.Field(i).String()
		}
	}
	return ""
}

// call writes the call that makes a describable: symbol(name: value, …).
func (w *groovyWriter) call(path *fieldpath.Path, v reflect.Value) {
	symbol := orElse(symbols[v.Type()], symbolOf(v.Interface()))
	var args []argument
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if strings.HasPrefix(f.Tag.Get("jc"), "symbol") {
			continue
		}
		if !f.IsExported() {
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch fv := v.Field(i); {
		case name == "" && fv.Kind() == reflect.Map:
			m, _ := fv.Interface().(map[string]any)
			args = append(args, extra(m)...)
		case name == "-" || fv.IsZero() && strings.Contains(f.Tag.Get("json"), "omitzero"):
		default:
			args = append(args, argument{name, fv.Interface()})
		}
	}
	if symbol == "" {
		w.list.Add(fieldpath.Required, path, nil, "a name is needed for it in Groovy")
	}
	w.b = append(append(w.b, symbol...), '(')
	for i, arg := range args {
		if i > 0 {
			w.b = append(w.b, ", "...)
		}
		w.b = append(append(w.b, arg.name...), ": "...)
		w.nested(path.Child(arg.name), reflect.ValueOf(arg.value))
	}
	w.b = append(w.b, ')')
}

// nested writes a value inside a call, on one line.
func (w *groovyWriter) nested(path *fieldpath.Path, v reflect.Value) {
	if v.Kind() != reflect.Slice {
		w.value(path, v)
		return
	}
	w.b = append(w.b, '[')
	for i := range v.Len() {
		if i > 0 {
			w.b = append(w.b, ", "...)
		}
		w.value(path.Index(i), v.Index(i))
	}
	w.b = append(w.b, ']')
}
