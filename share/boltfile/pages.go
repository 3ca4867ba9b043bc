package boltfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"

	"golang.org/x/sync/errgroup"
)

// ErrDamaged marks a file that bbolt cannot be trusted with.
var ErrDamaged = errors.New("damaged database file")

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
	maxBuckets    = 16 // there are half as many
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
	return meta{}, false, fmt.Errorf("%w: no valid meta page", ErrDamaged)
}

// Newest returns where the newest valid meta page begins, in bytes, and whether
// the other one is valid too.
func Newest(r io.ReaderAt) (offset int64, both bool, err error) {
	m, both, err := readMeta(r)
	return int64(m.txid%2) * m.pageSize, both, err
}

// Walk checks a whole file of the given size in bytes and shows every key and
// value to what visitor returns for their bucket, a name at the top; they are
// valid during the call only. Buckets at the top are walked at the same time,
// each in order. A bucket inside of another is damage unless nested is set; its
// rows are shown as rows of the one at the top. Walk returns whether both meta
// pages were good. Its errors are ErrDamaged and those of Visit.
func Walk(r io.ReaderAt, size int64, nested bool, visitor func(bucket string) Visit) (bothMetas bool, err error) {
	m, both, err := readMeta(r)
	if err != nil {
		return false, err
	}
	if m.high < 3 || m.high > uint64(size/m.pageSize) {
		return false, fmt.Errorf("%w: %d bytes do not hold %d pages", ErrDamaged, size, m.high)
	}
	trees := map[string][]byte{}
	top := newWalker(r, m)
	top.show = func(_ string, name, value []byte) error {
		if len(trees) == maxBuckets {
			return fmt.Errorf("%w: more than %d buckets", ErrDamaged, maxBuckets)
		}
		trees[string(name)] = bytes.Clone(value)
		return nil
	}
	if err := top.tree(rootTreeOwner, m.root, span{}, 0); err != nil {
		return false, err
	}
	var group errgroup.Group
	walkers := []*walker{top}
	for name, value := range trees {
		w := newWalker(r, m)
		w.show, w.nested = visitor(name), nested
		walkers = append(walkers, w)
		group.Go(func() error { return w.bucket(name, value, 0) })
	}
	if err := group.Wait(); err != nil {
		return false, err
	}
	for _, w := range walkers[1:] {
		if err := top.join(w); err != nil {
			return false, err
		}
	}
	return both, top.freelist(m.freelist)
}
