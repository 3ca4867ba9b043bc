// Package library keeps the catalog in step with the ticked folders: it walks
// them, watches them, hashes what is new and opens what is served.
//
// It does not store (share/catalog), verify chunks (share/merkle) or know any
// network.
//
// # How the parts move
//
// Run starts them and waits for them:
//
//   - the pump drains the watcher and notes paths in the dirty set. It never
//     does anything else, so that the watcher's queue stays short.
//   - the keeper is the loop that owns what is pending. It looks at each dirty
//     path: a directory is given to the errand scanner, a file that differs
//     from the catalog has to settle, and what is gone is forgotten a moment
//     later, so that a move can be told from a loss.
//   - two scanners compare directories with the catalog, one directory in
//     memory at a time: one for folders as a whole (at the start and every
//     Options.Rescan: the truth), one for errands (directories that appear).
//   - the workers hash, and look again afterwards: a file that changed
//     meanwhile starts over. They rest the more, the more of the processors
//     other programs take (manners), and their reads come after those of others. Scanners, keeper and workers hand on some dozen
//     files at a time, because a small file costs less to read than to pass on.
//   - what a file says of itself (share/meta) is read where it was just hashed;
//     the asker looks into those that the catalog knows without: downloads, and
//     what an older Hinny hashed.
//   - the committer alone writes to the catalog, in batches of 4096 or 200 ms,
//     and looks once more at each file before it does.
//
// A file is settled when its size and times stood still for Options.Quiet. A
// file whose times are older than that already is. A file whose identity
// (device, inode, size, mtime) is in the catalog under another path was moved
// or linked: it is entered without being read.
//
// # Limits
//
// At most maxPending files wait; beyond, the folder scanner waits for them. At
// most maxDirty dirty paths are kept; beyond, they are dropped and everything
// is scanned again. Where the system has no watches left or a folder lies on a
// network, folders are scanned every pollEvery, less often if that takes long,
// and a notice says so. The system tells nobody that a drive was mounted or
// unplugged: the table of mounts is read every tidyEvery. What cannot be read is
// tried again every pollEvery.
package library
