package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// anacrolix is the command of github.com/anacrolix/torrent, the BitTorrent
// client in Go; "go install github.com/anacrolix/torrent/cmd/torrent@v1.61.0"
// makes it. It is measured if it lies beside hinnyd or on the path.
type anacrolix struct{}

func (anacrolix) name() string { return "anacrolix" }

func (anacrolix) missing(l *lab, _ scenario, bin string) string {
	if !l.isolated() {
		return "its hosts need addresses of their own; run as root"
	}
	if installed(filepath.Join(bin, "torrent")) == "" {
		return ""
	}
	return installed("torrent")
}

// cmd runs "torrent download" in the folder for the content. Everything but
// TCP and the tracker is off, as for the other BitTorrent clients.
func (anacrolix) cmd(ctx context.Context, r *round, host int, torrent string, flags ...string) (*exec.Cmd, error) {
	program := "torrent"
	if beside := filepath.Join(r.bin, "torrent"); installed(beside) == "" {
		absolute, err := filepath.Abs(beside)
		if err != nil {
			return nil, err
		}
		program = absolute
	}
	args := []string{
		"download", "--no-dht", "--no-utp-peers", "--no-port-forward", "--no-webtorrent", "--no-ipv6", "--no-progress",
		fmt.Sprintf("--addr=%s:6881", r.lab.addr(host)), "--public-ip=" + r.lab.addr(host),
	}
	cmd := r.lab.cmd(ctx, host, program, append(append(args, flags...), torrent)...)
	cmd.Dir = r.folder(host, "got")
	return cmd, nil
}

// prepare lets each source read its file once, which is remembered beside it,
// and then seed.
func (a anacrolix) prepare(ctx context.Context, r *round) error {
	torrent, err := startTracker(ctx, r)
	if err != nil {
		return err
	}
	r.state = torrent
	for i := range r.sources {
		if err := os.Link(r.file, filepath.Join(r.folder(i, "got"), filepath.Base(r.file))); err != nil {
			return err
		}
		read, err := a.cmd(ctx, r, i, torrent)
		if err != nil {
			return err
		}
		if _, err := r.procs.run(read); err != nil {
			return fmt.Errorf("host %d: %w", i, err)
		}
		seed, err := a.cmd(ctx, r, i, torrent, "--seed")
		if err != nil {
			return err
		}
		if err := r.procs.start(seed); err != nil {
			return err
		}
	}
	return poll(ctx, func() error {
		seeds, err := r.ask(ctx, 0, fmt.Sprintf("http://%s:%d%s", r.lab.addr(0), trackerPort, seedsPath), "", nil)
		if err == nil && strings.TrimSpace(seeds) != fmt.Sprint(r.sources) {
			err = errors.New("the tracker knows of " + seeds + " seeds")
		}
		return err
	})
}

// order ends with the program, which ends when it has checked everything.
func (a anacrolix) order(ctx context.Context, r *round, sink int) error {
	fetch, err := a.cmd(ctx, r, r.sink(sink), r.state.(string))
	if err != nil {
		return err
	}
	_, err = r.procs.run(fetch)
	return err
}
