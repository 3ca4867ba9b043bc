package part

import (
	"errors"
	"fmt"
	"os"
	"sync"

	"hinny/share"
	"hinny/share/fsys"
	"hinny/share/merkle"
)

// File is one download. It is safe for concurrent use.
type File struct {
	store *Store
	root  share.RootHash
	data  fsys.File // nil for a file of one chunk, and until SetManifest; see lay
	hint  fsys.File // likewise

	// gate is read-locked while data and hint are used, locked to close them.
	gate   sync.RWMutex
	closed bool // guarded by gate

	// syncing is held for the whole of a Sync, Update, SetManifest or Finish.
	syncing sync.Mutex

	mu       sync.Mutex
	meta     Meta             // guarded by mu; changed with syncing held
	manifest *merkle.Manifest // guarded by mu; nil until known
	have     share.Bitfield   // guarded by mu
	pieces   map[int]pieced   // guarded by mu; chunks of which some sections are there
	content  []byte           // guarded by mu; of a file of one chunk, once it is here
	durable  share.Bitfield   // guarded by mu; what the record on disk says
	reserved bool             // guarded by mu; the size is proved, its room taken
	dirty    bool             // guarded by mu; have is not what the record says
	epoch    int              // guarded by mu; counts the times distrust ran
}

// openFile opens the files of a download. s.mu is held.
func (s *Store) openFile(m Meta) (*File, error) {
	f := &File{store: s, root: m.Root, meta: m}
	if err := f.restore(); err != nil {
		f.closeFiles()
		return nil, err
	}
	s.open[m.Root] = f
	return f, nil
}

// lay opens what the content of a file of several chunks is written to.
func (f *File) lay() error {
	if f.data != nil {
		return nil
	}
	f.store.traces.add(f.root)
	data, err := f.store.dir.OpenFile(f.root.String()+dataSuffix, true)
	if err != nil {
		return diskError("open", f.path(dataSuffix), err)
	}
	hint, err := f.store.dir.OpenFile(f.root.String()+hintSuffix, true)
	if err != nil {
		return errors.Join(diskError("open", f.path(hintSuffix), err), data.Close())
	}
	f.gate.Lock()
	defer f.gate.Unlock()
	f.data, f.hint = data, hint
	return nil
}

// restore finds the manifest and the chunks of an earlier run.
func (f *File) restore() error {
	if f.meta.Size < 0 {
		return nil
	}
	name := f.root.String() + treeSuffix
	outboard, err := readFile(f.store.dir, name, merkle.OutboardSize(f.meta.Size))
	if errors.Is(err, os.ErrNotExist) && share.ChunkCount(f.meta.Size) > 1 {
		return nil
	}
	if err != nil && !errors.Is(err, share.ErrTooLarge) && !errors.Is(err, os.ErrNotExist) {
		return diskError("read", f.path(treeSuffix), err)
	}
	m, err := merkle.New(f.root, f.meta.Size, outboard)
	if err != nil {
		f.store.log.Warn("the outboard of a download is damaged and will be fetched again", "root", f.root, "err", err)
		return nil
	}
	return f.adopt(m)
}

// path names a file of the download in messages.
func (f *File) path(suffix string) string {
	return f.store.dir.Path() + "/" + f.root.String() + suffix
}

// Meta returns a copy of what is known of the download.
func (f *File) Meta() Meta {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.meta.clone()
}

// Update changes the meta durably. The root and the size stay as they are; the
// size is SetManifest's.
func (f *File) Update(change func(*Meta)) error {
	f.syncing.Lock()
	defer f.syncing.Unlock()
	if err := f.usable(); err != nil {
		return err
	}
	return f.setMeta(f.changed(change))
}

// UpdateSoon is Update that does not wait for the disk: the change survives the
// end of the program, and a power cut after the next Flush.
func (f *File) UpdateSoon(change func(*Meta)) error {
	f.syncing.Lock()
	defer f.syncing.Unlock()
	if err := f.usable(); err != nil {
		return err
	}
	next := f.changed(change)
	if err := f.store.saveLoose(next); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.meta = next
	return nil
}

// Amend is Update but for the disk: the change is durable with the next Update,
// SetManifest or Finish.
func (f *File) Amend(change func(*Meta)) {
	f.syncing.Lock()
	defer f.syncing.Unlock()
	next := f.changed(change)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.meta = next
}

// changed returns the meta with a change to what may change. f.syncing is held.
func (f *File) changed(change func(*Meta)) Meta {
	next := f.Meta()
	change(&next)
	next = next.clone()
	next.Root, next.Size, next.Target = f.meta.Root, f.meta.Size, f.meta.Target
	return next
}

// setMeta makes next durable, then current. f.syncing is held.
func (f *File) setMeta(next Meta) error {
	if err := f.store.saveMeta(next); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.meta = next
	return nil
}

// Manifest returns what SetManifest set in this or an earlier run, or nil.
func (f *File) Manifest() *merkle.Manifest {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.manifest
}

// SetManifest makes the manifest and the size durable, those of a single chunk
// with the next Update or Finish. A second manifest is
// taken only while no chunk is there: that is how a lie about the size is
// mended, because the first chunk to fetch is the last one.
func (f *File) SetManifest(m *merkle.Manifest) error {
	f.syncing.Lock()
	defer f.syncing.Unlock()
	if err := f.usable(); err != nil {
		return err
	}
	if m.Root() != f.root {
		return fmt.Errorf("set the manifest of %s: %w: it is of %s", f.root.Short(), share.ErrCorrupt, m.Root().Short())
	}
	if known := f.Manifest(); known != nil {
		if known.Size() == m.Size() {
			return nil
		}
		if f.Have().Count() > 0 {
			return fmt.Errorf("set the manifest of %s: chunks of a file of %d bytes are there, this one is of %d bytes",
				f.root.Short(), known.Size(), m.Size())
		}
	}
	if err := f.keep(m); err != nil {
		return err
	}
	return f.adopt(m)
}

// keep makes a manifest durable. That of a single chunk is fetched again sooner
// than it is synced four times: Finish writes the size. f.syncing is held.
func (f *File) keep(m *merkle.Manifest) error {
	next := f.Meta()
	next.Size = m.Size()
	if m.Chunks() <= 1 {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.meta = next
		return nil
	}
	f.store.traces.add(f.root)
	if err := replace(f.store.dir, f.root.String()+treeSuffix, m.Outboard()); err != nil {
		return err
	}
	if err := f.store.leaveBook(next); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.meta = next
	return nil
}

// Have returns a copy of which chunks are there. Before the manifest is known
// there are none.
func (f *File) Have() share.Bitfield {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.have.Clone()
}

// Has reports whether chunk i is there.
func (f *File) Has(i int) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.have.Has(i)
}

// Close syncs and lets go of the download; it can be opened again. Closing
// twice does nothing.
func (f *File) Close() error {
	f.syncing.Lock()
	defer f.syncing.Unlock()
	var err error
	if f.usable() == nil {
		err = f.sync()
		f.release()
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.content = nil
	return err
}

// discard closes the download without syncing it, once nothing changes it.
func (f *File) discard() {
	f.syncing.Lock()
	defer f.syncing.Unlock()
	f.release()
}

// release closes the files and takes the download off the list of open ones.
func (f *File) release() {
	f.gate.Lock()
	if f.closed {
		f.gate.Unlock()
		return
	}
	f.closed = true
	f.closeFiles()
	f.gate.Unlock()

	f.store.mu.Lock()
	defer f.store.mu.Unlock()
	delete(f.store.open, f.root)
}

// closeFiles closes what lay opened. Everything that matters is synced or given
// up; closing cannot lose it.
func (f *File) closeFiles() {
	if f.data != nil {
		_ = f.data.Close()
		_ = f.hint.Close()
	}
}

// usable returns an error once the File is closed.
func (f *File) usable() error {
	f.gate.RLock()
	defer f.gate.RUnlock()
	return f.checkOpen()
}

// checkOpen is usable for those who hold the gate.
func (f *File) checkOpen() error {
	if f.closed {
		return fmt.Errorf("use the download of %s: %w", f.root.Short(), os.ErrClosed)
	}
	return nil
}
