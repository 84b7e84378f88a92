// Package golden compares what a test wrote with a txtar file under testdata.
//
// A case is one small file: a comment that says why the case exists, the input
// sections, and one section for each output, named out/…. Run the tests with
// UPDATE=1 in the environment to rewrite the outputs. A section that nobody
// wrote is an error, so that no golden outlives the code that made it.
package golden

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// Update reports whether UPDATE is set: golden files are then rewritten.
func Update() bool { return os.Getenv("UPDATE") != "" }

// Case is one golden file, being checked.
type Case struct {
	t       testing.TB
	file    string
	archive *txtar.Archive
	written map[string]string
	order   []string
}

// Run runs f as a subtest for each file that matches pattern, for instance
// "testdata/*.txtar". The subtest is named after the file.
func Run(t *testing.T, pattern string, f func(t *testing.T, c *Case)) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatalf("no golden file matches %s", pattern)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			f(t, Open(t, file))
		})
	}
}

// Open reads the golden file and checks, when the test ends, that it holds just
// what was given to [Case.Out]. With UPDATE set a missing file is made.
func Open(t testing.TB, file string) *Case {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	switch {
	case os.IsNotExist(err) && Update():
		archive = &txtar.Archive{Comment: []byte("Golden file of " + t.Name() + ".\n\n")}
	case err != nil:
		t.Fatalf("%v (UPDATE=1 go test makes it)", err)
	}
	c := &Case{t: t, file: file, archive: archive, written: map[string]string{}}
	t.Cleanup(c.finish)
	return c
}

// Has reports whether there is an input section of that name.
func (c *Case) Has(name string) bool { return c.section(name) != nil }

// In returns the input section of that name.
func (c *Case) In(name string) string {
	c.t.Helper()
	s := c.section(name)
	if s == nil {
		c.t.Fatalf("%s: no section %s", c.file, name)
	}
	return string(s.Data)
}

// Out states that the output named out/name is got, byte for byte, apart from
// the newline at the end that the txtar format asks for.
func (c *Case) Out(name, got string) {
	c.t.Helper()
	name = "out/" + name
	if _, ok := c.written[name]; ok {
		c.t.Fatalf("%s: %s is written twice", c.file, name)
	}
	if got != "" && !strings.HasSuffix(got, "\n") {
		got += "\n"
	}
	for line := range strings.Lines(got) {
		if strings.HasPrefix(line, "-- ") && strings.HasSuffix(strings.TrimSpace(line), " --") {
			c.t.Fatalf("%s: %s holds a line that is a txtar marker: %s", c.file, name, line)
		}
	}
	c.written[name] = got
	c.order = append(c.order, name)
	if Update() {
		return
	}
	want := c.section(name)
	if want == nil {
		c.t.Errorf("%s: no section %s (UPDATE=1 go test writes it)", c.file, name)
		return
	}
	if diff := cmp.Diff(string(want.Data), got); diff != "" {
		c.t.Errorf("%s: %s differs (-want +got; UPDATE=1 go test rewrites it):\n%s", c.file, name, diff)
	}
}

func (c *Case) section(name string) *txtar.File {
	for i := range c.archive.Files {
		if c.archive.Files[i].Name == name {
			return &c.archive.Files[i]
		}
	}
	return nil
}

func (c *Case) finish() {
	if c.t.Failed() || c.t.Skipped() {
		return
	}
	if !Update() {
		for _, f := range c.archive.Files {
			if _, ok := c.written[f.Name]; !ok && strings.HasPrefix(f.Name, "out/") {
				c.t.Errorf("%s: nothing wrote section %s (UPDATE=1 go test removes it)", c.file, f.Name)
			}
		}
		return
	}
	updated := &txtar.Archive{Comment: c.archive.Comment}
	for _, f := range c.archive.Files {
		if !strings.HasPrefix(f.Name, "out/") {
			updated.Files = append(updated.Files, f)
		}
	}
	for _, name := range c.order {
		updated.Files = append(updated.Files, txtar.File{Name: name, Data: []byte(c.written[name])})
	}
	if err := os.MkdirAll(filepath.Dir(c.file), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(c.file, txtar.Format(updated), 0o644); err != nil {
		c.t.Fatal(err)
	}
}
