package overlay

import "time"

// Policy holds every number of the overlay. DefaultPolicy gives the reasons.
type Policy struct {
	Target       int           // hubs a hub seeks
	Max          int           // hubs a hub accepts
	Leaves       int           // leaves a hub accepts
	Hubs         int           // hubs a leaf seeks
	FewHubs      int           // with fewer hubs known, everybody is one
	LowLeaves    int           // with fewer leaves, a hub may become a leaf
	Decide       time.Duration // between two decisions about our role, give or take a fifth
	Rotate       time.Duration // after which a leaf changes one of its hubs
	PerGroup     int           // hubs of one group, beyond the first half of those sought
	Passive      int           // peers heard of
	Dials        int           // dials at a time
	DialEvery    float64       // dials a second, on average
	DialBurst    float64       // dials at once
	Walk         int           // hops a newcomer is carried (ARWL)
	WalkPassive  int           // hops left at which it is remembered on the way (PRWL)
	Shuffle      time.Duration // between two shuffles, give or take a fifth
	ShuffleFirst time.Duration // the same for the first Early ones
	Early        int
	Trade        time.Duration // between two trades of a hub that has shuffled Early times; before, it trades each time
	ShareActive  int           // neighbours in a shuffle
	SharePassive int           // peers heard of in a shuffle
	Others       int           // entries in a Welcome or Bye
	Handshake    time.Duration // from Connect to Welcome
	Retry        time.Duration // before a peer that failed is dialled again
	GossipRate   float64       // walks and shuffles a second from one neighbour
	GossipBurst  float64
}

// DefaultPolicy returns the numbers Hinny runs with.
func DefaultPolicy() Policy {
	return Policy{
		// Each hub consults the digests of all its neighbours, so each link
		// widens every search that comes by, and costs a filter in memory.
		Target: 16,
		// Links accepted beyond the target cost nothing to seek and spare
		// small networks the churn of eviction. Hubs settle at 17, with which
		// the simulator's table in network/DESIGN.md is made.
		Max: 24,
		// 24 leaves with three hubs each make 72 links: one peer in 25 a hub.
		Leaves: 72,
		Hubs:   3, // one may lie, one may leave
		// Twice the links of a hub: in a smaller network everybody is within
		// two hops of everybody, and roles would save nothing.
		FewHubs: 48,
		// Two thirds of Leaves: hubs below it give way until the others are
		// well used, those above stay.
		LowLeaves: 48,
		Decide:    10 * time.Minute,
		Rotate:    24 * time.Hour, // a bad hub is not ours for ever
		PerGroup:  2,
		Passive:   240, // ten times the most links
		Dials:     4,
		// What third parties say may not turn us into a dialler of victims.
		DialEvery:    1,
		DialBurst:    30,
		Walk:         6,
		WalkPassive:  3,
		Shuffle:      time.Minute,
		ShuffleFirst: 5 * time.Second, // a newcomer knows too few
		Early:        12,              // so many trades make the links of a network that starts at once as if drawn by lot
		Trade:        time.Hour,       // a new link costs a filter of up to 256 KiB
		ShareActive:  4,
		SharePassive: 8,
		Others:       8,
		Handshake:    15 * time.Second, // a relayed dial takes its time
		Retry:        30 * time.Second,
		GossipRate:   1,
		GossipBurst:  40, // a network of 24 that starts at once
	}
}
