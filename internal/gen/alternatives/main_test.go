package main

import (
	"bytes"
	"os"
	"testing"
)

func TestGeneratedFileIsFresh(t *testing.T) {
	var want bytes.Buffer
	if err := render(&want, "../../.."); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../../casc/zz_alternatives.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want.Bytes()) {
		t.Error("casc/zz_alternatives.go is stale: run go generate ./casc")
	}
}
