package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/verify"
)

// verify holds the files that a cluster's Argo CD sees against everything.
func (c cluster) verify(files []gitops.File) (*verify.Report, error) {
	mine := map[string][]byte{}
	for _, f := range files {
		folders := strings.Split(f.Path, "/")
		if !slices.ContainsFunc(clusters, func(other cluster) bool { return other.name != c.name && slices.Contains(folders, other.name) }) {
			mine[f.Path] = f.Content
		}
	}
	options := verify.Options{
		Repos: []string{repository},
		Policies: append(verify.Policies(),
			verify.Revisions(func(*verify.Application, gitops.ApplicationSource) []string { return []string{c.branch} }),
			branchDeployments,
		),
	}
	if corpus := os.Getenv("CORPUS"); corpus != "" {
		crds, err := verify.ReadCRDs(os.DirFS(corpus), "corpus/crds/*.yaml")
		if err != nil {
			return nil, err
		}
		options.CRDs = crds
	}
	return verify.Files(mine, options)
}

// branchDeployments asks that the Application of an Application leaves its rules
// of allowed tags alone: otherwise a branch deployment would end with the next
// sync.
func branchDeployments(set *verify.Set) error {
	var found []error
	for _, app := range set.Applications {
		for _, child := range app.Delivered {
			if child.GetKind() != "Application" {
				continue
			}
			for key := range child.GetAnnotations() {
				if !strings.HasSuffix(key, ".allow-tags") {
					continue
				}
				want := gitops.IgnoreAnnotation("argoproj.io", "Application", child.GetName(), key)
				ignored := slices.ContainsFunc(app.Spec.IgnoreDifferences, func(d gitops.IgnoreDifferences) bool {
					return d.Group == want.Group && d.Kind == want.Kind && d.Name == want.Name && slices.Equal(d.JSONPointers, want.JSONPointers)
				})
				respected := slices.Contains(app.Spec.SyncPolicy.SyncOptions, gitops.RespectIgnore)
				if !ignored || !respected {
					found = append(found, fmt.Errorf("%s: the Application %s must ignore that %s differs, and respect that in syncs; it would change it back",
						child.Path(), app.GetName(), key))
				}
			}
		}
	}
	return errors.Join(found...)
}
