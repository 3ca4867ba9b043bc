package ui

import (
	"strings"
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/look"
	"hinny/app/ui/search"
	"hinny/app/ui/transfers"
	"hinny/app/ui/uitest"
)

// Pictures are drawn by the software painter in the fonts that Fyne brings, so
// they are the same everywhere. Chinese letters come from the system and are
// not in them; what the Chinese window says is compared as markup.

func TestTheScreensLookAsTheyDid(t *testing.T) {
	for name, variant := range uitest.Variants() {
		synctest.Test(t, func(t *testing.T) {
			w, queue := searched(t, variant)
			for page, screen := range screens() {
				w.Show(Page(page))
				settle(queue)
				test.AssertRendersToImage(t, screen+"-"+name+".png", w.window.Canvas())
				if variant == theme.VariantLight {
					test.AssertRendersToMarkup(t, screen+".xml", w.window.Canvas())
				}
			}
		})
	}
}

func TestTheScreensSpeakChinese(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		uitest.App(t, theme.VariantLight)
		uitest.Speak(t, look.Chinese)
		w, queue := searchedIn(t)
		for page, screen := range screens() {
			w.Show(Page(page))
			settle(queue)
			test.AssertRendersToMarkup(t, screen+"-zh.xml", w.window.Canvas())
		}
	})
}

func TestTheTreeOfFoldersLooksAsItDid(t *testing.T) {
	for name, variant := range uitest.Variants() {
		synctest.Test(t, func(t *testing.T) {
			uitest.App(t, variant)
			w := openTree(t)
			test.AssertRendersToImage(t, "shared-tree-"+name+".png", w.window.Canvas())
		})
	}
}

func TestTheTreeOfFoldersSpeaksChinese(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		uitest.App(t, theme.VariantLight)
		uitest.Speak(t, look.Chinese)
		w := openTree(t)
		test.AssertRendersToMarkup(t, "shared-tree-zh.xml", w.window.Canvas())
	})
}

// openTree shows the tree of folders in the application there is, with one that
// is left out.
func openTree(t *testing.T) *Window {
	t.Helper()
	w, node, queue := openIn(t)
	node.With(func(n *uitest.Node) {
		latinOnly(n)
		n.Shared[0].Without = []string{"/home/ada/Animals/Mules"}
	})
	w.Show(PageShared)
	w.libraryView.ShowTab(1)
	settle(queue)
	w.ticks.Fold(w.ticks.View().Rows[1], true)
	settle(queue)
	w.ticksView.Select(1)
	w.window.Canvas().Unfocus()
	return w
}

func TestMoreIsOfferedWhenASearchRests(t *testing.T) {
	for name, variant := range uitest.Variants() {
		synctest.Test(t, func(t *testing.T) {
			w, node, queue := open(t, variant)
			node.With(latinOnly)
			node.With(func(n *uitest.Node) { n.Reach = 1240 })
			test.Type(w.searchView.Field(), "hinnies")
			w.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			settle(queue)
			w.window.Canvas().Unfocus() // the cursor of a field blinks
			test.AssertRendersToImage(t, "search-more-"+name+".png", w.window.Canvas())
		})
	}
}

func TestTheFiltersLookAsTheyDid(t *testing.T) {
	for name, variant := range uitest.Variants() {
		synctest.Test(t, func(t *testing.T) {
			w, queue := searched(t, variant)
			w.search.Narrow(search.Narrow{Absent: true})
			settle(queue)
			w.window.Canvas().Unfocus() // the cursor of a field blinks
			w.searchView.OpenFilters()
			settle(queue)
			test.AssertRendersToImage(t, "search-filters-"+name+".png", w.window.Canvas())
		})
	}
}

func TestTheSavedSearchesLookAsTheyDid(t *testing.T) {
	for name, variant := range uitest.Variants() {
		synctest.Test(t, func(t *testing.T) {
			uitest.App(t, variant)
			w, node, queue := openIn(t)
			node.With(func(n *uitest.Node) {
				latinOnly(n)
				n.Saved = []api.SavedSearch{{Text: "hinnies", New: []api.News{{Root: uitest.Root(3)}}}, {Text: "mule type:audio", New: make([]api.News, 2)}, {Text: "farriery"}}
			})
			test.Type(w.searchView.Field(), "hinnies")
			w.searchView.Field().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			settle(queue)
			w.window.Canvas().Unfocus() // the cursor of a field blinks
			w.searchView.OpenSaved()
			settle(queue)
			test.AssertRendersToImage(t, "search-saved-"+name+".png", w.window.Canvas())
		})
	}
}

func TestUnfoldedRowsLookAsTheyDid(t *testing.T) {
	for name, variant := range uitest.Variants() {
		synctest.Test(t, func(t *testing.T) {
			w, queue := searched(t, variant)
			for _, r := range w.search.View().Rows {
				w.search.Fold(r, true)
			}
			settle(queue)
			w.window.Canvas().Unfocus() // the cursor of a field blinks
			test.AssertRendersToImage(t, "search-unfolded-"+name+".png", w.window.Canvas())
			w.Show(PageTransfers)
			settle(queue)
			w.transfers.Fold(transfers.Line{Transfer: w.transfers.View().Downloads[0]}, true)
			settle(queue)
			test.AssertRendersToImage(t, "transfers-unfolded-"+name+".png", w.window.Canvas())
		})
	}
}

func TestTheTabsOfADownloadLookAsTheyDid(t *testing.T) {
	for name, variant := range uitest.Variants() {
		synctest.Test(t, func(t *testing.T) {
			w, queue := searched(t, variant)
			w.Show(PageTransfers)
			settle(queue)
			for tab, picture := range map[int]string{2: "details", 3: "chunks"} {
				w.transfersView.ShowTab(tab)
				settle(queue)
				test.AssertRendersToImage(t, "transfers-"+picture+"-"+name+".png", w.window.Canvas())
			}
		})
	}
}

// screens are the names of the goldens in the order of the pages.
func screens() []string {
	return []string{"search", "transfers", "shared", "peers", "statistics", "log"}
}

// searched opens the window over the sample node and searches.
func searched(t *testing.T, variant fyne.ThemeVariant) (*Window, *uitest.Queue) {
	t.Helper()
	uitest.App(t, variant)
	return searchedIn(t)
}

// searchedIn does the same in the application there is.
func searchedIn(t *testing.T) (*Window, *uitest.Queue) {
	t.Helper()
	w, node, queue := openIn(t)
	node.With(latinOnly)
	test.Type(w.searchView.Field(), "hinnies")
	w.searchView.Field().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	settle(queue)
	return w, queue
}

// latinOnly keeps pictures to the letters of the fonts that Fyne brings.
func latinOnly(n *uitest.Node) {
	const chinese, latin = "骡子与驴骡 纪录片.mkv", "Hinnies, a film.mkv"
	for i := range n.Answers {
		n.Answers[i].Name = strings.Replace(n.Answers[i].Name, chinese, latin, 1)
	}
	for i, f := range n.Library {
		n.Library[i].Name, n.Library[i].Rel = strings.Replace(f.Name, chinese, latin, 1), strings.Replace(f.Rel, chinese, latin, 1)
	}
	for i := range n.Downloads {
		n.Downloads[i].Name = strings.Replace(n.Downloads[i].Name, chinese, latin, 1)
	}
	n.Now.SharedFiles++ // so that the library is read again
}
