package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// sample is one made file. Every peer holds the shared ones; the others are
// dealt out one by one.
type sample struct {
	path   string
	shared bool
}

// bigName is the file that everybody holds and the demo downloads.
const (
	bigName  = "Walking with Hinnies (documentary).mkv"
	bigBytes = 192 << 20 // 768 chunks: enough to watch them arrive
)

// makeSamples fills dir with files whose content follows from their name, so
// that two runs share the same roots.
func makeSamples(dir string) ([]sample, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	specs := []struct {
		name   string
		bytes  int64
		shared bool
	}{
		{bigName, bigBytes, true},
		{"Field Recordings - Mountain Pasture.flac", 24 << 20, true},
		{"A Short History of the Mule.pdf", 3 << 20, false},
		{"骡子与马 讲义.pdf", 2 << 20, false},
		{"Hinny & Mule “family tree” 🐴.png", 1 << 20, false},
		{"Pack Saddle Plans.zip", 5 << 20, false},
	}
	samples := make([]sample, 0, len(specs))
	for i, spec := range specs {
		s := sample{path: filepath.Join(dir, spec.name), shared: spec.shared}
		if err := fill(s.path, spec.bytes, uint64(i)+1); err != nil {
			return nil, fmt.Errorf("make the sample %s: %w", spec.name, err)
		}
		samples = append(samples, s)
	}
	return samples, nil
}

// fill writes size bytes that follow from seed.
func fill(path string, size int64, seed uint64) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	var key [32]byte
	key[0] = byte(seed)
	if _, err := io.CopyN(f, rand.NewChaCha8(key), size); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// lay gives peer i its share of the samples. Hard links cost no disk.
func lay(samples []sample, i int, folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for at, s := range samples {
		if !s.shared && at%providers != i {
			continue
		}
		if err := os.Link(s.path, filepath.Join(folder, filepath.Base(s.path))); err != nil {
			return fmt.Errorf("give peer %d its samples: %w", i+1, err)
		}
	}
	return nil
}
