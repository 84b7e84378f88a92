// Package commit puts a gitops.Tree on a branch of a Git repository, without a
// checkout: neither the working tree nor the index is touched. It is apart so
// that only who commits links a Git implementation.
package commit

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/config"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"

	"github.com/jenkinscode/jenkinscode/gitops"
)

// Options say what to commit where.
type Options struct {
	// Branch is the branch to commit on, as regenerate; it is made when it is
	// not there. It must not be the one that is checked out, whose files would
	// no longer be those of its commit.
	Branch string
	// Base is the branch, tag or commit that a new Branch starts from; the
	// default is HEAD. It does not matter to a branch that is there.
	Base string
	// Dir is the folder of the repository that holds the tree; the default is
	// its root.
	Dir string
	// Message is the commit's message.
	Message string
	// Author is who commits; the default is the user of Git's configuration.
	Author Author
	// Time is when; the default is now.
	Time time.Time
	// Write are the options of writing the tree; what stands on the branch is
	// what counts as edited by hand.
	Write gitops.WriteOptions
}

// Author is who commits.
type Author struct {
	// Name is the name.
	Name string
	// Email is the address.
	Email string
}

// Report says what was committed.
type Report struct {
	gitops.Report
	// Hash is the commit; empty when the branch held the tree already and
	// nothing was committed.
	Hash string
}

// Tree makes a commit that has the folder hold the tree, as [gitops.Tree.Write]
// does for a folder on disk: files of earlier runs that the tree has no more are
// removed, everything else in the repository stays as it is, and a generated
// file that someone edited on the branch is an error unless forced. When there
// is nothing to change there is no commit.
//
// The branch moves last and only from where it was found, so that a run that
// fails or is killed leaves it alone.
func Tree(repository string, tree *gitops.Tree, o Options) (Report, error) {
	r, err := git.PlainOpenWithOptions(repository, &git.PlainOpenOptions{DetectDotGit: true, EnableDotGitCommonDir: true})
	if err != nil {
		return Report{}, fmt.Errorf("%s: %w", repository, err)
	}
	c := committer{repo: r, o: o}
	if c.author, err = c.signature(); err != nil {
		return Report{}, err
	}
	if err := c.find(); err != nil {
		return Report{}, err
	}
	return c.run(tree)
}

// committer is one run of Tree.
type committer struct {
	repo   *git.Repository
	o      Options
	author object.Signature
	branch plumbing.ReferenceName
	old    *plumbing.Reference // where the branch is; nil for a new one
	parent *object.Commit      // nil in a repository without commits
}

func (c *committer) signature() (object.Signature, error) {
	s := object.Signature{Name: c.o.Author.Name, Email: c.o.Author.Email, When: c.o.Time}
	if s.When.IsZero() {
		s.When = time.Now()
	}
	if s.Name == "" || s.Email == "" {
		user, err := c.repo.ConfigScoped(config.GlobalScope)
		if err != nil {
			return s, err
		}
		if s.Name == "" {
			s.Name = user.User.Name
		}
		if s.Email == "" {
			s.Email = user.User.Email
		}
	}
	if s.Name == "" || s.Email == "" {
		return s, errors.New("nobody to commit as: set Author, or user.name and user.email in Git's configuration")
	}
	return s, nil
}

// find finds the branch, and the commit to build on.
func (c *committer) find() error {
	c.branch = plumbing.NewBranchReferenceName(c.o.Branch)
	if c.o.Branch == "" {
		return errors.New("no branch to commit on")
	}
	if err := c.branch.Validate(); err != nil {
		return fmt.Errorf("branch %q: %w", c.o.Branch, err)
	}
	if c.o.Message == "" {
		return errors.New("no message to commit with")
	}
	if c.o.Dir != "" && !filepath.IsLocal(c.o.Dir) {
		return fmt.Errorf("the folder %q is outside of the repository", c.o.Dir)
	}
	settings, err := c.repo.Config()
	if err != nil {
		return err
	}
	head, err := c.repo.Storer.Reference(plumbing.HEAD)
	if err != nil && !errors.Is(err, plumbing.ErrReferenceNotFound) {
		return err
	}
	if head != nil && head.Target() == c.branch && !settings.Core.IsBare {
		return fmt.Errorf("the branch %s is checked out; commit on another, or write the tree into the folder", c.o.Branch)
	}
	var at plumbing.Hash
	switch c.old, err = c.repo.Storer.Reference(c.branch); {
	case err == nil:
		at = c.old.Hash()
	case !errors.Is(err, plumbing.ErrReferenceNotFound):
		return err
	default:
		c.old = nil
		base := c.o.Base
		if base == "" {
			base = "HEAD"
		}
		hash, err := c.repo.ResolveRevision(plumbing.Revision(base))
		if errors.Is(err, plumbing.ErrReferenceNotFound) && c.o.Base == "" {
			return nil // the first commit
		} else if err != nil {
			return fmt.Errorf("base %s: %w", base, err)
		}
		at = *hash
	}
	c.parent, err = c.repo.CommitObject(at)
	return err
}

func (c *committer) run(tree *gitops.Tree) (Report, error) {
	top := new(object.Tree)
	if c.parent != nil {
		var err error
		if top, err = c.parent.Tree(); err != nil {
			return Report{}, err
		}
	}
	tmp, err := os.MkdirTemp("", "jenkinscode-commit-")
	if err != nil {
		return Report{}, err
	}
	defer os.RemoveAll(tmp)
	root, err := os.OpenRoot(tmp)
	if err != nil {
		return Report{}, err
	}
	defer root.Close()
	dir := path.Clean(filepath.ToSlash(c.o.Dir))
	if err := c.lay(root, top, dir); err != nil {
		return Report{}, err
	}
	written, err := tree.Write(tmp, c.o.Write)
	if err != nil {
		return Report{}, err
	}
	out := Report{Report: written}
	hash, err := c.store(root, top, dir, written)
	if err != nil {
		return out, err
	}
	commit := &object.Commit{Author: c.author, Committer: c.author, Message: c.o.Message, TreeHash: hash}
	if !strings.HasSuffix(commit.Message, "\n") {
		commit.Message += "\n"
	}
	if c.parent != nil {
		if hash == c.parent.TreeHash {
			return out, nil
		}
		commit.ParentHashes = []plumbing.Hash{c.parent.Hash}
	}
	id, err := c.put(plumbing.CommitObject, commit.Encode)
	if err != nil {
		return out, err
	}
	if err := c.repo.Storer.CheckAndSetReference(plumbing.NewHashReference(c.branch, id), c.old); err != nil {
		return out, fmt.Errorf("branch %s: %w", c.o.Branch, err)
	}
	out.Hash = id.String()
	return out, nil
}

// lay writes what the folder holds in the parent commit into root.
func (c *committer) lay(root *os.Root, top *object.Tree, dir string) error {
	if dir != "." {
		sub, err := top.Tree(dir)
		if errors.Is(err, object.ErrDirectoryNotFound) {
			return nil
		} else if err != nil {
			return err
		}
		top = sub
	}
	walker := object.NewTreeWalker(top, true, nil)
	defer walker.Close()
	for {
		name, entry, err := walker.Next()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		switch entry.Mode {
		case filemode.Dir, filemode.Submodule:
			err = root.MkdirAll(name, 0o755)
		default:
			err = c.layFile(root, name, entry)
		}
		if err != nil {
			return err
		}
	}
}

func (c *committer) layFile(root *os.Root, name string, entry object.TreeEntry) error {
	blob, err := c.repo.BlobObject(entry.Hash)
	if err != nil {
		return err
	}
	in, err := blob.Reader()
	if err != nil {
		return err
	}
	defer in.Close()
	content, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	switch entry.Mode {
	case filemode.Symlink:
		return root.Symlink(string(content), name)
	case filemode.Executable:
		return root.WriteFile(name, content, 0o755)
	}
	return root.WriteFile(name, content, 0o644)
}

// store returns the hash of the repository's tree after what was written.
func (c *committer) store(root *os.Root, top *object.Tree, dir string, written gitops.Report) (plumbing.Hash, error) {
	changes := new(change)
	for _, name := range written.Removed {
		changes.at(path.Join(dir, name)).gone = true
	}
	for _, name := range append(slices.Clone(written.Written), gitops.RecordFile) {
		content, err := root.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) && name == gitops.RecordFile {
			continue
		} else if err != nil {
			return plumbing.ZeroHash, err
		}
		info, err := root.Lstat(name)
		if err != nil {
			return plumbing.ZeroHash, err
		}
		entry := object.TreeEntry{Mode: filemode.Regular}
		if info.Mode()&0o111 != 0 {
			entry.Mode = filemode.Executable
		}
		if entry.Hash, err = c.put(plumbing.BlobObject, func(o plumbing.EncodedObject) error {
			w, err := o.Writer()
			if err != nil {
				return err
			}
			_, err = w.Write(content)
			return errors.Join(err, w.Close())
		}); err != nil {
			return plumbing.ZeroHash, err
		}
		changes.at(path.Join(dir, name)).file = &entry
	}
	hash, _, err := c.apply(top, changes)
	return hash, err
}

// change is what happens to a folder, or to a file in it.
type change struct {
	below map[string]*change
	file  *object.TreeEntry // new content
	gone  bool
}

// at returns the change of a path, which it makes if need be.
func (c *change) at(name string) *change {
	for part := range strings.SplitSeq(name, "/") {
		if c.below == nil {
			c.below = map[string]*change{}
		}
		if c.below[part] == nil {
			c.below[part] = new(change)
		}
		c = c.below[part]
	}
	return c
}

// apply returns the hash of a folder after a change; empty says that nothing is
// left in it.
func (c *committer) apply(old *object.Tree, ch *change) (hash plumbing.Hash, empty bool, err error) {
	next := new(object.Tree)
	folders := map[string]*object.TreeEntry{}
	for _, e := range old.Entries {
		one := ch.below[e.Name]
		switch {
		case one == nil:
			next.Entries = append(next.Entries, e)
		case one.below != nil && e.Mode == filemode.Dir:
			folders[e.Name] = &e
		}
	}
	for name, one := range ch.below {
		if one.file != nil {
			e := *one.file
			e.Name = name
			next.Entries = append(next.Entries, e)
			continue
		}
		if one.below == nil {
			continue // gone
		}
		sub := new(object.Tree)
		if e := folders[name]; e != nil {
			if sub, err = c.repo.TreeObject(e.Hash); err != nil {
				return hash, false, err
			}
		}
		h, none, err := c.apply(sub, one)
		if err != nil {
			return hash, false, err
		}
		if !none {
			next.Entries = append(next.Entries, object.TreeEntry{Name: name, Mode: filemode.Dir, Hash: h})
		}
	}
	slices.SortFunc(next.Entries, func(a, b object.TreeEntry) int { return strings.Compare(sortName(a), sortName(b)) })
	hash, err = c.put(plumbing.TreeObject, next.Encode)
	return hash, len(next.Entries) == 0, err
}

// sortName is what Git sorts entries by.
func sortName(e object.TreeEntry) string {
	if e.Mode == filemode.Dir {
		return e.Name + "/"
	}
	return e.Name
}

// put stores an object.
func (c *committer) put(kind plumbing.ObjectType, encode func(plumbing.EncodedObject) error) (plumbing.Hash, error) {
	o := c.repo.Storer.NewEncodedObject()
	o.SetType(kind)
	if err := encode(o); err != nil {
		return plumbing.ZeroHash, err
	}
	return c.repo.Storer.SetEncodedObject(o)
}
