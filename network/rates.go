package network

import (
	"fmt"

	"hinny/network/limit"
)

// creditsName is the file, in Options.Dir, of what others gave us.
const creditsName = "credits.json"

// Limits is how much may be sent and fetched, and to how many peers at once.
type Limits struct {
	Up, Down         int64 // bytes a second, all peers together; 0: no limit
	PeerUp, PeerDown int64 // bytes a second, any one peer; 0: no limit
	Slots            int   // peers that are sent chunks at once; 0: by the uplink
	LAN              bool  // whether the limits hold on the local network, too
}

// A slot in four is a newcomer's, rounded up: with a single slot nobody else
// would ever be served.
const (
	minSlots = 2
	maxSlots = 128
)

// Check refuses limits that cannot work, in words for a person.
func (l Limits) Check() error {
	if l.Slots != 0 && (l.Slots < minSlots || l.Slots > maxSlots) {
		return fmt.Errorf("%d slots: give a number from %d to %d, or 0 to leave it to the uplink", l.Slots, minSlots, maxSlots)
	}
	return l.rates().Check()
}

func (l Limits) rates() limit.Rates {
	return limit.Rates{Up: l.Up, Down: l.Down, PeerUp: l.PeerUp, PeerDown: l.PeerDown, CountLAN: l.LAN}
}

// Limit puts limits in force at once. They must have passed Check.
func (n *Network) Limit(l Limits) {
	n.limiter.Set(l.rates())
	n.transfers.SetSlots(l.Slots)
}
