package catalog

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	// stampSuffix ends the name of the file that Close leaves beside a catalog.
	stampSuffix = ".stamp"
	// stampBlock is how many bytes of the catalog have a checksum of their own:
	// large enough that reading is one long stream, small enough that every
	// core has some.
	stampBlock = 1 << 20
	// stampPatience bounds how long Close reads the catalog for its stamp: on a
	// slow disk the next start is the one to wait.
	stampPatience = 3 * time.Second
	// maxStamp bounds what is read as a stamp, in bytes: fifty million files.
	maxStamp = 1 << 30
)

// errStamp marks a stamp that says nothing of the catalog beside it.
var errStamp = errors.New("no stamp of this catalog")

// stamp says what a survey of a catalog file would find, byte for byte that
// file: its checksums are those of all its bytes. A file with a fitting stamp was
// good when it was closed and is the same now, so reading it once in one stream
// does for looking at every row of it. A stamp that does not fit, because the
// program was killed or something changed or damaged either file, is as good
// as none.
type stamp struct {
	size   int64    // of the catalog, in bytes
	sums   []uint32 // CRC-32C of each stampBlock of it
	survey *survey
}

// stampForm tells what was left by a Hinny whose catalogs have other buckets. The
// number changes with every change to what the rows or a stamp say.
func stampForm() string { return "1 " + strings.Join(buckets(), " ") }

// stampOf describes a catalog file of the given size in bytes.
func stampOf(ctx context.Context, r io.ReaderAt, size int64, s *survey) (stamp, error) {
	sums, err := checksums(ctx, r, size)
	return stamp{size: size, sums: sums, survey: s}, err
}

// checksums reads a whole file on all cores.
func checksums(ctx context.Context, r io.ReaderAt, size int64) ([]uint32, error) {
	sums := make([]uint32, (size+stampBlock-1)/stampBlock)
	var next atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	for range min(runtime.GOMAXPROCS(0), len(sums)) {
		group.Go(func() error {
			block := make([]byte, stampBlock)
			for {
				i := next.Add(1) - 1
				if i >= int64(len(sums)) {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				part := block[:min(stampBlock, size-i*stampBlock)]
				if _, err := r.ReadAt(part, i*stampBlock); err != nil {
					return err
				}
				sums[i] = crc32.Checksum(part, crc32.MakeTable(crc32.Castagnoli))
			}
		})
	}
	return sums, group.Wait()
}

// encode writes a stamp as it is stored.
func (s stamp) encode() []byte {
	v := s.survey
	b := make([]byte, 0, 1024+4*len(s.sums)+8*(len(v.lookups.roots.sorted)+len(v.lookups.inodes.sorted)))
	b = appendText(b, stampForm())
	b = binary.AppendVarint(b, s.size)
	for _, sum := range s.sums {
		b = binary.LittleEndian.AppendUint32(b, sum)
	}
	b = appendText(b, string(v.state.encode()))
	b = appendTotal(b, v.all)
	b = binary.AppendUvarint(b, uint64(len(v.folders)))
	for _, folder := range slices.Sorted(maps.Keys(v.folders)) {
		b = appendTotal(appendText(b, folder), v.folders[folder])
	}
	b = v.lookups.roots.encode(b)
	b = v.lookups.inodes.encode(b)
	return seal([]byte(stampSuffix), b)
}

func appendTotal(b []byte, t total) []byte {
	return binary.AppendVarint(binary.AppendVarint(b, int64(t.files)), t.bytes)
}

func (d *decoder) total() total { return total{files: int(d.varint()), bytes: d.varint()} }

func (r *refs) encode(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(r.sorted)))
	for _, ref := range r.sorted {
		b = binary.LittleEndian.AppendUint64(b, ref)
	}
	return b
}

// refs reads what refs.encode wrote.
func (d *decoder) refs() refs {
	count := d.uvarint()
	if count > uint64(len(d.data)/8) {
		d.failed, d.data = true, nil
		return refs{}
	}
	data := d.bytes(8 * int(count))
	sorted := make([]uint64, count)
	for i := range sorted {
		sorted[i] = binary.LittleEndian.Uint64(data[8*i:])
		d.failed = d.failed || (i > 0 && sorted[i] <= sorted[i-1])
	}
	return refs{sorted: sorted}
}

// decodeStamp reads what encode wrote for a catalog of the given size in bytes.
func decodeStamp(data []byte, size int64) (stamp, error) {
	payload, err := unseal([]byte(stampSuffix), data)
	if err != nil {
		return stamp{}, fmt.Errorf("%w: %w", errStamp, err)
	}
	d := decoder{data: payload}
	if string(d.sized()) != stampForm() {
		return stamp{}, fmt.Errorf("%w: another Hinny left it", errStamp)
	}
	if d.varint() != size {
		return stamp{}, fmt.Errorf("%w: it is of another size", errStamp)
	}
	blocks := int((size + stampBlock - 1) / stampBlock)
	packed := d.bytes(4 * blocks)
	s := stamp{size: size, survey: &survey{whole: true, folders: map[string]total{}}}
	for ; len(packed) > 0; packed = packed[4:] {
		s.sums = append(s.sums, binary.LittleEndian.Uint32(packed))
	}
	state, err := decodeState(d.sized())
	s.survey.state, s.survey.all = state, d.total()
	for range min(d.uvarint(), uint64(len(d.data))) {
		s.survey.folders[string(d.sized())] = d.total()
	}
	s.survey.lookups = lookups{roots: d.refs(), inodes: d.refs()}
	if err != nil || d.failed || len(d.data) > 0 || state.generation == "" {
		return stamp{}, fmt.Errorf("%w: it cannot be read", errStamp)
	}
	return s, nil
}

// stamped returns what the stamp of a catalog file says, if it is one of this
// very file.
func stamped(path string) (*survey, error) {
	info, err := os.Stat(path + stampSuffix)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxStamp {
		return nil, fmt.Errorf("%w: it has %d bytes", errStamp, info.Size())
	}
	data, err := os.ReadFile(path + stampSuffix)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it was only read
	if info, err = file.Stat(); err != nil {
		return nil, err
	}
	s, err := decodeStamp(data, info.Size())
	if err != nil {
		return nil, err
	}
	sums, err := checksums(context.Background(), file, s.size)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(sums, s.sums) {
		return nil, fmt.Errorf("%w: the catalog has changed", errStamp)
	}
	return s.survey, nil
}

// leaveStamp writes the stamp of a catalog that nobody writes any more. It is
// not synced: one that did not reach the disk does not fit.
func (c *Catalog) leaveStamp() error {
	ctx, cancel := context.WithTimeout(context.Background(), stampPatience)
	defer cancel()
	path := c.db.Path()
	if c.failed {
		return errors.New("a write failed")
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // it was only read
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if !os.SameFile(info, c.opened) {
		return errors.New("another file was put in its place")
	}
	c.mu.Lock()
	known := &survey{state: c.state, all: c.all, folders: c.folder, lookups: c.lookups}
	c.mu.Unlock()
	s, err := stampOf(ctx, file, info.Size(), known)
	if err != nil {
		return err
	}
	return os.WriteFile(path+stampSuffix, s.encode(), 0o600)
}
