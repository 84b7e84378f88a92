package gitea_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/gitea"
)

// A Gitea server whose hooks Jenkins manages.
func Example() {
	text, err := casc.Document{Unclassified: casc.Unclassified{
		GiteaServers: gitea.Servers{Servers: []gitea.Server{{
			DisplayName: "Gitea", ServerURL: "https://gitea.example.com", ManageHooks: new(true), CredentialsID: "gitea",
		}}},
	}}.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// unclassified:
	//   giteaServers:
	//     servers:
	//     - displayName: Gitea
	//       serverUrl: https://gitea.example.com
	//       manageHooks: true
	//       credentialsId: gitea
}
