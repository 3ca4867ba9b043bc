package settings

import (
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2/test"

	"hinny/app/api"
)

// TestASearchFindsPreferencesOnAllPages looks for words of titles, of ticks, of
// what is explained, and of pages.
func TestASearchFindsPreferencesOnAllPages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v, _, _ := form(t, &limited{now: api.Limits{}})
		pages := v.pages()
		for text, want := range map[string]int{
			"theme": 1, "  THEME ": 1, "kB/s": 4, "limits": 6, "upload kb": 2, "week": 0, "copied anywhere": 1, "arrived": 2, "nothing is called so": 0,
		} {
			if found := find(pages, text); len(found) != want {
				t.Errorf("%q finds %d, want %d", text, len(found), want)
			}
		}
	})
}

func TestAPageComesBackAfterASearch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v, _, _ := form(t, &limited{now: api.Limits{}})
		b := newBook(v.pages())
		const each = 4 // objects a line
		lines := func() int { return len(b.grid.Objects) / each }
		if lines() != 4 {
			t.Errorf("the first page has %d lines", lines())
		}
		b.list.Select(2)
		if lines() != 6 || b.grid.Objects[1] != v.up {
			t.Errorf("the third page has %d lines", lines())
		}
		test.Type(b.field, "theme")
		if lines() != 1 || b.grid.Objects[1] != v.face {
			t.Errorf("the search shows %d lines", lines())
		}
		b.field.SetText("")
		if lines() != 6 || b.grid.Objects[1] != v.up {
			t.Errorf("after the search: %d lines", lines())
		}
		test.Type(b.field, "xyz")
		b.list.Select(1)
		if lines() != 1 || b.field.Text != "" {
			t.Errorf("a page chosen during a search has %d lines, and %q is searched", lines(), b.field.Text)
		}
	})
}
