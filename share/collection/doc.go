// Package collection is the list that lets a folder be shared as one thing:
// the name, size and root of each file in it.
//
// A Collection is itself a file on the network, so it is found, fetched and
// verified like any other: one root, and so one link, names the whole folder
// exactly as it was. A folder that changes is another Collection.
//
// It is text, a JSON object a line, so that a person can read it: a header with
// the name, then the files in the order of their paths. Decode distrusts it: it
// refuses what is over the limits, out of order, or a path that is no plain way
// down. What is harmless but cannot be a file name everywhere is mended by
// Targets, which says where each file goes.
//
// The package touches no disk and knows no network. It is not signed: the root
// in the link already proves every byte.
package collection
