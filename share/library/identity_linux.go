package library

import (
	"os"
	"syscall"

	"hinny/share/catalog"
)

// identify returns how the file system tells a file's content apart.
func identify(info os.FileInfo) catalog.Identity {
	id := catalog.Identity{Size: info.Size(), MTime: info.ModTime().UnixNano()}
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		id.Device, id.Inode = uint64(stat.Dev), stat.Ino
		id.CTime = stat.Ctim.Nano()
	}
	return id
}

// openFlags keep a link that appears at the last moment from being followed
// and a pipe from blocking.
const openFlags = os.O_RDONLY | syscall.O_NOFOLLOW | syscall.O_NONBLOCK
