package main

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/gitops"
)

// readme is the README of the generated repository: what is delivered to where,
// and how one controller is.
func readme(fleet gitops.Fleet) gitops.Readme {
	apps := fleet.Applications()
	return gitops.Readme{
		Title:        fmt.Sprintf("%d Jenkins controllers", len(fleet.Controllers)),
		Text:         "The files of this repository are generated. One that was changed by hand is reported, not overwritten.",
		Applications: apps,
		Sync:         []any{apps[0], apps[1]},
	}
}
