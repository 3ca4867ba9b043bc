package network

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/index/query"
)

// Rare words: what the flood may not reach in a very large network is looked
// up in the DHT beside it.
const (
	// wordsAfter lets the first ring of a search answer before the DHT is
	// asked: most searches need no more.
	wordsAfter = 700 * time.Millisecond
	// wordsEach is how many words of a query are looked up, the longest first,
	// and wordAskers how many peers are asked for all of them.
	wordsEach  = 2
	wordAskers = 20
	// wordsPause is the least time between two choices of our own words.
	wordsPause = 10 * time.Minute
	// maxCounted bounds the different words that are counted for the choice.
	maxCounted = 200_000
	// maxTold is how many of our words the DHT is told.
	maxTold = 5000
	// minWord is the length of the shortest word worth a look-up, in
	// characters; one of a script without spaces is a bigram.
	minWord = 4
)

// tellWords keeps the DHT told of our rarest words until ctx ends.
func (n *Network) tellWords(ctx context.Context) error {
	if n.opts.Names == nil {
		<-ctx.Done()
		return nil
	}
	for {
		changed := n.opts.Names.Changed() // before reading, so that nothing falls in between
		count := map[string]int{}
		err := n.opts.Names.Names(ctx, func(rel string) { countWords(count, rel) })
		if err == nil {
			n.finder.AdvertiseWords(rarest(count))
		} else if ctx.Err() == nil {
			n.log.Warn("the names of the library cannot be read; its rare words are not looked up", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wordsPause):
		}
		select {
		case <-ctx.Done():
			return nil
		case <-changed:
		}
	}
}

func countWords(count map[string]int, name string) {
	for _, word := range query.Tokens(name) {
		if _, known := count[word]; worthy(word) && (known || len(count) < maxCounted) {
			count[word]++
		}
	}
}

// worthy reports whether a word may be rare: long enough, and no mere number.
func worthy(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsLetter(first) {
		return false
	}
	n := utf8.RuneCountInString(word)
	return n >= minWord || n >= 2 && first >= utf8.RuneSelf && !unicode.In(first, unicode.Latin, unicode.Greek, unicode.Cyrillic)
}

// rarest returns the words with the smallest counts, the longer before the
// shorter.
func rarest(count map[string]int) []string {
	words := make([]string, 0, len(count))
	for word := range count {
		words = append(words, word)
	}
	slices.SortFunc(words, func(a, b string) int {
		return cmp.Or(count[a]-count[b], len(b)-len(a), cmp.Compare(a, b))
	})
	return words[:min(len(words), maxTold)]
}

// wordsOf returns the words of a query that are looked up. A word that may be
// only begun is tried as it stands.
func wordsOf(q query.Query) []string {
	var words []string
	for _, term := range q.Terms {
		for _, atom := range term.Atoms {
			if !term.Without && worthy(atom.Token) && !slices.Contains(words, atom.Token) {
				words = append(words, atom.Token)
			}
		}
	}
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
	return words[:min(len(words), wordsEach)]
}

// askByWords asks the peers that the DHT names for the words of a query, until
// ctx ends.
func (n *Network) askByWords(ctx context.Context, q query.Query, t *telling) {
	select {
	case <-ctx.Done():
		return
	case <-time.After(wordsAfter):
	}
	var mu sync.Mutex
	asked := map[peer.ID]bool{} // guarded by mu
	var running sync.WaitGroup
	defer running.Wait()
	ask := func(info peer.AddrInfo) {
		mu.Lock()
		again := asked[info.ID] || len(asked) >= wordAskers
		if !again {
			asked[info.ID] = true
		}
		mu.Unlock()
		if again {
			return
		}
		running.Go(func() {
			n.host.Peerstore().AddAddrs(info.ID, info.Addrs, providerLife)
			hits, err := n.search.Ask(ctx, info.ID, q)
			if err != nil {
				n.log.Debug("a peer the DHT named has no answer", "peer", info.ID.String(), "error", err)
			}
			for _, hit := range hits {
				t.found(n.hitOf(hit))
			}
		})
	}
	for _, word := range wordsOf(q) {
		t.looked()
		running.Go(func() { n.finder.FindWord(ctx, word, ask) })
	}
}
