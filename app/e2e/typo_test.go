package e2e

import (
	"testing"
	"time"
)

// TestAMistypedSearchFindsFilesOfOthers: who has no file at all, but heard the
// word when somebody answered an earlier search, is understood.
func TestAMistypedSearchFindsFilesOfOthers(t *testing.T) {
	a := newPeer(t, "a")
	image := a.sum(a.Write("Ubuntu.24.04-desktop_amd64.iso", content(1, 100)))
	server := a.sum(a.Write("ubuntu server notes.txt", content(2, 100)))
	a.Start()
	b := newPeer(t, "b").Start(a)
	if found := b.Find("ubunut desktop", time.Second); len(found) != 0 {
		t.Fatalf("the word was never heard, yet it finds %v", found)
	}
	b.sees("server notes", server, 1)
	var found map[string]float64
	b.Eventually("is understood", func() bool {
		found = map[string]float64{}
		for root, r := range b.Find("ubunut desktop", 5*time.Second) {
			found[root] = r.Score
		}
		return len(found) > 0
	})
	if _, ok := found[image]; !ok || len(found) != 1 {
		t.Errorf("it finds %v, not the image alone", found)
	}
}
