package fsys

import "golang.org/x/sys/unix"

// VolumeOf returns what the file system of a path is like; what cannot be
// asked counts as an ordinary disk.
func VolumeOf(path string) Volume {
	var st unix.Statfs_t
	if err := unix.Statfs(path, &st); err != nil {
		return Volume{}
	}
	switch name := unix.ByteSliceToString(st.Fstypename[:]); name {
	case "nfs", "smbfs", "afpfs", "webdav":
		return Volume{Name: name, Remote: true}
	case "macfuse", "osxfuse", "fuse-t":
		return Volume{Name: "FUSE", Remote: true, Fickle: true}
	case "msdos", "exfat":
		return Volume{Name: "FAT", Fickle: true}
	}
	return Volume{}
}
