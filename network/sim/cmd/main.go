package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"text/tabwriter"
	"time"

	"hinny/network/flood"
	"hinny/network/sim"
)

func main() {
	var c sim.Config
	flag.IntVar(&c.Peers, "peers", 10_000, "peers in the network")
	flag.Uint64Var(&c.Seed, "seed", 1, "seed of everything that is drawn")
	flag.Float64Var(&c.Loss, "loss", 0, "part of the messages that are lost")
	flag.Float64Var(&c.Silent, "silent", 0, "part of the peers that pass nothing on")
	flag.DurationVar(&c.Latency[0], "least", 10*time.Millisecond, "shortest one-way latency of a link")
	flag.DurationVar(&c.Latency[1], "most", 100*time.Millisecond, "longest one-way latency of a link")
	flag.Float64Var(&c.False, "false", 0.02, "part of the digests that match though nothing is there")
	share := flag.Int("share", 25, "peers for each hub; 0: no roles and no digests")
	fan := flag.Int("fan", 0, "hubs without the file that carry a query on from one hub; 0: the policy's")
	again := flag.Int("again", -1, "how often a known query is passed on again; -1: as the policy says")
	degree := flag.Int("degree", 24, "hub neighbours of each hub")
	queries := flag.Int("queries", 50, "searches for each row")
	flag.Parse()
	c.Policy, c.Topology = flood.DefaultPolicy(), sim.Random(*degree)
	if *share > 0 {
		c.Topology, c.Digests = sim.Tiers(*share, *degree, 3), true
	}
	if *fan > 0 {
		c.Policy.FanOut = *fan
	}
	if *again >= 0 {
		c.Policy.Again = *again
	}
	if err := show(c, *queries); err != nil {
		fmt.Fprintln(os.Stderr, "sim:", err)
		os.Exit(1)
	}
}

// show runs the searches and writes the table.
func show(c sim.Config, queries int) error {
	n, err := sim.New(c)
	if err != nil {
		return err
	}
	fmt.Printf("%d peers, %s overlay of %d links, latency %s to %s, loss %g, silent %g, seed %d, %d searches a row\n\n",
		c.Peers, c.Topology.Name, n.Graph.Links(), c.Latency[0], c.Latency[1], c.Loss, c.Silent, c.Seed, queries)
	tab := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tab, "copies\tfound\tasked\tmessages\tworst round\thits back\tfirst hit p50\tp95\ttenth hit p50\t")
	rng := rand.New(rand.NewPCG(c.Seed, 1))
	for _, copies := range counts(c.Peers) {
		row(tab, n, rng, copies, queries)
	}
	if err := tab.Flush(); err != nil {
		return err
	}
	load(n, len(counts(c.Peers))*queries)
	return nil
}

// What load assumes of people and of the wire.
const (
	searchEvery = 600 // seconds between two searches of one person
	queryBytes  = 130 // of a query message with its framing
)

// load prints what all searches together cost the peers, at the mix of the
// rows above and one search of each peer every ten minutes.
func load(n *sim.Net, searches int) {
	mean := func(loads []int) float64 {
		sum := 0
		for _, l := range loads {
			sum += l
		}
		return float64(sum) / float64(max(len(loads), 1)) / float64(searches) * float64(n.Peers) / searchEvery
	}
	hubs, leaves := mean(n.Load[:n.Hubs()]), mean(n.Load[n.Hubs():])
	fmt.Printf("\nIf each peer searches every %d s: %.1f query messages a second at a hub (%.0f MB an hour), %.2f at a leaf (%.1f MB an hour).\n",
		searchEvery, hubs, hubs*3600*queryBytes/1e6, leaves, leaves*3600*queryBytes/1e6)
}

// counts are one copy, and 0.01 %, 0.1 %, 1 % and 10 % of the peers.
func counts(peers int) []int {
	all := []int{1, peers / 10_000, peers / 1000, peers / 100, peers / 10}
	all = slices.DeleteFunc(all, func(n int) bool { return n < 1 })
	slices.Sort(all)
	return slices.Compact(all)
}

const patience = 20 * time.Second // of virtual time

func row(tab *tabwriter.Writer, n *sim.Net, rng *rand.Rand, copies, queries int) {
	var found, asked, messages, worst, back int
	var first, tenth []time.Duration
	for range queries {
		out := n.Search(rng.Int32N(int32(n.Peers)), n.Share(copies), patience)
		asked += out.Asked
		messages += out.Messages()
		worst = max(worst, out.Worst())
		back += out.HitMessages
		if out.Hits > 0 {
			found++
			first = append(first, out.First)
		}
		if out.Tenth > 0 {
			tenth = append(tenth, out.Tenth)
		}
	}
	of := func(sum int) float64 { return float64(sum) / float64(queries) }
	fmt.Fprintf(tab, "%d\t%.2f\t%.1f %%\t%.0f\t%d\t%.0f\t%s\t%s\t%s\t\n", copies, of(found),
		100*of(asked)/float64(n.Peers), of(messages), worst, of(back), at(first, 0.5), at(first, 0.95), at(tenth, 0.5))
}

// at returns a quantile in words.
func at(times []time.Duration, quantile float64) string {
	if len(times) == 0 {
		return "-"
	}
	slices.Sort(times)
	return times[int(quantile*float64(len(times)-1))].Round(time.Millisecond).String()
}
