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

// Where things are in the window at its first size, in pixels.
var (
	searchButton = click(943, 84, 1)
	firstResult  = click(200, 150, 2)
)

// TestMainJobInTheRealWindow ticks a folder, searches, downloads, looks at the
// chunk bar and sees the file arrive, by keyboard and mouse.
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
	window.dumped(t)

	// Tick a folder. Ctrl+O does nothing when the dialog is open already.
	screen.drive(t, "the folder is shared and searchable", [][]string{keys("ctrl+o", "ctrl+a"), typed(mine), keys("Return")}, func(ctx context.Context) bool {
		folders, err := node.Folders(ctx)
		s, _ := node.Status(ctx)
		return err == nil && s.Indexed > 0 && has(folders, mine)
	})
	screen.picture(t, "shared")

	// Search with the mouse, and download the result with a double click or
	// with the keyboard.
	ordered := func(ctx context.Context) bool {
		transfers, err := node.Transfers(ctx)
		return err == nil && len(transfers) > 0
	}
	screen.drive(t, "the result is ordered", [][]string{
		keys("Escape", "ctrl+1", "ctrl+f", "ctrl+a"), typed("hinny recording"), searchButton, firstResult, keys("Down", "Return"),
	}, ordered)
	screen.picture(t, "search")
	screen.act(t, [][]string{keys("ctrl+2")})
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

	screen.drive(t, "the window has closed", [][]string{keys("ctrl+q")}, window.ended)
	if window.err != nil {
		t.Errorf("the window ended with: %v", window.err)
	}
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
