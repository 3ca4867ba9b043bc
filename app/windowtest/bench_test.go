//go:build window

package windowtest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"hinny/app/api"
)

// screenWarms is how many windows a new X server shows before one counts: with
// the first two it answers up to 50 ms late, and nobody's desktop is that new.
const screenWarms = 2

// files returns how many files the benchmarks share: FILES, or 100,000.
func files(b *testing.B) int {
	const usual = 100_000
	text := os.Getenv("FILES")
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		b.Fatalf("FILES=%s is no number", text)
	}
	return n
}

// BenchmarkFirstFrame is the time from the start of the program to a drawn
// window, over a library that was hashed before: the median of b.N starts, and
// the worst. How often the screen is looked at is part of it.
func BenchmarkFirstFrame(b *testing.B) {
	bin, dir := build(b), b.TempDir()
	home, shared := filepath.Join(dir, "home"), filepath.Join(dir, "shared")
	n := files(b)
	manyFiles(b, shared, n)
	hashed(b, bin, home, shared, n)
	screen := openScreen(b)
	var took []float64
	for b.Loop() {
		began := time.Now()
		p := screen.begin(b, dir, filepath.Join(bin, "hinny"), "--home", home, "--no-mdns", "--listen", "/ip4/127.0.0.1/tcp/0")
		for !screen.drawn(b) {
			if time.Since(began) > deadline {
				b.Fatal("no window is drawn")
			}
		}
		took = append(took, time.Since(began).Seconds())
		b.StopTimer()
		p.stop()
		b.StartTimer()
	}
	b.Logf("seconds: %.3f", took)
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2], "s/frame")
	b.ReportMetric(took[len(took)-1], "s/worst")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkFiftyThousandResults is for how long the window's goroutine does not
// answer while 50,000 results arrive in five seconds, drawing included.
func BenchmarkFiftyThousandResults(b *testing.B) {
	dir := b.TempDir()
	program := filepath.Join(dir, "stall")
	compile := exec.Command("go", "build", "-tags", "window,migrated_fynedo,no_animations", "-o", program, "./stall")
	if out, err := compile.CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	screen := openScreen(b)
	for range screenWarms {
		stalled(b, screen.personal(dir), program)
	}
	var longest, p99 []float64
	for b.Loop() {
		m := stalled(b, screen.personal(dir), program)
		longest, p99 = append(longest, m.Longest), append(p99, m.P99)
	}
	b.Logf("longest, in milliseconds: %.1f", longest)
	slices.Sort(longest)
	slices.Sort(p99)
	b.ReportMetric(longest[len(longest)/2], "ms/longest")
	b.ReportMetric(longest[len(longest)-1], "ms/worst")
	b.ReportMetric(p99[len(p99)/2], "ms/p99")
	b.ReportMetric(0, "ns/op")
}

// stall is what the program of that name prints.
type stall struct {
	Results int
	Longest float64 `json:"longest_ms"`
	P99     float64 `json:"p99_ms"`
}

// stalled runs the program that measures for how long the window stalls.
func stalled(b *testing.B, env []string, program string) (m stall) {
	b.Helper()
	cmd := exec.Command(program)
	cmd.Env = env
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err == nil {
		err = json.Unmarshal(out, &m)
	}
	if err != nil || m.Results != 50_000 {
		b.Fatalf("%d results: %v: %s", m.Results, err, out)
	}
	return m
}

// manyFiles makes n small files, a thousand a folder, no two alike.
func manyFiles(b *testing.B, dir string, n int) {
	const each = 1000
	for i := range n {
		folder := filepath.Join(dir, fmt.Sprintf("folder %d", i/each))
		if i%each == 0 {
			if err := os.MkdirAll(folder, 0o755); err != nil {
				b.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("hinny %d.txt", i)), []byte(strconv.Itoa(i)), 0o644); err != nil {
			b.Fatal(err)
		}
	}
}

// hashed runs a node until it has hashed a folder.
func hashed(b *testing.B, bin, home, shared string, n int) {
	node := run(b, os.Environ(), filepath.Join(bin, "hinnyd"), "run", "--home", home, "--share", shared, "--no-mdns", "--listen", "/ip4/127.0.0.1/tcp/0")
	client := api.NewClient(home)
	until(b, "all files are hashed", func(ctx context.Context) bool {
		s, err := client.Status(ctx)
		return err == nil && s.SharedFiles >= n
	})
	node.stop()
}
