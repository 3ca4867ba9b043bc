package part

import (
	"fmt"

	"hinny/share/merkle"
)

// pieced is a chunk of which some sections are written. It is forgotten with the
// program, or when the disk fails: a crash costs one chunk.
type pieced struct {
	epoch int    // in which all of them were written
	here  uint16 // a bit for each section
}

// WriteSection verifies a section of a chunk, then writes it. It reports whether
// the chunk is there: with this section, or already. Errors are those of
// WriteChunk; the chunk of a file of one chunk is only written whole.
func (f *File) WriteSection(s *merkle.Sections, section int, data []byte) (whole bool, err error) {
	f.gate.RLock()
	defer f.gate.RUnlock()
	if err := f.checkOpen(); err != nil {
		return false, err
	}
	m, chunk := f.Manifest(), s.Chunk()
	if m == nil || m.Chunks() == 1 {
		return false, fmt.Errorf("write a section of chunk %d of %s: %w", chunk, f.root.Short(), ErrNoManifest)
	}
	if f.Has(chunk) {
		return true, nil
	}
	here, epoch := f.written(chunk, section)
	if here {
		return false, nil
	}
	if err := s.Verify(section, data); err != nil {
		return false, err
	}
	start, _ := s.Span(section, section+1)
	if err := f.put(m, chunk, start, data); err != nil {
		return false, err
	}
	if whole, err = f.markSection(chunk, section, s.Count(), epoch); !whole {
		return false, err
	}
	return true, f.mark(chunk, epoch)
}

// written reports whether a section is there, and the epoch.
func (f *File) written(chunk, section int) (here bool, epoch int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	p := f.pieces[chunk]
	return p.epoch == f.epoch && p.here&(1<<section) != 0, f.epoch
}

// markSection notes that a section was written in the given epoch and reports
// whether it was the last of its chunk. What was written before the disk failed
// does not count.
func (f *File) markSection(chunk, section, count, epoch int) (whole bool, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if epoch != f.epoch {
		return false, f.notKept()
	}
	p := f.pieces[chunk]
	if p.epoch != epoch {
		p = pieced{epoch: epoch}
	}
	if p.here |= 1 << section; p.here == 1<<count-1 {
		return true, nil // mark forgets it
	}
	if f.pieces == nil {
		f.pieces = map[int]pieced{}
	}
	f.pieces[chunk] = p
	return false, nil
}
