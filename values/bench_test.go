package values_test

import (
	"testing"

	"github.com/jenkinscode/jenkinscode/values"
)

// benchValues returns values as fleets have them: what all controllers share,
// and one's own.
func benchValues() (base, own values.Values) {
	base = values.Values{Controller: values.Controller{
		Admin: values.Admin{ExistingSecret: "jenkins-admin"},
		InstallPlugins: values.Plugins{
			{ID: "kubernetes", Version: "4540.v612369217f87"},
			{ID: "git", Version: "5.10.1"},
			{ID: "workflow-aggregator", Version: "608.v67378e9d3db_1"},
			{ID: "configuration-as-code", Version: "2115.vf6de120eef70"},
			{ID: "job-dsl", Version: "1.93"},
		},
		JCasC: values.JCasC{
			DefaultConfig: new(false),
			Extra:         map[string]any{"securityRealm": nil, "authorizationStrategy": nil},
		},
		AdditionalExistingSecrets: []values.AdditionalExistingSecret{{Name: "git", KeyName: "password"}},
	}}
	own = values.Values{Controller: values.Controller{Ingress: values.Ingress{Enabled: new(true), HostName: "a.jenkins.example.com"}}}
	return base, own
}

func BenchmarkOverlay(b *testing.B) {
	base, own := benchValues()
	b.ReportAllocs()
	for b.Loop() {
		_ = values.Overlay(base, own)
	}
}

func BenchmarkValidate(b *testing.B) {
	v := values.Overlay(benchValues())
	b.ReportAllocs()
	for b.Loop() {
		if err := values.Validate(v); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppendText(b *testing.B) {
	_, v := benchValues()
	var text []byte
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if text, err = v.AppendText(text[:0]); err != nil {
			b.Fatal(err)
		}
	}
}
