package settings

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/kit"
)

// line is one thing to choose: what it is, what is typed or ticked, and what it
// does, with what it is at first.
type line struct {
	title string
	field fyne.CanvasObject
	hint  string
}

// page is the lines that belong together.
type page struct {
	title string
	lines []line
}

// matches reports whether every word of a search stands in a line or in the
// title of its page.
func (l line) matches(page string, words []string) bool {
	text := strings.ToLower(page + " " + l.title + " " + l.hint)
	if check, ok := l.field.(*widget.Check); ok {
		text += " " + strings.ToLower(check.Text)
	}
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// find returns the lines of all pages in which every word of text stands.
func find(pages []page, text string) (found []line) {
	words := strings.Fields(strings.ToLower(text))
	for _, p := range pages {
		for _, l := range p.lines {
			if l.matches(p.title, words) {
				found = append(found, l)
			}
		}
	}
	return found
}

// book shows one page of a form at a time, and what a search finds on all of
// them.
type book struct {
	widget.BaseWidget
	pages  []page
	field  *kit.Field
	list   *widget.List
	grid   *fyne.Container
	scroll *container.Scroll
	empty  *kit.Empty
	front  int // the page that is shown, or was before the search
}

func newBook(pages []page) *book {
	b := &book{pages: pages, field: kit.NewField(), grid: container.New(layout.NewFormLayout()), empty: kit.NewEmpty()}
	const bar = 14 // so that the scroll bar hides nothing
	b.scroll = container.NewVScroll(container.NewBorder(nil, nil, nil, kit.Wide(container.NewWithoutLayout(), bar), b.grid))
	b.field.SetPlaceHolder(lang.L("Find a preference"))
	b.field.OnChanged = b.search
	b.list = widget.NewList(
		func() int { return len(b.pages) },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		func(i widget.ListItemID, o fyne.CanvasObject) {
			if label, ok := o.(*widget.Label); ok {
				label.SetText(b.pages[i].title)
			}
		})
	b.list.HideSeparators = true
	b.list.OnSelected = func(i widget.ListItemID) {
		b.front = i
		b.field.SetText("")
		b.show(b.pages[i].lines)
	}
	b.empty.Set(lang.L("No preference is called so"), lang.L("Try another word."))
	b.ExtendBaseWidget(b)
	b.list.Select(0)
	return b
}

// CreateRenderer implements fyne.Widget.
func (b *book) CreateRenderer() fyne.WidgetRenderer {
	const listWidth = 120
	return widget.NewSimpleRenderer(container.NewBorder(b.field, nil, kit.Wide(b.list, listWidth), nil, container.NewStack(b.empty, b.scroll)))
}

// turn shows the page with a title.
func (b *book) turn(title string) {
	if i := slices.IndexFunc(b.pages, func(p page) bool { return p.title == title }); i >= 0 {
		b.list.Select(i)
	}
}

// search shows what matches, or the page from before when nothing is asked.
func (b *book) search(text string) {
	if strings.TrimSpace(text) == "" {
		b.list.Select(b.front)
		b.show(b.pages[b.front].lines)
		return
	}
	b.list.UnselectAll()
	b.show(find(b.pages, text))
}

// show lays lines out below each other.
func (b *book) show(lines []line) {
	b.grid.RemoveAll()
	for _, l := range lines {
		explain := widget.NewLabel(l.hint)
		explain.Importance, explain.Wrapping, explain.SizeName = widget.LowImportance, fyne.TextWrapWord, theme.SizeNameCaptionText
		for _, o := range []fyne.CanvasObject{widget.NewLabel(l.title), l.field, widget.NewLabel(""), explain} {
			b.grid.Add(o)
		}
	}
	b.empty.Present(len(lines) == 0)
	b.scroll.ScrollToTop()
}
