package library

import (
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"hinny/share/fsys"
)

func TestADriveThatComesOrGoesHasItsFolderScanned(t *testing.T) {
	var table atomic.Pointer[[]fsys.Mount]
	mount := func(mounts ...fsys.Mount) { table.Store(&mounts) }
	mount(fsys.Mount{At: "/", Which: "1"})
	o := Options{Quiet: 2 * time.Second, disk: disk{mounts: func() []fsys.Mount { return *table.Load() }}}
	virtuallyWith(t, o, func(t *testing.T, _ *fakeWatcher, w *world) {
		scans := func(want bool, why string) {
			t.Helper()
			path := w.write(t, why, "no event tells of it")
			pass(tidyEvery + 5*time.Second)
			if _, known := w.catalog.ByPath(path); known != want {
				t.Errorf("%s: scanned %v", why, known)
			}
			w.rescan()
			pass(5 * time.Second)
		}
		root, other := fsys.Mount{At: "/", Which: "1"}, fsys.Mount{At: w.dir + "-other", Which: "2"}
		in := fsys.Mount{At: filepath.Join(w.dir, "usb"), Which: "3"}
		scans(false, "as it was")
		mount(root, other)
		scans(false, "a drive elsewhere")
		mount(root, other, in)
		scans(true, "a drive in it")
		in.Which = "4"
		mount(root, other, in)
		scans(true, "another drive in its place")
		mount(root, other)
		scans(true, "it is unplugged")
		mount(root, fsys.Mount{At: filepath.Dir(w.dir), Which: "5"})
		scans(true, "a drive above it")
	})
}

func TestOnlyTheMountsOfAFolderCount(t *testing.T) {
	all := []fsys.Mount{{At: "/"}, {At: "/mnt"}, {At: "/mnt/usb"}, {At: "/mnt/usb/music/more"}, {At: "/mnt/usb/music 2"}, {At: "/home"}}
	want := []fsys.Mount{{At: "/"}, {At: "/mnt"}, {At: "/mnt/usb"}, {At: "/mnt/usb/music/more"}}
	if got := mountsOf(all, "/mnt/usb/music"); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}
