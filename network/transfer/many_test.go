package transfer

import (
	"fmt"
	"testing"
	"time"
)

// manySize is a small file: it rides in the answer to an Open.
const manySize = 10 << 10

// many has one peer order n small files of another at once.
func many(t testing.TB, n int) (took time.Duration) {
	seed, asker := start(t, tcpHost(t), nil), start(t, tcpHost(t), nil)
	var all []*volume
	for i := range n {
		data := bytesOf(9, manySize)
		copy(data, fmt.Sprint(i))
		v := seed.put(t, data)
		v.name = fmt.Sprintf("file-%05d.bin", i)
		all = append(all, v)
	}
	began := time.Now()
	for _, v := range all {
		asker.get(t, v.manifest.Root(), seed.info())
	}
	left := all
	eventually(t, "all small files are complete", func() bool {
		for len(left) > 0 {
			if d, _ := asker.m.Download(left[0].manifest.Root()); d.State != StateComplete {
				return false
			}
			left = left[1:]
		}
		return true
	})
	return time.Since(began)
}

func TestManySmallFilesArriveTogether(t *testing.T) {
	n := 100
	if *full {
		n = 10_000
	}
	took := many(t, n)
	t.Logf("%d files in %v: %.0f a second", n, took, float64(n)/took.Seconds())
}
