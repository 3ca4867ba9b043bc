package node

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hinny/app/api"
	"hinny/share"
	"hinny/share/catalog"
)

// TestANameOutlivesTheCatalog: a folder that was named so that its path tells
// nothing must not show its path because a file was damaged.
func TestANameOutlivesTheCatalog(t *testing.T) {
	home, secret := t.TempDir(), filepath.Join(t.TempDir(), "my employer")
	if err := os.Mkdir(secret, 0o755); err != nil {
		t.Fatal(err)
	}
	config := Config{Home: home, Downloads: filepath.Join(home, "got"), Listen: []string{"/ip4/127.0.0.1/tcp/0"}, NoMDNS: true}
	n, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := n.AddFolder(t.Context(), secret); err != nil {
		t.Fatal(err)
	}
	if _, err := n.NameFolder(t.Context(), api.FolderName{Path: secret, Name: "Papers"}); err != nil {
		t.Fatal(err)
	}
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(home, catalogName), "no catalog any more")
	again, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	folders, err := again.Folders(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, f := range folders {
		names[f.Name] = true
	}
	if !names["Papers"] || names["my employer"] {
		t.Errorf("shared as %v", names)
	}
}

// TestALinkShowsTheNameOfAFolder: neither the link of a folder nor one of several
// may show what it is called on the disk.
func TestALinkShowsTheNameOfAFolder(t *testing.T) {
	home, secret := t.TempDir(), filepath.Join(t.TempDir(), "my employer")
	song := filepath.Join(secret, "Live", "song.flac")
	if err := os.MkdirAll(filepath.Dir(song), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, song, "la la la")
	n, err := New(Config{Home: home, Downloads: filepath.Join(home, "got"), Listen: []string{"/ip4/127.0.0.1/tcp/0"}, NoMDNS: true})
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	if _, err := n.AddFolder(t.Context(), secret); err != nil {
		t.Fatal(err)
	}
	if _, err := n.NameFolder(t.Context(), api.FolderName{Path: secret, Name: "Papers"}); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(song)
	if err != nil {
		t.Fatal(err)
	}
	file := share.File{Root: share.RootHash{1}, Path: song, Folder: secret, Rel: "Papers/Live/song.flac", Size: info.Size()}
	if err := n.catalog.Put([]catalog.Entry{{File: file}}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		paths []string
		name  string
		want  string
	}{{[]string{secret}, "", "Papers"}, {[]string{filepath.Dir(song)}, "", "Live"}, {[]string{secret, song}, "Both", "Both"}} {
		made, err := n.Collect(t.Context(), c.name, c.paths)
		if err != nil {
			t.Fatal(err)
		}
		list, err := n.collections.load(made.Root)
		if err != nil {
			t.Fatal(err)
		}
		if made.Name != c.want || strings.Contains(made.Link+fmt.Sprint(list), "employer") {
			t.Errorf("%q: %q in %s of %v", c.paths, made.Name, made.Link, list)
		}
	}
}
