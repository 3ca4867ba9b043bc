package part

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"

	"hinny/share"
	"hinny/share/fsys"
)

// Suffixes of the files of one download; see the package comment.
const (
	metaSuffix = ".meta"
	dataSuffix = ".part"
	treeSuffix = ".tree"
	haveSuffix = ".have"
	hintSuffix = ".hint"

	temporarySuffix = ".tmp"
	damagedSuffix   = ".damaged"
)

// haveMagic opens every record of chunks: 8 bytes, the version last.
const haveMagic = "hinnyhv1"

// haveHeader is the magic and the checksum of the bits.
const haveHeader = len(haveMagic) + 4

// encodeHave writes the form that decodeHave reads.
func encodeHave(bits share.Bitfield) []byte {
	raw := bits.Bytes()
	data := append(make([]byte, 0, haveHeader+len(raw)), haveMagic...)
	data = binary.BigEndian.AppendUint32(data, checksum(raw))
	return append(data, raw...)
}

// decodeHave reads a record of n chunks.
func decodeHave(n int, data []byte) (share.Bitfield, error) {
	if len(data) < haveHeader || !bytes.HasPrefix(data, []byte(haveMagic)) {
		return share.Bitfield{}, errors.New("the record of chunks is damaged")
	}
	raw := data[haveHeader:]
	if binary.BigEndian.Uint32(data[len(haveMagic):]) != checksum(raw) {
		return share.Bitfield{}, errors.New("the record of chunks has a wrong checksum")
	}
	return share.ParseBitfield(n, raw)
}

// checksum is CRC-32C, which the processors compute.
func checksum(data []byte) uint32 {
	return crc32.Checksum(data, crc32.MakeTable(crc32.Castagnoli))
}

// replace puts data in the place of a file, whole and durable, or leaves the
// file as it was.
func replace(dir fsys.Dir, name string, data []byte) error {
	if err := swap(dir, name, data, true); err != nil {
		return err
	}
	return diskError("sync", dir.Path(), dir.Sync())
}

// swap puts data in the place of a file, whole; its bytes are durable only
// where sync says so, and its name never.
func swap(dir fsys.Dir, name string, data []byte, sync bool) error {
	temporary := name + temporarySuffix
	if err := writeFile(dir, temporary, data, sync); err != nil {
		return diskError("write", dir.Path()+"/"+temporary, err)
	}
	return diskError("replace", dir.Path()+"/"+name, dir.Rename(temporary, name))
}

func writeFile(dir fsys.Dir, name string, data []byte, sync bool) (err error) {
	f, err := dir.OpenFile(name, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.Truncate(0); err != nil {
		return err
	}
	if _, err := f.WriteAt(data, 0); err != nil {
		return err
	}
	if !sync {
		return nil
	}
	return f.SyncData()
}

// readFile reads a whole file of at most limit bytes.
func readFile(dir fsys.Dir, name string, limit int) ([]byte, error) {
	f, err := dir.OpenFile(name, false)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	size, err := f.Size()
	if err != nil {
		return nil, err
	}
	if size > int64(limit) {
		return nil, fmt.Errorf("read %s: %w: %d bytes", name, share.ErrTooLarge, size)
	}
	data := make([]byte, size)
	if n, err := f.ReadAt(data, 0); n < len(data) {
		return nil, fmt.Errorf("read %s: %w", name, err)
	} else if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return data, nil
}

// remove deletes a file that may be missing.
func remove(dir fsys.Dir, name string) error {
	if err := dir.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
		return diskError("remove", dir.Path()+"/"+name, err)
	}
	return nil
}
