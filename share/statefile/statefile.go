package statefile

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"hinny/share/fsys"
)

// ErrTooLarge marks a file that has more bytes than its owner ever writes.
var ErrTooLarge = errors.New("larger than it should be")

// damagedSuffix stands behind the name of a file that was set aside.
const damagedSuffix = ".damaged"

// Read returns the whole file, of at most limit bytes. A missing file is
// fs.ErrNotExist, a larger one ErrTooLarge.
func Read(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		return nil, fmt.Errorf("%s is %w: over %d bytes", path, ErrTooLarge, limit)
	}
	return data, err
}

// ReadJSON is Read for what WriteJSON wrote. Where it cannot be understood, value
// may hold a part of it.
func ReadJSON(path string, limit int64, value any) error {
	data, err := Read(path, limit)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, value)
}

// WriteJSON is Write for a value, in lines that a person can read and change.
func WriteJSON(path string, value any) error {
	data, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	return Write(path, append(data, '\n'))
}

// Write puts data under path, readable by this user alone, in place of what
// was there. It returns when the file and its name are on disk. The folder
// must exist; on an error the old file stands and nothing else is left.
func Write(path string, data []byte) error {
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer root.Close()
	temporary, err := WriteTemporary(path, data)
	if err != nil {
		return err
	}
	defer os.Remove(temporary) // nothing is left there after the rename
	if err := os.Rename(temporary, path); err != nil {
		return err
	}
	return fsys.SyncDir(root)
}

// WriteTemporary puts data durably into a new file beside path, readable by
// this user alone, and returns its name. The caller renames or removes it.
func WriteTemporary(path string, data []byte) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*") // mode 0600
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// SetAside renames a file that cannot be understood, so that a new one can
// begin and a person can look at the old one, and returns its new name. An
// older file set aside makes room.
func SetAside(path string) (string, error) {
	aside := path + damagedSuffix
	if err := os.Rename(path, aside); err != nil {
		return "", fmt.Errorf("set the damaged %s aside: %w", filepath.Base(path), err)
	}
	return aside, nil
}
