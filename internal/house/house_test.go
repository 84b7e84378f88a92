package house_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/golden"
)

const module = "github.com/jenkinscode/jenkinscode"

// rooms lists the packages from left to right: a room imports nothing to its
// right, and of its own rank only itself.
var rooms = map[string]int{
	"internal": 0,
	"jobdsl":   1, "podtemplate": 1,
	"casc":     2,
	"values":   3,
	"gitops":   4,
	"examples": 5,
}

// budgets says which modules outside the standard library a package may link.
// A package takes the budget with the longest path that is its own or above it.
var budgets = map[string][]string{
	"internal/digest":    {},
	"internal/disk":      {},
	"internal/fieldpath": {},
	"internal/groovy":    {},
	"internal/live":      {},
	"internal/memory":    {},
	"internal/yamltext":  {},
	"jobdsl":             {},
	"podtemplate":        kubernetes,
	"casc":               kubernetes,
	"values":             kubernetes,
	"values/render":      nil, // links Helm; who imports it knows
	"gitops":             kubernetes,
	"gitops/verify":      nil, // links kustomize; gitops/verify/charts links Helm
	"gitops/commit":      nil, // links go-git
	"internal":           nil, // generators and test helpers
	"examples":           nil,
}

// kubernetes is what k8s.io/api and sigs.k8s.io/yaml bring along.
var kubernetes = []string{
	"k8s.io/api", "k8s.io/apimachinery", "sigs.k8s.io/yaml",
	"github.com/fxamacker/cbor/v2", "github.com/go-logr/logr", "github.com/x448/float16",
	"github.com/json-iterator/go", "github.com/modern-go/concurrent", "github.com/modern-go/reflect2",
	"go.yaml.in/yaml/v2", "go.yaml.in/yaml/v3", "gopkg.in/inf.v0",
	"k8s.io/klog/v2", "k8s.io/kube-openapi", "k8s.io/utils",
	"sigs.k8s.io/json", "sigs.k8s.io/randfill", "sigs.k8s.io/structured-merge-diff/v6",
	"github.com/json-iterator/go", "github.com/modern-go/concurrent", "github.com/modern-go/reflect2",
	"golang.org/x/net", "golang.org/x/text",
}

// topLevel lists what may stand at the repository's top.
var topLevel = []string{
	"casc", "examples", "gitops", "internal", "jobdsl", "podtemplate", "values",
	"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "go.mod", "go.sum",
}

type pkg struct {
	ImportPath string
	Dir        string
	Name       string
	Standard   bool
	Module     *struct{ Path string }
	GoFiles    []string
	Imports    []string
	Deps       []string
}

func (p *pkg) path() string { return strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/") }

// list returns every package of the module and whatever it links.
var list = sync.OnceValues(func() (map[string]*pkg, error) {
	cmd := exec.Command("go", "list", "-deps", "-json=ImportPath,Dir,Name,Standard,Module,GoFiles,Imports,Deps", module+"/...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w: %s", err, stderr.String())
	}
	all := map[string]*pkg{}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		p := new(pkg)
		if err := d.Decode(p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all[p.ImportPath] = p
	}
})

func packages(t *testing.T) (all map[string]*pkg, own []*pkg) {
	t.Helper()
	all, err := list()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		if p.ImportPath == module || strings.HasPrefix(p.ImportPath, module+"/") {
			own = append(own, p)
		}
	}
	slices.SortFunc(own, func(a, b *pkg) int { return strings.Compare(a.ImportPath, b.ImportPath) })
	return all, own
}

func TestImportLattice(t *testing.T) {
	_, own := packages(t)
	for _, p := range own {
		room, _, _ := strings.Cut(p.path(), "/")
		rank, ok := rooms[room]
		if !ok {
			t.Errorf("%s stands in no known room", p.ImportPath)
			continue
		}
		if strings.HasPrefix(p.path(), "internal/gen/") || p.path() == "internal/bench" {
			continue // programs; they may read any room
		}
		for _, imported := range p.Imports {
			other, ok := strings.CutPrefix(imported, module+"/")
			if !ok {
				continue
			}
			otherRoom, _, _ := strings.Cut(other, "/")
			if otherRoom != room && rooms[otherRoom] >= rank {
				t.Errorf("%s may not import %s", p.path(), other)
			}
		}
	}
}

func TestModuleBudgets(t *testing.T) {
	all, own := packages(t)
	for _, p := range own {
		budget, ok := budgetOf(p.path())
		if !ok {
			t.Errorf("%s has no module budget", p.path())
			continue
		}
		if budget == nil {
			continue
		}
		var over []string
		for _, dep := range p.Deps {
			d := all[dep]
			if d == nil || d.Standard || d.Module == nil || d.Module.Path == module {
				continue
			}
			if !slices.Contains(budget, d.Module.Path) && !slices.Contains(over, d.Module.Path) {
				over = append(over, d.Module.Path)
			}
		}
		if len(over) > 0 {
			t.Errorf("%s links %s, beyond its budget", p.path(), strings.Join(over, ", "))
		}
	}
}

func budgetOf(path string) ([]string, bool) {
	for path != "." {
		if b, ok := budgets[path]; ok {
			return b, true
		}
		path = filepath.Dir(path)
	}
	return nil, false
}

func TestPackagesAreDocumented(t *testing.T) {
	_, own := packages(t)
	for _, p := range own {
		doc := ""
		for _, file := range p.GoFiles {
			f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, file), nil, parser.PackageClauseOnly|parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			if f.Doc != nil {
				doc += f.Doc.Text()
			}
		}
		prefix := "Package " + p.Name + " "
		if p.Name == "main" {
			prefix = "Command "
			if strings.HasPrefix(p.path(), "examples/") {
				prefix = "Example "
			}
		}
		if !strings.HasPrefix(doc, prefix) {
			t.Errorf("%s: the package comment does not begin with %q", p.path(), prefix)
		}
	}
}

func TestExportedNamesAreDocumented(t *testing.T) {
	_, own := packages(t)
	for _, p := range own {
		if p.Name == "main" {
			continue
		}
		for _, file := range p.GoFiles {
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, filepath.Join(p.Dir, file), nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			for _, decl := range f.Decls {
				for _, id := range undocumented(decl) {
					t.Errorf("%s: %s has no doc comment", fset.Position(id.Pos()), id.Name)
				}
			}
		}
	}
}

// undocumented returns the exported names that decl declares without a comment.
func undocumented(decl ast.Decl) []*ast.Ident {
	var out []*ast.Ident
	switch d := decl.(type) {
	case *ast.FuncDecl:
		exported := d.Name.IsExported()
		if d.Recv != nil && exported {
			base := d.Recv.List[0].Type
			if star, ok := base.(*ast.StarExpr); ok {
				base = star.X
			}
			if id, ok := base.(*ast.Ident); ok {
				exported = id.IsExported()
			}
		}
		if exported && d.Doc == nil {
			out = append(out, d.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
					out = append(out, s.Name)
				}
				st, ok := s.Type.(*ast.StructType)
				if !ok || !s.Name.IsExported() {
					continue
				}
				for _, field := range st.Fields.List {
					for _, id := range field.Names {
						if id.IsExported() && field.Doc == nil && field.Comment == nil {
							out = append(out, id)
						}
					}
				}
			case *ast.ValueSpec:
				for _, id := range s.Names {
					if id.IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
						out = append(out, id)
					}
				}
			}
		}
	}
	return out
}

func TestPublicPackagesHaveExamples(t *testing.T) {
	_, own := packages(t)
	example := regexp.MustCompile(`(?m)^func Example`)
	for _, p := range own {
		if p.Name == "main" || strings.HasPrefix(p.path(), "internal/") {
			continue
		}
		files, err := filepath.Glob(filepath.Join(p.Dir, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(files, func(file string) bool {
			b, err := os.ReadFile(file)
			return err == nil && example.Match(b)
		}) {
			t.Errorf("%s has no Example function", p.path())
		}
	}
}

func TestGeneratedFilesSaySo(t *testing.T) {
	header := regexp.MustCompile(`(?m)^// Code generated by \S+.* DO NOT EDIT\.$`)
	walk(t, func(path string, b []byte) {
		if filepath.Ext(path) != ".go" {
			return
		}
		generated := header.Match(b)
		if named := strings.HasPrefix(filepath.Base(path), "zz_"); named != generated {
			t.Errorf("%s: a file is named zz_*.go if and only if it carries the header of generated code", path)
		}
	})
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(golden.ModuleRoot(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(topLevel, e.Name()) {
			t.Errorf("%s may not stand at the top level", e.Name())
		}
	}
}

func TestNoForbiddenNames(t *testing.T) {
	_, own := packages(t)
	for _, p := range own {
		switch filepath.Base(p.path()) {
		case "util", "utils", "common", "helpers", "types":
			t.Errorf("%s: a name that says nothing", p.path())
		}
	}
}

// walk calls f for each file of the repository that is not hidden.
func walk(t *testing.T, f func(path string, content []byte)) {
	t.Helper()
	root := os.DirFS(golden.ModuleRoot(t))
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if path != "." && strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir
			}
			return nil
		}
		b, err := fs.ReadFile(root, path)
		if err != nil {
			return err
		}
		f(path, b)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
