package library

import (
	"errors"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hinny/share"
)

// byDefault is what hides files of somebody who changed nothing.
func byDefault(t testing.TB) *exclusions {
	t.Helper()
	e, err := newExclusions(DefaultExclusions())
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestNewPatternsHoldAtOnce: what they hide leaves the catalog and cannot be
// opened, what they no longer hide comes, and both is told with an example.
func TestNewPatternsHoldAtOnce(t *testing.T) {
	w := begin(t, Options{})
	w.write(t, "song.flac", "one")
	w.write(t, "cover.JPG", "two")
	w.write(t, "scans/page.txt", "three")
	w.write(t, ".notes", "four")
	w.awaitEqual(t)
	cover, _ := w.catalog.ByPath(filepath.Join(w.dir, "cover.JPG"))
	open, err := w.Library.Open(cover.File.Root)
	if err != nil {
		t.Fatal(err)
	}
	open.Close()

	if err := w.SetExclusions([]string{"*.jpg", "Scans"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Library.Open(cover.File.Root); !errors.Is(err, share.ErrNotFound) {
		t.Errorf("a hidden file is opened: %v", err)
	}
	w.awaitEqual(t)
	if files := w.listed(); len(files) != 2 {
		t.Errorf("shared: %q", files)
	}
	want := []Exclusion{
		{Pattern: "*.jpg", Hidden: 1, Example: filepath.Join(w.dir, "cover.JPG")},
		{Pattern: "Scans", Hidden: 1, Example: filepath.Join(w.dir, "scans")},
	}
	await(t, func() string {
		if got, counting := w.Exclusions(); counting || !slices.Equal(got, want) {
			return "what the patterns hide is not known"
		}
		return ""
	})

	if err := w.SetExclusions(DefaultExclusions()); err != nil {
		t.Fatal(err)
	}
	w.awaitEqual(t)
	if files := w.listed(); len(files) != 3 {
		t.Errorf("shared after the reset: %q", files)
	}
}

func TestAPatternThatIsNoneIsNamedAndChangesNothing(t *testing.T) {
	w := begin(t, Options{})
	before, _ := w.Exclusions()
	for _, bad := range []string{"", "a/b", "node_modules/", "*", "***", "[", "x\\", "\xff", strings.Repeat("x", maxPattern+1)} {
		err := w.SetExclusions([]string{"good", bad})
		if !errors.Is(err, ErrPattern) || !strings.HasPrefix(err.Error(), strconv.Quote(bad)) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if err := w.SetExclusions(make([]string, maxExclusions+1)); !errors.Is(err, ErrPattern) {
		t.Errorf("too many: %v", err)
	}
	if after, _ := w.Exclusions(); len(after) != len(before) {
		t.Errorf("%d patterns after errors, %d before", len(after), len(before))
	}
}

// TestSecretsStayHiddenWhateverThePatternsAre: who wants to share hidden files
// does not want to share a key.
func TestSecretsStayHiddenWhateverThePatternsAre(t *testing.T) {
	e := compile(nil)
	for _, name := range []string{".ssh", ".GnuPG", ".config", "id_rsa", "Wallet.dat", "all.KDBX"} {
		if _, hidden := e.match(name); !hidden {
			t.Errorf("%s is shared", name)
		}
	}
	for _, name := range []string{".notes", "Thumbs.db", "x.part", "node_modules"} {
		if c, hidden := e.match(name); hidden {
			t.Errorf("%s is hidden: %s", name, c.why)
		}
	}
}

// TestAtRestTheCatalogIsWhatThePatternsLeave runs random histories while the
// patterns change.
func TestAtRestTheCatalogIsWhatThePatternsLeave(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	w := begin(t, Options{Quiet: 30 * time.Millisecond})
	h := &history{random: rand.New(rand.NewPCG(seed, 2)), root: w.dir, away: realTempDir(t)}
	pool := []string{"f1", "F2", "d0", "d[12]", "*.part", ".*", "?3"}
	rounds := 6
	if *full {
		rounds = 500
	}
	for range rounds {
		for range 60 {
			if h.step(); h.random.IntN(20) > 0 {
				continue
			}
			h.random.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
			if err := w.SetExclusions(pool[:h.random.IntN(len(pool))]); err != nil {
				t.Fatal(err)
			}
		}
		w.awaitEqual(t)
	}
}
