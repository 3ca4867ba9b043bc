//go:build window

package windowtest

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"lukechampine.com/blake3"

	"hinny/app/api"
	"hinny/app/ui/look"
)

const (
	fileName = "hinny field recording.flac"
	fileSize = 24 << 20
	lineRate = 3 << 20 // bytes a second: the download takes some eight seconds
)

// Where things are in the window at its first size, in pixels.
var (
	searchField  = click(300, 84)
	searchButton = click(800, 84)
	firstResult  = double(200, 186) // below the line of tabs
)

// stage is a window beside a provider that it reaches over a slow line.
type stage struct {
	*screen
	window          *process
	node            *api.Client
	downloads, mine string
	content         []byte
}

func setStage(t *testing.T) *stage {
	t.Helper()
	bin := build(t)
	st := &stage{screen: openScreen(t), content: make([]byte, fileSize)}
	rand.NewChaCha8([32]byte{7}).Read(st.content)
	provider := startProvider(t, bin, folderWith(t, fileName, st.content))

	dir := t.TempDir()
	home := filepath.Join(dir, "home")
	st.downloads, st.mine, st.node = filepath.Join(dir, "Downloads"), folderWith(t, "my own notes.txt", []byte("hello")), api.NewClient(home)
	st.window = st.start(t, dir, filepath.Join(bin, "hinny"), "--home", home, "--downloads", st.downloads,
		"--listen", "/ip4/127.0.0.1/tcp/0", "--no-mdns", "--peer", slowed(t, provider.Addrs[0], lineRate))
	until(t, "the provider is a neighbour", func(ctx context.Context) bool {
		s, err := st.node.Status(ctx)
		return err == nil && s.Neighbours > 0
	})
	return st
}

// TestMainJobByKeyboard ticks a folder, searches, downloads, watches the chunk
// bar fill and sees the file arrive.
func TestMainJobByKeyboard(t *testing.T) {
	st := setStage(t)
	// Ctrl+O does nothing when the dialog is open already.
	st.drive(t, "the folder is shared and searchable", [][]string{keys("ctrl+o", "ctrl+a"), typed(st.mine), keys("Return"), {"sleep", "2"}, keys("Return")}, st.shared)
	st.picture(t, "shared")
	st.drive(t, "the result is ordered", [][]string{
		keys("Escape", "ctrl+1", "ctrl+f", "ctrl+a"), typed("hinny recording"), keys("Return"), {"sleep", "2"}, keys("Down", "Return"),
	}, st.ordered)
	st.picture(t, "search")
	st.act(t, [][]string{keys("ctrl+2")})
	st.watch(t)
	st.arrived(t)
	st.drive(t, "the window has closed", [][]string{keys("ctrl+q")}, st.window.ended)
	if st.window.err != nil {
		t.Errorf("the window ended with: %v", st.window.err)
	}
}

// shared reports whether the folder is ticked and its file can be found.
func (st *stage) shared(ctx context.Context) bool {
	folders, err := st.node.Folders(ctx)
	s, _ := st.node.Status(ctx)
	return err == nil && s.Indexed > 0 && slices.ContainsFunc(folders, func(f api.Folder) bool { return f.Path == st.mine })
}

// ordered reports whether there is a download.
func (st *stage) ordered(ctx context.Context) bool {
	transfers, err := st.node.Transfers(ctx)
	return err == nil && len(transfers) > 0
}

// watch looks at the chunk bar while the download runs: what is here grows,
// and at the end all of it is green.
func (st *stage) watch(t *testing.T) {
	t.Helper()
	colors := look.LightBars()
	least, most := -1, 0
	until(t, "the chunk bar fills", func(context.Context) bool {
		have := count(st.shot(t), colors.Have)
		if have > 0 && (least < 0 || have < least) {
			least = have
			st.picture(t, "transfers")
		}
		most = max(most, have)
		return least > 0 && most > least+least/4
	})
	until(t, "the chunk bar is green", func(context.Context) bool { return count(st.shot(t), colors.Done) > most })
	st.picture(t, "arrived")
}

// count returns how many pixels of a picture have a colour, or nearly.
func count(picture image.Image, want color.NRGBA) (n int) {
	const near = 3 // what rounding in a graphics driver may change
	differ := func(a uint32, b uint8) bool { return max(int(a>>8), int(b))-min(int(a>>8), int(b)) > near }
	bounds := picture.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if r, g, b, _ := picture.At(x, y).RGBA(); !differ(r, want.R) && !differ(g, want.G) && !differ(b, want.B) {
				n++
			}
		}
	}
	return n
}

// arrived sees that the right file lies under its name.
func (st *stage) arrived(t *testing.T) {
	t.Helper()
	path := filepath.Join(st.downloads, fileName)
	until(t, "the file lies under its name", func(context.Context) bool {
		_, err := os.Stat(path)
		return err == nil
	})
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if blake3.Sum256(got) != blake3.Sum256(st.content) || !bytes.Equal(got, st.content) {
		t.Error("the file that arrived is another one")
	}
}

func folderWith(t testing.TB, name string, content []byte) string {
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
// is once the folder can be searched. It is begun by way of other programs, if
// any are named, such as nice.
func startProvider(t testing.TB, bin, folder string, by ...string) (status api.Status) {
	t.Helper()
	dir := t.TempDir()
	home := filepath.Join(dir, "home")
	by = append(by, filepath.Join(bin, "hinnyd"), "run", "--home", home, "--downloads", filepath.Join(dir, "Downloads"),
		"--share", folder, "--listen", "/ip4/127.0.0.1/tcp/0", "--no-mdns")
	run(t, os.Environ(), by[0], by[1:]...)
	node := api.NewClient(home)
	until(t, "the provider shares its folder", func(ctx context.Context) (ok bool) {
		var err error
		status, err = node.Status(ctx)
		return err == nil && status.Indexed > 0 && len(status.Addrs) > 0
	})
	return status
}
