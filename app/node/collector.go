package node

import (
	"context"
	"os"
	"runtime/debug"
	"time"
)

const (
	// bulkFiles is how many files must wait to be hashed or indexed for it to be
	// a bulk: a large folder was ticked. Small files that are downloaded are none,
	// though some thousand of them may wait to be looked at: they are not read
	// again, and the larger heap made 280 MB of 180.
	bulkFiles = 5000
	// bulkPercent is how much the heap may grow in a bulk before garbage is
	// collected, in percent of what lives. A first tick of 1,000,000 files took
	// 203 s of processor and 125 s by the clock with the usual 100, 184 and 110
	// with 200, 159 and 95 with 300, 160 and 96 with 400; the memory it takes
	// grows with it.
	bulkPercent = 300
	// bulkLook is how often the node looks whether it is in a bulk.
	bulkLook = 2 * time.Second
)

// collector has garbage collected less often while the library is built: then
// nearly all that is allocated is garbage soon, and looking through the rest
// again and again cost a fifth of the processor.
type collector struct {
	set   func(percent int) int // as debug.SetGCPercent
	free  func()                // as debug.FreeOSMemory
	usual int                   // before the bulk
	bulk  bool
	crowd bool // what waits was downloaded
}

// look takes how many files wait, and whether a crowd of downloads is why.
func (c *collector) look(waiting int, downloads bool) {
	c.crowd = downloads || c.crowd && waiting > bulkFiles
	bulk := waiting > bulkFiles && !c.crowd
	switch {
	case bulk == c.bulk:
	case bulk:
		c.usual = c.set(bulkPercent)
	default:
		c.set(c.usual)
		c.free() // a part of what a bulk needed would stay for minutes
	}
	c.bulk = bulk
}

// paceCollector runs a collector, unless whoever started the program decided.
func (n *Node) paceCollector(ctx context.Context) error {
	c := collector{set: debug.SetGCPercent, free: debug.FreeOSMemory}
	if _, decided := os.LookupEnv("GOGC"); decided {
		c = collector{set: func(int) int { return 0 }, free: func() {}}
	}
	defer c.look(0, false)
	ticker := time.NewTicker(bulkLook)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			files, _ := n.catalog.Totals()
			c.look(n.library.Status().Hashing+files-n.index.Indexed(), n.network.Transfers().Crowded())
		}
	}
}
