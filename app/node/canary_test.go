package node

import (
	"testing"

	"hinny/index/query"
)

func TestACanaryIsOneWholeWordThatNobodyHas(t *testing.T) {
	first, second := canary(), canary()
	if first == second {
		t.Errorf("two canaries are both %s", first)
	}
	q, err := query.Parse(first)
	if err != nil {
		t.Fatal(err)
	}
	if words := q.Required(); len(words) != 1 || len(words[0]) != canaryLetters {
		t.Errorf("%s asks for %q", first, words)
	}
}
