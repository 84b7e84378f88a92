package podtemplate

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

// pod is a pod together with what Kubernetes types can't tell: whether a
// boolean is set to false or not set, which the plugin's merge distinguishes.
type pod struct {
	corev1.Pod     // its containers stand below
	containers     []container
	initContainers []container
	hostNetwork    *bool
}

type container struct {
	corev1.Container
	tty       *bool
	resources bool // resources are given, be they empty
}

// final returns the pod as Kubernetes types.
func (p *pod) final() *corev1.Pod {
	out := p.Pod.DeepCopy()
	out.Spec.Containers = finals(p.containers)
	out.Spec.InitContainers = finals(p.initContainers)
	out.Spec.HostNetwork = p.hostNetwork != nil && *p.hostNetwork
	return out
}

func finals(in []container) []corev1.Container {
	out := make([]corev1.Container, 0, len(in))
	for _, c := range in {
		f := c.DeepCopy()
		f.TTY = c.tty != nil && *c.tty
		if f.SecurityContext != nil && f.SecurityContext.Capabilities != nil {
			unsetEmpty(f.SecurityContext.Capabilities)
		}
		out = append(out, *f)
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// yaml returns the pod as it is written: as Kubernetes types, or as text when it
// says what they can't.
func (p *pod) yaml() (YAML, error) {
	said := p.hostNetwork != nil && !*p.hostNetwork
	for _, list := range [][]container{p.initContainers, p.containers} {
		for i := range list {
			c := &list[i]
			said = said || c.tty != nil && !*c.tty || c.resources && !hasResources(c)
		}
	}
	if !said {
		return Pod(*p.final()), nil
	}
	var w writtenPod
	final := p.final()
	w.TypeMeta, w.ObjectMeta, w.Spec.PodSpec, w.Spec.HostNetwork = final.TypeMeta, final.ObjectMeta, final.Spec, p.hostNetwork
	w.APIVersion, w.Kind = orElse(w.APIVersion, "v1"), orElse(w.Kind, "Pod")
	w.Spec.InitContainers, w.Spec.Containers = writtenContainers(p.initContainers), writtenContainers(p.containers)
	// Live parts stay as they are: whoever writes the text makes them live.
	b, err := yamltext.Marshal(w, yamltext.Options{Text: func(dst []byte, s string, _ bool) ([]byte, error) {
		return append(dst, s...), nil
	}})
	return RawYAML(b), err
}

func hasResources(c *container) bool {
	return c.Resources.Requests != nil || c.Resources.Limits != nil || c.Resources.Claims != nil
}

// writtenPod is a pod that can say false, and that there are no resources.
type writtenPod struct {
	metav1.TypeMeta
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec              struct {
		corev1.PodSpec
		InitContainers []writtenContainer `json:"initContainers,omitempty"`
		Containers     []writtenContainer `json:"containers,omitempty"`
		HostNetwork    *bool              `json:"hostNetwork,omitempty"`
	} `json:"spec,omitempty"`
}

type writtenContainer struct {
	corev1.Container
	Resources *corev1.ResourceRequirements `json:"resources,omitempty"`
	TTY       *bool                        `json:"tty,omitempty"`
}

func writtenContainers(in []container) []writtenContainer {
	var out []writtenContainer
	for i := range in {
		c := &in[i]
		w := writtenContainer{Container: *c.DeepCopy(), TTY: c.tty}
		if c.resources || hasResources(c) {
			w.Resources = &w.Container.Resources
		}
		out = append(out, w)
	}
	return out
}

// unsetEmpty makes lists nil that are empty.
func unsetEmpty(c *corev1.Capabilities) {
	if len(c.Add) == 0 {
		c.Add = nil
	}
	if len(c.Drop) == 0 {
		c.Drop = nil
	}
}

// readPod takes p apart. What is false or empty in it counts as not set, as it
// is not written either.
//
// The parts are those of p itself, as with every pod here: what lies behind a
// pointer, in a map or in an element of a slice is replaced, never changed. Only
// [pod.final] makes copies.
func readPod(p *Pod) *pod {
	out := &pod{Pod: corev1.Pod(*p)}
	out.containers = readContainers(p.Spec.Containers, nil)
	out.initContainers = readContainers(p.Spec.InitContainers, nil)
	out.Spec.Containers, out.Spec.InitContainers = nil, nil
	if p.Spec.HostNetwork {
		out.hostNetwork = new(true)
	}
	return out
}

func readContainers(in []corev1.Container, tree any) []container {
	if len(in) == 0 {
		return nil
	}
	list, _ := tree.([]any)
	out := make([]container, len(in))
	for i := range in {
		c := &out[i]
		c.Container = in[i]
		c.resources = hasResources(c)
		if c.SecurityContext != nil && c.SecurityContext.Capabilities != nil {
			// In what the plugin reads a list that is not given is an empty one, which overrides the parent's.
			s, k := *c.SecurityContext, *c.SecurityContext.Capabilities
			k.Add, k.Drop = append([]corev1.Capability{}, k.Add...), append([]corev1.Capability{}, k.Drop...)
			s.Capabilities, c.SecurityContext = &k, &s
		}
		if c.TTY {
			c.tty = new(true)
		}
		if i < len(list) {
			m, _ := list[i].(map[string]any)
			if tty, ok := m["tty"].(bool); ok {
				c.tty = &tty
			}
			_, given := m["resources"]
			c.resources = c.resources || given
		}
		c.TTY = false
	}
	return out
}

// maxCodePoints is what SnakeYAML, and with it JCasC, reads at most.
const maxCodePoints = 3 << 20

// parsed are pods by their texts. All who have the same text have the same pod,
// which is never changed: see readPod.
var parsed = recent[string, *pod]{most: 1 << 7}

// parsePod reads the text of a pod.
func parsePod(text string) (*pod, fieldpath.List) {
	if p, ok := parsed.get(text); ok {
		return p, nil
	}
	p, list := decodePod(text)
	if len(list) == 0 {
		parsed.keep(text, p)
	}
	return p, list
}

// decodePod reads a pod the way the plugin's reader does: scalars take the type
// of the field they stand in, so that an environment variable may have the
// value 1, and numbers may be octal.
func decodePod(text string) (*pod, fieldpath.List) {
	var list fieldpath.List
	if len(text) > maxCodePoints && utf8.RuneCountInString(text) > maxCodePoints {
		list.Add(fieldpath.Limit, nil, nil, fmt.Sprintf("%d bytes; the YAML reader of Jenkins takes 3 MiB", len(text)))
		return nil, list
	}
	if strings.TrimSpace(text) == "" {
		return &pod{}, nil
	}
	var doc, more yaml.Node
	d := yaml.NewDecoder(strings.NewReader(text))
	if err := d.Decode(&doc); err != nil && !errors.Is(err, io.EOF) {
		list.Add(fieldpath.Invalid, nil, nil, syntax(text, err))
		return nil, list
	}
	if err := d.Decode(&more); err == nil {
		list.Add(fieldpath.Invalid, nil, nil, fmt.Sprintf("line %d begins a second document, which the plugin does not read", more.Line))
		return nil, list
	} else if !errors.Is(err, io.EOF) {
		list.Add(fieldpath.Invalid, nil, nil, syntax(text, err))
		return nil, list
	}
	if doc.Kind == 0 || len(doc.Content) == 0 || isNull(doc.Content[0]) {
		return &pod{}, nil
	}
	r := treeReader{}
	tree, _ := r.value(nil, doc.Content[0], reflect.TypeFor[corev1.Pod](), 0).(map[string]any)
	if len(r.list) > 0 {
		return nil, r.list
	}
	out := &pod{}
	b, err := json.Marshal(tree)
	if err == nil {
		err = json.Unmarshal(b, &out.Pod)
	}
	if err != nil {
		list.Add(fieldpath.Invalid, nil, nil, err.Error())
		return nil, list
	}
	spec, _ := tree["spec"].(map[string]any)
	out.containers = readContainers(out.Spec.Containers, spec["containers"])
	out.initContainers = readContainers(out.Spec.InitContainers, spec["initContainers"])
	out.Spec.Containers, out.Spec.InitContainers = nil, nil
	if h, ok := spec["hostNetwork"].(bool); ok {
		out.hostNetwork = &h
	}
	return out, nil
}

// syntax says in words what is wrong with a text that is no YAML.
func syntax(text string, err error) string {
	n := 0
	for line := range strings.Lines(text) {
		n++
		indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		if strings.Contains(indent, "\t") && strings.TrimSpace(line) != "" {
			return fmt.Sprintf("line %d is indented with a tab; YAML indents with spaces", n)
		}
	}
	return strings.TrimPrefix(err.Error(), "yaml: ")
}

// treeReader turns YAML nodes into what encoding/json writes, guided by a type.
type treeReader struct{ list fieldpath.List }

const maxTreeDepth = 100

var (
	quantityType = reflect.TypeFor[resource.Quantity]()
	intOrString  = reflect.TypeFor[intstr.IntOrString]()
	timeType     = reflect.TypeFor[metav1.Time]()
	bytesType    = reflect.TypeFor[[]byte]()
)

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

func (r *treeReader) bad(path *fieldpath.Path, n *yaml.Node, kind fieldpath.Kind, value any, format string, args ...any) {
	r.list.Add(kind, path, value, fmt.Sprintf("line %d: ", n.Line)+fmt.Sprintf(format, args...))
}

func (r *treeReader) value(path *fieldpath.Path, n *yaml.Node, t reflect.Type, depth int) any {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case n.Kind == yaml.AliasNode:
		r.bad(path, n, fieldpath.Invalid, "*"+n.Value, "the plugin takes an alias for a string; write the value out")
		return nil
	case n.Anchor != "":
		r.bad(path, n, fieldpath.Invalid, "&"+n.Anchor, "the plugin does not resolve anchors; write the value out")
		return nil
	case depth > maxTreeDepth:
		r.bad(path, n, fieldpath.Limit, nil, "nested too deeply")
		return nil
	case isNull(n):
		return nil
	}
	switch {
	case n.Kind == yaml.ScalarNode:
		return r.scalar(path, n, t)
	case n.Kind == yaml.SequenceNode && t.Kind() == reflect.Slice && t != bytesType:
		out := make([]any, 0, len(n.Content))
		for i, e := range n.Content {
			if isNull(e) {
				r.bad(path.Index(i), e, fieldpath.Invalid, nil, "an empty element")
				continue
			}
			out = append(out, r.value(path.Index(i), e, t.Elem(), depth+1))
		}
		return out
	case n.Kind == yaml.MappingNode && (t.Kind() == reflect.Map || t.Kind() == reflect.Struct) && !scalarType(t):
		return r.mapping(path, n, t, depth)
	}
	r.bad(path, n, fieldpath.Invalid, nil, "%s stands where %s must", nodeName(n), typeName(t))
	return nil
}

func (r *treeReader) mapping(path *fieldpath.Path, n *yaml.Node, t reflect.Type, depth int) any {
	out := map[string]any{}
	var fields map[string]reflect.Type
	if t.Kind() == reflect.Struct {
		fields = jsonFields(t)
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind != yaml.ScalarNode || key.Anchor != "" {
			r.bad(path, key, fieldpath.Invalid, nil, "a key that is not plain text")
			continue
		}
		name := key.Value
		at := path.Child(name)
		elem, ok := fields[name]
		if t.Kind() == reflect.Map {
			at, elem, ok = path.Key(name), t.Elem(), true
		}
		if name == "<<" && key.Style == 0 {
			r.bad(path, key, fieldpath.Invalid, "<<", "the plugin does not merge maps; write the values out")
			continue
		}
		if _, twice := out[name]; twice {
			r.bad(at, key, fieldpath.Duplicate, nil, "the key stands twice")
			continue
		}
		if !ok {
			detail := "no such field of a pod here"
			if near := nearest(name, fields); near != "" {
				detail += "; is " + near + " meant?"
			}
			r.bad(at, key, fieldpath.Unknown, nil, "%s", detail)
			continue
		}
		if isNull(value) && slices.Contains(dereferenced, name) && elem.Kind() == reflect.Slice {
			r.bad(at, value, fieldpath.Invalid, nil, "the plugin fails when there is nothing after this key; leave it out")
			continue
		}
		if v := r.value(at, value, elem, depth+1); v != nil {
			out[name] = v
		}
	}
	return out
}

// dereferenced are the lists that the plugin reads without asking whether they
// are null.
var dereferenced = []string{"containers", "initContainers", "volumes", "imagePullSecrets", "volumeMounts", "envFrom"}

func (r *treeReader) scalar(path *fieldpath.Path, n *yaml.Node, t reflect.Type) any {
	text := n.Value
	quoted := n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
	switch {
	case t == quantityType:
		if _, err := resource.ParseQuantity(text); err != nil && !live.Has(text) {
			r.bad(path, n, fieldpath.Invalid, text, "not a quantity such as 500m, 2 or 512Mi")
			return nil
		} else if err != nil {
			return nil
		}
		return text
	case t == intOrString:
		if i, err := strconv.ParseInt(text, 10, 32); err == nil && !quoted {
			return i
		}
		return text
	case t == timeType, t == bytesType, t.Kind() == reflect.String:
		return text
	case t.Kind() == reflect.Bool:
		switch text {
		case "true", "True", "TRUE":
			return true
		case "false", "False", "FALSE":
			return false
		}
	case t.Kind() >= reflect.Int && t.Kind() <= reflect.Uint64:
		base := 0
		if quoted {
			base = 10
		}
		if i, err := strconv.ParseInt(text, base, t.Bits()); err == nil {
			return i
		}
	case t.Kind() == reflect.Float64, t.Kind() == reflect.Float32:
		if f, err := strconv.ParseFloat(text, 64); err == nil {
			return f
		}
	}
	if live.Has(text) {
		return nil // a variable's value can't be known here
	}
	r.bad(path, n, fieldpath.Invalid, text, "%s must stand here", typeName(t))
	return nil
}

func scalarType(t reflect.Type) bool { return t == quantityType || t == intOrString || t == timeType }

func nodeName(n *yaml.Node) string {
	if n.Kind == yaml.SequenceNode {
		return "a list"
	}
	return "a map"
}

func typeName(t reflect.Type) string {
	switch {
	case scalarType(t), t.Kind() == reflect.String, t == bytesType:
		return "text"
	case t.Kind() == reflect.Slice:
		return "a list"
	case t.Kind() == reflect.Map, t.Kind() == reflect.Struct:
		return "a map"
	case t.Kind() == reflect.Bool:
		return "true or false"
	}
	return "a number"
}

// jsonFields returns the fields of t by the names they have in JSON.
func jsonFields(t reflect.Type) map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			maps.Copy(out, jsonFields(f.Type))
		case f.IsExported() && name != "" && name != "-":
			out[name] = f.Type
		}
	}
	return out
}

// nearest returns the field whose name is name but for case, or that name
// almost is.
func nearest(name string, fields map[string]reflect.Type) string {
	for _, f := range slices.Sorted(maps.Keys(fields)) {
		if strings.EqualFold(f, name) || f == name+"s" || f+"s" == name {
			return f
		}
	}
	return ""
}
