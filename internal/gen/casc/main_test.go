package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/facts"
	"github.com/jenkinscode/jenkinscode/internal/golden"
)

func TestGeneratedFilesAreFresh(t *testing.T) {
	files, err := render()
	if err != nil {
		t.Fatal(err)
	}
	root := golden.ModuleRoot(t)
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Error(err)
			continue
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is stale: run go generate ./casc", name)
		}
	}
	for _, pattern := range []string{"casc/zz_*.go", "casc/*/zz_*.go"} {
		found, err := fs.Glob(os.DirFS(root), pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range found {
			if _, ok := files[name]; !ok && filepath.Base(name) != "zz_alternatives.go" {
				t.Errorf("%s is left over: nothing generates it", name)
			}
		}
	}
}

// Two alternatives of one kind have two symbols, or a document could not say which
// one it means.
func TestSymbolsAreUnique(t *testing.T) {
	table, err := facts.ReadJCasC()
	if err != nil {
		t.Fatal(err)
	}
	g := newGenerator(table)
	seen := map[string]string{}
	for i := range g.Classes {
		c := &g.Classes[i]
		if skip[c.Class] != "" {
			continue
		}
		for _, k := range c.Kinds {
			key := g.kinds[k] + " " + c.Symbols[0]
			if other := seen[key]; other != "" && g.kinds[k] != "" {
				t.Errorf("%s is %s and %s", key, other, c.Class)
			}
			seen[key] = c.Class
		}
	}
}

// ours are attributes that structs written by hand leave out, and why.
var ours = map[string]string{
	"Jenkins.jDKs":            "tool.jdk is the same",
	"Jenkins.nodeName":        "the controller's name is fixed",
	"Jenkins.installState":    "JCasC leaves it out",
	"PermanentAgent.nodeName": "name is the same",
	"AllView.properties":      "no plugin has any",
	"ListView.properties":     "no plugin has any",
	"MyView.properties":       "no plugin has any",
}

// A struct that was written by hand has every attribute of its class.
func TestStructsByHandFollowTheTable(t *testing.T) {
	unused := maps.Clone(ours)
	fields := structs(t, filepath.Join(golden.ModuleRoot(t), "casc"))
	table, err := facts.ReadJCasC()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range slices.Concat(table.Classes, table.Roots) {
		name := byHand[c.Class]
		if name == "" {
			continue
		}
		have, ok := fields[name]
		if !ok {
			t.Errorf("no struct %s for %s", name, c.Class)
			continue
		}
		for _, a := range c.Attributes {
			delete(unused, name+"."+a.Name)
			if _, left := ours[name+"."+a.Name]; left || !a.Usable() || slices.Contains(have, a.Name) {
				continue
			}
			t.Errorf("%s has no %s (%s %s)", name, a.Name, a.Type, a.Class)
		}
	}
	for key := range unused {
		t.Errorf("the table has no %s to leave out", key)
	}
	for class, name := range byHand {
		if fields[name] == nil {
			t.Errorf("no struct %s for %s", name, class)
		}
	}
}

// Whatever a struct does not know can be said all the same.
func TestStructsHaveExtra(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join(golden.ModuleRoot(t), "casc", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range append(dirs, filepath.Join(golden.ModuleRoot(t), "casc")) {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() || filepath.Base(dir) == "testdata" {
			continue
		}
		paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(path, "_test.go") || f.Name.Name == "main" {
				continue
			}
			ast.Inspect(f, func(n ast.Node) bool {
				spec, ok := n.(*ast.TypeSpec)
				if !ok || !spec.Name.IsExported() || strings.HasPrefix(spec.Name.Name, "Is") {
					return true
				}
				if st, ok := spec.Type.(*ast.StructType); ok && tagged(st, "json:") && !tagged(st, ",inline") && spec.Name.Name != "JobScript" {
					t.Errorf("%s has no Extra", spec.Name.Name)
				}
				return false
			})
		}
	}
}

// tagged reports whether a field of st has a tag with that in it.
func tagged(st *ast.StructType, part string) bool {
	return slices.ContainsFunc(st.Fields.List, func(f *ast.Field) bool { return f.Tag != nil && strings.Contains(f.Tag.Value, part) })
}

// structs returns the attributes of the structs in a folder's hand-written files.
func structs(t *testing.T, dir string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			st, ok := spec.Type.(*ast.StructType)
			if !ok {
				return false
			}
			out[spec.Name.Name] = []string{}
			for _, field := range st.Fields.List {
				if field.Tag == nil {
					continue
				}
				tag, err := strconv.Unquote(field.Tag.Value)
				if err != nil {
					t.Fatal(err)
				}
				name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
				if name != "" && name != "-" {
					out[spec.Name.Name] = append(out[spec.Name.Name], name)
				}
			}
			return false
		})
	}
	return out
}
