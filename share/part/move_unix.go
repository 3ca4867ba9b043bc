//go:build unix

package part

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// moveNew moves a file from one folder to another, never over an existing one:
// os.ErrExist. The error is errOtherVolume when only a copy can do it. The
// folders are open descriptors and the names single elements, so nothing
// outside the two folders is touched.
func moveNew(from *os.Root, name string, to *os.Root, target string) error {
	m, err := newMover(from, to)
	if err != nil {
		return err
	}
	defer m.close()
	return m.move(name, target)
}

// mover is moveNew for many files.
type mover struct{ from, to *os.File }

func newMover(from, to *os.Root) (m mover, err error) {
	if m.from, err = from.Open("."); err != nil {
		return mover{}, err
	}
	if m.to, err = to.Open("."); err != nil {
		m.close()
		return mover{}, err
	}
	return m, nil
}

func (m mover) close() {
	_ = m.from.Close() // a nil file does nothing
	_ = m.to.Close()
}

func (m mover) move(name, target string) error {
	fd, toFd := int(m.from.Fd()), int(m.to.Fd())
	err := renameNew(fd, name, toFd, target)
	if !errors.Is(err, errors.ErrUnsupported) {
		return volumeError(err)
	}
	// A link never overwrites either; a crash in between leaves both names.
	if err := unix.Linkat(fd, name, toFd, target, 0); err == nil {
		return unix.Unlinkat(fd, name, 0)
	} else if errors.Is(err, unix.EXDEV) || errors.Is(err, unix.EEXIST) {
		return volumeError(err)
	}
	return renameChecked(fd, name, toFd, target)
}

// renameChecked serves file systems, such as FAT on some systems, that know
// neither an exclusive rename nor links: it looks first. Another program could
// create the name in between; there is no better way there.
func renameChecked(fd int, name string, toFd int, target string) error {
	var st unix.Stat_t
	if err := unix.Fstatat(toFd, target, &st, unix.AT_SYMLINK_NOFOLLOW); err == nil {
		return os.ErrExist
	}
	return volumeError(unix.Renameat(fd, name, toFd, target))
}

func volumeError(err error) error {
	if errors.Is(err, unix.EXDEV) {
		return errOtherVolume
	}
	return err
}
