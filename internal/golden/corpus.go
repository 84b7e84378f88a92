package golden

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// The tests of a package run in its folder: a relative CORPUS, which starts at
// the module's root, is made absolute for all that reads it.
func init() {
	corpus := os.Getenv("CORPUS")
	if corpus == "" || filepath.IsAbs(corpus) {
		return
	}
	if root, err := moduleRoot(); err == nil {
		os.Setenv("CORPUS", filepath.Join(root, corpus))
	}
}

// Corpus returns the path of a file or folder of the corpus that the CORPUS
// variable names, and skips the test, saying what is missing and where it comes
// from, when it is not there.
func Corpus(t testing.TB, origin string, elem ...string) string {
	t.Helper()
	corpus := os.Getenv("CORPUS")
	if corpus == "" {
		t.Skipf("CORPUS is not set: it names a folder with %s, taken from %s (see CONTRIBUTING.md)", filepath.Join(elem...), origin)
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
	root, err := moduleRoot()
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("no go.mod above the test's folder")
		}
		dir = parent
	}
}
