// Package part keeps unfinished downloads safe: across restarts, crashes, power
// cuts, full disks and wrong bytes.
//
// A Store is one private folder (.incoming), locked against a second process.
// A File in it is one download. Everything that is written was verified against
// the file's Manifest first. The package knows no peer and asks for no chunk;
// it decides nothing about what to fetch.
//
// # What lies in the folder
//
// One file, orders, is the book of the downloads that were begun and have
// nothing of their own yet: a line for each, added at the end, and another when
// it is struck out. A file of one chunk never leaves the book. Its content waits
// in memory and goes through .incoming only to get its name.
//
// For each other download, named by its root hash:
//
//   - .meta: what is wanted (name, target folder, providers), with a checksum;
//   - .part: the content, mode 0600, sparse until the size is proved, then
//     preallocated;
//   - .tree: the outboard, which proves itself against the root;
//   - .have: the record: which chunks are on the disk for certain, checksummed;
//   - .hint: which chunks were written, synced or not, changed in place.
//
// # Why a crash never lies
//
// The record never runs ahead of synced data: Sync copies the bits, syncs the
// content, and only then replaces the record. Record, meta and outboard are
// replaced whole (a temporary file, synced, renamed, and the folder synced).
// New orders wait less for the disk: they survive a power cut only after the
// next Flush, which is one sync for all of them.
// The record is at most 128 KiB and written every few seconds, so replacing it
// costs less than a journal would and needs no replay.
//
// What was written after the last Sync is not lost when only the process dies:
// the hint names it, and Open hashes just those chunks again, at most the few
// that one sync interval holds. A hint is never believed without the hash, so
// it needs neither a checksum nor a sync. If the record itself is damaged it is
// set aside and every chunk is hashed once.
//
// When syncing the content fails, the kernel may have dropped the pages it
// could not write, and a later sync would succeed without them. So the chunks
// that no earlier Sync covered are forgotten and fetched again.
//
// A chunk that is written section by section (section.go) is noted in memory
// until its last section is there, and only then marked: a crash costs it, and
// nothing has to be recorded more often.
//
// # How a download ends
//
// Finish syncs, notes the name it is about to take in the meta, and moves the
// file there without ever overwriting anything. On another volume it copies to
// a temporary name in the target folder, verifying each chunk, syncs, and
// renames. A crash right after the move is recognised by that note: the content
// is gone from the folder, and a file of the right size has the noted name.
//
// Files of one chunk that end at the same time end together: each is written
// and synced, one line each in the book notes the names, with one sync for all,
// each is moved, each target folder is synced once, and the lines are struck
// out. A failure of one is its own; see ending.go.
//
// # Locks
//
// Verifying and writing a chunk hold no lock, so several goroutines do both at
// once. File.mu guards the fields, File.syncing makes one Sync or meta update
// run at a time, and File.gate keeps the content open while it is used.
package part
