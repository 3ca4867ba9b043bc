package api

import "context"

// Limits is how much may be sent and fetched, and to how many peers at once.
type Limits struct {
	Up       int64 `json:"up"`        // bytes a second to all peers together; 0: no limit
	Down     int64 `json:"down"`      // bytes a second from all peers together; 0: no limit
	PeerUp   int64 `json:"peer_up"`   // bytes a second to any one peer; 0: no limit
	PeerDown int64 `json:"peer_down"` // bytes a second from any one peer; 0: no limit
	Slots    int   `json:"slots"`     // peers that are sent chunks at once; 0: by the uplink
	LAN      bool  `json:"lan"`       // whether the limits hold on the local network, too
}

// LimitsChange is what is to change about the Limits; nil leaves it as it is.
type LimitsChange struct {
	Up       *int64 `json:"up,omitempty"`
	Down     *int64 `json:"down,omitempty"`
	PeerUp   *int64 `json:"peer_up,omitempty"`
	PeerDown *int64 `json:"peer_down,omitempty"`
	Slots    *int   `json:"slots,omitempty"`
	LAN      *bool  `json:"lan,omitempty"`
}

// Apply returns the limits with the change made.
func (c LimitsChange) Apply(to Limits) Limits {
	for _, rate := range []struct {
		wanted *int64
		field  *int64
	}{{c.Up, &to.Up}, {c.Down, &to.Down}, {c.PeerUp, &to.PeerUp}, {c.PeerDown, &to.PeerDown}} {
		if rate.wanted != nil {
			*rate.field = *rate.wanted
		}
	}
	if c.Slots != nil {
		to.Slots = *c.Slots
	}
	if c.LAN != nil {
		to.LAN = *c.LAN
	}
	return to
}

// Limiter is a Backend whose transfers can be limited.
type Limiter interface {
	// Limit makes a change, puts it in force at once, remembers it for the
	// next run, and returns what holds now. The empty change only asks.
	Limit(ctx context.Context, change LimitsChange) (Limits, error)
}

var _ Limiter = (*Client)(nil)

// Limit implements Limiter.
func (c *Client) Limit(ctx context.Context, change LimitsChange) (Limits, error) {
	return ask[Limits](ctx, c, cmdLimits, change)
}
