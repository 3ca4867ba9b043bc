package index

import (
	"context"
	"errors"
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
)

func seeded(t testing.TB) *rand.Rand {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	return rand.New(rand.NewPCG(seed, 0))
}

func TestTheIndexFindsExactlyWhatTheQueryMeans(t *testing.T) {
	random := seeded(t)
	c := openCatalog(t, t.TempDir())
	files := randomFiles(random, 400)
	put(t, c, files...)
	i := openIndex(t, t.TempDir(), c, io.Discard)
	run(t, i)
	inStep(t, i, c)
	if i.Indexed() != len(files) {
		t.Fatalf("%d of %d files are indexed", i.Indexed(), len(files))
	}
	same(t, i, files, random, 400)
}

// The truth decides in the end, but bleve has to do the work: where a query is
// no more than whole words it proposes exactly what matches.
func TestBleveProposesOnlyWhatMatches(t *testing.T) {
	random := seeded(t)
	c := openCatalog(t, t.TempDir())
	files := randomFiles(random, 500)
	put(t, c, files...)
	i := openIndex(t, t.TempDir(), c, io.Discard)
	run(t, i)
	inStep(t, i, c)
	for _, text := range []string{`"deja vu"`, "s01e02 ", "24.04 ", "camel ", "-bach -live", "type:audio", "北京大学", "讲", "-type:video ext:mp3", `bach* -the`, "bach OR live "} {
		q, err := query.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		proposed := 0
		if err := i.engine.search(func(v *view) error {
			c, err := v.narrow(q, 0)
			if err != nil {
				return err
			}
			proposed = c.count()
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if want := len(naive(t, files, text)); proposed != want {
			t.Errorf("%q: the index proposes %d files, %d match", text, proposed, want)
		}
	}
}

func TestTheIndexFollowsTheCatalog(t *testing.T) {
	c := openCatalog(t, t.TempDir())
	i := openIndex(t, t.TempDir(), c, io.Discard)
	run(t, i)
	put(t, c, named("Bach/Air.flac", "Bach/Fugue.flac")...)
	inStep(t, i, c)
	if got := search(t, i, "bach"); len(got) != 2 {
		t.Fatalf("found %q after two files came", got)
	}
	changed := named("Bach/Air.flac")
	changed[0].Size = 5_000_000
	put(t, c, changed...)
	remove(t, c, "Bach/Fugue.flac")
	inStep(t, i, c)
	if got := search(t, i, "bach"); !slices.Equal(got, []string{"Bach/Air.flac"}) || i.Indexed() != 1 {
		t.Errorf("found %q of %d after one file went", got, i.Indexed())
	}
	if got := search(t, i, "size:5MB"); len(got) != 1 {
		t.Errorf("the new size finds %q", got)
	}
	eventually(t, "the removal is trimmed", func() bool {
		left, err := c.ChangesSince(0, 10)
		return err == nil && len(left) == 1 && !left[0].Removed
	})
}

func TestARestartGoesOnWhereItStopped(t *testing.T) {
	random := seeded(t)
	dir := t.TempDir()
	c := openCatalog(t, dir)
	files := randomFiles(random, 50)
	put(t, c, files[:30]...)
	i := openIndex(t, dir, c, io.Discard)
	stop := run(t, i)
	inStep(t, i, c)
	stop()
	closeIndex(t, i)
	put(t, c, files[30:]...)
	counted := &counting{Source: c}
	var log strings.Builder
	i = openIndex(t, dir, counted, &log)
	if i.Indexed() != 30 {
		t.Fatalf("%d files are known after a restart", i.Indexed())
	}
	stop = run(t, i)
	inStep(t, i, c)
	stop()
	if counted.read != 20 || log.Len() > 0 {
		t.Errorf("after a restart %d changes were read, want 20; log: %s", counted.read, &log)
	}
	same(t, i, files, random, 50)
}

// counting counts the changes that are read.
type counting struct {
	Source
	read int
}

func (c *counting) ChangesSince(after uint64, limit int) ([]share.Change, error) {
	changes, err := c.Source.ChangesSince(after, limit)
	c.read += len(changes)
	return changes, err
}

func TestTheBestComeFirst(t *testing.T) {
	c := openCatalog(t, t.TempDir())
	put(t, c, named("Air/track 1.flac", "Music/air on the g string by bach.flac", "Music/Bach - Air.flac", "Bach air and forty other pieces for piano and strings.flac")...)
	i := openIndex(t, t.TempDir(), c, io.Discard)
	stop := run(t, i)
	inStep(t, i, c)
	got, err := found(i, "bach air ")
	if err != nil || len(got) != 3 || got[0] != "Music/Bach - Air.flac" || got[2] != "Music/air on the g string by bach.flac" {
		t.Errorf("found %q, %v", got, err)
	}
	q, err := query.Parse("flac")
	if err != nil {
		t.Fatal(err)
	}
	if some, err := i.Search(context.Background(), q, 2); err != nil || len(some) != 2 {
		t.Errorf("a limit of 2 gives %d, %v", len(some), err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := i.Search(ended, q, 2); !errors.Is(err, context.Canceled) {
		t.Errorf("a search whose context has ended says %v", err)
	}
	stop()
	closeIndex(t, i)
	if _, err := i.Search(context.Background(), q, 2); !errors.Is(err, errClosed) {
		t.Errorf("a search after Close says %v", err)
	}
}

func TestAnotherCatalogMeansABuildFromTheStart(t *testing.T) {
	dir := t.TempDir()
	old := openCatalog(t, t.TempDir())
	put(t, old, named("old.txt", "older.txt")...)
	i := openIndex(t, dir, old, io.Discard)
	stop := run(t, i)
	inStep(t, i, old)
	stop()
	closeIndex(t, i)
	c := openCatalog(t, t.TempDir())
	put(t, c, named("new.txt")...)
	var log strings.Builder
	i = openIndex(t, dir, c, &log)
	if i.Indexed() != 0 || strings.Count(log.String(), "another catalog") != 1 {
		t.Errorf("%d files of the old catalog are left; log: %s", i.Indexed(), &log)
	}
	run(t, i)
	inStep(t, i, c)
	if got := search(t, i, "txt"); !slices.Equal(got, []string{"new.txt"}) {
		t.Errorf("found %q", got)
	}
}

func TestASecondProcessIsToldAndHarmsNothing(t *testing.T) {
	dir := t.TempDir()
	c := openCatalog(t, dir)
	put(t, c, named("a.txt")...)
	i := openIndex(t, dir, c, io.Discard)
	run(t, i)
	inStep(t, i, c)
	_, err := Open(Options{Dir: filepath.Join(dir, "index-v1"), Source: c, Log: slog.New(slog.DiscardHandler)})
	if !errors.Is(err, ErrLocked) {
		t.Fatalf("a second Open says %v", err)
	}
	put(t, c, named("b.txt")...)
	inStep(t, i, c)
	if got := search(t, i, "txt"); len(got) != 2 {
		t.Errorf("after the second Open %q are found", got)
	}
}

func TestStepsSortLikeNumbers(t *testing.T) {
	random := seeded(t)
	for range 10_000 {
		a, b := random.Int64()>>random.IntN(63), random.Int64()>>random.IntN(63)
		a, b = min(a, b), max(a, b)
		if sizeStep(a) > sizeStep(b) {
			t.Fatalf("size %d is %s, size %d is %s", a, sizeStep(a), b, sizeStep(b))
		}
		if dateStep(-a) < dateStep(-b) || dateStep(a) > dateStep(b) || len(dateStep(a)) != len(dateStep(-b)) {
			t.Fatalf("dates %d and %d do not sort", a, b)
		}
	}
	for _, day := range []int64{-1 << 62, 1 << 62} {
		if len(dateStep(day)) != 8 {
			t.Errorf("day %d becomes %s", day, dateStep(day))
		}
	}
}

// synthetic makes names like those of a library, with words as rare as real ones.
func synthetic(n int) []share.File {
	random := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(random, 1.1, 4, 60_000)
	files := make([]share.File, n)
	for i := range files {
		var b strings.Builder
		for range 3 + random.IntN(5) {
			fmt.Fprintf(&b, "%s ", name(zipf.Uint64()))
		}
		files[i] = share.File{
			ID: uint64(i + 1), Rel: fmt.Sprintf("Music/%s/%s%d.mp3", name(zipf.Uint64()), &b, i), Root: share.RootHash{1},
			Size: random.Int64N(1 << 30), ModTime: time.Unix(random.Int64N(1_700_000_000), 0),
		}
	}
	return files
}

// name spells a number as a word.
func name(n uint64) string {
	var b []byte
	for n += 20; n > 0; n /= 20 {
		b = append(b, "bcdfghjklmnpqrstvwxz"[n%20], "aeiou"[n%5])
	}
	return string(b)
}
