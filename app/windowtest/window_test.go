//go:build window

package windowtest

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lukechampine.com/blake3"

	"hinny/app/api"
)

// deadline bounds each wait. Software OpenGL on a busy machine is slow; a
// longer wait means that something is broken.
const deadline = 60 * time.Second

// TestMainJobInTheRealWindow ticks a folder, searches, downloads, looks at the
// chunk bar and sees the file arrive, all by keyboard.
func TestMainJobInTheRealWindow(t *testing.T) {
	bin := build(t)
	screen := openScreen(t)
	const name = "hinny field recording.flac"
	content := make([]byte, 48<<20)
	rand.NewChaCha8([32]byte{7}).Read(content)
	shared := folderWith(t, name, content)
	provider := startProvider(t, bin, shared)

	dir := t.TempDir()
	home, downloads, mine := filepath.Join(dir, "home"), filepath.Join(dir, "Downloads"), folderWith(t, "my own notes.txt", []byte("hello"))
	window := screen.start(t, dir, filepath.Join(bin, "hinny"), "--home", home, "--downloads", downloads,
		"--listen", "/ip4/127.0.0.1/tcp/0", "--no-mdns", "--peer", provider.Addrs[0])
	node := api.NewClient(home)
	until(t, "the provider is a neighbour", func(ctx context.Context) bool {
		s, err := node.Status(ctx)
		return err == nil && s.Neighbours > 0
	})
	screen.focus(t)

	// Tick a folder.
	screen.key(t, "ctrl+o")
	screen.typed(t, mine)
	screen.key(t, "Return")
	until(t, "the folder is shared and searchable", func(ctx context.Context) bool {
		folders, err := node.Folders(ctx)
		s, _ := node.Status(ctx)
		return err == nil && s.Indexed > 0 && has(folders, mine)
	})
	screen.picture(t, "shared")

	// Search, and download the result as soon as Enter finds it.
	screen.key(t, "ctrl+1")
	screen.key(t, "ctrl+f")
	screen.typed(t, "hinny recording")
	screen.key(t, "Return")
	until(t, "the result is ordered", func(ctx context.Context) bool {
		screen.key(t, "Down") // into the results; on the only one when already there
		screen.key(t, "Return")
		transfers, err := node.Transfers(ctx)
		return err == nil && len(transfers) > 0
	})
	screen.picture(t, "search")
	screen.key(t, "ctrl+2")
	screen.picture(t, "transfers")

	path := filepath.Join(downloads, name)
	until(t, "the file lies under its name", func(context.Context) bool {
		_, err := os.Stat(path)
		return err == nil
	})
	screen.picture(t, "arrived")
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if blake3.Sum256(got) != blake3.Sum256(content) || !bytes.Equal(got, content) {
		t.Error("the file that arrived is another one")
	}

	screen.key(t, "ctrl+q")
	window.ends(t, 5*time.Second+deadline/4)
}

func has(folders []api.Folder, path string) bool {
	for _, f := range folders {
		if f.Path == path {
			return true
		}
	}
	return false
}

func folderWith(t *testing.T, name string, content []byte) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "Folder")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// startProvider runs a headless node that shares a folder and returns what it
// is once the folder can be searched.
func startProvider(t *testing.T, bin, folder string) (status api.Status) {
	t.Helper()
	dir := t.TempDir()
	home := filepath.Join(dir, "home")
	run(t, os.Environ(), filepath.Join(bin, "hinnyd"), "run", "--home", home, "--downloads", filepath.Join(dir, "Downloads"),
		"--share", folder, "--listen", "/ip4/127.0.0.1/tcp/0", "--no-mdns")
	node := api.NewClient(home)
	until(t, "the provider shares its folder", func(ctx context.Context) (ok bool) {
		var err error
		status, err = node.Status(ctx)
		return err == nil && status.Indexed > 0 && len(status.Addrs) > 0
	})
	return status
}
