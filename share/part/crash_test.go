package part

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"hinny/share"
	"hinny/share/fsys"
	"hinny/share/merkle"
)

// liar returns a manifest with the right tree and the wrong size.
func liar(t testing.TB, s sample, size int64) *merkle.Manifest {
	t.Helper()
	outboard := bytes.Clone(s.manifest.Outboard())
	for i := range 8 {
		outboard[i] = byte(size >> (8 * i))
	}
	m, err := merkle.New(s.root(), size, outboard)
	check(t, err)
	return m
}

// download runs a whole download with syncs in between, on any disk.
func download(store *Store, s sample) error {
	f, err := store.Create(s.meta(""))
	if err != nil {
		return err
	}
	if err := f.SetManifest(s.manifest); err != nil {
		return err
	}
	for k, i := range []int{4, 0, 3, 1, 2} {
		if err := f.WriteChunk(i, s.chunk(i)); err != nil {
			return err
		}
		if k%2 == 1 {
			if err := f.Sync(); err != nil {
				return err
			}
		}
		if err := f.Update(func(m *Meta) { m.Seconds++ }); err != nil {
			return err
		}
	}
	return f.Close()
}

// The power fails before every single operation of a download, in turn. What
// is found afterwards must be true, and the download must complete.
func TestPowerCutAtEveryOperation(t *testing.T) {
	s := newSample(t, 4*chunk+100)
	for _, keepNames := range []bool{false, true} {
		var disk *fsys.Memory
		var wrecks []*fsys.Memory
		disk = fsys.NewMemory(1<<30, func(string, string) error {
			wrecks = append(wrecks, disk.Crash(keepNames))
			return nil
		})
		check(t, download(memoryStore(disk), s))
		wrecks = append(wrecks, disk.Crash(keepNames))
		for at, wreck := range wrecks {
			after := survive(t, wreck, s, at)
			if at == len(wrecks)-1 && after != 5 {
				t.Errorf("after Close only %d of 5 chunks survive", after)
			}
		}
		t.Logf("%d power cuts, names kept early: %v", len(wrecks), keepNames)
	}
}

// survive opens what a crash left, checks it against the truth, completes the
// download, and returns how many chunks were there.
func survive(t *testing.T, disk *fsys.Memory, s sample, at int) int {
	t.Helper()
	store := memoryStore(disk)
	list, err := store.List()
	check(t, err)
	var f *File
	if len(list) == 0 {
		f, err = store.Create(s.meta(""))
	} else {
		f, err = store.Open(s.root())
	}
	if err != nil {
		t.Fatalf("operation %d: %v", at, err)
	}
	verifyPresent(t, f, s, at)
	found := f.Have().Count()
	if err := f.SetManifest(s.manifest); err != nil {
		t.Fatalf("operation %d: %v", at, err)
	}
	verifyPresent(t, f, s, at)
	for i := range f.Have().Missing() {
		if err := f.WriteChunk(i, s.chunk(i)); err != nil {
			t.Fatalf("operation %d: %v", at, err)
		}
	}
	got := make([]byte, len(s.data))
	if _, err := f.ReadAt(got, 0); err != nil || !bytes.Equal(got, s.data) {
		t.Fatalf("operation %d: the completed file is wrong (%v)", at, err)
	}
	check(t, f.Close())
	return found
}

// verifyPresent reads every chunk that is said to be there.
func verifyPresent(t *testing.T, f *File, s sample, at int) {
	t.Helper()
	for i := range f.Have().Present() {
		offset, n := share.ChunkSpan(s.manifest.Size(), i)
		got := make([]byte, n)
		if _, err := f.ReadAt(got, offset); err != nil || !bytes.Equal(got, s.chunk(i)) {
			t.Fatalf("operation %d: chunk %d is said to be there and is wrong (%v)", at, i, err)
		}
	}
}

// A process that is killed leaves everything it wrote in the system's cache:
// nothing at all is lost, synced or not.
func TestKilledProcessLosesNothing(t *testing.T) {
	s := newSample(t, 9*chunk)
	disk := fsys.NewMemory(1<<30, nil)
	f := begin(t, memoryStore(disk), s, "")
	write(t, f, s, 8, 1)
	check(t, f.Sync())
	write(t, f, s, 5, 7, 0)
	if got := present(reopen(t, memoryStore(disk), s.root())); !slices.Equal(got, []int{0, 1, 5, 7, 8}) {
		t.Errorf("there are %v", got)
	}
}

func TestAWrongHintIsNotBelieved(t *testing.T) {
	s := newSample(t, 9*chunk)
	disk := fsys.NewMemory(1<<30, nil)
	f := begin(t, memoryStore(disk), s, "")
	write(t, f, s, 8, 1)
	for _, hint := range [][]byte{{0xff, 0x01}, {0xff, 0xff}, {0x02, 0x01}} {
		_, err := f.hint.WriteAt(hint, 0)
		check(t, err)
		got := present(reopen(t, memoryStore(disk), s.root()))
		if want := []int{1, 8}; !slices.Equal(got, want) && hint[1] != 0xff {
			t.Errorf("hint %x: there are %v", hint, got)
		}
		if len(got) > 2 {
			t.Errorf("hint %x was believed: %v", hint, got)
		}
	}
}

// Each operation of a download fails once. The error must say so, and a second
// try, after the disk is well again, completes.
func TestDiskFailureAtEveryOperation(t *testing.T) {
	s := newSample(t, 4*chunk+100)
	total := 0
	check(t, download(memoryStore(fsys.NewMemory(1<<30, func(string, string) error { total++; return nil })), s))
	for at := range total {
		op, what, n := "", "", 0
		disk := fsys.NewMemory(1<<30, func(kind, name string) error {
			n++
			if n != at+1 {
				return nil
			}
			op, what = kind, name
			return syscall.ENOSPC
		})
		err := download(memoryStore(disk), s)
		var diskErr *DiskError
		switch {
		case strings.HasSuffix(what, hintSuffix) && op == "write":
			// The hint may fail in silence once a chunk is written.
		case !errors.As(err, &diskErr) || !diskErr.Full || !errors.Is(err, syscall.ENOSPC):
			t.Errorf("operation %d (%s %s) fails with %v", at, op, filepath.Ext(what), err)
		}
		survive(t, disk, s, at)
	}
	t.Logf("%d failures", total)
}

func TestFailedSyncForgetsWhatItCannotVouchFor(t *testing.T) {
	broken := false
	disk := fsys.NewMemory(1<<30, func(op, name string) error {
		if broken && op == "sync" && strings.HasSuffix(name, dataSuffix) {
			return syscall.EIO
		}
		return nil
	})
	s := newSample(t, 6*chunk)
	f := begin(t, memoryStore(disk), s, "")
	write(t, f, s, 5, 0)
	check(t, f.Sync())
	write(t, f, s, 1, 2)
	broken = true
	var diskErr *DiskError
	if err := f.Sync(); !errors.As(err, &diskErr) || diskErr.Full {
		t.Errorf("the sync gives %v", err)
	}
	if got := present(f); !slices.Equal(got, []int{0, 5}) {
		t.Errorf("there are %v", got)
	}
	broken = false
	write(t, f, s, 1, 2)
	check(t, f.Sync())
	if got := present(reopen(t, memoryStore(disk.Crash(false)), s.root())); !slices.Equal(got, []int{0, 1, 2, 5}) {
		t.Errorf("after a crash there are %v", got)
	}
}

// overtaken begins a download of three chunks, of which the last is there, on a
// disk where a sync fails while something is between its write and its mark: the
// kernel may have dropped just these pages.
func overtaken(t *testing.T) (s sample, f *File) {
	armed := false
	disk := fsys.NewMemory(1<<30, func(op, name string) error {
		switch {
		case armed && op == "sync" && strings.HasSuffix(name, dataSuffix):
			return syscall.EIO
		case armed && op == "write" && strings.HasSuffix(name, dataSuffix):
			if err := f.Sync(); !errors.Is(err, syscall.EIO) {
				t.Errorf("the sync gives %v", err)
			}
		}
		return nil
	})
	s = newSample(t, 3*chunk)
	f = begin(t, memoryStore(disk), s, "")
	write(t, f, s, 2)
	armed = true
	return s, f
}

func TestAChunkWrittenDuringAFailedSyncIsNotTrusted(t *testing.T) {
	s, f := overtaken(t)
	var diskErr *DiskError
	if err := f.WriteChunk(1, s.chunk(1)); !errors.As(err, &diskErr) || f.Have().Count() != 0 {
		t.Errorf("the chunk gives %v, and there are %v", err, present(f))
	}
}

func TestNoRoomIsSaidBeforeItIsTried(t *testing.T) {
	s := newSample(t, 4*chunk)
	f := begin(t, memoryStore(fsys.NewMemory(3*chunk, nil)), s, "")
	err := f.WriteChunk(3, s.chunk(3))
	var diskErr *DiskError
	if !errors.As(err, &diskErr) || !diskErr.Full || !strings.Contains(err.Error(), "262144 are missing") ||
		!strings.Contains(err.Error(), "memory") {
		t.Errorf("got %v", err)
	}
	if f.Has(3) {
		t.Error("the chunk is said to be there")
	}
}
