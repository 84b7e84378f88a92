// Example fleet writes the GitOps repository of about 40 Jenkins controllers on
// Amazon EKS, delivered by Argo CD: what NAVITIME describes in its write-up.
//
//	go run ./examples/fleet -out DIR
//
// The controllers stand in controllers.go, what they have in common in fleet.go,
// their agents in agents.go, their settings in settings.go, their jobs in
// jobs.go.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/verify"
)

func main() {
	out := flag.String("out", "", "the folder to write the repository to (required)")
	chart := flag.String("chart", "", "a checkout of the jenkins chart, to render it with the values of every controller")
	plugin := flag.Bool("plugin", false, "deliver the chart by a config management plugin instead of multiple sources")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	var delivery gitops.Delivery = gitops.MultipleSources{}
	if *plugin {
		delivery = helmPlugin
	}
	if err := run(os.Stdout, *out, *chart, delivery); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run generates the repository, checks it, and writes it to out only when
// nothing was found.
func run(log io.Writer, out, chart string, delivery gitops.Delivery) error {
	fleet := newFleet(delivery)
	tree := fleet.Tree()
	options, err := verifyOptions(fleet, chart)
	if err != nil {
		return err
	}
	checked, err := verify.Tree(tree, options)
	if err != nil {
		return err
	}
	fmt.Fprintln(log, checked)
	written, err := tree.Write(out, gitops.WriteOptions{})
	if err != nil {
		return err
	}
	fmt.Fprintln(log, written)
	return nil
}
