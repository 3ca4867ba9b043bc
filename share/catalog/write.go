package catalog

import (
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"hinny/share"
)

// Put adds or replaces entries by path, in one transaction. A path keeps its
// ID; the feed shows a change only if what others see of it changed.
func (c *Catalog) Put(entries []Entry) error { return c.Apply(entries, nil) }

// Delete forgets paths, in one transaction. Unknown paths are passed over.
func (c *Catalog) Delete(paths []string) error { return c.Apply(nil, paths) }

// Apply puts entries and then deletes paths, in one transaction, so that the
// outboard of a moved file survives.
func (c *Catalog) Apply(puts []Entry, deletes []string) error {
	if len(puts) == 0 && len(deletes) == 0 {
		return nil
	}
	return c.update(func(e *edit) error {
		for _, entry := range puts {
			if err := e.put(entry); err != nil {
				return fmt.Errorf("catalog %s: %w", entry.File.Path, err)
			}
		}
		for _, path := range deletes {
			if err := e.delete(path); err != nil {
				return fmt.Errorf("forget %s: %w", path, err)
			}
		}
		return nil
	})
}

// TrimRemoved drops the removals up to and including seq upTo from the feed:
// whoever follows it has seen them.
func (c *Catalog) TrimRemoved(upTo uint64) error {
	var old [][]byte
	if err := c.view(func(tx *bolt.Tx) error {
		cursor := tx.Bucket([]byte(bucketChanges)).Cursor()
		for key, value := cursor.First(); key != nil && string(key) <= string(number(upTo)); key, value = cursor.Next() {
			if s, err := openStep(key, value); err == nil && s.removed {
				old = append(old, append([]byte(nil), key...))
			}
		}
		return nil
	}); err != nil || len(old) == 0 {
		return err
	}
	return c.update(func(e *edit) error {
		for _, key := range old {
			if err := e.bucket(bucketChanges).Delete(key); err != nil {
				return err
			}
		}
		return nil
	})
}

// edit is one write transaction and what it will do to what is in memory.
type edit struct {
	tx      *bolt.Tx
	buckets map[string]*bolt.Bucket
	state   state
	all     total
	folders map[string]total // differences
	known   *lookups         // as before the transaction
	moves   moves
	left    map[uint64]struct{} // ids whose records of before the transaction it replaced or deleted
}

// packed is how full the pages of buckets are left that grow at their end: they
// are not written to again.
const packed = 0.9

func (e *edit) bucket(name string) *bolt.Bucket {
	b, ok := e.buckets[name]
	if !ok {
		b = e.tx.Bucket([]byte(name))
		b.FillPercent = packed
		e.buckets[name] = b
	}
	return b
}

// update runs one write transaction; its bookkeeping counts only once it is on
// disk.
func (c *Catalog) update(do func(*edit) error) error {
	c.write.Lock()
	defer c.write.Unlock()
	c.mu.Lock()
	e := &edit{state: c.state, folders: map[string]total{}, buckets: map[string]*bolt.Bucket{}, left: map[uint64]struct{}{}, known: &c.lookups}
	before := c.state
	c.mu.Unlock()
	err := c.guard(func() error {
		return c.db.Update(func(tx *bolt.Tx) error {
			e.tx = tx
			if err := do(e); err != nil {
				return err
			}
			c.mu.Lock()
			c.lookups.before(&e.moves)
			c.mu.Unlock()
			if e.state == before {
				return nil
			}
			return putState(tx, e.state)
		})
	})
	c.failed = c.failed || err != nil
	if errors.Is(err, bolterrors.ErrDatabaseNotOpen) {
		return fmt.Errorf("write the catalog: it is closed: %w", err)
	}
	if err != nil {
		return fmt.Errorf("write the catalog: %w", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.state = e.state
	c.lookups.after(&e.moves)
	c.all = c.all.plus(e.all.files, e.all.bytes)
	for folder, difference := range e.folders {
		if now := c.folder[folder].plus(difference.files, difference.bytes); now.files > 0 {
			c.folder[folder] = now
		} else {
			delete(c.folder, folder)
		}
	}
	close(c.signal)
	c.signal = make(chan struct{})
	return nil
}

func putState(tx *bolt.Tx, s state) error {
	key := []byte(bucketState)
	return tx.Bucket(key).Put(key, seal(key, s.encode()))
}

func (e *edit) put(entry Entry) error {
	f := entry.File
	if f.Path == "" || len(f.Path) > maxText || len(f.Rel) > maxText || len(f.Folder) > maxText {
		return fmt.Errorf("%w: its path has %d bytes, at most %d", share.ErrTooLarge, len(f.Path), maxText)
	}
	f.ModTime, f.Meta = f.ModTime.UTC(), f.Meta.Bounded()
	next := record{file: f, identity: entry.Identity}
	old, known := e.record(f.Path)
	if known {
		next.file.ID, next.seq = old.file.ID, old.seq
	} else {
		e.state.id++
		next.file.ID = e.state.id
		if err := checkID(next.file.ID); err != nil {
			return err
		}
	}
	if !known || !sameToOthers(old.file, next.file) {
		if err := e.feed(&next, old.seq); err != nil {
			return err
		}
	}
	if known {
		if err := e.unlink(old, next.file.Root); err != nil {
			return err
		}
	}
	return e.link(next, entry.Outboard)
}

// sameToOthers reports whether nobody who reads the feed need know.
func sameToOthers(a, b share.File) bool {
	return a.Root == b.Root && a.Size == b.Size && a.ModTime.Equal(b.ModTime) && a.Rel == b.Rel && a.Folder == b.Folder && a.Meta == b.Meta
}

// feed gives a record its new place at the end of the change feed.
func (e *edit) feed(r *record, oldSeq uint64) error {
	changes := e.bucket(bucketChanges)
	if oldSeq != 0 {
		if err := changes.Delete(number(oldSeq)); err != nil {
			return err
		}
	}
	e.state.seq++
	r.seq = e.state.seq
	return putSealed(changes, number(r.seq), step{id: r.file.ID}.encode())
}

// link writes the rows of a record. The outboard of a file of one chunk is its
// size and nothing else: it is not kept.
func (e *edit) link(r record, outboard []byte) error {
	e.count(r.file, 1)
	e.moves.in(r)
	path := []byte(r.file.Path)
	if err := putSealed(e.bucket(bucketPaths), path, r.encode()); err != nil {
		return err
	}
	if err := putSealed(e.bucket(bucketIDs), number(r.file.ID), path); err != nil {
		return err
	}
	if len(outboard) == 0 || share.ChunkCount(r.file.Size) <= 1 {
		return nil
	}
	return e.bucket(bucketOutboards).Put(r.file.Root[:], outboard)
}

// unlink undoes link for a record that is replaced or deleted, but for the rows
// that its id and its path keep. Outboard and count go with the last path of
// their root, unless keep is that root.
func (e *edit) unlink(r record, keep share.RootHash) error {
	e.count(r.file, -1)
	e.moves.out(r)
	e.left[r.file.ID] = struct{}{}
	root, outboards, counts := r.file.Root[:], e.bucket(bucketOutboards), e.bucket(bucketCounts)
	counted := counts.Get(root) != nil
	if r.file.Root == keep || (share.ChunkCount(r.file.Size) <= 1 && !counted) || e.others(r) {
		return nil
	}
	return errors.Join(outboards.Delete(root), counts.Delete(root))
}

// others reports whether another file has the root of a record.
func (e *edit) others(r record) bool {
	is := func(id uint64) bool {
		other, ok := readID(e.tx, number(id))
		return ok && id != r.file.ID && other.file.Root == r.file.Root
	}
	hash := rootRef(r.file.Root[:], 0)
	for _, ref := range e.moves.rootsIn {
		if ref&^maxID == hash && is(ref&maxID) {
			return true
		}
	}
	for id := range e.known.roots.find(hash) {
		if _, left := e.left[id]; !left && is(id) { // thousands of copies may go at once
			return true
		}
	}
	return false
}

func (e *edit) delete(path string) error {
	r, known := e.record(path)
	if !known {
		return nil
	}
	e.state.seq++
	changes := e.bucket(bucketChanges)
	if err := errors.Join(
		changes.Delete(number(r.seq)),
		putSealed(changes, number(e.state.seq), step{id: r.file.ID, removed: true}.encode()),
		e.bucket(bucketPaths).Delete([]byte(path)),
		e.bucket(bucketIDs).Delete(number(r.file.ID)),
	); err != nil {
		return err
	}
	return e.unlink(r, share.RootHash{})
}

func (e *edit) record(path string) (record, bool) { return readRecord(e.tx, []byte(path)) }

func (e *edit) count(f share.File, sign int) {
	e.all = e.all.plus(sign, int64(sign)*f.Size)
	e.folders[f.Folder] = e.folders[f.Folder].plus(sign, int64(sign)*f.Size)
}

func putSealed(bucket *bolt.Bucket, key, payload []byte) error {
	return bucket.Put(key, seal(key, payload))
}
