package part

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestWhatWasDamagedOnTheDiskIsFetchedAgain: a bad disk changes one chunk and
// cuts another off.
func TestWhatWasDamagedOnTheDiskIsFetchedAgain(t *testing.T) {
	s := newSample(t, 5*chunk+77)
	dir, out := t.TempDir(), t.TempDir()
	store := openStore(t, dir)
	f := begin(t, store, s, out)
	write(t, f, s, 5, 0, 1, 3, 4)
	check(t, f.Sync())
	path := filepath.Join(dir, s.root().String()+dataSuffix)
	disk, err := os.OpenFile(path, os.O_RDWR, 0)
	check(t, err)
	_, err = disk.WriteAt([]byte("damage"), chunk+5)
	check(t, err)
	check(t, disk.Truncate(5*chunk+76))
	check(t, disk.Close())

	var seen []int64
	lost, err := f.Recheck(t.Context(), func(n int64) { seen = append(seen, n) })
	if err != nil || lost != 2 || !slices.Equal(present(f), []int{0, 3, 4}) {
		t.Fatalf("%d are lost, %v; here are %v", lost, err, present(f))
	}
	if !slices.IsSorted(seen) || len(seen) != 5 || seen[4] != 4*chunk+77 {
		t.Errorf("told of %v bytes", seen)
	}
	check(t, f.Sync())
	check(t, f.Close())
	f = reopen(t, store, s.root())
	if !slices.Equal(present(f), []int{0, 3, 4}) {
		t.Fatalf("after opening it again there are %v", present(f))
	}
	write(t, f, s, 1, 2, 5)
	finished, err := f.Finish(context.Background())
	check(t, err)
	if string(readFileOf(t, finished)) != string(s.data) {
		t.Error("the file is wrong")
	}
}

func TestACheckEndsWhenAsked(t *testing.T) {
	s := newSample(t, 3*chunk)
	f := begin(t, openStore(t, t.TempDir()), s, t.TempDir())
	write(t, f, s, 0, 1, 2)
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := f.Recheck(ctx, func(int64) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Errorf("it ends with %v", err)
	}
	check(t, f.Close())
	if _, err := f.Recheck(t.Context(), func(int64) {}); !errors.Is(err, os.ErrClosed) {
		t.Errorf("of a closed download: %v", err)
	}
}

// TestASmallFileIsCheckedToo: it lies in memory, and can hardly be damaged.
func TestASmallFileIsCheckedToo(t *testing.T) {
	s := newSample(t, 100)
	f := begin(t, openStore(t, t.TempDir()), s, t.TempDir())
	write(t, f, s, 0)
	if lost, err := f.Recheck(t.Context(), func(int64) {}); lost != 0 || err != nil {
		t.Errorf("whole: %d lost, %v", lost, err)
	}
	f.content[5] ^= 1
	if lost, err := f.Recheck(t.Context(), func(int64) {}); lost != 1 || err != nil || f.Has(0) {
		t.Errorf("damaged: %d lost, %v", lost, err)
	}
	write(t, f, s, 0)
	if _, err := f.Finish(t.Context()); err != nil {
		t.Error(err)
	}
}
