package boltfile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
)

// walker reads every reachable page of one tree of a bbolt file once and checks
// what bbolt takes for granted: ids, bounds, types, key order, no page used
// twice.
type walker struct {
	r     io.ReaderAt
	meta  meta
	used  []uint64 // one bit per page
	spare [][]byte // pages to read into
	show  Visit
	// nested lets buckets lie in buckets.
	nested bool
}

// Visit is shown one row of a bucket. Its error ends the walk.
type Visit func(bucket string, key, value []byte) error

// span is the range of keys a page may hold; a nil end is open.
type span struct{ from, to []byte }

func (s span) holds(key []byte) bool {
	return bytes.Compare(key, s.from) >= 0 && (s.to == nil || bytes.Compare(key, s.to) < 0)
}

func newWalker(r io.ReaderAt, m meta) *walker {
	return &walker{r: r, meta: m, used: make([]uint64, m.high/64+1)}
}

// join takes over the pages that another walker has seen.
func (w *walker) join(other *walker) error {
	for i, pages := range other.used {
		if w.used[i]&pages != 0 {
			return fmt.Errorf("%w: a page is used by two buckets", ErrDamaged)
		}
		w.used[i] |= pages
	}
	return nil
}

// freelist checks the list of free pages, if one is stored: writing into a
// page that is in use would be the end of the file.
func (w *walker) freelist(id uint64) error {
	if id == noFreelist {
		return nil
	}
	page, err := w.read(id)
	if err != nil {
		return err
	}
	n, free := binary.NativeEndian, page[pageHeader:]
	count := uint64(n.Uint16(page[10:]))
	if count == manyFree {
		count, free = n.Uint64(free), free[8:]
	}
	if n.Uint16(page[8:]) != flagFreelist || count > uint64(len(free)/8) {
		return fmt.Errorf("%w: page %d is no list of %d free pages", ErrDamaged, id, count)
	}
	last := uint64(1)
	for i := range count {
		p := n.Uint64(free[8*i:])
		if p <= last || p >= w.meta.high || w.used[p/64]&(1<<(p%64)) != 0 {
			return fmt.Errorf("%w: page %d is not free", ErrDamaged, p)
		}
		last = p
	}
	return nil
}

// tree checks the page with the given id and all below it.
func (w *walker) tree(bucket string, id uint64, keys span, depth int) error {
	if depth > maxTreeDepth {
		return fmt.Errorf("%w: page %d lies too deep", ErrDamaged, id)
	}
	page, err := w.read(id)
	if err != nil {
		return err
	}
	defer func() {
		if int64(len(page)) == w.meta.pageSize {
			w.spare = append(w.spare, page)
		}
	}()
	switch flags := binary.NativeEndian.Uint16(page[8:]); flags {
	case flagLeaf:
		return w.leaf(bucket, page, keys, depth)
	case flagBranch:
		return w.branch(bucket, page, keys, depth)
	default:
		return fmt.Errorf("%w: page %d is of type %#x", ErrDamaged, id, flags)
	}
}

// read returns a page with its overflow and marks all of it as used.
func (w *walker) read(id uint64) ([]byte, error) {
	if id < 2 || id >= w.meta.high {
		return nil, fmt.Errorf("%w: page %d is outside the file", ErrDamaged, id)
	}
	page := w.page()
	if _, err := w.r.ReadAt(page, int64(id)*w.meta.pageSize); err != nil {
		return nil, fmt.Errorf("%w: read page %d: %w", ErrDamaged, id, err)
	}
	overflow := uint64(binary.NativeEndian.Uint32(page[12:]))
	if binary.NativeEndian.Uint64(page) != id || id+overflow >= w.meta.high {
		return nil, fmt.Errorf("%w: page %d has a wrong header", ErrDamaged, id)
	}
	for p := id; p <= id+overflow; p++ {
		if w.used[p/64]&(1<<(p%64)) != 0 {
			return nil, fmt.Errorf("%w: page %d is used twice", ErrDamaged, p)
		}
		w.used[p/64] |= 1 << (p % 64)
	}
	if overflow == 0 {
		return page, nil
	}
	page = make([]byte, int64(1+overflow)*w.meta.pageSize)
	if _, err := w.r.ReadAt(page, int64(id)*w.meta.pageSize); err != nil {
		return nil, fmt.Errorf("%w: read page %d: %w", ErrDamaged, id, err)
	}
	return page, nil
}

// page returns room for one page.
func (w *walker) page() []byte {
	last := len(w.spare) - 1
	if last < 0 {
		return make([]byte, w.meta.pageSize)
	}
	page := w.spare[last]
	w.spare = w.spare[:last]
	return page
}

// branch checks a page of pointers: each child holds the keys from its own
// pointer's key up to the next one's.
func (w *walker) branch(bucket string, page []byte, keys span, depth int) error {
	n, count := binary.NativeEndian, int(binary.NativeEndian.Uint16(page[10:]))
	if count == 0 || pageHeader+count*elementSize > len(page) {
		return fmt.Errorf("%w: a branch of %d children", ErrDamaged, count)
	}
	children := make([]uint64, count)
	starts := make([][]byte, count)
	for i := range count {
		at := pageHeader + i*elementSize
		key, ok := slice(page, uint64(at)+uint64(n.Uint32(page[at:])), uint64(n.Uint32(page[at+4:])))
		if !ok || !keys.holds(key) || (i > 0 && bytes.Compare(starts[i-1], key) >= 0) {
			return fmt.Errorf("%w: a branch of %q is out of order", ErrDamaged, bucket)
		}
		starts[i], children[i] = key, n.Uint64(page[at+8:])
	}
	for i, child := range children {
		below := span{from: starts[i], to: keys.to}
		if i+1 < count {
			below.to = starts[i+1]
		}
		if err := w.tree(bucket, child, below, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// leaf checks a page of keys and values; in the root tree the values are
// buckets.
func (w *walker) leaf(bucket string, page []byte, keys span, depth int) error {
	n, count := binary.NativeEndian, int(binary.NativeEndian.Uint16(page[10:]))
	if pageHeader+count*elementSize > len(page) {
		return fmt.Errorf("%w: a leaf of %d records", ErrDamaged, count)
	}
	var last []byte
	for i := range count {
		at := pageHeader + i*elementSize
		start, keySize, valueSize := uint64(at)+uint64(n.Uint32(page[at+4:])), uint64(n.Uint32(page[at+8:])), uint64(n.Uint32(page[at+12:]))
		key, keyOK := slice(page, start, keySize)
		value, valueOK := slice(page, start+keySize, valueSize)
		if !keyOK || !valueOK || keySize == 0 || !keys.holds(key) || (i > 0 && bytes.Compare(last, key) >= 0) {
			return fmt.Errorf("%w: a leaf of %q is out of order", ErrDamaged, bucket)
		}
		last = key
		if err := w.row(bucket, key, value, n.Uint32(page[at:]), depth); err != nil {
			return err
		}
	}
	return nil
}

// row checks that a value is of the sort its bucket may hold, and shows it. A
// bucket in a bucket is walked.
func (w *walker) row(bucket string, key, value []byte, flags uint32, depth int) error {
	isBucket := flags == leafBucket
	switch {
	case !isBucket && flags != 0, !isBucket && bucket == rootTreeOwner:
		return fmt.Errorf("%w: %q holds a wrong sort of value", ErrDamaged, bucket)
	case isBucket && bucket != rootTreeOwner && w.nested:
		return w.bucket(bucket, value, depth+1)
	case isBucket && bucket != rootTreeOwner:
		return fmt.Errorf("%w: %q holds a bucket", ErrDamaged, bucket)
	}
	return w.show(bucket, key, value)
}

// bucket checks a bucket that has a tree of its own or, while it is small, one
// leaf page inside its value.
func (w *walker) bucket(name string, value []byte, depth int) error {
	if len(value) < bucketHeader {
		return fmt.Errorf("%w: bucket %q has no header", ErrDamaged, name)
	}
	if root := binary.NativeEndian.Uint64(value); root != 0 {
		return w.tree(name, root, span{}, depth+1)
	}
	if depth > maxTreeDepth {
		return fmt.Errorf("%w: bucket %q lies too deep", ErrDamaged, name)
	}
	inline := value[bucketHeader:]
	if len(inline) < pageHeader || binary.NativeEndian.Uint16(inline[8:]) != flagLeaf {
		return fmt.Errorf("%w: bucket %q has no page", ErrDamaged, name)
	}
	return w.leaf(name, inline, span{}, depth+1)
}

// slice cuts [start, start+size) out of page if it lies inside.
func slice(page []byte, start, size uint64) ([]byte, bool) {
	if start > uint64(len(page)) || size > uint64(len(page))-start {
		return nil, false
	}
	return page[start : start+size], true
}
