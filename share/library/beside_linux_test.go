package library

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// burnEnv tells a test process for how long it is another program that wants all
// of a processor.
const burnEnv = "HINNY_TEST_BURN"

// TestBurn is that other program. It says how many rounds of work it did.
func TestBurn(t *testing.T) {
	lasts, err := time.ParseDuration(os.Getenv(burnEnv))
	if err != nil {
		t.Skip("only the benchmark beside others needs it")
	}
	rounds, sum := 0, uint64(1)
	for begun := time.Now(); time.Since(begun) < lasts; rounds++ {
		for range 100_000 {
			sum = sum*6364136223846793005 + 1
		}
	}
	fmt.Printf("\nrounds=%d sum=%d\n", rounds, sum)
}

// burn has one other program for each processor work for some time and returns
// how many rounds they did.
func burn(b *testing.B, lasts time.Duration) (rounds int) {
	b.Helper()
	outs := make([]strings.Builder, runtime.NumCPU())
	var running []*exec.Cmd
	for i := range outs {
		cmd := exec.CommandContext(b.Context(), os.Args[0], "-test.run", "^TestBurn$")
		cmd.Env, cmd.Stdout = append(os.Environ(), burnEnv+"="+lasts.String()), &outs[i]
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		running = append(running, cmd)
	}
	for i, cmd := range running {
		if err := cmd.Wait(); err != nil {
			b.Fatal(err)
		}
		_, text, _ := strings.Cut(outs[i].String(), "rounds=")
		text, _, _ = strings.Cut(text, " ")
		n, err := strconv.Atoi(text)
		if err != nil {
			b.Fatal(err)
		}
		rounds += n
	}
	return rounds
}

// BenchmarkBesideOthers hashes a huge file of holes with nobody else at work, and
// beside as many other programs as there are processors, and says what each
// leaves the other.
func BenchmarkBesideOthers(b *testing.B) {
	const lasts, first = 8 * time.Second, 3 * time.Second
	for b.Loop() {
		alone := burn(b, lasts)
		w := begin(b, Options{})
		f, err := os.Create(filepath.Join(w.dir, "film"))
		if err != nil {
			b.Fatal(err)
		}
		if err := f.Truncate(4 << 40); err != nil {
			b.Fatal(err)
		}
		if err := f.Close(); err != nil {
			b.Fatal(err)
		}
		await(b, func() string {
			if w.Status().Hashed == 0 {
				return "nothing is read yet"
			}
			return ""
		})
		rate := func(during func()) float64 {
			before, begun := w.Status().Hashed, time.Now()
			during()
			return float64(w.Status().Hashed-before) / 1e6 / time.Since(begun).Seconds()
		}
		idle := rate(func() { <-time.After(lasts) })
		burn(b, first) // until it is seen
		beside := 0
		busy := rate(func() { beside = burn(b, lasts) })
		b.ReportMetric(float64(beside)/float64(alone), "of-theirs")
		b.ReportMetric(idle, "MB/s-idle")
		b.ReportMetric(busy, "MB/s-busy")
	}
}
