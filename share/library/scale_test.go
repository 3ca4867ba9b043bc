package library

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// manyFiles is how many small files the ordinary tests make.
const manyFiles = 10_000

func smallFiles(t testing.TB, dir string) { makeFiles(t, dir, manyFiles) }

// makeFiles makes small files, a hundred to a directory.
func makeFiles(t testing.TB, dir string, count int) {
	t.Helper()
	for i := range count {
		path := filepath.Join(dir, fmt.Sprint(i/100), fmt.Sprint(i))
		if i%100 == 0 {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(path, fmt.Append(nil, "file ", i), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func residentMiB() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

// BenchmarkLibraryOf100000SmallFiles measures what the person at the machine
// waits for: the first tick, a start with everything known, a look at it all.
func BenchmarkLibraryOf100000SmallFiles(b *testing.B) {
	const count = 100_000
	dir := realTempDir(b)
	makeFiles(b, dir, count)
	db := filepath.Join(b.TempDir(), "catalog.db")
	for b.Loop() {
		_ = os.Remove(db)
		w := &world{dir: dir}
		stop := w.start(b, db, Options{})
		begun := time.Now()
		if _, err := w.AddFolder(dir); err != nil {
			b.Fatal(err)
		}
		awaitLong(b, w, count)
		b.ReportMetric(time.Since(begun).Seconds(), "s-first-tick")
		begun = time.Now()
		s := &scan{l: w.Library, out: w.found, tally: newTally(w.hiding.Load())}
		if s.tree(b.Context(), w.Folders()[0], w.dir); len(s.trouble) > 0 || len(s.gone) > 0 {
			b.Fatal(s.trouble, s.gone)
		}
		b.ReportMetric(time.Since(begun).Seconds(), "s-rescan")
		b.ReportMetric(residentMiB(), "MiB-heap")
		stop()
		begun = time.Now()
		stop = w.start(b, db, Options{})
		if files, _ := w.catalog.Totals(); files != count {
			b.Fatalf("%d files known at the start", files)
		}
		b.ReportMetric(time.Since(begun).Seconds(), "s-start")
		stop()
	}
	if info, err := os.Stat(db); err == nil {
		b.ReportMetric(float64(info.Size())/count, "B-catalog/file")
	}
}

// awaitLong waits as long as it takes.
func awaitLong(b *testing.B, w *world, count int) {
	b.Helper()
	for {
		changed := w.catalog.Changed()
		if files, _ := w.catalog.Totals(); files == count {
			return
		}
		<-changed
	}
}

func BenchmarkFirstScanOf10000SmallFiles(b *testing.B) {
	dir := realTempDir(b)
	smallFiles(b, dir)
	for b.Loop() {
		w := &world{dir: dir}
		stop := w.start(b, filepath.Join(b.TempDir(), "catalog.db"), Options{})
		if _, err := w.AddFolder(dir); err != nil {
			b.Fatal(err)
		}
		await(b, func() string {
			if files, _ := w.catalog.Totals(); files < 10_000 {
				return fmt.Sprintf("%d files", files)
			}
			return ""
		})
		stop()
	}
}

func BenchmarkRescanOf10000UnchangedFiles(b *testing.B) {
	w := begin(b, Options{})
	smallFiles(b, w.dir)
	await(b, func() string {
		if files, _ := w.catalog.Totals(); files < 10_000 {
			return fmt.Sprintf("%d files", files)
		}
		return ""
	})
	for b.Loop() {
		s := &scan{l: w.Library, out: w.found, tally: newTally(w.hiding.Load())}
		if s.tree(b.Context(), w.Folders()[0], w.dir); len(s.trouble) > 0 || len(s.gone) > 0 {
			b.Fatal(s.trouble, s.gone)
		}
	}
}
