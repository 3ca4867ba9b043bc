package part

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// complete begins a download and writes all of it.
func complete(t *testing.T, store *Store, s sample, m Meta) *File {
	t.Helper()
	f, err := store.Create(m)
	check(t, err)
	check(t, f.SetManifest(s.manifest))
	for i := range s.manifest.Chunks() {
		write(t, f, s, i)
	}
	return f
}

func TestFinishNeverOverwrites(t *testing.T) {
	store, out := openStore(t, t.TempDir()), t.TempDir()
	mine := filepath.Join(out, "a.txt")
	check(t, os.WriteFile(mine, []byte("mine"), 0o600))
	check(t, os.Symlink("/nowhere", filepath.Join(out, "a (2).txt")))
	s := newSample(t, chunk+1)
	m := s.meta(out)
	m.Name = "a.txt"
	path, err := complete(t, store, s, m).Finish(context.Background())
	check(t, err)
	if path != filepath.Join(out, "a (3).txt") || !bytes.Equal(readFileOf(t, path), s.data) {
		t.Errorf("it went to %s", path)
	}
	if string(readFileOf(t, mine)) != "mine" {
		t.Error("a file of the user was overwritten")
	}
}

func TestMoveNewRefusesATakenName(t *testing.T) {
	dir := t.TempDir()
	check(t, os.WriteFile(filepath.Join(dir, "from"), []byte("new"), 0o600))
	check(t, os.WriteFile(filepath.Join(dir, "to"), []byte("old"), 0o600))
	root, err := os.OpenRoot(dir)
	check(t, err)
	defer root.Close()
	if err := moveNew(root, "from", root, "to"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v", err)
	}
	if string(readFileOf(t, filepath.Join(dir, "to"))) != "old" {
		t.Error("it was overwritten")
	}
}

func TestHostileNamesStayInTheFolder(t *testing.T) {
	store := openStore(t, t.TempDir())
	for i, name := range []string{"../../evil", "/etc/evil", `C:\evil`, "..", "", "con", "a\x00b"} {
		above := t.TempDir()
		out := filepath.Join(above, "deep", "out")
		s := newSample(t, 100+i)
		m := s.meta(out)
		m.Name = name
		path, err := complete(t, store, s, m).Finish(context.Background())
		check(t, err)
		if filepath.Dir(path) != out || !bytes.Equal(readFileOf(t, path), s.data) {
			t.Errorf("%q went to %s", name, path)
		}
		if entries, _ := os.ReadDir(above); len(entries) != 1 {
			t.Errorf("%q left something outside: %v", name, entries)
		}
	}
}

func TestFinishedFileIsReadableLikeItsFolder(t *testing.T) {
	store := openStore(t, t.TempDir())
	for perm, want := range map[os.FileMode]os.FileMode{0o755: 0o644, 0o700: 0o600} {
		out := filepath.Join(t.TempDir(), "out")
		check(t, os.Mkdir(out, perm))
		s := newSample(t, int(perm))
		path, err := complete(t, store, s, s.meta(out)).Finish(context.Background())
		check(t, err)
		info, err := os.Stat(path)
		check(t, err)
		if info.Mode().Perm() != want {
			t.Errorf("in a folder of %o the file has %o", perm, info.Mode().Perm())
		}
	}
}

func TestCopyToAnotherVolume(t *testing.T) {
	store, folder := openStore(t, t.TempDir()), t.TempDir()
	out, err := os.OpenRoot(folder)
	check(t, err)
	defer out.Close()
	s := newSample(t, 3*chunk+3)
	m := s.meta(folder)
	f := complete(t, store, s, m)
	check(t, os.WriteFile(filepath.Join(folder, "."+s.root().Short()+copySuffix), []byte("left by a crash"), 0o600))

	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := f.publishCopy(cancelled, s.manifest, out); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled copy gives %v", err)
	}
	if entries, _ := os.ReadDir(folder); len(entries) != 0 {
		t.Errorf("a cancelled copy leaves %v", entries)
	}
	path, err := f.publishCopy(context.Background(), s.manifest, out)
	check(t, err)
	if !bytes.Equal(readFileOf(t, path), s.data) {
		t.Error("the copy is wrong")
	}
	if entries, _ := os.ReadDir(folder); len(entries) != 1 {
		t.Errorf("beside the copy: %v", entries)
	}
}

func TestCopyVerifiesWhatItReads(t *testing.T) {
	store, folder := openStore(t, t.TempDir()), t.TempDir()
	out, err := os.OpenRoot(folder)
	check(t, err)
	defer out.Close()
	s := newSample(t, 2*chunk)
	f := complete(t, store, s, s.meta(folder))
	_, err = f.data.WriteAt([]byte("rot"), chunk+5)
	check(t, err)
	var diskErr *DiskError
	if _, err := f.publishCopy(context.Background(), s.manifest, out); !errors.As(err, &diskErr) {
		t.Errorf("a copy of spoiled content gives %v", err)
	}
	if entries, _ := os.ReadDir(folder); len(entries) != 0 {
		t.Errorf("left behind: %v", entries)
	}
}

// The program stops after the move and before the download is forgotten.
func TestStopBetweenMoveAndForget(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	store, err := OpenStore(dir, quiet())
	check(t, err)
	s := newSample(t, 2*chunk)
	f := complete(t, store, s, s.meta(out))
	check(t, f.Sync())
	path, err := f.publish(context.Background(), s.manifest)
	check(t, err)
	check(t, store.Close())

	again := openStore(t, dir)
	if list, err := again.List(); err != nil || len(list) != 0 {
		t.Errorf("it is listed again: %v, %v", list, err)
	}
	if names, _ := again.dir.Names(); len(names) != 2 {
		t.Errorf("left behind beside the lock and the book: %v", names)
	}
	if !bytes.Equal(readFileOf(t, path), s.data) {
		t.Error("the finished file is gone")
	}
}

func TestFinishIntoAFileSaysSo(t *testing.T) {
	store := openStore(t, t.TempDir())
	out := filepath.Join(t.TempDir(), "taken")
	check(t, os.WriteFile(out, nil, 0o600))
	s := newSample(t, 2)
	f := complete(t, store, s, s.meta(out))
	var diskErr *DiskError
	if _, err := f.Finish(context.Background()); !errors.As(err, &diskErr) || diskErr.Path != out {
		t.Errorf("got %v", err)
	}
	// The download is as it was, and another folder helps.
	check(t, f.Update(func(m *Meta) { m.Out = t.TempDir() }))
	_, err := f.Finish(context.Background())
	check(t, err)
}

func BenchmarkWriteChunk(b *testing.B) {
	s := newSample(b, 64<<20)
	store := openStore(b, b.TempDir())
	n := s.manifest.Chunks()
	b.SetBytes(int64(len(s.data)))
	b.ReportAllocs()
	for b.Loop() {
		f := begin(b, store, s, "")
		for i := range n {
			write(b, f, s, n-1-i)
		}
		check(b, store.Remove(s.root()))
	}
}
