package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"hinny/network/flood"
	"hinny/network/sim"
)

func main() {
	var c sim.Config
	flag.IntVar(&c.Peers, "peers", 10_000, "peers in the network")
	flag.Uint64Var(&c.Seed, "seed", 1, "seed of everything that is drawn")
	flag.Float64Var(&c.Loss, "loss", 0, "part of the messages that are lost")
	flag.Float64Var(&c.Silent, "silent", 0, "part of the hubs that pass nothing on")
	flag.Float64Var(&c.Churn, "churn", 0.1, "part of the peers that leave, and of others that come, in an hour")
	flag.BoolVar(&c.DHT, "dht", true, "whether words are looked up in the DHT beside the flood")
	flag.BoolVar(&c.Pairs, "pairs", true, "whether pairs of words are looked up, too")
	flag.Float64Var(&c.Dialable, "dialable", 0.37, "part of the leaves that can be dialled and serve the DHT")
	flag.DurationVar(&c.Latency[0], "least", 10*time.Millisecond, "shortest one-way latency of a link")
	flag.DurationVar(&c.Latency[1], "most", 100*time.Millisecond, "longest one-way latency of a link")
	flag.Float64Var(&c.False, "false", 0.02, "part of the digests that match though nothing is there")
	share := flag.Int("share", 25, "peers for each hub; 0: no roles and no digests")
	fan := flag.Int("fan", 0, "hubs without the file that carry a query on from one hub; 0: the policy's")
	again := flag.Int("again", -1, "how often a known query is passed on again; -1: as the policy says")
	var r run
	flag.IntVar(&r.degree, "degree", 17, "hub neighbours of each hub; 17 is what network/overlay settles to")
	rounds := flag.String("rounds", "", "rings as hops:budget:below, with commas; empty: the policy's")
	flag.IntVar(&r.warm, "warm", 0, "searches before the first row, by which silent hubs are found out")
	flag.IntVar(&r.queries, "queries", 50, "searches for each row")
	flag.IntVar(&r.only, "copies", 0, "only the row of so many copies; 0: all rows")
	flag.Parse()
	c.Policy, c.Topology = flood.DefaultPolicy(), sim.Random(r.degree)
	if *share > 0 {
		c.Topology, c.Digests = sim.Tiers(*share, r.degree, 3), true
	}
	if *fan > 0 {
		c.Policy.FanOut = *fan
	}
	if *again >= 0 {
		c.Policy.Again = *again
	}
	if err := parseRounds(*rounds, &c.Policy); err != nil {
		fmt.Fprintln(os.Stderr, "sim:", err)
		os.Exit(2)
	}
	if err := r.show(c); err != nil {
		fmt.Fprintln(os.Stderr, "sim:", err)
		os.Exit(1)
	}
}

// parseRounds reads the rings of a search.
func parseRounds(text string, p *flood.Policy) error {
	if text == "" {
		return nil
	}
	p.Rounds = nil
	for part := range strings.SplitSeq(text, ",") {
		var r flood.Round
		if _, err := fmt.Sscanf(part, "%d:%d:%d", &r.TTL, &r.Budget, &r.Below); err != nil {
			return fmt.Errorf("the ring %q is not hops:budget:below", part)
		}
		p.Rounds = append(p.Rounds, r)
	}
	return nil
}
