package e2e

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hinny/app/api"
)

// tree is a folder of files: their content by path.
type tree map[string][]byte

// write makes the tree below a folder.
func (files tree) write(t *testing.T, dir string) {
	t.Helper()
	for path, data := range files {
		full := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// check compares what lies below a folder with the tree.
func (files tree) check(t *testing.T, dir string) {
	t.Helper()
	found := 0
	err := filepath.WalkDir(dir, func(full string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		found++
		rel, _ := filepath.Rel(dir, full)
		want, ok := files[filepath.ToSlash(rel)]
		if data, err := os.ReadFile(full); !ok || err != nil || string(data) != string(want) {
			t.Errorf("%s is not what was shared: %v", full, err)
		}
		return nil
	})
	if err != nil || found != len(files) {
		t.Errorf("%d files lie in %s, want %d: %v", found, dir, len(files), err)
	}
}

// got is the last line of get for a collection.
type got struct {
	Path  string
	Files int
	Size  int64
	State api.State
}

func (p *peer) getCollection(args ...string) got {
	p.t.Helper()
	lines := JSON[got](p, append([]string{"get"}, args...)...)
	last := lines[len(lines)-1]
	if last.State != api.StateComplete {
		p.t.Fatalf("%s: get %v ends with %+v", p.name, args, last)
	}
	return last
}

func TestFolderTravelsAsOneThing(t *testing.T) {
	files := tree{
		"readme.txt": content(1, 2000), "empty.txt": nil, "第一季/01 开始.mkv": content(2, 700_000), "第一季/02.mkv": content(3, 300_000),
		"deep/er/and/deeper.bin": content(4, 1), "extra/notes.txt": content(5, 10),
	}
	a := newPeer(t, "a")
	files.write(t, filepath.Join(a.shared, "Holiday"))
	a.Start()
	a.Eventually("has the folder", func() bool { return a.Status().SharedFiles == len(files) })
	made := JSON[api.Link](a, "link", filepath.Join(a.shared, "Holiday"))[0]
	if made.Name != "Holiday" || made.Files != len(files) || !strings.Contains(made.Link, "x.type=collection") {
		t.Errorf("the link is %+v", made)
	}
	if again := JSON[api.Link](a, "link", filepath.Join(a.shared, "Holiday"))[0]; again.Link != made.Link {
		t.Errorf("the same folder has another link: %s and %s", made.Link, again.Link)
	}

	b := newPeer(t, "b").Start()
	all := b.getCollection(made.Link)
	if all.Path != filepath.Join(b.downloads, "Holiday") || all.Files != len(files) {
		t.Errorf("it ends with %+v", all)
	}
	files.check(t, all.Path)
	listed := JSON[api.CollectionFile](b, "collection", made.Link)
	if len(listed) != len(files) || listed[0].State != api.StateComplete {
		t.Errorf("it is listed as %+v", listed)
	}

	// The new holder passes the list on as well, also after a restart, and a
	// part of it can be chosen.
	a.Stop()
	b.Stop()
	b.Start()
	c := newPeer(t, "c").Start(b)
	some := c.getCollection(made.Link, "--only", "第一季", "--only", "*.txt")
	tree{
		"readme.txt": files["readme.txt"], "empty.txt": nil,
		"第一季/01 开始.mkv": files["第一季/01 开始.mkv"], "第一季/02.mkv": files["第一季/02.mkv"],
	}.check(t, some.Path)
	if bad := c.Run("get", made.Link, "--only", "nothing of it"); bad.code != 1 || !strings.Contains(bad.err, "nothing in Holiday is what --only names") {
		t.Errorf("a choice of nothing: %+v", bad)
	}
	c.nothingOutside()
}

func TestHandPickedFilesTravelAsOneThing(t *testing.T) {
	a := newPeer(t, "a")
	files := tree{"one/song.flac": content(1, 5000), "two/song.flac": content(2, 5000), "two/cover.jpg": content(3, 100)}
	files.write(t, a.shared)
	a.Start()
	a.Eventually("has the files", func() bool { return a.Status().SharedFiles == len(files) })
	if bad := a.Run("link", filepath.Join(a.shared, "one"), filepath.Join(a.shared, "two")); bad.code != 2 || !strings.Contains(bad.err, "--name NAME") {
		t.Errorf("a collection without a name: %+v", bad)
	}
	made := JSON[api.Link](a, "link", "--name", "best/of: me", filepath.Join(a.shared, "one", "song.flac"), filepath.Join(a.shared, "two"))[0]
	b := newPeer(t, "b").Start(a)
	all := b.getCollection(made.Link)
	if filepath.Dir(all.Path) != b.downloads {
		t.Errorf("it lies at %s", all.Path)
	}
	tree{"song.flac": files["one/song.flac"], "two/song.flac": files["two/song.flac"], "two/cover.jpg": files["two/cover.jpg"]}.check(t, all.Path)
}
