package house_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jenkinscode/jenkinscode/internal/golden"
)

// program is a block of the README that shows a file of the repository.
var program = regexp.MustCompile("(?s)<!-- source: (\\S+) -->\n```go\n(.*?)```\n")

// TestREADME holds the programs that the README shows to the files they are
// from, which the compiler reads, and its links to files that exist.
func TestREADME(t *testing.T) {
	root := golden.ModuleRoot(t)
	file := filepath.Join(root, "README.md")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	want := program.ReplaceAllStringFunc(string(text), func(block string) string {
		shown++
		name := program.FindStringSubmatch(block)[1]
		source, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			t.Error(err)
		}
		_, code, _ := strings.Cut("\n"+string(source), "\npackage ")
		if lines := strings.Count(code, "\n"); lines >= 40 {
			t.Errorf("%s has %d lines; a first program has fewer than 40", name, lines)
		}
		return fmt.Sprintf("<!-- source: %s -->\n```go\npackage %s```\n", name, code)
	})
	if shown == 0 {
		t.Error("the README shows no program")
	}
	if golden.Update() {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("README.md differs from the sources it shows; UPDATE=1 writes it anew (-want +got):\n%s", diff)
	}
	for _, link := range regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`).FindAllStringSubmatch(want, -1) {
		if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(link[1]))); err != nil {
			t.Errorf("README.md links to %s, which does not exist", link[1])
		}
	}
}
