package library

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"hinny/share/catalog"
)

// maxFolders bounds the ticked folders: each path looked at is compared with
// all of them.
const maxFolders = 1000

// ErrNotShared marks a path that lies in no ticked folder.
var ErrNotShared = errors.New("not inside a shared folder")

// Folder is one ticked folder.
type Folder struct {
	Path  string // absolute, links resolved
	Name  string // what others see instead of the path; unique
	Files int
	Bytes int64
	Err   string // why it, or what part of it, cannot be read now, in words; empty if all can

	Without []string // paths of the folders in it that are left out, sorted
}

// AddFolder ticks a folder, which is then walked in the background. A folder
// that is ticked already is returned as it is; one that was left out of a ticked
// folder becomes part of it again; any other inside a ticked folder is refused.
// Ticked folders inside the new one become part of it, without what was left out
// of them.
func (l *Library) AddFolder(path string) (Folder, error) {
	path, err := resolve(path)
	if err != nil {
		return Folder{}, fmt.Errorf("share the folder: %w", err)
	}
	if err := Refusal(path, l.options.Home); err != nil {
		return Folder{}, err
	}
	l.commit.Lock()
	defer l.commit.Unlock()
	if f, ok := l.folderOf(path); ok {
		if f.Path == path {
			return l.counted(f), nil
		}
		return l.takeIn(f, path)
	}
	if len(l.Folders()) >= maxFolders {
		return Folder{}, fmt.Errorf("%s is not shared: there are %d shared folders already, which is the most; share a folder above them instead", path, maxFolders)
	}
	f := Folder{Path: path}
	absorbed := l.tick(&f)
	if err := l.catalog.PutFolder(catalog.Folder{Path: f.Path, Name: f.Name}); err != nil {
		return Folder{}, err
	}
	for _, old := range absorbed {
		if err := l.catalog.ForgetFolder(old.Path); err != nil {
			return Folder{}, err
		}
	}
	l.rescan()
	return l.counted(f), nil
}

// tick enters a folder in the list under a name of its own and returns those
// it takes the place of.
func (l *Library) tick(f *Folder) (absorbed []Folder) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.folders = slices.DeleteFunc(l.folders, func(old Folder) bool {
		within := strings.HasPrefix(old.Path, inside(f.Path))
		if within {
			absorbed = append(absorbed, old)
		}
		return within
	})
	f.Name = l.freeName(f.Path)
	l.folders = append(l.folders, *f)
	slices.SortFunc(l.folders, func(a, b Folder) int { return strings.Compare(a.Path, b.Path) })
	return absorbed
}

// freeName returns what others see instead of a path: its last element, with a
// number if another folder has that name. It runs with mu held.
func (l *Library) freeName(path string) string {
	base := filepath.Base(path)
	name := base
	taken := func(f Folder) bool { return f.Path != path && strings.EqualFold(f.Name, name) }
	for n := 2; slices.ContainsFunc(l.folders, taken); n++ {
		name = fmt.Sprintf("%s (%d)", base, n)
	}
	return name
}

// RemoveFolder unticks a folder: nobody can open or find its files any more when
// it returns, and they leave the catalog soon after. One inside a ticked folder
// is left out of it from then on, also when it is not there for a while. The
// files themselves stay.
func (l *Library) RemoveFolder(path string) error {
	absolute, err := l.tickedPath(path)
	if err != nil {
		return fmt.Errorf("stop sharing %s: %w", path, err)
	}
	l.commit.Lock()
	defer l.commit.Unlock()
	switch f, ticked := l.folderOf(absolute); {
	case ticked && f.Path != absolute:
		return l.leave(f, absolute)
	case !ticked:
		return fmt.Errorf("stop sharing %s: %w; share list shows the shared folders", absolute, ErrNotShared)
	}
	l.mu.Lock()
	l.folders = slices.DeleteFunc(l.folders, func(f Folder) bool { return f.Path == absolute })
	delete(l.mounts, absolute)
	l.mu.Unlock()
	l.setTrouble(absolute, nil)
	l.setPolled(absolute, false, time.Time{}, 0)
	l.setTally(absolute, nil)
	l.takeAllIn(absolute)
	l.watches.remove(absolute)
	l.handles.drop(within(absolute))
	l.readAgain(within(absolute))
	defer l.untick()
	return l.catalog.ForgetFolder(absolute)
}

// tickedPath returns a path as a folder that is ticked has it: with links
// resolved, if it can be found at all.
func (l *Library) tickedPath(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return path, err
	}
	if resolved, err := filepath.EvalSymlinks(absolute); err == nil {
		if _, ticked := l.folderOf(resolved); ticked {
			return resolved, nil
		}
	}
	return absolute, nil
}

// Folders returns the ticked folders in the order of their paths.
func (l *Library) Folders() []Folder {
	l.mu.Lock()
	folders := slices.Clone(l.folders)
	l.mu.Unlock()
	for i := range folders {
		folders[i] = l.counted(folders[i])
	}
	return folders
}

func (l *Library) counted(f Folder) Folder {
	f.Files, f.Bytes = l.catalog.FolderTotals(f.Path)
	f.Without = l.hiding.Load().without(f.Path)
	return f
}

// folder returns the ticked folder at exactly this path.
func (l *Library) folder(path string) (Folder, bool) {
	f, ok := l.folderOf(path)
	return f, ok && f.Path == path
}

// folderOf returns the ticked folder that is path or that path lies in.
func (l *Library) folderOf(path string) (Folder, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, f := range l.folders {
		if path == f.Path || strings.HasPrefix(path, inside(f.Path)) {
			return f, true
		}
	}
	return Folder{}, false
}

// resolve returns the absolute path of an existing folder that can be read,
// with links resolved.
func resolve(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	resolved, err := filepath.EvalSymlinks(absolute)
	if errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("%s does not exist", absolute)
	}
	if err != nil {
		return "", err
	}
	info, err := os.Stat(resolved)
	if err != nil {
		return "", err
	}
	if !info.IsDir() {
		return "", fmt.Errorf("%s is a file; share the folder it lies in", resolved)
	}
	f, err := os.Open(resolved)
	if err != nil {
		return "", fmt.Errorf("%s cannot be read: %w", resolved, errors.Unwrap(err))
	}
	return resolved, f.Close()
}
