package gitops_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/jobdsl"
	"github.com/jenkinscode/jenkinscode/podtemplate"
	"github.com/jenkinscode/jenkinscode/values"
)

// newFleet returns a fleet of one controller. The label that its job asks for
// and the label of its agents are one Go value, and so can't differ.
func newFleet(label string) gitops.Fleet {
	agent := podtemplate.PodTemplate{
		Name: "go", Label: "go", Namespace: "shop-jenkins",
		Containers: []podtemplate.ContainerTemplate{{Name: "go", Image: "docker.io/library/golang:1.26", Command: "sleep", Args: "infinity"}},
	}
	return gitops.Fleet{
		Name:       "jenkins",
		Repository: gitops.Repository{URL: "https://git.example/fleet.git"},
		Chart:      gitops.JenkinsChart("5.9.53"),
		Base: values.Values{Controller: values.Controller{
			Admin:             values.Admin{ExistingSecret: "jenkins-admin"},
			AdditionalPlugins: values.Plugins{{ID: "job-dsl", Version: "1.93"}},
		}},
		Controllers: []gitops.Controller{{
			Name:   "shop",
			Values: values.Values{Agent: values.Agent{Enabled: new(false)}},
			Casc: map[string]casc.Document{"agents": {Jenkins: casc.Jenkins{Clouds: []casc.Cloud{
				casc.KubernetesCloud{Name: "agents", Templates: podtemplate.WithIDs(agent)},
			}}}},
			Jobs: map[string]jobdsl.Script{"shop": {
				jobdsl.FreeStyleJob{Name: "lint", Label: label, Steps: []jobdsl.Step{jobdsl.Shell{Command: "go vet ./..."}}},
			}},
		}},
	}
}

// A fleet becomes a tree, which is made while it is used.
func ExampleFleet() {
	fleet := newFleet("go")
	files, err := fleet.Tree().Files()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range files {
		fmt.Println(f.Path)
	}
	// Output:
	// manifest/argocd-applications/jenkins/kustomization.yaml
	// manifest/argocd-applications/jenkins/project.yaml
	// manifest/argocd-applications/jenkins/shop.yaml
	// manifest/jenkins/base/values.yaml
	// manifest/jenkins/overlays/shop/config/agents-cm.yaml
	// manifest/jenkins/overlays/shop/config/jobs-cm.yaml
	// manifest/jenkins/overlays/shop/config/kustomization.yaml
	// manifest/jenkins/overlays/shop/config/namespace.yaml
	// manifest/jenkins/overlays/shop/config/shop.groovy
	// manifest/jenkins/overlays/shop/helm/values.yaml
}

// What doesn't agree is an error with a path. Tree's methods return the same
// errors, and write nothing.
func ExampleFleet_Validate() {
	fleet := newFleet("golang")
	fmt.Println(fleet.Validate())
	// Output:
	// controllers[shop].jobs[shop][0].freeStyleJob.label: not found "golang": no pod template or node of this controller has this label (allowed: built-in, go, master)
}

// A fleet that is larger than memory is made controller by controller. With a
// cache, a controller whose inputs are what they were is not even made.
func ExampleFleet_names() {
	teams := map[string]string{"shop": "go test ./...", "search": "make check"} // from a database, say
	fleet := newFleet("go")
	shop := fleet.Controllers[0]
	fleet.Controllers = nil
	fleet.Names = slices.Sorted(maps.Keys(teams))
	fleet.Make = func(name string) (gitops.Controller, error) {
		c := shop
		c.Jobs = map[string]jobdsl.Script{name: {
			jobdsl.FreeStyleJob{Name: "test", Label: "go", Steps: []jobdsl.Step{jobdsl.Shell{Command: teams[name]}}},
		}}
		return c, nil
	}
	fleet.Inputs = func(name string) any { return teams[name] }

	work, err := os.MkdirTemp("", "fleet")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(work)
	report, err := fleet.Tree().Write(filepath.Join(work, "repository"), gitops.WriteOptions{
		Cache:    filepath.Join(work, "cache"),
		Progress: func(done int, path string) { /* draw a bar */ },
	})
	fmt.Println(report, err)
	// Output:
	// 17 written, 0 unchanged, 0 removed <nil>
}
