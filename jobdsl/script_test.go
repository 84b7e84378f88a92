package jobdsl_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/jobdsl"
)

func ExampleScript() {
	script := jobdsl.Script{
		jobdsl.Folder{Name: "Sandbox"},
		jobdsl.PipelineJob{
			Name: "Sandbox/test",
			Definition: jobdsl.CpsScm{
				SCM: jobdsl.Git{
					Remotes:  []jobdsl.Remote{{URL: "https://hoge.jp/test.git", Credentials: "git_credential"}},
					Branches: []string{"master"},
				},
				Lightweight: new(false),
				ScriptPath:  "Jenkinsfile",
			},
		},
	}
	text, err := script.MarshalText()
	fmt.Print(string(text), err)
	// Output:
	// folder('Sandbox')
	//
	// pipelineJob('Sandbox/test') {
	//     definition {
	//         cpsScm {
	//             lightweight(false)
	//             scriptPath('Jenkinsfile')
	//             scm {
	//                 git {
	//                     remote {
	//                         url('https://hoge.jp/test.git')
	//                         credentials('git_credential')
	//                     }
	//                     branches('master')
	//                 }
	//             }
	//         }
	//     }
	// }
	// <nil>
}
