package part

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sync"
	"testing"

	"hinny/share"
	"hinny/share/fsys"
)

func TestADownloadFromBeginToEnd(t *testing.T) {
	s := newSample(t, 5*chunk+77)
	store, out := openStore(t, filepath.Join(t.TempDir(), ".incoming")), t.TempDir()
	f := begin(t, store, s, out)
	if _, err := f.Finish(context.Background()); !errors.Is(err, ErrIncomplete) {
		t.Errorf("finishing at once gives %v", err)
	}
	write(t, f, s, 5, 0, 3, 1, 2, 4)
	if !f.Have().Full() {
		t.Fatalf("there are only %v", present(f))
	}
	served := make([]byte, chunk)
	if _, err := f.ReadAt(served, chunk); err != nil || !bytes.Equal(served, s.chunk(1)) {
		t.Errorf("chunk 1 is served wrong: %v", err)
	}
	path, err := f.Finish(context.Background())
	check(t, err)
	if want := filepath.Join(out, "Air on a G string.flac"); path != want || !bytes.Equal(readFileOf(t, path), s.data) {
		t.Errorf("the file is at %s, want %s, or is wrong", path, want)
	}
	if names, _ := store.dir.Names(); !slices.Equal(slices.Sorted(slices.Values(names)), []string{lockName, bookName}) {
		t.Errorf("left behind: %v", names)
	}
	if err := f.WriteChunk(0, s.chunk(0)); !errors.Is(err, os.ErrClosed) {
		t.Errorf("writing after the end gives %v", err)
	}
}

func TestTheEmptyFile(t *testing.T) {
	s := newSample(t, 0)
	store, out := openStore(t, t.TempDir()), t.TempDir()
	path, err := begin(t, store, s, out).Finish(context.Background())
	check(t, err)
	if len(readFileOf(t, path)) != 0 {
		t.Error("the empty file is not empty")
	}
}

func TestWrongContentNeverTouchesTheDisk(t *testing.T) {
	writes := 0
	disk := fsys.NewMemory(1<<30, func(op, name string) error {
		if op == "write" && filepath.Ext(name) == dataSuffix {
			writes++
		}
		return nil
	})
	s := newSample(t, 2*chunk)
	f := begin(t, memoryStore(disk), s, "")
	bad := bytes.Clone(s.chunk(0))
	bad[7] ^= 1
	for _, data := range [][]byte{bad, nil, s.chunk(1), s.data} {
		if err := f.WriteChunk(0, data); !errors.Is(err, share.ErrCorrupt) {
			t.Errorf("%d wrong bytes give %v", len(data), err)
		}
	}
	if err := f.WriteChunk(2, s.chunk(0)); !errors.Is(err, share.ErrCorrupt) {
		t.Errorf("a chunk outside the file gives %v", err)
	}
	if writes != 0 || f.Have().Count() != 0 {
		t.Errorf("%d writes, and %v are said to be there", writes, present(f))
	}
	write(t, f, s, 0, 0, 0)
	if err := f.WriteChunk(0, bad); err != nil || writes != 1 {
		t.Errorf("a chunk that is there was written %d times, %v", writes, err)
	}
}

func TestChunksNeedAManifest(t *testing.T) {
	s := newSample(t, 2*chunk)
	store := openStore(t, t.TempDir())
	f, err := store.Create(s.meta(""))
	check(t, err)
	if err := f.WriteChunk(0, s.chunk(0)); !errors.Is(err, ErrNoManifest) {
		t.Errorf("writing gives %v", err)
	}
	if _, err := f.Finish(context.Background()); !errors.Is(err, ErrNoManifest) {
		t.Errorf("finishing gives %v", err)
	}
	if err := f.SetManifest(newSample(t, 3).manifest); !errors.Is(err, share.ErrCorrupt) {
		t.Errorf("the manifest of another file gives %v", err)
	}
	if f.Has(0) || f.Have().Len() != 0 || f.Manifest() != nil {
		t.Error("something is there already")
	}
}

func TestMetaSurvives(t *testing.T) {
	s := newSample(t, chunk+1)
	dir := t.TempDir()
	store, err := OpenStore(dir, quiet())
	check(t, err)
	f := begin(t, store, s, "/somewhere")
	check(t, f.Update(func(m *Meta) {
		m.Paused, m.Seconds, m.Size = true, 12.5, 99
		m.Root = share.RootHash{1}
		m.Providers = append(m.Providers, "peer-a")
		m.Sources = map[string]int64{"peer-a": 7}
	}))
	want := f.Meta()
	want.Sources["peer-a"] = 8 // a copy: must not reach the file
	check(t, store.Close())

	list, err := openStore(t, dir).List()
	check(t, err)
	if len(list) != 1 {
		t.Fatalf("%d downloads", len(list))
	}
	want.Sources["peer-a"] = 7
	if !reflect.DeepEqual(list[0], want) || want.Size != chunk+1 || want.Root != s.root() || !want.Paused {
		t.Errorf("read %+v, wrote %+v", list[0], want)
	}
}

func TestStoreKnowsItsDownloads(t *testing.T) {
	a, b := newSample(t, 10), newSample(t, 20)
	store := openStore(t, t.TempDir())
	f := begin(t, store, a, "")
	if _, err := store.Create(a.meta("")); !errors.Is(err, os.ErrExist) {
		t.Errorf("creating twice gives %v", err)
	}
	if _, err := store.Open(a.root()); !errors.Is(err, ErrBusy) {
		t.Errorf("opening twice gives %v", err)
	}
	if _, err := store.Open(b.root()); !errors.Is(err, share.ErrNotFound) {
		t.Errorf("opening an unknown one gives %v", err)
	}
	if err := store.Remove(b.root()); !errors.Is(err, share.ErrNotFound) {
		t.Errorf("removing an unknown one gives %v", err)
	}
	if _, err := store.Create(Meta{}); !errors.Is(err, share.ErrBadRoot) {
		t.Errorf("a download of nothing gives %v", err)
	}
	check(t, store.Remove(a.root()))
	if err := f.Update(func(*Meta) {}); !errors.Is(err, os.ErrClosed) {
		t.Errorf("updating a removed download gives %v", err)
	}
	if list, err := store.List(); err != nil || len(list) != 0 {
		t.Errorf("still there: %v, %v", list, err)
	}
	begin(t, store, a, "") // and it can begin anew
}

func TestSecondProcessIsRefused(t *testing.T) {
	dir := t.TempDir()
	openStore(t, dir)
	if _, err := OpenStore(dir, quiet()); !errors.Is(err, ErrLocked) {
		t.Errorf("opening the folder twice gives %v", err)
	}
}

func TestALieAboutTheSizeIsMended(t *testing.T) {
	s := newSample(t, 2*chunk+5)
	store := openStore(t, t.TempDir())
	f, err := store.Create(s.meta(""))
	check(t, err)
	check(t, f.SetManifest(liar(t, s, 2*chunk+9)))
	if err := f.WriteChunk(2, append(bytes.Clone(s.chunk(2)), 0, 0, 0, 0)); !errors.Is(err, share.ErrCorrupt) {
		t.Errorf("the last chunk of a wrong size gives %v", err)
	}
	check(t, f.SetManifest(s.manifest))
	write(t, f, s, 2, 0, 1)
	if err := f.SetManifest(liar(t, s, 2*chunk+9)); err == nil || f.Meta().Size != 2*chunk+5 {
		t.Error("a proved size was changed")
	}
}

func TestManyWritersMarkEachChunkOnce(t *testing.T) {
	s := newSample(t, 20*chunk+1)
	dir := t.TempDir()
	f := begin(t, openStore(t, dir), s, t.TempDir())
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for k := range 21 {
				i := (k*5 + w) % 21
				if err := f.WriteChunk(i, s.chunk(i)); err != nil {
					t.Error(err)
				}
				if k%7 == 0 {
					if err := f.Sync(); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	path, err := f.Finish(context.Background())
	check(t, err)
	if !bytes.Equal(readFileOf(t, path), s.data) {
		t.Error("the file is wrong")
	}
}

func TestCloseAndOpenKeepsTheChunks(t *testing.T) {
	s := newSample(t, 9*chunk+5)
	store := openStore(t, t.TempDir())
	f := begin(t, store, s, "")
	write(t, f, s, 9, 2, 8)
	check(t, f.Close())
	check(t, f.Close())
	if got := present(reopen(t, store, s.root())); !slices.Equal(got, []int{2, 8, 9}) {
		t.Errorf("there are %v", got)
	}
}
