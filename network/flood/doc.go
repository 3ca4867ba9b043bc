// Package flood decides how a query travels from neighbour to neighbour and
// how its hits travel back.
//
// It is a pure state machine: no clock, socket, goroutine or lock. Whoever
// drives it (network/search over libp2p, network/sim over integers) tells it
// the time and what happened, and does what the returned actions say. It is
// generic over the peer type and, with a seeded random source and the same
// events, answers the same each time.
//
// It does not choose neighbours (network/overlay does), search the library
// (the driver does, on an Answer action), verify signatures (the driver does,
// before Hits) or merge results (index/rank does).
//
// # How its parts move
//
//   - A query carries a hop limit and a budget: the messages it may still
//     cause beyond itself. Each copy sent costs one and what is left is divided
//     among the copies, so that one query ID causes at most its budget of
//     query messages, whatever the graph and however many copies are lost.
//   - seen remembers the IDs of the last minutes in two generations. A copy of
//     a known ID is dropped, unless it could go further than the copies before
//     it: then it is passed on out of its own budget, a bounded number of times.
//   - Hits go back over the neighbour that brought the query first, only from
//     neighbours that were asked, inside a window, within caps.
//   - A Search of our own is an expanding ring: a round of few hops, then of
//     more, each under a fresh ID, until enough peers answered. More goes on
//     with waves: the same ID, so that nobody answers twice, on other ways.
//   - A neighbour that takes queries and lets nothing be heard of them gets no
//     budget any more, and at last is named to be replaced.
//   - Digests, which the driver keeps, say who may hold what is searched: they
//     come first, and on the last hop only they are asked.
//   - Counts of peers asked go back as hits do; a cancel goes the way of the
//     query.
//   - Each neighbour has two token buckets: over the first its queries are
//     dropped before any work, over the second it should be disconnected.
//
// DESIGN.md tells why, with the figures.
package flood
