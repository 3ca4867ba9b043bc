package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"hinny/app/api"
	"hinny/app/instance"
	"hinny/app/ui"
	"hinny/app/ui/look"
	"hinny/app/ui/memory"
	"hinny/app/ui/settings"
	"hinny/assets"
)

// The program's identity, as in FyneApp.toml, which only packaging reads.
const (
	ID   = "io.hinny.Hinny"
	Name = "Hinny"
)

// stopTimeout bounds the wait for the node when the window is closed. What is
// not finished then is in the part files and goes on at the next start.
const stopTimeout = 5 * time.Second

// version is set by the linker: -X main.version=v1.2.3.
var version = "dev"

func main() {
	o, err := parse(os.Args[1:], os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		fmt.Fprintln(os.Stderr, "hinny:", err)
		os.Exit(2)
	}
	exit(run(o, os.Stderr), os.Stderr)
}

// run opens the window and lives until it is closed, a signal comes, or the
// node fails for good. Where a window is open in the home already, that one
// comes to the front instead.
func run(o options, stderr io.Writer) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if instance.HandOver(ctx, o.home, o.things) == nil {
		return nil
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	left := memory.Open(filepath.Join(o.home, memory.FileName))
	a, err := newApp(left)
	if err != nil {
		return err
	}
	window := a.NewWindow(Name)
	window.SetMaster()
	leaving := newLeaving()
	context.AfterFunc(ctx, leaving.begin)
	context.AfterFunc(ctx, func() { fyne.Do(a.Quit) })
	first := len(o.share) == 0 && o.downloads == "" && !memory.Get(left, settings.Guided, false)
	backend, serve, err := connect(ctx, o, stderr)
	if err != nil {
		ui.ShowFailure(window, err)
		leaving.show(window, func() { exit(err, stderr) })
		return err
	}
	shell := ui.New(ui.Options{
		Window: window, Backend: backend, Do: fyne.Do, Memory: left, Version: version,
		Tray:   tray(a),
		Open:   opener(a),
		Notify: func(title, text string) { a.SendNotification(fyne.NewNotification(title, text)) },
	})
	started := onStart(a, func() { begin(shell, first, o.things) })
	// The node gets a context of its own: it stops after the window, so that
	// the last thing a person sees is no failure.
	alive, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	drawn, served := make(chan struct{}), make(chan error, 1)
	go func() {
		draw(ctx, shell, o.home)
		close(drawn)
	}()
	go func() {
		drawnOnce(alive, started)
		err := serve(alive)
		served <- err
		cancel(err)
	}()
	leaving.show(window, func() { exit(shutDown(drawn, served, cancel, end), stderr) })
	return shutDown(drawn, served, cancel, end)
}

// newApp makes the application in the language and the theme of the person.
func newApp(left *memory.Memory) (fyne.App, error) {
	a := app.NewWithID(ID)
	if err := look.UseLanguage(memory.Get(left, settings.Language, "")); err != nil {
		return nil, fmt.Errorf("choose the language: %w", err)
	}
	a.Settings().SetTheme(look.NewThemeAs(memory.Get(left, settings.Face, "")))
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon()))
	return a, nil
}

// onStart does something once the application runs, and then closes the channel.
func onStart(a fyne.App, do func()) <-chan struct{} {
	started := make(chan struct{})
	a.Lifecycle().SetOnStarted(func() {
		do()
		close(started)
	})
	return started
}

// begin shows what a start is for: the first steps, or what it was given.
func begin(shell *ui.Window, first bool, things []string) {
	switch {
	case len(things) > 0:
		shell.Offer(things)
	case first:
		shell.Guide()
	}
}

// frame is longer than Fyne waits between two pictures, which is a sixtieth of a
// second.
const frame = 50 * time.Millisecond

// drawnOnce waits until the window was drawn for the first time, or ctx ends.
// The node compares the library with the disk when it starts: a person who waits
// for the window goes first.
func drawnOnce(ctx context.Context, started <-chan struct{}) {
	select {
	case <-started:
	case <-ctx.Done():
		return
	}
	select {
	case <-time.After(frame): // the drawing has begun; what is asked for now comes after it
		fyne.DoAndWait(func() {})
	case <-ctx.Done():
	}
}

// draw runs the window's part, and takes over what other starts hand over,
// until ctx ends.
func draw(ctx context.Context, shell *ui.Window, home string) {
	var gate sync.WaitGroup
	defer gate.Wait()
	// Without a gate, as in a home whose path is too long for a socket, the
	// next start opens a window of its own. That is no reason not to run.
	if g, err := instance.Open(home); err == nil {
		gate.Go(func() {
			_ = g.Run(ctx, func(things []string) { fyne.Do(func() { shell.Raise(things) }) })
		})
	}
	_ = shell.Run(ctx) // it ends with ctx and without an error
}

// shutDown stops the window's part and then the node, and says how it ended.
func shutDown(drawn <-chan struct{}, served <-chan error, cancel context.CancelCauseFunc, end func()) error {
	timeout := time.After(stopTimeout)
	cancel(nil)
	end()
	select {
	case <-drawn:
	case <-timeout:
		return nil
	}
	select {
	case err := <-served:
		return err
	case <-timeout:
		return errors.New("the node did not stop in time; nothing is lost, it goes on at the next start")
	}
}

// probeTimeout is how long a running node may take to answer. It is on this
// machine; a longer silence means that nobody is there.
const probeTimeout = 2 * time.Second

// running reports whether a node runs in the home folder.
func running(ctx context.Context, client *api.Client) bool {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	_, err := client.Status(ctx)
	return err == nil
}
