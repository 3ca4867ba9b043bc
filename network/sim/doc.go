// Package sim runs the search of thousands of peers in one goroutine and
// virtual time, to see what it reaches and what it costs.
//
// The peers are the very state machines of network/flood that the program
// runs; only the wires are replaced: a heap of events in virtual time, links
// of a drawn overlay (Topology) with a latency of their own, lost and doubled
// messages, and hubs that silently pass nothing on. With roles (Tiers) digests
// are the truth and a given part of error. Who holds a file is
// drawn, and a query names it by number, so that no index is needed.
//
// Beside the flood the words of a query are looked up as network does, in a
// model of the DHT (dht.go) whose routing tables are drawn when they are looked
// at, with records that their holders' leaving has thinned out; of names only
// matters how many peers hold each word and each pair of words (words.go).
//
// It is not the overlay's simulator (network/overlay tests its own membership)
// and no test of libp2p (network/search has real hosts in virtual time). With
// one seed everything happens in the same order each time.
package sim
