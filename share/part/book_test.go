package part

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"hinny/share"
	"hinny/share/fsys"
)

// orders begins the downloads of n files that differ.
func orders(t testing.TB, store *Store, n int) {
	t.Helper()
	for i := range n {
		_, err := store.Create(Meta{Root: share.RootHash{1, byte(i), byte(i >> 8)}, Size: -1, Name: fmt.Sprint(i)})
		check(t, err)
	}
}

func listed(t testing.TB, store *Store) int {
	t.Helper()
	list, err := store.List()
	check(t, err)
	return len(list)
}

func TestADamagedLineCostsItsOrderOnly(t *testing.T) {
	dir := t.TempDir()
	store, err := OpenStore(dir, quiet())
	check(t, err)
	orders(t, store, 5)
	check(t, store.Close())
	path := filepath.Join(dir, bookName)
	data := readFileOf(t, path)
	damaged := bytes.Clone(data)
	damaged[len(data)/2] ^= 1
	check(t, os.WriteFile(path, append(damaged, "00000000 {cut short"...), 0o600))

	again := openStore(t, dir)
	if n := listed(t, again); n != 4 {
		t.Errorf("%d orders are left", n)
	}
	if !bytes.HasPrefix(readFileOf(t, path+damagedSuffix), damaged) {
		t.Error("the damaged book was not set aside")
	}
	check(t, again.Flush())
	if _, _, bad := decodeBook(readFileOf(t, path)); bad != 0 {
		t.Errorf("%d damaged lines are still there", bad)
	}
}

func TestTheBookDoesNotGrowForever(t *testing.T) {
	disk := fsys.NewMemory(1<<30, nil)
	store := memoryStore(disk)
	orders(t, store, 3)
	root := share.RootHash{1, 2}
	for i := range bookSlack + 100 {
		check(t, store.book.put(Meta{Root: root, Size: -1, Name: fmt.Sprint("later ", i)}))
	}
	before, err := disk.Size(bookName)
	check(t, err)
	check(t, store.Flush())
	after, err := disk.Size(bookName)
	check(t, err)
	if after*100 > before {
		t.Errorf("the book has %d bytes, and had %d", after, before)
	}
	check(t, store.book.put(Meta{Root: share.RootHash{9}, Size: -1}))
	check(t, store.Flush())
	list, err := memoryStore(disk.Crash(false)).List()
	check(t, err)
	if len(list) != 4 || !slices.ContainsFunc(list, func(m Meta) bool { return m.Name == fmt.Sprint("later ", bookSlack+99) }) {
		t.Errorf("after a power cut: %+v", list)
	}
}

// A sync that fails may have dropped what was written, and the next one would
// succeed without it.
func TestAFailedSyncOfTheBookLosesNoOrder(t *testing.T) {
	broken := false
	disk := fsys.NewMemory(1<<30, func(op, name string) error {
		if broken && op == "sync" && name == bookName {
			return syscall.EIO
		}
		return nil
	})
	store := memoryStore(disk)
	orders(t, store, 2)
	broken = true
	if err := store.Flush(); !errors.Is(err, syscall.EIO) {
		t.Errorf("the flush gives %v", err)
	}
	broken = false
	check(t, store.Flush())
	if n := listed(t, memoryStore(disk.Crash(false))); n != 2 {
		t.Errorf("after a power cut there are %d orders", n)
	}
}

func TestARemovedOrderDoesNotComeBack(t *testing.T) {
	disk := fsys.NewMemory(1<<30, nil)
	store := memoryStore(disk)
	orders(t, store, 2)
	check(t, store.Flush())
	check(t, store.Remove(share.RootHash{1, 1}))
	if n := listed(t, memoryStore(disk.Crash(false))); n != 1 {
		t.Errorf("after a power cut there are %d orders", n)
	}
	// Neither does one that got files of its own and was removed then.
	s := newSample(t, 2*chunk)
	begin(t, store, s, "")
	check(t, store.Remove(s.root()))
	if n := listed(t, memoryStore(disk.Crash(false))); n != 1 {
		t.Errorf("after a power cut there are %d orders", n)
	}
}

func FuzzDecodeBook(f *testing.F) {
	line, err := encodeBookLine(bookLine{Meta: Meta{Root: share.RootHash{1}, Size: 7, Name: "a"}})
	check(f, err)
	struck, err := encodeBookLine(bookLine{Meta: Meta{Root: share.RootHash{1}, Size: -1}, Struck: true})
	check(f, err)
	f.Add(line)
	f.Add(slices.Concat(line, struck, line))
	f.Add(slices.Concat(line, []byte("00000000 {}\n"), line[:9]))
	f.Fuzz(func(t *testing.T, data []byte) {
		live, lines, damaged := decodeBook(data)
		if len(live)+damaged > lines {
			t.Fatalf("%d live and %d damaged of %d lines", len(live), damaged, lines)
		}
		for root, m := range live {
			if m.Root != root || root.IsZero() || m.Size < -1 || m.Size > share.MaxFileSize {
				t.Fatalf("accepted %+v", m)
			}
		}
	})
}
