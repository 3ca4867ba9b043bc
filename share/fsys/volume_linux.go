package fsys

import "golang.org/x/sys/unix"

// The numbers of file systems that unix has no name for, from the kernel's
// include/uapi/linux/magic.h and the file systems themselves.
const (
	magicGFS2  = 0x01161970
	magicOCFS2 = 0x7461636f
	magicVBox  = 0x786f4256
	magicPRL   = 0x7c7c6673
	magicVMHG  = 0xbacbacbc
)

// VolumeOf returns what the file system of a path is like; what cannot be
// asked counts as an ordinary disk.
func VolumeOf(path string) Volume {
	var st unix.Statfs_t
	if err := unix.Statfs(path, &st); err != nil {
		return Volume{}
	}
	return volumeOfMagic(int64(st.Type) & 0xffffffff)
}

func volumeOfMagic(magic int64) Volume {
	switch magic {
	case unix.NFS_SUPER_MAGIC:
		return Volume{Name: "NFS", Remote: true}
	case unix.SMB_SUPER_MAGIC, unix.CIFS_SUPER_MAGIC, unix.SMB2_SUPER_MAGIC:
		return Volume{Name: "SMB", Remote: true}
	case unix.FUSE_SUPER_MAGIC:
		return Volume{Name: "FUSE", Remote: true, Fickle: true}
	case unix.V9FS_MAGIC:
		return Volume{Name: "9P", Remote: true}
	case unix.CEPH_SUPER_MAGIC, unix.AFS_SUPER_MAGIC, unix.AFS_FS_MAGIC, unix.CODA_SUPER_MAGIC, magicGFS2, magicOCFS2:
		return Volume{Name: "a network file system", Remote: true}
	case magicVBox, magicPRL, magicVMHG:
		return Volume{Name: "a folder of the host", Remote: true, Fickle: true}
	case unix.OVERLAYFS_SUPER_MAGIC:
		return Volume{Name: "overlay", Layered: true}
	case unix.MSDOS_SUPER_MAGIC, unix.EXFAT_SUPER_MAGIC:
		return Volume{Name: "FAT", Fickle: true}
	}
	return Volume{}
}
