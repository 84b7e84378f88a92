package values_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/jobdsl"
	"github.com/jenkinscode/jenkinscode/podtemplate"
	"github.com/jenkinscode/jenkinscode/values"
	"github.com/jenkinscode/jenkinscode/values/render"
)

// miniature is a chart that embeds JCasC as the jenkins chart does.
func miniature(t *testing.T) *render.Chart {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"Chart.yaml": "apiVersion: v2\nname: jenkins\nversion: 1.0.0\n",
		"templates/jcasc.yaml": `{{- range $key, $val := .Values.controller.JCasC.configScripts }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: jenkins-jenkins-config-{{ $key }}
data:
  {{ $key }}.yaml: |-
{{ tpl $val $ | indent 4 }}
{{- end }}
`,
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := render.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// hostileTexts are texts that some language on the way to Jenkins has a use for.
func hostileTexts(t *testing.T) []string {
	t.Helper()
	texts := []string{
		"{{", "}}", "{{ b }}", "{{- x -}}", "{{/* c */}}", "{{`x`}}", "{{ \"{{\" }}", "{{{", "{", "{{ .Values.x",
		"${", "${A}", "^${A}", "^^${A}", "$${A}", "${A:-${B}}", "${A", "x^${A", "$", "^", "}", "${{ a }}", "{${A}{",
		"'", `"`, `\`, `\n`, "`", `'"'"'`, `"""`, "'''", "\t", "\ta\t", "a\r\nb\r\n", "\r", "\n", "\n\na", "a\n\n", "a\nb\n", "a\nb ", "a\nb \n", "a\n\u3000\n", "あ\u3000", "a ", " a", " a\n  b\n c",
		"a: b", "- a", "# a", "a # b", "? a", "&a", "*a", "!a", "%a", "@a", "|", ">", "---", "...", "{a: b}", "[a]", "~", "null", "true", "on", "1.10", "1e3", "0x1f", "2026-01-01", "<<", "=",
		"\u0085", "\u2028", "\u00a0", "\ufeff", "日本語", "🙂", "\uFDD2", "é",
		"securityRealms", "jenkins-home",
	}
	r := rand.New(rand.NewPCG(3, 0))
	for range cases(t) / 2 {
		var b strings.Builder
		for range 1 + r.IntN(6) {
			b.WriteString(texts[r.IntN(len(texts))])
		}
		texts = append(texts, b.String())
	}
	return texts
}

// document holds a text in many places of a JCasC document, two of which are
// languages of their own: a job script, and a pod as YAML.
func document(text string) casc.Document {
	return casc.Document{
		Jenkins: casc.Jenkins{
			SystemMessage: text,
			Clouds: []casc.Cloud{casc.KubernetesCloud{Name: "k", Templates: []podtemplate.PodTemplate{{
				Name: "t", Containers: []podtemplate.ContainerTemplate{{Name: "c", Image: "i", Args: text}},
				YAML: podtemplate.RawYAML("kind: Pod\n# " + strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r < ' ' || r == 0x85 || r == 0x2028 || r == 0xfeff }), " ")),
			}}}},
		},
		Unclassified: casc.Unclassified{Location: casc.Location{AdminAddress: text}},
		Jobs: []casc.JobSource{casc.JobScript{Script: jobdsl.Script{jobdsl.PipelineJob{
			Name: "j", Description: text, Definition: jobdsl.Cps{Script: text},
		}}}},
		Extra: map[string]any{"someRoot": map[string]any{"list": []any{text}}},
	}
}

// What goes into JCasC comes out of the rendered ConfigMaps, from where the
// sidecar writes it to Jenkins' folder as it is.
func TestHostileTextReachesJenkins(t *testing.T) {
	texts := hostileTexts(t)
	docs := map[string]casc.Document{}
	for i, text := range texts {
		docs[fmt.Sprintf("d%d", i)] = document(text)
	}
	big := strings.Repeat("{{ x }} ${Y} ^${Z} \"'\\\t\r\n", 1<<20/22)
	docs["big"] = casc.Document{Jenkins: casc.Jenkins{SystemMessage: big}}
	v := values.Values{Controller: values.Controller{JCasC: values.JCasC{ConfigScripts: docs}}}
	t.Run("miniature", func(t *testing.T) {
		checkDocuments(t, docs, jcascFiles(t, miniature(t), v))
	})
	t.Run("sidecar", func(t *testing.T) {
		chart, _ := jenkinsChart(t)
		checkDocuments(t, docs, jcascFiles(t, chart, v))
	})
	t.Run("no sidecar", func(t *testing.T) {
		chart, _ := jenkinsChart(t)
		v := v
		v.Controller.Sidecars.ConfigAutoReload.Enabled = new(false)
		checkDocuments(t, docs, jcascFiles(t, chart, v))
	})
	t.Run("default configuration", func(t *testing.T) {
		chart, _ := jenkinsChart(t)
		for _, text := range texts {
			checkDefault(t, chart, text)
		}
	})
	t.Logf("%d texts, and one of %d bytes", len(texts), len(big))
}

// jcascFiles returns the JCasC files that the chart makes.
func jcascFiles(t *testing.T, chart *render.Chart, v values.Values) map[string]string {
	t.Helper()
	objects, err := chart.Render(v, render.Options{SkipTests: true})
	if err != nil {
		t.Fatalf("%.2000v", err)
	}
	files := map[string]string{}
	for _, o := range objects {
		data, _ := o.Content["data"].(map[string]any)
		for name, text := range data {
			if s, ok := text.(string); ok && o.Kind() == "ConfigMap" && strings.HasSuffix(name, ".yaml") {
				files[strings.TrimSuffix(name, ".yaml")] = s
			}
		}
	}
	return files
}

func checkDocuments(t *testing.T, docs map[string]casc.Document, files map[string]string) {
	t.Helper()
	for name, want := range docs {
		got, err := casc.Parse([]byte(files[name]), casc.ParseOptions{})
		if err != nil {
			t.Errorf("%s: %.500v", name, err)
			continue
		}
		// As text: a script that is read is a text, not a list of jobs.
		wantText, err := want.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		gotText, err := got.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		if string(gotText) != string(wantText) {
			t.Errorf("%s differs (-want +got):\n%.2000s", name, cmp.Diff(string(wantText), string(gotText)))
		}
		if got.Jenkins.SystemMessage != want.Jenkins.SystemMessage || got.Unclassified.Location.AdminAddress != want.Unclassified.Location.AdminAddress {
			t.Errorf("%s: %.200q came out as %.200q", name, want.Jenkins.SystemMessage, got.Jenkins.SystemMessage)
		}
	}
}

// checkDefault puts a text into the chart's own document, by all ways that JCasC
// gets into it.
func checkDefault(t *testing.T, chart *render.Chart, text string) {
	t.Helper()
	realm := casc.LDAP{Configurations: []casc.LDAPConfiguration{{Server: "ldap.example.com", RootDN: text}}}
	strategy := casc.ProjectMatrix{Entries: []casc.MatrixEntry{{User: casc.MatrixPermissions{Name: text, Permissions: []string{"Overall/Read"}}}}}
	template := document(text).Jenkins.Clouds[0].(casc.KubernetesCloud).Templates[0]
	files := jcascFiles(t, chart, values.Values{
		Controller: values.Controller{JCasC: values.JCasC{
			SecurityRealm:         values.SecurityRealm{Realm: realm},
			AuthorizationStrategy: values.AuthorizationStrategy{Strategy: strategy},
		}},
		Agent: values.Agent{PodTemplates: map[string]values.PodTemplates{"x": {template}}},
	})
	got, err := casc.Parse([]byte(files["jcasc-default-config"]), casc.ParseOptions{})
	if err != nil {
		t.Errorf("%.200q: %v", text, err)
		return
	}
	if !reflect.DeepEqual(got.Jenkins.SecurityRealm, casc.SecurityRealm(realm)) {
		t.Errorf("%.200q came out as %#v", text, got.Jenkins.SecurityRealm)
	}
	if !reflect.DeepEqual(got.Jenkins.AuthorizationStrategy, casc.AuthorizationStrategy(strategy)) {
		t.Errorf("%.200q came out as %#v", text, got.Jenkins.AuthorizationStrategy)
	}
	cloud, ok := got.Jenkins.Clouds[0].(casc.KubernetesCloud)
	if !ok || !slices.ContainsFunc(cloud.Templates, func(p podtemplate.PodTemplate) bool { return reflect.DeepEqual(p, template) }) {
		t.Errorf("%.200q: no such template in %#v", text, got.Jenkins.Clouds[0])
	}
}
