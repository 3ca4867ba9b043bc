package fsys

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// Mounts returns the file systems of this machine in the order in which they
// were mounted. What cannot be asked is none.
func Mounts() (mounts []Mount) {
	count, err := unix.Getfsstat(nil, unix.MNT_NOWAIT)
	if err != nil {
		return nil
	}
	all := make([]unix.Statfs_t, min(count, maxMounts))
	if count, err = unix.Getfsstat(all, unix.MNT_NOWAIT); err != nil {
		return nil
	}
	for _, st := range all[:min(count, len(all))] {
		mounts = append(mounts, Mount{At: unix.ByteSliceToString(st.Mntonname[:]), Which: fmt.Sprint(st.Fsid.Val)})
	}
	return mounts
}
