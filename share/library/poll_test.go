package library

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"hinny/share/fsys"
)

func TestAFolderOnANetworkIsPolledAndNotWatched(t *testing.T) {
	remote := func(string) fsys.Volume { return fsys.Volume{Name: "NFS", Remote: true} }
	o := Options{Quiet: 2 * time.Second, disk: disk{volume: remote}}
	unwanted := fmt.Errorf("watched all the same")
	virtuallyWith(t, o, func(t *testing.T, _ *fakeWatcher, w *world) {
		for round := range 3 {
			w.write(t, fmt.Sprint("sub/", round), "written on another machine")
			pass(3 * pollEvery)
			if w.known() != round+1 {
				t.Errorf("%d files known in round %d", w.known(), round)
			}
		}
		if w.noticed("lies on NFS") != 1 || len(w.Status().Notices) != 1 {
			t.Errorf("notices %q", w.Status().Notices)
		}
	}, unwanted)
}

func TestOnlyWhatCannotBeWatchedIsPolledAndSeldomIfItTakesLong(t *testing.T) {
	l, dir := atRest(t)
	now := time.Now()
	asked := func(folder string) bool {
		l.poll(now)
		return l.rescans.take()(folder)
	}
	if l.rescans.take(); asked(dir) {
		t.Error("a watched folder is polled")
	}
	l.setPolled(dir, true, now.Add(-time.Minute), 10*time.Second)
	if asked(dir) {
		t.Error("a folder is looked at all the time")
	}
	l.setPolled(dir, true, now.Add(-time.Minute), time.Second)
	if !asked(dir) || asked("/other") {
		t.Error("not the folder that cannot be watched is polled")
	}
}

func TestAFolderThatWentWithoutAnEventIsNoticedWithinAMinute(t *testing.T) {
	virtually(t, nil, func(t *testing.T, f *fakeWatcher, w *world) {
		f.events <- fsnotify.Event{Name: w.write(t, "a", "one"), Op: fsnotify.Create}
		pass(5 * time.Second)
		if err := os.Rename(w.dir, w.dir+"-unplugged"); err != nil {
			t.Fatal(err)
		}
		pass(3 * pollEvery)
		if w.known() != 1 || w.noticed("connect it") != 1 {
			t.Errorf("%d files known, notices %q", w.known(), w.Status().Notices)
		}
		if err := os.Rename(w.dir+"-unplugged", w.dir); err != nil {
			t.Fatal(err)
		}
		pass(2 * pollEvery)
		if w.known() != 1 || len(w.Status().Notices) != 0 {
			t.Errorf("%d files known, notices %q", w.known(), w.Status().Notices)
		}
	})
}
