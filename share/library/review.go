package library

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"hinny/share"
)

const (
	// maxReviewed bounds how many files and folders a review looks at: some
	// seconds on a local disk.
	maxReviewed = 2_000_000
	// maxShown bounds the examples of each group and the largest files.
	maxShown = 10
)

// Review is what sharing a folder would make public, before it is shared.
// Paths in it are relative to the folder, with slashes.
type Review struct {
	Path       string
	Name       string // what others would see instead of the path
	Refused    string // why it cannot be shared; then nothing was looked at
	Files      int    // that would be shared
	Bytes      int64
	Kinds      []Group // what would be shared, by share.Kind, without empty ones
	Largest    []Found // the largest first
	Surprising []Group // what a person may not have meant, by why it may surprise; it would be shared
	Hidden     []Group // what would not be shared, by why; a folder counts once
	Cut        bool    // it has more than was looked at
}

// Group is some of the files of a Review.
type Group struct {
	Why      string // in words, or a share.Kind
	Count    int
	Bytes    int64    // of files
	Examples []string // the first few
}

// Found is one file of a Review.
type Found struct {
	Rel  string
	Size int64 // bytes
}

// Review looks at what sharing a folder would make public. It shares nothing
// and reads no file. What can be said of a path that cannot be shared is why.
func (l *Library) Review(ctx context.Context, path string) (Review, error) {
	path, err := resolve(path)
	if err != nil {
		return Review{}, fmt.Errorf("look at the folder: %w", err)
	}
	if err := Refusal(path, l.options.Home); err != nil {
		return Review{Path: path, Refused: err.Error()}, nil
	}
	hiding, never := l.hiding.Load(), map[string]string{}
	for _, left := range hiding.without(path) {
		never[relative(path, left)] = leftWhy
	}
	if l.options.Home != "" {
		never[relative(path, l.options.Home)] = "Hinny's own folder"
	}
	r, err := review(ctx, os.DirFS(path), never, hiding)
	if err != nil {
		return Review{}, fmt.Errorf("look at %s: %w", path, err)
	}
	r.Path = path
	l.mu.Lock()
	defer l.mu.Unlock()
	r.Name = l.freeName(path)
	return r, nil
}

// relative returns a path as a review of a folder names it; nothing that is in
// the folder for a path that is not.
func relative(folder, path string) string {
	rel, err := filepath.Rel(folder, path)
	if err != nil {
		return ".."
	}
	return filepath.ToSlash(rel)
}

// reviewing is a review under way.
type reviewing struct {
	Review
	never                     map[string]string // why paths are not shared whatever they are called
	kinds, surprising, hidden map[string]*Group
	looked                    int
	hiding                    *exclusions
}

// review looks at a tree of files without following a link. never says why some
// paths in it are not shared whatever they are called.
func review(ctx context.Context, tree fs.FS, never map[string]string, hiding *exclusions) (Review, error) {
	r := reviewing{never: never, hiding: hiding, kinds: map[string]*Group{}, surprising: map[string]*Group{}, hidden: map[string]*Group{}}
	err := fs.WalkDir(tree, ".", func(rel string, entry fs.DirEntry, err error) error {
		if r.looked++; r.looked > maxReviewed {
			r.Cut = true
			return fs.SkipAll
		}
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			note(r.hidden, "it cannot be read", rel, 0)
			return nil
		case rel == ".":
			return nil
		}
		return r.look(rel, entry)
	})
	for _, kind := range share.Kinds() {
		if g, ok := r.kinds[string(kind)]; ok {
			r.Kinds = append(r.Kinds, *g)
		}
	}
	r.Surprising, r.Hidden = sorted(r.surprising), sorted(r.hidden)
	return r.Review, err
}

// look notes one file or folder as a scan would treat it.
func (r *reviewing) look(rel string, entry fs.DirEntry) error {
	c, hidden := r.hiding.match(path.Base(rel))
	why := c.why
	switch {
	case hidden:
	case r.never[rel] != "":
		why = r.never[rel]
	case entry.IsDir():
		return nil
	case !entry.Type().IsRegular():
		why = "a link or no ordinary file"
	}
	if why != "" {
		note(r.hidden, why, rel, 0)
		if entry.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	info, err := entry.Info()
	if err != nil {
		return nil // it is gone
	}
	r.file(rel, info.Size())
	return nil
}

// file notes a file that would be shared.
func (r *reviewing) file(rel string, size int64) {
	r.Files++
	r.Bytes += size
	kind := note(r.kinds, string(share.KindOf(rel)), rel, size)
	kind.Examples = nil
	if why := surprise(rel); why != "" {
		note(r.surprising, why, rel, size)
	}
	if len(r.Largest) == maxShown && size <= r.Largest[maxShown-1].Size {
		return
	}
	at, _ := slices.BinarySearchFunc(r.Largest, size, func(f Found, size int64) int { return cmp.Compare(size, f.Size) })
	r.Largest = slices.Insert(r.Largest, at, Found{rel, size})
	r.Largest = r.Largest[:min(len(r.Largest), maxShown)]
}

func note(groups map[string]*Group, why, rel string, size int64) *Group {
	g := groups[why]
	if g == nil {
		g = &Group{Why: why}
		groups[why] = g
	}
	g.Count++
	g.Bytes += size
	if len(g.Examples) < maxShown {
		g.Examples = append(g.Examples, rel)
	}
	return g
}

// sorted returns the groups with the most things first.
func sorted(groups map[string]*Group) (list []Group) {
	for _, g := range groups {
		list = append(list, *g)
	}
	slices.SortFunc(list, func(a, b Group) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Why, b.Why)) })
	return list
}
