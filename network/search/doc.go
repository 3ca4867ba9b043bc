// Package search drives the overlay and the flood over libp2p: it keeps one
// stream to each neighbour, carries queries and hits, and answers the queries
// of others from the library.
//
// What is decided is decided elsewhere: network/overlay says who our
// neighbours are, network/flood how a query travels and how its hits return.
// This package only moves their messages, and guards them: everything foreign
// is checked before either state machine sees it. It does not search the own
// library for the own user, merge results, or remember peers over a restart.
//
// # How its parts move
//
//   - Service.Run is one loop that owns both state machines and all links.
//     Everything else hands it closures (post) and never touches its state.
//   - A link is one stream with a reader and a writer. The reader decodes,
//     checks limits and signatures, and posts. The writer empties an outbox
//     that drops the oldest queries, then the oldest hits, when the neighbour
//     is slow, and never blocks the loop.
//   - Two peers that dial each other at once keep the stream of the one with
//     the larger peer ID. A dial without a stream yet yields to a stream that
//     arrives. A stream that arrives from an established neighbour replaces the
//     old link: the neighbour has restarted.
//   - A provider seals its answer: query ID, its addresses and its hits are one
//     signed libp2p envelope. Each hop verifies it, so that nobody can forge
//     hits in another's name, replay them for another query, or alter them.
//   - Digests: as a leaf we send our hubs the keys of our library, as a hub the
//     neighbours a filter over ours and our leaves', when it changed and not too
//     often. What neighbours sent says whom the flood asks.
//   - Local index searches run a few at a time with a deadline; those
//     that wait stand in a queue for each neighbour, and the oldest of the longest
//     is dropped, because its searcher has moved on.
package search
