package transfer

import (
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/host"

	"hinny/network/queue"
)

func TestWhoWaitsLongKeepsItsPlace(t *testing.T) {
	virtual(t, 4, 5*mbit, func(t *testing.T, hosts []host.Host) {
		// Two peers hold both slots for as long as they want.
		p := queue.DefaultPolicy()
		p.LeaseTime, p.NewcomerTime, p.LeaseBytes = time.Hour, time.Hour, 1<<40
		seed := start(t, hosts[0], func(o *Options) {
			limited(10_000)(o)
			o.Limits.Queue = p
		})
		seed.m.SetSlots(2)
		all := files(t, seed, 3, 40)
		var peers []*node
		for i, h := range hosts[1:] {
			n := start(t, h, nil)
			n.get(t, all[i].manifest.Root(), seed.info())
			peers = append(peers, n)
			<-time.After(10 * time.Second) // in this order
		}
		last, root := peers[2], all[2].manifest.Root()
		since := func() time.Time {
			d := last.m.download(root)
			d.mu.Lock()
			defer d.mu.Unlock()
			for _, s := range d.sessions {
				return s.place.since
			}
			return time.Time{}
		}
		eventually(t, "the last waits", func() bool { return !since().IsZero() })
		before := since()
		<-time.After(3 * idleData)
		if d, _ := last.m.Download(root); d.State != StateQueued || !since().Equal(before) {
			t.Errorf("after a long wait it is %s, waiting since %s, at first since %s\n%s", d.State, since(), before, tail(last.log.String()))
		}
	})
}
