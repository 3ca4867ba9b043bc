package library

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"hinny/share/catalog"
)

// kept ends every message about what cannot be read now.
const kept = "what is known of it is kept"

// away is an error that says in words why something cannot be looked at now.
// What is away is not gone: nothing of it is forgotten.
func away(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s cannot be found; if it lies on a drive, connect it; %s", path, kept)
	}
	return fmt.Errorf("%s cannot be read now: %w; %s", path, cause(err), kept)
}

// cause drops the operation and the path from an error of package os.
func cause(err error) error {
	if inner := (*fs.PathError)(nil); errors.As(err, &inner) {
		return inner.Err
	}
	return err
}

// absent returns why a ticked folder cannot be looked at now, or nil.
func (l *Library) absent(folder Folder) error {
	info, err := l.disk.lstat(folder.Path)
	if err != nil {
		return away(folder.Path, err)
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is no folder any more; %s", folder.Path, kept)
	}
	return l.unmounted(folder.Path, info, folder.Path)
}

// missed looks for a path of the catalog that was not found. It returns nil if
// it is gone for good or never to be shared, and why it is only away if a
// folder above it, or the drive it lay on, cannot be looked at now. Seen is the
// device of the directory that path lay in, if that was there a moment ago; it
// says nothing if a drive was unplugged meanwhile.
func (l *Library) missed(folder Folder, path string, seen *uint64) error {
	rel, err := filepath.Rel(folder.Path, path)
	if err != nil || !filepath.IsLocal(rel) || rel == "." {
		return l.absent(folder)
	}
	at := folder.Path
	info, err := l.disk.lstat(at)
	if err != nil || !info.IsDir() {
		return l.absent(folder)
	}
	for _, name := range strings.Split(rel, string(filepath.Separator)) {
		below := filepath.Join(at, name)
		if !info.IsDir() || l.skipped(below) {
			return nil
		}
		next, err := l.disk.lstat(below)
		switch {
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
			if seen != nil && at == filepath.Dir(path) && identify(info).Device == *seen {
				return nil
			}
			return l.unmounted(at, info, path)
		case err != nil:
			return away(at, err)
		}
		at, info = below, next
	}
	return nil
}

// unmounted returns why dir, which is there, is taken for the empty place that
// a drive left behind: what the catalog knows at or below path lay on another
// device, and nothing it knows in dir is there.
func (l *Library) unmounted(dir string, info os.FileInfo, path string) error {
	below := l.catalog.Under(path, 1)
	if len(below) == 0 {
		return nil
	}
	known, ok := l.catalog.ByPath(below[0])
	if !ok || !l.moved(dir, info, known.Identity) {
		return nil
	}
	files, dirs := l.catalog.Children(dir)
	there := func(path string) bool {
		_, err := l.disk.lstat(path)
		return err == nil
	}
	if slices.ContainsFunc(dirs, func(name string) bool { return there(filepath.Join(dir, name)) }) ||
		slices.ContainsFunc(files, func(e catalog.Entry) bool { return there(e.File.Path) }) {
		return nil
	}
	return driveLeft(dir)
}

// moved reports whether a file that lay in a directory was on another device
// than the directory is now.
func (l *Library) moved(dir string, info os.FileInfo, known catalog.Identity) bool {
	device := identify(info).Device
	return known.Device != device && !l.volumeOf(dir, device).Layered
}

func driveLeft(dir string) error {
	return fmt.Errorf("%s is there, but the drive that lay there is not; connect it; %s", dir, kept)
}

// unchanged reports whether what lies at a path is what was hashed there, even
// if its drive was connected again in the meantime: then the device has
// another number, and on some file systems each file too.
func (l *Library) unchanged(path string, known, now catalog.Identity) bool {
	switch {
	case known.SameContent(now):
		return true
	case known.Size != now.Size || known.MTime != now.MTime:
		return false
	case known.Device != now.Device && known.Inode == now.Inode && known.CTime == now.CTime:
		return true
	}
	return now.Inode != 0 && l.volumeOf(path, now.Device).Fickle
}
