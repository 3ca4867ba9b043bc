package part

import (
	"errors"
	"maps"
	"os"

	"hinny/share"
)

// Flush makes every download that was begun durable. Call it every few seconds:
// ten thousand orders at once would take a minute if each waited for the disk.
func (s *Store) Flush() error {
	s.mu.Lock()
	fresh := s.fresh
	s.fresh = map[share.RootHash]struct{}{}
	s.mu.Unlock()
	if len(fresh) == 0 {
		return nil
	}
	err := s.flush(fresh)
	if err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		maps.Copy(s.fresh, fresh) // tried again
	}
	return err
}

func (s *Store) flush(fresh map[share.RootHash]struct{}) error {
	for root := range fresh {
		name := root.String() + metaSuffix
		f, err := s.dir.OpenFile(name, false)
		if errors.Is(err, os.ErrNotExist) {
			continue // finished or removed meanwhile
		}
		if err == nil {
			err = errors.Join(f.SyncData(), f.Close())
		}
		if err != nil {
			return diskError("sync", s.dir.Path()+"/"+name, err)
		}
	}
	return diskError("sync", s.dir.Path(), s.dir.Sync())
}

// saveLoose is saveMeta without waiting for the disk.
func (s *Store) saveLoose(m Meta) error {
	data, err := encodeMeta(m)
	if err != nil {
		return err
	}
	return swap(s.dir, m.Root.String()+metaSuffix, data, false)
}
