package network

import (
	"cmp"
	"context"
	"slices"
	"strings"
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
	// maxLookups is how many keys of a query are looked up, pairs of words
	// first, of each kind the longest, and wordAskers how many peers are asked
	// for all of them, wordAtOnce of each key as soon as they are named.
	maxLookups = 4
	maxPairs   = 3
	wordAskers = 20
	wordAtOnce = 3
	// restAfter is when those that are named so far are taken for all: look-ups
	// end only when the last of twenty servers has answered or timed out. As long
	// as nobody has answered, wordStep more are asked every stepEvery, up to
	// maxAskers: of three common words two are together at a hundred peers, and
	// one of them has the file.
	restAfter = 3 * time.Second
	stepEvery = time.Second
	wordStep  = 20
	maxAskers = 80
	// pairWithin is how many words of a name make pairs with each other, the
	// first ones: two words that each thousands of peers have in some name are
	// together in few, and somebody who looks for one file of millions gives
	// such two (network/DESIGN.md).
	pairWithin = 5
	// maxCounted bounds the different words that are counted for the choice.
	maxCounted = 200_000
	// maxTold is how many of our words and pairs the DHT is told.
	maxTold = 5000
	// minWord is the length of the shortest word worth a look-up, in
	// characters; one of a script without spaces is a bigram.
	minWord = 4
)

// countWords counts the words and pairs of one name.
func countWords(count map[string]int, t query.Thing) {
	words := worthyOf(query.TokensOf(t))
	for _, word := range append(words, pairsOf(words)...) {
		if _, known := count[word]; known || len(count) < maxCounted {
			count[word]++
		}
	}
}

// worthyOf returns the words that may be rare, each once, in their order.
func worthyOf(tokens []string) (words []string) {
	for _, token := range tokens {
		if worthy(token) && !slices.Contains(words, token) {
			words = append(words, token)
		}
	}
	return words
}

// pairsOf returns the pairs that the first of some words make. A pair is the
// same whichever of its words comes first.
func pairsOf(words []string) (pairs []string) {
	words = words[:min(len(words), pairWithin)]
	for i, a := range words {
		for _, b := range words[i+1:] {
			pairs = append(pairs, min(a, b)+" "+max(a, b))
		}
	}
	return pairs
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

// rarest returns the words and pairs with the smallest counts, the longer before
// the shorter: half of each where there are more of both, because names have
// more pairs than words.
func rarest(count map[string]int) []string {
	var words, pairs []string
	for key := range count {
		if strings.Contains(key, " ") {
			pairs = append(pairs, key)
		} else {
			words = append(words, key)
		}
	}
	for _, keys := range [][]string{words, pairs} {
		slices.SortFunc(keys, func(a, b string) int {
			return cmp.Or(count[a]-count[b], len(b)-len(a), cmp.Compare(a, b))
		})
	}
	pairs = pairs[:min(len(pairs), max(maxTold/2, maxTold-len(words)))]
	return append(words[:min(len(words), maxTold-len(pairs))], pairs...)
}

// wordsOf returns the words of a query, and pairs of them, that are looked up.
// A word that may be only begun is tried as it stands.
func wordsOf(q query.Query) []string {
	terms := slices.Clone(q.Terms)
	for _, c := range q.Claims {
		terms = append(terms, c.Term)
	}
	var tokens []string
	for _, term := range terms {
		for _, atom := range term.Atoms {
			if !term.Without {
				tokens = append(tokens, atom.Token)
			}
		}
	}
	words := worthyOf(tokens)
	pairs := pairsOf(words)
	longest := func(a, b string) int { return len(b) - len(a) }
	slices.SortStableFunc(words, longest)
	slices.SortStableFunc(pairs, longest)
	pairs = pairs[:min(len(pairs), maxPairs)]
	return append(pairs, words[:min(len(words), maxLookups-len(pairs))]...)
}

// askByWords asks the peers that the DHT names for the words of a query, until
// ctx ends. Where enough peers answered the first ring it asks nobody.
func (n *Network) askByWords(ctx context.Context, q query.Query, t *telling) {
	select {
	case <-ctx.Done():
		return
	case <-time.After(wordsAfter):
	}
	if t.enough() {
		return
	}
	var mu sync.Mutex
	chosen := newBallot[peer.ID](wordAskers, wordAtOnce) // guarded by mu
	var asking, looking sync.WaitGroup
	defer asking.Wait()
	ask := func(id peer.ID) { asking.Go(func() { n.askOne(ctx, id, q, t) }) }
	for _, word := range wordsOf(q) {
		t.looked()
		looking.Go(func() {
			n.finder.FindWord(ctx, word, func(info peer.AddrInfo) {
				n.host.Peerstore().AddAddrs(info.ID, info.Addrs, providerLife)
				mu.Lock()
				defer mu.Unlock()
				if chosen.named(word, info.ID) {
					ask(info.ID)
				}
			})
		})
	}
	ended := make(chan struct{})
	go func() { looking.Wait(); close(ended) }()
	defer func() { <-ended }()
	select {
	case <-ended:
	case <-time.After(restAfter):
	}
	next := func(total int) []peer.ID {
		mu.Lock()
		defer mu.Unlock()
		return chosen.more(total)
	}
	for total := wordAskers; total <= maxAskers && !(total > wordAskers && t.answered()); total += wordStep {
		for _, id := range next(total) {
			ask(id)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(stepEvery):
		}
	}
}

// askOne asks a peer that the DHT named.
func (n *Network) askOne(ctx context.Context, id peer.ID, q query.Query, t *telling) {
	hits, err := n.search.Ask(ctx, id, q)
	if err != nil {
		n.log.Debug("a peer the DHT named has no answer", "peer", id.String(), "error", err)
	}
	if len(hits) > 0 && t.heard != nil {
		t.heard <- string(id)
	}
	for _, hit := range hits {
		t.found(n.hitOf(hit))
	}
}
