package gitops

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
)

// Drift is the error of [Tree.Check] for a folder that does not hold the tree.
// Its text is a readable diff.
type Drift struct {
	// Files are the differences, sorted by path.
	Files []DriftedFile
}

// DriftedFile is one difference between a tree and a folder.
type DriftedFile struct {
	// Path is the file's path.
	Path string
	// What says in a word how it differs: missing, changed, left over.
	What string
	// Diff is a unified diff from what stands in the folder to what the tree
	// holds; empty for a file that is left over.
	Diff string
}

// Error returns the number of differences and the diffs.
func (d *Drift) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d files differ from what is generated\n", len(d.Files))
	for _, f := range d.Files {
		fmt.Fprintf(&b, "%s: %s\n%s", f.What, f.Path, f.Diff)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Check compares the folder with the tree and writes nothing. It returns nil
// when [Tree.Write] would have nothing to do, a [Drift] when it would, and the
// findings of the tree when there is no tree to speak of.
func (t *Tree) Check(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	old, err := readRecord(root)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	var drift Drift
	held := map[string]bool{}
	there := newFolders(dir)
	err = t.run(context.Background(), runtime.GOMAXPROCS(0), consumer{files: len(old.entries), use: func(f *file, content []byte, s *scratch) error {
		have, what, err := there.standsAs(f, content, s)
		if err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		held[f.path] = true
		if what != "" {
			d := DriftedFile{Path: f.path, What: what, Diff: unified(f.path, string(have), string(content))}
			if string(have) == string(content) {
				d.Diff = "  the permission to run it differs\n"
			}
			drift.Files = append(drift.Files, d)
		}
		return nil
	}})
	if err != nil {
		return err
	}
	for name := range old.paths() {
		if held[name] {
			continue
		}
		if info, err := root.Lstat(name); err == nil && info.Mode().IsRegular() {
			drift.Files = append(drift.Files, DriftedFile{Path: name, What: "left over"})
		}
	}
	if len(drift.Files) == 0 {
		return nil
	}
	slices.SortFunc(drift.Files, func(a, b DriftedFile) int { return strings.Compare(a.Path, b.Path) })
	return &drift
}

// standsAs returns what stands in a file's place and how it differs; "" for not
// at all.
func (c *folders) standsAs(f *file, content []byte, s *scratch) (have []byte, what string, err error) {
	have, info, err := c.read(f.path, nil, s)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, "missing", nil
	case err != nil:
		return nil, "", err
	case !info.Mode.IsRegular():
		return nil, "", &Error{Kind: fieldpath.Conflict, Detail: "something that is not a regular file stands there"}
	}
	if string(have) != string(content) || info.Mode&0o111 != f.mode&0o111 {
		return have, "changed", nil
	}
	return nil, "", nil
}

// unified returns a unified diff of two texts with three lines of context.
func unified(name, a, b string) string {
	var out strings.Builder
	fmt.Fprintf(&out, "--- a/%s\n+++ b/%s\n", name, name)
	edits := diffLines(lines(a), lines(b))
	const context = 3
	for i := 0; i < len(edits); {
		if edits[i].op == ' ' {
			i++
			continue
		}
		from := max(0, i-context)
		to, last := i, i
		for to < len(edits) && to <= last+2*context {
			if edits[to].op != ' ' {
				last = to
			}
			to++
		}
		to = min(len(edits), last+context+1)
		var nA, nB int
		for _, e := range edits[from:to] {
			if e.op != '+' {
				nA++
			}
			if e.op != '-' {
				nB++
			}
		}
		fmt.Fprintf(&out, "@@ -%d,%d +%d,%d @@\n", edits[from].a+min(1, nA), nA, edits[from].b+min(1, nB), nB)
		for _, e := range edits[from:to] {
			out.WriteByte(e.op)
			out.WriteString(strings.TrimSuffix(e.line, "\n"))
			out.WriteByte('\n')
			if !strings.HasSuffix(e.line, "\n") {
				out.WriteString("\\ No newline at end of file\n")
			}
		}
		i = to
	}
	return out.String()
}

func lines(s string) []string {
	var out []string
	for l := range strings.Lines(s) {
		out = append(out, l)
	}
	return out
}

// edit is a line of a diff, with its place in both texts.
type edit struct {
	op   byte // ' ', '-' or '+'
	line string
	a, b int
}

// diffLines returns the lines of both texts as edits. Where the texts are too
// different for the search to be worth it, the rest is replaced as a whole.
func diffLines(a, b []string) []edit {
	var head, tail int
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var out []edit
	for i := range head {
		out = append(out, edit{' ', a[i], i, i})
	}
	midA, midB := a[head:len(a)-tail], b[head:len(b)-tail]
	for _, e := range myers(midA, midB) {
		e.a, e.b = e.a+head, e.b+head
		out = append(out, e)
	}
	for i := len(a) - tail; i < len(a); i++ {
		out = append(out, edit{' ', a[i], i, i - len(a) + len(b)})
	}
	return out
}

// myers is the greedy algorithm of Myers, given up after a number of differences.
func myers(a, b []string) []edit {
	const most = 1000
	n, m := len(a), len(b)
	limit := min(n+m, most)
	v := make([]int, 2*limit+2)
	at := func(k int) *int { return &v[k+limit] }
	var trace [][]int
	for d := 0; d <= limit; d++ {
		trace = append(trace, slices.Clone(v))
		for k := -d; k <= d; k += 2 {
			var x int
			if k == -d || k != d && *at(k - 1) < *at(k + 1) {
				x = *at(k + 1)
			} else {
				x = *at(k - 1) + 1
			}
			y := x - k
			for x < n && y < m && a[x] == b[y] {
				x, y = x+1, y+1
			}
			*at(k) = x
			if x >= n && y >= m {
				return backtrack(a, b, trace, limit)
			}
		}
	}
	var out []edit
	for i, l := range a {
		out = append(out, edit{'-', l, i, 0})
	}
	for i, l := range b {
		out = append(out, edit{'+', l, n, i})
	}
	return out
}

func backtrack(a, b []string, trace [][]int, limit int) []edit {
	var out []edit
	x, y := len(a), len(b)
	for d := len(trace) - 1; d >= 0; d-- {
		v := trace[d]
		k := x - y
		var prev int
		if k == -d || k != d && v[k-1+limit] < v[k+1+limit] {
			prev = k + 1
		} else {
			prev = k - 1
		}
		px := 0
		if d > 0 {
			px = v[prev+limit]
		}
		py := px - prev
		if d == 0 {
			py = 0
		}
		for x > px && y > py && x > 0 && y > 0 && a[x-1] == b[y-1] {
			x, y = x-1, y-1
			out = append(out, edit{' ', a[x], x, y})
		}
		if d == 0 {
			break
		}
		if x == px {
			y--
			out = append(out, edit{'+', b[y], x, y})
		} else {
			x--
			out = append(out, edit{'-', a[x], x, y})
		}
	}
	slices.Reverse(out)
	return out
}
