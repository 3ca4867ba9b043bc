package index

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hinny/index/query"
)

var files = flag.Int("files", 0, "how many files BenchmarkBesideFTS5 searches; 0: it is left out")

// wanted is how many of the best both are asked for.
const wanted = 50

// BenchmarkBesideFTS5 asks the index and SQLite's FTS5, in Debian's shell, the
// same queries for the same names, in turn and by the clock, and prints a table.
// FTS5 holds the names alone; it is merged into one piece and may map all of it
// into memory, as the index does.
func BenchmarkBesideFTS5(b *testing.B) {
	if *files == 0 {
		b.Skip("make bench-index says how many files it is for")
	}
	dir := b.TempDir()
	if *home != "" {
		dir = filepath.Join(*home, fmt.Sprint(*files))
	}
	i := benchmarkLibrary(b, *files)
	rival := openFTS5(b, filepath.Join(dir, "fts5.db"), *files)
	for b.Loop() {
		fmt.Printf("\n%d files, the best %d, milliseconds\n%-8s %30s %30s\n", *files, wanted, "", "Hinny", "SQLite FTS5")
		fmt.Printf("%-8s %8s%8s%8s%6s %8s%8s%8s%6s\n", "query", "p50", "p99", "worst", "found", "p50", "p99", "worst", "found")
		for _, kind := range queryKinds() {
			if write, ok := inFTS5()[kind.name]; ok {
				ours, theirs := compared(b, i, rival, kind, write)
				fmt.Printf("%-8s %s %s\n", kind.name, ours, theirs)
			}
		}
		fmt.Printf("of FTS5's time the pipe to its process takes %.3f ms\n\n", rival.trip(b))
	}
}

// compared measures one kind of query on both sides, in turn. Some queries are
// asked before the watch runs.
func compared(b *testing.B, i *Index, rival *fts5, kind queryKind, write func(string) string) (us, them string) {
	const queries, warm = 1000, 100
	asks, names := newLibrarian(librarySeed+1), wordsOfNames(10*queries)
	var ours, theirs sample
	for n := range warm + queries {
		text := kind.text(asks, names[asks.random.IntN(len(names))])
		q, err := query.Parse(text)
		if err != nil {
			b.Fatal(err)
		}
		begun := time.Now()
		matches, err := kind.ask(i, context.Background(), q, wanted)
		took := time.Since(begun)
		if err != nil {
			b.Fatal(err)
		}
		rows, tookThem := 0, time.Duration(0)
		if rival != nil && write != nil {
			rows, tookThem = rival.ask(b, write(text))
		}
		if n >= warm {
			ours.add(took, len(matches))
			theirs.add(tookThem, rows)
		}
	}
	if rival == nil || write == nil {
		return ours.String(), fmt.Sprintf("%30s", "not there")
	}
	return ours.String(), theirs.String()
}

// sample is what some queries took and how many of them found anything.
type sample struct {
	times []time.Duration
	hits  int
}

func (s *sample) add(took time.Duration, found int) {
	s.times = append(s.times, took)
	s.hits += min(found, 1)
}

func (s *sample) String() string {
	slices.Sort(s.times)
	n := len(s.times)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return fmt.Sprintf("%8.3f%8.3f%8.2f%5.0f%%", ms(s.times[n/2]), ms(s.times[n*99/100]), ms(s.times[n-1]), 100*float64(s.hits)/float64(n))
}

// inFTS5 says how FTS5 is asked what a kind of query asks; nil where it cannot.
func inFTS5() map[string]func(string) string {
	words := func(text string) string { return `"` + strings.Join(strings.Fields(text), `" "`) + `"` }
	return map[string]func(string) string{
		"word": words, "two": words, "common": words, "typo": nil,
		"typing": func(text string) string { return words(text) + "*" },
		"phrase": func(text string) string { return text },
	}
}

// fts5 is a running sqlite3.
type fts5 struct {
	in  io.Writer
	out *bufio.Scanner
}

// openFTS5 starts sqlite3 with the names of n files, which it is given if need
// be. It returns nil where there is no sqlite3.
func openFTS5(b *testing.B, path string, n int) *fts5 {
	_, missing := os.Stat(path)
	cmd := exec.Command("sqlite3", path)
	in, err := cmd.StdinPipe()
	out, outErr := cmd.StdoutPipe()
	cmd.Stderr = os.Stderr
	err = cmp.Or(err, outErr)
	if err == nil {
		err = cmd.Start()
	}
	if errors.Is(err, exec.ErrNotFound) {
		b.Log("there is no sqlite3 here; Hinny runs alone")
		return nil
	} else if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := cmp.Or(in.Close(), cmd.Wait()); err != nil {
			b.Error(err)
		}
	})
	r := &fts5{in, bufio.NewScanner(out)}
	r.say(b, "PRAGMA mmap_size=8000000000; PRAGMA cache_size=-200000;")
	if missing != nil {
		begun := time.Now()
		r.fill(b, n)
		b.Logf("FTS5 took %v for %d names", time.Since(begun).Round(time.Millisecond), n)
	}
	return r
}

// fill gives FTS5 the names and merges what it made of them.
func (r *fts5) fill(b *testing.B, n int) {
	l, to := newLibrarian(librarySeed), bufio.NewWriter(r.in)
	_, _ = to.WriteString("PRAGMA synchronous=off; BEGIN; CREATE VIRTUAL TABLE files USING fts5(name);\n")
	for at := range n {
		// An error of a buffered writer stays until Flush.
		_, _ = fmt.Fprintf(to, "INSERT INTO files(rowid, name) VALUES(%d, '%s');\n", at+1, strings.ReplaceAll(l.file(at).Rel, "'", "''"))
	}
	_, _ = to.WriteString("INSERT INTO files(files) VALUES('optimize'); COMMIT;\n")
	if err := to.Flush(); err != nil {
		b.Fatal(err)
	}
	r.say(b, "")
}

// ask returns how many rows match and how long that took, by the clock.
func (r *fts5) ask(b *testing.B, match string) (rows int, took time.Duration) {
	begun := time.Now()
	rows = r.say(b, fmt.Sprintf("SELECT rowid, name, rank FROM files WHERE files MATCH '%s' ORDER BY rank LIMIT %d;", match, wanted))
	return rows, time.Since(begun)
}

// trip returns the milliseconds in which sqlite3 answers nothing.
func (r *fts5) trip(b *testing.B) float64 {
	if r == nil {
		return 0
	}
	const times = 1000
	begun := time.Now()
	for range times {
		r.say(b, "")
	}
	return time.Since(begun).Seconds() * 1000 / times
}

// say runs a line of SQL and returns how many lines it printed.
func (r *fts5) say(b *testing.B, sql string) (lines int) {
	const end = "#end"
	if _, err := fmt.Fprintf(r.in, "%s SELECT '%s';\n", sql, end); err != nil {
		b.Fatal(err)
	}
	for r.out.Scan() {
		if r.out.Text() == end {
			return lines
		}
		lines++
	}
	b.Fatalf("sqlite3 ended: %v", r.out.Err())
	return 0
}
