package swarmtest

import (
	"context"
	"crypto/rand"
	"log/slog"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/crypto"

	"hinny/network"
	"hinny/network/transfer"
	"hinny/share"
	"hinny/share/part"
)

const (
	// patience is how long Eventually waits. It is far beyond what anything
	// takes on an idle machine, so that a busy one does not fail a test.
	patience = time.Minute
	pause    = 10 * time.Millisecond
)

// Options returns the options of a quiet peer on loopback with a new identity,
// an empty peer book and an empty library, to be changed as the test wants.
func Options(t testing.TB) network.Options {
	t.Helper()
	key, _, err := crypto.GenerateEd25519Key(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	parts, err := part.OpenStore(t.TempDir(), log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := parts.Close(); err != nil {
			t.Errorf("close the unfinished downloads: %v", err)
		}
	})
	return network.Options{
		Key: key, Listen: []string{"/ip4/127.0.0.1/tcp/0"}, Dir: t.TempDir(), Agent: "hinny/test",
		Library: nothing{}, Parts: parts, Log: log,
	}
}

// nothing is the library of a peer that shares nothing.
type nothing struct{}

// Open finds nothing.
func (nothing) Open(share.RootHash) (transfer.Source, error) { return nil, share.ErrNotFound }

// Start runs a peer until the test ends.
func Start(t testing.TB, o network.Options) *network.Network {
	t.Helper()
	n, stop := Run(t, o)
	t.Cleanup(stop)
	return n
}

// Run runs a peer until stop is called, which waits for its end.
func Run(t testing.TB, o network.Options) (n *network.Network, stop func()) {
	t.Helper()
	n, err := network.New(o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- n.Run(ctx) }()
	<-n.Ready()
	return n, func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("peer %s ended with: %v", n.ID(), err)
		}
	}
}

// Star starts a peer and n-1 others that were given its address alone.
func Star(t testing.TB, n int) []*network.Network {
	t.Helper()
	peers := []*network.Network{Start(t, Options(t))}
	for len(peers) < n {
		o := Options(t)
		o.Peers = peers[0].Addrs()
		peers = append(peers, Start(t, o))
	}
	return peers
}

// Eventually waits until the condition holds, and fails the test if it does
// not within a minute.
func Eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	ticker := time.NewTicker(pause)
	defer ticker.Stop()
	for !holds() {
		select {
		case <-deadline.C:
			t.Fatalf("never happened: %s", what)
		case <-ticker.C:
		}
	}
}
