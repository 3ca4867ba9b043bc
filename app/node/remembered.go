package node

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"hinny/share/statefile"
)

// folderList is folders.json: which folders are ticked. The catalog holds them
// too, but it is a cache that is begun anew when it is damaged.
type folderList struct {
	Folders []string          `json:"folders"`
	Names   map[string]string `json:"names,omitempty"` // what others see instead of a path
}

const (
	foldersName = "folders.json"
	// maxFolderList holds a thousand folders with paths of 4 KiB.
	maxFolderList = 8 << 20
)

// readFolders returns the ticked folders; none where there is no list.
func readFolders(home string) (folderList, error) {
	path := filepath.Join(home, foldersName)
	var list folderList
	err := statefile.ReadJSON(path, maxFolderList, &list)
	if errors.Is(err, fs.ErrNotExist) {
		return folderList{}, nil
	}
	if err != nil {
		return folderList{}, fmt.Errorf("read the list of shared folders %s: %w", path, err)
	}
	return list, nil
}

// writeFolders remembers the ticked folders.
func writeFolders(home string, list folderList) error {
	if err := statefile.WriteJSON(filepath.Join(home, foldersName), list); err != nil {
		return fmt.Errorf("write the list of shared folders: %w", err)
	}
	return nil
}
