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
	for _, d := range n.network.Transfers().Downloads() {
		if d.Root.Short() == root {
			return words.Name(lastElement(d.Name))
		}
	}
	return ""
}

// watchEvery is how often the node looks at itself: a person reads the log
// later, so a second more does not matter.
const watchEvery = time.Second

// watch writes down what no part tells by itself.
func (n *Node) watch(ctx context.Context) error {
	n.log.Info("the node starts", "version", n.config.Version, "home", n.config.Home)
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	var last sight
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			now := n.look()
			n.compare(last, now)
			last = now.after(last)
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
}

func (n *Node) look() sight {
	lib := n.library.Status()
	s := sight{neighbours: n.network.Neighbours(), busy: lib.Scanning || lib.Hashing > 0, failed: map[share.RootHash]string{}, names: map[share.RootHash]string{}}
	s.files, _ = n.catalog.Totals()
	for _, d := range n.network.Transfers().Downloads() {
		if api.State(d.State) == api.StateFailed {
			s.failed[d.Root], s.names[d.Root] = d.Error, words.Name(lastElement(d.Name))
		}
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
