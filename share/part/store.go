package part

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"

	"hinny/share"
	"hinny/share/fsys"
	"hinny/share/together"
)

// lockName is the file that the process using the folder holds locked.
const lockName = "lock"

// Store is the folder of unfinished downloads. It is safe for concurrent use.
type Store struct {
	dir  fsys.Dir
	root *os.Root // the same folder; nil on a disk in memory
	lock *os.File // nil on a disk in memory
	log  *slog.Logger
	book book // the downloads that have no .meta
	// endings are the small files that get their names at this moment.
	endings *together.Group[*ending]

	mu   sync.Mutex
	open map[share.RootHash]*File // guarded by mu

	traces traces // who has files of its own here
}

// OpenStore opens the folder dir, making it with mode 0700 if it is missing,
// and takes it for this process. The error wraps ErrLocked when another process
// has it.
func OpenStore(dir string, log *slog.Logger) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, diskError("create", dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, diskError("open", dir, err)
	}
	lock, err := root.OpenFile(lockName, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, errors.Join(diskError("lock", dir, err), root.Close())
	}
	if err := fsys.Lock(lock); err != nil {
		return nil, errors.Join(fmt.Errorf("open the folder of downloads %s: %w", dir, err), lock.Close(), root.Close())
	}
	disk, err := fsys.OpenOS(dir)
	if err != nil {
		return nil, errors.Join(err, lock.Close(), root.Close())
	}
	s := newStore(disk, log)
	s.root, s.lock = root, lock
	return s, nil
}

// newStore works on any disk; what only a real one can do needs root as well.
func newStore(dir fsys.Dir, log *slog.Logger) *Store {
	s := &Store{
		dir: dir, log: log, open: map[share.RootHash]*File{},
		book: book{dir: dir, log: log}, traces: traces{dir: dir},
	}
	s.endings = together.New(maxEndings, s.endAll)
	return s
}

// Close closes every File still open and lets go of the folder.
func (s *Store) Close() error {
	s.mu.Lock()
	var files []*File
	for _, f := range s.open {
		files = append(files, f)
	}
	s.mu.Unlock()
	var failures []error
	for _, f := range files {
		failures = append(failures, f.Close())
	}
	failures = append(failures, s.book.close(), s.dir.Close())
	if s.lock != nil {
		failures = append(failures, s.lock.Close(), s.root.Close())
	}
	return errors.Join(failures...)
}

// Create begins a download and opens it. It survives the end of the program at
// once, and a power cut after the next Flush. The error is os.ErrExist when it is
// known already. Content of an earlier, lost download of the same file is used.
func (s *Store) Create(m Meta) (*File, error) {
	if m.Root.IsZero() {
		return nil, fmt.Errorf("begin a download: %w: no root hash", share.ErrBadRoot)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.load(m.Root)
	switch {
	case err == nil:
		return nil, fmt.Errorf("begin the download of %s: %w", m.Root.Short(), os.ErrExist)
	case !errors.Is(err, share.ErrNotFound):
		return nil, err
	}
	m = m.clone()
	m.Target = ""
	if err := s.book.put(m); err != nil {
		return nil, err
	}
	return s.openFile(m)
}

// Open opens a download. The error is share.ErrNotFound when it is unknown and
// ErrBusy when it is open.
func (s *Store) Open(root share.RootHash) (*File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.load(root)
	if err != nil {
		return nil, err
	}
	if s.open[root] != nil {
		return nil, fmt.Errorf("open the download of %s: %w", root.Short(), ErrBusy)
	}
	return s.openFile(m)
}

// Remove forgets a download and deletes its content. An open File is closed.
func (s *Store) Remove(root share.RootHash) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for f := s.open[root]; f != nil; f = s.open[root] {
		s.mu.Unlock() // closing takes the lock
		f.discard()
		s.mu.Lock()
	}
	if _, err := s.load(root); errors.Is(err, share.ErrNotFound) {
		return fmt.Errorf("remove the download of %s: %w", root.Short(), share.ErrNotFound)
	}
	return s.forget(root)
}

// forget deletes the files of a download: the wish first, so that a crash does
// not bring it back, and the record before the content it speaks of.
func (s *Store) forget(root share.RootHash) error {
	if err := s.book.strike(root); err != nil {
		return err
	}
	if err := s.book.flush(); err != nil {
		return err
	}
	if err := s.erase(root); err != nil {
		return err
	}
	return diskError("sync", s.dir.Path(), s.dir.Sync())
}

// erase is forget but for the sync.
func (s *Store) erase(root share.RootHash) error {
	for _, suffix := range []string{metaSuffix, haveSuffix, hintSuffix, treeSuffix, dataSuffix} {
		if err := remove(s.dir, root.String()+suffix); err != nil {
			return err
		}
	}
	s.traces.drop(root)
	return nil
}

// load reads the record of a download. s.mu is held.
func (s *Store) load(root share.RootHash) (Meta, error) {
	name := root.String() + metaSuffix
	unknown := fmt.Errorf("download of %s: %w", root.Short(), share.ErrNotFound)
	if !s.traces.of(root) {
		return s.loadBooked(root, unknown)
	}
	data, err := readFile(s.dir, name, metaLimit)
	if errors.Is(err, os.ErrNotExist) {
		return s.loadBooked(root, unknown)
	}
	if err != nil && !errors.Is(err, share.ErrTooLarge) {
		return Meta{}, diskError("read", s.dir.Path()+"/"+name, err)
	}
	m, err := decodeMeta(root, data)
	if err != nil {
		s.log.Error("set a damaged download aside", "root", root, "err", err)
		if err := s.dir.Rename(name, name+damagedSuffix); err != nil {
			return Meta{}, diskError("set aside", s.dir.Path()+"/"+name, err)
		}
		return Meta{}, unknown
	}
	// Both are there after a crash in leaveBook.
	if err := s.book.strike(root); err != nil {
		return Meta{}, err
	}
	if s.open[root] == nil && s.settled(m) {
		s.log.Info("a download had been finished before the program stopped", "root", root, "path", m.Target)
		return Meta{}, errors.Join(unknown, s.forget(root))
	}
	return m, nil
}
