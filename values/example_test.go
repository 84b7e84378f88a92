package values_test

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/podtemplate"
	"github.com/jenkinscode/jenkinscode/values"
)

func Example() {
	v := values.Values{
		Controller: values.Controller{
			Admin: values.Admin{ExistingSecret: "jenkins-admin"},
			Resources: corev1.ResourceRequirements{
				Requests: corev1.ResourceList{corev1.ResourceMemory: resource.MustParse("4Gi")},
			},
			InstallPlugins: values.Plugins{{ID: "kubernetes", Version: "4540.v612369217f87"}, {ID: "git", Version: "5.10.1"}},
			JCasC: values.JCasC{
				SecurityRealm: values.SecurityRealm{Realm: casc.LocalRealm{AllowsSignup: new(false)}},
				ConfigScripts: map[string]casc.Document{
					"global": {Jenkins: casc.Jenkins{SystemMessage: "Ask {{ us }} about ${this}"}},
				},
			},
			Ingress: values.Ingress{
				Enabled:     new(true),
				HostName:    "jenkins." + values.Template(".Release.Namespace") + ".example.com",
				Annotations: map[string]string{"alb.ingress.kubernetes.io/scheme": "internal"},
			},
		},
		Agent: values.Agent{
			PodTemplates: map[string]values.PodTemplates{
				"go": {{Name: "go", Label: "go", Containers: []podtemplate.ContainerTemplate{{Name: "go", Image: "golang:1.26"}}}},
			},
		},
	}
	file, err := v.AppendText(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s", file)
	// Output:
	// controller:
	//   admin:
	//     existingSecret: jenkins-admin
	//   resources:
	//     requests:
	//       memory: 4Gi
	//   installPlugins:
	//   - kubernetes:4540.v612369217f87
	//   - git:5.10.1
	//   JCasC:
	//     configScripts:
	//       global: |
	//         jenkins:
	//           systemMessage: Ask {{`{{`}} us }} about ^${this}
	//     securityRealm: |
	//       local:
	//         allowsSignup: false
	//   ingress:
	//     enabled: true
	//     annotations:
	//       alb.ingress.kubernetes.io/scheme: internal
	//     hostName: jenkins.{{ .Release.Namespace }}.example.com
	// agent:
	//   podTemplates:
	//     go: |
	//       - name: go
	//         label: go
	//         containers:
	//         - name: go
	//           image: golang:1.26
}

func ExampleStack_Explain() {
	stack := values.Stack{Layers: []values.Layer{
		{Name: "base", Values: values.Values{Controller: values.Controller{NumExecutors: new(2), ExecutorMode: "EXCLUSIVE"}}},
		{Name: "production", Values: values.Values{Controller: values.Controller{NumExecutors: new(0)}}},
	}}
	explanations, err := stack.Explain("controller")
	if err != nil {
		fmt.Println(err)
	}
	for _, e := range explanations {
		fmt.Println(e)
	}
	// Output:
	// controller.executorMode: "EXCLUSIVE", set by base
	// controller.numExecutors: 0, set by production
	//   hides 2 of base
}
