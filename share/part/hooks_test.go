package part

import (
	"errors"
	"sync"
	"testing"

	"hinny/share/fsys"
)

// hooked is a folder of the real disk that asks before each change.
type hooked struct {
	fsys.Dir
	ask func(op string) error
}

func (d hooked) OpenFile(name string, create bool) (fsys.File, error) {
	if create {
		if err := d.ask("create"); err != nil {
			return nil, err
		}
	}
	f, err := d.Dir.OpenFile(name, create)
	return hookedFile{f, d.ask}, err
}

func (d hooked) Remove(name string) error {
	return errors.Join(d.ask("remove"), d.Dir.Remove(name))
}

func (d hooked) Rename(from, to string) error {
	if err := d.ask("rename"); err != nil {
		return err
	}
	return d.Dir.Rename(from, to)
}

type hookedFile struct {
	fsys.File
	ask func(op string) error
}

func (f hookedFile) WriteAt(p []byte, off int64) (int, error) {
	if err := f.ask("write"); err != nil {
		return 0, err
	}
	return f.File.WriteAt(p, off)
}

func (f hookedFile) SyncData() error {
	if err := f.ask("sync"); err != nil {
		return err
	}
	return f.File.SyncData()
}

// hookedStore opens a store on the real disk whose every change is asked for.
func hookedStore(t testing.TB, dir string, ask func(op string) error) *Store {
	t.Helper()
	s, err := OpenStore(dir, quiet())
	check(t, err)
	var one sync.Mutex
	s.dir = hooked{s.dir, func(op string) error {
		one.Lock()
		defer one.Unlock()
		return ask(op)
	}}
	s.book.dir = s.dir
	return s
}
