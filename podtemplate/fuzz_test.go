package podtemplate_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/api/equality"

	"github.com/jenkinscode/jenkinscode/internal/yamltext"
	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// A raw pod, whatever it is, is refused or read, and what was read is written so
// that it is read again. Nothing panics, alone or combined with another pod.
func FuzzRawYAML(f *testing.F) {
	for _, s := range []string{
		"", "null\n", "{}", "apiVersion: v1\nkind: Pod\nmetadata: {labels: {a: b}}\nspec:\n  containers:\n  - name: jnlp\n    image: a\n    env: [{name: A, value: 1}]\n",
		"spec:\n\tcontainers: []\n", "a: &a [*a]\n", "spec: {volumes: [{name: v, configMap: {name: c, defaultMode: 0755}}]}\n",
		"spec: {containers: [{name: a, resources: {limits: {cpu: 1e3, memory: 0x10}}}]}\n", "spec: {containers: [{name: a, ports: [{containerPort: 80, protocol: TCP}], livenessProbe: {httpGet: {port: web}}}]}\n",
		"spec: {tolerations: [{operator: Exists}], affinity: {nodeAffinity: {}}, securityContext: {runAsUser: 0}}\n", "spec: [}", "? a\n: b\n", "<<: {}\n", "--- a\n--- b\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		raw := podtemplate.RawYAML(text)
		base := podtemplate.PodTemplate{ID: "1", Name: "base", YAML: podtemplate.RawYAML("spec: {containers: [{name: jnlp, env: [{name: A, value: '1'}]}], volumes: [{name: v, emptyDir: {}}]}")}
		child := podtemplate.PodTemplate{
			ID: "2", Name: "a", InheritFrom: "base", YAML: raw, YAMLMergeStrategy: podtemplate.Merge{},
			Containers: []podtemplate.ContainerTemplate{{Name: "jnlp", Image: "a"}},
		}
		r := podtemplate.Registry{Templates: []podtemplate.PodTemplate{base, child}}
		invalid := podtemplate.Validate(child)
		effective, err := podtemplate.Effective(child, r)
		if (effective == nil) == (err == nil) {
			t.Fatalf("a pod %v and an error %v", effective, err)
		}
		_, _ = r.Validate(), r.Warnings()
		pod, err := raw.Pod()
		if err != nil {
			if invalid == nil {
				t.Fatalf("Pod refuses what Validate takes: %v", err)
			}
			return
		}
		tree, o := pod.EmbedYAML()
		written, err := yamltext.Marshal(tree, o)
		if err != nil {
			return // a text that no YAML can hold
		}
		again, err := podtemplate.RawYAML(written).Pod()
		if err != nil {
			t.Fatalf("%v in\n%s", err, written)
		}
		if pod.APIVersion == "" && pod.Kind == "" {
			pod.APIVersion, pod.Kind = "v1", "Pod"
		}
		if !equality.Semantic.DeepEqual(pod, again) { // empty lists are not written
			t.Errorf("(-read +read again)\n%s", cmp.Diff(pod, again))
		}
	})
}
