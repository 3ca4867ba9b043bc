package e2e

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hinny/app/api"
)

// TestNoLocalPathLeavesTheMachine shares a folder inside one with a telling name
// and looks for that name in all that another peer is told, keeps and logs.
func TestNoLocalPathLeavesTheMachine(t *testing.T) {
	const above = "zzdivorce"
	a := newPeer(t, "a")
	a.shared = filepath.Join(filepath.Dir(a.shared), above, "Shared")
	if err := os.MkdirAll(filepath.Join(a.shared, "Holiday", "Beach"), 0o755); err != nil {
		t.Fatal(err)
	}
	path := a.Write("Holiday/Beach/hinnies walking.mkv", content(1, 1_000_000))
	a.Write("Holiday/hinnies resting.jpg", content(2, 1000))
	a.Start()
	b := newPeer(t, "b").Start(a)
	root := a.sum(path)

	b.sees("hinnies walking", root, 1)
	told := b.Run("search", "hinnies", "--timeout", time.Second.String(), "--json").out
	if got := b.Run("search", above, "--timeout", time.Second.String(), "--json"); strings.Contains(got.out, `"root"`) {
		t.Errorf("the files are found by the folder above: %s", got.out)
	}
	told += b.Run("browse", a.id, "--json").out
	if !strings.Contains(told, `"rel":"Shared/Holiday/Beach/hinnies walking.mkv"`) {
		t.Errorf("b is not told what it may know: %s", told)
	}
	made := JSON[api.Link](a, "link", filepath.Join(a.shared, "Holiday"))[0]
	told += made.Link + b.Run("get", made.Link, "--json").out + b.Run("peers", "--json").out
	if strings.Contains(told, above) || strings.Contains(told, filepath.Dir(a.shared)) {
		t.Errorf("b is told of the folder above: %s", told)
	}
	a.counts(root, 1_000_000)
	b.Stop()
	a.Stop()
	err := filepath.WalkDir(filepath.Dir(b.home), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(above)) && path != b.log { // which says what b searched for
			t.Errorf("%s names the folder above", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	a.Start()
	a.counts(root, 1_000_000)
}

// counts waits until a peer says that others asked for a file and got it, and
// that nobody asked for another.
func (p *peer) counts(root string, bytes int64) {
	p.t.Helper()
	p.Eventually("counts what others asked for", func() bool {
		for _, f := range JSON[api.SharedFile](p, "files") {
			if f.Root.String() == root {
				return f.Asked >= 1 && f.Sent >= bytes
			}
		}
		return false
	})
}
