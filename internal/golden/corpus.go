package golden

import (
	"os"
	"path/filepath"
	"testing"
)

// Corpus returns the path of a file or folder of the corpus that the CORPUS
// variable names, and skips the test, saying what is missing and where it comes
// from, when it is not there. A relative CORPUS starts at the module's root.
func Corpus(t testing.TB, origin string, elem ...string) string {
	t.Helper()
	corpus := os.Getenv("CORPUS")
	if corpus == "" {
		t.Skipf("CORPUS is not set: it names a folder with %s, taken from %s (see CONTRIBUTING.md)", filepath.Join(elem...), origin)
	}
	if !filepath.IsAbs(corpus) {
		corpus = filepath.Join(ModuleRoot(t), corpus)
	}
	path := filepath.Join(append([]string{corpus}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the corpus has no %s; it is taken from %s (see CONTRIBUTING.md)", filepath.Join(elem...), origin)
	}
	return path
}

// ModuleRoot returns the folder that holds go.mod.
func ModuleRoot(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test's folder")
		}
		dir = parent
	}
}
