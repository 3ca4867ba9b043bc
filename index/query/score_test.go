package query

import (
	"strings"
	"testing"
)

func TestScoreFollowsWhatPeopleMean(t *testing.T) {
	q := mustParse(t, "bach air")
	names := []string{ // the best first
		"Bach - Air.flac",
		"Bach - Air on the G String.flac",
		"Bach and Airport noise in one long recording.flac",
		"Bach/Airs/track 7.flac",
	}
	last := 1.1
	for _, name := range names {
		score := q.Score(Thing{Name: name})
		if score <= 0 || score >= last {
			t.Errorf("%q scores %.3f after %.3f", name, score, last)
		}
		last = score
	}
	if got := q.Score(Thing{Name: "Mozart.flac"}); got != 0 {
		t.Errorf("a name without the words scores %v", got)
	}
	if got := mustParse(t, "bach -air").Score(Thing{Name: "Bach - Air.flac"}); got != 0 {
		t.Errorf("a name with a word that must not be there scores %v", got)
	}
	if got := mustParse(t, "type:audio -live").Score(Thing{Name: "Bach - Air.flac"}); got != 1 {
		t.Errorf("a name without words to look for scores %v", got)
	}
}

func TestTheOwnNameIsToldFromItsFolders(t *testing.T) {
	for _, name := range []string{"Bach/Air on G.flac", "S01E02.mkv", "a1/b2c/x264", "Bach/", "/", "CamelCase/DogHouse 9/FooBar.txt", "Bach/Déjà Vu/Beyoncé 2.flac", "大学/讲义.pdf"} {
		own, places := ownTokens(name, Positions(name))
		want := Positions(name[strings.LastIndexByte(name, '/')+1:])
		if len(own) != len(want) || (len(want) > 0 && places != want[len(want)-1].Position+1) {
			t.Errorf("of %q, %v are its own, in %d places; want %v", name, own, places, want)
			continue
		}
		for i := range own {
			if own[i].Text != want[i].Text {
				t.Errorf("of %q, %v are its own; want %v", name, own, want)
			}
		}
	}
}
