package jobdsl

import (
	"reflect"
	"strconv"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Validate returns what is wrong among the branch sources: two of the same id
// are one to Jenkins.
func (j MultibranchPipelineJob) Validate() error {
	if len(j.BranchSources) < 2 {
		return nil
	}
	var errs fieldpath.List
	seen := map[string]int{}
	for i, source := range j.BranchSources {
		p, id := idOf(reflect.ValueOf(source))
		if id == "" {
			continue
		}
		first, ok := seen[id]
		if !ok {
			seen[id] = i
			continue
		}
		at := (*fieldpath.Path)(nil).Child("branchSources").Index(i)
		for _, name := range p {
			at = at.Child(name)
		}
		errs.Add(fieldpath.Duplicate, at, id, "branchSources["+strconv.Itoa(first)+"] has this id too")
	}
	return errs.Err()
}

// idOf returns the id of a branch source, its own or that of the source in it,
// and the path to it.
func idOf(v reflect.Value) (path []string, id string) {
	for v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return nil, ""
	}
	p := planOf(v.Type())
	for i := range p.body {
		switch f := &p.body[i]; {
		case f.constant:
			return []string{p.name, f.name}, v.Field(f.index).String()
		case f.name == "source" && f.shape == shapeChoice:
			path, id = idOf(v.Field(f.index))
			return append([]string{p.name, f.name}, path...), id
		}
	}
	return nil, ""
}
