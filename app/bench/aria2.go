package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// aria2 seeds and fetches a torrent; the order goes over its RPC port, which
// is bound to the host's own loopback.
type aria2 struct{}

func (aria2) name() string { return "aria2" }

func (aria2) missing(l *lab, _ scenario, _ string) string {
	if !l.isolated() {
		return "it takes no peers on loopback; run as root"
	}
	return installed("aria2c")
}

const aria2Port = 6899

func (aria2) prepare(ctx context.Context, r *round) error {
	torrent, err := startTracker(ctx, r)
	if err != nil {
		return err
	}
	r.state = torrent
	for i := range r.sources + r.sinks {
		dir := r.folder(i, "got")
		args := []string{
			"--dir", dir, "--no-conf", "--quiet", "--enable-rpc", fmt.Sprintf("--rpc-listen-port=%d", aria2Port),
			"--enable-dht=false", "--enable-dht6=false", "--bt-enable-lpd=false", "--disable-ipv6=true",
			"--bt-request-peer-speed-limit=100M", "--file-allocation=none", "--seed-ratio=0", "--listen-port=6881",
			"--bt-external-ip=" + r.lab.addr(i), "--bt-tracker-interval=1",
		}
		if i < r.sources {
			if err := os.Link(r.file, filepath.Join(dir, filepath.Base(r.file))); err != nil {
				return err
			}
			args = append(args, "--check-integrity=true", torrent)
		}
		if err := r.procs.start(r.lab.cmd(ctx, i, "aria2c", args...)); err != nil {
			return err
		}
	}
	for i := range r.sources + r.sinks {
		seeding := i < r.sources
		err := poll(ctx, func() error {
			answer, err := aria2Call(ctx, r, i, "aria2.tellActive", `[["completedLength","totalLength","seeder"]]`)
			if err == nil && seeding && !strings.Contains(answer, `"seeder":"true"`) {
				err = errors.New("not seeding: " + answer)
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("host %d: %w", i, err)
		}
	}
	return nil
}

func (aria2) order(ctx context.Context, r *round, sink int) error {
	host := r.sink(sink)
	torrent, err := os.ReadFile(r.state.(string))
	if err != nil {
		return err
	}
	encoded := base64.StdEncoding.EncodeToString(torrent)
	if _, err := aria2Call(ctx, r, host, "aria2.addTorrent", `["`+encoded+`"]`); err != nil {
		return err
	}
	return poll(ctx, func() error {
		answer, err := aria2Call(ctx, r, host, "aria2.tellActive", `[["seeder"]]`)
		if err == nil && !strings.Contains(answer, `"seeder":"true"`) {
			err = errors.New("still fetching")
		}
		return err
	})
}

// aria2Call makes one JSON-RPC call from inside the host.
func aria2Call(ctx context.Context, r *round, host int, method, params string) (string, error) {
	body := fmt.Sprintf(`{"jsonrpc":"2.0","id":"1","method":%q,"params":%s}`, method, params)
	url := fmt.Sprintf("http://127.0.0.1:%d/jsonrpc", aria2Port)
	return r.ask(ctx, host, url, "application/json", strings.NewReader(body))
}
