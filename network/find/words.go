package find

import (
	"context"
	"fmt"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"
	mh "github.com/multiformats/go-multihash"

	"hinny/share"
)

const (
	// maxWords is how many words are advertised beside the roots: of each name
	// the rarest, which is what somebody looks for who remembers one.
	maxWords = 5000
	// maxNamed is how many peers that know a word one look-up names: as many as
	// anybody remembers. Two words of a query may each name hundreds, and the
	// few that both name are worth asking.
	maxNamed = maxRecordsPerKey
	// wordTimeout bounds the look-up of one word.
	wordTimeout = 10 * time.Second
	// wordPrefix keeps words apart from all else that is hashed.
	wordPrefix = "hinny/word/1|"
)

// wordKey is a word's name in the DHT: a CIDv1 of raw content with the SHA-256
// of the word. The word itself is not told, but who guesses it can look.
func wordKey(word string) cid.Cid {
	hash, err := mh.Sum([]byte(wordPrefix+word), mh.SHA2_256, -1)
	if err != nil {
		panic(fmt.Sprintf("SHA-256 of a word: %v", err)) // the code is built in
	}
	return cid.NewCidV1(cid.Raw, hash)
}

// rootOfWord gives a word a place in the schedule of roots. A multihash ends
// in its 32 bytes.
func rootOfWord(word string) (root share.RootHash) {
	hash := wordKey(word).Hash()
	copy(root[:], hash[len(hash)-len(root):])
	return root
}

// AdvertiseWords replaces the words that the DHT is told this peer has files
// for: those that are new are told soon, the others expire. At most 5,000
// count. It returns at once.
func (f *Finder) AdvertiseWords(words []string) {
	wanted := map[share.RootHash]bool{}
	for _, word := range words[:min(len(words), maxWords)] {
		wanted[rootOfWord(word)] = true
	}
	f.words.replace(wanted)
}

// FindWord calls found with peers that say they have files with a word in
// their name, at most 256 and never this peer itself, until there are no more,
// ctx ends or ten seconds have passed. It is a claim: they are asked the whole
// query.
func (f *Finder) FindWord(ctx context.Context, word string, found func(peer.AddrInfo)) {
	ctx, cancel := context.WithTimeout(ctx, wordTimeout)
	defer cancel()
	for info := range f.dht.FindProvidersAsync(ctx, wordKey(word), maxNamed) {
		if info.ID == f.opts.Host.ID() {
			continue
		}
		if len(info.Addrs) == 0 {
			info = f.opts.Host.Peerstore().PeerInfo(info.ID)
		}
		found(info)
	}
}

// replace makes the schedule hold exactly the wanted.
func (a *announcer) replace(wanted map[share.RootHash]bool) {
	a.mu.Lock()
	for root := range a.schedule.roots {
		if !wanted[root] {
			a.schedule.drop(root)
		}
	}
	now := time.Now()
	for root := range wanted {
		a.schedule.add(root, now)
	}
	a.mu.Unlock()
	a.poke()
}
