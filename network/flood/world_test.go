package flood_test

import (
	"container/heap"
	"math/rand/v2"
	"time"

	"hinny/network/flood"
)

// graph is an undirected overlay of integers.
type graph [][]int

func (g graph) join(a, b int) {
	if a == b {
		return
	}
	for _, other := range g[a] {
		if other == b {
			return
		}
	}
	g[a], g[b] = append(g[a], b), append(g[b], a)
}

func chain(n int, _ *rand.Rand) graph {
	g := make(graph, n)
	for i := range n - 1 {
		g.join(i, i+1)
	}
	return g
}

func ring(n int, rng *rand.Rand) graph {
	g := chain(n, rng)
	g.join(n-1, 0)
	return g
}

// regular gives each peer about degree random neighbours on top of a ring.
func regular(degree int) func(int, *rand.Rand) graph {
	return func(n int, rng *rand.Rand) graph {
		g := ring(n, rng)
		for i := range n {
			for tries := 0; len(g[i]) < min(degree, n-1) && tries < 100; tries++ {
				if other := rng.IntN(n); len(g[other]) < degree {
					g.join(i, other)
				}
			}
		}
		return g
	}
}

// powerLaw joins each peer to two others, chosen by their degree.
func powerLaw(n int, rng *rand.Rand) graph {
	g := make(graph, n)
	ends := []int{0}
	for i := 1; i < n; i++ {
		for range 2 {
			other := ends[rng.IntN(len(ends))]
			g.join(i, other)
			ends = append(ends, i, other)
		}
		if len(g[i]) == 0 {
			g.join(i, i-1)
		}
	}
	return g
}

// event is a message on its way.
type event struct {
	at       time.Duration
	seq      int
	from, to int
	query    *flood.Query
	hits     *flood.Hits
	status   *flood.SendStatus[int]
}

type events []event

func (e events) Len() int { return len(e) }
func (e events) Less(i, j int) bool {
	return e[i].at < e[j].at || e[i].at == e[j].at && e[i].seq < e[j].seq
}
func (e events) Swap(i, j int) { e[i], e[j] = e[j], e[i] }
func (e *events) Push(x any)   { *e = append(*e, x.(event)) }
func (e *events) Pop() any {
	last := len(*e) - 1
	x := (*e)[last]
	*e = (*e)[:last]
	return x
}

// look is a peer that searches its library for a query.
type look struct {
	peer int
	id   flood.ID
}

// world runs the real state machines over a graph in virtual time.
type world struct {
	rng       *rand.Rand
	peers     []*flood.State[int]
	queue     events
	now       time.Duration
	seq       int
	loss      float64          // share of messages that vanish
	twice     float64          // share of messages that arrive twice
	hold      map[int]bool     // who holds what everybody looks for
	sent      map[flood.ID]int // query messages by ID
	reached   map[int]bool     // who answered
	looked    map[look]int     // how often each searched its library for an ID
	delivered []flood.Hits     // to any search
	drops     map[flood.Reason]int
	gone      []int // who was to be disconnected
	tamper    func(from int, q flood.Query) flood.Query
}

func newWorld(g graph, policy flood.Policy, seed uint64) *world {
	w := &world{
		rng:  rand.New(rand.NewPCG(seed, 1)),
		hold: map[int]bool{}, sent: map[flood.ID]int{}, reached: map[int]bool{}, looked: map[look]int{}, drops: map[flood.Reason]int{},
	}
	for i := range g {
		s := flood.New[int](policy, rand.New(rand.NewPCG(seed, uint64(i)+2)))
		for _, p := range g[i] {
			s.AddNeighbour(p, flood.Hub)
		}
		w.peers = append(w.peers, s)
	}
	return w
}

// do carries out the actions of one peer.
func (w *world) do(self int, actions []flood.Action[int]) {
	for _, action := range actions {
		switch a := action.(type) {
		case flood.SendQuery[int]:
			q := a.Query
			w.sent[q.ID]++
			if w.tamper != nil {
				q = w.tamper(self, q)
			}
			w.send(event{from: self, to: a.To, query: &q})
		case flood.SendHits[int]:
			w.send(event{from: self, to: a.To, hits: &a.Hits})
		case flood.Answer[int]:
			w.reached[self] = true
			w.looked[look{self, a.Query.ID}]++
			if w.hold[self] {
				hits := flood.Hits{ID: a.Query.ID, Provider: string(rune('A' + self)), Hits: []flood.Hit{{Name: "wanted"}}}
				w.do(self, w.peers[self].Answered(w.now, hits))
			}
		case flood.SendStatus[int]:
			w.send(event{from: self, to: a.To, status: &a})
		case flood.Deliver[int]:
			w.delivered = append(w.delivered, a.Hits)
		case flood.Drop[int]:
			w.drops[a.Reason]++
		case flood.Disconnect[int]:
			w.gone = append(w.gone, a.Peer)
		}
	}
}

func (w *world) send(e event) {
	if w.rng.Float64() < w.loss {
		return
	}
	for range 2 {
		e.at = w.now + time.Duration(10+w.rng.IntN(90))*time.Millisecond
		e.seq = w.seq
		w.seq++
		heap.Push(&w.queue, e)
		if w.rng.Float64() >= w.twice {
			return
		}
	}
}

// run carries on until the given time; the peer that searches is ticked.
func (w *world) run(searcher int, until time.Duration) {
	for {
		due, ticks := w.peers[searcher].Next()
		arrives := until
		if len(w.queue) > 0 {
			arrives = w.queue[0].at
		}
		if ticks && due < arrives {
			w.now = max(w.now, due)
			w.do(searcher, w.peers[searcher].Tick(w.now))
			continue
		}
		if arrives >= until {
			w.now = until
			return
		}
		e := heap.Pop(&w.queue).(event)
		w.now = e.at
		switch {
		case e.query != nil:
			w.do(e.to, w.peers[e.to].Query(w.now, e.from, *e.query))
		case e.hits != nil:
			w.do(e.to, w.peers[e.to].Hits(w.now, e.from, *e.hits))
		case e.status != nil:
			w.do(e.to, w.peers[e.to].Status(w.now, e.from, e.status.ID, e.status.Asked))
		}
	}
}

func (w *world) search(peer, want int) flood.SearchID {
	id, actions := w.peers[peer].Search(w.now, "wanted", want)
	w.do(peer, actions)
	return id
}
