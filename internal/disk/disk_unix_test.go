//go:build linux || darwin

package disk_test

import (
	"net"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/jenkinscode/jenkinscode/internal/disk"
)

// A pipe that nobody writes to keeps nobody waiting.
func TestReadPipe(t *testing.T) {
	name := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(name, 0o644); err != nil {
		t.Skip(err)
	}
	content, info, err := disk.Read(name, nil)
	if content != nil || info.Mode.IsRegular() || err != nil {
		t.Errorf("%q, %v, %v", content, info.Mode, err)
	}
}

// A socket, which can't be opened, is no error.
func TestReadSocket(t *testing.T) {
	name := filepath.Join(t.TempDir(), "socket")
	l, err := net.Listen("unix", name)
	if err != nil {
		t.Skip(err)
	}
	defer l.Close()
	content, info, err := disk.Read(name, nil)
	if content != nil || info.Mode.IsRegular() || err != nil {
		t.Errorf("%q, %v, %v", content, info.Mode, err)
	}
}
