package gitops

import (
	"io/fs"
	"syscall"
)

// stateOf returns the state of a regular file.
func stateOf(info fs.FileInfo) (state, bool) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok || !info.Mode().IsRegular() {
		return state{}, false
	}
	return state{info.Size(), int64(st.Ino), info.ModTime().UnixNano(), st.Ctimespec.Nano()}, true
}
