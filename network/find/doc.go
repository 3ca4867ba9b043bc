// Package find answers two questions: who provides a root, and where is a
// peer. It asks a Kademlia DHT of Hinny peers only, under the prefix /hinny,
// and the local network by mDNS under our own service name.
//
// It also advertises: the roots given to Advertise are put into the DHT soon
// after, and again before their records expire, by a few workers that nobody
// waits for. A slow or empty DHT delays only advertisements.
//
// What others make us hold is bounded by records: libp2p's own store of
// provider records has no limit per key, which lets one hot key outgrow the
// largest message. The DHT is no authority: whoever it names may lie, and
// every chunk is verified where it arrives.
//
// New builds the DHT, which libp2p serves with goroutines of its own; Run
// drives the rest and closes it.
package find
