package gitops_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jenkinscode/jenkinscode/gitops"
)

func TestWriteEdited(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, treeOf("a/x", "1", "a/y", "2", "old", "3"), gitops.WriteOptions{})
	put(t, dir, "a/x", "edited")
	put(t, dir, "old", "edited too")
	next := treeOf("a/x", "4", "a/y", "5")
	_, err := next.Write(dir, gitops.WriteOptions{})
	if err == nil || !strings.Contains(err.Error(), "files[a/x]: conflict: the generated file was edited by hand") {
		t.Errorf("error: %v", err)
	}
	if b, _ := os.ReadFile(filepath.Join(dir, "a/y")); string(b) != "2" {
		t.Errorf("another file was written: %s", b)
	}
	put(t, dir, "a/x", "1")
	_, err = next.Write(dir, gitops.WriteOptions{})
	if err == nil || !strings.Contains(err.Error(), "files[old]: conflict: the tree has it no more") {
		t.Errorf("error: %v", err)
	}
	put(t, dir, "a/x", "edited")
	got := list(write(t, dir, next, gitops.WriteOptions{Force: true}))
	if want := "written a/x a/y; unchanged ; removed old; forced a/x old"; got != want {
		t.Error(got)
	}
	// A file that was deleted by hand comes back; one that was edited to what
	// is generated next is as good as generated.
	os.Remove(filepath.Join(dir, "a/x"))
	time.Sleep(10 * time.Millisecond)
	put(t, dir, "a/y", "6")
	got = list(write(t, dir, treeOf("a/x", "4", "a/y", "6"), gitops.WriteOptions{}))
	if want := "written a/x; unchanged a/y; removed ; forced "; got != want {
		t.Error(got)
	}
	got = list(write(t, dir, treeOf("a/x", "4", "a/y", "7"), gitops.WriteOptions{}))
	if want := "written a/y; unchanged a/x; removed ; forced "; got != want {
		t.Error(got)
	}
}

func TestWriteShapes(t *testing.T) {
	tests := []struct {
		name          string
		first, second []string
		want          string
	}{
		{"a file becomes a folder", []string{"a", "1", "b", "2"}, []string{"a/x", "1", "b", "2"}, "written a/x; unchanged b; removed a; forced "},
		{"a folder becomes a file", []string{"a/x/y", "1", "b", "2"}, []string{"a", "1", "b", "2"}, "written a; unchanged b; removed a/x/y; forced "},
		{"a name changes in case", []string{"a/x", "1"}, []string{"A/x", "1"}, "written A/x; unchanged ; removed a/x; forced "},
		{"a folder moves", []string{"a/x", "1", "a/y", "1"}, []string{"b/x", "1", "b/y", "1"}, "written b/x b/y; unchanged ; removed a/x a/y; forced "},
		{"names around the slash", []string{"a/x", "1"}, []string{"a/x", "1", "a-b", "2", "a/z", "3", "a.b/c", "4", "a0", "5"}, "written a-b a.b/c a/z a0; unchanged a/x; removed ; forced "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, treeOf(tt.first...), gitops.WriteOptions{})
			got := list(write(t, dir, treeOf(tt.second...), gitops.WriteOptions{}))
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			var want []string
			for i := 0; i < len(tt.second); i += 2 {
				want = append(want, tt.second[i])
			}
			want = append(want, ".jenkinscode.sum")
			slices.Sort(want)
			if got := slices.Sorted(maps.Keys(read(t, dir))); !slices.Equal(got, want) {
				t.Errorf("on disk %v, want %v", got, want)
			}
		})
	}
}

func TestWriteFolderInTheWay(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, treeOf("a/x", "1"), gitops.WriteOptions{})
	put(t, dir, "a/mine", "mine")
	_, err := treeOf("a", "1").Write(dir, gitops.WriteOptions{Force: true})
	if err == nil || !strings.Contains(err.Error(), "files[a]: conflict: a folder stands there that holds a/mine") {
		t.Errorf("error: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "a/x")); err != nil {
		t.Error("a file is gone")
	}
}

func TestWriteLinks(t *testing.T) {
	outside := t.TempDir()
	put(t, outside, "victim", "safe")
	dir := t.TempDir()
	put(t, dir, "real/file", "safe")
	for link, to := range map[string]string{"out": outside, "in": "real", "file": filepath.Join(outside, "victim")} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	for _, name := range []string{"out/victim", "out/new", "in/file", "in/new", "file"} {
		_, err := treeOf(name, "bad").Write(dir, gitops.WriteOptions{Force: true})
		if err == nil || !strings.Contains(err.Error(), "symbolic link") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{outside + "/victim", dir + "/real/file"} {
		if b, _ := os.ReadFile(name); string(b) != "safe" {
			t.Errorf("%s holds %s", name, b)
		}
	}
	// A link where the record or the stage go.
	os.Symlink(outside+"/victim", filepath.Join(dir, ".jenkinscode.sum"))
	if _, err := treeOf("x", "1").Write(dir, gitops.WriteOptions{}); err == nil {
		t.Error("the record may be a link")
	}
}

func TestWriteModes(t *testing.T) {
	dir := t.TempDir()
	tree := new(gitops.Tree)
	tree.AddExecutable("run.sh", "#!/bin/sh\n")
	write(t, dir, tree, gitops.WriteOptions{})
	info, err := os.Stat(filepath.Join(dir, "run.sh"))
	if err != nil || info.Mode()&0o100 == 0 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := os.Chmod(filepath.Join(dir, "run.sh"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := tree.Check(dir); err == nil || !strings.Contains(err.Error(), "the permission to run it differs") {
		t.Errorf("check: %v", err)
	}
	if got := list(write(t, dir, tree, gitops.WriteOptions{})); got != "written run.sh; unchanged ; removed ; forced " {
		t.Error(got)
	}
}

func TestRecord(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, treeOf("b", "2", "a/x", "1"), gitops.WriteOptions{})
	got := read(t, dir)[".jenkinscode.sum"]
	line := func(name, content string) string {
		sum := sha256.Sum256([]byte(content))
		return hex.EncodeToString(sum[:]) + "  " + name + "\n"
	}
	want := "# Generated files and their SHA-256. Written by jenkinscode; do not edit.\n" + line("a/x", "1") + line("b", "2")
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if sha256sum, err := exec.LookPath("sha256sum"); err == nil {
		cmd := exec.Command(sha256sum, "--check", "--strict", ".jenkinscode.sum")
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("sha256sum: %v\n%s", err, out)
		}
	}
	for _, bad := range []string{"nonsense\n", "abc  b\n", line("../etc/passwd", "x"), "<<<<<<< HEAD\n"} {
		put(t, dir, ".jenkinscode.sum", want+bad)
		if _, err := treeOf("b", "2").Write(dir, gitops.WriteOptions{}); err == nil || !strings.Contains(err.Error(), "not a line of the record") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestWriteGroups(t *testing.T) {
	tree := func(n int) *gitops.Tree {
		t := new(gitops.Tree)
		t.Add("README.md", "all\n")
		for i := range n {
			t.Group(fmt.Sprint("controller ", i), func(t *gitops.Tree) error {
				for j := range 5 {
					t.Add(fmt.Sprintf("c%d/f%d.yaml", i, j), map[string]any{"i": i, "j": j})
				}
				return nil
			})
		}
		return t
	}
	dir := t.TempDir()
	if r := write(t, dir, tree(50), gitops.WriteOptions{Workers: 8}); len(r.Written) != 251 {
		t.Errorf("%d written", len(r.Written))
	}
	if r := write(t, dir, tree(50), gitops.WriteOptions{}); len(r.Unchanged) != 251 || len(r.Written) > 0 {
		t.Errorf("%d unchanged", len(r.Unchanged))
	}
	last := 0
	r := write(t, dir, tree(40), gitops.WriteOptions{Progress: func(done int, _ string) {
		if done != last+1 {
			t.Errorf("progress %d after %d", done, last)
		}
		last = done
	}})
	if len(r.Removed) != 50 || last != 201 {
		t.Errorf("%d removed, progress %d", len(r.Removed), last)
	}
	// Merged below a folder, groups and files alike.
	var outer gitops.Tree
	outer.Merge("clusters/tokyo", tree(2))
	files, err := outer.Files()
	if err != nil || len(files) != 11 || files[0].Path != "clusters/tokyo/README.md" || files[1].Path != "clusters/tokyo/c0/f0.yaml" {
		t.Errorf("%d files: %v", len(files), err)
	}
}

func TestCheck(t *testing.T) {
	dir := t.TempDir()
	long := strings.Repeat("same\n", 20)
	write(t, dir, treeOf("a", long+"one\n"+long, "b", "x", "c", "left"), gitops.WriteOptions{})
	put(t, dir, "a", long+"two\n"+long+"more\n")
	os.Remove(filepath.Join(dir, "b"))
	err := treeOf("a", long+"one\n"+long, "b", "x").Check(dir)
	want := `3 files differ from what is generated
changed: a
--- a/a
+++ b/a
@@ -18,7 +18,7 @@
 same
 same
 same
-two
+one
 same
 same
 same
@@ -39,4 +39,3 @@
 same
 same
 same
-more
missing: b
--- a/b
+++ b/b
@@ -0,0 +1,1 @@
+x
\ No newline at end of file
left over: c`
	if err == nil || err.Error() != want {
		t.Errorf("got:\n%v\nwant:\n%s", err, want)
	}
	if err := treeOf("a", "1").Check(filepath.Join(dir, "nothing")); err == nil {
		t.Error("no error for a folder that is not there")
	}
}

// TestDiffApplies holds the diff against patch(1).
func TestDiffApplies(t *testing.T) {
	patch, err := exec.LookPath("patch")
	if err != nil {
		t.Skip("patch is not installed (Debian package patch)")
	}
	r := rand.New(rand.NewPCG(1, 2))
	text := func() string {
		var b strings.Builder
		for range r.IntN(60) {
			fmt.Fprintf(&b, "line %d\n", r.IntN(8))
		}
		if r.IntN(4) == 0 {
			b.WriteString("no newline")
		}
		return b.String()
	}
	for range 200 {
		a, b := text(), text()
		if a == b {
			continue
		}
		dir := t.TempDir()
		write(t, dir, treeOf("f", a), gitops.WriteOptions{})
		err := treeOf("f", b).Check(dir)
		drift, ok := err.(*gitops.Drift)
		if !ok {
			t.Fatal(err)
		}
		cmd := exec.Command(patch, "-p1", "--no-backup-if-mismatch", "-E", "-F0", "-s")
		cmd.Dir = dir
		cmd.Stdin = strings.NewReader(drift.Files[0].Diff)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("patch: %v\n%s\n%s", err, out, drift.Files[0].Diff)
		}
		if got, _ := os.ReadFile(filepath.Join(dir, "f")); string(got) != b {
			t.Fatalf("patched to\n%q\nwant\n%q\ndiff:\n%s", got, b, drift.Files[0].Diff)
		}
	}
}

// read returns the files of a folder.
func read(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, name))
		out[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// generation returns a tree of several files and shapes that differs from
// generation to generation.
func generation(n int) *gitops.Tree {
	tree := new(gitops.Tree)
	for i := range 60 {
		if (i+n)%7 == 0 {
			continue // comes and goes
		}
		tree.Add(fmt.Sprintf("dir%d/sub%d/file%d", i%5, (i+n)%3, i), killedContent(i, n))
	}
	return tree
}

// killedContent is long enough for a write to be cut; some files don't change.
func killedContent(i, n int) string {
	if i%4 == 0 {
		n = 0
	}
	return strings.Repeat(fmt.Sprintf("file %d generation %d\n", i, n), 2000)
}

// TestMain lets this binary be the process that gets killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("GITOPS_TEST_KILLED"); dir != "" {
		var n int
		fmt.Sscan(os.Getenv("GITOPS_TEST_GENERATION"), &n)
		fmt.Println("ready")
		if _, err := generation(n).Write(dir, gitops.WriteOptions{}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// TestKilled kills a process that writes at random moments: each file holds
// what some generation has for it, whole; nothing foreign is touched; and the
// next run finds its way without being forced.
func TestKilled(t *testing.T) {
	rounds := 60
	if s := os.Getenv("KILL_ROUNDS"); s != "" {
		fmt.Sscan(s, &rounds)
	}
	if testing.Short() {
		rounds = 10
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	put(t, dir, "dir0/mine", "mine")
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	span := 30 * time.Millisecond
	killed, partial := 0, 0
	for n := 1; n <= rounds; n++ {
		cmd := exec.Command(self)
		cmd.Env = append(os.Environ(), "GITOPS_TEST_KILLED="+dir, fmt.Sprint("GITOPS_TEST_GENERATION=", n))
		var stderr strings.Builder
		cmd.Stderr = &stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		fmt.Fscan(out, new(string))
		if n%3 > 0 {
			// The record changes when files begin to be put in place: that takes
			// the least time and matters most.
			before, _ := os.ReadFile(filepath.Join(dir, gitops.RecordFile))
			for range 100_000 {
				if now, _ := os.ReadFile(filepath.Join(dir, gitops.RecordFile)); string(now) != string(before) {
					break
				}
			}
			time.Sleep(time.Duration(r.Int64N(int64(2 * time.Millisecond))))
		} else {
			time.Sleep(time.Duration(r.Int64N(int64(span))))
		}
		cmd.Process.Kill()
		if err := cmd.Wait(); err == nil {
			if n%3 == 0 {
				span = max(span*9/10, time.Millisecond) // it was done: kill sooner
			}
		} else if stderr.Len() > 0 {
			t.Fatalf("generation %d: %s", n, stderr.String())
		} else {
			killed++
		}
		generations := map[string]bool{}
		for name, content := range read(t, dir) {
			switch {
			case strings.HasPrefix(name, ".jenkinscode"):
				continue
			case name == "dir0/mine":
				if content != "mine" {
					t.Fatal("a foreign file was changed")
				}
				continue
			}
			var i int
			if _, err := fmt.Sscanf(name[strings.LastIndex(name, "/")+1:], "file%d", &i); err != nil {
				t.Fatalf("a file of no generation: %s", name)
			}
			var j, g int
			if _, err := fmt.Sscanf(content, "file %d generation %d", &j, &g); err != nil || j != i || content != strings.Repeat(fmt.Sprintf("file %d generation %d\n", i, g), 2000) {
				t.Fatalf("generation %d: %s is not whole (%d bytes)", n, name, len(content))
			}
			if g > 0 {
				generations[fmt.Sprint(g)] = true
			}
		}
		if len(generations) > 1 {
			partial++
		}
	}
	last := generation(rounds + 1)
	write(t, dir, last, gitops.WriteOptions{})
	files, err := last.Files()
	if err != nil {
		t.Fatal(err)
	}
	got := read(t, dir)
	if len(got) != len(files)+2 {
		t.Errorf("%d files are left, want %d", len(got), len(files)+2)
	}
	t.Logf("%d runs, %d killed while writing, %d of them between files: every file whole", rounds, killed, partial)
}

// The record forgets a file that is in neither the tree nor the folder any more.
func TestRecordForgets(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, treeOf("a", "1", "z", "2"), gitops.WriteOptions{})
	if err := os.Remove(filepath.Join(dir, "z")); err != nil {
		t.Fatal(err)
	}
	if got, want := list(write(t, dir, treeOf("a", "1"), gitops.WriteOptions{})), "written ; unchanged a; removed ; forced "; got != want {
		t.Error(got)
	}
	if record := read(t, dir)[gitops.RecordFile]; !strings.HasSuffix(record, "  a\n") {
		t.Errorf("the record is\n%s", record)
	}
}
