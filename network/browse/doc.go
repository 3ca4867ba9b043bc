// Package browse lets peers read the list of each other's shared files, by the
// protocol /hinny/browse/1.0.0.
//
// The asker opens a stream, sends one request and reads pages until the last.
// Nothing of the disk is told but the shared name of each file. Both sides
// distrust each other: the answering side bounds the lists being read at once
// and how long a reader may dawdle; the asking side bounds frames, pages,
// entries and pauses, and takes only names that come in order and can be
// shown.
//
// The package moves lists and keeps none. Whether a name is safe as a file
// name is decided where a file is written (share/safename).
package browse
