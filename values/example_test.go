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

func ExampleRead() {
	v, err := values.Read([]byte(`
controller:
  adminUser: admin
  servicePort: "80"
  instalPlugins:
  - git:5.10.1
  JCasC:
    configScripts:
      greeting: |
        jenkins:
          systemMessage: Ask {{ .Release.Name }}
          numExecutor: 2
`))
	fmt.Println(err)
	// All that could be read is there, also what the chart does not know.
	fmt.Println(v.Controller.Extra)
	fmt.Println(v.Controller.JCasC.ConfigScripts["greeting"].Jenkins.SystemMessage == "Ask "+values.Template(".Release.Name"))
	// Output:
	// line 12: controller.JCasC.configScripts[greeting].jenkins.numExecutor: unknown field: did you mean numExecutors?
	// line 3: controller.adminUser: unknown field: it is controller.admin.username now
	// line 5: controller.instalPlugins: unknown field: did you mean installPlugins?
	// line 4: controller.servicePort: invalid value "80": it is a scalar, where a number must stand
	// map[adminUser:admin instalPlugins:[git:5.10.1] servicePort:80]
	// true
}

func ExampleTemplate() {
	literal := "{{ .Release.Name }} costs ${5}"
	v := values.Values{Controller: values.Controller{JCasC: values.JCasC{
		ConfigScripts: map[string]casc.Document{"greeting": {Jenkins: casc.Jenkins{
			SystemMessage: values.Template(".Release.Name") + " " + casc.Var("GREETING") + " " + literal,
		}}},
	}}}
	file, err := v.MarshalText()
	fmt.Printf("%s", file)
	// Where neither Helm nor Jenkins looks into a value, an expression is an error.
	v.Controller.ServiceType = corev1.ServiceType(values.Template(".Values.type"))
	_, err2 := v.MarshalText()
	fmt.Println(err, err2)
	// Output:
	// controller:
	//   JCasC:
	//     configScripts:
	//       greeting: |
	//         jenkins:
	//           systemMessage: {{ .Release.Name }} ${GREETING} {{`{{`}} .Release.Name }} costs ^${5}
	// <nil> controller.serviceType: invalid value: the chart does not pass this value through tpl: an expression can't be live here
}

func ExampleValidate() {
	v := values.Values{Controller: values.Controller{
		AdditionalPlugins: values.Plugins{{ID: "git", Version: "5.10.1"}},
		JCasC: values.JCasC{ConfigScripts: map[string]casc.Document{
			"Global_Settings": {Jobs: []casc.JobSource{casc.JobFile("/var/jenkins_home/casc_configs/seed.groovy")}},
		}},
	}}
	fmt.Println(values.Validate(v))
	// Output:
	// controller.JCasC.configScripts[Global_Settings]: invalid value: the chart makes a ConfigMap of this name, after a prefix, and Kubernetes would refuse it: use lower-case letters, digits and hyphens, a letter or digit first and last
	// controller.JCasC.configScripts[Global_Settings].jobs: not found: the root element jobs needs the plugin job-dsl, which is neither in controller.installPlugins nor in controller.additionalPlugins
	// controller.additionalPlugins[0]: conflict "git:5.10.1": the chart installs git:5.10.1 by default, and refuses a plugin that is in both lists: set controller.installPlugins, with this version in it
	// controller.admin.existingSecret: required: without it the chart makes up a password, and under Argo CD, which renders without the cluster, another one at each sync; name an existing secret, or set createSecret to false where the security realm has no use for it
}
