package node

import (
	"context"
	"path/filepath"
	"time"

	"hinny/app/api"
	"hinny/app/node/journal"
	"hinny/app/words"
	"hinny/share"
)

var _ api.Logger = (*Node)(nil)

// Log implements api.Logger.
func (n *Node) Log(ctx context.Context, r api.LogRequest, found func(api.Entry) bool) error {
	return n.journal.Read(ctx, r, journal.Reader{Found: found, Name: n.nameOf})
}

// nameOf returns the name of the download whose root begins so.
func (n *Node) nameOf(root string) string {
	return words.Name(lastElement(n.network.Transfers().NameOf(root)))
}

const (
	// watchEvery is how often the node looks at itself: what a graph shows as
	// live, and soon enough for a log that is read later.
	watchEvery = time.Second
	// meetEvery is how many looks pass between two at who is connected.
	meetEvery = 10
	// saveEvery is after how many looks the statistics are written down: what a
	// crash forgets is five minutes' worth.
	saveEvery = 300
)

// watch counts, and writes down what no part tells by itself.
func (n *Node) watch(ctx context.Context) error {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	var last sight
	for looks := 0; ; looks++ {
		var at time.Time
		select {
		case <-ctx.Done():
			return n.stats.Save()
		case at = <-tick.C:
		}
		now := n.look()
		n.compare(last, now)
		last = now.after(last)
		n.measure(at, now)
		if looks%meetEvery == 0 {
			n.meet()
		}
		if looks%saveEvery == saveEvery-1 {
			if err := n.stats.Save(); err != nil {
				return err
			}
		}
	}
}

// sight is what the node sees of itself at a moment.
type sight struct {
	neighbours int
	files      int
	busy       bool                      // folders are scanned or hashed
	failed     map[share.RootHash]string // why each download failed
	names      map[share.RootHash]string // of those
	told       int                       // how many files the last finished scan found
	down       float64                   // bytes a second
	up         float64
}

func (n *Node) look() sight {
	lib := n.library.Status()
	s := sight{neighbours: n.network.Neighbours(), busy: lib.Scanning || lib.Hashing > 0, failed: map[share.RootHash]string{}, names: map[share.RootHash]string{}}
	s.files, _ = n.catalog.Totals()
	s.down, s.up = n.network.Transfers().Rates()
	for _, d := range n.network.Transfers().Failed() {
		s.failed[d.Root], s.names[d.Root] = d.Error, words.Name(lastElement(d.Name))
	}
	return s
}

// after takes from the sight before what must not be forgotten.
func (s sight) after(last sight) sight {
	if s.told = last.told; !s.busy {
		s.told = s.files
	}
	return s
}

// compare logs what is different.
func (n *Node) compare(last, now sight) {
	switch {
	case last.neighbours == 0 && now.neighbours > 0:
		n.log.Info("the first neighbour is there")
	case last.neighbours > 0 && now.neighbours == 0:
		n.log.Warn("no neighbour is left")
	}
	if !now.busy && now.files != last.told {
		n.log.Info("the shared folders are scanned", "files", words.Count(int64(now.files)))
	}
	for root, why := range now.failed {
		if last.failed[root] != why {
			n.log.Warn("a download failed", "root", root.Short(), "name", now.names[root], "error", why)
		}
	}
}

// logFolder writes down that a folder was ticked or unticked.
func (n *Node) logFolder(message, path string) {
	n.log.Info(message, "folder", filepath.Base(path), "path", path)
}
