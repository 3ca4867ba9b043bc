package collection

import (
	"path"
	"strings"

	"hinny/share/safename"
)

// Folder returns the name of the folder the collection goes into, safe on every
// system.
func (c Collection) Folder() string { return safename.Clean(c.Name) }

// Targets returns where each file goes: a path below Folder with slashes, each
// element safe on every system. No two are the same, also where upper and lower
// case are, and none is a folder of another.
func (c Collection) Targets() []string {
	targets := make([]string, len(c.Files))
	taken := map[string]bool{} // folded; the folders first, files give way
	for i, f := range c.Files {
		elements := strings.Split(f.Path, "/")
		for j, element := range elements {
			elements[j] = safename.Clean(element)
		}
		targets[i] = path.Join(elements...)
		for dir := path.Dir(targets[i]); dir != "."; dir = path.Dir(dir) {
			taken[fold(dir)] = true
		}
	}
	next := map[string]int{} // the number to try next, so that a thousand equal names stay linear
	for i, target := range targets {
		dir, name := path.Split(target)
		n := max(2, next[fold(target)])
		free := target
		for ; taken[fold(free)]; n++ {
			free = dir + safename.Numbered(name, n)
		}
		next[fold(target)] = n
		taken[fold(free)] = true
		targets[i] = free
	}
	return targets
}

func fold(name string) string { return strings.ToLower(name) }

// Wanted reports whether a file of a collection is among those chosen: by its
// whole path, by a folder above it, or by a pattern of package path for either.
// No choice means all.
func Wanted(file string, choice []string) bool {
	if len(choice) == 0 {
		return true
	}
	for _, pattern := range choice {
		pattern = strings.Trim(pattern, "/")
		for at := file; at != "."; at = path.Dir(at) {
			if at == pattern {
				return true
			}
			if ok, err := path.Match(pattern, at); err == nil && ok {
				return true
			}
		}
	}
	return false
}
