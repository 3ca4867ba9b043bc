package catalog

import (
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// TestDamageUnderTheRunningProgramIsAnError spoils the file of an open
// catalog. Whatever is asked of it then must return, and the next Open begins
// anew or finds everything good.
func TestDamageUnderTheRunningProgramIsAnError(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("other systems keep an open file from being cut")
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 2))
	data, _ := filled(t)
	failed := 0
	for range 30 {
		path := filepath.Join(t.TempDir(), "catalog.db")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := Open(path, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		spoil(t, random, path, int64(len(data)))
		files, _ := c.List(ListQuery{})
		_, err = c.ChangesSince(0, MaxList)
		if err != nil || len(files) < 598 {
			failed++
		}
		if err := c.Put([]Entry{sample("new", 200, 1000)}); err != nil {
			failed++
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
		// This process may still hold the file's lock; the next one reads a copy.
		left, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path+".next", left, 0o600); err != nil {
			t.Fatal(err)
		}
		again, err := Open(path+".next", slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		useAll(t, again, "damaged while open")
		if err := again.Close(); err != nil {
			t.Error(err)
		}
	}
	if failed == 0 {
		t.Error("no damage was ever noticed")
	}
}

// spoil cuts a file, or fills much of it with rubbish.
func spoil(t *testing.T, random *rand.Rand, path string, size int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if random.IntN(2) == 0 {
		err = f.Truncate(random.Int64N(size))
	} else {
		rubbish := make([]byte, size/2)
		for i := range rubbish {
			rubbish[i] = byte(random.Uint32())
		}
		_, err = f.WriteAt(rubbish, 2*4096+random.Int64N(size/2))
	}
	if err != nil {
		t.Fatal(err)
	}
}
