package gitops

import (
	"path"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Layout says where in a repository things stand. Its fields are paths in which
// {group}, {name} and {environment} stand for those of a [Service] in an
// [Environment]; for a [Fleet] they are nothing, the fleet's name and a controller's.
//
// [ControllerLayout], [ServiceLayout] and [ApplicationsLayout] are some that are
// in use; your own is a literal.
type Layout struct {
	// Base is the folder with what all environments have in common.
	Base string
	// Overlay is the folder with what is an environment's own.
	Overlay string
	// ApplicationBase, when set, is the folder with what the Applications of all
	// environments have in common, which Application then completes. Otherwise
	// each Application is written as a whole.
	ApplicationBase string
	// Application is where the Application of an environment stands: a folder,
	// or a file when it ends in .yaml.
	Application string
	// Root, when set, is the folder of a kustomization with all Applications of
	// an environment.
	Root string
	// Readme, when set, is the file with pictures of what is delivered; see
	// [Readme]. A [Fleet] leaves its README to you.
	Readme string
	// RootApplication, when set, is the file of the Application that delivers
	// Root: the one that is applied by hand.
	RootApplication string
}

const readmeFile = "README.md"

// ControllerLayout is one folder of manifests for all environments of a service,
// as controllers are of a fleet, and the Applications apart from it:
//
//	manifest/jenkins/base/values.yaml
//	manifest/jenkins/overlays/hoge/…
//	manifest/argocd-applications/jenkins/hoge.yaml
func ControllerLayout() Layout {
	return Layout{
		Base:        "manifest/{name}/base",
		Overlay:     "manifest/{name}/overlays/{environment}",
		Application: "manifest/argocd-applications/{name}/{environment}.yaml",
		Readme:      readmeFile,
	}
}

// ServiceLayout is a folder per service, with its manifests and its Applications
// in it, each a base with overlays:
//
//	api/hoge-api/service/base/…
//	api/hoge-api/service/overlays/dev1/…
//	api/hoge-api/argocd_application/base/application.yaml
//	api/hoge-api/argocd_application/overlays/dev1/application.yaml
func ServiceLayout() Layout {
	return Layout{
		Base:            "{group}/{name}/service/base",
		Overlay:         "{group}/{name}/service/overlays/{environment}",
		ApplicationBase: "{group}/{name}/argocd_application/base",
		Application:     "{group}/{name}/argocd_application/overlays/{environment}",
		Readme:          readmeFile,
	}
}

// ApplicationsLayout is app of apps: one Application per environment, applied by
// hand, delivers all others.
//
//	manifests/hoge-api/base/…
//	manifests/hoge-api/overlays/dev1/…
//	applications/dev1/hoge-api.yaml
//	bootstrap/dev1.yaml
func ApplicationsLayout() Layout {
	return Layout{
		Base:            "manifests/{group}/{name}/base",
		Overlay:         "manifests/{group}/{name}/overlays/{environment}",
		Application:     "applications/{environment}/{name}.yaml",
		Root:            "applications/{environment}",
		RootApplication: "bootstrap/{environment}.yaml",
		Readme:          readmeFile,
	}
}

// Validate checks that paths tell services and environments apart.
func (l Layout) Validate() error {
	var list fieldpath.List
	var root *fieldpath.Path
	const name, environment = "{name}", "{environment}"
	for _, f := range []struct {
		name, pattern string
		needs         []string
	}{
		{"base", l.Base, []string{name}},
		{"overlay", l.Overlay, []string{name, environment}},
		{"applicationBase", l.ApplicationBase, []string{name}},
		{"application", l.Application, []string{name, environment}},
		{"root", l.Root, []string{environment}},
		{"rootApplication", l.RootApplication, []string{environment}},
	} {
		at := root.Child(f.name)
		if f.pattern == "" {
			if f.name == "overlay" || f.name == "application" {
				list.Add(fieldpath.Required, at, nil, "it must be set")
			}
			continue
		}
		for _, need := range f.needs {
			if !strings.Contains(f.pattern, need) {
				list.Add(fieldpath.Invalid, at, f.pattern, "without "+need+" two would have one path")
			}
		}
		rest := place(f.pattern, "g", "n", "e")
		if bad := badPath(rest); bad != "" {
			list.Add(fieldpath.Invalid, at, f.pattern, bad)
		} else if strings.ContainsAny(rest, "{}") {
			list.Add(fieldpath.Invalid, at, f.pattern, "it holds braces around something else", "{group}", name, environment)
		}
	}
	if l.Root != "" && strings.HasSuffix(l.Application, ".yaml") && l.ApplicationBase == "" && !strings.HasPrefix(l.Application, l.Root+"/") {
		list.Add(fieldpath.Invalid, root.Child("application"), l.Application, "kustomize takes no file from outside of its folder, "+l.Root)
	}
	if l.RootApplication != "" && l.Root == "" {
		list.Add(fieldpath.Required, root.Child("root"), nil, "the root Application delivers it")
	}
	return list.Err()
}

// place fills in a pattern; without a group its folder is left out.
func place(pattern, group, name, environment string) string {
	filled := make([]byte, 0, 128)
	for rest := pattern; rest != ""; {
		value, length := "", 1
		switch {
		case rest[0] != '{':
			filled = append(filled, rest[0])
		case strings.HasPrefix(rest, "{group}/") && group == "":
			length = len("{group}/")
		case strings.HasPrefix(rest, "{group}"):
			value, length = group, len("{group}")
		case strings.HasPrefix(rest, "{name}"):
			value, length = name, len("{name}")
		case strings.HasPrefix(rest, "{environment}"):
			value, length = environment, len("{environment}")
		default:
			filled = append(filled, '{')
		}
		filled = append(filled, value...)
		rest = rest[length:]
	}
	return path.Clean(string(filled))
}

// relative returns the path that leads from a folder to another.
func relative(from, to string) string {
	a, b := strings.Split(from, "/"), strings.Split(to, "/")
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	if len(a)+len(b) == 0 {
		return "."
	}
	return strings.Repeat("../", len(a)) + strings.Join(b, "/")
}
