package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/verify"
	"github.com/jenkinscode/jenkinscode/internal/golden"

	appsv1 "k8s.io/api/apps/v1"
)

func files(t *testing.T) []gitops.File {
	t.Helper()
	list, err := newTree().Files()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestGolden(t *testing.T) {
	c := golden.Open(t, "testdata/web.txtar")
	for _, f := range files(t) {
		if !strings.Contains(f.Path, "/api") && !strings.Contains(f.Path, "/search") || strings.HasPrefix(f.Path, ".github") {
			c.Out(f.Path, string(f.Content))
		}
	}
}

// Everything holds against the resource definitions of Argo CD and of the Image
// Updater.
func TestDefinitions(t *testing.T) {
	golden.Corpus(t, "argoproj/argo-cd and argoproj-labs/argocd-image-updater", "corpus", "crds")
	for _, c := range clusters {
		report, err := c.verify(files(t))
		if err != nil {
			t.Fatal(err)
		}
		if len(report.Unchecked) > 0 || report.Custom != len(services)+3 {
			t.Errorf("%s: %s", c.name, report)
		}
	}
}

// script runs a step's script by the shell, with programs that stand in for
// others.
func script(t *testing.T, text string, env []string, programs map[string]string) {
	t.Helper()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no sh")
	}
	bin := t.TempDir()
	for name, program := range programs {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+program), 0o700); err != nil { //nolint:gosec // it is a program
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), sh, "-e")
	cmd.Stdin = strings.NewReader(text)
	cmd.Env = append(env, "PATH="+bin+":"+os.Getenv("PATH"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// The tag that a build of a branch makes is one that the rule for that branch
// allows, and no other branch's: the rule that a branch deployment sets, and the
// one that Applications begin with.
func TestTags(t *testing.T) {
	branches := []string{"master", "develop", "feature/new-search", "feature", "fix_1.2", "$(touch x)", strings.Repeat("very-long-", 10), "日本語"}
	var tags, rules []string
	for _, branch := range branches {
		dir := t.TempDir()
		output, calls := filepath.Join(dir, "output"), filepath.Join(dir, "calls")
		env := []string{"BRANCH=" + branch, "SERVICE=web", "GITHUB_SHA=0123456789abcdef0123456789abcdef01234567", "GITHUB_OUTPUT=" + output, "CALLS=" + calls}
		script(t, tagImage, env, nil)
		script(t, allowTags, env, map[string]string{"kubectl": `for a; do printf '%s\n' "$a" >>"$CALLS"; done` + "\n"})
		made, _ := os.ReadFile(output)
		called, _ := os.ReadFile(calls)
		tags = append(tags, strings.TrimSpace(strings.TrimPrefix(string(made), "tag=")))
		args := strings.Split(strings.TrimSpace(string(called)), "\n")
		key, rule, _ := strings.Cut(args[len(args)-1], "=")
		rules = append(rules, rule)
		if want := gitops.AllowTagsAnnotation("web", "").Key; key != want {
			t.Errorf("the workflow changes %s, not %s", key, want)
		}
		if want := []string{"--namespace", "argocd", "annotate", "--overwrite", "applications.argoproj.io", "web"}; !slices.Equal(args[:len(args)-1], want) {
			t.Errorf("kubectl %q", args)
		}
	}
	if want := tagsOf("master"); rules[0] != want {
		t.Errorf("deploying master sets %s; Git has %s, so that the deployment would not end", rules[0], want)
	}
	image := regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$`)
	for i, tag := range tags {
		if !image.MatchString(tag) {
			t.Errorf("%q is no tag", tag)
		}
		for j, rule := range rules {
			if got := regexp.MustCompile(strings.TrimPrefix(rule, "regexp:")).MatchString(tag); got != (i == j) {
				t.Errorf("%s allows %s: %v", rule, tag, got)
			}
		}
	}
	if !regexp.MustCompile(strings.TrimPrefix(tagsOf("master"), "regexp:")).MatchString(firstTag) {
		t.Errorf("%s is no tag of master", firstTag)
	}
}

// Merging the Image Updater's pull request deploys, reverting it rolls back, and
// neither is drift that this program would undo.
func TestRollback(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is absent")
	}
	dir := t.TempDir()
	git := func(args ...string) {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "git", append([]string{"-c", "user.name=x", "-c", "user.email=x@example.com"}, args...)...)
		cmd.Dir = dir
		// Nobody's settings, and not the repository that a hook runs this in.
		cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "GIT_CONFIG_NOSYSTEM=1"}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	if err := run(&bytes.Buffer{}, dir); err != nil {
		t.Fatal(err)
	}
	git("init", "-q")
	git("add", "-A")
	git("commit", "-qm", "Generate")

	const (
		overlay = "services/web/overlays/production"
		first   = "master-20261120093000-1111111"
		second  = "master-20261121093000-2222222"
	)
	// update does what the Image Updater's pull request does when it is merged.
	update := func(tag string) {
		text := "kustomize:\n  images:\n  - " + registry + "web:" + tag + "\n"
		if err := os.WriteFile(filepath.Join(dir, overlay, ".argocd-source-web.yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		git("add", "-A")
		git("commit", "-qm", "Update web to "+tag)
	}
	want := func(tag string) {
		t.Helper()
		if got := delivered(t, dir, overlay); got != registry+"web:"+tag {
			t.Errorf("Argo CD delivers %s, want %s", got, tag)
		}
		if err := newTree().Check(dir); err != nil {
			t.Error(err)
		}
		var log bytes.Buffer
		if err := run(&log, dir); err != nil || !strings.Contains(log.String(), "0 written") || !strings.Contains(log.String(), "0 removed") {
			t.Errorf("%v\n%s", err, &log)
		}
	}
	want(firstTag)
	update(first)
	want(first)
	update(second)
	want(second)
	git("revert", "--no-edit", "HEAD")
	want(first)
}

// delivered returns the image of web's Deployment that Argo CD makes of an
// overlay: what kustomize builds, with the images in .argocd-source-web.yaml.
func delivered(t *testing.T, dir, overlay string) string {
	t.Helper()
	m := map[string][]byte{}
	for _, f := range files(t) {
		m[f.Path] = f.Content
	}
	kustomization := "resources: [../" + overlay + "]\n"
	text, err := os.ReadFile(filepath.Join(dir, overlay, ".argocd-source-web.yaml"))
	if err == nil {
		_, image, _ := strings.Cut(strings.TrimSpace(string(text)), "- ")
		name, tag, _ := strings.Cut(image, ":")
		kustomization += "images: [{name: " + name + ", newTag: " + tag + "}]\n"
	} else if !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	m["argocd-builds/kustomization.yaml"] = []byte(kustomization)
	report, err := verify.Files(m, verify.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range report.Objects {
		if d, ok := o.Typed.(*appsv1.Deployment); ok && o.From == "argocd-builds" {
			return d.Spec.Template.Spec.Containers[0].Image
		}
	}
	return ""
}

// The write-up prints one name: that of the annotation that a branch deployment
// changes. Staging's Applications have it, and their own Application ignores it.
func TestArticle(t *testing.T) {
	const printed = "argocd-image-updater.argoproj.io/<image_name>.allow-tags"
	staging := clusters[0]
	root := staging.root("")
	for i, s := range services {
		key := strings.ReplaceAll(printed, "<image_name>", s.name)
		if staging.application(s).Metadata.Annotations[key] == "" {
			t.Errorf("%s has no %s", s.name, key)
		}
		if want := "/metadata/annotations/" + strings.ReplaceAll(key, "/", "~1"); root.Spec.IgnoreDifferences[i].JSONPointers[0] != want {
			t.Errorf("root ignores %s, want %s", root.Spec.IgnoreDifferences[i].JSONPointers[0], want)
		}
	}
}

func TestMistakes(t *testing.T) {
	c := golden.Open(t, "testdata/mistakes.txtar")
	t.Setenv("CORPUS", "")
	for _, m := range []struct{ name, file, old, text string }{
		{"drift not ignored", "argocd/staging/root.yaml", "argocd-image-updater.argoproj.io~1web.allow-tags", "argocd-image-updater.argoproj.io/web.allow-tags"},
		{"drift not respected", "argocd/staging/root.yaml", "RespectIgnoreDifferences=true", "Validate=false"},
		{"branch", "argocd/production/applications/web.yaml", "targetRevision: master", "targetRevision: develop"},
		{"namespace", "argocd/production/applications/web.yaml", "namespace: tenshoku", "namespace: tenshok"},
		{"folder", "argocd/staging/applications/api.yaml", "path: services/api/overlays/staging", "path: services/api/overlays/stg"},
		{"no request", "services/web/base/deployment.yaml", "            cpu: 500m\n", ""},
		{"image without a tag", "services/web/base/deployment.yaml", ":" + firstTag, ""},
	} {
		list := files(t)
		i := slices.IndexFunc(list, func(f gitops.File) bool { return f.Path == m.file })
		if !bytes.Contains(list[i].Content, []byte(m.old)) {
			t.Fatalf("%s has no %s", m.file, m.old)
		}
		list[i].Content = bytes.Replace(list[i].Content, []byte(m.old), []byte(m.text), 1)
		var found []error
		for _, c := range clusters {
			_, err := c.verify(list)
			found = append(found, err)
		}
		if err := errors.Join(found...); err != nil {
			c.Out(m.name, err.Error())
		} else {
			t.Errorf("%s was not found", m.name)
		}
	}

	// What is wrong with an object by itself is found when it is encoded.
	production := clusters[1]
	production.writes.Method = gitops.WriteToArgoCD
	tree := new(gitops.Tree)
	tree.Add("image-updater.yaml", production.imageUpdater())
	if _, err := tree.Files(); err != nil {
		c.Out("pull request without Git", err.Error())
	} else {
		t.Error("a pull request without Git was not found")
	}
}
