package part

import (
	"bytes"
	"errors"
	"fmt"

	"hinny/share"
	"hinny/share/merkle"
)

// WriteChunk verifies chunk i, then writes it. Wrong content is a
// *share.ChunkError that wraps share.ErrCorrupt, and never touches the disk. A
// failure of the disk is a *DiskError, and the chunk is not there afterwards. A
// chunk that is there already is left alone.
//
// Several goroutines may write at once; only Sync makes what they wrote durable.
func (f *File) WriteChunk(i int, data []byte) error {
	f.gate.RLock()
	defer f.gate.RUnlock()
	if err := f.checkOpen(); err != nil {
		return err
	}
	m := f.Manifest()
	if m == nil {
		return fmt.Errorf("write chunk %d of %s: %w", i, f.root.Short(), ErrNoManifest)
	}
	if f.Has(i) {
		return nil
	}
	if err := m.VerifyChunk(i, data); err != nil {
		return err
	}
	if m.Chunks() == 1 {
		return f.takeSmall(data)
	}
	epoch := f.currentEpoch()
	if err := f.put(m, i, 0, data); err != nil {
		return err
	}
	return f.mark(i, epoch)
}

// put writes verified bytes that begin at a place of chunk i. Two goroutines with
// the same bytes write the same.
func (f *File) put(m *merkle.Manifest, i, start int, data []byte) error {
	if i == m.Chunks()-1 {
		if err := f.reserve(m.Size()); err != nil {
			return err
		}
	}
	offset, _ := share.ChunkSpan(m.Size(), i)
	if _, err := f.data.WriteAt(data, offset+int64(start)); err != nil {
		return diskError("write", f.path(dataSuffix), err)
	}
	return nil
}

func (f *File) currentEpoch() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.epoch
}

// Reserve takes the room for the whole file, whose size has been proved. A
// failure of the disk is a *DiskError, and nothing is taken then.
func (f *File) Reserve() error {
	f.gate.RLock()
	defer f.gate.RUnlock()
	if err := f.checkOpen(); err != nil {
		return err
	}
	m := f.Manifest()
	if m == nil {
		return fmt.Errorf("reserve room for %s: %w", f.root.Short(), ErrNoManifest)
	}
	if m.Chunks() <= 1 {
		return nil // it is kept in memory
	}
	return f.reserve(m.Size())
}

// reserve is Reserve with the gate held.
func (f *File) reserve(size int64) error {
	f.mu.Lock()
	done := f.reserved
	f.mu.Unlock()
	if done {
		return nil
	}
	if laid, err := f.data.Size(); err == nil && laid == size { // by an earlier run
		f.mu.Lock()
		defer f.mu.Unlock()
		f.reserved = true
		return nil
	}
	if err := f.checkRoom(size); err != nil {
		return err
	}
	if err := f.data.Reserve(size); err != nil {
		return diskError("reserve room for", f.path(dataSuffix), err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.reserved = true
	return nil
}

// checkRoom says how many bytes are missing. Where the disk cannot tell how
// much is free, writing will.
func (f *File) checkRoom(size int64) error {
	free, err := f.store.dir.Free()
	if err != nil {
		f.store.log.Debug("free room is unknown", "path", f.store.dir.Path(), "err", err)
		return nil
	}
	f.mu.Lock()
	need := size
	for i := range f.have.Present() {
		_, n := share.ChunkSpan(size, i)
		need -= int64(n)
	}
	f.mu.Unlock()
	if need <= free {
		return nil
	}
	return &DiskError{
		Op: "reserve room in", Path: f.store.dir.Path(), Full: true,
		Err: fmt.Errorf("%d bytes are needed, %d are free, %d are missing", need, free, need-free),
	}
}

// mark notes that chunk i was written in the given epoch.
func (f *File) mark(i, epoch int) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if epoch != f.epoch {
		return f.notKept()
	}
	if f.have.Has(i) {
		return nil
	}
	f.have.Set(i)
	delete(f.pieces, i)
	f.dirty = true
	var octet [1]byte
	for bit := range 8 {
		if f.have.Has(i&^7 + bit) {
			octet[0] |= 1 << bit
		}
	}
	// A lost hint costs one chunk after a crash, so its failure is no error.
	_, _ = f.hint.WriteAt(octet[:], int64(i/8))
	return nil
}

// notKept is the failure of a write that a failed sync has overtaken.
func (f *File) notKept() error {
	return diskError("write", f.path(dataSuffix), errors.New("the disk failed to keep what was written"))
}

// ReadAt reads content for other peers. Only chunks that are there hold
// anything; the caller asks for no others. A file of one chunk can be read until
// Close, even after Finish.
func (f *File) ReadAt(p []byte, off int64) (int, error) {
	if content, ok := f.small(); ok {
		return bytes.NewReader(content).ReadAt(p, off)
	}
	f.gate.RLock()
	defer f.gate.RUnlock()
	if err := f.checkOpen(); err != nil {
		return 0, err
	}
	if f.data == nil {
		return 0, fmt.Errorf("read %s: %w", f.root.Short(), ErrNoManifest)
	}
	return f.data.ReadAt(p, off)
}

// Sync makes every chunk that is there survive a power cut. Call it after each
// 64 MiB or few seconds, when the download pauses, and before exit.
func (f *File) Sync() error {
	f.syncing.Lock()
	defer f.syncing.Unlock()
	if err := f.usable(); err != nil {
		return err
	}
	return f.sync()
}

// sync syncs the content and then replaces the record. f.syncing is held.
func (f *File) sync() error {
	if f.isSmall() {
		return f.syncSmall()
	}
	f.gate.RLock()
	defer f.gate.RUnlock()
	if err := f.checkOpen(); err != nil {
		return err
	}
	f.mu.Lock()
	have, dirty := f.have.Clone(), f.dirty
	f.dirty = false
	f.mu.Unlock()
	if !dirty {
		return nil
	}
	if err := f.data.SyncData(); err != nil {
		f.distrust()
		return diskError("sync", f.path(dataSuffix), err)
	}
	if err := replace(f.store.dir, f.root.String()+haveSuffix, encodeHave(have)); err != nil {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.dirty = true
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.durable = have
	return nil
}

// syncContent is sync for a file that is complete and about to get its name:
// the record would never be read. f.syncing is held.
func (f *File) syncContent() error {
	f.gate.RLock()
	defer f.gate.RUnlock()
	if err := f.checkOpen(); err != nil {
		return err
	}
	if err := f.data.SyncData(); err != nil {
		f.distrust()
		return diskError("sync", f.path(dataSuffix), err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.dirty = true // the record is behind, should the move fail
	return nil
}

// distrust forgets the chunks no Sync has covered, after the kernel failed to
// write some of them and does not say which.
func (f *File) distrust() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.have = f.durable.Clone()
	f.dirty = true
	f.epoch++                                // a chunk between its write and its mark is not trusted either
	_, _ = f.hint.WriteAt(f.have.Bytes(), 0) // as in mark
}
