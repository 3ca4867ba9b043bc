//go:build window

// Command stall opens the real window, lets a search find very many files in
// it within seconds, and prints for how long the window's goroutine did not
// answer meanwhile: drawing included, in milliseconds, as JSON. The node is the
// sample that the tests of the window use; everything else is real.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"hinny/app/api"
	"hinny/app/ui"
	"hinny/app/ui/look"
	"hinny/app/ui/memory"
	"hinny/app/ui/uitest"
	"hinny/share"
)

// probeEvery is how often the window's goroutine is asked to answer.
const probeEvery = 4 * time.Millisecond

// flood is the sample node, with very many files on the network.
type flood struct {
	*uitest.Node
	results int
	within  time.Duration
	done    chan struct{}
}

// Search implements api.Backend: results come at an even pace.
func (f *flood) Search(ctx context.Context, _ api.SearchRequest, found func(api.Result) bool) error {
	defer close(f.done)
	began := time.Now()
	for i := range f.results {
		root := share.RootHash{byte(i >> 16), byte(i >> 8), byte(i), 1}
		name := fmt.Sprintf("%d a hinny and what is told of it, part %d.flac", i*7919%f.results, i)
		if !found(api.Result{Root: root, Name: name, Names: []string{name}, Size: int64(i) << 10, Kind: share.KindAudio, Score: float64(i * 31 % 1000), Providers: []string{"12D3KooWSomebody"}}) {
			return nil
		}
		due := began.Add(time.Duration(i) * f.within / time.Duration(f.results))
		if wait := time.Until(due); wait > 0 {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(wait):
			}
		}
	}
	return nil
}

// outcome is what is printed.
type outcome struct {
	Results int     `json:"results"` // shown at the end
	Longest float64 `json:"longest_ms"`
	P99     float64 `json:"p99_ms"`
	Probes  int     `json:"probes"`
}

func main() {
	results := flag.Int("results", 50_000, "how many files are found")
	within := flag.Duration("within", 5*time.Second, "in which time")
	flag.Parse()
	node := &flood{uitest.Sample(), *results, *within, make(chan struct{})}
	home, err := os.MkdirTemp("", "stall")
	if err != nil {
		fmt.Fprintln(os.Stderr, "stall:", err)
		os.Exit(1)
	}
	defer os.RemoveAll(home)
	left := memory.Open(filepath.Join(home, memory.FileName)) // on a disk, as in the program
	a := app.NewWithID("io.hinny.Stall")
	a.Settings().SetTheme(look.NewTheme())
	window := a.NewWindow("Hinny")
	shell := ui.New(ui.Options{Window: window, Backend: node, Do: fyne.Do, Memory: left, Version: "stall"})
	ctx, cancel := context.WithCancel(context.Background())
	a.Lifecycle().SetOnStarted(func() {
		go shell.Run(ctx)
		go func() {
			measure(shell, node)
			cancel()
			fyne.Do(a.Quit)
		}()
	})
	window.ShowAndRun()
}

// measure searches and asks the window's goroutine all the time until the last
// result is there and a second has gone by.
func measure(shell *ui.Window, node *flood) {
	time.Sleep(2 * time.Second) // the window is drawn
	fyne.DoAndWait(func() { shell.Search("hinny") })
	var waits []float64
	probe := func(until <-chan struct{}, after <-chan time.Time) {
		for {
			select {
			case <-until:
				return
			case <-after:
				return
			default:
			}
			began := time.Now()
			fyne.DoAndWait(func() {})
			waits = append(waits, float64(time.Since(began))/float64(time.Millisecond))
			time.Sleep(probeEvery)
		}
	}
	probe(node.done, nil)
	probe(nil, time.After(time.Second))
	slices.Sort(waits)
	last := outcome{Results: shell.Found(), Longest: waits[len(waits)-1], P99: waits[len(waits)*99/100], Probes: len(waits)}
	_ = json.NewEncoder(os.Stdout).Encode(last) // a closed pipe has nobody to tell
}
