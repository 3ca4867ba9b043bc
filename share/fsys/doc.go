// Package fsys is the seam between share and the disk: the few operations
// that the safety of an unfinished download rests on.
//
// OpenOS is the real thing, on top of os.Root, so that no name leaves the
// folder. Memory is a disk for tests: it knows which bytes and which names were
// synced, can be cloned as a power cut would leave it, and fails on demand.
// VolumeOf tells what a file system is like for whoever follows its changes.
// The package holds no policy and knows nothing of parts or chunks.
package fsys

import (
	"io"
	"io/fs"
)

// Dir is one folder without subfolders. Its methods are safe for concurrent use.
type Dir interface {
	// Path names the folder in messages to people.
	Path() string
	// OpenFile opens a file for reading and writing. If create is set, a
	// missing file is made with mode 0600.
	OpenFile(name string, create bool) (File, error)
	// Rename moves a file over whatever has the new name.
	Rename(from, to string) error
	Remove(name string) error
	// Names lists the files in no particular order.
	Names() ([]string, error)
	// Size returns the length of a file in bytes.
	Size(name string) (int64, error)
	// Sync makes creations, renames and removals durable.
	Sync() error
	// Free returns how many bytes this user may still write.
	Free() (int64, error)
	Close() error
}

// File is one open file of a Dir. Its methods are safe for concurrent use.
type File interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
	Size() (int64, error)
	Truncate(size int64) error
	// Chmod sets the permissions, as far as the system knows them.
	Chmod(perm fs.FileMode) error
	// Reserve makes the file size bytes long and, where the file system can,
	// takes the room for it at once, so that no later write finds the disk full.
	Reserve(size int64) error
	// SyncData makes everything written so far durable.
	SyncData() error
}
