package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"text/tabwriter"
	"time"

	"hinny/network/sim"
)

const patience = 20 * time.Second // of virtual time

// run says what is searched for, and where.
type run struct {
	degree  int // hub neighbours of each hub
	warm    int // searches before the first row
	queries int // searches for each row
	only    int // copies of the one row that is wanted; 0: all rows
}

// show runs the searches and writes the table.
func (r run) show(c sim.Config) error {
	n, err := sim.New(c)
	if err != nil {
		return err
	}
	fmt.Printf("%d peers, %s overlay of %d links, latency %s to %s, loss %g, silent %g, churn %g an hour, seed %d, %d searches a row\n",
		c.Peers, c.Topology.Name, n.Graph.Links(), c.Latency[0], c.Latency[1], c.Loss, c.Silent, c.Churn, c.Seed, r.queries)
	rng := rand.New(rand.NewPCG(c.Seed, 1))
	for range r.warm {
		n.Search(rng.Int32N(int32(n.Peers)), n.Share(n.Popularity()), patience)
	}
	if r.warm > 0 {
		fmt.Printf("%d searches before; %d silent neighbours were replaced\n", r.warm, n.Replaced)
	}
	tab := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tab, "\ncopies\tfound\tby flood\tasked\tmessages\tof the DHT\tworst\thits back\tfirst hit p50\tp95\ttenth hit p50\t")
	for _, copies := range counts(c.Peers) {
		if r.only > 0 && r.only != copies {
			continue
		}
		found := &row{name: fmt.Sprint(copies)}
		for range r.queries {
			found.add(n.Search(rng.Int32N(int32(n.Peers)), n.Share(copies), patience))
		}
		found.write(tab, n)
	}
	if r.only > 0 {
		return tab.Flush()
	}
	clear(n.Load)
	zipf := &row{name: "Zipf"}
	for range 4 * r.queries {
		zipf.add(n.Search(rng.Int32N(int32(n.Peers)), n.Share(n.Popularity()), patience))
	}
	zipf.write(tab, n)
	if err := tab.Flush(); err != nil {
		return err
	}
	r.load(os.Stdout, n, zipf)
	return nil
}

// load prints what the searches of the last row cost the peers when each
// searches every ten minutes.
func (r run) load(w io.Writer, n *sim.Net, of *row) {
	mean := func(loads []int) (sum float64) {
		for _, l := range loads {
			sum += float64(l)
		}
		return sum / float64(of.searches)
	}
	hubs, leaves := n.Hubs(), n.Peers-n.Hubs()
	fmt.Fprintln(w, "\nIf each peer searches every ten minutes for what the row Zipf looks for:")
	rate, hour := sim.QueryBytes(mean(n.Load[:hubs]), n.Peers, hubs)
	fmt.Fprintf(w, "  a hub handles %.1f query messages a second, %.1f MB an hour\n", rate, hour/1e6)
	rate, hour = sim.QueryBytes(mean(n.Load[hubs:]), n.Peers, leaves)
	fmt.Fprintf(w, "  a leaf handles %.2f, %.2f MB an hour\n", rate, hour/1e6)
	if servers := n.Servers(); servers > 0 {
		rate, _ = sim.QueryBytes(float64(of.lookups)/float64(of.searches), n.Peers, servers)
		fmt.Fprintf(w, "  each of %d servers of the DHT handles %.2f look-ups a second\n", servers, rate)
	}
	if hubs > 0 && leaves > 0 {
		hub, leaf := sim.DigestBytes(float64(r.degree), 3*float64(leaves)/float64(hubs), n.Churn)
		fmt.Fprintf(w, "  digests: a hub sends %.1f MB an hour, a leaf %.3f\n", hub/1e6, leaf/1e6)
	}
}

// counts are one copy, and 0.01 %, 0.1 %, 1 % and 10 % of the peers.
func counts(peers int) []int {
	all := []int{1, peers / 10_000, peers / 1000, peers / 100, peers / 10}
	all = slices.DeleteFunc(all, func(n int) bool { return n < 1 })
	slices.Sort(all)
	return slices.Compact(all)
}

// row gathers searches of one kind.
type row struct {
	name                                  string
	searches, wanted, found, flooded      int
	asked, messages, lookups, worst, back int
	first, tenth                          []time.Duration
}

func (r *row) add(out sim.Outcome) {
	r.searches++
	r.asked += out.Asked
	r.messages += out.Messages()
	r.lookups += out.Lookups
	r.worst = max(r.worst, out.Messages()+out.Lookups)
	r.back += out.HitMessages
	if out.Copies > 0 {
		r.wanted++
	}
	if out.Hits > 0 {
		r.found++
		r.first = append(r.first, out.First)
	}
	if out.Hits > out.ByWords {
		r.flooded++
	}
	if out.Tenth > 0 {
		r.tenth = append(r.tenth, out.Tenth)
	}
}

func (r *row) write(w io.Writer, n *sim.Net) {
	of := func(sum int) float64 { return float64(sum) / float64(r.searches) }
	among := float64(max(r.wanted, 1))
	fmt.Fprintf(w, "%s\t%.3f\t%.3f\t%.1f %%\t%.0f\t%.0f\t%d\t%.0f\t%s\t%s\t%s\t\n", r.name, float64(r.found)/among, float64(r.flooded)/among,
		100*of(r.asked)/float64(n.Peers), of(r.messages), of(r.lookups), r.worst, of(r.back), at(r.first, 0.5), at(r.first, 0.95), at(r.tenth, 0.5))
}

// at returns a quantile in words.
func at(times []time.Duration, quantile float64) string {
	if len(times) == 0 {
		return "-"
	}
	slices.Sort(times)
	return times[int(quantile*float64(len(times)-1))].Round(time.Millisecond).String()
}
