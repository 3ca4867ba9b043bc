package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hinny/share"
)

// open opens the catalog in dir and closes it when the test ends.
func open(t testing.TB, dir string) *Catalog {
	t.Helper()
	c, err := Open(filepath.Join(dir, "catalog.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// sample makes an entry in the folder /music; the root follows from content.
func sample(name string, content byte, inode uint64) Entry {
	size := int64(content) * 1_000_000 // several chunks, so that the outboard is kept
	return Entry{
		File: share.File{
			Path: "/music/" + name, Folder: "/music", Rel: "Music/" + name,
			Root: share.RootHash{content}, Size: size, ModTime: time.Unix(1700000000, 5).UTC(),
		},
		Identity: Identity{Device: 1, Inode: inode, Size: size, MTime: 1700000000_000000005, CTime: 7},
		Outboard: []byte{content, content},
	}
}

func put(t testing.TB, c *Catalog, entries ...Entry) {
	t.Helper()
	if err := c.Put(entries); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, c *Catalog, paths ...string) {
	t.Helper()
	if err := c.Delete(paths); err != nil {
		t.Fatal(err)
	}
}

func TestAFileIsFoundByPathIDRootAndIdentity(t *testing.T) {
	c := open(t, t.TempDir())
	want := sample("Bach/气.flac", 3, 9)
	put(t, c, want)
	got, ok := c.ByPath(want.File.Path)
	want.File.ID, want.Outboard = got.File.ID, nil
	if !ok || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("by path: %+v, want %+v", got, want)
	}
	if f := c.ByIDs([]uint64{1 << 30, got.File.ID, 0}); len(f) != 1 || f[0] != got.File {
		t.Errorf("by id: %+v", f)
	}
	if files := c.ByRoot(want.File.Root); len(files) != 1 || files[0] != got.File {
		t.Errorf("by root: %+v", files)
	}
	moved := want.Identity
	moved.CTime++
	if entries := c.ByIdentity(moved); len(entries) != 1 || entries[0].File != got.File {
		t.Errorf("by identity: %+v", entries)
	}
	moved.Size++
	if entries := c.ByIdentity(moved); len(entries) != 0 {
		t.Errorf("a grown file is taken for the old one: %+v", entries)
	}
	if outboard, ok := c.Outboard(want.File.Root, want.File.Size); !ok || !bytes.Equal(outboard, []byte{3, 3}) {
		t.Errorf("outboard: %v %v", outboard, ok)
	}
}

func TestAnOutboardLivesAsLongAsItsLastPath(t *testing.T) {
	c := open(t, t.TempDir())
	put(t, c, sample("a", 1, 1), sample("b", 1, 2))
	root := share.RootHash{1}
	remove(t, c, "/music/a")
	if _, ok := c.Outboard(root, sample("", 1, 0).File.Size); !ok {
		t.Fatal("the outboard went with the first of two paths")
	}
	moved := sample("c", 1, 2)
	moved.Outboard = nil
	if err := c.Apply([]Entry{moved}, []string{"/music/b"}); err != nil {
		t.Fatal(err)
	}
	if _, ok := c.Outboard(root, sample("", 1, 0).File.Size); !ok {
		t.Fatal("the outboard got lost in a move")
	}
	put(t, c, sample("c", 2, 2)) // new content
	if _, ok := c.Outboard(root, sample("", 1, 0).File.Size); ok {
		t.Fatal("the outboard outlived its last path")
	}
}

func TestTheFeedShowsTheLatestStateOfEachFile(t *testing.T) {
	c := open(t, t.TempDir())
	changed := c.Changed()
	put(t, c, sample("a", 1, 1), sample("b", 2, 2))
	select {
	case <-changed:
	default:
		t.Error("a commit gave no signal")
	}
	before := c.Seq()
	same := sample("a", 1, 1)
	same.Identity.CTime = 99
	put(t, c, same)
	if c.Seq() != before {
		t.Error("a change nobody else can see is in the feed")
	}
	put(t, c, sample("a", 3, 1))
	remove(t, c, "/music/b", "/music/unknown")
	changes, err := c.ChangesSince(0, 10)
	if err != nil || len(changes) != 2 {
		t.Fatalf("changes: %+v, %v", changes, err)
	}
	if changes[0].Removed || changes[0].File.Root != (share.RootHash{3}) || !changes[1].Removed || changes[1].File.ID != 2 {
		t.Errorf("changes: %+v", changes)
	}
	if changes[1].Seq != c.Seq() || changes[0].Seq >= changes[1].Seq {
		t.Errorf("the numbers do not ascend to %d: %+v", c.Seq(), changes)
	}
	if rest, _ := c.ChangesSince(changes[0].Seq, 10); len(rest) != 1 || rest[0] != changes[1] {
		t.Errorf("since the first: %+v", rest)
	}
	if err := c.TrimRemoved(c.Seq()); err != nil {
		t.Fatal(err)
	}
	if rest, _ := c.ChangesSince(0, 10); len(rest) != 1 || rest[0].Removed {
		t.Errorf("after trimming: %+v", rest)
	}
}

func TestListsPageFilterAndCount(t *testing.T) {
	c := open(t, t.TempDir())
	for i := range 10 {
		put(t, c, sample(fmt.Sprintf("Song %d.FLAC", i), 1, uint64(i+1)))
	}
	other := sample("x", 9, 99)
	other.File.Path, other.File.Folder = "/musical/x", "/musical"
	put(t, c, other)
	names := func(files []share.File) (names []string) {
		for _, f := range files {
			names = append(names, f.Name())
		}
		return names
	}
	page, total := c.List(ListQuery{Folder: "/music", Offset: 3, Limit: 2})
	if got := names(page); total != 10 || !slices.Equal(got, []string{"Song 3.FLAC", "Song 4.FLAC"}) {
		t.Errorf("a page: %q of %d", got, total)
	}
	page, total = c.List(ListQuery{Filter: "sOng 7"})
	if got := names(page); total != 1 || !slices.Equal(got, []string{"Song 7.FLAC"}) {
		t.Errorf("filtered: %q of %d", got, total)
	}
	page, total = c.List(ListQuery{Filter: "flac", Offset: 9, Limit: 5})
	if got := names(page); total != 10 || !slices.Equal(got, []string{"Song 9.FLAC"}) {
		t.Errorf("filtered page: %q of %d", got, total)
	}
	if _, total = c.List(ListQuery{}); total != 11 {
		t.Errorf("all: %d", total)
	}
}

func TestEverythingSurvivesReopening(t *testing.T) {
	dir := t.TempDir()
	c, err := Open(filepath.Join(dir, "catalog.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	put(t, c, sample("a", 1, 1), sample("b", 2, 2))
	if err := c.PutFolder(Folder{"/music", "Music"}); err != nil {
		t.Fatal(err)
	}
	generation, seq := c.Generation(), c.Seq()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	c = open(t, dir)
	if c.Recreated() || c.Generation() != generation || c.Seq() != seq {
		t.Errorf("recreated %v, generation %q, seq %d", c.Recreated(), c.Generation(), c.Seq())
	}
	if files, size := c.FolderTotals("/music"); files != 2 || size != 3_000_000 {
		t.Errorf("totals: %d files, %d bytes", files, size)
	}
	if folders := c.Folders(); len(folders) != 1 || folders[0] != (Folder{"/music", "Music"}) {
		t.Errorf("folders: %+v", folders)
	}
	remove(t, c, "/music/b")
	put(t, c, sample("b", 2, 2))
	if e, _ := c.ByPath("/music/b"); e.File.ID != 3 {
		t.Errorf("an ID was used again: %d", e.File.ID)
	}
	remove(t, c, "/music/a", "/music/b")
	if err := c.ForgetFolder("/music"); err != nil {
		t.Fatal(err)
	}
	if files, size := c.Totals(); files != 0 || size != 0 || len(c.Folders()) != 0 {
		t.Errorf("left after the folder went: %d files, %d bytes", files, size)
	}
}

func TestASecondProcessIsToldInWords(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	_, err := Open(filepath.Join(dir, "catalog.db"), slog.New(slog.DiscardHandler))
	if !errors.Is(err, ErrLocked) {
		t.Fatalf("opened twice: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "catalog.db")); err != nil {
		t.Errorf("the locked file was moved: %v", err)
	}
}

func TestAHugePathIsRefused(t *testing.T) {
	c := open(t, t.TempDir())
	e := sample("a", 1, 1)
	e.File.Path = "/" + string(make([]byte, maxText))
	if err := c.Put([]Entry{e}); !errors.Is(err, share.ErrTooLarge) {
		t.Errorf("put: %v", err)
	}
}

func TestTheTreeIsReadDirectoryByDirectory(t *testing.T) {
	c := open(t, t.TempDir())
	put(t, c, sample("a", 1, 1), sample("b/x", 1, 2), sample("b/y/z", 1, 3), sample("b.txt", 1, 4), sample("c/x", 1, 5))
	files, dirs := c.Children("/music")
	if len(files) != 2 || files[0].File.Rel != "Music/a" || files[1].File.Rel != "Music/b.txt" || !slices.Equal(dirs, []string{"b", "c"}) {
		t.Errorf("children: %+v %q", files, dirs)
	}
	if paths := c.Under("/music/b", 10); !slices.Equal(paths, []string{"/music/b/x", "/music/b/y/z"}) {
		t.Errorf("under b: %q", paths)
	}
	if folders := c.FileFolders(); !slices.Equal(folders, []string{"/music"}) {
		t.Errorf("folders: %q", folders)
	}
}

// TestWhoFollowsFewFilesReadsFew: the announcer tells of some thousand of a
// million files.
func TestWhoFollowsFewFilesReadsFew(t *testing.T) {
	c := open(t, t.TempDir())
	put(t, c, sample("a", 1, 1), sample("b", 2, 2), sample("c", 3, 3))
	remove(t, c, "/music/b")
	var seen []uint64
	follows := func(id uint64) bool { seen = append(seen, id); return id != 1 }
	changes, last, err := c.ChangesOf(0, 2, follows)
	if err != nil || last != 3 || len(changes) != 1 || changes[0].File.Path != "/music/c" {
		t.Errorf("the first two: %+v up to %d, %v", changes, last, err)
	}
	changes, last, err = c.ChangesOf(last, 2, follows)
	if err != nil || last != 4 || len(changes) != 1 || !changes[0].Removed || changes[0].File.ID != 2 {
		t.Errorf("the rest: %+v up to %d, %v", changes, last, err)
	}
	if changes, last, err := c.ChangesOf(last, 2, follows); err != nil || last != 4 || changes != nil || !slices.Equal(seen, []uint64{1, 3, 2}) {
		t.Errorf("after the end: %+v up to %d, %v; seen %d", changes, last, err, seen)
	}
}
