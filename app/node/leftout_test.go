package node

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestWhatIsLeftOutOutlivesTheNode: it stays left out after a restart, until it
// is shared again.
func TestWhatIsLeftOutOutlivesTheNode(t *testing.T) {
	home, shared := t.TempDir(), t.TempDir()
	shared, err := filepath.EvalSymlinks(shared)
	if err != nil {
		t.Fatal(err)
	}
	family := filepath.Join(shared, "family")
	if err := os.Mkdir(family, 0o755); err != nil {
		t.Fatal(err)
	}
	config := Config{Home: home, Downloads: filepath.Join(home, "got"), Listen: []string{"/ip4/127.0.0.1/tcp/0"}, NoMDNS: true, Share: []string{shared}}
	without := func(do func(n *Node) error) []string {
		t.Helper()
		n, err := New(config)
		if err != nil {
			t.Fatal(err)
		}
		defer n.Close()
		if err := do(n); err != nil {
			t.Fatal(err)
		}
		folders, err := n.Folders(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range folders {
			if f.Path == shared {
				return f.Without
			}
		}
		t.Fatalf("%s is not shared: %+v", shared, folders)
		return nil
	}
	nothing := func(*Node) error { return nil }
	want := []string{family}
	if got := without(func(n *Node) error { return n.RemoveFolder(t.Context(), family) }); !slices.Equal(got, want) {
		t.Errorf("left out: %q", got)
	}
	if got := without(nothing); !slices.Equal(got, want) {
		t.Errorf("left out after a restart: %q", got)
	}
	again := func(n *Node) error {
		_, err := n.AddFolder(t.Context(), family)
		return err
	}
	if got := without(again); len(got) != 0 {
		t.Errorf("left out though it was shared again: %q", got)
	}
	if got := without(nothing); len(got) != 0 {
		t.Errorf("left out after another restart: %q", got)
	}
	write(t, filepath.Join(home, leftOutName), `["family"]`)
	if _, err := New(config); err == nil || !strings.Contains(err.Error(), leftOutName) || !strings.Contains(err.Error(), `"family"`) {
		t.Errorf("a damaged file: %v", err)
	}
}

// TestWhatCannotBeRememberedIsNotLeftOut: nobody believes in something that the
// next start forgets.
func TestWhatCannotBeRememberedIsNotLeftOut(t *testing.T) {
	home := t.TempDir()
	n, err := New(Config{Home: home, Downloads: filepath.Join(home, "got"), Listen: []string{"/ip4/127.0.0.1/tcp/0"}, NoMDNS: true})
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	folders, _ := n.Folders(t.Context())
	below := filepath.Join(folders[0].Path, "below")
	for _, dir := range []string{below, filepath.Join(home, leftOutName, "in the way")} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := n.RemoveFolder(t.Context(), below); err == nil || !strings.Contains(err.Error(), "left out") {
		t.Errorf("told: %v", err)
	}
	if left := n.library.LeftOut(); len(left) != 0 {
		t.Errorf("left out: %q", left)
	}
}
