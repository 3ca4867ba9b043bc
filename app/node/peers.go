package node

import (
	"context"
	"time"

	"hinny/app/api"
	"hinny/app/words"
	"hinny/network"
	"hinny/share"
)

// lookupTimeout bounds the search for a peer by its ID; a walk through the DHT
// takes a few seconds.
const lookupTimeout = 20 * time.Second

// Peers implements api.Backend.
func (n *Node) Peers(context.Context) ([]api.Peer, error) {
	peers := []api.Peer{}
	for _, p := range n.network.Peers() {
		peers = append(peers, n.contacts.name(peerOf(p)))
	}
	return append(peers, n.contacts.away(peers)...), nil
}

func peerOf(p network.PeerInfo) api.Peer {
	return api.Peer{
		Peer: p.ID, Addrs: p.Addrs, Connected: p.Connected, Neighbour: p.Neighbour, How: p.How, Client: p.Agent, DisplayName: p.Name,
		RTT: float64(p.RTT) / float64(time.Millisecond), DownBytes: p.Down, UpBytes: p.Up, LastSeen: p.LastSeen,
	}
}

// FindPeer implements api.Backend.
func (n *Node) FindPeer(ctx context.Context, id string) (api.Peer, error) {
	ctx, cancel := context.WithTimeout(ctx, lookupTimeout)
	defer cancel()
	p, err := n.network.FindPeer(ctx, n.contacts.called(id))
	if err != nil {
		return api.Peer{}, explained(err)
	}
	return n.contacts.name(peerOf(p)), nil
}

// Connect implements api.Backend.
func (n *Node) Connect(ctx context.Context, addr string) (api.Peer, error) {
	p, err := n.network.Connect(ctx, addr)
	if err != nil {
		return api.Peer{}, explained(err)
	}
	return n.contacts.name(peerOf(p)), nil
}

// Browse implements api.Backend.
func (n *Node) Browse(ctx context.Context, id string, yield func(api.SharedFile) bool) error {
	id = n.contacts.called(id)
	err := n.network.Browse(ctx, id, func(e network.Entry) bool {
		f := share.File{Root: e.Root, Rel: e.Rel, Size: e.Size}
		n.hits.noteFile(e.Root, found{f.Name(), f.Size, []string{id}})
		return yield(api.SharedFile{
			Root: e.Root, Name: words.Name(f.Name()), Rel: words.Name(e.Rel), Size: e.Size, Kind: f.Kind(), Have: n.have(e.Root),
		})
	})
	if err != nil {
		return explained(err)
	}
	return nil
}
