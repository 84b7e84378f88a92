// Example microservices writes the repository of manifests of a system of
// microservices on three clusters of Amazon EKS, delivered by Argo CD: what
// Recruit (StudySapuri ENGLISH) describes in its write-up.
//
//	go run ./examples/microservices -out DIR
//
// The folders are the write-up's:
//
//	api/NAME/service             a service: base, and an overlay per environment (api.go)
//	api/NAME/argocd_application  its Application, likewise
//	api/environments/NAME        what is synced for an environment: its namespace,
//	                             then internal services, then external ones
//	argo/argocd                  Argo CD, which delivers itself: a pinned remote
//	                             base and patches (argocd.go)
//	argo/argo-notifications      who is told what
//	argo/argocd-app-projects     what Applications may do
//	cluster                      add-ons, most of them from Helm repositories (cluster.go)
//	bootstrap/CLUSTER            what is applied once by hand
//	README.md                    the order of syncs, drawn
//
// The services, environments and clusters stand in system.go; the tests of
// manifests, which the write-up has in a folder test, in verify.go. They run
// before anything is written.
//
// Different from the write-up: an environment is an Application of Applications,
// because internal services come before external ones by sync waves, and those
// order what one Application delivers. Left out: App Mesh, which AWS has ended;
// the folders that the write-up does not show (jobs, proxy, web and others); the
// Secrets with the databases' passwords; and the cluster that CI makes with kind.
// Jenkins, which builds images and makes the pull requests, is the subject of
// other examples.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/jenkinscode/jenkinscode/gitops"
)

func main() {
	out := flag.String("out", "", "the folder to write the repository to (required)")
	environments := flag.Int("environments", 25, "the number of development's environments")
	argocd := flag.String("argocd", "", "Argo CD's manifests/ha/install.yaml of the version in argocd.go, to build on it while verifying")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(os.Stdout, *out, *argocd, newSystem(*environments)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run generates the repository, verifies it, and writes it to out only when
// nothing was found.
func run(log io.Writer, out, argocd string, s system) error {
	start := time.Now()
	var release []byte
	if argocd != "" {
		text, err := os.ReadFile(argocd)
		if err != nil {
			return err
		}
		release = text
	}
	tree := s.tree()
	files, err := tree.Files()
	if err != nil {
		return err
	}
	reports, err := s.verify(files, release)
	if err != nil {
		return err
	}
	var skipped []string
	for _, c := range s.clusters {
		summary, _, _ := strings.Cut(reports[c.name].String(), "\n")
		fmt.Fprintf(log, "%s: %d Applications; %s\n", c.name, len(reports[c.name].Applications), summary)
		skipped = append(skipped, reports[c.name].Skipped...)
	}
	slices.Sort(skipped)
	for _, s := range slices.Compact(skipped) {
		fmt.Fprintln(log, "skipped:", s)
	}
	fmt.Fprintf(log, "built and verified in %.1f s\n", time.Since(start).Seconds())
	written, err := tree.Write(out, gitops.WriteOptions{})
	if err != nil {
		return err
	}
	fmt.Fprintln(log, written)
	return nil
}
