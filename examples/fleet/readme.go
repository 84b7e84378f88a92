package main

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/gitops"
)

// readme returns the README of the generated repository: what delivers what to
// where, and in which order.
func readme(fleet gitops.Fleet) (string, error) {
	apps := fleet.Applications()
	order, err := gitops.SyncDiagram(apps[0], apps[1])
	if err != nil {
		return "", err
	}
	return fmt.Sprintf(`# %d Jenkins controllers

The files of this repository are generated. A file that was changed by hand is reported, not overwritten.

## How a controller is delivered

%s
## Applications

%s`, len(fleet.Controllers), order, gitops.Diagram(apps...)), nil
}
