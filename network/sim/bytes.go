package sim

import "math"

// What the figures about bytes assume.
const (
	searchEvery = 600         // seconds between two searches of one person
	queryBytes  = 130         // of a query message with its framing
	keysEach    = 1_500       // digest keys of a hundred names: words and their beginnings, each once
	setBytes    = 3.0         // of a key in a leaf's set: sorted, the distances as varints, deflated
	keyBits     = 10.0        // of a filter, for each key (network/digest)
	hashes      = 7           // bits that each key sets
	maxFilter   = 256 << 10   // bytes (network/digest)
	patches     = 3600.0 / 30 // an hour at most (network/search)
	frameBytes  = 40          // of a frame beside its body
	hubsOfLeaf  = 3
	rotation    = 24.0 // hours between two hubs that a leaf changes by itself
)

// DigestBytes estimates what a hub and a leaf send in an hour to keep their
// neighbours' picture of them true, with so many neighbours of each kind, when
// part churn of all peers leaves in an hour and as many come.
func DigestBytes(hubs, leaves, churn float64) (hub, leaf float64) {
	keys := keysEach * (1 + leaves)
	filter := min(keys*keyBits/8, maxFilter)
	// A new neighbour gets the whole filter; all get what leaves that came and
	// left have changed of it, which deflate packs to about its entropy.
	whole := hubs * churn * filter
	events := 2 * churn * leaves // leaves that come or go in an hour
	times := min(events, patches)
	patch := 0.0
	if times > 0 {
		bits := filter * 8
		changed := min(events/times*keysEach*hashes, bits/2)
		part := changed / bits
		patch = bits * -(part*math.Log2(part) + (1-part)*math.Log2(1-part)) / 8
	}
	hub = whole + hubs*times*(min(patch, filter)+frameBytes)
	// A leaf sends its set to each hub that is new to it.
	leaf = (hubsOfLeaf*churn + 1/rotation) * (keysEach*setBytes + frameBytes)
	return hub, leaf
}

// QueryBytes is what so many query messages a search are to each of so many
// peers, in bytes an hour, when every one of all peers searches every ten
// minutes. The rate is messages a second.
func QueryBytes(messages float64, all, among int) (rate, hour float64) {
	rate = messages * float64(all) / float64(max(among, 1)) / searchEvery
	return rate, rate * 3600 * queryBytes
}
