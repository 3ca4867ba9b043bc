package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"hinny/share/boltfile"
)

// The files of an index; nothing else in its folder is ever touched.
const (
	metaName    = "index_meta.json"
	storeName   = "store"
	boltName    = "root.bolt"
	sealName    = "seal"    // checksum of the small files, left by Close
	rebuildName = "rebuild" // left by a run that knew the index was not right
)

const (
	// snapshotsBucket is where bleve keeps what an index consists of.
	snapshotsBucket = "s"
	// maxKeys bounds the walk over it: there are a dozen keys for each of at
	// most some hundred segments.
	maxKeys = 1 << 20
)

// check looks whether dir holds an index and whether it is whole. The errors
// are ErrLocked, errDamaged, or what the system said.
func check(dir string) (there bool, err error) {
	_, metaErr := os.Stat(filepath.Join(dir, metaName))
	_, storeErr := os.Stat(filepath.Join(dir, storeName, boltName))
	switch {
	case errors.Is(metaErr, os.ErrNotExist) && errors.Is(storeErr, os.ErrNotExist):
		return false, nil
	case errors.Is(metaErr, os.ErrNotExist) || errors.Is(storeErr, os.ErrNotExist):
		return true, fmt.Errorf("%w: a file of it is missing", errDamaged)
	}
	if err := errors.Join(metaErr, storeErr); err != nil {
		return true, err
	}
	segments, err := walkBolt(dir)
	if err != nil {
		return true, err
	}
	for _, name := range segments {
		if err := checkSegment(filepath.Join(dir, storeName, name)); err != nil {
			return true, err
		}
	}
	return true, nil
}

// walkBolt visits all of root.bolt while holding its lock and returns the names
// of the segments it counts on.
func walkBolt(dir string) (segments []string, err error) {
	wait, err := time.ParseDuration(lockWait)
	if err != nil {
		return nil, err
	}
	err = guard("walk over "+boltName, func() (err error) {
		db, err := bolt.Open(filepath.Join(dir, storeName, boltName), 0o600, &bolt.Options{ReadOnly: true, Timeout: wait})
		if err != nil {
			return err
		}
		// Another process could have opened and sealed it before this lock.
		defer func() { err = errors.Join(err, db.Close()) }()
		if err := checkSeal(dir); err != nil {
			return err
		}
		segments, err = readBolt(filepath.Join(dir, storeName, boltName))
		return err
	})
	switch {
	case err == nil, errors.Is(err, errDamaged):
		return segments, err
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, ErrLocked
	case errors.Is(err, os.ErrPermission):
		return nil, err
	}
	return nil, damage("open "+boltName, err)
}

// readBolt checks every page of root.bolt and returns the segments it names.
func readBolt(path string) (segments []string, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	keys := 0
	row := func(_ string, key, value []byte) error {
		if keys++; keys > maxKeys {
			return fmt.Errorf("%w: %s has too many keys", errDamaged, boltName)
		}
		if string(key) == "p" && strings.HasSuffix(string(value), ".zap") { // bleve's key of a segment's file
			segments = append(segments, filepath.Base(string(value)))
		}
		return nil
	}
	none := func(string, []byte, []byte) error { return nil }
	_, err = boltfile.Walk(file, info.Size(), true, func(bucket string) boltfile.Visit {
		if bucket == snapshotsBucket {
			return row
		}
		return none
	})
	return segments, err
}

// checkSegment compares a segment with the checksum in its last four bytes.
func checkSegment(path string) error {
	file, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%w: the segment %s is missing", errDamaged, filepath.Base(path))
	} else if err != nil {
		return fmt.Errorf("check a segment of the index: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("check a segment of the index: %w", err)
	}
	const sumSize = 4
	body := info.Size() - sumSize
	sum, stored := crc32.NewIEEE(), [sumSize]byte{}
	if body <= 0 {
		return fmt.Errorf("%w: the segment %s is cut short", errDamaged, filepath.Base(path))
	}
	if _, err := io.Copy(sum, io.NewSectionReader(file, 0, body)); err != nil {
		return damage("read the segment "+filepath.Base(path), err)
	}
	if _, err := file.ReadAt(stored[:], body); err != nil {
		return damage("read the segment "+filepath.Base(path), err)
	}
	if sum.Sum32() != binary.BigEndian.Uint32(stored[:]) {
		return fmt.Errorf("%w: the segment %s does not match its checksum", errDamaged, filepath.Base(path))
	}
	return nil
}

// sealText is what a seal says: the checksum of the files that have none.
func sealText(dir string) (string, error) {
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	for _, path := range []string{filepath.Join(dir, metaName), filepath.Join(dir, storeName, boltName)} {
		file, err := os.Open(path)
		if err != nil {
			return "", err
		}
		_, err = io.Copy(sum, file)
		if err = errors.Join(err, file.Close()); err != nil {
			return "", err
		}
	}
	return strconv.FormatUint(uint64(sum.Sum32()), 16), nil
}

// seal notes that the index was closed in order.
func seal(dir string) error {
	text, err := sealText(dir)
	if err != nil {
		return fmt.Errorf("seal the index: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, sealName), []byte(text), 0o600); err != nil {
		return fmt.Errorf("seal the index: %w", err)
	}
	return nil
}

// checkSeal compares the seal, where there is one, and breaks it: from now on
// the files change.
func checkSeal(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, rebuildName)); err == nil {
		return fmt.Errorf("%w: the last run could not write it", errDamaged)
	}
	path := filepath.Join(dir, sealName)
	want, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil // a crash; the walk and the checksums of segments must do
	} else if err != nil {
		return damage("read its seal", err)
	}
	got, err := sealText(dir)
	if err != nil {
		return damage("read what is sealed", err)
	}
	if got != string(want) {
		return fmt.Errorf("%w: its seal is broken", errDamaged)
	}
	return os.Remove(path)
}

// removeFiles removes the index, and only it, from dir.
func removeFiles(dir string) error {
	for _, name := range []string{sealName, rebuildName, metaName, storeName} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("remove the damaged index: %w", err)
		}
	}
	return nil
}
