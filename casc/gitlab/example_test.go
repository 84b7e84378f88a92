package gitlab_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/gitlab"
)

// A GitLab server and the token that Jenkins uses there.
func Example() {
	text, err := casc.Document{
		Credentials: casc.Credentials{System: casc.SystemCredentials{DomainCredentials: []casc.DomainCredentials{{
			Credentials: []casc.Credential{gitlab.PersonalAccessToken{ID: "gitlab", Scope: "SYSTEM", Token: casc.Var("GITLAB_TOKEN")}},
		}}}},
		Unclassified: casc.Unclassified{GitLabServers: gitlab.Servers{Servers: []gitlab.Server{{
			Name: "gitlab", ServerURL: "https://gitlab.example.com", CredentialsID: "gitlab", ManageWebHooks: new(true),
		}}}},
	}.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// unclassified:
	//   gitLabServers:
	//     servers:
	//     - serverUrl: https://gitlab.example.com
	//       name: gitlab
	//       credentialsId: gitlab
	//       manageWebHooks: true
	// credentials:
	//   system:
	//     domainCredentials:
	//     - credentials:
	//       - gitlabPersonalAccessToken:
	//           scope: SYSTEM
	//           id: gitlab
	//           token: ${GITLAB_TOKEN}
}
