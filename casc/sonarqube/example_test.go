package sonarqube_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/sonarqube"
)

// A SonarQube server.
func Example() {
	text, err := casc.Document{Unclassified: casc.Unclassified{
		SonarGlobalConfiguration: sonarqube.GlobalConfiguration{
			BuildWrapperEnabled: new(true),
			Installations:       []sonarqube.Installation{{Name: "sonar", ServerURL: "https://sonar.example.com", CredentialsID: "sonar"}},
		},
	}}.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// unclassified:
	//   sonarGlobalConfiguration:
	//     installations:
	//     - name: sonar
	//       serverUrl: https://sonar.example.com
	//       credentialsId: sonar
	//     buildWrapperEnabled: true
}
