package github_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/github"
	"github.com/jenkinscode/jenkinscode/casc/kind"
)

// GitHub by an app, and a library in one of its repositories.
func Example() {
	text, err := casc.Document{
		Credentials: casc.Credentials{System: casc.SystemCredentials{DomainCredentials: []casc.DomainCredentials{{
			Credentials: []casc.Credential{github.AppCredentials{
				ID: "github-app", AppID: "12345", PrivateKey: casc.ReadFile("/run/secrets/github-app.pem"),
			}},
		}}}},
		Unclassified: casc.Unclassified{
			GitHubPluginConfig: github.PluginConfig{HookURL: "https://ci.example.com/github-webhook/"},
			GlobalLibraries: casc.GlobalLibraries{Libraries: []casc.Library{{
				Name: "shared",
				Retriever: casc.ModernSCM{SCM: github.SCMSource{
					RepoOwner: "example", Repository: "shared", CredentialsID: "github-app",
					Traits: []kind.SCMSourceTrait{
						github.BranchDiscoveryTrait{StrategyID: new(1)},
						github.ForkPullRequestDiscoveryTrait{StrategyID: new(1), Trust: github.TrustPermission{}},
					},
				}},
			}}},
		},
	}.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// unclassified:
	//   globalLibraries:
	//     libraries:
	//     - name: shared
	//       retriever:
	//         modernSCM:
	//           scm:
	//             github:
	//               repoOwner: example
	//               repository: shared
	//               credentialsId: github-app
	//               traits:
	//               - gitHubBranchDiscovery:
	//                   strategyId: 1
	//               - gitHubForkDiscovery:
	//                   strategyId: 1
	//                   trust: gitHubTrustPermissions
	//   gitHubPluginConfig:
	//     hookUrl: https://ci.example.com/github-webhook/
	// credentials:
	//   system:
	//     domainCredentials:
	//     - credentials:
	//       - gitHubApp:
	//           id: github-app
	//           appID: "12345"
	//           privateKey: ${readFile:/run/secrets/github-app.pem}
}
