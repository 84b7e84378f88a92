package jobdsl

import (
	"github.com/jenkinscode/jenkinscode/internal/groovy"
	"github.com/jenkinscode/jenkinscode/internal/live"
)

// Source is Groovy source that is written as it stands, on the caller's own
// account: an item of a [Script], or an argument of a [Call]. It is ASCII.
type Source string

func (Source) item() {}

// Expr returns a string that is the value of a Groovy expression when the script
// runs: of a variable that the seed job has, for instance. It can be part of a
// longer string, which is then written as a sum. The expression is ASCII and
// written as it stands.
func Expr(source string) string { return live.Mark(live.Groovy, "("+source+")") }

// ReadFile returns a string that is the content of a file in the workspace of
// the seed job when the script runs: readFileFromWorkspace(path).
func ReadFile(path string) string {
	return live.Mark(live.Groovy, call("readFileFromWorkspace", path))
}

// ReadFileOf returns a string that is the content of a file in the workspace of
// another job when the script runs: readFileFromWorkspace(job, path).
func ReadFileOf(job, path string) string {
	return live.Mark(live.Groovy, call("readFileFromWorkspace", job, path))
}

func call(name string, args ...string) string {
	b := append([]byte(name), '(')
	for i, a := range args {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = groovy.AppendString(b, a)
	}
	return string(append(b, ')'))
}
