package main

import (
	"fmt"
	"os"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/verify"
	"github.com/jenkinscode/jenkinscode/gitops/verify/charts"
	"github.com/jenkinscode/jenkinscode/values/render"
)

// verifyOptions says what the repository is held against: the chart, where a
// checkout is given, and Argo CD's own resource definitions, where the CORPUS
// variable names a folder that has them.
func verifyOptions(fleet gitops.Fleet, chart string) (verify.Options, error) {
	options := verify.Options{
		Repos:    []string{fleet.Repository.URL},
		Policies: verify.Policies(),
	}
	if corpus := os.Getenv("CORPUS"); corpus != "" {
		crds, err := verify.ReadCRDs(os.DirFS(corpus), "corpus/crds/*.yaml")
		if err != nil {
			return verify.Options{}, err
		}
		options.CRDs = crds
	}
	if chart != "" {
		loaded, err := render.Load(chart)
		if err != nil {
			return verify.Options{}, err
		}
		if loaded.Version() != fleet.Chart.Version {
			return verify.Options{}, fmt.Errorf("%s is version %s of the chart; the fleet installs %s", chart, loaded.Version(), fleet.Chart.Version)
		}
		options.Render = charts.Renderer(loaded)
	}
	return options, nil
}
