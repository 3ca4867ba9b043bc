package query

import "testing"

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
		score := q.Score(name)
		if score <= 0 || score >= last {
			t.Errorf("%q scores %.3f after %.3f", name, score, last)
		}
		last = score
	}
	if got := q.Score("Mozart.flac"); got != 0 {
		t.Errorf("a name without the words scores %v", got)
	}
	if got := mustParse(t, "bach -air").Score("Bach - Air.flac"); got != 0 {
		t.Errorf("a name with a word that must not be there scores %v", got)
	}
	if got := mustParse(t, "type:audio -live").Score("Bach - Air.flac"); got != 1 {
		t.Errorf("a name without words to look for scores %v", got)
	}
}
