package fsys

import (
	"fmt"
	"strings"
)

// maxMounts bounds the mounts that are told of: machines with containers mount
// thousands of things.
const maxMounts = 10_000

// Mount is a file system that hangs somewhere in the tree of all files.
type Mount struct {
	At    string // the path where it begins
	Which string // tells it from what hung there before
}

// mountsOf returns the mounts of a table as Linux writes /proc/self/mountinfo.
func mountsOf(table string) (mounts []Mount) {
	for line := range strings.Lines(table) {
		// 36 35 98:0 /root/of/mount /mount/point options [optional...] - type source options
		fields := strings.Fields(line)
		if len(fields) < 5 || len(mounts) == maxMounts {
			continue
		}
		mounts = append(mounts, Mount{At: unescapeMount(fields[4]), Which: fmt.Sprint(fields[0], " ", fields[2], " ", fields[3])})
	}
	return mounts
}
