package transfer

import (
	"fmt"
	"io"
	"os"

	"hinny/share"
	"hinny/share/merkle"
)

// content is what a session serves from: a file of the library, a finished
// download, or one that is still going on.
type content interface {
	io.ReaderAt
	has(chunk int) bool
	check() error
	close()
}

// whole is a complete file.
type whole struct{ Source }

func (w whole) has(int) bool { return true }
func (w whole) check() error { return w.Check() }
func (w whole) close()       { w.Close() }

// partial is a download that is going on.
type partial struct{ d *download }

func (p partial) ReadAt(b []byte, off int64) (int, error) { return p.d.part.ReadAt(b, off) }
func (p partial) has(chunk int) bool                      { return p.d.part.Has(chunk) }
func (p partial) check() error                            { return nil }
func (p partial) close()                                  {}

// finished is a completed download that lies outside the library. It is what
// it was when it was put there, or it is not served.
type finished struct {
	file     *os.File
	manifest *merkle.Manifest
	path     string
	identity os.FileInfo
}

func openFinished(path string, identity os.FileInfo, m *merkle.Manifest) (*finished, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	f := &finished{file: file, manifest: m, path: path, identity: identity}
	if err := f.Check(); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

func (f *finished) Manifest() *merkle.Manifest { return f.manifest }

func (f *finished) Check() error {
	now, err := os.Stat(f.path)
	if err != nil || f.identity == nil || !os.SameFile(now, f.identity) ||
		now.Size() != f.identity.Size() || !now.ModTime().Equal(f.identity.ModTime()) {
		return fmt.Errorf("read %s: %w", f.path, share.ErrChanged)
	}
	return nil
}

func (f *finished) Close() { _ = f.file.Close() }

func (f *finished) ReadAt(b []byte, off int64) (int, error) { return f.file.ReadAt(b, off) }

// Name returns what the file was called when it was finished.
func (f *finished) Name() string { return f.identity.Name() }
