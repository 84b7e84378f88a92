//go:build !linux && !darwin

package disk

import (
	"errors"
	"io/fs"
	"os"
)

// Create writes a file that must not exist yet.
func Create(name string, content []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Close())
}

// Read reads what stands under a name, if it is a regular file, into buf or a
// larger buffer. A symbolic link is not followed.
func Read(name string, _ []byte) ([]byte, Info, error) {
	info, err := Lstat(name)
	if err != nil || !info.Mode.IsRegular() {
		return nil, info, err
	}
	content, err := os.ReadFile(name)
	return content, info, err
}

// Lstat returns what stands under a name.
func Lstat(name string) (Info, error) {
	info, err := os.Lstat(name)
	if err != nil {
		return Info{}, err
	}
	return Info{Mode: info.Mode(), Size: info.Size(), Modified: info.ModTime().UnixNano()}, nil
}
