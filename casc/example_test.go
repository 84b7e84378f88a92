package casc_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
)

// A controller that discards old builds and runs the scripts of a folder.
func Example() {
	doc := casc.Document{
		Jenkins: casc.Jenkins{
			NumExecutors:          new(0),
			SystemMessage:         "Costs ${money} & runs on " + casc.Var("cluster"),
			SecurityRealm:         casc.LocalRealm{AllowsSignup: new(false), Users: []casc.User{{ID: "admin", Password: casc.Var("admin_password")}}},
			AuthorizationStrategy: casc.LoggedInUsersCanDoAnything{AllowAnonymousRead: new(false)},
			CrumbIssuer:           casc.DefaultCrumbIssuer{},
		},
		Unclassified: casc.Unclassified{
			Location: casc.Location{URL: "https://" + casc.Var("jenkins_domain") + "/"},
			BuildDiscarders: casc.BuildDiscarders{ConfiguredBuildDiscarders: []casc.GlobalBuildDiscarderStrategy{
				casc.JobBuildDiscarder{},
				casc.DefaultBuildDiscarder{Discarder: casc.LogRotator{NumToKeepStr: "10"}},
			}},
			Extra: map[string]any{"shell": map[string]any{"shell": "/bin/bash"}},
		},
		Jobs: []casc.JobSource{
			casc.JobFile("/var/jenkins_home/casc_configs/test.groovy"),
			casc.JobScript{Script: casc.Text("folder('${literal}')")},
		},
	}
	if err := casc.Validate(doc); err != nil {
		fmt.Println(err)
	}
	text, err := doc.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// jenkins:
	//   systemMessage: Costs ^${money} & runs on ${cluster}
	//   numExecutors: 0
	//   securityRealm:
	//     local:
	//       allowsSignup: false
	//       users:
	//       - id: admin
	//         password: ${admin_password}
	//   authorizationStrategy:
	//     loggedInUsersCanDoAnything:
	//       allowAnonymousRead: false
	//   crumbIssuer: standard
	// unclassified:
	//   location:
	//     url: https://${jenkins_domain}/
	//   buildDiscarders:
	//     configuredBuildDiscarders:
	//     - jobBuildDiscarder
	//     - defaultBuildDiscarder:
	//         discarder:
	//           logRotator:
	//             numToKeepStr: "10"
	//   shell:
	//     shell: /bin/bash
	// jobs:
	// - file: /var/jenkins_home/casc_configs/test.groovy
	// - script: folder('^${literal}')
}
