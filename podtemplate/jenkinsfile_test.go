package podtemplate_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/golden"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
	"github.com/jenkinscode/jenkinscode/podtemplate"
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

// One value gives the Jenkinsfile of article 003, in both syntaxes, and the
// template of a cloud.
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

	results := runGroovy(t, map[string]string{"declarative": string(declarative), "scripted": string(scripted)})
	raw, _ := results["declarative"]["yaml"].(string)
	// The agent section has the raw pod; with the template's name it makes the pod that JCasC's makes.
	agent := podtemplate.PodTemplate{Name: template.Name, Label: template.Label, YAML: podtemplate.RawYAML(raw)}
	if diff := cmp.Diff(effective(t, template), effective(t, agent), cmp.Transformer("mounts", mountsByPath)); diff != "" {
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
	const jar = "/usr/share/java/groovy-all.jar"
	java, err := exec.LookPath("java")
	if _, missing := os.Stat(jar); err != nil || missing != nil {
		t.Skipf("no java or no %s: Debian's packages default-jre-headless and groovy run the Groovy 2.4 that Jenkins has", jar)
	}
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	args := []string{"-cp", jar, "groovy.ui.GroovyMain", write("capture.groovy", capture)}
	for name, text := range files {
		args = append(args, write(name, text))
	}
	var stderr strings.Builder
	cmd := exec.Command(java, args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var results map[string]map[string]any
	if err := json.Unmarshal(out, &results); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	return results
}
