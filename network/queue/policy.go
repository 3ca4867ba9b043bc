package queue

import "time"

// Policy is every number of the queue in one place.
type Policy struct {
	// SlotRate is the share of the uplink, in bytes a second, that makes
	// another slot worth opening.
	SlotRate int64
	// MinSlots and MaxSlots bound the slots whatever the uplink is.
	MinSlots, MaxSlots int
	// NewcomerShare is which part of the slots is kept for newcomers: one in
	// this many, rounded up.
	NewcomerShare int
	// NewcomerTime is how long a newcomer keeps such a slot while others
	// wait (libtorrent's optimistic unchoke interval).
	NewcomerTime time.Duration
	// FriendShare bounds the slots that friends may hold: one in this many.
	FriendShare int
	// LeaseBytes and LeaseTime end a lease, whichever comes first. aMule
	// gives 10 MiB or an hour; a shorter hour lets more people taste.
	LeaseBytes int64
	LeaseTime  time.Duration
	// MaxWaiting bounds the queue; MaxNetwork bounds those who wait from one
	// network of addresses.
	MaxWaiting, MaxNetwork int
	// Forget drops who has not been heard of for so long (eMule's
	// MAX_PURGEQUEUETIME).
	Forget time.Duration
	// SlowRate is the rate, in bytes a second over SlowTime, below which a
	// slot is taken back.
	SlowRate int64
	SlowTime time.Duration
}

// DefaultPolicy returns the numbers of the protocol note, section 2.4.
func DefaultPolicy() Policy {
	return Policy{
		SlotRate:      256_000,
		MinSlots:      3,
		MaxSlots:      32,
		NewcomerShare: 4,
		NewcomerTime:  30 * time.Second,
		FriendShare:   2,
		LeaseBytes:    16 << 20,
		LeaseTime:     60 * time.Second,
		MaxWaiting:    500,
		MaxNetwork:    50,
		Forget:        time.Hour,
		SlowRate:      2_000,
		SlowTime:      20 * time.Second,
	}
}

// slots returns how many may download at once over an uplink of so many bytes
// a second.
func (p Policy) slots(uplink int64) int {
	return int(min(max(uplink/p.SlotRate, int64(p.MinSlots)), int64(p.MaxSlots)))
}

func (p Policy) newcomers(slots int) int { return (slots + p.NewcomerShare - 1) / p.NewcomerShare }

func (p Policy) friends(slots int) int { return slots / p.FriendShare }

// NewcomerBound returns the longest that a newcomer waits for its slot when so
// many newcomers of different networks wait, nobody leaves, and there are so
// many slots. A lease may have to end before the first of them is served.
func (p Policy) NewcomerBound(waiting, slots int) time.Duration {
	k := p.newcomers(slots)
	return time.Duration((waiting+k-1)/k) * p.NewcomerTime
}
