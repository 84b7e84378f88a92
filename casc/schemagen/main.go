// Command schemagen writes a Go package of typed structs for the plugins of one
// Jenkins, from the JSON schema that this Jenkins serves of its configuration:
//
//	curl -u USER:TOKEN $JENKINS_URL/configuration-as-code/schema > schema.json
//	go run ./casc/... -schema schema.json -package plugins -out internal/plugins
//
// Outside this repository the command is
//
//	go run github.com/jenkinscode/jenkinscode/casc/schemagen -schema schema.json -package plugins -out internal/plugins
//
// The structs plug into package casc: an alternative of an extension point that
// package casc/kind has, such as a cloud, can be put wherever casc takes one. For
// other extension points the package has interfaces of its own. Its Document has
// the root elements of that Jenkins; its method JCasC makes a casc.Document of
// it. Each struct carries further attributes in Extra.
//
// The schemas of older plugins say nothing of some classes. Where package casc, or
// a package below it, has a struct for such a class, that one is used.
//
// With -missing the package has only what this module lacks.
//
// The files are named zz_*.go and are the same, byte for byte, for the same
// schema.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"go/token"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "schemagen:", err)
		}
		os.Exit(2)
	}
}

func run(args []string, stdin io.Reader, stderr io.Writer) error {
	flags := flag.NewFlagSet("schemagen", flag.ContinueOnError)
	flags.SetOutput(stderr)
	file := flags.String("schema", "", "`file` with the schema; - is the standard input")
	name := flags.String("package", "", "`name` of the package")
	out := flags.String("out", "", "`folder` to write it to")
	missing := flags.Bool("missing", false, "leave out what this module has")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("%s is no flag", flags.Arg(0))
	case *file == "" || *out == "":
		return errors.New("-schema, -package and -out must be set")
	case !token.IsIdentifier(*name) || *name == "_":
		return fmt.Errorf("-package %q is no name for a package", *name)
	}
	data, err := read(*file, stdin)
	if err != nil {
		return err
	}
	files, err := generate(data, options{name: *name, missing: *missing})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(*out, 0o755); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := os.WriteFile(filepath.Join(*out, name), files[name], 0o644); err != nil {
			return err
		}
	}
	return removeStale(*out, files)
}

// removeStale removes what an earlier run wrote and this one did not.
func removeStale(dir string, files map[string][]byte) error {
	found, err := filepath.Glob(filepath.Join(dir, "zz_*.go"))
	if err != nil {
		return err
	}
	for _, file := range found {
		if _, ok := files[filepath.Base(file)]; ok {
			continue
		}
		if b, err := os.ReadFile(file); err != nil || !bytes.HasPrefix(b, []byte(header)) {
			continue // somebody else's
		}
		if err := os.Remove(file); err != nil {
			return err
		}
	}
	return nil
}

func read(file string, stdin io.Reader) ([]byte, error) {
	if file == "-" {
		return io.ReadAll(stdin)
	}
	return os.ReadFile(file)
}
