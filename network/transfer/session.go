package transfer

import (
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/network/picker"
	"hinny/network/wire"
	"hinny/share"
	"hinny/share/merkle"
	"hinny/share/meter"
)

// session is one file at one provider. Its link owns id and asked, its download
// owns the rest.
type session struct {
	d    *download
	l    *link
	peer peer.ID

	id    uint32         // guarded by l.mu
	asked map[int]uint32 // guarded by l.mu; the latest request for each chunk

	sent     time.Time      // guarded by d.mu; when it was opened, for the round trip
	known    bool           // guarded by d.mu; the provider has told what it has
	size     int64          // guarded by d.mu; what it says
	have     share.Bitfield // guarded by d.mu; until there is a picker
	outboard []byte         // guarded by d.mu; as it came with the answer
	content  []byte         // guarded by d.mu; likewise
	tail     []byte         // guarded by d.mu; likewise
	sections bool           // guarded by d.mu; it answers requests for sections
	name     string         // guarded by d.mu
	rtt      time.Duration  // guarded by d.mu
	learning bool           // guarded by d.mu; it is being asked for the manifest
	taught   bool           // guarded by d.mu; its outboard folds to the root
	place    place          // guarded by d.mu; ours in its queue
	busy     time.Time      // guarded by d.mu; until when it is not asked for the manifest
	rate     meter.Meter    // guarded by d.mu
}

// place is where we stand in a provider's queue; rank 0: it serves us.
type place struct {
	rank, of int
	wait     time.Duration // an estimate at the time when it came
	since    time.Time
}

func placeOf(m *wire.TransferQueue) place {
	return place{
		rank: max(1, int(m.GetRank())), of: int(m.GetOf()),
		wait: time.Duration(m.GetEtaSeconds()) * time.Second, since: time.Now(),
	}
}

// requests makes the requests for what the picker chose of a file. Of a chunk
// that is cut, others have sent sections already: lists verify what comes of it.
func (s *session) requests(m *merkle.Manifest, chosen []picker.Request, lists map[int]*merkle.Sections) []*request {
	requests := make([]*request, len(chosen))
	for i, c := range chosen {
		_, length := share.ChunkSpan(m.Size(), c.Chunk)
		r := &request{session: s, kind: kindChunk, index: c.Chunk, want: length}
		if !c.Whole() {
			_, length = share.SectionSpan(m.Size(), c.Chunk, c.From, c.Upto)
			r.kind, r.from, r.upto, r.head = kindSections, c.From, c.Upto, m.SectionListSize(c.Chunk)
			r.want = r.head + length
		} else if list := lists[c.Chunk]; list != nil {
			r.list.Store(list)
		}
		requests[i] = r
	}
	return requests
}

// verifiable gives what is coming of a chunk the list that verifies its sections.
func (s *session) verifiable(list *merkle.Sections) {
	s.l.mu.Lock()
	defer s.l.mu.Unlock()
	if r := s.l.asked[s.asked[list.Chunk()]]; r != nil && r.session == s && r.kind == kindChunk {
		r.list.Store(list)
	}
}

// cancel takes back the requests for chunks that are of no use any more.
func (s *session) cancel(chunks []int) {
	s.l.mu.Lock()
	ids := make([]uint32, 0, len(chunks))
	for _, chunk := range chunks {
		if id, ok := s.asked[chunk]; ok {
			ids = append(ids, id)
		}
	}
	s.l.mu.Unlock()
	if len(ids) > 0 {
		s.l.cancel(ids)
	}
}
