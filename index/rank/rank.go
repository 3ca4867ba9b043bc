package rank

import (
	"cmp"
	"slices"

	"hinny/index/query"
	"hinny/share"
)

const (
	// MaxResults bounds the results of one search: more than anybody looks
	// through, and at some 500 bytes each 25 MB.
	MaxResults = 50_000
	// MaxProviders bounds the peers remembered for one root. A download asks
	// far fewer, and the score hardly grows beyond.
	MaxProviders = 1000
	// MaxNames bounds the different names of one root.
	MaxNames = 50
	// MaxSayings bounds what different providers read in one content, which
	// honest ones of the same version read alike.
	MaxSayings = 8
	// MaxClaims bounds what is remembered of all roots together, at some 200
	// bytes each: many peers that each give the bound of everything would
	// otherwise fill the memory.
	MaxClaims = 250_000
	// NetworkVotes is how many providers of one network count for the score of a
	// result: keys cost nothing, addresses in many networks do. Two, because a
	// household or a company has more than one machine.
	NetworkVotes = 2
	// MaxNameBytes bounds one name: a longer one is no path anywhere.
	MaxNameBytes = 4096
)

// Hit is one peer's answer about one file.
type Hit struct {
	Root     share.RootHash
	Name     string          // share.File.Rel as the provider gives it
	Size     int64           // bytes
	Provider string          // peer ID; not looked at with Own
	Network  string          // where it is; peers of one network, or of none that is known, may be one person
	Own      bool            // it is our own file
	Meta     share.Meta      // what the file says of itself, within its bounds
	Rate     share.RateClass // that a download may expect, as the provider says
}

// Result is everything that is known of one root. It is a snapshot: later hits
// do not change it.
type Result struct {
	Root      share.RootHash
	Name      string   // our own name, or the one most providers use
	Names     []string // all names, the most used first
	Size      int64
	Meta      share.Meta      // what our own file says of itself, or most providers say that theirs does
	Providers []string        // sorted; without ourselves
	Rate      share.RateClass // of the provider in the middle, of those who say it
	Own       bool            // we have the file
	Score     float64
}

// Kind returns what sort of file the name says it is.
func (r Result) Kind() share.Kind { return share.KindOf(r.Name) }

// Merger merges the hits of one search. It has one owner.
type Merger struct {
	query  query.Query
	like   query.Query                // respelled; empty: as it was typed only
	doubts func(provider string) bool // nil: everybody is believed
	fake   func(share.RootHash) bool  // nil: nothing is known to be one
	files  map[share.RootHash]*file
	said   int // claims in all files
}

// New returns a Merger for the answers to q.
func New(q query.Query) *Merger {
	return &Merger{query: q, files: map[share.RootHash]*file{}}
}

// Also lets names that fit another spelling of the query score, by half of what
// the right one would. It counts for what is added from then on.
func (m *Merger) Also(like query.Query) { m.like = like }

// Doubting leaves out what the peers say that are doubted. It is called before the
// first Add.
func (m *Merger) Doubting(doubts func(provider string) bool) { m.doubts = doubts }

// Refusing gives a score of 0 to what is known to be something else than its
// names say. It is called before the first Add.
func (m *Merger) Refusing(fake func(share.RootHash) bool) { m.fake = fake }

// fit says how well a name, and what the file says, fit what was asked.
func (m *Merger) fit(t query.Thing) float64 {
	const half = 0.5
	fit := m.query.Score(t)
	if fit == 0 && !m.like.IsEmpty() {
		fit = half * m.like.Score(t)
	}
	return fit
}

// Len returns how many results there are.
func (m *Merger) Len() int { return len(m.files) }

// Add merges a hit and returns the result of its root. changed reports whether
// a person sees a difference: a new result, another name or size, one more
// provider, or that we have the file. A hit that no honest peer sends (no root,
// no provider, a name too long, an impossible size), one of a peer that is
// doubted and a new root beyond the bounds give the zero Result.
func (m *Merger) Add(hit Hit) (result Result, changed bool) {
	if !plausible(hit) || (!hit.Own && m.doubts != nil && m.doubts(hit.Provider)) {
		return Result{}, false
	}
	f, known := m.files[hit.Root]
	if !known {
		if len(m.files) >= MaxResults || m.said >= MaxClaims {
			return Result{}, false
		}
		f = newFile()
		m.files[hit.Root] = f
	}
	if !f.knows(hit) && m.said >= MaxClaims {
		return f.result(), false
	}
	before := f.shown
	m.said -= f.said()
	if f.add(hit) {
		fit := m.fit
		if m.fake != nil && m.fake(hit.Root) {
			fit = func(query.Thing) float64 { return 0 }
		}
		f.decide(hit.Root, fit)
	}
	m.said += f.said()
	return f.result(), f.shown != before
}

// plausible refuses what no honest peer sends.
func plausible(hit Hit) bool {
	return !hit.Root.IsZero() && (hit.Own || hit.Provider != "") &&
		hit.Name != "" && len(hit.Name) <= MaxNameBytes && share.CheckSize(hit.Size) == nil && hit.Rate <= share.MaxRateClass
}

// Results returns all results, the best first; equals by name, then by root.
func (m *Merger) Results() []Result {
	results := make([]Result, 0, len(m.files))
	for _, f := range m.files {
		results = append(results, f.result())
	}
	slices.SortFunc(results, Compare)
	return results
}

// Compare orders results as they are shown.
func Compare(a, b Result) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Name, b.Name), slices.Compare(a.Root[:], b.Root[:]))
}
