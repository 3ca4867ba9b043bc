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

	"hinny/share/fsys"
)

var besideMiB = flag.Int64("mib", 1024, "size of the file that BenchmarkBesideB3sum hashes, in MiB")

// BenchmarkBesideB3sum has Build, b3sum and cat read the same file in turn, in
// the page cache and, where this process may empty it, from the disk. It prints
// medians; the programs' include their start, some milliseconds. Rounds in which
// other programs took much of the machine do not count.
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
	readers := []reader{
		{"build", func() (time.Duration, error) { return 0, buildAnew(b, path, size) }},
		{"b3sum", func() (time.Duration, error) { return readBy(b, "b3sum", path) }},
		{"cat", func() (time.Duration, error) { return readBy(b, "cat", path) }},
	}
	cached := func() error {
		_, err := readBy(b, "cat", path)
		return err
	}
	for _, from := range []struct {
		name    string
		prepare func() error
	}{{"cached", cached}, {"cold", dropCache}} {
		b.Run(from.name, func(b *testing.B) {
			if err := from.prepare(); err != nil {
				b.Skip("the page cache cannot be emptied: ", err)
			}
			took, thrown := map[string][]float64{}, 0
			for b.Loop() {
				round, others := readAll(b, from.prepare, readers)
				for ; others > mostOthers && thrown < mostThrown; thrown++ {
					round, others = readAll(b, from.prepare, readers)
				}
				for name, seconds := range round {
					took[name] = append(took[name], seconds)
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
			b.ReportMetric(float64(thrown), "disturbed")
		})
	}
}

const (
	// mostOthers is how much of all processors other programs may take during a
	// reading before the round is thrown away, and mostThrown how many rounds are:
	// then the machine is too busy to wait for.
	mostOthers = 0.08
	mostThrown = 30
)

// reader reads the file, and returns what its children took of the processors.
type reader struct {
	name string
	read func() (children time.Duration, err error)
}

// readAll has each read the file once. It returns how many seconds each took, and
// the largest part of all processors that others took meanwhile.
func readAll(b *testing.B, prepare func() error, readers []reader) (round map[string]float64, others float64) {
	b.Helper()
	round = map[string]float64{}
	for _, r := range readers {
		if err := prepare(); err != nil {
			b.Fatal(err)
		}
		seconds, disturbed, err := alone(r.read)
		if err != nil {
			b.Fatal(err)
		}
		round[r.name], others = seconds, max(others, disturbed)
	}
	return round, others
}

// alone measures a reading, and how much of all processors others took meanwhile.
func alone(read func() (children time.Duration, err error)) (seconds, others float64, err error) {
	before, _ := fsys.MachineUse()
	begun := time.Now()
	children, err := read()
	seconds = time.Since(begun).Seconds()
	after, _ := fsys.MachineUse()
	if all := after.All - before.All; all > 0 {
		others = float64(after.Busy-before.Busy-(after.Own-before.Own)-children) / float64(all)
	}
	return seconds, others, err
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

// readBy has another program read a file, and returns what it took of the
// processors.
func readBy(b *testing.B, program, path string) (took time.Duration, err error) {
	cmd := exec.CommandContext(b.Context(), program, path)
	if err := cmd.Run(); err != nil {
		return 0, err
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), nil
}

// dropCache empties the page cache of the machine, on Linux and as root.
func dropCache() error { return os.WriteFile("/proc/sys/vm/drop_caches", []byte("1"), 0) }
