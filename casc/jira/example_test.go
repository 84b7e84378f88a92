package jira_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/jira"
)

// A Jira server that Jenkins comments on.
func Example() {
	text, err := casc.Document{Unclassified: casc.Unclassified{
		JiraGlobalConfiguration: jira.GlobalConfiguration{Sites: []jira.Site{{
			URL: "https://jira.example.com", CredentialsID: "jira", UseHTTPAuth: new(true),
		}}},
	}}.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// unclassified:
	//   jiraGlobalConfiguration:
	//     sites:
	//     - url: https://jira.example.com
	//       credentialsId: jira
	//       useHTTPAuth: true
}
