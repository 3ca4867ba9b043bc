package merkle

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"testing"

	"lukechampine.com/blake3"
	"lukechampine.com/blake3/bao"

	"hinny/share"
)

const (
	kib = 1 << 10
	mib = 1 << 20
)

// content returns size bytes that are the same in every run.
func content(size int) []byte {
	data := make([]byte, size)
	var seed [32]byte
	rand.NewChaCha8(seed).Read(data)
	return data
}

func build(t testing.TB, data []byte) *Manifest {
	t.Helper()
	m, err := Build(context.Background(), bytes.NewReader(data), int64(len(data)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func sizes() []int {
	list := []int{
		0, 1, 63, 64, 65, 1023, 1024, 1025, 16*kib - 1, 16 * kib, 16*kib + 1, 17 * kib, 24 * kib,
		256*kib - 1, 256 * kib, 256*kib + 1, 512 * kib, 768 * kib, mib, 10*mib + 3,
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 12 {
		list = append(list, rng.IntN(4*mib))
	}
	return list
}

func TestBuildEqualsBlake3AndBao(t *testing.T) {
	data := content(11 * mib)
	for _, size := range sizes() {
		m := build(t, data[:size])
		if want := share.RootHash(blake3.Sum256(data[:size])); m.Root() != want {
			t.Errorf("%d bytes: root %s, blake3 says %s", size, m.Root(), want)
		}
		if Root(data[:size]) != m.Root() {
			t.Errorf("%d bytes have another root in one go", size)
		}
		outboard, root := bao.EncodeBuf(data[:size], 8, true) // 2^8 KiB is the smallest chunk
		if m.Root() != root || !bytes.Equal(m.Outboard(), outboard) {
			t.Errorf("%d bytes: the outboard is not what bao writes", size)
		}
		if len(outboard) != OutboardSize(int64(size)) {
			t.Errorf("%d bytes: OutboardSize says %d, bao wrote %d", size, OutboardSize(int64(size)), len(outboard))
		}
		again, err := New(m.Root(), int64(size), m.Outboard())
		if err != nil {
			t.Errorf("%d bytes: the outboard just built is refused: %v", size, err)
			continue
		}
		verifyAll(t, again, data[:size])
	}
}

// verifyAll checks every chunk and, for the first and the last, that a wrong
// bit at either end is noticed.
func verifyAll(t *testing.T, m *Manifest, data []byte) {
	t.Helper()
	for i := range m.Chunks() {
		offset, length := share.ChunkSpan(m.Size(), i)
		chunk := data[offset : offset+int64(length)]
		if err := m.VerifyChunk(i, chunk); err != nil {
			t.Errorf("%d bytes: %v", m.Size(), err)
		}
		if i != 0 && i != m.Chunks()-1 {
			continue
		}
		for _, at := range []int{0, length / 2, length - 1} {
			bad := bytes.Clone(chunk)
			bad[at] ^= 1
			if err := m.VerifyChunk(i, bad); !errors.Is(err, share.ErrCorrupt) {
				t.Errorf("%d bytes, chunk %d: a flipped bit at %d gives %v", m.Size(), i, at, err)
			}
		}
	}
}

// A sparse file of more than 1 GiB has chunks of 512 KiB: the group grows.
func TestBigChunksEqualBlake3(t *testing.T) {
	if testing.Short() {
		t.Skip("hashes 1 GiB")
	}
	size := int64(1<<30) + 5*mib + 7
	m, err := Build(context.Background(), zeros{size}, size, nil)
	if err != nil {
		t.Fatal(err)
	}
	h := blake3.New(32, nil)
	if _, err := io.Copy(h, io.NewSectionReader(zeros{size}, 0, size)); err != nil {
		t.Fatal(err)
	}
	if want := share.RootHash(h.Sum(nil)); m.Root() != want {
		t.Fatalf("root %s, blake3 says %s", m.Root(), want)
	}
	for _, i := range []int{0, 1, m.Chunks() - 1} {
		_, length := share.ChunkSpan(size, i)
		if err := m.VerifyChunk(i, make([]byte, length)); err != nil {
			t.Error(err)
		}
	}
}

// zeros is a file of so many zero bytes.
type zeros struct{ size int64 }

func (z zeros) ReadAt(p []byte, off int64) (int, error) {
	n := int(max(min(int64(len(p)), z.size-off), 0))
	clear(p[:n])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func TestVerifyChunkRefusesWhatIsNoChunk(t *testing.T) {
	data := content(3*256*kib + 5)
	m := build(t, data)
	last := data[3*256*kib:]
	for name, call := range map[string]struct {
		i    int
		data []byte
	}{
		"nothing":              {0, nil},
		"empty":                {3, []byte{}},
		"before the file":      {-1, data[:256*kib]},
		"after the file":       {4, last},
		"an index that wraps":  {int(^uint(0) >> 1), last},
		"a short chunk":        {0, data[:256*kib-1]},
		"a long chunk":         {0, data[:256*kib+1]},
		"the whole file":       {0, data},
		"a long last chunk":    {3, append(bytes.Clone(last), 0)},
		"its neighbour":        {0, data[256*kib : 2*256*kib]},
		"a chunk moved along":  {1, data[:256*kib]},
		"last chunk elsewhere": {0, last},
	} {
		err := m.VerifyChunk(call.i, call.data)
		var chunkErr *share.ChunkError
		if !errors.As(err, &chunkErr) || !errors.Is(err, share.ErrCorrupt) {
			t.Errorf("%s: %v instead of a *share.ChunkError for corrupt content", name, err)
			continue
		}
		if chunkErr.Index != call.i || chunkErr.Root != m.Root() {
			t.Errorf("%s: the error speaks of chunk %d of %s", name, chunkErr.Index, chunkErr.Root.Short())
		}
	}
}

func TestEqualChunksDifferByPlace(t *testing.T) {
	data := make([]byte, 4*256*kib) // all chunks alike
	m := build(t, data)
	for i := range 4 {
		if err := m.VerifyChunk(i, data[:256*kib]); err != nil {
			t.Error(err)
		}
	}
	if bytes.Equal(m.Outboard()[leafAt(0, 4):][:32], m.Outboard()[leafAt(1, 4):][:32]) {
		t.Error("two places in the file have the same leaf")
	}
}

func TestEmptyFile(t *testing.T) {
	m := build(t, nil)
	if m.Chunks() != 0 || len(m.Outboard()) != headerLen {
		t.Fatalf("the empty file has %d chunks and %d bytes of outboard", m.Chunks(), len(m.Outboard()))
	}
	if _, err := New(m.Root(), 0, nil); err != nil {
		t.Error(err)
	}
	if _, err := New(share.RootHash{1}, 0, nil); !errors.Is(err, share.ErrCorrupt) {
		t.Errorf("another root for the empty file gives %v", err)
	}
	if err := m.VerifyChunk(0, nil); !errors.Is(err, share.ErrCorrupt) {
		t.Errorf("a chunk of the empty file gives %v", err)
	}
}

func TestOneChunkNeedsNoOutboard(t *testing.T) {
	data := content(1000)
	m, err := New(blake3.Sum256(data), 1000, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.VerifyChunk(0, data); err != nil {
		t.Error(err)
	}
	if _, err := New(m.Root(), 256*kib+1, nil); !errors.Is(err, share.ErrCorrupt) {
		t.Errorf("two chunks without an outboard give %v", err)
	}
}

func TestVerifyChunkAllocatesNothing(t *testing.T) {
	data := content(2*256*kib + 20*kib + 3)
	m := build(t, data)
	for _, i := range []int{0, 2} {
		offset, length := share.ChunkSpan(m.Size(), i)
		chunk := data[offset : offset+int64(length)]
		allocs := testing.AllocsPerRun(20, func() {
			if err := m.VerifyChunk(i, chunk); err != nil {
				t.Fatal(err)
			}
		})
		if allocs != 0 {
			t.Errorf("chunk %d: %v allocations", i, allocs)
		}
	}
}

func TestRootIsWhatBuildGives(t *testing.T) {
	for _, size := range []int{0, 1, 1024, 1025, 256 * kib, 256*kib + 1} {
		if data := content(size); Root(data) != build(t, data).Root() {
			t.Errorf("%d bytes have another root", size)
		}
	}
}
