package fsys

import (
	"testing"

	"golang.org/x/sys/unix"
)

func TestFileSystemsThatNeedCareAreKnown(t *testing.T) {
	for magic, want := range map[int64]Volume{
		unix.EXT4_SUPER_MAGIC:  {},
		unix.NFS_SUPER_MAGIC:   {Name: "NFS", Remote: true},
		unix.CIFS_SUPER_MAGIC:  {Name: "SMB", Remote: true},
		unix.SMB2_SUPER_MAGIC:  {Name: "SMB", Remote: true},
		unix.FUSE_SUPER_MAGIC:  {Name: "FUSE", Remote: true, Fickle: true},
		unix.MSDOS_SUPER_MAGIC: {Name: "FAT", Fickle: true},
	} {
		if got := volumeOfMagic(magic); got != want {
			t.Errorf("%#x: %+v, want %+v", magic, got, want)
		}
	}
	if got := VolumeOf(t.TempDir() + "/missing"); got != (Volume{}) {
		t.Errorf("what cannot be asked: %+v", got)
	}
}
