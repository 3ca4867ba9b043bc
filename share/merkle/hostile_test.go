package merkle

import (
	"bytes"
	"errors"
	"testing"

	"lukechampine.com/blake3"

	"hinny/share"
)

func TestNewRefusesPoisonedOutboards(t *testing.T) {
	data := content(9*256*kib + 1)
	m := build(t, data)
	good := m.Outboard()
	for at := range good { // every single byte counts
		bad := bytes.Clone(good)
		bad[at] ^= 0x80
		if _, err := New(m.Root(), m.Size(), bad); !errors.Is(err, share.ErrCorrupt) {
			t.Fatalf("byte %d of the outboard changed: %v", at, err)
		}
	}
	for _, bad := range [][]byte{nil, good[:8], good[:len(good)-1], append(bytes.Clone(good), 0), good[64:]} {
		if _, err := New(m.Root(), m.Size(), bad); !errors.Is(err, share.ErrCorrupt) {
			t.Errorf("an outboard of %d bytes: %v", len(bad), err)
		}
	}
	if _, err := New(share.RootHash{}, m.Size(), good); !errors.Is(err, share.ErrCorrupt) {
		t.Errorf("another root: %v", err)
	}
}

func TestOutboardIsCopied(t *testing.T) {
	data := content(2 * 256 * kib)
	outboard := bytes.Clone(build(t, data).Outboard())
	m, err := New(blake3.Sum256(data), int64(len(data)), outboard)
	if err != nil {
		t.Fatal(err)
	}
	clear(outboard)
	if err := m.VerifyChunk(1, data[256*kib:]); err != nil {
		t.Errorf("changing the caller's bytes changed the manifest: %v", err)
	}
}

// lie rewrites the size in an outboard.
func lie(outboard []byte, size int64) []byte {
	bad := bytes.Clone(outboard)
	for i := range headerLen {
		bad[i] = byte(size >> (8 * i))
	}
	return bad
}

func TestSizeLies(t *testing.T) {
	data := content(3*256*kib + 100)
	m := build(t, data)
	for _, size := range []int64{-1, 1 << 63 / 2, share.MaxFileSize + 1} {
		if _, err := New(m.Root(), size, lie(m.Outboard(), size)); !errors.Is(err, share.ErrTooLarge) {
			t.Errorf("size %d: %v", size, err)
		}
	}
	// Another number of chunks does not fit the outboard.
	for _, size := range []int64{0, 1, 3 * 256 * kib, 4*256*kib + 1, share.MaxFileSize} {
		if _, err := New(m.Root(), size, lie(m.Outboard(), size)); !errors.Is(err, share.ErrCorrupt) {
			t.Errorf("size %d: %v", size, err)
		}
	}
	// The same number of chunks does; the last chunk then proves the size.
	for _, size := range []int64{3*256*kib + 1, 3*256*kib + 99, 3*256*kib + 101, 4 * 256 * kib} {
		liar, err := New(m.Root(), size, lie(m.Outboard(), size))
		if err != nil {
			t.Fatalf("size %d: %v", size, err)
		}
		padded := append(bytes.Clone(data), make([]byte, 256*kib)...)
		if err := liar.VerifyChunk(3, padded[3*256*kib:size]); !errors.Is(err, share.ErrCorrupt) {
			t.Errorf("size %d: the last chunk gives %v", size, err)
		}
	}
}

// FuzzNew throws outboards and sizes at New: whatever it accepts beyond one
// chunk must be the one true outboard, up to the size within the last chunk.
func FuzzNew(f *testing.F) {
	data := content(5*256*kib + 7)
	m := build(f, data)
	f.Add(m.Size(), m.Outboard())
	f.Add(int64(0), []byte{})
	f.Add(int64(-1), []byte{1})
	f.Add(m.Size()+1, lie(m.Outboard(), m.Size()+1))
	f.Fuzz(func(t *testing.T, size int64, outboard []byte) {
		got, err := New(m.Root(), size, outboard)
		if err != nil || got.Chunks() <= 1 {
			return
		}
		if !bytes.Equal(got.Outboard()[headerLen:], m.Outboard()[headerLen:]) {
			t.Fatal("a wrong outboard was accepted")
		}
	})
}

// FuzzVerifyChunk must accept exactly the chunk itself.
func FuzzVerifyChunk(f *testing.F) {
	data := content(256*kib + 3000)
	m := build(f, data)
	f.Add(1, data[256*kib:])
	f.Add(1, []byte{})
	f.Add(-1, []byte{1})
	f.Fuzz(func(t *testing.T, i int, chunk []byte) {
		same := i == 1 && bytes.Equal(chunk, data[256*kib:])
		if err := m.VerifyChunk(i, chunk); (err == nil) != same {
			t.Fatalf("chunk %d of %d bytes: %v", i, len(chunk), err)
		}
	})
}
