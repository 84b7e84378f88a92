// Package render renders Helm charts with Helm's own engine: what a template, a
// values file or a release would really become, without a cluster.
//
// A [Chart] is loaded once, by [Load] or [Pull], and renders any number of times,
// also concurrently. Errors name the value that caused them, as far as Helm
// tells.
package render

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/releaseutil"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/values"
)

// Error is one finding: the path of a value, what is wrong there, and what is
// allowed.
type Error = fieldpath.Error

// Chart is a chart that has been read.
type Chart struct {
	chart *chart.Chart
}

// Load reads a chart from a folder or from an archive (.tgz).
func Load(path string) (*Chart, error) {
	c, err := loader.Load(path)
	if err != nil {
		return nil, fmt.Errorf("render: %w", err)
	}
	if err := complete(c); err != nil {
		return nil, fmt.Errorf("render: %w", err)
	}
	return &Chart{chart: c}, nil
}

// complete reports charts that c depends on and that are not with it.
func complete(c *chart.Chart) error {
	for _, d := range c.Metadata.Dependencies {
		if !slices.ContainsFunc(c.Dependencies(), func(have *chart.Chart) bool { return have.Name() == d.Name }) {
			return fmt.Errorf("chart %s depends on chart %s %s, which is not in its folder charts (helm dependency build puts it there)", c.Name(), d.Name, d.Version)
		}
	}
	return nil
}

// Name returns the chart's name.
func (c *Chart) Name() string { return c.chart.Name() }

// Version returns the chart's version.
func (c *Chart) Version() string { return c.chart.Metadata.Version }

// Values returns the chart's own values, such as values.Stack has as Defaults. The
// map is the caller's to change.
func (c *Chart) Values() map[string]any { return deepCopy(c.chart.Values) }

func deepCopy(m map[string]any) map[string]any {
	out := make(map[string]any, len(m))
	for key, value := range m {
		if below, ok := value.(map[string]any); ok {
			value = deepCopy(below)
		}
		out[key] = value
	}
	return out
}

// Options say what release is rendered, and for which cluster. The zero value is
// a release with the chart's name in the namespace default.
type Options struct {
	// Release is the release's name; default: the chart's.
	Release string
	// Namespace is the namespace of the release; default: default.
	Namespace string
	// KubeVersion is the cluster's version, as 1.33; default: the one that this
	// version of Helm knows best.
	KubeVersion string
	// APIVersions are API versions that the cluster has besides Kubernetes' own,
	// as monitoring.coreos.com/v1.
	APIVersions []string
	// CRDs says that the files of the chart's folder crds come too, before the
	// rest.
	CRDs bool
	// SkipTests leaves out the chart's test pods.
	SkipTests bool
	// Upgrade says that the release exists already.
	Upgrade bool
}

// Object is one rendered object.
type Object struct {
	// Template is the file that it comes from, as jenkins/templates/config.yaml.
	Template string
	// Text is its YAML, as rendered.
	Text string
	// Content is what the text says.
	Content map[string]any
}

// Kind returns the object's kind.
func (o Object) Kind() string { return o.text("kind") }

// APIVersion returns the object's API version.
func (o Object) APIVersion() string { return o.text("apiVersion") }

// Name returns the object's name.
func (o Object) Name() string { return o.text("metadata", "name") }

// Namespace returns the object's namespace; empty for the release's own.
func (o Object) Namespace() string { return o.text("metadata", "namespace") }

func (o Object) text(keys ...string) string {
	var v any = o.Content
	for _, key := range keys {
		m, _ := v.(map[string]any)
		v = m[key]
	}
	s, _ := v.(string)
	return s
}

// Render renders the chart with v, which is the values of the chart as
// values.Layer has them, or a values.Stack, whose Defaults then give way to the
// chart's own values. The objects come in the order in which Helm installs them.
func (c *Chart) Render(v any, o Options) ([]Object, error) {
	given, err := tree(v)
	if err != nil {
		return nil, err
	}
	ch := copyOf(c.chart)
	caps, err := o.capabilities()
	if err != nil {
		return nil, err
	}
	if err := chartutil.ProcessDependenciesWithMerge(ch, given); err != nil {
		return nil, c.locate(err, given)
	}
	release := chartutil.ReleaseOptions{
		Name: cmp.Or(o.Release, c.Name()), Namespace: cmp.Or(o.Namespace, "default"), Revision: 1,
		IsInstall: !o.Upgrade, IsUpgrade: o.Upgrade,
	}
	top, err := chartutil.ToRenderValues(ch, given, release, caps)
	if err != nil {
		return nil, c.locate(err, given)
	}
	files, err := engine.Render(ch, top)
	if err != nil {
		effective, _ := top["Values"].(chartutil.Values)
		return nil, c.locate(err, effective)
	}
	maps.DeleteFunc(files, func(name, _ string) bool { return strings.HasSuffix(name, "NOTES.txt") })
	return c.objects(files, o)
}

// objects takes the rendered files apart.
func (c *Chart) objects(files map[string]string, o Options) ([]Object, error) {
	hooks, manifests, err := releaseutil.SortManifests(files, nil, releaseutil.InstallOrder)
	if err != nil {
		return nil, unreadable(files, err)
	}
	var out []Object
	if o.CRDs {
		for _, crd := range c.chart.CRDObjects() {
			for _, text := range documents(string(crd.File.Data)) {
				out = append(out, Object{Template: crd.Filename, Text: text})
			}
		}
	}
	for _, m := range manifests {
		out = append(out, Object{Template: m.Name, Text: m.Content})
	}
	for _, h := range hooks {
		test := slices.ContainsFunc(h.Events, func(e hookEvent) bool { return strings.HasPrefix(string(e), "test") })
		if !test || !o.SkipTests {
			out = append(out, Object{Template: h.Path, Text: h.Manifest})
		}
	}
	var list fieldpath.List
	for i := range out {
		if err := yaml.Unmarshal([]byte(out[i].Text), &out[i].Content); err != nil {
			list.Add(fieldpath.Invalid, nil, nil, fmt.Sprintf("%s renders YAML that can't be read: %v", out[i].Template, err))
		}
	}
	return out, list.Err()
}

// documents splits a file into its YAML documents.
func documents(text string) []string {
	split := releaseutil.SplitManifests(text)
	keys := slices.Collect(maps.Keys(split))
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b)) })
	out := make([]string, len(keys))
	for i, key := range keys {
		out[i] = split[key]
	}
	return out
}

// tree returns the values that are given to Helm.
func tree(v any) (map[string]any, error) {
	if s, ok := v.(values.Stack); ok {
		return s.Merge()
	}
	return values.Tree(v)
}

func (o Options) capabilities() (*chartutil.Capabilities, error) {
	caps := chartutil.DefaultCapabilities.Copy()
	if o.KubeVersion != "" {
		v, err := chartutil.ParseKubeVersion(o.KubeVersion)
		if err != nil {
			return nil, fmt.Errorf("render: the Kubernetes version %q: %w", o.KubeVersion, err)
		}
		caps.KubeVersion = *v
	}
	caps.APIVersions = append(slices.Clip(caps.APIVersions), o.APIVersions...)
	return caps, nil
}

// copyOf returns a chart that Helm may change while it sorts out dependencies.
// What it does not change is shared.
func copyOf(c *chart.Chart) *chart.Chart {
	out := *c
	if len(c.Dependencies()) == 0 && len(c.Metadata.Dependencies) == 0 {
		return &out
	}
	meta := *c.Metadata
	meta.Dependencies = make([]*chart.Dependency, len(c.Metadata.Dependencies))
	for i, d := range c.Metadata.Dependencies {
		dependency := *d
		meta.Dependencies[i] = &dependency
	}
	out.Metadata = &meta
	out.Values = deepCopy(c.Values)
	below := make([]*chart.Chart, len(c.Dependencies()))
	for i, d := range c.Dependencies() {
		below[i] = copyOf(d)
	}
	out.SetDependencies(below...)
	return &out
}

// write puts the chart's files into a folder, for those parts of Helm that only
// read from one.
func (c *Chart) write(dir string) error {
	for _, f := range c.chart.Raw {
		name := filepath.Join(dir, filepath.FromSlash(path.Clean("/"+f.Name)))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
