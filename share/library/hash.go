package library

import (
	"context"
	"path/filepath"
	"time"

	"hinny/share"
	"hinny/share/catalog"
)

const (
	// batchSize, batchBytes and batchWait bound how much is entered at once and
	// how long it waits for company. A transaction costs two syncs of the disk,
	// and one of 4096 files half the work of sixteen of 256, because it writes
	// each page of the tree once; beyond, memory grows and little is won.
	batchSize  = 4096
	batchBytes = 16 << 20 // of outboards
	batchWait  = 200 * time.Millisecond
)

// commit asks the committer to enter a file or to forget what is gone.
type commit struct {
	entry catalog.Entry
	gone  string  // a path to forget with all inside it; then entry is empty
	seen  *uint64 // the device of the directory that gone lay in, if that was seen to be the one the catalog knows
}

// inStep reports whether the catalog needs no hash to know a file: it is there
// already, or it is there under another name or an older folder and is entered
// anew.
func (l *Library) inStep(ctx context.Context, folder Folder, path string, id catalog.Identity) bool {
	known, _ := l.catalog.ByPath(path)
	return l.inStepAs(ctx, folder, path, id, known)
}

// inStepAs is inStep for who has just read what the catalog knows of the path,
// which may be nothing.
func (l *Library) inStepAs(ctx context.Context, folder Folder, path string, id catalog.Identity, known catalog.Entry) bool {
	if l.entered.has(path, id) {
		return true
	}
	ok := known.File.ID != 0
	if ok && known.Identity == id && belongs(known, folder) {
		l.ask(ctx, known.File)
		return true
	}
	if !ok || !l.unchanged(path, known.Identity, id) {
		twins := l.catalog.ByIdentity(id)
		if len(twins) == 0 {
			return false
		}
		known = twins[0]
	}
	if _, ok := l.catalog.Outboard(known.File.Root, id.Size); !ok {
		return false
	}
	moved := entryFor(folder, path, id, known.File.Root)
	moved.File.Meta, moved.File.Form = known.File.Meta, known.File.Form
	send(ctx, l.commits, commit{entry: moved})
	return true
}

// belongs reports whether an entry already names its folder as it is now.
func belongs(e catalog.Entry, folder Folder) bool {
	return e.File.Folder == folder.Path && e.File.Rel == relOf(folder, e.File.Path)
}

func entryFor(folder Folder, path string, id catalog.Identity, root share.RootHash) catalog.Entry {
	return catalog.Entry{
		File: share.File{
			Root: root, Path: path, Folder: folder.Path, Rel: relOf(folder, path),
			Size: id.Size, ModTime: time.Unix(0, id.MTime),
		},
		Identity: id,
	}
}

// relOf returns what others see of a path in a folder.
func relOf(folder Folder, path string) string {
	rel := path[min(len(inside(folder.Path)), len(path)):]
	return folder.Name + "/" + filepath.ToSlash(rel)
}
