package catalog

import (
	bolt "go.etcd.io/bbolt"

	"hinny/share"
)

// After returns up to limit files of a ticked folder, or of all if it is empty,
// whose paths sort after the given one, in the bytewise order of their paths. It costs as much as it
// returns, wherever it begins, so that a stranger may page through a library.
func (c *Catalog) After(folder, path string, limit int) (files []share.File) {
	var prefix []byte
	if folder != "" {
		prefix = []byte(inside(folder))
	}
	from := prefix
	if path != "" && path >= string(prefix) {
		from = append([]byte(path), 0) // the first key that can follow path
	}
	c.look(func(tx *bolt.Tx) {
		cursor := tx.Bucket([]byte(bucketPaths)).Cursor()
		for key, value := cursor.Seek(from); hasPrefix(key, prefix) && len(files) < limit; key, value = cursor.Next() {
			if r, ok := openRecord(key, value); ok {
				files = append(files, r.file)
			}
		}
	})
	return files
}
