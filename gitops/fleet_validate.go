package gitops

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/check"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/values"
)

// dnsLabel is what names of namespaces, ConfigMaps and Applications are made of.
var dnsLabel = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`)

// Validate returns everything that is wrong with the fleet, each finding with
// its path, as in
//
//	controllers[hoge].jobs[test][1].definition.cpsScm.scm.git.remotes[0].credentials: not found "git-tokne": …
//
// Beside what each package checks of its own values (values.Validate,
// casc.Validate, podtemplate.Validate, jobdsl.Validate) these hold across them:
//
//   - names of controllers and their namespaces are unique and fit Kubernetes;
//   - every credential that a job or a document names is declared in one of the
//     controller's documents, or listed in [Controller.Credentials];
//   - every label that a job asks for belongs to a pod template or node;
//   - inheritFrom names a pod template of the same cloud;
//   - every ${VARIABLE} is supplied by the chart's secrets or containerEnv, or
//     listed in [Controller.Variables];
//   - no two scripts of a controller make an item of one name;
//   - the documents of a controller, and those that the chart adds, don't
//     contradict each other when Jenkins merges them.
func (f *Fleet) Validate() error {
	var list fieldpath.List
	list.Append(nil, f.checkWhole())
	at := (*fieldpath.Path)(nil).Child("controllers")
	checked := newCheckedController()
	for i := range f.Controllers {
		list.Append(at.Key(f.Controllers[i].Name), f.checkController(&f.Controllers[i], checked))
	}
	for _, name := range f.Names {
		err := f.made(name, &checked.made)
		if err == nil {
			err = f.checkController(&checked.made, checked)
		}
		list.Append(at.Key(name), err)
	}
	return list.Err()
}

// Warnings returns what is allowed but hardly meant, in the documents of all
// controllers; see [casc.Warnings].
func (f *Fleet) Warnings() []*Error {
	var list fieldpath.List
	add := func(c *Controller) {
		at := (*fieldpath.Path)(nil).Child("controllers").Key(c.Name).Child("casc")
		for _, name := range slices.Sorted(maps.Keys(c.Casc)) {
			for _, w := range casc.Warnings(c.Casc[name]) {
				list.Append(at.Key(name), w)
			}
		}
	}
	for i := range f.Controllers {
		add(&f.Controllers[i])
	}
	for _, name := range f.Names {
		var c Controller
		if f.made(name, &c) == nil {
			add(&c)
		}
	}
	return list
}

// checkWhole checks what concerns the fleet as a whole.
func (f *Fleet) checkWhole() error {
	var list fieldpath.List
	var root *fieldpath.Path
	for name, value := range map[string]string{
		"repository.url": f.Repository.URL, "chart.repository": f.Chart.Repository,
		"chart.name": f.Chart.Name, "chart.version": f.Chart.Version,
	} {
		if value == "" {
			list.Add(fieldpath.Required, root.Child(name), nil, "it must be set")
		}
	}
	checkName(&list, root.Child("name"), f.Name, 63)
	f.ArgoCD.check(&list, root.Child("argoCD"))
	list.Append(root.Child("layout"), f.layout().Validate())
	names, homes := map[string]bool{}, map[Destination]string{}
	f.each(func(c *Controller) {
		at := root.Child("controllers").Key(c.Name)
		checkName(&list, at.Child("name"), c.Name, 63-len("-jenkins"))
		if names[c.Name] {
			list.Add(fieldpath.Duplicate, at.Child("name"), c.Name, "another controller has this name")
		}
		names[c.Name] = true
		home := Destination{Server: f.cluster(c), Namespace: c.namespace()}
		if other, ok := homes[home]; ok {
			list.Add(fieldpath.Duplicate, at.Child("namespace"), c.namespace(), "controller "+other+" is in this namespace; the chart's objects would be the same")
		}
		homes[home] = c.Name
		if c.Namespace != "" {
			checkName(&list, at.Child("namespace"), c.Namespace, 63)
		}
	})
	return list.Err()
}

func checkName(list *fieldpath.List, at *fieldpath.Path, name string, most int) {
	switch {
	case name == "":
		list.Add(fieldpath.Required, at, nil, "it must be set")
	case !dnsLabel.MatchString(name):
		list.Add(fieldpath.Invalid, at, name, "use small letters, digits and hyphens, a letter or digit first and last")
	case len(name) > most:
		list.Add(fieldpath.Limit, at, name, fmt.Sprintf("at most %d characters", most))
	}
}

// checkedController is what was made of a controller to check it.
type checkedController struct {
	release values.Release
	names   []string // of the documents
	docs    []casc.Document
	sources []casc.Source // the documents, and what the chart adds to them
	scripts []script
	text    []byte            // of the scripts
	items   map[string]madeBy // the scripts' items, by their folded names

	made         Controller // what is checked, when it was made for it
	applications [2]Application
	jobs         casc.Document
}

func newCheckedController() *checkedController { return &checkedController{items: map[string]madeBy{}} }

// madeBy is the script that makes an item of a kind.
type madeBy struct{ script, kind string }

// script is a controller's Job DSL script, encoded.
type script struct {
	file string
	text []byte
}

// checkController checks one controller: each part by its own package, then
// what must agree between them. What is needed again it leaves in checked, the
// scripts too, which are checked by being encoded.
func (f *Fleet) checkController(c *Controller, checked *checkedController) error {
	var list fieldpath.List
	var root *fieldpath.Path
	checked.release = values.Release{Name: f.release(), Values: values.Overlay(f.Base, c.Values)}
	checked.names = slices.AppendSeq(checked.names[:0], maps.Keys(c.Casc))
	slices.Sort(checked.names)
	merged, names := &checked.release.Values, checked.names
	list.Append(root.Child("values"), values.Validate(*merged))
	c.checkPlugins(&list, merged)

	checked.docs = slices.Grow(checked.docs[:0], len(names))[:len(names)]
	known := declared{
		"credential": set(c.Credentials...),
		"label":      set("built-in", "master"),
	}
	for i, name := range names {
		at := root.Child("casc").Key(name)
		doc := &checked.docs[i]
		*doc = c.Casc[name]
		if name == jobsDocument || name == jobsScripts {
			list.Add(fieldpath.Forbidden, at, nil, "the name is taken by the ConfigMap of the controller's jobs; put scripts in Jobs")
		} else {
			checkName(&list, at, name, 63)
		}
		list.Append(at, casc.Validate(doc))
		check.Names(doc, nil, known.add)
	}
	list.Append(root.Child("casc"), casc.Conflicts(checked.allSources()...))

	supplied, closed := merged.Variables()
	for _, name := range c.Variables {
		supplied[name] = true
	}
	for i, name := range names {
		at := root.Child("casc").Key(name)
		check.Names(&checked.docs[i], known.missing(&list, at), nil)
		for _, v := range casc.Variables(&checked.docs[i]) {
			if closed && !supplied[v.Name] && !v.HasDefault {
				list.Append(at, &Error{Kind: fieldpath.NotFound, Path: v.Path, Value: v.Name, Detail: "nothing supplies this variable; " +
					"have the chart mount its secret (controller.additionalExistingSecrets), set it in controller.containerEnv, or list it in Variables"})
			}
		}
	}

	size := 0
	checked.text, checked.scripts = checked.text[:0], checked.scripts[:0]
	items := checked.items
	clear(items)
	for _, name := range slices.Sorted(maps.Keys(c.Jobs)) {
		at := root.Child("jobs").Key(name)
		checkName(&list, at, name, 200)
		start := len(checked.text)
		var err error
		checked.text, err = c.Jobs[name].AppendText(checked.text)
		list.Append(at, err)
		text := checked.text[start:]
		checked.scripts = append(checked.scripts, script{name + ".groovy", text})
		size += len(name) + len(text)
		declares := func(kind string, place check.Place, full string) {
			key := strings.ToLower(full) // as Jenkins compares names
			first, ok := items[key]
			switch {
			case kind != "job" && kind != "folder":
			case !ok:
				items[key] = madeBy{name, kind}
			case first.script != name && (kind != "folder" || first.kind != "folder"):
				list.Append(at, &Error{Kind: fieldpath.Duplicate, Path: place().String(), Value: full, Detail: "script " + first.script + " makes an item of this name too"})
			}
		}
		if len(c.Jobs) == 1 {
			declares = nil // within a script jobdsl says it
		}
		check.Names(c.Jobs[name], known.missing(&list, at), declares)
	}
	if size > objectLimit {
		list.Add(fieldpath.Limit, root.Child("jobs"), fmt.Sprint(size, " bytes"), "the scripts go into one ConfigMap, which holds "+
			strconv.Itoa(objectLimit)+" bytes; give the controller fewer jobs, or let a seed job load them")
	}
	for i, object := range c.Objects {
		list.Append(root.Child("objects").Index(i), check.Value(object).Err())
	}
	return list.Err()
}

// declared holds, by kind, the names that are declared.
type declared map[string]map[string]bool

func set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}

func (d declared) add(kind string, _ check.Place, name string) {
	if d[kind] == nil {
		d[kind] = map[string]bool{}
	}
	if kind == "label" {
		for label := range strings.FieldsSeq(name) {
			d[kind][label] = true
		}
		return
	}
	d[kind][name] = true
}

// missing returns what reports a name that nothing declares.
func (d declared) missing(list *fieldpath.List, at *fieldpath.Path) check.Found {
	return func(kind string, place check.Place, name string) {
		var missing []string
		detail := ""
		switch kind {
		case "credential":
			if !d[kind][name] {
				missing = []string{name}
				detail = "no document of this controller declares a credential with this id; a provider's ids go into Credentials"
			}
		case "label":
			for _, label := range labelsIn(name) {
				if !d[kind][label] {
					missing = append(missing, label)
				}
			}
			detail = "no pod template or node of this controller has this label"
		}
		for _, m := range missing {
			e := &Error{Kind: fieldpath.NotFound, Path: place().String(), Value: m, Detail: detail, Allowed: slices.Sorted(maps.Keys(d[kind]))}
			list.Append(at, e)
		}
	}
}

// labelsIn returns the labels in a label expression, as a && (b || !"c d").
func labelsIn(expression string) []string {
	var labels []string
	for expression != "" {
		if quoted, ok := strings.CutPrefix(expression, `"`); ok {
			label, rest, _ := strings.Cut(quoted, `"`)
			labels, expression = append(labels, label), rest
			continue
		}
		end := strings.IndexAny(expression, " \t&|!()<>\"")
		// <-> and -> are operators; a hyphen elsewhere is part of the label.
		label := expression
		if end >= 0 {
			label = expression[:end]
		}
		expression = expression[len(label):]
		if end >= 0 && expression[0] != '"' {
			expression = expression[1:]
		}
		if label = strings.TrimSuffix(label, "-"); label != "" {
			labels = append(labels, label)
		}
	}
	return labels
}
