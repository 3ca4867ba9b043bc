package transfers

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"

	"hinny/app/api"
	"hinny/app/ui/order"
	"hinny/share"
)

// Model is what is to be seen on the screen.
type Model struct {
	Downloads   []api.Transfer // Details sorted, the greatest giver first
	Order       order.Order
	Uploads     []api.Upload
	UploadOrder order.Order
	Open        map[share.RootHash]bool // the downloads whose providers are shown; must not change
	Held        holdings                // of the chosen download and of those that are open
	Categories  []api.Category          // by name
	Category    string                  // only downloads filed under it are shown; empty: all
	Filtered    int                     // downloads that the filter leaves out
	Loaded      bool                    // the node has answered at least once
	Err         error
}

// UploadKey identifies an upload while its numbers change.
type UploadKey struct {
	Peer string
	Root share.RootHash
}

// KeyOf returns the identity of an upload.
func KeyOf(u api.Upload) UploadKey { return UploadKey{u.Peer, u.Root} }

// The columns of both tables.
const (
	ByName      = "name"
	BySize      = "size"
	ByDone      = "done"
	ByRate      = "rate"
	ByLeft      = "left"
	ByProviders = "providers"
	ByState     = "state"
	ByPeer      = "peer"
	ByPriority  = "priority"
	ByCategory  = "category"
	ByQueue     = "queue"
)

func downloadColumns() order.Columns[api.Transfer] {
	return order.Columns[api.Transfer]{
		ByName:      func(a, b api.Transfer) int { return order.Names(a.Name, b.Name) },
		BySize:      func(a, b api.Transfer) int { return cmp.Compare(a.Size, b.Size) },
		ByDone:      func(a, b api.Transfer) int { return cmp.Compare(fraction(a), fraction(b)) },
		ByRate:      func(a, b api.Transfer) int { return cmp.Compare(a.Rate, b.Rate) },
		ByLeft:      func(a, b api.Transfer) int { return cmp.Compare(left(a), left(b)) },
		ByProviders: func(a, b api.Transfer) int { return cmp.Compare(a.Providers, b.Providers) },
		ByPriority:  func(a, b api.Transfer) int { return cmp.Compare(urgency(a.Priority), urgency(b.Priority)) },
		ByQueue:     inQueue,
		ByCategory:  func(a, b api.Transfer) int { return order.Names(a.Category, b.Category) },
		ByState:     func(a, b api.Transfer) int { return cmp.Compare(a.State, b.State) },
	}
}

func uploadColumns() order.Columns[api.Upload] {
	return order.Columns[api.Upload]{
		ByName:  func(a, b api.Upload) int { return order.Names(a.Name, b.Name) },
		ByPeer:  func(a, b api.Upload) int { return strings.Compare(a.Peer, b.Peer) },
		BySize:  func(a, b api.Upload) int { return cmp.Compare(a.Size, b.Size) },
		ByDone:  func(a, b api.Upload) int { return cmp.Compare(a.Bytes, b.Bytes) },
		ByRate:  func(a, b api.Upload) int { return cmp.Compare(a.Rate, b.Rate) },
		ByState: func(a, b api.Upload) int { return cmp.Compare(a.State, b.State) },
	}
}

// newest orders downloads by when they were ordered, the latest first.
func newest(a, b api.Transfer) int {
	return cmp.Or(b.Started.Compare(a.Started), order.Names(a.Name, b.Name), bytes.Compare(a.Root[:], b.Root[:]))
}

func byName(a, b api.Upload) int {
	return cmp.Or(order.Names(a.Name, b.Name), strings.Compare(a.Peer, b.Peer), bytes.Compare(a.Root[:], b.Root[:]))
}

// fraction returns how much of a download is here, 0 to 1.
func fraction(t api.Transfer) float64 {
	switch {
	case t.State == api.StateComplete:
		return 1
	case t.Size <= 0:
		return 0
	}
	return float64(t.Done) / float64(t.Size)
}

// left returns how long a download will still take; one that does not move
// takes forever.
func left(t api.Transfer) time.Duration {
	const forever = time.Duration(1<<63 - 1)
	switch {
	case t.State == api.StateComplete:
		return 0
	case t.Rate <= 0 || t.Size < 0:
		return forever
	}
	seconds := float64(t.Size-t.Done) / t.Rate
	if seconds >= forever.Seconds() {
		return forever
	}
	return time.Duration(seconds * float64(time.Second))
}

// arrange sorts the providers of a download: who gave most first.
func arrange(details []api.Provider) []api.Provider {
	details = slices.Clone(details)
	slices.SortFunc(details, func(a, b api.Provider) int {
		return cmp.Or(cmp.Compare(b.Bytes, a.Bytes), cmp.Compare(b.Rate, a.Rate), strings.Compare(a.Peer, b.Peer))
	})
	return details
}
