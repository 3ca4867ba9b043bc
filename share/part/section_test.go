package part

import (
	"bytes"
	"errors"
	"strings"
	"syscall"
	"testing"

	"hinny/share"
	"hinny/share/fsys"
	"hinny/share/merkle"
)

// cut returns what verifies the sections of a chunk.
func (s sample) cut(t testing.TB, chunk int) *merkle.Sections {
	t.Helper()
	sections, err := s.manifest.ListSections(bytes.NewReader(s.data), chunk, make([]byte, share.MinSectionSize))
	check(t, err)
	return sections
}

func (s sample) section(chunk, i int) []byte {
	at, n := share.SectionSpan(s.manifest.Size(), chunk, i, i+1)
	return s.chunk(chunk)[at : at+n]
}

// writeSection writes a section and reports whether the chunk is there then.
func writeSection(t testing.TB, f *File, s sample, chunk, i int) bool {
	t.Helper()
	whole, err := f.WriteSection(s.cut(t, chunk), i, s.section(chunk, i))
	check(t, err)
	return whole
}

func TestAChunkIsThereWithItsLastSection(t *testing.T) {
	s := newSample(t, 2*chunk+share.MinSectionSize+1)
	dir := t.TempDir()
	store, err := OpenStore(dir, quiet())
	check(t, err)
	f := begin(t, store, s, t.TempDir())
	for n, i := range []int{2, 0, 3, 3, 1} {
		if whole := writeSection(t, f, s, 1, i); whole != (n == 4) || f.Has(1) != whole {
			t.Fatalf("after section %d the chunk is there: %v", i, whole)
		}
	}
	if !writeSection(t, f, s, 1, 0) {
		t.Error("a section of a chunk that is there makes it go")
	}
	writeSection(t, f, s, 2, 1) // the end of the file
	if !writeSection(t, f, s, 2, 0) {
		t.Error("the last chunk is not there")
	}
	writeSection(t, f, s, 0, 3)
	write(t, f, s, 0) // whole after all
	check(t, store.Close())

	store = openStore(t, dir)
	f = reopen(t, store, s.root())
	if got := present(f); len(got) != 3 {
		t.Fatalf("after a restart %v are there", got)
	}
	path, err := f.Finish(t.Context())
	check(t, err)
	if !bytes.Equal(readFileOf(t, path), s.data) {
		t.Error("the file differs")
	}
}

// TestSectionsOfACrashAreNotBelieved: they are fetched again.
func TestSectionsOfACrashAreNotBelieved(t *testing.T) {
	s := newSample(t, 2*chunk)
	dir := t.TempDir()
	store, err := OpenStore(dir, quiet())
	check(t, err)
	f := begin(t, store, s, "")
	for i := range 3 {
		writeSection(t, f, s, 0, i)
	}
	check(t, store.Close())
	f = reopen(t, openStore(t, dir), s.root())
	if writeSection(t, f, s, 0, 3) {
		t.Error("sections are believed that no record names")
	}
}

func TestAWrongSectionNeverTouchesTheDisk(t *testing.T) {
	writes := 0
	disk := fsys.NewMemory(1<<30, func(op, name string) error {
		if op == "write" && strings.HasSuffix(name, dataSuffix) {
			writes++
		}
		return nil
	})
	s := newSample(t, 2*chunk)
	f := begin(t, memoryStore(disk), s, "")
	bad := bytes.Clone(s.section(0, 1))
	bad[9] ^= 1
	for _, data := range [][]byte{bad, nil, s.section(0, 0), s.chunk(0)} {
		if _, err := f.WriteSection(s.cut(t, 0), 1, data); !errors.Is(err, share.ErrCorrupt) {
			t.Errorf("%d wrong bytes give %v", len(data), err)
		}
	}
	if writes != 0 {
		t.Errorf("%d writes of wrong bytes", writes)
	}
	writeSection(t, f, s, 0, 1)
	if _, err := f.WriteSection(s.cut(t, 0), 1, bad); err != nil || writes != 1 {
		t.Errorf("a section that is there was written %d times, %v", writes, err)
	}
}

// TestSectionsBeforeAFailedSyncDoNotCount: the disk may have dropped them.
func TestSectionsBeforeAFailedSyncDoNotCount(t *testing.T) {
	broken := false
	disk := fsys.NewMemory(1<<30, func(op, name string) error {
		if broken && op == "sync" && strings.HasSuffix(name, dataSuffix) {
			return syscall.EIO
		}
		return nil
	})
	s := newSample(t, 2*chunk)
	f := begin(t, memoryStore(disk), s, "")
	for i := range 3 {
		writeSection(t, f, s, 0, i)
	}
	write(t, f, s, 1)
	broken = true
	if err := f.Sync(); !errors.Is(err, syscall.EIO) {
		t.Fatalf("the sync gives %v", err)
	}
	broken = false
	if writeSection(t, f, s, 0, 3) || f.Has(0) {
		t.Error("sections that the disk may have dropped count")
	}
	for i := range 3 {
		if whole := writeSection(t, f, s, 0, i); whole != (i == 2) {
			t.Errorf("written again, section %d makes it whole: %v", i, whole)
		}
	}
}

// TestASectionWrittenDuringAFailedSyncIsNotTrusted: as a chunk would not be.
func TestASectionWrittenDuringAFailedSyncIsNotTrusted(t *testing.T) {
	s, f := overtaken(t)
	var diskErr *DiskError
	if _, err := f.WriteSection(s.cut(t, 0), 0, s.section(0, 0)); !errors.As(err, &diskErr) {
		t.Errorf("the section gives %v", err)
	}
	if here, _ := f.written(0, 0); here {
		t.Error("the section is said to be there")
	}
}
