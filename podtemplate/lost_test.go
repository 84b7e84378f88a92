package podtemplate_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/jenkinscode/jenkinscode/internal/golden"
	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// Whatever the plugin loses, a warning names. Each attribute of a pod and of its
// containers is set in turn in a child's raw pod that is merged into a parent's,
// and each one that the effective pod does not have must have a warning at its
// path. The golden file lists them.
func TestEveryLossOfRawPods(t *testing.T) {
	g := golden.Open(t, "testdata/lost-raw.txtar")
	container := func(c corev1.Container) corev1.Container { c.Name = "maven"; return c }
	var lines []string
	attributes := 0
	try := func(path string, pod corev1.Pod) {
		attributes++
		base := podtemplate.Pod{Spec: corev1.PodSpec{
			Containers:     []corev1.Container{container(corev1.Container{Image: "maven:3"})},
			InitContainers: []corev1.Container{{Name: "init", Image: "busybox"}},
		}}
		r := podtemplate.Registry{Templates: []podtemplate.PodTemplate{
			{ID: "1", Name: "parent", YAML: base},
			{ID: "2", Name: "child", InheritFrom: "parent", YAML: podtemplate.Pod(pod), YAMLMergeStrategy: podtemplate.Merge{}},
		}}
		effective, err := podtemplate.Effective(r.Templates[1], r)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return
		}
		kept := reflect.DeepEqual(lookup(t, pod, path), lookup(t, effective, path))
		var warned []string
		for _, w := range r.Warnings() {
			if p, ok := strings.CutPrefix(w.Path, "templates[1].yaml."); ok {
				warned = append(warned, p)
			}
		}
		switch {
		case kept && len(warned) > 0:
			t.Errorf("%s is kept, and warned of: %v", path, warned)
		case !kept && len(warned) == 0:
			t.Errorf("%s is lost, and not warned of", path)
		case !kept && !slices.ContainsFunc(warned, func(p string) bool {
			return p == path || strings.HasPrefix(path, p+".") || strings.HasPrefix(p, path+".") || strings.HasPrefix(p, path+"[")
		}):
			t.Errorf("%s is lost, but the warning is of %v", path, warned)
		case !kept:
			lines = append(lines, path)
		}
	}
	for name, v := range filled(reflect.TypeFor[corev1.PodSpec](), "containers", "initContainers", "ephemeralContainers", "hostNetwork", "securityContext") {
		try("spec."+name, corev1.Pod{Spec: v.(corev1.PodSpec)})
	}
	try("spec.hostNetwork", corev1.Pod{Spec: corev1.PodSpec{HostNetwork: true}})
	try("spec.ephemeralContainers", corev1.Pod{Spec: corev1.PodSpec{EphemeralContainers: []corev1.EphemeralContainer{{EphemeralContainerCommon: corev1.EphemeralContainerCommon{Name: "debug"}}}}})
	for name, v := range filled(reflect.TypeFor[corev1.PodSecurityContext]()) {
		c := v.(corev1.PodSecurityContext)
		try("spec.securityContext."+name, corev1.Pod{Spec: corev1.PodSpec{SecurityContext: &c}})
	}
	for name, v := range filled(reflect.TypeFor[metav1.ObjectMeta](), "name", "managedFields") {
		try("metadata."+name, corev1.Pod{ObjectMeta: v.(metav1.ObjectMeta)})
	}
	for name, v := range filled(reflect.TypeFor[corev1.Container](), "name", "securityContext", "resources") {
		c := v.(corev1.Container)
		try("spec.containers[maven]."+name, corev1.Pod{Spec: corev1.PodSpec{Containers: []corev1.Container{container(c)}}})
		c.Name = "init"
		try("spec.initContainers[init]."+name, corev1.Pod{Spec: corev1.PodSpec{InitContainers: []corev1.Container{c}}})
	}
	for name, v := range filled(reflect.TypeFor[corev1.ResourceRequirements]()) {
		try("spec.containers[maven].resources."+name, corev1.Pod{Spec: corev1.PodSpec{Containers: []corev1.Container{container(corev1.Container{Resources: v.(corev1.ResourceRequirements)})}}})
	}
	for name, v := range filled(reflect.TypeFor[corev1.SecurityContext]()) {
		c := v.(corev1.SecurityContext)
		try("spec.containers[maven].securityContext."+name, corev1.Pod{Spec: corev1.PodSpec{Containers: []corev1.Container{container(corev1.Container{SecurityContext: &c})}}})
	}
	slices.Sort(lines)
	g.Out("lost", strings.Join(lines, "\n")+"\n")
	t.Logf("%d attributes, %d lost", attributes, len(lines))
}

// The same of attributes of templates: those that a parent sets and a child does
// not get, and those that a child loses because it has a parent or a raw pod.
func TestEveryLossOfTemplates(t *testing.T) {
	g := golden.Open(t, "testdata/lost-fields.txtar")
	var lines []string
	attributes := 0
	// Each template is its own, so these are nobody's loss.
	own := []string{"id", "label"}
	special := map[string]func(t *podtemplate.PodTemplate){
		"nodeUsageMode": func(t *podtemplate.PodTemplate) { t.NodeUsageMode = podtemplate.NodeUsageNormal },
		"podRetention":  func(t *podtemplate.PodTemplate) { t.PodRetention = podtemplate.Always{} },
		"workspaceVolume": func(t *podtemplate.PodTemplate) {
			t.WorkspaceVolume = podtemplate.HostPathWorkspaceVolume{HostPath: "/w"}
		},
		"yaml": func(t *podtemplate.PodTemplate) { t.YAML = podtemplate.RawYAML("spec: {priorityClassName: ci}") },
		"yamls": func(t *podtemplate.PodTemplate) {
			t.YAMLs = []podtemplate.YAML{podtemplate.RawYAML("spec: {priorityClassName: ci}")}
		},
		"yamlMergeStrategy": func(t *podtemplate.PodTemplate) { t.YAMLMergeStrategy = podtemplate.Merge{} },
		"containers": func(t *podtemplate.PodTemplate) {
			t.Containers = []podtemplate.ContainerTemplate{{Name: "a", Image: "a"}}
		},
		"volumes": func(t *podtemplate.PodTemplate) {
			t.Volumes = []podtemplate.Volume{podtemplate.EmptyDirVolume{MountPath: "/v"}}
		},
		"envVars": func(t *podtemplate.PodTemplate) {
			t.EnvVars = []podtemplate.TemplateEnvVar{podtemplate.EnvVar{Key: "A", Value: "1"}}
		},
		"nodeProperties": func(t *podtemplate.PodTemplate) {
			t.NodeProperties = []podtemplate.NodeProperty{podtemplate.ToolLocation{}}
		},
		"nodeSelector": func(t *podtemplate.PodTemplate) { t.NodeSelector = "a=b" },
		"runAsUser":    func(t *podtemplate.PodTemplate) { t.RunAsUser = "7" },
		"runAsGroup":   func(t *podtemplate.PodTemplate) { t.RunAsGroup = "7" },
		"supplementalGroups": func(t *podtemplate.PodTemplate) {
			t.SupplementalGroups = "7"
		},
		"showRawYaml": func(t *podtemplate.PodTemplate) { t.ShowRawYAML = new(false) },
		"inheritFrom": func(t *podtemplate.PodTemplate) {},
	}
	typ := reflect.TypeFor[podtemplate.PodTemplate]()
	for f := range typ.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "name" || strings.HasSuffix(name, "Str") {
			continue
		}
		set := special[name]
		if set == nil {
			set = func(t *podtemplate.PodTemplate) { fill(reflect.ValueOf(t).Elem().FieldByIndex(f.Index), 0) }
		}
		for _, who := range []string{"parent", "child", "beside a raw pod"} {
			attributes++
			parent, child := podtemplate.PodTemplate{ID: "1", Name: "parent"}, podtemplate.PodTemplate{ID: "2", Name: "child", InheritFrom: "parent"}
			switch who {
			case "parent":
				set(&parent)
			case "child":
				set(&child)
			default:
				child.InheritFrom = ""
				child.YAML = podtemplate.RawYAML("metadata: {labels: {a: b}}")
				if name == "yaml" || name == "yamls" || name == "yamlMergeStrategy" {
					continue
				}
				set(&child)
			}
			r := podtemplate.Registry{Templates: []podtemplate.PodTemplate{parent, child}}
			flat, err := r.Flatten(child)
			if err != nil {
				t.Errorf("%s of %s: %v", name, who, err)
				continue
			}
			// What the one template that the plugin makes of both has, and what its pod has.
			alone := podtemplate.PodTemplate{ID: "2", Name: "child"}
			set(&alone)
			want, err := podtemplate.Effective(alone, podtemplate.Registry{})
			if err != nil {
				t.Fatal(err)
			}
			got, err := podtemplate.Effective(child, r)
			if err != nil {
				t.Fatal(err)
			}
			delete(got.Labels, "a")
			same := reflect.DeepEqual(want, got)
			empty, err := podtemplate.Effective(podtemplate.PodTemplate{ID: "2", Name: "child"}, podtemplate.Registry{})
			if err != nil {
				t.Fatal(err)
			}
			if reflect.DeepEqual(want, empty) {
				// It does not show in the pod: the combined template has it or not.
				mine := reflect.ValueOf(alone).FieldByIndex(f.Index).Interface()
				same = reflect.DeepEqual(mine, reflect.ValueOf(flat).FieldByIndex(f.Index).Interface())
				if name == "yamlMergeStrategy" || name == "inheritYamlMergeStrategy" || name == "inheritFrom" {
					same = true // settled by Flatten; see TestUpstreamCases
				}
			}
			var warned []string
			for _, w := range r.Warnings() {
				if p, ok := strings.CutPrefix(w.Path, "templates[1]."); ok {
					warned = append(warned, p)
				}
			}
			switch lost := !same && !slices.Contains(own, name); {
			case lost && !slices.Contains(warned, name):
				t.Errorf("%s of %s is lost; warnings %v", name, who, warned)
			case lost:
				lines = append(lines, fmt.Sprintf("%s (%s)", name, who))
			}
		}
	}
	slices.Sort(lines)
	g.Out("lost", strings.Join(lines, "\n")+"\n")
	t.Logf("%d attributes, %d lost", attributes, len(lines))
}

// lookup returns what stands at a path of a pod, as JSON has it; an element of
// a list is selected by its name.
func lookup(t *testing.T, pod any, path string) any {
	t.Helper()
	b, err := json.Marshal(pod)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	for part := range strings.SplitSeq(path, ".") {
		name, key, selected := strings.Cut(strings.TrimSuffix(part, "]"), "[")
		m, _ := v.(map[string]any)
		v = m[name]
		if selected {
			list, _ := v.([]any)
			v = nil
			for _, e := range list {
				if m, _ := e.(map[string]any); m["name"] == key {
					v = m
				}
			}
		}
	}
	// What the plugin adds is no loss.
	if list, ok := v.([]any); ok && (strings.HasSuffix(path, ".volumes") || strings.HasSuffix(path, ".volumeMounts")) {
		v = slices.DeleteFunc(list, func(e any) bool { return e.(map[string]any)["name"] == "workspace-volume" })
	}
	if m, ok := v.(map[string]any); ok && path == "metadata.labels" {
		maps.DeleteFunc(m, func(k string, _ any) bool { return strings.HasPrefix(k, "jenkins") })
	}
	return v
}

// filled returns, for each attribute of a Kubernetes type, a value that has just
// that one.
func filled(typ reflect.Type, but ...string) map[string]any {
	out := map[string]any{}
	for f := range typ.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || slices.Contains(but, name) {
			continue
		}
		v := reflect.New(typ).Elem()
		fill(v.FieldByIndex(f.Index), 0)
		out[name] = v.Interface()
	}
	return out
}

// fill sets v and some of what is below it to something.
func fill(v reflect.Value, depth int) {
	switch v.Type() {
	case reflect.TypeFor[resource.Quantity]():
		v.Set(reflect.ValueOf(resource.MustParse("1")))
		return
	case reflect.TypeFor[intstr.IntOrString]():
		v.Set(reflect.ValueOf(intstr.FromInt32(8080)))
		return
	case reflect.TypeFor[metav1.Time]():
		v.Set(reflect.ValueOf(metav1.Unix(1, 0)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(7)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), depth)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), depth)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		k, e := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(k, depth)
		fill(e, depth)
		v.SetMapIndex(k, e)
	case reflect.Struct:
		for i := range v.NumField() {
			if depth < 3 && v.Type().Field(i).IsExported() && v.Type().Field(i).Name != "Extra" {
				fill(v.Field(i), depth+1)
			}
		}
	}
}
