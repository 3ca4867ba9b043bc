// Package link writes and reads the links by which people pass files on:
//
//	magnet:?xt=urn:blake3:<64 hex digits>&xl=<bytes>&dn=<name>&x.pe=<peer multiaddr>
//
// Only the hash is required. x.pe may come several times; each is a hint where
// the file may be found. x.type=collection says that the file is a list
// (share/collection) and the files in it are meant. A link is text from a stranger: it names things and
// starts nothing, its name is not cleaned (share/safename does that) and its
// addresses are not parsed (network does). Everything is bounded.
package link
