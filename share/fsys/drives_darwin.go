package fsys

import (
	"os"
	"path/filepath"
)

// Drives returns the paths of the drives that a person may keep files on, other
// than the system's own, sorted. What cannot be asked is none.
func Drives() (paths []string) {
	const volumes = "/Volumes"
	entries, err := os.ReadDir(volumes)
	if err != nil {
		return nil
	}
	for _, entry := range entries {
		if entry.IsDir() && len(paths) < maxDrives { // the system's own is a link
			paths = append(paths, filepath.Join(volumes, entry.Name()))
		}
	}
	return paths
}
