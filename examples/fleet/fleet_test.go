package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/verify"
	"github.com/jenkinscode/jenkinscode/internal/golden"
	"github.com/jenkinscode/jenkinscode/internal/jvm"
	"github.com/jenkinscode/jenkinscode/jobdsl"
)

// The whole of one controller, and what all have in common.
func TestGolden(t *testing.T) {
	c := golden.Open(t, "testdata/hoge.txtar")
	tree := files(t, gitops.MultipleSources{})
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		if strings.Contains(name, "/hoge") || strings.Contains(name, "/base/") || strings.HasPrefix(name, "manifest/argocd/") {
			c.Out(name, tree[name])
		}
	}
}

// What the plugin's delivery changes.
func TestGoldenPlugin(t *testing.T) {
	c := golden.Open(t, "testdata/plugin.txtar")
	tree, plain := files(t, helmPlugin), files(t, gitops.MultipleSources{})
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		if (strings.Contains(name, "/hoge") || strings.HasPrefix(name, "manifest/argocd/")) && tree[name] != plain[name] {
			c.Out(name, tree[name])
		}
	}
}

func TestFortyControllers(t *testing.T) {
	fleet := newFleet(nil)
	if n := len(fleet.Controllers); n != 40 {
		t.Errorf("%d controllers", n)
	}
}

func TestScriptsCompile(t *testing.T) {
	scripts := map[string]string{}
	for name, text := range files(t, gitops.MultipleSources{}) {
		if strings.HasSuffix(name, ".groovy") && !strings.HasSuffix(name, "/maintenance.groovy") {
			scripts[name] = text
		}
	}
	text, err := maintenance.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	scripts["maintenance.groovy"] = string(text)
	jvm.Compile(t, scripts)
}

// Argo CD's objects hold against its own resource definitions.
func TestResourceDefinitions(t *testing.T) {
	dir := golden.Corpus(t, "argoproj/argo-cd", "corpus", "crds")
	crds, err := verify.ReadCRDs(os.DirFS(dir), "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, delivery := range []gitops.Delivery{gitops.MultipleSources{}, helmPlugin} {
		fleet := newFleet(delivery)
		tree := fleet.Tree()
		report, err := verify.Tree(tree, verify.Options{CRDs: crds, Repos: []string{fleet.Repository.URL}})
		if err != nil {
			t.Fatal(err)
		}
		if len(report.Unchecked) > 0 || report.Custom < 2*len(fleet.Controllers) {
			t.Errorf("%T: %s", delivery, report)
		}
	}
}

// A run writes the repository, a second run writes nothing, and what is not
// generated stays.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	own := filepath.Join(dir, "manifest", "README.md")
	if err := os.MkdirAll(filepath.Dir(own), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(own, []byte("ours\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	if err := run(&log, options{out: dir, delivery: gitops.MultipleSources{}}); err != nil {
		t.Fatal(err)
	}
	first := modified(t, dir)
	log.Reset()
	if err := run(&log, options{out: dir, delivery: gitops.MultipleSources{}}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(log.String(), "0 written") {
		t.Errorf("the second run says: %s", &log)
	}
	if second := modified(t, dir); !maps.Equal(first, second) {
		t.Error("the second run touched files")
	}
	if err := run(&log, options{out: dir, delivery: helmPlugin}); err != nil {
		t.Fatal(err)
	}
	if err := run(&log, options{out: dir, delivery: gitops.MultipleSources{}}); err != nil {
		t.Fatal(err)
	}
	gate := options{out: dir, delivery: gitops.MultipleSources{}, check: true}
	if err := run(&log, gate); err != nil {
		t.Errorf("the drift gate says of what was just written: %v", err)
	}
	edited := filepath.Join(dir, "manifest/jenkins/base/values.yaml")
	generated, err := os.ReadFile(edited)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(edited, append(generated, "# by hand\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := run(&log, gate); err == nil || !strings.Contains(err.Error(), "-# by hand") {
		t.Errorf("the drift gate says of an edited file: %v", err)
	}
	if err := os.WriteFile(edited, generated, 0o644); err != nil {
		t.Fatal(err)
	}
	if third := modified(t, dir); len(third) != len(first) {
		t.Errorf("there and back leaves %d files, not %d", len(third), len(first))
	}
	if b, err := os.ReadFile(own); err != nil || string(b) != "ours\n" {
		t.Errorf("our own file: %q, %v", b, err)
	}
}

// modified returns the modification time of every file.
func modified(t *testing.T, dir string) map[string]string {
	t.Helper()
	m := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		m[path] = fmt.Sprint(info.ModTime().UnixNano(), info.Size())
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Mistakes are found where they are, and then nothing is written.
func TestMistakes(t *testing.T) {
	hoge := func(f *gitops.Fleet) *gitops.Controller { return &f.Controllers[0] }
	mistakes := map[string]func(f *gitops.Fleet){
		"credential": func(f *gitops.Fleet) {
			hoge(f).Jobs["test"] = jobdsl.Script{jobdsl.PipelineJob{Name: "x", Definition: jobdsl.CpsScm{
				SCM: jobdsl.Git{Remotes: []jobdsl.Remote{{URL: "https://hoge.jp/test.git", Credentials: "git-tokne"}}},
			}}}
		},
		"label": func(f *gitops.Fleet) {
			hoge(f).Jobs["test"] = jobdsl.Script{jobdsl.FreeStyleJob{Name: "x", Label: "jenkins-agent-x86_64 && linux"}}
		},
		"parent": func(f *gitops.Fleet) {
			templates := agents("cicd")
			templates[1].InheritFrom = "jenkins-agent-x86-64"
			hoge(f).Casc["kubernetes"] = kubernetes(templates)
		},
		"job": func(f *gitops.Fleet) {
			hoge(f).Jobs["again"] = jobdsl.Script{jobdsl.PipelineJob{Name: "Sandbox/test"}}
		},
		"folder": func(f *gitops.Fleet) {
			hoge(f).Jobs["test"] = jobdsl.Script{jobdsl.PipelineJob{Name: "Nowhere/test"}}
		},
		"variable": func(f *gitops.Fleet) {
			doc := hoge(f).Casc["global-settings"]
			doc.Unclassified.Location.URL = "https://" + casc.Var("jenkins_domian") + "/"
			hoge(f).Casc["global-settings"] = doc
		},
		"secret": func(f *gitops.Fleet) {
			hoge(f).Casc["more"] = casc.Document{Credentials: casc.Credentials{System: casc.SystemCredentials{
				DomainCredentials: []casc.DomainCredentials{{Credentials: []casc.Credential{
					casc.SecretString{ID: "token", Secret: "hunter2"},
				}}},
			}}}
		},
		"conflict": func(f *gitops.Fleet) {
			hoge(f).Casc["more"] = casc.Document{Jenkins: casc.Jenkins{SecurityRealm: casc.LocalRealm{AllowsSignup: new(true)}}}
		},
		"chart-conflict": func(f *gitops.Fleet) {
			f.Base.Controller.JCasC.Extra = nil
		},
		"names": func(f *gitops.Fleet) {
			f.Controllers = append(f.Controllers, gitops.Controller{Name: "hoge"}, gitops.Controller{Name: "Ads_2"})
		},
		"plugin": func(f *gitops.Fleet) {
			f.Base.Controller.InstallPlugins = slices.Delete(slices.Clone(f.Base.Controller.InstallPlugins), 4, 5)
			f.Controllers = f.Controllers[:1]
		},
	}
	for name, mistake := range mistakes {
		t.Run(name, func(t *testing.T) {
			c := golden.Open(t, "testdata/mistakes/"+name+".txtar")
			fleet := newFleet(gitops.MultipleSources{})
			mistake(&fleet)
			if name == "chart-conflict" {
				fleet.Controllers = fleet.Controllers[:1]
			}
			dir := filepath.Join(t.TempDir(), "out")
			_, err := fleet.Tree().Write(dir, gitops.WriteOptions{})
			if err == nil {
				t.Fatal("it was not found")
			}
			if left, _ := os.ReadDir(dir); len(left) > 0 {
				t.Errorf("%d entries were written", len(left))
			}
			c.Out("errors", err.Error())
		})
	}
}
