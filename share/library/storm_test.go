package library

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	stormRate   = 1000 // files a second, of all makers together
	stormMakers = 4    // one alone did not keep the pace on a busy machine
	stormPace   = 10 * time.Millisecond
	stormSpread = 50 // folders
)

// storm creates, renames and deletes files, each so many a second.
type storm struct {
	dir           string
	maker         int // which one this is: it makes each stormMakers-th file
	made, renamed int // how many files were, since the beginning
	deleted       int
	age           int // how many there are before the oldest is renamed, and as many before it is deleted
}

func (s *storm) path(n int, generation string) string {
	n = n*stormMakers + s.maker
	return filepath.Join(s.dir, fmt.Sprint("folder ", n%stormSpread), fmt.Sprint(generation, " ", n))
}

// step does what is due after some time.
func (s *storm) step(after time.Duration) error {
	for due := int(stormRate / stormMakers * after.Seconds()); s.made < due; {
		path := s.path(s.made, "new")
		if err := os.WriteFile(path, fmt.Append(nil, "content ", filepath.Base(path)), 0o644); err != nil {
			return err
		}
		s.made++
		if s.made-s.renamed > s.age {
			if err := os.Rename(s.path(s.renamed, "new"), s.path(s.renamed+1, "old")); err != nil { // into another folder
				return err
			}
			s.renamed++
		}
		if s.renamed-s.deleted > s.age {
			if err := os.Remove(s.path(s.deleted+1, "old")); err != nil {
				return err
			}
			s.deleted++
		}
	}
	return nil
}

// rage goes on for some time.
func (s *storm) rage(lasts time.Duration) error {
	beat, end, begun := time.NewTicker(stormPace), time.NewTimer(lasts), time.Now()
	defer beat.Stop()
	defer end.Stop()
	for {
		select {
		case <-beat.C:
			if err := s.step(time.Since(begun)); err != nil {
				return err
			}
		case <-end.C:
			return nil
		}
	}
}

// TestAfterAStormTheCatalogIsTheDisk has a thousand files a second created, a
// thousand renamed and a thousand deleted: for a minute and with the quiet period
// that people have with -full, else for a second. It says how many there really
// were and how long the catalog took to come to rest.
func TestAfterAStormTheCatalogIsTheDisk(t *testing.T) {
	o, lasts, age := Options{Quiet: 500 * time.Millisecond}, time.Second, 200
	if *full {
		o.Quiet, lasts, age = defaultQuiet, time.Minute, 2400 // so that most are hashed before they move
	}
	w := begin(t, o)
	for n := range stormSpread {
		if err := os.Mkdir(filepath.Join(w.dir, fmt.Sprint("folder ", n)), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	var makers errgroup.Group
	storms := make([]storm, stormMakers)
	begun := time.Now()
	for n := range storms {
		s := &storms[n]
		*s = storm{dir: w.dir, maker: n, age: age / stormMakers}
		makers.Go(func() error { return s.rage(lasts) })
	}
	if err := makers.Wait(); err != nil {
		t.Fatal(err)
	}
	took, rest := time.Since(begun).Seconds(), time.Now()
	made, renamed, deleted := 0, 0, 0
	for _, s := range storms {
		made, renamed, deleted = made+s.made, renamed+s.renamed, deleted+s.deleted
	}
	want := w.plainWalk(t, w.dir)
	await(t, func() string {
		if got := w.listed(); !slices.Equal(got, want) {
			return fmt.Sprintf("%d files in the catalog, %d on the disk, notices %q", len(got), len(want), w.Status().Notices)
		}
		return ""
	})
	t.Logf("%d files created, %d renamed, %d deleted in %.1f s, %.0f of each a second; at rest %.1f s after the last, quiet period %v included; %d bytes read; notices %q",
		made, renamed, deleted, took, float64(made)/took, time.Since(rest).Seconds(), w.options.Quiet, w.Status().Hashed, w.Status().Notices)
}
