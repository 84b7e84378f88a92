// Example fleet writes the GitOps repository of about 40 Jenkins controllers on
// Amazon EKS, delivered by Argo CD: what NAVITIME describes in its write-up.
//
//	go run ./examples/fleet -out DIR
//
// The controllers stand in controllers.go, what they have in common in fleet.go,
// their agents in agents.go, their settings in settings.go, their jobs in
// jobs.go, what watches them in monitoring.go.
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
	var o options
	flag.StringVar(&o.out, "out", "", "the folder to write the repository to (required)")
	flag.BoolVar(&o.check, "check", false, "write nothing; fail, with a diff, when the folder is not what would be written")
	flag.StringVar(&o.chart, "chart", "", "a checkout of the jenkins chart, to render it with the values of every controller")
	plugin := flag.Bool("plugin", false, "deliver the chart by a config management plugin instead of multiple sources")
	flag.Parse()
	if o.out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	o.delivery = gitops.MultipleSources{}
	if *plugin {
		o.delivery = helmPlugin
	}
	if err := run(os.Stdout, o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type options struct {
	out      string
	check    bool
	chart    string
	delivery gitops.Delivery
}

// run generates the repository, checks it, and writes it only when nothing was
// found.
func run(log io.Writer, o options) error {
	fleet := newFleet(o.delivery)
	tree := fleet.Tree()
	tree.Add("README.md", readme(fleet))
	addMonitoring(tree, fleet)
	against, err := verifyOptions(fleet, o.chart)
	if err != nil {
		return err
	}
	checked, err := verify.Tree(tree, against)
	if err != nil {
		return err
	}
	fmt.Fprintln(log, checked)
	for _, w := range fleet.Warnings() {
		fmt.Fprintln(log, "warning:", w)
	}
	if o.check {
		return tree.Check(o.out)
	}
	written, err := tree.Write(o.out, gitops.WriteOptions{})
	if err != nil {
		return err
	}
	fmt.Fprintln(log, written)
	return nil
}
