package merkle

import (
	"bytes"
	"context"
	"errors"
	"fmt"
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

func TestBuildNoticesAChangedFile(t *testing.T) {
	data := content(mib)
	for _, size := range []int64{mib - 1, mib + 1, 0, 5 * mib} {
		if _, err := Build(context.Background(), bytes.NewReader(data), size, nil); !errors.Is(err, share.ErrChanged) {
			t.Errorf("%d bytes said to be %d: %v", mib, size, err)
		}
	}
	if _, err := Build(context.Background(), bytes.NewReader(data), -1, nil); !errors.Is(err, share.ErrTooLarge) {
		t.Errorf("a negative size: %v", err)
	}
}

func TestBuildPassesReadErrorsOn(t *testing.T) {
	broken := errors.New("the disk is gone")
	_, err := Build(context.Background(), failing{broken}, mib, nil)
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

type failing struct{ err error }

func (f failing) ReadAt([]byte, int64) (int, error) { return 0, f.err }

func TestBuildStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var done int64
	_, err := Build(ctx, zeros{1 << 40}, 1<<40, func(n int64) {
		if done += n; done > 32*mib {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestProgressAddsUp(t *testing.T) {
	data := content(10*mib + 3)
	calls, total := 0, int64(0) // no lock: the race detector is the check
	m, err := Build(context.Background(), bytes.NewReader(data), int64(len(data)), func(n int64) {
		calls++
		total += n
	})
	if err != nil {
		t.Fatal(err)
	}
	if calls != m.Chunks() || total != m.Size() {
		t.Errorf("%d calls for %d bytes; want %d and %d", calls, total, m.Chunks(), m.Size())
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

func BenchmarkBuild(b *testing.B) {
	for _, size := range []int{4 * kib, 256 * kib, 64 * mib} {
		b.Run(fmt.Sprint(size/kib, "KiB"), func(b *testing.B) {
			data := content(size)
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				build(b, data)
			}
		})
	}
}

func BenchmarkVerifyChunk(b *testing.B) {
	data := content(64 * mib)
	m := build(b, data)
	b.SetBytes(256 * kib)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		at := i % m.Chunks()
		if err := m.VerifyChunk(at, data[at*256*kib:][:256*kib]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	m := build(b, content(64*mib))
	b.SetBytes(int64(len(m.Outboard())))
	for b.Loop() {
		if _, err := New(m.Root(), m.Size(), m.Outboard()); err != nil {
			b.Fatal(err)
		}
	}
}
