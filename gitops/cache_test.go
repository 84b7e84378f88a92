package gitops_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jenkinscode/jenkinscode/gitops"
	"github.com/jenkinscode/jenkinscode/jobdsl"

	"github.com/google/go-cmp/cmp"
)

// counted is an object that counts how often it is checked, and so its
// controller.
type counted struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
}

var checked = struct {
	sync.Mutex
	names []string
}{}

func (c counted) Validate() error {
	checked.Lock()
	defer checked.Unlock()
	checked.names = append(checked.names, c.Name)
	return nil
}

// takeChecked returns whose controllers were checked since it was called last.
func takeChecked() string {
	checked.Lock()
	defer checked.Unlock()
	seen := map[string]bool{}
	for _, name := range checked.names {
		seen[name] = true
	}
	checked.names = nil
	return strings.Join(slices.Sorted(maps.Keys(seen)), " ")
}

// cachedFleet is a fleet of some controllers and what they say of their jobs.
func cachedFleet(descriptions map[string]string) *gitops.Fleet {
	f := newFleet("go")
	one := f.Controllers[0]
	f.Controllers = nil
	for _, name := range slices.Sorted(maps.Keys(descriptions)) {
		c := one
		c.Name = name
		c.Jobs = map[string]jobdsl.Script{"jobs": {jobdsl.PipelineJob{Name: "x", Description: descriptions[name]}}}
		c.Objects = []any{counted{"Thing", name}}
		f.Controllers = append(f.Controllers, c)
	}
	return &f
}

// settle waits until the clock of file systems has gone on.
func settle() { time.Sleep(20 * time.Millisecond) }

func needsState(t *testing.T) {
	t.Helper()
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("there is a cache on Linux and macOS alone")
	}
}

// With a cache a run makes what changed and nothing else.
func TestCache(t *testing.T) {
	needsState(t)
	work := t.TempDir()
	dir, o := filepath.Join(work, "tree"), gitops.WriteOptions{Cache: filepath.Join(work, "caches", "fleet")}
	fleet := map[string]string{"a": "1", "b": "1", "c": "1"}
	n := 0
	const either = "files that are as new as the record are not cached yet"
	run := func(want string, o gitops.WriteOptions) gitops.Report {
		t.Helper()
		n++
		takeChecked()
		tree := cachedFleet(fleet).Tree()
		tree.Add("run.txt", fmt.Sprint(n)) // each run writes something, the record therefore
		settle()
		r, err := tree.Write(dir, o)
		if err != nil {
			t.Fatal(err)
		}
		if got := takeChecked(); got != want && want != either {
			t.Errorf("run %d: made %q, want %q", n, got, want)
		}
		if err := tree.Check(dir); err != nil {
			t.Errorf("run %d: %v", n, err)
		}
		return r
	}
	script := func(name string) string { return "manifest/jenkins/overlays/" + name + "/config/jobs.groovy" }
	put(t, dir, "mine", "mine")
	run("a b c", o)
	run(either, o)
	run("", o)
	var reported []string
	with := o
	with.Progress = func(_ int, name string) { reported = append(reported, name) }
	if r := run("", with); len(reported) != len(r.Written)+len(r.Unchanged) || len(r.Unchanged) < 3*5 {
		t.Errorf("%d files reported, %v", len(reported), r)
	}
	fleet["b"] = "2"
	if r := run("b", o); !slices.Equal(r.Written, []string{script("b"), "run.txt"}) {
		t.Errorf("written: %q", r.Written)
	}
	run(either, o)
	os.Remove(filepath.Join(dir, script("a")))
	run("a", o)
	run(either, o)
	delete(fleet, "c")
	if r := run("", o); len(r.Removed) < 5 {
		t.Errorf("removed: %q", r.Removed)
	}
	run("a b", gitops.WriteOptions{})
	if err := os.WriteFile(o.Cache, []byte("broken"), 0o600); err != nil {
		t.Fatal(err)
	}
	run("a b", o)
	run("", o)
	// The cache is of this folder alone.
	if _, err := cachedFleet(fleet).Tree().Write(filepath.Join(work, "other"), o); err != nil || takeChecked() == "" {
		t.Error("another folder has the same cache", err)
	}
}

// An edit by hand is noticed, whatever it leaves as it was.
func TestCacheEdited(t *testing.T) {
	needsState(t)
	work := t.TempDir()
	dir, o := filepath.Join(work, "tree"), gitops.WriteOptions{Cache: filepath.Join(work, "cache")}
	fleet := cachedFleet(map[string]string{"a": "1", "b": "1"})
	for _, text := range []string{"1", "2", "3"} {
		tree := fleet.Tree()
		tree.Add("run.txt", text)
		settle()
		if _, err := tree.Write(dir, o); err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Join(dir, "manifest/jenkins/overlays/a/config/jobs.groovy")
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	edited := strings.Replace(string(text), "'1'", "'2'", 1)
	if edited == string(text) {
		t.Fatal("nothing to edit")
	}
	if err := errors.Join(os.WriteFile(name, []byte(edited), 0o644), os.Chtimes(name, info.ModTime(), info.ModTime())); err != nil {
		t.Fatal(err)
	}
	tree := fleet.Tree()
	tree.Add("run.txt", "3")
	if _, err := tree.Write(dir, o); err == nil || !strings.Contains(err.Error(), "was edited by hand") {
		t.Errorf("error: %v", err)
	}
}

// Make is not called where its inputs are what they were.
func TestCacheInputs(t *testing.T) {
	needsState(t)
	work := t.TempDir()
	dir, o := filepath.Join(work, "tree"), gitops.WriteOptions{Cache: filepath.Join(work, "cache")}
	inputs := map[string]string{"a": "1", "b": "1"}
	run := func(text, below, want string) {
		t.Helper()
		made := cachedFleet(inputs)
		f := *made
		f.Controllers = nil
		var mu sync.Mutex
		calls := map[string]bool{}
		f.Names = slices.Sorted(maps.Keys(inputs))
		f.Make = func(name string) (gitops.Controller, error) {
			mu.Lock()
			defer mu.Unlock()
			calls[name] = true
			for _, c := range made.Controllers {
				if c.Name == name {
					return c, nil
				}
			}
			return gitops.Controller{}, errors.New("unknown")
		}
		f.Inputs = func(name string) any { return inputs[name] }
		settle()
		tree := new(gitops.Tree)
		tree.Merge(below, f.Tree())
		tree.Add("run.txt", text)
		if _, err := tree.Write(dir, o); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(slices.Sorted(maps.Keys(calls)), " "); got != want && text != "2" { // what is as new as the record is not cached yet
			t.Errorf("run %s: made %q, want %q", text, got, want)
		}
		if err := tree.Check(dir); err != nil {
			t.Error(err)
		}
	}
	run("1", "", "a b")
	run("2", "", "")
	run("3", "", "")
	inputs["a"] = "2"
	run("4", "", "a")
	run("5", "below", "a b") // the fleet moves
}

// Whatever happens to a fleet and its folder, a run with a cache does what a run
// without one does.
func TestCacheChangesNothing(t *testing.T) {
	needsState(t)
	r := rand.New(rand.NewPCG(1, uint64(time.Now().UnixNano())))
	work := t.TempDir()
	with, without := filepath.Join(work, "with"), filepath.Join(work, "without")
	fleet := map[string]string{"a": "0", "b": "0", "c": "0", "d": "0"}
	names := []string{"a", "b", "c", "d", "e"}
	for n := range 60 {
		for range r.IntN(3) {
			name := names[r.IntN(len(names))]
			file := "manifest/jenkins/overlays/" + name + "/config/" + []string{"jobs.groovy", "kustomization.yaml", "agents-cm.yaml"}[r.IntN(3)]
			what := r.IntN(6)
			for _, dir := range []string{with, without} {
				path := filepath.Join(dir, file)
				info, err := os.Stat(path)
				switch {
				case what == 0:
					delete(fleet, name)
				case what == 1:
					fleet[name] = fmt.Sprint(n)
				case err != nil:
				case what == 2:
					os.Remove(path)
				case what == 3:
					put(t, dir, file, "edited")
					os.Chtimes(path, info.ModTime(), info.ModTime())
				case what == 4:
					os.Chmod(path, info.Mode()^0o111)
				case what == 5:
					os.RemoveAll(filepath.Dir(path))
				}
			}
		}
		o := gitops.WriteOptions{Force: r.IntN(2) == 0}
		want, wantErr := cachedFleet(fleet).Tree().Write(without, o)
		o.Cache = filepath.Join(work, "cache")
		got, err := cachedFleet(fleet).Tree().Write(with, o)
		if diff := cmp.Diff(fmt.Sprint(wantErr), fmt.Sprint(err)); diff != "" {
			t.Fatalf("run %d: errors (-without +with):\n%s", n, diff)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("run %d: reports (-without +with):\n%s", n, diff)
		}
		if diff := cmp.Diff(read(t, without), read(t, with)); diff != "" {
			t.Fatalf("run %d: files (-without +with):\n%s", n, diff)
		}
		time.Sleep(time.Duration(r.IntN(8)) * time.Millisecond)
	}
}
