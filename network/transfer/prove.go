package transfer

import (
	"context"
	"fmt"
	"sync"

	"hinny/share"
	"hinny/share/merkle"
)

// prove has s prove the size: by the tail that it told, or by the last chunk.
// Only then is anything laid out on the disk.
func (d *download) prove(ctx context.Context, s *session, m *merkle.Manifest) error {
	d.mu.Lock()
	tail, content := s.tail, s.content
	d.mu.Unlock()
	if tail != nil && m.Chunks() > 1 {
		if err := m.VerifyTail(tail); err != nil {
			return err
		}
		d.mu.Lock()
		d.tail = tail
		d.mu.Unlock()
		return d.settle(s, m, nil)
	}
	last := m.Chunks() - 1
	if last < 0 {
		return d.settle(s, m, nil)
	}
	if content == nil {
		_, length := share.ChunkSpan(m.Size(), last)
		buf, err := s.l.fetch(ctx, s, kindChunk, last, length)
		if err != nil {
			return fmt.Errorf("fetch the last chunk: %w", err)
		}
		defer d.m.buffers.put(buf)
		content = *buf
	}
	if err := m.VerifyChunk(last, content); err != nil {
		return err
	}
	return d.settle(s, m, content)
}

// settle lays the file out, now that s has proved its size. last is its last
// chunk, if that was the proof.
func (d *download) settle(s *session, m *merkle.Manifest, last []byte) error {
	err := d.lay(m, last)
	if err == nil {
		d.install(s, m, len(last))
		return nil
	}
	kept := append([]byte(nil), last...)
	d.mu.Lock()
	defer d.mu.Unlock()
	// Nothing is lost: another provider proves the size again once the disk
	// is willing.
	d.disk(err, func() error { return d.lay(m, kept) })
	return err
}

// lay puts the manifest on the disk, and the last chunk or the room for all.
func (d *download) lay(m *merkle.Manifest, last []byte) error {
	if known := d.part.Manifest(); known == nil || known.Size() != m.Size() {
		if err := d.part.SetManifest(m); err != nil {
			return err
		}
	}
	switch {
	case m.Chunks() == 0:
		return nil
	case len(last) == 0:
		return d.part.Reserve()
	}
	return d.part.WriteChunk(m.Chunks()-1, last)
}

// maxTails bounds the tails that are kept: 1.5 MB. Beyond it all are made again
// when they are asked for, which costs one chunk read and hashed.
const maxTails = 1024

// tails keeps the tails of files that were asked for. The zero value is empty.
type tails struct {
	mu     sync.Mutex
	byRoot map[share.RootHash][]byte // guarded by mu
}

func (t *tails) get(root share.RootHash) []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.byRoot[root]
}

func (t *tails) put(root share.RootHash, tail []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.byRoot == nil || len(t.byRoot) >= maxTails {
		t.byRoot = map[share.RootHash][]byte{}
	}
	t.byRoot[root] = tail
}

// tail returns what proves the size of a complete file of several chunks. It
// fails where the file is no longer what was hashed.
func (s *served) tail() ([]byte, error) {
	if tail := s.c.m.tails.get(s.root); tail != nil {
		return tail, nil
	}
	size := s.manifest.Size()
	offset, length := share.ChunkSpan(size, s.manifest.Chunks()-1)
	last := make([]byte, length)
	if err := s.read(last, offset); err != nil {
		return nil, err
	}
	tail := merkle.Tail(last, size)
	if err := s.manifest.VerifyTail(tail); err != nil {
		return nil, fmt.Errorf("%w: %w", share.ErrChanged, err)
	}
	s.c.m.tails.put(s.root, tail)
	return tail, nil
}
