package network

import (
	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/protocol"
	rcmgr "github.com/libp2p/go-libp2p/p2p/host/resource-manager"
)

// Connection watermarks: above the upper one the connection manager closes the
// least useful connections down to the lower one. 200 keeps below what home
// routers and shared addresses stand (kubo#3320, kubo#11326).
const (
	lowWater  = 96
	highWater = 200
)

// Limits of what all peers together and one peer alone may make us hold.
const (
	// maxConnections leaves room above highWater for connections that are
	// being judged.
	maxConnections = 2 * highWater
	// maxStreams: 4,096 in all is 40 for each connection at the watermark,
	// and 1 GiB at yamux's first reservation of 256 KiB each.
	maxStreams = 4096
	// maxStreamsPerPeer and the limit per protocol let one peer keep many
	// parallel data streams; libp2p's default of 64 inbound streams resets
	// them ("resource limit exceeded").
	maxStreamsPerPeer = 512
	// maxStreamsPerProtocol is for one protocol and one peer.
	maxStreamsPerProtocol = 256
	// maxMemory bounds the receive windows of all streams.
	maxMemory = 1 << 30
	// maxMemoryPeer bounds those of one peer: 16 windows of 16 MiB.
	maxMemoryPeer = 256 << 20
	// maxMemoryTransient bounds connections whose peer is not known yet.
	maxMemoryTransient = 64 << 20
	// maxMemoryStream is one grown window and the first reservation.
	maxMemoryStream = maxWindow + 1<<20
	// maxBrowseStreams is how many lists one peer may read at once.
	maxBrowseStreams = 4
)

// newLimiter returns the resource manager: libp2p's limits for its own
// services, and ours for everything that is peers' to use up.
func newLimiter(browse protocol.ID) (network.ResourceManager, error) {
	defaults := rcmgr.DefaultLimits
	libp2p.SetDefaultServiceLimits(&defaults)
	limits := rcmgr.PartialLimitConfig{
		System: rcmgr.ResourceLimits{
			Conns: maxConnections, ConnsInbound: maxConnections, ConnsOutbound: maxConnections, FD: 2 * maxConnections,
			Streams: maxStreams, StreamsInbound: maxStreams, StreamsOutbound: maxStreams, Memory: maxMemory,
		},
		Transient: rcmgr.ResourceLimits{Memory: maxMemoryTransient},
		PeerDefault: rcmgr.ResourceLimits{
			Streams: 2 * maxStreamsPerPeer, StreamsInbound: maxStreamsPerPeer, StreamsOutbound: maxStreamsPerPeer,
			Memory: maxMemoryPeer,
		},
		ProtocolDefault: rcmgr.ResourceLimits{
			Streams: maxStreams, StreamsInbound: maxStreams, StreamsOutbound: maxStreams, Memory: maxMemory,
		},
		ProtocolPeerDefault: rcmgr.ResourceLimits{
			Streams: 2 * maxStreamsPerProtocol, StreamsInbound: maxStreamsPerProtocol, StreamsOutbound: maxStreamsPerProtocol,
			Memory: maxMemoryPeer,
		},
		ProtocolPeer: map[protocol.ID]rcmgr.ResourceLimits{
			browse: {Streams: 2 * maxBrowseStreams, StreamsInbound: maxBrowseStreams, StreamsOutbound: maxBrowseStreams},
		},
		Stream: rcmgr.ResourceLimits{Memory: maxMemoryStream},
	}
	return rcmgr.NewResourceManager(rcmgr.NewFixedLimiter(limits.Build(defaults.AutoScale())), rcmgr.WithMetricsDisabled())
}

// Moved returns how many bytes of files were fetched, verified, and sent since
// New.
func (n *Network) Moved() (down, up int64) {
	moved := n.credits.Moved()
	return moved.Given, moved.Taken
}
