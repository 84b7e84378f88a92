// Package disk reads and writes whole files with as few system calls as it takes.
package disk

import "io/fs"

// Info is what a file system knows of what stands under a name. Two Infos of a
// file differ if it was changed in between.
type Info struct {
	// Mode is the type and the permissions.
	Mode fs.FileMode
	// Size is the size in bytes.
	Size int64
	// Inode is the file's number.
	Inode uint64
	// Modified is when the content was changed, in nanoseconds since 1970, as
	// anybody may set it.
	Modified int64
	// Changed is when anything was changed last, which nobody can set; 0 where
	// the system doesn't tell.
	Changed int64
}
