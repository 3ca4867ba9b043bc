package catalog

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"path/filepath"
	"time"

	"hinny/share"
)

const (
	recordVersion = 1
	sealSize      = 5 // version byte and CRC-32C
	// maxText bounds each text of a record: bbolt's keys end at 32,768 bytes,
	// file systems' paths long before.
	maxText = 32000
)

// errRecord marks a stored value that is not what was written.
var errRecord = errors.New("damaged record")

// seal puts version and checksum in front of a payload. The checksum covers
// the key too: a record under a wrong key is as bad as a wrong record.
func seal(key, payload []byte) []byte {
	out := make([]byte, sealSize, sealSize+len(payload))
	out[0] = recordVersion
	binary.LittleEndian.PutUint32(out[1:], checksum(key, payload))
	return append(out, payload...)
}

// unseal returns the payload of a sealed value; it aliases value.
func unseal(key, value []byte) ([]byte, error) {
	if len(value) < sealSize {
		return nil, fmt.Errorf("%w: %d bytes", errRecord, len(value))
	}
	if value[0] != recordVersion {
		return nil, fmt.Errorf("%w: version %d", errRecord, value[0])
	}
	if binary.LittleEndian.Uint32(value[1:]) != checksum(key, value[sealSize:]) {
		return nil, fmt.Errorf("%w: checksum", errRecord)
	}
	return value[sealSize:], nil
}

func checksum(key, payload []byte) uint32 {
	table := crc32.MakeTable(crc32.Castagnoli)
	return crc32.Update(crc32.Checksum(key, table), table, payload)
}

// record is a file as it is stored under its path.
type record struct {
	file     share.File
	seq      uint64 // of its latest change
	identity Identity
}

// encode writes all but the path. Rel usually ends as the path does, so only
// its beginning and the length of the common end are stored.
func (r record) encode() []byte {
	f, id := r.file, r.identity
	common := commonEnd(filepath.ToSlash(f.Path), f.Rel)
	b := make([]byte, 0, 96+len(f.Rel)-common)
	b = binary.AppendUvarint(b, f.ID)
	b = binary.AppendUvarint(b, r.seq)
	b = append(b, f.Root[:]...)
	b = binary.AppendVarint(b, f.Size)
	b = binary.AppendVarint(b, f.ModTime.Unix())
	b = binary.AppendUvarint(b, uint64(f.ModTime.Nanosecond()))
	b = appendText(b, f.Folder)
	b = appendText(b, f.Rel[:len(f.Rel)-common])
	b = binary.AppendUvarint(b, uint64(common))
	b = binary.AppendUvarint(b, id.Device)
	b = binary.AppendUvarint(b, id.Inode)
	b = binary.AppendVarint(b, id.Size)
	b = binary.AppendVarint(b, id.MTime)
	b = binary.AppendVarint(b, id.CTime)
	return appendMeta(b, f.Form, f.Meta)
}

// row is a stored record as it lies there: its texts alias the page.
type row struct {
	id, seq      uint64
	root         []byte
	size         int64
	seconds      int64
	nanos        uint64
	folder, head []byte
	common       uint64
	identity     Identity
	form         uint8
	meta         share.Meta
}

// parseRecord reads what encode wrote for a file whose path has so many bytes.
func parseRecord(pathSize int, payload []byte) (row, error) {
	d := decoder{data: payload}
	r := row{id: d.uvarint(), seq: d.uvarint(), root: d.bytes(share.RootHashSize), size: d.varint(), seconds: d.varint(), nanos: d.uvarint()}
	r.folder, r.head, r.common = d.sized(), d.sized(), d.uvarint()
	r.identity = Identity{Device: d.uvarint(), Inode: d.uvarint(), Size: d.varint(), MTime: d.varint(), CTime: d.varint()}
	r.form, r.meta = d.said()
	if d.failed || r.nanos >= uint64(time.Second) || r.common > uint64(pathSize) || len(d.data) > 0 {
		return row{}, fmt.Errorf("%w of a file", errRecord)
	}
	return r, nil
}

// decodeRecord is parseRecord for keeps.
func decodeRecord(path string, payload []byte) (record, error) {
	r, err := parseRecord(len(path), payload)
	if err != nil {
		return record{}, err
	}
	return record{
		file: share.File{
			ID: r.id, Root: share.RootHash(r.root), Path: path, Folder: string(r.folder),
			Rel:  string(r.head) + filepath.ToSlash(path[len(path)-int(r.common):]),
			Size: r.size, ModTime: time.Unix(r.seconds, int64(r.nanos)).UTC(), Meta: r.meta, Form: r.form,
		},
		seq: r.seq, identity: r.identity,
	}, nil
}

func commonEnd(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// decoder reads a payload field by field; the first failure sticks.
type decoder struct {
	data   []byte
	failed bool
}

func (d *decoder) uvarint() uint64 {
	v, n := binary.Uvarint(d.data)
	return take(d, v, n)
}

func (d *decoder) varint() int64 {
	v, n := binary.Varint(d.data)
	return take(d, v, n)
}

func take[T any](d *decoder, v T, n int) T {
	if n <= 0 {
		d.failed, d.data = true, nil
		return v
	}
	d.data = d.data[n:]
	return v
}

func (d *decoder) bytes(n int) []byte {
	if n > len(d.data) {
		d.failed, d.data = true, nil
		return nil
	}
	out := d.data[:n]
	d.data = d.data[n:]
	return out
}

// sized returns a text that is stored with its length.
func (d *decoder) sized() []byte {
	n := d.uvarint()
	if n > maxText {
		d.failed, d.data = true, nil
		return nil
	}
	return d.bytes(int(n))
}

// state is what the catalog counts on with.
type state struct {
	generation string
	id, seq    uint64 // the last ones given out
}

func (s state) encode() []byte {
	b := appendText(nil, s.generation)
	b = binary.AppendUvarint(b, s.id)
	return binary.AppendUvarint(b, s.seq)
}

func decodeState(payload []byte) (state, error) {
	d := decoder{data: payload}
	s := state{generation: string(d.sized()), id: d.uvarint(), seq: d.uvarint()}
	if d.failed || len(d.data) > 0 {
		return state{}, fmt.Errorf("%w of the state", errRecord)
	}
	return s, nil
}

// step is one row of the change feed.
type step struct {
	id      uint64
	removed bool
}

func (s step) encode() []byte {
	flag := uint64(0)
	if s.removed {
		flag = 1
	}
	return binary.AppendUvarint(binary.AppendUvarint(nil, s.id), flag)
}

func decodeStep(payload []byte) (step, error) {
	d := decoder{data: payload}
	id, flag := d.uvarint(), d.uvarint()
	if d.failed || len(d.data) > 0 || flag > 1 {
		return step{}, fmt.Errorf("%w of a change", errRecord)
	}
	return step{id: id, removed: flag == 1}, nil
}

// number is the key form of ids and seqs: big endian, so that keys sort.
func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func keyNumber(key []byte) uint64 {
	if len(key) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(key)
}
