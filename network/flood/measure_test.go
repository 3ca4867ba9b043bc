package flood_test

import (
	"math/rand/v2"
	"testing"

	"hinny/network/flood"
)

// BenchmarkReach prints what DESIGN.md cites: how many of the peers one query
// reaches and how many messages that takes, by how often a known query that
// could go further is passed on again.
func BenchmarkReach(b *testing.B) {
	for _, c := range []struct {
		name       string
		n, degree  int
		ttl, again int
	}{
		{"1000x8/ttl4/again0", 1000, 8, 4, 0},
		{"1000x8/ttl4/again2", 1000, 8, 4, 2},
		{"1000x8/ttl16/again0", 1000, 8, 16, 0},
		{"1000x8/ttl16/again1", 1000, 8, 16, 1},
		{"1000x8/ttl16/again2", 1000, 8, 16, 2},
		{"1000x4/ttl16/again0", 1000, 4, 16, 0},
		{"1000x4/ttl16/again2", 1000, 4, 16, 2},
		{"10000x8/ttl16/again0", 10000, 8, 16, 0},
		{"10000x8/ttl16/again2", 10000, 8, 16, 2},
	} {
		b.Run(c.name, func(b *testing.B) {
			reached, sent := 0, 0
			for i := range b.N {
				policy := flood.DefaultPolicy()
				policy.Again = c.again
				policy.Rounds = []flood.Round{{TTL: c.ttl, Budget: 4096}}
				w := newWorld(regular(c.degree)(c.n, rand.New(rand.NewPCG(uint64(i), 0))), policy, uint64(i))
				w.search(0, 0)
				w.run(0, enough)
				reached += len(w.reached)
				for _, n := range w.sent {
					sent += n
				}
			}
			b.ReportMetric(100*float64(reached)/float64(b.N)/float64(c.n-1), "%reached")
			b.ReportMetric(float64(sent)/float64(b.N), "messages")
		})
	}
}
