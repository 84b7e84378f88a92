package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/golden"
)

// TestProgram runs the program as a user does and shows what it writes for one of
// its controllers.
func TestProgram(t *testing.T) {
	dir := t.TempDir()
	os.Args = []string{"first", "-out", dir}
	main()
	c := golden.Open(t, "testdata/shop.txtar")
	var names []string
	err := filepath.WalkDir(dir, func(file string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		names = append(names, name)
		if !strings.Contains(name, "shop") {
			return nil
		}
		text, err := os.ReadFile(file)
		c.Out(name, string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	c.Out("files", strings.Join(names, "\n"))
}
