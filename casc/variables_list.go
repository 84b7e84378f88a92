package casc

import (
	"slices"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/check"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
)

// Variable is a variable that a document refers to.
type Variable struct {
	// Name is its name.
	Name string
	// Path is the place of the reference.
	Path string
	// HasDefault says that the reference has a default, as [VarOr] makes it.
	HasDefault bool
}

// Variables returns the variables that doc, or whatever else v is, refers to, in
// the order of their places. Lookups, such as [ReadFile], are none; a variable
// inside a lookup is one.
func Variables(v any) []Variable {
	var list []Variable
	check.Strings(v, func(at check.Place, s string) {
		if live.Has(s) {
			list = appendVariables(list, at(), s)
		}
	})
	return list
}

func appendVariables(list []Variable, path *fieldpath.Path, s string) []Variable {
	for part := range live.Parts(s) {
		if part.Language != live.JCasC {
			continue
		}
		if text, ok := strings.CutPrefix(part.Text, verbatim); ok {
			if text := parse(text); !strings.HasPrefix(text, verbatim) {
				list = appendVariables(list, path, text)
			}
			continue
		}
		if text, ok := strings.CutPrefix(part.Text, insecure); ok {
			list = appendVariables(list, path, text)
			continue
		}
		if !live.Has(part.Text) {
			if name, _, hasDefault := strings.Cut(part.Text, ":-"); name != "" && !isLookup(name) {
				list = append(list, Variable{Name: name, Path: path.String(), HasDefault: hasDefault})
			}
			continue
		}
		head, fallback := splitDefault(part.Text)
		if len(head) == 1 && head[0].Language == 0 && !isLookup(head[0].Text) {
			list = append(list, Variable{Name: head[0].Text, Path: path.String(), HasDefault: fallback != nil})
		}
		for _, p := range slices.Concat(head, fallback) {
			if p.Language != 0 {
				list = appendVariables(list, path, live.Mark(p.Language, p.Text))
			}
		}
	}
	return list
}

// lookups are the prefixes that the plugin's own lookups have.
var lookups = []string{"base64", "decodebase64", "file", "filebase64", "json", "readfile", "readfilebase64", "sysprop", "trim"}

func isLookup(expr string) bool {
	prefix, _, ok := strings.Cut(expr, ":")
	return ok && slices.Contains(lookups, strings.ToLower(prefix))
}
