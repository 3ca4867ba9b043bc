package api

import (
	"context"
	"net/http"
	"time"
)

// Level is how much an entry of the log matters.
type Level string

// The levels of an Entry.
const (
	LevelInfo    Level = "info"    // what happened
	LevelWarning Level = "warning" // what a person may want to look after
	LevelError   Level = "error"   // what does not work
)

// Happening says what an Entry tells of, so that a program can say it in words
// of its own.
type Happening string

// The happenings. Each says what the fields of its Entry hold; the empty one is
// said by Entry.Text alone.
const (
	HappenedStarted    Happening = "started"     // the program; Detail: its version
	HappenedOnline     Happening = "online"      // the first neighbour is there
	HappenedOffline    Happening = "offline"     // no neighbour is left
	HappenedShared     Happening = "shared"      // folder Name
	HappenedUnshared   Happening = "unshared"    // folder Name
	HappenedScanned    Happening = "scanned"     // all folders; Detail: how many files are shared
	HappenedOrdered    Happening = "ordered"     // download Name
	HappenedArrived    Happening = "arrived"     // download Name; Detail: where it lies
	HappenedFailed     Happening = "failed"      // download Name; Detail: why
	HappenedCancelled  Happening = "cancelled"   // download Name
	HappenedNotPassed  Happening = "not_passed"  // download Name is not shared, because its folder is not
	HappenedDiskWait   Happening = "disk_wait"   // download Name; Detail: why
	HappenedDiskBack   Happening = "disk_back"   // download Name
	HappenedWrongBytes Happening = "wrong_bytes" // from Peer, of download Name
	HappenedLied       Happening = "lied"        // Peer, about the size of download Name
	HappenedRude       Happening = "rude"        // Peer breaks the protocol
	HappenedBanned     Happening = "banned"      // Peer; Detail: for how long
	HappenedAnswersAll Happening = "answers_all" // Peer has what nobody has
	HappenedUnserved   Happening = "unserved"    // a shared file; Detail: why
	HappenedNews       Happening = "news"        // saved search Name; Detail: how many results
	HappenedNotLocal   Happening = "not_local"   // mDNS does not work; Detail: why
	HappenedNoDHT      Happening = "no_dht"      // Detail: why
	HappenedPort       Happening = "port"        // the port changed; Detail: the new one
	HappenedNoListen   Happening = "no_listen"   // address Name; Detail: why
	HappenedHub        Happening = "hub"         // we pass queries on from now on
	HappenedLeaf       Happening = "leaf"        // we do no more
	HappenedReindex    Happening = "reindex"     // the index is built again
	HappenedRestart    Happening = "restart"     // of the part Name; Detail: why
	HappenedWatchLimit Happening = "watch_limit" // too many folders to be watched
)

// Entry is one line of the log.
type Entry struct {
	ID     uint64    `json:"id"`     // stays when it is repeated; greater than those of older entries
	Seq    uint64    `json:"seq"`    // grows with each change of the log
	Time   time.Time `json:"time"`   // the last time it happened
	Times  int       `json:"times"`  // how often, one after the other
	Level  Level     `json:"level"`  //
	What   Happening `json:"what"`   //
	Text   string    `json:"text"`   // a whole sentence in English
	Name   string    `json:"name"`   // of the file, folder, search or part
	Peer   string    `json:"peer"`   // ID
	Detail string    `json:"detail"` //

	// Root begins the root of the download it is about, as RootHash.Short says
	// it.
	Root string `json:"root,omitempty"`
}

// LogRequest asks for a part of the log.
type LogRequest struct {
	After  uint64 `json:"after"`  // only entries with a greater Seq; 0: all
	Follow bool   `json:"follow"` // go on with each new entry
}

// Logger is a Backend that remembers what happened.
type Logger interface {
	// Log calls found with each entry, oldest first. An entry that happened
	// again directly afterwards is sent again with the same ID. With Follow it
	// ends with ctx, or when found returns false.
	Log(ctx context.Context, r LogRequest, found func(Entry) bool) error
}

var _ Logger = (*Client)(nil)

// Log implements Logger.
func (c *Client) Log(ctx context.Context, r LogRequest, found func(Entry) bool) error {
	return follow(ctx, c, call{cmdLog, r}, found)
}

// serveLog serves the log of a backend that has one.
func serveLog(mux *http.ServeMux, b Backend) {
	if l, ok := b.(Logger); ok {
		stream(mux, cmdLog, l.Log)
	}
}
