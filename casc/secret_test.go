package casc_test

import (
	"testing"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// A secret has to stand elsewhere, however it is spelled, unless somebody insists.
func TestSecrets(t *testing.T) {
	for _, tt := range []struct {
		value   string
		refused bool
		reason  string
	}{
		{"hunter2", true, "a literal"},
		{"{AQAAABAAAAAgpcWD1tX9t3vzA2JYGwOh}", true, "what Jenkins exports: only this controller can read it"},
		{"#jbcrypt:$2a$10$x", true, "a hash can be guessed from"},
		{"${ADMIN}", true, "a literal that looks like a reference"},
		{casc.Var("ADMIN"), false, "a reference"},
		{"{" + casc.Var("ADMIN") + "}", false, "a reference in a text"},
		{casc.Trim(casc.ReadFile("/run/secrets/admin")), false, "a file"},
		{casc.JSON("password", casc.Var("ADMIN")), false, "a part of a variable"},
		{casc.VarOr("ADMIN", "hunter2"), true, "a literal default"},
		{casc.VarOr("ADMIN", casc.Var("OTHER")), false, "a default that is a reference"},
		{casc.VarOr("ADMIN", ""), false, "an empty default"},
		{casc.DecodeBase64("aHVudGVyMg=="), true, "a literal that is only decoded"},
		{casc.Verbatim("${ADMIN}"), false, "a reference in Jenkins' own syntax"},
		{casc.Verbatim("${ADMIN:-hunter2}"), true, "and with a default there"},
		{casc.Insecure("hunter2"), false, "somebody insists"},
		{casc.VarOr("ADMIN", casc.Insecure("hunter2")), false, "somebody insists on a default"},
		{"", false, "nothing"},
	} {
		err := casc.Validate(casc.Document{Jenkins: casc.Jenkins{SecurityRealm: casc.LocalRealm{Users: []casc.User{{ID: "admin", Password: tt.value}}}}})
		found := casc.Errors(err)
		if refused := len(found) > 0; refused != tt.refused {
			t.Errorf("%s: %v", tt.reason, err)
		} else if refused && (found[0].Kind != fieldpath.Secret || found[0].Path != "jenkins.securityRealm.local.users[0].password" || found[0].Value != nil) {
			t.Errorf("%s: %v", tt.reason, err)
		}
	}
}
