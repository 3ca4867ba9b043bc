package fsys

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// syncData leaves out what fsync writes beyond the data and the length.
func syncData(f *os.File) error {
	return control(f, func(fd int) error { return unix.Fdatasync(fd) })
}

// reserve falls back on a sparse file where the file system cannot allocate.
func reserve(f *os.File, size int64) error {
	if size == 0 {
		return f.Truncate(0)
	}
	err := control(f, func(fd int) error { return unix.Fallocate(fd, 0, 0, size) })
	if errors.Is(err, unix.EOPNOTSUPP) || errors.Is(err, unix.ENOSYS) {
		return f.Truncate(size)
	}
	return err
}

// control runs a system call on the descriptor, again whenever a signal
// interrupts it.
func control(f *os.File, call func(fd int) error) error {
	raw, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var failure error
	if err := raw.Control(func(fd uintptr) {
		for {
			if failure = call(int(fd)); !errors.Is(failure, unix.EINTR) {
				return
			}
		}
	}); err != nil {
		return err
	}
	return failure
}
