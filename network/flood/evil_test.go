package flood_test

import (
	"container/heap"
	"math/rand/v2"
	"testing"
	"time"

	"hinny/network/flood"
)

// account is what one message, or one round of the search, may cause.
type account struct {
	limit, spent int
	id           flood.ID
}

// parcel is a query on its way, and who pays for what it causes.
type parcel struct {
	event
	pays *account
}

type parcels []parcel

func (p parcels) Len() int { return len(p) }
func (p parcels) Less(i, j int) bool {
	return p[i].at < p[j].at || p[i].at == p[j].at && p[i].seq < p[j].seq
}
func (p parcels) Swap(i, j int) { p[i], p[j] = p[j], p[i] }
func (p *parcels) Push(x any)   { *p = append(*p, x.(parcel)) }
func (p *parcels) Pop() any {
	last := len(*p) - 1
	x := (*p)[last]
	*p = (*p)[:last]
	return x
}

// besieged is a graph in which some peers send what they like: they answer each
// query with forgeries of its ID, to all their neighbours.
type besieged struct {
	rng      *rand.Rand
	policy   flood.Policy
	graph    graph
	peers    []*flood.State[int]
	evil     map[int]bool
	queue    parcels
	now      time.Duration
	seq      int
	forged   int                   // messages so far
	most     int                   // forged messages in all
	accounts []*account            // of forged messages that honest peers got
	honoured map[look]int          // messages of evil peers that an honest one passed on, by ID
	passed   map[flood.ID]int      // messages of honest peers
	searched map[flood.ID]*account // the rounds of the search
}

func newBesieged(g graph, policy flood.Policy, rng *rand.Rand) *besieged {
	b := &besieged{
		rng: rng, policy: policy, graph: g, evil: map[int]bool{}, most: 3000,
		honoured: map[look]int{}, passed: map[flood.ID]int{}, searched: map[flood.ID]*account{},
	}
	for i := range g {
		s := flood.New[int](policy, rand.New(rand.NewPCG(rng.Uint64(), 0)))
		for _, p := range g[i] {
			s.AddNeighbour(p, flood.Hub)
		}
		b.peers = append(b.peers, s)
		b.evil[i] = i > 0 && rng.IntN(4) == 0
	}
	return b
}

func (b *besieged) send(from, to int, q flood.Query, pays *account) {
	b.seq++
	at := b.now + time.Duration(10+b.rng.IntN(90))*time.Millisecond
	heap.Push(&b.queue, parcel{event{at: at, seq: b.seq, from: from, to: to, query: &q}, pays})
}

// pass carries out what an honest peer decided, at the cost of whom it was for.
// It returns how many messages it sent.
func (b *besieged) pass(self int, actions []flood.Action[int], pays *account) (sent int) {
	for _, action := range actions {
		a, ok := action.(flood.SendQuery[int])
		if !ok {
			continue
		}
		on := pays
		if on == nil { // a round of the search
			if on = b.searched[a.Query.ID]; on == nil {
				on = &account{limit: b.policy.Rounds[len(b.searched)%len(b.policy.Rounds)].Budget, id: a.Query.ID}
				b.searched[a.Query.ID] = on
			}
		}
		on.spent++
		sent++
		b.passed[a.Query.ID]++
		b.send(self, a.To, a.Query, on)
	}
	return sent
}

// forge sends some variations of a query to each neighbour of an evil peer, as
// long as there are not too many to simulate.
func (b *besieged) forge(self int, q flood.Query) {
	for _, to := range b.graph[self] {
		for range 1 + b.rng.IntN(3) {
			if b.forged >= b.most {
				return
			}
			b.forged++
			lie := q
			lie.Budget, lie.TTL, lie.Wave = b.rng.IntN(1<<20), b.rng.IntN(64), b.rng.IntN(8)
			if b.rng.IntN(4) == 0 {
				lie.ID[15] ^= byte(1 + b.rng.IntN(3)) // as if it were another search
			}
			pays := &account{limit: min(lie.Budget, b.policy.MaxBudget), id: lie.ID}
			b.accounts = append(b.accounts, pays)
			b.send(self, to, lie, pays)
		}
	}
}

func (b *besieged) run(until time.Duration) {
	b.now = 0
	_, actions := b.peers[0].Search(0, "wanted", 0)
	b.pass(0, actions, nil)
	for {
		if due, ticks := b.peers[0].Next(); ticks && due <= until && (len(b.queue) == 0 || due < b.queue[0].at) {
			b.now = max(b.now, due)
			b.pass(0, b.peers[0].Tick(b.now), nil)
			continue
		}
		if len(b.queue) == 0 || b.queue[0].at > until {
			return
		}
		p := heap.Pop(&b.queue).(parcel)
		b.now = p.at
		if b.evil[p.to] {
			b.forge(p.to, *p.query)
			continue
		}
		sent := b.pass(p.to, b.peers[p.to].Query(b.now, p.from, *p.query), p.pays)
		if sent > 0 && b.evil[p.from] {
			b.honoured[look{p.to, p.query.ID}]++
		}
	}
}

// TestNoQueryCausesMoreThanItsBudgetAmongLiars: every query message of an honest
// peer is paid by the round of the search or by the one message of a liar that
// it goes back to, and none of them causes more than it may. However many
// messages liars send under one ID, an honest peer honours a fixed number: a
// first copy and Policy.Again further ones for each wave.
func TestNoQueryCausesMoreThanItsBudgetAmongLiars(t *testing.T) {
	forged, used := 0, 0
	for name, draw := range topologies {
		for seed := range uint64(25) {
			rng := rand.New(rand.NewPCG(seed, 3))
			policy := flood.DefaultPolicy()
			policy.MaxBudget = 40
			policy.Rounds = []flood.Round{{TTL: 2, Budget: 10}, {TTL: 16, Budget: 1 + rng.IntN(40)}}
			policy.Sparse = 0
			b := newBesieged(draw(20+rng.IntN(80), rng), policy, rng)
			b.run(enough)
			honest := map[flood.ID]int{}
			for _, round := range b.searched {
				honest[round.id] = round.spent
				if round.spent > round.limit {
					t.Errorf("%s, seed %d: a round caused %d messages with a budget of %d", name, seed, round.spent, round.limit)
				}
			}
			for _, lie := range b.accounts {
				if used += lie.spent; lie.spent > lie.limit {
					t.Errorf("%s, seed %d: a liar's message caused %d messages, it may %d", name, seed, lie.spent, lie.limit)
				}
			}
			forged += b.forged
			b.bounded(t, name, seed, honest)
		}
	}
	if used == 0 || forged < 10_000 {
		t.Errorf("%d forged messages caused %d: the liars hardly tried", forged, used)
	}
}

// bounded checks what all liars together can make of one ID.
func (b *besieged) bounded(t *testing.T, name string, seed uint64, honest map[flood.ID]int) {
	t.Helper()
	most, honoured := (1+b.policy.Again)*(1+b.policy.Waves), map[flood.ID]int{}
	for at, n := range b.honoured {
		honoured[at.id] += n
		if n > most {
			t.Errorf("%s, seed %d: peer %d honoured %d messages of liars under %v, at most %d", name, seed, at.peer, n, at.id, most)
		}
	}
	for id, sent := range b.passed {
		if limit := honest[id] + honoured[id]*b.policy.MaxBudget; sent > limit {
			t.Errorf("%s, seed %d: %d messages under %v, at most %d", name, seed, sent, id, limit)
		}
	}
}

// TestAnIDIsHonouredAFewTimesHoweverOftenItComes: each copy claims more than the
// one before, and waves follow each other without end.
func TestAnIDIsHonouredAFewTimesHoweverOftenItComes(t *testing.T) {
	policy := flood.DefaultPolicy()
	policy.Rate, policy.Burst = 1e9, 1e9
	s := flood.New[int](policy, rand.New(rand.NewPCG(1, 1)))
	const liar, others = 100, 20
	for p := range others {
		s.AddNeighbour(p, flood.Hub)
	}
	s.AddNeighbour(liar, flood.Hub)
	honoured := 0
	for wave := range 3 * policy.Waves {
		for ttl := range policy.MaxTTL {
			q := flood.Query{ID: flood.ID{1}, TTL: 2 + ttl, Budget: 40 << ttl, Wave: wave}
			sent := 0
			for _, action := range s.Query(0, liar, q) {
				if _, ok := action.(flood.SendQuery[int]); ok {
					sent++
				}
			}
			if sent > 0 {
				honoured++
			}
		}
	}
	if most := (1 + policy.Again) * (1 + policy.Waves); honoured != most {
		t.Errorf("%d messages of a liar under one ID were passed on, want %d", honoured, most)
	}
}
