package catalog

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
)

// errDamaged marks a file that cannot be used as a catalog any more.
var errDamaged = errors.New("damaged catalog")

// The layout of bbolt's file format, version 2, after go.etcd.io/bbolt v1.4.0
// internal/common. All numbers are in the machine's own byte order.
const (
	pageHeader    = 16 // id u64, flags u16, count u16, overflow u32
	elementSize   = 16 // leaf: flags, pos, ksize, vsize u32; branch: pos, ksize u32, id u64
	bucketHeader  = 16 // root u64, sequence u64
	metaMagic     = 0xED0CDAED
	metaVersion   = 2
	metaSize      = 64 // without the page header, with the checksum
	flagBranch    = 0x01
	flagLeaf      = 0x02
	flagMeta      = 0x04
	flagFreelist  = 0x10
	manyFree      = 0xFFFF // a count that means: the first number is the count
	leafBucket    = 0x01
	noFreelist    = ^uint64(0)
	minPageSize   = 1 << 10
	maxPageSize   = 64 << 10
	maxTreeDepth  = 32 // a tree of depth 32 would hold more than any disk
	rootTreeOwner = "" // the bucket name of the tree that lists the buckets
)

// meta is one of the two pages a bbolt file starts with.
type meta struct {
	pageSize             int64
	root, freelist, high uint64
	txid                 uint64
}

func parseMeta(page []byte) (meta, bool) {
	if len(page) < pageHeader+metaSize {
		return meta{}, false
	}
	n, body := binary.NativeEndian, page[pageHeader:]
	sum := fnv.New64a()
	_, _ = sum.Write(body[:metaSize-8])
	m := meta{
		pageSize: int64(n.Uint32(body[8:])),
		root:     n.Uint64(body[16:]), freelist: n.Uint64(body[32:]),
		high: n.Uint64(body[40:]), txid: n.Uint64(body[48:]),
	}
	good := n.Uint16(page[8:])&flagMeta != 0 && n.Uint32(body) == metaMagic && n.Uint32(body[4:]) == metaVersion &&
		n.Uint64(body[56:]) == sum.Sum64() &&
		m.pageSize >= minPageSize && m.pageSize <= maxPageSize && m.pageSize&(m.pageSize-1) == 0
	return m, good
}

// readMeta returns the newest valid meta page and whether the other is valid
// too.
func readMeta(r io.ReaderAt) (newest meta, both bool, err error) {
	read := func(offset int64) (meta, bool) {
		page := make([]byte, pageHeader+metaSize)
		if _, err := r.ReadAt(page, offset); err != nil {
			return meta{}, false
		}
		return parseMeta(page)
	}
	first, firstGood := read(0)
	if firstGood {
		second, secondGood := read(first.pageSize)
		if secondGood && second.pageSize == first.pageSize && second.txid > first.txid {
			return second, true, nil
		}
		return first, secondGood && second.pageSize == first.pageSize, nil
	}
	for size := int64(minPageSize); size <= maxPageSize; size *= 2 {
		if second, good := read(size); good && second.pageSize == size {
			return second, false, nil
		}
	}
	return meta{}, false, fmt.Errorf("%w: no valid meta page", errDamaged)
}

// walker reads every reachable page of a bbolt file once and checks what bbolt
// takes for granted: ids, bounds, types, key order, no page used twice.
type walker struct {
	r     io.ReaderAt
	meta  meta
	used  []uint64 // one bit per page
	visit func(bucket string, key, value []byte) error
}

// span is the range of keys a page may hold; a nil end is open.
type span struct{ from, to []byte }

func (s span) holds(key []byte) bool {
	return bytes.Compare(key, s.from) >= 0 && (s.to == nil || bytes.Compare(key, s.to) < 0)
}

// walkPages checks a whole file of the given size in bytes and shows every key
// and value to visit; they are valid during the call only. It returns whether
// both meta pages were good.
func walkPages(r io.ReaderAt, size int64, visit func(bucket string, key, value []byte) error) (bothMetas bool, err error) {
	m, both, err := readMeta(r)
	if err != nil {
		return false, err
	}
	if m.high < 3 || m.high > uint64(size/m.pageSize) {
		return false, fmt.Errorf("%w: %d bytes do not hold %d pages", errDamaged, size, m.high)
	}
	w := &walker{r: r, meta: m, used: make([]uint64, m.high/64+1), visit: visit}
	if err := w.tree(rootTreeOwner, m.root, span{}, 0); err != nil {
		return false, err
	}
	return both, w.freelist(m.freelist)
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
		return fmt.Errorf("%w: page %d is no list of %d free pages", errDamaged, id, count)
	}
	last := uint64(1)
	for i := range count {
		p := n.Uint64(free[8*i:])
		if p <= last || p >= w.meta.high || w.used[p/64]&(1<<(p%64)) != 0 {
			return fmt.Errorf("%w: page %d is not free", errDamaged, p)
		}
		last = p
	}
	return nil
}

// tree checks the page with the given id and all below it.
func (w *walker) tree(bucket string, id uint64, keys span, depth int) error {
	if depth > maxTreeDepth {
		return fmt.Errorf("%w: page %d lies too deep", errDamaged, id)
	}
	page, err := w.read(id)
	if err != nil {
		return err
	}
	switch flags := binary.NativeEndian.Uint16(page[8:]); flags {
	case flagLeaf:
		return w.leaf(bucket, page, keys, depth)
	case flagBranch:
		return w.branch(bucket, page, keys, depth)
	default:
		return fmt.Errorf("%w: page %d is of type %#x", errDamaged, id, flags)
	}
}

// read returns a page with its overflow and marks all of it as used.
func (w *walker) read(id uint64) ([]byte, error) {
	if id < 2 || id >= w.meta.high {
		return nil, fmt.Errorf("%w: page %d is outside the file", errDamaged, id)
	}
	page := make([]byte, w.meta.pageSize)
	if _, err := w.r.ReadAt(page, int64(id)*w.meta.pageSize); err != nil {
		return nil, fmt.Errorf("%w: read page %d: %w", errDamaged, id, err)
	}
	overflow := uint64(binary.NativeEndian.Uint32(page[12:]))
	if binary.NativeEndian.Uint64(page) != id || id+overflow >= w.meta.high {
		return nil, fmt.Errorf("%w: page %d has a wrong header", errDamaged, id)
	}
	for p := id; p <= id+overflow; p++ {
		if w.used[p/64]&(1<<(p%64)) != 0 {
			return nil, fmt.Errorf("%w: page %d is used twice", errDamaged, p)
		}
		w.used[p/64] |= 1 << (p % 64)
	}
	if overflow == 0 {
		return page, nil
	}
	page = make([]byte, int64(1+overflow)*w.meta.pageSize)
	if _, err := w.r.ReadAt(page, int64(id)*w.meta.pageSize); err != nil {
		return nil, fmt.Errorf("%w: read page %d: %w", errDamaged, id, err)
	}
	return page, nil
}

// branch checks a page of pointers: each child holds the keys from its own
// pointer's key up to the next one's.
func (w *walker) branch(bucket string, page []byte, keys span, depth int) error {
	n, count := binary.NativeEndian, int(binary.NativeEndian.Uint16(page[10:]))
	if count == 0 || pageHeader+count*elementSize > len(page) {
		return fmt.Errorf("%w: a branch of %d children", errDamaged, count)
	}
	children := make([]uint64, count)
	starts := make([][]byte, count)
	for i := range count {
		at := pageHeader + i*elementSize
		key, ok := slice(page, uint64(at)+uint64(n.Uint32(page[at:])), uint64(n.Uint32(page[at+4:])))
		if !ok || !keys.holds(key) || (i > 0 && bytes.Compare(starts[i-1], key) >= 0) {
			return fmt.Errorf("%w: a branch of %q is out of order", errDamaged, bucket)
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
		return fmt.Errorf("%w: a leaf of %d records", errDamaged, count)
	}
	var last []byte
	for i := range count {
		at := pageHeader + i*elementSize
		start, keySize, valueSize := uint64(at)+uint64(n.Uint32(page[at+4:])), uint64(n.Uint32(page[at+8:])), uint64(n.Uint32(page[at+12:]))
		key, keyOK := slice(page, start, keySize)
		value, valueOK := slice(page, start+keySize, valueSize)
		if !keyOK || !valueOK || keySize == 0 || !keys.holds(key) || (i > 0 && bytes.Compare(last, key) >= 0) {
			return fmt.Errorf("%w: a leaf of %q is out of order", errDamaged, bucket)
		}
		last = key
		flags := n.Uint32(page[at:])
		isBucket := flags == leafBucket
		if isBucket != (bucket == rootTreeOwner) || (!isBucket && flags != 0) {
			return fmt.Errorf("%w: %q holds a wrong sort of value", errDamaged, bucket)
		}
		var err error
		if isBucket {
			err = w.bucket(string(key), value, depth)
		} else {
			err = w.visit(bucket, key, value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// bucket checks a bucket that has a tree of its own or, while it is small, one
// leaf page inside its value.
func (w *walker) bucket(name string, value []byte, depth int) error {
	if len(value) < bucketHeader {
		return fmt.Errorf("%w: bucket %q has no header", errDamaged, name)
	}
	if root := binary.NativeEndian.Uint64(value); root != 0 {
		return w.tree(name, root, span{}, depth+1)
	}
	inline := value[bucketHeader:]
	if len(inline) < pageHeader || binary.NativeEndian.Uint16(inline[8:]) != flagLeaf {
		return fmt.Errorf("%w: bucket %q has no page", errDamaged, name)
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
