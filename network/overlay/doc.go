// Package overlay decides who our neighbours are.
//
// It is a membership protocol after HyParView (Leitão, Pereira and Rodrigues,
// DSN 2007) as a pure state machine: no clock, socket, goroutine or lock. It is
// generic over the peer type. Whoever drives it (network/search over libp2p,
// network/sim over integers) tells it the time and what happened, and does what
// the returned actions say.
//
// It does not flood (network/flood does), and it does not verify: an Entry
// carries its peer's own signed record as opaque bytes, and the driver hands in
// only entries whose record it has checked.
//
// # How its parts move
//
//   - The active view are the neighbours: links in use. Below Policy.Target of
//     them more are sought; up to Policy.Max are accepted, so that in a small
//     network nobody is refused.
//   - The passive view are peers heard of: replacements. It is filled by what
//     neighbours say when they accept, refuse or shuffle, and by random walks
//     that carry a newcomer away from its contact.
//   - Trades: a hub gives a random link for one to somebody of the passive view,
//     often while it is new and seldom later (trade.go).
//   - Roles: hubs keep the views above; leaves keep a few hubs and nothing else.
//     Each peer decides by itself what it is (role.go).
//   - Variety: hubs of groups that are not among the neighbours come first, and
//     make room for themselves where one group is crowded (seek.go).
//   - A link begins with a Hello and its answer, Welcome or Bye; either brings
//     other peers to try. A peer without any neighbour says so in its Hello and
//     is accepted even where there is no room, at the cost of another link.
//   - A shuffle exchanges a few entries with one neighbour. Unlike HyParView's
//     it goes one hop: the end of a walk would have to dial the origin to
//     answer, and origins behind NAT cannot be dialled.
//   - Candidates (mDNS, DHT, peer book, typed addresses) are dialled one at a
//     time even when the target is met, so that two satisfied islands join.
package overlay
