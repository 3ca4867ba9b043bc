package node

import (
	"context"
	"errors"
	"testing"

	"hinny/index"
)

// TestMoreGoesThroughAllOwnFiles: each wish brings the next thousand, none
// twice, and once all were given the index is not asked any more.
func TestMoreGoesThroughAllOwnFiles(t *testing.T) {
	const files = 2*maxLocal + 300
	asked := 0
	o := own{look: func(_ context.Context, limit int) ([]index.Match, error) {
		asked++
		matches := make([]index.Match, min(limit, files))
		for i := range matches {
			matches[i].Score = float64(files - i)
		}
		return matches, nil
	}}
	next := float64(files)
	for wish, want := range []int{maxLocal, maxLocal, 300, 0} {
		got, err := o.next(t.Context())
		if err != nil || len(got) != want {
			t.Fatalf("wish %d brings %d files, want %d (%v)", wish, len(got), want, err)
		}
		for _, m := range got {
			if m.Score != next {
				t.Fatalf("wish %d brings the file of score %v, want %v", wish, m.Score, next)
			}
			next--
		}
	}
	if asked != 3 {
		t.Errorf("the index is asked %d times", asked)
	}
	var without own
	if got, err := without.next(t.Context()); len(got) != 0 || err != nil {
		t.Errorf("whose own files are not asked for gets %d (%v)", len(got), err)
	}
}

func TestAFailedLookIsTriedAgain(t *testing.T) {
	broken := true
	o := own{look: func(context.Context, int) ([]index.Match, error) {
		if broken {
			return nil, errors.New("the index is being rebuilt")
		}
		return make([]index.Match, 5), nil
	}}
	if _, err := o.next(t.Context()); err == nil {
		t.Fatal("a failure is kept quiet")
	}
	broken = false
	if got, err := o.next(t.Context()); len(got) != 5 || err != nil {
		t.Errorf("after the failure %d files come (%v)", len(got), err)
	}
}
