package network

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/metrics"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	tls "github.com/libp2p/go-libp2p/p2p/security/tls"
	ma "github.com/multiformats/go-multiaddr"
)

const testProtocol protocol.ID = "/hinny/test/1.0.0"

// localHost returns a host as the programs have it that never leaves this
// machine, listening on the given addresses.
func localHost(t testing.TB, addrs ...string) host.Host {
	t.Helper()
	key, _, err := crypto.GenerateEd25519Key(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	h, err := newHost(hostOptions{key: key, agent: "hinny/test", traffic: metrics.NewBandwidthCounter(), local: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	for _, addr := range addrs {
		if err := listen(h, []ma.Multiaddr{ma.StringCast(addr)}); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

func join(t testing.TB, from, to host.Host) network.Conn {
	t.Helper()
	if err := from.Connect(t.Context(), peer.AddrInfo{ID: to.ID(), Addrs: to.Addrs()}); err != nil {
		t.Fatal(err)
	}
	return from.Network().ConnsToPeer(to.ID())[0]
}

func TestLocalPeersSpeakTLSOverTCP(t *testing.T) {
	server := localHost(t, "/ip4/127.0.0.1/udp/0/quic-v1", "/ip4/127.0.0.1/tcp/0")
	conn := join(t, localHost(t), server)
	state := conn.ConnState()
	if state.Transport != "tcp" || state.Security != tls.ID || state.StreamMultiplexer != "/yamux/1.0.0" {
		t.Errorf("got %+v", state)
	}
}

func TestPeersWithoutTCPMeetOverQUIC(t *testing.T) {
	server := localHost(t, "/ip4/127.0.0.1/udp/0/quic-v1")
	if state := join(t, localHost(t), server).ConnState(); state.Transport != "quic-v1" {
		t.Errorf("got %+v", state)
	}
}

// TestOnePeerMayHoldManyStreams guards against libp2p's default of 64.
func TestOnePeerMayHoldManyStreams(t *testing.T) {
	const streams = 200
	server, client := localHost(t, "/ip4/127.0.0.1/tcp/0"), localHost(t)
	server.SetStreamHandler(testProtocol, func(s network.Stream) {
		_, _ = io.Copy(s, s)
		_ = s.Close()
	})
	join(t, client, server)
	var open []network.Stream
	for i := range streams {
		s, err := client.NewStream(t.Context(), server.ID(), testProtocol)
		if err != nil {
			t.Fatalf("stream %d: %v", i, err)
		}
		open = append(open, s)
	}
	for i, s := range open {
		if _, err := fmt.Fprint(s, i); err != nil {
			t.Fatalf("stream %d: %v", i, err)
		}
		_ = s.CloseWrite()
		if back, err := io.ReadAll(s); err != nil || string(back) != fmt.Sprint(i) {
			t.Fatalf("stream %d: %q, %v", i, back, err)
		}
	}
}

func TestPortOfTheLastRunIsTakenAgain(t *testing.T) {
	quietly := slog.New(slog.DiscardHandler)
	first := localHost(t)
	port, err := listenDefault(first, 0, quietly)
	if err != nil || port == 0 {
		t.Fatalf("port %d, %v", port, err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if again, err := listenDefault(localHost(t), port, quietly); err != nil || again != port {
		t.Errorf("after %d comes %d: %v", port, again, err)
	}
}

func TestTakenPortIsReplacedAndSaid(t *testing.T) {
	other, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	taken := other.Addr().(*net.TCPAddr).Port
	var said bytes.Buffer
	h := localHost(t)
	port, err := listenDefault(h, taken, slog.New(slog.NewTextHandler(&said, nil)))
	if err != nil || port == taken || port == 0 {
		t.Fatalf("port %d, %v", port, err)
	}
	if !strings.Contains(said.String(), fmt.Sprint(taken)) || !strings.Contains(said.String(), fmt.Sprint(port)) {
		t.Errorf("the log says %q", said.String())
	}
}

// BenchmarkBulk moves data over one stream of two hosts of this process.
func BenchmarkBulk(b *testing.B) {
	for name, addr := range map[string]string{"tcp": "/ip4/127.0.0.1/tcp/0", "quic": "/ip4/127.0.0.1/udp/0/quic-v1"} {
		b.Run(name, func(b *testing.B) {
			server, client := localHost(b, addr), localHost(b)
			var reading sync.WaitGroup
			reading.Add(1)
			server.SetStreamHandler(testProtocol, func(s network.Stream) {
				defer reading.Done()
				_, _ = io.CopyBuffer(io.Discard, struct{ io.Reader }{s}, make([]byte, 1<<20))
			})
			join(b, client, server)
			s, err := client.NewStream(b.Context(), server.ID(), testProtocol)
			if err != nil {
				b.Fatal(err)
			}
			block := make([]byte, 1<<20)
			b.SetBytes(int64(len(block)))
			for b.Loop() {
				if _, err := s.Write(block); err != nil {
					b.Fatal(err)
				}
			}
			_ = s.CloseWrite()
			reading.Wait()
		})
	}
}
