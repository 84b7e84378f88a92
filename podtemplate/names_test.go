package podtemplate

import (
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/util/validation"
)

// The rules that are written out are those of Kubernetes.
func FuzzRules(f *testing.F) {
	for _, s := range []string{
		"", "a", "A", "a-b", "-a", "a-", "a.b", "a..b", "a.-b", "a-.b", ".a", "a.", "a_b", "_", "example.com/a_b.C", "example.com/", "/a", "a/b/c", "Example.com/a", "日本", "a\n", "\xff",
		strings.Repeat("a", 63), strings.Repeat("a", 64), strings.Repeat("a", 253), strings.Repeat("a", 254), strings.Repeat("a.", 126) + "a", strings.Repeat("a", 253) + "/b", strings.Repeat("a", 254) + "/b",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, r := range []struct {
			name  string
			rule  rule
			truth func(string) []string
		}{
			{"label", dnsLabel, validation.IsDNS1123Label},
			{"name", dnsName, validation.IsDNS1123Subdomain},
			{"key", labelKey, validation.IsQualifiedName},
			{"value", labelContent, validation.IsValidLabelValue},
		} {
			if got, why := r.rule.allows(s), r.truth(s); got != (len(why) == 0) {
				t.Errorf("%s %q: %v, and Kubernetes says %q", r.name, s, got, why)
			}
		}
	})
}
