package podtemplate_test

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/facts"
	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// classes are the plugin's classes and the structs that stand for them.
var classes = map[string]any{
	"PodTemplate": podtemplate.PodTemplate{}, "ContainerTemplate": podtemplate.ContainerTemplate{},
	"ContainerLivenessProbe": podtemplate.LivenessProbe{}, "PortMapping": podtemplate.PortMapping{},
	"PodAnnotation": podtemplate.Annotation{}, "PodLabel": podtemplate.Label{}, "PodImagePullSecret": podtemplate.ImagePullSecret{},
	"model.KeyValueEnvVar": podtemplate.EnvVar{}, "model.SecretEnvVar": podtemplate.SecretEnvVar{},
	"volumes.ConfigMapVolume": podtemplate.ConfigMapVolume{}, "volumes.SecretVolume": podtemplate.SecretVolume{},
	"volumes.EmptyDirVolume": podtemplate.EmptyDirVolume{}, "volumes.HostPathVolume": podtemplate.HostPathVolume{},
	"volumes.NfsVolume": podtemplate.NFSVolume{}, "volumes.PersistentVolumeClaim": podtemplate.PersistentVolumeClaim{},
	"volumes.GenericEphemeralVolume": podtemplate.GenericEphemeralVolume{}, "volumes.DynamicPVCVolume": podtemplate.DynamicPVC{},
	"volumes.workspace.EmptyDirWorkspaceVolume":              podtemplate.EmptyDirWorkspaceVolume{},
	"volumes.workspace.HostPathWorkspaceVolume":              podtemplate.HostPathWorkspaceVolume{},
	"volumes.workspace.NfsWorkspaceVolume":                   podtemplate.NFSWorkspaceVolume{},
	"volumes.workspace.PersistentVolumeClaimWorkspaceVolume": podtemplate.PersistentVolumeClaimWorkspaceVolume{},
	"volumes.workspace.GenericEphemeralWorkspaceVolume":      podtemplate.GenericEphemeralWorkspaceVolume{},
	"volumes.workspace.DynamicPVCWorkspaceVolume":            podtemplate.DynamicPVCWorkspaceVolume{},
	"pod.yaml.Merge": podtemplate.Merge{}, "pod.yaml.Overrides": podtemplate.Override{},
	"pod.retention.Always": podtemplate.Always{}, "pod.retention.Default": podtemplate.Default{},
	"pod.retention.Evicted": podtemplate.Evicted{}, "pod.retention.Never": podtemplate.Never{},
	"pod.retention.OnFailure": podtemplate.OnFailure{},
}

// rejected are the attributes whose setters are deprecated: JCasC refuses them.
var rejected = map[string][]string{
	"PodTemplate": {
		"alwaysPullImage", "args", "capOnlyOnAlivePods", "command", "privileged", "remoteFs", "resourceLimitCpu", "resourceLimitMemory",
		"resourceRequestCpu", "resourceRequestMemory",
	},
}

// beyond are attributes with plain setters, which the table, made from
// constructors and annotated setters, does not have.
var beyond = map[string][]string{"PodTemplate": {"terminationGracePeriodSeconds", "yamls"}}

// elsewhere are the plugin's classes that have to do with neither templates nor
// pods, and two symbols that are other spellings of envVar.
var elsewhere = []string{
	"ContainerEnvVar", "PodEnvVar", "GarbageCollection", "KubectlBuildWrapper", "KubernetesCloud", "KubernetesFolderProperty",
	"KubernetesLauncher", "OpenShiftBearerTokenCredentialImpl", "OpenShiftTokenCredentialImpl", "ServiceAccountCredential",
	"pipeline.ContainerLogStep", "pipeline.ContainerStep", "pipeline.KubernetesAgentErrorCondition",
	"pipeline.KubernetesDeclarativeAgent", "pipeline.PodTemplateStep",
}

// The structs have each attribute of the plugin's classes, none else, and each
// kind has its symbol.
func TestEveryAttribute(t *testing.T) {
	const plugin = "org.csanchez.jenkins.plugins.kubernetes."
	b, err := facts.Tables.ReadFile("jenkins-describables.json")
	if err != nil {
		t.Fatal(err)
	}
	var table []struct {
		Class    string
		Extends  string
		Symbols  []string
		Required [][2]string
		Optional [][2]string
	}
	if err := json.Unmarshal(b, &table); err != nil {
		t.Fatal(err)
	}
	seen, attributes := map[string]bool{}, 0
	for _, class := range table {
		name, ok := strings.CutPrefix(class.Class, plugin)
		if !ok || slices.Contains(elsewhere, name) {
			continue
		}
		v, ok := classes[name]
		if !ok {
			t.Errorf("no struct for class %s", name)
			continue
		}
		seen[name] = true
		want := map[string]bool{}
		for _, a := range slices.Concat(class.Required, class.Optional) {
			want[a[0]] = !slices.Contains(rejected[name], a[0])
		}
		for _, a := range beyond[name] {
			want[a] = true
		}
		maps.DeleteFunc(want, func(_ string, ok bool) bool { return !ok })
		got, symbol := attributesOf(v)
		if w, g := slices.Sorted(maps.Keys(want)), slices.Sorted(slices.Values(got)); !slices.Equal(w, g) {
			t.Errorf("%s\nthe plugin: %v\nthe struct: %v", name, w, g)
		}
		attributes += len(got)
		if symbol != "" && !slices.Contains(class.Symbols, symbol) {
			t.Errorf("%s has the symbols %v, the struct %s", name, class.Symbols, symbol)
		}
	}
	for name := range classes {
		if !seen[name] {
			t.Errorf("the table has no class %s", name)
		}
	}
	t.Logf("%d classes, %d attributes", len(seen), attributes)
}

// attributesOf returns the names that a struct's fields have in JCasC, and the
// struct's symbol.
func attributesOf(v any) (names []string, symbol string) {
	typ := reflect.TypeOf(v)
	for f := range typ.Fields() {
		if s, ok := strings.CutPrefix(f.Tag.Get("jc"), "symbol="); ok {
			symbol, _, _ = strings.Cut(s, ",")
			continue
		}
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			names = append(names, name)
		}
	}
	return names, symbol
}
