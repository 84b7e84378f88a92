package bitbucket_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/bitbucket"
	"github.com/jenkinscode/jenkinscode/casc/kind"
)

// A Bitbucket server that calls Jenkins.
func Example() {
	text, err := casc.Document{Unclassified: casc.Unclassified{
		BitbucketEndpointConfiguration: bitbucket.Endpoints{Endpoints: []kind.BitbucketEndpoint{
			bitbucket.ServerEndpoint{
				DisplayName: "Bitbucket", ServerURL: "https://bitbucket.example.com",
				Webhook: bitbucket.ServerWebhookConfiguration{CredentialsID: "bitbucket", ManageHooks: new(true)},
			},
		}},
	}}.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// unclassified:
	//   bitbucketEndpointConfiguration:
	//     endpoints:
	//     - bitbucketServerEndpoint:
	//         displayName: Bitbucket
	//         serverURL: https://bitbucket.example.com
	//         webhook:
	//           serverWebhook:
	//             manageHooks: true
	//             credentialsId: bitbucket
}
