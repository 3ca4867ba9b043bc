package merkle

import (
	"flag"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

var besideMiB = flag.Int64("mib", 1024, "size of the file that BenchmarkBesideB3sum hashes, in MiB")

// BenchmarkBesideB3sum has Build, b3sum and cat read the same file in turn, in
// the page cache and, where this process may empty it, from the disk. It prints
// medians; the programs' include their start, some milliseconds.
func BenchmarkBesideB3sum(b *testing.B) {
	for _, tool := range []string{"b3sum", "cat"} {
		if _, err := exec.LookPath(tool); err != nil {
			b.Skip(err)
		}
	}
	path, size := filepath.Join(b.TempDir(), "content"), *besideMiB<<20
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if _, err := io.CopyN(f, rand.NewChaCha8([32]byte{1}), size); err != nil {
		b.Fatal(err)
	}
	if err := f.Sync(); err != nil {
		b.Fatal(err)
	}
	readers := []struct {
		name string
		read func() error
	}{
		{"build", func() error { return buildAnew(b, path, size) }},
		{"b3sum", func() error { return exec.CommandContext(b.Context(), "b3sum", path).Run() }},
		{"cat", func() error { return catAnew(b, path) }},
	}
	for _, from := range []struct {
		name    string
		prepare func() error
	}{{"cached", func() error { return catAnew(b, path) }}, {"cold", dropCache}} {
		b.Run(from.name, func(b *testing.B) {
			took := map[string][]float64{}
			for b.Loop() {
				for _, r := range readers {
					if err := from.prepare(); err != nil {
						b.Skip("the page cache cannot be emptied: ", err)
					}
					begun := time.Now()
					if err := r.read(); err != nil {
						b.Fatal(err)
					}
					took[r.name] = append(took[r.name], time.Since(begun).Seconds())
				}
			}
			median := func(name string) float64 {
				slices.Sort(took[name])
				return took[name][len(took[name])/2]
			}
			for _, r := range readers {
				b.ReportMetric(float64(size)/1e6/median(r.name), "MB/s-"+r.name)
			}
			b.ReportMetric(median("b3sum")/median("build"), "of-b3sum")
			b.ReportMetric(median("cat")/median("build"), "of-cat")
		})
	}
}

// buildAnew hashes a file as the library does.
func buildAnew(b *testing.B, path string, size int64) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = Build(b.Context(), f, size, nil)
	return err
}

func catAnew(b *testing.B, path string) error {
	return exec.CommandContext(b.Context(), "cat", path).Run()
}

// dropCache empties the page cache of the machine, on Linux and as root.
func dropCache() error { return os.WriteFile("/proc/sys/vm/drop_caches", []byte("1"), 0) }
