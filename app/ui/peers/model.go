package peers

import (
	"cmp"
	"strings"

	"hinny/app/api"
	"hinny/app/ui/order"
)

// Model is what is to be seen on the screen.
type Model struct {
	ID     string
	Addrs  []string
	Reach  api.Reach
	Peers  []api.Peer
	Order  order.Order
	Lookup Lookup
	Browse Browse
	Loaded bool
	Err    error
}

// Lookup is the question for a peer ID or an address and its answer.
type Lookup struct {
	Asked   string // empty: nothing was asked yet
	Running bool
	Found   api.Peer
	Err     error
}

// Browse is what a peer shares.
type Browse struct {
	Peer    string // empty: no peer is browsed
	Running bool
	Files   []api.SharedFile
	Entries []Entry // what is to be seen of them
	Order   order.Order
	Full    bool // MaxFiles are shown, and the peer has more
	Err     error
}

// The columns of both tables.
const (
	ByCalled = "called"
	ByPeer   = "peer"
	ByState  = "state"
	ByClient = "client"
	ByRTT    = "rtt"
	ByDown   = "down"
	ByUp     = "up"
	BySeen   = "seen"
	ByName   = "name"
	BySize   = "size"
	ByKind   = "kind"
	ByLocal  = "have"
)

func peerColumns() order.Columns[api.Peer] {
	return order.Columns[api.Peer]{
		ByCalled: called,
		ByPeer:   func(a, b api.Peer) int { return strings.Compare(a.Peer, b.Peer) },
		ByState:  func(a, b api.Peer) int { return cmp.Compare(closeness(a), closeness(b)) },
		ByClient: func(a, b api.Peer) int { return strings.Compare(a.Client, b.Client) },
		ByRTT:    func(a, b api.Peer) int { return cmp.Compare(a.RTT, b.RTT) },
		ByDown:   func(a, b api.Peer) int { return cmp.Compare(a.DownBytes, b.DownBytes) },
		ByUp:     func(a, b api.Peer) int { return cmp.Compare(a.UpBytes, b.UpBytes) },
		BySeen:   func(a, b api.Peer) int { return a.LastSeen.Compare(b.LastSeen) },
	}
}

func fileColumns() order.Columns[api.SharedFile] {
	return order.Columns[api.SharedFile]{
		ByName:  func(a, b api.SharedFile) int { return order.Names(a.Rel, b.Rel) },
		BySize:  func(a, b api.SharedFile) int { return cmp.Compare(a.Size, b.Size) },
		ByKind:  func(a, b api.SharedFile) int { return cmp.Compare(a.Kind, b.Kind) },
		ByLocal: func(a, b api.SharedFile) int { return cmp.Compare(truth(a.Have), truth(b.Have)) },
	}
}

// nearest orders contacts first, by name, then neighbours, then the connected,
// then the known.
func nearest(a, b api.Peer) int {
	return cmp.Or(called(a, b), cmp.Compare(closeness(a), closeness(b)), strings.Compare(a.Peer, b.Peer))
}

// called orders by name; who has none comes after all who have one.
func called(a, b api.Peer) int {
	return cmp.Or(cmp.Compare(truth(a.Name == ""), truth(b.Name == "")), order.Names(a.Name, b.Name))
}

func byRel(a, b api.SharedFile) int { return order.Names(a.Rel, b.Rel) }

func closeness(p api.Peer) int {
	switch {
	case p.Neighbour:
		return 0
	case p.Connected:
		return 1
	}
	return 2
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
