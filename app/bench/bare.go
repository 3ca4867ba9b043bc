package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// bare is the ceiling: the same bytes over one libp2p connection with the same
// transports as Hinny's, into a file, with no check and no protocol.
type bare struct{}

func (bare) name() string { return "bare stream" }

func (bare) missing(_ *lab, s scenario, bin string) string {
	if s.sources > 1 || s.sinks > 1 {
		return "one source and one peer only"
	}
	return installed(filepath.Join(bin, "barestream"))
}

func (bare) prepare(ctx context.Context, r *round) error {
	addr := filepath.Join(r.dir, "addr")
	cmd := r.lab.cmd(ctx, 0, barestream(r), "-listen", "/ip4/"+r.lab.addr(0)+"/tcp/0", "-announce", addr, r.file)
	if err := r.procs.start(cmd); err != nil {
		return err
	}
	r.state = addr
	return poll(ctx, func() error { _, err := readLine(addr); return err })
}

func (bare) order(ctx context.Context, r *round, sink int) error {
	addr, err := readLine(r.state.(string))
	if err != nil {
		return err
	}
	got := filepath.Join(r.folder(r.sink(sink), "got"), "content.bin")
	_, err = r.procs.run(r.lab.cmd(ctx, r.sink(sink), barestream(r), "-from", addr, got))
	return err
}

func barestream(r *round) string { return filepath.Join(r.bin, "barestream") }

// readLine reads the one line that a helper process has announced.
func readLine(path string) (string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	line, _, whole := strings.Cut(string(data), "\n")
	if !whole {
		return "", fmt.Errorf("%s is not written yet", path)
	}
	return line, nil
}
