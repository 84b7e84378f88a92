// Example fargate writes what a Jenkins on AWS Fargate is configured with: the
// controller as one ECS task that keeps its home on EFS, agents as ECS tasks that
// live for a build, everything applied by Terraform, as SFEIR describes it in its
// write-up.
//
//	go run ./examples/fargate -out DIR
//
// The folder is a part of a Terraform module:
//
//	templates/jcasc.template.yml  the controller's configuration, a template that
//	                              Terraform fills in (jenkins.go)
//	docker/                       plugins.txt, the images of controller and agents,
//	                              and the entrypoint that fetches the configuration
//	                              (docker.go)
//	configuration.tf.json         the template filled in, as an object in a
//	                              versioned bucket; the administrator's password
//	controller.tf.json            cluster, log groups, task and service
//	monitoring.tf.json            the five alarms (monitoring.go)
//	outputs.tf.json               what terraform apply prints
//
// What is known here is written out; what Terraform alone knows (addresses, names
// of roles) is a placeholder of the template, see known. Beside those stands a
// variable of JCasC's own, the password: it comes from Secrets Manager, so that
// neither the bucket nor the repository holds it, and so that it may hold
// characters that mean something to YAML, Terraform or JCasC. The write-up puts
// it into the template.
//
// Left out, because nothing of Jenkins stands in them: load balancers,
// certificate, security groups, the file system and the four roles. They are
// Terraform as it always is, and declared under the names in elsewhere.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/jenkinscode/jenkinscode/gitops"
)

func main() {
	out := flag.String("out", "", "the folder to write the Terraform module to (required)")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(os.Stdout, *out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(log io.Writer, out string) error {
	report, err := newTree().Write(out, gitops.WriteOptions{})
	if err != nil {
		return err
	}
	fmt.Fprintln(log, report)
	return nil
}

// newTree returns all files.
func newTree() *gitops.Tree {
	tree := new(gitops.Tree)
	tree.Add("templates/jcasc.template.yml", template{configuration})
	tree.Add("docker/plugins.txt", pluginsTxt(plugins))
	tree.Add("docker/Dockerfile", dockerfile)
	tree.Add("docker/Dockerfile.agent", agentDockerfile)
	tree.AddExecutable("docker/entrypoint.sh", entrypoint)
	tree.Add("configuration.tf.json", configurationModule())
	tree.Add("controller.tf.json", controllerModule())
	tree.Add("monitoring.tf.json", monitoringModule())
	tree.Add("outputs.tf.json", outputs)
	return tree
}
