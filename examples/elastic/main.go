// Example elastic writes a CI system whose capacity follows the builds, on
// Alibaba Cloud's Kubernetes: what Alibaba Cloud describes in its write-up.
//
//	go run ./examples/elastic -out DIR
//
// The agent of a service is defined once, in agents.go: a container that compiles
// Go, and one that builds images without a docker daemon (kaniko), so that it needs
// no privileges. It is written
//
//	webdemo/Jenkinsfile  into the service's pipeline, for its repository
//	jenkins/values.yaml  as templates of Jenkins' cloud, in the values of the
//	                     jenkins chart (jenkins.go)
//
// and placed twice: on preemptible nodes that the cluster autoscaler adds when a
// pod waits for one, which takes some minutes and serves many builds; and on
// virtual nodes, which start an instance for each pod in seconds.
//
//	cluster              what the cluster needs for agents: their namespace with its
//	                     level of pod security, Jenkins' rights in it, and a limit of
//	                     what builds may cost (cluster.go)
//
// Before anything is written, the pods that will really start are held against
// policies, too: what agents request, and that no docker daemon is in reach.
//
// Left out: the node pools with their scaling, and the virtual node's add-on, which
// are made in Alibaba Cloud, not in Kubernetes; the Secrets jenkins-admin and
// registry, which the values and the agents name; and the stages behind the image
// (deployment and tests of the whole), which belong to delivery.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/jenkinscode/jenkinscode/gitops"
)

func main() {
	out := flag.String("out", "", "the folder to write the files to (required)")
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

// run generates the files, verifies them, and writes them to out only when
// nothing was found.
func run(log io.Writer, out string) error {
	tree := newTree()
	report, err := verifyAll(tree, agents)
	if err != nil {
		return err
	}
	fmt.Fprintln(log, report)
	written, err := tree.Write(out, gitops.WriteOptions{})
	if err != nil {
		return err
	}
	fmt.Fprintln(log, written)
	return nil
}

// newTree returns all files.
func newTree() *gitops.Tree {
	tree := new(gitops.Tree)
	tree.Add("webdemo/Jenkinsfile", jenkinsfile)
	tree.Add("jenkins/values.yaml", chartValues)
	addCluster(tree)
	return tree
}
