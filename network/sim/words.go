package sim

import (
	"math"
	"strconv"
	"time"
)

// What names and queries are made of, and what network asks the DHT (the
// numbers of network/words.go).
const (
	filesEach = 100 // files a peer shares
	nameWords = 5   // words worth a look-up in a name
	// wordPower is the exponent of how many names hold the word that a place in
	// a name is filled with: F(n) = (n/most)^0.4. It follows from Heaps' law
	// with an exponent of 0.6: rare words are many and fill few places.
	wordPower = 0.4
	commonest = 0.05 // part of the names that hold the commonest word
	near      = 4    // words apart at which two make a pair
	maxPairs  = 3    // pairs that one search looks up
	maxWords  = 4    // keys that one search looks up
	askers    = 20   // peers that are asked for them first
	mostAsked = 80   // peers that are asked while nobody has answered, askers more each stepEvery
	stepEvery = time.Second
	restAfter = 3 * time.Second
	atOnce    = 3   // of them for each key as soon as they are named
	keyed     = 256 // providers that one key has at most
	asksAfter = 700 * time.Millisecond
)

// asked is a query: the words of a name that the searcher remembers.
type asked struct {
	place []int     // in the name, rising
	part  []float64 // of all names that hold the word
}

// remember draws a query of two or three words that name little else than the
// wanted file: whoever looks for a single file chooses words that tell it from
// the others.
func (n *Net) remember(copies int) asked {
	names := float64(n.Peers * filesEach)
	for {
		var q asked
		left, others := 2+n.rng.IntN(2), names
		for place := range nameWords {
			if n.rng.IntN(nameWords-place) < left {
				left--
				part := max(commonest*math.Pow(n.rng.Float64(), 1/wordPower), float64(copies)/names)
				q.place, q.part = append(q.place, place), append(q.part, part)
				others *= part
			}
		}
		if others <= max(1, float64(copies)) {
			return q
		}
	}
}

// keys returns how many peers besides the file's own are named under each key
// that is looked up: pairs first, then the rarest words.
func (n *Net) keys(q asked) (others []float64) {
	names := float64(n.Peers * filesEach)
	for i := range q.place {
		for j := i + 1; j < len(q.place); j++ {
			if q.place[j]-q.place[i] <= near && len(others) < maxPairs && n.Pairs {
				others = append(others, names*q.part[i]*q.part[j])
			}
		}
	}
	for _, part := range q.part {
		if len(others) < maxWords {
			others = append(others, names*part)
		}
	}
	return others
}

// askByWords looks up the words of a file's name for a search, as network does
// beside the flood, unless enough peers have answered by then. Holders that two
// keys name are asked, and the first few of each key, and then the others, those
// of the key that names fewest first.
func (n *Net) askByWords(peer int32, file int, out *Outcome, done func() bool, heard func(provider string)) {
	n.clock.after(asksAfter, func(time.Duration) {
		if done() {
			return
		}
		holders := n.files[file].list
		votes, asked := map[int32]int{}, map[int32]bool{}
		keys := n.keys(n.remember(len(holders)))
		for i := range keys {
			keys[i] += float64(len(holders))
		}
		total := 0.0
		for _, sharing := range keys {
			out.Words++
			found := n.dht.find(peer, n.dht.publish(n.named(holders, sharing)), keyed)
			out.Lookups += found.messages
			total += min(atOnce, sharing)
			for _, provider := range found.found {
				votes[provider]++
				now := n.rng.Float64() < atOnce/sharing || votes[provider] > 1
				if !asked[provider] && now && len(asked) < askers {
					asked[provider] = true
					n.question(peer, provider, found.at, heard)
				} else if !asked[provider] {
					n.later(peer, provider, found.at, rank(keys, sharing)+n.rng.Float64()*sharing, out, heard)
				}
			}
		}
		out.Lookups += min(max(int(total), len(asked)), askers)
		n.inVain(keys, out)
	})
}

// later asks a holder whose turn comes after those that are named most clearly,
// if nobody has answered by then.
func (n *Net) later(peer, provider int32, found time.Duration, place float64, out *Outcome, heard func(string)) {
	if place >= mostAsked {
		return
	}
	step := time.Duration(place / askers)
	n.clock.after(restAfter+step*stepEvery, func(time.Duration) {
		if step == 0 || out.Hits == 0 {
			n.question(peer, provider, max(0, found-restAfter), heard)
		}
	})
}

// rank returns how many peers are asked before those of a key: those that the
// keys name which name fewer.
func rank(keys []float64, sharing float64) (before float64) {
	for _, other := range keys {
		if other < sharing {
			before += min(other, keyed)
		}
	}
	return before
}

// inVain counts the questions to those who are named for a word and have nothing.
func (n *Net) inVain(keys []float64, out *Outcome) {
	named := 0.0
	for _, sharing := range keys {
		named += min(sharing, keyed)
	}
	for step := range (mostAsked - askers) / askers {
		n.clock.after(restAfter+time.Duration(step+1)*stepEvery, func(time.Duration) {
			if out.Hits == 0 {
				out.Lookups += int(min(askers, max(0, named-float64((step+1)*askers))))
			}
		})
	}
}

// named returns which of a file's holders one key names, when so many peers
// share it: of those whom the DHT remembers.
func (n *Net) named(holders []int32, sharing float64) (named []int32) {
	chance := keyed / max(keyed, sharing)
	for _, h := range holders {
		if len(named) < keyed && n.rng.Float64() < chance {
			named = append(named, h)
		}
	}
	return named
}

// question asks one peer that a look-up named: a dial and a question. Who
// cannot be dialled is asked over a hub of its own that works.
func (n *Net) question(peer, provider int32, found time.Duration, heard func(string)) {
	reached := provider < n.hubs && !n.mute[provider]
	if provider >= n.hubs {
		for _, hub := range n.Graph[provider] {
			reached = reached || !n.mute[hub]
		}
	}
	if reached && provider != peer {
		n.clock.after(found+4*n.latency(peer, provider), func(time.Duration) { heard(strconv.Itoa(int(provider))) })
	}
}

// left reports whether a peer that was there so long ago has left since.
func (n *Net) left(ago time.Duration) bool {
	return n.Churn > 0 && n.rng.Float64() < 1-math.Exp(-n.Churn*ago.Hours())
}

// Popularity draws what people look for: Zipf's law with exponent 1 over ten
// files for each peer, and as many copies as that law gives to a hundred files
// of each peer, one at least. A tenth of the searches is for what nobody has.
func (n *Net) Popularity() (copies int) {
	const nothing, distinct = 0.1, 10
	if n.rng.Float64() < nothing {
		return 0
	}
	harmonic := math.Log(float64(distinct*n.Peers)) + 0.5772 // Euler's constant
	rank := math.Exp(n.rng.Float64()*harmonic - 0.5772)
	return min(max(1, int(filesEach*float64(n.Peers)/harmonic/max(rank, 1))), n.Peers/2)
}
