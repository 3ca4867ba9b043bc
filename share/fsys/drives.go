package fsys

import (
	"slices"
	"strings"
)

// maxDrives bounds the drives that are told of: machines with containers mount
// hundreds of things.
const maxDrives = 100

// mountedDrives returns where a table of mounts, written as Linux writes
// /proc/self/mountinfo, has drives that a person keeps files on.
func mountedDrives(table string) (paths []string) {
	for line := range strings.Lines(table) {
		// 36 35 98:0 /root/of/mount /mount/point options [optional...] - type source options
		before, after, found := strings.Cut(line, " - ")
		fields, kind := strings.Fields(before), strings.Fields(after)
		if !found || len(fields) < 5 || len(kind) < 2 {
			continue
		}
		at := unescapeMount(fields[4])
		if slices.Contains(paths, at) || !holdsFiles(kind[0], kind[1]) || partOfSystem(at) {
			continue
		}
		if paths = append(paths, at); len(paths) == maxDrives {
			break
		}
	}
	slices.Sort(paths)
	return paths
}

// holdsFiles reports whether a mount may have a person's files: a disk, or the
// network.
func holdsFiles(kind, source string) bool {
	switch kind {
	case "nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "afs", "zfs", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "vboxsf", "virtiofs":
		return true
	case "squashfs", "iso9660":
		return false // programs; and discs are not changed, but sharing one is rare
	}
	return strings.HasPrefix(source, "/dev/")
}

// partOfSystem reports whether a mount point is none that a person looks for
// files at.
func partOfSystem(at string) bool {
	if at == "/" {
		return true
	}
	for _, top := range []string{"/boot", "/dev", "/efi", "/etc", "/proc", "/snap", "/sys", "/tmp", "/usr", "/var"} {
		if at == top || strings.HasPrefix(at, top+"/") {
			return true
		}
	}
	return strings.HasPrefix(at, "/run/") && !strings.HasPrefix(at, "/run/media/")
}

// unescapeMount undoes what the kernel does to spaces, tabs, line ends and
// backslashes in the names of mount points: three octal digits each.
func unescapeMount(at string) string {
	return strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`).Replace(at)
}
