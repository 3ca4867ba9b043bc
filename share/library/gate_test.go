package library

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
)

func TestNothingIsHashedWhilePaused(t *testing.T) {
	w := begin(t, Options{})
	w.write(t, "before", "known")
	w.awaitEqual(t)
	hashed := w.Status().Hashed
	w.Pause()
	w.write(t, "during", "unknown")
	if err := os.Rename(filepath.Join(w.dir, "before"), filepath.Join(w.dir, "moved")); err != nil {
		t.Fatal(err)
	}
	await(t, func() string {
		if now := w.Status(); now.Hashing != 1 || !now.Paused {
			return "the new file does not wait"
		}
		if _, known := w.catalog.ByPath(filepath.Join(w.dir, "moved")); !known {
			return "the move was not seen"
		}
		return ""
	})
	if now := w.Status(); now.Hashed != hashed {
		t.Errorf("%d bytes were hashed in the pause", now.Hashed-hashed)
	}
	w.Resume()
	w.awaitEqual(t)
	if w.Status().Paused {
		t.Error("still paused")
	}
}

func TestAShutGateHoldsUntilItIsOpenedOrTheWaitEnds(t *testing.T) {
	g := newGate()
	g.shut()
	g.shut()
	var through atomic.Int32
	done := make(chan struct{})
	go func() {
		defer close(done)
		g.pass(t.Context())
		through.Add(1)
	}()
	if through.Load() != 0 || !g.isShut() {
		t.Error("the gate let somebody pass")
	}
	g.open()
	<-done
	<-g.wake
	g.open()
	g.pass(t.Context())
	g.shut()
	ended, end := context.WithCancel(t.Context())
	end()
	g.pass(ended)
}

// A disk full of films must not be read to the end of one first.
func TestALargeFileStopsWhereItIs(t *testing.T) {
	w := begin(t, Options{})
	path := filepath.Join(w.dir, "film")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	const size = 2 << 30 // a hole, so that it takes no room
	if err := errors.Join(f.Truncate(size), f.Close()); err != nil {
		t.Fatal(err)
	}
	await(t, func() string {
		if w.Status().Hashed == 0 {
			return "nothing is read yet"
		}
		return ""
	})
	w.Pause()
	if left := w.Status().Left; left == 0 {
		t.Skip("the machine hashes 2 GiB faster than it can be told to stop")
	}
	await(t, func() string {
		if now := w.Status(); now.Hashing != 1 || now.Left == 0 {
			return "it does not wait"
		}
		return ""
	})
	if _, known := w.catalog.ByPath(path); known {
		t.Error("it was read to the end")
	}
	if err := os.Truncate(path, 5); err != nil { // so that the test need not read it all
		t.Fatal(err)
	}
	w.Resume()
	w.awaitEqual(t)
}
