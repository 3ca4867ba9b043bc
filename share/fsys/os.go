package fsys

import (
	"fmt"
	"os"
)

// filePerm keeps unfinished files private.
const filePerm = 0o600

// osDir is a Dir on the real disk.
type osDir struct{ root *os.Root }

// OpenOS opens a folder of the real disk, which must exist.
func OpenOS(path string) (Dir, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, fmt.Errorf("open the folder %s: %w", path, err)
	}
	return osDir{root}, nil
}

func (d osDir) Path() string { return d.root.Name() }

func (d osDir) OpenFile(name string, create bool) (File, error) {
	flag := os.O_RDWR
	if create {
		flag |= os.O_CREATE
	}
	f, err := d.root.OpenFile(name, flag, filePerm)
	if err != nil {
		return nil, err
	}
	return osFile{f}, nil
}

func (d osDir) Rename(from, to string) error { return d.root.Rename(from, to) }
func (d osDir) Remove(name string) error     { return d.root.Remove(name) }

func (d osDir) Names() ([]string, error) {
	f, err := d.root.Open(".")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Readdirnames(-1)
}

func (d osDir) Size(name string) (int64, error) {
	info, err := d.root.Lstat(name)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func (d osDir) Sync() error { return SyncDir(d.root) }

func (d osDir) Free() (int64, error) { return free(d.root.Name()) }

func (d osDir) Close() error { return d.root.Close() }

// osFile is a File on the real disk.
type osFile struct{ *os.File }

func (f osFile) Size() (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func (f osFile) Reserve(size int64) error { return reserve(f.File, size) }
func (f osFile) SyncData() error          { return syncData(f.File) }
