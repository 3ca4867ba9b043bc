package part

import (
	"errors"
	"fmt"

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

func (e *DiskError) Error() string {
	if e.Full {
		return fmt.Sprintf("%s %s: the disk is full; make room and resume the download (%v)", e.Op, e.Path, e.Err)
	}
	return fmt.Sprintf("%s %s: %v", e.Op, e.Path, e.Err)
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
