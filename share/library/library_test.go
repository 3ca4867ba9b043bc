package library

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lukechampine.com/blake3"

	"hinny/share"
	"hinny/share/catalog"
	"hinny/share/merkle"
)

// patience is how long a test waits for the real file system before it fails.
const patience = 20 * time.Second

// world is a running library and one folder it shares.
type world struct {
	*Library
	catalog *catalog.Catalog
	dir     string
}

// begin runs a library on a new folder until the test ends.
func begin(t testing.TB, o Options) *world {
	t.Helper()
	w := &world{dir: realTempDir(t)}
	w.start(t, filepath.Join(t.TempDir(), "catalog.db"), o)
	if _, err := w.AddFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	return w
}

func realTempDir(t testing.TB) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// start opens the catalog and runs the library; stop ends both early.
func (w *world) start(t testing.TB, db string, o Options) (stop func()) {
	t.Helper()
	c, err := catalog.Open(db, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	o.Catalog = c
	if o.Quiet == 0 {
		o.Quiet = -1
	}
	w.catalog, w.Library = c, New(o)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func(l *Library) { ended <- l.Run(ctx) }(w.Library)
	stopped := false
	stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := errors.Join(<-ended, c.Close()); err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(stop)
	return stop
}

// write makes a file with the given text in the shared folder.
func (w *world) write(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// await polls until the condition holds, and fails with what it last said.
func await(t testing.TB, condition func() (missing string)) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		missing := condition()
		if missing == "" {
			return
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("after %v still: %s", patience, missing)
		}
	}
}

// plainWalk lists what should be shared of dir, as "path root", the naive way.
func (w *world) plainWalk(t testing.TB, dir string) (lines []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if path != dir && w.skipped(path) {
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if d.Type().IsRegular() {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			lines = append(lines, path+" "+share.RootHash(blake3.Sum256(data)).String())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	return lines
}

func (w *world) listed() (lines []string) {
	files, _ := w.catalog.List(catalog.ListQuery{})
	for _, f := range files {
		lines = append(lines, f.Path+" "+f.Root.String())
	}
	slices.Sort(lines)
	return lines
}

// awaitEqual waits until catalog and disk are the same.
func (w *world) awaitEqual(t testing.TB) {
	t.Helper()
	want := w.plainWalk(t, w.dir)
	await(t, func() string {
		got := w.listed()
		if slices.Equal(got, want) {
			return ""
		}
		return "catalog:\n" + strings.Join(got, "\n") + "\ndisk:\n" + strings.Join(want, "\n")
	})
}

func TestFilesAreSharedAsTheyComeAndGo(t *testing.T) {
	w := begin(t, Options{})
	w.write(t, "a.txt", "one")
	w.write(t, "empty", "")
	w.write(t, "deep/er/气.flac", "two")
	w.write(t, ".hidden", "x")
	w.write(t, "node_modules/x.js", "x")
	w.write(t, "film.part", "x")
	if err := os.Symlink("/etc/hosts", filepath.Join(w.dir, "link")); err != nil {
		t.Fatal(err)
	}
	w.awaitEqual(t)
	if files := w.known(); files != 3 {
		t.Fatalf("%d files are shared: %q", files, w.listed())
	}
	e, _ := w.catalog.ByPath(filepath.Join(w.dir, "deep", "er", "气.flac"))
	if e.File.Rel != filepath.Base(w.dir)+"/deep/er/气.flac" {
		t.Errorf("shown as %q", e.File.Rel)
	}
	w.write(t, "a.txt", "one and more")
	if err := os.RemoveAll(filepath.Join(w.dir, "deep")); err != nil {
		t.Fatal(err)
	}
	w.awaitEqual(t)
}

func TestNothingKnownIsHashedAgain(t *testing.T) {
	db := filepath.Join(t.TempDir(), "catalog.db")
	w := &world{dir: realTempDir(t)}
	stop := w.start(t, db, Options{})
	w.write(t, "a", "12345")
	w.write(t, "sub/b", "1234567")
	if _, err := w.AddFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	w.awaitEqual(t)
	if hashed := w.Status().Hashed; hashed != 12 {
		t.Errorf("%d bytes were read instead of 12", hashed)
	}
	stop()
	w.start(t, db, Options{})
	w.write(t, "c", "new")
	w.awaitEqual(t)
	for from, to := range map[string]string{"sub": "moved", "a": "renamed"} {
		if err := os.Rename(filepath.Join(w.dir, from), filepath.Join(w.dir, to)); err != nil {
			t.Fatal(err)
		}
	}
	w.awaitEqual(t)
	if hashed := w.Status().Hashed; hashed != 3 {
		t.Errorf("%d bytes were read instead of the 3 new ones", hashed)
	}
}

func TestAServedFileThatChangedIsNoticed(t *testing.T) {
	w := begin(t, Options{})
	path := w.write(t, "a", "hello")
	w.awaitEqual(t)
	root := share.RootHash(blake3.Sum256([]byte("hello")))
	r, err := w.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	data := make([]byte, 5)
	if _, err := r.ReadAt(data, 0); err != nil || string(data) != "hello" || r.Check() != nil || r.Manifest().Root() != root {
		t.Fatalf("read %q, %v", data, err)
	}
	if err := os.WriteFile(path, []byte("other words"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := r.Check(); !errors.Is(err, share.ErrChanged) {
		t.Errorf("check: %v", err)
	}
	r.Close()
	w.awaitEqual(t)
	if _, err := w.Open(root); !errors.Is(err, share.ErrNotFound) {
		t.Errorf("open what is gone: %v", err)
	}
}

func TestAnAdoptedDownloadIsNotRead(t *testing.T) {
	w := begin(t, Options{Quiet: 200 * time.Millisecond})
	text := "a finished download"
	m, err := merkle.Build(t.Context(), strings.NewReader(text), int64(len(text)), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Adopt(w.write(t, "film.mkv", text), m); err != nil {
		t.Fatal(err)
	}
	w.write(t, "later", "abc")
	w.awaitEqual(t)
	if hashed := w.Status().Hashed; hashed != 3 {
		t.Errorf("%d bytes were read instead of 3", hashed)
	}
	outside := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(outside, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := w.Adopt(outside, m); !errors.Is(err, ErrNotShared) {
		t.Errorf("adopt outside: %v", err)
	}
}
