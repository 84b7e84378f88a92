package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/golden"
)

func TestGeneratedFilesAreFresh(t *testing.T) {
	files, err := render()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(golden.ModuleRoot(t), "jobdsl")
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || string(got) != string(want) {
			t.Errorf("%s is stale: run go generate ./jobdsl (%v)", name, err)
		}
	}
	stale, err := filepath.Glob(filepath.Join(dir, "zz_*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range stale {
		if name := filepath.Base(path); files[name] == nil && !strings.HasSuffix(name, "_test.go") {
			t.Errorf("nothing generates %s any more: remove it", name)
		}
	}
}

func TestRenderIsStable(t *testing.T) {
	a, err := render()
	if err != nil {
		t.Fatal(err)
	}
	b, err := render()
	if err != nil {
		t.Fatal(err)
	}
	for name := range a {
		if !slices.Equal(a[name], b[name]) {
			t.Errorf("%s differs from run to run", name)
		}
	}
}
