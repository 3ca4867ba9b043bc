package library

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"hinny/share/fsys"
)

// maxLocal bounds the folders that are listed of one: nobody ticks among more,
// and any path can be typed.
const maxLocal = 2000

// LocalFolder is one folder of this machine, shared or not.
type LocalFolder struct {
	Path    string
	Refused string // why it cannot be ticked, in words; empty if it can
	Home    bool   // it is the home folder of the person
}

// LocalFolders lists the folders directly in one by their names, without links
// and what is hidden by its name; for an empty path, those that looking begins
// with: the home folder, the drives and the whole.
func (l *Library) LocalFolders(path string) ([]LocalFolder, error) {
	if path == "" {
		home, others := beginnings()
		folders := l.localOf(append(home, others...))
		for i := range home {
			folders[i].Home = true
		}
		return folders, nil
	}
	if !filepath.IsAbs(path) {
		return nil, fmt.Errorf("list the folders in %q: it is no full path", path)
	}
	entries, err := os.ReadDir(path)
	if err != nil && len(entries) == 0 {
		return nil, fmt.Errorf("list the folders in %s: %w", path, err)
	}
	var paths []string
	for _, entry := range entries {
		below := filepath.Join(path, entry.Name())
		if _, hidden := l.hiding.Load().match(entry.Name()); !hidden && entry.IsDir() && below != l.options.Home && len(paths) < maxLocal {
			paths = append(paths, below)
		}
	}
	return l.localOf(paths), nil
}

// beginnings are the home folder, if it is known, and besides it the drives and
// where all paths begin.
func beginnings() (home, others []string) {
	if dir, err := os.UserHomeDir(); err == nil {
		if resolved, err := filepath.EvalSymlinks(dir); err == nil {
			home = []string{resolved}
		}
	}
	for _, drive := range fsys.Drives() {
		if !slices.Contains(home, drive) {
			others = append(others, drive)
		}
	}
	const root = string(filepath.Separator)
	if filepath.IsAbs(root) { // on Windows the drives are all there is
		others = append(others, root)
	}
	return home, others
}

func (l *Library) localOf(paths []string) []LocalFolder {
	folders := make([]LocalFolder, len(paths))
	for i, path := range paths {
		folders[i].Path = path
		if err := Refusal(path, l.options.Home); err != nil {
			folders[i].Refused = err.Error()
		}
	}
	return folders
}
