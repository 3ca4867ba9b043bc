//go:build window

// Command frames opens the real window over a real node on its transfers and
// draws it again as soon as it is drawn, as if somebody scrolled all the time.
// When it is told to end it writes the time of each picture to a file, in
// nanoseconds since 1970, as JSON.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"hinny/app/node"
	"hinny/app/ui"
	"hinny/app/ui/look"
	"hinny/app/ui/memory"
)

// mostFrames bounds what is kept: a window draws at most 60 a second, and no
// run takes half an hour.
const mostFrames = 60 * 1800

func main() {
	out := flag.String("out", "", "write the times to this `FILE`")
	home := flag.String("home", "", "keep identity, catalog and settings in `DIR`")
	downloads := flag.String("downloads", "", "the `DIR` for finished downloads")
	var peers []string
	flag.Func("peer", "meet the peer with this full `MULTIADDR`; may be given several times", func(addr string) error {
		peers = append(peers, addr)
		return nil
	})
	flag.Parse()
	n, err := node.New(node.Config{
		Home: *home, Downloads: *downloads, Peers: peers, Listen: []string{"/ip4/127.0.0.1/tcp/0"}, NoMDNS: true,
		Version: "frames", Log: slog.New(slog.NewTextHandler(os.Stderr, nil)),
	})
	if err == nil {
		err = write(*out, run(n, memory.Open(filepath.Join(*home, memory.FileName))))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "frames:", err)
		os.Exit(1)
	}
}

// run lives until a signal comes and returns when pictures were drawn.
func run(n *node.Node, left *memory.Memory) []int64 {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	a := app.NewWithID("io.hinny.Frames")
	a.Settings().SetTheme(look.NewTheme())
	window := a.NewWindow("Hinny")
	shell := ui.New(ui.Options{Window: window, Backend: n, Do: fyne.Do, Memory: left, Version: "frames"})
	shell.Show(ui.PageTransfers)
	film := newFilm()
	film.dot.Resize(fyne.NewSize(1, 1)) // a stretched one would cost as much as a third of the window
	window.SetContent(container.NewStack(window.Content(), container.NewWithoutLayout(film.dot)))
	ended := make(chan struct{}, 2)
	a.Lifecycle().SetOnStarted(func() {
		go func() { shell.Run(ctx); ended <- struct{}{} }()
		go func() { n.Run(ctx); ended <- struct{}{} }()
	})
	context.AfterFunc(ctx, func() { fyne.Do(a.Quit) })
	window.ShowAndRun()
	stop()
	<-ended
	<-ended
	return film.times
}

// film is a dot on the window that wants to be drawn again whenever it is, on
// the window's goroutine, as what scrolls or moves does.
type film struct {
	dot   *canvas.Raster
	times []int64 // owned by the window's goroutine
}

func newFilm() *film {
	f := &film{}
	f.dot = canvas.NewRaster(func(_, _ int) image.Image {
		if len(f.times) < mostFrames {
			f.times = append(f.times, time.Now().UnixNano())
		}
		f.dot.Refresh()
		return image.NewNRGBA(image.Rect(0, 0, 1, 1)) // one clear pixel
	})
	return f
}

func write(path string, times []int64) error {
	text, err := json.Marshal(times)
	if err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o644)
}
