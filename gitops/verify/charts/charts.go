// Package charts lets package verify render the charts of Applications with
// Helm's engine. It is apart so that only who renders charts links Helm.
package charts

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"helm.sh/helm/v3/pkg/strvals"

	"github.com/jenkinscode/jenkinscode/gitops/verify"
	"github.com/jenkinscode/jenkinscode/values/render"
)

// Renderer returns what renders these charts, each found by its name and
// version, and those that stand in the repository itself. For a chart that is not among them it returns
// [errors.ErrUnsupported], which verification reports as skipped.
func Renderer(charts ...*render.Chart) verify.Renderer {
	return func(r verify.Release) ([]map[string]any, error) {
		chart, err := find(charts, r)
		if err != nil {
			return nil, err
		}
		values := r.Values
		if values == nil {
			values = map[string]any{}
		}
		for _, p := range r.Parameters {
			parse := strvals.ParseInto
			if p.ForceString != nil && *p.ForceString {
				parse = strvals.ParseIntoString
			}
			if err := parse(p.Name+"="+p.Value, values); err != nil {
				return nil, fmt.Errorf("parameter %s: %w", p.Name, err)
			}
		}
		objects, err := chart.Render(values, render.Options{
			Release: r.Name, Namespace: r.Namespace,
			KubeVersion: r.KubeVersion, APIVersions: r.APIVersions,
			CRDs: !r.SkipCRDs, SkipTests: true,
		})
		if err != nil {
			return nil, err
		}
		out := make([]map[string]any, len(objects))
		for i, o := range objects {
			out[i] = o.Content
		}
		return out, nil
	}
}

// find returns the chart of a release.
func find(charts []*render.Chart, r verify.Release) (*render.Chart, error) {
	if r.Files != nil {
		return load(r.Files)
	}
	i := slices.IndexFunc(charts, func(c *render.Chart) bool {
		return c.Name() == r.Chart && c.Version() == r.Version
	})
	if i < 0 {
		return nil, fmt.Errorf("chart %s %s: %w", r.Chart, r.Version, errors.ErrUnsupported)
	}
	return charts[i], nil
}

// load loads a chart that stands in the repository.
func load(files map[string][]byte) (*render.Chart, error) {
	dir, err := os.MkdirTemp("", "chart")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for name, content := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return nil, err
		}
	}
	return render.Load(dir)
}
