// Package share says what a file is on the network: its RootHash, its chunks,
// which of them somebody has, and what it is called.
//
// It holds value types only: no disk, no clock, no socket. What is done with
// them lives below it (share/merkle verifies, share/catalog remembers,
// share/library watches, share/part downloads, share/link writes links down)
// and above it (index, network, app).
//
// # Glossary
//
// One word per thing, used in code, logs, documents and both programs.
//
//   - RootHash: the BLAKE3-256 of a whole file's content, as b3sum prints it.
//     It is the file's name on the network. (eDonkey: ed2k hash; BitTorrent:
//     infohash; IPFS: root CID.)
//   - Manifest: a file's size and the inner hashes of its BLAKE3 tree, enough
//     to verify each chunk alone. It folds to the RootHash, so anyone may hand
//     it out.
//   - Outboard: the bytes of a Manifest as they are stored and sent.
//   - Chunk (a, b, c, d): the unit of scheduling, verification and having.
//     (eDonkey: part; BitTorrent: piece.)
//   - Section: a sixteenth of a chunk, or 64 KiB where that is more, which
//     verifies alone; so a chunk that one provider sends slowly is finished by
//     others.
//   - Block: the unit of one data frame on the wire inside a chunk.
//   - Bitfield: which chunks of a file somebody has.
//   - Peer: a running Hinny on the network. PeerID: the hash of its public
//     key, shown to people as the user ID.
//   - Display name: what a peer calls itself; a claim, and never unique. The
//     name that a person gives a contact wins over it. (eMule: nick.)
//   - Provider: a peer together with its Bitfield for one RootHash.
//   - Advertisement: the statement, with an expiry, that a peer provides a
//     RootHash.
//   - RateClass: how fast a download from a provider would be, as it says
//     itself, in powers of two.
//   - Neighbour: a peer we keep a search link to.
//   - Query: a parsed search. QueryID: its identity while it floods.
//   - Hit: one peer's answer to a query. Result: the hits of many peers merged
//     by RootHash.
//   - Folder: a directory that was ticked as shared. Library: all of them.
//   - Collection: a named tree of files shared as one thing. Its list is itself
//     a file. (eMule: collection; BitTorrent: torrent; IPFS: directory.)
//   - Catalog: what is known about the files of the library.
//   - Part: an unfinished file on this disk, in the .incoming folder.
//   - Transfer: a download or an upload while it is going on.
//   - Turn: where a download stands in the queue of those of its priority; the
//     smaller one comes first.
//
// Words not used, because each means something else in some rival: piece, part
// for a chunk, source, blob, seeder, node for a peer (a node is our own
// process), file ID.
package share
