package gitops

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"sigs.k8s.io/yaml"
)

// Readme is the README.md of a generated repository, with a picture of what Argo
// CD delivers and one of a sync; see [Diagram] and [SyncDiagram].
type Readme struct {
	// Title is the heading.
	Title string
	// Text is Markdown between the heading and the pictures.
	Text string
	// Applications are in the first picture.
	Applications []Application
	// Sync are the objects in the second, as [Tree.Add] takes them; it is left
	// out when they belong to one step.
	Sync []any
}

// AppendText appends the file's text.
func (r Readme) AppendText(dst []byte) ([]byte, error) {
	dst = fmt.Appendf(dst, "# %s\n\n", r.Title)
	if r.Text != "" {
		dst = fmt.Appendf(dst, "%s\n\n", strings.TrimSpace(r.Text))
	}
	dst = append(dst, "This repository is generated: change the program that writes it, not the files.\n"...)
	if len(r.Applications) > 0 {
		dst = append(dst, "\n## Applications\n\n"...)
		dst = append(dst, Diagram(r.Applications...)...)
	}
	steps, err := stepsOf(r.Sync)
	if err != nil || len(steps) < 2 {
		return dst, err
	}
	dst = append(dst, "\n## A sync\n\nEach step waits for the one before it.\n\n"...)
	return append(dst, drawSteps(steps)...), nil
}

// MarshalText returns the file's text.
func (r Readme) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// Diagram returns a Mermaid flowchart of Applications: for each project the
// Applications in it, and the clusters and namespaces that they go to. Of many
// Applications that go to one namespace, the number is drawn, and of a fleet that
// is too large for a picture, the number for each cluster. It is Markdown, to be
// put into a README.
func Diagram(apps ...Application) string {
	const (
		most   = 8   // Applications drawn one by one for a namespace
		arrows = 250 // in a picture; Mermaid refuses 500
	)
	type key struct{ project, cluster, namespace string }
	groups := map[key][]string{}
	for _, a := range apps {
		d := a.Spec.Destination
		k := key{a.Spec.Project, cmp.Or(d.Name, d.Server), d.Namespace}
		groups[k] = append(groups[k], a.Metadata.Name)
	}
	if min(len(apps), len(groups)*most) > arrows {
		namespaces := map[key]int{}
		for k := range groups {
			namespaces[key{k.project, k.cluster, ""}]++
		}
		all := map[key][]string{}
		for k, names := range groups {
			k.namespace = ""
			k.namespace = strconv.Itoa(namespaces[k]) + " namespaces"
			all[k] = append(all[k], names...)
		}
		groups = all
	}
	keys := slices.SortedFunc(maps.Keys(groups), func(a, b key) int {
		return cmp.Or(cmp.Compare(a.project, b.project), cmp.Compare(a.cluster, b.cluster), cmp.Compare(a.namespace, b.namespace))
	})
	ids := map[string]string{}
	id := func(kind, name string) string {
		full := kind + " " + name
		if ids[full] == "" {
			ids[full] = kind + strconv.Itoa(len(ids))
		}
		return ids[full]
	}
	var b, edges strings.Builder
	b.WriteString("```mermaid\nflowchart LR\n")
	project := ""
	for i, k := range keys {
		if i == 0 || k.project != project {
			if i > 0 {
				b.WriteString("  end\n")
			}
			project = k.project
			fmt.Fprintf(&b, "  subgraph %s[%s]\n", id("project", project), label("project "+project))
		}
		names := groups[k]
		slices.Sort(names)
		to := id("namespace", k.cluster+" "+k.namespace)
		if len(names) > most {
			app := id("apps", fmt.Sprint(k))
			fmt.Fprintf(&b, "    %s[%s]\n", app, label(fmt.Sprintf("%d Applications", len(names))))
			fmt.Fprintf(&edges, "  %s --> %s\n", app, to)
			continue
		}
		for _, name := range names {
			app := id("app", name)
			fmt.Fprintf(&b, "    %s[%s]\n", app, label(name))
			fmt.Fprintf(&edges, "  %s --> %s\n", app, to)
		}
	}
	if len(keys) > 0 {
		b.WriteString("  end\n")
	}
	slices.SortStableFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.cluster, b.cluster), cmp.Compare(a.namespace, b.namespace))
	})
	keys = slices.CompactFunc(keys, func(a, b key) bool { return a.cluster == b.cluster && a.namespace == b.namespace })
	for i, k := range keys {
		if i == 0 || k.cluster != keys[i-1].cluster {
			if i > 0 {
				b.WriteString("  end\n")
			}
			fmt.Fprintf(&b, "  subgraph %s[%s]\n", id("cluster", k.cluster), label("cluster "+k.cluster))
		}
		fmt.Fprintf(&b, "    %s([%s])\n", id("namespace", k.cluster+" "+k.namespace), label(cmp.Or(k.namespace, "as the objects say")))
	}
	if len(keys) > 0 {
		b.WriteString("  end\n")
	}
	b.WriteString(edges.String())
	b.WriteString("```\n")
	return b.String()
}

// SyncDiagram returns a Mermaid flowchart of a sync: its phases, and in each the
// waves with their objects, in the order in which Argo CD applies them. Of many
// objects of a kind in one wave, the number is drawn. Objects are values as
// [Tree.Add] takes them. It is Markdown, to be put into a README.
func SyncDiagram(objects ...any) (string, error) {
	steps, err := stepsOf(objects)
	if err != nil {
		return "", err
	}
	return drawSteps(steps), nil
}

// step is what is applied at a time in a sync.
type step struct {
	phase   Phase
	wave    int
	members map[string][]string // names by kind
}

// stepsOf returns the steps of a sync, in their order.
func stepsOf(objects []any) ([]step, error) {
	phases := []Phase{PreSync, Sync, PostSync, SyncFail}
	var steps []step
	for _, v := range objects {
		o, err := described(v)
		if err != nil {
			return nil, err
		}
		wave := 0
		if s := o.Metadata.Annotations[Wave(0).Key]; s != "" {
			if wave, err = strconv.Atoi(s); err != nil {
				return nil, fmt.Errorf("%s %s: the sync wave %q is no number", o.Kind, o.Metadata.Name, s)
			}
		}
		for hook := range strings.SplitSeq(cmp.Or(o.Metadata.Annotations[Hook().Key], string(Sync)), ",") {
			phase := Phase(strings.TrimSpace(hook))
			if !slices.Contains(phases, phase) {
				continue // not a part of every sync
			}
			i := slices.IndexFunc(steps, func(s step) bool { return s.phase == phase && s.wave == wave })
			if i < 0 {
				i = len(steps)
				steps = append(steps, step{phase, wave, map[string][]string{}})
			}
			name := cmp.Or(o.Metadata.Name, o.Metadata.GenerateName+"…")
			steps[i].members[o.Kind] = append(steps[i].members[o.Kind], name)
		}
	}
	slices.SortFunc(steps, func(a, b step) int {
		return cmp.Or(cmp.Compare(slices.Index(phases, a.phase), slices.Index(phases, b.phase)), cmp.Compare(a.wave, b.wave))
	})
	return steps, nil
}

// description is what a picture shows of an object.
type description struct {
	Kind     string
	Metadata Metadata
}

func described(v any) (description, error) {
	var d description
	switch text := v.(type) {
	case string:
		return d, yaml.Unmarshal([]byte(text), &d)
	case []byte:
		return d, yaml.Unmarshal(text, &d)
	}
	text, err := json.Marshal(withTypeMeta(v))
	if err != nil {
		return d, err
	}
	return d, json.Unmarshal(text, &d)
}

func drawSteps(steps []step) string {
	const most = 12 // objects of a kind drawn one by one
	var b strings.Builder
	b.WriteString("```mermaid\nflowchart LR\n")
	for i := 0; i < len(steps); {
		phase := steps[i].phase
		fmt.Fprintf(&b, "  subgraph %s\n    direction LR\n", phase)
		var edges strings.Builder
		for ; i < len(steps) && steps[i].phase == phase; i++ {
			lines := []string{"wave " + strconv.Itoa(steps[i].wave)}
			for _, kind := range slices.Sorted(maps.Keys(steps[i].members)) {
				names := slices.Compact(slices.Sorted(slices.Values(steps[i].members[kind])))
				if len(names) > most {
					lines = append(lines, fmt.Sprintf("%s × %d", kind, len(names)))
					continue
				}
				for _, name := range names {
					lines = append(lines, kind+" "+name)
				}
			}
			fmt.Fprintf(&b, "    step%d[%s]\n", i+1, label(strings.Join(lines, "\n")))
			if i > 0 && phase != SyncFail {
				fmt.Fprintf(&edges, "  step%d --> step%d\n", i, i+1)
			}
		}
		b.WriteString("  end\n")
		b.WriteString(edges.String())
	}
	b.WriteString("```\n")
	return b.String()
}

// label quotes a text for Mermaid.
func label(s string) string {
	return `"` + strings.NewReplacer(`"`, "#quot;", "#", "#35;", "<", "#lt;", ">", "#gt;", "\n", "<br>").Replace(s) + `"`
}
