package e2e

import (
	"path/filepath"
	"strings"
	"testing"

	"hinny/app/api"
)

// TestFinishedDownloadsStayOnTheListUntilTheyAreCleared: after a restart they can
// be checked and renamed, and one that was taken off does not come back.
func TestFinishedDownloadsStayOnTheListUntilTheyAreCleared(t *testing.T) {
	a := newPeer(t, "a")
	one, two := a.sum(a.Write("one.bin", content(1, 300_000))), a.sum(a.Write("two.bin", content(2, 600_000)))
	a.Start()
	b := newPeer(t, "b").Start(a)
	b.sees("one", one, 1)
	b.sees("two", two, 1)
	path := b.Get(one).Path
	b.Get(two)
	b.Stop()
	b.Start(a)
	list := JSON[api.Transfer](b, "transfers")
	if len(list) != 2 || list[0].Root.String() != one || list[0].State != api.StateComplete || list[0].Path != path || len(list[0].Sources) != 1 {
		t.Fatalf("after a restart: %+v", list)
	}
	for _, args := range [][]string{{"recheck", one}, {"rename", one, "first.bin"}, {"cancel", two}, {"pause", one}, {"resume", one}} {
		if got := b.Run(args...); got.code != 0 {
			t.Fatalf("%v: %+v", args, got)
		}
	}
	b.Eventually("the check has ended", func() bool { return JSON[api.Transfer](b, "transfers")[0].State == api.StateComplete })
	b.Stop()
	b.Start(a)
	list = JSON[api.Transfer](b, "transfers")
	if len(list) != 1 || list[0].Path != filepath.Join(filepath.Dir(path), "first.bin") {
		t.Errorf("after another restart: %+v", list)
	}
	if got := b.Run("recheck", two); got.code != 1 || !strings.Contains(got.err, "no download") {
		t.Errorf("what was taken off the list is checked: %+v", got)
	}
}
