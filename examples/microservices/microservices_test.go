package main

import (
	"bytes"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/internal/golden"
)

func encoded(t *testing.T, s system) []gitops.File {
	t.Helper()
	list, err := s.tree().Files()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func files(t *testing.T, s system) map[string]string {
	t.Helper()
	m := map[string]string{}
	for _, f := range encoded(t, s) {
		m[f.Path] = string(f.Content)
	}
	return m
}

func TestGolden(t *testing.T) {
	tree := files(t, newSystem(2))
	for name, folders := range map[string][]string{
		"api":     {"api/hoge-api/argocd_application/base/", "api/hoge-api/service/base/", "api/hoge-api/argocd_application/overlays/dev1/", "api/hoge-api/service/overlays/dev1/", "api/hoge-api/service/overlays/production/", "api/account/service/base/", "api/environments/dev1/"},
		"argo":    {"argo/argocd/argocd_application/base/", "argo/argocd/argocd_application/overlays/development/", "argo/argocd/manifests/overlays/development/", "argo/argo-notifications/manifests/overlays/development/", "argo/argocd-app-projects/manifests/overlays/development/", "bootstrap/development/"},
		"cluster": {"cluster/argocd_application/base/", "cluster/argocd_application/overlays/production/", "cluster/nginx-ingress-controller-ingress/", "cluster/overlays/production/"},
	} {
		t.Run(name, func(t *testing.T) {
			c := golden.Open(t, "testdata/"+name+".txtar")
			for _, file := range slices.Sorted(maps.Keys(tree)) {
				if slices.ContainsFunc(folders, func(folder string) bool { return strings.HasPrefix(file, folder) }) {
					c.Out(file, tree[file])
				}
			}
		})
	}
}

// The README draws a service's sync in the order that the write-up's figure has:
// settings, migration, service.
func TestReadme(t *testing.T) {
	readme := files(t, newSystem(1))["README.md"]
	at := 0
	for _, text := range []string{"```mermaid", "PreSync", "ConfigMap hoge-api-evolution", "Job hoge-api-evolution", "Deployment hoge-api", "```mermaid"} {
		i := strings.Index(readme[at:], text)
		if i < 0 {
			t.Fatalf("no %s where it belongs:\n%s", text, readme)
		}
		at += i + len(text)
	}
}

// Development's cluster has as many Applications as the write-up says, all
// verified.
func Test387Applications(t *testing.T) {
	s := newSystem(25)
	start := time.Now()
	list := encoded(t, s)
	built := time.Since(start)
	reports, err := s.verify(list, nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(reports["development"].Applications); n != 387 {
		t.Errorf("%d Applications in development", n)
	}
	t.Logf("%d files built in %.2f s, 387 Applications and the other clusters' verified in %.2f s", len(list), built.Seconds(), time.Since(start).Seconds())
	for name, r := range reports {
		t.Logf("%s: %s", name, r)
	}
}

// The repository's patches fit the release of Argo CD that they are for, and
// nothing of it is delivered twice.
func TestRelease(t *testing.T) {
	release := os.Getenv("ARGOCD_RELEASE")
	if release == "" {
		t.Skip("ARGOCD_RELEASE is not set: it names manifests/ha/install.yaml of argoproj/argo-cd at the ref of argoBase")
	}
	text, err := os.ReadFile(release)
	if err != nil {
		t.Fatal(err)
	}
	s := small()
	reports, err := s.verify(encoded(t, s), text)
	if err != nil {
		t.Fatal(err)
	}
	if reports["development"].Decoded < 100 {
		t.Errorf("the release has few objects: %s", reports["development"])
	}
	// Without the patch that takes it out, notifications would be delivered twice.
	list := encoded(t, s)
	edit(t, list, "argo/argocd/manifests/overlays/development/kustomization.yaml", "- path: argocd-notifications-cm.yaml\n", "")
	if _, err := s.verify(list, text); err == nil || !strings.Contains(err.Error(), "delivers ConfigMap argocd/argocd-notifications-cm") {
		t.Errorf("the ConfigMap of two Applications: %v", err)
	}
}

// Argo CD's objects hold against its own resource definitions.
func TestDefinitions(t *testing.T) {
	golden.Corpus(t, "argoproj/argo-cd", "corpus", "crds")
	s := small()
	list := encoded(t, s)
	reports, err := s.verify(list, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r := reports["development"]; r.Custom < 2*len(r.Applications) {
		t.Errorf("%d objects were held against their definitions", r.Custom)
	}
	edit(t, list, "api/hoge-api/argocd_application/base/application.yaml", "selfHeal:", "selfheal:")
	if _, err := s.verify(list, nil); err == nil || !strings.Contains(err.Error(), "spec.syncPolicy.automated.selfheal") {
		t.Errorf("an attribute that is none: %v", err)
	}
}

func TestRun(t *testing.T) {
	dir := t.TempDir()
	for _, want := range []string{", 0 unchanged", "0 written, "} {
		var log bytes.Buffer
		if err := run(&log, dir, "", small()); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(log.String(), want) {
			t.Errorf("%s, want %s", &log, want)
		}
	}
}

// small is a system of three services in two clusters.
func small() system {
	s := newSystem(1)
	s.clusters = []cluster{s.clusters[0], s.clusters[2]}
	s.services = slices.DeleteFunc(s.services, func(svc service) bool {
		return svc.name != "account" && svc.name != "hoge-api" && svc.name != "fuge-api"
	})
	return s
}

func edit(t *testing.T, list []gitops.File, file, old, text string) {
	t.Helper()
	for i := range list {
		if list[i].Path == file {
			if !bytes.Contains(list[i].Content, []byte(old)) {
				t.Fatalf("%s has no %s:\n%s", file, old, list[i].Content)
			}
			list[i].Content = bytes.Replace(list[i].Content, []byte(old), []byte(text), 1)
			return
		}
	}
	t.Fatalf("there is no %s", file)
}

// Each mistake, made in a file, is found by what looks for it.
func TestMistakes(t *testing.T) {
	const (
		base       = "api/hoge-api/service/base/"
		production = "api/hoge-api/argocd_application/overlays/production/application.yaml"
		dev1       = "api/hoge-api/argocd_application/overlays/dev1/application.yaml"
	)
	t.Setenv("CORPUS", "") // TestDefinitions has the definitions
	c := golden.Open(t, "testdata/mistakes.txtar")
	for _, m := range []struct{ name, file, old, text string }{
		{"unknown key", base + "deployment.yaml", "readinessProbe:", "readynessProbe:"},
		{"indentation", base + "deployment.yaml", "        resources:", "      resources:"},
		{"key twice", base + "service.yaml", "spec:\n", "spec:\n  type: ClusterIP\n  type: NodePort\n"},
		{"no request", base + "deployment.yaml", "            cpu: 500m\n", ""},
		{"no readiness probe", base + "deployment.yaml", "        readinessProbe:\n          httpGet:\n            path: /health\n            port: http\n", ""},
		{"no variable", "api/hoge-api/service/overlays/dev1/deployment.yaml", "ENVIRONMENT", "ENVIROMENT"},
		{"image not pinned", "api/hoge-api/service/overlays/dev1/kustomization.yaml", "newTag: 1.0.0", "newTag: latest"},
		{"image without a tag", "api/hoge-api/service/overlays/dev1/kustomization.yaml", "- name: registry", "- name: registri"},
		{"external first", "api/hoge-api/argocd_application/base/application.yaml", `sync-wave: "1"`, `sync-wave: "0"`},
		{"migration after the service", base + "evolution.yaml", "argocd.argoproj.io/hook: PreSync\n    argocd.argoproj.io/hook-delete-policy: BeforeHookCreation\n    argocd.argoproj.io/sync-wave: \"-1\"", "argocd.argoproj.io/hook: PostSync"},
		{"migration before its settings", base + "evolution.yaml", `sync-wave: "-2"`, `sync-wave: "-1"`},
		{"branch", production, "targetRevision: master", "targetRevision: development"},
		{"namespace of another environment", dev1, "namespace: dev1", "namespace: production"},
		{"no such folder", dev1, "path: api/hoge-api/", "path: api/hogeapi/"},
		{"no such project", "api/hoge-api/argocd_application/base/application.yaml", "project: api", "project: apis"},
		{"repository", dev1, "https://git.example.com", "https://git.example.net"},
		{"kind that the project forbids", "argo/argocd-app-projects/manifests/overlays/development/argocd-app-projects.yaml", "  - group: batch\n    kind: Job\n", ""},
		{"chart's repository that the project forbids", "cluster/argocd_application/base/helm-applications.yaml", "https://helm.datadoghq.com", "https://charts.example.com"},
		{"object of two Applications", "api/fuge-api/service/base/service.yaml", "name: fuge-api", "name: hoge-api"},
		{"retired API", "cluster/nginx-ingress-controller-ingress/ingress.yaml", "networking.k8s.io/v1\n", "extensions/v1beta1\n"},
		{"two controllers", "argo/argocd/manifests/overlays/development/argocd-application-controller-statefulset.yaml", "replicas: 1", "replicas: 2"},
		{"patch of nothing", "argo/argocd/argocd_application/overlays/development/application.yaml", "name: argocd", "name: argo-cd"},
		{"file that is not there", "cluster/overlays/production/kustomization.yaml", "nginx-ingress-controller-ingress", "nginx-ingress"},
	} {
		s := small()
		list := encoded(t, s)
		edit(t, list, m.file, m.old, m.text)
		if _, err := s.verify(list, nil); err != nil {
			findings, _, _ := strings.Cut(err.Error(), "\ncluster ") // production's are the same
			c.Out(m.name, findings)
		} else {
			t.Errorf("%s was not found", m.name)
		}
	}
}
