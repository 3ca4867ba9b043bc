package catalog

import (
	"encoding/binary"
	"fmt"
	"iter"
	"slices"

	"hinny/share"
)

const (
	// idBits is how much of a ref is the id; the rest is what is looked up. At a
	// thousand new files a second 2^36 ids last two years, and 2^28 different
	// values leave few false guesses among a hundred million files.
	idBits = 36
	maxID  = 1<<idBits - 1
	// spareRefs is how many times smaller than its memory a list becomes before
	// it gets a smaller one.
	spareRefs = 4
)

// refs find ids by something that is spread evenly: the root or the inode of a
// file, cut to a few bits. They are guesses that the record of the id proves or
// not. Held in memory, 8 bytes a file, they cost a transaction nothing, where a
// bucket in that order would have each transaction write as many pages as it
// has files. Whoever makes contents with the same first bits of their roots, and
// has them shared here, makes us read a record for each: no more than that.
type refs struct {
	sorted []uint64 // what is looked up, id; each once
}

// rootRef is the ref of a file with a root.
func rootRef(root []byte, id uint64) uint64 {
	return binary.BigEndian.Uint64(root)&^maxID | id
}

// inodeRef is the ref of a file, whatever it is called. Inodes are small
// numbers: multiplying spreads them (Knuth, TAOCP 6.4, with 2^64 by the golden
// ratio).
func inodeRef(i Identity, id uint64) uint64 {
	const spread = 0x9E3779B97F4A7C15
	return ((i.Inode+i.Device*spread)*spread)&^maxID | id
}

// find gives the ids with the same bits as a ref whose own id is 0, the latest first.
func (r *refs) find(hash uint64) iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		at, last := slices.BinarySearch(r.sorted, hash|maxID)
		if !last {
			at--
		}
		for ; at >= 0 && r.sorted[at]&^maxID == hash && yield(r.sorted[at]&maxID); at-- {
			continue
		}
	}
}

// list returns the ids of find, ascending; of more than limit, the latest.
func (r *refs) list(hash uint64, limit int) (ids []uint64) {
	for id := range r.find(hash) {
		if len(ids) >= limit {
			break
		}
		ids = append(ids, id)
	}
	slices.Reverse(ids)
	return ids
}

// begin takes over refs in any order.
func (r *refs) begin(all []uint64) {
	slices.Sort(all)
	r.sorted = slices.Compact(all)
}

// add takes over refs in any order; those it has already are passed over. It
// costs one pass over all there are, which at a million is a fraction of what a
// transaction waits for the disk. It merges from the end, so that nothing moves
// twice.
func (r *refs) add(added []uint64) {
	added = slices.DeleteFunc(slices.Clone(added), func(ref uint64) bool {
		_, known := slices.BinarySearch(r.sorted, ref)
		return known
	})
	slices.Sort(added)
	added = slices.Compact(added)
	from := len(r.sorted) - 1
	r.sorted = append(r.sorted, added...)
	to := len(r.sorted) - 1
	for next := len(added) - 1; next >= 0; to-- {
		if from >= 0 && r.sorted[from] > added[next] {
			r.sorted[to], from = r.sorted[from], from-1
		} else {
			r.sorted[to], next = added[next], next-1
		}
	}
}

// drop forgets refs in any order, but for those that are kept. It costs as much
// as add, and gives back the memory of a library that became much smaller.
func (r *refs) drop(dropped, kept []uint64) {
	kept = slices.Sorted(slices.Values(kept))
	dropped = slices.DeleteFunc(slices.Clone(dropped), func(ref uint64) bool {
		_, stays := slices.BinarySearch(kept, ref)
		return stays
	})
	slices.Sort(dropped)
	to, from := 0, 0
	for _, ref := range dropped {
		at, there := slices.BinarySearch(r.sorted[from:], ref)
		if !there {
			continue
		}
		to += copy(r.sorted[to:], r.sorted[from:from+at])
		from += at + 1
	}
	r.sorted = r.sorted[:to+copy(r.sorted[to:], r.sorted[from:])]
	if len(r.sorted) < cap(r.sorted)/spareRefs {
		r.sorted = slices.Clone(r.sorted)
	}
}

// lookups are the refs of all files, and what a transaction does to them.
type lookups struct{ roots, inodes refs }

// moves are the refs that a transaction adds and drops.
type moves struct {
	rootsIn, rootsOut, inodesIn, inodesOut []uint64
}

func (m *moves) in(r record) {
	m.rootsIn = append(m.rootsIn, rootRef(r.file.Root[:], r.file.ID))
	if r.identity.Inode != 0 {
		m.inodesIn = append(m.inodesIn, inodeRef(r.identity, r.file.ID))
	}
}

func (m *moves) out(r record) {
	m.rootsOut = append(m.rootsOut, rootRef(r.file.Root[:], r.file.ID))
	if r.identity.Inode != 0 {
		m.inodesOut = append(m.inodesOut, inodeRef(r.identity, r.file.ID))
	}
}

// before adds what a transaction adds, before anybody sees the records: who
// finds a path also finds it by its root. If the transaction fails they are
// wrong guesses, which do no harm.
func (l *lookups) before(m *moves) {
	l.roots.add(m.rootsIn)
	l.inodes.add(m.inodesIn)
}

// after drops what a transaction has dropped.
func (l *lookups) after(m *moves) {
	l.roots.drop(m.rootsOut, m.rootsIn)
	l.inodes.drop(m.inodesOut, m.inodesIn)
}

// checkID refuses an id that no ref can hold.
func checkID(id uint64) error {
	if id > maxID {
		return fmt.Errorf("%w: more than %d files were ever known", share.ErrTooLarge, uint64(maxID))
	}
	return nil
}
