package merkle

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"hinny/share"
)

// shapes are files whose chunks have sections of every kind.
func shapes() []int {
	const chunk, section = share.MinChunkSize, share.MinSectionSize
	return []int{
		1, chunk, chunk + 1, chunk + section, chunk + section + 1, chunk + 2*section - 1,
		2*chunk - 1023, 2 * chunk, 3*chunk + 3*section + 17,
	}
}

// TestSectionsVerifyAlone: each section of each chunk, and no other bytes, place
// or length passes.
func TestSectionsVerifyAlone(t *testing.T) {
	for _, size := range shapes() {
		data := content(size)
		m := build(t, data)
		for chunk := range m.Chunks() {
			s, err := m.ListSections(bytes.NewReader(data), chunk, make([]byte, share.MinSectionSize))
			if err != nil {
				t.Fatalf("chunk %d of %d bytes: %v", chunk, size, err)
			}
			if s.Count() != share.SectionCount(int64(size), chunk) || s.Chunk() != chunk || len(s.List()) != m.SectionListSize(chunk) {
				t.Fatalf("chunk %d of %d bytes has %d sections", chunk, size, s.Count())
			}
			base, _ := share.ChunkSpan(int64(size), chunk)
			for i := range s.Count() {
				at, n := share.SectionSpan(int64(size), chunk, i, i+1)
				right := data[base:][at : at+n]
				if err := s.Verify(i, right); err != nil {
					t.Errorf("section %d of chunk %d of %d bytes: %v", i, chunk, size, err)
				}
				wrong := bytes.Clone(right)
				wrong[n/2] ^= 4
				for _, bad := range [][]byte{wrong, right[1:], right[:n-1], append(bytes.Clone(right), 0), nil} {
					var blamed *share.ChunkError
					if err := s.Verify(i, bad); !errors.Is(err, share.ErrCorrupt) || !errors.As(err, &blamed) || blamed.Index != chunk {
						t.Errorf("section %d of chunk %d of %d bytes, wrong: %v", i, chunk, size, err)
					}
				}
				if other := i + 1; s.Count() > 1 && s.Verify(other%s.Count(), right) == nil {
					t.Errorf("section %d passes in the place of another", i)
				}
			}
			if s.Verify(-1, nil) == nil || s.Verify(s.Count(), nil) == nil {
				t.Error("there is a section outside the chunk")
			}
		}
	}
}

func TestAWrongListOfSectionsIsRefused(t *testing.T) {
	data := content(2*share.MinChunkSize + 100_000)
	m := build(t, data)
	for chunk := range m.Chunks() {
		s, err := m.ListSections(bytes.NewReader(data), chunk, make([]byte, 256*kib))
		if err != nil {
			t.Fatal(err)
		}
		good := s.List()
		for at := range good {
			bad := bytes.Clone(good)
			bad[at] ^= 0x10
			if _, err := m.Sections(chunk, bad); !errors.Is(err, share.ErrCorrupt) {
				t.Fatalf("chunk %d with byte %d wrong: %v", chunk, at, err)
			}
		}
		for _, bad := range [][]byte{nil, good[hashLen:], good[:len(good)-1], append(bytes.Clone(good), good...)} {
			if _, err := m.Sections(chunk, bad); !errors.Is(err, share.ErrCorrupt) {
				t.Errorf("chunk %d with a list of %d bytes: %v", chunk, len(bad), err)
			}
		}
		mine := bytes.Clone(good)
		kept, err := m.Sections(chunk, mine)
		if err != nil {
			t.Fatal(err)
		}
		clear(mine)
		if !bytes.Equal(kept.List(), good) {
			t.Error("the list is the caller's")
		}
	}
	for _, outside := range []int{-1, m.Chunks()} {
		if _, err := m.Sections(outside, make([]byte, 4*hashLen)); !errors.Is(err, share.ErrCorrupt) {
			t.Errorf("chunk %d: %v", outside, err)
		}
	}
}

func TestAChangedChunkHasNoList(t *testing.T) {
	data := content(2 * share.MinChunkSize)
	m := build(t, data)
	data[share.MinChunkSize+7] ^= 1
	for chunk, want := range []error{nil, share.ErrCorrupt} {
		if _, err := m.ListSections(bytes.NewReader(data), chunk, make([]byte, 64*kib)); !errors.Is(err, want) {
			t.Errorf("chunk %d: %v, want %v", chunk, err, want)
		}
	}
	if _, err := m.ListSections(&short{}, 0, make([]byte, 64*kib)); err == nil || errors.Is(err, share.ErrCorrupt) {
		t.Errorf("a file that cannot be read: %v", err)
	}
}

// short is a file that cannot be read.
type short struct{}

func (*short) ReadAt([]byte, int64) (int, error) { return 0, fmt.Errorf("the disk is gone") }

// FuzzSections must accept exactly the one true list, and with it the section
// itself.
func FuzzSections(f *testing.F) {
	data := content(2 * share.MinChunkSize)
	m := build(f, data)
	s, err := m.ListSections(bytes.NewReader(data), 1, make([]byte, 64*kib))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(1, s.List(), 2, data[share.MinChunkSize+2*share.MinSectionSize:][:share.MinSectionSize])
	f.Add(0, s.List(), 0, []byte{})
	f.Add(-1, []byte{1}, -1, []byte{1})
	f.Fuzz(func(t *testing.T, chunk int, list []byte, section int, bytesOf []byte) {
		got, err := m.Sections(chunk, list)
		if err != nil {
			return
		}
		want, _ := m.ListSections(bytes.NewReader(data), chunk, make([]byte, 64*kib))
		if !bytes.Equal(list, want.List()) {
			t.Fatal("a wrong list was accepted")
		}
		same := section >= 0 && section < 4 && bytes.Equal(bytesOf, data[chunk*share.MinChunkSize+section*share.MinSectionSize:][:share.MinSectionSize])
		if (got.Verify(section, bytesOf) == nil) != same {
			t.Fatalf("section %d with %d bytes", section, len(bytesOf))
		}
	})
}
