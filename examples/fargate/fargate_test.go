package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/internal/golden"
	"github.com/jenkinscode/jenkinscode/internal/jvm"
	"github.com/jenkinscode/jenkinscode/jobdsl"
)

func files(t *testing.T) map[string]string {
	t.Helper()
	list, err := newTree().Files()
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]string{}
	for _, f := range list {
		m[f.Path] = string(f.Content)
	}
	return m
}

func TestGolden(t *testing.T) {
	c := golden.Open(t, "testdata/module.txtar")
	tree := files(t)
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		c.Out(name, tree[name])
	}
}

func TestRun(t *testing.T) {
	dir := t.TempDir()
	for _, want := range []string{"9 written, 0 unchanged", "0 written, 9 unchanged"} {
		var log bytes.Buffer
		if err := run(&log, dir); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(log.String(), want) {
			t.Errorf("%s, want %s", &log, want)
		}
	}
}

// terraform runs Terraform itself in a folder with the files.
func terraform(t *testing.T, files map[string]string, stdin string, args ...string) string {
	t.Helper()
	program, err := exec.LookPath("terraform")
	if err != nil {
		t.Skip("terraform is absent: install it from https://developer.hashicorp.com/terraform/install")
	}
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	settings := filepath.Join(t.TempDir(), "terraformrc")
	if err := os.WriteFile(settings, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+settings, "CHECKPOINT_DISABLE=1")
	cmd.Stdin = strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("terraform: %v\n%s", err, out)
	}
	return string(out)
}

// evaluated returns the text that an expression gives.
func evaluated(t *testing.T, files map[string]string, expression string) string {
	t.Helper()
	out := terraform(t, files, "base64encode("+expression+")\n", "console")
	b, err := base64.StdEncoding.DecodeString(strings.Trim(out, "\"\n"))
	if err != nil {
		t.Fatalf("terraform prints %s", out)
	}
	return string(b)
}

// What Terraform makes of the template is, to Jenkins, the document with the
// values in it: every variable, ${ of a script and quote is where it was.
func TestTemplate(t *testing.T) {
	values := map[string]string{}
	for name := range known {
		values[name] = `a "` + name + `": {%{ # ]`
	}
	values["cluster_arn"] = "arn:aws:ecs:eu-west-1:123456789416:cluster/jenkins-cluster"
	values["private_url"] = "http://nlb.example.com:8080/"

	text, err := template{configuration}.AppendText(nil)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := configuration.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	want := parse(t, placeholders.ReplaceAllStringFunc(string(plain), func(m string) string {
		return strconv.Quote(values[placeholders.FindStringSubmatch(m)[1]])
	}))

	var vars strings.Builder
	for _, name := range slices.Sorted(maps.Keys(values)) {
		fmt.Fprintf(&vars, "%s = %s,", name, bytes.ReplaceAll([]byte(strconv.Quote(values[name])), []byte("%{"), []byte("%%{")))
	}
	got := evaluated(t, map[string]string{"jcasc.template.yml": string(text)}, `templatefile("jcasc.template.yml", {`+vars.String()+`})`)
	if diff := cmp.Diff(want, parse(t, got), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-meant +made by Terraform:\n%s", diff)
	}
	if strings.Count(got, "${"+passwordName+"}") != 1 || strings.Count(got, "^${ECS_CONTAINER_METADATA_URI_V4}") != 1 {
		t.Errorf("JCasC's own variables are not what they were:\n%s", got)
	}
}

// parse reads a document as strictly as Jenkins does, and more.
func parse(t *testing.T, text string) casc.Document {
	t.Helper()
	doc, err := casc.Parse([]byte(text), casc.ParseOptions{Strict: true})
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return doc
}

// A text that is escaped comes out of a template as it went in.
func TestEscape(t *testing.T) {
	texts := []string{"${A}", "$${A}", "$$${A}", "^${A}", "%{ if true }", "%%{ if true }", "%%%{", "$", "$$", "%", "${", "$%{", "%${", `\${`, `"`, "~}", "<<EOT\n${"}
	r := rand.New(rand.NewPCG(1, 2))
	alphabet := []string{"$", "%", "{", "}", "~", `\`, `"`, "a", " ", "\n", "^"}
	for range 200 {
		var b strings.Builder
		for range 1 + r.IntN(12) {
			b.WriteString(alphabet[r.IntN(len(alphabet))])
		}
		texts = append(texts, b.String())
	}
	const between = "\n-----\n"
	all := strings.Join(texts, between)
	got := evaluated(t, map[string]string{"t": string(escape([]byte(all)))}, `templatefile("t", {})`)
	if diff := cmp.Diff(strings.Split(all, between), strings.Split(got, between)); diff != "" {
		t.Error(diff)
	}
}

// Terraform reads the module, as far as it does without its providers.
func TestModule(t *testing.T) {
	module := map[string]string{}
	for name, text := range files(t) {
		if strings.HasSuffix(name, ".tf.json") {
			module[name] = text
		}
	}
	if out := terraform(t, module, "", "providers"); !strings.Contains(out, "hashicorp/aws") || !strings.Contains(out, "hashicorp/random") {
		t.Errorf("terraform says:\n%s", out)
	}
}

// What an expression refers to is declared here or known to be declared
// elsewhere.
func TestReferences(t *testing.T) {
	declared := map[string]bool{}
	used := map[string]bool{}
	for name, text := range files(t) {
		if !strings.HasSuffix(name, ".tf.json") {
			continue
		}
		var m struct {
			Locals   map[string]any
			Resource map[string]map[string]any
		}
		if err := json.Unmarshal([]byte(text), &m); err != nil {
			t.Fatal(err)
		}
		for local := range m.Locals {
			declared["local."+local] = true
		}
		for kind, resources := range m.Resource {
			for name := range resources {
				declared[kind+"."+name] = true
			}
		}
		for _, m := range regexp.MustCompile(`\b((?:data\.)?(?:aws|random)_\w+\.\w+|var\.\w+|local\.\w+)`).FindAllStringSubmatch(text, -1) {
			used[m[1]] = true
		}
	}
	var free []string
	for name := range used {
		if !declared[name] {
			free = append(free, name)
		}
	}
	slices.Sort(free)
	if diff := cmp.Diff(slices.Sorted(slices.Values(elsewhere)), free); diff != "" {
		t.Errorf("-elsewhere +referred to and not declared:\n%s", diff)
	}
}

func TestDocument(t *testing.T) {
	if err := casc.Validate(configuration); err != nil {
		t.Error(err)
	}
	for _, v := range casc.Variables(configuration) {
		if v.Name != passwordName {
			t.Errorf("%s: nothing supplies %s", v.Path, v.Name)
		}
	}
	have := map[string]bool{}
	for _, p := range plugins {
		have[p.ID] = true
	}
	// workflow-aggregator brings the parts of pipelines.
	have["workflow-job"], have["workflow-cps"] = have["workflow-aggregator"], have["workflow-aggregator"]
	for _, p := range jobdsl.Plugins(jobs...) {
		if !have[p.ID] {
			t.Errorf("the jobs need the plugin %s", p.ID)
		}
	}
}

func TestScriptsCompile(t *testing.T) {
	text, err := jobs.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	jvm.Compile(t, map[string]string{"jobs.groovy": string(text), "Jenkinsfile": examplePipeline})
}

// The entrypoint runs, by the shell, with stand-ins for aws and Jenkins.
func TestEntrypoint(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no sh")
	}
	bin := t.TempDir()
	for name, script := range map[string]string{
		"aws":  "#!/bin/sh\necho \"$*\" >>\"$LOG\"\n[ \"$AWS_FAILS\" = 1 ] && exit 1\nfor last; do :; done\necho fetched >\"$last\"\n",
		"tini": "#!/bin/sh\necho tini \"$*\" >>\"$LOG\"\n",
	} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o700); err != nil { //nolint:gosec // it is a program
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name, version, fails string
		log                  string // what was called, HOME for the home
		conf                 string // what is left in jenkins.yaml
	}{
		{
			name: "a version is named", version: "v7",
			log: "s3api get-object --bucket conf --key k.yml --version-id v7 HOME/jenkins.yaml.new\n" +
				"tini -- /usr/local/bin/jenkins.sh --httpPort=8080\n",
			conf: "fetched\n",
		},
		{name: "none is named", log: "tini -- /usr/local/bin/jenkins.sh --httpPort=8080\n"},
		{
			name: "it can't be fetched", version: "v7", fails: "1",
			log:  "s3api get-object --bucket conf --key k.yml --version-id v7 HOME/jenkins.yaml.new\n",
			conf: "earlier\n",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			home := t.TempDir()
			conf, log := filepath.Join(home, "jenkins.yaml"), filepath.Join(t.TempDir(), "log")
			if err := os.WriteFile(conf, []byte("earlier\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := exec.CommandContext(t.Context(), sh, "-s", "--", "--httpPort=8080")
			cmd.Stdin = strings.NewReader(entrypoint)
			cmd.Env = []string{
				"PATH=" + bin + ":/usr/bin:/bin", "LOG=" + log, "AWS_FAILS=" + tt.fails, "JENKINS_HOME=" + home,
				"JENKINS_CONF_S3_BUCKET=conf", "JENKINS_CONF_S3_KEY=k.yml", "JENKINS_CONF_S3_VERSION_ID=" + tt.version,
			}
			if out, err := cmd.CombinedOutput(); (err != nil) != (tt.fails != "") {
				t.Fatalf("%v\n%s", err, out)
			}
			called, _ := os.ReadFile(log)
			if got := strings.ReplaceAll(string(called), home, "HOME"); got != tt.log {
				t.Errorf("it called\n%s, want\n%s", got, tt.log)
			}
			if left, _ := os.ReadFile(conf); string(left) != tt.conf {
				t.Errorf("jenkins.yaml holds %q", left)
			}
		})
	}
}

// Mistakes are found, and nothing is written.
func TestMistakes(t *testing.T) {
	cloud := func(d *casc.Document, f func(*casc.ECSCloud)) {
		c := d.Jenkins.Clouds[0].(casc.ECSCloud)
		c.Templates = slices.Clone(c.Templates)
		f(&c)
		d.Jenkins.Clouds = []casc.Cloud{c}
	}
	c := golden.Open(t, "testdata/mistakes.txtar")
	for _, tt := range []struct {
		name    string
		mistake func(*casc.Document)
	}{
		{"unknown-placeholder", func(d *casc.Document) { cloud(d, func(c *casc.ECSCloud) { c.Cluster = placeholder("cluster") }) }},
		{"placeholder-in-text", func(d *casc.Document) { d.Unclassified.Location.URL = placeholder("public_url") + "/" }},
		{"literal-password", func(d *casc.Document) {
			d.Jenkins.SecurityRealm = casc.LocalRealm{Users: []casc.User{{ID: "admin", Password: "hunter2"}}}
		}},
		{"template-without-name", func(d *casc.Document) { cloud(d, func(c *casc.ECSCloud) { c.Templates[0].TemplateName = "" }) }},
		{"launch-type", func(d *casc.Document) { cloud(d, func(c *casc.ECSCloud) { c.Templates[0].LaunchType = "Fargate" }) }},
		{"job-without-name", func(d *casc.Document) {
			d.Jobs = []casc.JobSource{casc.JobScript{Script: jobdsl.Script{jobdsl.PipelineJob{Definition: jobdsl.Cps{}}}}}
		}},
	} {
		doc := configuration
		tt.mistake(&doc)
		tree := new(gitops.Tree)
		tree.Add("jcasc.template.yml", template{doc})
		dir := filepath.Join(t.TempDir(), "out")
		_, err := tree.Write(dir, gitops.WriteOptions{})
		if err == nil {
			t.Errorf("%s was not found", tt.name)
			continue
		}
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("%s: %d entries were written", tt.name, len(left))
		}
		c.Out(tt.name, err.Error())
	}
}

// What the write-up prints after terraform apply is what our outputs give, and
// its five alarms are ours.
func TestArticle(t *testing.T) {
	printed, err := os.ReadFile("testdata/article/outputs.txt")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, m := range regexp.MustCompile(`(?m)^(\w+) = "?(.*?)"?$`).FindAllStringSubmatch(string(printed), -1) {
		want = append(want, m[1]+" = "+m[2])
	}
	fill := strings.NewReplacer(
		expr("local.jenkins_public_url"), "http://alb-jenkins-master-237146470.eu-west-1.elb.amazonaws.com",
		expr("aws_s3_object.configuration.bucket"), strings.ReplaceAll(
			configurationModule()["resource"].(object)["aws_s3_bucket"].(object)["configuration"].(object)["bucket"].(string),
			expr("data.aws_caller_identity.current.account_id"), "123456789416"),
	)
	var got []string
	for name, o := range outputs["output"].(object) {
		switch value := o.(object)["value"].(type) {
		case string:
			got = append(got, name+" = "+fill.Replace(value))
		case object:
			got = append(got, name+" = {")
			if diff := cmp.Diff([]string{"password", "username"}, slices.Sorted(maps.Keys(value))); diff != "" {
				t.Error(diff)
			}
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-article +ours:\n%s", diff)
	}

	type condition struct {
		Statistic, Comparison string
		Threshold, Seconds    int
	}
	described := map[string]condition{
		"jenkins-efs-low-burst-credits-balance":  {"Minimum", below, halfOfTheCredits, 60},
		"jenkins-alb-too-many-5xx-errors":        {"Sum", above, 60, 300},
		"jenkins-alb-no-healthy-target":          {"Average", below, 1, 300},
		"jenkins-master-high-cpu-utilization":    {"Average", above, 80, 300},
		"jenkins-master-high-memory-utilization": {"Average", above, 75, 300},
	}
	ours := map[string]condition{}
	for _, a := range monitoringModule()["resource"].(object)["aws_cloudwatch_metric_alarm"].(object) {
		a := a.(alarm)
		ours[a.Name] = condition{a.Statistic, a.Comparison, a.Threshold, a.Period * a.Periods}
	}
	if diff := cmp.Diff(described, ours); diff != "" {
		t.Errorf("-article +ours:\n%s", diff)
	}
}
