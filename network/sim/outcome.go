package sim

import (
	"time"

	"hinny/network/flood"
)

// Outcome is what came of one search.
type Outcome struct {
	Report      flood.Report
	Sent        map[flood.ID]int // query messages in the whole network, by round
	HitMessages int              // messages that carried hits back, in the whole network
	Statuses    int              // messages that told how far it went
	Asked       int              // peers whose library was searched
	Hits        int              // answers that reached the searcher
	First       time.Duration    // until the first of them
	Tenth       time.Duration    // until the tenth
	Silent      bool             // whether the searcher is one who passes nothing on

	Copies  int // peers that hold the file
	Words   int // keys looked up in the DHT
	Lookups int // messages that took, questions to the peers named included
	ByWords int // answers that came that way first

	asked map[int32]bool
	heard map[string]bool
	began time.Duration
}

// Messages is how many query messages the search caused in all its rounds,
// without those of the DHT.
func (o Outcome) Messages() (sum int) {
	for _, sent := range o.Sent {
		sum += sent
	}
	return sum
}

// Worst is how many query messages any one round caused.
func (o Outcome) Worst() (most int) {
	for _, sent := range o.Sent {
		most = max(most, sent)
	}
	return most
}

// hit notes an answer, the first of each provider only.
func (o *Outcome) hit(now time.Duration, provider string, byWords bool) {
	if o.heard[provider] {
		return
	}
	o.heard[provider] = true
	if byWords {
		o.ByWords++
	}
	o.Hits++
	switch o.Hits {
	case 1:
		o.First = now - o.began
	case 10:
		o.Tenth = now - o.began
	}
}
