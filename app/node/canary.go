package node

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"hinny/index/query"
	"hinny/index/rank"
	"hinny/network"
)

// A canary is a search for a word that nobody has: who answers it answers
// everything.
const (
	// canaryAfter is when the first one is sent, once neighbours were found, and
	// canaryEvery how long after one the next follows: seldom enough to cost
	// the network nothing.
	canaryAfter = 2 * time.Minute
	canaryEvery = time.Hour
	// canaryListens is how long answers are waited for: the search has ended
	// by then.
	canaryListens = 20 * time.Second
	// canaryLetters make a word that no file is named by: one of 26^12.
	canaryLetters = 12
)

// sendCanaries sends one after the other until ctx ends.
func (n *Node) sendCanaries(ctx context.Context) error {
	for wait := canaryAfter; ; wait = canaryEvery {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
		if err := n.sendCanary(ctx); err != nil && ctx.Err() == nil {
			n.log.Debug("a search for a made-up word could not be sent", "error", err)
		}
	}
}

// sendCanary remembers who answers a search for a made-up word.
func (n *Node) sendCanary(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, canaryListens)
	defer cancel()
	q, err := query.Parse(canary())
	if err != nil {
		return err
	}
	_, err = n.network.SearchWith(ctx, q, network.SearchEvents{Found: func(hit network.Hit) {
		if n.trust.echoed(hit.Provider) {
			n.log.Info("a peer answers searches for what nobody has; its answers are left out from now on", "peer", hit.Provider)
		}
	}})
	return err
}

// trust is a rank.Trust for the many searches that read it.
type trust struct {
	mu    sync.RWMutex
	peers rank.Trust // guarded by mu
}

func (t *trust) echoed(provider string) (news bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.peers.Echoed(provider)
}

func (t *trust) doubts(provider string) bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.peers.Doubts(provider)
}

// canary makes up a word, in quotes so that no longer one is meant.
func canary() string {
	letters := make([]byte, canaryLetters)
	for i := range letters {
		letters[i] = byte('a' + rand.IntN(26))
	}
	return fmt.Sprintf("%q", letters)
}
