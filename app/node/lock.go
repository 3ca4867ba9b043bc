package node

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// lockName is the file whose lock means that a node runs in the home. The
// system lets go of it when the process ends, however it ends.
const lockName = "lock"

// errLocked means that another process holds the lock.
var errLocked = errors.New("locked")

// takeLock makes this process the only one that runs in home, until the file
// is closed.
func takeLock(home string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(home, lockName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the home folder: %w", err)
	}
	if err := lockFile(f); err != nil {
		holder := holderOf(f)
		f.Close()
		if errors.Is(err, errLocked) {
			return nil, fmt.Errorf("another Hinny is running in this home (pid %s): %s", holder, home)
		}
		return nil, fmt.Errorf("lock the home folder %s: %w", home, err)
	}
	// The pid is for the message above and for people; the lock is the truth.
	err = f.Truncate(0)
	if err == nil {
		_, err = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("lock the home folder: %w", err)
	}
	return f, nil
}

// holderOf reads who holds the lock.
func holderOf(f *os.File) string {
	text, err := io.ReadAll(io.NewSectionReader(f, 0, 20))
	if pid := strings.TrimSpace(string(text)); err == nil && pid != "" {
		return pid
	}
	return "unknown"
}
