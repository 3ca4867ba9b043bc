package part

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"hinny/share"
	"hinny/share/fsys"
	"hinny/share/merkle"
	"hinny/share/safename"
)

const (
	// maxNumber bounds the search for a free name: "a (9999).txt".
	maxNumber = 9999
	// copySuffix ends the temporary name of a copy to another volume.
	copySuffix = ".hinny-part"
)

// errOtherVolume says that a file cannot be moved there, only copied.
var errOtherVolume = errors.New("the folder is on another volume")

// Finish moves the finished file into its target folder, under its cleaned name
// or, if that is taken, a numbered one, and forgets the download. It never
// overwrites a file. The error is ErrIncomplete while chunks are missing, a
// *DiskError when the disk fails; the download is then as it was, and Finish
// may be called again. ctx ends only a copy to another volume.
func (f *File) Finish(ctx context.Context) (string, error) {
	f.syncing.Lock()
	defer f.syncing.Unlock()
	m := f.Manifest()
	if m == nil {
		return "", fmt.Errorf("finish %s: %w", f.root.Short(), ErrNoManifest)
	}
	if left := m.Chunks() - f.Have().Count(); left > 0 {
		return "", fmt.Errorf("finish %s: %w: %d", f.root.Short(), ErrIncomplete, left)
	}
	if m.Chunks() <= 1 {
		return f.finishSmall(ctx, m)
	}
	if err := f.syncContent(); err != nil {
		return "", err
	}
	path, err := f.publish(ctx, m)
	if err != nil {
		return "", err
	}
	f.release()
	f.store.mu.Lock()
	defer f.store.mu.Unlock()
	// It need not be durable: a note that comes back after a power cut names
	// the finished file.
	if err := f.store.erase(f.root); err != nil {
		// The file is safe where it belongs; the rest is found at the next start.
		f.store.log.Warn("could not forget a finished download", "root", f.root, "err", err)
	}
	return path, nil
}

// publish makes the content visible in the target folder.
func (f *File) publish(ctx context.Context, m *merkle.Manifest) (string, error) {
	folder := f.Meta().Out
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", diskError("create", folder, err)
	}
	out, err := os.OpenRoot(folder)
	if err != nil {
		return "", diskError("open", folder, err)
	}
	defer out.Close()
	name := f.root.String() + dataSuffix
	if err := f.fit(out, name, m.Size()); err != nil {
		return "", err
	}
	path, err := f.place(f.store.root, name, out)
	if errors.Is(err, errOtherVolume) {
		path, err = f.publishCopy(ctx, m, out)
	}
	if err != nil {
		return "", err
	}
	if err := fsys.SyncDir(out); err != nil {
		// The move cannot be taken back, and the content itself is synced.
		f.store.log.Warn("the folder of a finished download could not be synced", "root", f.root, "path", path, "err", err)
	}
	return path, nil
}

// publishCopy carries the content to another volume and gives it its name there.
func (f *File) publishCopy(ctx context.Context, m *merkle.Manifest, out *os.Root) (string, error) {
	temporary := "." + f.root.Short() + copySuffix
	path, err := "", f.copyTo(ctx, m, out, temporary)
	if err == nil {
		path, err = f.place(out, temporary, out)
	}
	if err != nil {
		return "", errors.Join(err, ignoreMissing(out.Remove(temporary)))
	}
	return path, nil
}

// fit gives the content its exact length and the permissions of a file of the
// target folder: others may read it if they may read the folder.
func (f *File) fit(out *os.Root, name string, size int64) error {
	length, err := f.data.Size()
	if err == nil && length != size {
		err = f.data.Truncate(size)
	}
	if err != nil {
		return diskError("shorten", f.path(dataSuffix), err)
	}
	info, err := out.Stat(".")
	if err != nil {
		return diskError("read", out.Name(), err)
	}
	return diskError("open", f.path(dataSuffix), f.store.root.Chmod(name, permOf(info)))
}

// permOf returns the permissions of a file in a folder that has these.
func permOf(folder os.FileInfo) os.FileMode { return 0o600 | folder.Mode().Perm()&0o044 }

// place moves a file into out under the first name that is free.
func (f *File) place(from *os.Root, name string, out *os.Root) (string, error) {
	wish := f.wish()
	for n := 1; n <= maxNumber; n++ {
		target := wish
		if n > 1 {
			target = safename.Numbered(wish, n)
		}
		if _, err := out.Lstat(target); err == nil {
			continue // saves a sync of the note for a name that is taken
		}
		path := filepath.Join(out.Name(), target)
		if err := f.note(path); err != nil {
			return "", err
		}
		err := moveNew(from, name, out, target)
		switch {
		case err == nil:
			return path, nil
		case errors.Is(err, fs.ErrExist):
			continue
		case errors.Is(err, errOtherVolume):
			return "", errors.Join(err, f.note(""))
		}
		return "", errors.Join(diskError("move the finished file to", path, err), f.note(""))
	}
	return "", fmt.Errorf("finish %s: %d files called %q are in %s already; remove some or choose another folder",
		f.root.Short(), maxNumber, wish, out.Name())
}

// wish is the cleaned name; a file without one is called by its hash.
func (f *File) wish() string {
	if name := f.Meta().Name; name != "" {
		return safename.Clean(name)
	}
	return f.root.Short()
}

// note records which name the file is about to get.
func (f *File) note(path string) error {
	next := f.Meta()
	if path != "" {
		absolute, err := filepath.Abs(path)
		if err != nil {
			return diskError("find", path, err)
		}
		path = absolute
	}
	next.Target = path
	return f.setMeta(next)
}

// copyTo copies the content into out, verifying each chunk as it is read.
func (f *File) copyTo(ctx context.Context, m *merkle.Manifest, out *os.Root, name string) (err error) {
	path := filepath.Join(out.Name(), name)
	if err := ignoreMissing(out.Remove(name)); err != nil { // left by a crash
		return diskError("remove", path, err)
	}
	info, err := out.Stat(".")
	if err != nil {
		return diskError("read", out.Name(), err)
	}
	target, err := out.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, permOf(info))
	if err != nil {
		return diskError("create", path, err)
	}
	defer func() { err = errors.Join(err, diskError("close", path, target.Close())) }()
	buf := make([]byte, min(share.ChunkSize(m.Size()), m.Size()))
	for i := range m.Chunks() {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("copy %s to %s: %w", f.root.Short(), out.Name(), err)
		}
		offset, length := share.ChunkSpan(m.Size(), i)
		if n, err := f.ReadAt(buf[:length], offset); n < length {
			return diskError("read", f.path(dataSuffix), err)
		}
		if err := m.VerifyChunk(i, buf[:length]); err != nil {
			return diskError("read", f.path(dataSuffix), err)
		}
		if _, err := target.WriteAt(buf[:length], offset); err != nil {
			return diskError("write", path, err)
		}
	}
	return diskError("sync", path, target.Sync())
}

func ignoreMissing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
