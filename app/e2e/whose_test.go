package e2e

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestASearchMayNameWhoseFilesAreMeant: by user ID or by the name of a contact,
// and also whose are not.
func TestASearchMayNameWhoseFilesAreMeant(t *testing.T) {
	a := newPeer(t, "a")
	ofA := a.sum(a.Write("Quodlibet of Anna.flac", content(1, 100)))
	a.Start()
	b := newPeer(t, "b")
	ofB := b.sum(b.Write("Quodlibet of Ben.flac", content(2, 100)))
	b.Start(a)
	c := newPeer(t, "c")
	own := c.sum(c.Write("Quodlibet of mine.flac", content(3, 100)))
	c.Start(a, b)
	c.sees("quodlibet", ofA, 1)
	c.sees("quodlibet", ofB, 1)
	if got := c.Run("contact", "add", a.id, "Anna B"); got.code != 0 {
		t.Fatal(got.err)
	}
	for text, want := range map[string][]string{
		`quodlibet peer:"anna b"`:       {ofA},
		"peer:" + a.id:                  {ofA},
		"quodlibet peer:" + b.id:        {ofB},
		"quodlibet peer:" + c.id:        {own},
		`quodlibet -peer:"anna b"`:      {ofB, own},
		`peer:"Anna B" peer:` + b.id:    {ofA, ofB},
		`mine peer:"anna b",` + b.id:    nil,
		`type:video peer:"anna b" anna`: nil,
	} {
		found := slices.Sorted(maps.Keys(c.Find(text, 2*time.Second)))
		if want = slices.Sorted(slices.Values(want)); !slices.Equal(found, want) {
			t.Errorf("%s finds %v, want %v", text, found, want)
		}
	}
	if got := c.Run("search", "peer:nobody"); got.code != 2 || !strings.Contains(got.err, "peer:nobody") || !strings.Contains(got.err, "contact list") {
		t.Errorf("an unknown name gives %+v", got)
	}
	a.Kill()
	c.Eventually("hears that a is off", func() bool {
		got := c.Run("search", `peer:"anna b"`, "--timeout", "20s")
		return got.code == 1 && strings.Contains(got.err, a.id)
	})
}
