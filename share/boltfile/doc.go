// Package boltfile checks a bbolt file before bbolt opens it.
//
// bbolt takes the structure of its file for granted. A page that points at
// itself makes it loop until the memory is used up, and a page that is used
// twice destroys both users at the next write. Walk reads every reachable page
// once, finds such damage, and shows each key and value on the way. It neither
// repairs nor writes, and knows nothing of what the values mean.
//
// The file must not be written during a walk: whoever calls holds bbolt's lock
// on it.
package boltfile
