package part

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"hinny/share/fsys"
)

var (
	// ErrNoManifest marks work on chunks before SetManifest.
	ErrNoManifest = errors.New("the manifest is not known yet")
	// ErrIncomplete marks an attempt to finish with chunks missing.
	ErrIncomplete = errors.New("chunks are missing")
	// ErrLocked marks a folder that another process uses.
	ErrLocked = fsys.ErrLocked
	// ErrBusy marks a download that is open already.
	ErrBusy = errors.New("the download is open already")
)

// DiskError is a failure of our own disk, which is never a peer's fault. Every
// download of that volume is best paused until it is cured.
type DiskError struct {
	Op   string // what was tried, as a verb: "write"
	Path string // the file or folder
	Full bool   // the disk or the quota is used up
	Err  error
}

// Error says what a person can do about it before what was tried where: a cell
// of a table shows the beginning.
func (e *DiskError) Error() string {
	return fmt.Sprintf("%s%s %s: %v", e.advice(), e.Op, e.Path, e.Err)
}

// advice says what a person can do about it, where that is known.
func (e *DiskError) advice() string {
	if e.Full {
		return "the disk is full; make room and resume the download: "
	}
	for _, known := range []struct {
		causes []error
		words  string
	}{
		{[]error{syscall.EROFS}, "the disk is read-only; make it writable and the download goes on: "},
		{[]error{syscall.EIO, syscall.ENXIO, syscall.ENODEV}, "the disk does not answer; connect it again and, should the download not go on, restart the program: "},
		{[]error{fs.ErrPermission}, "the folder belongs to somebody else; allow writing there and the download goes on: "},
	} {
		for _, cause := range known.causes {
			if errors.Is(e.Err, cause) {
				return known.words
			}
		}
	}
	return ""
}

// Unwrap lets errors.Is see the cause.
func (e *DiskError) Unwrap() error { return e.Err }

// diskError wraps a failure, or returns nil for none.
func diskError(op, path string, err error) error {
	if err == nil {
		return nil
	}
	var known *DiskError
	if errors.As(err, &known) {
		return err
	}
	return &DiskError{Op: op, Path: path, Full: fsys.IsFull(err), Err: err}
}
