package library

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// storm creates, renames and deletes files, each so many a second.
type storm struct {
	dir           string
	made, renamed int // how many files were, since the beginning
	deleted       int
	age           int // how many there are before the oldest is renamed, and as many before it is deleted
}

const (
	stormRate   = 1000 // files a second
	stormPace   = 10 * time.Millisecond
	stormSpread = 50 // folders
)

func (s *storm) path(n int, generation string) string {
	return filepath.Join(s.dir, fmt.Sprint("folder ", n%stormSpread), fmt.Sprint(generation, " ", n))
}

// step does what is due after some time.
func (s *storm) step(t *testing.T, after time.Duration) {
	t.Helper()
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for due := int(stormRate * after.Seconds()); s.made < due; {
		check(os.WriteFile(s.path(s.made, "new"), fmt.Append(nil, "content ", s.made), 0o644))
		s.made++
		if s.made-s.renamed > s.age {
			check(os.Rename(s.path(s.renamed, "new"), s.path(s.renamed+1, "old"))) // into another folder
			s.renamed++
		}
		if s.renamed-s.deleted > s.age {
			check(os.Remove(s.path(s.deleted+1, "old")))
			s.deleted++
		}
	}
}

// TestAfterAStormTheCatalogIsTheDisk has a thousand files a second created, a
// thousand renamed and a thousand deleted: for a minute with -full, else for a
// second. It says how long the catalog took to come to rest.
func TestAfterAStormTheCatalogIsTheDisk(t *testing.T) {
	w := begin(t, Options{Quiet: 500 * time.Millisecond})
	s := &storm{dir: w.dir, age: 200}
	for n := range stormSpread {
		if err := os.Mkdir(filepath.Dir(s.path(n, "")), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	lasts := time.Second
	if *full {
		lasts, s.age = time.Minute, 1500 // so that most are hashed before they move
	}
	beat, end := time.NewTicker(stormPace), time.NewTimer(lasts)
	defer beat.Stop()
	defer end.Stop()
	begun := time.Now()
	for over := false; !over; {
		select {
		case <-beat.C:
			s.step(t, time.Since(begun))
		case <-end.C:
			over = true
		}
	}
	rate := float64(s.made) / time.Since(begun).Seconds()
	rest := time.Now()
	want := w.plainWalk(t, w.dir)
	await(t, func() string {
		if got := w.listed(); !slices.Equal(got, want) {
			return fmt.Sprintf("%d files in the catalog, %d on the disk, notices %q", len(got), len(want), w.Status().Notices)
		}
		return ""
	})
	t.Logf("%.0f files a second; at rest %.1f s after the last change, quiet period %v included", rate, time.Since(rest).Seconds(), w.options.Quiet)
}
