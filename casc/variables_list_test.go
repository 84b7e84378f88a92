package casc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/casc"
)

func ExampleVariables() {
	doc := casc.Document{Jenkins: casc.Jenkins{
		SystemMessage: "${NOT_ONE} " + casc.Var("MESSAGE") + casc.ReadFile("/etc/motd"),
		SecurityRealm: casc.LocalRealm{Users: []casc.User{{
			ID:       casc.VarOr("ADMIN", "admin"),
			Password: casc.DecodeBase64(casc.Var("PASSWORD")),
		}}},
		MarkupFormatter: casc.Raw{Symbol: casc.Var("FORMATTER")},
	}}
	for _, v := range casc.Variables(doc) {
		fmt.Println(v.Name, v.HasDefault, v.Path)
	}
	// Output:
	// MESSAGE false jenkins.systemMessage
	// ADMIN true jenkins.securityRealm.local.users[0].id
	// PASSWORD false jenkins.securityRealm.local.users[0].password
	// FORMATTER false jenkins.markupFormatter
}

// References are found wherever they stand in a text.
func TestVariables(t *testing.T) {
	for text, want := range map[string]string{
		"plain ${A}":                  "",
		casc.Var("A") + casc.Var("B"): "A B",
		casc.VarOr("A", casc.Var("B")+casc.VarOr("C", "")):   "A? B C?",
		casc.Trim(casc.Base64(casc.Var("A"))):                "A",
		casc.Trim(casc.ReadFile("/run/" + casc.Var("NAME"))): "NAME",
		casc.Var("pre_" + casc.Var("A")):                     "A",
		casc.SysProp("user.home"):                            "",
		casc.JSON("k", casc.VarOr("A", "{")):                 "A?",
		casc.Verbatim("^${${A} ${B:-x}"):                     "A B?",
	} {
		var got []string
		for _, v := range casc.Variables(casc.Jenkins{SystemMessage: text}) {
			if v.Path != "systemMessage" {
				t.Errorf("%q: path %s", text, v.Path)
			}
			if v.HasDefault {
				v.Name += "?"
			}
			got = append(got, v.Name)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: got %v, want %s", text, got, want)
		}
	}
}
