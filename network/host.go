package network

import (
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/metrics"
	"github.com/libp2p/go-libp2p/p2p/muxer/yamux"
	"github.com/libp2p/go-libp2p/p2p/net/connmgr"
	"github.com/libp2p/go-libp2p/p2p/net/swarm"
	"github.com/libp2p/go-libp2p/p2p/security/noise"
	tls "github.com/libp2p/go-libp2p/p2p/security/tls"
	quic "github.com/libp2p/go-libp2p/p2p/transport/quic"
	"github.com/libp2p/go-libp2p/p2p/transport/tcp"
	ma "github.com/multiformats/go-multiaddr"

	"hinny/network/batch"
	"hinny/network/browse"
)

// Tuning of yamux, the multiplexer over TCP.
const (
	// maxMessage is the most one frame has: 256 KiB instead of 64 gives a
	// tenth more throughput on one core, and a little more lets a block of
	// network/transfer, its header and yamux's go out as one frame.
	maxMessage = 256<<10 + 64
	// firstWindow is how much a peer may send on a stream before the first
	// measurement. It is not charged to the peer's memory limit, so it is
	// kept to 1 MiB; yamux doubles it, charged, within a few round trips.
	// On loopback it moves as much as 16 MiB do, and a fifth to a half more
	// than yamux's default of 256 KiB (BenchmarkBulk).
	firstWindow = 1 << 20
	// maxWindow carries 1.3 Gbit/s over 100 ms.
	maxWindow = 16 << 20
)

const (
	// connectionGrace is how long a new connection is safe from trimming.
	connectionGrace = time.Minute
	// dialTimeout bounds one dial of one address.
	dialTimeout = 10 * time.Second
)

// hostOptions is what newHost needs to know.
type hostOptions struct {
	key     PrivateKey
	agent   string
	traffic metrics.Reporter
	local   bool // true: nothing may leave this machine
}

// newHost returns a host that does not listen yet.
func newHost(o hostOptions) (host.Host, error) {
	limiter, err := newLimiter(browse.ID)
	if err != nil {
		return nil, fmt.Errorf("set the limits of the network: %w", err)
	}
	trimmer, err := connmgr.NewConnManager(lowWater, highWater, connmgr.WithGracePeriod(connectionGrace))
	if err != nil {
		return nil, fmt.Errorf("set the limits of the connections: %w", err)
	}
	var made atomic.Pointer[host.Host]
	made.Store(new(host.Host))
	options := []libp2p.Option{
		libp2p.Identity(o.key),
		libp2p.UserAgent(o.agent),
		libp2p.NoListenAddrs, // listen says which address fails
		libp2p.EnableRelay(),
		libp2p.Transport(tcp.NewTCPTransport),
		libp2p.Transport(quic.NewTransport),
		libp2p.Security(tls.ID, batch.New),
		libp2p.Security(noise.ID, noise.New),
		libp2p.Muxer(yamux.ID, multiplexer()),
		libp2p.ResourceManager(limiter),
		libp2p.ConnectionManager(trimmer),
		libp2p.BandwidthReporter(o.traffic),
		libp2p.SwarmOpts(swarm.WithDialTimeout(dialTimeout), swarm.WithDialTimeoutLocal(dialTimeout), swarm.WithDialRanker(rankDials)),
		libp2p.DisableMetrics(), // they would go to a global registry
		libp2p.Ping(true),
	}
	if !o.local {
		// Version 1 of AutoNAT has to be served by everybody: in a network
		// of equals nobody else answers, and only it tells the DHT and the
		// relay client whether others can reach us.
		options = append(options, libp2p.NATPortMap(), libp2p.EnableHolePunching(),
			libp2p.EnableAutoNATv2(), libp2p.EnableNATService())
		options = append(options, relayOptions(func() host.Host { return *made.Load() })...)
	}
	h, err := libp2p.New(options...)
	if err != nil {
		return nil, fmt.Errorf("start the network: %w", err)
	}
	made.Store(&h)
	return h, nil
}

// multiplexer returns yamux as libp2p configures it, with our sizes.
func multiplexer() *yamux.Transport {
	config := *yamux.DefaultTransport
	config.MaxMessageSize = maxMessage
	config.InitialStreamWindowSize = firstWindow
	config.MaxStreamWindowSize = maxWindow
	return &config
}

// listen opens the addresses the user named, and fails with the first that
// cannot be opened: whoever names an address counts on it.
func listen(h host.Host, addrs []ma.Multiaddr) error {
	for _, addr := range addrs {
		if err := h.Network().Listen(addr); err != nil {
			return fmt.Errorf("cannot listen on %s: %w; name a free address of this machine with --listen", addr, rootCause(err))
		}
	}
	return nil
}

// listenDefault opens all addresses of this machine, TCP and QUIC, on the
// given port, so that peers find us where they left us. Where the port is
// taken or 0 another is chosen. It returns the port.
func listenDefault(h host.Host, port int, log *slog.Logger) (int, error) {
	taken := port
	if port == 0 || h.Network().Listen(tcpAddr("ip4", "0.0.0.0", port)) != nil {
		if err := h.Network().Listen(tcpAddr("ip4", "0.0.0.0", 0)); err != nil {
			return 0, fmt.Errorf("cannot listen on any TCP port: %w", rootCause(err))
		}
		port = listenPort(h)
	}
	if taken != 0 && taken != port {
		log.Warn("the port of the last run is taken by another program; peers that knew it have to find the new one",
			"taken", taken, "port", port)
	}
	for _, addr := range []ma.Multiaddr{
		quicAddr("ip4", "0.0.0.0", port), tcpAddr("ip6", "::", port), quicAddr("ip6", "::", port),
	} {
		// A machine without IPv6 or with the UDP port taken still shares.
		if err := h.Network().Listen(addr); err != nil {
			log.Info("cannot listen on an address; the others serve", "addr", addr.String(), "error", rootCause(err))
		}
	}
	return port, nil
}

func tcpAddr(family, ip string, port int) ma.Multiaddr {
	return ma.StringCast(fmt.Sprintf("/%s/%s/tcp/%d", family, ip, port))
}

func quicAddr(family, ip string, port int) ma.Multiaddr {
	return ma.StringCast(fmt.Sprintf("/%s/%s/udp/%d/quic-v1", family, ip, port))
}

// listenPort returns the first TCP port the host listens on, or 0.
func listenPort(h host.Host) int {
	for _, addr := range h.Network().ListenAddresses() {
		if text, err := addr.ValueForProtocol(ma.P_TCP); err == nil {
			var port int
			if _, err := fmt.Sscan(text, &port); err == nil {
				return port
			}
		}
	}
	return 0
}

// rootCause strips libp2p's wrapping of an error, which repeats addresses, to
// the sentence a person can use.
func rootCause(err error) error {
	for {
		next := errors.Unwrap(err)
		if joined, ok := err.(interface{ Unwrap() []error }); ok && len(joined.Unwrap()) > 0 {
			next = joined.Unwrap()[0]
		}
		if next == nil {
			return err
		}
		err = next
	}
}
