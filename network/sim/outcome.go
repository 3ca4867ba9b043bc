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

	asked map[int32]bool
	began time.Duration
}

// Messages is how many query messages the search caused in all its rounds.
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

func (o *Outcome) hit(now time.Duration) {
	o.Hits++
	switch o.Hits {
	case 1:
		o.First = now - o.began
	case 10:
		o.Tenth = now - o.began
	}
}
