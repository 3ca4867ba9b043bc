package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hinny/app/api"
	"hinny/share"
)

// largeScenario is the name of the scenario of one large file with holes.
const largeScenario = "large"

const (
	// defaultLarge is its size in bytes unless it is told.
	defaultLarge = 10 << 30
	// written of each stretch is content, the rest a hole: disk images and
	// databases look like that.
	stretch, written = 8 << 20, 1 << 20
	// largeTimeout bounds the whole scenario.
	largeTimeout = 20 * time.Minute
	// quarters is in how many parts of a round memory is told, so that growth
	// shows.
	quarters = 4
)

// large is one run of the scenario.
type large struct {
	bytes        int64
	dir, program string
	link         api.Link
	out          *report
}

// benchLarge measures whether a large file comes without a stall and in the
// same memory from its beginning to its end.
func benchLarge(ctx context.Context, o options) error {
	ctx, cancel := context.WithTimeout(ctx, largeTimeout)
	defer cancel()
	dir, err := os.MkdirTemp(o.dir, "hinny-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	l := &large{bytes: o.bytes, dir: dir, program: filepath.Join(o.bin, "hinnyd"), out: newReport(os.Stdout)}
	if l.bytes == 0 {
		l.bytes = defaultLarge
	}
	content := filepath.Join(dir, "content")
	file := filepath.Join(content, "disk.img")
	if err := os.MkdirAll(content, 0o755); err != nil {
		return err
	}
	if err := makeSparse(file, l.bytes, written, stretch); err != nil {
		return err
	}
	procs := &processes{}
	defer procs.stop()
	source, err := procs.startSharing(ctx, l.program, filepath.Join(dir, "source"), content)
	if err != nil {
		return err
	}
	err = poll(ctx, func() error { l.link, err = source.Link(ctx, file); return err })
	if err != nil {
		return err
	}
	for n := range o.rounds {
		if err := l.round(ctx, procs, n); err != nil {
			return err
		}
	}
	return nil
}

// round has a fresh peer order the file.
func (l *large) round(ctx context.Context, procs *processes, n int) error {
	folder := filepath.Join(l.dir, fmt.Sprintf("got-%d", n))
	defer os.RemoveAll(folder)
	own := &processes{}
	defer own.stop()
	sink, err := own.startSharing(ctx, l.program, filepath.Join(l.dir, fmt.Sprintf("sink-%d", n)), folder)
	if err != nil {
		return err
	}
	sources, sinks := procs.watch(), own.watch()
	begin := time.Now()
	if _, err := sink.Get(ctx, api.GetRequest{Target: l.link.Link, Size: -1}); err != nil {
		return err
	}
	f := follower{bytes: l.bytes, moved: begin, largest: func() int64 { return max(procs.largest(), own.largest()) }}
	err = poll(ctx, func() error { return f.look(ctx, sink, l.link.Root) })
	there, here := sources.done(time.Since(begin)), sinks.done(time.Since(begin))
	if err != nil {
		return err
	}
	here.bytes, here.cpu = l.bytes, here.cpu+there.cpu
	l.out.row(fmt.Sprintf("round %d", n+1), fmt.Sprintf("%s, %.0f MB/s, %.2f CPU s/GiB, longest pause %s, private memory by quarter %s",
		seconds(here.wall), here.rate(), here.perGiB(), seconds(f.pause), f.memory()))
	return nil
}

// follower watches one download come.
type follower struct {
	bytes   int64
	largest func() int64 // private memory now, of the larger process
	done    int64
	moved   time.Time     // when the last verified bytes were seen
	pause   time.Duration // the longest between two such times
	peaks   [quarters]int64
}

// errComing is the answer while the file is still coming.
var errComing = errors.New("the file is still coming")

// look fails until the download is complete.
func (f *follower) look(ctx context.Context, sink *api.Client, root share.RootHash) error {
	now, err := sink.Transfer(ctx, root)
	if err != nil {
		return err
	}
	quarter := min(int(f.done*quarters/f.bytes), quarters-1)
	f.peaks[quarter] = max(f.peaks[quarter], f.largest())
	if now.Done > f.done || now.State == api.StateComplete {
		f.pause = max(f.pause, time.Since(f.moved))
		f.done, f.moved = now.Done, time.Now()
	}
	if now.State != api.StateComplete {
		return errComing
	}
	return nil
}

func (f *follower) memory() string {
	var said []string
	for _, peak := range f.peaks {
		said = append(said, megabytes(peak))
	}
	return strings.Join(said, ", ")
}

// makeSparse makes a file of which the beginning of each stretch is written, the
// rest a hole.
func makeSparse(path string, size, written, stretch int64) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	random := rand.NewChaCha8([32]byte{1})
	for at := int64(0); at < size; at += stretch {
		if _, err := io.CopyN(io.NewOffsetWriter(f, at), random, min(written, size-at)); err != nil {
			return fmt.Errorf("make the content: %w", err)
		}
	}
	if err := f.Truncate(size); err != nil {
		return fmt.Errorf("make the content: %w", err)
	}
	return f.Close()
}
