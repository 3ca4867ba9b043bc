package fsys

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// VolumeOf returns what the file system of a path is like; what cannot be
// asked counts as an ordinary disk.
func VolumeOf(path string) Volume {
	wide, err := windows.UTF16PtrFromString(filepath.VolumeName(path) + `\`)
	if err == nil && windows.GetDriveType(wide) == windows.DRIVE_REMOTE {
		return Volume{Name: "a network drive", Remote: true}
	}
	return Volume{}
}
