package flood

import "time"

// Round is one ring of a search: how far and how wide a query may go.
type Round struct {
	TTL    int // hops, the one to the neighbour included
	Budget int // query messages it may cause in all
	Below  int // only with fewer peers that answered than this; 0: than the search wants
}

// Policy holds every number of the flood. DefaultPolicy gives the reasons.
type Policy struct {
	Rounds       []Round       // what a search tries, one after the other
	RoundWait    time.Duration // from one round to the next
	Want         int           // peers that answered at which a search stops asking further, unless it says
	Sparse       int           // with fewer neighbours than this, only the last round is flooded
	MaxTTL       int           // what a neighbour may claim
	MaxBudget    int           // what a neighbour may claim
	MaxText      int           // bytes of a query's text
	FanOut       int           // hubs without the file that carry a query on from one hub
	Waves        int           // how often a search may go on with one ID
	Doubt        int           // queries without a sign after which a neighbour is trusted with no budget
	Silent       int           // queries without a sign after which a neighbour is to be replaced
	SignEvery    time.Duration // queries sent within this time count as one for Doubt and Silent
	Again        int           // how often a known query is passed on again
	Window       time.Duration // how long hits to a query are accepted
	PeerHits     int           // hits of one provider to one query
	LinkHits     int           // hits to one query over one link
	StatusAfter  time.Duration // how long counts of peers asked are gathered
	LinkStatuses int           // counts over one link for one query
	CancelWithin time.Duration // how old a query may be to be worth a cancel
	Deliver      int           // hits one search delivers in all
	Searches     int           // searches of our own at a time
	Generation   time.Duration // age at which the newer generation of IDs becomes the older
	SeenIDs      int           // IDs in one generation
	Rate         float64       // queries a second from one neighbour
	Burst        float64       // queries at once from one neighbour
	LeafRate     float64       // the same from a leaf, which asks only for itself
	LeafBurst    float64
	Pass         float64       // part of Rate and Burst that we use for the queries of others
	New          time.Duration // how long a neighbour is new
	Copies       float64       // times the rate and the burst that copies of known queries may come with
	Abuse        float64       // times the rate at which a neighbour is too much
	AbuseFor     time.Duration // how long it may keep that up
}

// DefaultPolicy returns the numbers Hinny runs with.
func DefaultPolicy() Policy {
	p := Policy{
		// The first two rings are cheap and find what is common; their last
		// hop, to hubs whose digest says they may hold it, and the hop to a
		// leaf come for little. The last ring is for what nobody has answered
		// yet, by the flood or by the DHT. Its budget is what it takes to reach
		// all of a network of 10,000, so that the same search costs the same
		// in a network of a million (network/DESIGN.md); sixteen hops are slack
		// over the longest path that matters (a chain of seven has six),
		// because the first copy to arrive is often not the one with most hops
		// left. More goes on with MaxBudget.
		Rounds:    []Round{{TTL: 2, Budget: 64}, {TTL: 3, Budget: 512}, {TTL: 16, Budget: 1280, Below: 1}},
		RoundWait: 1500 * time.Millisecond, // three hops out and back on slow links
		// A full screen, if each has one file; often each has more. In a network
		// of a million it ends the search for what one in a thousand has after
		// the second ring (network/DESIGN.md).
		Want:      25,
		Sparse:    4, // three neighbours are a LAN or a chain: small rings only cost time there
		MaxTTL:    16,
		MaxBudget: 4096, // 4,096 messages of half a KiB: 2 MiB in the whole network
		MaxText:   512,  // index/query.MaxBytes
		FanOut:    4,    // measured: DESIGN.md
		Waves:     4,    // each reaches fewer that the others did not
		// Of the copies in a dense overlay seven in ten are duplicates, which
		// nobody answers: an honest neighbour is doubted for a moment now and
		// then, and says nothing 64 times in a row once in 10^10.
		// Where somebody floods, hundreds are sent before the first sign can be
		// back, and many are dropped as too many: those of a second count once.
		Doubt:        6,
		Silent:       64,
		SignEvery:    time.Second,
		Again:        2, // measured: DESIGN.md
		Window:       20 * time.Second,
		PeerHits:     20,
		LinkHits:     200,
		StatusAfter:  300 * time.Millisecond, // a person sees the count grow
		LinkStatuses: 64,                     // every StatusAfter of a Window
		CancelWithin: 3 * time.Second,        // by then every copy has arrived
		Deliver:      5000,                   // beyond it nobody reads; bounds the memory of a search
		Searches:     64,
	}
	p.limit()
	return p
}

// limit sets what a neighbour may cause and how much is remembered.
func (p *Policy) limit() {
	// Two generations of five minutes outlive every copy of a query by far.
	p.Generation = 5 * time.Minute
	p.SeenIDs = 65536
	// A neighbour passes on what its whole side of the overlay asks. At one
	// query in ten minutes a user, 20 a second is what 12,000 users cause.
	p.Rate = 20
	p.Burst = 200
	// Somebody who searches again every second, each time over three rings.
	p.LeafRate = 2
	p.LeafBurst = 60
	// A quarter is left for our own, which are at most three rounds each. What
	// is passed on over one link is a fiftieth of it in everyday use
	// (network/DESIGN.md).
	p.Pass = 0.75
	p.New = time.Minute
	p.Copies = 4 // of ten copies in a dense overlay seven say nothing new; a neighbour of one with few has more of them
	p.Abuse = 5  // eMule's rule: five times the limit for a minute
	p.AbuseFor = time.Minute
}
