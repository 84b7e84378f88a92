package podtemplate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// findings returns the findings as texts.
func findings(err error) []string {
	var out []string
	for _, e := range fieldpath.Errors(err) {
		out = append(out, e.Error())
	}
	return out
}

// with returns a template that has that raw pod.
func with(raw string) podtemplate.PodTemplate {
	return podtemplate.PodTemplate{Name: "a", Label: "a", YAML: podtemplate.RawYAML(raw)}
}

// What is wrong in one template.
func TestValidate(t *testing.T) {
	type (
		template = podtemplate.PodTemplate
		k        = podtemplate.ContainerTemplate
	)
	both := func(c k, raw string) template {
		c.Name, c.Image = "maven", "maven:3"
		t := with("spec:\n  containers:\n  - name: maven\n    image: maven:3\n    imagePullPolicy: IfNotPresent\n" + raw)
		t.Containers = []k{c}
		return t
	}
	field := func(f func(*template), raw string) template {
		t := with(raw)
		f(&t)
		return t
	}
	tests := []struct {
		reason   string
		template template
		want     []string
	}{
		{"sound", template{Name: "a", Containers: []k{{Name: "maven", Image: "maven:3"}}, YAML: podtemplate.RawYAML("spec: {priorityClassName: ci}")}, nil},
		{"empty", template{}, nil},

		// An attribute and the raw pod contradict each other.
		{"namespace", field(func(t *template) { t.Namespace = "ci" }, "metadata: {namespace: other}"), []string{`namespace: conflict "ci": the raw pod says other; the raw pod wins`}},
		{"same namespace", field(func(t *template) { t.Namespace = "ci" }, "metadata: {namespace: ci}"), nil},
		{"service account", field(func(t *template) { t.ServiceAccount = "ci" }, "spec: {serviceAccountName: other}"), []string{`serviceAccount: conflict "ci": the raw pod says other; the field wins`}},
		{"the account's old name", field(func(t *template) { t.ServiceAccount = "ci" }, "spec: {serviceAccount: other}"), []string{`serviceAccount: conflict "ci": the raw pod says other; the field wins`}},
		{"scheduler", field(func(t *template) { t.SchedulerName = "ci" }, "spec: {schedulerName: other}"), []string{`schedulerName: conflict "ci": the raw pod says other; the field wins`}},
		{"deadline", field(func(t *template) { t.ActiveDeadlineSeconds = new(60) }, "spec: {activeDeadlineSeconds: 90}"), []string{`activeDeadlineSeconds: conflict 60: the raw pod says 90; the field wins`}},
		{"network", field(func(t *template) { t.HostNetwork = new(false) }, "spec: {hostNetwork: true}"), []string{`hostNetwork: conflict false: the raw pod says true; the field wins`}},
		{"user", field(func(t *template) { t.RunAsUser, t.RunAsGroup = "1000", "2000" }, "spec: {securityContext: {runAsUser: 0, runAsGroup: 0}}"), []string{
			`runAsGroup: conflict "2000": the raw pod says 0; the field wins`, `runAsUser: conflict "1000": the raw pod says 0; the field wins`,
		}},
		{"node selector", field(func(t *template) { t.NodeSelector = "arch=arm64,os=linux" }, "spec: {nodeSelector: {arch: amd64}}"), []string{`nodeSelector: conflict "arm64": the raw pod says amd64; the field wins`}},
		{"annotation", field(func(t *template) {
			t.Annotations = []podtemplate.Annotation{{Key: "a", Value: "false"}}
		}, "metadata: {annotations: {a: 'true'}}"), []string{`annotations[0].value: conflict "false": the raw pod says true; the field wins`}},
		{"volume name", field(func(t *template) {
			t.Volumes = []podtemplate.Volume{podtemplate.SecretVolume{MountPath: "/s", SecretName: "s"}}
		}, "spec: {volumes: [{name: volume-0, emptyDir: {}}]}"), []string{
			`yaml.spec.volumes[0].name: conflict "volume-0": the plugin gives that name to a volume of the template's, which wins`,
		}},
		{"workspace", with("spec: {volumes: [{name: workspace-volume, persistentVolumeClaim: {claimName: ws}}]}"), []string{
			`yaml.spec.volumes[0].name: conflict "workspace-volume": the plugin gives that name to the workspace volume; set workspaceVolume instead, which wins`,
		}},
		{"image", both(k{}, "    command: [sleep]\n"), nil},
		{"container", both(
			k{Command: "cat", Args: "x", WorkingDir: "/w", ResourceRequestCPU: "1", ResourceLimitMemory: "1Gi", RunAsUser: "1", EnvVars: []podtemplate.TemplateEnvVar{podtemplate.EnvVar{Key: "A", Value: "1"}}},
			"    command: [sleep]\n    args: ['9']\n    workingDir: /v\n    tty: true\n    resources: {requests: {cpu: 2}, limits: {memory: 1024Mi}}\n    securityContext: {runAsUser: 2}\n    env: [{name: A, value: '2'}]\n",
		), []string{
			`containers[0].args: conflict "x": the raw pod says 9; the field wins`,
			`containers[0].command: conflict "cat": the raw pod says sleep; the field wins`,
			`containers[0].envVars[0]: conflict "A": container maven of the raw pod has another value; the field wins`,
			`containers[0].resourceRequestCpu: conflict "1": the raw pod says 2; the field wins`,
			`containers[0].runAsUser: conflict "1": the raw pod says 2; the field wins`,
			`containers[0].ttyEnabled: conflict false: the raw pod's tty is true; the field wins, set or not`,
			`containers[0].workingDir: conflict "/w": the raw pod says /v; the field wins`,
		}},
		{"privileged", both(k{Privileged: new(true)}, "    securityContext: {privileged: false}\n"), []string{
			`containers[0].privileged: conflict true: the raw pod says false; the field wins`,
		}},
		{"privileged by the raw pod alone", both(k{RunAsUser: "0"}, "    securityContext: {privileged: true}\n"), []string{
			`containers[0].privileged: conflict false: the raw pod says true; the field wins, set or not, as runAsUser or runAsGroup is set`,
		}},
		{"variables", func() template {
			t := both(k{}, "    env: [{name: A, value: '1'}, {name: B, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, {name: C, value: '1'}]\n  - name: jnlp\n    env: [{name: A, value: '3'}]\n")
			t.EnvVars = []podtemplate.TemplateEnvVar{podtemplate.EnvVar{Key: "A", Value: "2"}, podtemplate.EnvVar{Key: "B", Value: "2"}, podtemplate.EnvVar{Key: "C", Value: "1"}}
			return t
		}(), []string{
			`envVars[0]: conflict "A": container jnlp of the raw pod has another value; the raw pod wins`,
			`envVars[0]: conflict "A": container maven of the raw pod has another value; the field wins`,
			`envVars[1]: conflict "B": container maven of the raw pod has another value; the field wins`,
		}},
		{"the plugin's own labels", with("metadata: {labels: {jenkins/label: mine, team: a}}"), []string{
			`yaml.metadata.labels[jenkins/label]: conflict "mine": the plugin gives the pod this label itself`,
		}},
		{"pull policy", template{
			Containers: []k{{Name: "maven", Image: "maven:3"}},
			YAML:       podtemplate.RawYAML("spec: {containers: [{name: maven, imagePullPolicy: Always}]}"),
		}, []string{
			`containers[0].alwaysPullImage: conflict false: the raw pod's imagePullPolicy is Always; the field sets IfNotPresent and wins`,
		}},
		{"mount path", func() template {
			t := both(k{}, "    volumeMounts: [{name: mine, mountPath: /cache}]\n  volumes: [{name: mine, emptyDir: {}}]\n")
			t.Volumes = []podtemplate.Volume{podtemplate.EmptyDirVolume{MountPath: "/cache/"}}
			return t
		}(), []string{`volumes[0].mountPath: conflict "/cache": the raw pod mounts volume mine there in container maven; the field wins`}},
		{"yaml and yamls", template{YAML: podtemplate.RawYAML("{}"), YAMLs: []podtemplate.YAML{podtemplate.RawYAML("{}")}}, []string{
			"yaml: conflict: yamls is set too, and the plugin then ignores yaml",
		}},

		// Resources that don't parse, or that Kubernetes refuses.
		{"quantities", template{Containers: []k{{
			Name: "a", Image: "a", ResourceRequestCPU: "1 core", ResourceRequestMemory: "1GB", ResourceRequestEphemeralStorage: "x",
			ResourceLimitCPU: "two", ResourceLimitMemory: "1gi", ResourceLimitEphemeralStorage: "1,5Gi",
		}}}, []string{
			`containers[0].resourceLimitCpu: invalid value "two": not a quantity such as 500m, 2 or 512Mi`,
			`containers[0].resourceLimitEphemeralStorage: invalid value "1,5Gi": not a quantity such as 500m, 2 or 512Mi`,
			`containers[0].resourceLimitMemory: invalid value "1gi": not a quantity such as 500m, 2 or 512Mi`,
			`containers[0].resourceRequestCpu: invalid value "1 core": not a quantity such as 500m, 2 or 512Mi`,
			`containers[0].resourceRequestEphemeralStorage: invalid value "x": not a quantity such as 500m, 2 or 512Mi`,
			`containers[0].resourceRequestMemory: invalid value "1GB": not a quantity such as 500m, 2 or 512Mi`,
		}},
		{"request beyond limit", template{Containers: []k{{Name: "a", Image: "a", ResourceRequestMemory: "2Gi", ResourceLimitMemory: "512Mi"}}}, []string{
			`containers[0].resourceRequestMemory: conflict "2Gi": more than the limit of 512Mi; Kubernetes refuses that`,
		}},
		{"sizes", template{
			Volumes:         []podtemplate.Volume{podtemplate.GenericEphemeralVolume{MountPath: "/a", RequestsSize: "ten"}, podtemplate.DynamicPVC{MountPath: "/b", RequestsSize: "10GB"}},
			WorkspaceVolume: podtemplate.EmptyDirWorkspaceVolume{SizeLimit: "big"},
		}, []string{
			`volumes[0].genericEphemeralVolume.requestsSize: invalid value "ten": not a quantity such as 500m, 2 or 512Mi`,
			`volumes[1].dynamicPVC.requestsSize: invalid value "10GB": not a quantity such as 500m, 2 or 512Mi`,
			`workspaceVolume.emptyDirWorkspaceVolume.sizeLimit: invalid value "big": not a quantity such as 500m, 2 or 512Mi`,
		}},
		{"raw resources", with("spec: {containers: [{name: a, resources: {requests: {cpu: 1x, memory: 2Gi}, limits: {memory: 1Gi}}}]}"), []string{
			`yaml.spec.containers[0].resources.requests[cpu]: invalid value "1x": line 1: not a quantity such as 500m, 2 or 512Mi`,
		}},
		{"typed resources", template{YAML: podtemplate.Pod{Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: "a", Resources: corev1.ResourceRequirements{
			Requests: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse("2")}, Limits: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse("1")},
		}}}}}}, []string{`yaml.spec.containers[0].resources.requests.cpu: conflict "2": more than the limit of 1; Kubernetes refuses that`}},

		// Names and labels.
		{"container names", template{AgentContainer: "Agent", Containers: []k{{Name: "Maven", Image: "a"}, {Name: "a_b", Image: "a"}, {Name: strings.Repeat("a", 64), Image: "a"}, {Image: "a"}}}, []string{
			`agentContainer: invalid value "Agent": a container's name has lower-case letters, digits and dashes, and at most 63 of them`,
			`containers[0].name: invalid value "Maven": a container's name has lower-case letters, digits and dashes, and at most 63 of them`,
			`containers[1].name: invalid value "a_b": a container's name has lower-case letters, digits and dashes, and at most 63 of them`,
			`containers[2].name: invalid value "` + strings.Repeat("a", 64) + `": a container's name has lower-case letters, digits and dashes, and at most 63 of them`,
			`containers[3].name: required: it must be set`,
		}},
		{"raw container names", with("spec: {containers: [{name: Maven}, {image: a}, {name: a}, {name: a}], initContainers: [{name: a}]}"), []string{
			`yaml.spec.containers[0].name: invalid value "Maven": a container's name has lower-case letters, digits and dashes, and at most 63 of them`,
			`yaml.spec.containers[1].name: required: a container needs a name`,
			`yaml.spec.containers[3].name: duplicate "a": another container has it`,
			`yaml.spec.initContainers[0].name: duplicate "a": another container has it`,
		}},
		{"images", template{Containers: []k{{Name: "a"}, {Name: "b", Image: "maven 3"}}}, []string{
			`containers[0].image: required: it must be set`,
			`containers[1].image: invalid value "maven 3": an image's name has no white space`,
		}},
		{"labels", template{Label: `maven&&java "a b" (x)`}, []string{
			`label: invalid value "(x)": a label with an operator in it can't be asked for without quotes`,
			`label: invalid value "maven&&java": a label with an operator in it can't be asked for without quotes`,
		}},
		{"selector", template{NodeSelector: "arch: arm64,a=b,=c,d="}, []string{
			`nodeSelector: invalid value "=c": not of the form label=value; the plugin drops it`,
			`nodeSelector: invalid value "arch: arm64": not of the form label=value; the plugin drops it`,
			`nodeSelector: invalid value "d=": not of the form label=value; the plugin drops it`,
		}},
		{"names of Kubernetes", template{
			Namespace: "CI", ServiceAccount: "a_b", NodeSelector: "a b=c,d=e f", Annotations: []podtemplate.Annotation{{Key: "a b"}, {Key: "Example.com/A"}},
			ImagePullSecrets: []podtemplate.ImagePullSecret{{Name: "A"}},
			EnvVars:          []podtemplate.TemplateEnvVar{podtemplate.EnvVar{Key: "A=B"}, podtemplate.SecretEnvVar{Key: "a.b", SecretName: "S", SecretKey: "k k"}},
			Volumes: []podtemplate.Volume{
				podtemplate.ConfigMapVolume{MountPath: "/a", ConfigMapName: "A"},
				podtemplate.SecretVolume{MountPath: "/b", SecretName: "A"},
				podtemplate.PersistentVolumeClaim{MountPath: "/c", ClaimName: "A"},
			},
			Containers: []k{{Name: "a", Image: "a", Ports: []podtemplate.PortMapping{{Name: "Web", ContainerPort: new(1)}}}},
		}, []string{
			`annotations[0].key: invalid value "a b": Kubernetes wants at most 63 letters, digits, dashes, dots and underscores, after example.com/ or without`,
			`containers[0].ports[0].name: invalid value "Web": Kubernetes wants at most 15 lower-case letters, digits and dashes, a letter among them`,
			`envVars[0].envVar.key: invalid value "A=B": Kubernetes wants printable ASCII characters other than =`,
			`envVars[1].secretEnvVar.secretKey: invalid value "k k": Kubernetes wants letters, digits, dashes, dots and underscores`,
			`envVars[1].secretEnvVar.secretName: invalid value "S": Kubernetes wants lower-case letters, digits, dashes and dots`,
			`imagePullSecrets[0].name: invalid value "A": Kubernetes wants lower-case letters, digits, dashes and dots`,
			`namespace: invalid value "CI": Kubernetes wants lower-case letters, digits and dashes, at most 63 of them`,
			`nodeSelector: invalid value "a b": Kubernetes wants at most 63 letters, digits, dashes, dots and underscores, after example.com/ or without`,
			`nodeSelector: invalid value "e f": Kubernetes wants letters, digits, dashes, dots and underscores between letters or digits, at most 63 of them`,
			`serviceAccount: invalid value "a_b": Kubernetes wants lower-case letters, digits, dashes and dots`,
			`volumes[0].configMapVolume.configMapName: invalid value "A": Kubernetes wants lower-case letters, digits, dashes and dots`,
			`volumes[1].secretVolume.secretName: invalid value "A": Kubernetes wants lower-case letters, digits, dashes and dots`,
			`volumes[2].persistentVolumeClaim.claimName: invalid value "A": Kubernetes wants lower-case letters, digits, dashes and dots`,
		}},
		{"raw names of Kubernetes", with("metadata: {namespace: CI, labels: {a b: c, d: e f}, annotations: {a b: c}}\nspec:\n  nodeSelector: {a b: e f}\n  serviceAccountName: A\n  volumes: [{name: A}]\n  containers: [{name: a, env: [{name: A=B}], ports: [{name: Web}]}]\n"), []string{
			`yaml.metadata.annotations[a b]: invalid value "a b": Kubernetes wants at most 63 letters, digits, dashes, dots and underscores, after example.com/ or without`,
			`yaml.metadata.labels[a b]: invalid value "a b": Kubernetes wants at most 63 letters, digits, dashes, dots and underscores, after example.com/ or without`,
			`yaml.metadata.labels[d]: invalid value "e f": Kubernetes wants letters, digits, dashes, dots and underscores between letters or digits, at most 63 of them`,
			`yaml.metadata.namespace: invalid value "CI": Kubernetes wants lower-case letters, digits and dashes, at most 63 of them`,
			`yaml.spec.containers[0].env[0].name: invalid value "A=B": Kubernetes wants printable ASCII characters other than =`,
			`yaml.spec.containers[0].ports[0].name: invalid value "Web": Kubernetes wants at most 15 lower-case letters, digits and dashes, a letter among them`,
			`yaml.spec.nodeSelector[a b]: invalid value "a b": Kubernetes wants at most 63 letters, digits, dashes, dots and underscores, after example.com/ or without`,
			`yaml.spec.nodeSelector[a b]: invalid value "e f": Kubernetes wants letters, digits, dashes, dots and underscores between letters or digits, at most 63 of them`,
			`yaml.spec.serviceAccountName: invalid value "A": Kubernetes wants lower-case letters, digits, dashes and dots`,
			`yaml.spec.volumes[0].name: invalid value "A": Kubernetes wants lower-case letters, digits and dashes, at most 63 of them`,
		}},
		{"twice", template{
			Containers:       []k{{Name: "a", Image: "a", Ports: []podtemplate.PortMapping{{Name: "p", ContainerPort: new(1)}, {Name: "p", ContainerPort: new(2)}}}, {Name: "a", Image: "b"}},
			EnvVars:          []podtemplate.TemplateEnvVar{podtemplate.EnvVar{Key: "A"}, podtemplate.SecretEnvVar{Key: "A", SecretName: "s", SecretKey: "k"}},
			Annotations:      []podtemplate.Annotation{{Key: "a"}, {Key: "a"}},
			ImagePullSecrets: []podtemplate.ImagePullSecret{{Name: "a"}, {Name: "a"}},
			Volumes:          []podtemplate.Volume{podtemplate.EmptyDirVolume{MountPath: "/a"}, podtemplate.EmptyDirVolume{MountPath: "/b/../a/"}},
		}, []string{
			`annotations[1].key: duplicate "a": another annotation has it`,
			`containers[0].ports[1].name: duplicate "p": another port has it`,
			`containers[1].name: duplicate "a": another container has it`,
			`envVars[1].key: duplicate "A": another variable has it`,
			`imagePullSecrets[1].name: duplicate "a": the secret is named twice`,
			`volumes[1].mountPath: duplicate "/a": another volume is mounted there; the plugin drops this one`,
		}},

		// Numbers and texts that the plugin drops or fails at.
		{"numbers", template{RunAsUser: "root", RunAsGroup: "1.5", SupplementalGroups: "1,two,", IdleMinutes: new(5), IdleMinutesStr: "6", InstanceCapStr: "many"}, []string{
			`idleMinutesStr: conflict "6": idleMinutes says 5`,
			`instanceCapStr: invalid value "many": not a number`,
			`runAsGroup: invalid value "1.5": not a number`,
			`runAsUser: invalid value "root": not a number`,
			`supplementalGroups: invalid value "": not a number; the plugin drops it`,
			`supplementalGroups: invalid value "two": not a number; the plugin drops it`,
		}},
		{"commands", template{Containers: []k{{Name: "a", Image: "a", Command: `sh -c "x`, Args: "it's", LivenessProbe: podtemplate.LivenessProbe{ExecArgs: "'", SuccessThreshold: new(2), PeriodSeconds: new(-1)}}}}, []string{
			`containers[0].args: invalid value "it's": unbalanced ': the plugin cannot split it into words`,
			`containers[0].command: invalid value "sh -c \"x": unbalanced ": the plugin cannot split it into words`,
			`containers[0].livenessProbe.execArgs: invalid value "'": unbalanced ': the plugin cannot split it into words`,
			`containers[0].livenessProbe.periodSeconds: invalid value -1: a number from 0 on`,
			`containers[0].livenessProbe.successThreshold: invalid value 2: Kubernetes takes only 1 for liveness`,
		}},
		{"mode", template{Volumes: []podtemplate.Volume{
			podtemplate.SecretVolume{MountPath: "/a", SecretName: "s", DefaultMode: "0400"},
			podtemplate.SecretVolume{MountPath: "/b", SecretName: "s", DefaultMode: "rw"},
			podtemplate.SecretVolume{MountPath: "/c", SecretName: "s", DefaultMode: "256"},
		}}, []string{
			`volumes[0].secretVolume.defaultMode: invalid value "0400": the plugin reads it as a decimal number; write 256`,
			`volumes[1].secretVolume.defaultMode: invalid value "rw": not a number`,
		}},
		{"ports", template{Containers: []k{{Name: "a", Image: "a", Ports: []podtemplate.PortMapping{{Name: "p"}, {Name: "q", ContainerPort: new(70000), HostPort: new(-1)}}}}}, []string{
			`containers[0].ports[0].containerPort: required: it must be set`,
			`containers[0].ports[1].containerPort: invalid value 70000: a port is a number from 1 to 65535`,
			`containers[0].ports[1].hostPort: invalid value -1: a port is a number from 1 to 65535`,
		}},
		{"deprecated", template{Extra: map[string]any{"image": "a", "remotefs": "/w", "new": 1}}, []string{
			`image: forbidden: deprecated by the plugin, so that JCasC refuses it; set it in a container of containers, remoteFs as workingDir`,
			`remotefs: forbidden: deprecated by the plugin, so that JCasC refuses it; set it in a container of containers, remoteFs as workingDir`,
		}},
		{"enum", template{NodeUsageMode: "normal"}, []string{`nodeUsageMode: unsupported value "normal" (allowed: NORMAL, EXCLUSIVE)`}},
		{"variables are not judged", template{
			RunAsUser: casc.Var("uid"), NodeSelector: casc.Var("selector"), SupplementalGroups: casc.Var("groups"),
			Containers: []k{{Name: "a", Image: casc.Var("image"), ResourceLimitCPU: casc.Var("cpu")}},
			YAML:       podtemplate.RawYAML("spec: {activeDeadlineSeconds: " + casc.Var("seconds") + "}"),
		}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, findings(podtemplate.Validate(tt.template))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
