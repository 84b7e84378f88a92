// Command values writes values/zz_jenkins.go, the types of the official jenkins
// chart's values, from two tables: what the chart has for each key, and what we
// say about it.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/facts"
	"github.com/jenkinscode/jenkinscode/values/chartgen"
)

func main() {
	var out bytes.Buffer
	err := render(&out)
	if err == nil {
		err = os.WriteFile("zz_jenkins.go", out.Bytes(), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "values:", err)
		os.Exit(1)
	}
}

// unread are the keys of the chart's values file that no template reads.
var unread = []string{"controller.clusterIp"}

// render writes the generated file.
func render(w io.Writer) error {
	defaults, err := chart()
	if err != nil {
		return err
	}
	keys, err := fields()
	if err != nil {
		return err
	}
	said := map[string]bool{}
	shared := map[string]string{} // path of a key to that of the key that has the keys of its type
	first := map[string]string{}
	for i, k := range keys {
		keys[i].Default = defaults[k.Path]
		said[k.Path] = true
		if p, ok := first[k.Type]; ok {
			shared[k.Path] = p
		} else {
			first[k.Type] = k.Path
		}
	}
	for path := range defaults {
		if !said[path] && !slices.Contains(unread, path) && !below(path, said, shared) {
			return fmt.Errorf("jenkins-chart-fields.tsv says nothing about %s", path)
		}
	}
	b, err := chartgen.Generate(keys, chartgen.Options{
		By: "internal/gen/values", Package: "values", Type: "Values",
		Doc: "Values is what the official chart jenkins " + version + " takes.",
		Imports: map[string]string{
			"appsv1":       "k8s.io/api/apps/v1",
			"corev1":       "k8s.io/api/core/v1",
			"networkingv1": "k8s.io/api/networking/v1",
			"metav1":       "k8s.io/apimachinery/pkg/apis/meta/v1",
			"casc":         "github.com/jenkinscode/jenkinscode/casc",
			"podtemplate":  "github.com/jenkinscode/jenkinscode/podtemplate",
		},
	})
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// below reports whether a key of the chart stands below a key whose type has its
// keys elsewhere in the table, or whose type comes from another package.
func below(path string, said map[string]bool, shared map[string]string) bool {
	for at := path; ; {
		i := strings.LastIndex(at, ".")
		if i < 0 {
			return false
		}
		at = at[:i]
		if other, ok := shared[at]; ok {
			return said[other+path[len(at):]] || below(other+path[len(at):], said, shared)
		}
		if said[at] {
			return true
		}
	}
}

// version is the chart's version that the tables describe.
const version = "5.9.53"

// chart reads what the chart has for each key.
func chart() (map[string]any, error) {
	b, err := facts.Tables.ReadFile("jenkins-chart-values.json")
	if err != nil {
		return nil, err
	}
	var table struct {
		Version string
		Keys    []struct {
			Path    string
			Default any
		}
	}
	if err := json.Unmarshal(b, &table); err != nil {
		return nil, err
	}
	if table.Version != version {
		return nil, fmt.Errorf("jenkins-chart-values.json describes chart %s, not %s", table.Version, version)
	}
	defaults := map[string]any{}
	for _, k := range table.Keys {
		defaults[k.Path] = k.Default
	}
	return defaults, nil
}

// fields reads what we say about each key.
func fields() ([]chartgen.Key, error) {
	b, err := facts.Tables.ReadFile("jenkins-chart-fields.tsv")
	if err != nil {
		return nil, err
	}
	var keys []chartgen.Key
	for line := range strings.Lines(string(b)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 4 {
			return nil, fmt.Errorf("jenkins-chart-fields.tsv: not four cells: %q", line)
		}
		k := chartgen.Key{Path: cells[0], Type: cells[1], Doc: cells[3]}
		if cells[2] != "-" {
			for option := range strings.SplitSeq(cells[2], ",") {
				if name, ok := strings.CutPrefix(option, "go="); ok {
					k.Name = name
				} else {
					k.Options = append(k.Options, option)
				}
			}
		}
		keys = append(keys, k)
	}
	return keys, nil
}
