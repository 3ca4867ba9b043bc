package part

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hinny/share"
)

// List returns every download, oldest first. A damaged record is renamed aside
// and logged; the content stays, and Create for the same file finds it again.
func (s *Store) List() ([]Meta, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	roots, err := s.roots()
	if err != nil {
		return nil, err
	}
	var list []Meta
	for root := range roots {
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

// roots returns what has a .meta or is in the book.
func (s *Store) roots() (map[share.RootHash]struct{}, error) {
	names, err := s.dir.Names()
	if err != nil {
		return nil, diskError("list", s.dir.Path(), err)
	}
	booked, err := s.book.all()
	if err != nil {
		return nil, err
	}
	roots := make(map[share.RootHash]struct{}, len(booked))
	for _, m := range booked {
		roots[m.Root] = struct{}{}
	}
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
		roots[root] = struct{}{}
	}
	return roots, nil
}

// loadBooked is load for a download without a .meta. s.mu is held.
func (s *Store) loadBooked(root share.RootHash, unknown error) (Meta, error) {
	m, ok, err := s.book.get(root)
	if err != nil {
		return Meta{}, err
	}
	if !ok {
		return Meta{}, unknown
	}
	if s.open[root] == nil && s.settled(m) {
		s.log.Info("a download had been finished before the program stopped", "root", root, "path", m.Target)
		return Meta{}, errors.Join(unknown, s.book.strike(root))
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

// saveMeta makes the meta of a download durable.
func (s *Store) saveMeta(m Meta) error {
	if s.book.holds(m.Root) {
		if err := s.book.put(m); err != nil {
			return err
		}
		return s.book.flush()
	}
	return s.writeMeta(m)
}

// writeMeta writes a .meta, durably.
func (s *Store) writeMeta(m Meta) error {
	s.traces.add(m.Root)
	data, err := encodeMeta(m)
	if err != nil {
		return err
	}
	return replace(s.dir, m.Root.String()+metaSuffix, data)
}

// leaveBook gives a download a .meta of its own. Where both are there after a
// crash, the .meta counts; it is struck out durably, so that it does not come
// back after the .meta is gone.
func (s *Store) leaveBook(m Meta) error {
	if err := s.writeMeta(m); err != nil || !s.book.holds(m.Root) {
		return err
	}
	if err := s.book.strike(m.Root); err != nil {
		return err
	}
	return s.book.flush()
}

// saveLoose is saveMeta without waiting for the disk.
func (s *Store) saveLoose(m Meta) error { return s.saveAll([]Meta{m}) }

// saveAll is saveLoose for many.
func (s *Store) saveAll(list []Meta) error {
	var booked []Meta
	for _, m := range list {
		if s.book.holds(m.Root) {
			booked = append(booked, m)
			continue
		}
		data, err := encodeMeta(m)
		if err != nil {
			return err
		}
		if err := swap(s.dir, m.Root.String()+metaSuffix, data, false); err != nil {
			return err
		}
	}
	return s.book.put(booked...)
}
