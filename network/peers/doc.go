// Package peers is the peer book: which peers we met and where, so that the
// next start finds the network again without any server.
//
// It remembers the addresses a user gave and the peers that once answered, at
// most MaxPeers of them, and says which are due for another try: a peer that
// does not answer is asked ever less often. It dials nobody; the façade does,
// and reports what happened.
//
// The book is one JSON file, replaced in one step. Run writes it a moment
// after a change and when it ends. A damaged book is set aside and a new one
// begun: it is a convenience, and losing it loses no file.
package peers
