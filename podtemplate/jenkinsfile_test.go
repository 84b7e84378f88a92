package podtemplate_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/golden"
	"github.com/jenkinscode/jenkinscode/internal/jvm"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
	"github.com/jenkinscode/jenkinscode/podtemplate"
	"github.com/jenkinscode/jenkinscode/values"
)

// article003 is the agent of an article about elastic builds: one container
// builds Go, another one the image, on nodes that appear on demand.
func article003() podtemplate.PodTemplate {
	return podtemplate.PodTemplate{
		Name: "golang-kaniko", Label: "golang-kaniko",
		Containers: []podtemplate.ContainerTemplate{
			{Name: "golang", Image: "golang:1.26", Command: "sleep", Args: "99d"},
			{Name: "kaniko", Image: "ghcr.io/osscontainertools/kaniko:v1.28.3-debug", Command: "/busybox/sleep", Args: "99d", RunAsUser: "0"},
		},
		Volumes: []podtemplate.Volume{podtemplate.PersistentVolumeClaim{MountPath: "/go/pkg/mod", ClaimName: "go-modules"}},
		YAML: podtemplate.Pod{Spec: corev1.PodSpec{
			NodeSelector: map[string]string{"type": "virtual-kubelet"},
			Tolerations: []corev1.Toleration{{
				Key: "virtual-kubelet.io/provider", Operator: corev1.TolerationOpEqual, Value: "alibabacloud", Effect: corev1.TaintEffectNoSchedule,
			}},
		}},
	}
}

const article003Stages = `    stages {
        stage('Build') {
            steps {
                container('golang') {
                    sh 'go build -o webdemo .'
                }
            }
        }
        stage('Image') {
            steps {
                container('kaniko') {
                    sh '/kaniko/executor --context=dir://. --destination=registry.example.com/webdemo'
                }
            }
        }
    }
`

// One value gives the Jenkinsfile of article 003, in both syntaxes, the template
// of a cloud, and the chart's values.
func TestArticle003(t *testing.T) {
	c := golden.Open(t, "testdata/article003.txtar")
	template := article003()
	declarative, err := podtemplate.DeclarativePipeline{
		Agent: podtemplate.DeclarativeAgent{Template: template, Retries: 2},
		Body:  article003Stages,
	}.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	c.Out("Jenkinsfile", string(declarative))
	scripted, err := podtemplate.PodTemplateStep{
		Template: template,
		Body:     "        container('golang') {\n            sh 'go build -o webdemo .'\n        }\n",
	}.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	c.Out("scripted.groovy", string(scripted))
	doc, err := casc.Document{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{casc.KubernetesCloud{
		Name: "kubernetes", Templates: podtemplate.WithIDs(template),
	}}}}.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	c.Out("jenkins.yaml", string(doc))
	// The chart's values hold it too; package values tests with the chart that they make it again.
	agent, err := values.AgentFor(template)
	if err != nil {
		t.Fatal(err)
	}
	agent.PodTemplates = map[string]values.PodTemplates{"golang-kaniko": {template}}
	text, err := values.Values{Agent: agent}.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	read, err := values.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	if got := read.Agent.PodTemplates["golang-kaniko"]; len(got) != 1 || asYAML(t, got[0]) != asYAML(t, template) {
		t.Errorf("not the template in\n%s", text)
	}
	if read.Agent.PodName != template.Name || len(read.Agent.AdditionalContainers) != 2 {
		t.Errorf("not the agent in\n%s", text)
	}

	results := runGroovy(t, map[string]string{"declarative": string(declarative), "scripted": string(scripted)})
	raw, _ := results["declarative"]["yaml"].(string)
	// The agent section has the raw pod; with the template's name it makes the pod that JCasC's makes.
	section := podtemplate.PodTemplate{Name: template.Name, Label: template.Label, YAML: podtemplate.RawYAML(raw)}
	if diff := cmp.Diff(effective(t, template), effective(t, section), cmp.Transformer("mounts", mountsByPath)); diff != "" {
		t.Errorf("the pods differ (-template +agent section)\n%s", diff)
	}
	if diff := cmp.Diff(asArguments(t, template), results["scripted"]); diff != "" {
		t.Errorf("(-template +step)\n%s", diff)
	}
}

func effective(t *testing.T, template podtemplate.PodTemplate) *corev1.Pod {
	t.Helper()
	pod, err := podtemplate.Effective(template, podtemplate.Registry{JenkinsURL: "https://jenkins.example.com/"})
	if err != nil {
		t.Fatal(err)
	}
	return pod
}

func mountsByPath(mounts []corev1.VolumeMount) map[string]corev1.VolumeMount {
	out := map[string]corev1.VolumeMount{}
	for _, m := range mounts {
		out[m.MountPath] = m
	}
	return out
}

// asArguments returns the template as the arguments of the podTemplate step.
func asArguments(t *testing.T, template podtemplate.PodTemplate) map[string]any {
	t.Helper()
	b, err := yamltext.Marshal(template, yamltext.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := yaml.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	delete(out, "id")
	delete(out, "label")
	if secrets, ok := out["imagePullSecrets"].([]any); ok {
		for i := range secrets {
			secrets[i] = secrets[i].(map[string]any)["name"]
		}
	}
	return out
}

// capture is a Groovy program that runs Jenkinsfiles and prints, as JSON, what
// the pod template was given: calls become what JCasC has for them.
const capture = `
class Node {
    def options = [:]
    def methodMissing(String name, args) {
        if (args.length == 1 && args[0] instanceof Closure) {
            def body = args[0]
            if (name in ['pipeline', 'agent', 'kubernetes']) {
                body.delegate = this; body.resolveStrategy = Closure.DELEGATE_FIRST; body()
            }
            return null
        }
        if (name == 'podTemplate') { options.putAll(args[0]); return null }
        if (name in ['containerTemplate', 'podAnnotation', 'portMapping', 'containerLivenessProbe']) return args[0]
        if (name == 'workspaceVolume') { options[name] = args[0]; return null }
        if (args.length == 0) return name
        if (args[0] instanceof Map) return [(name): args[0]]
        options[name] = args[0]
        return null
    }
    def propertyMissing(String name) { name }
}
def all = [:]
args.each { file ->
    def node = new Node()
    def script = new GroovyShell(new Binding()).evaluate('return { -> ' + new File(file).getText('UTF-8') + '}')
    script.delegate = node
    script.resolveStrategy = Closure.DELEGATE_FIRST
    script()
    all[new File(file).name] = node.options
}
println groovy.json.JsonOutput.toJson(all)
`

// runGroovy runs Jenkinsfiles with the real Groovy and returns what their pod
// templates were given.
func runGroovy(t *testing.T, files map[string]string) map[string]map[string]any {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	var args []string
	for name, text := range files {
		args = append(args, write(name, text))
	}
	out := []byte(jvm.Groovy(t, write("capture.groovy", capture), nil, "", args...))
	var results map[string]map[string]any
	if err := json.Unmarshal(out, &results); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	return results
}

// What a Jenkinsfile can't say is refused, with its path.
func TestJenkinsfileRefuses(t *testing.T) {
	type (
		template = podtemplate.PodTemplate
		k        = podtemplate.ContainerTemplate
	)
	container := []k{{Name: "a", Image: "a"}}
	tests := []struct {
		reason      string
		template    template
		declarative []string
		scripted    []string
	}{
		{"sound", template{Containers: container, InheritFrom: ""}, nil, nil},
		{"inherits", template{InheritFrom: "base", NodeSelector: "a=b"}, nil, nil},
		{
			"inherits, with containers",
			template{InheritFrom: "base", Containers: container},
			[]string{`inheritFrom: forbidden "base": the template has attributes that the agent section takes only in its raw pod, which the parents' fields would override; write what Registry.Flatten returns`},
			nil,
		},
		{
			"node properties",
			template{NodeProperties: []podtemplate.NodeProperty{podtemplate.ToolLocation{Locations: []podtemplate.ToolHome{{Key: "k", Home: "h"}}}}},
			[]string{"nodeProperties: forbidden: a Jenkinsfile has no place for properties of the node"},
			[]string{"nodeProperties: forbidden: a Jenkinsfile has no place for properties of the node"},
		},
		{
			"a variable of JCasC",
			template{Namespace: casc.Var("namespace")},
			[]string{`namespace: invalid value "${namespace}": a reference that only JCasC or the chart resolves stands in a Jenkinsfile`},
			[]string{`namespace: invalid value "${namespace}": a reference that only JCasC or the chart resolves stands in a Jenkinsfile`},
		},
		{
			"dropped by the step",
			template{SupplementalGroups: "1", TerminationGracePeriodSeconds: new(int64(5))},
			nil,
			[]string{
				`supplementalGroups: lost "1": the podTemplate step takes them and drops them; set them in the raw pod`,
				`terminationGracePeriodSeconds: forbidden 5: the podTemplate step does not have it; set it in the raw pod`,
			},
		},
		{
			"only in fields",
			template{AgentContainer: "b", AgentInjection: new(true), Containers: []k{
				{Name: "jnlp", Image: "a"}, {Name: "a", Image: "a", Args: "${computer.name}", Shell: "bash"}, {Name: "b", Image: "b", Args: "${computer.jnlpmac} ${computer.name}"},
			}},
			[]string{
				`containers[0].name: forbidden "jnlp": beside the agentContainer b only a field gives it what an agent needs to connect`,
				`containers[1].args: forbidden "${computer.name}": the plugin replaces ${computer.jnlpmac} and ${computer.name} in no raw pod`,
				`containers[1].shell: lost "bash": a raw pod can't say it; name the shell in the step container instead`,
			},
			nil,
		},
		{
			"not sound",
			template{Containers: []k{{Name: "A"}}},
			[]string{"containers[0].image: required: it must be set", `containers[0].name: invalid value "A": a container's name has lower-case letters, digits and dashes, and at most 63 of them`},
			[]string{"containers[0].image: required: it must be set", `containers[0].name: invalid value "A": a container's name has lower-case letters, digits and dashes, and at most 63 of them`},
		},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			_, err := podtemplate.DeclarativeAgent{Template: tt.template}.MarshalText()
			if diff := cmp.Diff(tt.declarative, findings(err)); diff != "" {
				t.Errorf("agent section (-want +got)\n%s", diff)
			}
			_, err = podtemplate.PodTemplateStep{Template: tt.template}.MarshalText()
			if diff := cmp.Diff(tt.scripted, findings(err)); diff != "" {
				t.Errorf("step (-want +got)\n%s", diff)
			}
		})
	}
}

// What no struct of this package stands for goes into a Jenkinsfile, too.
func TestJenkinsfileRaw(t *testing.T) {
	template := podtemplate.PodTemplate{
		Name: "raw",
		Volumes: []podtemplate.Volume{
			podtemplate.RawVolume{Symbol: "csi", Attributes: map[string]any{"mountPath": "/a", "deep": map[string]any{"list": []any{1, 2.5, true, "x"}, "none": map[string]any{}}}},
			CSIVolume{MountPath: "/b", Driver: "d"},
		},
		EnvVars:      []podtemplate.TemplateEnvVar{podtemplate.RawEnvVar{Symbol: "vaultEnvVar", Attributes: map[string]any{"key": "A"}}},
		PodRetention: podtemplate.RawPodRetention{Symbol: "keep", Attributes: map[string]any{"days": 3}},
		Containers:   []podtemplate.ContainerTemplate{{Name: "a", Image: "a", Extra: map[string]any{"gpu": true}}},
		Extra:        map[string]any{"newAttribute": "$x '\\", "another": []any{"a", "b"}},
	}
	step, err := podtemplate.PodTemplateStep{Template: template}.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(asArguments(t, template), runGroovy(t, map[string]string{"raw": string(step)})["raw"]); diff != "" {
		t.Errorf("(-template +step)\n%s\n%s", diff, step)
	}
}
