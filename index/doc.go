// Package index finds files of the library by what their names say. It is the
// only package that knows bleve.
//
// It is a cache of the catalog: the index proposes the IDs of files, each is
// looked up in the catalog, and query.Match decides. So an answer is always what
// the catalog says now and exactly what the query means; what the index adds is
// that few files have to be looked at.
//
// The index holds no names and stores no fields, only the tokens of
// share.File.Rel with their positions (made by query.Positions, so that index
// and query never differ) and, in one field of plain words that begin with what
// they are, those of the file's own name once more as a set, how many words that
// name has, the extension, the kind, and the size and date in coarse steps.
//
// # How it searches
//
// bleve keeps, writes and merges; Search reads its segments itself (view.go),
// as sets of documents. A query becomes steps that narrow those sets, the
// cheapest first: the words by the rarest of them, then filters, beginnings of
// words and what must not be there (candidates.go). It stops narrowing when few
// files are left, because looking at those costs less. Where many are left they
// are looked at in the order of the best score they can have: all words in the
// own name before some in a folder, short names before long ones (promise.go).
// Looking ends with enough good matches, or after maxLook files: a query that
// can be narrowed badly, such as a long phrase of common words, can miss some.
//
// SearchLike forgives slips of the pen to a person, never to a peer: where few
// files are found it asks the dictionaries for words at most two edits away
// (spelling.go) and searches with those as alternatives.
//
// # How it moves
//
// Open checks what is on the disk and Run follows the catalog: it reads
// ChangesSince the last change it has seen, some thousand at a time, and writes
// the number of the change with the batch that is the last of them, so that a
// crash may have a few changes written twice and none left out (writing.go). A
// removal is trimmed from the catalog once it is on the disk. In a bulk all cores
// make batches, and the disk may be some takes behind. Search works from Open to
// Close, also while Run builds. When nothing has changed for a while, the
// segments that a bulk left behind are merged into one (settle.go).
//
// # Damage
//
// Open tells an index that another process holds (ErrLocked; nothing is
// touched) from one that is damaged, was made by another version of Hinny or
// from another catalog: that is said once in the log, the index's own files are
// removed, and Run builds it again. Damage is noticed by the checksum every
// segment of bleve ends with, by a seal over the small files that Close leaves
// behind, and, after a crash, by walking root.bolt. Panics out of bleve, and
// faults in the files it maps into memory, are caught and mean damage too.
package index
