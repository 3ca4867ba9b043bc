package part

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"hinny/share/safename"
)

// Rename gives a finished file another name in its folder and returns its new
// path. The name is cleaned as that of a download is. It never overwrites a file:
// the error is fs.ErrExist, and in words.
func Rename(path, name string) (string, error) {
	folder, old := filepath.Split(path)
	target := safename.Clean(name)
	if target == old {
		return path, nil
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return "", diskError("open", folder, err)
	}
	defer root.Close()
	err = moveNew(root, old, root, target)
	switch {
	case errors.Is(err, fs.ErrExist):
		return "", fmt.Errorf("rename %s: %w: there is a %q in %s already; choose another name", old, fs.ErrExist, target, folder)
	case err != nil:
		return "", diskError("rename", path, err)
	}
	return filepath.Join(folder, target), nil
}
