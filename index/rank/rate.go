package rank

import (
	"maps"
	"slices"

	"hinny/share"
)

const (
	// worthOfDoubling is how much better twice the rate makes a result: little,
	// so that it decides between alike ones only. From the slowest class to the
	// fastest it is a third, less than twice the providers are worth.
	worthOfDoubling = 0.02
	// usualRate is what counts as neither slow nor fast: 1 MiB a second.
	usualRate share.RateClass = 11
)

// rateWeight is what the score is multiplied by. What is not known counts as
// usual, so that saying nothing is neither punished nor a way to the top.
func rateWeight(c share.RateClass) float64 {
	if c == 0 {
		return 1
	}
	return 1 + worthOfDoubling*float64(int(c)-int(usualRate))
}

// hasRate counts what one more provider says of its rate. There are not more
// than share.MaxRateClass different ones: plausible sees to it.
func (f *file) hasRate(said claim) {
	if said.rate == 0 {
		return
	}
	if f.rates == nil {
		f.rates = map[share.RateClass]votes{}
	}
	f.rates[said.rate] = f.rates[said.rate].with(said.network)
}

// rate returns the class in the middle of those the providers say: half of them
// are at least as fast, and a few that boast move it little. 0: none says one.
func (f *file) rate() share.RateClass {
	all := 0
	for _, v := range f.rates {
		all += v.count()
	}
	for _, c := range slices.Backward(slices.Sorted(maps.Keys(f.rates))) {
		if all -= 2 * f.rates[c].count(); all <= 0 {
			return c
		}
	}
	return 0
}
