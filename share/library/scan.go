package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"hinny/share/catalog"
)

// fewWatches is told as long as folders are polled that lie on this machine.
const fewWatches = "Not every shared folder can be watched, so changes show up some minutes late: the system's limit " +
	"is reached (on Linux: fs.inotify.max_user_watches). Raise it or share fewer folders."

// scan compares directories with the catalog.
type scan struct {
	l         *Library
	out       chan<- []candidate
	batch     []candidate // found and not passed on yet
	unwatched bool        // not all that was scanned is watched
	gone      []commit    // what the catalog knows and the disk does not
	trouble   []error     // why a directory cannot be looked at now
	tally     *tally      // what is hidden, and by what
}

// scanFolders scans all folders whenever asked. What is gone is forgotten only
// at the end: it may have moved to where the scan came last.
func (l *Library) scanFolders(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-l.rescans.wake:
		}
		if l.rehide.Swap(false) {
			if err := l.conceal(ctx); err != nil {
				l.log.Warn("what is hidden now is forgotten as it is met", "err", err)
			}
		}
		l.volumes.forget()
		wanted := l.rescans.take()
		s := &scan{l: l, out: l.found}
		for _, folder := range l.Folders() {
			if !wanted(folder.Path) {
				continue
			}
			begun := time.Now()
			l.seeMounts(folder.Path)
			s.trouble, s.unwatched, s.tally = nil, false, newTally(l.hiding.Load())
			s.tree(ctx, folder, folder.Path)
			if ctx.Err() == nil {
				l.setTrouble(folder.Path, s.trouble)
				l.setTally(folder.Path, s.tally)
				l.setPolled(folder.Path, s.unwatched, time.Now(), time.Since(begun))
			}
		}
		s.finish(ctx)
		if l.allWatched() {
			l.notices.remove(fewWatches)
		}
		l.catalog.Rest()
		l.rescans.done()
	}
}

// runErrands scans directories that appeared.
func (l *Library) runErrands(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case dir := <-l.errands:
			if folder, ok := l.folderOf(dir); ok {
				s := &scan{l: l, out: l.urgent, tally: newTally(l.hiding.Load())}
				s.tree(ctx, folder, dir)
				if len(s.trouble) > 0 && folder.Err == "" {
					l.setTrouble(folder.Path, s.trouble)
				}
				if s.unwatched {
					l.setPolled(folder.Path, true, time.Time{}, 0) // look soon
				}
				s.finish(ctx)
			}
			if !send(ctx, l.idle, struct{}{}) {
				return
			}
		}
	}
}

func (s *scan) finish(ctx context.Context) {
	for _, gone := range s.gone {
		if !send(ctx, s.l.commits, gone) {
			return
		}
	}
}

// tree scans a directory and all below it, one directory in memory at a time.
// Of a directory that cannot be read nothing is forgotten, because a drive may
// only be unplugged.
func (s *scan) tree(ctx context.Context, folder Folder, dir string) {
	if err := s.l.absent(folder); err != nil {
		s.trouble = append(s.trouble, err)
		return
	}
	if info, ok := s.l.eligible(folder.Path, dir); !ok || !info.IsDir() {
		if len(s.l.catalog.Under(dir, 1)) > 0 {
			s.l.touch(dir) // the keeper tells gone from away
		}
		return
	}
	todo := []string{dir}
	for len(todo) > 0 && ctx.Err() == nil {
		next := todo[len(todo)-1]
		below, err := s.directory(ctx, folder, next)
		todo = append(todo[:len(todo)-1], below...)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			s.trouble = append(s.trouble, err)
		}
	}
}

// directory compares one directory with the catalog and returns the
// directories in it. It is watched before it is read, so that nothing falls
// between the two.
func (s *scan) directory(ctx context.Context, folder Folder, dir string) (below []string, err error) {
	info, err := s.l.disk.lstat(dir)
	if err != nil || !info.IsDir() {
		return nil, err
	}
	s.watch(folder, dir, info)
	entries, err := s.l.disk.readDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err != nil {
		return nil, away(dir, err)
	}
	files, dirs := s.l.catalog.Children(dir)
	c := comparison{known: make(map[string]catalog.Entry, len(files)), dirs: make(map[string]struct{}, len(dirs))}
	for _, e := range files {
		c.known[e.File.Path] = e
	}
	for _, name := range dirs {
		c.dirs[filepath.Join(dir, name)] = struct{}{}
	}
	for _, entry := range entries {
		path := filepath.Join(dir, entry.Name())
		if s.hidden(entry.Name(), dir) || path == s.l.options.Home {
			continue
		}
		switch {
		case entry.IsDir():
			below = append(below, path)
			delete(c.dirs, path)
		case entry.Type().IsRegular():
			if s.file(ctx, folder, path, c.known[path], entry) {
				delete(c.known, path)
			}
		default:
			s.tally.noteSpecial(path)
		}
	}
	s.pass(ctx)
	return below, s.missing(dir, info, c, len(files)+len(dirs))
}

// comparison is what the catalog knows directly in a directory and was not
// found there.
type comparison struct {
	known map[string]catalog.Entry // files, by path
	dirs  map[string]struct{}      // paths
}

// missing notes what is gone of the so many things the catalog knows in a
// directory, unless all of it is because a drive is.
func (s *scan) missing(dir string, info os.FileInfo, c comparison, all int) error {
	if lost := len(c.known) + len(c.dirs); lost == all && lost > 0 {
		if err := s.l.unmounted(dir, info, dir); err != nil {
			return err
		}
	}
	device := identify(info).Device
	for path := range c.known {
		s.gone = append(s.gone, commit{gone: path, seen: &device})
	}
	for path := range c.dirs {
		s.gone = append(s.gone, commit{gone: path, seen: &device})
	}
	return nil
}

// file looks at one file and returns whether it is there at all.
func (s *scan) file(ctx context.Context, folder Folder, path string, known catalog.Entry, entry os.DirEntry) bool {
	info, err := entry.Info()
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	id := identify(info)
	if known.Identity == id && belongs(known, folder) {
		s.l.ask(ctx, known.File)
		return true
	}
	if !s.l.inStepAs(ctx, folder, path, id, known) {
		if s.batch = append(s.batch, candidate{path, id}); len(s.batch) >= handFiles {
			s.pass(ctx)
		}
	}
	return true
}

// pass hands what was found to the keeper.
func (s *scan) pass(ctx context.Context) {
	if len(s.batch) > 0 {
		send(ctx, s.out, s.batch)
		s.batch = nil
	}
}

// watch watches a directory, or says in words that it is not.
func (s *scan) watch(folder Folder, dir string, info os.FileInfo) {
	if volume := s.l.volumeOf(dir, identify(info).Device); volume.Remote {
		s.unwatched = true
		s.l.tell(fmt.Sprintf("%s, or a folder in it, lies on %s, where nobody tells of changes that others make: "+
			"it is looked at every few minutes instead.", folder.Path, volume.Name))
		return
	}
	err := s.l.watches.add(dir, info)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return
	}
	s.unwatched = true
	if errors.Is(err, errUnwatched) || errors.Is(err, fs.ErrPermission) {
		return
	}
	s.l.log.Debug("not watched", "folder", dir, "err", err)
	s.l.tell(fewWatches)
}
