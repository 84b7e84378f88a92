//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"text/template"
)

// The same repository by hand: text/template, and no checks at all.

// team is what the templates need to know of a controller.
type team struct {
	Name      string
	Executors int // 0: the default
	Jobs      []string
}

func teams(n, changed int) []team {
	list := make([]team, n)
	for i := range list {
		list[i].Name = teamName(i)
		if i == changed {
			list[i].Executors = 1
		}
		for j := range jobs {
			list[i].Jobs = append(list[i].Jobs, fmt.Sprintf("service-%d", j))
		}
	}
	return list
}

// byTemplate writes the repository of n controllers and returns its size.
func byTemplate(n, changed int, dir string) (bytesWritten int64, err error) {
	var buf bytes.Buffer
	write := func(t *template.Template, data any, elem ...string) error {
		buf.Reset()
		if err := t.Execute(&buf, data); err != nil {
			return err
		}
		bytesWritten += int64(buf.Len())
		file := filepath.Join(dir, path.Join(elem...))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		return os.WriteFile(file, buf.Bytes(), 0o644)
	}
	all := teams(n, changed)
	const applications = "manifest/argocd-applications/jenkins"
	if err := write(base, nil, "manifest/jenkins/base/values.yaml"); err != nil {
		return 0, err
	}
	if err := write(project, all, applications, "project.yaml"); err != nil {
		return 0, err
	}
	if err := write(list, all, applications, "kustomization.yaml"); err != nil {
		return 0, err
	}
	for _, t := range all {
		if err := write(application, t, applications, t.Name+".yaml"); err != nil {
			return 0, err
		}
		for _, f := range files {
			if err := write(f.template, t, "manifest/jenkins/overlays", t.Name, f.name); err != nil {
				return 0, err
			}
		}
	}
	return bytesWritten, nil
}

func parse(text string) *template.Template { return template.Must(template.New("").Parse(text)) }

var files = []struct {
	name     string
	template *template.Template
}{
	{"helm/values.yaml", parse(`controller:
{{- if .Executors}}
  numExecutors: {{.Executors}}
{{- end}}
  ingress:
    enabled: true
    hostName: {{.Name}}.jenkins.example.com
`)},
	{"config/namespace.yaml", parse(`apiVersion: v1
kind: Namespace
metadata:
  name: {{.Name}}-jenkins
  annotations:
    argocd.argoproj.io/sync-wave: "-1"
`)},
	{"config/kustomization.yaml", parse(`apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: {{.Name}}-jenkins
resources:
- namespace.yaml
- kubernetes-cm.yaml
- security-cm.yaml
- jobs-cm.yaml
configMapGenerator:
- name: jobs-groovy
  files:
  - jobs.groovy
generatorOptions:
  disableNameSuffixHash: true
  labels:
    jenkins-jenkins-config: "true"
`)},
	{"config/jobs-cm.yaml", parse(`apiVersion: v1
kind: ConfigMap
metadata:
  name: jobs
  labels:
    jenkins-jenkins-config: "true"
data:
  jobs.yaml: |
    jobs:
    - file: /var/jenkins_home/casc_configs/jobs.groovy
`)},
	{"config/security-cm.yaml", parse(`apiVersion: v1
kind: ConfigMap
metadata:
  name: security
  labels:
    jenkins-jenkins-config: "true"
data:
  security.yaml: |
    jenkins:
      systemMessage: Jenkins of {{.Name}}
      securityRealm:
        local:
          users:
          - id: ${chart-admin-username}
            password: ${chart-admin-password}
      authorizationStrategy:
        loggedInUsersCanDoAnything:
          allowAnonymousRead: false
    credentials:
      system:
        domainCredentials:
        - credentials:
          - usernamePassword:
              id: git
              username: jenkins
              password: ${git-password}
`)},
	{"config/kubernetes-cm.yaml", parse(`apiVersion: v1
kind: ConfigMap
metadata:
  name: kubernetes
  labels:
    jenkins-jenkins-config: "true"
data:
  kubernetes.yaml: |
    jenkins:
      clouds:
      - kubernetes:
          name: build
          jenkinsUrl: https://{{.Name}}.jenkins.example.com/
          templates:
          - id: 7520b5a1b312efde4fd7e2793ef4bc0cf8f1c235f778d203ab7216a0e31b3880
            name: x86_64
            label: x86_64
            yaml: |
              apiVersion: v1
              kind: Pod
              spec:
                volumes:
                - name: workspace
                  emptyDir: {}
                containers:
                - name: go
                  image: golang:1.26
                  resources:
                    requests:
                      cpu: 100m
                      memory: 256Mi
                  volumeMounts:
                  - name: workspace
                    mountPath: /home/jenkins/agent
                  imagePullPolicy: IfNotPresent
                - name: docker
                  image: docker:29-dind
                  resources:
                    requests:
                      cpu: 100m
                      memory: 256Mi
                  volumeMounts:
                  - name: workspace
                    mountPath: /home/jenkins/agent
                  imagePullPolicy: IfNotPresent
                - name: jnlp
                  image: jenkins/inbound-agent:3355.v388858a_47b_33-3-jdk21
                  resources:
                    requests:
                      cpu: 100m
                      memory: 256Mi
                  volumeMounts:
                  - name: workspace
                    mountPath: /home/jenkins/agent
                  imagePullPolicy: IfNotPresent
            yamlMergeStrategy: override
          - id: f69162950f235e3cdbbad33f1f912d1a504be90d8a37d002c735d6f3e3882265
            name: arm64
            label: arm64
            inheritFrom: x86_64
            nodeSelector: kubernetes.io/arch=arm64
            yamlMergeStrategy: merge
`)},
	{"config/jobs.groovy", parse(`folder('{{.Name}}') {
    description('Builds of {{.Name}}')
}
{{range .Jobs}}
pipelineJob('{{$.Name}}/{{.}}') {
    description('Builds {{.}} and delivers it')
    logRotator {
        daysToKeep(90)
        numToKeep(30)
    }
    parameters {
        stringParam('REVISION', 'main', 'What to build')
        booleanParam('DEPLOY', true)
    }
    definition {
        cpsScm {
            scriptPath('ci/Jenkinsfile')
            scm {
                git {
                    remote {
                        url('https://git.example.com/{{$.Name}}/{{.}}.git')
                        credentials('git')
                    }
                    branches('${REVISION}')
                }
            }
        }
    }
}
{{end}}`)},
}

var base = parse(`controller:
  admin:
    existingSecret: jenkins-admin
  installPlugins:
  - kubernetes:4540.v612369217f87
  - git:5.10.1
  - workflow-aggregator:608.v67378e9d3db_1
  - configuration-as-code:2115.vf6de120eef70
  - job-dsl:1.93
  additionalExistingSecrets:
  - name: git
    keyName: password
  JCasC:
    defaultConfig: false
    authorizationStrategy: null
    securityRealm: null
`)

var list = parse(`apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
- project.yaml
{{- range .}}
- {{.Name}}.yaml
{{- end}}
`)

var project = parse(`apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: jenkins
  namespace: argocd
spec:
  description: Jenkins controllers and their configuration
  sourceRepos:
  - https://git.example.com/sre/jenkins.git
  - https://charts.jenkins.io
  destinations:
{{- range .}}
  - server: https://kubernetes.default.svc
    namespace: {{.Name}}-jenkins
{{- end}}
  clusterResourceWhitelist:
  - group: ""
    kind: Namespace
`)

var application = parse(`apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: jenkins-{{.Name}}-config
  namespace: argocd
  annotations:
    argocd.argoproj.io/sync-wave: "4"
spec:
  project: jenkins
  source:
    repoURL: https://git.example.com/sre/jenkins.git
    path: manifest/jenkins/overlays/{{.Name}}/config
    targetRevision: main
  destination:
    server: https://kubernetes.default.svc
    namespace: {{.Name}}-jenkins
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: jenkins-{{.Name}}-helm
  namespace: argocd
  annotations:
    argocd.argoproj.io/sync-wave: "5"
spec:
  project: jenkins
  sources:
  - repoURL: https://charts.jenkins.io
    chart: jenkins
    targetRevision: 5.9.53
    helm:
      releaseName: jenkins
      valueFiles:
      - $values/manifest/jenkins/base/values.yaml
      - $values/manifest/jenkins/overlays/{{.Name}}/helm/values.yaml
  - repoURL: https://git.example.com/sre/jenkins.git
    targetRevision: main
    ref: values
  destination:
    server: https://kubernetes.default.svc
    namespace: {{.Name}}-jenkins
`)
