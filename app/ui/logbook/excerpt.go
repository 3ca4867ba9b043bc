package logbook

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/ui/memory"
	"hinny/app/ui/order"
	"hinny/share"
)

// Excerpt shows what the log says of one download.
type Excerpt struct {
	widget.BaseWidget
	OnCopy    func(what, text string) // text for the clipboard
	presenter *Presenter
	rows      *kit.Table[uint64, Row]
}

// NewExcerpt returns an Excerpt of nothing.
func NewExcerpt(p *Presenter) *Excerpt {
	e := &Excerpt{presenter: p, rows: table()}
	e.rows.OnCopy = func(rows []Row) {
		e.OnCopy(lang.N("{{.Count}} lines of the log", len(rows), look.Count(len(rows))), Lines(rows))
	}
	e.ExtendBaseWidget(e)
	e.About(share.RootHash{})
	return e
}

// CreateRenderer implements fyne.Widget.
func (e *Excerpt) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(e.rows) }

// Remember arranges the table as it was left.
func (e *Excerpt) Remember(m *memory.Memory) { e.rows.Remember(m, "excerpt") }

// About shows what is said of a download; the zero root: of none.
func (e *Excerpt) About(root share.RootHash) {
	if root.IsZero() {
		e.rows.SetEmpty(lang.L("No download selected"), lang.L("Select a single download above to see what happened to it."))
		e.rows.SetRows(nil, order.Order{})
		return
	}
	e.rows.SetEmpty(lang.L("Nothing happened to it yet"), lang.L("The log keeps the last 2,000 entries of all downloads."))
	e.rows.SetRows(e.presenter.View().About[root.Short()], order.Order{})
}
