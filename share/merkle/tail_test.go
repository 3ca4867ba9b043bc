package merkle

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"hinny/share"
)

// ending is a file of two chunks or more with its manifest and its last chunk.
func ending(t testing.TB, size int64, seed uint64) (m *Manifest, last []byte) {
	t.Helper()
	content := make([]byte, size)
	random := rand.New(rand.NewPCG(seed, 0))
	for i := range content {
		content[i] = byte(random.Uint32())
	}
	m, err := Build(t.Context(), bytes.NewReader(content), size, nil)
	if err != nil {
		t.Fatal(err)
	}
	offset, _ := share.ChunkSpan(size, m.Chunks()-1)
	return m, content[offset:]
}

// TestATailProvesTheSize: for ends of every shape, and no other size, content or
// chaining value passes.
func TestATailProvesTheSize(t *testing.T) {
	const chunk = share.MinChunkSize
	for _, over := range []int64{1, 1023, 1024, 1025, 2048, 3000, 16 << 10, 16<<10 + 1, 100_000, 128 << 10, 200_001, chunk - 1024, chunk - 1, chunk} {
		for _, whole := range []int64{1, 2, 5} {
			size := whole*chunk + over
			t.Run(fmt.Sprint(size), func(t *testing.T) {
				m, last := ending(t, size, uint64(size))
				tail := Tail(last, size)
				if err := m.VerifyTail(tail); err != nil || len(tail) > MaxTail {
					t.Fatalf("a right tail of %d bytes: %v", len(tail), err)
				}
				for i := range tail {
					wrong := bytes.Clone(tail)
					wrong[i] ^= 1
					if err := m.VerifyTail(wrong); !errors.Is(err, share.ErrCorrupt) {
						t.Fatalf("with byte %d wrong: %v", i, err)
					}
				}
				for _, wrong := range [][]byte{nil, tail[1:], tail[:len(tail)-1], append(bytes.Clone(tail), 0)} {
					if err := m.VerifyTail(wrong); !errors.Is(err, share.ErrCorrupt) {
						t.Errorf("%d bytes for %d pass", len(wrong), len(tail))
					}
				}
			})
		}
	}
}

// TestALieAboutTheSizeHasNoTail: an outboard with another size that folds to the
// same root is what New cannot refuse.
func TestALieAboutTheSizeHasNoTail(t *testing.T) {
	const size = 2*share.MinChunkSize + 5000
	m, last := ending(t, size, 7)
	tail := Tail(last, size)
	for _, lie := range []int64{size - 1, size + 1, size - 1024, size + 1024, 2*share.MinChunkSize + 1, 3 * share.MinChunkSize} {
		outboard := bytes.Clone(m.Outboard())
		for i := range 8 {
			outboard[i] = byte(lie >> (8 * i))
		}
		liar, err := New(m.Root(), lie, outboard)
		if err != nil {
			t.Fatal(err)
		}
		grown := append(bytes.Clone(last), make([]byte, 3*share.MinChunkSize)...)
		for name, attempt := range map[string][]byte{"the right one": tail, "one of its own": Tail(grown[:lie-2*share.MinChunkSize], lie)} {
			if err := liar.VerifyTail(attempt); !errors.Is(err, share.ErrCorrupt) {
				t.Errorf("%d bytes instead of %d pass with %s", lie, size, name)
			}
		}
	}
}

func TestASmallFileHasNoTail(t *testing.T) {
	for _, size := range []int64{0, 1, 5000, share.MinChunkSize} {
		content := make([]byte, size)
		m, err := Build(t.Context(), bytes.NewReader(content), size, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := m.VerifyTail(Tail(content, size)); !errors.Is(err, share.ErrCorrupt) {
			t.Errorf("%d bytes have a tail", size)
		}
	}
}

// FuzzVerifyTail: whatever passes is the tail.
func FuzzVerifyTail(f *testing.F) {
	const size = share.MinChunkSize + 5000
	m, last := ending(f, size, 9)
	right := Tail(last, size)
	f.Add(right)
	f.Add(right[1:])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, tail []byte) {
		if err := m.VerifyTail(tail); err == nil && !bytes.Equal(tail, right) {
			t.Errorf("%x passes", tail)
		}
	})
}

func TestTheLongestTailHasItsBound(t *testing.T) {
	const size = share.MaxChunkSize
	last := make([]byte, size)
	if n := len(Tail(last, size)); n != MaxTail {
		t.Errorf("the longest tail has %d bytes, the bound is %d", n, MaxTail)
	}
}
