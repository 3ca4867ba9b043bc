package library

import (
	"os"
	"path/filepath"
	"strings"
)

// eligible looks at path and every directory between it and its folder without
// following a link. It returns the file or directory if it may be shared.
func (l *Library) eligible(folder, path string) (os.FileInfo, bool) {
	rel, err := filepath.Rel(folder, path)
	if err != nil || !filepath.IsLocal(rel) {
		return nil, false
	}
	at, names := folder, strings.Split(rel, string(filepath.Separator))
	if rel == "." {
		names = nil
	}
	info, err := l.disk.lstat(at)
	for i := 0; err == nil && i < len(names); i++ {
		at = filepath.Join(at, names[i])
		if !info.IsDir() || l.skipped(at) || at == l.options.Home {
			return nil, false
		}
		info, err = l.disk.lstat(at)
	}
	if err != nil || (!info.IsDir() && !info.Mode().IsRegular()) {
		return nil, false
	}
	return info, true
}

// glance returns eligible for many paths at one moment: it looks at each
// directory above them once.
func (l *Library) glance() func(folder, path string) (os.FileInfo, bool) {
	good := map[string]bool{}
	return func(folder, path string) (os.FileInfo, bool) {
		dir := filepath.Dir(path)
		if path == folder || l.skipped(path) || path == l.options.Home {
			return l.eligible(folder, path)
		}
		known, seen := good[dir]
		if !seen {
			info, ok := l.eligible(folder, dir)
			known = ok && info.IsDir()
			good[dir] = known
		}
		if !known {
			return nil, false
		}
		info, err := l.disk.lstat(path)
		if err != nil || (!info.IsDir() && !info.Mode().IsRegular()) {
			return nil, false
		}
		return info, true
	}
}

// inside returns the prefix of all paths inside a directory.
func inside(dir string) string {
	separator := string(filepath.Separator)
	return strings.TrimSuffix(dir, separator) + separator
}
