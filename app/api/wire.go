package api

import (
	"errors"
	"net/http"

	"hinny/share"
)

// How Backend's commands travel: each is a POST of one JSON object to
// prefix + its name, answered by one JSON object or, for the streaming ones,
// by one JSON object a line. A failure carries the status of its Code and the
// Error as body.

// prefix carries the version of the local API: it changes when an old client
// would misread a new node.
const prefix = "/v1/"

// The names of the commands, as they stand in the address of a request.
const (
	cmdStatus       = "status"
	cmdFolders      = "folders"
	cmdAddFolder    = "folder-add"
	cmdRemoveFolder = "folder-remove"
	cmdFiles        = "files"
	cmdSearch       = "search"
	cmdSearchMore   = "search-more"
	cmdGet          = "get"
	cmdTransfers    = "transfers"
	cmdTransfer     = "transfer"
	cmdPause        = "pause"
	cmdResume       = "resume"
	cmdCancel       = "cancel"
	cmdUploads      = "uploads"
	cmdPeers        = "peers"
	cmdFindPeer     = "peer-find"
	cmdBrowse       = "peer-browse"
	cmdConnect      = "connect"
	cmdLink         = "link"
	cmdLimits       = "limits"
	cmdSchedule     = "limits-schedule"
	cmdSetSchedule  = "limits-schedule-set"
	cmdCollect      = "collect"
	cmdCollection   = "collection"
	cmdReviewFolder = "folder-review"
	cmdMark         = "mark"
	cmdMarks        = "marks"
	cmdPriority     = "priority"
	cmdMove         = "move"

	cmdSaveSearch    = "search-save"
	cmdForgetSearch  = "search-forget"
	cmdSavedSearches = "search-saved"
	cmdLookedAt      = "search-seen"

	cmdLog        = "log"
	cmdStatistics = "statistics"
	cmdHoldings   = "holdings"

	cmdSetContact    = "contact-set"
	cmdForgetContact = "contact-forget"
	cmdContacts      = "contacts"
	cmdSetFriend     = "contact-friend"

	cmdNameFolder     = "folder-name"
	cmdPauseHashing   = "hashing-pause"
	cmdResumeHashing  = "hashing-resume"
	cmdExclude        = "exclude"
	cmdCategories     = "categories"
	cmdSetCategory    = "category-set"
	cmdRemoveCategory = "category-remove"
	cmdCategorize     = "categorize"
	cmdRename         = "rename"
	cmdRecheck        = "recheck"
	cmdLocalFolders   = "local-folders"
	cmdSequential     = "sequential"
	cmdSetDownloads   = "downloads-set"
	cmdSetDisplayName = "name-set"
)

// nothing is the argument or the answer of a command that has none.
type nothing struct{}

// text is the argument of a command that takes a path, an ID or an address.
type text struct {
	Text string `json:"text"`
}

// rooted is the argument of a command about one download.
type rooted struct {
	Root share.RootHash `json:"root"`
}

// gathered is the argument of Collect.
type gathered struct {
	Name  string   `json:"name"`
	Paths []string `json:"paths"`
}

// numbered is the argument of a command about a search that runs.
type numbered struct {
	Search uint64 `json:"search"`
}

// line is one line of a streamed answer. The last line is an End or an Error;
// a stream without one was cut off.
type line[T any] struct {
	Search   uint64          `json:"search,omitempty"` // its number, for cmdSearchMore; comes first
	Item     *T              `json:"item,omitempty"`
	Progress *SearchProgress `json:"progress,omitempty"` // of a search
	Error    *Error          `json:"error,omitempty"`
	End      bool            `json:"end,omitempty"`
}

const (
	// maxRequest bounds the body of a request. The largest is a magnet link
	// with its providers.
	maxRequest = 1 << 20
	// maxAnswer bounds what a client reads of one answer: MaxPage files with
	// paths of 4 KiB, or the chunk maps of dozens of the largest downloads.
	maxAnswer = 64 << 20
)

// status returns the HTTP status that goes with a Code.
func (c Code) status() int {
	switch c {
	case CodeUsage:
		return http.StatusBadRequest
	case CodeNotFound:
		return http.StatusNotFound
	case CodeUnreachable:
		return http.StatusBadGateway
	case CodeRefused:
		return http.StatusForbidden
	case CodeNotRunning:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// AsError gives any error the shape in which it reaches a person: an Error
// found in its chain, otherwise one of CodeFailed with the same words.
func AsError(err error) *Error {
	if known, ok := errors.AsType[*Error](err); ok {
		return known
	}
	return &Error{Code: CodeFailed, Message: err.Error()}
}
