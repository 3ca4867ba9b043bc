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
	Silent   float64          // part of the hubs that pass nothing on and answer nothing
	Churn    float64          // part of the peers that leave, and of others that come, in an hour
	DHT      bool             // whether words are looked up beside the flood
	Pairs    bool             // whether pairs of words are, too
	Dialable float64          // part of the leaves that serve the DHT; hubs all do
	Digests  bool             // whether neighbours know each other's digests
	False    float64          // part of the digests that match though nothing is there
}

// Check refuses what cannot be drawn.
func (c Config) Check() error {
	if c.Peers < 2 {
		return fmt.Errorf("a network of %d peers: at least 2 are needed", c.Peers)
	}
	for name, part := range map[string]float64{"loss": c.Loss, "double": c.Double, "silent": c.Silent, "false": c.False, "dialable": c.Dialable} {
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
	Load  []int // query messages that each peer received
	// Replaced counts neighbours that were silent and gave way to others.
	Replaced int
	hubs     int32 // peers from here on are leaves
	clock    clock
	rng      *rand.Rand
	peers    []*flood.State[int32] // nil until a message or a search comes
	armed    []time.Duration       // when each peer's next tick is due, 0: not armed
	mute     []bool
	files    []holders
	runs     map[flood.ID]*Outcome
	open     map[search]*Outcome
	dht      *dht
	first    *Outcome // of the search that is being started
}

// noticed is how long a hub that left is still somebody's neighbour.
const noticed = time.Minute

// holders is who holds a file.
type holders struct {
	list  []int32 // in the order they were drawn
	peers map[int32]bool
	near  map[int32]bool // hubs that hold it or have a leaf that does
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
		Config: c, Graph: c.Topology.Draw(c.Peers, rng), hubs: int32(c.Topology.hubs(c.Peers)), rng: rng,
		peers: make([]*flood.State[int32], c.Peers), armed: make([]time.Duration, c.Peers), mute: make([]bool, c.Peers),
		Load: make([]int, c.Peers), runs: map[flood.ID]*Outcome{}, open: map[search]*Outcome{},
	}
	for i := range n.hubs {
		n.mute[i] = rng.Float64() < c.Silent || n.left(noticed)
	}
	if c.DHT {
		n.dht = newDHT(n, rng)
	}
	return n, nil
}

// Hubs returns how many of the peers are hubs: the first ones.
func (n *Net) Hubs() int { return int(n.hubs) }

// Servers returns how many peers serve the DHT.
func (n *Net) Servers() int {
	if n.dht == nil {
		return 0
	}
	return len(n.dht.keys)
}

// Share gives a new file to so many peers, drawn without repetition, and
// returns its number.
func (n *Net) Share(copies int) (file int) {
	h := holders{peers: map[int32]bool{}, near: map[int32]bool{}}
	for len(h.peers) < min(copies, n.Peers) {
		p := n.rng.Int32N(int32(n.Peers))
		if !h.peers[p] {
			h.list = append(h.list, p)
		}
		h.peers[p] = true
		if p < n.hubs {
			h.near[p] = true
			continue
		}
		for _, hub := range n.Graph[p] {
			h.near[hub] = true
		}
	}
	n.files = append(n.files, h)
	return len(n.files) - 1
}

// Search lets a peer search for a file for so long and tells what came of it.
func (n *Net) Search(peer int32, file int, patience time.Duration) Outcome {
	out := &Outcome{Copies: len(n.files[file].list), Sent: map[flood.ID]int{}, asked: map[int32]bool{}, heard: map[string]bool{}, began: n.clock.now, Silent: n.mute[peer]}
	n.mute[peer] = false
	n.first = out
	id, actions := n.peer(peer).Search(n.clock.now, strconv.Itoa(file), 0)
	n.open[search{peer, id}] = out
	n.do(peer, actions)
	if n.DHT {
		n.askByWords(peer, file, out, func() bool {
			report, _ := n.peer(peer).Report(n.clock.now, id)
			return report.Done
		}, func(provider string) {
			out.hit(n.clock.now, provider, true)
			n.peer(peer).Heard(id, provider)
		})
	}
	n.clock.run(n.clock.now + patience)
	out.Report, _ = n.peer(peer).Report(n.clock.now, id)
	n.do(peer, n.peer(peer).Cancel(n.clock.now, id))
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
			n.send(peer, a.To, func(now time.Duration) []flood.Action[int32] {
				n.Load[a.To]++
				return n.peer(a.To).Query(now, peer, a.Query)
			})
		case flood.SendHits[int32]:
			n.account(a.Hits.ID).HitMessages++
			n.send(peer, a.To, func(now time.Duration) []flood.Action[int32] { return n.peer(a.To).Hits(now, peer, a.Hits) })
		case flood.SendStatus[int32]:
			n.account(a.ID).Statuses++
			n.send(peer, a.To, func(now time.Duration) []flood.Action[int32] {
				return n.peer(a.To).Status(now, peer, a.ID, a.Asked)
			})
		case flood.Answer[int32]:
			n.answer(peer, a.Query)
		case flood.Deliver[int32]:
			if out := n.open[search{peer, a.Search}]; out != nil {
				out.hit(n.clock.now, a.Hits.Provider, false)
			}
		case flood.Silent[int32]:
			n.replace(peer, a.Peer)
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
	if err != nil || !n.files[file].peers[peer] {
		return
	}
	hits := flood.Hits{ID: q.ID, Provider: strconv.Itoa(int(peer)), Hits: []flood.Hit{{Root: rootOf(file), Name: q.Text, Size: 1}}}
	n.do(peer, n.peer(peer).Answered(n.clock.now, hits))
}

// rootOf makes up a root that differs for each file.
func rootOf(file int) (root share.RootHash) {
	copy(root[:], strconv.Itoa(file)+"#")
	return root
}

// arm sees that a peer's Tick is called when it has something to do.
func (n *Net) arm(peer int32) {
	at, ok := n.peer(peer).Next()
	if !ok || n.armed[peer] != 0 && n.armed[peer] <= at {
		return
	}
	n.armed[peer] = max(at, 1)
	n.clock.after(max(at-n.clock.now, 0), func(now time.Duration) {
		n.armed[peer] = 0
		n.do(peer, n.peer(peer).Tick(now))
	})
}
