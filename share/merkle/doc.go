// Package merkle verifies a file chunk by chunk against its RootHash.
//
// A Manifest holds a file's size and its outboard: the chaining values of the
// BLAKE3 tree above the chunks, in the layout of Bao (8 bytes of size in little
// endian, then the parents in pre-order, 64 bytes each). The leaves are whole
// chunks of share.ChunkSize bytes, which is Bao's "chunk group". A file of one
// chunk, and the empty file, have no parents at all.
//
// The package reads content through an io.ReaderAt and never writes. It opens
// no file and knows no peer; share/part and share/library do that.
//
// # What is proved, and when
//
// New folds all parents up to the root before it returns. A poisoned outboard
// is therefore blamed on whoever sent the outboard, and never makes good data
// look bad. From then on VerifyChunk compares one subtree with one leaf.
//
// The size of a file is not in its hash. New refuses a size that does not fit
// the length of the outboard, so a lie can only move the size within the last
// chunk, or by the factor by which chunks grow. The last chunk settles it: it
// verifies only under the true size. So does the tail (tail.go), a kilobyte of
// it. Whoever downloads from strangers gets the tail or the last chunk first and
// preallocates after that.
//
// # Sections
//
// A chunk that several providers send is verified section by section
// (sections.go): a list of at most 16 chaining values folds to the chunk's leaf,
// and each section is compared with one of them. The list is made by whoever
// serves the chunk and checked alone, like the outboard.
//
// # Traps closed here
//
// The library's bao.VerifyChunk answers "true" when nothing is in range (no
// data, or an offset that wraps), "false" for the empty file, and believes the
// size in the outboard. This package therefore uses only the compression
// functions of the library (guts) and checks indexes, lengths and sizes itself;
// its tests compare it with both blake3.Sum256 and bao.EncodeBuf.
package merkle
