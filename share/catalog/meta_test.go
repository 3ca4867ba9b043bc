package catalog

import (
	"testing"
	"time"

	"hinny/share"
)

// saying is an entry whose file says something of itself.
func saying(e Entry) Entry {
	e.File.Form = 1
	e.File.Meta = share.Meta{Artist: "Bach", Album: "骡", Title: "Air", Duration: 90 * time.Second, Bitrate: 900_000, Width: 3, Height: 2}
	return e
}

func TestWhatAFileSaysIsKept(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir)
	plain, asked := sample("a.txt", 1, 1), sample("b.flac", 2, 2)
	asked.File.Form = 1 // and said nothing
	said := saying(sample("c.flac", 3, 3))
	put(t, c, plain, asked, said)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	c = open(t, dir)
	for _, want := range []Entry{plain, asked, said} {
		got, ok := c.ByPath(want.File.Path)
		if !ok || got.File.Meta != want.File.Meta || got.File.Form != want.File.Form {
			t.Errorf("%s: %+v in form %d", want.File.Path, got.File.Meta, got.File.Form)
		}
	}
}

// TestAFileThatSaysNothingTakesNoMore compares the records of one that was
// never asked, as all of older catalogs, and of one that had nothing to say.
func TestAFileThatSaysNothingTakesNoMore(t *testing.T) {
	e := sample("a.flac", 1, 1)
	never := len(record{file: e.File, identity: e.Identity}.encode())
	e.File.Form = 1
	if asked := len(record{file: e.File, identity: e.Identity}.encode()); asked != never+1 {
		t.Errorf("%d bytes became %d", never, asked)
	}
}

// TestTheFeedTellsOfWhatAFileSays because the index has to know of it, and does
// not tell of a question without an answer.
func TestTheFeedTellsOfWhatAFileSays(t *testing.T) {
	c := open(t, t.TempDir())
	e := sample("a.flac", 1, 1)
	put(t, c, e)
	before := c.Seq()
	e.File.Form = 1
	put(t, c, e)
	if c.Seq() != before {
		t.Error("told although nothing was said")
	}
	put(t, c, saying(e))
	changes, err := c.ChangesSince(before, 10)
	if err != nil || len(changes) != 1 || changes[0].File.Meta.Artist != "Bach" {
		t.Errorf("changes: %+v, %v", changes, err)
	}
}

func TestARecordThatSaysTooMuchIsDamaged(t *testing.T) {
	e := sample("a.flac", 1, 1)
	whole := record{file: saying(e).File, identity: e.Identity}.encode()
	plain := len(record{file: e.File, identity: e.Identity}.encode())
	for cut := plain + 2; cut < len(whole); cut++ {
		if r, err := decodeRecord(e.File.Path, whole[:cut]); err == nil {
			t.Errorf("cut to %d bytes it says %+v", cut, r.file.Meta)
		}
	}
	for what, m := range map[string]share.Meta{
		"a line break":   {Title: "a\nb"},
		"half a picture": {Width: 3},
	} {
		e.File.Meta, e.File.Form = m, 1
		if _, err := decodeRecord(e.File.Path, record{file: e.File, identity: e.Identity}.encode()); err == nil {
			t.Errorf("%s is believed", what)
		}
	}
}
