package main

import (
	"cmp"
	"fmt"
	"io"
	"runtime"
	"slices"
	"text/tabwriter"
)

// table gathers the rounds of one scenario.
type table struct {
	scenario
	order  []string
	rounds map[string][]measurement
	failed map[string][]error
}

func newTable(s scenario) *table {
	return &table{scenario: s, rounds: map[string][]measurement{}, failed: map[string][]error{}}
}

func (t *table) add(name string, m measurement, err error) {
	if !slices.Contains(t.order, name) {
		t.order = append(t.order, name)
	}
	if err != nil {
		t.failed[name] = append(t.failed[name], err)
		return
	}
	t.rounds[name] = append(t.rounds[name], m)
}

// print writes the table in Markdown-friendly columns: medians, with the
// extremes in brackets.
func (t *table) print(w io.Writer) {
	fmt.Fprintf(w, "\n%s, %d MiB, %d processors\n\n", t.what, t.bytes>>20, runtime.NumCPU())
	tab := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	heading := "program\tseconds\tMB/s\tCPU s/GiB\tprivate MB\trounds"
	if t.bound > 0 {
		heading = "program\tseconds\ttimes the bound\tCPU s/GiB\tprivate MB\trounds"
	}
	fmt.Fprintln(tab, heading)
	for _, name := range t.order {
		rounds := t.rounds[name]
		if len(rounds) == 0 {
			fmt.Fprintf(tab, "%s\tfailed: %v\n", name, t.failed[name][0])
			continue
		}
		speed := spread(rounds, func(m measurement) float64 { return m.rate() }, "%.0f")
		if t.bound > 0 {
			speed = spread(rounds, func(m measurement) float64 { return m.wall.Seconds() / t.bound }, "%.3f")
		}
		fmt.Fprintf(tab, "%s\t%s\t%s\t%s\t%s\t%d of %d\n", name,
			spread(rounds, func(m measurement) float64 { return m.wall.Seconds() }, "%.2f"), speed,
			spread(rounds, measurement.perGiB, "%.2f"),
			spread(rounds, func(m measurement) float64 { return float64(m.mem) / 1e6 }, "%.0f"),
			len(rounds), len(rounds)+len(t.failed[name]))
	}
	tab.Flush()
}

// spread formats the median and the extremes of one figure.
func spread[T any](rounds []T, figure func(T) float64, format string) string {
	values := make([]float64, len(rounds))
	for i, m := range rounds {
		values[i] = figure(m)
	}
	slices.SortFunc(values, cmp.Compare[float64])
	middle := values[len(values)/2]
	if len(values)%2 == 0 {
		middle = (middle + values[len(values)/2-1]) / 2
	}
	return fmt.Sprintf(format+" ("+format+"–"+format+")", middle, values[0], values[len(values)-1])
}

// makeContent writes bytes that no program can compress.
func makeContent(path string, size int64) error { return makeSparse(path, size, size, size) }
