package main

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"hinny/assets"
)

// FyneApp.toml is for packaging; the program itself does not read it.
func TestMetadataAgreesWithTheProgram(t *testing.T) {
	var meta struct {
		Details struct{ Icon, Name, ID, Version string }
	}
	if _, err := toml.DecodeFile(filepath.Join("..", "FyneApp.toml"), &meta); err != nil {
		t.Fatal(err)
	}
	if d := meta.Details; d.ID != ID || d.Name != Name || d.Icon != "assets/icon.png" || d.Version == "" {
		t.Errorf("FyneApp.toml says %+v; the program says %q, %q", d, ID, Name)
	}
}

func TestTheIconIsAPictureOf512Pixels(t *testing.T) {
	config, err := png.DecodeConfig(bytes.NewReader(assets.Icon()))
	if err != nil || config.Width != 512 || config.Height != 512 {
		t.Errorf("the icon is %d by %d: %v", config.Width, config.Height, err)
	}
}

func TestPathsOfTheCommandLineBecomeAbsolute(t *testing.T) {
	t.Chdir(t.TempDir())
	o, err := parse([]string{"--home", "h", "--share", "a", "--share", "b", "--peer", "/ip4/192.0.2.1/tcp/1", "--no-mdns"}, new(bytes.Buffer))
	if err != nil {
		t.Fatal(err)
	}
	if !filepath.IsAbs(o.home) || !slices.ContainsFunc(o.share, filepath.IsAbs) || len(o.share) != 2 || !o.noMDNS || len(o.peers) != 1 || o.downloads != "" {
		t.Errorf("understood %+v", o)
	}
}

// TestWhatIsNoFlagIsOffered says so also of a word that means nothing: the
// window explains it.
func TestWhatIsNoFlagIsOffered(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.WriteFile("links.txt", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	good := "magnet:?xt=urn:blake3:" + strings.Repeat("ab", 32)
	for arg, want := range map[string]string{
		good: good, "what": "what", "links.txt": filepath.Join(dir, "links.txt"), ".": dir,
	} {
		if o, err := parse([]string{"--home", "h", arg}, new(bytes.Buffer)); err != nil || !slices.Equal(o.things, []string{want}) {
			t.Errorf("%q gives %q: %v", arg, o.things, err)
		}
	}
}
