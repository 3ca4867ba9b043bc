package library

import (
	"fmt"
	"os"
	"path/filepath"

	"hinny/share/catalog"
)

// opener opens files of ticked folders for reading, without following a link
// out of them. It keeps the last directory open, because the files of one are
// hashed one after the other and most are small. A directory that was moved
// meanwhile does no harm: whoever opens a file compares its identity.
type opener struct {
	folder, dir string
	root        *os.Root
	at          *os.File // the directory as readSmall needs it, if it was needed
}

// open opens a file and returns what it is.
func (o *opener) open(folder Folder, path string) (*os.File, catalog.Identity, error) {
	if err := o.enter(folder.Path, filepath.Dir(path)); err != nil {
		return nil, catalog.Identity{}, err
	}
	f, err := o.root.OpenFile(filepath.Base(path), openFlags, 0)
	if err != nil {
		o.close()
		return nil, catalog.Identity{}, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is no ordinary file", path)
	}
	if err != nil {
		_ = f.Close()
		return nil, catalog.Identity{}, err
	}
	return f, identify(info), nil
}

// read reads a small file into p and returns how much of it there is and what
// it is after that.
func (o *opener) read(folder Folder, path string, p []byte) (n int, id catalog.Identity, err error) {
	if err := o.enter(folder.Path, filepath.Dir(path)); err != nil {
		return 0, id, err
	}
	n, id, err = o.readSmall(filepath.Base(path), p)
	if err != nil {
		o.close()
	}
	return n, id, err
}

// enter opens a directory of a folder unless it is open already.
func (o *opener) enter(folder, dir string) error {
	if o.root != nil && o.folder == folder && o.dir == dir {
		return nil
	}
	o.close()
	rel, err := filepath.Rel(folder, dir)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	if rel != "." {
		above := root
		root, err = above.OpenRoot(rel)
		_ = above.Close() // it was only read
		if err != nil {
			return err
		}
	}
	o.folder, o.dir, o.root = folder, dir, root
	return nil
}

func (o *opener) close() {
	if o.root != nil {
		_ = o.root.Close() // it was only read
		o.root = nil
	}
	if o.at != nil {
		_ = o.at.Close() // nothing was written
		o.at = nil
	}
}
