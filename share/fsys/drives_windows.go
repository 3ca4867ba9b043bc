package fsys

import "golang.org/x/sys/windows"

// Drives returns the paths of the drives that a person may keep files on,
// sorted. What cannot be asked is none.
func Drives() (paths []string) {
	const letters = 26
	mask, err := windows.GetLogicalDrives()
	if err != nil {
		return nil
	}
	for i := range letters {
		if mask&(1<<i) != 0 {
			paths = append(paths, string(rune('A'+i))+`:\`)
		}
	}
	return paths
}
