package library

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"hinny/share"
	"hinny/share/catalog"
)

const (
	// firstRetry and lastRetry bound the pauses before a batch is written
	// again that could not be: soon for a hiccup, seldom for a full disk.
	firstRetry = time.Second
	lastRetry  = time.Minute
)

// commitAll is the committer: it enters batches until ctx ends, and then what
// it was already given.
func (l *Library) commitAll(ctx context.Context) {
	for {
		var batch []commit
		select {
		case <-ctx.Done():
			return
		case c := <-l.commits:
			batch = append(batch, c)
		}
		wait, outboards := time.NewTimer(batchWait), 0
	gather:
		for len(batch) < batchSize && outboards < batchBytes {
			select {
			case c := <-l.commits:
				batch = append(batch, c)
				outboards += len(c.entry.Outboard)
			case <-wait.C:
				break gather
			case <-ctx.Done():
				break gather
			}
		}
		wait.Stop()
		l.enterAtLast(ctx, batch)
	}
}

// enterAtLast enters a batch, again and again if it cannot be written. What is
// hashed meanwhile waits, because the committer takes no more: a full disk
// loses no work.
func (l *Library) enterAtLast(ctx context.Context, batch []commit) {
	told := ""
	for pause := firstRetry; ; pause = min(2*pause, lastRetry) {
		err := l.enter(batch)
		if err == nil {
			l.entered.remove(batch)
			l.notices.remove(told)
			return
		}
		if text := fmt.Sprintf("What is shared could not be written down and is tried again: %v. Is the disk full?", err); text != told {
			l.notices.remove(told)
			told = text
			l.tell(told)
		}
		wait := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			wait.Stop()
			return // what is lost is hashed again at the next start
		case <-wait.C:
		}
	}
}

// enter writes a batch. Each file is looked at once more: what changed or went
// since it was hashed is left to the keeper.
func (l *Library) enter(batch []commit) error {
	l.commit.Lock()
	defer l.commit.Unlock()
	var puts []catalog.Entry
	var gone []string
	look := l.glance()
	for _, c := range batch {
		path := c.gone
		if path == "" {
			path = c.entry.File.Path
		}
		folder, ticked := l.folderOf(path)
		if !ticked {
			continue
		}
		info, there := look(folder.Path, path)
		switch {
		case c.gone != "" && there:
			if err := l.again(path, info); err != nil {
				return err
			}
		case c.gone != "":
			if err := l.missed(folder, path, c.seen); err != nil {
				l.addTrouble(folder.Path, err)
				continue
			}
			gone = append(gone, path)
		case !there || info.IsDir() || !identify(info).SameContent(c.entry.Identity) || !belongs(c.entry, folder):
			l.touch(path)
		default:
			puts = append(puts, c.entry)
		}
	}
	if err := l.putAll(puts); err != nil {
		return err
	}
	return l.forgetAll(gone)
}

// again looks into what was thought gone and is there. A directory in the
// place of a file means that the file is gone all the same, and a file in the
// place of a directory that all inside it is.
func (l *Library) again(path string, info os.FileInfo) error {
	e, known := l.catalog.ByPath(path)
	var err error
	if !info.IsDir() {
		err = l.forget(inside(path))
	} else if known {
		l.handles.drop(func(p string) bool { return p == path })
		err = l.disk.store(nil, []string{path})
	}
	if err != nil {
		return err
	}
	if info.IsDir() || (known && e.Identity != identify(info)) {
		l.touch(path)
	}
	return nil
}

// putAll enters files. An entry without outboard was a move or a link; if the
// outboard it counted on is gone, the file has to be hashed after all.
func (l *Library) putAll(puts []catalog.Entry) error {
	kept := puts[:0]
	for _, e := range puts {
		if e.Outboard == nil {
			if _, ok := l.catalog.Outboard(e.File.Root, e.File.Size); !ok {
				l.touch(e.File.Path)
				continue
			}
		}
		kept = append(kept, e)
	}
	err := l.disk.store(kept, nil)
	if !errors.Is(err, share.ErrTooLarge) {
		return err
	}
	for _, e := range kept { // one of them never fits; the others must not wait for it
		err := l.disk.store([]catalog.Entry{e}, nil)
		if errors.Is(err, share.ErrTooLarge) {
			l.tell(fmt.Sprintf("%s is not shared: %v", e.File.Path, err))
		} else if err != nil {
			return err
		}
	}
	return nil
}

// forgetAll forgets paths and all inside them. The files among the paths go in
// one transaction: thousands of them may be deleted in a second, and each
// transaction waits for the disk.
func (l *Library) forgetAll(gone []string) error {
	files := map[string]struct{}{}
	for _, path := range gone {
		if _, known := l.catalog.ByPath(path); known {
			files[path] = struct{}{}
		}
		if err := l.forget(inside(path)); err != nil {
			return err
		}
	}
	if len(files) == 0 {
		return nil
	}
	l.handles.drop(func(p string) bool { _, ok := files[p]; return ok })
	return l.disk.store(nil, slices.Sorted(maps.Keys(files)))
}

// forget forgets all whose paths begin with a prefix, some thousand files at a
// time.
func (l *Library) forget(prefix string) error {
	for {
		paths := l.catalog.Under(prefix, catalog.MaxList)
		if len(paths) == 0 {
			return nil
		}
		if err := l.disk.store(nil, paths); err != nil {
			return err
		}
		l.handles.drop(func(p string) bool { return strings.HasPrefix(p, prefix) })
	}
}
