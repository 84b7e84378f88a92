package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/golden"
)

func TestUpToDate(t *testing.T) {
	root := golden.ModuleRoot(t)
	var want bytes.Buffer
	if err := render(&want, root); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root, "internal", "yamltext", output))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want.Bytes()) {
		t.Errorf("%s is stale: go generate ./internal/yamltext", output)
	}
}
