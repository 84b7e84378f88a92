package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/verify"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
)

// verify holds the repository against everything, one cluster at a time: each
// has its own Argo CD, which sees its own environments only. The files of an
// Argo CD release stand in for the remote base where they are given.
func (s system) verify(files []gitops.File, argocd []byte) (map[string]*verify.Report, error) {
	options := verify.Options{Repos: []string{repository}, Policies: policies()}
	if argocd != nil {
		options.Remotes = map[string][]byte{argoBase: argocd}
	}
	if corpus := os.Getenv("CORPUS"); corpus != "" {
		crds, err := verify.ReadCRDs(os.DirFS(corpus), "corpus/crds/*.yaml")
		if err != nil {
			return nil, err
		}
		options.CRDs = crds
	}
	reports := map[string]*verify.Report{}
	var found []error
	for _, c := range s.clusters {
		mine := map[string][]byte{}
		for _, f := range files {
			if !s.isOfAnother(c, f.Path) {
				mine[f.Path] = f.Content
			}
		}
		report, err := verify.Files(mine, options)
		if err != nil {
			found = append(found, fmt.Errorf("cluster %s:\n%w", c.name, err))
		}
		reports[c.name] = report
	}
	return reports, errors.Join(found...)
}

// isOfAnother reports whether a file belongs to another cluster than c: a folder
// of its path is named after one or its environments.
func (s system) isOfAnother(c cluster, file string) bool {
	folders := strings.Split(file, "/")
	return slices.ContainsFunc(s.clusters, func(other cluster) bool {
		return other.name != c.name && (slices.Contains(folders, other.name) ||
			slices.ContainsFunc(other.environments, func(e environment) bool { return slices.Contains(folders, e.name) }))
	})
}

// policies are the tests of the manifests.
func policies() []verify.Policy {
	return []verify.Policy{
		of("api",
			verify.Requests(corev1.ResourceCPU, corev1.ResourceMemory),
			verify.ReadinessProbes(),
			verify.PinnedImages(),
			verify.Env(isKind("Deployment"), "ENVIRONMENT", "TZ"),
			verify.Steps(
				verify.Step{Name: "the settings of the migration", Match: isKind("ConfigMap")},
				verify.Step{Name: "the migration", Match: isKind("Job")},
				verify.Step{Name: "the service", Match: isKind("Deployment")},
			),
		),
		of("environments", verify.Steps(
			verify.Step{Name: "the namespace", Match: isKind("Namespace")},
			verify.Step{Name: "an internal service", Match: isInternal},
			verify.Step{Name: "an external service", Match: isExternal},
		)),
		verify.Revisions(branches),
		verify.ProjectsAllow(),
		verify.OneOwner(),
		verify.NoRetiredAPIs(),
		verify.Each(oneController),
	}
}

// of holds what the Applications of a project deliver against policies.
func of(project string, policies ...verify.Policy) verify.Policy {
	return func(all *verify.Set) error {
		set := &verify.Set{Files: all.Files, Repos: all.Repos}
		for _, app := range all.Applications {
			if app.Spec.Project == project {
				set.Applications = append(set.Applications, app)
			}
		}
		var found []error
		for _, policy := range policies {
			found = append(found, policy(set))
		}
		return errors.Join(found...)
	}
}

func isKind(kind string) func(*verify.Object) bool {
	return func(o *verify.Object) bool { return o.GetKind() == kind }
}

// isExternal tells the Application of an external service by its name, not by
// the wave that is to be checked.
func isExternal(o *verify.Object) bool {
	return o.GetKind() == "Application" && strings.HasSuffix(o.GetName(), "-api")
}

func isInternal(o *verify.Object) bool { return o.GetKind() == "Application" && !isExternal(o) }

// branches says what an Application may follow: development's environments their
// branch, all others master, charts their versions.
func branches(app *verify.Application, source gitops.ApplicationSource) []string {
	switch {
	case source.Chart != "":
		return nil
	case strings.HasPrefix(app.GetName(), "dev"):
		return []string{development}
	}
	return []string{master}
}

// oneController asks that there is one application controller: two that don't
// know of each other undo each other's work.
func oneController(o *verify.Object) error {
	set, ok := o.Typed.(*appsv1.StatefulSet)
	if !ok || set.Name != "argocd-application-controller" || set.Spec.Replicas != nil && *set.Spec.Replicas == 1 {
		return nil
	}
	return errors.New("there must be one application controller")
}
