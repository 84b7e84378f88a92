package gitops

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/jenkinscode/jenkinscode/internal/digest"
	"github.com/jenkinscode/jenkinscode/internal/disk"
)

// cache is what a run leaves for the next run of the same program over the same
// folder: which files it made of which values, and how it left them.
type cache struct {
	name string
	head digest.Sum // the program and the folder
	old  map[digest.Sum][]cached

	// What this run made, or found in place; guarded by the writer's mutex. Of
	// learned files neither sum nor state is known yet.
	now, learned map[digest.Sum][]cached
}

// cached is a file that stands in its folder.
type cached struct {
	path string
	sum  checksum
	info disk.Info
}

// openCache reads the cache in the file of that name. One that is absent, broken
// or of another program or folder is empty.
func openCache(name, dir string) (*cache, error) {
	program, err := digest.Program()
	if err != nil {
		return nil, err
	}
	c := &cache{name: name, now: map[digest.Sum][]cached{}, learned: map[digest.Sum][]cached{}}
	c.head, _ = digest.Of(program, dir)
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	} else if err != nil {
		return nil, err
	}
	text, err := readString(f)
	c.old = c.parse(text)
	return c, err
}

// recall returns the files that were made of values of that digest and counts
// them as the tree's, if they all stand as they were left; otherwise nil.
func (w *writer) recall(key digest.Sum) []cached {
	files := w.cache.old[key]
	for i := range files {
		if now, ok := w.there.look(files[i].path); !ok || now != files[i].info {
			return nil
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(files) > 0 {
		w.cache.now[key] = files
	}
	for i := range files {
		w.count(recorded{path: files[i].path, sum: files[i].sum})
	}
	return files
}

// look returns what tells whether a regular file was changed.
func (c *folders) look(name string) (disk.Info, bool) {
	info, err := disk.Lstat(c.root + name)
	return info, err == nil && info.Mode.IsRegular() && info.Changed != 0
}

// learn notes that the files were made of values of that digest.
func (w *writer) learn(key digest.Sum, files []file) {
	list := make([]cached, len(files))
	for i := range files {
		list[i] = cached{path: files[i].path}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cache.learned[key] = list
}

// remember writes the cache for the next run, when everything is in place.
func (w *writer) remember() error {
	c := w.cache
	if len(c.learned) == 0 && len(c.now) == len(c.old) {
		return nil
	}
	// What was changed just now is looked at again when some time has passed.
	for range 2 {
		now, err := w.clock()
		if err != nil {
			return err
		}
		for key, files := range c.learned {
			if w.settled(files, now) {
				c.now[key] = files
				delete(c.learned, key)
			}
		}
	}
	if err := os.MkdirAll(filepath.Dir(c.name), 0o755); err != nil {
		return err
	}
	next, err := os.CreateTemp(filepath.Dir(c.name), filepath.Base(c.name))
	if err != nil {
		return err
	}
	_, err = next.Write(c.append(nil))
	if err = errors.Join(err, next.Close()); err == nil {
		err = os.Rename(next.Name(), c.name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(next.Name()))
	}
	return nil
}

// clock returns a time that has come by the clock of the folder's file system.
func (w *writer) clock() (int64, error) {
	name := recordName
	if w.stage != nil {
		name = stageName + "/clock"
		if err := w.root.WriteFile(name, nil, 0o644); err != nil {
			return 0, err
		}
	}
	info, err := disk.Lstat(w.there.root + name)
	return info.Changed, err
}

// settled notes how the files stand. It returns false when one of them was
// changed so recently that a further change could leave no trace.
func (w *writer) settled(files []cached, now int64) bool {
	for i := range files {
		f := &files[i]
		at, ok := slices.BinarySearchFunc(w.new, f.path, func(r recorded, name string) int { return strings.Compare(r.path, name) })
		if !ok {
			return false
		}
		f.sum = w.new[at].sum
		if f.info, ok = w.there.look(f.path); !ok {
			return false
		}
		if changed := f.info.Changed; changed >= now && time.Since(time.Unix(0, changed)) < time.Second {
			return false
		}
	}
	return true
}

// append appends the cache as the file holds it: its head, groups, and a checksum
// of all that.
func (c *cache) append(dst []byte) []byte {
	start := len(dst)
	dst = append(dst, c.head[:]...)
	for _, key := range slices.SortedFunc(maps.Keys(c.now), func(a, b digest.Sum) int { return bytes.Compare(a[:], b[:]) }) {
		dst = append(dst, key[:]...)
		dst = binary.AppendVarint(dst, int64(len(c.now[key])))
		for _, f := range c.now[key] {
			dst = binary.AppendVarint(dst, int64(len(f.path)))
			dst = append(dst, f.path...)
			dst = append(dst, f.sum[:]...)
			for _, n := range []int64{int64(f.info.Mode), f.info.Size, int64(f.info.Inode), f.info.Modified, f.info.Changed} {
				dst = binary.AppendVarint(dst, n)
			}
		}
	}
	return binary.LittleEndian.AppendUint32(dst, checksumOf(string(dst[start:])))
}

// parse is the reverse of append.
func (c *cache) parse(text string) map[digest.Sum][]cached {
	body, ok := strings.CutPrefix(text, string(c.head[:]))
	if !ok || len(body) < crc32.Size {
		return nil
	}
	body, end := body[:len(body)-crc32.Size], body[len(body)-crc32.Size:]
	if string(binary.LittleEndian.AppendUint32(nil, checksumOf(text[:len(text)-len(end)]))) != end {
		return nil
	}
	r := cacheReader{body}
	groups := map[digest.Sum][]cached{}
	for r.rest != "" {
		var key digest.Sum
		copy(key[:], r.take(len(key)))
		files := make([]cached, r.length())
		for i := range files {
			f := &files[i]
			f.path = r.take(r.length())
			copy(f.sum[:], r.take(len(f.sum)))
			f.info = disk.Info{Mode: fs.FileMode(r.number()), Size: r.number(), Inode: uint64(r.number()), Modified: r.number(), Changed: r.number()}
		}
		groups[key] = files
	}
	return groups
}

// checksumOf returns a checksum that broken files don't have.
func checksumOf(text string) (sum uint32) {
	var part [4 << 10]byte
	for text != "" {
		n := copy(part[:], text)
		sum = crc32.Update(sum, castagnoli, part[:n])
		text = text[n:]
	}
	return sum
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// cacheReader reads what append wrote; where there is too little it ends.
type cacheReader struct{ rest string }

func (r *cacheReader) take(n int) string {
	n = min(n, len(r.rest))
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *cacheReader) number() int64 {
	n, size := binary.Varint([]byte(r.rest[:min(len(r.rest), binary.MaxVarintLen64)]))
	r.take(max(size, 1))
	return n
}

// length returns a number of things that follow, each of a byte at least.
func (r *cacheReader) length() int { return max(0, min(int(r.number()), len(r.rest))) }
