package api

import (
	"time"

	"hinny/share"
)

// Status is what the node is and does at this moment.
type Status struct {
	Peer        string   `json:"peer"`
	Addrs       []string `json:"addrs"` // full multiaddrs ending in /p2p/PEERID, dialable as --peer
	Home        string   `json:"home"`
	Downloads   string   `json:"downloads"`
	DisplayName string   `json:"display_name"` // what this peer calls itself; empty: nothing. See Introducer
	Reach       Reach    `json:"reach"`
	Neighbours  int      `json:"neighbours"`
	Connections int      `json:"connections"`
	SharedFiles int      `json:"shared_files"`
	SharedBytes int64    `json:"shared_bytes"`
	Hashing     int      `json:"hashing"`      // files waiting to be hashed or being hashed
	HashingLeft int64    `json:"hashing_left"` // bytes of them not read yet
	HashedBytes int64    `json:"hashed_bytes"` // bytes read by the hasher since the node started
	HashingRate float64  `json:"hashing_rate"` // bytes read a second, lately; 0 if nothing is or nobody knows
	// HashingTime is how many seconds it takes until all that waits is hashed; 0
	// while more is looked for, or nobody knows.
	HashingTime float64 `json:"hashing_time"`
	// HashingPaused says that nothing is hashed until a person wants it.
	HashingPaused bool     `json:"hashing_paused"`
	Scanning      bool     `json:"scanning"`  // shared folders are being compared with the disk
	Indexed       int      `json:"indexed"`   // files a search can find
	DownRate      float64  `json:"down_rate"` // payload bytes a second
	UpRate        float64  `json:"up_rate"`   // payload bytes a second
	Version       string   `json:"version"`   // of the program
	Notices       []string `json:"notices"`   // what a person should know, newest last
}

// Folder is one ticked folder.
type Folder struct {
	Path  string `json:"path"`
	Name  string `json:"name"` // what others see instead of the path
	Files int    `json:"files"`
	Bytes int64  `json:"bytes"`
	Error string `json:"error,omitempty"` // why it cannot be read now
	// Without are the paths of the folders in it that are left out, sorted.
	Without []string `json:"without,omitempty"`
}

// FileQuery selects a page of the files of the library.
type FileQuery struct {
	Folder string `json:"folder"` // a ticked folder's path, or empty for all
	Filter string `json:"filter"` // a part of the name, case folded, or empty
	Offset int    `json:"offset"`
	Limit  int    `json:"limit"` // at most MaxPage; 0 means MaxPage
}

// MaxPage is the most rows one Files call returns.
const MaxPage = 5000

// FilePage is one page of files and how many there are in all.
type FilePage struct {
	Files []SharedFile `json:"files"`
	Total int          `json:"total"`
}

// SharedFile is one file of a library, our own or a browsed peer's.
type SharedFile struct {
	Root share.RootHash `json:"root"`
	Name string         `json:"name"`           // the last element of Rel
	Rel  string         `json:"rel"`            // with the folder's shared name in front, slashes
	Path string         `json:"path,omitempty"` // on this machine; empty for a peer's file
	Size int64          `json:"size"`
	Kind share.Kind     `json:"kind"`
	Have bool           `json:"have"` // whether this node holds the content
	// Asked is how often peers asked for the content, Sent how many bytes of it
	// they were sent. Only Files tells them.
	Asked int64 `json:"asked,omitempty"`
	Sent  int64 `json:"sent,omitempty"`
}

// SearchRequest asks the local index and the network.
type SearchRequest struct {
	Text    string        `json:"text"`
	Timeout time.Duration `json:"timeout"` // how long to listen; 0 means DefaultSearchTimeout

	// Progress, if set, is called as the search goes further, never at the
	// same time as found.
	Progress func(SearchProgress) `json:"-"`
	// More, if set, lets the search go on with each receipt, wherever it asks
	// no further by itself (SearchProgress.Done): peers not asked yet are asked
	// with a budget of their own, and the Timeout begins anew.
	More <-chan struct{} `json:"-"`
}

// SearchProgress says how far a search went so far.
type SearchProgress struct {
	Reached int `json:"reached"` // peers whose library was searched, as far as is known
	Rounds  int `json:"rounds"`  // each wider than the one before
	Words   int `json:"words"`   // rare words that were looked up in the DHT

	// Done says that nobody further is asked by itself, because enough peers
	// answered or because all rounds were tried. More goes on.
	Done bool `json:"done"`

	// Also is what was asked besides, with words that are spelled alike, because
	// few files fit what was typed. Empty: nothing.
	Also string `json:"also,omitempty"`
}

// DefaultSearchTimeout is how long a search listens for hits when it is not told.
const DefaultSearchTimeout = 5 * time.Second

// Result is all that is known of one found content, merged by root. The same
// root is sent again whenever a hit improves it.
type Result struct {
	Root      share.RootHash `json:"root"`
	Name      string         `json:"name"`  // the name most providers use
	Names     []string       `json:"names"` // all names seen, most used first
	Size      int64          `json:"size"`
	Kind      share.Kind     `json:"kind"`
	Providers []string       `json:"providers"` // peer IDs
	Have      bool           `json:"have"`
	Score     float64        `json:"score"`
	Meta      share.Meta     `json:"meta,omitzero"` // what the file says of itself; a claim of whoever shares it
	// Rate is the class of the rate that a download from one of the providers may
	// expect: the one in the middle of what they say.
	Rate share.RateClass `json:"rate,omitempty"`
	Mark Mark            `json:"mark,omitempty"` // what the person thinks of it: see Marker
}

// GetRequest orders a download.
type GetRequest struct {
	Target    string   `json:"target"`    // 64 hexadecimal digits or a magnet link
	Name      string   `json:"name"`      // the wanted file name; empty: the link's or the provider's
	Size      int64    `json:"size"`      // bytes, or -1 when not known
	Providers []string `json:"providers"` // peer IDs to ask first
	Out       string   `json:"out"`       // folder; empty: the downloads folder
	// Only names the wanted files of a collection: paths in it, folders or
	// patterns such as "Season 1/*.mkv". Empty: all.
	Only   []string `json:"only,omitempty"`
	Paused bool     `json:"paused"`
	// Priority is how urgent it is; see Prioritizer.
	Priority Priority `json:"priority,omitempty"`
	// Category files it and says where it goes unless Out does; see Categorizer.
	Category string `json:"category,omitempty"`
	// Sequential: the chunks come in the order of the file; see Sequencer.
	Sequential bool `json:"sequential,omitempty"`
}

// State is what a download is doing.
type State string

// The states of a download.
const (
	StateSearching State = "searching" // no provider answers yet
	StateActive    State = "active"    // chunks arrive
	StateQueued    State = "queued"    // every provider has us wait
	StatePaused    State = "paused"    // by the user, or because the disk is full: see Error
	StateFinishing State = "finishing" // all chunks are here, the file is being put in place
	StateComplete  State = "complete"  // the verified file lies under its final name
	StateFailed    State = "failed"    // needs the user: see Error
	StateCancelled State = "cancelled" // removed by the user
	StateChecking  State = "checking"  // what is on the disk is read again; Done says how far
)

// Transfer is one download.
type Transfer struct {
	Root     share.RootHash `json:"root"`
	Name     string         `json:"name"`
	Size     int64          `json:"size"` // -1 until a provider proved it
	Done     int64          `json:"done"` // verified bytes
	Rate     float64        `json:"rate"` // payload bytes a second
	State    State          `json:"state"`
	Priority Priority       `json:"priority,omitempty"`
	// Queue is its place in the queue, 1 for the first one; 0: it is complete. Only
	// Transfers tells it.
	Queue    int    `json:"queue,omitempty"`
	Category string `json:"category,omitempty"`
	// Sequential: its chunks come in the order of the file; see Sequencer.
	Sequential bool             `json:"sequential,omitempty"`
	Error      string           `json:"error,omitempty"` // in words: what happened and what to do
	Path       string           `json:"path,omitempty"`  // final path once complete
	Providers  int              `json:"providers"`       // known ones that answer
	Sources    map[string]int64 `json:"sources"`         // verified bytes by peer ID
	Details    []Provider       `json:"details"`
	Map        []byte           `json:"map"` // one byte a chunk, see the Map constants
	Started    time.Time        `json:"started"`
	Seconds    float64          `json:"seconds"` // active time
	Wasted     int64            `json:"wasted"`  // bytes received that were of no use
}

// The bits of one byte of Transfer.Map.
const (
	MapHave     = 0x80 // verified and on disk
	MapFetching = 0x40 // requested from somebody
	MapHolders  = 0x3f // how many connected providers hold it, at most 63
)

// Provider is one peer of one download.
type Provider struct {
	Peer   string  `json:"peer"`
	Chunks int     `json:"chunks"` // how many it holds
	Bytes  int64   `json:"bytes"`  // verified, from it
	Rate   float64 `json:"rate"`
	State  string  `json:"state"` // "active", "idle", "queued", "slow"; without a connection "away", "unreachable", "avoided"
	Rank   int     `json:"rank"`  // our place in its queue; 0: not waiting
	Of     int     `json:"of"`    // how many wait there
	Wait   int     `json:"wait"`  // seconds it is expected to last; 0: not known
}

// Upload is one file going to one peer.
type Upload struct {
	Peer  string         `json:"peer"`
	Root  share.RootHash `json:"root"`
	Name  string         `json:"name"`
	Size  int64          `json:"size"`
	Bytes int64          `json:"bytes"` // sent in this session
	Rate  float64        `json:"rate"`
	State string         `json:"state"` // "active", "idle", "queued"
	Rank  int            `json:"rank"`  // its place in our queue; 0: it does not wait
	Of    int            `json:"of"`    // how many wait
	Wait  int            `json:"wait"`  // seconds it is expected to last
}

// Peer is one peer we are connected to or know of.
type Peer struct {
	Peer      string   `json:"peer"`
	Addrs     []string `json:"addrs"`
	Connected bool     `json:"connected"`
	Neighbour bool     `json:"neighbour"`
	How       string   `json:"how"`            // "connected", "known", "mdns", "dht", "contact"
	Name      string   `json:"name,omitempty"` // that the person knows it by: see Acquainted
	Note      string   `json:"note,omitempty"`
	Friend    bool     `json:"friend,omitempty"` // it has a friend slot: see Befriender
	// DisplayName is what the peer calls itself: a claim, and never unique.
	DisplayName string    `json:"display_name,omitempty"`
	Client      string    `json:"client"`
	RTT         float64   `json:"rtt_ms"`
	DownBytes   int64     `json:"down_bytes"`
	UpBytes     int64     `json:"up_bytes"`
	LastSeen    time.Time `json:"last_seen"`
}

// Link is a share link and what it names.
type Link struct {
	Link  string         `json:"link"`
	Root  share.RootHash `json:"root"`
	Name  string         `json:"name"`
	Size  int64          `json:"size"`
	Files int            `json:"files,omitempty"` // of a collection; Size is theirs together
}

// Collection is a tree of files that is shared as one thing.
type Collection struct {
	Root    share.RootHash   `json:"root"` // of its list
	Name    string           `json:"name"`
	Size    int64            `json:"size"`           // of all files
	Path    string           `json:"path,omitempty"` // the folder it is fetched into
	Ordered bool             `json:"ordered"`        // its wanted files are ordered
	Files   []CollectionFile `json:"files"`
}

// CollectionFile is one file of a collection.
type CollectionFile struct {
	Path   string         `json:"path"` // in the collection, with slashes
	Size   int64          `json:"size"`
	Root   share.RootHash `json:"root"`
	Wanted bool           `json:"wanted"`
	Done   int64          `json:"done"`
	Rate   float64        `json:"rate"`
	State  State          `json:"state,omitempty"` // empty: not ordered and not here
	Error  string         `json:"error,omitempty"`
}
