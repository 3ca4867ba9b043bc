package saved

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"
	"time"

	"hinny/share"
	"hinny/share/statefile"
)

const (
	// Max bounds the searches: each is asked every half an hour, for some
	// seconds.
	Max = 50
	// MaxFound bounds what counts of one run, the best: who finds more searches
	// for too little.
	MaxFound = 1000
	// MaxKnown bounds what is remembered to be no news, what was not found for
	// the longest time out first: several runs with other peers there, and 80 KB
	// in the file.
	MaxKnown = 4 * MaxFound
	// MaxNews bounds the news that wait to be looked at.
	MaxNews = 500
	// MaxText bounds a search, in bytes.
	MaxText = 1024
	// maxFile holds all of that.
	maxFile = 32 << 20
)

// Errors of a List.
var (
	ErrTooMany  = fmt.Errorf("there are %d saved searches already; forget one first", Max)
	ErrTooLong  = fmt.Errorf("a saved search has at most %d bytes", MaxText)
	ErrNotSaved = errors.New("this search is not saved")
)

// News is one content that was not found before.
type News struct {
	Root share.RootHash `json:"root"`
	Name string         `json:"name"`
	Size int64          `json:"size"`
	When time.Time      `json:"when"`
}

// Found is one content that a run found.
type Found struct {
	Root share.RootHash
	Name string
	Size int64
	Old  bool // it is no news, because it is here or not wanted
}

// Search is one saved search.
type Search struct {
	Text  string    `json:"text"`
	Asked time.Time `json:"asked"` // zero: not yet
	News  []News    `json:"news"`
	// Known is the first eight bytes of each root that is no news any more. Two of one search that begin alike are one of 2^42 pairs.
	Known []uint64 `json:"known"`
}

// List is the saved searches of a person. It is safe for concurrent use.
type List struct {
	path string

	mu       sync.Mutex
	searches []Search // guarded by mu
}

// Open reads the list in a file; there need be none. An error says that the
// file cannot be understood; the list is empty then and can be used.
func Open(path string) (*List, error) {
	l := &List{path: path}
	var searches []Search
	err := statefile.ReadJSON(path, maxFile, &searches)
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	if err != nil {
		return l, fmt.Errorf("read the saved searches: %w", err)
	}
	for _, s := range searches[:min(len(searches), Max)] {
		if s.Text != "" && len(s.Text) <= MaxText && l.find(s.Text) < 0 {
			s.Known = s.Known[max(0, len(s.Known)-MaxKnown):]
			s.News = s.News[:min(len(s.News), MaxNews)]
			l.searches = append(l.searches, s)
		}
	}
	return l, nil
}

// find returns where a search is, or -1.
func (l *List) find(text string) int {
	return slices.IndexFunc(l.searches, func(s Search) bool { return s.Text == text })
}

// change makes a change and writes it down; on an error there is none.
func (l *List) change(make func([]Search) ([]Search, error)) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	changed, err := make(slices.Clone(l.searches))
	if err != nil {
		return err
	}
	data, err := json.Marshal(changed)
	if err == nil {
		err = statefile.Write(l.path, append(data, '\n'))
	}
	if err != nil {
		return fmt.Errorf("remember the saved searches: %w", err)
	}
	l.searches = changed
	return nil
}

// on changes one search.
func (l *List) on(text string, change func(*Search)) error {
	return l.change(func(searches []Search) ([]Search, error) {
		at := slices.IndexFunc(searches, func(s Search) bool { return s.Text == text })
		if at < 0 {
			return nil, ErrNotSaved
		}
		change(&searches[at])
		return searches, nil
	})
}

// Save adds a search. One that is saved already stays as it is.
func (l *List) Save(text string) error {
	if len(text) > MaxText {
		return ErrTooLong
	}
	return l.change(func(searches []Search) ([]Search, error) {
		switch {
		case slices.ContainsFunc(searches, func(s Search) bool { return s.Text == text }):
			return searches, nil
		case len(searches) >= Max:
			return nil, ErrTooMany
		}
		return append(searches, Search{Text: text}), nil
	})
}

// Forget takes a search away.
func (l *List) Forget(text string) error {
	return l.change(func(searches []Search) ([]Search, error) {
		left := slices.DeleteFunc(searches, func(s Search) bool { return s.Text == text })
		if len(left) == len(searches) {
			return nil, ErrNotSaved
		}
		return left, nil
	})
}

// Seen makes the news of a search known.
func (l *List) Seen(text string) error {
	return l.on(text, func(s *Search) {
		known := slices.Clone(s.Known)
		for _, n := range s.News {
			known = append(known, brief(n.Root))
		}
		s.Known, s.News = known[max(0, len(known)-MaxKnown):], nil
	})
}

// All returns the searches, which must not be changed.
func (l *List) All() []Search {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.searches)
}

// Due returns the search that was not asked for the longest time, if that is
// since before.
func (l *List) Due(before time.Time) (text string, due bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, s := range l.searches {
		if !s.Asked.After(before) {
			text, due, before = s.Text, true, s.Asked.Add(-1)
		}
	}
	return text, due
}

// Asked notes what a run found, the best first, and returns how much of it is
// news.
func (l *List) Asked(text string, now time.Time, found []Found) (news int, err error) {
	err = l.on(text, func(s *Search) { news = s.add(now, found[:min(len(found), MaxFound)]) })
	if err != nil {
		return 0, err
	}
	return news, nil
}

// add is Asked for one search.
func (s *Search) add(now time.Time, found []Found) (news int) {
	first := s.Asked.IsZero()
	s.Asked, s.News = now, slices.Clone(s.News)
	known, waiting := map[uint64]bool{}, map[uint64]bool{}
	for _, k := range s.Known {
		known[k] = true
	}
	for _, n := range s.News {
		waiting[brief(n.Root)] = true
	}
	again := map[uint64]bool{}
	for _, f := range found {
		switch key := brief(f.Root); {
		case waiting[key]:
		case first || f.Old || known[key]:
			again[key] = true
		case len(s.News) < MaxNews:
			waiting[key] = true
			s.News = append(s.News, News{f.Root, f.Name, f.Size, now})
			news++
		}
	}
	// What was found again is forgotten last.
	before := slices.DeleteFunc(slices.Clone(s.Known), func(k uint64) bool { return again[k] })
	s.Known = append(before, slices.Sorted(maps.Keys(again))...)
	s.Known = s.Known[max(0, len(s.Known)-MaxKnown):]
	return news
}

// brief returns the first bytes of a root.
func brief(root share.RootHash) uint64 { return binary.BigEndian.Uint64(root[:8]) }
