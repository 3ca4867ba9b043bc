package e2e

import (
	"path/filepath"
	"testing"

	"hinny/app/api"
)

// TestDownloadsGoElsewhereWhileTheNodeRuns: what is ordered afterwards lies in
// the new folder and is passed on from there, and what waited keeps its own.
func TestDownloadsGoElsewhereWhileTheNodeRuns(t *testing.T) {
	a := newPeer(t, "a")
	before, after := a.sum(a.Write("before.bin", content(1, 300_000))), a.sum(a.Write("after.bin", content(2, 300_000)))
	a.Start()
	b := newPeer(t, "b").Start(a)
	for name, root := range map[string]string{"before": before, "after": after} {
		b.sees(name, root, 1)
	}
	first, elsewhere := JSON[struct{ Path string }](b, "downloads")[0].Path, filepath.Join(t.TempDir(), "else", "where")
	a.Stop()
	for _, args := range [][]string{{"get", before, "--detach"}, {"downloads", elsewhere}} {
		if got := b.Run(args...); got.code != 0 {
			t.Fatalf("%v: %+v", args, got)
		}
	}
	a.Start(b)
	if got := b.Get(before); got.Path != filepath.Join(first, "before.bin") {
		t.Errorf("what was ordered before lies at %s", got.Path)
	}
	if got := b.Get(after); got.Path != filepath.Join(elsewhere, "after.bin") {
		t.Errorf("what was ordered afterwards lies at %s", got.Path)
	}
	a.sees("after", after, 2) // b passes it on
	shared := false
	for _, f := range JSON[api.Folder](b, "share", "list") {
		shared = shared || f.Path == elsewhere
	}
	if !shared {
		t.Error("the new folder is not shared")
	}
}
