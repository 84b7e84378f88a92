package main

import (
	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/jobdsl"
	"github.com/jenkinscode/jenkinscode/podtemplate"
	"github.com/jenkinscode/jenkinscode/values"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

const (
	jenkinsNamespace = "jenkins"
	jenkinsURL       = "http://jenkins." + jenkinsNamespace + ":8080/"
	jenkinsTunnel    = "jenkins-agent." + jenkinsNamespace + ":50000"
	repository       = "https://git.example.com/web/webdemo.git"
)

// jenkinsfile is the pipeline in webdemo's repository, with its agent. A build
// that loses its preemptible node is tried once more.
var jenkinsfile = podtemplate.DeclarativePipeline{
	Agent: podtemplate.DeclarativeAgent{Template: agents[0], DefaultContainer: "golang", Retries: 2},
	Body:  stages(build),
}

// urgent is the same on an agent of Jenkins' cloud.
var urgent = "pipeline {\n    agent { label '" + agents[1].Label + "' }\n" + stages(checkout+build) + "}\n"

func stages(s string) string { return "    stages {\n" + s + "    }\n" }

const checkout = `        stage('Checkout') {
            steps {
                git url: '` + repository + `', branch: 'main'
            }
        }
`

// build is what is done in the agent's containers.
const build = `        stage('Test') {
            steps {
                container('golang') {
                    sh 'go vet ./...'
                    sh 'go test ./...'
                }
            }
        }
        stage('Build') {
            steps {
                container('golang') {
                    sh 'CGO_ENABLED=0 go build -o webdemo .'
                }
            }
        }
        stage('Image') {
            steps {
                container('kaniko') {
                    sh '/kaniko/executor --context "$WORKSPACE" --destination "registry.example.com/web/webdemo:$BUILD_TAG"'
                }
            }
        }
`

// configuration is the controller's: the cloud with its agents, and the jobs. One
// waits for a node when there is none; the other does not.
var configuration = casc.Document{
	Jenkins: casc.Jenkins{Clouds: []casc.Cloud{casc.KubernetesCloud{
		Name:          "kubernetes",
		Namespace:     agentNamespace,
		JenkinsURL:    jenkinsURL,
		JenkinsTunnel: jenkinsTunnel,
		ContainerCap:  new(200), // the rest waits in Jenkins
		Templates:     agents,
	}}},
	Jobs: []casc.JobSource{casc.JobScript{Script: jobdsl.Script{
		jobdsl.PipelineJob{
			Name:        "webdemo",
			Description: "Built as its own Jenkinsfile says.",
			Definition:  jobdsl.CpsScm{SCM: git, ScriptPath: "Jenkinsfile"},
		},
		jobdsl.PipelineJob{
			Name:        "webdemo-urgent",
			Description: "Built at once, on a virtual node.",
			Definition: jobdsl.Cps{
				Script:  urgent,
				Sandbox: new(true),
			},
		},
	}}},
}

var git = jobdsl.Git{Remotes: []jobdsl.Remote{{URL: repository}}, Branches: []string{"main"}}

// chartValues install Jenkins. When its node goes away, Kubernetes starts it on
// another one with the same volume.
var chartValues = values.Values{
	Controller: values.Controller{
		Admin: values.Admin{ExistingSecret: "jenkins-admin"},
		Resources: corev1.ResourceRequirements{
			Requests: corev1.ResourceList{"cpu": resource.MustParse("500m"), "memory": resource.MustParse("2Gi")},
			Limits:   corev1.ResourceList{"memory": resource.MustParse("4Gi")},
		},
		InstallPlugins: values.Plugins{
			{ID: "kubernetes", Version: "4540.v612369217f87"},
			{ID: "workflow-aggregator", Version: "608.v67378e9d3db_1"},
			{ID: "git", Version: "5.10.1"},
			{ID: "configuration-as-code", Version: "2115.vf6de120eef70"},
			{ID: "job-dsl", Version: "1.93"},
		},
		JCasC: values.JCasC{ConfigScripts: map[string]casc.Document{"elastic": configuration}},
	},
	Agent:       values.Agent{Enabled: new(false)}, // the cloud is ours
	Persistence: values.Persistence{StorageClass: "alicloud-disk-essd", Size: "40Gi"},
}
