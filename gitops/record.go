package gitops

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// checksum is a file's SHA-256.
type checksum [sha256.Size]byte

func sum(b []byte) checksum { return sha256.Sum256(b) }

// recorded is a line of a record.
type recorded struct {
	path string
	sum  checksum
}

// record is the list of generated files that stands in a tree. While a run puts
// files in place, a path has a line for what stood there and one for what comes.
type record struct {
	text    string
	time    int64      // when it was written
	entries []recorded // sorted
}

const recordHead = "# Generated files and their SHA-256. Written by jenkinscode; do not edit.\n"

func readRecord(root *os.Root) (*record, error) {
	info, err := root.Lstat(recordName)
	if errors.Is(err, fs.ErrNotExist) {
		return &record{}, nil
	} else if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &Error{Kind: fieldpath.Conflict, Path: filePath(recordName).String(), Detail: "a symbolic link or special file stands there"}
	}
	f, err := root.Open(recordName)
	if err != nil {
		return nil, err
	}
	text, err := readString(f)
	if err != nil {
		return nil, err
	}
	r := &record{time: info.ModTime().UnixNano(), text: text}
	r.entries = make([]recorded, 0, strings.Count(r.text, "\n"))
	n := 0
	for line := range strings.Lines(r.text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		var e recorded
		digits, name, ok := strings.Cut(line, "  ")
		if k, err := hex.Decode(e.sum[:], []byte(digits[:min(len(digits), 2*len(e.sum))])); !ok || err != nil || k != len(e.sum) || badPath(name) != "" {
			var list fieldpath.List
			list.Add(fieldpath.Invalid, filePath(recordName).Index(n), line, "not a line of the record of generated files; restore it from Git")
			return nil, list.Err()
		}
		e.path = name
		r.entries = append(r.entries, e)
	}
	slices.SortFunc(r.entries, compareRecorded)
	return r, nil
}

// readString returns what is in a file, and closes it.
func readString(f *os.File) (string, error) {
	defer f.Close()
	var b strings.Builder
	if info, err := f.Stat(); err == nil {
		b.Grow(int(info.Size()))
	}
	var part [8 << 10]byte
	for {
		n, err := f.Read(part[:])
		b.Write(part[:n])
		if errors.Is(err, io.EOF) {
			return b.String(), nil
		} else if err != nil {
			return "", err
		}
	}
}

func compareRecorded(a, b recorded) int {
	return cmp.Or(strings.Compare(a.path, b.path), bytes.Compare(a.sum[:], b.sum[:]))
}

// find returns the stretch of entries for a path.
func (r *record) find(name string) []recorded {
	i, ok := slices.BinarySearchFunc(r.entries, name, func(e recorded, name string) int { return strings.Compare(e.path, name) })
	if !ok {
		return nil
	}
	j := i
	for j < len(r.entries) && r.entries[j].path == name {
		j++
	}
	return r.entries[i:j]
}

// sums returns the checksums of what was generated at a path; none when nothing
// was.
func (r *record) sums(name string) []checksum {
	found := r.find(name)
	if len(found) == 0 {
		return nil
	}
	out := make([]checksum, len(found))
	for i, e := range found {
		out[i] = e.sum
	}
	return out
}

// paths returns the paths in the record, sorted.
func (r *record) paths() iter.Seq[string] {
	return func(yield func(string) bool) {
		for i, e := range r.entries {
			if (i == 0 || r.entries[i-1].path != e.path) && !yield(e.path) {
				return
			}
		}
	}
}

// union returns what the record holds while files are put in place: all new
// entries, and the old ones of those that are replaced or removed.
func (r *record) union(new []recorded, lists ...[]string) []recorded {
	out := slices.Clone(new)
	for _, list := range lists {
		for _, name := range list {
			out = append(out, r.find(name)...)
		}
	}
	slices.SortFunc(out, compareRecorded)
	return slices.Compact(out)
}

func appendRecord(dst []byte, entries []recorded) []byte {
	n := len(recordHead)
	for _, e := range entries {
		n += 2*len(e.sum) + len(e.path) + 3
	}
	dst = append(slices.Grow(dst, n), recordHead...)
	for _, e := range entries {
		dst = e.append(dst)
	}
	return dst
}

func (e *recorded) append(dst []byte) []byte {
	dst = hex.AppendEncode(dst, e.sum[:])
	dst = append(dst, "  "...)
	dst = append(dst, e.path...)
	return append(dst, '\n')
}

// holds reports whether the record's text is that of these entries.
func (r *record) holds(entries []recorded) bool {
	rest, ok := strings.CutPrefix(r.text, recordHead)
	var line []byte
	for i := 0; ok && i < len(entries); i++ {
		line = entries[i].append(line[:0])
		if ok = len(rest) >= len(line) && rest[:len(line)] == string(line); ok {
			rest = rest[len(line):]
		}
	}
	return ok && rest == ""
}
