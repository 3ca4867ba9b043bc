package main

import (
	"strings"
	"testing"

	"hinny/app/api"
	"hinny/app/words"
)

// TestFurtherAsksOnceForEachRound: progress comes several times a second, and
// each end of a search is worth one wish.
func TestFurtherAsksOnceForEachRound(t *testing.T) {
	f := newFurther(2)
	asked := 0
	for rounds := 1; rounds <= 5; rounds++ {
		for _, done := range []bool{false, true, true} {
			f.see(api.SearchProgress{Rounds: rounds, Done: done})
			select {
			case <-f.wish:
				asked++
			default:
			}
		}
	}
	if asked != 2 {
		t.Errorf("asked %d times, want 2", asked)
	}
}

func TestAWishThatIsNotHeardYetIsNotCounted(t *testing.T) {
	f := newFurther(2)
	f.see(api.SearchProgress{Rounds: 1, Done: true})
	f.see(api.SearchProgress{Rounds: 2, Done: true})
	if f.times != 1 || len(f.wish) != 1 {
		t.Errorf("%d wishes are left and %d wait, want 1 and 1", f.times, len(f.wish))
	}
}

func TestSearchGoesOnAndSaysHowFarItWent(t *testing.T) {
	memory := world()
	memory.Linger, memory.Rounds = true, 3
	home := running(t, memory)
	got := call(t.Context(), "search", "--more", "2", "--timeout", "1m", "--home", home, "mule")
	if got.code != 0 || !strings.Contains(got.err, "3 rounds") {
		t.Errorf("%d: %s%s", got.code, got.out, got.err)
	}
	if got := call(t.Context(), "search", "--more", "11", "--home", home, "mule"); got.code == 0 || !strings.Contains(got.err, "--more 11") {
		t.Errorf("%d: %s", got.code, got.err)
	}
	if got := words.Asked(1240, 3, 1); got != "Asked 1,240 peers, 3 rounds, 1 rare word looked up" {
		t.Error(got)
	}
}
