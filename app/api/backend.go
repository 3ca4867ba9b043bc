package api

import (
	"context"

	"hinny/share"
)

// Backend is what a program can see of a node and tell it to do. Every method
// is safe for concurrent use, returns copies, and gives errors that are one
// sentence for a person (see Error).
type Backend interface {
	Status(ctx context.Context) (Status, error)

	Folders(ctx context.Context) ([]Folder, error)
	// AddFolder shares a folder. One that was left out of a shared folder becomes
	// part of it again; then the shared folder is returned.
	AddFolder(ctx context.Context, path string) (Folder, error)
	// RemoveFolder shares a folder no more; one inside a shared folder is left out
	// of it.
	RemoveFolder(ctx context.Context, path string) error
	Files(ctx context.Context, q FileQuery) (FilePage, error)

	// Search calls found with each new or improved result until the timeout
	// or until found returns false. Local files come first.
	// SearchRequest.More lets it go on.
	Search(ctx context.Context, r SearchRequest, found func(Result) bool) error

	// Get orders a download and returns at once. Ordering what is already
	// ordered adds its providers and resumes it.
	Get(ctx context.Context, r GetRequest) (Transfer, error)
	// Transfers returns the downloads: those that ended, and then the others in the
	// order of the queue; see Queuer.
	Transfers(ctx context.Context) ([]Transfer, error)
	Transfer(ctx context.Context, root share.RootHash) (Transfer, error)
	Pause(ctx context.Context, root share.RootHash) error
	Resume(ctx context.Context, root share.RootHash) error
	// Cancel stops a download and deletes its unfinished data; a complete
	// one is only taken off the list.
	Cancel(ctx context.Context, root share.RootHash) error
	Uploads(ctx context.Context) ([]Upload, error)

	Peers(ctx context.Context) ([]Peer, error)
	FindPeer(ctx context.Context, id string) (Peer, error)
	// Browse calls found with each file the peer shares, in the order of Rel.
	Browse(ctx context.Context, id string, found func(SharedFile) bool) error
	Connect(ctx context.Context, addr string) (Peer, error)

	// Link makes the share link of a shared file, given its path or its root,
	// or of everything that is shared in a folder.
	Link(ctx context.Context, fileOrRoot string) (Link, error)
	// Collect makes one link for several shared files and folders. Without a
	// name a single folder gives its own.
	Collect(ctx context.Context, name string, paths []string) (Link, error)
	// Collection returns what a collection whose list is here consists of, and
	// how far its files are, given its link or its root.
	Collection(ctx context.Context, linkOrRoot string) (Collection, error)
}

// Code says what sort of mistake an Error is, so that a program can choose.
type Code string

// The codes of an Error.
const (
	CodeUsage       Code = "usage"       // the words of the command are wrong
	CodeNotFound    Code = "not_found"   // unknown root, peer, folder or file
	CodeUnreachable Code = "unreachable" // a peer does not answer
	CodeRefused     Code = "refused"     // not allowed, such as sharing the home root
	CodeNotRunning  Code = "not_running" // no node runs in the home folder
	CodeFailed      Code = "failed"      // everything else
)

// Error is a failure in words for a person: what happened and what to do.
type Error struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`
}

func (e *Error) Error() string { return e.Message }
