package podtemplate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	corev1 "k8s.io/api/core/v1"
)

// The cases of the plugin's own tests PodTemplateUtilsTest and
// PodTemplateBuilderTest (and RestrictedPssSecurityInjectorTest), restated as
// inputs and what must come out. A row is named after the upstream case that it
// comes from; a case with several assertions has several rows.

// carried are the upstream cases that have rows here; TestUpstreamCases checks
// that each of them ran.
var carried = map[string][]string{
	"PodTemplateUtilsTest": {
		"shouldReturnContainerTemplateWhenParentIsNull", "shouldOverrideTheImageAndInheritTheRest",
		"shouldReturnPodTemplateWhenParentIsNull", "shouldOverrideServiceAccountIfSpecified",
		"shouldOverrideNodeSelectorIfSpecified", "shouldCombineAllImagePullSecrets", "shouldCombineAllAnnotations",
		"shouldCombineAllLabels", "shouldUnwrapParent", "shouldDropNoDataWhenIdentical", "shouldUnwrapMultipleParents",
		"shouldCombineInitContainers", "childShouldOverrideParentInitContainer", "shouldCombineAllPodKeyValueEnvVars",
		"childShouldOverrideParentActiveDeadlineSeconds", "shouldCombineActiveDeadlineSeconds",
		"shouldFilterOutNullOrEmptyPodKeyValueEnvVars", "shouldCombineAllPodSecretEnvVars",
		"shouldFilterOutNullOrEmptyPodSecretEnvVars", "shouldCombineAllEnvVars", "shouldFilterOutNullOrEmptyEnvVars",
		"shouldCombineAllSecretEnvVars", "shouldCombineAllEnvFromSourcesWithoutChangingOrder",
		"shouldFilterOutEnvFromSourcesWithNullOrEmptyKey", "shouldTreatNullEnvFromSouresAsEmpty", "shouldCombineAllMounts",
		"shouldCombineAllPodMounts", "shouldCombineAllTolerations", "shouldCombineAllPorts", "shouldCombineAllResources",
		"shouldCombineContainersInOrder", "shouldFilterOutNullOrEmptySecretEnvVars", "testValidateLabelA",
		"testValidateLabelAb", "testValidateLabelAbc", "testValidateLabelAbcd", "testValidateLabelMypod",
		"testValidateLabelMyPodNested", "testValidateLabelSpecialChars", "testValidateLabelStartWithSpecialChars",
		"testValidateLabelLong", "testValidateLabelTooLong", "shouldCombineAllToolLocations", "testParseYaml",
		"octalParsing", "decimalParsing", "shouldIgnoreContainerEmptyArgs", "shouldSanitizeJenkinsLabel",
		"shouldCombineCapabilities", "shouldOverrideCapabilitiesWithTemplate", "shouldRetainNullsWhenCombiningCapabilities",
		"shouldOverrideShareProcessNamespaceIfSpecified", "testSplitCommandLine",
		// Not carried over, five of 58: shouldIgnoreMissingProperties, shouldSubstituteSingleEnvVar,
		// shouldSubstituteMultipleEnvVars, shouldSubstituteMultipleEnvVarsAndIgnoreMissing and
		// shouldSubstituteMultipleEnvVarsAndNotUseDefaultsForMissing. They are about a deprecated function that
		// puts the controller's environment into templates, which the plugin leaves switched off.
	},
	"PodTemplateBuilderTest": {
		"testBuildFromYaml", "testBuildJnlpFromYamlWithNullEnv", "testInjectRestrictedPssSecurityContextInJnlp",
		"testValidateDockerRegistryUIOverride", "testValidateDockerRegistryUIOverrideWithSlashSuffix",
		"testValidateDockerRegistryPrefixOverride", "testValidateDockerRegistryPrefixOverrideWithSlashSuffix",
		"testValidateDockerRegistryPrefixOverrideForInitContainer", "testBuildWithCustomWorkspaceVolume",
		"testBuildWithDynamicPVCWorkspaceVolume", "testBuildFromTemplate", "namespaceFromCloud", "namespaceFromTemplate",
		"defaultRequests", "testOverridesFromYaml", "testInheritsFromWithYaml", "inheritYamlMergeStrategy",
		"yamlMergeContainers", "yamlOverrideContainer", "yamlOverrideContainerEnvvar", "yamlOverrideVolume",
		"yamlOverrideHostNetwork", "yamlOverrideSchedulerName", "yamlOverrideSecurityContext", "yamlMergeVolumes",
		"testOverridesContainerSpec", "whenRuntimeClassNameIsSetDoNotSetDefaultNodeSelector",
	},
	"RestrictedPssSecurityInjectorTest": {"simple", "multiContainer", "existingSecurityContext", "agentInjection"},
}

var ran = map[string]bool{}

// upstream runs a row of an upstream case.
func upstream(t *testing.T, name string, f func(t *testing.T)) {
	t.Helper()
	ran[name] = true
	t.Run(name, f)
}

func TestUpstreamCases(t *testing.T) {
	t.Run("PodTemplate", testCombineTemplates)
	t.Run("unwrap", testUnwrap)
	t.Run("ContainerTemplate", testCombineContainerTemplates)
	t.Run("Pod", testCombinePods)
	t.Run("text", testTexts)
	t.Run("build", testBuild)
	t.Run("merge strategies", testInheritYAMLMergeStrategy)
	t.Run("restricted", testRestricted)
	known := map[string]bool{}
	for _, names := range carried {
		for _, name := range names {
			known[name] = true
			if !ran[name] {
				t.Errorf("no row for %s", name)
			}
		}
	}
	for name := range ran {
		if !known[name] {
			t.Errorf("%s is no upstream case", name)
		}
	}
}

var diffOptions = cmp.Options{
	cmpopts.EquateEmpty(),
	cmp.AllowUnexported(),
	cmpopts.IgnoreUnexported(ToolLocation{}, EnvVar{}, SecretEnvVar{}, HostPathVolume{}, Never{}, Merge{}, Override{}),
}

func secrets(names ...string) []ImagePullSecret {
	var out []ImagePullSecret
	for _, n := range names {
		out = append(out, ImagePullSecret{Name: n})
	}
	return out
}

func testCombineTemplates(t *testing.T) {
	host := func(path, mount string) Volume { return HostPathVolume{HostPath: path, MountPath: mount} }
	tool := func(n string) NodeProperty {
		return ToolLocation{Locations: []ToolHome{{Key: "toolKey" + n + "@Test", Home: "toolHome" + n}}}
	}
	full := PodTemplate{
		Name: "Name", Namespace: "NameSpace", Label: "Label", ServiceAccount: "ServiceAccount", NodeSelector: "NodeSelector",
		NodeUsageMode: NodeUsageExclusive, ImagePullSecrets: secrets("secret1"), InheritFrom: "Inherit", InstanceCap: new(99),
		SlaveConnectTimeout: new(99), IdleMinutes: new(99), ActiveDeadlineSeconds: new(99), YAML: RawYAML("Yaml"),
	}
	fullTwice := full
	fullTwice.NodeUsageMode = "" // the default, which the plugin keeps as such
	fullTwice.YAML, fullTwice.YAMLs = nil, []YAML{RawYAML("Yaml"), RawYAML("Yaml")}
	tests := []struct {
		upstream      string
		parent        *PodTemplate
		child, result PodTemplate
	}{
		{
			"shouldReturnPodTemplateWhenParentIsNull", nil,
			PodTemplate{Name: "template", ServiceAccount: "sa1"},
			PodTemplate{Name: "template", ServiceAccount: "sa1"},
		},
		{
			"shouldOverrideServiceAccountIfSpecified", &PodTemplate{Name: "parent", ServiceAccount: "sa"},
			PodTemplate{Name: "template1", ServiceAccount: "sa1"},
			PodTemplate{Name: "template1", ServiceAccount: "sa1"},
		},
		{
			"shouldOverrideServiceAccountIfSpecified", &PodTemplate{Name: "parent", ServiceAccount: "sa"},
			PodTemplate{},
			PodTemplate{ServiceAccount: "sa"},
		},
		{
			"shouldOverrideNodeSelectorIfSpecified", &PodTemplate{Name: "parent", NodeSelector: "key:value"},
			PodTemplate{Name: "template1", NodeSelector: "key:value1"},
			PodTemplate{Name: "template1", NodeSelector: "key:value1"},
		},
		{
			"shouldOverrideNodeSelectorIfSpecified", &PodTemplate{Name: "parent", NodeSelector: "key:value"},
			PodTemplate{Name: "template2"},
			PodTemplate{Name: "template2", NodeSelector: "key:value"},
		},
		{
			"shouldCombineAllImagePullSecrets", &PodTemplate{ImagePullSecrets: secrets("secret1")},
			PodTemplate{ImagePullSecrets: secrets("secret1", "secret2", "secret3")},
			PodTemplate{ImagePullSecrets: secrets("secret1", "secret2", "secret3")},
		},
		{
			"shouldCombineAllImagePullSecrets", &PodTemplate{ImagePullSecrets: secrets("secret1")},
			PodTemplate{ImagePullSecrets: secrets("secret2", "secret3")},
			PodTemplate{ImagePullSecrets: secrets("secret1", "secret2", "secret3")},
		},
		{
			"shouldCombineAllImagePullSecrets", &PodTemplate{ImagePullSecrets: secrets("secret1")},
			PodTemplate{},
			PodTemplate{ImagePullSecrets: secrets("secret1")},
		},
		{
			"shouldCombineAllAnnotations", &PodTemplate{Annotations: []Annotation{{Key: "key1", Value: "value1"}, {Key: "key2", Value: "value2"}}},
			PodTemplate{Annotations: []Annotation{{Key: "key1", Value: "value3"}}},
			PodTemplate{Annotations: []Annotation{{Key: "key1", Value: "value3"}, {Key: "key2", Value: "value2"}}},
		},
		{"shouldDropNoDataWhenIdentical", &full, full, fullTwice},
		{
			"shouldCombineAllPodKeyValueEnvVars", &PodTemplate{EnvVars: []TemplateEnvVar{EnvVar{Key: "key-1", Value: "value-1"}}},
			PodTemplate{EnvVars: []TemplateEnvVar{EnvVar{Key: "key-2", Value: "value-2"}, EnvVar{Key: "key-3", Value: "value-3"}}},
			PodTemplate{EnvVars: []TemplateEnvVar{EnvVar{Key: "key-1", Value: "value-1"}, EnvVar{Key: "key-2", Value: "value-2"}, EnvVar{Key: "key-3", Value: "value-3"}}},
		},
		{
			"shouldFilterOutNullOrEmptyPodKeyValueEnvVars", &PodTemplate{EnvVars: []TemplateEnvVar{EnvVar{Value: "value-1"}}},
			PodTemplate{EnvVars: []TemplateEnvVar{EnvVar{Value: "value-2"}}},
			PodTemplate{},
		},
		{
			"shouldCombineAllPodSecretEnvVars", &PodTemplate{EnvVars: []TemplateEnvVar{SecretEnvVar{Key: "key-1", SecretName: "secret-1", SecretKey: "secret-key-1"}}},
			PodTemplate{EnvVars: []TemplateEnvVar{SecretEnvVar{Key: "key-2", SecretName: "secret-2", SecretKey: "secret-key-2"}, SecretEnvVar{Key: "key-3", SecretName: "secret-3", SecretKey: "secret-key-3"}}},
			PodTemplate{EnvVars: []TemplateEnvVar{SecretEnvVar{Key: "key-1", SecretName: "secret-1", SecretKey: "secret-key-1"}, SecretEnvVar{Key: "key-2", SecretName: "secret-2", SecretKey: "secret-key-2"}, SecretEnvVar{Key: "key-3", SecretName: "secret-3", SecretKey: "secret-key-3"}}},
		},
		{
			"shouldFilterOutNullOrEmptyPodSecretEnvVars", &PodTemplate{EnvVars: []TemplateEnvVar{SecretEnvVar{SecretName: "secret-1", SecretKey: "secret-key-1"}}},
			PodTemplate{EnvVars: []TemplateEnvVar{SecretEnvVar{SecretName: "secret-2", SecretKey: "secret-key-2"}}},
			PodTemplate{},
		},
		{
			// In the order of Java's map.
			"shouldCombineAllMounts", &PodTemplate{Volumes: []Volume{host("/host/mnt1", "/container/mnt1"), host("/host/mnt2", "/container/mnt2")}},
			PodTemplate{Volumes: []Volume{host("/host/mnt3", "/container/mnt3"), host("/host/mnt1", "/container/mnt4")}},
			PodTemplate{Volumes: []Volume{host("/host/mnt1", "/container/mnt1"), host("/host/mnt3", "/container/mnt3"), host("/host/mnt2", "/container/mnt2"), host("/host/mnt1", "/container/mnt4")}},
		},
		{
			"shouldCombineAllToolLocations", &PodTemplate{NodeProperties: []NodeProperty{tool("1")}},
			PodTemplate{NodeProperties: []NodeProperty{tool("2")}},
			PodTemplate{NodeProperties: []NodeProperty{tool("1"), tool("2")}},
		},
	}
	for _, tt := range tests {
		upstream(t, tt.upstream, func(t *testing.T) {
			if tt.parent != nil {
				tt.parent = new(normal(*tt.parent))
			}
			got, err := combineTemplates(tt.parent, normal(tt.child))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.result, got, diffOptions); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func testUnwrap(t *testing.T) {
	jnlp1, jnlp2 := ContainerTemplate{Name: "jnlp", Image: "jnlp:1"}, ContainerTemplate{Name: "jnlp", Image: "jnlp:2"}
	maven2 := ContainerTemplate{Name: "maven", Image: "maven:2"}
	tests := []struct {
		upstream string
		registry []PodTemplate
		template PodTemplate
		want     PodTemplate
	}{
		{
			upstream: "shouldUnwrapParent",
			registry: []PodTemplate{{
				Name: "parent", Label: "parent", ServiceAccount: "sa", NodeSelector: "key:value", ImagePullSecrets: secrets("secret1"),
				YAML: RawYAML("Yaml"), AgentContainer: "agentContainer", AgentInjection: new(true), ShowRawYAML: new(false),
			}},
			template: PodTemplate{
				Name: "template1", InheritFrom: "parent", ServiceAccount: "sa1", ImagePullSecrets: secrets("secret2", "secret3"), YAML: RawYAML("Yaml2"),
			},
			want: PodTemplate{
				Name: "template1", InheritFrom: "parent", ServiceAccount: "sa1", NodeSelector: "key:value",
				ImagePullSecrets: secrets("secret1", "secret2", "secret3"), YAMLs: []YAML{RawYAML("Yaml"), RawYAML("Yaml2")},
				AgentContainer: "agentContainer", AgentInjection: new(true), ShowRawYAML: new(false),
			},
		},
		{
			upstream: "shouldUnwrapMultipleParents",
			registry: []PodTemplate{
				{Name: "parent", Label: "parent", ServiceAccount: "sa", NodeSelector: "key:value", ImagePullSecrets: secrets("secret1"), Containers: []ContainerTemplate{jnlp1, maven2}},
				{Name: "template1", Label: "template1", InheritFrom: "parent", ServiceAccount: "sa1", ImagePullSecrets: secrets("secret2"), Containers: []ContainerTemplate{jnlp2}},
				{Name: "template2", Label: "template2", ImagePullSecrets: secrets("secret3"), Containers: []ContainerTemplate{maven2}},
			},
			template: PodTemplate{Name: "toUnwrap", InheritFrom: "template1 template2"},
			want: PodTemplate{
				Name: "toUnwrap", InheritFrom: "template1 template2", ServiceAccount: "sa1", NodeSelector: "key:value",
				ImagePullSecrets: secrets("secret1", "secret2", "secret3"), Containers: []ContainerTemplate{jnlp2, maven2},
			},
		},
	}
	for _, tt := range tests {
		upstream(t, tt.upstream, func(t *testing.T) {
			got, err := Registry{Templates: tt.registry}.unwrap(tt.template)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got, diffOptions); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func testCombineContainerTemplates(t *testing.T) {
	port := func(name string, n int) PortMapping {
		return PortMapping{Name: name, ContainerPort: new(n), HostPort: new(n)}
	}
	secret := func(key, n string) TemplateEnvVar {
		return SecretEnvVar{Key: key, SecretName: "secret-" + n, SecretKey: "secret-key-" + n}
	}
	type c = ContainerTemplate
	tests := []struct {
		upstream            string
		parent, child, want ContainerTemplate
	}{
		{
			"shouldOverrideTheImageAndInheritTheRest",
			c{Name: "maven", Image: "maven:1", Command: "sh -c", Args: "cat"},
			c{Name: "maven", Image: "maven:2"},
			c{Name: "maven", Image: "maven:2", Command: "sh -c", Args: "cat"},
		},
		{
			"shouldCombineAllEnvVars",
			c{EnvVars: []TemplateEnvVar{EnvVar{Key: "key-1", Value: "value-1"}}},
			c{EnvVars: []TemplateEnvVar{EnvVar{Key: "key-2", Value: "value-2"}, EnvVar{Key: "key-3", Value: "value-3"}}},
			c{EnvVars: []TemplateEnvVar{EnvVar{Key: "key-1", Value: "value-1"}, EnvVar{Key: "key-2", Value: "value-2"}, EnvVar{Key: "key-3", Value: "value-3"}}},
		},
		{
			"shouldFilterOutNullOrEmptyEnvVars",
			c{EnvVars: []TemplateEnvVar{EnvVar{Value: "value-1"}}},
			c{EnvVars: []TemplateEnvVar{EnvVar{Value: "value-2"}}},
			c{},
		},
		{
			"shouldCombineAllSecretEnvVars",
			c{EnvVars: []TemplateEnvVar{secret("key-1", "1")}},
			c{EnvVars: []TemplateEnvVar{secret("key-2", "2"), secret("key-3", "3")}},
			c{EnvVars: []TemplateEnvVar{secret("key-1", "1"), secret("key-2", "2"), secret("key-3", "3")}},
		},
		{
			"shouldFilterOutNullOrEmptySecretEnvVars",
			c{EnvVars: []TemplateEnvVar{secret("", "1")}},
			c{EnvVars: []TemplateEnvVar{secret("", "2")}},
			c{},
		},
		{
			"shouldCombineAllPorts",
			c{Ports: []PortMapping{port("port-1", 1000)}},
			c{},
			c{Ports: []PortMapping{port("port-1", 1000)}},
		},
		{
			"shouldCombineAllPorts",
			c{Ports: []PortMapping{port("port-1", 1000)}},
			c{Ports: []PortMapping{port("port-2", 2000)}},
			c{Ports: []PortMapping{port("port-1", 1000), port("port-2", 2000)}},
		},
		{
			"shouldCombineAllPorts",
			c{Ports: []PortMapping{port("port-1", 1000)}},
			c{Ports: []PortMapping{port("port-1", 2000)}},
			c{Ports: []PortMapping{port("port-1", 2000)}},
		},
	}
	for _, tt := range tests {
		upstream(t, tt.upstream, func(t *testing.T) {
			got, err := combineContainerTemplates(tt.parent, tt.child)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got, diffOptions); diff != "" {
				t.Error(diff)
			}
		})
	}
	upstream(t, "shouldReturnContainerTemplateWhenParentIsNull", func(t *testing.T) {
		child := PodTemplate{Containers: []ContainerTemplate{{Name: "jnlp", Image: "jnlp:2"}}}
		got, err := combineTemplates(&PodTemplate{}, child)
		if diff := cmp.Diff(child.Containers, got.Containers, diffOptions); diff != "" || err != nil {
			t.Error(diff, err)
		}
	})
}

func testCombinePods(t *testing.T) {
	const security = "    securityContext: {}\n"
	oneContainer := func(s string) string { return "spec:\n  containers:\n  - name: jnlp\n" + s }
	tests := []struct{ upstream, parent, child, want string }{
		{
			"shouldCombineAllLabels",
			"metadata: {labels: {label1: pod1, label2: pod1}}", "metadata: {labels: {label1: pod2, label3: pod2}}",
			"metadata: {labels: {label1: pod2, label2: pod1, label3: pod2}}",
		},
		{
			"shouldCombineInitContainers",
			"spec: {initContainers: [{name: init-parent}]}", "spec: {initContainers: [{name: init-child}]}",
			"spec: {initContainers: [{name: init-parent}, {name: init-child}]}",
		},
		{
			"childShouldOverrideParentInitContainer",
			"spec: {initContainers: [{name: init, image: image-parent}]}", "spec: {initContainers: [{name: init, image: image-child}]}",
			"spec: {initContainers: [{name: init, image: image-child}]}",
		},
		{
			"childShouldOverrideParentActiveDeadlineSeconds",
			"spec: {activeDeadlineSeconds: 1}", "spec: {activeDeadlineSeconds: 2}", "spec: {activeDeadlineSeconds: 2}",
		},
		{"shouldCombineActiveDeadlineSeconds", "spec: {activeDeadlineSeconds: 1}", "spec: {}", "spec: {activeDeadlineSeconds: 1}"},
		{
			"shouldCombineAllEnvFromSourcesWithoutChangingOrder",
			oneContainer("    envFrom: [{configMapRef: {name: config-map-1, optional: false}}, {secretRef: {name: secret-1, optional: false}}]"),
			oneContainer("    envFrom: [{configMapRef: {name: config-map-2, optional: true}}, {secretRef: {name: secret-2, optional: true}}]"),
			oneContainer("    envFrom: [{configMapRef: {name: config-map-1, optional: false}}, {secretRef: {name: secret-1, optional: false}}, {configMapRef: {name: config-map-2, optional: true}}, {secretRef: {name: secret-2, optional: true}}]"),
		},
		{
			"shouldFilterOutEnvFromSourcesWithNullOrEmptyKey",
			oneContainer("    envFrom: [{}, {configMapRef: {name: null}}, {configMapRef: {name: ''}}, {secretRef: {name: null}}, {secretRef: {name: ''}}]"),
			oneContainer(""), oneContainer(""),
		},
		{"shouldTreatNullEnvFromSouresAsEmpty", oneContainer("    env: null"), oneContainer("    env: null"), oneContainer("")},
		{"shouldTreatNullEnvFromSouresAsEmpty", oneContainer("    env: null"), oneContainer("    env: []"), oneContainer("")},
		{"shouldTreatNullEnvFromSouresAsEmpty", oneContainer("    env: []"), oneContainer("    env: null"), oneContainer("")},
		{"shouldTreatNullEnvFromSouresAsEmpty", oneContainer("    env: []"), oneContainer("    env: []"), oneContainer("")},
		{
			// In the order of Java's map.
			"shouldCombineAllPodMounts",
			oneContainer(security + "    volumeMounts: [{mountPath: /host/mnt1, name: volume-1}, {mountPath: /host/mnt2, name: volume-2}]"),
			oneContainer(security + "    volumeMounts: [{mountPath: /host/mnt3, name: volume-3}, {mountPath: /host/mnt1, name: volume-4}]"),
			oneContainer(security + "    volumeMounts: [{mountPath: /host/mnt2, name: volume-2}, {mountPath: /host/mnt1, name: volume-4}, {mountPath: /host/mnt3, name: volume-3}]"),
		},
		{
			"shouldCombineAllTolerations",
			"spec: {tolerations: [{effect: effect1, key: key1, operator: oper1, tolerationSeconds: 1, value: val1}, {effect: effect2, key: key2, operator: oper2, tolerationSeconds: 2, value: val2}]}",
			"spec: {tolerations: [{effect: effect3, key: key3, operator: oper3, tolerationSeconds: 3, value: val3}, {effect: effect4, key: key4, operator: oper4, tolerationSeconds: 4, value: val4}]}",
			"spec: {tolerations: [{effect: effect1, key: key1, operator: oper1, tolerationSeconds: 1, value: val1}, {effect: effect2, key: key2, operator: oper2, tolerationSeconds: 2, value: val2}, {effect: effect3, key: key3, operator: oper3, tolerationSeconds: 3, value: val3}, {effect: effect4, key: key4, operator: oper4, tolerationSeconds: 4, value: val4}]}",
		},
		{
			"shouldCombineAllResources",
			oneContainer("    resources: {limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 100m, memory: 156Mi}}"),
			oneContainer("    resources: {limits: {cpu: 2, memory: 2Gi}, requests: {cpu: 200m, memory: 256Mi}}"),
			oneContainer("    resources: {limits: {cpu: 2, memory: 2Gi}, requests: {cpu: 200m, memory: 256Mi}}"),
		},
		{
			"shouldCombineContainersInOrder",
			"spec: {containers: [{name: mysql}, {name: jnlp}]}", "spec: {containers: [{name: alpine}, {name: node}, {name: mvn}]}",
			"spec: {containers: [{name: mysql}, {name: jnlp}, {name: alpine}, {name: node}, {name: mvn}]}",
		},
		{
			"shouldIgnoreContainerEmptyArgs",
			oneContainer("    command: [parent command]\n    args: [arg1, arg2]"), oneContainer(""),
			oneContainer("    command: [parent command]\n    args: [arg1, arg2]"),
		},
		{
			"shouldCombineCapabilities",
			oneContainer("    securityContext: {capabilities: {add: [TO_ADD]}, runAsUser: 1000}"), oneContainer(security),
			oneContainer("    securityContext: {capabilities: {add: [TO_ADD]}, runAsUser: 1000}"),
		},
		{
			"shouldCombineCapabilities",
			oneContainer(security), oneContainer("    securityContext: {capabilities: {add: [TO_ADD]}, runAsUser: 1000}"),
			oneContainer("    securityContext: {capabilities: {add: [TO_ADD]}, runAsUser: 1000}"),
		},
		{
			"shouldCombineCapabilities",
			oneContainer("    securityContext: {capabilities: {drop: [TO_DROP]}}"), oneContainer(security),
			oneContainer("    securityContext: {capabilities: {drop: [TO_DROP]}}"),
		},
		{
			"shouldCombineCapabilities",
			oneContainer("    securityContext: {capabilities: {add: [TO_ADD]}, runAsUser: 1000}"),
			oneContainer("    securityContext: {capabilities: {drop: [TO_DROP]}}"),
			oneContainer("    securityContext: {capabilities: {add: [TO_ADD], drop: [TO_DROP]}, runAsUser: 1000}"),
		},
		{
			"shouldOverrideCapabilitiesWithTemplate",
			oneContainer("    securityContext: {capabilities: {add: [CONTAINER1_ADD], drop: [CONTAINER1_DROP]}}"),
			oneContainer("    securityContext: {capabilities: {add: [CONTAINER2_ADD], drop: [CONTAINER2_DROP]}}"),
			oneContainer("    securityContext: {capabilities: {add: [CONTAINER2_ADD], drop: [CONTAINER2_DROP]}}"),
		},
		{"shouldRetainNullsWhenCombiningCapabilities", oneContainer(""), oneContainer(""), oneContainer("")},
		{
			"shouldRetainNullsWhenCombiningCapabilities",
			oneContainer(""), oneContainer("    securityContext: {privileged: true}"), oneContainer("    securityContext: {privileged: true}"),
		},
		{"shouldOverrideShareProcessNamespaceIfSpecified", "spec: {}", "spec: {shareProcessNamespace: false}", "spec: {shareProcessNamespace: false}"},
		{"shouldOverrideShareProcessNamespaceIfSpecified", "spec: {}", "spec: {}", "spec: {}"},
		{"shouldOverrideShareProcessNamespaceIfSpecified", "spec: {shareProcessNamespace: true}", "spec: {shareProcessNamespace: false}", "spec: {shareProcessNamespace: false}"},
		{"shouldOverrideShareProcessNamespaceIfSpecified", "spec: {shareProcessNamespace: true}", "spec: {}", "spec: {shareProcessNamespace: true}"},
	}
	for _, tt := range tests {
		upstream(t, tt.upstream, func(t *testing.T) {
			got, err := combinePods(built(mustParse(t, tt.parent)), built(mustParse(t, tt.child)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(mustParse(t, tt.want).final(), got.final(), diffOptions); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// built returns the pod as the upstream cases make it. There a list of
// capabilities that is not given is null and the parent's counts; in what the
// plugin reads from YAML it is empty, and the parent's is lost.
func built(p *pod) *pod {
	for _, c := range p.containers {
		if c.SecurityContext != nil && c.SecurityContext.Capabilities != nil {
			unsetEmpty(c.SecurityContext.Capabilities)
		}
	}
	return p
}

func mustParse(t *testing.T, text string) *pod {
	t.Helper()
	p, list := parsePod(text)
	if err := list.Err(); err != nil {
		t.Fatal(err)
	}
	return p
}

func testTexts(t *testing.T) {
	for _, row := range []struct {
		upstream, in string
		valid        bool
	}{
		{"testValidateLabelA", "1", true},
		{"testValidateLabelA", "a", true},
		{"testValidateLabelAb", "12", true},
		{"testValidateLabelAb", "ab", true},
		{"testValidateLabelAbc", "123", true},
		{"testValidateLabelAbc", "abc", true},
		{"testValidateLabelAbcd", "1234", true},
		{"testValidateLabelAbcd", "abcd", true},
		{"testValidateLabelMypod", "mypod", true},
		{"testValidateLabelMyPodNested", "mypodNested", true},
		{"testValidateLabelSpecialChars", "x-_.z", true},
		{"testValidateLabelSpecialChars", "one two", false},
		{"testValidateLabelStartWithSpecialChars", "-x", false},
		{"testValidateLabelLong", "123456789012345678901234567890123456789012345678901234567890123", true},
		{"testValidateLabelLong", "abcdefghijklmnopqrstuwxyzabcdefghijklmnopqrstuwxyzabcdefghijklm", true},
		{"testValidateLabelTooLong", "1234567890123456789012345678901234567890123456789012345678901234", false},
		{"testValidateLabelTooLong", "abcdefghijklmnopqrstuwxyzabcdefghijklmnopqrstuwxyzabcdefghijklmn", false},
	} {
		upstream(t, row.upstream, func(t *testing.T) {
			if got := (Label{Key: "a", Value: row.in}).Validate() == nil; got != row.valid {
				t.Errorf("%q: %v", row.in, got)
			}
		})
	}
	for in, want := range map[string]string{
		"foo": "foo", "foo bar #3": "foo_bar__3", "This/Thing": "This_Thing", "/whatever": "xwhatever",
		"way-way-way-too-prolix-for-the-sixty-three-character-limit-in-kubernetes": "xprolix-for-the-sixty-three-character-limit-in-kubernetes",
		"label1": "label1", "label1 label2": "label1_label2",
		"label1 label2 verylooooooooooooooooooooooooooooonglabelover63chars": "bel2_verylooooooooooooooooooooooooooooonglabelover63chars",
		":foo:bar": "xfoo_bar", ":foo:bar:": "xfoo_barx",
		"label1 label2 verylooooooooooooooooooooooooooooonglabelendinginunderscore_": "ylooooooooooooooooooooooooooooonglabelendinginunderscorex",
	} {
		upstream(t, "shouldSanitizeJenkinsLabel", func(t *testing.T) {
			if got := sanitizeLabel(in); got != want {
				t.Errorf("%q became %q, want %q", in, got, want)
			}
		})
	}
	for in, want := range map[string][]string{
		"": nil, "bash": {"bash"}, `bash -c "x y"`: {"bash", "-c", "x y"}, `bash -c 'x y'`: {"bash", "-c", "x y"},
		`bash -c 'x''y'`: {"bash", "-c", "xy"}, `bash -c '"'"$folder"'"'`: {"bash", "-c", `"$folder"`},
		"a b c d": {"a", "b", "c", "d"}, "docker info": {"docker", "info"},
		`echo "I said: 'I am alive'"`: {"echo", "I said: 'I am alive'"}, "docker --version": {"docker", "--version"},
		`curl -k --silent --output=/dev/null "https://localhost:8080"`: {"curl", "-k", "--silent", "--output=/dev/null", "https://localhost:8080"},
	} {
		upstream(t, "testSplitCommandLine", func(t *testing.T) {
			if got, err := splitCommand(in); err != nil || !slices.Equal(got, want) {
				t.Errorf("%q became %q, %v", in, got, err)
			}
		})
	}
	for _, in := range []string{"{}", ""} {
		upstream(t, "testParseYaml", func(t *testing.T) {
			if diff := cmp.Diff(&corev1.Pod{}, mustParse(t, in).final(), diffOptions); diff != "" {
				t.Error(diff)
			}
		})
	}
	modes := func(configMap, secret, projected, key1, key2 string) string {
		return "apiVersion: v1\nkind: Pod\nspec:\n  volumes:\n" +
			"  - {name: v1, configMap: {name: cm1, defaultMode: " + configMap + "}}\n" +
			"  - {name: v2, secret: {secretName: s1, defaultMode: " + secret + "}}\n" +
			"  - name: v3\n    projected:\n      defaultMode: " + projected + "\n      sources:\n" +
			"      - configMap: {name: cm2, items: [{key: k, path: p, mode: " + key1 + "}]}\n" +
			"      - secret: {name: s2, items: [{key: k, path: p, mode: " + key2 + "}]}\n"
	}
	for name, text := range map[string]string{
		"octalParsing":   modes("0755", "0744", "0644", "0400", "0600"),
		"decimalParsing": modes("493", "484", "420", "256", "384"),
	} {
		upstream(t, name, func(t *testing.T) {
			v := mustParse(t, text).Spec.Volumes
			s := v[2].Projected.Sources
			got := []int32{
				*v[0].ConfigMap.DefaultMode, *v[1].Secret.DefaultMode, *v[2].Projected.DefaultMode,
				*s[0].ConfigMap.Items[0].Mode, *s[1].Secret.Items[0].Mode,
			}
			if want := []int32{0o755, 0o744, 0o644, 0o400, 0o600}; !slices.Equal(got, want) {
				t.Errorf("modes %o, want %o", got, want)
			}
		})
	}
}

const (
	busybox = `apiVersion: v1
kind: Pod
metadata:
  labels: {some-label: some-label-value}
spec:
  affinity:
    podAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
      - labelSelector: {matchExpressions: [{key: security, operator: In, values: [S1]}]}
        topologyKey: zone
  containers:
  - name: busybox
    image: busybox
    resources: {requests: {example.com/dongle: 42}, limits: {example.com/dongle: 42}}
    command: [cat]
    tty: true
    env: [{name: CONTAINER_ENV_VAR, value: container-env-var-value}]
    volumeMounts: [{mountPath: /container/data, name: host-volume}]
  volumes:
  - {name: empty-volume, emptyDir: {}}
  - {name: host-volume, hostPath: {path: /host/data}}
`
	overrides = `metadata: {namespace: yaml-namespace}
spec:
  containers:
  - name: jnlp
    image: jenkins-jnlp-override
    securityContext: {runAsUser: 3000, runAsGroup: 4000}
    volumeMounts: [{mountPath: /home/jenkins/agent, name: host-volume}]
    resources: {limits: {cpu: 2, memory: 2Gi}, requests: {cpu: 200m, memory: 256Mi}}
  volumes: [{name: host-volume, hostPath: {path: /host/data}}]
`
	labelled = "apiVersion: v1\nkind: Pod\nmetadata: {labels: {some-label: some-label-value}}\nspec:\n"
)

// cloud is the cloud of the upstream tests.
func cloud() Registry {
	return Registry{JenkinsURL: "http://jenkins.example.com", AgentName: "jenkins-agent", AgentSecret: "xxx"}
}

// testBuild runs the cases that build whole pods. What they assert is spelled
// as lines that say where and what; see facts.
func testBuild(t *testing.T) {
	direct := func(r Registry, on bool) Registry { r.DirectConnection = on; return r }
	with := func(f func(*Registry)) Registry { r := cloud(); f(&r); return r }
	jnlpFields := ContainerTemplate{
		Name: "jnlp", Image: "image1", ResourceLimitCPU: "1", ResourceLimitMemory: "1Gi", ResourceRequestCPU: "100m",
		ResourceRequestMemory: "156Mi", RunAsUser: "1000", RunAsGroup: "2000",
	}
	agentImage := "image jnlp " + DefaultAgentImage
	type row struct {
		upstream string
		registry Registry
		parent   *PodTemplate // combined with the template beforehand
		template PodTemplate
		want     []string
	}
	var tests []row
	for _, on := range []bool{false, true} {
		url := "env jnlp JENKINS_URL http://jenkins.example.com"
		if on {
			url = "env jnlp JENKINS_PROTOCOLS JNLP4-connect"
		}
		agentEnv := []string{url, "env jnlp JENKINS_SECRET xxx", "env jnlp JENKINS_NAME jenkins-agent", "env jnlp JENKINS_AGENT_NAME jenkins-agent", "env jnlp JENKINS_AGENT_WORKDIR /home/jenkins/agent", "env jnlp REMOTING_OPTS -noReconnectAfter 1d"}
		tests = append(tests,
			row{
				"testBuildFromYaml", direct(cloud(), on), nil,
				PodTemplate{YAML: RawYAML(busybox)},
				append([]string{
					"label some-label some-label-value", "label jenkins slave", "restartPolicy Never", "containers 2", "image busybox busybox", agentImage,
					"volumes 3", "volume workspace-volume emptyDir", "volume empty-volume emptyDir", "volume host-volume /host/data",
					"mounts busybox 2", "mount busybox /container/data host-volume", "mount busybox /home/jenkins/agent workspace-volume",
					"mounts jnlp 1", "mount jnlp /home/jenkins/agent workspace-volume", "command jnlp []", "args jnlp []",
					"requests busybox example.com/dongle 42", "limits busybox example.com/dongle 42",
					"env busybox JENKINS_URL -", "env busybox JENKINS_SECRET -",
				}, agentEnv...),
			},
			row{
				"testValidateDockerRegistryPrefixOverride",
				direct(with(func(r *Registry) { r.RegistryPrefix = "jenkins.docker.com/docker-hub" }), on), nil,
				PodTemplate{YAML: RawYAML(busybox)},
				[]string{"containers 2", "image busybox busybox", "image jnlp jenkins.docker.com/docker-hub/" + DefaultAgentImage, "label jenkins slave"},
			},
			row{
				"testValidateDockerRegistryPrefixOverrideWithSlashSuffix",
				direct(with(func(r *Registry) { r.RegistryPrefix = "jenkins.docker.com/docker-hub/" }), on), nil,
				PodTemplate{YAML: RawYAML(busybox)},
				[]string{"containers 2", "image busybox busybox", "image jnlp jenkins.docker.com/docker-hub/" + DefaultAgentImage, "label jenkins slave"},
			},
			row{
				"testValidateDockerRegistryPrefixOverrideForInitContainer",
				direct(with(func(r *Registry) { r.RegistryPrefix = "jenkins.docker.com/docker-hub" }), on), nil,
				PodTemplate{YAML: RawYAML(busybox), AgentContainer: "busybox", AgentInjection: new(true)},
				[]string{
					"containers 1", "initContainers 1", "image busybox busybox", "command busybox [/jenkins-agent/jenkins-agent]",
					"image set-up-jenkins-agent jenkins.docker.com/docker-hub/" + DefaultAgentImage, "label jenkins slave",
				},
			},
			row{
				"testBuildFromTemplate", direct(cloud(), on), nil,
				PodTemplate{
					RunAsUser: "1000", RunAsGroup: "1000", SupplementalGroups: "5001,5002", HostNetwork: new(false),
					Volumes: []Volume{HostPathVolume{HostPath: "/host/data", MountPath: "/container/data"}, EmptyDirVolume{MountPath: "/empty/dir"}},
					Containers: []ContainerTemplate{{
						Name: "busybox", Image: "busybox", Command: "cat", TTYEnabled: new(true), RunAsUser: "2000", RunAsGroup: "2000",
						EnvVars: []TemplateEnvVar{EnvVar{Key: "CONTAINER_ENV_VAR", Value: "container-env-var-value"}},
					}},
				},
				append([]string{
					"restartPolicy Never", "containers 2", "image busybox busybox", agentImage, "volumes 3", "volume workspace-volume emptyDir",
					"volume volume-0 /host/data", "volume volume-1 emptyDir", "mounts busybox 3", "mounts jnlp 3",
					"mount busybox /container/data volume-0", "mount busybox /empty/dir volume-1", "mount busybox /home/jenkins/agent workspace-volume",
					"mount jnlp /container/data volume-0", "mount jnlp /empty/dir volume-1", "mount jnlp /home/jenkins/agent workspace-volume",
					"pod runAsUser 1000", "pod runAsGroup 1000", "pod supplementalGroups [5001 5002]", "runAsUser busybox 2000", "runAsGroup busybox 2000",
					"env busybox JENKINS_URL -", "command jnlp []", "args jnlp []",
				}, agentEnv...),
			},
			row{
				"testOverridesFromYaml", direct(cloud(), on), nil,
				PodTemplate{Namespace: "template-namespace", YAML: RawYAML(overrides)},
				append([]string{
					"namespace yaml-namespace", "containers 1", "mounts jnlp 1", "limits jnlp cpu 2", "limits jnlp memory 2Gi",
					"requests jnlp cpu 200m", "requests jnlp memory 256Mi",
				}, agentEnv...),
			},
			row{
				// The raw pod's resources lose against the parent's fields.
				"testInheritsFromWithYaml", direct(cloud(), on), &PodTemplate{Containers: []ContainerTemplate{jnlpFields}},
				PodTemplate{YAML: RawYAML(overrides), InheritFrom: "parent"},
				append([]string{
					"containers 1", "limits jnlp cpu 1", "limits jnlp memory 1Gi", "requests jnlp cpu 100m", "requests jnlp memory 156Mi",
					"runAsUser jnlp 1000", "runAsGroup jnlp 2000",
				}, agentEnv...),
			},
			row{
				"testOverridesContainerSpec", direct(cloud(), on), nil,
				PodTemplate{Containers: []ContainerTemplate{{Name: "jnlp", Image: "jenkinsci/jnlp-slave:latest"}}, YAML: RawYAML(overrides)},
				append([]string{"containers 1", "mounts jnlp 1"}, agentEnv...),
			},
		)
	}
	workspace := []string{
		"containers 2", "mounts name 1", "mount name /home/jenkins/agent workspace-volume", "mounts jnlp 1",
		"mount jnlp /home/jenkins/agent workspace-volume",
	}
	named := []ContainerTemplate{{Name: "name", Image: "image"}}
	merge := func(parent, child string) (*PodTemplate, PodTemplate) {
		return &PodTemplate{YAML: RawYAML(labelled + parent)}, PodTemplate{YAML: RawYAML(child), YAMLMergeStrategy: Merge{}, InheritFrom: "parent"}
	}
	add := func(name string, parent *PodTemplate, child PodTemplate, want ...string) {
		tests = append(tests, row{name, cloud(), parent, child, want})
	}
	add("testBuildJnlpFromYamlWithNullEnv", nil, PodTemplate{YAML: RawYAML("spec:\n  containers:\n  - name: jnlp\n    image: jnlp-agent\n    env:\n")},
		"image jnlp jnlp-agent", "env jnlp JENKINS_SECRET xxx")
	tests = append(tests, row{
		"testInjectRestrictedPssSecurityContextInJnlp", with(func(r *Registry) { r.RestrictedPSSSecurityContext = true }), nil,
		PodTemplate{YAML: RawYAML(busybox)},
		[]string{"restricted jnlp", "restricted busybox"},
	}, row{
		"testValidateDockerRegistryUIOverride", with(func(r *Registry) {
			r.JNLPRegistry, r.RegistryPrefix = "registry.example.com", "jenkins.docker.com/docker-hub"
		}), nil,
		PodTemplate{YAML: RawYAML(busybox)},
		[]string{"containers 2", "image busybox busybox", "image jnlp registry.example.com/" + DefaultAgentImage, "label jenkins slave"},
	}, row{
		"testValidateDockerRegistryUIOverrideWithSlashSuffix", with(func(r *Registry) {
			r.JNLPRegistry, r.RegistryPrefix = "registry.example.com/", "jenkins.docker.com/docker-hub"
		}), nil,
		PodTemplate{YAML: RawYAML(busybox)},
		[]string{"containers 2", "image busybox busybox", "image jnlp registry.example.com/" + DefaultAgentImage, "label jenkins slave"},
	}, row{
		"namespaceFromCloud", with(func(r *Registry) { r.Namespace = "cloud-namespace" }), nil, PodTemplate{}, []string{"namespace cloud-namespace"},
	}, row{
		"namespaceFromTemplate", with(func(r *Registry) { r.Namespace = "cloud-namespace" }), nil,
		PodTemplate{Namespace: "template-namespace"},
		[]string{"namespace template-namespace"},
	})
	add("testBuildWithCustomWorkspaceVolume", nil,
		PodTemplate{WorkspaceVolume: EmptyDirWorkspaceVolume{Memory: new(true), SizeLimit: "1Gi"}, Containers: named},
		append(workspace, "volume workspace-volume emptyDir Memory 1Gi")...)
	add("testBuildWithDynamicPVCWorkspaceVolume", nil, PodTemplate{WorkspaceVolume: DynamicPVCWorkspaceVolume{}, Containers: named},
		append(workspace, "volume workspace-volume pvc-workspace-jenkins-agent")...)
	add("defaultRequests", nil, PodTemplate{}, "requests jnlp cpu 100m", "requests jnlp memory 256Mi")
	p, c := merge("  containers: [{name: container1, image: busybox, command: [cat], tty: true}]\n", "spec:\n  containers: [{name: container2, image: busybox, command: [cat], tty: true}]\n")
	add("yamlMergeContainers", p, c, "label some-label some-label-value", "containers 3", "image container1 busybox", "image container2 busybox")
	p, c = merge("  containers: [{name: container, image: busybox, command: [cat], tty: true}]\n", "spec:\n  containers: [{name: container, image: busybox2, command: [cat], tty: true}]\n")
	add("yamlOverrideContainer", p, c, "label some-label some-label-value", "containers 2", "image container busybox2")
	p, c = merge("  containers: [{name: jnlp, env: [{name: VAR1, value: '1'}, {name: VAR2, value: '1'}]}]\n", "kind: Pod\nspec:\n  containers: [{name: jnlp, env: [{name: VAR1, value: '2'}]}]\n")
	add("yamlOverrideContainerEnvvar", p, c, "env jnlp VAR1 2", "env jnlp VAR2 1")
	p, c = merge("  containers: [{name: jnlp, volumeMounts: [{name: host-volume, mountPath: /etc/config, subPath: mypath}]}]\n  volumes: [{name: host-volume, hostPath: {path: /host/data}}]\n",
		"spec:\n  volumes: [{name: host-volume, hostPath: {path: /host/data2}}]\n")
	c.Containers = []ContainerTemplate{{Name: "jnlp", Image: "image"}}
	c.Volumes = []Volume{ConfigMapVolume{MountPath: "/etc/configmap", ConfigMapName: "my-configmap", Optional: new(false), SubPath: "subpath"}}
	add("yamlOverrideVolume", p, c, "label some-label some-label-value", "volume host-volume /host/data2", "containers 1",
		"mount jnlp /etc/config host-volume mypath", "mount jnlp /etc/configmap volume-0 subpath")
	p, c = merge("  hostNetwork: false\n  containers: [{name: container, image: busybox, securityContext: {runAsUser: 1000, runAsGroup: 1000}, command: [cat], tty: true}]\n",
		"spec:\n  hostNetwork: true\n  containers: [{name: container, image: busybox2, securityContext: {runAsUser: 2000, runAsGroup: 2000}, command: [cat], tty: true}]\n")
	add("yamlOverrideHostNetwork", p, c, "hostNetwork true")
	p, c = merge("  schedulerName: default-scheduler\n", "spec: {schedulerName: custom-scheduler}\n")
	add("yamlOverrideSchedulerName", p, c, "schedulerName custom-scheduler")
	p, c = merge("  securityContext: {runAsUser: 2000, runAsGroup: 2000}\n  containers: [{name: container, image: busybox, securityContext: {runAsUser: 1000, runAsGroup: 1000}, command: [cat], tty: true}]\n",
		"spec:\n  securityContext: {runAsUser: 3000, runAsGroup: 3000}\n  containers: [{name: container, image: busybox2, securityContext: {runAsUser: 2000, runAsGroup: 2000}, command: [cat], tty: true}]\n")
	add("yamlOverrideSecurityContext", p, c, "containers 2", "pod runAsUser 3000", "pod runAsGroup 3000", "runAsUser container 2000", "runAsGroup container 2000")
	p, c = merge("  volumes: [{name: host-volume, hostPath: {path: /host/data}}]\n", "spec: {volumes: [{name: host-volume2, hostPath: {path: /host/data2}}]}\n")
	add("yamlMergeVolumes", p, c, "label some-label some-label-value", "volumes 3", "volume host-volume /host/data", "volume host-volume2 /host/data2")
	add("whenRuntimeClassNameIsSetDoNotSetDefaultNodeSelector", nil, PodTemplate{YAML: RawYAML("spec: {runtimeClassName: windows}")},
		"runtimeClassName windows", "nodeSelector map[]")

	for _, tt := range tests {
		upstream(t, tt.upstream, func(t *testing.T) {
			r := tt.registry
			if tt.parent != nil {
				tt.parent.Name, tt.template.InheritFrom = "parent", "parent"
				r.Templates = []PodTemplate{*tt.parent}
			}
			pod, err := Effective(tt.template, r)
			if err != nil {
				t.Fatal(err)
			}
			facts := facts(pod)
			for _, want := range tt.want {
				absent := strings.HasSuffix(want, " -")
				if absent {
					want = strings.TrimSuffix(want, "-")
				}
				if found := slices.ContainsFunc(facts, func(f string) bool { return f == want || absent && strings.HasPrefix(f, want) }); found == absent {
					t.Errorf("no %q in:\n%s", want, strings.Join(facts, "\n"))
				}
			}
		})
	}
}

func testInheritYAMLMergeStrategy(t *testing.T) {
	const tolerating = "spec: {tolerations: [{key: reservedFor, operator: Exists, effect: NoSchedule}]}"
	for _, tt := range []struct {
		why           string
		parent, child YAMLMergeStrategy
		inherit       bool
		tolerations   int
	}{
		{"not inherited unless asked", Merge{}, nil, false, 0},
		{"merge inherited", Merge{}, nil, true, 1},
		{"override inherited", Override{}, nil, true, 0},
		{"the child's own override wins", Merge{}, Override{}, true, 0},
		{"the child's own merge wins", Override{}, Merge{}, true, 1},
	} {
		upstream(t, "inheritYamlMergeStrategy", func(t *testing.T) {
			r := cloud()
			r.Templates = []PodTemplate{{Name: "parent", YAML: RawYAML(tolerating), YAMLMergeStrategy: tt.parent, InheritYAMLMergeStrategy: new(tt.inherit)}}
			pod, err := Effective(PodTemplate{YAML: RawYAML("spec:\n"), InheritFrom: "parent", YAMLMergeStrategy: tt.child}, r)
			if err != nil {
				t.Fatal(err)
			}
			if n := len(pod.Spec.Tolerations); n != tt.tolerations {
				t.Errorf("%s: %d tolerations, want %d", tt.why, n, tt.tolerations)
			}
		})
	}
}

func testRestricted(t *testing.T) {
	full := corev1.SecurityContext{
		AllowPrivilegeEscalation: new(false), RunAsNonRoot: new(true), Capabilities: &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}},
		SeccompProfile: &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault},
	}
	user, own := full, full
	user.RunAsUser = new(int64(1000))
	own.AllowPrivilegeEscalation = new(true)
	own.SeccompProfile = &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeLocalhost}
	type contexts map[string]*corev1.SecurityContext
	for _, tt := range []struct {
		upstream         string
		init, containers contexts
		want             contexts
	}{
		{"simple", nil, contexts{"jnlp": nil}, contexts{"jnlp": &full}},
		{"multiContainer", nil, contexts{"jnlp": nil, "maven": {RunAsUser: new(int64(1000))}}, contexts{"jnlp": &full, "maven": &user}},
		{
			"existingSecurityContext", nil,
			contexts{"jnlp": {AllowPrivilegeEscalation: new(true), SeccompProfile: &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeLocalhost}}},
			contexts{"jnlp": &own},
		},
		{"agentInjection", contexts{"set-up-jenkins-agent": nil}, contexts{"maven": nil}, contexts{"set-up-jenkins-agent": &full, "maven": &full}},
	} {
		upstream(t, tt.upstream, func(t *testing.T) {
			p := new(pod)
			for name, sc := range tt.init {
				p.initContainers = append(p.initContainers, container{Container: corev1.Container{Name: name, SecurityContext: sc}})
			}
			for name, sc := range tt.containers {
				p.containers = append(p.containers, container{Container: corev1.Container{Name: name, SecurityContext: sc}})
			}
			b := builder{registry: Registry{RestrictedPSSSecurityContext: true}}
			b.decorate(p)
			got := contexts{}
			for _, c := range slices.Concat(p.initContainers, p.containers) {
				got[c.Name] = c.SecurityContext
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// facts spells what is in a pod as lines.
func facts(p *corev1.Pod) []string {
	var out []string
	add := func(words ...string) { out = append(out, strings.Join(words, " ")) }
	num := func(n *int64) string {
		if n == nil {
			return "-"
		}
		return sprint(*n)
	}
	add("namespace", p.Namespace)
	for k, v := range p.Labels {
		add("label", k, v)
	}
	s := p.Spec
	add("restartPolicy", string(s.RestartPolicy))
	add("schedulerName", s.SchedulerName)
	add("containers", sprint(len(s.Containers)))
	add("initContainers", sprint(len(s.InitContainers)))
	add("volumes", sprint(len(s.Volumes)))
	add("hostNetwork", sprint(s.HostNetwork))
	add("nodeSelector", sprint(s.NodeSelector))
	if s.RuntimeClassName != nil {
		add("runtimeClassName", *s.RuntimeClassName)
	}
	if c := s.SecurityContext; c != nil {
		add("pod runAsUser", sprint(*c.RunAsUser))
		add("pod runAsGroup", sprint(*c.RunAsGroup))
		add("pod supplementalGroups", sprint(c.SupplementalGroups))
	}
	for _, v := range s.Volumes {
		switch {
		case v.EmptyDir != nil:
			words := []string{"volume", v.Name, "emptyDir"}
			if v.EmptyDir.Medium != "" {
				words = append(words, string(v.EmptyDir.Medium))
			}
			if v.EmptyDir.SizeLimit != nil {
				words = append(words, v.EmptyDir.SizeLimit.String())
			}
			add(words...)
		case v.HostPath != nil:
			add("volume", v.Name, v.HostPath.Path)
		case v.PersistentVolumeClaim != nil:
			add("volume", v.Name, v.PersistentVolumeClaim.ClaimName)
		}
	}
	for _, c := range slices.Concat(s.InitContainers, s.Containers) {
		add("image", c.Name, c.Image)
		add("command", c.Name, sprint(c.Command))
		add("args", c.Name, sprint(c.Args))
		add("mounts", c.Name, sprint(len(c.VolumeMounts)))
		for _, m := range c.VolumeMounts {
			add(strings.TrimSpace("mount " + c.Name + " " + m.MountPath + " " + m.Name + " " + m.SubPath))
		}
		for _, e := range c.Env {
			add("env", c.Name, e.Name, e.Value)
		}
		for k, q := range c.Resources.Requests {
			add("requests", c.Name, string(k), q.String())
		}
		for k, q := range c.Resources.Limits {
			add("limits", c.Name, string(k), q.String())
		}
		if sc := c.SecurityContext; sc != nil {
			add("runAsUser", c.Name, num(sc.RunAsUser))
			add("runAsGroup", c.Name, num(sc.RunAsGroup))
			if sc.AllowPrivilegeEscalation != nil && !*sc.AllowPrivilegeEscalation && sc.RunAsNonRoot != nil && *sc.RunAsNonRoot &&
				sc.SeccompProfile != nil && sc.Capabilities != nil && slices.Contains(sc.Capabilities.Drop, "ALL") {
				add("restricted", c.Name)
			}
		}
	}
	return out
}

func sprint(v any) string { return fmt.Sprint(v) }
