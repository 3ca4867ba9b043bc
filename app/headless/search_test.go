package main

import (
	"slices"
	"strings"
	"testing"

	"hinny/app/api"
	"hinny/app/api/apitest"
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

// TestSearchLeavesOutWhatIsNotWanted: as the filters of the window, for lines
// and for JSON.
func TestSearchLeavesOutWhatIsNotWanted(t *testing.T) {
	memory := world()
	memory.Results = append(memory.Results, api.Result{Root: apitest.Root(3), Name: "mule ordered.mkv", Size: 1, Providers: []string{friend}})
	home := running(t, memory)
	if _, err := memory.Get(t.Context(), api.GetRequest{Target: apitest.Root(3).String(), Size: -1}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		flags []string
		want  []int
	}{
		{nil, []int{1, 2, 3}},
		{[]string{"--min-providers", "2"}, []int{2}},
		{[]string{"--new"}, []int{1}},
		{[]string{"--new", "--min-providers", "2"}, nil},
		{[]string{"--json", "--new"}, []int{1}},
	} {
		got := call(t.Context(), append(append([]string{"search", "--home", home}, c.flags...), "mule")...)
		var shown []int
		for n := 1; n <= 3; n++ {
			if strings.Contains(got.out, apitest.Root(byte(n)).String()) {
				shown = append(shown, n)
			}
		}
		if got.code != 0 || !slices.Equal(shown, c.want) {
			t.Errorf("%v shows %v, want %v: %s%s", c.flags, shown, c.want, got.out, got.err)
		}
	}
	if got := call(t.Context(), "search", "--min-providers", "-1", "--home", home, "mule"); got.code == 0 || !strings.Contains(got.err, "--min-providers -1") {
		t.Errorf("%d: %s", got.code, got.err)
	}
}
