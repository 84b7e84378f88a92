package jvm_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/jvm"
)

// failing is a testing.TB that keeps errors instead of failing.
type failing struct {
	testing.TB
	errors []string
}

func (f *failing) Errorf(format string, args ...any) {
	f.errors = append(f.errors, fmt.Sprintf(format, args...))
}

func TestCompile(t *testing.T) {
	f := &failing{TB: t}
	jvm.Compile(f, map[string]string{
		"good.groovy":    "folder('a') { description 'x' }",
		"a/broken":       "folder('a",
		"C-users.groovy": `// C:\users`,
	})
	if len(f.errors) != 1 || !strings.Contains(f.errors[0], "a,broken: ") || !strings.Contains(f.errors[0], "C-users.groovy: ") || strings.Contains(f.errors[0], "good.groovy") {
		t.Errorf("reported: %q", f.errors)
	}
}
