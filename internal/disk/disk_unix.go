//go:build linux || darwin

package disk

import (
	"errors"
	"io/fs"
	"slices"
	"syscall"
)

// Create writes a file that must not exist yet.
func Create(name string, content []byte, mode fs.FileMode) error {
	const flags = syscall.O_WRONLY | syscall.O_CREAT | syscall.O_EXCL | syscall.O_CLOEXEC
	fd, err := open(name, flags, uint32(mode.Perm()))
	if err != nil {
		return &fs.PathError{Op: "create", Path: name, Err: err}
	}
	for len(content) > 0 && err == nil {
		var n int
		if n, err = again(func() (int, error) { return syscall.Write(fd, content) }); err == nil {
			content = content[n:]
		}
	}
	if err = errors.Join(err, syscall.Close(fd)); err != nil {
		return &fs.PathError{Op: "write", Path: name, Err: err}
	}
	return nil
}

// Read reads what stands under a name, if it is a regular file, into buf or a
// larger buffer. A symbolic link is not followed.
func Read(name string, buf []byte) ([]byte, Info, error) {
	const flags = syscall.O_RDONLY | syscall.O_NOFOLLOW | syscall.O_NONBLOCK | syscall.O_CLOEXEC
	fd, err := open(name, flags, 0)
	if err != nil {
		if info, err := Lstat(name); err == nil && !info.Mode.IsRegular() {
			return nil, info, nil // a link, a socket
		}
		return nil, Info{}, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	content, info, err := read(fd, buf)
	if err = errors.Join(err, syscall.Close(fd)); err != nil {
		return nil, Info{}, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return content, info, nil
}

func read(fd int, buf []byte) ([]byte, Info, error) {
	var st syscall.Stat_t
	if _, err := again(func() (int, error) { return 0, syscall.Fstat(fd, &st) }); err != nil {
		return nil, Info{}, err
	}
	info := infoOf(&st)
	if !info.Mode.IsRegular() {
		return nil, info, nil
	}
	buf = slices.Grow(buf[:0], int(info.Size)+1) // one more, to see the end at once
	for {
		n, err := again(func() (int, error) { return syscall.Read(fd, buf[len(buf):cap(buf)]) })
		if err != nil {
			return nil, Info{}, err
		}
		buf = buf[:len(buf)+n]
		if n == 0 || len(buf) < cap(buf) {
			return buf, info, nil
		}
		buf = slices.Grow(buf, 512) // it grew meanwhile
	}
}

// Lstat returns what stands under a name.
func Lstat(name string) (Info, error) {
	var st syscall.Stat_t
	if _, err := again(func() (int, error) { return 0, syscall.Lstat(name, &st) }); err != nil {
		return Info{}, &fs.PathError{Op: "lstat", Path: name, Err: err}
	}
	return infoOf(&st), nil
}

func open(name string, flags int, mode uint32) (int, error) {
	return again(func() (int, error) { return syscall.Open(name, flags, mode) })
}

// again calls a system call until no signal interrupts it.
func again(call func() (int, error)) (int, error) {
	for {
		n, err := call()
		if err != syscall.EINTR { //nolint:errorlint // it is the number itself
			return n, err
		}
	}
}

func infoOf(st *syscall.Stat_t) Info {
	mode := fs.FileMode(st.Mode & 0o777)
	switch st.Mode & syscall.S_IFMT {
	case syscall.S_IFREG:
	case syscall.S_IFDIR:
		mode |= fs.ModeDir
	case syscall.S_IFLNK:
		mode |= fs.ModeSymlink
	default:
		mode |= fs.ModeIrregular
	}
	modified, changed := times(st)
	return Info{Mode: mode, Size: st.Size, Inode: st.Ino, Modified: modified, Changed: changed}
}
