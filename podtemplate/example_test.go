package podtemplate_test

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// One template is written into a JCasC document and into a Jenkinsfile.
func Example() {
	maven := podtemplate.PodTemplate{
		Name: "maven", Label: "java", IdleMinutes: new(5),
		Containers: []podtemplate.ContainerTemplate{{Name: "maven", Image: "maven:3.9", Command: "sleep", Args: "99d"}},
		Volumes:    []podtemplate.Volume{podtemplate.PersistentVolumeClaim{MountPath: "/root/.m2", ClaimName: "maven-cache"}},
	}
	doc, err := casc.Document{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{
		casc.KubernetesCloud{Name: "kubernetes", Templates: podtemplate.WithIDs(maven)},
	}}}.MarshalText()
	if err != nil {
		fmt.Println(err)
		return
	}
	step, err := podtemplate.PodTemplateStep{Template: maven, Body: "        container('maven') {\n            sh 'mvn verify'\n        }"}.MarshalText()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s\n%s", doc, step)
	// Output:
	// jenkins:
	//   clouds:
	//   - kubernetes:
	//       name: kubernetes
	//       templates:
	//       - id: 2b2045546c3bdfa340ee8335fcd25e12bf6fc96e292477de1cb8bf9fa2c4b365
	//         name: maven
	//         label: java
	//         idleMinutes: 5
	//         containers:
	//         - name: maven
	//           image: maven:3.9
	//           command: sleep
	//           args: 99d
	//         volumes:
	//         - persistentVolumeClaim:
	//             mountPath: /root/.m2
	//             claimName: maven-cache
	//
	// podTemplate(
	//     name: 'maven',
	//     idleMinutes: 5,
	//     containers: [containerTemplate(name: 'maven', image: 'maven:3.9', command: 'sleep', args: '99d')],
	//     volumes: [persistentVolumeClaim(mountPath: '/root/.m2', claimName: 'maven-cache')]) {
	//     node(POD_LABEL) {
	//         container('maven') {
	//             sh 'mvn verify'
	//         }
	//     }
	// }
}

func ExampleEffective() {
	maven := podtemplate.PodTemplate{
		Name: "maven", Label: "maven",
		Containers: []podtemplate.ContainerTemplate{{Name: "maven", Image: "maven:3-eclipse-temurin-21", Command: "sleep", Args: "99d"}},
		YAML: podtemplate.Pod{Spec: corev1.PodSpec{
			Tolerations: []corev1.Toleration{{Key: "ci", Operator: corev1.TolerationOpExists}},
		}},
	}
	pod, err := podtemplate.Effective(maven, podtemplate.Registry{
		Namespace: "ci", JenkinsURL: "https://jenkins.example.com/",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(pod.Name, pod.Namespace, pod.Spec.NodeSelector)
	for _, c := range pod.Spec.Containers {
		fmt.Println(c.Name, c.Image)
	}
	// Output:
	// maven-xxxxx ci map[kubernetes.io/os:linux]
	// maven maven:3-eclipse-temurin-21
	// jnlp jenkins/inbound-agent:3355.v388858a_47b_33-3-jdk21
}

func ExampleValidate() {
	fmt.Println(podtemplate.Validate(podtemplate.PodTemplate{
		Name: "maven", ServiceAccount: "builder", NodeSelector: "arch: arm64",
		Containers: []podtemplate.ContainerTemplate{{Name: "Maven", Image: "maven:3.9", ResourceLimitMemory: "1GB"}},
		YAML:       podtemplate.RawYAML("spec:\n  serviceaccount: ci\n"),
	}))
	// Output:
	// containers[0].name: invalid value "Maven": a container's name has lower-case letters, digits and dashes, and at most 63 of them
	// containers[0].resourceLimitMemory: invalid value "1GB": not a quantity such as 500m, 2 or 512Mi
	// nodeSelector: invalid value "arch: arm64": not of the form label=value; the plugin drops it
	// yaml.spec.serviceaccount: unknown field: line 2: no such field of a pod here; is serviceAccount meant?
}

func ExampleRegistry_Validate() {
	r := podtemplate.Registry{Templates: []podtemplate.PodTemplate{
		{Name: "base", YAML: podtemplate.RawYAML("spec: {volumes: [{name: cache, emptyDir: {}}]}")},
		{
			Name: "go", InheritFrom: "base tools",
			YAML: podtemplate.RawYAML("spec: {containers: [{name: go, image: golang, volumeMounts: [{name: cahce, mountPath: /cache}]}]}"),
		},
		{Name: "maven", InheritFrom: "base", YAML: podtemplate.RawYAML("spec: {containers: [{name: jnlp, volumeMounts: [{name: cache, mountPath: /c}]}]}")},
	}}
	fmt.Println(r.Validate())
	// Output:
	// templates[1].inheritFrom: not found "tools": no template has this name; the plugin would ignore it (allowed: base, go, maven)
	// templates[2].yaml.spec.containers[0].volumeMounts[/c].name: not found "cache": container jnlp mounts a volume that nobody declares (allowed: workspace-volume)
}

// The warnings say what the plugin loses without a word.
func ExampleRegistry_Warnings() {
	r := podtemplate.Registry{Templates: podtemplate.WithIDs(
		podtemplate.PodTemplate{Name: "base", PodRetention: podtemplate.OnFailure{}, YAML: podtemplate.RawYAML("spec: {priorityClassName: ci}")},
		podtemplate.PodTemplate{
			Name: "maven", InheritFrom: "base", YAMLMergeStrategy: podtemplate.Merge{},
			YAML: podtemplate.Pod{Spec: corev1.PodSpec{
				Affinity:   &corev1.Affinity{NodeAffinity: new(corev1.NodeAffinity)},
				Containers: []corev1.Container{{Name: "jnlp", Image: "maven:3.9", Command: []string{"cat"}}},
			}},
		},
	)}
	for _, w := range r.Warnings() {
		fmt.Println(w)
	}
	// Output:
	// templates[1].podRetention: lost: template base sets it, and it is not inherited
	// templates[1].yaml.spec.affinity: lost: the plugin does not take it over when it combines raw pods
	// templates[1].yaml.spec.containers[0].command: conflict "cat": the command replaces the agent of container jnlp, so that it never connects; call the container something else, or set agentInjection
}

// A template without parents goes where those of a cloud are out of reach.
func ExampleRegistry_Flatten() {
	r := podtemplate.Registry{Templates: []podtemplate.PodTemplate{
		{Name: "base", ServiceAccount: "builder", Namespace: "ci"},
		{Name: "maven", InheritFrom: "base", Containers: []podtemplate.ContainerTemplate{{Name: "maven", Image: "maven:3.9", Command: "sleep", Args: "99d"}}},
	}}
	flat, err := r.Flatten(r.Templates[1])
	if err != nil {
		fmt.Println(err)
		return
	}
	step, err := podtemplate.PodTemplateStep{Template: flat}.MarshalText()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(step))
	// Output:
	// podTemplate(
	//     name: 'maven',
	//     namespace: 'ci',
	//     serviceAccount: 'builder',
	//     containers: [containerTemplate(name: 'maven', image: 'maven:3.9', command: 'sleep', args: '99d')]) {
	//     node(POD_LABEL) {
	//     }
	// }
}

func ExampleRegistry_ForLabel() {
	r := podtemplate.Registry{Templates: []podtemplate.PodTemplate{
		{Name: "maven", Label: "java linux"},
		{Name: "go", Label: "go linux arm64"},
	}}
	templates, err := r.ForLabel("linux && !java")
	for _, t := range templates {
		fmt.Println(t.Name)
	}
	fmt.Println(err)
	// Output:
	// go
	// <nil>
}

func ExampleDeclarativePipeline() {
	pipeline, err := podtemplate.DeclarativePipeline{
		Agent: podtemplate.DeclarativeAgent{
			Template: podtemplate.PodTemplate{
				NodeSelector: "kubernetes.io/arch=arm64",
				Containers:   []podtemplate.ContainerTemplate{{Name: "maven", Image: "maven:3.9", Command: "sleep", Args: "99d"}},
				EnvVars:      []podtemplate.TemplateEnvVar{podtemplate.EnvVar{Key: "MAVEN_ARGS", Value: "-B"}},
			},
			DefaultContainer: "maven", Retries: 2,
		},
		Body: `    stages {
        stage('Build') {
            steps {
                sh 'mvn verify'
            }
        }
    }`,
	}.MarshalText()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(pipeline))
	// Output:
	// pipeline {
	//     agent {
	//         kubernetes {
	//             defaultContainer 'maven'
	//             nodeSelector 'kubernetes.io/arch=arm64'
	//             yaml '''\
	// apiVersion: v1
	// kind: Pod
	// spec:
	//   containers:
	//   - name: maven
	//     image: maven:3.9
	//     command:
	//     - sleep
	//     args:
	//     - 99d
	//     env:
	//     - name: MAVEN_ARGS
	//       value: -B
	//     imagePullPolicy: IfNotPresent
	//   - name: jnlp
	//     env:
	//     - name: MAVEN_ARGS
	//       value: -B
	// '''
	//             retries 2
	//         }
	//     }
	//     stages {
	//         stage('Build') {
	//             steps {
	//                 sh 'mvn verify'
	//             }
	//         }
	//     }
	// }
}

func ExampleWithIDs() {
	for _, t := range podtemplate.WithIDs(
		podtemplate.PodTemplate{Name: "maven"},
		podtemplate.PodTemplate{Name: "go", ID: "go-2024"},
	) {
		fmt.Println(t.Name, t.ID)
	}
	// Output:
	// maven 2b2045546c3bdfa340ee8335fcd25e12bf6fc96e292477de1cb8bf9fa2c4b365
	// go go-2024
}

func ExampleRawYAML_Pod() {
	raw := podtemplate.RawYAML(`spec:
  tolerations:
  - key: ci
    operator: Exists
`)
	pod, err := raw.Pod()
	if err != nil {
		fmt.Println(err)
		return
	}
	pod.Spec.PriorityClassName = "ci"
	fmt.Println(podtemplate.Validate(podtemplate.PodTemplate{Name: "maven", YAML: pod}), pod.Spec.Tolerations[0].Key)
	// Output:
	// <nil> ci
}

// CSIVolume is a kind of volume that another plugin adds.
type CSIVolume struct {
	podtemplate.IsVolume `json:"-" jc:"symbol=csiVolume"`
	MountPath            string `json:"mountPath" jc:"required"`
	Driver               string `json:"driver" jc:"required"`
}

// A struct of one's own is a volume when it embeds IsVolume.
func ExampleIsVolume() {
	doc, err := casc.Document{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{
		casc.KubernetesCloud{Name: "kubernetes", Templates: []podtemplate.PodTemplate{{
			ID: "vault", Name: "vault", Volumes: []podtemplate.Volume{CSIVolume{MountPath: "/secrets", Driver: "secrets-store.csi.k8s.io"}},
		}}},
	}}}.MarshalText()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(doc))
	// Output:
	// jenkins:
	//   clouds:
	//   - kubernetes:
	//       name: kubernetes
	//       templates:
	//       - id: vault
	//         name: vault
	//         volumes:
	//         - csiVolume:
	//             mountPath: /secrets
	//             driver: secrets-store.csi.k8s.io
}
