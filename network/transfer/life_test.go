package transfer

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/host"

	"hinny/share"
	"hinny/share/merkle"
)

// uploaded returns how much a seed has sent to n in its session.
func (n *node) uploaded(seed *node, root share.RootHash) int64 {
	for _, u := range seed.m.Uploads() {
		if u.Root == root && u.Peer == n.host.ID().String() {
			return u.Bytes
		}
	}
	return 0
}

func TestPauseResumeCancel(t *testing.T) {
	virtual(t, 2, 20*mbit, func(t *testing.T, hosts []host.Host) {
		seed, n := start(t, hosts[0], nil), start(t, hosts[1], nil)
		v := seed.put(t, bytesOf(6, 60*share.MinChunkSize))
		root := v.manifest.Root()
		n.get(t, root, seed.info())
		begun := func() bool {
			d, _ := n.m.Download(root)
			return d.Done > 5*share.MinChunkSize
		}
		eventually(t, "some chunks are here", begun)
		if err := n.m.Pause(root); err != nil {
			t.Fatal(err)
		}
		paused, _ := n.m.Download(root)
		time.Sleep(time.Minute)
		d, _ := n.m.Download(root)
		if d.State != StatePaused || d.Done != paused.Done {
			t.Fatalf("while paused: %s, %d bytes instead of %d", d.State, d.Done, paused.Done)
		}
		if len(d.Providers) != 1 || d.Providers[0].State != "away" {
			t.Errorf("the providers of a paused download, of whom nobody failed, are said to be %+v", d.Providers)
		}
		if err := n.m.Resume(root); err != nil {
			t.Fatal(err)
		}
		n.arrives(t, v)
		if err := n.m.Cancel(root); err != nil {
			t.Fatal(err)
		}
		if _, known := n.m.Download(root); known {
			t.Fatal("a complete download is still listed after Cancel")
		}
		n.get(t, root, seed.info())
		eventually(t, "it is fetched again", begun)
		if err := n.m.Cancel(root); err != nil {
			t.Fatal(err)
		}
		if list, err := n.parts.List(); err != nil || len(list) != 0 {
			t.Fatalf("after Cancel the folder holds %v, %v", list, err)
		}
		for _, err := range []error{n.m.Cancel(root), n.m.Pause(root), n.m.Resume(root)} {
			if !errors.Is(err, share.ErrNotFound) {
				t.Errorf("an unknown download gave %v", err)
			}
		}
	})
}

// TestServingGoesOnWhenTheDownloadCompletes follows a chain: the last peer
// fetches from the middle one, which completes and loses its only source
// while the last is in the midst.
func TestServingGoesOnWhenTheDownloadCompletes(t *testing.T) {
	virtual(t, 3, 20*mbit, func(t *testing.T, hosts []host.Host) {
		seed := start(t, hosts[0], nil)
		v := seed.put(t, bytesOf(6, 80*share.MinChunkSize))
		root := v.manifest.Root()
		told := make(chan string, 1)
		middle := start(t, hosts[1], func(o *Options) {
			o.Completed = func(_ context.Context, got share.RootHash, path string, m *merkle.Manifest) {
				if got == root && m.Size() == v.Size() {
					told <- path
				}
			}
		})
		last := start(t, hosts[2], nil)
		middle.get(t, root, seed.info())
		eventually(t, "the middle one has half", func() bool {
			d, _ := middle.m.Download(root)
			return d.Done > v.Size()/2
		})
		last.get(t, root, middle.info())
		d := middle.arrives(t, v)
		if path := <-told; path != d.Path {
			t.Errorf("Completed was told of %q, the file is %q", path, d.Path)
		}
		seed.stop()
		last.arrives(t, v)
	})
}

func TestFreshPeerIsServedFromAFinishedDownload(t *testing.T) {
	virtual(t, 3, 20*mbit, func(t *testing.T, hosts []host.Host) {
		seed, middle, last := start(t, hosts[0], nil), start(t, hosts[1], nil), start(t, hosts[2], nil)
		v := seed.put(t, bytesOf(6, 5*share.MinChunkSize))
		middle.get(t, v.manifest.Root(), seed.info())
		middle.arrives(t, v)
		last.get(t, v.manifest.Root(), middle.info())
		last.arrives(t, v)
	})
}
