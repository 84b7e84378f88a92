// Command jobdsl writes the structs of package jobdsl from the tables of the Job
// DSL's API. Run it by go generate ./jobdsl.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "jobdsl:", err)
		os.Exit(1)
	}
}

func run() error {
	files, err := render()
	if err != nil {
		return err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Clean(name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
