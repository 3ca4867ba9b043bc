package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hinny/app/api"
	"hinny/share"
	"hinny/share/merkle"
	"hinny/share/part"
)

// bigSize is the size of a file that several peers hold: in bytes.
func bigSize() int {
	if *full {
		return 300 << 20
	}
	return 64 << 20
}

func TestThreeHoldersEachServePartOfABigFile(t *testing.T) {
	peers := make([]*peer, 5)
	for i := range peers {
		peers[i] = newPeer(t, string(rune('a'+i)))
		peers[i].Write(fmt.Sprintf("report of peer %d.pdf", i), content(uint64(i), 50_000))
	}
	big := content(100, bigSize())
	var root string
	for i, p := range peers {
		if i < 3 {
			root = p.sum(p.Write("big picture.mkv", big))
		}
		p.Start(peers[:min(i, 1)]...) // all know the first and nobody else
	}
	taker := peers[4]
	taker.sees("big picture", root, 3)
	got := taker.Get(root)
	if len(got.Sources) < 3 {
		t.Errorf("it came from %v, want each of the three holders", got.Sources)
	}
	if data, err := os.ReadFile(got.Path); err != nil || b3sum(t, got.Path) != root || len(data) != len(big) {
		t.Errorf("what arrived is not what was asked for: %d bytes, %v", len(data), err)
	}
	r := peers[3].sees("big picture", root, 4)
	if !strings.Contains(strings.Join(r.Providers, " "), taker.id) {
		t.Errorf("the new holder is not among %v", r.Providers)
	}
	dropped := taker.Write("dropped just now.txt", content(200, 10_000))
	began := time.Now()
	peers[0].Eventually("finds a dropped file", func() bool {
		return len(peers[0].Find("dropped just", 200*time.Millisecond)) == 1
	})
	t.Logf("a dropped file was found by another peer %v after its last write, of which 200 ms are the quiet period", time.Since(began).Round(time.Millisecond))

	for _, p := range peers {
		before := p.Status()
		p.Stop()
		p.Start(peers[0].running()...)
		p.Eventually("is as it was", func() bool { s := p.Status(); return s.Indexed == before.Indexed && s.Hashing == 0 })
		if s := p.Status(); s.HashedBytes != 0 || s.SharedFiles != before.SharedFiles {
			t.Errorf("%s hashed %d bytes after its restart and shares %d files, not %d", p.name, s.HashedBytes, s.SharedFiles, before.SharedFiles)
		}
	}
	taker.Eventually("is found again", func() bool {
		return len(peers[3].Find("dropped just", 300*time.Millisecond)[taker.sum(dropped)].Providers) > 0
	})
}

// b3sum is what the tool of that name says of a file, or where it is missing,
// what hinnyd says.
func b3sum(t *testing.T, path string) string {
	t.Helper()
	tool, err := exec.LookPath("b3sum")
	if err != nil {
		return (&peer{t: t, home: t.TempDir()}).sum(path)
	}
	out, err := exec.Command(tool, "--no-names", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// holdsPart gives a stopped peer every fourth chunk of a file, as if it had
// been stopped in the middle of the download, and tells it of providers.
func (p *peer) holdsPart(m *merkle.Manifest, data []byte, quarter int, providers ...string) {
	p.t.Helper()
	store, err := part.OpenStore(filepath.Join(p.home, ".incoming"), quiet())
	if err != nil {
		p.t.Fatal(err)
	}
	defer store.Close()
	file, err := store.Create(part.Meta{Root: m.Root(), Size: -1, Name: "torn.iso", Out: p.downloads, Providers: providers, Added: time.Now()})
	if err != nil {
		p.t.Fatal(err)
	}
	if err := file.SetManifest(m); err != nil {
		p.t.Fatal(err)
	}
	for i := quarter; i < m.Chunks(); i += 4 {
		offset, length := share.ChunkSpan(m.Size(), i)
		if err := file.WriteChunk(i, data[offset:][:length]); err != nil {
			p.t.Fatal(err)
		}
	}
	if err := file.Close(); err != nil {
		p.t.Fatal(err)
	}
}

func TestQuartersBecomeWholesThoughOneLies(t *testing.T) {
	data := content(300, 24<<20+12345)
	m := manifest(t, data)
	liar := startLiar(t, data)
	quarters := make([]*peer, 4)
	for i, name := range []string{"a", "b", "c", "d"} {
		quarters[i] = newPeer(t, name)
		quarters[i].holdsPart(m, data, i, liar.addr)
		quarters[i].Start(quarters[:min(i, 1)]...)
	}
	sixth := newPeer(t, "sixth").Start(quarters[0])
	got := sixth.Get(m.Root().String(), "--provider", liar.addr, "--provider", quarters[1].addr)
	if b3sum(t, got.Path) != m.Root().String() {
		t.Error("the sixth has another file than it asked for")
	}
	for _, p := range quarters {
		p.Eventually("has the whole", func() bool { return p.transfer(m.Root().String(), "torn.iso").State == api.StateComplete })
		path := filepath.Join(p.downloads, "torn.iso")
		if b3sum(t, path) != m.Root().String() {
			t.Errorf("%s put together another file", p.name)
		}
	}
	if got.Sources[liar.id] != 0 {
		t.Errorf("%d bytes of the liar were taken", got.Sources[liar.id])
	}
	log, err := os.ReadFile(sixth.log)
	if err != nil || !strings.Contains(string(log), "a provider sent wrong bytes; it is avoided") || !strings.Contains(string(log), liar.id) {
		t.Errorf("the log does not name the liar %s: %v", liar.id, err)
	}
}
