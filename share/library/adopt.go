package library

import (
	"errors"
	"fmt"
	"os"

	"hinny/share"
	"hinny/share/catalog"
	"hinny/share/merkle"
)

// maxAdopted is how many downloads are entered in one transaction: their
// outboards, of 256 KiB at most, are in memory meanwhile.
const maxAdopted = 256

// adoption is one finished download that becomes part of the library.
type adoption struct {
	path     string // resolved by adoptAll
	manifest *merkle.Manifest
	entry    catalog.Entry
	err      error
}

// Adopt enters a finished download as it lies there now, without reading it.
// Its content must be that of m. It returns ErrNotShared if path lies in no
// ticked folder or is of a kind that is never shared. Calls that come at the
// same time share a transaction: thousands of small files may end in a second.
func (l *Library) Adopt(path string, m *merkle.Manifest) error {
	a := &adoption{path: path, manifest: m}
	l.adopted.Do(a)
	return a.err
}

// adoptAll enters a batch. What cannot be shared does not keep the others out.
func (l *Library) adoptAll(batch []*adoption) {
	l.commit.Lock()
	defer l.commit.Unlock()
	var fit []*adoption
	var entries []catalog.Entry
	look, resolve := l.glance(), resolver()
	for _, a := range batch {
		if a.path, a.err = resolve(a.path); a.err != nil {
			a.err = fmt.Errorf("share the download: %w", a.err)
			continue
		}
		if a.err = l.judge(a, look); a.err == nil {
			fit, entries = append(fit, a), append(entries, a.entry)
		}
	}
	err := l.disk.store(entries, nil)
	for _, a := range fit {
		a.err = err
		if errors.Is(err, share.ErrTooLarge) { // one of them never fits
			a.err = l.disk.store([]catalog.Entry{a.entry}, nil)
		}
	}
}

// judge makes the entry of a download, if it may be shared.
func (l *Library) judge(a *adoption, look func(folder, path string) (os.FileInfo, bool)) error {
	folder, ok := l.folderOf(a.path)
	if !ok {
		return fmt.Errorf("share %s: %w", a.path, ErrNotShared)
	}
	info, ok := look(folder.Path, a.path)
	if !ok || info.IsDir() {
		return fmt.Errorf("share %s: %w: files of this kind never are", a.path, ErrNotShared)
	}
	if info.Size() != a.manifest.Size() {
		return fmt.Errorf("share %s: %w: it has %d bytes instead of %d", a.path, share.ErrChanged, info.Size(), a.manifest.Size())
	}
	a.entry = entryFor(folder, a.path, identify(info), a.manifest.Root())
	a.entry.Outboard = a.manifest.Outboard()
	// It may have been found and hashed before us; what it says is not asked twice.
	if known, ok := l.catalog.ByPath(a.path); ok && known.Identity == a.entry.Identity && known.File.Root == a.entry.File.Root {
		a.entry.File.Meta, a.entry.File.Form = known.File.Meta, known.File.Form
	}
	return nil
}
