package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

func main() {
	bin := flag.String("bin", "bin", "folder that holds hinnyd and, for the window, hinny")
	terminal := flag.Bool("terminal", os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "",
		"show the terminal client even where there is a display")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := demo(ctx, *bin, *terminal); err != nil && ctx.Err() == nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

// providers is how many peers share the sample files: one for each of a, b, c
// and d.
const providers = 4

// readyTimeout bounds how long a peer may take to hash its samples; they are
// small, so a longer wait means that something is broken.
const readyTimeout = 60 * time.Second

func demo(ctx context.Context, bin string, terminal bool) (err error) {
	dir, err := os.MkdirTemp("", "hinny-demo-")
	if err != nil {
		return fmt.Errorf("make a folder for the demo: %w", err)
	}
	defer os.RemoveAll(dir)

	say("making sample files in %s", dir)
	samples, err := makeSamples(filepath.Join(dir, "samples"))
	if err != nil {
		return err
	}
	d := demonstration{program: filepath.Join(bin, "hinnyd"), window: filepath.Join(bin, "hinny"), dir: dir}
	defer d.stop()
	for i := range providers {
		folder := filepath.Join(dir, fmt.Sprintf("peer-%d", i+1), "Shared")
		if err := lay(samples, i, folder); err != nil {
			return err
		}
		if err := d.start(ctx, i+1, folder); err != nil {
			return err
		}
	}
	if terminal {
		return d.showTerminal(ctx)
	}
	return d.showWindow(ctx)
}

func say(format string, args ...any) { fmt.Printf("demo: "+format+"\n", args...) }
