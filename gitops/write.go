package gitops

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// RecordFile is the file in which [Tree.Write] records what it generated.
const RecordFile = ownPrefix + ".sum"

// The writer's own names in a tree.
const (
	ownPrefix  = ".jenkinscode"
	recordName = RecordFile         // which files are generated, and their checksums
	stageName  = ownPrefix + ".tmp" // new files on their way; gone when a run ends
)

// WriteOptions are the options of [Tree.Write]. The zero value is right for most.
type WriteOptions struct {
	// Force overwrites and removes generated files even where they were edited
	// by hand since. It never overwrites a file that was not generated.
	Force bool
	// Workers is the number of files in work at a time; the default is the
	// number of processors.
	Workers int
	// Cache, when set, names a file outside the folder in which a run keeps what
	// the next one needs to leave alone the controllers of a [Fleet] that did not
	// change: their values are compared by a checksum, their files by size, inode
	// and times, and they are neither checked nor encoded nor read again. A change
	// of the program, of a value or of a file is noticed all the same. The file is
	// for one folder on one machine and may be deleted at any time. [Tree.Check]
	// never uses it, and on systems other than Linux and macOS nothing does.
	//
	// What is made of a value must depend on nothing else. A controller in which
	// a type of another module writes or checks itself, which may depend on
	// anything, is always made.
	Cache string
	// Progress, when set, is called after each file that was encoded and
	// compared, with their number so far. Calls don't overlap.
	Progress func(done int, path string)
	// Context, when set, ends the run early; the tree is then untouched unless
	// all files were ready.
	Context context.Context
}

// Report says what [Tree.Write] did; paths are sorted.
type Report struct {
	// Written are the files that are new or changed.
	Written []string
	// Unchanged are the files that stood there with the right content.
	Unchanged []string
	// Removed are files of an earlier run that the tree has no more.
	Removed []string
	// Forced are the files, among Written and Removed, that had been edited by
	// hand and were overwritten or removed by Force.
	Forced []string
}

// String returns the numbers in one line.
func (r Report) String() string {
	return fmt.Sprintf("%d written, %d unchanged, %d removed", len(r.Written), len(r.Unchanged), len(r.Removed))
}

// Write makes the folder hold the tree. Everything is encoded, checked and
// compared with what stands there first; if anything is wrong, or if a file was
// edited by hand or was not generated, Write returns all findings and nothing
// has changed. New content is put in place by renaming complete files, so that
// each file is complete or untouched even when the process is killed. Files that
// have the right content are not touched.
//
// The [RecordFile] in the folder records what was generated, in the
// format of sha256sum; only files that stand in it are ever overwritten or
// removed. It belongs into Git with the rest.
//
// Memory is needed for the files in work, not for all. Two runs for one folder
// must not overlap.
func (t *Tree) Write(dir string, o WriteOptions) (Report, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return Report{}, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Report{}, err
	}
	defer root.Close()
	w := writer{root: root, o: o}
	return w.run(t)
}

// writer is one run of Write.
type writer struct {
	root  *os.Root
	o     WriteOptions
	old   *record
	cache *cache

	mu     sync.Mutex
	new    []recorded        // what the tree holds now
	staged []string          // what is to be put in place
	forced []string          // hand-edited files to be overwritten
	folded map[string]string // spelling of what the tree holds, by folded path; made when needed
	dirs   []string          // folders that stand where a file is to go
	done   int

	stageOnce sync.Once
	stageErr  error
	stage     *os.Root
}

// seat is what one worker keeps open.
type seat struct {
	there  folders // in the tree
	staged folders // in the stage
	buf    []byte
}

func (w *writer) run(t *Tree) (Report, error) {
	if err := w.root.RemoveAll(stageName); err != nil {
		return Report{}, err
	}
	var err error
	if w.old, err = readRecord(w.root); err != nil {
		return Report{}, err
	}
	w.new = make([]recorded, 0, len(w.old.entries))
	defer w.unstage()
	ctx := w.o.Context
	if ctx == nil {
		ctx = context.Background()
	}
	n := w.o.Workers
	if n <= 0 {
		n = runtime.GOMAXPROCS(0)
	}
	var seats []*seat
	defer func() {
		for _, s := range seats {
			s.there.close()
			s.staged.close()
		}
	}()
	c := consumer{files: len(w.old.entries), use: func(f *file, content []byte, s *scratch) error {
		if s.state == nil {
			one := &seat{there: folders{root: w.root}}
			s.state = one
			w.mu.Lock()
			seats = append(seats, one)
			w.mu.Unlock()
		}
		return w.file(f, content, s.state.(*seat))
	}}
	if w.o.Cache != "" {
		if w.cache, err = openCache(w.o.Cache, w.root.Name()); err != nil {
			return Report{}, err
		}
		c.recall, c.learn = w.recall, w.learn
	}
	if err := t.run(ctx, n, c); err != nil {
		return Report{}, err
	}
	removed, err := w.removals()
	if err != nil {
		return Report{}, err
	}
	r, err := w.commit(removed)
	if err == nil && w.cache != nil {
		err = w.remember()
	}
	return r, err
}

// file compares one file with what stands there and stages it if need be.
func (w *writer) file(f *file, content []byte, s *seat) error {
	st, err := w.compare(f, content, s)
	if err != nil {
		return err
	}
	entry := recorded{path: f.path, sum: st.sum}
	if !st.same {
		if entry.sum, err = sum(content), w.put(f, content, s); err != nil {
			return err
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.count(entry)
	if !st.same {
		w.staged = append(w.staged, f.path)
	}
	if st.edited {
		w.forced = append(w.forced, f.path)
	}
	if st.dir {
		w.dirs = append(w.dirs, f.path)
	}
	return nil
}

// count counts a file as one of the tree's.
func (w *writer) count(entry recorded) {
	w.new = append(w.new, entry)
	w.done++
	if w.o.Progress != nil {
		w.o.Progress(w.done, entry.path)
	}
}

// standing is how a file stands to what is in its place.
type standing struct {
	same   bool
	edited bool     // by hand, and Force is on
	dir    bool     // a folder stands there
	sum    checksum // of the content, when same
}

func (w *writer) compare(f *file, content []byte, s *seat) (standing, error) {
	folder, err := s.there.open(path.Dir(f.path), w.old)
	if err != nil || folder == nil {
		return standing{}, err
	}
	name := path.Base(f.path)
	info, err := folder.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return standing{}, nil
	case err != nil:
		return standing{}, err
	case info.IsDir():
		return standing{dir: true}, nil
	case !info.Mode().IsRegular():
		return standing{}, &Error{Kind: fieldpath.Conflict, Detail: "a symbolic link or special file stands there"}
	}
	have, err := s.read(folder, name, info.Size())
	if err != nil {
		return standing{}, err
	}
	known := w.old.sums(f.path)
	if string(have) == string(content) && info.Mode()&0o111 == f.mode&0o111 {
		// What was not touched since the record was written need not be hashed.
		if len(known) == 1 && !info.ModTime().After(w.old.time) {
			return standing{same: true, sum: known[0]}, nil
		}
		return standing{same: true, sum: sum(content)}, nil
	}
	switch {
	case string(have) == string(content), slices.Contains(known, sum(have)):
		return standing{}, nil
	case len(known) == 0:
		return standing{}, &Error{Kind: fieldpath.Conflict, Detail: "a file that was not generated stands there; move it away"}
	case w.o.Force:
		return standing{edited: true}, nil
	}
	return standing{}, &Error{Kind: fieldpath.Conflict, Detail: "the generated file was edited by hand; take the edit into the program, or force"}
}

// read returns the content of a file of the given size, valid until the next.
func (s *seat) read(folder *os.Root, name string, size int64) ([]byte, error) {
	f, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s.buf = slices.Grow(s.buf[:0], int(size)+1)[:size+1]
	n, err := io.ReadFull(f, s.buf)
	switch {
	case err == nil: // it grew meanwhile
		rest, err := io.ReadAll(f)
		return append(s.buf, rest...), err
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return s.buf[:n], nil
	}
	return nil, err
}

// put stages a file.
func (w *writer) put(f *file, content []byte, s *seat) error {
	w.stageOnce.Do(func() {
		if w.stageErr = w.root.Mkdir(stageName, 0o755); w.stageErr != nil {
			return
		}
		// What a killed run leaves behind is not to be committed.
		if w.stageErr = w.root.WriteFile(stageName+"/.gitignore", []byte("*\n"), 0o644); w.stageErr != nil {
			return
		}
		if w.stageErr = w.root.Mkdir(stageName+"/new", 0o755); w.stageErr == nil {
			w.stage, w.stageErr = w.root.OpenRoot(stageName + "/new")
		}
	})
	if w.stageErr != nil {
		return w.stageErr
	}
	s.staged.root = w.stage
	folder, err := s.staged.make(path.Dir(f.path))
	if err != nil {
		return err
	}
	out, err := folder.OpenFile(path.Base(f.path), os.O_WRONLY|os.O_CREATE|os.O_EXCL, f.mode)
	if err != nil {
		return err
	}
	_, err = out.Write(content)
	return errors.Join(err, out.Close())
}

func (w *writer) unstage() {
	if w.stage != nil {
		w.stage.Close()
	}
	if w.stage != nil || w.stageErr != nil {
		_ = w.root.RemoveAll(stageName) // the next run removes it otherwise
	}
}

// removals returns the files of earlier runs that the tree has no more, and
// finds fault with those that were edited.
func (w *writer) removals() ([]string, error) {
	slices.SortFunc(w.new, func(a, b recorded) int { return strings.Compare(a.path, b.path) })
	var list fieldpath.List
	var gone []string
	s := seat{there: folders{root: w.root}}
	defer s.there.close()
	next := 0
	for name := range w.old.paths() {
		for next < len(w.new) && w.new[next].path < name {
			next++
		}
		if next < len(w.new) && w.new[next].path == name {
			continue
		}
		folder, err := s.there.open(path.Dir(name), nil)
		if err != nil || folder == nil {
			continue // a link or a file stands where its folder was: not ours any more
		}
		info, err := folder.Lstat(path.Base(name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return nil, err
		}
		if !info.Mode().IsRegular() {
			continue // likewise
		}
		have, err := s.read(folder, path.Base(name), info.Size())
		if err != nil {
			return nil, err
		}
		if !slices.Contains(w.old.sums(name), sum(have)) {
			if !w.o.Force {
				list.Add(fieldpath.Conflict, filePath(name), nil, "the tree has it no more, but the generated file was edited by hand; remove it, or force")
				continue
			}
			w.forced = append(w.forced, name)
		}
		gone = append(gone, name)
	}
	for _, dir := range w.dirs {
		err := fs.WalkDir(w.root.FS(), dir, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && !slices.Contains(gone, name) {
				err = &Error{Kind: fieldpath.Conflict, Path: filePath(dir).String(), Detail: "a folder stands there that holds " + name}
			}
			return err
		})
		if err != nil {
			list.Append(nil, err)
		}
	}
	return gone, list.Err()
}

// commit puts everything in place. Until it has ended the record on disk knows
// both what stood there and what is to come.
func (w *writer) commit(removed []string) (Report, error) {
	slices.Sort(w.staged)
	slices.Sort(w.forced)
	r := Report{Written: w.staged, Removed: removed, Forced: w.forced}
	i := 0
	for _, n := range w.new {
		for i < len(w.staged) && w.staged[i] < n.path {
			i++
		}
		if i == len(w.staged) || w.staged[i] != n.path {
			r.Unchanged = append(r.Unchanged, n.path)
		}
	}
	final := appendRecord(nil, w.new)
	if len(w.staged) == 0 && len(removed) == 0 {
		if string(final) == w.old.text {
			return r, nil
		}
		return r, w.replaceRecord(final)
	}
	if err := w.replaceRecord(appendRecord(nil, w.old.union(w.new, w.staged, removed))); err != nil {
		return Report{}, err
	}
	for _, name := range removed {
		if err := w.remove(name); err != nil {
			return Report{}, err
		}
	}
	if err := w.place(w.staged, ""); err != nil {
		return Report{}, err
	}
	return r, w.replaceRecord(final)
}

// remove removes a file and the folders that it leaves empty.
func (w *writer) remove(name string) error {
	if w.folded == nil {
		w.folded = make(map[string]string, len(w.new))
		for _, n := range w.new {
			w.folded[fold(n.path)] = n.path
		}
	}
	if now, ok := w.folded[fold(name)]; ok {
		// The name changed in case alone. Where the file system doesn't tell
		// the two apart they are one file, which must not be lost.
		a, errA := w.root.Lstat(name)
		b, errB := w.root.Lstat(now)
		if errA == nil && errB == nil && os.SameFile(a, b) {
			return w.root.Rename(name, now)
		}
	}
	if err := w.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if w.root.Remove(dir) != nil {
			break // not empty
		}
	}
	return nil
}

// place moves staged files, sorted and all below dir (empty or ending in a
// slash), to where they belong; a folder that is new as a whole is moved at once.
func (w *writer) place(staged []string, dir string) error {
	for len(staged) > 0 {
		rest := staged[0][len(dir):]
		name, _, below := strings.Cut(rest, "/")
		full := dir + name
		n := 1
		if below {
			for n < len(staged) && strings.HasPrefix(staged[n], full+"/") {
				n++
			}
			if _, err := w.root.Lstat(full); err == nil {
				if err := w.place(staged[:n], full+"/"); err != nil {
					return err
				}
				staged = staged[n:]
				continue
			} else if !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
		if err := w.root.Rename(stageName+"/new/"+full, full); err != nil {
			return err
		}
		staged = staged[n:]
	}
	return nil
}

// replaceRecord puts a new record in place.
func (w *writer) replaceRecord(text []byte) error {
	const next = recordName + ".new"
	if err := w.root.WriteFile(next, text, 0o644); err != nil {
		return err
	}
	return w.root.Rename(next, recordName)
}

// folders keeps the folders open that lead to the ones used last, since files
// come in the order of their folders, in two places by turns: an Application
// stands elsewhere than what it delivers.
type folders struct {
	root    *os.Root
	missing string // a folder that is known not to exist
	chains  [2]chain
}

// chain is the folders that lead to one.
type chain struct {
	names []string
	roots []*os.Root
}

// open returns the folder dir; nil when it does not exist. A symbolic link on the
// way is an error; a file is too, unless it is in the record of what may go.
func (c *folders) open(dir string, mayGo *record) (*os.Root, error) {
	if c.missing != "" && (dir == c.missing || strings.HasPrefix(dir, c.missing) && dir[len(c.missing)] == '/') {
		return nil, nil
	}
	return c.walk(dir, func(at *os.Root, name, full string) (*os.Root, error) {
		info, err := at.Lstat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			c.missing = full
			return nil, nil
		case err != nil:
			return nil, err
		case info.Mode()&fs.ModeSymlink != 0:
			return nil, &Error{Kind: fieldpath.Conflict, Detail: "the folder " + full + " is a symbolic link"}
		case !info.IsDir():
			if mayGo != nil && len(mayGo.sums(full)) > 0 {
				return nil, nil
			}
			return nil, &Error{Kind: fieldpath.Conflict, Detail: "the folder " + full + " is a file"}
		}
		return at.OpenRoot(name)
	})
}

// make returns the folder dir, which it makes if need be.
func (c *folders) make(dir string) (*os.Root, error) {
	return c.walk(dir, func(at *os.Root, name, _ string) (*os.Root, error) {
		if err := at.Mkdir(name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		return at.OpenRoot(name)
	})
}

func (c *folders) walk(dir string, step func(at *os.Root, name, full string) (*os.Root, error)) (*os.Root, error) {
	if dir == "." {
		return c.root, nil
	}
	ch := &c.chains[0]
	if shared, other := ch.shared(dir), c.chains[1].shared(dir); other > shared || 2*shared < len(ch.names) && len(c.chains[1].names) == 0 {
		ch = &c.chains[1]
	}
	at, depth := c.root, 0
	for rest, end := dir, -1; rest != ""; depth++ {
		name, after, _ := strings.Cut(rest, "/")
		end += len(name) + 1
		if depth < len(ch.names) && ch.names[depth] == name {
			at = ch.roots[depth]
		} else {
			ch.cut(depth)
			next, err := step(at, name, dir[:end])
			if err != nil || next == nil {
				return nil, err
			}
			ch.names, ch.roots = append(ch.names, name), append(ch.roots, next)
			at = next
		}
		rest = after
	}
	return at, nil
}

// shared returns how many of the folders that lead to dir are open.
func (c *chain) shared(dir string) (n int) {
	for name := range strings.SplitSeq(dir, "/") {
		if n == len(c.names) || c.names[n] != name {
			break
		}
		n++
	}
	return n
}

func (c *chain) cut(depth int) {
	for _, r := range c.roots[depth:] {
		r.Close()
	}
	c.names, c.roots = c.names[:depth], c.roots[:depth]
}

func (c *folders) close() {
	for i := range c.chains {
		c.chains[i].cut(0)
	}
}
