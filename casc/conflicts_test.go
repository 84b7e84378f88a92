package casc_test

import (
	"testing"

	"github.com/jenkinscode/jenkinscode/casc"
)

func TestConflictsIsMerge(t *testing.T) {
	docs := map[string]casc.Document{
		"empty":    {},
		"message":  {Jenkins: casc.Jenkins{SystemMessage: "a"}},
		"zero":     {Jenkins: casc.Jenkins{NumExecutors: new(0)}},
		"cloud":    {Jenkins: casc.Jenkins{Clouds: []casc.Cloud{casc.KubernetesCloud{Name: "a"}}}},
		"realm":    {Jenkins: casc.Jenkins{SecurityRealm: casc.LocalRealm{AllowsSignup: new(true)}}},
		"realm 2":  {Jenkins: casc.Jenkins{SecurityRealm: casc.LocalRealm{EnableCaptcha: new(true)}}},
		"ldap":     {Jenkins: casc.Jenkins{SecurityRealm: casc.LDAP{Configurations: []casc.LDAPConfiguration{{Server: "x"}}}}},
		"location": {Unclassified: casc.Unclassified{Location: casc.Location{URL: "u"}}},
		"admin":    {Unclassified: casc.Unclassified{Location: casc.Location{AdminAddress: "a"}}},
		"extra":    {Jenkins: casc.Jenkins{Extra: map[string]any{"systemMessage": "x"}}},
		"root":     {Extra: map[string]any{"x": map[string]any{"a": 1}}},
		"root 2":   {Extra: map[string]any{"x": map[string]any{"b": 1}}},
		"jobs":     {Jobs: []casc.JobSource{casc.JobFile("/a")}},
	}
	found := 0
	for a, x := range docs {
		for b, y := range docs {
			_, want := casc.Merge(casc.MergeOptions{}, casc.Source{Name: "a", Document: x}, casc.Source{Name: "b", Document: y})
			got := casc.Conflicts(casc.Source{Name: "a", Document: x}, casc.Source{Name: "b", Document: y})
			if (want == nil) != (got == nil) || want != nil && want.Error() != got.Error() {
				t.Errorf("%s and %s: %v, Merge says %v", a, b, got, want)
			}
			if want != nil {
				found++
			}
		}
	}
	if found == 0 {
		t.Error("no pair conflicts")
	}
}
