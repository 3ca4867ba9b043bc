package index

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"hinny/index/query"
	"hinny/share"
	"hinny/share/catalog"
)

var (
	full = flag.Bool("full", false, "also measure a million files, and damage an index a thousand times")
	home = flag.String("home", "", "keep the libraries of BenchmarkQuery in this folder and use them again")
)

// BenchmarkQuery asks a library that was built before, and prints the middle
// and the slowest hundredth of each kind of query, top 50, in microseconds.
func BenchmarkQuery(b *testing.B) {
	sizes := []int{100_000}
	if *full {
		sizes = append(sizes, 1_000_000)
	}
	for _, n := range sizes {
		b.Run(fmt.Sprintf("files=%d", n), func(b *testing.B) {
			i := benchmarkLibrary(b, n)
			for _, kind := range queryKinds() {
				b.Run(kind.name, func(b *testing.B) { measure(b, i, kind) })
			}
		})
	}
}

// benchmarkLibrary opens an index of n files, which it makes if need be.
func benchmarkLibrary(b *testing.B, n int) *Index {
	dir := b.TempDir()
	if *home != "" {
		dir = filepath.Join(*home, fmt.Sprint(n))
		if err := os.MkdirAll(dir, 0o700); err != nil {
			b.Fatal(err)
		}
	}
	c := openCatalog(b, dir)
	if have, _ := c.Totals(); have == 0 {
		stock(b, c, n)
	}
	i := openIndex(b, dir, c, io.Discard)
	start := time.Now()
	stop := run(b, i)
	inStepWithin(b, time.Hour, i, c)
	stop()
	b.Logf("%d files indexed in %v", n, time.Since(start).Round(time.Millisecond))
	start = time.Now()
	if merged, err := i.engine.settle(b.Context()); err != nil {
		b.Fatal(err)
	} else if merged { // as Run does once nothing has changed for a while
		b.Logf("merged in %v", time.Since(start).Round(time.Millisecond))
	}
	closeIndex(b, i)
	b.Logf("%.0f bytes a file", float64(size(b, filepath.Join(dir, "index-v1")))/float64(n))
	return openIndex(b, dir, c, io.Discard)
}

// stock puts n files of the librarian into the catalog.
func stock(b *testing.B, c *catalog.Catalog, n int) {
	l := newLibrarian(librarySeed)
	const part = 20_000
	for from := 0; from < n; from += part {
		files := make([]share.File, min(part, n-from))
		for i := range files {
			files[i] = l.file(from + i)
		}
		putBatch(b, c, files...)
	}
}

// queryKind makes queries of one kind out of the name of a file they find.
type queryKind struct {
	name string
	ask  func(*Index, context.Context, query.Query, int) ([]Match, error)
	text func(l *librarian, words []string) string
}

func queryKinds() []queryKind {
	two := func(l *librarian, words []string) (string, string) {
		at := l.random.IntN(len(words) - 1)
		return words[at], words[at+1+l.random.IntN(len(words)-at-1)]
	}
	person := func(i *Index, ctx context.Context, q query.Query, limit int) ([]Match, error) {
		matches, _, err := i.SearchLike(ctx, q, limit)
		return matches, err
	}
	return []queryKind{
		{"word", (*Index).Search, func(l *librarian, w []string) string { return w[l.random.IntN(len(w))] + " " }},
		{"two", (*Index).Search, func(l *librarian, w []string) string { a, b := two(l, w); return a + " " + b + " " }},
		{"typing", (*Index).Search, func(l *librarian, w []string) string { a, b := two(l, w); return a + " " + b[:1+len(b)/2] }},
		{"phrase", (*Index).Search, func(l *librarian, w []string) string {
			at := l.random.IntN(len(w) - 1)
			return `"` + w[at] + " " + w[at+1] + `"`
		}},
		{"common", (*Index).Search, func(l *librarian, _ []string) string {
			return coined(l.random.Uint64N(6)) + " " + coined(l.random.Uint64N(6)) + " "
		}},
		{"filter", (*Index).Search, func(l *librarian, w []string) string {
			a, b := two(l, w)
			return a + " " + b + " size:>100KB date:>2005"
		}},
		{"filters", (*Index).Search, func(l *librarian, _ []string) string {
			return fmt.Sprintf("type:audio size:>%dMB date:<%d", l.random.IntN(900), 2003+l.random.IntN(20))
		}},
		{"letter", (*Index).Search, func(l *librarian, w []string) string { return w[0][:1] }},
		{"without", (*Index).Search, func(l *librarian, w []string) string {
			a, b := two(l, w)
			return "-" + coined(2) + " -" + b + " " + a + " "
		}},
		{"typo", person, func(l *librarian, w []string) string {
			a, b := two(l, w)
			return misspell(l, a) + " " + b + " "
		}},
	}
}

// misspell swaps two letters of a word, drops one or types a wrong one.
func misspell(l *librarian, w string) string {
	at := 1 + l.random.IntN(len(w)-2)
	switch l.random.IntN(3) {
	case 0:
		return w[:at] + w[at+1:at+2] + w[at:at+1] + w[at+2:]
	case 1:
		return w[:at] + w[at+1:]
	}
	return w[:at] + "y" + w[at+1:]
}

// wordsOfNames returns the words of the first names of the library, as far as
// they are worth asking for, without those names that have fewer than three.
func wordsOfNames(n int) (names [][]string) {
	l := newLibrarian(librarySeed)
	noLetter := func(r rune) bool { return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z') }
	for at := range n {
		words := slices.DeleteFunc(strings.FieldsFunc(l.file(at).Rel, noLetter), func(w string) bool { return len(w) < 4 })
		if len(words) > 2 {
			names = append(names, words)
		}
	}
	return names
}

// measure runs one kind of query for a while.
func measure(b *testing.B, i *Index, kind queryKind) {
	const most, patience = 1000, 20 * time.Second
	asks, names := newLibrarian(librarySeed+1), wordsOfNames(10*most)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for b.Loop() {
		var times, costs []time.Duration
		hits, begun := 0, time.Now()
		for len(times) < most && time.Since(begun) < patience {
			text := kind.text(asks, names[asks.random.IntN(len(names))])
			q, err := query.Parse(text)
			if err != nil {
				b.Fatal(err)
			}
			start, cost := time.Now(), threadTime()
			matches, err := kind.ask(i, context.Background(), q, 50)
			times, costs = append(times, time.Since(start)), append(costs, threadTime()-cost)
			if err != nil {
				b.Fatal(err)
			}
			if len(matches) > 0 {
				hits++
			}
		}
		slices.Sort(times)
		slices.Sort(costs)
		b.ReportMetric(float64(costs[len(costs)/2].Nanoseconds())/1000, "cpu-p50-µs")
		b.ReportMetric(float64(costs[len(costs)*99/100].Nanoseconds())/1000, "cpu-p99-µs")
		b.ReportMetric(float64(times[len(times)/2].Nanoseconds())/1000, "p50-µs")
		b.ReportMetric(float64(times[len(times)*99/100].Nanoseconds())/1000, "p99-µs")
		b.ReportMetric(float64(hits)/float64(len(times)), "found")
	}
}
