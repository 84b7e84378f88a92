package yamltext_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

// The shapes that rooms declare: an interface with one struct per alternative.
type (
	cloud   interface{ cloud() }
	isCloud struct{}

	kubernetes struct {
		isCloud   `json:"-" jc:"symbol=kubernetes"`
		Name      string         `json:"name,omitzero"`
		Templates []template     `json:"templates,omitzero"`
		Extra     map[string]any `json:",inline"`
	}
	plain struct {
		isCloud `json:"-" jc:"symbol=plain,braces"`
		Name    string `json:"name,omitzero"`
	}
	raw struct {
		isCloud
		Symbol     string         `json:"-" jc:"symbol"`
		Attributes map[string]any `json:",inline"`
	}
	template struct {
		Name  string   `json:"name,omitzero"`
		YAML  podYAML  `json:"yaml,omitzero"`
		Args  []string `json:"args,omitzero"`
		Limit *int     `json:"limit,omitzero"`
	}
	podYAML struct {
		Pod *corev1.Pod
		Raw string
	}
	document struct {
		Clouds  []cloud    `json:"clouds,omitzero"`
		Main    kubernetes `json:"main,omitzero"`
		Message string     `json:"message,omitzero" jc:"tpl"`
		Any     any        `json:"any,omitzero"`
	}
)

func (isCloud) cloud() {}

func (p podYAML) EmbedYAML() (any, yamltext.Options) {
	if p.Pod == nil {
		return p.Raw, yamltext.Options{}
	}
	return p.Pod, yamltext.Options{Header: "A pod."}
}

func (d document) AppendText(b []byte) ([]byte, error) {
	return yamltext.Append(b, d, yamltext.Options{JCasC: true})
}

func TestMarshal(t *testing.T) {
	pod := &corev1.Pod{
		TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "Pod"},
		Spec: corev1.PodSpec{
			Containers: []corev1.Container{{
				Name: "jnlp", Image: "jenkins/inbound-agent:3355.v388858a_47b_33-3",
				Args:    []string{"--verbose", "-x", "-1", "a: b", "a\n  b\n"},
				Command: []string{"sh", "-c", "set -eu\n\n\techo $HOME\n"},
				Resources: corev1.ResourceRequirements{Limits: corev1.ResourceList{
					"memory": resource.MustParse("1Gi"), "cpu": resource.MustParse("1.5"),
				}},
				LivenessProbe: &corev1.Probe{ProbeHandler: corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{Path: "/", Port: intstr.FromString("http")}}},
				Env:           []corev1.EnvVar{{Name: "ON", Value: "on"}, {Name: "EMPTY"}},
			}},
		},
	}
	tests := []struct {
		reason string
		in     any
		opts   yamltext.Options
		want   string
	}{
		{
			"a Kubernetes object has no zero structs in it; lists stand under their key",
			&appsv1.Deployment{
				ObjectMeta: metav1.ObjectMeta{Name: "a", Labels: map[string]string{"b": "1", "a": "true"}, CreationTimestamp: metav1.NewTime(time.Unix(0, 0))},
				Spec:       appsv1.DeploymentSpec{Replicas: new(int32(0)), Template: corev1.PodTemplateSpec{Spec: pod.Spec}},
			},
			yamltext.Options{Header: "Generated.\n\nDo not edit."},
			`# Generated.
#
# Do not edit.
metadata:
  name: a
  creationTimestamp: "1970-01-01T00:00:00Z"
  labels:
    a: "true"
    b: "1"
spec:
  replicas: 0
  selector: null
  template:
    spec:
      containers:
      - name: jnlp
        image: jenkins/inbound-agent:3355.v388858a_47b_33-3
        command:
        - sh
        - -c
        - |
          set -eu

          	echo $HOME
        args:
        - --verbose
        - -x
        - "-1"
        - "a: b"
        - |
          a
            b
        env:
        - name: "ON"
          value: "on"
        - name: EMPTY
        resources:
          limits:
            cpu: 1500m
            memory: 1Gi
        livenessProbe:
          httpGet:
            path: /
            port: http
`,
		},
		{
			"alternatives in interfaces carry their symbol, a struct in its own slot does not",
			document{
				Clouds: []cloud{
					kubernetes{Name: "a", Templates: []template{{Name: "x"}, {}}, Extra: map[string]any{"b": 1, "a": []any{[]int{1, 2}, map[string]any{}, nil}}},
					&kubernetes{},
					raw{Symbol: "ec2", Attributes: map[string]any{"region": "eu-west-1"}},
					raw{Symbol: "on"},
					plain{},
					plain{Name: "c"},
				},
				Main: kubernetes{Name: "b"},
			},
			yamltext.Options{},
			`clouds:
- kubernetes:
    name: a
    templates:
    - name: x
    - {}
    a:
    - - 1
      - 2
    - {}
    - null
    b: 1
- kubernetes
- ec2:
    region: eu-west-1
- "on"
- plain: {}
- plain:
    name: c
main:
  name: b
`,
		},
		{
			"documents in documents are indented while being written",
			map[string]any{"data": map[string]any{"jenkins.yaml": document{Clouds: []cloud{kubernetes{Templates: []template{
				{YAML: podYAML{Pod: &corev1.Pod{Spec: corev1.PodSpec{Containers: []corev1.Container{{Command: []string{"a\n\nb"}}}}}}},
				{YAML: podYAML{Raw: "a: 1\nb: 2"}},
			}}}}}},
			yamltext.Options{},
			`data:
  jenkins.yaml: |
    clouds:
    - kubernetes:
        templates:
        - yaml: |
            # A pod.
            spec:
              containers:
              - name: ""
                command:
                - |-
                  a

                  b
        - yaml: |-
            a: 1
            b: 2
`,
		},
		{
			"text that a block would change is quoted",
			[]string{"", "a\r\nb", "a\n\n", "\n", " a\nb", "\n\na\n", "\ta\n", "a\n \n", "a\u2028\nb", "\ufeff", "é\u0085", "tab\there", " x"},
			yamltext.Options{},
			"- \"\"\n- \"a\\r\\nb\"\n- \"a\\n\\n\"\n- \"\\n\"\n- |2-\n   a\n  b\n- |2\n\n\n  a\n- |2\n  \ta\n- \"a\\n \\n\"\n" +
				"- \"a\\u2028\\nb\"\n- \"\\ufeff\"\n- \"é\\u0085\"\n- \"tab\\there\"\n- \" x\"\n",
		},
		{
			"numbers, JSON and bytes",
			[]any{1.0, 1.5, 1e21, 1e-7, float32(0.1), uint64(math.MaxUint64), json.RawMessage(`{"b":[1.10,{}],"a":"x\u003c","z":null}`), json.Number("12345678901234567890"), []byte("hi"), resource.MustParse("100m"), intstr.FromInt32(80), struct {
				N int `json:",string"`
			}{5}},
			yamltext.Options{},
			`- 1
- 1.5
- 1.0e+21
- 1.0e-7
- 0.1
- 18446744073709551615
- b:
  - 1.10
  - {}
  a: x<
  z: null
- 12345678901234567890
- aGk=
- 100m
- 80
- "N": "5"
`,
		},
		{
			"JCasC drops unquoted floats",
			map[string]any{"f": 1.5, "i": 2.0, "n": json.Number("1.10")},
			yamltext.Options{JCasC: true},
			"f: \"1.5\"\ni: 2\n\"n\": \"1.10\"\n",
		},
		{"a lone string", "a\nb\n", yamltext.Options{}, "|\n  a\n  b\n"},
		{"nothing", nil, yamltext.Options{}, "null\n"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			got, err := yamltext.Marshal(tt.in, tt.opts)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != tt.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}

func TestText(t *testing.T) {
	shout := yamltext.Options{Text: func(dst []byte, s string, tpl bool) ([]byte, error) {
		if s == "bad" {
			return dst, errors.New("no bad words")
		}
		if tpl {
			s = strings.ToUpper(s)
		}
		return append(dst, strings.ReplaceAll(s, "i", "!")...), nil
	}}
	in := map[string]any{
		"i": "i", "tpl": document{}, "pod": podYAML{Pod: &corev1.Pod{Spec: corev1.PodSpec{NodeName: "i"}}},
		"s": struct {
			M string `json:"m" jc:"tpl"`
		}{"i"},
	}
	delete(in, "tpl")
	got, err := yamltext.Marshal(in, shout)
	if err != nil {
		t.Fatal(err)
	}
	want := "i: \"!\"\npod: |\n  # A pod.\n  spec:\n    conta!ners: null\n    nodeName: !\ns:\n  m: I\n"
	if string(got) != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	_, err = yamltext.Marshal(map[string]any{"a": []string{"bad"}, "b": "bad"}, shout)
	if want := "a[0]: invalid value: no bad words"; err == nil || !strings.Contains(err.Error(), "no bad words") || len(fieldpath.Errors(err)) != 2 {
		t.Errorf("got %v, want %s", err, want)
	}
}

type cycle struct {
	Next *cycle `json:"next,omitzero"`
}

func TestErrors(t *testing.T) {
	loop := new(cycle)
	loop.Next = loop
	self := map[string]any{}
	self["a"] = self
	tests := []struct {
		in   any
		opts yamltext.Options
		want string
	}{
		{
			document{Clouds: []cloud{kubernetes{Name: "\x00", Templates: []template{{Args: []string{"a", "\x7f"}}}, Extra: map[string]any{"name": 1, "b\x01": 1}}}},
			yamltext.Options{},
			"clouds[0].kubernetes.b\x01: invalid value \"b\\x01\": YAML text cannot hold the control character U+0001\n" +
				"clouds[0].kubernetes.name: duplicate: the key \"name\" is written already\n" +
				"clouds[0].kubernetes.name: invalid value \"\\x00\": YAML text cannot hold the control character U+0000\n" +
				"clouds[0].kubernetes.templates[0].args[1]: invalid value \"\\x7f\": YAML text cannot hold the control character U+007F",
		},
		{
			map[string]any{"a": "x" + live.Mark(live.JCasC, "V"), "b": "\xff", "c": math.NaN(), "d": json.RawMessage("{"), "e": func() {}},
			yamltext.Options{},
			"[a]: invalid value \"${V}\": a JCasC variable means nothing here\n[b]: invalid value \"\\xff\": not valid UTF-8\n" +
				"[c]: invalid value \"NaN\": not a number that JSON can hold\n[d]: invalid value \"{\": not valid JSON\n[e]: invalid value: YAML has nothing for a Go func()",
		},
		{[]any{nil, map[string]any{"a": nil}}, yamltext.Options{JCasC: true}, "[0]: lost: JCasC drops a null; leave the attribute out\n[1][a]: lost: JCasC drops a null; leave the attribute out"},
		{map[string]any{"data": document{Clouds: []cloud{kubernetes{Name: "\x00"}}}}, yamltext.Options{}, "[data].clouds[0].kubernetes.name: invalid value \"\\x00\": YAML text cannot hold the control character U+0000"},
		{loop, yamltext.Options{}, "nested deeper"},
		{self, yamltext.Options{}, "nested deeper"},
	}
	for _, tt := range tests {
		dst, err := yamltext.Append([]byte("x"), tt.in, tt.opts)
		if err == nil {
			t.Errorf("no error, want %s; got\n%s", tt.want, dst)
			continue
		}
		if string(dst) != "x" {
			t.Errorf("dst is %q", dst)
		}
		if got := err.Error(); got != tt.want && !(tt.want == "nested deeper" && strings.Contains(got, tt.want)) {
			t.Errorf("got:\n%s\nwant:\n%s", got, tt.want)
		}
	}
}

// counter writes itself through a pointer, and changes what it finds there.
type counter struct{ N int }

func (c *counter) MarshalJSON() ([]byte, error) {
	c.N++
	return json.Marshal(c.N)
}

// What an interface holds is not handed to methods that might change it.
func TestHeldValues(t *testing.T) {
	type holder struct {
		Counters [1]counter `json:"counters"`
	}
	for _, v := range []any{
		counter{6},
		holder{[1]counter{{6}}},
		map[string]any{"a": counter{6}},
		[]any{holder{[1]counter{{6}}}},
		struct {
			V fmt.Stringer `json:"v"`
		}{stringerCounter{counter{6}}},
	} {
		for range 2 {
			b, err := yamltext.Marshal(v, yamltext.Options{})
			if err != nil || !strings.Contains(string(b), "7") {
				t.Errorf("%T: got %q, %v", v, b, err)
			}
		}
	}
}

type stringerCounter struct{ counter }

func (stringerCounter) String() string { return "" }
