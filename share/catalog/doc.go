// Package catalog remembers what is known about the files of the library: where
// they lie, what they contain, how the file system identified them when they
// were hashed, and which folders are ticked.
//
// It is a cache of the disk and never touches a shared file. It does not walk,
// watch or hash: share/library does that and writes here in batches.
//
// # How the parts move
//
// One bbolt file holds these buckets; every value but the outboards is sealed
// with a version byte and a checksum over key and value:
//
//	paths      path   -> the file's record, with what the file says of itself
//	ids        id     -> path
//	outboards  root   -> outboard; kept while any path has root. None for a
//	                     file of one chunk, whose outboard is its size
//	changes    seq    -> id, removed or not; one row per file
//	folders    path   -> shared name
//	counts     root   -> how often it was asked for, bytes sent; kept as long
//	                     as any path has root
//	state      "state" -> generation, next id, next seq
//
// New rows of the large ones come at the end of a bucket or, as folders are
// walked, beside each other, so that a transaction writes few pages however
// many files there are. What would come in random order, the ids by root and by
// inode, lives in memory only (refs), 16 bytes a file: it is gathered while the
// file is checked at Open, or comes with its stamp.
//
// Writers come one at a time and each call is one transaction. Totals live
// in memory: they are counted while the file is checked at Open and corrected
// with every transaction.
//
// # Durability
//
// Every transaction is synced before it is announced. Writers batch, so this
// costs two fdatasync per batch; not doing it would risk hashing terabytes
// again after a power cut. The list of free pages is stored too: finding it
// again would cost a walk through the file at each Open and after each write
// that fails.
//
// # Damage
//
// bbolt has no page checksums and panics on damaged files, partly in
// goroutines of its own where nobody can recover. Open therefore reads the
// file itself first, without mapping it: meta pages, every reachable page, key
// order, each page used once and not free, each seal. After a close in order
// there is a shorter way: Close leaves a stamp, catalog.db.stamp, with checksums
// of the whole file and what such a check would find, and Open takes its word if
// every byte is still the same (stamp.go). A file that fails is
// renamed to catalog.db.damaged-N and a new one begun, with a new Generation, so
// that the index follows. If only one of the two meta pages is damaged the state
// of the other is used, also under a new Generation. What goes bad under a
// running program is an error to whoever asks, from then on, and dealt with at
// the next Open.
//
// An outboard carries no seal of ours: its root is its seal, and whoever makes
// a Manifest of it checks that.
package catalog
