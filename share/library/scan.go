package library

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"hinny/share/catalog"
)

// scan compares directories with the catalog.
type scan struct {
	l    *Library
	out  chan<- candidate
	gone []string // paths the catalog knows and the disk does not
}

// scanFolders scans all folders whenever asked. What is gone is forgotten only
// at the end: it may have moved to where the scan came last.
func (l *Library) scanFolders(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-l.rescans:
		}
		s := &scan{l: l, out: l.found}
		for _, folder := range l.Folders() {
			err := s.tree(ctx, folder, folder.Path)
			l.setFolderErr(folder.Path, err)
		}
		s.finish(ctx)
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
				s := &scan{l: l, out: l.urgent}
				if err := s.tree(ctx, folder, dir); dir == folder.Path {
					l.setFolderErr(dir, err)
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
	for _, path := range s.gone {
		if !send(ctx, s.l.commits, commit{gone: path}) {
			return
		}
	}
}

// tree scans a directory and all below it, one directory in memory at a time.
// It fails only if the directory itself cannot be read; then nothing is
// forgotten, because a drive may only be unplugged.
func (s *scan) tree(ctx context.Context, folder Folder, dir string) error {
	if info, ok := s.l.eligible(folder.Path, dir); !ok || !info.IsDir() {
		if dir == folder.Path {
			return fmt.Errorf("%s cannot be found; if it lies on a drive, connect it", dir)
		}
		s.gone = append(s.gone, dir)
		return nil
	}
	todo := []string{dir}
	for len(todo) > 0 && ctx.Err() == nil {
		next := todo[len(todo)-1]
		below, err := s.directory(ctx, folder, next)
		todo = append(todo[:len(todo)-1], below...)
		if err == nil || errors.Is(err, os.ErrNotExist) {
			continue
		}
		text := fmt.Sprintf("%s cannot be read and is not shared: %v", next, errors.Unwrap(err))
		if next == folder.Path {
			return errors.New(text)
		}
		s.l.tell(text)
		s.gone = append(s.gone, next)
	}
	return nil
}

// directory compares one directory with the catalog and returns the
// directories in it. It is watched before it is read, so that nothing falls
// between the two.
func (s *scan) directory(ctx context.Context, folder Folder, dir string) (below []string, err error) {
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() {
		return nil, err
	}
	s.watch(dir, info)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	files, dirs := s.l.catalog.Children(dir)
	known := make(map[string]catalog.Entry, len(files))
	for _, e := range files {
		known[e.File.Path] = e
	}
	for _, entry := range entries {
		path := filepath.Join(dir, entry.Name())
		if skipped(entry.Name()) || path == s.l.options.Home {
			continue
		}
		switch {
		case entry.IsDir():
			below = append(below, path)
		case entry.Type().IsRegular():
			if s.file(ctx, folder, path, known[path], entry) {
				delete(known, path)
			}
		}
	}
	for path := range known {
		s.gone = append(s.gone, path)
	}
	present := make(map[string]struct{}, len(below))
	for _, path := range below {
		present[path] = struct{}{}
	}
	for _, name := range dirs {
		if _, ok := present[filepath.Join(dir, name)]; !ok {
			s.gone = append(s.gone, filepath.Join(dir, name))
		}
	}
	return below, nil
}

// file looks at one file and returns whether it is there at all.
func (s *scan) file(ctx context.Context, folder Folder, path string, known catalog.Entry, entry os.DirEntry) bool {
	info, err := entry.Info()
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	id := identify(info)
	if known.Identity == id && belongs(known, folder) {
		return true
	}
	if !s.l.inStep(ctx, folder, path, id) {
		send(ctx, s.out, candidate{path, id})
	}
	return true
}

// watch watches a directory, or says in words that it is not.
func (s *scan) watch(dir string, info os.FileInfo) {
	err := s.l.watches.add(dir, info)
	if err == nil || errors.Is(err, os.ErrNotExist) || errors.Is(err, errUnwatched) || errors.Is(err, os.ErrPermission) {
		return
	}
	s.l.log.Debug("not watched", "folder", dir, "err", err)
	s.l.tell("Not every shared folder can be watched, so changes show up to a minute late: the system's limit " +
		"is reached (on Linux: fs.inotify.max_user_watches). Raise it or share fewer folders.")
}
