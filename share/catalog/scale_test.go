package catalog

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"testing"

	"lukechampine.com/blake3"
)

// BenchmarkOpenOf100000Files is what a start waits for before anything is
// searchable.
func BenchmarkOpenOf100000Files(b *testing.B) {
	path := filepath.Join(b.TempDir(), "catalog.db")
	c, err := Open(path, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	for n := 0; n < 100_000; {
		entries := make([]Entry, 4000)
		for i := range entries {
			entries[i] = sample(fmt.Sprintf("%d/Song %d.flac", n/100, n), 1, uint64(n))
			entries[i].File.Root = blake3.Sum256(fmt.Append(nil, n))
			n++
		}
		put(b, c, entries...)
	}
	if err := c.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		c, err := Open(path, slog.New(slog.DiscardHandler))
		if err != nil || c.Recreated() {
			b.Fatal(err)
		}
		if err := c.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
