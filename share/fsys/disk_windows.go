package fsys

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

// IsFull reports whether an error means that the disk or the quota is used up.
func IsFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) ||
		errors.Is(err, windows.ERROR_DISK_QUOTA_EXCEEDED)
}

// SyncDir does nothing: Windows writes folders through and cannot be told to.
func SyncDir(*os.Root) error { return nil }

func free(path string) (int64, error) {
	wide, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return 0, err
	}
	var bytes uint64
	if err := windows.GetDiskFreeSpaceEx(wide, &bytes, nil, nil); err != nil {
		return 0, fmt.Errorf("ask how much room %s has: %w", path, err)
	}
	return int64(bytes), nil
}

// Lock takes the file for this process alone until it is closed. If another
// process has it, the error wraps ErrLocked.
func Lock(f *os.File) error {
	err := windows.LockFileEx(windows.Handle(f.Fd()),
		windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &windows.Overlapped{})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return ErrLocked
	}
	return err
}
