// Example imageupdater writes the repository of manifests of a site whose images
// are deployed by Argo CD Image Updater: what Livesense (Tenshoku Kaigi) describes
// in its write-up.
//
//	go run ./examples/imageupdater -out DIR
//
// Staging and production are clusters with an Argo CD each; staging follows the
// branch develop, production master.
//
//	services/NAME               manifests: base and an overlay per cluster (services.go)
//	argocd/CLUSTER/root.yaml    applied once by hand: the Application of what is in
//	argocd/CLUSTER/applications Applications, their project, and what the Image
//	                            Updater does (argocd.go)
//	.github/workflows           the workflows of this repository (github.go)
//	application                 the workflow of the services' own repositories
//
// A push builds an image whose tag tells branch, time and commit. From there:
//
//   - Staging follows master: the Image Updater commits the newest image of that
//     branch to develop.
//   - Production follows by pull request: the Image Updater opens one for the
//     newest image, merging it deploys, and reverting it rolls back without a
//     build. A workflow tells Slack.
//   - A branch is deployed to staging by changing the rule of allowed tags, an
//     annotation of the service's Application: a workflow does, and Argo CD is told
//     to ignore that the annotation differs from Git.
//
// The Image Updater writes to .argocd-source-NAME.yaml in a service's overlay, not
// to the kustomization: that file is its own, so that it and this program don't
// overwrite each other.
//
// Different from the write-up: the Image Updater opens the pull requests itself,
// which it could not then, instead of a workflow; and a workflow deploys branches,
// instead of a chat bot. Tags are compared by their text, not by when an image was
// pushed: a registry that has the image already keeps the earlier time, because of
// which the write-up's rollbacks got lost.
//
// Left out: the Secret git-creds in the namespace argocd, a token for GitHub that
// may push and open pull requests; and how Argo CD and the Image Updater are
// installed, for which see examples/microservices.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/jenkinscode/jenkinscode/gitops"
)

func main() {
	out := flag.String("out", "", "the folder to write the repository to (required)")
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

// run generates the repository, verifies it, and writes it to out only when
// nothing was found.
func run(log io.Writer, out string) error {
	tree := newTree()
	files, err := tree.Files()
	if err != nil {
		return err
	}
	for _, c := range clusters {
		report, err := c.verify(files)
		if err != nil {
			return fmt.Errorf("%s:\n%w", c.name, err)
		}
		fmt.Fprintf(log, "%s: %s\n", c.name, report)
	}
	written, err := tree.Write(out, gitops.WriteOptions{})
	if err != nil {
		return err
	}
	fmt.Fprintln(log, written)
	return nil
}

// newTree returns the repository.
func newTree() *gitops.Tree {
	tree := new(gitops.Tree)
	for _, s := range services {
		s.add(tree)
	}
	for _, c := range clusters {
		c.add(tree)
	}
	tree.Add(".github/workflows/production.yaml", announceProduction)
	tree.Add(".github/workflows/branch-deploy.yaml", branchDeploy())
	tree.Add("application/.github/workflows/image.yaml", buildImage)
	return tree
}
