package library

import (
	"context"

	"hinny/share"
)

// forgetBatch is how many files of unticked folders leave the catalog in one
// transaction: about a tenth of a second, in which nothing else is entered.
const forgetBatch = 1000

// Shows reports whether others may know of a file of the catalog: one of a
// folder that was just unticked, or that was just hidden, leaves the catalog
// batch by batch and is shown to nobody from the first moment.
func (l *Library) Shows(f share.File) bool {
	folder, ticked := l.folderOf(f.Path)
	return ticked && !l.hiding.Load().hides(folder.Path, f.Path)
}

// untick has what belongs to no ticked folder leave the catalog.
func (l *Library) untick() {
	select {
	case l.unticked <- struct{}{}:
	default: // it is asked for already
	}
}

// forgetUnticked drops the files of folders that are unticked, or were while the
// program ended. Where it ends before all are dropped, the next start goes on.
func (l *Library) forgetUnticked(ctx context.Context) {
	for {
		for _, folder := range l.catalog.FileFolders() {
			if _, ticked := l.folder(folder); ticked {
				continue
			}
			if err := l.forgetFiles(ctx, folder); err != nil {
				l.log.Warn("files of a folder that is shared no more stay in the catalog until the next start", "folder", folder, "err", err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-l.unticked:
		}
	}
}

// forgetFiles drops what lies in a folder and in no ticked one.
func (l *Library) forgetFiles(ctx context.Context, folder string) error {
	for after, more := "", true; more && ctx.Err() == nil; {
		var err error
		if after, more, err = l.forgetSome(folder, after); err != nil {
			return err
		}
	}
	return nil
}

// forgetSome is one step of forgetFiles. A folder may be ticked again between
// two of them, but not within.
func (l *Library) forgetSome(folder, after string) (last string, more bool, err error) {
	l.commit.Lock()
	defer l.commit.Unlock()
	files := l.catalog.After(folder, after, forgetBatch)
	var gone []string
	for _, f := range files {
		last = f.Path
		if _, ticked := l.folderOf(f.Path); !ticked {
			gone = append(gone, f.Path)
		}
	}
	return last, len(files) == forgetBatch, l.disk.store(nil, gone)
}
