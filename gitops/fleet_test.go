package gitops_test

import (
	"testing"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/podtemplate"
)

// What pods lose when their templates are merged is said with the whole path.
func TestWarnings(t *testing.T) {
	fleet := newFleet("go")
	if list := fleet.Warnings(); len(list) > 0 {
		t.Errorf("a fleet that loses nothing: %v", list)
	}
	fleet.Controllers[0].Casc["agents"] = casc.Document{Jenkins: casc.Jenkins{Clouds: []casc.Cloud{
		casc.KubernetesCloud{Name: "agents", Templates: podtemplate.WithIDs(
			podtemplate.PodTemplate{Name: "go", Label: "go", PodRetention: podtemplate.Never{}},
			podtemplate.PodTemplate{Name: "arm", Label: "arm", InheritFrom: "go"},
		)},
	}}}
	list := fleet.Warnings()
	if len(list) != 1 || list[0].Path != "controllers[shop].casc[agents].jenkins.clouds[0].kubernetes.templates[1].podRetention" {
		t.Errorf("a child without its parent's retention: %v", list)
	}
}
