package e2e

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"hinny/app/api"
)

// A node that is killed again and again while it hashes, files and indexes
// comes to the same end as one that was left in peace.
func TestKillsWhileHashingLoseNothing(t *testing.T) {
	rounds, files := 4, 150
	if *full {
		rounds, files = 20, 3000
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	p := newPeer(t, "killed")
	for i := range files {
		p.Write(fmt.Sprintf("file %04d number.txt", i), content(uint64(i), 1000+random.IntN(200_000)))
	}
	for range rounds {
		p.Start()
		enough := random.IntN(files)
		p.Eventually("has some of it", func() bool { return p.Status().SharedFiles >= enough })
		p.Kill()
	}
	p.Start()
	p.Eventually("has all of it", func() bool { s := p.Status(); return s.Indexed == files && s.Hashing == 0 })
	if s := p.Status(); s.SharedFiles != files {
		t.Errorf("%d files are shared, want %d", s.SharedFiles, files)
	}
	for range 5 {
		name := fmt.Sprintf("file %04d number.txt", random.IntN(files))
		path := filepath.Join(p.shared, name)
		if link := JSON[api.Link](p, "link", path)[0]; link.Root.String() != p.sum(path) {
			t.Errorf("%s is known as %s, but is %s", name, link.Root, p.sum(path))
		}
		if _, ok := p.Find(`"`+name+`"`, 100*time.Millisecond)[p.sum(path)]; !ok {
			t.Errorf("%s is not found", name)
		}
	}
	p.Stop()
}
