// Package queue decides who may download from us now and who waits.
//
// It is a pure state machine: it takes the time and what happened, and answers
// with grants and revocations. Peers ask for a slot; State ranks those who
// wait by eMule's score, which is how long they have waited, times what they
// have given us before, times the priority of the file they want. A slot is
// lent for a while (a lease): when it ends and others wait, the peer goes back
// to the end of the queue.
//
// One slot in four is kept for newcomers, peers that have given us nothing
// yet, in the order in which they came; a network of addresses holds one of
// them at a time, so that making many identities buys nothing. Friends go
// before all others, on at most half of the slots. Whoever reads too slowly
// loses the slot, because it is the slot that is scarce, not the bytes.
//
// How bytes are shared among those who hold a slot is not decided here: the
// sender gives each of them one turn after the other. Nor are credits kept
// here; the driver brings them, bound to the peer ID that proved itself.
//
// The score is that of aMule's ClientCredits.cpp and UploadClient.cpp; the
// numbers are in Policy.
package queue
