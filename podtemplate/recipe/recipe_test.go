package recipe_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/internal/golden"
	"github.com/jenkinscode/jenkinscode/internal/jvm"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
	"github.com/jenkinscode/jenkinscode/podtemplate"
	"github.com/jenkinscode/jenkinscode/podtemplate/recipe"
)

var levels = []api.Level{api.LevelRestricted, api.LevelBaseline, api.LevelPrivileged}

// Each recipe's template and effective pod are golden; the pod decodes strictly,
// reaches the pod security level that is claimed and no stricter one, and its
// template is sound.
func TestRecipes(t *testing.T) {
	jenkinsfiles := map[string]string{}
	secret := recipe.ImageBuild{RegistrySecret: "regcred"}
	cache := recipe.Build{CacheClaim: "ci-cache"}
	tests := []struct {
		name     string
		template podtemplate.PodTemplate
		level    api.Level
		warnings int
	}{
		{"docker-in-docker", recipe.DockerInDocker(recipe.ImageBuild{}), api.LevelPrivileged, 0},
		{"docker-outside-of-docker", recipe.DockerOutsideOfDocker(recipe.ImageBuild{}), api.LevelPrivileged, 1},
		{"buildkit-rootless", recipe.BuildKitRootless(secret), api.LevelPrivileged, 0},
		{"buildkit-userns", recipe.BuildKitUserNamespaces(recipe.ImageBuild{}), api.LevelPrivileged, 0},
		{"kaniko", recipe.Kaniko(secret), api.LevelBaseline, 0},
		{"go", recipe.Go(cache), api.LevelRestricted, 0},
		{"go-no-cache", recipe.Go(recipe.Build{Name: "go", Image: "golang:1.25"}), api.LevelRestricted, 0},
		{"maven", recipe.Maven(cache), api.LevelRestricted, 0},
		{"spot-arm64", recipe.Schedule(recipe.Go(cache), recipe.ARM64(), recipe.SpotAKS(), recipe.KeepWhileBuilding()), api.LevelRestricted, 0},
		{"virtual-node", recipe.Schedule(recipe.Kaniko(secret), recipe.VirtualNodeACK(), recipe.ElasticInstance("2-4Gi", true)), api.LevelBaseline, 0},
		{"restricted", recipe.Restricted(podtemplate.PodTemplate{
			ID: "own", Name: "own", Label: "own",
			Containers: []podtemplate.ContainerTemplate{{Name: "node", Image: "node:22", Command: "sleep", Args: "99d", ResourceLimitMemory: "1Gi"}},
			YAML:       podtemplate.RawYAML("spec:\n  initContainers:\n  - name: prepare\n    image: busybox\n"),
		}), api.LevelRestricted, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := golden.Open(t, "testdata/"+tt.name+".txtar")
			if err := podtemplate.Validate(tt.template); err != nil {
				t.Error(err)
			}
			r := podtemplate.Registry{Namespace: "ci", JenkinsURL: "https://jenkins.example.com/", Templates: podtemplate.WithIDs(tt.template)}
			if err := podtemplate.Validate(r); err != nil {
				t.Error(err)
			}
			if w := r.Warnings(); len(w) != tt.warnings {
				t.Errorf("%d warnings, want %d: %v", len(w), tt.warnings, w)
			}
			pod, err := podtemplate.Effective(tt.template, r)
			if err != nil {
				t.Fatal(err)
			}
			text, err := yamltext.Marshal(pod, yamltext.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var decoded corev1.Pod
			if err := yaml.UnmarshalStrict(text, &decoded); err != nil {
				t.Error(err)
			}
			if got := level(t, &decoded); got != tt.level {
				t.Errorf("the pod reaches level %s, want %s", got, tt.level)
			}
			template, err := yamltext.Marshal(tt.template, yamltext.Options{})
			if err != nil {
				t.Fatal(err)
			}
			c.Out("template.yaml", string(template))
			c.Out("pod.yaml", string(text))
			declarative, err := podtemplate.DeclarativePipeline{Agent: podtemplate.DeclarativeAgent{Template: tt.template}}.MarshalText()
			if err != nil {
				t.Error(err)
			}
			scripted, err := podtemplate.PodTemplateStep{Template: tt.template}.MarshalText()
			if err != nil {
				t.Error(err)
			}
			jenkinsfiles[tt.name], jenkinsfiles[tt.name+"-scripted"] = string(declarative), string(scripted)
		})
	}
	jvm.Compile(t, jenkinsfiles)
}

// level returns the strictest pod security level that takes the pod.
func level(t *testing.T, pod *corev1.Pod) api.Level {
	t.Helper()
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range levels {
		results := evaluator.EvaluatePod(api.LevelVersion{Level: l, Version: api.LatestVersion()}, &pod.ObjectMeta, &pod.Spec)
		if r := policy.AggregateCheckResults(results); r.Allowed {
			return l
		} else if l != api.LevelPrivileged {
			t.Logf("%s: %s", l, r.ForbiddenDetail())
		}
	}
	return ""
}

// The raw pods are those of the manifests that were collected beforehand.
func TestRecipesMatchManifests(t *testing.T) {
	secret := recipe.ImageBuild{RegistrySecret: "regcred"}
	for name, template := range map[string]podtemplate.PodTemplate{
		"dind":              recipe.DockerInDocker(recipe.ImageBuild{}),
		"dood":              recipe.DockerOutsideOfDocker(recipe.ImageBuild{}),
		"buildkit-rootless": recipe.BuildKitRootless(secret),
		"buildkit-userns":   recipe.BuildKitUserNamespaces(recipe.ImageBuild{}),
		"kaniko":            recipe.Kaniko(secret),
	} {
		t.Run(name, func(t *testing.T) {
			file := golden.Corpus(t, "the facts that this module starts from", "facts", "pods", name+".yaml")
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want, err := podtemplate.RawYAML(b).Pod()
			if err != nil {
				t.Fatal(err)
			}
			got := template.YAML.(podtemplate.Pod)
			if diff := cmp.Diff(corev1.Pod(want).Spec, got.Spec); diff != "" {
				t.Errorf("(-manifest +recipe)\n%s", diff)
			}
		})
	}
}

// Recipes leave what they are given as it is.
func TestScheduleCopies(t *testing.T) {
	base := recipe.Go(recipe.Build{})
	before := fmt.Sprint(base)
	arm := recipe.Schedule(base, recipe.ARM64(), recipe.KeepWhileBuilding(), recipe.KeepWhileBuilding())
	if after := fmt.Sprint(base); before != after {
		t.Errorf("changed from %s to %s", before, after)
	}
	if len(arm.Annotations) != 2 || len(arm.YAML.(podtemplate.Pod).Spec.Tolerations) != 1 {
		t.Errorf("%v", arm)
	}
	broken := podtemplate.PodTemplate{YAML: podtemplate.RawYAML("spec:\n\tcontainers: []\n")}
	if got := recipe.Restricted(broken); got.YAML != broken.YAML {
		t.Errorf("a text that is no pod became %v", got.YAML)
	}
}

// What agent-scheduling.md lists for each cluster.
func TestScheduling(t *testing.T) {
	for _, tt := range []struct {
		on   recipe.Scheduling
		want []string
	}{
		{recipe.SpotEKS(), []string{"eks.amazonaws.com/capacityType=SPOT"}},
		{recipe.SpotKarpenter(), []string{"karpenter.sh/capacity-type=spot"}},
		{recipe.SpotGKE(), []string{"cloud.google.com/gke-spot=true"}},
		{recipe.SpotAKS(), []string{"kubernetes.azure.com/scalesetpriority=spot", "tolerate kubernetes.azure.com/scalesetpriority Equal spot NoSchedule"}},
		{recipe.AMD64(), []string{"kubernetes.io/arch=amd64"}},
		{recipe.ARM64(), []string{"kubernetes.io/arch=arm64", "tolerate kubernetes.io/arch Equal arm64 NoSchedule"}},
		{recipe.VirtualNodeACK(), []string{"tolerate virtual-kubelet.io/provider Equal alibabacloud NoSchedule", "type=virtual-kubelet"}},
		{recipe.VirtualNodeAKS(), []string{"kubernetes.io/role=agent", "tolerate azure.com/aci   NoSchedule", "tolerate virtual-kubelet.io/provider Exists  ", "type=virtual-kubelet"}},
	} {
		pod, err := podtemplate.Effective(recipe.Schedule(recipe.Go(recipe.Build{}), tt.on), podtemplate.Registry{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for k, v := range pod.Spec.NodeSelector {
			got = append(got, k+"="+v)
		}
		for _, n := range pod.Spec.Tolerations {
			got = append(got, strings.Join([]string{"tolerate", n.Key, string(n.Operator), n.Value, string(n.Effect)}, " "))
		}
		slices.Sort(got)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Error(diff)
		}
	}
}
