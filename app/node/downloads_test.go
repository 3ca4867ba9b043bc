package node

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hinny/app/api"
)

// unsaid is a node whose program names no downloads folder; the settings do.
func unsaid(t *testing.T, home string) *Node {
	t.Helper()
	write(t, filepath.Join(home, settingsName), "downloads = '"+filepath.Join(home, "usual")+"'\n")
	n, err := New(Config{Home: home, Listen: []string{"/ip4/127.0.0.1/tcp/0"}, NoMDNS: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = n.Close() })
	return n
}

func downloadsOf(t *testing.T, n *Node) string {
	t.Helper()
	now, err := n.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return now.Downloads
}

func TestAnotherDownloadsFolderHoldsAtOnceAndAtTheNextStart(t *testing.T) {
	home, other := t.TempDir(), filepath.Join(t.TempDir(), "new", "place")
	n := unsaid(t, home)
	if err := n.SetDownloads(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	order, err := n.orderOf(api.GetRequest{Target: strings.Repeat("ab", 32), Size: -1})
	if err != nil || order.Out != other || downloadsOf(t, n) != other {
		t.Errorf("an order goes to %q, the node says %q: %v", order.Out, downloadsOf(t, n), err)
	}
	folders, _ := n.Folders(t.Context())
	if !slices.ContainsFunc(folders, func(f api.Folder) bool { return f.Path == other }) {
		t.Errorf("it is not shared: %+v", folders)
	}
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	if got := downloadsOf(t, unsaid(t, home)); got != other {
		t.Errorf("after a restart downloads go to %q", got)
	}
}

func TestADownloadsFolderThatCannotBeChangesNothing(t *testing.T) {
	home := t.TempDir()
	n := unsaid(t, home)
	before := downloadsOf(t, n)
	file := filepath.Join(home, "file")
	write(t, file, "")
	for folder, want := range map[string]api.Code{
		"here": api.CodeUsage, "": api.CodeUsage, filepath.Join(file, "below"): api.CodeRefused, "/": api.CodeRefused,
	} {
		if err := n.SetDownloads(t.Context(), folder); codeOf(err) != want {
			t.Errorf("%q: %v", folder, err)
		}
	}
	if got := downloadsOf(t, n); got != before {
		t.Errorf("downloads go to %q now", got)
	}
}

func TestAChosenFolderThatIsAwayIsToldAndKept(t *testing.T) {
	home, disk := t.TempDir(), t.TempDir()
	n := unsaid(t, home)
	other := filepath.Join(disk, "drive", "films")
	if err := n.SetDownloads(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(disk, "drive")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(disk, "drive"), "no folder")
	n = unsaid(t, home)
	now, _ := n.Status(t.Context())
	if now.Downloads != filepath.Join(home, "usual") || !slices.ContainsFunc(now.Notices, func(s string) bool { return strings.Contains(s, "drive") }) {
		t.Errorf("downloads go to %q, told %q", now.Downloads, now.Notices)
	}
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(disk, "drive")); err != nil {
		t.Fatal(err)
	}
	if got := downloadsOf(t, unsaid(t, home)); got != other {
		t.Errorf("when the disk is back downloads go to %q", got)
	}
}

func TestADamagedChoiceOfTheDownloadsFolderIsPassedOver(t *testing.T) {
	for _, text := range []string{"{", `{"folder": "here"}`, strings.Repeat(" ", maxDownloadsFile+1)} {
		home := t.TempDir()
		write(t, filepath.Join(home, downloadsName), text)
		if got := downloadsOf(t, unsaid(t, home)); got != filepath.Join(home, "usual") {
			t.Errorf("%.20q: downloads go to %q", text, got)
		}
	}
}
