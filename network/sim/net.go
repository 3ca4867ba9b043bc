package sim

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"hinny/network/flood"
	"hinny/share"
)

// Config describes a network. The zero value of a field is its least: no
// latency, no loss, nobody silent.
type Config struct {
	Peers    int
	Topology Topology
	Seed     uint64
	Policy   flood.Policy
	Latency  [2]time.Duration // one way, least and most; each link draws its own
	Loss     float64          // part of the messages that never arrive
	Double   float64          // part of the messages that arrive twice
	Silent   float64          // part of the peers that pass nothing on and answer nothing
}

// Check refuses what cannot be drawn.
func (c Config) Check() error {
	if c.Peers < 2 {
		return fmt.Errorf("a network of %d peers: at least 2 are needed", c.Peers)
	}
	for name, part := range map[string]float64{"loss": c.Loss, "double": c.Double, "silent": c.Silent} {
		if part < 0 || part > 1 {
			return fmt.Errorf("%s is %g, a part between 0 and 1", name, part)
		}
	}
	if c.Latency[0] < 0 || c.Latency[1] < c.Latency[0] {
		return fmt.Errorf("latency from %s to %s", c.Latency[0], c.Latency[1])
	}
	return nil
}

// Net is a network of peers in virtual time. It has one owner.
type Net struct {
	Config
	Graph Graph
	clock clock
	rng   *rand.Rand
	peers []*flood.State[int32]
	armed []time.Duration // when each peer's next tick is due, 0: not armed
	mute  []bool
	files []map[int32]bool // who holds each file
	runs  map[flood.ID]*Outcome
	open  map[search]*Outcome
	first *Outcome // of the search that is being started
}

// search names a search of one peer.
type search struct {
	peer int32
	id   flood.SearchID
}

// New draws a network.
func New(c Config) (*Net, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(c.Seed, 0))
	n := &Net{
		Config: c, Graph: c.Topology.Draw(c.Peers, rng), rng: rng,
		peers: make([]*flood.State[int32], c.Peers), armed: make([]time.Duration, c.Peers), mute: make([]bool, c.Peers),
		runs: map[flood.ID]*Outcome{}, open: map[search]*Outcome{},
	}
	for i := range n.peers {
		n.peers[i] = flood.New[int32](c.Policy, rand.New(rand.NewPCG(c.Seed, uint64(i)+1)))
		n.mute[i] = rng.Float64() < c.Silent
		for _, other := range n.Graph[i] {
			n.peers[i].AddNeighbour(other)
		}
	}
	return n, nil
}

// Share gives a new file to so many peers, drawn without repetition, and
// returns its number.
func (n *Net) Share(copies int) (file int) {
	holders := map[int32]bool{}
	for len(holders) < min(copies, n.Peers) {
		holders[n.rng.Int32N(int32(n.Peers))] = true
	}
	n.files = append(n.files, holders)
	return len(n.files) - 1
}

// Search lets a peer search for a file for so long and tells what came of it.
func (n *Net) Search(peer int32, file int, patience time.Duration) Outcome {
	out := &Outcome{Sent: map[flood.ID]int{}, asked: map[int32]bool{}, began: n.clock.now, Silent: n.mute[peer]}
	n.mute[peer] = false
	n.first = out
	id, actions := n.peers[peer].Search(n.clock.now, strconv.Itoa(file), 0)
	n.open[search{peer, id}] = out
	n.do(peer, actions)
	n.clock.run(n.clock.now + patience)
	out.Report, _ = n.peers[peer].Report(id)
	n.peers[peer].Cancel(id)
	delete(n.open, search{peer, id})
	clear(n.runs)
	n.first = nil
	n.mute[peer] = out.Silent
	out.Asked = len(out.asked)
	return *out
}

// do carries out what a peer decided, and arms its clock.
func (n *Net) do(peer int32, actions []flood.Action[int32]) {
	for _, action := range actions {
		switch a := action.(type) {
		case flood.SendQuery[int32]:
			n.account(a.Query.ID).Sent[a.Query.ID]++
			n.send(peer, a.To, func(now time.Duration) []flood.Action[int32] { return n.peers[a.To].Query(now, peer, a.Query) })
		case flood.SendHits[int32]:
			n.account(a.Hits.ID).HitMessages++
			n.send(peer, a.To, func(now time.Duration) []flood.Action[int32] { return n.peers[a.To].Hits(now, peer, a.Hits) })
		case flood.Answer[int32]:
			n.answer(peer, a.Query)
		case flood.Deliver[int32]:
			if out := n.open[search{peer, a.Search}]; out != nil {
				out.hit(n.clock.now)
			}
		}
	}
	n.arm(peer)
}

// account returns the outcome that a query ID belongs to: one search runs at a
// time.
func (n *Net) account(id flood.ID) *Outcome {
	if n.runs[id] == nil {
		n.runs[id] = n.first
	}
	return n.runs[id]
}

// send lets a message arrive, or not, or twice.
func (n *Net) send(from, to int32, handle func(now time.Duration) []flood.Action[int32]) {
	copies := 1
	switch draw := n.rng.Float64(); {
	case draw < n.Loss:
		copies = 0
	case draw < n.Loss+n.Double:
		copies = 2
	}
	for range copies {
		n.clock.after(n.latency(from, to), func(now time.Duration) {
			if !n.mute[to] {
				n.do(to, handle(now))
			}
		})
	}
}

// latency draws the same for a link each time, without storing it.
func (n *Net) latency(a, b int32) time.Duration {
	spread := n.Latency[1] - n.Latency[0]
	if spread <= 0 {
		return n.Latency[0]
	}
	low, high := uint64(min(a, b)), uint64(max(a, b))
	mixed := (low<<32 | high) * 0x9E3779B97F4A7C15 // Fibonacci hashing: near links differ widely
	return n.Latency[0] + time.Duration(mixed>>16)%spread
}

// answer searches the drawn library of a peer.
func (n *Net) answer(peer int32, q flood.Query) {
	n.account(q.ID).asked[peer] = true
	file, err := strconv.Atoi(q.Text)
	if err != nil || !n.files[file][peer] {
		return
	}
	hits := flood.Hits{ID: q.ID, Provider: strconv.Itoa(int(peer)), Hits: []flood.Hit{{Root: rootOf(file), Name: q.Text, Size: 1}}}
	n.do(peer, n.peers[peer].Answered(n.clock.now, hits))
}

// rootOf makes up a root that differs for each file.
func rootOf(file int) (root share.RootHash) {
	copy(root[:], strconv.Itoa(file)+"#")
	return root
}

// arm sees that a peer's Tick is called when it has something to do.
func (n *Net) arm(peer int32) {
	at, ok := n.peers[peer].Next()
	if !ok || n.armed[peer] != 0 && n.armed[peer] <= at {
		return
	}
	n.armed[peer] = max(at, 1)
	n.clock.after(max(at-n.clock.now, 0), func(now time.Duration) {
		n.armed[peer] = 0
		n.do(peer, n.peers[peer].Tick(now))
	})
}
