package podtemplate

import (
	"regexp"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
)

var containerName = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`)

func validContainerName(s string) bool {
	return len(s) <= 63 && containerName.MatchString(s) || live.Has(s)
}

const containerNameRule = "a container's name has lower-case letters, digits and dashes, and at most 63 of them"

// check reports what is wrong with the pod by itself.
func (p *pod) check() fieldpath.List {
	var list fieldpath.List
	spec := (*fieldpath.Path)(nil).Child("spec")
	names := map[string]bool{}
	containers := func(path *fieldpath.Path, in []container) {
		for i, c := range in {
			at := path.Index(i)
			switch {
			case c.Name == "":
				list.Add(fieldpath.Required, at.Child("name"), nil, "a container needs a name")
			case !validContainerName(c.Name):
				list.Add(fieldpath.Invalid, at.Child("name"), c.Name, containerNameRule)
			case names[c.Name]:
				list.Add(fieldpath.Duplicate, at.Child("name"), c.Name, "another container has it")
			}
			names[c.Name] = true
			mounts := map[string]bool{}
			for j, m := range c.VolumeMounts {
				if mounts[m.MountPath] {
					list.Add(fieldpath.Duplicate, at.Child("volumeMounts").Index(j).Child("mountPath"), m.MountPath, "another volume is mounted there")
				}
				mounts[m.MountPath] = true
			}
		}
	}
	containers(spec.Child("containers"), p.containers)
	containers(spec.Child("initContainers"), p.initContainers)
	volumes := map[string]bool{}
	for i, v := range p.Spec.Volumes {
		if volumes[v.Name] {
			list.Add(fieldpath.Duplicate, spec.Child("volumes").Index(i).Child("name"), v.Name, "another volume has it")
		}
		volumes[v.Name] = true
	}
	return list
}

var labelValue = regexp.MustCompile(`^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$`)

// validLabelValue reports whether Kubernetes takes s as the value of a label.
func validLabelValue(s string) bool {
	return s == "" || len(s) <= 63 && labelValue.MatchString(s)
}
