package network

import (
	"slices"
	"testing"
)

func TestWhoIsNamedTwiceIsAskedBeforeTheCrowd(t *testing.T) {
	b := newBallot[int](8, 2)
	var now []int
	for p := range 100 {
		if b.named("common", p) {
			now = append(now, p)
		}
	}
	for _, p := range []int{200, 201, 77, 202} {
		if b.named("other", p) {
			now = append(now, p)
		}
	}
	b.named("third", 300)
	if want := []int{0, 1, 200, 201, 77}; !slices.Equal(now, want) {
		t.Errorf("asked at once: %v, want %v", now, want)
	}
	if got, want := b.more(8), []int{202, 2}; !slices.Equal(got, want) { // "other" names four, "common" a hundred
		t.Errorf("asked then: %v, want %v", got, want)
	}
	if got := b.more(8); len(got) != 0 || b.named("common", 500) {
		t.Errorf("more than eight are asked: %v", got)
	}
	if got, want := b.more(10), []int{3, 4}; !slices.Equal(got, want) {
		t.Errorf("asked when those had nothing: %v, want %v", got, want)
	}
}

func TestTheMoreOftenNamedComeFirst(t *testing.T) {
	b := newBallot[string](2, 0)
	for _, vote := range [][2]string{{"a", "x"}, {"a", "y"}, {"a", "z"}} {
		b.named(vote[0], vote[1])
	}
	if !b.named("b", "z") || b.named("c", "z") {
		t.Error("who is named for a second key is asked then, and only then")
	}
	if got := b.more(2); !slices.Equal(got, []string{"x"}) {
		t.Errorf("the last to be asked: %v", got)
	}
}
