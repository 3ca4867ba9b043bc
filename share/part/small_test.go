package part

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"

	"hinny/share"
	"hinny/share/fsys"
)

// group is some small files, two of which want the same name.
func group(t testing.TB) (samples []sample) {
	for _, size := range []int{0, 1, 100, chunk - 1, chunk} {
		samples = append(samples, newSample(t, size))
	}
	return samples
}

func metaOf(s sample, out string) Meta {
	m := s.meta(filepath.Join(out, fmt.Sprint(len(s.data)%2)))
	m.Name = fmt.Sprintf("%d.bin", len(s.data)/1000)
	return m
}

// endTogether orders the files that are not known, and ends all in one group.
func endTogether(t testing.TB, store *Store, samples []sample, out string) (failures []error) {
	t.Helper()
	var batch []*ending
	for _, s := range samples {
		f, err := store.Create(metaOf(s, out))
		if err == nil {
			err = f.SetManifest(s.manifest)
		}
		if err == nil && len(s.data) > 0 {
			err = f.WriteChunk(0, s.data)
		}
		if err != nil {
			failures = append(failures, err)
			continue
		}
		batch = append(batch, &ending{f: f, m: s.manifest, ctx: context.Background(), number: 1})
	}
	store.endAll(batch)
	for _, e := range batch {
		if e.err != nil {
			failures = append(failures, e.err)
			continue
		}
		e.f.release()
	}
	return failures
}

// found returns the content of all files under a folder, in order.
func found(t testing.TB, dir string) (contents [][]byte) {
	t.Helper()
	check(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			contents = append(contents, readFileOf(t, path))
		}
		return err
	}))
	slices.SortFunc(contents, bytes.Compare)
	return contents
}

// expect fails unless each sample lies once under dir and nothing else does.
func expect(t testing.TB, dir string, samples []sample, at string) {
	t.Helper()
	var want [][]byte
	for _, s := range samples {
		want = append(want, s.data)
	}
	slices.SortFunc(want, bytes.Compare)
	if got := found(t, dir); !slices.EqualFunc(got, want, bytes.Equal) {
		t.Errorf("%s: %d files are there instead of %d, or one is wrong", at, len(got), len(want))
	}
}

// The process is killed before every single operation of a group of small
// files. The next one finds every order that was taken and not finished, no
// wrong byte, and ends each file once.
func TestKilledAtEveryOperationOfAGroup(t *testing.T) {
	samples := group(t)
	killed := errors.New("the process is dead")
	for at, survived := 0, false; !survived; at++ {
		dir, out, n := t.TempDir(), t.TempDir(), 0
		store := hookedStore(t, dir, func(string) error {
			if n++; n > at {
				return killed
			}
			return nil
		})
		endTogether(t, store, samples, out)
		survived = n <= at
		_ = store.Close() // it lets go of the lock, and a dead process writes nothing
		next := openStore(t, dir)
		list, err := next.List()
		check(t, err)
		for _, s := range samples {
			listed := slices.ContainsFunc(list, func(m Meta) bool { return m.Root == s.root() })
			if taken := at > len(samples); taken && listed == ended(t, out, s) {
				t.Errorf("after %d operations: a file of %d bytes is listed: %v, and has ended likewise", at, len(s.data), listed)
			}
		}
		again(t, next, samples, out)
		expect(t, out, samples, fmt.Sprintf("after %d operations", at))
	}
}

// ended reports whether a file lies below a folder.
func ended(t *testing.T, out string, s sample) bool {
	return slices.ContainsFunc(found(t, out), func(data []byte) bool { return bytes.Equal(data, s.data) })
}

// Each operation of a group fails once because the disk is full. The error says
// so, the others of the group do not suffer, and a second try completes.
func TestDiskFullAtEveryOperationOfAGroup(t *testing.T) {
	samples := group(t)
	for at := 0; ; at++ {
		n, op := 0, ""
		out := t.TempDir()
		store := hookedStore(t, t.TempDir(), func(kind string) error {
			if n++; n == at+1 {
				op = kind
				return syscall.ENOSPC
			}
			return nil
		})
		failures := endTogether(t, store, samples, out)
		for _, err := range failures {
			var disk *DiskError
			if !errors.As(err, &disk) || !disk.Full {
				t.Errorf("operation %d (%s): %v", at, op, err)
			}
		}
		if len(failures) > 1 && op == "create" && at > 1 {
			t.Errorf("operation %d (%s): %d files suffer", at, op, len(failures))
		}
		again(t, store, samples, out)
		expect(t, out, samples, fmt.Sprintf("operation %d (%s)", at, op))
		all := n <= at
		n = at + 1 // closing does not fail
		check(t, store.Close())
		if all {
			return
		}
	}
}

// again ends what is still ordered, or was never.
func again(t *testing.T, store *Store, samples []sample, out string) {
	t.Helper()
	for _, s := range samples {
		if ended(t, out, s) {
			continue
		}
		store.mu.Lock()
		f := store.open[s.root()]
		store.mu.Unlock()
		var err error
		if f == nil {
			if f, err = store.Open(s.root()); err != nil {
				f, err = store.Create(metaOf(s, out))
			}
			check(t, err)
		}
		check(t, f.SetManifest(s.manifest))
		if len(s.data) > 0 {
			check(t, f.WriteChunk(0, s.data))
		}
		_, err = f.Finish(context.Background())
		check(t, err)
	}
}

func TestManySmallFilesEndAtOnce(t *testing.T) {
	store, out := openStore(t, t.TempDir()), t.TempDir()
	var samples []sample
	for i := range 300 {
		samples = append(samples, newSample(t, 1+i))
	}
	slices.SortFunc(samples, func(a, b sample) int { return bytes.Compare(a.data, b.data) })
	samples = slices.CompactFunc(samples, func(a, b sample) bool { return bytes.Equal(a.data, b.data) })
	var ends sync.WaitGroup
	for _, s := range samples {
		f := complete(t, store, s, s.meta(out)) // all want the same name
		ends.Go(func() {
			if _, err := f.Finish(context.Background()); err != nil {
				t.Error(err)
			}
			if content := make([]byte, len(s.data)); !readsAll(f, content) || !bytes.Equal(content, s.data) {
				t.Error("a finished file cannot be read before it is closed")
			}
			if err := f.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	ends.Wait()
	expect(t, out, samples, "at the end")
	if names, _ := store.dir.Names(); len(names) != 2 {
		t.Errorf("left behind: %v", names)
	}
}

func readsAll(f *File, p []byte) bool {
	n, err := f.ReadAt(p, 0)
	return err == nil && n == len(p)
}

// What a small file has waits in memory; Sync and Close keep it over a restart.
func TestASyncedSmallFileSurvivesAPowerCut(t *testing.T) {
	s := newSample(t, 4000)
	disk := fsys.NewMemory(1<<30, nil)
	f := begin(t, memoryStore(disk), s, "")
	write(t, f, s, 0)
	check(t, f.Sync())
	after := memoryStore(disk.Crash(false))
	if got := present(reopen(t, after, s.root())); !slices.Equal(got, []int{0}) {
		t.Errorf("there are %v", got)
	}
	spoiled, err := disk.OpenFile(s.root().String()+dataSuffix, false)
	check(t, err)
	_, err = spoiled.WriteAt([]byte("rot"), 7)
	check(t, err)
	if got := present(reopen(t, memoryStore(disk), s.root())); got != nil {
		t.Errorf("spoiled content is believed: %v", got)
	}
}

func TestASmallFileRefusesWrongContent(t *testing.T) {
	s := newSample(t, 500)
	f := begin(t, memoryStore(fsys.NewMemory(1<<30, nil)), s, "")
	bad := bytes.Clone(s.data)
	bad[499] ^= 1
	for _, data := range [][]byte{bad, s.data[:499], append(bytes.Clone(s.data), 0), nil} {
		if err := f.WriteChunk(0, data); !errors.Is(err, share.ErrCorrupt) {
			t.Errorf("%d wrong bytes give %v", len(data), err)
		}
	}
	if _, err := f.Finish(context.Background()); !errors.Is(err, ErrIncomplete) {
		t.Errorf("it ends with %v", err)
	}
}
