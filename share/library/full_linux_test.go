package library

import (
	"fmt"
	"path/filepath"
	"syscall"
	"testing"
)

// TestTheDiskOfTheCatalogIsFull has the catalog on a disk that is too small for it
// until there is room: it is said once, nothing is read twice and nothing lost.
func TestTheDiskOfTheCatalogIsFull(t *testing.T) {
	if !inNamespace(t, asRoot) {
		return
	}
	const room = 1 << 20
	disk := realTempDir(t)
	mounted(t, "disk", disk, "tmpfs", 0)
	size := func(bytes int) {
		t.Helper()
		if err := syscall.Mount("disk", disk, "tmpfs", syscall.MS_REMOUNT, fmt.Sprint("size=", bytes)); err != nil {
			t.Skip("the size of a disk cannot be set: ", err)
		}
	}
	size(room)
	w := &world{dir: realTempDir(t)}
	smallFiles(t, w.dir)
	stop := w.start(t, filepath.Join(disk, "catalog.db"), Options{})
	if _, err := w.AddFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	await(t, func() string {
		if w.noticed("could not be written down") == 1 && len(w.Status().Notices) == 1 {
			return ""
		}
		return fmt.Sprintf("notices %q", w.Status().Notices)
	})
	size(64 * room)
	w.sharesNow(t, manyFiles, w.dir)
	if notices := w.Status().Notices; len(notices) > 0 {
		t.Errorf("still said: %q", notices)
	}
	written := int64(0)
	for n := range manyFiles {
		written += int64(len(fmt.Sprint("file ", n)))
	}
	if hashed := w.Status().Hashed; hashed != written {
		t.Errorf("%d bytes read of %d", hashed, written)
	}
	stop()
	w.start(t, filepath.Join(disk, "catalog.db"), Options{})
	if files, _ := w.catalog.Totals(); files != manyFiles || w.catalog.Recreated() {
		t.Errorf("%d files known at the next start, begun anew %v", files, w.catalog.Recreated())
	}
}
