package part

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"hinny/share"
	"hinny/share/fsys"
	"hinny/share/merkle"
	"hinny/share/safename"
)

const (
	// maxEndings is how many small files end together: enough that the syncs
	// they share cost little beside making and moving each.
	maxEndings = 256
	// endingWriters is how many files are written and synced at once: a
	// journalling file system makes one sync of those that come together.
	endingWriters = 16
)

// ending is one file of at most one chunk that is about to get its name. Its
// Finish holds f.syncing.
type ending struct {
	f      *File
	m      *merkle.Manifest
	ctx    context.Context
	folder *folder
	target string // the name it is about to get
	number int    // the first that was not tried yet
	moved  bool   // out of .incoming
	path   string // final
	err    error
}

// folder is one target folder of a group.
type folder struct {
	root  *os.Root
	perm  os.FileMode
	move  mover
	taken map[string]bool // names that others of the group are about to get
	err   error
}

// finishSmall ends a file together with all others that end at the time.
func (f *File) finishSmall(ctx context.Context, m *merkle.Manifest) (string, error) {
	e := &ending{f: f, m: m, ctx: ctx, number: 1}
	f.store.endings.Do(e)
	if e.err != nil {
		return "", e.err
	}
	f.release()
	return e.path, nil
}

// endAll ends a group. Each step is done for all that came so far, in the order
// that makes a crash harmless: content, note, move, and only then the order is
// struck out.
func (s *Store) endAll(group []*ending) {
	folders := map[string]*folder{}
	defer func() {
		for _, into := range folders {
			into.close()
		}
	}()
	for _, e := range group {
		out := e.f.Meta().Out
		if folders[out] == nil {
			folders[out] = s.openFolder(out)
		}
		e.folder = folders[out]
		e.err = e.folder.err
	}
	inParallel(group, func(e *ending) { e.err = e.write() })
	s.noteAll(group)
	for _, e := range group {
		if e.err == nil {
			e.err = e.move()
		}
	}
	s.settle(group, folders)
}

// openFolder opens a target folder, making it where it is missing.
func (s *Store) openFolder(path string) *folder {
	into := &folder{taken: map[string]bool{}}
	if into.err = diskError("create", path, os.MkdirAll(path, 0o755)); into.err != nil {
		return into
	}
	root, err := os.OpenRoot(path)
	if into.err = diskError("open", path, err); err != nil {
		return into
	}
	into.root = root
	info, err := root.Stat(".")
	if into.err = diskError("read", path, err); err != nil {
		return into
	}
	into.perm = permOf(info)
	into.move, err = newMover(s.root, root)
	into.err = diskError("open", path, err)
	return into
}

func (f *folder) close() {
	if f.root == nil {
		return
	}
	f.move.close()
	_ = f.root.Close() // only names were read
}

// inParallel does a step for all that have not failed.
func inParallel(group []*ending, step func(*ending)) {
	var writers sync.WaitGroup
	next := make(chan *ending, len(group))
	for _, e := range group {
		if e.err == nil {
			next <- e
		}
	}
	close(next)
	for range min(endingWriters, len(next)) {
		writers.Go(func() {
			for e := range next {
				step(e)
			}
		})
	}
	writers.Wait()
}

// write puts the content durably into .incoming, ready to be moved.
func (e *ending) write() error {
	f := e.f
	content, _ := f.small()
	path := f.path(dataSuffix)
	f.store.traces.add(f.root)
	file, err := f.store.dir.OpenFile(f.root.String()+dataSuffix, true)
	if err != nil {
		return diskError("create", path, err)
	}
	defer func() { _ = file.Close() }() // what matters is synced
	f.mu.Lock()
	dirty := f.dirty
	f.mu.Unlock()
	if dirty {
		if err := fill(file, content); err != nil {
			return diskError("write", path, err)
		}
	}
	if err := file.Chmod(e.folder.perm); err != nil {
		return diskError("open", path, err)
	}
	return diskError("sync", path, file.SyncData())
}

// fill makes data all that a file holds.
func fill(file fsys.File, data []byte) error {
	size, err := file.Size()
	if err == nil && size > 0 {
		err = file.Truncate(0)
	}
	if err != nil || len(data) == 0 {
		return err
	}
	_, err = file.WriteAt(data, 0)
	return err
}

// noteAll chooses the names and writes them down, all with one sync.
func (s *Store) noteAll(group []*ending) {
	var notes []Meta
	for _, e := range group {
		if e.err == nil {
			e.err = e.choose()
		}
		if e.err == nil {
			notes = append(notes, e.f.Meta())
		}
	}
	err := s.saveAll(notes)
	if err == nil {
		err = s.book.flush()
	}
	for _, e := range group {
		if e.err == nil {
			e.err = err
		}
	}
}

// choose picks the next name that looks free and sets it as the target.
func (e *ending) choose() error {
	wish := e.f.wish()
	for ; e.number <= maxNumber; e.number++ {
		e.target = wish
		if e.number > 1 {
			e.target = safename.Numbered(wish, e.number)
		}
		if e.folder.taken[e.target] {
			continue
		}
		if _, err := e.folder.root.Lstat(e.target); err == nil {
			continue
		}
		e.folder.taken[e.target] = true
		return e.f.aim(filepath.Join(e.folder.root.Name(), e.target))
	}
	return fmt.Errorf("finish %s: %d files called %q are in %s already; remove some or choose another folder",
		e.f.root.Short(), maxNumber, wish, e.folder.root.Name())
}

// aim is note but for the disk.
func (f *File) aim(path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return diskError("find", path, err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.meta.Target = path
	return nil
}

// move gives the file its name, or the next one where somebody was faster.
func (e *ending) move() error {
	for {
		err := e.folder.move.move(e.f.root.String()+dataSuffix, e.target)
		path := filepath.Join(e.folder.root.Name(), e.target)
		switch {
		case err == nil:
			e.moved, e.path = true, path
			return nil
		case errors.Is(err, errOtherVolume):
			e.path, err = e.f.publishCopy(e.ctx, e.m, e.folder.root)
			return err
		case !errors.Is(err, fs.ErrExist):
			return diskError("move the finished file to", path, err)
		}
		e.number++
		if err := e.choose(); err != nil {
			return err
		}
		if err := e.f.store.saveLoose(e.f.Meta()); err != nil {
			return err
		}
	}
}

// settle syncs the folders and forgets the downloads that have ended.
func (s *Store) settle(group []*ending, folders map[string]*folder) {
	used := map[*folder]bool{}
	var ended []share.RootHash
	for _, e := range group {
		if e.err != nil {
			continue
		}
		used[e.folder] = true
		ended = append(ended, e.f.root)
		if e.moved && s.book.holds(e.f.root) {
			s.traces.drop(e.f.root)
			continue // nothing else of it lies there
		}
		if err := s.erase(e.f.root); err != nil {
			s.log.Warn("could not forget a finished download", "root", e.f.root, "err", err)
		}
	}
	var syncs sync.WaitGroup
	for path, into := range folders {
		if !used[into] {
			continue
		}
		syncs.Go(func() {
			if err := fsys.SyncDir(into.root); err != nil {
				// The moves cannot be taken back, and the content is synced.
				s.log.Warn("the folder of finished downloads could not be synced", "path", path, "err", err)
			}
		})
	}
	syncs.Wait()
	// It need not be durable: an order that comes back after a power cut
	// names the finished file.
	if err := s.book.strike(ended...); err != nil {
		s.log.Warn("could not strike out finished downloads", "err", err)
	}
}
