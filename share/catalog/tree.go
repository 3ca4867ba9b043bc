package catalog

import (
	"bytes"
	"maps"
	"path/filepath"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// Children returns what is known directly inside a directory: the entries of
// its files, and the names of subdirectories that hold some. It skips over the
// subdirectories without reading them.
func (c *Catalog) Children(dir string) (files []Entry, dirs []string) {
	prefix := []byte(inside(dir))
	c.look(func(tx *bolt.Tx) {
		cursor := tx.Bucket([]byte(bucketPaths)).Cursor()
		path, value := cursor.Seek(prefix)
		for hasPrefix(path, prefix) {
			name := path[len(prefix):]
			cut := bytes.IndexByte(name, filepath.Separator)
			if cut < 0 {
				if r, ok := openRecord(path, value); ok {
					files = append(files, Entry{File: r.file, Identity: r.identity})
				}
				path, value = cursor.Next()
				continue
			}
			dirs = append(dirs, string(name[:cut]))
			beyond := bytes.Clone(path[:len(prefix)+cut+1])
			beyond[len(beyond)-1]++ // the first key after all that lies in the subdirectory
			path, value = cursor.Seek(beyond)
		}
	})
	return files, dirs
}

// Under returns the path itself, if known, and known paths inside it, up to
// limit.
func (c *Catalog) Under(path string, limit int) (paths []string) {
	c.look(func(tx *bolt.Tx) {
		bucket := tx.Bucket([]byte(bucketPaths))
		if bucket.Get([]byte(path)) != nil {
			paths = append(paths, path)
		}
		prefix, cursor := []byte(inside(path)), bucket.Cursor()
		for key, _ := cursor.Seek(prefix); hasPrefix(key, prefix) && len(paths) < limit; key, _ = cursor.Next() {
			paths = append(paths, string(key))
		}
	})
	return paths
}

// FileFolders returns the folders that files of the catalog belong to, sorted.
// One that is not ticked was being forgotten when the program ended.
func (c *Catalog) FileFolders() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Sorted(maps.Keys(c.folder))
}

// ForgetFolder forgets that a folder is ticked and keeps its files, for
// another folder to take over.
func (c *Catalog) ForgetFolder(folder string) error {
	return c.update(func(e *edit) error { return e.bucket(bucketFolders).Delete([]byte(folder)) })
}
