package library

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"hinny/share"
	"hinny/share/catalog"
	"hinny/share/merkle"
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
	entry   catalog.Entry
	gone    string // a path to forget with all inside it; then entry is empty
	present bool   // the directory that gone lay in was seen to be the one the catalog knows
}

// inStep reports whether the catalog needs no hash to know a file: it is there
// already, or it is there under another name or an older folder and is entered
// anew.
func (l *Library) inStep(ctx context.Context, folder Folder, path string, id catalog.Identity) bool {
	if l.entered.has(path, id) {
		return true
	}
	known, ok := l.catalog.ByPath(path)
	if ok && known.Identity == id && belongs(known, folder) {
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
	send(ctx, l.commits, commit{entry: entryFor(folder, path, id, known.File.Root)})
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

// relOf returns what others see of a path.
func relOf(folder Folder, path string) string {
	rel, err := filepath.Rel(folder.Path, path)
	if err != nil {
		rel = filepath.Base(path)
	}
	return folder.Name + "/" + filepath.ToSlash(rel)
}

// hashAll is one worker.
func (l *Library) hashAll(ctx context.Context) {
	var from opener
	defer from.close()
	for {
		select {
		case c := <-l.work:
			l.hashOne(ctx, &from, c)
			continue
		default:
			from.close() // an open directory keeps its drive from being taken out
		}
		select {
		case <-ctx.Done():
			return
		case c := <-l.work:
			l.hashOne(ctx, &from, c)
		}
	}
}

// hashOne hashes one file and tells the keeper how it ended.
func (l *Library) hashOne(ctx context.Context, from *opener, c candidate) {
	var read int64
	again, err := l.hash(ctx, from, c, func(n int64) {
		read += n
		l.hashed.Add(n)
		l.waitingSize.Add(-n)
	})
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		l.tell(fmt.Sprintf("%s cannot be read and is not shared: %v", c.path, err))
	}
	send(ctx, l.done, outcome{c.path, again, read})
}

// hash reads one file and hands it to the committer. It asks to start over if
// the file is no longer what the candidate was. Read is told of each part.
func (l *Library) hash(ctx context.Context, from *opener, c candidate, read func(n int64)) (again bool, err error) {
	folder, ok := l.folderOf(c.path)
	if !ok {
		return false, nil
	}
	f, id, err := from.open(folder, c.path)
	if err != nil {
		if info, ok := l.eligible(folder.Path, c.path); ok && identify(info) == c.identity {
			return false, cause(err) // it is there and cannot be opened
		}
		return true, nil
	}
	defer func() { _ = f.Close() }() // it was only read
	if id != c.identity {
		return true, nil
	}
	if l.inStep(ctx, folder, c.path, id) {
		return false, nil
	}
	m, err := merkle.Build(ctx, f, id.Size, read)
	if errors.Is(err, share.ErrChanged) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	info, err := f.Stat()
	if err != nil || identify(info) != id {
		return true, nil
	}
	entry := entryFor(folder, c.path, id, m.Root())
	entry.Outboard = m.Outboard()
	l.entered.add(c.path, id)
	send(ctx, l.commits, commit{entry: entry})
	return false, nil
}
