package fsys

import (
	"slices"
	"strings"
	"testing"
)

// TestDrivesAreWhatAPersonKeepsFilesOn reads a table as a desktop has it.
func TestDrivesAreWhatAPersonKeepsFilesOn(t *testing.T) {
	table := `22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
23 22 0:21 / /proc rw,nosuid - proc proc rw
24 22 259:1 / /boot/efi rw - vfat /dev/nvme0n1p1 rw
25 22 0:25 / /run/user/1000 rw - tmpfs tmpfs rw
26 22 7:0 / /snap/core/1 ro - squashfs /dev/loop0 ro
27 22 8:17 / /run/media/ada/Old\040disk rw shared:9 - exfat /dev/sdb1 rw
28 22 0:50 / /mnt/nas rw - nfs4 nas:/export rw
29 22 8:33 /sub /home rw master:3 shared:4 - btrfs /dev/sdc1 rw
30 22 8:33 /again /home rw - btrfs /dev/sdc1 rw
31 22 259:2 /etc/hosts /etc/hosts rw - ext4 /dev/nvme0n1p2 rw
32 22 0:60 / /mnt/overlay rw - overlay overlay rw
a broken line
33 22 8:33 - ext4
`
	want := []string{"/home", "/mnt/nas", "/run/media/ada/Old disk"}
	if got := mountedDrives(table); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	line := func(i int) string { return "1 1 8:1 / /mnt/" + strings.Repeat("x", i+1) + " rw - ext4 /dev/sda rw\n" }
	var many strings.Builder
	for i := range 2 * maxDrives {
		many.WriteString(line(i))
	}
	if got := len(mountedDrives(many.String())); got != maxDrives {
		t.Errorf("%d drives", got)
	}
}

func TestMountsAreToldApart(t *testing.T) {
	table := `22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
27 22 8:17 / /run/media/ada/Old\040disk rw shared:9 - exfat /dev/sdb1 rw
a broken line
28 27 8:33 /sub /run/media/ada/Old\040disk rw - btrfs /dev/sdc1 rw
`
	want := []Mount{{"/", "22 259:2 /"}, {"/run/media/ada/Old disk", "27 8:17 /"}, {"/run/media/ada/Old disk", "28 8:33 /sub"}}
	if got := mountsOf(table); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := len(mountsOf(strings.Repeat("1 1 8:1 / /mnt/x rw - ext4 /dev/sda rw\n", 2*maxMounts))); got != maxMounts {
		t.Errorf("%d mounts", got)
	}
}
