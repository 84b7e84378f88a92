package main

import (
	"os"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/verify"
)

// verifyOptions says what the repository is held against: Argo CD's own resource
// definitions, where the CORPUS variable names a folder that has them.
func verifyOptions(fleet gitops.Fleet) (verify.Options, error) {
	options := verify.Options{Repos: []string{fleet.Repository.URL}}
	if corpus := os.Getenv("CORPUS"); corpus != "" {
		crds, err := verify.ReadCRDs(os.DirFS(corpus), "corpus/crds/*.yaml")
		if err != nil {
			return verify.Options{}, err
		}
		options.CRDs = crds
	}
	return options, nil
}
