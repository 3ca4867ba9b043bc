// Package credit remembers what has moved between other peers and us, in bytes
// and over all runs, so that the upload queue can serve first who gave most.
//
// The book is local and told to nobody. It is kept by peer ID, and only for
// IDs that proved themselves on a connection: libp2p lets no other in. Content
// counts as given once it is verified, and as taken once it is sent.
//
// Book is safe for concurrent use. It is a file of JSON that Run writes once a
// minute while something changes, and when it ends: what a crash forgets is a
// minute's worth. A damaged file is set aside and a new book begins.
package credit
