// Package transfer moves chunks between peers: it fetches the files that were
// ordered, from many providers at once, and serves what this peer has, finished
// or not.
//
// Manager is the whole of it. It decides nothing that network/picker decides
// (which chunk of whom), stores nothing that share/part stores, and searches
// for nothing: providers come from the order, from a Finder, from peers that
// ask us for a file we are fetching too, and from the peers of that file.
//
// # On the wire
//
// /hinny/xfer/1.0.0 is the control stream, one for each pair of peers and
// direction, with the protobuf frames of wire/transfer.proto. A file that both
// sides download has a session in each direction over the same connection.
//
// /hinny/data/1.0.0 carries the bytes, in no protobuf. The asker opens a few
// data streams and writes records of 16 bytes on them, big-endian: request
// number, session, kind (0 chunk, 1 outboard, 2 sections of a chunk, the first and
// the end of which are in the bytes before the kind), index. The server answers in
// order with blocks: a header of 16 bytes (request number, status, offset,
// length) and at most 256 KiB of content. A refusal is a header alone.
//
// # How a file is fetched
//
// Each download has one goroutine (run) for what happens by time, and its state
// under one mutex. First it learns the manifest: an outboard, which is checked
// alone, so that a poisoned one is its sender's fault; then the tail, which came
// with the provider's answer, or else the last chunk: either proves the size,
// before anything is preallocated. Then every data
// stream's own reader does the hot path without handing over to anyone: it
// reads a chunk from the stream into a pooled buffer, verifies it, writes it
// (share/part), tells the picker, and asks for the next ones. Several data
// streams of one peer overlap receiving with verifying and writing.
//
// A chunk that one provider sends slowly is cut (network/picker): a faster one is
// asked for its last sections, and sends the list that verifies each alone in
// front of them (share/merkle). The list also serves what the slow one has sent
// and sends, so both hand on section after section (pieced.go), and whoever sends
// a wrong one is known. Who serves makes the list by reading the chunk, keeps the
// last ones, and makes few for one peer in a second (sections.go).
//
// # Which download runs
//
// The lineup says which downloads have a place: the most urgent ones, and among
// those of one priority the first by their turns. A turn is the time at which a
// download was ordered, until a person moves it between two others (Move); it lies
// in the record of the part. What finds nobody gives its place up after a while and
// waits behind all others, though its turn stays.
//
// # How a file is served
//
// One goroutine for each data stream reads requests ahead, and tells the others
// of the file which chunks are going to be sent. A source of the whole file
// refuses them a chunk that it promised to one of them for a few seconds,
// because they can have it from there; who has a part of the file never
// refuses, so that a chunk spreads by doubling and no line is idle. Another
// goroutine answers: it reads a block behind its header, checks that the shared
// file is still what was hashed, and hands both to the stream in one write. What
// a download has is served at once; when it completes its sessions go on from
// the finished file.
//
// Who is sent chunks is decided by network/queue: a peer that asks and finds no
// slot is refused as busy, waits in the queue, hears its rank, and is told when
// its turn has come; what it gave before (network/credit) counts. The asker
// takes this for waiting, not for failing. Under a limit (network/limit) those
// with a slot take turns, peer by peer. Outboards, and the first few small files that
// ride in an Opened, need no slot; under a limit none ride there.
//
// # Blame
//
// A chunk comes from one provider whole, or each of its sections does, so what
// does not verify has one culprit: it is avoided for that file, and after the
// second such proof banned for two hours. A failure of our own disk blames nobody: the chunk is
// kept in memory and written again until the disk takes it, and nothing more is
// asked for meanwhile.
package transfer
