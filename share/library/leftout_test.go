package library

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hinny/share"
)

// TestAFolderIsLeftOutOfATickedOneAndTakenInAgain: what is in it can be neither
// found nor opened, and is hashed when it is taken in again.
func TestAFolderIsLeftOutOfATickedOneAndTakenInAgain(t *testing.T) {
	w := begin(t, Options{})
	w.write(t, "song.flac", "one")
	w.write(t, "family/letters/a.txt", "two")
	w.write(t, "family/b.txt", "three")
	w.awaitEqual(t)
	letter, _ := w.catalog.ByPath(filepath.Join(w.dir, "family/letters/a.txt"))
	family := filepath.Join(w.dir, "family")

	for range 2 { // the second time changes nothing
		if err := w.RemoveFolder(family); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Library.Open(letter.File.Root); !errors.Is(err, share.ErrNotFound) {
		t.Errorf("a file that is left out is opened: %v", err)
	}
	w.write(t, "family/letters/new.txt", "four")
	w.awaitEqual(t)
	if files := w.listed(); len(files) != 1 {
		t.Errorf("shared: %q", files)
	}
	if f := w.Folders(); len(f) != 1 || !slices.Equal(f[0].Without, []string{family}) || !slices.Equal(w.LeftOut(), f[0].Without) {
		t.Errorf("left out: %q, %+v", w.LeftOut(), f)
	}
	if err := w.SetExclusions([]string{"*.iso"}); err != nil {
		t.Fatal(err)
	}
	if len(w.LeftOut()) != 1 {
		t.Error("new patterns forgot what is left out")
	}

	if _, err := w.AddFolder(filepath.Join(family, "letters")); err == nil || !strings.Contains(err.Error(), family+", which is left out") {
		t.Errorf("a folder in one that is left out: %v", err)
	}
	if f, err := w.AddFolder(family); err != nil || f.Path != w.dir || len(f.Without) != 0 {
		t.Errorf("taken in: %+v, %v", f, err)
	}
	w.awaitEqual(t)
	if files := w.listed(); len(files) != 4 {
		t.Errorf("shared again: %q", files)
	}
}

func TestWhatIsLeftOutEndsWithItsFolder(t *testing.T) {
	w := begin(t, Options{})
	w.write(t, "in/side/a", "1")
	w.write(t, "in/b", "2")
	w.awaitEqual(t)
	if err := w.RemoveFolder(filepath.Join(w.dir, "in/b")); err == nil || !strings.Contains(err.Error(), "no folder") {
		t.Errorf("a file is left out: %v", err)
	}
	if err := w.RemoveFolder(filepath.Join(w.dir, "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("what is not there is left out: %v", err)
	}
	if err := w.RemoveFolder(filepath.Join(w.dir, "in/side")); err != nil {
		t.Fatal(err)
	}
	if r, err := w.Review(t.Context(), filepath.Join(w.dir, "in")); err != nil || r.Files != 1 || len(r.Hidden) != 1 || r.Hidden[0].Why != leftWhy {
		t.Errorf("the review shows what is left out: %+v, %v", r, err)
	}
	if err := w.RemoveFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	if len(w.LeftOut()) != 0 {
		t.Errorf("still left out: %q", w.LeftOut())
	}
	if _, err := w.AddFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	w.awaitEqual(t)
	if files := w.listed(); len(files) != 2 {
		t.Errorf("shared anew: %q", files)
	}
}

// TestAFolderAboveKeepsWhatIsLeftOut: ticking it does not make public what the
// person left out before.
func TestAFolderAboveKeepsWhatIsLeftOut(t *testing.T) {
	w := begin(t, Options{})
	w.write(t, "in/side/a", "1")
	w.write(t, "in/b", "2")
	if err := w.RemoveFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"in", ""} {
		if _, err := w.AddFolder(filepath.Join(w.dir, folder)); err != nil {
			t.Fatal(err)
		}
		if err := w.RemoveFolder(filepath.Join(w.dir, "in/side")); err != nil {
			t.Fatal(err)
		}
	}
	w.awaitEqual(t)
	await(t, func() string {
		if f := w.Folders(); len(f) != 1 || f[0].Files != 1 || len(f[0].Without) != 1 {
			return "the folder above did not take over, without what is left out"
		}
		return ""
	})
}

func TestOnlyFullPathsAreLeftOut(t *testing.T) {
	w := begin(t, Options{})
	for _, bad := range []string{"", "in", w.dir + "/in/..", w.dir + "/"} {
		if err := w.SetLeftOut([]string{bad}); err == nil {
			t.Errorf("%q is left out", bad)
		}
	}
	many := make([]string, maxLeftOut+1)
	for i := range many {
		many[i] = filepath.Join(w.dir, "d", strings.Repeat("x", i+1))
	}
	if err := w.SetLeftOut(many); err == nil {
		t.Error("too many are left out")
	}
	if err := w.SetLeftOut(many[1:]); err != nil {
		t.Error(err)
	}
}

// TestAtRestTheCatalogIsWhatIsNotLeftOut runs random histories while folders
// are left out and taken in.
func TestAtRestTheCatalogIsWhatIsNotLeftOut(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	w := begin(t, Options{Quiet: 30 * time.Millisecond})
	h := &history{random: rand.New(rand.NewPCG(seed, 3)), root: w.dir, away: realTempDir(t)}
	rounds := 6
	if *full {
		rounds = 500
	}
	for range rounds {
		for range 60 {
			h.step()
			if dir := h.dir(); h.random.IntN(8) == 0 && strings.HasPrefix(dir, inside(w.dir)) {
				_ = w.RemoveFolder(dir) // it may not be there
			}
			if left := w.LeftOut(); len(left) > 0 && h.random.IntN(12) == 0 {
				again := left[h.random.IntN(len(left))]
				if real, err := filepath.EvalSymlinks(again); err == nil && real == again { // a link would share what it leads to
					_, _ = w.AddFolder(again) // it may lie in another that is left out
				}
			}
		}
		w.awaitEqual(t)
	}
}
