package index

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hinny/index/query"
	"hinny/share"
	"hinny/share/catalog"
)

// patience is how long the real disk may take before a test gives up.
const patience = 30 * time.Second

func openCatalog(t testing.TB, dir string) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Open(filepath.Join(dir, "catalog.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// put adds or changes files; names are relative to the one folder.
func put(t testing.TB, c *catalog.Catalog, files ...share.File) {
	t.Helper()
	for part := range slices.Chunk(files, 1000) {
		putBatch(t, c, part...)
	}
}

// putBatch is put in one transaction.
func putBatch(t testing.TB, c *catalog.Catalog, files ...share.File) {
	t.Helper()
	entries := make([]catalog.Entry, 0, len(files))
	for _, f := range files {
		f.Folder, f.Path = "/library", "/library/"+f.Rel
		entries = append(entries, catalog.Entry{File: f, Identity: catalog.Identity{Size: f.Size}})
	}
	if err := c.Put(entries); err != nil {
		t.Fatal(err)
	}
}

func remove(t testing.TB, c *catalog.Catalog, names ...string) {
	t.Helper()
	for i, name := range names {
		names[i] = "/library/" + name
	}
	if err := c.Delete(names); err != nil {
		t.Fatal(err)
	}
}

func named(names ...string) []share.File {
	var files []share.File
	for i, name := range names {
		files = append(files, share.File{Rel: name, Root: share.RootHash{byte(i), 1}, Size: int64(i), ModTime: time.Unix(1_700_000_000, 0)})
	}
	return files
}

func openIndex(t testing.TB, dir string, source Source, log io.Writer) *Index {
	t.Helper()
	i, err := Open(Options{Dir: filepath.Join(dir, "index-v1"), Source: source, Log: slog.New(slog.NewTextHandler(log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeIndex(t, i) })
	return i
}

func closeIndex(t testing.TB, i *Index) {
	t.Helper()
	if err := i.Close(); err != nil {
		t.Error(err)
	}
}

// run runs the index until the returned function is called.
func run(t testing.TB, i *Index) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- i.Run(ctx) }()
	stopped := false
	stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
	}
	t.Cleanup(stop)
	return stop
}

// eventually looks again and again until ok or patience ends.
func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	within(t, patience, what, ok)
}

func within(t testing.TB, patience time.Duration, what string, ok func() bool) {
	t.Helper()
	deadline := time.After(patience)
	again := time.NewTicker(2 * time.Millisecond)
	defer again.Stop()
	for !ok() {
		select {
		case <-again.C:
		case <-deadline:
			t.Fatalf("after %v still not: %s", patience, what)
		}
	}
}

// inStep waits until the index has all the catalog has.
func inStep(t testing.TB, i *Index, c *catalog.Catalog) {
	t.Helper()
	inStepWithin(t, patience, i, c)
}

func inStepWithin(t testing.TB, patience time.Duration, i *Index, c *catalog.Catalog) {
	t.Helper()
	within(t, patience, "the index is in step", func() bool {
		i.mu.RLock()
		defer i.mu.RUnlock()
		s, err := i.engine.state()
		files, _ := c.Totals()
		return err == nil && s.Applied == c.Seq() && i.Indexed() == files
	})
}

// search returns the names that are found, sorted.
func search(t testing.TB, i *Index, text string) []string {
	t.Helper()
	names, err := found(i, text)
	if err != nil {
		t.Fatalf("search %q: %v", text, err)
	}
	slices.Sort(names)
	return names
}

// found returns the names that are found, the best first.
func found(i *Index, text string) ([]string, error) {
	q, err := query.Parse(text)
	if err != nil {
		return nil, err
	}
	matches, err := i.Search(context.Background(), q, MaxMatches)
	var names []string
	for _, match := range matches {
		names = append(names, match.File.Rel)
	}
	return names, err
}

func words() []string {
	return []string{
		"bach", "air", "Live", "S01E02", "s01", "x264", "24.04", "ubuntu", "CamelCase", "camel", "case", "北京大学", "大学", "讲义", "讲", "第3集",
		"Beyoncé", "deja", "Vu", "ガイド", "straße", "20240131", "IMG", "a", "b", "ab", "v1.2.3", "1080p", "한국어", "the",
	}
}

// randomFile makes files that share many words.
func randomFile(random *rand.Rand, n int) share.File {
	all, separators, exts := words(), []string{" ", ".", "_", "-", "", "/"}, []string{"mp3", "FLAC", "mkv", "pdf", "zip", "jpg", "xyz", "7z"}
	var b strings.Builder
	for range 1 + random.IntN(6) {
		b.WriteString(all[random.IntN(len(all))] + separators[random.IntN(len(separators))])
	}
	rel := strings.Trim(b.String(), "/")
	return share.File{
		Rel: fmt.Sprintf("%s%d.%s", rel, n, exts[random.IntN(len(exts))]), Root: share.RootHash{byte(n), byte(n >> 8), byte(n >> 16), 1},
		Size: random.Int64N(1 << (1 + random.IntN(34))), ModTime: time.Unix(random.Int64N(2_000_000_000)-100_000_000, 0).UTC(),
		Meta: randomMeta(random), Form: 1,
	}
}

// randomMeta makes what a third of the files say of themselves.
func randomMeta(random *rand.Rand) share.Meta {
	if random.IntN(3) > 0 {
		return share.Meta{}
	}
	all := words()
	text := func() string { return all[random.IntN(len(all))] + " " + all[random.IntN(len(all))] }
	return share.Meta{
		Artist: text(), Title: text(), Duration: time.Duration(random.IntN(9000)) * time.Second,
		Bitrate: random.Int64N(1 << 22), Width: 1 + random.IntN(4000), Height: 1 + random.IntN(2000),
	}.Bounded()
}

func randomFiles(random *rand.Rand, n int) []share.File {
	files := make([]share.File, n)
	for i := range files {
		files[i] = randomFile(random, i)
	}
	return files
}

// randomQuery makes queries of the same words and every operator.
func randomQuery(random *rand.Rand) string {
	all := words()
	word := func() string { return all[random.IntN(len(all))] }
	filters := []string{
		"type:audio", "type:video,book", "-type:zip", "ext:mp3,flac", "-ext:xyz", "size:>1MB", "size:<100KB", "size:1KB..70000", "size:0",
		"duration:>10m", "duration:1h..2h", "width:>=1920", "height:<600", "bitrate:>=320", "date:>2001", "date:<1970", "date:2010..2020-05", "date:2005-03",
	}
	var parts []string
	for range 1 + random.IntN(3) {
		switch random.IntN(11) {
		case 10:
			parts = append(parts, []string{"artist:", "-artist:", "title:", "album:"}[random.IntN(4)]+word())
		case 0, 1, 2:
			parts = append(parts, word())
		case 3:
			parts = append(parts, `"`+word()+" "+word()+`"`)
		case 4:
			parts = append(parts, "-"+word())
		case 5:
			parts = append(parts, `-"`+word()+" "+word()+`"`)
		case 6:
			runes := []rune(word())
			parts = append(parts, string(runes[:1+random.IntN(len(runes))])+"*")
		case 7:
			parts = append(parts, word()+" OR "+word()+` OR "`+word()+" "+word()+`"`)
		default:
			parts = append(parts, filters[random.IntN(len(filters))])
		}
	}
	text := strings.Join(parts, " ")
	if random.IntN(2) == 0 {
		text += " "
	}
	return text
}

// naive is what must be found: the truth without an index.
func naive(t testing.TB, files []share.File, text string) []string {
	t.Helper()
	q, err := query.Parse(text)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	var names []string
	for _, f := range files {
		if !q.IsEmpty() && q.Match(query.ThingOf(f)) {
			names = append(names, f.Rel)
		}
	}
	slices.Sort(names)
	return names
}

// same compares the index with the truth on random queries.
func same(t *testing.T, i *Index, files []share.File, random *rand.Rand, queries int) {
	t.Helper()
	for range queries {
		text := randomQuery(random)
		if got, want := search(t, i, text), naive(t, files, text); !slices.Equal(got, want) {
			t.Fatalf("%q finds %d of %d\n got %q\nwant %q", text, len(got), len(want), got, want)
		}
	}
}
