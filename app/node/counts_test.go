package node

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"

	"hinny/share"
	"hinny/share/catalog"
)

func TestCountsThatCannotBeWrittenAreKept(t *testing.T) {
	c, err := catalog.Open(filepath.Join(t.TempDir(), "catalog.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	n := &Node{catalog: c}
	root := share.RootHash{1}
	n.counts.add(root, catalog.Count{Asked: 1, Sent: 500})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := n.writeCounts(ctx); err == nil {
		t.Error("a closed catalog took the counts")
	}
	n.counts.add(root, catalog.Count{Asked: 1, Sent: 5})
	if got := n.counts.of(root); got != (catalog.Count{Asked: 2, Sent: 505}) {
		t.Errorf("kept: %+v", got)
	}
}
