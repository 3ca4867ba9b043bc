package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"hinny/app/api"
)

// demonstration is the running peers.
type demonstration struct {
	program string // hinnyd
	window  string // hinny
	dir     string
	first   string // an address of the first peer, which all others are told
	running []*exec.Cmd
}

// start runs peer n and waits until its folder is searchable.
func (d *demonstration) start(ctx context.Context, n int, folder string) error {
	home := d.home(n)
	args := append([]string{"run", "--share", folder}, d.common(home)...)
	log, err := os.Create(filepath.Join(d.dir, fmt.Sprintf("peer-%d.log", n)))
	if err != nil {
		return err
	}
	defer log.Close()
	cmd := exec.Command(d.program, args...)
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start peer %d: %w", n, err)
	}
	d.running = append(d.running, cmd)
	status, err := d.ready(ctx, home, folder)
	if err != nil {
		return fmt.Errorf("peer %d: %w (its log: %s)", n, err, log.Name())
	}
	if d.first == "" {
		d.first = status.Addrs[0]
	}
	say("peer %d is %s and shares %d files", n, status.Peer, status.SharedFiles)
	return nil
}

func (d *demonstration) home(n int) string {
	return filepath.Join(d.dir, fmt.Sprintf("peer-%d", n), "home")
}

// common are the arguments that keep a peer on loopback.
func (d *demonstration) common(home string) []string {
	args := []string{
		"--home", home, "--downloads", filepath.Join(filepath.Dir(home), "Downloads"),
		"--listen", "/ip4/127.0.0.1/tcp/0", "--no-mdns",
	}
	if d.first != "" {
		args = append(args, "--peer", d.first)
	}
	return args
}

// ready asks the peer until everything in folder can be found.
func (d *demonstration) ready(ctx context.Context, home, folder string) (api.Status, error) {
	ctx, cancel := context.WithTimeout(ctx, readyTimeout)
	defer cancel()
	files, err := os.ReadDir(folder)
	if err != nil {
		return api.Status{}, err
	}
	for {
		var status api.Status
		out, err := exec.CommandContext(ctx, d.program, "status", "--json", "--home", home).Output()
		if err == nil && json.Unmarshal(out, &status) == nil && status.Indexed >= len(files) && len(status.Addrs) > 0 {
			return status, nil
		}
		select {
		case <-ctx.Done():
			return api.Status{}, errors.New("not ready in time")
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// showWindow opens the window as a fifth peer and waits until it is closed.
func (d *demonstration) showWindow(ctx context.Context) error {
	say("opening the window; search for %q, press Enter on it, and look at Transfers", "hinnies")
	cmd := exec.CommandContext(ctx, d.window, d.common(d.home(providers+1))...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	return cmd.Run()
}

// showTerminal runs a fifth peer and drives it with the commands a person
// would type.
func (d *demonstration) showTerminal(ctx context.Context) error {
	n := providers + 1
	folder := filepath.Join(d.dir, fmt.Sprintf("peer-%d", n), "Shared")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	if err := d.start(ctx, n, folder); err != nil {
		return err
	}
	if err := d.show(ctx, "search", "hinnies", "--timeout", "3s", "--home", d.home(n)); err != nil {
		return err
	}
	var found bytes.Buffer
	if err := d.quiet(ctx, &found, "search", "hinnies", "--timeout", "3s", "--json", "--home", d.home(n)); err != nil {
		return err
	}
	var result api.Result
	for line := range strings.Lines(found.String()) {
		if err := json.Unmarshal([]byte(line), &result); err != nil {
			return fmt.Errorf("read a result: %w", err)
		}
	}
	if result.Root.IsZero() {
		return errors.New("the search found nothing")
	}
	return d.show(ctx, "get", result.Root.String(), "--home", d.home(n))
}

// show runs a client command as a person would see it.
func (d *demonstration) show(ctx context.Context, args ...string) error {
	fmt.Printf("\n$ hinnyd %s\n", strings.Join(args, " "))
	cmd := exec.CommandContext(ctx, d.program, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Run()
}

func (d *demonstration) quiet(ctx context.Context, out *bytes.Buffer, args ...string) error {
	cmd := exec.CommandContext(ctx, d.program, args...)
	cmd.Stdout, cmd.Stderr = out, os.Stderr
	return cmd.Run()
}

// stop ends every peer that was started and waits for it.
func (d *demonstration) stop() {
	for _, cmd := range d.running {
		_ = cmd.Process.Signal(syscall.SIGTERM) // already gone is as good
	}
	for _, cmd := range d.running {
		_ = cmd.Wait()
	}
}
