package library

import (
	"fmt"
	"slices"
	"strings"

	"hinny/share/catalog"
	"hinny/share/safename"
)

// NameFolder changes what others see instead of the path of a ticked folder. Its
// files are entered under the new name as the folder is looked at again, which
// begins at once and hashes nothing. A name that another folder has, or that is
// no good as the name of a folder somewhere, is refused.
func (l *Library) NameFolder(path, name string) (Folder, error) {
	path, err := l.tickedPath(path)
	if err != nil {
		return Folder{}, fmt.Errorf("name %s: %w", path, err)
	}
	if good := safename.Clean(name); good != name {
		return Folder{}, fmt.Errorf("%q cannot be the name of a folder on every system; %q could", name, good)
	}
	l.commit.Lock()
	defer l.commit.Unlock()
	f, ticked := l.folder(path)
	if !ticked {
		return Folder{}, fmt.Errorf("name %s: %w; share list shows the shared folders", path, ErrNotShared)
	}
	for _, other := range l.Folders() {
		if other.Path != path && strings.EqualFold(other.Name, name) {
			return Folder{}, fmt.Errorf("%s is shared under the name %q already; choose another", other.Path, name)
		}
	}
	if err := l.catalog.PutFolder(catalog.Folder{Path: path, Name: name}); err != nil {
		return Folder{}, err
	}
	l.mu.Lock()
	if i := slices.IndexFunc(l.folders, func(f Folder) bool { return f.Path == path }); i >= 0 {
		l.folders[i].Name = name
	}
	l.mu.Unlock()
	f.Name = name
	l.rescan()
	return l.counted(f), nil
}
