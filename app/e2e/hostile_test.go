package e2e

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"hinny/app/api"
)

// hostileNames are names a stranger may give a file to escape from the folder,
// to hide what it is, or to break who shows it. Each holds the word evil.
var hostileNames = []string{
	"../../../evil climbs.txt",
	"/tmp/evil absolute.txt",
	`..\..\evil backslash.txt`,
	`C:\evil drive.txt`,
	"evil", "CON.evil", "nul.evil.txt",
	"evil\x1b[2J\x1b]0;title\x07 escapes.txt",
	"evil\nname: of two lines.txt",
	"evil invoice \u202efdp.exe",
	"evil " + strings.Repeat("long ", 60) + ".txt",
	"evil " + strings.Repeat("长", 120) + ".txt",
	" .evil . . ",
	"-rf evil",
	"..",
}

func quoted(names ...string) []string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = strconv.Quote(name)
	}
	return list
}

// shownSafely reports whether text can be shown without doing anything.
func shownSafely(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
	})
}

func TestHostileNamesStayInsideTheDownloadFolder(t *testing.T) {
	hostile := startStranger(t, "hinny/app/e2e/hostile", quoted(hostileNames...)...)
	b := newPeer(t, "b").Start()
	JSON[api.Peer](b, "connect", hostile.addr)
	found := map[string]api.Result{}
	b.Eventually("finds what the hostile peer shares", func() bool {
		for root, r := range b.Find("evil", time.Second) {
			found[root] = r
		}
		return len(found) > 0
	})
	for i, name := range hostileNames {
		m := manifest(t, fmt.Appendf(nil, "harmless content %d", i))
		root := m.Root().String()
		if r, ok := found[root]; ok && !shownSafely(r.Name) {
			t.Errorf("%q is shown as %q", name, r.Name)
		}
		// With the name of the hit where there was one, with the provider's else.
		got := b.Get(root, "--provider", hostile.addr)
		base := filepath.Base(got.Path)
		if filepath.Dir(got.Path) != b.downloads || len(base) > 255 || !shownSafely(base) || strings.ContainsAny(base, `\/:`) {
			t.Errorf("%q lies at %q", name, got.Path)
		}
		if b3sum(t, got.Path) != root {
			t.Errorf("%q has other content", name)
		}
	}
	escape := fmt.Sprintf("magnet:?xt=urn:blake3:%s&dn=../../evil%%00link.txt", manifest(t, []byte("harmless content 0")).Root())
	if got := b.Get(escape, "--out", filepath.Join(b.downloads, "by link")); !strings.HasPrefix(got.Path, b.downloads) {
		t.Errorf("by its link it lies at %q", got.Path)
	}
	b.nothingOutside()
	if got := b.Run("browse", hostile.id, "--json"); got.code == 0 && !shownSafely(strings.ReplaceAll(got.out, "\n", "")) {
		t.Errorf("browse shows %q", got.out)
	}
}

// nothingOutside fails if something lies beside the folders of the peer.
func (p *peer) nothingOutside() {
	p.t.Helper()
	top := filepath.Dir(p.home)
	entries, err := os.ReadDir(top)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, e := range entries {
		if name := e.Name(); name != "home" && name != "Shared" && name != "Downloads" && name != "log" {
			p.t.Errorf("%s lies outside the download folder", filepath.Join(top, name))
		}
	}
	err = filepath.WalkDir(top, func(path string, _ fs.DirEntry, err error) error {
		if err == nil && strings.Contains(filepath.Base(path), "evil") && !strings.HasPrefix(path, p.downloads) {
			p.t.Errorf("%s lies outside the download folder", path)
		}
		return err
	})
	if err != nil {
		p.t.Error(err)
	}
}

func TestImpossibleSizeIsRefusedAndNamed(t *testing.T) {
	huge := startStranger(t, "hinny/app/e2e/hostile", append([]string{"-huge"}, quoted("evil and huge.iso")...)...)
	honest := newPeer(t, "honest")
	honest.Write("evil is only its name.txt", content(1, 1000))
	honest.Start()
	b := newPeer(t, "b").Start(honest)
	JSON[api.Peer](b, "connect", huge.addr)
	b.Eventually("finds the honest file and refuses the other", func() bool {
		found := b.Find("evil", time.Second)
		for _, r := range found {
			if r.Size != 1000 {
				t.Errorf("found %+v", r)
			}
		}
		log, err := os.ReadFile(b.log)
		return err == nil && len(found) == 1 && logNames(string(log), huge.id, "a hit of 9223372036854775808 bytes")
	})
	if got := b.Run("browse", huge.id); got.code == 0 || !strings.Contains(got.err, "makes no sense") {
		t.Errorf("browse of an impossible size: %+v", got)
	}
}

// logNames reports whether a line of the log holds both words.
func logNames(log, who, what string) bool {
	for line := range strings.Lines(log) {
		if strings.Contains(line, who) && strings.Contains(line, what) {
			return true
		}
	}
	return false
}
