package catalog

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	bolt "go.etcd.io/bbolt"

	"hinny/share"
)

// MaxList is the most files one List or ByRoot returns.
const MaxList = 5000

// Folder is a ticked folder and the name others see instead of its path.
type Folder struct{ Path, Name string }

// ListQuery selects a page of files in the order of their paths.
type ListQuery struct {
	Folder string // a ticked folder, or empty for all
	Filter string // a part of the file's name in any case, or empty
	Offset int
	Limit  int // at most MaxList; 0 means MaxList
}

// view runs a read transaction.
func (c *Catalog) view(do func(*bolt.Tx) error) error {
	if err := c.guard(func() error { return c.db.View(do) }); err != nil {
		return fmt.Errorf("read the catalog: %w", err)
	}
	return nil
}

// look is view for lookups that have no error to give: what cannot be read is
// not known.
func (c *Catalog) look(do func(*bolt.Tx)) {
	if err := c.view(func(tx *bolt.Tx) error { do(tx); return nil }); err != nil {
		c.log.Warn("a look-up found nothing", "err", err)
	}
}

// readRecord returns the record at path; a damaged one counts as unknown and
// is replaced when its file is next seen.
func readRecord(tx *bolt.Tx, path []byte) (record, bool) {
	value := tx.Bucket([]byte(bucketPaths)).Get(path)
	if value == nil {
		return record{}, false
	}
	return openRecord(path, value)
}

func openRecord(path, value []byte) (record, bool) {
	payload, err := unseal(path, value)
	if err != nil {
		return record{}, false
	}
	r, err := decodeRecord(string(path), payload)
	return r, err == nil
}

func openStep(key, value []byte) (step, error) {
	payload, err := unseal(key, value)
	if err != nil {
		return step{}, err
	}
	return decodeStep(payload)
}

// readID returns the record with the given id key.
func readID(tx *bolt.Tx, id []byte) (record, bool) {
	path, err := unseal(id, tx.Bucket([]byte(bucketIDs)).Get(id))
	if err != nil {
		return record{}, false
	}
	return readRecord(tx, path)
}

// ByPath returns what is known of the file at an absolute path.
func (c *Catalog) ByPath(path string) (entry Entry, ok bool) {
	c.look(func(tx *bolt.Tx) {
		var r record
		r, ok = readRecord(tx, []byte(path))
		entry = Entry{File: r.file, Identity: r.identity}
	})
	return entry, ok
}

// ByIDs returns the files with the given IDs, in their order and without those
// that are unknown, as they are at one moment.
func (c *Catalog) ByIDs(ids []uint64) (files []share.File) {
	files = make([]share.File, 0, len(ids))
	c.look(func(tx *bolt.Tx) {
		known, paths := tx.Bucket([]byte(bucketIDs)), tx.Bucket([]byte(bucketPaths))
		for _, id := range ids {
			key := number(id)
			path, err := unseal(key, known.Get(key))
			if err != nil {
				continue
			}
			if r, ok := openRecord(path, paths.Get(path)); ok {
				files = append(files, r.file)
			}
		}
	})
	return files
}

// ByRoot returns the files with the given content, oldest first; of more than
// MaxList, the newest.
func (c *Catalog) ByRoot(root share.RootHash) (files []share.File) {
	for _, e := range c.ofRoot(root, MaxList) {
		files = append(files, e.File)
	}
	return files
}

// Has reports whether some file has the given content.
func (c *Catalog) Has(root share.RootHash) bool { return len(c.ofRoot(root, 1)) > 0 }

func (c *Catalog) ofRoot(root share.RootHash, limit int) []Entry {
	c.mu.Lock()
	ids := c.lookups.roots.list(rootRef(root[:], 0), MaxList)
	c.mu.Unlock()
	return c.prove(ids, limit, func(e Entry) bool { return e.File.Root == root })
}

// ByIdentity returns the entries of the same file with the same content,
// wherever they lie: how a move is told from a new file.
func (c *Catalog) ByIdentity(identity Identity) []Entry {
	return c.ofInode(identity, func(e Entry) bool { return e.Identity.SameContent(identity) })
}

// ByInode returns the entries that were of the same file as identity when they
// were hashed, whatever its content is now: the other names of a file that
// changed under one of them.
func (c *Catalog) ByInode(identity Identity) []Entry {
	return c.ofInode(identity, func(e Entry) bool {
		return e.Identity.Device == identity.Device && e.Identity.Inode == identity.Inode
	})
}

func (c *Catalog) ofInode(identity Identity, is func(Entry) bool) []Entry {
	if identity.Inode == 0 {
		return nil
	}
	c.mu.Lock()
	ids := c.lookups.inodes.list(inodeRef(identity, 0), MaxList)
	c.mu.Unlock()
	return c.prove(ids, MaxList, is)
}

// prove returns the entries of those ids that are what they are looked up for.
func (c *Catalog) prove(ids []uint64, limit int, is func(Entry) bool) (entries []Entry) {
	if len(ids) == 0 {
		return nil
	}
	c.look(func(tx *bolt.Tx) {
		for _, id := range ids {
			r, ok := readID(tx, number(id))
			if e := (Entry{File: r.file, Identity: r.identity}); ok && is(e) {
				entries = append(entries, e)
			}
			if len(entries) >= limit {
				return
			}
		}
	})
	return entries
}

// Outboard returns a copy of the outboard of a root of the given size in bytes.
// Only making a Manifest of it proves that it is good. That of a single chunk
// is known without being kept: it is nil, which merkle.New takes.
func (c *Catalog) Outboard(root share.RootHash, size int64) (outboard []byte, ok bool) {
	if share.ChunkCount(size) <= 1 {
		return nil, true
	}
	c.look(func(tx *bolt.Tx) {
		value := tx.Bucket([]byte(bucketOutboards)).Get(root[:])
		outboard, ok = bytes.Clone(value), value != nil
	})
	return outboard, ok
}

// Totals returns how many files there are and their bytes.
func (c *Catalog) Totals() (files int, size int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.all.files, c.all.bytes
}

// FolderTotals returns how many files a ticked folder has and their bytes.
func (c *Catalog) FolderTotals(folder string) (files int, size int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.folder[folder].files, c.folder[folder].bytes
}

// List returns a page of files and how many match in all. It holds no more
// than the page in memory and reads only the records on it.
func (c *Catalog) List(q ListQuery) (files []share.File, matches int) {
	if q.Limit <= 0 || q.Limit > MaxList {
		q.Limit = MaxList
	}
	filter, prefix := strings.ToLower(q.Filter), []byte(nil)
	if q.Folder != "" {
		prefix = []byte(inside(q.Folder))
	}
	c.look(func(tx *bolt.Tx) {
		cursor := tx.Bucket([]byte(bucketPaths)).Cursor()
		for path, value := cursor.Seek(prefix); hasPrefix(path, prefix); path, value = cursor.Next() {
			if filter != "" && !strings.Contains(strings.ToLower(filepath.Base(string(path))), filter) {
				continue
			}
			matches++
			if matches <= q.Offset || len(files) >= q.Limit {
				if filter == "" && len(files) >= q.Limit {
					break // the totals know the rest
				}
				continue
			}
			if r, ok := openRecord(path, value); ok {
				files = append(files, r.file)
			}
		}
	})
	if filter == "" {
		matches = c.count(q.Folder)
	}
	return files, matches
}

func (c *Catalog) count(folder string) int {
	if folder == "" {
		files, _ := c.Totals()
		return files
	}
	files, _ := c.FolderTotals(folder)
	return files
}

// Folders returns the ticked folders in the order of their paths.
func (c *Catalog) Folders() (folders []Folder) {
	c.look(func(tx *bolt.Tx) {
		cursor := tx.Bucket([]byte(bucketFolders)).Cursor()
		for path, value := cursor.First(); path != nil; path, value = cursor.Next() {
			if name, err := unseal(path, value); err == nil {
				folders = append(folders, Folder{Path: string(path), Name: string(name)})
			}
		}
	})
	return folders
}

// PutFolder remembers a ticked folder.
func (c *Catalog) PutFolder(f Folder) error {
	return c.update(func(e *edit) error {
		return putSealed(e.bucket(bucketFolders), []byte(f.Path), []byte(f.Name))
	})
}

// inside returns the prefix of all paths inside a folder.
func inside(folder string) string {
	separator := string(filepath.Separator)
	return strings.TrimSuffix(folder, separator) + separator
}

func hasPrefix(key, prefix []byte) bool { return key != nil && bytes.HasPrefix(key, prefix) }
