package catalog

import (
	"bytes"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	bolt "go.etcd.io/bbolt"

	"hinny/share"
)

// TestRefsFindWhatAPlainMapFinds adds and drops ids of few roots, so that many
// share one.
func TestRefsFindWhatAPlainMapFinds(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	r, want := refs{}, map[byte][]uint64{}
	ref := func(root byte, id uint64) uint64 { return rootRef(bytes.Repeat([]byte{root}, 8), id) }
	for next := uint64(1); next < 3000; {
		var added, dropped []uint64
		for range random.IntN(20) {
			root := byte(random.IntN(8))
			want[root] = append(want[root], next)
			added = append(added, ref(root, next))
			next++
		}
		for root, ids := range want {
			if len(ids) > 0 && random.IntN(4) == 0 {
				gone := random.IntN(len(ids))
				if id := ids[gone]; !slices.Contains(added, ref(root, id)) {
					want[root] = slices.Delete(ids, gone, gone+1)
					dropped = append(dropped, ref(root, id))
				}
			}
		}
		random.Shuffle(len(added), func(i, j int) { added[i], added[j] = added[j], added[i] })
		r.add(added)
		r.add(added) // as after a transaction that failed
		r.drop(dropped, added)
		for root, ids := range want {
			if got := r.list(ref(root, 0), maxID); !slices.Equal(got, ids) {
				t.Fatalf("root %d: %d, want %d", root, got, ids)
			}
		}
	}
	if got := r.list(ref(0, 0), 2); !slices.Equal(got, want[0][len(want[0])-2:]) {
		t.Errorf("the latest two are %d", got)
	}
	if !slices.IsSorted(r.sorted) {
		t.Error("not sorted")
	}
}

func TestRefsOfALibraryThatShrankGiveTheirMemoryBack(t *testing.T) {
	const many = 100_000
	var all []uint64
	for n := range uint64(many) {
		all = append(all, n)
	}
	r := refs{}
	r.begin(slices.Clone(all))
	r.drop(append(all[:many-10:many-10], many+1), all[:1]) // one it never had, one that is kept
	if want := append([]uint64{0}, all[many-10:]...); !slices.Equal(r.sorted, want) || cap(r.sorted) > many/spareRefs {
		t.Errorf("%d left in the memory of %d", r.sorted, cap(r.sorted))
	}
	r.drop(slices.Clone(r.sorted), nil)
	if len(r.sorted) > 0 || len(r.list(0, 1)) > 0 {
		t.Errorf("%d left", r.sorted)
	}
}

// BenchmarkRefsOfAMillion is what a transaction of a full batch waits for.
func BenchmarkRefsOfAMillion(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	all := make([]uint64, 1_000_000)
	for n := range all {
		all[n] = random.Uint64()
	}
	r := refs{}
	r.begin(slices.Clone(all))
	for b.Loop() {
		r.drop(all[:4096], nil)
		r.add(all[:4096])
	}
}

// TestFilesAreFoundByContentAndInodeAfterReopening is what moves rely on.
func TestFilesAreFoundByContentAndInodeAfterReopening(t *testing.T) {
	dir := t.TempDir()
	c, err := Open(filepath.Join(dir, "catalog.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	twin := sample("twin", 1, 2)
	put(t, c, sample("a", 1, 1), twin, sample("b", 2, 3))
	put(t, c, sample("b", 3, 3)) // changed: found by its new content only
	check := func() {
		t.Helper()
		if files := c.ByRoot(share.RootHash{1}); len(files) != 2 || files[0].Name() != "a" || files[1].Name() != "twin" {
			t.Errorf("by root: %+v", files)
		}
		if c.Has(share.RootHash{2}) || !c.Has(share.RootHash{3}) {
			t.Error("a changed file is found by its old content, or not by its new")
		}
		if entries := c.ByIdentity(twin.Identity); len(entries) != 1 || entries[0].File.Name() != "twin" {
			t.Errorf("by identity: %+v", entries)
		}
		changed := Identity{Device: 1, Inode: 3, Size: 99}
		if entries := c.ByInode(changed); len(entries) != 1 || entries[0].File.Name() != "b" {
			t.Errorf("by inode: %+v", entries)
		}
		if entries := c.ByIdentity(changed); len(entries) != 0 {
			t.Errorf("a changed file is taken for the same: %+v", entries)
		}
	}
	check()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	c = open(t, dir)
	check()
}

// TestACatalogOfTheEarlierFormIsKept opens one whose roots and inodes are
// buckets.
func TestACatalogOfTheEarlierFormIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "catalog.db")
	c, err := Open(path, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	put(t, c, sample("a", 1, 1))
	if err := c.db.Update(func(tx *bolt.Tx) error {
		for _, name := range formerBuckets() {
			b, err := tx.CreateBucket([]byte(name))
			if err != nil {
				return err
			}
			if err := b.Put([]byte("key"), []byte("value")); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	generation := c.Generation()
	for range 2 {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(path + stampSuffix); err != nil { // it had none either
			t.Fatal(err)
		}
		if c, err = Open(path, slog.New(slog.DiscardHandler)); err != nil {
			t.Fatal(err)
		}
		if files := c.ByRoot(share.RootHash{1}); c.Recreated() || c.Generation() != generation || len(files) != 1 {
			t.Errorf("recreated %v, files %v", c.Recreated(), files)
		}
	}
	if err := c.db.View(func(tx *bolt.Tx) error {
		if tx.Bucket([]byte("roots")) != nil {
			t.Error("the buckets of the earlier form are still there")
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestManyCopiesGoAtOnce deletes copies of one content, the latest first, so that
// each has all that went before it between itself and one that is left.
func TestManyCopiesGoAtOnce(t *testing.T) {
	const copies = 4000
	c := open(t, t.TempDir())
	var entries []Entry
	var names []string
	for n := range copies {
		e := sample(fmt.Sprintf("copy %04d", n), 1, uint64(n+1))
		e.File.Size, e.Identity.Size, e.Outboard = 3*share.MinChunkSize, 3*share.MinChunkSize, []byte("outboard")
		entries, names = append(entries, e), append(names, e.File.Path)
	}
	put(t, c, entries...)
	slices.Reverse(names)
	looked := 0
	if err := c.update(func(e *edit) error {
		for _, name := range names[:copies-1] {
			if err := e.delete(name); err != nil {
				return err
			}
		}
		looked = len(e.left)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	last := entries[0].File
	if _, kept := c.Outboard(last.Root, last.Size); !kept || looked != copies-1 || !c.Has(last.Root) {
		t.Errorf("outboard kept %v, %d gone, found %v", kept, looked, c.Has(last.Root))
	}
	if err := c.Delete([]string{last.Path}); err != nil {
		t.Fatal(err)
	}
	if _, kept := c.Outboard(last.Root, last.Size); kept || c.Has(last.Root) {
		t.Error("the last copy went and its outboard is kept")
	}
}
