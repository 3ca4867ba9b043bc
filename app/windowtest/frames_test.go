//go:build window

package windowtest

import (
	"context"
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hinny/app/api"
	"hinny/app/ui/memory"
	"hinny/share"
)

const (
	// manySources is how many peers the file comes from at once.
	manySources = 20
	// bigFile is long enough to be fetched for some seconds, in bytes.
	bigFile = 2 << 30
	// soon is how often the bench asks how far a download is, which costs every
	// contestant the same.
	soon = 20 * time.Millisecond

	timesName = "times.json"
)

// BenchmarkDownload is how long a big file takes from 20 sources on this
// machine, which run only while nobody else wants to (SCHED_IDLE), because
// sources elsewhere would take nothing of this machine's processors: to hinnyd, to the window that shows its transfers, and to a window that is drawn
// without a pause, as if somebody scrolled. Of the last it counts the pictures.
// They take turns; the medians of b.N rounds count.
func BenchmarkDownload(b *testing.B) {
	d := setDownload(b)
	var alone, shown, drawn, rates, slowest []float64
	for b.Loop() {
		alone = append(alone, d.fetch(b, d.alone).seconds())
		shown = append(shown, d.fetch(b, d.shown).seconds())
		took := d.fetch(b, d.drawn)
		drawn = append(drawn, took.seconds())
		rate, gap := took.pictures(b)
		rates, slowest = append(rates, rate), append(slowest, gap)
	}
	b.ReportMetric(middle(alone), "s/hinnyd")
	b.ReportMetric(middle(shown), "s/window")
	b.ReportMetric(middle(drawn), "s/drawing")
	b.ReportMetric(middle(rates), "frames/s")
	b.ReportMetric(slices.Min(rates), "frames/s-worst")
	b.ReportMetric(slices.Max(slowest), "ms/longest")
	b.ReportMetric(0, "ns/op")
	b.Logf("seconds: hinnyd %.2f, window %.2f, drawing %.2f; pictures a second %.1f", alone, shown, drawn, rates)
}

// middle returns the median.
func middle(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// download is one big file, who has it and who wants it.
type download struct {
	*screen
	bin, frames string
	root        share.RootHash
	sources     []api.Status
}

func setDownload(b *testing.B) *download {
	b.Helper()
	d := &download{screen: openScreen(b), bin: build(b), frames: filepath.Join(b.TempDir(), "frames")}
	compile := exec.Command("go", "build", "-tags", "window,migrated_fynedo,no_animations", "-o", d.frames, "./frames")
	if out, err := compile.CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	folder := b.TempDir()
	randomFile(b, filepath.Join(folder, "film.mkv"), bigFile)
	for range manySources {
		d.sources = append(d.sources, startProvider(b, d.bin, folder, "chrt", "--idle", "0"))
	}
	files, err := api.NewClient(d.sources[0].Home).Files(b.Context(), api.FileQuery{})
	if err != nil || len(files.Files) != 1 {
		b.Fatalf("%d files are shared: %v", len(files.Files), err)
	}
	d.root = files.Files[0].Root
	return d
}

// randomFile writes bytes that compress and repeat nowhere.
func randomFile(b *testing.B, path string, size int64) {
	b.Helper()
	f, err := os.Create(path)
	if err == nil {
		_, err = io.CopyN(f, rand.NewChaCha8([32]byte{9}), size)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		b.Fatal(err)
	}
}

// fetched is one download that is done.
type fetched struct {
	began, ended time.Time
	times        []byte // of the pictures, as the window wrote them; nil: it did not
}

func (f fetched) seconds() float64 { return f.ended.Sub(f.began).Seconds() }

// pictures returns how many were drawn a second while the file came, and the
// longest time without one, in milliseconds.
func (f fetched) pictures(b *testing.B) (rate, gap float64) {
	b.Helper()
	var times []int64
	if err := json.Unmarshal(f.times, &times); err != nil {
		b.Fatalf("understand when pictures were drawn: %v", err)
	}
	count, last := 0, f.began.UnixNano()
	for _, at := range append(times, f.ended.UnixNano()) {
		if at < f.began.UnixNano() || at > f.ended.UnixNano() {
			continue
		}
		count, gap, last = count+1, max(gap, float64(at-last)/1e6), at
	}
	return float64(count-1) / f.seconds(), gap
}

// The contestants, by how each begins in a folder of its own.
func (d *download) alone(b *testing.B, dir string, args []string) *process {
	return run(b, d.personal(dir), filepath.Join(d.bin, "hinnyd"), append([]string{"run", "--listen", "/ip4/127.0.0.1/tcp/0", "--no-mdns"}, args...)...)
}

func (d *download) shown(b *testing.B, dir string, args []string) *process {
	home := filepath.Join(dir, "home")
	if err := os.Mkdir(home, 0o700); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, memory.FileName), []byte(`{"window.page":1}`), 0o600); err != nil {
		b.Fatal(err)
	}
	return d.begin(b, dir, filepath.Join(d.bin, "hinny"), append([]string{"--listen", "/ip4/127.0.0.1/tcp/0", "--no-mdns"}, args...)...)
}

func (d *download) drawn(b *testing.B, dir string, args []string) *process {
	return d.begin(b, dir, d.frames, append([]string{"--out", filepath.Join(dir, timesName)}, args...)...)
}

// fetch has a contestant fetch the file, and measures from the order until it
// lies checked under its name.
func (d *download) fetch(b *testing.B, begin func(b *testing.B, dir string, args []string) *process) fetched {
	b.Helper()
	dir := b.TempDir()
	home := filepath.Join(dir, "home")
	args := []string{"--home", home, "--downloads", filepath.Join(dir, "Downloads")}
	for _, s := range d.sources {
		args = append(args, "--peer", s.Addrs[0])
	}
	p := begin(b, dir, args)
	defer os.RemoveAll(dir)
	defer p.stop()
	client := api.NewClient(home)
	until(b, "all sources are connected", func(ctx context.Context) bool {
		s, err := client.Status(ctx)
		return err == nil && s.Connections >= manySources
	})
	d.level(b, dir)
	took := d.order(b, client)
	p.stop()
	if text, err := os.ReadFile(filepath.Join(dir, timesName)); err == nil {
		took.times = text
	}
	return took
}

// level writes as much as will be fetched and takes it away again: the machine
// has the memory then, whoever comes first.
func (d *download) level(b *testing.B, dir string) {
	b.Helper()
	path := filepath.Join(dir, "level")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	block := make([]byte, 1<<20)
	for n := 0; n < bigFile; n += len(block) {
		if _, err := f.Write(block); err != nil {
			b.Fatal(err)
		}
	}
	if err := os.Remove(path); err != nil {
		b.Fatal(err)
	}
}

// order orders the file and waits for it.
func (d *download) order(b *testing.B, client *api.Client) fetched {
	b.Helper()
	request := api.GetRequest{Target: d.root.String(), Name: "film.mkv", Size: bigFile}
	for _, s := range d.sources {
		request.Providers = append(request.Providers, s.Peer)
	}
	took := fetched{began: time.Now()}
	if _, err := client.Get(b.Context(), request); err != nil {
		b.Fatal(err)
	}
	for took.ended.IsZero() {
		transfers, err := client.Transfers(b.Context())
		switch {
		case err != nil:
			b.Fatal(err)
		case len(transfers) > 0 && transfers[0].State == api.StateComplete:
			took.ended = time.Now()
		case time.Since(took.began) > deadline:
			b.Fatalf("the file does not arrive: %+v", transfers)
		default:
			time.Sleep(soon)
		}
	}
	return took
}
