package boltfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// rows is how many rows each bucket of filled has: enough for branches.
const rows = 2000

// filled returns a file with a bucket, and a bucket with a bucket in it.
func filled(t testing.TB) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file.bolt")
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bolt.Tx) error {
		flat, err := tx.CreateBucket([]byte("flat"))
		outer, errOuter := tx.CreateBucket([]byte("outer"))
		if err := errors.Join(err, errOuter); err != nil {
			return err
		}
		inner, err := outer.CreateBucket([]byte("inner"))
		if err != nil {
			return err
		}
		for i := range rows {
			key := fmt.Appendf(nil, "key %06d", i)
			if err := errors.Join(flat.Put(key, key), inner.Put(key, key)); err != nil {
				return err
			}
		}
		return nil
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// walk counts the rows of each bucket at the top.
func walk(data []byte, nested bool) (seen map[string]*int, both bool, err error) {
	seen = map[string]*int{}
	both, err = Walk(bytes.NewReader(data), int64(len(data)), nested, func(bucket string) Visit {
		count := new(int)
		seen[bucket] = count
		return func(string, []byte, []byte) error {
			*count++
			return nil
		}
	})
	return seen, both, err
}

func TestEveryRowOfAWholeFileIsShown(t *testing.T) {
	seen, both, err := walk(filled(t), true)
	if err != nil || !both || *seen["flat"] != rows || *seen["outer"] != rows {
		t.Errorf("seen %v, both metas %v, %v", seen, both, err)
	}
}

func TestABucketInABucketIsDamageWhereNoneBelongs(t *testing.T) {
	if _, _, err := walk(filled(t), false); !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

// bbolt itself would follow such a page until the memory is used up.
func TestAPageThatPointsAtItselfIsDamage(t *testing.T) {
	data := filled(t)
	m, _, err := readMeta(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	branches := 0
	for id := range m.high {
		page := data[int64(id)*m.pageSize:]
		if binary.NativeEndian.Uint16(page[8:]) != flagBranch || binary.NativeEndian.Uint64(page) != id {
			continue
		}
		branches++
		damaged := bytes.Clone(data)
		binary.NativeEndian.PutUint64(damaged[int64(id)*m.pageSize+pageHeader+8:], id)
		if _, _, err := walk(damaged, true); !errors.Is(err, ErrDamaged) {
			t.Errorf("page %d points at itself: %v", id, err)
		}
	}
	if branches < 2 {
		t.Errorf("only %d branches were tried", branches)
	}
}

func TestTheErrorOfAVisitEndsTheWalk(t *testing.T) {
	data, enough := filled(t), errors.New("enough")
	_, err := Walk(bytes.NewReader(data), int64(len(data)), true, func(string) Visit {
		return func(string, []byte, []byte) error { return enough }
	})
	if !errors.Is(err, enough) || errors.Is(err, ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

func TestTheNewestMetaPageIsFound(t *testing.T) {
	data := filled(t)
	offset, both, err := Newest(bytes.NewReader(data))
	if err != nil || !both {
		t.Fatal(both, err)
	}
	data[offset+pageHeader+20] ^= 1
	older, both, err := Newest(bytes.NewReader(data))
	if err != nil || both || older == offset {
		t.Errorf("after damage to the one at %d: %d, both %v, %v", offset, older, both, err)
	}
}

func FuzzWalk(f *testing.F) {
	data := filled(f)
	f.Add(uint32(8192), []byte{1, 2, 3})
	f.Add(uint32(16+24), []byte{0xff})
	f.Add(uint32(4096*3+10), []byte{0xff, 0xff})
	f.Fuzz(func(t *testing.T, at uint32, with []byte) {
		damaged := bytes.Clone(data)
		copy(damaged[int(at)%len(damaged):], with)
		if _, _, err := walk(damaged, true); err != nil && !errors.Is(err, ErrDamaged) {
			t.Errorf("the error is no damage: %v", err)
		}
	})
}
