package casc_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
)

func ExampleVariables() {
	doc := casc.Document{Jenkins: casc.Jenkins{
		SystemMessage: "${NOT_ONE} " + casc.Var("MESSAGE") + casc.ReadFile("/etc/motd"),
		SecurityRealm: casc.LocalRealm{Users: []casc.User{{
			ID:       casc.VarOr("ADMIN", "admin"),
			Password: casc.DecodeBase64(casc.Var("PASSWORD")),
		}}},
	}}
	for _, v := range casc.Variables(doc) {
		fmt.Println(v.Name, v.HasDefault, v.Path)
	}
	// Output:
	// MESSAGE false jenkins.systemMessage
	// ADMIN true jenkins.securityRealm.local.users[0].id
	// PASSWORD false jenkins.securityRealm.local.users[0].password
}
