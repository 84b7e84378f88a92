package podtemplate_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// What is wrong between templates.
func TestValidateRegistry(t *testing.T) {
	type (
		template = podtemplate.PodTemplate
		k        = podtemplate.ContainerTemplate
		raw      = podtemplate.RawYAML
	)
	registry := func(templates ...template) podtemplate.Registry { return podtemplate.Registry{Templates: templates} }
	tests := []struct {
		reason   string
		registry podtemplate.Registry
		want     []string
	}{
		{"sound", registry(template{Name: "a"}, template{Name: "b", InheritFrom: "a"}, template{Name: "c", InheritFrom: " a  b "}), nil},
		{"unknown parent", registry(template{Name: "a"}, template{Name: "b", InheritFrom: "a nobody"}), []string{
			`templates[1].inheritFrom: not found "nobody": no template has this name; the plugin would ignore it (allowed: a, b)`,
		}},
		{"a cycle", registry(template{Name: "a", InheritFrom: "c"}, template{Name: "b", InheritFrom: "a"}, template{Name: "c", InheritFrom: "b"}), []string{
			`templates[0].inheritFrom: conflict: the template inherits from itself, without end: a → c → b → a`,
			`templates[1].inheritFrom: conflict: the template inherits from itself, without end: b → a → c → b`,
			`templates[2].inheritFrom: conflict: the template inherits from itself, without end: c → b → a → c`,
		}},
		{"itself", registry(template{Name: "a", InheritFrom: "a"}, template{Name: "b", InheritFrom: "a"}), []string{
			`templates[0].inheritFrom: conflict: the template inherits from itself, without end: a → a`,
		}},
		{"twice", registry(template{ID: "1", Name: "a"}, template{ID: "1", Name: " a "}), []string{
			`templates[1].id: duplicate "1": another template has it`,
			`templates[1].name: duplicate "a": another template has it; the plugin inherits from the first`,
		}},
		{"provider", podtemplate.Registry{DefaultsProviderTemplate: "base", Templates: []template{{Name: "a"}}}, []string{
			`defaultsProviderTemplate: not found "base": no template has this name (allowed: a)`,
		}},
		{"provider that inherits from others", podtemplate.Registry{
			DefaultsProviderTemplate: "base", Templates: []template{{Name: "root", ServiceAccount: "ci"}, {Name: "base", InheritFrom: "root"}, {Name: "a"}},
		}, nil},
		{"a volume that nobody declares", registry(
			template{Name: "a", YAML: raw("spec: {containers: [{name: jnlp, volumeMounts: [{name: cache, mountPath: /cache}]}], initContainers: [{name: i, image: i, volumeMounts: [{name: x, mountPath: /x}]}]}")},
		), []string{
			`templates[0].yaml.spec.containers[0].volumeMounts[/cache].name: not found "cache": container jnlp mounts a volume that nobody declares (allowed: workspace-volume)`,
			`templates[0].yaml.spec.initContainers[0].volumeMounts[/x].name: not found "x": container i mounts a volume that nobody declares (allowed: workspace-volume)`,
		}},
		{"a volume that the parent declares", registry(
			template{Name: "a", YAML: raw("spec: {volumes: [{name: cache, emptyDir: {}}]}")},
			template{Name: "b", InheritFrom: "a", YAMLMergeStrategy: podtemplate.Merge{}, YAML: raw("spec: {containers: [{name: jnlp, volumeMounts: [{name: cache, mountPath: /cache}]}]}")},
		), nil},
		{"a volume that the parent declared until it was overridden", registry(
			template{Name: "a", YAML: raw("spec: {volumes: [{name: cache, emptyDir: {}}]}")},
			template{Name: "b", InheritFrom: "a", YAML: raw("spec: {containers: [{name: jnlp, volumeMounts: [{name: cache, mountPath: /cache}]}]}")},
		), []string{
			`templates[1].yaml.spec.containers[0].volumeMounts[/cache].name: not found "cache": container jnlp mounts a volume that nobody declares (allowed: workspace-volume)`,
		}},
		{"a field's volume by its name", registry(template{
			Name: "a", Volumes: []podtemplate.Volume{podtemplate.EmptyDirVolume{MountPath: "/m"}},
			YAML: raw("spec: {containers: [{name: x, image: x, volumeMounts: [{name: volume-0, mountPath: /cache}]}]}"),
		}), nil},
		{"no image", registry(template{Name: "a", YAML: raw("spec: {containers: [{name: x}, {name: jnlp}]}")}), []string{
			`templates[0].yaml.spec.containers[0].image: required: neither this template nor a parent gives container x an image`,
		}},
		{"what can't be combined", registry(
			template{Name: "a", Containers: []k{{Name: "x", Image: "x"}}, YAML: raw("spec: {containers: [{name: x, volumeMounts: [{name: a, mountPath: /a}, {name: b, mountPath: /a}]}]}")},
		), []string{}},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			got := findings(tt.registry.Validate())
			if tt.want != nil && len(tt.want) == 0 {
				tt.want = nil // what a template's own check says is not said again
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// What Jenkins takes and hardly anyone means.
func TestWarnings(t *testing.T) {
	type (
		template = podtemplate.PodTemplate
		k        = podtemplate.ContainerTemplate
		raw      = podtemplate.RawYAML
	)
	one := func(t template) []template { t.ID = "1"; return []template{t} }
	tests := []struct {
		reason    string
		templates []template
		want      []string
	}{
		{"sound", one(template{Name: "a", Containers: []k{{Name: "maven", Image: "maven:3", Command: "sleep", Args: "9d"}}}), nil},
		{"no id", []template{{Name: "a"}}, []string{
			"templates[0].id: required: without one, running agents lose their template whenever Jenkins loads its configuration; WithIDs derives one",
		}},

		// The agent's container, overridden by accident.
		{"jnlp with a command", one(template{Name: "a", Containers: []k{{Name: "jnlp", Image: "jenkins/inbound-agent", Command: "sleep", Args: "9d"}}}), []string{
			`templates[0].containers[0].command: conflict "sleep": the command replaces the agent of container jnlp, so that it never connects; call the container something else, or set agentInjection`,
		}},
		{"jnlp with a command in the raw pod", one(template{Name: "a", YAML: raw("spec: {containers: [{name: x, image: x}, {name: jnlp, command: [cat], tty: true}]}")}), []string{
			`templates[0].yaml.spec.containers[1].command: conflict "cat": the command replaces the agent of container jnlp, so that it never connects; call the container something else, or set agentInjection`,
		}},
		{"jnlp with one argument", one(template{Name: "a", Containers: []k{{Name: "jnlp", Image: "jenkins/inbound-agent", Args: "cat"}}}), []string{
			`templates[0].containers[0].args: conflict "cat": the agent's image runs a single argument in place of the agent of container jnlp; call the container something else, or set agentInjection`,
		}},
		{"jnlp with the agent's arguments", one(template{Name: "a", Containers: []k{{Name: "jnlp", Image: "jenkins/inbound-agent", Args: "${computer.jnlpmac} ${computer.name}"}}}), nil},
		{"jnlp with another image", one(template{Name: "a", Containers: []k{{Name: "jnlp", Image: "maven:3"}}}), []string{
			`templates[0].containers[0].image: conflict "maven:3": container jnlp is the agent's, and by its name this image has none; call the container something else, or set agentInjection`,
		}},
		{"jnlp with an agent's image", one(template{Name: "a", YAML: raw("spec: {containers: [{name: jnlp, image: 'registry.example.com/ci/jenkins-agent:1'}]}")}), nil},
		{"jnlp from a variable", one(template{Name: "a", Containers: []k{{Name: "jnlp", Image: casc.Var("image")}}}), nil},
		{"injected", one(template{Name: "a", AgentContainer: "maven", AgentInjection: new(true), Containers: []k{{Name: "maven", Image: "maven:3"}}}), nil},
		{"another container is the agent's", one(template{Name: "a", AgentContainer: "maven", AgentInjection: new(true), Containers: []k{{Name: "maven", Image: "maven:3"}, {Name: "jnlp", Image: "jenkins/inbound-agent"}}}), []string{
			`templates[0].containers[1].name: conflict "jnlp": agentContainer says that maven is the agent's container; a container of this name is a second agent`,
		}},
		{"an agent by another name", one(template{Name: "a", Containers: []k{{Name: "agent", Image: "jenkins/inbound-agent:1"}}}), []string{
			`templates[0].containers[0].name: conflict "agent": the image is an agent's, but the plugin adds another container for the agent; call this one jnlp`,
		}},
		{"no such container", one(template{Name: "a", AgentContainer: "mavne", Containers: []k{{Name: "maven", Image: "maven:3"}}}), []string{
			`templates[0].agentContainer: not found "mavne": no container has this name, so that the plugin adds one with the agent's image`,
		}},
		{"overridden by a child", []template{
			{ID: "1", Name: "a", Containers: []k{{Name: "jnlp", Image: "jenkins/inbound-agent"}}},
			{ID: "2", Name: "b", InheritFrom: "a", Containers: []k{{Name: "jnlp", Image: "maven:3", Command: "sleep"}}},
		}, []string{
			`templates[1].containers[0].command: conflict "sleep": the command replaces the agent of container jnlp, so that it never connects; call the container something else, or set agentInjection`,
		}},

		// What gets lost; lost_test.go goes through it all.
		{"ports and probe of a container that the raw pod has", one(template{
			Name: "a", Containers: []k{{Name: "x", Image: "x", Ports: []podtemplate.PortMapping{{Name: "web", ContainerPort: new(80)}}, LivenessProbe: podtemplate.LivenessProbe{ExecArgs: "true"}}},
			YAML: raw("spec: {containers: [{name: x}]}"),
		}), []string{
			"templates[0].containers[0].livenessProbe: lost: the plugin drops it where the raw pod has a container of that name",
			"templates[0].containers[0].ports: lost: the plugin drops it where the raw pod has a container of that name",
		}},
		{"a child's scheduling", []template{
			{ID: "1", Name: "a", NodeSelector: "arch=amd64,pool=ci", YAML: raw("spec: {priorityClassName: ci}")},
			{ID: "2", Name: "b", InheritFrom: "a", NodeSelector: "arch=arm64", YAMLMergeStrategy: podtemplate.Merge{}, YAML: raw("spec: {affinity: {podAntiAffinity: {}}, priorityClassName: high, tolerations: [{operator: Exists}]}")},
		}, []string{
			`templates[1].nodeSelector: lost: template a selects pool=ci, and a nodeSelector replaces the inherited one as a whole`,
			`templates[1].yaml.spec.affinity: lost: the plugin does not take it over when it combines raw pods`,
			`templates[1].yaml.spec.priorityClassName: lost: the plugin does not take it over when it combines raw pods; ci stays`,
		}},
		{"a child's capabilities", []template{
			{ID: "1", Name: "a", YAML: raw("spec: {containers: [{name: jnlp, securityContext: {capabilities: {drop: [ALL]}}}]}")},
			{ID: "2", Name: "b", InheritFrom: "a", YAMLMergeStrategy: podtemplate.Merge{}, YAML: raw("spec: {containers: [{name: jnlp, securityContext: {capabilities: {add: [CHOWN]}}}]}")},
		}, []string{
			`templates[1].yaml.spec.containers[jnlp].securityContext.capabilities.drop: lost "[ALL]": the parent's list is lost where the child has capabilities, even if only others; repeat it`,
		}},
		{"a raw pod that replaces the parent's", []template{
			{ID: "1", Name: "a", YAML: raw("spec: {priorityClassName: ci}")}, {ID: "2", Name: "b", InheritFrom: "a", YAML: raw("spec: {hostname: b}")},
		}, []string{
			"templates[1].yaml: lost: it replaces the raw pod of template a; set YAMLMergeStrategy to Merge to combine them, or to Override to say that this is meant",
		}},
		{"fields that the raw pod's containers don't get", one(template{
			Name: "a", Volumes: []podtemplate.Volume{podtemplate.EmptyDirVolume{MountPath: "/c"}}, EnvVars: []podtemplate.TemplateEnvVar{podtemplate.EnvVar{Key: "A"}},
			YAML: raw("spec: {containers: [{name: x, image: x}]}"),
		}), []string{
			"templates[0].envVars: lost: not set in x, which only the raw pod has",
			"templates[0].volumes: lost: not mounted in x, which only the raw pod has; mount them there by the names volume-0, volume-1, …",
		}},
		{"a probe without a command", one(template{Name: "a", Containers: []k{{Name: "x", Image: "x", LivenessProbe: podtemplate.LivenessProbe{PeriodSeconds: new(5)}}}}), []string{
			"templates[0].containers[0].livenessProbe: lost: without execArgs the plugin ignores the probe",
		}},
		{"names", one(template{Name: "日本 語"}), []string{
			`templates[0].name: invalid value "日本 語": inheritFrom separates names by spaces, so that no template can inherit from this one`,
		}},
		{"a name for no pod", one(template{Name: "日本語"}), []string{
			`templates[0].name: lost "日本語": no pod can have this name; the plugin calls the pods jenkins-agent-…`,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			r := podtemplate.Registry{Templates: tt.templates}
			if err := podtemplate.Validate(r); err != nil {
				t.Errorf("not sound: %v", err)
			}
			var got []string
			for _, w := range r.Warnings() {
				got = append(got, w.Error())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// Raw pods that are none: an error with a path, soon, and never a panic.
func TestBadRawYAML(t *testing.T) {
	laughs := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c <= 'z'; c++ {
		laughs += fmt.Sprintf("%c: &%[1]c [*%[2]c, *%[2]c, *%[2]c, *%[2]c, *%[2]c, *%[2]c, *%[2]c, *%[2]c]\n", c, c-1)
	}
	tests := []struct{ reason, raw, want string }{
		{"tab", "spec:\n\tcontainers: []\n", "yaml: invalid value: line 2 is indented with a tab; YAML indents with spaces"},
		{"syntax", "spec: [}\n", "yaml: invalid value: did not find expected node content"},
		{"no map", "- a\n", "yaml: invalid value: line 1: a list stands where a map must"},
		{"text", "hello\n", `yaml: invalid value "hello": line 1: a map must stand here`},
		{"two documents", "spec: {}\n---\nspec: {}\n", "yaml: invalid value: line 2 begins a second document, which the plugin does not read"},
		{"anchor", "spec:\n  containers: &c []\n  initContainers: *c\n", "yaml.spec.containers: invalid value \"&c\": line 2: the plugin does not resolve anchors; write the value out\nyaml.spec.initContainers: invalid value \"*c\": line 3: the plugin takes an alias for a string; write the value out"},
		{"merge key", "spec:\n  <<: {}\n", `yaml.spec: invalid value "<<": line 2: the plugin does not merge maps; write the values out`},
		{"anchors of anchors", laughs, `yaml.a: unknown field: line 1: no such field of a pod here`},
		{"unknown field", "spec: {container: []}\n", "yaml.spec.container: unknown field: line 1: no such field of a pod here; is containers meant?"},
		{"case", "spec: {nodeselector: {a: b}}\n", "yaml.spec.nodeselector: unknown field: line 1: no such field of a pod here; is nodeSelector meant?"},
		{"a key twice", "spec: {hostname: a, hostname: b}\n", "yaml.spec.hostname: duplicate: line 1: the key stands twice"},
		{"number", "spec: {activeDeadlineSeconds: soon}\n", `yaml.spec.activeDeadlineSeconds: invalid value "soon": line 1: a number must stand here`},
		{"boolean", "spec: {hostNetwork: yes}\n", `yaml.spec.hostNetwork: invalid value "yes": line 1: true or false must stand here`},
		{"null list", "spec:\n  containers:\n", "yaml.spec.containers: invalid value: line 2: the plugin fails when there is nothing after this key; leave it out"},
		{"10 MB", "spec: {hostname: a}\n" + strings.Repeat("# "+strings.Repeat("x", 97)+"\n", 100_000), "yaml: too large: 10000020 bytes; the YAML reader of Jenkins takes 3 MiB"},
		{"10 MB on a line", "spec: {hostname: " + strings.Repeat("x", 10_000_000) + "}", "yaml: too large: 10000018 bytes; the YAML reader of Jenkins takes 3 MiB"},
		{"deep", strings.Repeat("[", 20_000), "yaml: invalid value: exceeded max depth of 10000"},
		{"deep map", strings.Repeat("spec: {", 200), "yaml: invalid value: line 1: did not find expected node content"},
		{"not UTF-8", "spec: {hostname: \xff}\n", "yaml: invalid value: invalid leading UTF-8 octet"},
		{"control character", "spec: {hostname: \x01}\n", "yaml: invalid value: control characters are not allowed"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			begin := time.Now()
			got := strings.Join(findings(podtemplate.Validate(podtemplate.PodTemplate{YAML: podtemplate.RawYAML(tt.raw)})), "\n")
			if lines := strings.Split(got, "\n"); tt.reason == "anchors of anchors" {
				got = lines[0]
			}
			if got != tt.want {
				t.Errorf("got  %.300s\nwant %s", got, tt.want)
			}
			r := podtemplate.Registry{Templates: []podtemplate.PodTemplate{{ID: "1", Name: "a", YAML: podtemplate.RawYAML(tt.raw)}}}
			if _, err := podtemplate.Effective(r.Templates[0], r); err == nil {
				t.Error("Effective takes it")
			}
			if err := podtemplate.Validate(casc.KubernetesCloud{Name: "k", Templates: r.Templates}); err == nil {
				t.Error("the cloud's check takes it")
			}
			_ = r.Warnings()
			if d := time.Since(begin); d > time.Minute {
				t.Errorf("it took %s", d)
			}
		})
	}
}

// Templates that each inherit twice from the next come to 2^40 combinations.
func TestWideInheritance(t *testing.T) {
	var r podtemplate.Registry
	for i := range 40 {
		next := fmt.Sprintf("a%d b%d", i+1, i+1)
		r.Templates = append(r.Templates,
			podtemplate.PodTemplate{ID: fmt.Sprint(2 * i), Name: fmt.Sprint("a", i), InheritFrom: next},
			podtemplate.PodTemplate{ID: fmt.Sprint(2*i + 1), Name: fmt.Sprint("b", i), InheritFrom: next})
	}
	r.Templates = append(r.Templates, podtemplate.PodTemplate{ID: "x", Name: "a40"}, podtemplate.PodTemplate{ID: "y", Name: "b40"})
	begin := time.Now()
	got := findings(podtemplate.Validate(r))
	const want = "the template is combined of more than 1000 others, counted as often as they are inherited from"
	if len(got) == 0 || !strings.HasPrefix(got[0], "templates[0].inheritFrom: too large ") || !strings.HasSuffix(got[0], want) {
		t.Errorf("%.300v", got)
	}
	r.Warnings()
	if _, err := podtemplate.Effective(r.Templates[78], r); err != nil {
		t.Errorf("the last but one: %v", err)
	}
	if d := time.Since(begin); d > time.Minute {
		t.Errorf("it took %s", d)
	}
	// A chain of any length that is likely.
	r.Templates = nil
	for i := range 900 {
		r.Templates = append(r.Templates, podtemplate.PodTemplate{ID: fmt.Sprint(i), Name: fmt.Sprint("a", i), InheritFrom: fmt.Sprint("a", i+1)})
	}
	r.Templates[899].InheritFrom = ""
	if _, err := podtemplate.Effective(r.Templates[0], r); err != nil {
		t.Error(err)
	}
}

// An id depends on nothing but the name, or the label where there is no name.
func TestStableID(t *testing.T) {
	a := podtemplate.PodTemplate{Name: "maven", Label: "java"}
	b := podtemplate.PodTemplate{Name: " maven ", Containers: []podtemplate.ContainerTemplate{{Name: "a", Image: "b"}}}
	if podtemplate.StableID(a) != podtemplate.StableID(b) {
		t.Error("the same name, another id")
	}
	// What is documented can be made elsewhere, too: printf maven | sha256sum
	if got, want := podtemplate.StableID(a), "2b2045546c3bdfa340ee8335fcd25e12bf6fc96e292477de1cb8bf9fa2c4b365"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if podtemplate.StableID(podtemplate.PodTemplate{Label: "java"}) == podtemplate.StableID(a) {
		t.Error("another name, the same id")
	}
	in := []podtemplate.PodTemplate{a, {Name: "own", ID: "mine"}, {Name: "other"}}
	out := podtemplate.WithIDs(in...)
	if out[1].ID != "mine" || out[0].ID == "" || out[0].ID == out[2].ID || in[0].ID != "" {
		t.Errorf("%v", out)
	}
	if err := podtemplate.Validate(podtemplate.Registry{Templates: out}); err != nil {
		t.Error(err)
	}
}
