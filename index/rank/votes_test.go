package rank

import (
	"fmt"
	"testing"
)

// TestANetworkHasTwoVotes: a hundred keys of one person are worth two machines.
func TestANetworkHasTwoVotes(t *testing.T) {
	m := merger(t, "air")
	for n := range 100 {
		m.Add(from(hit(1, "Free Air.exe", fmt.Sprint("spam", n)), "198.51.0.0/16"))
	}
	for n := range 3 {
		m.Add(from(hit(1, "Air.flac", fmt.Sprint("honest", n)), fmt.Sprintf("192.%d.0.0/16", n)))
	}
	r := m.Results()[0]
	if r.Name != "Air.flac" || len(r.Providers) != 103 {
		t.Errorf("a hundred of one network and three of three call it %q, %d providers", r.Name, len(r.Providers))
	}
	for n := range 3 {
		m.Add(from(hit(2, "Air.flac", fmt.Sprint("three", n)), fmt.Sprint("there", n)))
		m.Add(from(hit(3, "Air.flac", fmt.Sprint("two", n)), fmt.Sprint("here", n%2)))
		m.Add(from(hit(4, "Air.flac", fmt.Sprint("one", n)), "cheap"))
	}
	score := map[int]float64{}
	for _, r := range m.Results() {
		score[int(r.Root[1])] = r.Score
	}
	if score[2] != score[3] || score[3] <= score[4] {
		t.Errorf("three networks give %v, two %v, one %v", score[2], score[3], score[4])
	}
}

// TestVotesAreTakenBackWhereTheyWereGiven follows a peer that moves and renames.
func TestVotesAreTakenBackWhereTheyWereGiven(t *testing.T) {
	m := merger(t, "air")
	m.Add(from(hit(1, "b air", "ann"), "here"))
	m.Add(from(hit(1, "c air", "bob"), "there"))
	got, _ := m.Add(from(hit(1, "a air", "ann"), "there"))
	f := m.files[root(1)]
	if got.Name != "a air" || len(got.Names) != 2 || f.holders.count() != 2 || f.holders.of("here") >= 0 {
		t.Errorf("called %q, holders %v", got.Names, f.holders)
	}
}
