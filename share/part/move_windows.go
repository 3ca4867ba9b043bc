package part

import (
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// moveNew moves a file from one folder to another, never over an existing one:
// os.ErrExist. The error is errOtherVolume when only a copy can do it.
func moveNew(from *os.Root, name string, to *os.Root, target string) error {
	return mover{from, to}.move(name, target)
}

// mover is moveNew for many files.
type mover struct{ from, to *os.Root }

func newMover(from, to *os.Root) (mover, error) { return mover{from, to}, nil }

func (m mover) close() {}

func (m mover) move(name, target string) error {
	from, to := m.from, m.to
	source, err := windows.UTF16PtrFromString(filepath.Join(from.Name(), name))
	if err != nil {
		return err
	}
	goal, err := windows.UTF16PtrFromString(filepath.Join(to.Name(), target))
	if err != nil {
		return err
	}
	// Without MOVEFILE_REPLACE_EXISTING and MOVEFILE_COPY_ALLOWED the call
	// neither overwrites nor copies.
	err = windows.MoveFileEx(source, goal, windows.MOVEFILE_WRITE_THROUGH)
	if errors.Is(err, windows.ERROR_NOT_SAME_DEVICE) {
		return errOtherVolume
	}
	return err
}
