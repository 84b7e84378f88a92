package gitops

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Diagram returns a Mermaid flowchart of Applications: for each project the
// Applications in it, and the clusters and namespaces that they go to. Of many
// Applications that go to one namespace, the number is drawn. It is Markdown, to
// be put into a README.
func Diagram(apps ...Application) string {
	const most = 8 // Applications drawn one by one for a namespace
	type key struct{ project, cluster, namespace string }
	groups := map[key][]string{}
	for _, a := range apps {
		d := a.Spec.Destination
		k := key{a.Spec.Project, cmp.Or(d.Name, d.Server), d.Namespace}
		groups[k] = append(groups[k], a.Metadata.Name)
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
// waves with their objects, in the order in which Argo CD applies them. Objects
// are values as [Tree.Add] takes them. It is Markdown, to be put into a README.
func SyncDiagram(objects ...any) (string, error) {
	phases := []Phase{PreSync, Sync, PostSync, SyncFail}
	type member struct{ kind, name string }
	steps := map[Phase]map[int][]member{}
	for _, v := range objects {
		text, err := json.Marshal(withTypeMeta(v))
		if err != nil {
			return "", err
		}
		var o struct {
			Kind     string
			Metadata Metadata
		}
		if err := json.Unmarshal(text, &o); err != nil {
			return "", err
		}
		wave := 0
		if s := o.Metadata.Annotations[Wave(0).Key]; s != "" {
			if wave, err = strconv.Atoi(s); err != nil {
				return "", fmt.Errorf("%s %s: the sync wave %q is no number", o.Kind, o.Metadata.Name, s)
			}
		}
		hooks := o.Metadata.Annotations[Hook().Key]
		if hooks == "" {
			hooks = string(Sync)
		}
		for hook := range strings.SplitSeq(hooks, ",") {
			p := Phase(strings.TrimSpace(hook))
			if steps[p] == nil {
				steps[p] = map[int][]member{}
			}
			steps[p][wave] = append(steps[p][wave], member{o.Kind, cmp.Or(o.Metadata.Name, o.Metadata.GenerateName+"…")})
		}
	}
	var b strings.Builder
	b.WriteString("```mermaid\nflowchart LR\n")
	last, n := "", 0
	for _, p := range phases {
		if steps[p] == nil {
			continue
		}
		fmt.Fprintf(&b, "  subgraph %s\n    direction LR\n", p)
		var edges strings.Builder
		for _, wave := range slices.Sorted(maps.Keys(steps[p])) {
			members := steps[p][wave]
			slices.SortFunc(members, func(a, b member) int {
				return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.name, b.name))
			})
			lines := []string{"wave " + strconv.Itoa(wave)}
			for _, m := range members {
				lines = append(lines, m.kind+" "+m.name)
			}
			n++
			id := "step" + strconv.Itoa(n)
			fmt.Fprintf(&b, "    %s[%s]\n", id, label(strings.Join(lines, "\n")))
			if last != "" && p != SyncFail {
				fmt.Fprintf(&edges, "  %s --> %s\n", last, id)
			}
			last = id
		}
		b.WriteString("  end\n")
		b.WriteString(edges.String())
	}
	b.WriteString("```\n")
	return b.String(), nil
}

// label quotes a text for Mermaid.
func label(s string) string {
	return `"` + strings.NewReplacer(`"`, "#quot;", "#", "#35;", "<", "#lt;", ">", "#gt;", "\n", "<br>").Replace(s) + `"`
}
