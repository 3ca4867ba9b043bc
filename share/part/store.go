package part

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"hinny/share"
	"hinny/share/fsys"
)

// lockName is the file that the process using the folder holds locked.
const lockName = "lock"

// Store is the folder of unfinished downloads. It is safe for concurrent use.
type Store struct {
	dir  fsys.Dir
	root *os.Root // the same folder; nil on a disk in memory
	lock *os.File // nil on a disk in memory
	log  *slog.Logger

	mu   sync.Mutex
	open map[share.RootHash]*File // guarded by mu
	// fresh are the downloads that were begun since the last Flush.
	fresh map[share.RootHash]struct{} // guarded by mu
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
	return &Store{dir: dir, log: log, open: map[share.RootHash]*File{}, fresh: map[share.RootHash]struct{}{}}
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
	failures = append(failures, s.dir.Close())
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
	if err := s.saveLoose(m); err != nil {
		return nil, err
	}
	s.fresh[m.Root] = struct{}{}
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

// List returns every download, oldest first. A damaged record is renamed aside
// and logged; the content stays, and Create for the same file finds it again.
func (s *Store) List() ([]Meta, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	names, err := s.dir.Names()
	if err != nil {
		return nil, diskError("list", s.dir.Path(), err)
	}
	var list []Meta
	for _, name := range names {
		stem, ok := strings.CutSuffix(name, metaSuffix)
		if !ok {
			continue
		}
		root, err := share.ParseRootHash(stem)
		if err != nil {
			s.log.Warn("ignored a foreign file among the downloads", "name", name)
			continue
		}
		m, err := s.load(root)
		if errors.Is(err, share.ErrNotFound) {
			continue // set aside or settled just now, and logged
		}
		if err != nil {
			s.log.Error("ignored a download that cannot be read", "root", root, "err", err)
			continue
		}
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b Meta) int {
		if c := a.Added.Compare(b.Added); c != 0 {
			return c
		}
		return strings.Compare(a.Root.String(), b.Root.String())
	})
	return list, nil
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
	if _, err := s.dir.Size(root.String() + metaSuffix); err != nil {
		return fmt.Errorf("remove the download of %s: %w", root.Short(), share.ErrNotFound)
	}
	return s.forget(root)
}

// forget deletes the files of a download: the wish first, so that a crash does
// not bring it back, and the record before the content it speaks of.
func (s *Store) forget(root share.RootHash) error {
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
	return nil
}

// load reads the record of a download. s.mu is held.
func (s *Store) load(root share.RootHash) (Meta, error) {
	name := root.String() + metaSuffix
	unknown := fmt.Errorf("download of %s: %w", root.Short(), share.ErrNotFound)
	data, err := readFile(s.dir, name, metaLimit)
	if errors.Is(err, os.ErrNotExist) {
		return Meta{}, unknown
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
	if s.open[root] == nil && s.settled(m) {
		s.log.Info("a download had been finished before the program stopped", "root", root, "path", m.Target)
		return Meta{}, errors.Join(unknown, s.forget(root))
	}
	return m, nil
}

// settled reports whether the program stopped between moving the finished file
// and forgetting the download.
func (s *Store) settled(m Meta) bool {
	if m.Target == "" {
		return false
	}
	if _, err := s.dir.Size(m.Root.String() + dataSuffix); !errors.Is(err, os.ErrNotExist) {
		return false
	}
	info, err := os.Lstat(filepath.Clean(m.Target))
	return err == nil && info.Mode().IsRegular() && info.Size() == m.Size
}

func (s *Store) saveMeta(m Meta) error {
	data, err := encodeMeta(m)
	if err != nil {
		return err
	}
	return replace(s.dir, m.Root.String()+metaSuffix, data)
}
