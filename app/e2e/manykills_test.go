package e2e

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hinny/app/api"
)

// lying returns which files of a tree lie below a folder, each whole and right:
// a file that is not must never have its final name, whatever happens.
func (files tree) lying(t *testing.T, dir string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir(dir, func(full string, e fs.DirEntry, err error) error {
		if os.IsNotExist(err) {
			return nil // the folder is not there yet
		}
		if err != nil || e.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, full)
		rel = filepath.ToSlash(rel)
		if want, ok := files[rel]; !ok {
			t.Errorf("%s was never shared", full)
		} else if data, err := os.ReadFile(full); err != nil || string(data) != string(want) {
			t.Errorf("%s is not what was shared: %v", full, err)
		}
		found[rel] = true
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	return found
}

// small makes a tree of small files.
func small(n int, random *rand.Rand) tree {
	files := tree{}
	for i := range n {
		files[fmt.Sprintf("%02d/file %05d.bin", i/500, i)] = content(uint64(i), 1+random.IntN(16<<10))
	}
	return files
}

// A downloader of a folder of many small files that is killed again and again
// goes on by itself each time: what lies under its name stays there and is not
// fetched again, what does not comes, and nothing ever has a name that is not
// whole.
func TestKillsAmongManySmallFilesLoseNothing(t *testing.T) {
	kills, n := 4, 1500
	if *full {
		kills, n = 40, 20_000
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	files := small(n, random)
	a := newPeer(t, "a")
	files.write(t, filepath.Join(a.shared, "Many"))
	a.Start()
	a.Eventually("has the folder", func() bool { return a.Status().SharedFiles == n })
	link := JSON[api.Link](a, "link", filepath.Join(a.shared, "Many"))[0].Link
	b := newPeer(t, "b").Start(a)
	if ordered := b.Run("get", link, "--detach"); ordered.code != 0 {
		t.Fatalf("the order: %+v", ordered)
	}
	dir := filepath.Join(b.downloads, "Many")
	var moments []int
	for range kills {
		moments = append(moments, random.IntN(n))
	}
	slices.Sort(moments)
	midway, before := 0, map[string]bool{}
	for _, moment := range moments {
		b.Eventually("has some of it", func() bool { return b.Status().SharedFiles >= moment })
		b.Kill()
		now := files.lying(t, dir)
		for file := range before {
			if !now[file] {
				t.Errorf("%s was there before the kill and is not any more", file)
			}
		}
		if before = now; 0 < len(now) && len(now) < n {
			midway++
		}
		b.Start(a)
	}
	b.Eventually("has all of it", func() bool { return b.Status().SharedFiles == n })
	t.Logf("%d of %d kills came in the middle", midway, kills)
	if got := b.getCollection(link); got.Path != dir {
		t.Errorf("it lies at %s", got.Path)
	}
	files.check(t, dir)
	for _, d := range JSON[api.Transfer](b, "transfers") {
		if d.State != api.StateComplete {
			t.Errorf("%s is %s after all has come", d.Name, d.State)
		}
	}
	b.Stop()
	if left := leftovers(t, b.home); len(left) > 0 {
		t.Errorf("%d unfinished files were left, such as %s", len(left), left[0])
	}
}

// leftovers returns the content of downloads that a home still holds.
func leftovers(t *testing.T, home string) (names []string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(home, ".incoming", "*.part"))
	if err != nil {
		t.Error(err)
	}
	return names
}
