package chartgen

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/yamlread"
)

// Imports are the packages that the types in what [Keys] returns may come from,
// for Options.Imports.
func Imports() map[string]string {
	return map[string]string{
		"appsv1":       "k8s.io/api/apps/v1",
		"corev1":       "k8s.io/api/core/v1",
		"networkingv1": "k8s.io/api/networking/v1",
	}
}

// Keys returns the keys of a chart's values, given its folder: those in
// values.yaml, in the order of the file, and what values.schema.json has beyond
// them.
//
// The type is what the schema says, and otherwise that of the default; a key
// with nothing in either is any. What Kubernetes has under a name that charts
// agree on (resources, tolerations, affinity, env, volumes, probes and more) has
// Kubernetes' type, provided that the default is of that form. Maps become
// structs, except for empty ones and those with keys that no Go field can stand
// for. Descriptions are the comments above the keys, in the form of helm-docs
// (# -- text) or of readme-generator (## @param path text) where the file uses it,
// and otherwise the schema's.
//
// A key that the templates pass through tpl, as tpl .Values.a.b, tpl (toYaml
// .Values.a.b) or in the common.tplvalues.render of Bitnami's library, has the
// option tpl. What they pass in a roundabout way, by with, range or variables, a
// program has to add, and likewise better types than a chart's files tell.
func Keys(chart fs.FS) ([]Key, error) {
	r := reader{schemas: map[string]*schema{}, types: map[string]string{"Values": ""}, tpl: map[string]bool{}}
	file, err := fs.ReadFile(chart, "values.yaml")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("chartgen: %w", err)
	}
	docs, err := yamlread.Documents(file, "values.yaml")
	if err != nil {
		return nil, err
	}
	text, err := fs.ReadFile(chart, "values.schema.json")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("chartgen: %w", err)
	}
	var root *schema
	if err == nil {
		root = &schema{}
		if err := json.Unmarshal(text, root); err != nil {
			return nil, &Error{Kind: fieldpath.Invalid, Pos: "values.schema.json", Detail: err.Error()}
		}
		r.root = root
	}
	if err := r.templates(chart); err != nil {
		return nil, err
	}
	var values *yaml.Node
	if len(docs) > 0 {
		values = resolve(docs[0])
		if values.Kind != yaml.MappingNode {
			return nil, &Error{Kind: fieldpath.Invalid, Pos: "values.yaml", Detail: "the values are not a map"}
		}
	}
	r.params = params(string(file))
	r.object("", values, root)
	return r.keys, nil
}

// reader collects keys.
type reader struct {
	root    *schema
	schemas map[string]*schema
	types   map[string]string // path by the name of a type
	tpl     map[string]bool   // paths that pass through tpl
	params  map[string]string // descriptions by @param
	keys    []Key
	depth   int
}

// schema is as much of a JSON schema as says something of types.
type schema struct {
	Ref                  string `json:"$ref"`
	Type                 any
	Title, Description   string
	Properties           map[string]*schema
	AdditionalProperties any
	Items                *schema
	Enum                 []any
	Required             []string
	AnyOf, OneOf, AllOf  []*schema
	Default              any
	Defs                 map[string]*schema `json:"$defs"`
	Definitions          map[string]*schema
}

// UnmarshalJSON reads a schema; true and false, which are schemas too, say
// nothing of types.
func (s *schema) UnmarshalJSON(b []byte) error {
	type plain schema
	if t := strings.TrimSpace(string(b)); t == "true" || t == "false" {
		return nil
	}
	return json.Unmarshal(b, (*plain)(s))
}

// follow resolves references within the file, and a choice of which all but one
// are null.
func (r *reader) follow(s *schema) *schema {
	for range 20 { // a schema may refer to itself
		switch {
		case s == nil:
			return nil
		case strings.HasPrefix(s.Ref, "#/"):
			parts := strings.Split(s.Ref[2:], "/")
			var next *schema
			if len(parts) == 2 && r.root != nil {
				switch parts[0] {
				case "$defs":
					next = r.root.Defs[parts[1]]
				case "definitions":
					next = r.root.Definitions[parts[1]]
				case "properties":
					next = r.root.Properties[parts[1]]
				}
			}
			if next == nil {
				return s
			}
			if s.Description != "" {
				described := *next
				described.Description = s.Description
				next = &described
			}
			s = next
		case len(s.AnyOf)+len(s.OneOf)+len(s.AllOf) > 0 && s.Type == nil && s.Properties == nil:
			var one []*schema
			for _, list := range [][]*schema{s.AnyOf, s.OneOf, s.AllOf} {
				for _, o := range list {
					if o.Type != "null" {
						one = append(one, o)
					}
				}
			}
			if len(one) != 1 {
				return s
			}
			s = one[0]
		default:
			return s
		}
	}
	return nil
}

// kind returns the schema's type; empty when it has none or several.
func (s *schema) kind() string {
	if s == nil {
		return ""
	}
	switch t := s.Type.(type) {
	case string:
		return t
	case []any:
		t = slices.DeleteFunc(slices.Clone(t), func(v any) bool { return v == "null" })
		if len(t) == 1 {
			name, _ := t[0].(string)
			return name
		}
	}
	if s.Properties != nil {
		return "object"
	}
	return ""
}

// object adds the keys below path.
func (r *reader) object(stem string, n *yaml.Node, s *schema) {
	if r.depth > 50 {
		return // a schema that contains itself
	}
	r.depth++
	defer func() { r.depth-- }()
	s = r.follow(s)
	names := map[string]string{"Extra": ""}
	add := func(key string, at, value *yaml.Node) {
		var below *schema
		if s != nil {
			below = r.follow(s.Properties[key])
		}
		k := Key{Path: strings.TrimPrefix(stem+"."+key, ".")}
		if value != nil {
			value = resolve(value)
			k.Default = generic(value)
		} else if below != nil {
			k.Default = below.Default
		}
		if name := GoName(key); names[name] != "" || name == "Extra" {
			for i := 2; ; i++ {
				if k.Name = name + strconv.Itoa(i); names[k.Name] == "" {
					break
				}
			}
			names[k.Name] = key
		} else {
			names[name] = key
		}
		hint := ""
		k.Doc, hint = r.describe(k.Path, at, value, below)
		if r.tpl[k.Path] {
			k.Options = append(k.Options, "tpl")
		}
		if below != nil {
			if enum := enumOf(below.Enum); enum != "" {
				k.Options = append(k.Options, "enum="+enum)
			}
			if slices.Contains(s.Required, key) && k.Default == nil {
				k.Options = append(k.Options, "required")
			}
		}
		k.Type = r.typeOf(k.Path, key, value, below, hint)
		i := len(r.keys)
		r.keys = append(r.keys, k)
		r.below(k.Path, k.Type, value, below)
		if len(r.keys) == i+1 && r.types[strings.TrimLeft(k.Type, "[]*")] == unlisted(k.Path) {
			r.keys[i].Type = strings.Replace(k.Type, strings.TrimLeft(k.Type, "[]*"), "map[string]any", 1) // nothing is known below it
		}
	}
	seen := map[string]bool{}
	if n != nil {
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i].Value
			if !seen[key] && fieldKey.MatchString(key) {
				add(key, n.Content[i], n.Content[i+1])
			}
			seen[key] = true
		}
	}
	if s != nil {
		for _, key := range slices.Sorted(maps.Keys(s.Properties)) {
			if !seen[key] && fieldKey.MatchString(key) {
				add(key, nil, nil)
			}
		}
	}
}

// fieldKey is a key that a field's tag and a path can spell.
var fieldKey = regexp.MustCompile(`^[A-Za-z0-9_/-]+$`)

// below adds the keys of a struct.
func (r *reader) below(at, typ string, n *yaml.Node, s *schema) {
	for strings.HasPrefix(typ, "[]") {
		typ, at, n = typ[2:], at+"[]", nil
		if s != nil {
			s = r.follow(s.Items)
		}
	}
	if path, ok := r.types[typ]; ok && path == unlisted(at) {
		if n != nil && n.Kind != yaml.MappingNode {
			n = nil
		}
		r.object(at, n, s)
	}
}

// typeOf returns the Go type of a key.
func (r *reader) typeOf(at, key string, n *yaml.Node, s *schema, hint string) string {
	if typ := kubernetesType(key, n, s); typ != "" {
		return typ
	}
	kind := s.kind()
	if kind == "" {
		kind = kindOf(n)
	}
	if kind == "" {
		kind = hint
	}
	switch kind {
	case "string":
		return "string"
	case "boolean":
		return "*bool"
	case "integer":
		return "*int"
	case "number":
		return "*float64"
	case "array":
		return "[]" + r.element(at, n, s)
	case "object":
		return r.mapType(at, n, s)
	}
	return "any"
}

// element returns the type of a list's elements.
func (r *reader) element(at string, n *yaml.Node, s *schema) string {
	if s != nil && s.Items != nil {
		items := r.follow(s.Items)
		switch items.kind() {
		case "string":
			return "string"
		case "boolean":
			return "bool"
		case "integer":
			return "int"
		case "number":
			return "float64"
		case "object":
			if items.Properties != nil {
				return r.structName(at)
			}
			return "map[string]any"
		}
		return "any"
	}
	kinds := map[string]bool{}
	if n != nil && n.Kind == yaml.SequenceNode {
		for _, item := range n.Content {
			kinds[kindOf(resolve(item))] = true
		}
	}
	if len(kinds) == 1 {
		for kind, typ := range map[string]string{"string": "string", "boolean": "bool", "integer": "int", "number": "float64", "object": "map[string]any"} {
			if kinds[kind] {
				return typ
			}
		}
	}
	return "any"
}

// mapType returns the type of a map.
func (r *reader) mapType(at string, n *yaml.Node, s *schema) string {
	known := s != nil && len(s.Properties) > 0
	var keys []string
	kinds := map[string]bool{}
	if n != nil && n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			keys = append(keys, n.Content[i].Value)
			kinds[kindOf(resolve(n.Content[i+1]))] = true
		}
	}
	odd := slices.ContainsFunc(keys, func(key string) bool { return !fieldKey.MatchString(key) })
	if (known || len(keys) > 0) && !odd {
		return r.structName(at)
	}
	if len(keys) > 0 && len(kinds) == 1 && kinds["string"] {
		return "map[string]string"
	}
	if s != nil {
		if m, ok := s.AdditionalProperties.(map[string]any); ok && m["type"] == "string" {
			return "map[string]string"
		}
	}
	return "map[string]any"
}

// structName returns a name for the struct at a path: of as many of the last keys
// as it takes to be the only one.
func (r *reader) structName(at string) string {
	parts := strings.FieldsFunc(at, func(c rune) bool { return c == '.' || c == '[' || c == ']' })
	name := ""
	for i := len(parts) - 1; i >= 0; i-- {
		name = GoName(parts[i]) + name
		if _, taken := r.types[name]; !taken {
			break
		}
	}
	for base, i := name, 2; ; i++ {
		if _, taken := r.types[name]; !taken {
			break
		}
		name = base + strconv.Itoa(i)
	}
	r.types[name] = unlisted(at)
	return name
}

// unlisted returns a path without the marks of lists.
func unlisted(path string) string { return strings.ReplaceAll(path, "[]", "") }

// kubernetes are the types of what charts agree to call so.
var kubernetes = map[string]any{
	"affinity":                  corev1.Affinity{},
	"dnsConfig":                 corev1.PodDNSConfig{},
	"env":                       []corev1.EnvVar{},
	"envFrom":                   []corev1.EnvFromSource{},
	"extraContainers":           []corev1.Container{},
	"extraEnv":                  []corev1.EnvVar{},
	"extraEnvFrom":              []corev1.EnvFromSource{},
	"extraEnvVars":              []corev1.EnvVar{},
	"extraInitContainers":       []corev1.Container{},
	"extraVolumeMounts":         []corev1.VolumeMount{},
	"extraVolumes":              []corev1.Volume{},
	"hostAliases":               []corev1.HostAlias{},
	"imagePullSecrets":          []corev1.LocalObjectReference{},
	"initContainers":            []corev1.Container{},
	"lifecycle":                 corev1.Lifecycle{},
	"livenessProbe":             corev1.Probe{},
	"nodeSelector":              map[string]string{},
	"podSecurityContext":        corev1.PodSecurityContext{},
	"readinessProbe":            corev1.Probe{},
	"resources":                 corev1.ResourceRequirements{},
	"securityContext":           corev1.SecurityContext{},
	"sidecars":                  []corev1.Container{},
	"startupProbe":              corev1.Probe{},
	"tls":                       []networkingv1.IngressTLS{},
	"tolerations":               []corev1.Toleration{},
	"topologySpreadConstraints": []corev1.TopologySpreadConstraint{},
	"updateStrategy":            appsv1.StatefulSetUpdateStrategy{},
	"volumeMounts":              []corev1.VolumeMount{},
	"volumes":                   []corev1.Volume{},
}

// kubernetesType returns Kubernetes' type for a key of that name, when default
// and schema have its form.
func kubernetesType(key string, n *yaml.Node, s *schema) string {
	v, ok := kubernetes[key]
	if !ok && (strings.HasSuffix(strings.ToLower(key), "annotations") || strings.HasSuffix(strings.ToLower(key), "labels")) {
		v, ok = map[string]string{}, true
	}
	if !ok {
		return ""
	}
	t := reflect.TypeOf(v)
	want := "object"
	if t.Kind() == reflect.Slice {
		want = "array"
	}
	if kind := s.kind(); kind != "" && kind != want || s != nil && (s.Properties != nil || s.Items != nil && s.Items.Properties != nil) {
		return "" // the chart's own idea of it
	}
	if n == nil && s == nil {
		return ""
	}
	if n != nil && kindOf(n) != "" {
		if kindOf(n) != want || yamlread.Decode(n, reflect.New(t).Interface(), yamlread.Options{Strict: true}) != nil {
			return ""
		}
	}
	return typeName(t)
}

// typeName returns a type as a generated file spells it: corev1.Affinity.
func typeName(t reflect.Type) string {
	if t.Name() == "" && t.Kind() == reflect.Slice {
		return "[]" + typeName(t.Elem())
	}
	if t.PkgPath() == "" {
		return t.String()
	}
	version := path.Base(t.PkgPath())
	return path.Base(path.Dir(t.PkgPath())) + version + "." + t.Name()
}

// resolve follows an alias.
func resolve(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

// kindOf returns the JSON type of a value; empty for null and for none.
func kindOf(n *yaml.Node) string {
	if n == nil {
		return ""
	}
	switch n.Kind {
	case yaml.MappingNode:
		return "object"
	case yaml.SequenceNode:
		return "array"
	}
	switch n.ShortTag() {
	case "!!str", "!!timestamp", "!!binary":
		return "string"
	case "!!bool":
		return "boolean"
	case "!!int":
		return "integer"
	case "!!float":
		return "number"
	}
	return ""
}

func generic(n *yaml.Node) any {
	var v any
	if n.Decode(&v) != nil {
		return nil // the reader of the values reports it
	}
	if b, err := json.Marshal(v); err != nil || json.Unmarshal(b, &v) != nil {
		return nil
	}
	return v
}

func enumOf(values []any) string {
	var words []string
	for _, v := range values {
		s, ok := v.(string)
		if !ok || s == "" || strings.ContainsAny(s, ",|\"`\\") {
			return ""
		}
		words = append(words, s)
	}
	return strings.Join(words, "|")
}

var (
	param    = regexp.MustCompile(`(?m)^\s*##? @param (\S+) (?:\[[^\]]*\] )?(.*)$`)
	typeHint = regexp.MustCompile(`^\(([a-z/]+)\)\s*`)
)

// params returns the descriptions of readme-generator's comments.
func params(file string) map[string]string {
	out := map[string]string{}
	for _, m := range param.FindAllStringSubmatch(file, -1) {
		out[m[1]] = strings.TrimSpace(m[2])
	}
	return out
}

// describe returns what the files say of a key, and the type that helm-docs' form
// of comment tells.
func (r *reader) describe(at string, key, value *yaml.Node, s *schema) (doc, hint string) {
	text := r.params[at]
	if text == "" && key != nil {
		text, hint = commentText(key.HeadComment)
		for _, n := range []*yaml.Node{key, value} {
			if text == "" {
				text, hint = commentText(n.LineComment)
			}
		}
	}
	if text == "" && s != nil {
		if text = s.Description; text == "" {
			text = s.Title
		}
	}
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return "", hint
	}
	if last := text[len(text)-1]; last != '.' && last != '!' && last != '?' && last != ':' {
		text += "."
	}
	return text, hint
}

// commentText returns the text of a comment: what follows # -- where there is
// such a line, else the last paragraph.
func commentText(comment string) (text, hint string) {
	var lines []string
	for line := range strings.Lines(comment) {
		line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "#"))
		switch {
		case strings.HasPrefix(line, "-- "):
			line = line[3:]
			lines = lines[:0]
			if m := typeHint.FindStringSubmatch(line); m != nil {
				line = line[len(m[0]):]
				hint = map[string]string{"string": "string", "bool": "boolean", "int": "integer", "float": "number", "list": "array", "object": "object", "dict": "object"}[m[1]]
			}
		case strings.HasPrefix(line, "@"):
			continue
		case line == "":
			lines = lines[:0]
			continue
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, " "), hint
}

var (
	tplCall    = regexp.MustCompile(`\btpl\s+\(*(?:(?:toYaml|toString|default\s+"[^"]*")\s+\(?\s*)*\$?[a-zA-Z]*\.Values\.([A-Za-z0-9_.-]+)`)
	tplLibrary = regexp.MustCompile(`tplvalues\.render"?\s+\(\s*dict\s+"value"\s+\(?\$?[a-zA-Z]*\.Values\.([A-Za-z0-9_.-]+)`)
)

// templates finds the values that pass through tpl.
func (r *reader) templates(chart fs.FS) error {
	err := fs.WalkDir(chart, "templates", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".yaml", ".yml", ".tpl", ".txt"}, path.Ext(name)) {
			return err
		}
		text, err := fs.ReadFile(chart, name)
		if err != nil {
			return err
		}
		for _, re := range []*regexp.Regexp{tplCall, tplLibrary} {
			for _, m := range re.FindAllStringSubmatch(string(text), -1) {
				r.tpl[m[1]] = true
			}
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("chartgen: %w", err)
	}
	return nil
}
