package stats

import (
	"errors"
	"fmt"
	"hash/maphash"
	"io/fs"
	"slices"
	"sync"
	"time"

	"hinny/app/api"
	"hinny/share/statefile"
)

const (
	// maxFile bounds the file, which holds some twenty numbers.
	maxFile = 1 << 16
	// maxCount leaves room for sessions to add to what a file says.
	maxCount = 1 << 62
	// maxSeen bounds the peers that are told apart in one session; more are
	// not counted. 8 bytes each.
	maxSeen = 100_000
)

// Moment is how things stand. Bytes are counted since the node was made.
type Moment struct {
	At               time.Time
	Down, Up         int64
	DownRate, UpRate float64
	Connections      int
}

// lasting is what counts over all sessions, as it stands in the file.
type lasting struct {
	Since    time.Time   `json:"since"`
	Sessions int64       `json:"sessions"`
	Total    api.Figures `json:"total"`
	Records  api.Records `json:"records"`
}

// Tally counts. It is safe for concurrent use.
type Tally struct {
	path string
	seed maphash.Seed

	mu      sync.Mutex
	before  lasting             // guarded by mu; but for Records without this session
	session api.Figures         // guarded by mu
	began   time.Time           // guarded by mu; of the first Moment
	now     time.Time           // guarded by mu; of the last
	tracks  map[api.Span]*track // guarded by mu
	seen    map[uint64]struct{} // guarded by mu; hashes of peer IDs
}

// Open returns a Tally that goes on from the file at path; there need be none.
// An error says that the file cannot be understood; the Tally begins anew then
// and can be used.
func Open(path string) (*Tally, error) {
	t := &Tally{path: path, seed: maphash.MakeSeed(), tracks: newTracks(), seen: map[uint64]struct{}{}}
	err := statefile.ReadJSON(path, maxFile, &t.before)
	if errors.Is(err, fs.ErrNotExist) {
		return t, nil
	}
	if err == nil {
		err = t.before.check()
	}
	if err != nil {
		t.before = lasting{}
		return t, fmt.Errorf("read the statistics in %s: %w", path, err)
	}
	return t, nil
}

// check refuses what no Tally writes.
func (l lasting) check() error {
	f := l.Total
	counts := []int64{l.Sessions, f.Down, f.Up, f.Seconds, f.Finished, f.Searches, f.Peers}
	if slices.Min(counts) < 0 || slices.Max(counts) > maxCount {
		return errors.New("a count in it is impossible")
	}
	return nil
}

// Searched counts a search of the person.
func (t *Tally) Searched() { t.count(func(f *api.Figures) { f.Searches++ }) }

// Finished counts a download that has arrived.
func (t *Tally) Finished() { t.count(func(f *api.Figures) { f.Finished++ }) }

func (t *Tally) count(do func(*api.Figures)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	do(&t.session)
}

// Met counts a peer that is connected, once a session.
func (t *Tally) Met(peer string) {
	id := maphash.String(t.seed, peer)
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, known := t.seen[id]; !known && len(t.seen) < maxSeen {
		t.seen[id] = struct{}{}
		t.session.Peers++
	}
}

// See takes how things stand. It is called once a second.
func (t *Tally) See(m Moment) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.began.IsZero() {
		t.began = m.At
		t.before.Sessions++
		if t.before.Since.IsZero() {
			t.before.Since = m.At
		}
	}
	m.DownRate = atLeast(m.DownRate, m.Down-t.session.Down)
	m.UpRate = atLeast(m.UpRate, m.Up-t.session.Up)
	t.now = m.At
	t.session.Down, t.session.Up = m.Down, m.Up
	t.session.Seconds = int64(m.At.Sub(t.began) / time.Second)
	for _, track := range t.tracks {
		track.see(api.Sample{Down: m.DownRate, Up: m.UpRate, Connections: m.Connections})
	}
	r := &t.before.Records
	best(&r.Down, m.DownRate, m.At)
	best(&r.Up, m.UpRate, m.At)
	best(&r.Connections, float64(m.Connections), m.At)
	best(&r.Session, float64(t.session.Seconds), t.began)
}

// atLeast returns a rate or, where nothing moves any more, what has moved since
// the second before: a small file comes and goes between two looks.
func atLeast(rate float64, moved int64) float64 {
	if rate == 0 {
		return float64(max(moved, 0))
	}
	return rate
}

func best(r *api.Record, value float64, when time.Time) {
	if value > r.Value {
		*r = api.Record{Value: value, When: when.Round(0)}
	}
}

// Statistics returns what was counted, with the history of a span.
func (t *Tally) Statistics(span api.Span) api.Statistics {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := t.all()
	s := api.Statistics{
		Since: all.Since.Round(0), Began: t.began.Round(0), Sessions: all.Sessions,
		Session: t.session, Total: all.Total, Records: all.Records, Now: t.now.Round(0),
	}
	if track, ok := t.tracks[span]; ok {
		s.Step, s.History = track.length(), slices.Clone(track.samples)
	}
	return s
}

// all returns what counts over all sessions with this one. Callers hold t.mu.
func (t *Tally) all() lasting {
	all, s := t.before, t.session
	all.Total.Down += s.Down
	all.Total.Up += s.Up
	all.Total.Seconds += s.Seconds
	all.Total.Finished += s.Finished
	all.Total.Searches += s.Searches
	all.Total.Peers += s.Peers
	return all
}

// Save writes what counts over all sessions.
func (t *Tally) Save() error {
	t.mu.Lock()
	all, ran := t.all(), !t.began.IsZero()
	t.mu.Unlock()
	if !ran {
		return nil
	}
	if err := statefile.WriteJSON(t.path, all); err != nil {
		return fmt.Errorf("write the statistics: %w", err)
	}
	return nil
}
