package share

import "testing"

func TestARateHasAClass(t *testing.T) {
	for rate, want := range map[int64]RateClass{
		-1: 0, 0: 0, 1: 1, 1 << 10: 1, 2<<10 - 1: 1, 2 << 10: 2, 1 << 20: 11, 2<<20 - 1: 11, 512 << 20: 20, 1 << 62: 20,
	} {
		if got := RateClassOf(rate); got != want {
			t.Errorf("%d bytes a second are class %d, want %d", rate, got, want)
		}
	}
}

func TestAClassSaysItsLeastRate(t *testing.T) {
	for c := RateClass(1); c <= MaxRateClass; c++ {
		if RateClassOf(c.Rate()) != c || (c > 1 && RateClassOf(c.Rate()-1) != c-1) {
			t.Errorf("class %d begins at %d bytes a second", c, c.Rate())
		}
	}
	if RateClass(0).Rate() != 0 || (MaxRateClass+1).Rate() != 0 {
		t.Error("a rate is known of a class that says none")
	}
}
