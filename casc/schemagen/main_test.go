package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/format"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"sigs.k8s.io/yaml"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/internal/golden"
)

// The two forms that schemas have, and what becomes of them.
func TestGolden(t *testing.T) {
	for _, form := range []string{"old", "new"} {
		t.Run(form, func(t *testing.T) {
			schema, err := os.ReadFile(filepath.Join("..", "testdata", "schema", form+".json"))
			if err != nil {
				t.Fatal(err)
			}
			files, err := generate(schema, options{name: "plugins"})
			if err != nil {
				t.Fatal(err)
			}
			c := golden.Open(t, filepath.Join("testdata", "golden", form+".txtar"))
			for _, name := range slices.Sorted(maps.Keys(files)) {
				c.Out(name, string(files[name]))
			}
		})
	}
}

// schemas returns the schemas that live Jenkins served.
func schemas(t *testing.T) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, name := range []string{"jcasc-schema.json", "jcasc-schema-2.json"} {
		b, err := os.ReadFile(golden.Corpus(t, "schemas of live Jenkins", "facts", name))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = b
	}
	return out
}

// Packages generated from the schemas of live Jenkins compile in a module of
// their own, and documents that set every field are valid by those schemas.
func TestLiveSchemas(t *testing.T) {
	for name, schema := range schemas(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			// A general validator knows nothing of how the schemas are meant, by which
			// next to no whole document is valid; those with one alternative are.
			valid := independent(t, schema)
			documents := testDocuments(t, schema)
			validate(t, schema, documents)
			for _, text := range documents[whole:] {
				valid(text)
			}
		})
	}
}

// The same for a schema of the newer form, which a general validator understands.
func TestNewerSchema(t *testing.T) {
	schema, err := os.ReadFile(filepath.Join("..", "testdata", "schema", "new.json"))
	if err != nil {
		t.Fatal(err)
	}
	valid := independent(t, schema)
	documents := testDocuments(t, schema)
	validate(t, schema, documents)
	for _, text := range documents {
		valid(text)
	}
}

// independent returns a check of a document by a general JSON schema validator.
func independent(t *testing.T, schema []byte) func(text string) {
	t.Helper()
	tree, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("schema.json", withoutIDs(tree)); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return func(text string) {
		t.Helper()
		var doc any
		err := yaml.Unmarshal([]byte(text), &doc)
		if err == nil {
			err = compiled.Validate(doc)
		}
		if err != nil {
			t.Errorf("%v in\n%s", err, text)
		}
	}
}

// withoutIDs removes "$id", which says nothing and is not of a form that
// validators take.
func withoutIDs(v any) any {
	switch v := v.(type) {
	case map[string]any:
		delete(v, "$id")
		for _, in := range v {
			withoutIDs(in)
		}
	case []any:
		for _, in := range v {
			withoutIDs(in)
		}
	}
	return v
}

// whole is how many documents the filler writes that have everything set.
const whole = 20

// testDocuments generates a package, compiles it and returns documents that were
// made with it, and that package casc reads back.
func testDocuments(t *testing.T, schema []byte) []string {
	t.Helper()
	dir := moduleFor(t)
	file := filepath.Join(dir, "schema.json")
	if err := os.WriteFile(file, schema, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "places.json"), places(t, schema), 0o644); err != nil {
		t.Fatal(err)
	}
	args := []string{"-schema", file, "-package", "plugins", "-out", filepath.Join(dir, "plugins")}
	if err := run(args, nil, io.Discard); err != nil {
		t.Fatal(err)
	}
	return goRun(t, dir)
}

func validate(t *testing.T, schema []byte, documents []string) {
	t.Helper()
	for _, text := range documents {
		doc, err := casc.Parse([]byte(text), casc.ParseOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if err := casc.ValidateSchema(doc, schema); err != nil {
			t.Errorf("%v in\n%s", err, text)
		}
	}
	t.Logf("%d documents are valid", len(documents))
}

// places says, for each alternative, a root element and the name of an extension
// point in it: the schema takes the alternative there.
func places(t *testing.T, data []byte) []byte {
	t.Helper()
	g, err := decide(data, options{name: "plugins"})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][2]string{}
	for root, n := range g.schema.Roots {
		for _, s := range g.structs {
			for _, m := range s.marks {
				symbol := s.marks[0].symbol
				if f := n.Fields[m.of.name]; f != nil && f.Fields[symbol] != nil && f.Fields[symbol].Class == s.class {
					out[s.name] = [2]string{root, m.of.name}
				}
			}
		}
	}
	b, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// moduleFor makes a module that uses this one.
func moduleFor(t *testing.T) string {
	t.Helper()
	dir, root := t.TempDir(), golden.ModuleRoot(t)
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	// The requirements of this module, so that nothing has to be looked up.
	text := regexp.MustCompile(`(?m)^module .*$`).ReplaceAllString(string(mod), "module example.com/fill")
	text += fmt.Sprintf("\nrequire %s v0.0.0\n\nreplace %[1]s => %s\n", strings.TrimSuffix(module, "/"), root)
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	filler, err := os.ReadFile(filepath.Join("testdata", "fill", "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"go.mod": []byte(text), "go.sum": sum, "main.go": filler} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// goRun runs the program in dir and returns the strings that it prints.
func goRun(t *testing.T, dir string) []string {
	t.Helper()
	cmd := exec.Command("go", "run", "-mod=mod", "-ldflags=-s -w", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	var list []string
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var s string
		if err := d.Decode(&s); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
}

// The output is formatted and the same each time.
func TestStable(t *testing.T) {
	for name, schema := range schemas(t) {
		for _, o := range []options{{name: "plugins"}, {name: "plugins", missing: true}} {
			files, err := generate(schema, o)
			if err != nil {
				t.Fatal(err)
			}
			for range 2 {
				again, err := generate(schema, o)
				if err != nil {
					t.Fatal(err)
				}
				for file, b := range files {
					if !bytes.Equal(b, again[file]) {
						t.Errorf("%s: %s differs from run to run", name, file)
					}
				}
			}
			for file, b := range files {
				if formatted, err := format.Source(b); err != nil || !bytes.Equal(b, formatted) {
					t.Errorf("%s: %s is not formatted: %v", name, file, err)
				}
			}
		}
	}
}

// A file that is no longer needed goes; one of another program stays.
func TestStaleFilesGo(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"zz_old.go": header + "package plugins\n", "zz_other.go": "package plugins\n", "own.go": "package plugins\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	args := []string{"-schema", filepath.Join("..", "testdata", "schema", "old.json"), "-package", "plugins", "-out", dir}
	if err := run(args, nil, io.Discard); err != nil {
		t.Fatal(err)
	}
	var names []string
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if want := []string{"own.go", "zz_document.go", "zz_other.go", "zz_structs.go"}; !slices.Equal(names, want) {
		t.Errorf("the folder has %q, want %q", names, want)
	}
}

func TestMistakes(t *testing.T) {
	for _, tt := range []struct{ args, want string }{
		{"", "-schema, -package and -out must be set"},
		{"-schema - -out x -package a-b", "no name for a package"},
		{"-schema - -out x -package func", "no name for a package"},
		{"-schema - -out x -package p extra", "extra is no flag"},
		{"-schema /nowhere.json -out x -package p", "no such file"},
		{"-schema - -out x -package p", "not one that Jenkins writes"},
	} {
		err := run(strings.Fields(tt.args), strings.NewReader(`{"pattern": "x"}`), io.Discard)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: got %v, want %q", tt.args, err, tt.want)
		}
	}
}
