package transfer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/libp2p/go-libp2p/core/host"

	"hinny/share"
)

// damage changes bytes of a file.
func damage(t *testing.T, path string, offset int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt([]byte("damage"), offset); err != nil {
		t.Fatal(err)
	}
}

// TestADownloadIsCheckedAgain damages what is here of one that runs, of one that
// is paused and of one that is complete.
func TestADownloadIsCheckedAgain(t *testing.T) {
	virtual(t, 2, 5*mbit, func(t *testing.T, hosts []host.Host) {
		seed, n := start(t, hosts[0], nil), start(t, hosts[1], nil)
		v := seed.put(t, bytesOf(8, 40*share.MinChunkSize))
		root := v.manifest.Root()
		n.get(t, root, seed.info())
		state := func() State { d, _ := n.m.Download(root); return d.State }
		checked := func(back State) func() bool {
			return func() bool { s := state(); return s == back || back == StateActive && s == StateComplete }
		}
		some := func(chunks int64) func() bool {
			return func() bool { return n.took(root) > chunks*share.MinChunkSize }
		}
		eventually(t, "some chunks are here", some(8))
		if err := n.m.Recheck(root); err != nil {
			t.Fatal(err)
		}
		eventually(t, "it goes on", checked(StateActive))
		eventually(t, "more are here", some(15))

		if err := n.m.Pause(root); err != nil {
			t.Fatal(err)
		}
		d := n.m.download(root)
		first := -1
		for i := range d.part.Have().Present() {
			first = i
			break
		}
		damage(t, filepath.Join(filepath.Dir(n.out), "incoming", root.String()+".part"), int64(first)*share.MinChunkSize+9)
		if err := n.m.Recheck(root); err != nil {
			t.Fatal(err)
		}
		eventually(t, "it is paused again", func() bool { return state() == StatePaused && !d.part.Has(first) })
		if err := n.m.Resume(root); err != nil {
			t.Fatal(err)
		}
		whole := n.arrives(t, v)

		damage(t, whole.Path, 5*share.MinChunkSize)
		if err := n.m.Recheck(root); err != nil {
			t.Fatal(err)
		}
		eventually(t, "the damage is said", func() bool {
			d, _ := n.m.Download(root)
			return d.State == StateFailed && strings.Contains(d.Error, "1 of 40 chunks of "+whole.Path+" are damaged")
		})
		good := make([]byte, v.Size())
		_, _ = v.ReadAt(good, 0)
		if err := os.WriteFile(whole.Path, good, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := n.m.Recheck(root); err != nil {
			t.Fatal(err)
		}
		eventually(t, "it is complete again", func() bool { return state() == StateComplete })
		if err := n.m.Rename(root, "a/new: name.bin"); err != nil {
			t.Fatal(err)
		}
		if d, _ := n.m.Download(root); d.Path == whole.Path || filepath.Dir(d.Path) != n.out || d.State != StateComplete {
			t.Errorf("renamed it lies at %s", d.Path)
		}
		if err := n.m.Recheck(root); err != nil {
			t.Fatal(err)
		}
		eventually(t, "it is complete under its new name", func() bool { return state() == StateComplete })
		if err := n.m.Recheck(share.RootHash{9}); err == nil {
			t.Error("an unknown download is checked")
		}
	})
}
