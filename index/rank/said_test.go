package rank

import (
	"testing"

	"hinny/index/query"
	"hinny/share"
)

// TestOurOwnFileScoresByWhatItSays says that a file of ours is no lesser result
// because the words are inside it and not in its name.
func TestOurOwnFileScoresByWhatItSays(t *testing.T) {
	q, err := query.Parse("artist:can spoon ")
	if err != nil {
		t.Fatal(err)
	}
	m := New(q)
	own := Hit{Root: share.RootHash{1}, Name: "track 1.opus", Size: 9, Own: true, Meta: share.Meta{Artist: "Can", Title: "Spoon"}}
	if got, _ := m.Add(own); got.Score <= 0 {
		t.Errorf("scores %v", got.Score)
	}
	own.Root, own.Meta = share.RootHash{2}, share.Meta{}
	if got, _ := m.Add(own); got.Score != 0 {
		t.Errorf("without it: %v", got.Score)
	}
}
