package transfer

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"maps"
	"slices"
	"time"

	"hinny/share"
)

// State is what a download is doing, in the words of both programs.
type State string

// The states of a download.
const (
	StateSearching State = "searching"
	StateActive    State = "active"
	StateQueued    State = "queued"
	StatePaused    State = "paused"
	StateFinishing State = "finishing"
	StateComplete  State = "complete"
	StateFailed    State = "failed"
	StateCancelled State = "cancelled"
	StateChecking  State = "checking"
)

// The bits of one byte of Download.Map.
const (
	MapHave     = 0x80 // verified and on disk
	MapFetching = 0x40 // requested from somebody
	MapHolders  = 0x3f // how many connected providers hold it, at most 63
)

// Download is what one download was at one moment. It shares nothing with it.
type Download struct {
	Root       share.RootHash
	Name       string
	Out        string
	Priority   Priority
	Turn       int64 // see Order; 0 for one that ended
	Sequential bool  // see Order
	Category   string
	Size       int64   // -1 until known; then as proved, or as the order said
	Done       int64   // verified bytes
	Rate       float64 // payload bytes a second
	State      State
	Error      string           // in words: what happened and what to do
	Path       string           // final path once complete
	Sources    map[string]int64 // verified bytes by peer ID
	Providers  []Provider
	Map        []byte // one byte a chunk, see the Map constants
	Started    time.Time
	Seconds    float64 // active time
	Wasted     int64   // bytes received that were of no use
}

// Provider is one peer of one download.
type Provider struct {
	Peer   string
	Chunks int   // how many it holds
	Bytes  int64 // verified, from it
	Rate   float64
	State  string // "active", "idle", "queued", "slow"; without a connection "away", "unreachable", "avoided"
	Rank   int    // our place in its queue; 0: not waiting
	Of     int    // how many wait there
	Wait   int    // seconds it is expected to last; 0: not known
}

// Upload is one file going to one peer.
type Upload struct {
	Peer  string
	Root  share.RootHash
	Name  string
	Size  int64
	Bytes int64 // sent in this session
	Rate  float64
	State string // "active", "idle", "queued"
	Rank  int    // its place in our queue; 0: it does not wait
	Of    int    // how many wait
	Wait  int    // seconds it is expected to last
}

// Downloads returns all downloads: those that ended, and then the others in the
// order of the queue, which is by priority and turn.
func (m *Manager) Downloads() []Download {
	downloads := m.all()
	list := make([]Download, 0, len(downloads))
	for _, d := range downloads {
		list = append(list, d.snapshot())
	}
	return inQueue(list)
}

// NameOf returns the name of the download whose root begins with some hex
// digits, as logs name it; empty without one.
func (m *Manager) NameOf(short string) string {
	begin, err := hex.DecodeString(short)
	if err != nil {
		return ""
	}
	for _, d := range m.all() {
		if bytes.HasPrefix(d.root[:], begin) {
			return d.snapshot().Name
		}
	}
	return ""
}

// Failed returns the downloads that our own disk keeps from going on.
func (m *Manager) Failed() []Download {
	var list []Download
	for _, d := range m.all() {
		d.mu.Lock()
		troubled := d.trouble != nil
		d.mu.Unlock()
		if !troubled {
			continue
		}
		if s := d.snapshot(); s.State == StateFailed {
			list = append(list, s)
		}
	}
	return list
}

// Download returns one download, and whether it is known.
func (m *Manager) Download(root share.RootHash) (Download, bool) {
	d := m.download(root)
	if d == nil {
		return Download{}, false
	}
	return d.snapshot(), true
}

func (d *download) snapshot() Download {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := time.Now()
	s := Download{
		Root: d.root, Name: d.order.Name, Out: d.order.Out, Priority: d.order.Priority, Sequential: d.order.Sequential, Category: d.order.Category, Size: d.order.Size, Done: d.bytes, Path: d.path,
		Sources: maps.Clone(d.sources), Started: d.started, Seconds: d.seconds, Wasted: d.wasted, Error: d.failure,
	}
	if !d.over() {
		s.Turn = d.order.Turn
	}
	if d.manifest != nil {
		s.Size = d.manifest.Size()
	}
	if d.trouble != nil {
		s.Error = d.trouble.err.Error()
	}
	switch {
	case d.picker != nil:
		s.Wasted += d.picker.Wasted()
		s.Map = d.chunkMap()
	case d.state == complete:
		s.Map = bytes.Repeat([]byte{MapHave}, d.manifest.Chunks())
	}
	if d.state == checking || d.rereads {
		s.Done = d.checked
	}
	s.Providers = d.providers(now)
	if s.State = d.doing(s.Providers); s.State == StateActive {
		s.Rate = d.rate.Rate(now)
	}
	return s
}

// doing says in one word what the download does. Callers hold d.mu.
func (d *download) doing(providers []Provider) State {
	switch {
	case d.state == paused:
		return StatePaused
	case d.state == finishing:
		return StateFinishing
	case d.state == checking || d.rereads:
		return StateChecking
	case d.state == complete && d.failure != "":
		return StateFailed // it was checked
	case d.state == complete:
		return StateComplete
	case d.state == cancelled:
		return StateCancelled
	case d.trouble != nil && d.trouble.full:
		return StatePaused
	case d.trouble != nil:
		return StateFailed
	}
	queued := false
	for _, p := range providers {
		switch p.State {
		case "active", "slow":
			return StateActive
		case "queued":
			queued = true
		}
	}
	if queued {
		return StateQueued
	}
	return StateSearching
}

// providers describes everybody known, the useful ones first; of a complete
// download, who gave something or is avoided. Callers hold d.mu.
func (d *download) providers(now time.Time) []Provider {
	list := make([]Provider, 0, len(d.known))
	for id, c := range d.known {
		name := d.m.names.of(id)
		p := Provider{Peer: name, Bytes: d.sources[name], State: "away"}
		s := d.sessions[id]
		switch {
		case c.avoided:
			p.State = "avoided"
		case s == nil && c.tries > 0:
			p.State = "unreachable"
		case s != nil:
			p.Chunks, p.Rate = s.have.Count(), s.rate.Rate(now)
			p.Rank, p.Of = s.place.rank, s.place.of
			p.Wait = int(max(0, s.place.wait-now.Sub(s.place.since)).Seconds())
			p.State = d.providerState(s)
		}
		list = append(list, p)
	}
	if d.state == complete {
		for name, n := range d.sources {
			if !slices.ContainsFunc(list, func(p Provider) bool { return p.Peer == name }) {
				list = append(list, Provider{Peer: name, Bytes: n, State: "away"})
			}
		}
	}
	slices.SortFunc(list, func(a, b Provider) int {
		return cmp.Or(cmp.Compare(b.Bytes, a.Bytes), cmp.Compare(a.Peer, b.Peer))
	})
	return list
}

func (d *download) providerState(s *session) string {
	if s.place.rank > 0 {
		return "queued"
	}
	if d.picker == nil {
		return "idle"
	}
	st, _ := d.picker.State(s.peer)
	switch {
	case st.Slow:
		return "slow"
	case st.Owed > 0:
		return "active"
	}
	return "idle"
}

// Uploads returns what is being served, by peer and file.
func (m *Manager) Uploads() []Upload {
	now := time.Now()
	var list []Upload
	for _, c := range m.everyClient() {
		for _, s := range c.all() {
			if u, ok := s.snapshot(now); ok {
				list = append(list, u)
			}
		}
	}
	slices.SortFunc(list, func(a, b Upload) int {
		return cmp.Or(cmp.Compare(a.Peer, b.Peer), cmp.Compare(a.Root.String(), b.Root.String()))
	})
	return list
}

// idleRate is the rate below which an upload is shown as idle.
const idleRate = 100

func (s *served) snapshot(now time.Time) (Upload, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.manifest == nil {
		return Upload{}, false
	}
	u := Upload{
		Peer: s.c.peer.String(), Root: s.root, Name: s.name, Size: s.manifest.Size(),
		Bytes: s.bytes, Rate: s.rate.Rate(now), State: "active",
	}
	if u.Rate < idleRate {
		u.Rate, u.State = 0, "idle"
	}
	if rank, of, wait := s.c.m.slots.place(s.c); rank > 0 {
		u.State, u.Rank, u.Of, u.Wait = "queued", rank, of, int(wait.Seconds())
	}
	return u, true
}
