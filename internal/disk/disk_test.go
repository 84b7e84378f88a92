package disk_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/jenkinscode/jenkinscode/internal/disk"
)

func TestCreateAndRead(t *testing.T) {
	dir := t.TempDir()
	var buf []byte
	for _, size := range []int{0, 1, 511, 512, 513, 4096, 1 << 20} {
		name := filepath.Join(dir, "file")
		content := bytes.Repeat([]byte{'x'}, size)
		if err := disk.Create(name, content, 0o640); err != nil {
			t.Fatal(err)
		}
		if err := disk.Create(name, content, 0o640); !errors.Is(err, fs.ErrExist) {
			t.Errorf("created twice: %v", err)
		}
		got, info, err := disk.Read(name, buf)
		if err != nil || !bytes.Equal(got, content) {
			t.Fatalf("%d bytes: read %d, %v", size, len(got), err)
		}
		if info.Size != int64(size) || !info.Mode.IsRegular() || runtime.GOOS != "windows" && info.Mode.Perm() != 0o640 {
			t.Errorf("%+v", info)
		}
		if again, err := disk.Lstat(name); err != nil || again != info {
			t.Errorf("Read says %+v, Lstat %+v, %v", info, again, err)
		}
		buf = got
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
}

// What is no regular file is not read, and no link is followed.
func TestReadOthers(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "target")
	if err := os.WriteFile(target, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	links := map[string]string{"link": target, "dangling": "nowhere", "loop": "loop"}
	for name, to := range links {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	for name := range links {
		content, info, err := disk.Read(filepath.Join(dir, name), nil)
		if content != nil || info.Mode&fs.ModeSymlink == 0 || err != nil {
			t.Errorf("%s: %q, %v, %v", name, content, info.Mode, err)
		}
	}
	content, info, err := disk.Read(dir, nil)
	if content != nil || !info.Mode.IsDir() || err != nil {
		t.Errorf("a folder: %q, %v, %v", content, info.Mode, err)
	}
	for _, name := range []string{"absent", "absent/below"} {
		if _, _, err := disk.Read(filepath.Join(dir, name), nil); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := disk.Read(filepath.Join(target, "below"), nil); err == nil {
		t.Error("a file below a file")
	}
}

// An Info tells of a change that leaves size and time as they were.
func TestChanged(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	if err := disk.Create(name, []byte("1"), 0o644); err != nil {
		t.Fatal(err)
	}
	before, err := disk.Lstat(name)
	if err != nil {
		t.Fatal(err)
	}
	if before.Changed == 0 {
		t.Skip(runtime.GOOS + " doesn't tell when a file was changed")
	}
	time.Sleep(20 * time.Millisecond) // the clocks of file systems are coarse
	at := time.Unix(0, before.Modified)
	if err := errors.Join(os.WriteFile(name, []byte("2"), 0o644), os.Chtimes(name, at, at)); err != nil {
		t.Fatal(err)
	}
	after, err := disk.Lstat(name)
	if err != nil || after == before || after.Modified != before.Modified || after.Size != before.Size {
		t.Errorf("before %+v, after %+v, %v", before, after, err)
	}
}
