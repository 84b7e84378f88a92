package gitops_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/jobdsl"
	"github.com/jenkinscode/jenkinscode/values"

	"github.com/google/go-cmp/cmp"
)

// A fleet whose controllers are made one at a time is the same repository.
func TestNames(t *testing.T) {
	fleet := gitops.Fleet{
		Name:       "jenkins",
		Repository: gitops.Repository{URL: "https://git.example.com/sre/jenkins.git"},
		Chart:      gitops.JenkinsChart("5.9.53"),
	}
	fleet.Base.Controller.Admin.ExistingSecret = "jenkins-admin"
	fleet.Base.Controller.AdditionalPlugins = append(fleet.Base.Controller.AdditionalPlugins, values.Plugin{ID: "job-dsl", Version: "1.93"})
	controller := func(name string) gitops.Controller {
		return gitops.Controller{Name: name, Jobs: map[string]jobdsl.Script{"jobs": {jobdsl.Folder{Name: name}}}}
	}
	lazy := fleet
	lazy.Make = func(name string) (gitops.Controller, error) { return controller(name), nil }
	for i := range 20 {
		name := fmt.Sprint("team-", i)
		fleet.Controllers = append(fleet.Controllers, controller(name))
		if i < 3 {
			lazy.Controllers = append(lazy.Controllers, controller(name))
		} else {
			lazy.Names = append(lazy.Names, name)
		}
	}
	want, err := fleet.Tree().Files()
	if err != nil {
		t.Fatal(err)
	}
	got, err := lazy.Tree().Files()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("made one at a time it differs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(fleet.Applications(), lazy.Applications(), cmp.AllowUnexported(gitops.Application{})); diff != "" {
		t.Errorf("Applications differ (-want +got):\n%s", diff)
	}

	lazy.Names = []string{"broken", "elsewhere", "broken"}
	lazy.Make = func(name string) (gitops.Controller, error) {
		if name == "broken" {
			return gitops.Controller{}, errors.New("no such team")
		}
		return gitops.Controller{Namespace: "x"}, nil
	}
	wantErr := `controllers[broken]: invalid value: no such team
controllers[broken].name: duplicate "broken": another controller has this name
controllers[broken].namespace: duplicate "broken-jenkins": controller broken is in this namespace; the chart's objects would be the same
controllers[elsewhere]: forbidden: a controller that Make makes has the default namespace and cluster; put it in Controllers`
	for what, err := range map[string]error{"Validate": lazy.Validate(), "Check": lazy.Tree().Check(t.TempDir())} {
		if err == nil || err.Error() != wantErr {
			t.Errorf("%s: got %v", what, err)
		}
	}
	lazy.Make = nil
	if err := lazy.Validate(); err == nil {
		t.Error("no error without Make")
	}
}
