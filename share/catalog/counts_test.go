package catalog

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"

	"hinny/share"
)

func TestCountsLastAsLongAsTheirContent(t *testing.T) {
	dir := t.TempDir()
	c, err := Open(filepath.Join(dir, "catalog.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	wanted, unknown := share.RootHash{1}, share.RootHash{9}
	put(t, c, sample("a", 1, 1))
	for range 2 {
		if err := c.AddCounts(map[share.RootHash]Count{wanted: {1, 500}, unknown: {1, 1}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	c = open(t, dir)
	if got := c.CountOf(wanted); c.Recreated() || got != (Count{2, 1000}) {
		t.Errorf("recreated %v, count %+v", c.Recreated(), got)
	}
	if got := c.CountOf(unknown); got != (Count{}) {
		t.Errorf("of a content nobody has: %+v", got)
	}
	if err := c.Apply([]Entry{sample("moved", 1, 1)}, []string{"/music/a"}); err != nil {
		t.Fatal(err)
	}
	if got := c.CountOf(wanted); got.Asked != 2 {
		t.Errorf("after a move: %+v", got)
	}
	remove(t, c, "/music/moved")
	if got := c.CountOf(wanted); got != (Count{}) {
		t.Errorf("after the last file went: %+v", got)
	}
}

// TestACatalogWithoutCountsGetsThem opens one that was begun before there were
// any.
func TestACatalogWithoutCountsGetsThem(t *testing.T) {
	dir := t.TempDir()
	c, err := Open(filepath.Join(dir, "catalog.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	put(t, c, sample("a", 1, 1))
	if err := c.db.Update(func(tx *bolt.Tx) error { return tx.DeleteBucket([]byte(bucketCounts)) }); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "catalog.db") + stampSuffix); err != nil { // it had none either
		t.Fatal(err)
	}
	c = open(t, dir)
	if err := c.AddCounts(map[share.RootHash]Count{{1}: {1, 5}}); err != nil || c.Recreated() || c.CountOf(share.RootHash{1}).Sent != 5 {
		t.Errorf("recreated %v, %v", c.Recreated(), err)
	}
}
