package ui

import (
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"hinny/app/ui/logbook"
	"hinny/app/ui/look"
)

func TestTheLanguageChangesAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, _, queue := open(t, theme.VariantLight)
		w.Search("hinnies")
		settle(queue)
		rows, size := len(w.search.View().Rows), w.window.Canvas().Size()
		w.Show(PageLog)
		w.speak(look.Chinese)
		settle(queue)
		if title := w.tabs.Items[PageSearch].Text; title != "搜索" || Page(w.tabs.SelectedIndex()) != PageLog {
			t.Errorf("the first tab is %q, and page %d in front", title, w.tabs.SelectedIndex())
		}
		if m := w.search.View(); len(m.Rows) != rows || rows == 0 || len(m.Tabs) != 1 || m.Front == 0 {
			t.Errorf("%d results became %d in %d tabs", rows, len(m.Rows), len(m.Tabs))
		}
		if now := w.window.Canvas().Size(); now != size {
			t.Errorf("%v became %v", size, now)
		}
		w.Show(PageSearch)
		settle(queue)
		if w.window.Canvas().Focused() != fyne.Focusable(w.searchView.Field()) || w.searchView.Field().Text != "hinnies" {
			t.Errorf("the new field holds %q, or not the keyboard", w.searchView.Field().Text)
		}
		said := logbook.Lines(w.log.View().Rows)
		w.speak(look.English)
		settle(queue)
		if now := logbook.Lines(w.log.View().Rows); now == said || w.tabs.Items[PageSearch].Text != "Search" {
			t.Errorf("the log still says %q", now)
		}
	})
}
