package commit_test

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/google/go-cmp/cmp"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/gitops/commit"
)

func treeOf(files ...string) *gitops.Tree {
	tree := new(gitops.Tree)
	for i := 0; i < len(files); i += 2 {
		tree.Add(files[i], files[i+1])
	}
	return tree
}

// options are those of most tests.
func options() commit.Options {
	return commit.Options{
		Branch: "regenerate", Message: "Regenerate", Author: commit.Author{Name: "Robot", Email: "robot@example.com"},
		Time: time.Unix(1700000000, 0).UTC(),
	}
}

// repository returns a repository on disk with a commit of files on master,
// which is checked out.
func repository(t *testing.T, files map[string]string) (string, *git.Repository) {
	t.Helper()
	dir := t.TempDir()
	r, err := git.PlainInit(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		return dir, r
	}
	work, err := r.Worktree()
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if to, ok := strings.CutPrefix(content, "-> "); ok {
			err = os.Symlink(to, file)
		} else {
			err = os.WriteFile(file, []byte(content), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := work.Add(name); err != nil {
			t.Fatal(err)
		}
	}
	who := object.Signature{Name: "A", Email: "a@example.com", When: time.Unix(1600000000, 0)}
	if _, err := work.Commit("first", &git.CommitOptions{Author: &who}); err != nil {
		t.Fatal(err)
	}
	return dir, r
}

// on returns the files of a branch by path, with their modes before them.
func on(t *testing.T, r *git.Repository, branch string) map[string]string {
	t.Helper()
	ref, err := r.Reference(plumbing.NewBranchReferenceName(branch), true)
	if err != nil {
		t.Fatal(err)
	}
	c, err := r.CommitObject(ref.Hash())
	if err != nil {
		t.Fatal(err)
	}
	files, err := c.Files()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for {
		f, err := files.Next()
		if errors.Is(err, io.EOF) {
			delete(out, gitops.RecordFile)
			return out
		} else if err != nil {
			t.Fatal(err)
		}
		content, err := f.Contents()
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = f.Mode.String()[1:] + " " + content
	}
}

func TestTree(t *testing.T) {
	dir, r := repository(t, map[string]string{"README.md": "mine", "src/main.go": "package main", "link": "-> README.md"})
	tree := treeOf("apps/a.yaml", "a: 1\n", "apps/b.yaml", "b: 1\n", "src/zz.go", "package main\n")
	tree.AddExecutable("run.sh", "#!/bin/sh\n")
	report, err := commit.Tree(dir, tree, options())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"README.md": "100644 mine", "src/main.go": "100644 package main", "link": "120000 README.md",
		"apps/a.yaml": "100644 a: 1\n", "apps/b.yaml": "100644 b: 1\n", "src/zz.go": "100644 package main\n", "run.sh": "100755 #!/bin/sh\n",
	}
	if diff := cmp.Diff(want, on(t, r, "regenerate")); diff != "" {
		t.Error(diff)
	}
	if len(report.Written) != 4 || report.Hash == "" {
		t.Errorf("report: %s %s", report.Report, report.Hash)
	}
	if _, err := os.Stat(filepath.Join(dir, "apps")); err == nil {
		t.Error("the working tree was touched")
	}

	again, err := commit.Tree(dir, tree, options())
	if err != nil || again.Hash != "" {
		t.Errorf("a run that changes nothing: commit %q, %v", again.Hash, err)
	}

	next, err := commit.Tree(dir, treeOf("apps/a.yaml", "a: 2\n"), options())
	if err != nil {
		t.Fatal(err)
	}
	want = map[string]string{
		"README.md": "100644 mine", "src/main.go": "100644 package main", "link": "120000 README.md", "apps/a.yaml": "100644 a: 2\n",
	}
	if diff := cmp.Diff(want, on(t, r, "regenerate")); diff != "" {
		t.Error(diff)
	}
	c, err := r.CommitObject(plumbing.NewHash(next.Hash))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.ParentHashes) != 1 || c.ParentHashes[0].String() != report.Hash || c.Message != "Regenerate\n" || c.Author.Email != "robot@example.com" || !c.Committer.When.Equal(options().Time) {
		t.Errorf("the commit is %s", c)
	}
	fsck(t, dir)
}

// fsck has Git itself look at the repository, and show the branch.
func fsck(t *testing.T, dir string) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed (Debian package git)")
	}
	for _, args := range [][]string{{"fsck", "--strict"}, {"log", "--stat", "regenerate"}} {
		cmd := exec.Command("git", append([]string{"-C", dir}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil || strings.Contains(string(out), "error") {
			t.Errorf("git %v: %v\n%s", args, err, out)
		}
	}
}

func TestFolder(t *testing.T) {
	dir, r := repository(t, map[string]string{"README.md": "mine", "fleet/mine": "mine too"})
	o := options()
	o.Dir = "fleet/tokyo"
	if _, err := commit.Tree(filepath.Join(dir, "fleet"), treeOf("a/b", "1"), o); err != nil {
		t.Fatal(err)
	}
	got := on(t, r, "regenerate")
	delete(got, "fleet/tokyo/"+gitops.RecordFile)
	if diff := cmp.Diff(map[string]string{"README.md": "100644 mine", "fleet/mine": "100644 mine too", "fleet/tokyo/a/b": "100644 1"}, got); diff != "" {
		t.Error(diff)
	}
	// All of it goes again.
	if _, err := commit.Tree(dir, new(gitops.Tree), o); err != nil {
		t.Fatal(err)
	}
	if _, ok := on(t, r, "regenerate")["fleet/tokyo/a/b"]; ok {
		t.Error("a file that the tree has no more is left")
	}
	fsck(t, dir)
}

func TestFirstCommit(t *testing.T) {
	dir, r := repository(t, nil)
	if _, err := commit.Tree(dir, treeOf("a", "1"), options()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"a": "100644 1"}, on(t, r, "regenerate")); diff != "" {
		t.Error(diff)
	}
}

func TestRefused(t *testing.T) {
	edited := func(t *testing.T, dir string) {
		o := options()
		o.Write.Force = true
		if _, err := commit.Tree(dir, treeOf("a", "1"), o); err != nil {
			t.Fatal(err)
		}
		// Somebody changes the file on the branch, and not the record.
		r, err := git.PlainOpen(dir)
		if err != nil {
			t.Fatal(err)
		}
		work, err := r.Worktree()
		if err != nil {
			t.Fatal(err)
		}
		if err := work.Checkout(&git.CheckoutOptions{Branch: "refs/heads/regenerate"}); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "a"), []byte("edited"), 0o644); err != nil {
			t.Fatal(err)
		}
		who := object.Signature{Name: "A", Email: "a@example.com"}
		if _, err := work.Commit("edit", &git.CommitOptions{All: true, Author: &who}); err != nil {
			t.Fatal(err)
		}
		if err := work.Checkout(&git.CheckoutOptions{Branch: "refs/heads/master"}); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name    string
		prepare func(t *testing.T, dir string)
		tree    *gitops.Tree
		options func(*commit.Options)
		want    string
	}{
		{"the branch that is checked out", nil, treeOf("a", "1"), func(o *commit.Options) { o.Branch = "master" }, "the branch master is checked out"},
		{"no branch", nil, treeOf("a", "1"), func(o *commit.Options) { o.Branch = "" }, "no branch"},
		{"a bad branch", nil, treeOf("a", "1"), func(o *commit.Options) { o.Branch = "a..b" }, `branch "a..b"`},
		{"no message", nil, treeOf("a", "1"), func(o *commit.Options) { o.Message = "" }, "no message"},
		{"an unknown base", nil, treeOf("a", "1"), func(o *commit.Options) { o.Base = "gone" }, "base gone"},
		{"a folder outside", nil, treeOf("a", "1"), func(o *commit.Options) { o.Dir = "../x" }, "outside of the repository"},
		{"a bad tree", nil, treeOf("../a", "1"), nil, "files[../a]"},
		{"a file that is not generated", nil, treeOf("README.md", "1"), nil, "files[README.md]: conflict: a file that was not generated"},
		{"a link", nil, treeOf("link/a", "1"), nil, "symbolic link"},
		{"a file that was edited on the branch", edited, treeOf("a", "2"), nil, "files[a]: conflict: the generated file was edited by hand"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir, r := repository(t, map[string]string{"README.md": "mine", "link": "-> /"})
			if tt.prepare != nil {
				tt.prepare(t, dir)
			}
			before, _ := r.Reference("refs/heads/regenerate", true)
			o := options()
			if tt.options != nil {
				tt.options(&o)
			}
			_, err := commit.Tree(dir, tt.tree, o)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
			after, _ := r.Reference("refs/heads/regenerate", true)
			if (before == nil) != (after == nil) || before != nil && before.Hash() != after.Hash() {
				t.Error("the branch moved")
			}
		})
	}
	if _, err := commit.Tree(t.TempDir(), treeOf("a", "1"), options()); err == nil {
		t.Error("a folder without a repository was taken")
	}
}
