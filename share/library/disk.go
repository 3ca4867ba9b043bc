package library

import (
	"os"
	"sync"

	"hinny/share/catalog"
	"hinny/share/fsys"
)

// disk is what the library asks the system of its folders. Tests make parts of
// it fail; a nil part is the system's own.
type disk struct {
	lstat   func(path string) (os.FileInfo, error)
	readDir func(path string) ([]os.DirEntry, error)
	volume  func(path string) fsys.Volume
	mounts  func() []fsys.Mount
	use     func() (fsys.Use, bool)
	watch   func() (watcher, error)
	// store writes to the catalog, as catalog.Apply does.
	store func(puts []catalog.Entry, deletes []string) error
}

func (d *disk) complete(c *catalog.Catalog) {
	if d.lstat == nil {
		d.lstat = os.Lstat
	}
	if d.readDir == nil {
		d.readDir = os.ReadDir
	}
	if d.volume == nil {
		d.volume = fsys.VolumeOf
	}
	if d.mounts == nil {
		d.mounts = fsys.Mounts
	}
	if d.use == nil {
		d.use = fsys.MachineUse
	}
	if d.watch == nil {
		d.watch = newSystemWatcher
	}
	if d.store == nil {
		d.store = c.Apply
	}
}

// maxVolumes bounds the file systems that are remembered.
const maxVolumes = 1000

// volumes remembers what each file system is like by its device, because every
// directory asks.
type volumes struct {
	mu       sync.Mutex
	byDevice map[uint64]fsys.Volume // guarded by mu
}

// of returns what the file system of a path is like, which has this device.
func (v *volumes) of(path string, device uint64, ask func(string) fsys.Volume) fsys.Volume {
	v.mu.Lock()
	defer v.mu.Unlock()
	if known, ok := v.byDevice[device]; ok && device != 0 {
		return known
	}
	if v.byDevice == nil || len(v.byDevice) >= maxVolumes {
		v.byDevice = map[uint64]fsys.Volume{}
	}
	v.byDevice[device] = ask(path)
	return v.byDevice[device]
}

// forget has each file system asked again: another may have got its device.
func (v *volumes) forget() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.byDevice = nil
}

// volumeOf returns what the file system is like that path lies on.
func (l *Library) volumeOf(path string, device uint64) fsys.Volume {
	return l.volumes.of(path, device, l.disk.volume)
}
