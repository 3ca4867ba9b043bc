package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"hinny/app/api"
	"hinny/app/ui"
	"hinny/app/ui/look"
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
	if err := run(o, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "hinny:", err)
		os.Exit(1)
	}
}

// run opens the window and lives until it is closed, a signal comes, or the
// node fails for good.
func run(o options, stderr io.Writer) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)

	a := app.NewWithID(ID)
	if err := look.UseLanguage(a.Preferences().String(ui.PreferenceLanguage)); err != nil {
		return fmt.Errorf("choose the language: %w", err)
	}
	a.Settings().SetTheme(look.NewTheme())
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon()))
	window := a.NewWindow(Name)
	window.SetMaster()
	go func() {
		<-ctx.Done()
		fyne.Do(a.Quit)
	}()

	backend, serve, err := connect(ctx, o, stderr)
	if err != nil {
		ui.ShowFailure(window, err)
		window.ShowAndRun()
		return err
	}
	shell := ui.New(ui.Options{
		Window: window, Backend: backend, Do: fyne.Do, Version: version,
		OpenFolder: func(folder string) error { return a.OpenURL(ui.FileURL(folder)) },
		Notify:     func(title, text string) { a.SendNotification(fyne.NewNotification(title, text)) },
	})
	// The node gets a context of its own: it stops after the window, so that
	// the last thing a person sees is no failure.
	alive, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	drawn, served := make(chan struct{}), make(chan error, 1)
	go func() {
		shell.Run(ctx)
		close(drawn)
	}()
	go func() {
		err := serve(alive)
		served <- err
		cancel(err)
	}()
	window.ShowAndRun()
	cancel(nil)
	return shutDown(drawn, served, end)
}

// shutDown stops the window's part and then the node, and says how it ended.
func shutDown(drawn <-chan struct{}, served <-chan error, end func()) error {
	timeout := time.After(stopTimeout)
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
