package library

import (
	"slices"
	"strings"

	"hinny/share/fsys"
)

// mountsOf returns the mounts that a folder lies on and those in it.
func mountsOf(all []fsys.Mount, folder string) (of []fsys.Mount) {
	for _, m := range all {
		if m.At == folder || strings.HasPrefix(m.At, inside(folder)) || strings.HasPrefix(folder, inside(m.At)) {
			of = append(of, m)
		}
	}
	return of
}

// seeMounts remembers what a folder lies on and what is mounted in it, as all of
// it is about to be looked at.
func (l *Library) seeMounts(folder string) {
	of := mountsOf(l.disk.mounts(), folder)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.mounts[folder] = of
}

// followMounts asks for a scan of the folders that lie on a drive that came or
// went since they were looked at, or that have one in them: the system tells
// nobody who watches a folder. It costs as much as reading a file of some KiB.
func (l *Library) followMounts() {
	all := l.disk.mounts()
	var due []string
	l.mu.Lock()
	for _, f := range l.folders {
		if before, seen := l.mounts[f.Path]; seen && !slices.Equal(before, mountsOf(all, f.Path)) {
			due = append(due, f.Path)
		}
	}
	l.mu.Unlock()
	if len(due) > 0 {
		l.rescans.add(due...)
	}
}
