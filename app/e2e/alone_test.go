package e2e

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"hinny/app/api"
)

// content returns size bytes that follow from seed.
func content(seed uint64, size int) []byte {
	var key [32]byte
	key[0], key[1] = byte(seed), byte(seed>>8)
	data := make([]byte, size)
	_, _ = rand.NewChaCha8(key).Read(data) // never fails
	return data
}

// sum is what hinnyd says a file's root is; share/merkle's tests hold it
// against b3sum.
func (p *peer) sum(path string) string {
	p.t.Helper()
	type hashed struct{ Root string }
	return JSON[hashed](p, "hash", path)[0].Root
}

func TestSharedFilesAreFoundAndNotHashedAgain(t *testing.T) {
	p := newPeer(t, "alone")
	names := []string{"骡子与马 讲义.pdf", "Hinny & Mule “family” 🐴.png", "empty.txt", "quote ' and \" name.flac"}
	for i, name := range names {
		p.Write(name, content(uint64(i), []int{300_000, 600_000, 0, 1}[i]))
	}
	p.Start()
	p.Eventually("has everything indexed", func() bool { return p.Status().Indexed == len(names) })
	for name, query := range map[string]string{names[0]: "骡子", names[1]: "family mule", names[2]: "ext:txt", names[3]: "quote type:audio"} {
		path := filepath.Join(p.shared, name)
		r, ok := p.Find(query, time.Second)[p.sum(path)]
		if !ok || r.Name != name || !r.Have || len(r.Providers) != 1 || r.Providers[0] != p.id {
			t.Errorf("search %s gives %+v", query, r)
		}
		link := JSON[api.Link](p, "link", path)[0]
		if link.Root != r.Root || !strings.Contains(link.Link, "x.pe=") {
			t.Errorf("link %s gives %+v", path, link)
		}
	}
	p.Stop()

	p.Start()
	p.Eventually("has everything indexed again", func() bool { return p.Status().Indexed == len(names) })
	late := p.Write("late arrival.txt", content(77, 1000))
	p.Eventually("finds a late file", func() bool { return len(p.Find("late arrival", 200*time.Millisecond)) == 1 })
	if s := p.Status(); s.HashedBytes != 1000 || s.SharedFiles != len(names)+1 {
		t.Errorf("after the restart %d bytes were hashed, want those of the late file; %d files", s.HashedBytes, s.SharedFiles)
	}
	if err := os.Remove(late); err != nil {
		t.Fatal(err)
	}
	p.Eventually("forgets a removed file", func() bool { return len(p.Find("late arrival", 200*time.Millisecond)) == 0 })
}

func TestFoldersComeAndGo(t *testing.T) {
	p := newPeer(t, "folders").Start()
	other := filepath.Join(t.TempDir(), "音楽")
	if err := os.Mkdir(other, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(other, "song.ogg"), content(3, 5000), 0o644); err != nil {
		t.Fatal(err)
	}
	added := JSON[api.Folder](p, "share", "add", other)
	if len(added) != 1 || added[0].Path != other {
		t.Errorf("share add gives %+v", added)
	}
	p.Eventually("finds the song", func() bool { return len(p.Find("song", 200*time.Millisecond)) == 1 })
	if folders := JSON[api.Folder](p, "share", "list"); len(folders) != 3 {
		t.Errorf("shared: %+v", folders)
	}
	JSON[api.Folder](p, "share", "remove", other)
	p.Eventually("forgets the song", func() bool { return len(p.Find("song", 200*time.Millisecond)) == 0 })
	if _, err := os.Stat(filepath.Join(other, "song.ogg")); err != nil {
		t.Errorf("the file of an unticked folder is gone: %v", err)
	}
	for _, c := range []struct {
		args string
		want string
	}{
		{"share add " + filepath.Join(other, "nothing"), "does not exist"},
		{"share remove " + other, "not inside a shared folder"},
		{"share add " + p.home, "Hinny's own folder"},
		{"link " + filepath.Join(other, "song.ogg"), "neither a root hash nor a shared file"},
		{"pause " + strings.Repeat("0", 64), "no download of"},
		{"find-peer nobody", "no peer ID"},
		{"connect /ip4/127.0.0.1/tcp/1", "does not end in /p2p/"},
		{"search size:>>", "size"},
	} {
		got := p.Run(strings.Fields(c.args)...)
		if got.code == 0 || !strings.Contains(got.err, c.want) || strings.Count(got.err, "\n") != 1 {
			t.Errorf("hinnyd %s: exit %d, %q, want %q", c.args, got.code, got.err, c.want)
		}
	}
}

func TestSecondNodeInAHomeIsRefusedAndAKilledOneReplaced(t *testing.T) {
	p := newPeer(t, "home").Start()
	pid := strconv.Itoa(p.cmd.Process.Pid)
	out, err := exec.Command(program, "run", "--home", p.home).CombinedOutput()
	if want := "hinnyd: another Hinny is running in this home (pid " + pid + "): " + p.home + "\n"; err == nil || string(out) != want {
		t.Errorf("a second node: %v, %q, want %q", err, out, want)
	}
	p.Kill()
	if got := p.Run("status"); got.code != 1 || !strings.Contains(got.err, "no running node in "+p.home) {
		t.Errorf("status of a killed node: %+v", got)
	}
	id := p.id
	if p.Start(); p.id != id {
		t.Errorf("the peer ID changed from %s to %s", id, p.id)
	}
}

func TestDamagedCatalogIsBegunAnewWithTheSameFolders(t *testing.T) {
	p := newPeer(t, "damage")
	p.Write("kept.txt", content(9, 4000))
	p.Start()
	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, "second.txt"), content(10, 4000), 0o644); err != nil {
		t.Fatal(err)
	}
	JSON[api.Folder](p, "share", "add", other)
	p.Eventually("has both", func() bool { return p.Status().Indexed == 2 })
	p.Stop()
	if err := os.WriteFile(filepath.Join(p.home, "catalog.db"), content(11, 40_000), 0o600); err != nil {
		t.Fatal(err)
	}
	p.Start()
	p.Eventually("has both again", func() bool { return p.Status().Indexed == 2 })
	if s := p.Status(); !strings.Contains(strings.Join(s.Notices, " "), "begun anew") {
		t.Errorf("nobody is told: %q", s.Notices)
	}
}
