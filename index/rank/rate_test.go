package rank

import (
	"fmt"
	"testing"

	"hinny/share"
)

// rated adds a provider, each in a network of its own, that says a rate.
func rated(m *Merger, root byte, provider string, rate share.RateClass) Result {
	r, _ := m.Add(Hit{Root: share.RootHash{root}, Name: "spoon.opus", Size: 9, Provider: provider, Network: provider, Rate: rate})
	return r
}

func TestTheRateInTheMiddleIsShown(t *testing.T) {
	m := asked(t, "spoon")
	rated(m, 1, "says nothing", 0)
	if got := rated(m, 1, "says nothing either", 0).Rate; got != 0 {
		t.Errorf("nobody says a rate, shown is class %d", got)
	}
	rated(m, 1, "slow", 5)
	if got := rated(m, 1, "usual", 11).Rate; got != 5 && got != 11 {
		t.Errorf("of two, class %d is shown", got)
	}
	if got := rated(m, 1, "boasts", share.MaxRateClass).Rate; got != 11 {
		t.Errorf("of 5, 11 and a boast class %d is shown", got)
	}
}

func TestPeersOfOneNetworkHaveTwoVotesForARate(t *testing.T) {
	m := asked(t, "spoon")
	for i := range 5 {
		rated(m, 1, fmt.Sprint("honest ", i), 8)
	}
	var r Result
	for i := range 100 {
		r, _ = m.Add(Hit{Root: share.RootHash{1}, Name: "spoon.opus", Size: 9, Provider: fmt.Sprint("liar ", i), Network: "one", Rate: share.MaxRateClass})
	}
	if r.Rate != 8 {
		t.Errorf("a hundred peers of one network made it class %d", r.Rate)
	}
}

// TestOfAlikeResultsTheFasterIsBetter: and no rate outweighs another provider.
func TestOfAlikeResultsTheFasterIsBetter(t *testing.T) {
	m := asked(t, "spoon")
	slow, silent, fast := rated(m, 1, "a", 1), rated(m, 2, "b", 0), rated(m, 3, "c", share.MaxRateClass)
	if slow.Score >= silent.Score || silent.Score >= fast.Score {
		t.Errorf("slow %v, not known %v, fast %v", slow.Score, silent.Score, fast.Score)
	}
	rated(m, 1, "d", 1)
	if two := rated(m, 1, "e", 1); two.Score <= fast.Score {
		t.Errorf("three slow providers score %v, one that is fast %v", two.Score, fast.Score)
	}
}

// TestAnotherNameDoesNotCountARateTwice: a provider that names a file again is
// still one.
func TestAnotherNameDoesNotCountARateTwice(t *testing.T) {
	m := asked(t, "spoon")
	rated(m, 1, "a", 5)
	r, _ := m.Add(Hit{Root: share.RootHash{1}, Name: "a spoon.opus", Size: 9, Provider: "a", Network: "a", Rate: 9})
	if r.Rate != 9 {
		t.Errorf("the provider's newer word is class 9, shown is %d", r.Rate)
	}
	if n := len(m.files[share.RootHash{1}].rates); n != 1 {
		t.Errorf("one provider is remembered with %d rates", n)
	}
}

func TestAnImpossibleRateIsRefused(t *testing.T) {
	m := asked(t, "spoon")
	if _, changed := m.Add(Hit{Root: share.RootHash{1}, Name: "spoon.opus", Size: 9, Provider: "a", Rate: share.MaxRateClass + 1}); changed || m.Len() != 0 {
		t.Error("a rate that does not exist was taken")
	}
}
