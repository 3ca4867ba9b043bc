package e2e

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hinny/app/api"
)

// arrived is the last line of get.
type arrived struct {
	Root    string
	Path    string
	Size    int64
	State   api.State
	Sources map[string]int64
	Seconds float64
}

// Get downloads a file and returns how it ended.
func (p *peer) Get(args ...string) arrived {
	p.t.Helper()
	lines := JSON[arrived](p, append([]string{"get"}, args...)...)
	last := lines[len(lines)-1]
	if last.State != api.StateComplete {
		p.t.Fatalf("%s: get %v ends with %+v", p.name, args, last)
	}
	return last
}

// sees waits until a search of p shows at least so many providers of root.
func (p *peer) sees(words, root string, providers int) api.Result {
	p.t.Helper()
	var r api.Result
	p.Eventually("finds "+words, func() bool {
		r = p.Find(words, time.Second)[root]
		return len(r.Providers) >= providers
	})
	return r
}

func TestFileGoesFromOneToTheOtherAndOn(t *testing.T) {
	a := newPeer(t, "a")
	path := a.Write("骡子 Walking “Hinnies” 🐴.mkv", content(1, 5_000_000))
	a.Write("nothing at all.txt", nil)
	a.Start()
	b := newPeer(t, "b").Start(a)
	root := a.sum(path)

	r := b.sees("walking hinnies", root, 1)
	if r.Have || r.Name != filepath.Base(path) || r.Size != 5_000_000 || r.Kind != "video" || r.Providers[0] != a.id {
		t.Errorf("b finds %+v", r)
	}
	got := b.Get(root)
	if want := filepath.Join(b.downloads, filepath.Base(path)); got.Path != want || got.Sources[a.id] != 5_000_000 {
		t.Errorf("it arrives as %+v, want %s from %s", got, want, a.id)
	}
	if b.sum(got.Path) != root {
		t.Error("it is not what was asked for")
	}
	empty := b.sees("nothing at all", a.sum(filepath.Join(a.shared, "nothing at all.txt")), 1)
	if file := b.Get(empty.Root.String()); file.Size != 0 {
		t.Errorf("the empty file arrives as %+v", file)
	}

	// The new holder is found by somebody who knows only it, and b hashed
	// nothing to become one.
	if s := b.Status(); s.HashedBytes != 0 || s.SharedFiles != 2 {
		t.Errorf("b hashed %d bytes and shares %d files", s.HashedBytes, s.SharedFiles)
	}
	a.Stop()
	c := newPeer(t, "c").Start(b)
	c.sees("hinnies", root, 1)
	link := JSON[api.Link](b, "link", got.Path)[0]
	if file := c.Get(link.Link, "--out", filepath.Join(c.home, "..", "elsewhere")); file.Sources[b.id] != 5_000_000 || c.sum(file.Path) != root {
		t.Errorf("from the new holder: %+v", file)
	}
	b.Stop()
	b.Start()
	b.Eventually("is indexed again", func() bool { return b.Status().Indexed == 2 })
	if s := b.Status(); s.HashedBytes != 0 {
		t.Errorf("after its restart b hashed %d bytes", s.HashedBytes)
	}
	if again := b.Get(root); again.Path != got.Path {
		t.Errorf("what is there already is fetched again: %+v", again)
	}
}

func TestPeersFindAndBrowseEachOther(t *testing.T) {
	a := newPeer(t, "a")
	a.Write("one.flac", content(1, 1000))
	a.Write("two \x1b[2J.pdf", content(2, 1000))
	a.Start()
	a.Run("name", "Ada", "骡子")
	a.Stop()
	a.Start()
	a.Eventually("has both", func() bool { return a.Status().SharedFiles == 2 })
	b := newPeer(t, "b").Start()
	met := JSON[api.Peer](b, "connect", a.addr)[0]
	if met.Peer != a.id || !met.Connected {
		t.Errorf("connect gives %+v", met)
	}
	if found := JSON[api.Peer](b, "find-peer", a.id)[0]; !found.Connected || found.How != "connected" || len(found.Addrs) == 0 {
		t.Errorf("find-peer gives %+v", found)
	}
	files := JSON[api.SharedFile](b, "browse", a.id)
	if len(files) != 2 || files[0].Rel != "Shared/one.flac" || files[0].Have || strings.Contains(files[1].Name, "\x1b") {
		t.Errorf("browse gives %+v", files)
	}
	if got := b.Get(files[0].Root.String()); filepath.Base(got.Path) != "one.flac" {
		t.Errorf("what was browsed arrives as %+v", got)
	}
	b.Eventually("has neighbours", func() bool { return b.Status().Neighbours == 1 })
	if peers := JSON[api.Peer](b, "peers"); len(peers) != 1 || peers[0].DisplayName != "Ada 骡子" || !strings.HasPrefix(peers[0].Client, "hinny/") || strings.Contains(peers[0].Client, "Ada") {
		t.Errorf("the peer is said to be %+v", peers)
	}
	a.Kill()
	if got := b.Run("connect", a.addr); got.code != 1 || !strings.Contains(got.err, "does not answer") {
		t.Errorf("connect to a killed peer: %+v", got)
	}
}
