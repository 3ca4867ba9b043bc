package transfer

import (
	"fmt"
	"testing"

	"hinny/network/limit"
	"hinny/share"
)

func TestFilesOfEverySizeArrive(t *testing.T) {
	seed := start(t, tcpHost(t), nil)
	asker := start(t, tcpHost(t), nil)
	for _, size := range []int{
		0, 1, maxInline, maxInline + 1, share.MinChunkSize - 1, share.MinChunkSize,
		share.MinChunkSize + 1, 10*share.MinChunkSize + 17, 600 * share.MinChunkSize,
	} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			v := seed.put(t, bytesOf(uint64(size), size))
			asker.get(t, v.manifest.Root(), seed.info())
			d := asker.arrives(t, v)
			if size > 0 && d.Sources[seed.host.ID().String()] != int64(size) {
				t.Fatalf("the sources are %v, want all %d bytes from the seed", d.Sources, size)
			}
		})
	}
}

func TestThreeProvidersEachServePart(t *testing.T) {
	data := bytesOf(1, 64<<20)
	asker := start(t, tcpHost(t), nil)
	var v *volume
	var from []*node
	for range 3 {
		// Each is so slow that one which is late, on a busy machine, is not too late.
		n := start(t, tcpHost(t), func(o *Options) {
			o.Limiter = new(limit.Limiter)
			o.Limiter.Set(limit.Rates{Up: 8 << 20, CountLAN: true})
		})
		v = n.put(t, data)
		from = append(from, n)
	}
	asker.get(t, v.manifest.Root(), from[0].info(), from[1].info(), from[2].info())
	d := asker.arrives(t, v)
	total := int64(0)
	for _, n := range from {
		got := d.Sources[n.host.ID().String()]
		if got < 2<<20 {
			t.Errorf("a provider served only %d of %d bytes", got, len(data))
		}
		total += got
	}
	if total != int64(len(data)) {
		t.Errorf("the sources add up to %d of %d bytes", total, len(data))
	}
	if d.Wasted > int64(len(data))/20 {
		t.Errorf("%d bytes were wasted, more than 5 %%", d.Wasted)
	}
}
