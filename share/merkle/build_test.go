package merkle

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"hinny/share"
)

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
