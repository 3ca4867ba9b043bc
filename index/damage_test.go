package index

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hinny/index/query"
	"hinny/share/catalog"
)

// built makes an index of some files in several segments and returns its files.
func built(t *testing.T, c *catalog.Catalog) (template string) {
	t.Helper()
	template = t.TempDir()
	i := openIndex(t, template, c, io.Discard)
	stop := run(t, i)
	inStep(t, i, c)
	stop()
	closeIndex(t, i)
	return template
}

// spoil does one kind of damage to one file of an index and says what it did.
func spoil(t *testing.T, dir string, random *rand.Rand) string {
	t.Helper()
	var paths []string
	err := filepath.WalkDir(filepath.Join(dir, "index-v1"), func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && d.Name() != sealName {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	path := paths[random.IntN(len(paths))]
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	how := ""
	switch random.IntN(5) {
	case 0:
		how, err = "removed", os.Remove(path)
	case 1:
		size := random.IntN(len(data))
		how, err = fmt.Sprintf("cut to %d of %d", size, len(data)), os.Truncate(path, int64(size))
	default:
		flips := 1 + random.IntN(8)
		for range flips {
			data[random.IntN(len(data))] ^= byte(1 + random.IntN(255))
		}
		how, err = fmt.Sprintf("%d bytes flipped", flips), os.WriteFile(path, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Base(path) + ": " + how
}

// rounds returns how often an index is damaged.
func rounds(usual, all int) int {
	if *full {
		return all
	}
	return usual
}

func TestAnyDamageIsNoticedSaidAndRepaired(t *testing.T) {
	random := seeded(t)
	c := openCatalog(t, t.TempDir())
	files := randomFiles(random, 60)
	put(t, c, files...)
	template := built(t, c)
	for range rounds(30, 1000) {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(template)); err != nil {
			t.Fatal(err)
		}
		how := spoil(t, dir, random)
		var log strings.Builder
		i := openIndex(t, dir, c, &log)
		stop := run(t, i)
		inStep(t, i, c)
		stop()
		if strings.Count(log.String(), "built again") != 1 {
			t.Errorf("%s: the log says %q", how, &log)
		}
		same(t, i, files, random, 5)
		closeIndex(t, i)
	}
}

// After a crash there is no seal: then segments are still checked, and
// root.bolt as far as it can be.
func TestDamageAfterACrashNeverGivesWrongAnswers(t *testing.T) {
	random := seeded(t)
	c := openCatalog(t, t.TempDir())
	files := randomFiles(random, 60)
	put(t, c, files...)
	template := built(t, c)
	if err := os.Remove(filepath.Join(template, "index-v1", sealName)); err != nil {
		t.Fatal(err)
	}
	for range rounds(20, 400) {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(template)); err != nil {
			t.Fatal(err)
		}
		how := spoil(t, dir, random)
		i := openIndex(t, dir, c, io.Discard)
		stop := run(t, i)
		for range 5 {
			text := randomQuery(random)
			got, err := found(i, text)
			if err != nil {
				continue // said, and Run builds it again
			}
			want := naive(t, files, text)
			for _, name := range got {
				if !strings.Contains("\n"+strings.Join(want, "\n")+"\n", "\n"+name+"\n") {
					t.Errorf("%s: %q finds %q", how, text, name)
				}
			}
		}
		stop()
		closeIndex(t, i)
	}
}

func TestACrashNeedsNoRebuild(t *testing.T) {
	random := seeded(t)
	c := openCatalog(t, t.TempDir())
	files := randomFiles(random, 60)
	put(t, c, files...)
	template := built(t, c)
	if err := os.Remove(filepath.Join(template, "index-v1", sealName)); err != nil {
		t.Fatal(err)
	}
	// A segment that was being written when the power went counts for nothing.
	if err := os.WriteFile(filepath.Join(template, "index-v1", storeName, "0000000000ff.zap"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	i := openIndex(t, template, c, &log)
	if i.Indexed() != len(files) || log.Len() > 0 {
		t.Errorf("%d of %d files are known; log: %s", i.Indexed(), len(files), &log)
	}
	same(t, i, files, random, 20)
}

func TestDamageMetWhileRunningIsRepaired(t *testing.T) {
	random := seeded(t)
	c := openCatalog(t, t.TempDir())
	files := randomFiles(random, 60)
	put(t, c, files...)
	var log strings.Builder
	i := openIndex(t, t.TempDir(), c, &log)
	stop := run(t, i)
	inStep(t, i, c)
	i.mu.RLock()
	before := i.engine
	i.mu.RUnlock()
	i.damaged <- guard("search", func() error { panic("bleve read nonsense") })
	eventually(t, "the index is built again", func() bool {
		i.mu.RLock()
		defer i.mu.RUnlock()
		return i.engine != before
	})
	inStep(t, i, c)
	stop()
	if strings.Count(log.String(), "bleve read nonsense") != 1 {
		t.Errorf("the log says %q", &log)
	}
	same(t, i, files, random, 20)
}

func TestOnlyTheIndexesOwnFilesAreRemoved(t *testing.T) {
	dir := t.TempDir()
	c := openCatalog(t, dir)
	i := openIndex(t, dir, c, io.Discard)
	closeIndex(t, i)
	foreign := filepath.Join(dir, "index-v1", "thesis.txt")
	if err := os.WriteFile(foreign, []byte("ten years"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(filepath.Join(dir, "index-v1", storeName, boltName), 100); err != nil {
		t.Fatal(err)
	}
	openIndex(t, dir, c, io.Discard)
	if _, err := os.Stat(foreign); err != nil {
		t.Error(err)
	}
}

func BenchmarkBuild(b *testing.B) {
	files := synthetic(100_000)
	for b.Loop() {
		b.StopTimer()
		c, dir := openCatalog(b, b.TempDir()), b.TempDir()
		put(b, c, files...)
		i := openIndex(b, dir, c, io.Discard)
		b.StartTimer()
		stop := run(b, i)
		inStep(b, i, c)
		b.ReportMetric(float64(len(files))/b.Elapsed().Seconds(), "files/s")
		b.StopTimer()
		stop()
		closeIndex(b, i)
		b.ReportMetric(float64(size(b, dir))/float64(len(files)), "bytes/file")
		i = openIndex(b, dir, c, io.Discard)
		benchmarkQueries(b, i)
		b.StartTimer()
	}
}

// size adds up the files below dir.
func size(b *testing.B, dir string) (bytes int64) {
	err := filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			info, err := d.Info()
			if err != nil {
				return err
			}
			bytes += info.Size()
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return bytes
}

// benchmarkQueries reports the middle time of each kind of query.
func benchmarkQueries(b *testing.B, i *Index) {
	for kind, text := range map[string]string{
		"word": name(300) + " ", "two": name(30) + " " + name(3) + " ", "common": "mp3 ", "prefix": name(300)[:3], "letter": "b",
		"phrase": `"` + name(0) + " " + name(1) + `"`, "filter": "type:audio size:>900MB", "without": "-" + name(0) + " " + name(1) + " ",
	} {
		q, err := query.Parse(text)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(middle(b, func() {
			if _, err := i.Search(context.Background(), q, 50); err != nil {
				b.Fatal(err)
			}
		}), kind+"-µs")
	}
}

// middle returns the middle of some runs, in microseconds.
func middle(b *testing.B, do func()) float64 {
	const runs = 21
	var times [runs]time.Duration
	for n := range times {
		start := time.Now()
		do()
		times[n] = time.Since(start)
	}
	slices.Sort(times[:])
	return float64(times[runs/2].Nanoseconds()) / 1000
}
