package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/gitops"
)

// change is a place in which we differ from the write-up on purpose.
type change struct {
	path string // keys and indexes with / between
	why  string
}

// The fragments that the write-up prints, in testdata/article, with the
// indentation that its page lost, and where we write the same.
var fragments = []struct {
	name    string // file in testdata/article
	file    string // file in the tree
	index   int    // document in the file
	plugin  bool   // in the repository delivered by plugin
	below   string // the fragment is part of the file: where
	changes []change
}{
	{
		name: "sidecar.yaml", file: "manifest/jenkins/base/values.yaml", below: "controller/sidecars",
		changes: []change{
			{"configAutoReload/image", "since chart 5 a map of registry, repository and tag, whose defaults are newer"},
			{"configAutoReload/imagePullPolicy", "the chart's default"},
			{"configAutoReload/resources", "without requests the scheduler counts the container as nothing; a policy says so"},
			{"configAutoReload/env", "the chart sets LABEL to this value by itself"},
		},
	},
	{
		name: "global-settings.yaml", file: "manifest/jenkins/overlays/hoge/config/global-settings-cm.yaml",
		changes: []change{
			{"metadata/annotations", "there are none"},
			{"metadata/namespace", "set by the kustomization, for all objects of the controller; the write-up's is another controller's"},
			{"metadata/labels/app.kubernetes.io~1instance", "set by Argo CD, which by default tracks by annotation since 3.0"},
		},
	},
	{
		name: "kustomization.yaml", file: "manifest/jenkins/overlays/hoge/config/kustomization.yaml",
		changes: []change{
			{"bases", "deprecated by kustomize; what the controllers share is Go code"},
			{"resources", "the documents are one file each, and there are more of them"},
			{"configMapGenerator/0/files", "the write-up has a stray dot before the name, and this controller has a second script"},
		},
	},
	{
		name: "job-cm.yaml", file: "manifest/jenkins/overlays/hoge/config/jobs-cm.yaml",
		changes: []change{
			{"data/jobs.yaml/jobs/0", "the second script, of maintenance jobs, comes first"},
			{"data/jobs.yaml/jobs/1", "likewise"},
		},
	},
	{
		name: "kubernetes.yaml", file: "manifest/jenkins/overlays/hoge/config/kubernetes-cm.yaml", below: "data/kubernetes.yaml",
		changes: []change{
			{"jenkins/clouds/0/kubernetes/templates/0/id", "a template without an id gets a new one at every reload, and running agents lose theirs"},
			{"jenkins/clouds/0/kubernetes/templates/1/id", "likewise"},
			{"jenkins/clouds/0/kubernetes/templates/1/nodeUsageMode", "the plugin does not inherit it, and the default is another; Fleet.Warnings says so"},
			{"jenkins/clouds/0/kubernetes/templates/1/podRetention", "likewise"},
		},
	},
	{
		name: "application.yaml", file: "manifest/argocd-applications/jenkins/hoge.yaml", index: 1, plugin: true,
		changes: []change{
			{"spec/source/repoURL", "the write-up hides its own"},
			{"spec/source/plugin/env/1/name", "a sidecar plugin sees ARGOCD_APP_NAME as the Application's name; ours is passed as RELEASE_NAME"},
			{"spec/source/plugin/env/2/value", "today's chart"},
			{"spec/ignoreDifferences/2/group", "an empty group is the default"},
		},
	},
	{
		name: "plugin.yaml", file: "manifest/argocd/helm-jenkins-template-cm.yaml", plugin: true,
		changes: []change{
			{"metadata/name", "since Argo CD 2.8 a plugin is a sidecar with a file of its own, not an entry of argocd-cm"},
			{"metadata/namespace", "set by the kustomization"},
			{"metadata/labels", "argocd-cm's"},
			{"data", "the command is the same apart from quotes, ARGOCD_ENV_ before the names, and --repo instead of helm repo add"},
		},
	},
}

func TestArticleFragments(t *testing.T) {
	trees := map[bool]map[string]string{
		false: files(t, gitops.MultipleSources{}),
		true:  files(t, helmPlugin),
	}
	for _, f := range fragments {
		t.Run(f.name, func(t *testing.T) {
			text, err := os.ReadFile(path.Join("testdata/article", f.name))
			if err != nil {
				t.Fatal(err)
			}
			file, ok := trees[f.plugin][f.file]
			if !ok {
				t.Fatalf("the tree has no %s", f.file)
			}
			want := object(t, string(text))
			got := object(t, strings.Split(file, "\n---\n")[f.index])
			for _, key := range keys(f.below) {
				got, _ = step(got, key)
			}
			if f.name == "sidecar.yaml" {
				for _, key := range keys(f.below) {
					want, _ = step(want, key)
				}
			}
			for _, c := range f.changes {
				w, inWant := lookup(want, c.path)
				g, inGot := lookup(got, c.path)
				if inWant == inGot && reflect.DeepEqual(w, g) {
					t.Errorf("%s is listed as changed (%s) but is the same", c.path, c.why)
				}
				want, got = without(want, keys(c.path)), without(got, keys(c.path))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-article +ours:\n%s", diff)
			}
		})
	}
}

// The write-up's script is ours but for quotes, the order of calls that don't
// depend on it, and our folder, which comes first.
func TestArticleScript(t *testing.T) {
	text, err := os.ReadFile("testdata/article/test.groovy")
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.ReplaceAll(text, []byte("branch("), []byte("branches(")) // the engine makes the same of both
	statements := func(s string) []string {
		var list []string
		for line := range strings.Lines(strings.ReplaceAll(s, `"`, `'`)) {
			if line = strings.TrimSpace(line); line != "" && line != "folder('Sandbox')" {
				list = append(list, line)
			}
		}
		slices.Sort(list)
		return list
	}
	got := files(t, gitops.MultipleSources{})["manifest/jenkins/overlays/hoge/config/test.groovy"]
	if diff := cmp.Diff(statements(string(text)), statements(got)); diff != "" {
		t.Errorf("-article +ours:\n%s", diff)
	}
}

// files returns the fleet's tree, delivered as given, by path.
func files(t *testing.T, delivery gitops.Delivery) map[string]string {
	t.Helper()
	fleet := newFleet(delivery)
	list, err := fleet.Tree().Files()
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]string{}
	for _, f := range list {
		m[f.Path] = string(f.Content)
	}
	return m
}

// object parses YAML, and the YAML in strings of ConfigMaps and pod templates.
func object(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return inner(t, v)
}

func inner(t *testing.T, v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, e := range v {
			if s, ok := e.(string); ok && (strings.HasSuffix(k, ".yaml") || k == "yaml") {
				e = object(t, s)
			}
			v[k] = inner(t, e)
		}
	case []any:
		for i := range v {
			v[i] = inner(t, v[i])
		}
	}
	return v
}

func keys(p string) []string {
	if p == "" {
		return nil
	}
	list := strings.Split(p, "/")
	for i := range list {
		list[i] = strings.ReplaceAll(list[i], "~1", "/")
	}
	return list
}

func lookup(v any, p string) (_ any, ok bool) {
	for _, key := range keys(p) {
		if v, ok = step(v, key); !ok {
			return nil, false
		}
	}
	return v, ok
}

func step(v any, key string) (any, bool) {
	switch v := v.(type) {
	case map[string]any:
		e, ok := v[key]
		return e, ok
	case []any:
		var i int
		if json.Unmarshal([]byte(key), &i) == nil && i < len(v) {
			return v[i], true
		}
	}
	return nil, false
}

// without returns v less what stands at the path.
func without(v any, p []string) any {
	switch e := v.(type) {
	case map[string]any:
		if len(p) == 1 {
			delete(e, p[0])
		} else if below, ok := e[p[0]]; ok {
			e[p[0]] = without(below, p[1:])
		}
	case []any:
		var i int
		if json.Unmarshal([]byte(p[0]), &i) != nil || i >= len(e) {
			return v
		}
		if len(p) == 1 {
			e[i] = nil
			for len(e) > 0 && e[len(e)-1] == nil {
				e = e[:len(e)-1]
			}
			return slices.Clip(e)
		}
		e[i] = without(e[i], p[1:])
	}
	return v
}
