package overlay

import "time"

// Policy holds every number of the overlay. DefaultPolicy gives the reasons.
type Policy struct {
	Target       int           // neighbours sought
	Max          int           // neighbours accepted
	Passive      int           // peers heard of
	Dials        int           // dials at a time
	DialEvery    float64       // dials a second, on average
	DialBurst    float64       // dials at once
	Walk         int           // hops a newcomer is carried (ARWL)
	WalkPassive  int           // hops left at which it is remembered on the way (PRWL)
	Shuffle      time.Duration // between two shuffles, give or take a fifth
	ShuffleFirst time.Duration // the same for the first Early ones
	Early        int
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
		// Eight random links keep a graph in one piece when well over half of
		// the peers leave; each further one adds a duplicate to every flood.
		Target: 8,
		// Links accepted beyond the target cost nothing to seek and spare
		// small networks the churn of eviction.
		Max:     24,
		Passive: 240, // ten times the most links
		Dials:   4,
		// What third parties say may not turn us into a dialler of victims.
		DialEvery:    1,
		DialBurst:    30,
		Walk:         6,
		WalkPassive:  3,
		Shuffle:      time.Minute,
		ShuffleFirst: 5 * time.Second, // a newcomer knows too few
		Early:        6,
		ShareActive:  4,
		SharePassive: 8,
		Others:       8,
		Handshake:    15 * time.Second, // a relayed dial takes its time
		Retry:        30 * time.Second,
		GossipRate:   1,
		GossipBurst:  40, // a network of 24 that starts at once
	}
}
