package library

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// maxLeftOut bounds the folders that are left out: a person picks them one by
// one.
const maxLeftOut = 1000

// leftWhy is why a folder that was left out is hidden.
const leftWhy = "left out by you"

// skip returns why a path inside a ticked folder is not shared, going by itself
// alone and not by the folders above it.
func (e *exclusions) skip(path string) (reason, bool) {
	if _, left := e.left[path]; left {
		return reason{leftWhy, fixed}, true
	}
	return e.match(filepath.Base(path))
}

// leftAbove returns the outermost folder that was left out of a ticked one and
// that is path or that path lies in, or nothing.
func (e *exclusions) leftAbove(folder, path string) string {
	if len(e.left) == 0 {
		return ""
	}
	for at := len(inside(folder)); at < len(path); at++ {
		if path[at] == filepath.Separator {
			if _, left := e.left[path[:at]]; left {
				return path[:at]
			}
		}
	}
	if _, left := e.left[path]; left {
		return path
	}
	return ""
}

// without returns the folders that are left out of a ticked one, sorted.
func (e *exclusions) without(folder string) (paths []string) {
	for path := range e.left {
		if strings.HasPrefix(path, inside(folder)) {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// LeftOut returns the paths of the folders that are not shared though they lie
// in ticked ones, sorted.
func (l *Library) LeftOut() []string { return slices.Sorted(maps.Keys(l.hiding.Load().left)) }

// SetLeftOut leaves out these folders and no others. They are named by the
// paths that LeftOut gave.
func (l *Library) SetLeftOut(paths []string) error {
	left := make(map[string]struct{}, len(paths))
	for _, path := range paths {
		if !filepath.IsAbs(path) || filepath.Clean(path) != path {
			return fmt.Errorf("leave out %q: it is no full path of a folder", path)
		}
		left[path] = struct{}{}
	}
	if len(left) > maxLeftOut {
		return tooManyLeftOut()
	}
	l.commit.Lock()
	defer l.commit.Unlock()
	l.setLeft(left)
	return nil
}

func tooManyLeftOut() error {
	return fmt.Errorf("%d folders are left out already, which is the most; share folders below instead of the ones above, or hide names by a pattern", maxLeftOut)
}

// setLeft puts other folders in the place of those that are left out. What is
// left out cannot be opened any more when it returns and leaves the catalog soon
// after. It runs with commit held.
func (l *Library) setLeft(left map[string]struct{}) {
	next := *l.hiding.Load()
	next.left = left
	l.hide(&next)
}

// leave leaves out a folder inside a ticked one. It runs with commit held.
func (l *Library) leave(folder Folder, path string) error {
	now := l.hiding.Load()
	if now.hides(folder.Path, path) {
		return nil
	}
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return fmt.Errorf("leave out %s: %w", path, err)
	case !info.IsDir():
		return fmt.Errorf("leave out %s: it is no folder; hide files by their names with a pattern", path)
	case len(now.left) >= maxLeftOut:
		return tooManyLeftOut()
	}
	left := make(map[string]struct{}, len(now.left)+1)
	maps.Copy(left, now.left)
	left[path] = struct{}{}
	l.setLeft(left)
	return nil
}

// takeIn shares again a folder that was left out of a ticked one, except for
// what was left out of itself. It runs with commit held.
func (l *Library) takeIn(folder Folder, path string) (Folder, error) {
	now := l.hiding.Load()
	switch above := now.leftAbove(folder.Path, path); above {
	case path:
		left := maps.Clone(now.left)
		delete(left, path)
		l.setLeft(left)
		l.touch(path) // before the walk through all of the folder gets there
		return l.counted(folder), nil
	case "":
	default:
		return Folder{}, fmt.Errorf("%s is not shared: it lies in %s, which is left out; share that again first, and leave out what of it you do not want to share", path, above)
	}
	if why, hidden := now.skip(path); hidden {
		return Folder{}, fmt.Errorf("%s is not shared: it is hidden (%s)", path, why.why)
	}
	return Folder{}, fmt.Errorf("%s is shared already, as part of %s", path, folder.Path)
}

// takeAllIn forgets what was left out of a folder that is no longer ticked. It
// runs with commit held.
func (l *Library) takeAllIn(folder string) {
	now := l.hiding.Load()
	if len(now.without(folder)) == 0 {
		return
	}
	left := maps.Clone(now.left)
	for _, path := range now.without(folder) {
		delete(left, path)
	}
	l.setLeft(left)
}
