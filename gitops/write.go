package gitops

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/jenkinscode/jenkinscode/internal/disk"
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
	// never uses it, and on systems other than Linux and macOS nothing does. The
	// folders that lead to a file are not looked at: it doesn't notice that one
	// became a symbolic link to the same files.
	//
	// What is made of a value must depend on nothing else. A controller in which
	// a type of another module writes or checks itself, which may depend on
	// anything, is always made.
	Cache string
	// Progress, when set, is called after each file that was encoded and
	// compared, or left alone, with their number so far. Calls don't overlap.
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
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Report{}, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return Report{}, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Report{}, err
	}
	defer root.Close()
	w := writer{root: root, there: newFolders(dir), o: o}
	return w.run(t)
}

// writer is one run of Write.
type writer struct {
	root  *os.Root
	there *folders // what stands in it
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
	stage     *folders // the folder of staged files; nil for none
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
	c := consumer{files: len(w.old.entries), use: w.file}
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
func (w *writer) file(f *file, content []byte, s *scratch) error {
	st, err := w.compare(f, content, s)
	if err != nil {
		return err
	}
	entry := recorded{path: f.path, sum: st.sum}
	if !st.same {
		if entry.sum, err = sum(content), w.put(f, content); err != nil {
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

func (w *writer) compare(f *file, content []byte, s *scratch) (standing, error) {
	have, info, err := w.there.read(f.path, w.old, s)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return standing{}, nil
	case err != nil:
		return standing{}, err
	case info.Mode.IsDir():
		return standing{dir: true}, nil
	case !info.Mode.IsRegular():
		return standing{}, &Error{Kind: fieldpath.Conflict, Detail: "a symbolic link or special file stands there"}
	}
	known := w.old.sums(f.path)
	if string(have) == string(content) && info.Mode&0o111 == f.mode&0o111 {
		// What was not touched since the record was written need not be hashed.
		if len(known) == 1 && max(info.Modified, info.Changed) <= w.old.time {
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

// put stages a file.
func (w *writer) put(f *file, content []byte) error {
	w.stageOnce.Do(func() {
		if w.stageErr = w.root.Mkdir(stageName, 0o755); w.stageErr != nil {
			return
		}
		// What a killed run leaves behind is not to be committed.
		if w.stageErr = w.root.WriteFile(stageName+"/.gitignore", []byte("*\n"), 0o644); w.stageErr != nil {
			return
		}
		w.stageErr = w.root.Mkdir(stageName+"/new", 0o755)
		w.stage = newFolders(w.root.Name() + "/" + stageName + "/new")
	})
	if w.stageErr != nil {
		return w.stageErr
	}
	if err := w.stage.make(parent(f.path)); err != nil {
		return err
	}
	// The stage is this run's own: no link leads out of it.
	return disk.Create(w.stage.root+f.path, content, f.mode)
}

func (w *writer) unstage() {
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
	var s scratch
	next := 0
	for name := range w.old.paths() {
		for next < len(w.new) && w.new[next].path < name {
			next++
		}
		if next < len(w.new) && w.new[next].path == name {
			continue
		}
		if stands, err := w.there.stand(parent(name), nil); err != nil || !stands {
			continue // a link or a file stands where its folder was: not ours any more
		}
		have, info, err := w.there.read(name, nil, &s)
		if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode.IsRegular() {
			continue // likewise
		} else if err != nil {
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
	if n := len(w.new) - len(w.staged); n > 0 {
		r.Unchanged = make([]string, 0, n)
	}
	i := 0
	for _, n := range w.new {
		for i < len(w.staged) && w.staged[i] < n.path {
			i++
		}
		if i == len(w.staged) || w.staged[i] != n.path {
			r.Unchanged = append(r.Unchanged, n.path)
		}
	}
	if len(w.staged) == 0 && len(removed) == 0 {
		if w.old.holds(w.new) {
			return r, nil
		}
		return r, w.replaceRecord(appendRecord(nil, w.new))
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
	return r, w.replaceRecord(appendRecord(nil, w.new))
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

// folders knows which folders stand below a folder. It serves several goroutines.
type folders struct {
	root  string // with a slash behind it
	mu    sync.Mutex
	known map[string]bool // whether it stands
}

func newFolders(root string) *folders {
	return &folders{root: root + "/", known: map[string]bool{".": true}}
}

// parent returns the folder that a path leads into; a dot for the root.
func parent(name string) string {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i]
	}
	return "."
}

func (c *folders) is(dir string) (stands, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	stands, known = c.known[dir]
	return stands, known
}

func (c *folders) note(dir string, stands bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.known[dir] = stands
}

// stand reports whether a folder stands. A symbolic link on the way is an error;
// a file is too, unless it is in the record of what may go.
func (c *folders) stand(dir string, mayGo *record) (bool, error) {
	if stands, known := c.is(dir); known {
		return stands, nil
	}
	if stands, err := c.stand(parent(dir), mayGo); err != nil || !stands {
		return false, err
	}
	info, err := disk.Lstat(c.root + dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return false, err
	case info.Mode&fs.ModeSymlink != 0:
		return false, &Error{Kind: fieldpath.Conflict, Detail: "the folder " + dir + " is a symbolic link"}
	case !info.Mode.IsDir():
		if mayGo != nil && len(mayGo.sums(dir)) > 0 {
			return false, nil
		}
		return false, &Error{Kind: fieldpath.Conflict, Detail: "the folder " + dir + " is a file"}
	}
	c.note(dir, err == nil)
	return err == nil, nil
}

// make makes a folder if need be.
func (c *folders) make(dir string) error {
	if stands, _ := c.is(dir); stands {
		return nil
	}
	if err := c.make(parent(dir)); err != nil {
		return err
	}
	if err := os.Mkdir(c.root+dir, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	c.note(dir, true)
	return nil
}

// read reads the file of that name, valid until s reads another. Where its
// folder does not stand it is [fs.ErrNotExist].
func (c *folders) read(name string, mayGo *record, s *scratch) ([]byte, disk.Info, error) {
	if stands, err := c.stand(parent(name), mayGo); err != nil {
		return nil, disk.Info{}, err
	} else if !stands {
		return nil, disk.Info{}, fs.ErrNotExist
	}
	have, info, err := disk.Read(c.root+name, s.other)
	if have != nil {
		s.other = have
	}
	return have, info, err
}
