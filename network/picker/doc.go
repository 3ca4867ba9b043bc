// Package picker decides which chunk of a file is asked of which provider.
//
// It is a pure state machine: no clock, socket, goroutine or lock. Whoever
// drives it (network/transfer over libp2p, a test or a simulator over plain
// integers) tells it the time and what happened, and does what it answers. It
// is generic over the peer type and, given a seeded random source and the same
// events, always answers the same.
//
// It does not verify, store or send anything, and it does not remember peers
// beyond one file: who is banned everywhere is decided by its owner from the
// verdicts it returns.
//
// # How its parts move
//
//   - ranking keeps the chunks that nobody was asked for, in buckets by how
//     many providers hold them; every event moves a chunk in constant time.
//   - Next takes from the rarest bucket at random (the first chunks wholly at
//     random), or in the order of the file if asked to, a whole chunk from one provider, so that a bad chunk has one
//     culprit.
//   - Coming counts a chunk that a provider is sending to somebody else as if
//     that one held it already, so that each chunk leaves a lone seed once
//     before any leaves it twice. A provider that was asked all the same may say
//     that a chunk is Promised; it is asked for others meanwhile.
//   - A provider's depth, how much may be asked of it ahead, is the time
//     Policy.Pipeline at its measured rate, and near the end no more than its
//     share of what is left, so that all end together.
//   - Tick notices providers that fell silent: they are marked slow, then lose
//     their requests, then are released.
//   - A chunk that a provider would be late with is cut: relieve has a faster one
//     send the end of it, so much that both are ready together. Its sections are
//     written as they come, each by one provider, so that a bad one has one
//     culprit; what is open of it, because somebody left, is asked for first
//     (cut.go). It happens at the end of a file, and before it where a chunk would
//     take longer than Policy.SplitAfter. Nothing is sent twice by that.
//   - When every chunk that can be had is asked for (Endgame), Next asks a
//     faster provider for what a slower one owes and cannot be divided, within a
//     budget of wasted bytes; the first to deliver cancels the others (endgame.go).
package picker
