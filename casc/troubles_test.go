package casc_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
	"github.com/jenkinscode/jenkinscode/jobdsl"
	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// userTroubles are what users of JCasC run into most, in the order of the package
// page, each with the proof of what is said there.
var userTroubles = []struct {
	name  string
	prove func(t *testing.T)
}{
	{"variables swallowed in scripts", proveScriptsAreLiteral},
	{"Jenkins does not start for an unknown name", proveUnknownNames},
	{"an export can't be imported", proveExports},
	{"several files conflict", proveMerging},
	{"jobs stay, fail or wait for approval", proveJobs},
	{"keys and secrets arrive changed", proveSecrets},
	{"numbers become nothing", proveFloats},
	{"a reload has side effects", proveReload},
	{"pod templates inherit otherwise than thought", proveInheritance},
	{"JCasC is text in the chart's values", proveValues},
}

func TestUserTroubles(t *testing.T) {
	page, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	items := regexp.MustCompile(`(?m)^//\s+\d+\. ([^.]*)\.`).FindAllStringSubmatch(string(page), -1)
	if len(items) != len(userTroubles) {
		t.Fatalf("the package page has %d troubles, of %d", len(items), len(userTroubles))
	}
	for i, trouble := range userTroubles {
		if got := items[i][1]; !strings.EqualFold(got, trouble.name) {
			t.Errorf("number %d of the package page is %q, not %q", i+1, got, trouble.name)
		}
		t.Run(trouble.name, trouble.prove)
	}
}

// written returns the text of a document.
func written(t *testing.T, d casc.Document) string {
	t.Helper()
	text, err := d.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// says checks that err has each of the findings.
func says(t *testing.T, err error, findings ...string) {
	t.Helper()
	for _, want := range findings {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}

// A script in any attribute reaches its reader byte for byte, whatever the
// controller's environment.
func proveScriptsAreLiteral(t *testing.T) {
	const script = "def x = \"${env.HOME} $HOME ${\" + '^${FOO}' + '''$${FOO}'''\n"
	doc := casc.Document{
		Jenkins: casc.Jenkins{SystemMessage: script, Clouds: []casc.Cloud{casc.KubernetesCloud{Name: "k", Templates: []podtemplate.PodTemplate{{
			Name: "a", Containers: []podtemplate.ContainerTemplate{{Name: "c", Image: "i", Args: script}},
			YAML: podtemplate.Pod{Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: "d", Image: "i", Args: []string{script}}}}},
		}}}}},
		Tool: casc.Tool{Git: casc.ToolInstallations{Installations: []casc.ToolInstallation{{Name: "git", Properties: []casc.ToolProperty{
			casc.InstallSource{Installers: []casc.ToolInstaller{casc.CommandInstaller{Command: script, ToolHome: "$HOME"}}},
		}}}}},
		Groovy: []casc.GroovySource{{Script: script}},
		Jobs:   []casc.JobSource{casc.JobScript{Script: casc.Text(script)}, casc.JobScript{Script: jobdsl.Script{jobdsl.Folder{Name: "a", Description: script}}}},
	}
	seen, err := (casc.Resolver{Variable: func(string) (string, bool) { return "swallowed", true }}).Document(doc)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := written(t, seen), written(t, doc); got != want {
		t.Errorf("Jenkins sees\n%sinstead of\n%s", got, want)
	}
	if seen.Groovy[0].Script != script || seen.Jobs[0].(casc.JobScript).Script != casc.Text(script) {
		t.Errorf("Jenkins sees %q and %q", seen.Groovy[0].Script, seen.Jobs[0])
	}
}

// Fields have the names that Jenkins knows. What was written by hand is found,
// with its line, before Jenkins sees it; the schema of the live controller finds
// what its plugins are too old for.
func proveUnknownNames(t *testing.T) {
	for in, want := range map[string]string{
		"jenkins:\n  systemMesage: x\n":                               "f.yaml:2: jenkins.systemMesage: unknown field: did you mean systemMessage?",
		"unclassifed: {}\n":                                           "f.yaml:1: unclassifed: unknown field: did you mean unclassified?",
		"jenkins:\n  unclassified: {}\n":                              "f.yaml:2: jenkins.unclassified: unknown field: it is a root element: indent it less",
		"jenkins:\nnumExecutors: 0\n":                                 "f.yaml:2: numExecutors: unknown field: it is an attribute of jenkins, which stands empty beside it: indent it further",
		"jenkins:\n\tnumExecutors: 0\n":                               "f.yaml:2: invalid value: found character that cannot start any token; the line is indented with a tab, where YAML takes only blanks",
		"jenkins:\n  clouds:\n  - kubernetes:\n      container: 10\n": "f.yaml:4: jenkins.clouds[0].kubernetes.container: unknown field",
	} {
		_, err := casc.Parse([]byte(in), casc.ParseOptions{File: "f.yaml", Strict: true})
		says(t, err, want)
	}
	schema := []byte(`{"type": "object", "additionalProperties": false, "properties": {"jenkins": {"type": "object", "additionalProperties": false, "properties": {"numExecutors": {"type": "integer"}}}}}`)
	says(t, casc.ValidateSchema(casc.Document{Jenkins: casc.Jenkins{NumExecutors: new(0), QuietPeriod: new(5)}}, schema), "jenkins.quietPeriod: unknown field")
	if got := written(t, casc.Document{ConfigurationAsCode: casc.ConfigurationAsCode{Unknown: casc.StrictnessWarn}}); got != "configuration-as-code:\n  unknown: warn\n" {
		t.Errorf("got %s", got)
	}
}

// What Jenkins itself could not export is found, and so are secrets that only the
// exporting controller can decrypt.
func proveExports(t *testing.T) {
	const export = `jenkins:
  securityRealm: "FAILED TO EXPORT\njava.lang.NullPointerException"
  crumbIssuer:
    standard:
      hudsonVersion: "2.4"
credentials:
  system:
    domainCredentials:
    - credentials:
      - string:
          id: token
          secret: "{AQAAABAAAAAgpcWD1tX9t3vzA2JYGwOh}"
`
	doc, err := casc.Parse([]byte(export), casc.ParseOptions{File: "export.yaml", Strict: true})
	says(t, err, "export.yaml:2: jenkins.securityRealm: invalid value: Jenkins could not export this", "export.yaml:5: jenkins.crumbIssuer.standard.hudsonVersion: unknown field")
	says(t, casc.Validate(doc), "credentials.system.domainCredentials[0].credentials[0].string.secret: literal secret")
}

// Files are merged as Jenkins does it, and what it would refuse, or append twice,
// is found first.
func proveMerging(t *testing.T) {
	a := casc.Source{Name: "a.yaml", Text: []byte("jenkins:\n  numExecutors: 1\n  clouds:\n  - kubernetes: {name: k}\n")}
	b := casc.Source{Name: "b.yaml", Text: []byte("jenkins:\n  numExecutors: 1\n  clouds:\n  - kubernetes: {name: k, namespace: b}\n")}
	_, err := casc.Merge(casc.MergeOptions{}, a, b)
	says(t, err, "b.yaml:2: jenkins.numExecutors: conflict: a.yaml:2 and b.yaml:2 both set this, to the same value")
	var warnings []string
	doc, err := casc.Merge(casc.MergeOptions{Strategy: casc.Override, Warn: func(e *casc.Error) { warnings = append(warnings, e.Error()) }}, a, b)
	if err != nil || len(doc.Jenkins.Clouds) != 2 {
		t.Errorf("%v, %d clouds", err, len(doc.Jenkins.Clouds))
	}
	if len(warnings) != 1 || !strings.Contains(warnings[0], "both have an element kubernetes name k; lists are appended") {
		t.Errorf("warnings: %q", warnings)
	}
}

// A wrong script never gets to Jenkins, a script can be approved beforehand, and
// jobs that are no longer declared can go.
func proveJobs(t *testing.T) {
	says(t, casc.Validate(casc.Document{Jobs: []casc.JobSource{casc.JobScript{Script: jobdsl.Script{jobdsl.PipelineJob{}}}}}), "jobs[0].script[0].pipelineJob.name: required")
	approved := casc.ScriptHash("println 1")
	doc := casc.Document{
		Security: casc.Security{ScriptApproval: casc.ScriptApproval{ApprovedScriptHashes: []string{approved}}},
		Items:    casc.Items{ActionOnUndeclaredItems: casc.UndeclaredDeleteTracked, Items: []casc.Item{casc.Freestyle{Name: "a"}}},
	}
	if err := casc.Validate(doc); err != nil {
		t.Error(err)
	}
	const want = "items:\n  actionOnUndeclaredItems: delete-tracked\n  items:\n  - freestyle:\n      name: a\n"
	if got := written(t, doc); !strings.Contains(got, want) || !strings.Contains(got, "    approvedScriptHashes:\n    - "+approved+"\n") {
		t.Errorf("got\n%s", got)
	}
}

// Keys keep their newlines, lookups that decode wrongly are refused, and a
// variable that nobody supplies is known before Jenkins makes it empty.
func proveSecrets(t *testing.T) {
	const key = "-----BEGIN OPENSSH PRIVATE KEY-----\n  b3Bl \nbnNz\n-----END OPENSSH PRIVATE KEY-----\n"
	credentials := func(list ...casc.Credential) casc.Document {
		return casc.Document{Credentials: casc.Credentials{System: casc.SystemCredentials{DomainCredentials: []casc.DomainCredentials{{Credentials: list}}}}}
	}
	ssh := func(key string) casc.Document {
		return credentials(casc.SSHPrivateKey{ID: "a", PrivateKeySource: casc.DirectEntry{PrivateKey: key}})
	}
	back, err := casc.Parse([]byte(written(t, ssh(casc.Insecure(key)))), casc.ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	source := back.Credentials.System.DomainCredentials[0].Credentials[0].(casc.SSHPrivateKey).PrivateKeySource
	if got := source.(casc.DirectEntry).PrivateKey; got != key {
		t.Errorf("the key comes back as %q", got)
	}
	if err := casc.Validate(ssh(casc.ReadFile("/run/secrets/key"))); err != nil {
		t.Error(err)
	}
	says(t, casc.Validate(ssh(casc.Trim(casc.ReadFile("/run/secrets/key")))), "privateKeySource.directEntry.privateKey: invalid value: a private key needs its last newline")
	says(t, casc.Validate(ssh(key)), "privateKey: literal secret")
	says(t, casc.Validate(credentials(casc.SecretFile{ID: "a", FileName: "f", SecretBytes: casc.ReadFile("/run/secrets/f")})), "file.secretBytes: invalid value: the content is wanted in base64: use ReadFileBase64")
	says(t, casc.Validate(credentials(casc.SecretString{ID: "a", Secret: casc.VarOr("TOKEN", "hunter2")})), "string.secret: literal secret")

	password := credentials(casc.SecretString{ID: "a", Secret: casc.Trim(casc.ReadFile("/f")) + casc.Var("PASSWORT")})
	if v := casc.Variables(password); len(v) != 1 || v[0].Name != "PASSWORT" {
		t.Errorf("variables: %v", v)
	}
	r := resolver(map[string]string{"PASSWORD": "x"})
	r.Strict = true
	_, err = r.Document(password)
	says(t, err, "string.secret: invalid value: the variable PASSWORT has no value")
	r = resolver(map[string]string{"PASSWORT": "x"})
	if seen, err := r.Document(password); err != nil || !strings.Contains(written(t, seen), "secret: textx\n") {
		t.Errorf("%v: the last newline of the file is there:\n%s", err, written(t, seen))
	}
}

// A number that Jenkins' own model of YAML would lose is written in quotes, and
// found where somebody else wrote it.
func proveFloats(t *testing.T) {
	doc := casc.Document{Unclassified: casc.Unclassified{Extra: map[string]any{"plugin": map[string]any{"ratio": 0.5, "version": "1.10", "since": "2026-01-01", "none": "null"}}}}
	const want = "unclassified:\n  plugin:\n    none: \"null\"\n    ratio: \"0.5\"\n    since: \"2026-01-01\"\n    version: \"1.10\"\n"
	if got := written(t, doc); got != want {
		t.Errorf("got\n%s", got)
	}
	_, err := casc.Parse([]byte("unclassified:\n  plugin:\n    ratio: 0.5\n    since: 2026-01-01\n"), casc.ParseOptions{File: "f.yaml", Strict: true})
	says(t, err, `f.yaml:3: unclassified.plugin.ratio: lost "0.5": Jenkins drops a floating-point number`, `f.yaml:4: unclassified.plugin.since: lost "2026-01-01": Jenkins refuses a date`)
}

// The same configuration is the same bytes, so nothing is reloaded that has not
// changed; and agents keep their template, whose ID no longer depends on what else
// changes.
func proveReload(t *testing.T) {
	pods := func(image string) []podtemplate.PodTemplate {
		return podtemplate.WithIDs(podtemplate.PodTemplate{Name: "a", Containers: []podtemplate.ContainerTemplate{{Name: "jnlp", Image: image}}}, podtemplate.PodTemplate{Name: "b"})
	}
	doc := func(image string) casc.Document {
		extra := map[string]any{}
		for _, k := range strings.Split("k j i h g f e d c b a", " ") {
			extra["x-"+k] = map[string]any{k: k, "z": 1, "y": 2}
		}
		return casc.Document{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{casc.KubernetesCloud{Name: "k", Templates: pods(image)}}}, Extra: extra}
	}
	first := written(t, doc("one"))
	for range 20 {
		if again := written(t, doc("one")); again != first {
			t.Fatalf("differs:\n%s\n%s", first, again)
		}
	}
	one, two := pods("one"), pods("two")
	if one[0].ID == "" || one[0].ID != two[0].ID || one[0].ID == one[1].ID {
		t.Errorf("IDs %q, %q and %q", one[0].ID, two[0].ID, one[1].ID)
	}
}

// The pod that the plugin makes of a template and its parents can be looked at,
// and parents that are not there are found.
func proveInheritance(t *testing.T) {
	cloud := casc.KubernetesCloud{Name: "k", Templates: []podtemplate.PodTemplate{
		{Name: "base", Label: "base", YAML: podtemplate.Pod{Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: "build", Image: "from-yaml"}}, PriorityClassName: "low"}}},
		{Name: "child", Label: "child", InheritFrom: "base", Containers: []podtemplate.ContainerTemplate{{Name: "build", Image: "from-template"}}},
	}}
	pod, err := podtemplate.Effective(cloud.Templates[1], cloud.Registry())
	if err != nil {
		t.Fatal(err)
	}
	image := ""
	for _, c := range pod.Spec.Containers {
		if c.Name == "build" {
			image = c.Image
		}
	}
	if image != "from-template" || pod.Spec.PriorityClassName != "low" {
		t.Errorf("the container has the image %q, the pod the priority %q", image, pod.Spec.PriorityClassName)
	}
	if got := cloud.Registry().Warnings(); len(got) == 0 {
		t.Error("no warning of the image that the parent has")
	}
	cloud.Templates[1].InheritFrom = "bas"
	says(t, casc.Validate(casc.Document{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{cloud}}}), `jenkins.clouds[0].kubernetes.templates[1].inheritFrom: not found "bas"`)
}

// A document is a value where the chart wants text: it is written there as a block
// that says what it says alone.
func proveValues(t *testing.T) {
	doc := casc.Document{Jenkins: casc.Jenkins{NumExecutors: new(0), SystemMessage: "a\nb: ${c}\n"}}
	text, err := yamltext.Marshal(map[string]any{"controller": map[string]any{"JCasC": map[string]any{"configScripts": map[string]any{"main": doc}}}}, yamltext.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const want = "controller:\n  JCasC:\n    configScripts:\n      main: |\n        jenkins:\n          systemMessage: |\n            a\n            b: ^${c}\n          numExecutors: 0\n"
	if string(text) != want {
		t.Errorf("got\n%s", text)
	}
}
