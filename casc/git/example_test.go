package git_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/git"
	"github.com/jenkinscode/jenkinscode/casc/kind"
)

// A pipeline library in a git repository, of which all tags are offered.
func Example() {
	text, err := casc.Document{Unclassified: casc.Unclassified{
		GlobalLibraries: casc.GlobalLibraries{Libraries: []casc.Library{{
			Name: "shared", DefaultVersion: "main",
			Retriever: casc.ModernSCM{SCM: git.Source{
				Remote: "https://git.example.com/shared.git", CredentialsID: "git",
				Traits: []kind.SCMSourceTrait{git.BranchDiscoveryTrait{}, git.TagDiscoveryTrait{}},
			}},
		}}},
		ScmGit: git.Configuration{GlobalConfigName: "jenkins", GlobalConfigEmail: "jenkins@example.com"},
	}}.MarshalText()
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
	//             gitSource:
	//               remote: https://git.example.com/shared.git
	//               credentialsId: git
	//               traits:
	//               - gitBranchDiscovery
	//               - gitTagDiscovery
	//       defaultVersion: main
	//   scmGit:
	//     globalConfigName: jenkins
	//     globalConfigEmail: jenkins@example.com
}
