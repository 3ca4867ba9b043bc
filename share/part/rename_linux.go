package part

import (
	"errors"

	"golang.org/x/sys/unix"
)

// renameNew renames without overwriting. The error is errors.ErrUnsupported
// where the file system cannot.
func renameNew(fd int, name string, toFd int, target string) error {
	err := unix.Renameat2(fd, name, toFd, target, unix.RENAME_NOREPLACE)
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) {
		return errors.ErrUnsupported
	}
	return err
}
