package gitops

import (
	"bytes"
	"context"
	"encoding"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/jenkinscode/jenkinscode/internal/check"
	"github.com/jenkinscode/jenkinscode/internal/digest"
	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/yamltext"
)

// Tree is the files of a repository: what is to stand where, and who says so.
// The zero Tree is empty and ready for use.
//
// A Tree holds values, not bytes: nothing is encoded before [Tree.Write],
// [Tree.Check] or [Tree.Files] asks for it, and everything wrong with it is
// reported there, at once. A Tree may be added to by one goroutine at a time.
type Tree struct {
	// Header, when set, stands as a comment at the top of each file whose
	// content is encoded as YAML.
	Header string
	// AllowSecrets are patterns, as of [path.Match], of files that may hold
	// secrets. In every other file a Secret's data, a private key or an access
	// token is an error.
	AllowSecrets []string

	files  []file
	groups []group
	by     uintptr              // who adds everything; 0 for whoever calls
	after  func()               // what is to be done when a group's files have been used
	recall func(of ...any) bool // what [Tree.stands] asks; nil for nothing
}

// file is one file to come.
type file struct {
	path    string
	content []any
	mode    fs.FileMode
	checked bool    // the content was checked already, by who knows more of it
	by      uintptr // who added it
}

// group is files to come that are not even made yet.
type group struct {
	name string
	make func(*Tree) error
	by   uintptr
}

// Add puts a file into the tree. Its path is relative, with slashes. Its content
// is one of
//
//   - a string or []byte: the file's text as it is;
//   - a value that is a text by itself ([encoding.TextAppender] or
//     [encoding.TextMarshaler]), as jobdsl.Script and casc.Document are: that
//     text;
//   - any other value: a YAML document. An object of k8s.io/api that leaves its
//     TypeMeta empty gets its apiVersion and kind.
//
// Several contents are documents of one file, separated by lines of ---.
//
// A path that leaves the tree, and two files with one name, be it in another
// case, are errors that name who added them.
func (t *Tree) Add(path string, content ...any) {
	t.files = append(t.files, file{path: path, content: content, mode: 0o644, by: t.caller()})
}

// AddExecutable is [Tree.Add] for a file that can be run, such as a script.
func (t *Tree) AddExecutable(path string, content ...any) {
	t.files = append(t.files, file{path: path, content: content, mode: 0o755, by: t.caller()})
}

// addChecked is [Tree.Add] for content that was checked.
func (t *Tree) addChecked(path string, content any) {
	t.files = append(t.files, file{path: path, content: []any{content}, mode: 0o644, checked: true, by: t.caller()})
}

// Group adds files that are made only when they are needed, and are forgotten
// then, so that a tree may be larger than memory: each time the tree is written,
// compared or listed, f is called with an empty Tree to add them to. Groups are
// made in parallel; f must add the same files each time and touch nothing that
// another group touches. An error of f is reported with its path below name, which may be empty.
func (t *Tree) Group(name string, f func(*Tree) error) {
	t.groups = append(t.groups, group{name: name, make: f, by: t.caller()})
}

// stands reports whether the files that a group makes of these values are in
// place already, as an earlier run of this program left them; the group then has
// nothing to add.
func (t *Tree) stands(of ...any) bool { return t.recall != nil && t.recall(of...) }

// Merge adds the files of another tree below a folder; "" and "." are the root.
func (t *Tree) Merge(dir string, other *Tree) {
	for _, f := range other.files {
		f.path = path.Join(dir, f.path)
		t.files = append(t.files, f)
	}
	for _, g := range other.groups {
		inner := g.make
		g.make = func(sub *Tree) error {
			made := Tree{recall: func(of ...any) bool { return sub.stands(append(of, dir)...) }}
			if err := inner(&made); err != nil {
				return err
			}
			sub.Merge(dir, &made)
			return nil
		}
		t.groups = append(t.groups, g)
	}
}

// File is a file of a tree, encoded.
type File struct {
	// Path is the file's path below the root, with slashes.
	Path string
	// Content is the file's bytes.
	Content []byte
	// Mode is 0o644, or 0o755 for a file that can be run.
	Mode fs.FileMode
}

// Files returns all files, sorted by path. It needs memory for all of them; see
// [Tree.Each] for a tree that is larger.
func (t *Tree) Files() ([]File, error) {
	var mu sync.Mutex
	var out []File
	err := t.Each(func(f File) error {
		f.Content = bytes.Clone(f.Content)
		mu.Lock()
		defer mu.Unlock()
		out = append(out, f)
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return out, nil
}

// Each calls f for every file, in no certain order and from several goroutines
// at once. The content is valid until f returns.
func (t *Tree) Each(f func(File) error) error {
	return t.run(context.Background(), runtime.GOMAXPROCS(0), consumer{use: func(file *file, content []byte, _ *scratch) error {
		return f(File{Path: file.path, Content: content, Mode: file.mode})
	}})
}

// consumer is what is done with the files of a tree.
type consumer struct {
	files int // about how many there are, if that is known
	// use is told of each file.
	use func(f *file, content []byte, s *scratch) error
	// recall, when set, uses the files that were made of values of that digest if
	// they are in place, and returns them. learn is told what else was made of
	// values that have a digest.
	recall func(key digest.Sum) []cached
	learn  func(key digest.Sum, files []file)
}

// scratch is what one worker keeps from file to file.
type scratch struct {
	buf   []byte // the file's content
	other []byte // what stands in its place
	found fieldpath.List
}

// unit is what a worker takes at a time: a stretch of plain files, or a group.
type unit struct {
	files []file
	group *group
}

// run encodes every file and gives it to c, on n workers. It returns all
// findings, those that c returns among them.
func (t *Tree) run(ctx context.Context, n int, c consumer) error {
	const stretch = 16
	units := make([]unit, 0, len(t.files)/stretch+1+len(t.groups))
	for files := range slices.Chunk(t.files, stretch) {
		units = append(units, unit{files: files})
	}
	for i := range t.groups {
		units = append(units, unit{group: &t.groups[i]})
	}
	n = max(1, min(n, len(units)))
	taken := newClaims(c.files)
	var all fieldpath.List
	var mu sync.Mutex
	var next int
	take := func() (unit, bool) {
		mu.Lock()
		defer mu.Unlock()
		if next == len(units) || ctx.Err() != nil {
			return unit{}, false
		}
		next++
		return units[next-1], true
	}
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			s := new(scratch)
			for {
				u, ok := take()
				if !ok {
					break
				}
				t.unit(u, taken, s, c)
			}
			mu.Lock()
			all = append(all, s.found...)
			mu.Unlock()
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	return all.Err()
}

func (t *Tree) unit(u unit, taken *claims, s *scratch, c consumer) {
	if u.group == nil {
		for i := range u.files {
			t.file(&u.files[i], taken, s, c.use)
		}
		return
	}
	made := Tree{Header: t.Header, AllowSecrets: t.AllowSecrets}
	var key digest.Sum
	keyed := false
	if c.recall != nil {
		made.recall = func(of ...any) bool {
			key, keyed = digest.Of(append(of, t.Header, t.AllowSecrets)...)
			if !keyed {
				return false
			}
			files := c.recall(key)
			f := file{by: u.group.by}
			for i := range files {
				f.path = files[i].path
				if bad := taken.claim(&f); bad != nil {
					s.found = append(s.found, bad)
				}
			}
			keyed = files == nil // otherwise there is nothing to learn
			return !keyed
		}
	}
	before := len(s.found)
	if err := u.group.make(&made); err != nil {
		var at *fieldpath.Path
		if u.group.name != "" {
			at = at.Child(u.group.name)
		}
		s.found.Append(at, err)
		return
	}
	for i := range made.files {
		made.file(&made.files[i], taken, s, c.use)
	}
	for i := range made.groups {
		made.unit(unit{group: &made.groups[i]}, taken, s, c)
	}
	if keyed && len(made.groups) == 0 && len(s.found) == before {
		c.learn(key, made.files)
	}
	if made.after != nil {
		made.after()
	}
}

func (t *Tree) file(f *file, taken *claims, s *scratch, use func(*file, []byte, *scratch) error) {
	at := filePath(f.path)
	if bad := taken.claim(f); bad != nil {
		s.found = append(s.found, bad)
		return
	}
	before := len(s.found)
	s.buf = t.encode(s.buf[:0], f, at, &s.found)
	if len(s.found) == before && !t.allowed(f.path) {
		scanSecrets(s.buf, at, &s.found)
	}
	if len(s.found) > before {
		return
	}
	if err := use(f, s.buf, s); err != nil {
		s.found.Append(at, err)
	}
}

func filePath(name string) *fieldpath.Path {
	return (*fieldpath.Path)(nil).Child("files").Key(name)
}

// embedder is a value that is a text, a YAML document with options of its own.
type embedder interface {
	EmbedYAML() (v any, o yamltext.Options)
}

// encode appends the file's text to dst and its findings to list.
func (t *Tree) encode(dst []byte, f *file, at *fieldpath.Path, list *fieldpath.List) []byte {
	if len(f.content) == 0 {
		list.Add(fieldpath.Required, at, nil, "the file has no content; added by "+producer(f.by))
		return dst
	}
	if len(f.content) > 1 && !isYAML(f.path) {
		list.Add(fieldpath.Invalid, at, nil, "only a YAML file holds several documents; added by "+producer(f.by))
		return dst
	}
	for i, v := range f.content {
		docAt := at
		if len(f.content) > 1 {
			docAt = at.Index(i)
		}
		if i > 0 {
			if n := len(dst); n > 0 && dst[n-1] != '\n' {
				dst = append(dst, '\n')
			}
			dst = append(dst, "---\n"...)
		}
		header := ""
		if i == 0 {
			header = t.Header
		}
		dst = appendContent(dst, v, f.checked, header, docAt, list)
	}
	return dst
}

func appendContent(dst []byte, v any, checked bool, header string, at *fieldpath.Path, list *fieldpath.List) []byte {
	switch v := v.(type) {
	case nil:
		list.Add(fieldpath.Required, at, nil, "the content is nil")
		return dst
	case string:
		return append(dst, v...)
	case []byte:
		return append(dst, v...)
	}
	if !checked {
		found := check.Value(v)
		list.Append(at, found.Err())
		if len(found) > 0 {
			return dst
		}
	}
	var err error
	start := len(dst)
	switch v := v.(type) {
	case encoding.TextAppender:
		dst, err = v.AppendText(dst)
	case encoding.TextMarshaler:
		var text []byte
		text, err = v.MarshalText()
		dst = append(dst, text...)
	case embedder:
		inner, o := v.EmbedYAML()
		if o.Header == "" {
			o.Header = header
		}
		dst, err = yamltext.Append(dst, inner, o)
	default:
		dst, err = yamltext.Append(dst, withTypeMeta(v), yamltext.Options{Header: header})
	}
	if err != nil {
		list.Append(at, err)
		return dst[:min(start, len(dst))]
	}
	return dst
}

func isYAML(name string) bool {
	ext := path.Ext(name)
	return ext == ".yaml" || ext == ".yml"
}

// caller returns where the caller of an exported method is.
func (t *Tree) caller() uintptr {
	if t.by != 0 {
		return t.by
	}
	var pc [1]uintptr
	runtime.Callers(3, pc[:])
	return pc[0]
}

// producer returns file and line of a caller.
func producer(pc uintptr) string {
	frame, _ := runtime.CallersFrames([]uintptr{pc}).Next()
	if frame.File == "" {
		return "an unknown place"
	}
	return fmt.Sprintf("%s:%d", path.Base(path.Dir(frame.File))+"/"+path.Base(frame.File), frame.Line)
}

// claims holds which paths are taken, folders included, by their folded form.
type claims struct {
	mu     sync.Mutex
	folded map[string]claimed
	dirs   map[string]bool // folders whose claim is known to be right
}

type claimed struct {
	path string
	by   uintptr
	dir  bool
}

// newClaims returns claims with room for about so many files.
func newClaims(files int) *claims {
	return &claims{folded: make(map[string]claimed, files+files/2), dirs: map[string]bool{}}
}

// claim takes the file's path, or says why it can't be had.
func (c *claims) claim(f *file) *Error {
	name := f.path
	bad := func(kind fieldpath.Kind, detail string) *Error {
		return &Error{Kind: kind, Path: filePath(name).String(), Detail: detail + "; added by " + producer(f.by)}
	}
	if why := badPath(name); why != "" {
		return bad(fieldpath.Invalid, why)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if have, ok := c.take(name, f.by, false); !ok {
		return conflict(name, f.by, have)
	}
	for dir := path.Dir(name); dir != "." && !c.dirs[dir]; dir = path.Dir(dir) {
		if have, ok := c.take(dir, f.by, true); !ok {
			return conflict(name, f.by, have)
		}
		c.dirs[dir] = true
	}
	return nil
}

func (c *claims) take(name string, by uintptr, dir bool) (have claimed, ok bool) {
	key := fold(name)
	have, taken := c.folded[key]
	switch {
	case !taken:
		c.folded[key] = claimed{path: name, by: by, dir: dir}
		return claimed{}, true
	case dir && have.dir && have.path == name:
		return claimed{}, true
	}
	return have, false
}

// conflict words the clash of two producers the same whoever came first.
func conflict(name string, by uintptr, have claimed) *Error {
	a, b := producer(by), producer(have.by)
	if a > b {
		a, b = b, a
	}
	first, second := name, have.path
	if first > second {
		first, second = second, first
	}
	if name == have.path {
		return &Error{Kind: fieldpath.Duplicate, Path: filePath(name).String(), Detail: "added by " + a + " and by " + b}
	}
	if !have.dir && strings.HasPrefix(name, have.path+"/") || have.dir && have.path == name {
		return &Error{Kind: fieldpath.Conflict, Path: filePath(first).String(), Detail: "is a file and the folder of " + second + "; added by " + a + " and by " + b}
	}
	return &Error{Kind: fieldpath.Duplicate, Path: filePath(first).String(), Detail: "differs from " + second + " in case alone, which some file systems don't tell apart; added by " + a + " and by " + b}
}

// fold returns the form that case-insensitive file systems compare.
func fold(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return strings.ToLower(strings.ToUpper(s))
		}
	}
	return s
}

// goodPath reports whether a path is one without doubt: of small letters, digits,
// hyphens and dots within its parts, as nearly all are.
func goodPath(name string) bool {
	last := byte('/')
	for i := range len(name) {
		c := name[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-':
		case c == '/' && (last == '/' || last == '.'), c == '.' && last == '/', c != '/' && c != '.':
			return false
		}
		last = c
	}
	return last != '/' && last != '.'
}

// badPath says what is wrong with a path; "" for nothing.
func badPath(name string) string {
	switch {
	case goodPath(name):
		return ""
	case name == "":
		return "the path is empty"
	case !utf8.ValidString(name):
		return "the path is not UTF-8"
	case strings.HasPrefix(name, "/"):
		return "the path is absolute"
	case strings.Contains(name, `\`) || strings.Contains(name, ":"):
		return "the path holds \\ or :, which mean something on some systems"
	case !fs.ValidPath(name) || name == ".":
		return "the path has an empty part, . or .. in it"
	}
	for i := range len(name) {
		if name[i] < ' ' || name[i] == 0x7f {
			return "the path holds a control character"
		}
	}
	for part := range strings.SplitSeq(name, "/") {
		switch folded := strings.ToLower(part); {
		case folded == ".git":
			return "the path leads into Git's own folder"
		case strings.HasPrefix(folded, ownPrefix):
			return "names that begin with " + ownPrefix + " are the writer's own"
		case strings.HasSuffix(part, ".") || strings.HasSuffix(part, " "):
			return "a part of the path ends in a dot or a space, which some file systems drop"
		}
	}
	return ""
}
