package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"hinny/app/api"
)

// hinny is ourselves: a hinnyd on each host, a get on each sink.
type hinny struct{}

// swarm is what a prepared hinny round remembers.
type swarm struct {
	root  string
	peers []string // the sources' IDs
}

func (hinny) name() string { return "hinny" }

func (hinny) missing(_ *lab, _ scenario, bin string) string {
	return installed(filepath.Join(bin, "hinnyd"))
}

func (hinny) program(r *round) string { return filepath.Join(r.bin, "hinnyd") }

func (h hinny) prepare(ctx context.Context, r *round) error {
	var s swarm
	var first string
	for i := range r.sources + r.sinks {
		folder := r.folder(i, "shared")
		if i < r.sources {
			if err := os.Link(r.file, filepath.Join(folder, "content.bin")); err != nil {
				return err
			}
		}
		args := []string{
			"run", "--home", r.folder(i, "home"), "--share", folder, "--downloads", r.folder(i, "got"),
			"--listen", "/ip4/" + r.lab.addr(i) + "/tcp/0", "--no-mdns",
		}
		if first != "" {
			args = append(args, "--peer", first)
		}
		if err := r.procs.start(r.lab.cmd(ctx, i, h.program(r), args...)); err != nil {
			return err
		}
		files := 0
		if i < r.sources {
			files = 1
		}
		status, err := h.ready(ctx, r, i, files)
		if err != nil {
			return fmt.Errorf("host %d: %w", i, err)
		}
		if first == "" {
			first = status.Addrs[0]
		}
		if i < r.sources {
			s.peers = append(s.peers, status.Peer)
		}
	}
	var hashed struct{ Root string }
	out, err := r.procs.run(r.lab.cmd(ctx, 0, h.program(r), "hash", "--json", r.file))
	if err != nil {
		return err
	}
	if err := json.Unmarshal(out, &hashed); err != nil {
		return err
	}
	s.root = hashed.Root
	r.state = s
	return nil
}

// ready waits until a host shares and indexes its files and, where it is not
// the first, has met somebody.
func (h hinny) ready(ctx context.Context, r *round, host, files int) (api.Status, error) {
	for {
		var status api.Status
		out, err := r.lab.cmd(ctx, host, h.program(r), "status", "--json", "--home", r.folder(host, "home")).Output()
		if err == nil && json.Unmarshal(out, &status) == nil && status.Indexed >= files && len(status.Addrs) > 0 &&
			(host == 0 || status.Connections > 0) {
			return status, nil
		}
		select {
		case <-ctx.Done():
			return api.Status{}, errors.New("not ready in time")
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (h hinny) order(ctx context.Context, r *round, sink int) error {
	s := r.state.(swarm)
	host := r.sink(sink)
	args := []string{"get", s.root, "--json", "--home", r.folder(host, "home")}
	for _, peer := range s.peers {
		args = append(args, "--provider", peer)
	}
	_, err := r.procs.run(r.lab.cmd(ctx, host, h.program(r), args...))
	return err
}
