package node

import (
	"os"
	"path/filepath"
	"testing"

	"hinny/app/api"
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
