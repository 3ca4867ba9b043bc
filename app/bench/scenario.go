package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// scenario is one job that every contestant does.
type scenario struct {
	name    string
	what    string
	sources int
	sinks   int
	uplink  string // of every host, in tc's words; empty: not shaped
	slow    string // of the last source, where it has another
	bytes   int64
	bound   float64 // seconds that physics asks for, 0 where the machine is the limit
}

// uplinkBits is the shaped uplink of the shaped scenarios. Where sources differ
// the faster has fastBits and the slower slowBits: it sends a chunk in two seconds.
// At lameBits that takes ten.
const (
	uplinkBits = 40e6
	fastBits   = 8e6
	slowBits   = 1e6
	lameBits   = 200e3
)

// uplinks returns the uplink of each host.
func (s scenario) uplinks() []string {
	list := slices.Repeat([]string{s.uplink}, s.sources+s.sinks)
	if s.slow != "" {
		list[s.sources-1] = s.slow
	}
	return list
}

// scenarioNames is every scenario, those without rivals last.
const scenarioNames = "one, four, eight, uneven, lame, library, small, large"

func scenarios() []scenario {
	const small, few, tiny = 100 << 20, 10 << 20, 1 << 20
	return []scenario{
		{name: "one", what: "one source to one peer", sources: 1, sinks: 1, bytes: 1 << 30},
		{
			name: "four", what: "four sources of 40 Mbit/s to one peer", sources: 4, sinks: 1,
			uplink: "40mbit", bytes: small, bound: small * 8 / (4 * uplinkBits),
		},
		{
			name: "eight", what: "one source of 40 Mbit/s to eight empty peers", sources: 1, sinks: 8,
			uplink: "40mbit", bytes: small, bound: small * 8 / uplinkBits,
		},
		{
			name: "uneven", what: "a source of 8 Mbit/s and one of 1 to one peer", sources: 2, sinks: 1,
			uplink: "8mbit", slow: "1mbit", bytes: few, bound: few * 8 / (fastBits + slowBits),
		},
		{
			name: "lame", what: "one source of 0.2 Mbit/s to one peer", sources: 1, sinks: 1,
			uplink: "200kbit", bytes: tiny, bound: tiny * 8 / lameBits,
		},
	}
}

// contestant is one program that can do a scenario.
type contestant interface {
	name() string
	// missing says what has to be installed first, or nothing.
	missing(l *lab, s scenario, bin string) string
	// prepare starts what must run before the order: sources that hold the
	// file, sinks that are ready.
	prepare(ctx context.Context, r *round) error
	// order makes sink i fetch the file and returns when the checked file
	// lies under its final name.
	order(ctx context.Context, r *round, sink int) error
}

// round is one contestant doing one scenario once.
type round struct {
	scenario
	lab   *lab
	procs *processes
	file  string // the content, made once for the whole run
	dir   string // for this round only
	bin   string
	state any // the contestant's own

	mu      sync.Mutex
	clients map[int]*http.Client // guarded by mu
}

// sink gives the host number of a sink: sources come first.
func (r *round) sink(i int) int { return r.sources + i }

// folder makes and returns a folder of one host.
func (r *round) folder(host int, name string) string {
	path := filepath.Join(r.dir, fmt.Sprintf("host-%d", host), name)
	if err := os.MkdirAll(path, 0o755); err != nil {
		panic(err) // the folder above was just made by us
	}
	return path
}

// roundTimeout bounds one round: a rival that has stalled is shown as failed.
const roundTimeout = 5 * time.Minute

func bench(ctx context.Context, o options) (err error) {
	at := slices.IndexFunc(scenarios(), func(s scenario) bool { return s.name == o.scenario })
	if at < 0 {
		return fmt.Errorf("no scenario %q; there are %s", o.scenario, scenarioNames)
	}
	s := scenarios()[at]
	if o.bytes > 0 {
		s.bound *= float64(o.bytes) / float64(s.bytes)
		s.bytes = o.bytes
	}
	dir, err := os.MkdirTemp(o.dir, "hinny-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	l, err := newLab(ctx, s.uplinks())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	file := filepath.Join(dir, "content.bin")
	if err := makeContent(file, s.bytes); err != nil {
		return err
	}
	ready := pick(l, s, o)
	t := newTable(s)
	for n := range o.rounds {
		for _, c := range ready {
			r := &round{scenario: s, lab: l, file: file, bin: o.bin, clients: map[int]*http.Client{}, dir: filepath.Join(dir, fmt.Sprintf("%s-%d", c.name(), n))}
			m, err := runOnce(ctx, c, r)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			t.add(c.name(), m, err)
			fmt.Fprintf(os.Stderr, "round %d of %d: %s: %s\n", n+1, o.rounds, c.name(), m.brief(err))
			os.RemoveAll(r.dir)
		}
	}
	t.print(os.Stdout)
	return nil
}

// pick returns the contestants that can run and says why others cannot.
func pick(l *lab, s scenario, o options) []contestant {
	var ready []contestant
	for _, c := range []contestant{hinny{}, bare{}, curl{}, anacrolix{}, aria2{}, qbittorrent{}} {
		if len(o.only) > 0 && !slices.Contains(o.only, c.name()) {
			continue
		}
		if why := c.missing(l, s, o.bin); why != "" {
			fmt.Fprintf(os.Stderr, "left out: %s: %s\n", c.name(), why)
			continue
		}
		ready = append(ready, c)
	}
	return ready
}

// runOnce prepares, orders on all sinks at once, measures and cleans up.
func runOnce(ctx context.Context, c contestant, r *round) (measurement, error) {
	ctx, cancel := context.WithTimeout(ctx, roundTimeout)
	defer cancel()
	r.procs = &processes{}
	defer r.procs.stop()
	if err := os.MkdirAll(r.dir, 0o755); err != nil {
		return measurement{}, err
	}
	if err := c.prepare(ctx, r); err != nil {
		return measurement{}, fmt.Errorf("prepare: %w", err)
	}
	if err := level(r.dir, r.bytes*int64(r.sinks)); err != nil {
		return measurement{}, err
	}
	watch := r.procs.watch()
	begin := time.Now()
	errs := make([]error, r.sinks)
	var orders sync.WaitGroup
	for i := range r.sinks {
		orders.Go(func() { errs[i] = c.order(ctx, r, i) })
	}
	orders.Wait()
	m := watch.done(time.Since(begin))
	m.bytes = r.bytes * int64(r.sinks)
	return m, errors.Join(errs...)
}
