package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"hinny/app/api"
)

// smallScenario is the name of the scenario of one order for many small files.
const smallScenario = "small"

const (
	// defaultSmall and smallSize are how many files it orders unless it is
	// told, and how large each is.
	defaultSmall = 10_000
	smallSize    = 10 << 10
	// smallTimeout bounds the whole scenario.
	smallTimeout = 10 * time.Minute
)

// small is one run of the scenario: a source, and a fresh peer each round.
type small struct {
	files        int
	dir, program string
	link         string
	rates        []float64 // files a second, by round
	out          *report
}

// benchSmall measures one order for a folder of small files, from the order
// until each lies checked under its final name and is shared in turn.
func benchSmall(ctx context.Context, o options) error {
	ctx, cancel := context.WithTimeout(ctx, smallTimeout)
	defer cancel()
	dir, err := os.MkdirTemp(o.dir, "hinny-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if o.files == 0 {
		o.files = defaultSmall
	}
	s := &small{files: o.files, dir: dir, program: filepath.Join(o.bin, "hinnyd"), out: newReport(os.Stdout)}
	content := filepath.Join(dir, "content")
	if err := makeSmall(content, s.files); err != nil {
		return err
	}
	procs := &processes{}
	defer procs.stop()
	source, err := procs.startSharing(ctx, s.program, filepath.Join(dir, "source"), content)
	if err != nil {
		return err
	}
	if err := poll(ctx, func() error { return s.shares(ctx, source) }); err != nil {
		return err
	}
	made, err := source.Collect(ctx, "content", []string{content})
	if err != nil {
		return err
	}
	s.link = made.Link
	for n := range o.rounds {
		if err := s.round(ctx, procs, n); err != nil {
			return err
		}
	}
	slices.Sort(s.rates)
	s.out.row(fmt.Sprintf("%d files of %d KiB, one order", s.files, smallSize>>10),
		fmt.Sprintf("%.0f files/s (%.0f to %.0f)", s.rates[len(s.rates)/2], s.rates[0], s.rates[len(s.rates)-1]))
	return nil
}

// round has a fresh peer order everything.
func (s *small) round(ctx context.Context, procs *processes, n int) error {
	folder := filepath.Join(s.dir, fmt.Sprintf("got-%d", n))
	own := &processes{}
	defer own.stop()
	sink, err := own.startSharing(ctx, s.program, filepath.Join(s.dir, fmt.Sprintf("sink-%d", n)), folder)
	if err != nil {
		return err
	}
	sources, sinks := procs.watch(), own.watch()
	begin := time.Now()
	if _, err := sink.Get(ctx, api.GetRequest{Target: s.link, Size: -1}); err != nil {
		return err
	}
	err = poll(ctx, func() error { return s.shares(ctx, sink) })
	there, here := sources.done(time.Since(begin)), sinks.done(time.Since(begin))
	if err != nil {
		return err
	}
	size, err := diskUse(folder)
	if want := int64(s.files) * smallSize; err == nil && size != want {
		err = fmt.Errorf("%d bytes arrived instead of %d", size, want)
	}
	if err != nil {
		return err
	}
	rate := float64(s.files) / here.wall.Seconds()
	s.rates = append(s.rates, rate)
	s.out.row(fmt.Sprintf("round %d", n+1), fmt.Sprintf("%s, %.0f files/s, %.0f + %.0f µs of processor a file, at most %s",
		seconds(here.wall), rate, perFile(here, s.files), perFile(there, s.files), megabytes(here.mem)))
	return nil
}

// perFile is in microseconds.
func perFile(m measurement, files int) float64 { return float64(m.cpu.Microseconds()) / float64(files) }

// shares fails until a node shares every file.
func (s *small) shares(ctx context.Context, node *api.Client) error {
	now, err := node.Status(ctx)
	if err != nil {
		return err
	}
	return atLeast("shared files", now.SharedFiles, s.files)
}

// makeSmall makes files that differ, filesInFolder to a folder.
func makeSmall(dir string, files int) error {
	random := rand.NewChaCha8([32]byte{1})
	data := make([]byte, smallSize)
	for i := range files {
		folder := filepath.Join(dir, fmt.Sprintf("folder %03d", i/filesInFolder))
		if i%filesInFolder == 0 {
			if err := os.MkdirAll(folder, 0o755); err != nil {
				return err
			}
		}
		if _, err := random.Read(data); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, number(i)+".bin"), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
