package casc_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/golden"
)

func TestValidateSchema(t *testing.T) {
	for _, tt := range []struct{ reason, schema, doc, want string }{
		{"the newer form", "new", `
jenkins:
  numExecutors: 2
  mode: EXCLUSIVE
  disabledAdministrativeMonitors: [a, b]
  securityRealm:
    corporate: {server: ldap.example.com}
  clouds:
  - nomad:
      name: n
      templates: [{labels: a, idleTerminationInMinutes: 5, retention: {minutes: 1}}]
unclassified:
  beacon: {url: u, interval: 3, enabled: true, colors: [RED], headers: [{name: a, value: b}], signal: {light: {lumen: 1}}}
`, ""},
		{"the older form", "old", `
jenkins:
  numExecutors: 2
  agentProtocols: [a, b]
  securityRealm:
    corporate: {server: ldap.example.com, bindPassword: '${PW}', idStrategy: caseInsensitive}
  clouds:
  - nomad: {nomadUrl: u}
unclassified:
  buildDiscarders: {configuredBuildDiscarders: [jobBuildDiscarder]}
  beacon: {headers: [{name: a, format: {x: y}}], locale: en}
jobs:
- file: /a.groovy
- script: folder('a')
`, ""},
		{"an alternative without attributes may stand alone", "new", "jenkins: {securityRealm: local}\nunclassified: {beacon: {signal: smoke}}", ""},
		{"references stand for what is not known yet", "new", "jenkins: {numExecutors: '${N}', mode: '${MODE}', systemMessage: '${M}'}\nunclassified: {beacon: {enabled: '${E:-true}'}}", ""},
		{
			"an escaped reference is a text", "new", "jenkins: {numExecutors: '^${N}'}",
			`jenkins.numExecutors: invalid value "^${N}": the schema wants a whole number; that is none`,
		},
		{"Jenkins reads quoted numbers as numbers", "new", "jenkins: {numExecutors: '2'}\nunclassified: {beacon: {enabled: 'True'}}", ""},
		{"constants go by their names", "old", "unclassified: {beacon: {address: PUBLIC_DNS}}", ""},
		{
			"and by nothing else", "old", "unclassified: {beacon: {address: public}}",
			`unclassified.beacon.address: unsupported value "public" (allowed: Public DNS, Private IP)`,
		},
		{"Jenkins does not look at case", "new", "jenkins: {NUMEXECUTORS: 2, securityRealm: Local}", ""},
		{"an alternative's class is a name of it", "new", "jenkins: {securityRealm: {corporateRealm: {server: s}}}", ""},
		{"Jenkins passes over x- elements", "new", "x-anchors: {a: b}", ""},
		{"every mistake has its path", "new", `
jenkins:
  numExecutors: two
  mode: IDLE
  masterKillSwitch: true
  systemMessage: [a]
  disabledAdministrativeMonitors: a
  securityRealm:
    ldap: {server: a}
  clouds:
  - nomad: {templates: [{labels: a}, {label: b, retention: {minutes: soon}}]}
  - nomad: {}
    other: {}
  - ec2
unclassified:
  beacon: {interval: 1.5, enabled: maybe, colors: [BLUE], headers: [a], signal: {light: {lumens: 1}}}
  mailer: {}
appearance: {}
`, `appearance: unknown field: the Jenkins of this schema does not know it (allowed: jenkins, unclassified)
jenkins.clouds[0].nomad.templates[1].label: unknown field: the Jenkins of this schema does not know it: did you mean labels? (allowed: idleTerminationInMinutes, labels, retention)
jenkins.clouds[0].nomad.templates[1].retention.minutes: invalid value "soon": the schema wants a whole number; that is none
jenkins.clouds[1]: invalid value: one alternative has to stand here (allowed: nomad)
jenkins.clouds[2]: unsupported value "ec2": the Jenkins of this schema has no such alternative (allowed: nomad)
jenkins.disabledAdministrativeMonitors: invalid value "a": the schema wants a list; that is none
jenkins.masterKillSwitch: unknown field: the Jenkins of this schema does not know it (allowed: cloud, clouds, disabledAdministrativeMonitors, mode, nomad, numExecutors, securityRealm, systemMessage)
jenkins.mode: unsupported value "IDLE" (allowed: NORMAL, EXCLUSIVE)
jenkins.numExecutors: invalid value "two": the schema wants a whole number; that is none
jenkins.securityRealm: unsupported value "ldap": the Jenkins of this schema has no such alternative (allowed: corporate, local)
jenkins.systemMessage: invalid value: the schema wants a text; a list stands here
unclassified.beacon.colors[0]: unsupported value "BLUE" (allowed: RED, GREEN)
unclassified.beacon.enabled: invalid value "maybe": the schema wants true or false; that is none
unclassified.beacon.headers[0]: invalid value "a": the schema wants attributes; that is none
unclassified.beacon.interval: invalid value "1.5": the schema wants a whole number; that is none
unclassified.beacon.signal.light.lumens: unknown field: the Jenkins of this schema does not know it: did you mean lumen? (allowed: lumen)
unclassified.mailer: unknown field: the Jenkins of this schema does not know it (allowed: beacon, signal, smoke)`},
		{"in the older form too", "old", `
jenkins:
  securityRealm:
    corporate: {servers: a, idStrategy: upper}
  clouds: [{nomad: a}]
unclassified:
  beacon: {headers: [{names: a}]}
jobs:
- url: u
`, `jenkins.securityRealm.corporate.idStrategy: unsupported value "upper": the Jenkins of this schema has no such alternative (allowed: caseInsensitive)
jenkins.securityRealm.corporate.servers: unknown field: the Jenkins of this schema does not know it: did you mean server? (allowed: bindPassword, idStrategy, server)
jobs[0]: unsupported value "url": the Jenkins of this schema has no such alternative (allowed: file, script)
unclassified.beacon.headers[0].names: unknown field: the Jenkins of this schema does not know it: did you mean name? (allowed: format, name)`},
	} {
		t.Run(tt.reason, func(t *testing.T) {
			schema, err := os.ReadFile(filepath.Join("testdata", "schema", tt.schema+".json"))
			if err != nil {
				t.Fatal(err)
			}
			doc, err := casc.Parse([]byte(tt.doc), casc.ParseOptions{})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if err := casc.ValidateSchema(doc, schema); err != nil {
				got = err.Error()
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestValidateSchemaOfAnotherKind(t *testing.T) {
	for in, want := range map[string]string{
		"":                  "not one that Jenkins writes",
		"{}":                "no properties",
		`{"properties": 1}`: "not one that Jenkins writes",
		`{"properties": {}, "patternProperties": {}}`:                        `unknown field "patternProperties"`,
		`{"properties": {"a": {"type": "null"}}}`:                            "a.type",
		`{"properties": {"a": {"oneOf": [{"type": "string"}]}}}`:             "each part names one alternative",
		`{"properties": {"a": {"type": "array", "items": {"minimum": 1}}}}`:  `unknown field "minimum"`,
		`{"properties": {"a": {"type": "array", "items": [{"const": 1}]}}} `: `unknown field "const"`,
	} {
		if err := casc.ValidateSchema(casc.Document{}, []byte(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", in, err, want)
		}
	}
}

// The corpus against the schemas of two live Jenkins. A file is not valid when it
// uses a plugin that the Jenkins did not have, or is wrong on purpose: what is
// reported must be one of these.
func TestCorpusAgainstSchemas(t *testing.T) {
	// Plugins that neither has, by the names that they have in documents.
	foreign := []string{
		"artifactorybuilder", "azureKeyVault", "customtool", "dummyOic", "extendedEmailPublisher", "fooBar", "fooBarGlobal", "foobar",
		"globalMatrix", "googleOAuth2", "jobs", "ldap", "locale", "organizationFolder", "pipeline-model", "priorityConfiguration",
		"prioritySorterConfiguration", "projectMatrix", "roleBased", "slackNotifier", "sonarGlobalConfiguration",
		"metricsaccesskey", "mavenGlobalConfig", "mercurialinstallation", "sSHD", "appearance", "GlobalJobDslSecurityConfiguration",
	}
	// Mistakes that the corpus makes on purpose, or that Jenkins has come to forgive.
	wrong := []string{"jenkins.doesntexist", "jenkins.numExecutors", "jenkins.systemMessage", "tool.acceptLicense"}
	files := corpusFiles(t)
	for _, name := range []string{"jcasc-schema.json", "jcasc-schema-2.json"} {
		schema, err := os.ReadFile(golden.Corpus(t, "schemas of live Jenkins", "facts", name))
		if err != nil {
			t.Fatal(err)
		}
		valid := 0
		for _, file := range slices.Sorted(maps.Keys(files)) {
			doc, err := casc.Parse(files[file], casc.ParseOptions{})
			if err != nil {
				t.Fatal(err)
			}
			err = casc.ValidateSchema(doc, schema)
			if err == nil {
				valid++
			}
			for _, e := range casc.Errors(err) {
				last := e.Path[strings.LastIndex(e.Path, ".")+1:]
				symbol, _ := e.Value.(string)
				if !slices.Contains(foreign, last) && !slices.Contains(foreign, symbol) && !slices.Contains(wrong, e.Path) && os.Getenv("JCASC_FILES") == "" {
					t.Errorf("%s, %s: %v", name, file, e)
				}
			}
		}
		t.Logf("%s: %d of %d files are valid; the others use plugins that this Jenkins does not have, or are wrong on purpose", name, valid, len(files))
	}
}
