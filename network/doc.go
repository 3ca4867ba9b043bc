// Package network is the only door to libp2p. Above it nobody sees a host, a
// stream or a multiaddr, only text, numbers and the words of package share.
//
// It owns what all protocols share: the identity, the host with its limits,
// the peer book and the order in which everything starts and stops. It decides
// nothing about searches and transfers; those live in the packages below it:
//
//   - peers: the durable book of peers, tried again at the next start.
//   - find: who has a root and where a peer is, by DHT and by mDNS.
//   - browse: the list of a peer's shared files.
//   - search: queries over the neighbour overlay.
//   - batch: TLS with fewer system calls.
//   - transfer: chunks from and to peers.
//   - wire: the messages of all of them.
//
// # How the parts move
//
// New opens the sockets and wires the parts; libp2p serves open sockets with
// goroutines of its own, so a Network that is never run must be closed. Run
// starts our own goroutines, feeds each newly identified Hinny peer to the
// peer book, the search and the DHT, and at the end stops the services first
// and closes the host last.
package network
