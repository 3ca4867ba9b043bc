package catalog

import (
	"fmt"

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

// ChangesSince returns up to limit changes with a Seq above after, ascending.
// A file that changed often appears once, with its latest state.
func (c *Catalog) ChangesSince(after uint64, limit int) (changes []share.Change, err error) {
	changes, _, err = c.ChangesOf(after, limit, func(uint64) bool { return true })
	return changes, err
}

// ChangesOf is ChangesSince for who follows few files by their share.File.ID:
// the others are passed over without reading what they are. It looks at up to
// limit changes and returns the Seq of the last one, or after if there is none.
func (c *Catalog) ChangesOf(after uint64, limit int, follows func(id uint64) bool) (changes []share.Change, last uint64, err error) {
	last = after
	err = c.view(func(tx *bolt.Tx) error {
		cursor := tx.Bucket([]byte(bucketChanges)).Cursor()
		looked := 0
		for key, value := cursor.Seek(number(after + 1)); key != nil && looked < limit; key, value = cursor.Next() {
			s, err := openStep(key, value)
			if err != nil {
				return err
			}
			looked, last = looked+1, keyNumber(key)
			if !follows(s.id) {
				continue
			}
			change := share.Change{Seq: last, Removed: s.removed, File: share.File{ID: s.id}}
			if !s.removed {
				r, ok := readID(tx, number(s.id))
				if !ok {
					return fmt.Errorf("%w: change %d has no file", errRecord, change.Seq)
				}
				change.File = r.file
			}
			changes = append(changes, change)
		}
		return nil
	})
	return changes, last, err
}
