package part

import (
	"errors"
	"io"
	"os"

	"hinny/share"
	"hinny/share/merkle"
)

// adopt makes a manifest current and finds the chunks that are there: those of
// the record, which were synced, and those the hint names and the hash confirms.
func (f *File) adopt(m *merkle.Manifest) error {
	if m.Chunks() <= 1 {
		return f.adoptSmall(m)
	}
	if err := f.lay(); err != nil {
		return err
	}
	durable, suspects, err := f.readRecord(m)
	if err != nil {
		return err
	}
	have := durable.Clone()
	length, err := f.data.Size()
	if err != nil {
		return diskError("read", f.path(dataSuffix), err)
	}
	for i := range durable.Present() {
		if offset, n := share.ChunkSpan(m.Size(), i); offset+int64(n) > length {
			have.Clear(i) // somebody cut the content short
			durable.Clear(i)
		}
	}
	if err := f.reverify(m, suspects, have); err != nil {
		return err
	}
	// The hint gets its full length now, when a full disk does no harm.
	if _, err := f.hint.WriteAt(have.Bytes(), 0); err != nil {
		return diskError("write", f.path(hintSuffix), err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.manifest, f.have, f.durable = m, have, durable
	f.dirty = true // cheap to sync once, and the record may have claimed too much
	f.reserved = have.Has(m.Chunks() - 1)
	return nil
}

// readRecord returns the synced chunks, and those that may be there.
func (f *File) readRecord(m *merkle.Manifest) (durable, suspects share.Bitfield, err error) {
	n := m.Chunks()
	name := f.root.String() + haveSuffix
	limit := haveHeader + (n+7)/8
	data, err := readFile(f.store.dir, name, limit)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return share.NewBitfield(n), f.readHint(n), nil
	case err != nil && !errors.Is(err, share.ErrTooLarge):
		return share.Bitfield{}, share.Bitfield{}, diskError("read", f.path(haveSuffix), err)
	}
	durable, err = decodeHave(n, data)
	if err == nil {
		return durable, f.readHint(n), nil
	}
	f.store.log.Warn("set a damaged record of chunks aside; the content is hashed again", "root", f.root, "err", err)
	if err := f.store.dir.Rename(name, name+damagedSuffix); err != nil {
		return share.Bitfield{}, share.Bitfield{}, diskError("set aside", f.path(haveSuffix), err)
	}
	return share.NewBitfield(n), share.FullBitfield(n), nil
}

// readHint returns the chunks the hint names; an unreadable hint names none.
func (f *File) readHint(n int) share.Bitfield {
	raw := make([]byte, (n+7)/8)
	if got, err := f.hint.ReadAt(raw, 0); got < len(raw) {
		if !errors.Is(err, io.EOF) {
			f.store.log.Warn("the hint of a download cannot be read", "root", f.root, "err", err)
		}
		return share.NewBitfield(n)
	}
	bits, err := share.ParseBitfield(n, raw)
	if err != nil {
		return share.NewBitfield(n)
	}
	return bits
}

// reverify adds to have the suspects that are there and right.
func (f *File) reverify(m *merkle.Manifest, suspects, have share.Bitfield) error {
	buf := make([]byte, min(share.ChunkSize(m.Size()), m.Size()))
	for i := range suspects.Present() {
		if have.Has(i) {
			continue
		}
		offset, length := share.ChunkSpan(m.Size(), i)
		n, err := f.data.ReadAt(buf[:length], offset)
		if n < length {
			if err != nil && !errors.Is(err, io.EOF) {
				return diskError("read", f.path(dataSuffix), err)
			}
			continue
		}
		if m.VerifyChunk(i, buf[:length]) == nil {
			have.Set(i)
		}
	}
	return nil
}
