package library

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"

	"hinny/share/catalog"
)

// readSmall reads a file of the directory that was entered with the four system
// calls that it takes. Package os makes seven of them and as many allocations,
// which is what hashing a million small files consists of.
func (o *opener) readSmall(name string, p []byte) (n int, id catalog.Identity, err error) {
	if o.at == nil {
		if o.at, err = o.root.Open("."); err != nil {
			return 0, id, err
		}
	}
	fd, err := retried(func() (int, error) { return unix.Openat(int(o.at.Fd()), name, openFlags|unix.O_CLOEXEC, 0) })
	if err != nil {
		return 0, id, &os.PathError{Op: "open", Path: name, Err: err}
	}
	defer func() { _ = unix.Close(fd) }() // it was only read
	for n < len(p) {
		more, err := retried(func() (int, error) { return unix.Read(fd, p[n:]) })
		if err != nil {
			return n, id, &os.PathError{Op: "read", Path: name, Err: err}
		}
		if more == 0 {
			break
		}
		n += more
	}
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil {
		return n, id, &os.PathError{Op: "stat", Path: name, Err: err}
	}
	if st.Mode&unix.S_IFMT != unix.S_IFREG {
		return n, id, fmt.Errorf("%s is no ordinary file", name)
	}
	return n, catalog.Identity{
		Device: uint64(st.Dev), Inode: st.Ino, Size: st.Size,
		MTime: st.Mtim.Nano(), CTime: st.Ctim.Nano(),
	}, nil
}

// retried makes a system call again whenever a signal interrupts it.
func retried(call func() (int, error)) (int, error) {
	for {
		if n, err := call(); !errors.Is(err, unix.EINTR) {
			return n, err
		}
	}
}
