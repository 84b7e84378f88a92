// Example first is the README's first program: two controllers, a job each.
package main

import (
	"flag"
	"fmt"
	"log"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/jobdsl"
	"github.com/jenkinscode/jenkinscode/values"
)

func main() {
	out := flag.String("out", "out", "the folder to write to")
	flag.Parse()
	fleet := gitops.Fleet{
		Name:       "jenkins",
		Repository: gitops.Repository{URL: "https://git.example.com/platform/jenkins.git"},
		Chart:      gitops.JenkinsChart("5.9.53"),
		Base: values.Values{Controller: values.Controller{
			Admin:             values.Admin{ExistingSecret: "jenkins-admin"},
			AdditionalPlugins: values.Plugins{{ID: "job-dsl", Version: "1.93"}},
		}},
	}
	for _, team := range []string{"shop", "search"} {
		fleet.Controllers = append(fleet.Controllers, gitops.Controller{
			Name:   team,
			Values: values.Values{Controller: values.Controller{Ingress: values.Ingress{Enabled: new(true), HostName: team + ".example.com"}}},
			Jobs: map[string]jobdsl.Script{team: {
				jobdsl.PipelineJob{Name: "deploy", Definition: jobdsl.Cps{Script: "echo 'hello'", Sandbox: new(true)}},
			}},
		})
	}
	report, err := fleet.Tree().Write(*out, gitops.WriteOptions{})
	if err != nil {
		log.Fatal(err) // every mistake, with its path; nothing is written
	}
	fmt.Println(report)
}
