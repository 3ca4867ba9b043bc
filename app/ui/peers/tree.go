package peers

import (
	"slices"
	"strings"

	"hinny/app/api"
	"hinny/app/ui/order"
	"hinny/share"
)

// maxDepth bounds how deep folders are shown in folders. A peer can send names
// of thousands of levels; below this one they are shown in one line.
const maxDepth = 16

// Entry is one line of a browsed peer: a folder or a file.
type Entry struct {
	Path   string // of a folder: what the Rel of its files begins with, without the slash
	Name   string
	Depth  int
	Folder bool
	Open   bool           // of a folder: what is in it follows
	Files  int            // of a folder: in it and below
	Size   int64          // of a folder: of all of them
	File   api.SharedFile // of a file
}

// dir is a folder while the tree is built.
type dir struct {
	path  string
	name  string
	dirs  []*dir // in the order in which their first files came
	byKey map[string]*dir
	files []api.SharedFile
	count int
	size  int64
}

// child returns the folder of that name in d, made if need be.
func (d *dir) child(name string) *dir {
	if c, ok := d.byKey[name]; ok {
		return c
	}
	c := &dir{path: name, name: name, byKey: map[string]*dir{}}
	if d.path != "" {
		c.path = d.path + "/" + name
	}
	d.dirs, d.byKey[name] = append(d.dirs, c), c
	return c
}

// tree arranges files, sorted by Rel, as folders in folders. open says of the
// folders that a person opened or closed which of the two it was; of the others
// only the outermost are open.
func tree(files []api.SharedFile, open map[string]bool) []Entry {
	root := &dir{byKey: map[string]*dir{}}
	for _, f := range files {
		d, parts := root, strings.Split(f.Rel, "/")
		for _, name := range parts[:min(len(parts)-1, maxDepth)] {
			d = d.child(name)
			d.count++
			d.size += f.Size
		}
		d.files = append(d.files, f)
	}
	entries := make([]Entry, 0, len(files))
	return root.list(entries, 0, open)
}

// list appends what is to be seen of a folder's inside: folders first.
func (d *dir) list(to []Entry, depth int, open map[string]bool) []Entry {
	slices.SortStableFunc(d.dirs, func(a, b *dir) int { return order.Names(a.name, b.name) })
	for _, c := range d.dirs {
		isOpen, said := open[c.path]
		isOpen = isOpen || !said && depth == 0
		to = append(to, Entry{Path: c.path, Name: c.name, Depth: depth, Folder: true, Open: isOpen, Files: c.count, Size: c.size})
		if isOpen {
			to = c.list(to, depth+1, open)
		}
	}
	for _, f := range d.files {
		name := f.Rel
		if d.path != "" {
			name = strings.TrimPrefix(f.Rel, d.path+"/")
		}
		to = append(to, Entry{Path: f.Rel, Name: name, Depth: depth, File: f})
	}
	return to
}

// flat shows files without their folders, in the order in which they are.
func flat(files []api.SharedFile) []Entry {
	entries := make([]Entry, len(files))
	for i, f := range files {
		entries[i] = Entry{Path: f.Rel, Name: f.Rel, File: f}
	}
	return entries
}

// within returns the files that entries stand for: those in their folders, and
// themselves, each once. It looks at each file once, however many are chosen.
func within(files []api.SharedFile, entries []Entry) (chosen []api.SharedFile) {
	type key struct {
		rel  string
		root share.RootHash
	}
	folders, alone := map[string]bool{}, map[key]bool{}
	for _, e := range entries {
		if e.Folder {
			folders[e.Path] = true
		} else {
			alone[key{e.File.Rel, e.File.Root}] = true
		}
	}
	for _, f := range files {
		in := alone[key{f.Rel, f.Root}]
		for i := range len(f.Rel) {
			in = in || f.Rel[i] == '/' && folders[f.Rel[:i]]
		}
		if in {
			chosen = append(chosen, f)
		}
	}
	return chosen
}
