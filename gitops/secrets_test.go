package gitops_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/jenkinscode/jenkinscode/gitops"
)

// random returns n letters and digits, so that no token stands in this file.
func random(n int) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	r := rand.New(rand.NewPCG(1, uint64(n)))
	var b strings.Builder
	for range n {
		b.WriteByte(letters[r.IntN(len(letters))])
	}
	return b.String()
}

func TestSecrets(t *testing.T) {
	tests := []struct {
		name    string
		content any
		want    string // part of the finding; empty for none
	}{
		{"a Secret", corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: "x"}, StringData: map[string]string{"a": "b"}}, "files[f.yaml][2]: literal secret: the line begins a Secret with its data"},
		{"a Secret's data", corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: "x"}, Data: map[string][]byte{"a": []byte("b")}}, "a Secret with its data"},
		{"a Secret without data", corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: "x"}}, ""},
		{"a Secret beside a ConfigMap", "kind: ConfigMap\ndata:\n  a: b\n---\nkind: Secret\n", ""},
		{"a Secret in a second document", "kind: ConfigMap\n---\nkind: Secret\nstringData:\n  a: b\n", "files[f.yaml][3]"},
		{"ignored differences of a Secret", "ignoreDifferences:\n- kind: Secret\n  jsonPointers:\n  - /data/x\n", ""},
		{"a generated Secret", gitops.Kustomization{SecretGenerator: []gitops.SecretArgs{{Name: "x", Literals: []string{"a=b"}}}}, "a generated Secret"},
		{"one from files", gitops.Kustomization{SecretGenerator: []gitops.SecretArgs{{Name: "x", Files: []string{"a"}}}, ConfigMapGenerator: []gitops.ConfigMapArgs{{Name: "y", Literals: []string{"a=b"}}}}, ""},
		{"a private key", "key: |\n  -----BEGIN RSA " + "PRIVATE KEY-----\n  x\n", "files[f.yaml][2]: literal secret: the line begins a private key"},
		{"a certificate", "-----BEGIN CERTIFICATE-----\n", ""},
		{"an AWS key", "id: " + "AKIA" + random(16), "an AWS access key"},
		{"a longer word", "id: " + "AKIA" + random(20), ""},
		{"in a word", "id: X" + "AKIA" + random(16), ""},
		{"a GitHub token", "token=" + "ghp_" + random(36), "a GitHub token"},
		{"a placeholder", "token=" + "ghp_" + strings.Repeat("x", 36), ""},
		{"a Slack token", "token: " + "xoxb-" + random(30), "a Slack token"},
		{"a Slack webhook", "url: https://hooks.slack.com/services/" + random(9) + "/" + random(24), "a Slack webhook"},
		{"a web token", "t: " + "eyJhbGciOi" + random(30) + "." + random(30) + "." + random(30), "a JSON web token"},
		{"a reference", "token: $slack-token\npassword: ${ADMIN_PASSWORD}\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var tree gitops.Tree
			tree.Add("f.yaml", tt.content)
			_, err := tree.Files()
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			tree.AllowSecrets = []string{"*.yaml"}
			if _, err := tree.Files(); err != nil {
				t.Errorf("allowed, but %v", err)
			}
		})
	}
}
