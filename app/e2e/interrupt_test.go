package e2e

import (
	"bytes"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"hinny/app/api"
)

// mostRefetched is how much a killed downloader may fetch a second time: what
// one interval between two syncs holds.
const mostRefetched = 64 << 20

// interrupted is a download from a to b that a test interrupts.
type interrupted struct {
	a, b *peer
	data []byte
	root string
}

// beginDownload shares a file of size bytes at a and has b order it.
func beginDownload(t *testing.T, size int) interrupted {
	t.Helper()
	a := newPeer(t, "a")
	data := content(5, size)
	path := a.Write("big.iso", data)
	a.Start()
	b := newPeer(t, "b").Start(a)
	d := interrupted{a, b, data, a.sum(path)}
	b.sees("big", d.root, 1)
	JSON[api.Transfer](b, "get", d.root, "--detach")
	return d
}

// reaches waits until b has so many bytes, or all, and returns how many.
func (d interrupted) reaches(bytes int64) (done int64) {
	d.b.t.Helper()
	d.b.Eventually("moves on", func() bool {
		t := d.b.transfer(d.root, "big.iso")
		done = t.Done
		return t.State == api.StateComplete || t.Done >= bytes
	})
	return done
}

// kept waits until b has found the download again, and returns how many bytes
// of it are there.
func (d interrupted) kept() (bytes int64) {
	d.b.t.Helper()
	d.b.Eventually("finds its download", func() bool {
		t := d.b.transfer(d.root, "big.iso")
		bytes = t.Done
		if t.State == api.StateComplete {
			bytes = int64(len(d.data))
		}
		return t.State != ""
	})
	return bytes
}

// ends waits for the end and checks what arrived.
func (d interrupted) ends() {
	d.b.t.Helper()
	got := d.b.Get(d.root)
	if data, err := os.ReadFile(got.Path); err != nil || !bytes.Equal(data, d.data) {
		d.b.t.Errorf("the result is wrong: %v", err)
	}
}

// sent returns how many bytes a sent to b in all. The counter follows the wire
// with a second's delay, so it is read until it rests.
func (d interrupted) sent() (sent int64) {
	d.b.t.Helper()
	resting := 0
	d.a.Eventually("counts what it sent", func() bool {
		before := sent
		for _, p := range JSON[api.Peer](d.a, "peers") {
			if p.Peer == d.b.id {
				sent = p.UpBytes
			}
		}
		if resting++; sent != before {
			resting = 0
		}
		const whole = 25 // looks, 50 ms apart and more
		return sent >= int64(len(d.data)) && resting >= whole
	})
	return sent
}

// A downloader that is killed again and again goes on each time, is done with
// the right content, and fetches little twice.
func TestKilledDownloaderGoesOn(t *testing.T) {
	kills, size := 3, 48<<20
	if *full {
		kills, size = 200, 1<<30
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	d := beginDownload(t, size)
	moments := make([]int64, kills)
	for i := range moments {
		moments[i] = random.Int64N(int64(size))
	}
	slices.Sort(moments) // so that the last kills do not find it complete
	midway := 0
	for _, moment := range moments {
		done := d.reaches(moment)
		if 0 < done && done < int64(size) {
			midway++
		}
		d.b.Kill()
		d.b.Start(d.a)
		if kept := d.kept(); kept < done {
			t.Errorf("%d bytes were said to be done before the kill, %d after it", done, kept)
		}
	}
	d.ends()
	sent := d.sent()
	again := max(0, sent-int64(size)-int64(size)/50) // headers take up to 2 %
	t.Logf("%d of %d kills came in the middle; %d MiB were sent for %d MiB", midway, kills, sent>>20, size>>20)
	if again > int64(kills)*mostRefetched {
		t.Errorf("%d bytes were fetched again after %d kills, at most %d each are allowed", again, kills, mostRefetched)
	}
}

// Who is asked to stop stops at once and in order, also in the middle of an
// upload or a download, and what was begun goes on at the next start.
func TestStoppingInTheMiddleLosesNothing(t *testing.T) {
	d := beginDownload(t, 48<<20)
	d.reaches(1)
	d.b.Stop()
	d.b.Start(d.a)
	d.reaches(int64(len(d.data)) / 3)
	d.a.Stop()
	if state := d.b.Status(); state.Peer != d.b.id {
		t.Errorf("the downloader is gone with its provider: %+v", state)
	}
	d.a.Start()
	JSON[api.Peer](d.b, "connect", d.a.addr)
	d.ends()
}
