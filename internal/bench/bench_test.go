//go:build linux

package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/jenkinscode/jenkinscode/gitops"

	"github.com/google/go-cmp/cmp"
)

// All three contenders write the same bytes, or their times say nothing.
func TestSame(t *testing.T) {
	const n, changed = 3, 1
	files, err := fleet(n, changed).Tree().Files()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, f := range files {
		want[f.Path] = string(f.Content)
	}
	check := func(who, dir string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", who, err)
		}
		if diff := cmp.Diff(want, read(t, dir)); diff != "" {
			t.Errorf("%s writes something else (-want +got):\n%s", who, diff)
		}
	}
	dir := t.TempDir()
	_, err = fleet(n, changed).Tree().Write(dir, gitops.WriteOptions{})
	if err == nil {
		err = os.Remove(filepath.Join(dir, ".jenkinscode.sum"))
	}
	check("jenkinscode", dir, err)
	dir = t.TempDir()
	_, err = byTemplate(n, changed, dir)
	check("text/template", dir, err)
	dir = t.TempDir()
	_, err = byHand(files, dir)
	check("bytes alone", dir, err)
}

func read(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, name))
		found[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// BenchmarkFleet is for profiles: a whole run in an empty folder and over a
// folder that holds the fleet.
func BenchmarkFleet(b *testing.B) {
	const n = 400
	write := func(b *testing.B, dir string) {
		b.Helper()
		if _, err := fleet(n, -1).Tree().Write(dir, gitops.WriteOptions{}); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("make", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f := fleet(n, -1)
			for _, name := range f.Names {
				if _, err := f.Make(name); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("validate", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := fleet(n, -1).Validate(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encode", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := fleet(n, -1).Tree().Each(func(gitops.File) error { return nil }); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("full", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			b.StopTimer()
			dir := b.TempDir()
			b.StartTimer()
			write(b, dir)
			b.StopTimer()
			if err := os.RemoveAll(dir); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
	})
	b.Run("no-change", func(b *testing.B) {
		dir := b.TempDir()
		write(b, dir)
		b.ReportAllocs()
		for b.Loop() {
			write(b, dir)
		}
	})
}

func BenchmarkCached(b *testing.B) {
	dir := b.TempDir()
	o := gitops.WriteOptions{Cache: filepath.Join(b.TempDir(), "cache")}
	for b.Loop() {
		f := fleet(400, -1)
		f.Inputs = func(name string) any { return false }
		if _, err := f.Tree().Write(dir, o); err != nil {
			b.Fatal(err)
		}
	}
}
