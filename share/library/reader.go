package library

import (
	"fmt"
	"os"

	"hinny/share"
	"hinny/share/catalog"
	"hinny/share/merkle"
)

// Reader reads one shared file for others. It is safe for concurrent use.
type Reader struct {
	l        *Library
	file     share.File
	identity catalog.Identity
	manifest *merkle.Manifest
	handle   *handle
}

// Open opens a shared file by its content. Every path that holds it is tried;
// one whose file is no longer what was hashed is dropped and hashed again. It
// returns share.ErrNotFound if nothing has this root, share.ErrChanged if no
// path still does. Close the Reader.
func (l *Library) Open(root share.RootHash) (*Reader, error) {
	files := l.catalog.ByRoot(root)
	if len(files) == 0 {
		return nil, fmt.Errorf("open %s: %w", root.Short(), share.ErrNotFound)
	}
	outboard, _ := l.catalog.Outboard(root, files[0].Size)
	manifest, err := merkle.New(root, files[0].Size, outboard)
	if err != nil {
		for _, f := range files {
			l.discard(f.Path)
		}
		return nil, fmt.Errorf("open %s: its stored tree: %w; it is hashed again", root.Short(), err)
	}
	for _, f := range files {
		r, openErr := l.openFile(f, manifest)
		if openErr == nil {
			return r, nil
		}
		err = openErr
	}
	return nil, err
}

func (l *Library) openFile(f share.File, manifest *merkle.Manifest) (*Reader, error) {
	e, known := l.catalog.ByPath(f.Path)
	folder, ticked := l.folderOf(f.Path)
	if !known || !ticked || e.File.Root != f.Root || l.hiding.Load().hides(folder.Path, f.Path) {
		return nil, fmt.Errorf("open %s: %w", f.Path, share.ErrNotFound)
	}
	h, err := l.handles.get(f.Path, func() (*os.File, error) {
		var from opener
		defer from.close()
		file, _, err := from.open(folder, f.Path)
		return file, err
	})
	if err != nil {
		l.distrust(f.Path)
		return nil, fmt.Errorf("open %s: %w: %w", f.Path, share.ErrChanged, err)
	}
	r := &Reader{l: l, file: e.File, identity: e.Identity, manifest: manifest, handle: h}
	if err := r.Check(); err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}

// distrust has a path looked at again that is not what the catalog knows. If
// other content lies there now, the entry is dropped at once; what is not found
// is left to the keeper, because it may be moved, or its drive unplugged.
func (l *Library) distrust(path string) {
	l.handles.drop(func(p string) bool { return p == path })
	known, ok := l.catalog.ByPath(path)
	info, err := l.disk.lstat(path)
	if !ok || err != nil || l.unchanged(path, known.Identity, identify(info)) {
		l.touch(path)
		return
	}
	l.discard(path)
}

// discard drops what is known of a path and has it hashed again.
func (l *Library) discard(path string) {
	l.commit.Lock()
	defer l.commit.Unlock()
	l.handles.drop(func(p string) bool { return p == path })
	defer l.touch(path)
	if err := l.disk.store(nil, []string{path}); err != nil {
		l.log.Warn("a changed file could not be dropped from the catalog", "path", path, "err", err)
	}
}

// ReadAt reads like io.ReaderAt. What it returns is only to be served after a
// Check that follows it.
func (r *Reader) ReadAt(p []byte, offset int64) (int, error) { return r.handle.file.ReadAt(p, offset) }

// Size returns the size in bytes.
func (r *Reader) Size() int64 { return r.file.Size }

// Name returns what the file is called.
func (r *Reader) Name() string { return r.file.Name() }

// File returns what the catalog knows of the file.
func (r *Reader) File() share.File { return r.file }

// Manifest returns the tree of the content.
func (r *Reader) Manifest() *merkle.Manifest { return r.manifest }

// Check returns share.ErrChanged if the open file or what now lies at its path
// is not what was hashed; the file is then hashed again.
func (r *Reader) Check() error {
	opened, err := r.handle.file.Stat()
	if err == nil && r.l.unchanged(r.file.Path, r.identity, identify(opened)) {
		var atPath os.FileInfo
		atPath, err = r.l.disk.lstat(r.file.Path)
		if err == nil && atPath.Mode().IsRegular() && identify(atPath).SameContent(identify(opened)) {
			return nil
		}
	}
	r.l.distrust(r.file.Path)
	return fmt.Errorf("read %s: %w", r.file.Path, share.ErrChanged)
}

// Close lets go of the file.
func (r *Reader) Close() { r.l.handles.put(r.handle) }
