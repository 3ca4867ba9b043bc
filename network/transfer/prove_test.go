package transfer

import (
	"testing"

	"github.com/libp2p/go-libp2p/core/host"

	"hinny/network/transfer/transfertest"
	"hinny/share"
)

// TestATailIsProofEnough: a provider that lacks the last chunk proves the size
// all the same, its chunks come, and what is known of the end is passed on, so
// that the next who asks learns as much.
func TestATailIsProofEnough(t *testing.T) {
	const chunks = 12
	virtual(t, 4, 20*mbit, func(t *testing.T, hosts []host.Host) {
		seed := start(t, hosts[0], nil)
		v := seed.put(t, bytesOf(3, chunks*share.MinChunkSize-100))
		transfertest.WithoutItsEnd(hosts[1], fileOf(v))
		first, second := start(t, hosts[2], nil), start(t, hosts[3], nil)
		first.get(t, v.manifest.Root(), infoOf(hosts[1]))
		has := func(n *node) func() bool {
			return func() bool { return n.took(v.manifest.Root()) == (chunks-1)*share.MinChunkSize }
		}
		eventually(t, "all but the last chunk is here", has(first))
		second.get(t, v.manifest.Root(), first.info())
		eventually(t, "it goes on to somebody else", has(second))
		first.get(t, v.manifest.Root(), seed.info())
		first.arrives(t, v)
		second.arrives(t, v)
	})
}

// TestWhatWasProvedIsProvedAfterARestart: the room was taken once, and is not
// asked for again.
func TestWhatWasProvedIsProvedAfterARestart(t *testing.T) {
	const chunks = 12
	virtual(t, 3, 20*mbit, func(t *testing.T, hosts []host.Host) {
		seed := start(t, hosts[0], nil)
		v := seed.put(t, bytesOf(3, chunks*share.MinChunkSize-100))
		transfertest.WithoutItsEnd(hosts[1], fileOf(v))
		n := start(t, hosts[2], nil)
		n.get(t, v.manifest.Root(), infoOf(hosts[1]))
		eventually(t, "all but the last chunk is here", func() bool {
			return n.took(v.manifest.Root()) == (chunks-1)*share.MinChunkSize
		})
		n.stop()
		n = n.restart(t)
		eventually(t, "it is known again what is here", func() bool {
			d, _ := n.m.Download(v.manifest.Root())
			return d.Done == (chunks-1)*share.MinChunkSize
		})
		n.get(t, v.manifest.Root(), seed.info())
		n.arrives(t, v)
	})
}
