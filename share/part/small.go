package part

import (
	"bytes"
	"errors"
	"os"

	"hinny/share"
	"hinny/share/merkle"
)

// A file of one chunk stays in memory until it ends: it is there whole or not
// at all, and a moment later it lies under its final name. Only Sync and Close
// put it into .incoming, so that it outlives an end that takes longer.

// adoptSmall makes the manifest of such a file current, and finds the content
// that an earlier run kept.
func (f *File) adoptSmall(m *merkle.Manifest) error {
	have := share.NewBitfield(m.Chunks())
	content, err := []byte(nil), os.ErrNotExist
	if f.store.traces.of(f.root) {
		content, err = readFile(f.store.dir, f.root.String()+dataSuffix, int(m.Size()))
	}
	switch {
	case errors.Is(err, os.ErrNotExist) || errors.Is(err, share.ErrTooLarge):
		content = nil
	case err != nil:
		return diskError("read", f.path(dataSuffix), err)
	case m.Chunks() == 0 || m.VerifyChunk(0, content) != nil:
		content = nil
	default:
		have.Set(0)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.manifest, f.have, f.durable, f.content = m, have, have.Clone(), content
	f.dirty = content == nil
	return nil
}

// takeSmall keeps verified content.
func (f *File) takeSmall(data []byte) error {
	if err := f.checkRoom(int64(len(data))); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.content, f.dirty = bytes.Clone(data), true
	f.have.Set(0)
	return nil
}

// small returns the content of a file of one chunk that is here.
func (f *File) small() (content []byte, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.content, f.content != nil
}

// isSmall reports whether the file is known to have one chunk at most.
func (f *File) isSmall() bool {
	m := f.Manifest()
	return m != nil && m.Chunks() <= 1
}

// syncSmall makes the content of a file of one chunk survive a power cut.
// f.syncing is held.
func (f *File) syncSmall() error {
	f.mu.Lock()
	content, dirty, next := f.content, f.dirty, f.meta.clone()
	f.mu.Unlock()
	if content == nil || !dirty {
		return nil
	}
	name := f.root.String() + dataSuffix
	f.store.traces.add(f.root)
	if err := writeFile(f.store.dir, name, content, true); err != nil {
		return diskError("write", f.path(dataSuffix), err)
	}
	if err := f.store.dir.Sync(); err != nil {
		return diskError("sync", f.store.dir.Path(), err)
	}
	if err := f.store.saveMeta(next); err != nil { // its size is needed to know the content again
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.dirty, f.durable = false, f.have.Clone()
	return nil
}
