//go:build unix

package transfer

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/protocol"
)

// benchSize is large enough that connecting and learning do not count.
const benchSize = 256 << 20

// cpu returns the processor time this process has used.
func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// measured runs once with clocks round it and reports seconds of processor
// time for a GiB, both sides together.
func measured(b *testing.B, run func()) {
	b.SetBytes(benchSize)
	runtime.GC()
	before := cpu(b)
	b.ResetTimer()
	for range b.N {
		run()
	}
	b.StopTimer()
	b.ReportMetric((cpu(b)-before).Seconds()/float64(b.N)*(1<<30)/benchSize, "cpu-s/GiB")
}

// BenchmarkOneToOne is a whole job: from the order to the verified file under
// its final name, both peers in this process over loopback TCP and TLS.
func BenchmarkOneToOne(b *testing.B) {
	for _, streams := range []int{1, 2, 4} {
		b.Run(fmt.Sprintf("streams=%d", streams), func(b *testing.B) { oneToOne(b, streams) })
	}
}

func oneToOne(b *testing.B, streams int) {
	seed := start(b, tcpHost(b), nil)
	v := seed.put(b, bytesOf(1, benchSize))
	root := v.manifest.Root()
	asker := start(b, tcpHost(b), func(o *Options) { o.Limits.Streams = streams })
	if err := asker.host.Connect(context.Background(), seed.info()); err != nil {
		b.Fatal(err)
	}
	measured(b, func() {
		asker.get(b, root, seed.info())
		var d Download
		eventually(b, "the download completes", func() bool {
			d, _ = asker.m.Download(root)
			return d.State == StateComplete
		})
		b.StopTimer()
		if err := asker.m.Cancel(root); err != nil {
			b.Fatal(err)
		}
		if err := os.Remove(d.Path); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	})
}

// BenchmarkBareStream is the measure for BenchmarkOneToOne: as many bytes on
// one stream between the same hosts, neither verified nor written.
func BenchmarkBareStream(b *testing.B) {
	const bare = protocol.ID("/hinny/bench/1.0.0")
	from, to := tcpHost(b), tcpHost(b)
	chunk := bytesOf(1, maxBlock)
	from.SetStreamHandler(bare, func(s network.Stream) {
		for range benchSize / maxBlock {
			if _, err := s.Write(chunk); err != nil {
				return
			}
		}
		_ = s.Close()
	})
	to.Peerstore().AddAddrs(from.ID(), from.Addrs(), time.Hour)
	buf := make([]byte, maxBlock)
	measured(b, func() {
		s, err := to.NewStream(context.Background(), from.ID(), bare)
		if err != nil {
			b.Fatal(err)
		}
		_ = s.CloseWrite()
		for range benchSize / maxBlock {
			if _, err := io.ReadFull(s, buf); err != nil {
				b.Fatal(err)
			}
		}
		_ = s.Close()
	})
}
